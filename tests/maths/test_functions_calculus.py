"""Polynomials, integrals, series and fields, against sympy's own ways and numeric quadrature."""

from __future__ import annotations

import time
from fractions import Fraction

import mpmath
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import EvaluationError
from generator.maths.functions import FUNCTIONS
from generator.maths.functions.polynomials import factors_of
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.values import MathsError, normal, to_sympy

X, Y, Z = sympy.symbols("x y z")
NAMES = {"x": X, "y": Y, "z": Z}


def value(text: str) -> object:
    return compile_expression(text, frozenset(NAMES)).evaluate(dict(NAMES))


def call(name: str, *args: object) -> object:
    row = FUNCTIONS[name]
    return row.call(*row.check(list(args)))


polynomials = st.lists(st.fractions(-5, 5, max_denominator=4), min_size=1, max_size=5).map(
    lambda cs: normal(sum((to_sympy(c) * X**k for k, c in enumerate(cs)), sympy.Integer(0)))
)


@given(polynomials, polynomials)
def test_division_and_common_divisors_are_those_of_sympy(f: object, g: object) -> None:
    p, q = sympy.Poly(to_sympy(f), X), sympy.Poly(to_sympy(g), X)
    if q.is_zero:
        with pytest.raises(MathsError, match="division by the polynomial 0"):
            call("divide_polynomials", f, g, X)
        return
    quotient, rest = sympy.div(p, q)
    found = call("divide_polynomials", f, g, X)
    assert [sympy.expand(to_sympy(part)) for part in found] == [quotient.as_expr(), rest.as_expr()]
    assert sympy.expand(to_sympy(call("polynomial_gcd", f, g, X)) - sympy.gcd(p, q).monic().as_expr()) == 0
    assert list(map(to_sympy, call("coefficients_of", g, X))) == q.all_coeffs()
    assert call("degree_of", g, X) == q.degree()


@given(polynomials, polynomials, st.integers(-3, 3))
def test_limits_are_those_of_sympy(f: object, g: object, a: int) -> None:
    quotient = sympy.Poly(to_sympy(f), X).as_expr() / sympy.Poly(to_sympy(g), X).as_expr() if g != 0 else None
    if quotient is None:
        return
    for name, point, args in (("limit_at", a, (X, a)), ("limit_at_infinity", sympy.oo, (X,))):
        expected = sympy.limit(quotient, X, point)
        try:
            assert to_sympy(call(name, normal(quotient), *args)) == expected
        except MathsError:
            assert not expected.is_finite


@pytest.mark.parametrize(
    "f",
    ["x**2 - 1", "2*x**3 - 2*x", "x**4 + 4", "x**2 - 2", "(x + y)**2*(x - 2*y)", "6*x**2*y - 4*x*y", "x/2 - 1/3",
     "-x**2 + 4", "x**12 - 1", "7"],
)  # fmt: skip
def test_a_factored_form_is_the_polynomial_and_is_shown_in_factors(f: str) -> None:
    shown = value(f"factored({f})")
    assert equal(shown.value, value(f))  # type: ignore[attr-defined]
    read = compile_expression(
        shown.text.replace("·", "*").replace("^", "**").replace("−", "-"), frozenset(NAMES)
    )  # type: ignore[attr-defined]
    assert equal(read.evaluate(dict(NAMES)), value(f))
    _, factors = factors_of(value(f))
    assert all(sympy.Poly(base, domain="QQ").is_irreducible for base, _ in factors)


def test_a_quadratic_polynomial_is_taken_apart() -> None:
    a, h, k = value("vertex_form(3*x**2 - 12*x + 5, x)")  # type: ignore[misc]
    assert sympy.expand(a * (X - h) ** 2 + k) == 3 * X**2 - 12 * X + 5
    assert value("real_roots(2*x**2 - 3*x - 2, x)") == (Fraction(-1, 2), 2)
    assert value("discriminant_of(2*x**2 - 3*x - 2, x)") == 25


KNOWN = (
    "3*x**2 - x + 1", "sqrt(x)", "1/x", "1/(2*x + 3)", "(2*x + 1)**5", "exp(-2*x)", "x**2*exp(x/2)", "x*sin(3*x)",
    "x**3*cos(x + 1)", "sinh(x)*2", "cosh(2*x)*x", "ln(3*x + 2)", "1/(x**2 + 2*x + 5)", "2**x", "(x + 1)*sqrt(x)",
    "x**(-3)", "(3*x + 1)**(1/3)", "y*x + exp(y)", "(x + 1)*(x - 2)", "exp(y*x)*x", "x*(x + 1)**2*exp(-x)",
)  # fmt: skip


@pytest.mark.parametrize("f", KNOWN)
def test_an_antiderivative_differentiates_to_the_function(f: str) -> None:
    real = {symbol: sympy.Symbol(symbol.name, positive=True) for symbol in (X, Y)}
    found = to_sympy(value(f"antiderivative({f}, x)")).xreplace(real)
    expected, derivative = to_sympy(value(f)).xreplace(real), sympy.diff(found, real[X])
    for point in ("0.731", "1.913"):
        at = {real[X]: sympy.Rational(point), real[Y]: sympy.Rational("0.417")}
        assert abs(sympy.N((derivative - expected).subs(at), 30)) < 1e-20


