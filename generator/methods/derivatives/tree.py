"""The walk through an expression that differentiates it: one step a rule, inner parts first.

What an expression is, `shapes` decides; each shape has one rule, one wording and one state, such as

    d/dx(x² sin(x)) = d/dx(x²) · sin(x) + x² · d/dx(sin(x)) = 2x · sin(x) + x² · cos(x) = …

The value of a step is computed from the values of the steps before it. Owns the rules and their wording; the
names of methods and what they take are the business of the package.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sympy

from generator.maths.derivative import OUTER, derivative
from generator.maths.notation import MINUS, is_negative, join_terms, minus, paren, row, times
from generator.maths.typeset import typeset
from generator.maths.values import MathsError, normal, symbols_of, to_sympy
from generator.methods.derivatives.naming import D, dotted, operator
from generator.methods.derivatives.polynomials import multiplied_out
from generator.methods.derivatives.shapes import Shape, is_power, parts, shape_of
from generator.methods.wording import chain, distinct, equation, say
from generator.model import Formula, Frac, Inlines, Step

MAX_STEPS = 40
"""Longest derivative that is written out."""

MAX_FACTORS = 5
"""Largest number of factors to which the product rule is applied at once."""

_LETTERS = sympy.symbols("u v w z s p q")

_CONSTANT = say("A constant does not change, so its derivative is ", 0, ".")
_POWERS = say("Power rule, term by term: multiply by the exponent, then lower the exponent by ", 1, ".")
_POWERS_AGAIN = say("Power rule, term by term.")
_SUM = say("Sum rule: differentiate term by term.")
_MULTIPLE = say("Constant multiple rule: a constant factor stays in front.")
_PRODUCT = say("Product rule: differentiate one factor at a time, leave the others as they are, and add.")
_QUOTIENT = say(
    "Quotient rule: the derivative of the top times the bottom, minus the top times the derivative of the "
    "bottom, all over the square of the bottom."
)  # fmt: skip
_KNOWN = say("This is one of the derivatives to know by heart.")
_TOWER = say(
    "Base and exponent both change. Write the power as an exponential: its derivative is the power itself, "
    "times the derivative of the exponent times the logarithm of the base."
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Derived:
    """A derivative, as a sympy expression, with the steps that lead to it."""

    value: Any
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Page:
    """What is being written: the variable, the sign of differentiation (d or ∂), a free letter, the steps.

    `known` are the derivatives of the parts that have been met: a part that comes again gets no second step.
    """

    x: Any
    d: Formula
    letter: Any
    steps: list[Step] = field(default_factory=list)
    known: dict[Any, Any] = field(default_factory=dict)

    def of(self, f: Any) -> Formula:
        """`d/dx(f)`."""
        return row(operator(typeset(self.x), self.d), paren(typeset(f)))

    def write(self, words: Inlines, left: Formula, *sides: Any, minor: bool = False) -> None:
        if len(self.steps) == MAX_STEPS:
            raise MathsError(f"the derivative takes more than {MAX_STEPS} steps")
        kept = distinct(sides)
        state = equation(left, *kept) if len(kept) < 2 else chain(left, *kept)
        self.steps.append(Step(words, state, minor))


def differentiated(f: Any, x: Any, left: Formula, d: Formula = D) -> Derived:
    """The derivative of a sympy expression; the last state begins with `left`, the name of the derivative.

    Raises MathsError for a function without a rule, and where there would be too many steps.
    """
    taken = {x, *symbols_of(f)}
    letter = next((letter for letter in _LETTERS if letter not in taken), None)
    if letter is None:
        raise MathsError("no letter is left for the inner function")
    page = _Page(x, d, letter)
    value = _walk(page, f, left)
    return Derived(value, tuple(page.steps))


def _walk(page: _Page, f: Any, left: Formula | None = None) -> Any:
    """The derivative of f, its steps written. An inner part has no `left`: then it is named by what it is."""
    if f not in page.known:
        page.known[f] = to_sympy(normal(_RULES[shape_of(f, page.x)](page, f, left)))
    return page.known[f]


def _constant(page: _Page, f: Any, left: Formula | None) -> Any:  # noqa: ARG001 - a rule, as the others
    if left is not None:
        page.write(_CONSTANT, left, 0)
    return sympy.S.Zero


def _powers(page: _Page, f: Any, left: Formula | None) -> Any:
    value = to_sympy(derivative(f, page.x))
    if left is not None:
        page.write(_POWERS if page.d == D else _POWERS_AGAIN, left, value)
    elif page.x in symbols_of(value):  # the derivative of 3x + 1 needs no line of its own
        page.write(_POWERS_AGAIN, page.of(f), value, minor=True)
    return value


def _sum(page: _Page, f: Any, left: Formula | None) -> Any:
    pieces: list[Any] = []
    powers = [term for term in f.args if is_power(term, page.x)]
    for term in f.as_ordered_terms():
        if term not in powers:
            pieces.append(term)
        elif term == powers[0]:
            pieces.append(sympy.Add(*powers))
    slopes = [_walk(page, piece) for piece in pieces]
    value = sympy.Add(*slopes)
    page.write(
        _SUM, left or page.of(f), join_terms(list(map(page.of, pieces))), join_terms(list(map(typeset, slopes))),
        value,
    )  # fmt: skip
    return value


def _multiple(page: _Page, f: Any, left: Formula | None) -> Any:
    constant = parts(f, page.x)[0]
    rest = f / constant
    inner = _walk(page, rest)
    value = sympy.Mul(constant, inner)
    front, slope = typeset(normal(constant)), typeset(inner)
    product = minus(slope) if constant == -1 else dotted(front, slope)
    page.write(
        _MULTIPLE, left or page.of(f), times(front, page.of(rest)), product, value, minor=left is None
    )  # fmt: skip
    return value


def _product(page: _Page, f: Any, left: Formula | None) -> Any:
    constant, factors, _ = parts(f, page.x)
    factors = [sympy.Mul(constant, factors[0]), *factors[1:]]
    if len(factors) > MAX_FACTORS:
        raise MathsError(f"the product rule is written out for at most {MAX_FACTORS} factors")
    slopes = [_walk(page, factor) for factor in factors]
    shown = list(map(typeset, factors))

    def one_at_a_time(changed: list[Formula]) -> Formula:
        places = range(len(shown))
        return join_terms([dotted(*shown[:k], changed[k], *shown[k + 1 :]) for k in places])

    terms = [sympy.Mul(*factors[:k], slope, *factors[k + 1 :]) for k, slope in enumerate(slopes)]
    value = multiplied_out(sympy.Add(*terms))
    page.write(
        _PRODUCT, left or page.of(f), one_at_a_time(list(map(page.of, factors))),
        one_at_a_time(list(map(typeset, slopes))), value,
    )  # fmt: skip
    return value


def _quotient(page: _Page, f: Any, left: Formula | None) -> Any:
    constant, above, below = parts(f, page.x)
    top, bottom = sympy.Mul(constant, *above), sympy.Mul(*below)
    top_slope, bottom_slope = _walk(page, top), _walk(page, bottom)
    over, under, squared = typeset(normal(top)), typeset(bottom), typeset(sympy.Pow(bottom, 2))

    def ratio(first: Formula, second: Formula) -> Formula:
        return Frac(row(dotted(first, under), MINUS, _later(over, second)), squared)

    value = _over_square(sympy.Mul(top_slope, bottom), -sympy.Mul(top, bottom_slope), bottom)
    page.write(
        _QUOTIENT, left or page.of(f), ratio(page.of(normal(top)), page.of(bottom)),
        ratio(typeset(normal(top_slope)), typeset(bottom_slope)), value,
    )  # fmt: skip
    return value


def _later(first: Formula, second: Formula) -> Formula:
    """A product after a minus sign."""
    from_left = dotted(first, second)
    return from_left if not is_negative(first) else dotted(paren(first), second)


def _over_square(first: Any, second: Any, bottom: Any) -> Any:
    """(first + second)/bottom², without powers that both terms and the bottom share."""
    shared = sympy.Mul(*[_shared(factor, first, second) for factor in sympy.Mul.make_args(bottom)])
    top = multiplied_out(sympy.Add(first / shared, second / shared))
    return sympy.Mul(top, sympy.Pow(bottom, -2), shared)


def _shared(factor: Any, first: Any, second: Any) -> Any:
    """The highest power of a factor's base in both terms, at most that below the bar."""
    base, exponent = factor.as_base_exp()
    common = min([2 * exponent, *[_exponent(base, term) for term in (first, second) if term != 0]])
    return sympy.Pow(base, common) if common > 0 else sympy.S.One


