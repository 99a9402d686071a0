"""Equality and derivatives at points, held against sympy's own algebra."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Abs, Rational, cos, exp, log, pi, sin, sqrt, tan

from generator.maths.arithmetic import compare
from generator.maths.decimals import rational
from generator.maths.numeric import approximate, equal, is_derivative, real_value
from generator.maths.values import MathsError, Matrix

x, y = sympy.symbols("x y")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((x + 1) ** 2, x**2 + 2 * x + 1),
        (sqrt(2) + sqrt(3), sqrt(5 + 2 * sqrt(6))),
        (sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)), 0),
        (sin(x) ** 2 + cos(x) ** 2, 1),
        (log(x**2), 2 * log(x)),
        (log(x * y), log(x) + log(y)),
        (sqrt(x * y), sqrt(x) * sqrt(y)),
        (exp(x + y), exp(x) * exp(y)),
        (tan(x), sin(x) / cos(x)),
        ((x**2 - 1) / (x - 1), x + 1),
        (1 / (sqrt(2) - 1), 1 + sqrt(2)),
        (4 * sympy.atan(Rational(1, 5)) - sympy.atan(Rational(1, 239)), pi / 4),
        ((10**10 * x + 1) ** 2 - 10**20 * x**2 - 2 * 10**10 * x, 1),  # cancels beyond ordinary floating point
        ((sqrt(10**12 + 1) - 10**6) * (sqrt(10**12 + 1) + 10**6), 1),
        (sqrt(1 - x), sqrt(1 - x) * (1 + x) / (x + 1)),
        (exp(-100) * exp(100 * x), exp(100 * x - 100)),
        (10**400 * x, x * 10**400),
        ((1, x + x), (1, 2 * x)),
        (Matrix(((x, 1),)), Matrix(((x * y / y, 1),))),
    ],
)
def test_what_is_equal(a: object, b: object) -> None:
    assert equal(a, b)
    assert equal(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (x, x + Rational(1, 10**9) * x),
        (x, x + Rational(1, 10**20) * x),
        (x, y),
        (x, 1),
        (Abs(x), x),
        (sqrt(x**2), x),
        (Abs(x + y), x + y),
        (exp(-100), 0),
        (exp(-60), exp(-61)),
        (sqrt(2) + sqrt(3), sqrt(5 + 2 * sqrt(6)) + Rational(1, 10**24)),
        (sqrt(2), Rational(1414213562373095048801688724, 10**27)),
        (exp(pi * sqrt(163)), 640320**3 + 744),  # the famous near miss
        (sin(x) ** 2 + cos(x) ** 2, 1 + Rational(1, 10**15)),
        ((1, 2), (1, 2, 3)),
        ((1, 2), (2, 1)),
        (Matrix(((1, 2),)), Matrix(((1,), (2,)))),
        (True, 1),
        ("1", 1),
        (1, (1,)),
        (Fraction(1, 3), Fraction(333333333333333333, 10**18)),
    ],
)
def test_what_is_not_equal(a: object, b: object) -> None:
    assert not equal(a, b)
    assert not equal(b, a)


def test_what_has_no_value_anywhere_cannot_be_decided() -> None:
    with pytest.raises(MathsError, match="no value at any test point"):
        equal(exp(10**8 * x), exp(10**8 * x) + 1)


polynomials = st.lists(st.integers(-9, 9), min_size=1, max_size=4).map(
    lambda c: sum((a * x**k for k, a in enumerate(c)), sympy.Integer(0))
)
functions = st.recursive(
    st.one_of(polynomials, st.sampled_from((exp(x), sin(x), log(x), sqrt(x), 1 / x))),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: p[0] + p[1]),
        st.tuples(inner, inner).map(lambda p: p[0] * p[1]),
        inner.map(lambda f: sin(f)),
        inner.map(lambda f: sympy.atan(f)),
    ),
    max_leaves=3,
)


@given(functions)
def test_an_expression_equals_what_sympy_makes_of_it(f: sympy.Expr) -> None:
    assert equal(f, sympy.expand(f))
    assert not equal(f, sympy.expand(f) + Rational(1, 10**9))


@given(functions)
def test_derivatives_agree_with_sympys(f: sympy.Expr) -> None:
    slope = sympy.diff(f, x)
    assert is_derivative(slope, f, x)
    assert not is_derivative(slope + Rational(1, 10**9), f, x)


@pytest.mark.parametrize(
    ("value", "f", "holds"),
    [
        (1000 * cos(1000 * x), sin(1000 * x), True),
        (1 / x, log(x), True),
        (1 / x, log(Abs(x)), True),
        (1 / Abs(x), log(x), True),  # where the logarithm is real, they agree
        (1 / Abs(x), log(Abs(x)), False),
        (2 * Abs(x), x**2, False),
        (2 * x + Rational(1, 10**20), x**2, False),
        (2 * x * y, x**2 * y, True),
        (x**2, x**2 * y, False),
        (0, y, True),
    ],
)
def test_derivatives_by_difference_quotients(value: object, f: object, holds: bool) -> None:
    assert is_derivative(value, f, x) is holds


@given(st.integers(1, 60), st.integers(1, 60))
def test_roots_compare_as_their_squares(a: int, b: int) -> None:
    assert compare("<", sqrt(a), sqrt(b)) is (a < b)
    assert compare("<=", sqrt(a), sqrt(b)) is (a <= b)
    assert compare(">", -sqrt(a), -sqrt(b)) is (a < b)


def test_a_tie_of_different_forms_is_a_tie() -> None:
    a, b = sqrt(2) + sqrt(3), sqrt(5 + 2 * sqrt(6))
    assert compare("<=", a, b)
    assert compare(">=", a, b)
    assert not compare("<", a, b)


@pytest.mark.parametrize("value", [x, sympy.acos(2), exp(exp(exp(100)))])
def test_what_is_no_real_constant_has_no_order(value: object) -> None:
    with pytest.raises(MathsError):
        compare("<", value, 1)
    with pytest.raises(MathsError):
        real_value(value)
    with pytest.raises(ValueError, match="real number"):
        rational(value)


@given(st.sampled_from((sqrt(2), pi, exp(-50), exp(50), -log(7), sqrt(3) / 10**12)), st.integers(3, 40))
def test_constants_are_rounded_to_as_many_digits_as_asked(value: sympy.Expr, digits: int) -> None:
    expected = sympy.Rational(str(value.evalf(60)))
    error = abs(sympy.Rational(str(approximate(value, digits))) - expected)
    assert error <= abs(expected) * Rational(1, 10 ** (digits - 1)) / 2


def test_rounding_is_not_taken_for_equality() -> None:
    """Terms of hundreds of digits cancel: what is left is noise, which shrinks with every digit."""
    x, y = sympy.symbols("x y")
    zero = (x * x + 2 * x * y + y * y) ** 200 - (x + y) ** 400
    assert not equal(zero, 7)
    assert not equal(zero, x**2 - 1)
    assert not equal((x * x + 2 * x * y + y * y) ** 500 - (x + y) ** 1000, x**2 - 1)
    assert equal((x * x + 2 * x * y + y * y) ** 20 - (x + y) ** 40 + x, x)
