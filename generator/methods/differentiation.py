"""Derivatives of one variable by their rules: sums of powers term by term, and one function inside another.

A function that needs another rule is a MathsError, so that no step names a rule that was not used. What a
term looks like and what becomes of it depends on its coefficient and exponent alone and is remembered:
families draw the same few terms again and again.

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
from generator.methods.nearness import EQUALS
from generator.methods.wording import chain, equation, say, step
from generator.model import Fence, Formula, Frac, Inlines, Lines, Op, Script, Step, Sym

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


@lru_cache(maxsize=1024, typed=True)  # 1/2 and 0.5 are equal, and are printed differently
def _term(coefficient: Anything, exponent: Anything, x: Any) -> _Term:
    c = to_sympy(coefficient)
    n = to_sympy(exponent)
    shown = typeset(normal(c * x**n))
    if exponent == 0:
        return _Term(0, shown, ZERO, ZERO, sympy.S.Zero)
    lowered = power(typeset(x), row(typeset(exponent), MINUS, ONE))
    front = typeset(exponent)
    raw = (
        times(front, lowered)
        if coefficient == 1
        else row(front, DOT, factor(times(typeset(coefficient), lowered)))
    )
    derivative = n * c * x ** (n - 1)
    return _Term(exponent, shown, raw, typeset(normal(derivative)), derivative)


@lru_cache(maxsize=64)
def _power_words(x: Any) -> Inlines:
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

_DF = row(_D, _F)
_INNER_NAMES = sympy.symbols("u v w z")


@dataclass(frozen=True, slots=True)
class _Outer:
    """c·F: `exponent` is n where F is the n-th power; else it is None and `head` is the named function."""

    coefficient: Any
    head: Any
    exponent: Any

    def at(self, u: Any) -> Any:
        """c·F(u)."""
        return sympy.Mul(self.coefficient, self.head(u) if self.exponent is None else u**self.exponent)

    def slope(self, u: Any) -> tuple[Any, ...]:
        """The factors of c·F′(u), by the power rule or the table of named functions."""
        if self.exponent is None:
            return (self.coefficient, OUTER[self.head](u))
        return (self.coefficient * self.exponent, u ** (self.exponent - 1))


def chain_rule(f: Anything, x: Any) -> Worked:
    """f′ of c·F(g(x)): F a power or a named function (exp, ln, sin …), g a sum of powers of x.

    Raises MathsError if f is not of that form.
    """
    outer, inner = _composition(f, x)
    u = next((letter for letter in _INNER_NAMES if letter != x and not f.has(letter)), None)
    if u is None:
        raise MathsError("no letter is left for the inner function")
    terms = _terms(inner, x)
    moving = [term for term in terms if term.exponent != 0]
    inner_shown = join_terms([term.shown for term in terms])
    slope_shown = join_terms([term.result for term in moving])
    factors = outer.slope(inner)
    value = normal(sympy.Mul(*factors, sympy.Add(*[term.derivative for term in moving])))
    at_inner, result = typeset(sympy.Mul(*factors)), typeset(value)
    product = row(paren(at_inner) if is_sum(at_inner) else at_inner, DOT, factor(slope_shown))
    sides = [product] if product == result else [product, result]
    df_du, du_dx = _slope(_DF, u), _slope(row(_D, typeset(u)), x)
    words, named, differentiate_outer = _outer_steps(outer, u)
    steps = (
        Step(words, Lines(((typeset(u), row(EQUALS, inner_shown)), (_F, named)))),
        differentiate_outer,
        step("Differentiate the inner function with respect to ", x, ", term by term with the power rule.",
             state=row(du_dx, EQUALS, slope_shown)),
        step("By the chain rule, multiply the two derivatives; then write ", inner_shown, " for ", u, ".",
             state=chain(_prime(x), row(df_du, DOT, du_dx), *sides)),
    )  # fmt: skip
    return Worked(value, steps)


@lru_cache(maxsize=1024)
def _outer_steps(outer: _Outer, u: Any) -> tuple[Inlines, Formula, Step]:
    """What depends on the outer function alone: words that name it, `= c·F(u)`, and its derivative."""
    if outer.exponent is None:
        alone = (outer.head(u), OUTER[outer.head](u))
        reason: tuple[Any, ...] = ("; the derivative of ", alone[0], " is ", alone[1], ".")
    else:
        reason = (", with the power rule.",)
    words = say("Name the inner function ", u, "; then ", _F, " is an outer function of ", u, ".")
    slope = row(_slope(_DF, u), EQUALS, typeset(normal(sympy.Mul(*outer.slope(u)))))
    named = row(EQUALS, typeset(outer.at(u)))
    return words, named, step("Differentiate the outer function with respect to ", u, *reason, state=slope)


def _composition(f: Anything, x: Any) -> tuple[_Outer, Any]:
    """The outer function and the inner one."""
    factors = () if is_number(f) else f.args if f.func is sympy.Mul else (f,)
    moving = [item for item in factors if item.has(x)]
    if len(moving) != 1:
        raise MathsError("the chain rule alone needs one factor that holds the variable")
    coefficient = sympy.Mul(*[item for item in factors if item is not moving[0]])
    core = moving[0]
    if core.func is sympy.Pow and not core.args[1].has(x) and core.args[0] != x:
        return _Outer(coefficient, None, core.args[1]), core.args[0]
    if core.func in OUTER:
        return _Outer(coefficient, core.func, None), core.args[0]
    raise MathsError("the chain rule needs a power or a named function with a function inside")


TABLE = table(
    Function("power_rule", power_rule, "scalar symbol",
             "derivative of a sum of powers, term by term",
             "power_rule(3*t**2 - 5*t + 7, t) == 6*t - 5"),
    Function("chain_rule", chain_rule, "scalar symbol",
             "derivative of a power or named function of a sum of powers",
             "chain_rule(4*sin(t**2), t) == 8*t*cos(t**2)"),
)  # fmt: skip
