"""Values as floats: a drawing needs two decimals, not proofs.

Owns the way from exact values to Python's floats, and nothing else computes with them but `generator.figures`. An
expression is compiled once to closures over `math`; where it has no finite real value, a function gives None.

    >>> x = sympy.Symbol("x")
    >>> function(1 / x, x)(0.5), function(1 / x, x)(0.0)
    (2.0, None)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from operator import add, mul
from typing import Any, TypeAlias

import sympy

from generator.maths.values import (
    Anything,
    MathsError,
    describe,
    is_number,
    is_scalar,
    plain_value,
    symbols_of,
    to_sympy,
)

Real: TypeAlias = Callable[..., float | None]
"""A function of one or more floats; None where it has no finite real value."""

_Closure: TypeAlias = Callable[[tuple[float, ...]], float]

LARGEST = 1e9
"""Bound on the size of what is drawn: beyond it two decimals of a point mean nothing."""

MAX_NODES = 300
"""Bound on the size of an expression that is drawn: it is evaluated at thousands of points."""

_FUNCTIONS: dict[Any, Callable[[float], float]] = {
    sympy.exp: math.exp, sympy.log: math.log, sympy.sin: math.sin, sympy.cos: math.cos, sympy.tan: math.tan,
    sympy.sinh: math.sinh, sympy.cosh: math.cosh, sympy.tanh: math.tanh, sympy.asin: math.asin,
    sympy.acos: math.acos, sympy.atan: math.atan, sympy.Abs: abs, sympy.erf: math.erf,
}  # fmt: skip


def number(value: Anything) -> float:
    """A real constant as a float. Raises MathsError if it is none, or too large to be drawn."""
    value = plain_value(value)
    if not is_scalar(value):
        raise MathsError(f"a number is needed to draw, not {describe(value)}")
    found = float(value) if is_number(value) and abs(value) <= LARGEST else function(value)()
    if found is None or abs(found) > LARGEST:
        raise MathsError("a number is too large to be drawn, or has no real value")
    return found


def numbers(values: tuple[Anything, ...]) -> tuple[float, ...]:
    """Several real constants."""
    return tuple([number(value) for value in values])


def function(expression: Anything, *symbols: Any) -> Real:
    """An expression in these symbols as a function of floats.

    Raises MathsError if it is no expression, holds another symbol, or is too large.
    """
    expression = plain_value(expression)
    if not is_scalar(expression):
        raise MathsError(f"an expression is needed to draw, not {describe(expression)}")
    node = to_sympy(expression)
    strange = [symbol for symbol in symbols_of(node) if symbol not in symbols]
    if strange:
        raise MathsError(f"the symbol `{strange[0]}` has no value, so there is nothing to draw")
    if _size(node) > MAX_NODES:
        raise MathsError("the expression is too large to be drawn")
    closure = _compiled(node, symbols)

    def run(*point: float) -> float | None:
        try:
            value = closure(point)
        except (ArithmeticError, ValueError):
            return None
        return value if abs(value) < math.inf else None

    return run


def _size(node: Any) -> int:
    return 1 + sum(map(_size, node.args))


def _compiled(node: Any, symbols: tuple[Any, ...]) -> _Closure:
    head = node.func
    if node.is_Symbol:
        place = symbols.index(node)
        return lambda point: point[place]
    if node.is_Rational:
        p, q = int(node.p), int(node.q)
        return lambda _: p / q
    if node is sympy.pi or node is sympy.E:
        constant = math.pi if node is sympy.pi else math.e
        return lambda _: constant
    args = [_compiled(arg, symbols) for arg in node.args]
    if head is sympy.Add:
        return lambda point: reduce(add, [arg(point) for arg in args])
    if head is sympy.Mul:
        return lambda point: reduce(mul, [arg(point) for arg in args])
    if head is sympy.Pow:
        return _power(args[0], args[1], node.args[1])
    (argument,) = args
    known = _FUNCTIONS[head]
    return lambda point: known(argument(point))


def _power(base: _Closure, exponent: _Closure, shown: Any) -> _Closure:
    """A power that is real: a whole exponent, or a base that is not negative (else a ValueError)."""
    if shown.is_Integer and abs(shown.p) < LARGEST:
        whole = int(shown.p)
        return lambda point: base(point) ** whole
    return lambda point: math.pow(base(point), exponent(point))