@pytest.mark.parametrize("f", [f for f in KNOWN if "y" not in f])
def test_a_definite_integral_is_that_of_another_quadrature(f: str) -> None:
    found = value(f"integral({f}, x, 1/2, 2)")
    numeric = sympy.lambdify(X, to_sympy(value(f)), "mpmath")
    assert abs(sympy.N(to_sympy(found), 25) - mpmath.quad(numeric, [0.5, 2], method="gauss-legendre")) < 1e-12
    assert value(f"is_integral(integral({f}, x, 1/2, 2), {f}, x, 1/2, 2)") is True
    assert value(f"is_integral(integral({f}, x, 1/2, 2) + 1/10**9, {f}, x, 1/2, 2)") is False


@pytest.mark.parametrize(
    "text",
    [
        "integral(1/x, x, -1, 1)", "integral(x**(-2), x, -1, 1)", "integral(1/(x - 1), x, 0, 1)",
        "integral(ln(x), x, -1, 1)", "integral(sqrt(x), x, -1, 1)", "integral(1/x, x, 0, y)", "integral(x, x, 0, [1])",
    ],
)  # fmt: skip
def test_no_integral_is_taken_across_a_pole(text: str) -> None:
    with pytest.raises(EvaluationError):
        value(text)


@pytest.mark.parametrize(
    "f", ["exp(x**2)", "sin(x)/x", "tan(x)", "1/ln(x)", "x**x", "exp(x)*sin(x)", "1/(x**2 - 1)", "abs(x)"]
)
def test_what_has_no_rule_is_an_error(f: str) -> None:
    with pytest.raises(EvaluationError):
        value(f"antiderivative({f}, x)")


SMOOTH = (
    "exp(x)", "ln(1 + x)", "sin(2*x)*cos(x)", "tan(x)", "sinh(x) + cosh(x)", "tanh(x)", "arctan(x)", "arcsin(x)",
    "arccos(x)", "sqrt(1 + x)", "1/(1 - x)", "exp(sin(x))", "(1 + x)**x", "x**3 - x", "ln(cos(x))", "2**x",
    "(1 + x**2)**(-3/2)",
)  # fmt: skip


@pytest.mark.parametrize("f", SMOOTH)
def test_a_taylor_polynomial_has_the_derivatives_of_the_function(f: str) -> None:
    g, point = to_sympy(value(f)), Fraction(1, 3)
    found = call("taylor_coefficients", value(f), X, point, 5)
    for k, c in enumerate(found):  # type: ignore[arg-type]
        expected = sympy.diff(g, X, k).subs(X, sympy.Rational(1, 3)) / sympy.factorial(k)
        assert abs(sympy.N(to_sympy(c) - expected, 30)) < 1e-20, k
    assert equal(value(f"at(taylor({f}, x, 1/3, 5), x, 1/3)"), normal(g.subs(X, sympy.Rational(1, 3))))


@pytest.mark.parametrize("f", ["1/x", "ln(x)", "sqrt(x)", "abs(x)", "x**(1/3)"])
def test_there_is_no_taylor_polynomial_where_the_function_is_not_analytic(f: str) -> None:
    with pytest.raises(EvaluationError):
        value(f"taylor({f}, x, 0, 3)")


def test_fields_obey_their_identities() -> None:
    f = "x**2*y + sin(z)*y"
    assert equal(value(f"curl(gradient({f}, [x, y, z]), [x, y, z])"), (0, 0, 0))
    assert equal(value("divergence(curl([x*y, z**2, exp(x)*y], [x, y, z]), [x, y, z])"), 0)
    assert equal(
        value(f"laplacian({f}, [x, y, z])"), value(f"divergence(gradient({f}, [x, y, z]), [x, y, z])")
    )
    assert value("directional_derivative(x**2 + y**2, [x, y], [1, 2], [3, 4])") == Fraction(22, 5)
    assert value("critical_point(x**2 + x*y + y**2 - 3*x, [x, y])") == (2, -1)
    assert value("kind_of_point(hessian(x**2 + 3*y**2, [x, y]))") == "minimum"
    assert value("kind_of_point(hessian(-x**2 - y**2, [x, y]))") == "maximum"


def test_sums_of_sequences() -> None:
    assert value("geometric_sum(3, -2, 5)") == sum(3 * (-2) ** k for k in range(5))
    assert value("arithmetic_sum(3, -2, 5)") == sum(3 - 2 * k for k in range(5))


@pytest.mark.parametrize(
    "text",
    [
        "antiderivative((x + 1)**1000, x)", "coefficients_of((x + y)**900, x)", "factored((x + y + z)**100)",
        "factored(10**50*x + 1)", "factored(x**900 - 1)", "taylor(exp(exp(exp(exp(x)))), x, 0, 10**9)",
        "taylor(x**900, x, 0, 13)",
        "antiderivative(x**900*exp(x), x)", "is_integral(0, sin(10**5*x), x, 0, 1)",
        "is_integral(0, exp(x)**900, x, 0, 900)",
        "higher_derivative(tan(x)**9, x, 10**9)", "limit_at(1/(x - 1)**900, x, 0)", "geometric_sum(2, 2, 9999)",
        "is_integral(1, sum([sin(k*x) for k in range(1, 200)]), x, 0, 1)", "divide_polynomials(x**31, x - 1, x)",
    ],
)  # fmt: skip
def test_hostile_functions_are_refused_quickly(text: str) -> None:
    start = time.process_time()
    with pytest.raises(EvaluationError):
        value(text)
    assert time.process_time() - start < 20  # a hang, not a slow machine