def _exponent(base: Any, term: Any) -> Any:
    for item in sympy.Mul.make_args(term):
        found, exponent = item.as_base_exp()
        if found == base and exponent.is_Rational:
            return exponent
    return sympy.S.Zero


def _power(page: _Page, f: Any, left: Formula | None) -> Any:
    base, exponent = f.args
    outer = sympy.Mul(exponent, sympy.Pow(base, exponent - 1))
    return _chain(page, f, left, base, outer, _outer_words(None, exponent, page.letter))


def _named(page: _Page, f: Any, left: Formula | None) -> Any:
    inner = f.args[0]
    outer = OUTER[f.func](inner)
    if inner == page.x:
        page.write(_KNOWN, left or page.of(f), outer, minor=left is None)
        return outer
    return _chain(page, f, left, inner, outer, _outer_words(f.func, None, page.letter))


def _exponential(page: _Page, f: Any, left: Formula | None) -> Any:
    base, exponent = f.args
    outer = sympy.Mul(f, sympy.log(base))
    if exponent == page.x:
        page.write(_KNOWN, left or page.of(f), outer, minor=left is None)
        return outer
    return _chain(page, f, left, exponent, outer, _outer_words(None, base, page.letter, exponential=True))


def _chain(page: _Page, f: Any, left: Formula | None, inner: Any, outer: Any, words: tuple[Any, ...]) -> Any:
    slope = _walk(page, inner)
    value = sympy.Mul(outer, slope)
    front = typeset(normal(outer))
    said = say(
        *words, equation(page.letter, inner), ", and multiply by the derivative of the inner function."
    )
    page.write(said, left or page.of(f), dotted(front, page.of(inner)), dotted(front, typeset(slope)), value)
    return value


