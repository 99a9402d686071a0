"""Calculus: named functions, derivatives, values at points."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import add, divide, multiply, power
from generator.maths.decimals import rounded_text
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.numeric import close, equal, is_derivative, real_value
from generator.maths.points import at_point
from generator.maths.values import (
    Anything,
    MathsError,
    Matrix,
    describe,
    is_number,
    is_scalar,
    normal,
    plain_value,
    symbols_of,
    to_sympy,
)

MAX_TERMS = 500
"""Largest number of terms that `expand` may make of one expression."""

MAX_EXPONENTIAL = 1_000
"""Largest number that stands under exp or a trigonometric function."""

MAX_SYMBOLS = 10
"""Largest number of variables, and of functions, that are differentiated at once."""

MAX_COEFFICIENTS = 100


def _named(function: Any) -> Callable[[Anything], Anything]:
    def call(a: Anything) -> Anything:
        if (
            abs(a) > MAX_EXPONENTIAL
            if is_number(a)
            else not symbols_of(a) and abs(real_value(a)) > MAX_EXPONENTIAL
        ):
            raise MathsError("the argument is too large")
        return normal(function(to_sympy(a)))

    return call


def _inverse(function: Any) -> Callable[[Anything], Anything]:
    """arcsin and arccos: real numbers between −1 and 1 only."""

    def call(a: Anything) -> Anything:
        if (abs(a) > 1) if is_number(a) else not symbols_of(a) and abs(real_value(a)) > 1:
            raise MathsError(f"{describe(a)} is not between −1 and 1")
        return normal(function(to_sympy(a)))

    return call


_arcsine = _inverse(sympy.asin)
_arccosine = _inverse(sympy.acos)
exponential = _named(sympy.exp)
sine = _named(sympy.sin)
cosine = _named(sympy.cos)


def natural_logarithm(a: Anything) -> Anything:
    """ln a, exactly. Raises MathsError for a constant that is not positive."""
    if (a <= 0) if is_number(a) else not symbols_of(a) and real_value(a) <= 0:
        raise MathsError(f"the logarithm of {a}" if is_number(a) else "the logarithm of a negative number")
    return normal(sympy.log(to_sympy(a)))


_RESTRICTED = {sympy.log: natural_logarithm, sympy.asin: _arcsine, sympy.acos: _arccosine}
"""Functions that not every real number can be put into."""


def logarithm(base: Anything, a: Anything) -> Anything:
    """The logarithm of a to a base: exact for powers of the base with a rational exponent, else as a quotient."""
    top, bottom = natural_logarithm(a), natural_logarithm(base)
    if equal(bottom, 0):
        raise MathsError("the base of a logarithm is not 1")
    if is_number(a) and is_number(base):
        exponent = _exponent(Fraction(base), Fraction(a))
        if exponent is not None:
            return exponent
    return divide(top, bottom)


def _exponent(base: Fraction, a: Fraction) -> Anything | None:
    """The rational r with base**r = a, for a denominator up to 6; None if there is none."""
    guess = (math.log(a.numerator) - math.log(a.denominator)) / (
        math.log(base.numerator) - math.log(base.denominator)
    )
    for q in range(1, 7):
        p = round(guess * q)
        if abs(guess * q - p) < 1e-9 and abs(p) <= MAX_EXPONENTIAL and _same_power(base, p, a, q):
            return normal(Fraction(p, q))
    return None


def _same_power(base: Fraction, p: int, a: Fraction, q: int) -> bool:
    try:
        return bool(power(base, p) == power(a, q))
    except MathsError:  # a power beyond the bounds: it stays a quotient of logarithms
        return False


def symbols_in(symbols: tuple[Anything, ...]) -> tuple[Any, ...]:
    """The symbols. Raises MathsError if these are none, or too many."""
    if not symbols or not all(isinstance(symbol, sympy.Symbol) for symbol in symbols):
        raise MathsError("a list of symbols is expected")
    if len(symbols) > MAX_SYMBOLS:
        raise MathsError(f"there are at most {MAX_SYMBOLS} symbols")
    return symbols


def gradient_of(f: Anything, symbols: tuple[Anything, ...]) -> tuple[Anything, ...]:
    """The partial derivatives, in the order of the symbols."""
    return tuple(derivative(f, symbol) for symbol in symbols_in(symbols))


def _jacobian(f: tuple[Anything, ...], symbols: tuple[Anything, ...]) -> Matrix:
    if not 0 < len(f) <= MAX_SYMBOLS or not all(map(is_scalar, f)):
        raise MathsError(f"a list of 1 to {MAX_SYMBOLS} expressions is expected")
    return Matrix(tuple(gradient_of(component, symbols) for component in f))


def hessian_of(f: Anything, symbols: tuple[Anything, ...]) -> Matrix:
    """The matrix of second derivatives."""
    return _jacobian(gradient_of(f, symbols), symbols)


def substituted(f: Anything, symbols: Anything, values: Anything) -> Anything:
    """f with symbols replaced: `at(f, x, 2)` or `at(f, [x, y], [1, 2])`, in scalars, lists and matrices."""
    names = symbols if isinstance(symbols, tuple) else (symbols,)
    entries = values if isinstance(values, tuple) else (values,)
    if len(symbols_in(names)) != len(entries) or not all(map(is_scalar, entries)):
        raise MathsError("`at` needs one value for each symbol")
    return _replace(plain_value(f), dict(zip(names, map(to_sympy, entries), strict=True)))


def _replace(f: Anything, table: dict[Any, Any]) -> Anything:
    if isinstance(f, tuple):
        return tuple(_replace(item, table) for item in f)
    if isinstance(f, Matrix):
        return Matrix(tuple(tuple(_replace(item, table) for item in row) for row in f.rows))
    if is_number(f):
        return f
    if not is_scalar(f):
        raise MathsError("`at` needs an expression, a vector or a matrix")
    return normal(_replaced(f, table))


def _replaced(node: Any, table: dict[Any, Any]) -> Any:
    """The tree with its symbols replaced, computed anew from the leaves so that every bound is kept."""
    if not node.args:
        return table.get(node, node)
    args = [_replaced(arg, table) for arg in node.args]
    if all(new is old for new, old in zip(args, node.args, strict=True)):
        return node
    if node.func is sympy.Add or node.func is sympy.Mul:
        return to_sympy(normal(node.func(*args)))
    values = [normal(arg) for arg in args]
    if node.func is sympy.Pow:
        return to_sympy(power(*values))
    call = _RESTRICTED.get(node.func) or _named(node.func)
    return to_sympy(call(*values))


def expanded(f: Anything) -> Anything:
    """The expression multiplied out. Raises MathsError if it may have more than `MAX_TERMS` terms then."""
    if is_number(f):
        return f
    _terms(f)
    return normal(sympy.expand(f))


def _terms(node: Any) -> int:
    """At most how many terms the expression has when multiplied out. Raises MathsError beyond `MAX_TERMS`."""
    if not node.args:
        return 1
    if node.func is sympy.Pow:
        _terms(node.args[1])
        parts = sympy.Add.make_args(node.args[1])  # x**(a + 3) is multiplied out as x**a · x**3
        exponent = sum(math.ceil(abs(part)) for part in parts if part.is_Rational)
        terms = math.comb(_terms(node.args[0]) + exponent - 1, exponent)
    else:
        counts = [_terms(arg) for arg in node.args]
        terms = sum(counts) if node.func is sympy.Add else math.prod(counts) if node.func is sympy.Mul else 1
    if terms > MAX_TERMS:
        raise MathsError(f"multiplied out, there may be more than {MAX_TERMS} terms")
    return terms


def _polynomial(coefficients: tuple[Anything, ...], symbol: Any) -> Anything:
    if len(coefficients) > MAX_COEFFICIENTS:
        raise MathsError(f"a polynomial has at most {MAX_COEFFICIENTS} coefficients")
    total: Anything = 0
    for exponent, coefficient in enumerate(reversed(coefficients)):
        total = add(total, multiply(coefficient, power(symbol, exponent)))
    return total


_STEP = Fraction(1, 10**15)


def _is_gradient(
    value: tuple[Anything, ...], f: Anything, symbols: Anything, point: tuple[Anything, ...]
) -> bool:
    """Is `value` the gradient of f at the point, by central difference quotients?

    As `is_derivative`: steps of 1e-15 in 60 digits, agreement to 25 digits; no rule of differentiation takes part.
    """
    names = symbols_in(symbols)
    if not len(value) == len(names) == len(point) or not all(map(is_number, (*value, *point))):
        raise MathsError("`is_gradient` needs one number in the gradient and in the point for each symbol")
    if set(symbols_of(to_sympy(f))) - set(names):
        raise MathsError("`is_gradient` needs a function of the symbols alone")
    centre = dict(zip(names, map(_digits, point), strict=True))
    for name, claimed, place in zip(names, value, point, strict=True):
        ahead = at_point(to_sympy(f), {**centre, name: _digits(place + _STEP)})
        behind = at_point(to_sympy(f), {**centre, name: _digits(place - _STEP)})
        if ahead is None or behind is None:
            raise MathsError("the function has no value near the point")
        if not close((ahead - behind) * (_STEP.denominator // 2), at_point(to_sympy(claimed), {})):
            return False
    return True


def _digits(a: Anything) -> str:
    return rounded_text(Fraction(a), 50)


TABLE = table(
    Function("e", lambda: sympy.E, "", "Euler's number", "ln(e) == 1", constant=sympy.E),
    Function("exp", exponential, "scalar", "exponential function", "exp(0) == 1", "exp(10**9)"),
    Function("ln", natural_logarithm, "scalar", "natural logarithm", "ln(1) == 0", "ln(0)"),
    Function("sin", sine, "scalar", "sine (radians)", "sin(pi/6) == 1/2", "sin(10**9)"),
    Function("cos", cosine, "scalar", "cosine (radians)", "cos(pi) == -1", "cos(10**9)"),
    Function("tan", _named(sympy.tan), "scalar", "tangent (radians)", "tan(pi/4) == 1", "tan(pi/2)"),
    Function("tanh", _named(sympy.tanh), "scalar", "hyperbolic tangent", "tanh(0) == 0", "tanh(10**9)"),
    Function("arctan", _named(sympy.atan), "scalar", "inverse tangent", "arctan(1) == pi/4", "arctan([1, 2])"),
    Function("sinh", _named(sympy.sinh), "scalar", "hyperbolic sine", "sinh(0) == 0", "sinh(10**9)"),
    Function("cosh", _named(sympy.cosh), "scalar", "hyperbolic cosine", "cosh(0) == 1", "cosh(10**9)"),
    Function("arcsin", _arcsine, "scalar", "inverse sine", "arcsin(1/2) == pi/6", "arcsin(2)"),
    Function("arccos", _arccosine, "scalar", "inverse cosine", "arccos(-1) == pi", "arccos(2)"),
    Function("erf", _named(sympy.erf), "scalar", "error function: 2/√π times the integral of exp(−t²) from 0", "erf(0) == 0", "erf(10**9)"),
    Function("log_base", logarithm, "scalar scalar", "logarithm to a base, which comes first", "log_base(2, 8) == 3", "log_base(1, 8)"),
    Function("polynomial", _polynomial, "list symbol", "polynomial with these coefficients, highest power first", "polynomial([1, 0, -4], t) == t**2 - 4", "polynomial(range(1, 500), t)"),
    Function("expand", expanded, "scalar", "multiplied out", "expand((1 + sqrt(2))**2) == 3 + 2*sqrt(2)", "expand((1 + t)**900)"),
    Function("diff", derivative, "scalar symbol", "derivative", "diff(7, t) == 0", "diff(t**2, 2)"),
    Function("gradient", gradient_of, "scalar list", "vector of partial derivatives", "gradient(3*t, [t]) == [3]", "gradient(t, [1])"),
    Function("jacobian", _jacobian, "list list", "matrix of partial derivatives, a row for each function", "jacobian([t**2, 5], [t]) == matrix([2*t], [0])", "jacobian([], [t])"),
    Function("hessian", hessian_of, "scalar list", "matrix of second derivatives", "hessian(t**2, [t]) == matrix([2])", "hessian(t, [])"),
    Function("at", substituted, "value value value", "value with a symbol, or a list of them, replaced", "at(t**2, t, 3) == 9", "at(1/t, t, 0)"),
    Function("is_derivative", is_derivative, "scalar scalar symbol", "is the first the derivative of the second? (by difference quotients)", "is_derivative(2*t, t**2, t)", "is_derivative(1, t, 2)"),
    Function("is_gradient", _is_gradient, "vector scalar list vector", "is the first the gradient of a function at a point? (by difference quotients)", "is_gradient([6], t**2, [t], [3])", "is_gradient([1, 2], t, [t], [3])"),
)  # fmt: skip
