"""Definite integrals: an antiderivative term by term, then the limits.

A term is a constant times a power of x, or times a power or a named function of kx + m. What needs substitution or
integration by parts is a MathsError, and so is a pole between the limits.

    >>> x = sympy.Symbol("x")
    >>> integrate_term_by_term(3 * x**2, x, 0, 2).value
    8
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy

from generator.maths.arithmetic import compare, subtract
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ZERO, factor, is_sum, join_terms, paren, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, normal, symbols_of, to_sympy
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import D, aligned, called
from generator.methods.derivatives.polynomials import from_terms, polynomial_terms
from generator.methods.wording import chain, distinct, equation, step
from generator.model import Formula, Op, Script, Space, Sym

MAX_TERMS = 12
"""Most terms of an integral that is written out."""

_BIG_F = Sym("F")
_INTEGRAL = Op("∫")

_PRIMITIVES: dict[Any, Callable[[Any], Any]] = {
    sympy.exp: lambda u: sympy.exp(u),
    sympy.sin: lambda u: -sympy.cos(u),
    sympy.cos: lambda u: sympy.sin(u),
    sympy.sinh: lambda u: sympy.cosh(u),
    sympy.cosh: lambda u: sympy.sinh(u),
}
"""Antiderivatives of named functions that are defined everywhere, at their argument."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A term and its antiderivative."""

    term: Any
    primitive: Any


def integrate_term_by_term(f: Anything, x: Any, low: Anything, high: Anything) -> Worked:
    """The integral of f from `low` to `high`, exactly.

    Raises MathsError if a term is none of those that the method knows, and if f is not defined everywhere between
    the limits.
    """
    if any(symbols_of(to_sympy(limit)) for limit in (low, high)):
        raise MathsError("the limits must be numbers")
    if any(symbol != x for symbol in symbols_of(to_sympy(f))):
        raise MathsError(f"a function of `{x}` alone is expected")
    ends = (low, high) if compare("<=", low, high) else (high, low)
    given, spread = to_sympy(f), _spread(to_sympy(f), x)
    if len(sympy.Add.make_args(spread)) > MAX_TERMS:
        raise MathsError(f"the integral has more than {MAX_TERMS} terms")
    parts = [_Part(term, _primitive(term, x, ends)) for term in _ordered(spread)]
    primitive = normal(sympy.Add(*[part.primitive for part in parts]))
    shown = join_terms([typeset(normal(part.primitive)) for part in parts])
    upper, lower = (replaced(primitive, {x: limit}) for limit in (high, low))
    value = _logarithms_together(subtract(upper, lower))
    steps = []
    if spread != given:
        steps.append(step("Multiply out.", state=equation(given, spread)))
    if len(parts) > 1:
        lines = [[row(_INTEGRAL, _of(part.term, x)), part.primitive] for part in parts]
        steps.append(step("Find an antiderivative of each term.", state=aligned(*lines), minor=True))
    name = called(_BIG_F, (x,))
    steps.append(step("This is an antiderivative", ", term by term" if len(parts) > 1 else "",
                      ": its derivative is what stands under the integral.", state=equation(name, shown)))  # fmt: skip
    limits = row(Script(_INTEGRAL, below=typeset(low), above=typeset(high)), _of(given, x))
    difference = row(called(_BIG_F, (high,)), MINUS, called(_BIG_F, (low,)))
    filled = _difference(inserted(primitive, {x: high}), inserted(primitive, {x: low}))
    values = _difference(typeset(upper), typeset(lower))
    steps.append(step("Take its value at the upper limit, less that at the lower one.",
                      state=chain(limits, *distinct([difference, filled, values, value]))))  # fmt: skip
    return Worked(value, tuple(steps))


def _difference(first: Formula, second: Formula) -> Formula:
    if second == ZERO:
        return first
    return row(paren(first) if is_sum(first) else first, MINUS, factor(second))


def _of(f: Any, x: Any) -> Formula:
    """`f dx`, to stand after the integral sign."""
    return row(_integrand(f), Space("thin"), D, typeset(x))


def _integrand(f: Any) -> Formula:
    return factor(typeset(normal(f)))


