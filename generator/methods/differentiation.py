"""Derivatives of one variable by their rules: sums of powers term by term, and one function inside another.

A function that needs another rule is a MathsError, so that no step names a rule that was not used. What a term
looks like and what becomes of it depends on its coefficient and exponent alone and is remembered: families draw
the same few terms again and again.

    >>> x = sympy.Symbol("x")
    >>> power_rule(3 * x**2 - 5, x).value
    6*x
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy

from generator.maths.derivative import OUTER
from generator.maths.function import Function, table
from generator.maths.notation import (
    DOT,
    MINUS,
    ONE,
    ZERO,
    factor,
    is_sum,
    join_terms,
    paren,
    power,
    row,
    times,
)
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number, normal, to_sympy
from generator.methods.wording import EQUALS, chain, equation, say, step
from generator.model import Fence, Formula, Frac, Lines, Op, Script, Step, Sym

_D = Sym("d", "upright")
_F = Sym("f")

_SUM_RULE = say("By the sum rule, the derivative of a sum is the sum of the derivatives of its terms.")
_CONSTANTS = say("A constant does not change, so its derivative is ", 0, ".")
_COLLECT = say("Add the derivatives of the terms.")


@dataclass(frozen=True, slots=True)
class _Term:
    """c·xⁿ with what the steps show of it. `derivative` is n·c·xⁿ⁻¹ as a sympy expression."""

    exponent: Anything
    shown: Formula
    raw: Formula
    result: Formula
    derivative: Any


def power_rule(f: Anything, x: Any) -> Worked:
    """f′ of a sum of powers c·xⁿ, c free of x and n rational, term by term.

    Raises MathsError if a term is no power of x.
    """
    terms = _terms(f, x)
    powers = [term for term in terms if term.exponent != 0]
    name = _prime(x)
    steps: list[Step] = []
    if len(terms) > 1:
        steps.append(Step(_SUM_RULE, row(name, EQUALS, join_terms([_ddx(x, term.shown) for term in terms]))))
    if powers:
        lines = [
            (_ddx(x, term.shown), row(EQUALS, term.raw, EQUALS, term.result)) for term in powers
        ]  # fmt: skip
        steps.append(Step(_power_words(x), Lines(tuple(lines)) if len(lines) > 1 else row(*lines[0])))
    constants = [term for term in terms if term.exponent == 0]
    if constants or not terms:
        gone = [row(_ddx(x, term.shown), EQUALS, ZERO) for term in constants]
        steps.append(Step(_CONSTANTS, gone[0] if len(gone) == 1 else equation(name, 0)))
    if len(terms) > 1:
        steps.append(Step(_COLLECT, row(name, EQUALS, join_terms([term.result for term in powers]))))
    return Worked(normal(sympy.Add(*[term.derivative for term in powers])), tuple(steps))


def _terms(f: Anything, x: Any) -> list[_Term]:
    """The terms of a sum of powers, by falling exponent."""
    if is_number(f):
        return [_term(f, 0, x)] if f else []
    parts = [_coefficient_and_exponent(part, x) for part in (f.args if f.func is sympy.Add else (f,))]
    parts.sort(key=lambda part: -part[1])
    return [_term(coefficient, exponent, x) for coefficient, exponent in parts]


def _coefficient_and_exponent(part: Any, x: Any) -> tuple[Anything, Anything]:
    factors = part.args if part.func is sympy.Mul else (part,)
    constants = []
    exponent: Anything = 0
    for item in factors:
        if item == x:
            exponent = 1
        elif item.func is sympy.Pow and item.args[0] == x and item.args[1].is_Rational:
            exponent = normal(item.args[1])
        elif item.is_Rational or not item.has(x):
            constants.append(item)
        else:
            raise MathsError("the power rule needs a sum of powers; a term here is none")
    return normal(sympy.Mul(*constants)), exponent


@lru_cache(maxsize=8192)
def _term(coefficient: Anything, exponent: Anything, x: Any) -> _Term:
    c = to_sympy(coefficient)
    n = to_sympy(exponent)
    shown = typeset(normal(c * x**n))
    if exponent == 0:
        return _Term(0, shown, ZERO, ZERO, sympy.S.Zero)
    lowered = power(typeset(x), row(typeset(exponent), MINUS, ONE))
    front = typeset(exponent)
    raw = times(front, lowered) if coefficient == 1 else row(front, DOT, factor(times(typeset(coefficient), lowered)))
    derivative = n * c * x ** (n - 1)
    return _Term(exponent, shown, raw, typeset(normal(derivative)), derivative)


@lru_cache(maxsize=64)
def _power_words(x: Any) -> Any:
    n = Sym("n")
    rule = equation(
        row(Frac(_D, row(_D, typeset(x))), Script(typeset(x), above=n)),
        row(n, Script(typeset(x), above=row(n, MINUS, ONE))),
    )
    return say(
        "A constant factor stays in front (constant multiple rule), and ",
        rule,
        " (power rule): multiply by the exponent, then lower the exponent by ",
        1,
        ".",
    )


def _ddx(x: Any, shown: Formula) -> Formula:
    return row(_slope(_D, x), paren(shown))


@lru_cache(maxsize=256)
def _slope(top: Formula, x: Any) -> Formula:
    """d/dx, or dy/dx with `top` dy."""
    return Frac(top, row(_D, typeset(x)))


@lru_cache(maxsize=64)
def _prime(x: Any) -> Formula:
    return row(Script(_F, above=Op("′")), Fence("(", typeset(x), ")"))


# ─── The chain rule ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Composition:
    """c·F(g(x)): `exponent` is n where F is the n-th power, else None and `head` is the named function."""

    coefficient: Any
    head: Any
    exponent: Any
    inner: Any

    def outer(self, u: Any) -> Any:
        """c·F(u)."""
        return self.coefficient * (self.head(u) if self.exponent is None else u**self.exponent)

    def slope(self, u: Any) -> Any:
        """c·F′(u), by the power rule or the table of named functions."""
        if self.exponent is None:
            return sympy.Mul(self.coefficient, OUTER[self.head](u))
        return sympy.Mul(self.coefficient, self.exponent, u ** (self.exponent - 1))


def chain_rule(f: Anything, x: Any) -> Worked:
    """f′ of c·F(g(x)): F a power or a named function (exp, ln, sin …), g a sum of powers of x.

    Raises MathsError if f is not of that form.
    """
    parts = _composition(f, x)
    u = next(letter for letter in map(sympy.Symbol, "uvwz") if letter not in f.free_symbols)
    inside = _terms(parts.inner, x)
    inner_slope = sympy.Add(*[term.derivative for term in inside])
    inner_shown = join_terms([term.result for term in inside])
    outer_shown = typeset(parts.slope(u))
    at_inner = typeset(parts.slope(parts.inner))
    value = normal(sympy.Mul(parts.slope(parts.inner), inner_slope))
    product = row(paren(at_inner) if is_sum(at_inner) else at_inner, DOT, factor(inner_shown))
    sides = [product] if product == typeset(value) else [product, typeset(value)]
    df, du = _slope(row(_D, _F), u), _slope(row(_D, typeset(u)), x)
    steps = (
        step("Name the inner function ", u, ", so that ", _F, " is an outer function of ", u, ".",
             state=Lines(((typeset(u), row(EQUALS, typeset(parts.inner))), (_F, row(EQUALS, typeset(parts.outer(u))))))),
        step("Differentiate the outer function with respect to ", u, *_outer_reason(parts, u),
             state=row(df, EQUALS, outer_shown)),
        step("Differentiate the inner function with respect to ", x, ", term by term with the power rule.",
             state=row(du, EQUALS, inner_shown)),
        step("By the chain rule, multiply the two derivatives; then write ", parts.inner, " for ", u, ".",
             state=chain(_prime(x), row(df, DOT, du), *sides)),
    )  # fmt: skip
    return Worked(value, steps)


def _outer_reason(parts: _Composition, u: Any) -> tuple[Any, ...]:
    if parts.exponent is not None:
        return (", with the power rule.",)
    return ("; the derivative of ", parts.head(u), " is ", OUTER[parts.head](u), ".")


def _composition(f: Anything, x: Any) -> _Composition:
    factors = () if is_number(f) else f.args if f.func is sympy.Mul else (f,)
    moving = [item for item in factors if item.has(x)]
    if len(moving) != 1:
        raise MathsError("the chain rule alone needs one factor that holds the variable")
    coefficient = sympy.Mul(*[item for item in factors if not item.has(x)])
    core = moving[0]
    if core.func is sympy.Pow and not core.args[1].has(x) and core.args[0] != x:
        return _Composition(coefficient, None, core.args[1], core.args[0])
    if core.func in OUTER:
        return _Composition(coefficient, core.func, None, core.args[0])
    raise MathsError("the chain rule needs a power or a named function with a function inside")


TABLE = table(
    Function("power_rule", power_rule, "scalar symbol", "derivative of a sum of powers, term by term", "power_rule(3*t**2 - 5*t + 7, t) == 6*t - 5"),
    Function("chain_rule", chain_rule, "scalar symbol", "derivative of a function inside a power or a named function", "chain_rule(4*sin(t**2), t) == 8*t*cos(t**2)"),
)  # fmt: skip
