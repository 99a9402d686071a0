"""Derivatives by our rules against sympy's own, and the numerical proofs against wrong derivatives."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import sympy

from generator.maths.derivative import OUTER, derivative
from generator.maths.functions import FUNCTIONS
from generator.maths.numeric import is_derivative
from generator.maths.values import FiniteDecimal, MathsError

x, y = sympy.symbols("x y")
POINTS = [
    {x: sympy.Rational(3, 7), y: sympy.Rational(5, 9)},
    {x: sympy.Rational(8, 13), y: sympy.Rational(2, 11)},
]
HEADS = list(OUTER)


def formula(random: Random, depth: int) -> Any:
    """A random expression in x and y over everything that has a rule."""
    if depth == 0:
        return random.choice(
            [x, y, x, sympy.Integer(random.randint(1, 4)), sympy.Rational(1, random.randint(2, 5))]
        )
    shape = random.randrange(6)
    inner = formula(random, depth - 1)
    if shape == 0:
        return inner + formula(random, depth - 1)
    if shape == 1:
        return inner * formula(random, depth - 1)
    if shape == 2:
        return inner ** random.choice([2, 3, -1, sympy.Rational(1, 2)])
    if shape == 3:
        return (inner**2 + 1) ** formula(random, 0)
    if shape == 4:
        return random.choice(HEADS)(inner / 4)
    return random.randint(-5, 5) * inner - formula(random, depth - 1)


@pytest.mark.parametrize("seed", range(12))
def test_the_rules_agree_with_sympy(seed: int) -> None:
    random = Random(seed)
    compared = 0
    for _ in range(15):
        f = formula(random, 3)
        ours, theirs = derivative(f, x), sympy.diff(f, x)
        for point in POINTS:
            expected = theirs.evalf(30, subs=point)
            if not expected.is_number or expected.has(sympy.nan, sympy.zoo, sympy.oo):
                continue
            found = sympy.sympify(ours).evalf(30, subs=point)
            assert abs(found - expected) <= 1e-20 * max(1, abs(expected)), f
            compared += 1
    assert compared > 15


@pytest.mark.parametrize("head", HEADS)
def test_every_named_function_has_its_derivative(head: Any) -> None:
    point = {x: sympy.Rational(3, 7)}
    difference = derivative(head(x), x) - sympy.diff(head(x), x)
    assert abs(sympy.N(difference.subs(point), 30)) < 1e-25


def test_what_is_free_of_the_variable_has_derivative_zero() -> None:
    assert [derivative(f, x) for f in (7, FiniteDecimal("0.5"), y**2, sympy.sin(y))] == [0, 0, 0, 0]


def test_a_function_without_a_rule_is_refused() -> None:
    with pytest.raises(MathsError, match="no rule"):
        derivative(sympy.gamma(x), x)


@pytest.mark.parametrize("f", [x**3 * y, sympy.exp(x * y), sympy.sin(x) / x, sympy.sqrt(x + y), sympy.log(x)])
def test_the_proof_of_a_derivative_accepts_the_right_one_only(f: Any) -> None:
    right = sympy.diff(f, x)
    assert is_derivative(right, f, x)
    for wrong in (right + sympy.Rational(1, 10**12), -right, right * x, f):
        assert not is_derivative(wrong, f, x)


def test_the_proof_of_a_gradient_accepts_the_right_one_only() -> None:
    proves = FUNCTIONS["is_gradient"].call
    f, point = 3 * x**2 * y - sympy.exp(x) * y, (2, FiniteDecimal("-0.5"))
    polynomial = 3 * x**2 * y - x * y**3
    gradient = tuple(sympy.diff(polynomial, s).subs({x: 2, y: sympy.Rational(-1, 2)}) for s in (x, y))
    exact = tuple(FiniteDecimal(int(g.p)) / int(g.q) for g in gradient)
    assert proves(exact, polynomial, (x, y), point)
    assert not proves((exact[1], exact[0]), polynomial, (x, y), point)
    assert not proves((exact[0], exact[1] + FiniteDecimal("0.000001")), polynomial, (x, y), point)
    assert not proves(exact, f, (x, y), point)
    with pytest.raises(MathsError, match="one number"):
        proves((1,), polynomial, (x, y), point)
    with pytest.raises(MathsError, match="no value near"):
        proves((1, 0), 1 / y, (x, y), (1, 0))