@lru_cache(maxsize=1024)
def _outer_words(head: Any, constant: Any, u: Any, exponential: bool = False) -> tuple[Any, ...]:
    """What depends on the outer function alone: a named one, a power with this exponent, or with this base."""
    if head is not None:
        function, slope = head(u), OUTER[head](u)
    elif exponential:
        function, slope = constant**u, constant**u * sympy.log(constant)
    else:
        function, slope = u**constant, constant * u ** (constant - 1)
    return (
        "Chain rule: the outer function ", typeset(function), " has the derivative ", typeset(normal(slope)),
        "; take it at ",
    )  # fmt: skip


def _tower(page: _Page, f: Any, left: Formula | None) -> Any:
    base, exponent = f.args
    inner = sympy.Mul(exponent, sympy.log(base))
    slope = _walk(page, inner)
    value = sympy.Mul(f, slope)
    shown = typeset(f)
    page.write(
        _TOWER, left or page.of(f), dotted(shown, page.of(inner)), dotted(shown, typeset(slope)), value
    )
    return value


_RULES: dict[Shape, Callable[[_Page, Any, Formula | None], Any]] = {
    "constant": _constant,
    "powers": _powers,
    "sum": _sum,
    "multiple": _multiple,
    "product": _product,
    "quotient": _quotient,
    "power": _power,
    "exponential": _exponential,
    "tower": _tower,
    "named": _named,
}
