"""Rewriting a key into the form that its answer is asked for in, within bounds on time.

>>> x = sympy.Symbol("x")
>>> rewritten(x**2 - 1, "factored")
(x - 1)*(x + 1)
"""

from __future__ import annotations

import math
from typing import Any

import sympy

from generator.maths.values import Anything, MathsError, is_number, normal, symbols_of
from generator.model import ExpressionForm

MAX_TERMS = 200
"""Most terms that a key may have when it is multiplied out."""

MAX_DEGREE = 30
MAX_DEGREE_OF_SEVERAL = 10
"""Highest degree that is factored: of a polynomial in one thing, and in several."""

MAX_COEFFICIENT = 10**30

MAX_ROOTS = 4
"""Most terms of a denominator with roots."""


def rewritten(value: Anything, form: ExpressionForm) -> Anything:
    """An equal value that prints in the form, as far as there is one.

    Raises MathsError if the expression is too large to be rewritten. Whether the form was reached is for the
    caller to see: some expressions have no such form.
    """
    if is_number(value) or form == "":
        return value
    if form == "rationalised":
        _count_terms(value)
        return normal(sympy.radsimp(value, max_terms=MAX_ROOTS))
    return _expanded(value) if form == "expanded" else _factored(value)


def _expanded(value: Any) -> Anything:
    """Multiplied out; functions and powers that are not whole are left as they are."""
    _count_terms(value)
    kept: dict[Any, Any] = {}
    opened = sympy.expand(_with_names(value, kept))
    return normal(opened.xreplace({name: node for node, name in kept.items()}))


def _with_names(node: Any, kept: dict[Any, Any]) -> Any:
    """The expression with a name in place of each function and each power that is not whole."""
    if node.func in (sympy.Add, sympy.Mul) or (node.func is sympy.Pow and node.exp.is_Integer):
        return node.func(*[_with_names(arg, kept) for arg in node.args])
    if not node.args:
        return node
    return kept.setdefault(node, sympy.Dummy())


def _count_terms(node: Any) -> int:
    """At most how many terms there are when multiplied out. Raises MathsError beyond `MAX_TERMS`."""
    if node.func is sympy.Add:
        terms = sum(map(_count_terms, node.args))
    elif node.func is sympy.Mul:
        terms = math.prod(map(_count_terms, node.args))
    elif node.func is sympy.Pow and node.exp.is_Integer:
        power = abs(int(node.exp))
        terms = math.comb(_count_terms(node.base) + power - 1, power)
    else:
        terms = 1
    if terms > MAX_TERMS:
        raise MathsError(f"the answer may have more than {MAX_TERMS} terms when it is multiplied out")
    return terms


def _factored(value: Any) -> Anything:
    """As a product over the rationals, not multiplied out again."""
    if not symbols_of(value):
        return value
    _count_terms(value)
    above, below = sympy.fraction(sympy.cancel(sympy.together(value)))
    number, factors = _factor_list(above)
    divisor, divisors = _factor_list(below)
    number = number / divisor
    powers = [sympy.Pow(f, n) for f, n in factors] + [sympy.Pow(f, -n) for f, n in divisors]
    if number != 1 or not powers:
        powers.insert(0, number)
    return normal(powers[0] if len(powers) == 1 else sympy.Mul(*powers, evaluate=False))


def _factor_list(polynomial: Any) -> tuple[Any, list[tuple[Any, int]]]:
    if not symbols_of(polynomial):
        return polynomial, []
    try:
        poly = sympy.Poly(polynomial)
    except sympy.PolynomialError:
        raise MathsError(
            "the answer is no polynomial, and no quotient of two, that could be factored"
        ) from None
    largest = max(abs(c) for c in poly.coeffs()) if poly.domain.is_QQ or poly.domain.is_ZZ else 0
    degree = MAX_DEGREE if len(poly.gens) == 1 else MAX_DEGREE_OF_SEVERAL
    if poly.total_degree() > degree or largest > MAX_COEFFICIENT:
        raise MathsError("the answer is too large to be factored")
    number, factors = poly.factor_list()
    return number, [(factor.as_expr(), power) for factor, power in factors]
