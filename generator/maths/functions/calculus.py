"""Calculus: named functions, derivatives, values at points."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import add, multiply, power
from generator.maths.decimals import rounded_text
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.numeric import close, is_derivative, real_value
from generator.maths.points import at_point
from generator.maths.values import (
    Anything,
    MathsError,
    Matrix,
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


def _ln(a: Anything) -> Anything:
    if (a <= 0) if is_number(a) else not symbols_of(a) and real_value(a) <= 0:
        raise MathsError(f"the logarithm of {a}")
    return normal(sympy.log(to_sympy(a)))


def _symbols(symbols: tuple[Anything, ...]) -> tuple[Any, ...]:
    if not symbols or not all(isinstance(symbol, sympy.Symbol) for symbol in symbols):
        raise MathsError("a list of symbols is expected")
    if len(symbols) > MAX_SYMBOLS:
        raise MathsError(f"there are at most {MAX_SYMBOLS} symbols")
    return symbols


def _gradient(f: Anything, symbols: tuple[Anything, ...]) -> tuple[Anything, ...]:
    return tuple(derivative(f, symbol) for symbol in _symbols(symbols))


def _jacobian(f: tuple[Anything, ...], symbols: tuple[Anything, ...]) -> Matrix:
    if not 0 < len(f) <= MAX_SYMBOLS or not all(map(is_scalar, f)):
        raise MathsError(f"a list of 1 to {MAX_SYMBOLS} expressions is expected")
    return Matrix(tuple(_gradient(component, symbols) for component in f))


def _hessian(f: Anything, symbols: tuple[Anything, ...]) -> Matrix:
    return _jacobian(_gradient(f, symbols), symbols)


def _at(f: Anything, symbols: Anything, values: Anything) -> Anything:
    """f with symbols replaced: `at(f, x, 2)` or `at(f, [x, y], [1, 2])`, in scalars, lists and matrices."""
    names = symbols if isinstance(symbols, tuple) else (symbols,)
    entries = values if isinstance(values, tuple) else (values,)
    if len(_symbols(names)) != len(entries) or not all(map(is_scalar, entries)):
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
    return to_sympy(_ln(*values) if node.func is sympy.log else _named(node.func)(*values))


def _expand(f: Anything) -> Anything:
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
    names = _symbols(symbols)
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
