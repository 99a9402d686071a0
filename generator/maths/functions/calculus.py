"""Calculus: named functions, derivatives, values at points."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import add, multiply, power
from generator.maths.decimals import rounded_text
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.numeric import at_point, close, is_derivative
from generator.maths.values import Anything, MathsError, Matrix, is_number, is_scalar, normal, to_sympy

MAX_EXPANSION = 30
"""Largest exponent of a sum that `expand` multiplies out."""

MAX_EXPONENTIAL = 1_000
"""Largest whole number that stands under exp or a trigonometric function."""


def _named(function: Any) -> Callable[[Anything], Anything]:
    def call(a: Anything) -> Anything:
        if is_number(a) and abs(a) > MAX_EXPONENTIAL:
            raise MathsError(f"the argument {a} is too large")
        return normal(function(to_sympy(a)))

    return call


def _ln(a: Anything) -> Anything:
    if is_number(a) and a <= 0:
        raise MathsError(f"the logarithm of {a}")
    return normal(sympy.log(to_sympy(a)))


def _symbols(symbols: tuple[Anything, ...]) -> tuple[Any, ...]:
    if not symbols or not all(isinstance(symbol, sympy.Symbol) for symbol in symbols):
        raise MathsError("a list of symbols is expected")
    return symbols


def _gradient(f: Anything, symbols: tuple[Anything, ...]) -> tuple[Anything, ...]:
    return tuple(derivative(f, symbol) for symbol in _symbols(symbols))


def _jacobian(f: tuple[Anything, ...], symbols: tuple[Anything, ...]) -> Matrix:
    return Matrix(tuple(_gradient(component, symbols) for component in f))


def _hessian(f: Anything, symbols: tuple[Anything, ...]) -> Matrix:
    return _jacobian(_gradient(f, symbols), symbols)


def _at(f: Anything, symbols: Anything, values: Anything) -> Anything:
    """f with symbols replaced: `at(f, x, 2)` or `at(f, [x, y], [1, 2])`, in scalars, lists and matrices."""
    names = symbols if isinstance(symbols, tuple) else (symbols,)
    entries = values if isinstance(values, tuple) else (values,)
    if len(_symbols(names)) != len(entries) or not all(map(is_scalar, entries)):
        raise MathsError("at needs one value for each symbol")
    return _replace(f, dict(zip(names, map(to_sympy, entries), strict=True)))


def _replace(f: Anything, table: dict[Any, Any]) -> Anything:
    if isinstance(f, tuple):
        return tuple(_replace(item, table) for item in f)
    if isinstance(f, Matrix):
        return Matrix(tuple(tuple(_replace(item, table) for item in row) for row in f.rows))
    if is_number(f):
        return f
    if not is_scalar(f):
        raise MathsError("at needs an expression, a vector or a matrix")
    replaced = f.xreplace(table)
    if replaced.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        raise MathsError("the expression has no finite value there")
    return normal(replaced)


def _expand(f: Anything) -> Anything:
    if is_number(f):
        return f
    for node in sympy.preorder_traversal(f):
        if node.func is sympy.Pow and node.base.func is sympy.Add and not abs(node.exp) <= MAX_EXPANSION:
            raise MathsError(f"expand multiplies out powers up to {MAX_EXPANSION}")
    return normal(sympy.expand(f))


def _polynomial(coefficients: tuple[Anything, ...], symbol: Any) -> Anything:
    total: Anything = 0
    for exponent, coefficient in enumerate(reversed(coefficients)):
        total = add(total, multiply(coefficient, power(symbol, exponent)))
    return total


_STEP = Fraction(1, 10**15)


def _is_gradient(value: tuple[Anything, ...], f: Anything, symbols: Anything, point: tuple[Anything, ...]) -> bool:
    """Is `value` the gradient of f at the point, by central difference quotients?

    As `is_derivative`: steps of 1e-15 in 60 digits, agreement to 25 digits; no rule of differentiation takes part.
    """
    names = _symbols(symbols)
    if not len(value) == len(names) == len(point) or not all(map(is_number, (*value, *point))):
        raise MathsError("is_gradient needs one number in the gradient and in the point for each symbol")
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
    Function("exp", _named(sympy.exp), "scalar", "exponential function", "exp(0) == 1"),
    Function("ln", _ln, "scalar", "natural logarithm", "ln(1) == 0"),
    Function("sin", _named(sympy.sin), "scalar", "sine (radians)", "sin(pi/6) == 1/2"),
    Function("cos", _named(sympy.cos), "scalar", "cosine (radians)", "cos(pi) == -1"),
    Function("tan", _named(sympy.tan), "scalar", "tangent (radians)", "tan(pi/4) == 1"),
    Function("tanh", _named(sympy.tanh), "scalar", "hyperbolic tangent", "tanh(0) == 0"),
    Function("arctan", _named(sympy.atan), "scalar", "inverse tangent", "arctan(1) == pi/4"),
    Function("polynomial", _polynomial, "list symbol", "polynomial with these coefficients, highest power first", "polynomial([1, 0, -4], t) == t**2 - 4"),
    Function("expand", _expand, "scalar", "multiplied out", "expand((1 + sqrt(2))**2) == 3 + 2*sqrt(2)"),
    Function("diff", derivative, "scalar symbol", "derivative", "diff(7, t) == 0"),
    Function("gradient", _gradient, "scalar list", "vector of partial derivatives", "gradient(3*t, [t]) == [3]"),
    Function("jacobian", _jacobian, "list list", "matrix of partial derivatives, a row for each function", "jacobian([t**2, 5], [t]) == matrix([2*t], [0])"),
    Function("hessian", _hessian, "scalar list", "matrix of second derivatives", "hessian(t**2, [t]) == matrix([2])"),
    Function("at", _at, "any any any", "value with a symbol, or a list of them, replaced", "at(t**2, t, 3) == 9"),
    Function("is_derivative", is_derivative, "scalar scalar symbol", "is the first the derivative of the second? (by difference quotients)", "is_derivative(2*t, t**2, t)"),
    Function("is_gradient", _is_gradient, "vector scalar list vector", "is the first the gradient of a function at a point? (by difference quotients)", "is_gradient([6], t**2, [t], [3])"),
)  # fmt: skip
