"""Forms: what is shown beside what is computed. `sum_of(3, 4)` prints as 3 + 4 and is 7.

Forms go into each other (`product_of(sum_of(a, b), c)`), and brackets and signs come out as a person writes them.
A `chain` prints a derivation, each step of which is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from generator.maths.arithmetic import add, divide, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.functions.integers import factored_number, numeral
from generator.maths.functions.numbers import nth_root
from generator.maths.functions.polynomials import factors_of
from generator.maths.notation import (
    DOT,
    EMPTY,
    MINUS,
    factor,
    is_atom,
    is_sum,
    join_terms,
    minus,
    paren,
    row,
    times,
)
from generator.maths.notation import power as raised
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Shown, describe, is_number, is_scalar, plain_value
from generator.maths.written import written
from generator.model import Fence, Formula, Frac, Grid, Lines, Num, Op, Root, Row, Script, Words

MAX_TERMS = 100
"""Most terms, factors or steps of a form."""

LINE = 40
"""Signs and letters that a chain may have on one line; a longer one gets a line for each step."""

EQUALS = Op("=")


def _text(value: Anything) -> str:
    """A value in running text."""
    return value.text if isinstance(value, Shown) else written(value).replace("-", "−")


def _bracketed(value: Anything) -> str:
    text = _text(value)
    return f"({text})" if is_sum(typeset(value)) or text.startswith("−") else text


def _bounded(terms: tuple[Anything, ...]) -> tuple[Anything, ...]:
    if len(terms) > MAX_TERMS:
        raise MathsError(f"a form has at most {MAX_TERMS} parts")
    return terms


def _fold(operation: Callable[[Any, Any], Anything], terms: tuple[Anything, ...]) -> Anything:
    return reduce(operation, map(plain_value, _bounded(terms)))


def _sum_of(*terms: Anything) -> Shown:
    value = _fold(add, terms)
    text = " + ".join(map(_text, terms)).replace("+ −", "− ")
    return Shown(value, join_terms(list(map(typeset, terms))), text)


def _difference_of(a: Anything, b: Anything) -> Shown:
    shown = row(typeset(a), Op("−"), factor(typeset(b)))
    return Shown(subtract(plain_value(a), plain_value(b)), shown, f"{_text(a)} − {_bracketed(b)}")


def _product_of(*factors: Anything) -> Shown:
    value = _fold(multiply, factors)
    first, *rest = map(typeset, factors)
    shown = paren(first) if is_sum(first) else first
    for later in rest:
        between = EMPTY if isinstance(later, Grid) else DOT
        shown = row(shown, between, factor(later))
    texts = [
        _text(factors[0]) if not is_sum(first) else _bracketed(factors[0]),
        *map(_bracketed, factors[1:]),
    ]
    return Shown(value, shown, " · ".join(texts))


def _quotient_of(a: Anything, b: Anything) -> Shown:
    value = divide(plain_value(a), plain_value(b))
    return Shown(value, Frac(typeset(a), typeset(b)), f"{_bracketed(a)}/{_bracketed(b)}")


def _power_of(base: Anything, exponent: Anything) -> Shown:
    value = power(plain_value(base), plain_value(exponent))
    shown = typeset(base)
    below = shown if is_atom(shown) else paren(shown)
    return Shown(value, Script(below, above=typeset(exponent)), f"{_bracketed(base)}^{_bracketed(exponent)}")


def _root_of(a: Anything, n: int = 2) -> Shown:
    if not is_scalar(plain_value(a)):
        raise MathsError(f"a root is taken of a number or an expression, not of {describe(a)}")
    sign = "√" if n == 2 else f"{n}th root of "
    degree = None if n == 2 else Num(str(n))
    return Shown(nth_root(plain_value(a), n), Root(typeset(a), degree), f"{sign}{_bracketed(a)}")


def _in_factors(n: int) -> Shown:
    powers = factored_number(abs(n)) or ((1, 1),)
    shown: Formula = EMPTY
    for p, exponent in powers:
        prime = raised(Num(str(p)), Num(str(exponent)))
        shown = row(shown, DOT, prime) if shown != EMPTY else prime
    text = " · ".join(f"{p}^{exponent}" if exponent > 1 else str(p) for p, exponent in powers)
    return Shown(n, minus(shown), f"−{text}") if n < 0 else Shown(n, shown, text)


def _in_base(n: int, base: int) -> Shown:
    digits = numeral(n, base)
    text = f"−{digits}" if n < 0 else digits
    shown = Script(Num(digits) if base <= 10 else Words(digits), below=Num(str(base)))
    return Shown(n, row(MINUS, shown) if n < 0 else shown, text)


def _factored(f: Anything) -> Shown:
    """A polynomial with rational coefficients as a product of factors that cannot be split further."""
    constant, factors = factors_of(f)
    shown = typeset(constant)
    texts = [] if constant == 1 else [_text(constant)]
    for base, exponent in factors:
        shown = times(shown, raised(typeset(base), Num(str(exponent))))
        texts.append(_bracketed(base) + (f"^{exponent}" if exponent > 1 else ""))
    return Shown(f, shown, "·".join(texts) or "1")


def _rising_powers(coefficients: tuple[Anything, ...], symbol: Any) -> Shown:
    if not all(map(is_scalar, _bounded(coefficients))):
        raise MathsError("coefficients are numbers or expressions")
    terms = [multiply(c, power(symbol, k)) for k, c in enumerate(coefficients)]
    present = tuple(term for term in terms if not (is_number(term) and term == 0))
    return _sum_of(*present) if present else Shown(0, Num("0"), "0")


def _shown_as(value: Anything, form: Anything) -> Shown:
    """The value, printed like another one, which must be equal to it, or as a word."""
    if not isinstance(form, str) and not equal(value, form):
        raise MathsError(f"{_short(form)} is not {_short(value)}, so it cannot stand for it")
    return Shown(plain_value(value), typeset(form), form if isinstance(form, str) else _text(form))


def _short(value: Anything) -> str:
    text = written(value)
    return f"`{text}`" if len(text) <= 60 else describe(plain_value(value))


def _chain(*steps: Anything) -> Shown:
    """`a = b = c`. Raises MathsError at the first step that is not equal to the one before."""
    for number, (before, after) in enumerate(zip(_bounded(steps), steps[1:], strict=False), 2):
        if not equal(before, after):
            raise MathsError(
                f"step {number} does not follow from step {number - 1}: {_short(before)} is not {_short(after)}"
            )
    shown = [typeset(step) for step in steps]
    text = " = ".join(map(_text, steps))
    if sum(map(_width, shown)) <= LINE:
        joined = [item for formula in shown[1:] for item in (EQUALS, formula)]
        return Shown(plain_value(steps[-1]), row(shown[0], *joined), text)
    first = (shown[0], row(EQUALS, shown[1]))
    others = [(EMPTY, row(EQUALS, formula)) for formula in shown[2:]]
    return Shown(plain_value(steps[-1]), Lines((first, *others)), text)


def _width(formula: Formula) -> int:
    """About how many signs and letters stand beside each other."""
    if isinstance(formula, Row):
        return sum(map(_width, formula.items))
    if isinstance(formula, Frac):
        return max(_width(formula.top), _width(formula.bottom))
    if isinstance(formula, Grid):
        return 2 + sum(2 + max(_width(line[j]) for line in formula.rows) for j in range(len(formula.rows[0])))
    if isinstance(formula, Script):
        return _width(formula.base) + max(
            _width(part) if part else 0 for part in (formula.below, formula.above)
        )
    if isinstance(formula, (Fence, Root)):
        return 2 + _width(formula.body)
    return len(formula.text) if isinstance(formula, Num) else 3 if isinstance(formula, Op) else 2


TABLE = table(
    Function("sum_of", _sum_of, "any any…", "the sum, printed as the terms: 3 + 4", "sum_of(3, 4) == 7", "sum_of(3, [4])"),
    Function("difference_of", _difference_of, "any any", "the difference, printed as both numbers: 3 − (−4)", "difference_of(3, -4) == 7", "difference_of(3, [4])"),
    Function("product_of", _product_of, "any any…", "the product, printed as the factors: 3 · (−4)", "product_of(3, -4) == -12", "product_of([1, 2], [3, 4])"),
    Function("quotient_of", _quotient_of, "any any", "the quotient, printed as a fraction that is not reduced: 6/8", "quotient_of(6, 8) == 3/4", "quotient_of(6, 0)"),
    Function("power_of", _power_of, "any any", "the power, printed as base and exponent: 2³", "power_of(2, 3) == 8", "power_of(9, 9**9)"),
    Function("root_of", _root_of, "any integer?", "the root, square or of another degree, printed as a root: √12", "root_of(9) == 3", "root_of(-4)"),
    Function("in_factors", _in_factors, "integer", "printed as powers of primes: 2³ · 5", "in_factors(40) == 40", "in_factors(0)"),
    Function("in_base", _in_base, "integer integer", "printed in another base, which stands as an index: 101₂", "in_base(5, 2) == 5", "in_base(5, 1)"),
    Function("factored", _factored, "scalar", "polynomial, printed as a product of factors that cannot be split over the rational numbers", "factored(t**2 - 1) == t**2 - 1", "factored(sqrt(t))"),
    Function("rising_powers", _rising_powers, "list symbol", "polynomial with these coefficients, printed from the lowest power up: 1 − 2t + 3t²", "rising_powers([1, -2, 3], t) == 3*t**2 - 2*t + 1", "rising_powers(['a'], t)"),
    Function("shown_as", _shown_as, "any any", "the first value, printed as the second, which is equal to it or a word", "shown_as(7, sum_of(3, 4)) == 7", "shown_as(7, sum_of(3, 5))"),
    Function("chain", _chain, "any any…", "a derivation: each step is equal to the one before; the value is the last", "chain(sum_of(3, 4)*2, 7*2, 14) == 14", "chain(sum_of(3, 4), 8)"),
)  # fmt: skip