def _spread(f: Any, x: Any) -> Any:
    """Products of polynomials as their sums; anything else as it is."""
    if f.func is sympy.Add:
        return sympy.Add(*[_spread(term, x) for term in f.args])
    if f.func is sympy.Pow and f.args[0].func is sympy.Add and _slope(f.args[0], x) is not None:
        return f  # a power of kx + m has an antiderivative as it stands
    terms = polynomial_terms(f, (x,))
    return f if terms is None else from_terms(terms, (x,))


def _ordered(f: Any) -> list[Any]:
    return list(f.as_ordered_terms()) if f.func is sympy.Add else [f]


def _slope(inner: Any, x: Any) -> Any | None:
    """k of kx + m, with k not 0; None for anything else."""
    terms = polynomial_terms(inner, (x,))
    if terms is not None:
        return to_sympy(normal(terms[1,])) if (1,) in terms and max(terms) == (1,) else None
    slope = to_sympy(derivative(inner, x))
    return slope if slope != 0 and x not in symbols_of(slope) else None


def _primitive(term: Any, x: Any, ends: tuple[Anything, Anything]) -> Any:
    """An antiderivative of one term, defined between the ends. Raises MathsError if the method knows none."""
    constants = [item for item in sympy.Mul.make_args(term) if x not in symbols_of(item)]
    moving = [item for item in sympy.Mul.make_args(term) if x in symbols_of(item)]
    constant = sympy.Mul(*constants)
    if not moving:
        return constant * x
    if len(moving) > 1:
        raise MathsError("a product of functions needs more than integration term by term")
    item = moving[0]
    if item == x or item.func is sympy.Pow:
        base, exponent = item.as_base_exp()
        if x in symbols_of(exponent):
            return _exponential(constant, base, exponent, x)
        slope = _slope(base, x)
        if slope is not None:
            _check_power(base, exponent, x, ends)
            if exponent != -1:
                return constant / (slope * (exponent + 1)) * base ** (exponent + 1)
            sign = 1 if compare(">", replaced(base, {x: ends[0]}), 0) else -1
            return constant / slope * sympy.log(sign * base)
        if item == 1 / (1 + x**2):
            return constant * sympy.atan(x)
    elif item.func in _PRIMITIVES:
        slope = _slope(item.args[0], x)
        if slope is not None:
            return constant / slope * _PRIMITIVES[item.func](item.args[0])
    raise MathsError("an antiderivative of this function is not known to the method")


def _exponential(constant: Any, base: Any, exponent: Any, x: Any) -> Any:
    slope = _slope(exponent, x)
    if slope is None or x in symbols_of(base):
        raise MathsError("an antiderivative of this function is not known to the method")
    return constant / (slope * sympy.log(base)) * base**exponent


def _check_power(base: Any, exponent: Any, x: Any, ends: tuple[Anything, Anything]) -> None:
    """Raises MathsError if a power of kx + m is not defined all the way between the ends."""
    values = [replaced(base, {x: end}) for end in ends]
    if exponent.is_Integer and exponent.p > 0:
        return
    if exponent.is_Integer:
        if not (all(compare(">", v, 0) for v in values) or all(compare("<", v, 0) for v in values)):
            raise MathsError("the function has a pole between the limits")
    elif not all(compare(">=" if compare(">", normal(exponent), 0) else ">", v, 0) for v in values):
        raise MathsError("the function is not defined everywhere between the limits")


def _logarithms_together(value: Anything) -> Anything:
    """`ln 6 − ln 3` as `ln 2`: logarithms of rational numbers with opposite coefficients."""
    if not isinstance(value, sympy.Add):
        return value
    terms = list(value.args)
    logs = [(term, *term.as_coeff_Mul()) for term in terms]
    logs = [(term, c, rest) for term, c, rest in logs if rest.func is sympy.log and rest.args[0].is_Rational]
    for k, (term, c, rest) in enumerate(logs):
        for other, d, more in logs[k + 1 :]:
            if c == -d and term in terms and other in terms:
                terms = [item for item in terms if item not in (term, other)]
                ratio = rest.args[0] / more.args[0] if c > 0 else more.args[0] / rest.args[0]
                terms.append(abs(c) * sympy.log(ratio))
    return normal(sympy.Add(*terms))


TABLE = table(
    Function("integrate_term_by_term", integrate_term_by_term, "scalar symbol scalar scalar",
             "definite integral: an antiderivative of each term, then the limits",
             "integrate_term_by_term(3*t**2, t, 0, 2) == 8"),
)  # fmt: skip
