"""Expressions at points: the second road to every symbolic result.

A symbolic answer is proved by evaluating both sides at points that nobody chose with the problem in mind, to
60 digits. The evaluator walks the sympy tree itself (no generated code) over a private mpmath
context, so nothing global is touched and the precision is always the same.

    >>> x = sympy.Symbol("x")
    >>> equal((x + 1) ** 2, x**2 + 2 * x + 1)
    True
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import mpmath
import sympy

from generator.maths.values import Anything, MathsError, Matrix, is_number, is_scalar, plain_value, symbols_of, to_sympy

DIGITS = 60
AGREE = 25
"""Digits to which two values must agree to count as equal, out of `DIGITS` computed."""

_mp = mpmath.MPContext()
_mp.dps = DIGITS

POINTS = 4
NEEDED = 2


@lru_cache(maxsize=1024)
def coordinate(name: str, k: int) -> str:
    """The value of a symbol at test point number k, as decimal text: between 0.3 and 2.1, with eleven digits.

    It depends on the name alone, so that an expression has the same point whatever it is compared with. No
    special value of log, tan or roots is that long, and two formulas do not meet there by accident.
    """
    digest = int.from_bytes(blake2b(f"{name}|{k}".encode(), digest_size=8).digest(), "big")
    digits = f"{30_000_000_001 + digest % 180_000_000_000:012d}"
    return f"{digits[:-11]}.{digits[-11:]}"


def _point(symbols: Iterable[Any], k: int) -> dict[Any, str]:
    return {symbol: coordinate(symbol.name, k) for symbol in symbols}


_MP_FUNCTIONS: dict[Any, Callable[[Any], Any]] = {
    sympy.exp: _mp.exp, sympy.log: _mp.log, sympy.sin: _mp.sin, sympy.cos: _mp.cos, sympy.tan: _mp.tan,
    sympy.sinh: _mp.sinh, sympy.cosh: _mp.cosh, sympy.tanh: _mp.tanh, sympy.asin: _mp.asin,
    sympy.acos: _mp.acos, sympy.atan: _mp.atan, sympy.Abs: _mp.fabs, sympy.erf: _mp.erf,
}  # fmt: skip
_FLOAT_FUNCTIONS: dict[Any, Callable[[Any], Any]] = {
    sympy.exp: cmath.exp, sympy.log: cmath.log, sympy.sin: cmath.sin, sympy.cos: cmath.cos,
    sympy.tan: cmath.tan, sympy.sinh: cmath.sinh, sympy.cosh: cmath.cosh, sympy.tanh: cmath.tanh,
    sympy.asin: cmath.asin, sympy.acos: cmath.acos, sympy.atan: cmath.atan, sympy.Abs: abs,
    sympy.erf: lambda z: math.erf(z.real),
}  # fmt: skip


class _Evaluator:
    """Walks a sympy tree over one kind of number."""

    def __init__(self, number: Callable[[Any, Any], Any], functions: dict[Any, Any], pi: Any, e: Any) -> None:
        self.number = number
        self.functions = functions
        self.constants = {sympy.pi: pi, sympy.E: e}

    def __call__(self, node: Any, point: Mapping[Any, Any]) -> Any:
        head = node.func
        if node.is_Symbol:
            return point[node]
        if head is sympy.Add:
            total = self(node.args[0], point)
            for arg in node.args[1:]:
                total = total + self(arg, point)
            return total
        if head is sympy.Mul:
            product = self(node.args[0], point)
            for arg in node.args[1:]:
                product = product * self(arg, point)
            return product
        if head is sympy.Pow:
            base, exponent = node.args
            if exponent.is_Integer:
                return self(base, point) ** int(exponent)
            return self(base, point) ** self(exponent, point)
        if node.is_Rational:
            return self.number(int(node.p), int(node.q))
        if node in self.constants:
            return self.constants[node]
        function = self.functions.get(head)
        if function is None:
            raise MathsError(f"the function {head} cannot be evaluated at a point")
        return function(self(node.args[0], point))


_precise = _Evaluator(lambda p, q: _mp.mpf(p) / q if q != 1 else _mp.mpf(p), _MP_FUNCTIONS, +_mp.pi, +_mp.e)
_quick = _Evaluator(lambda p, q: p / q, _FLOAT_FUNCTIONS, math.pi, math.e)


def at_point(expression: Any, point: Mapping[Any, str]) -> Any | None:
    """The expression to 60 digits with decimal texts for its symbols; None where it has no finite value."""
    try:
        value = _precise(expression, {symbol: _mp.mpf(text) for symbol, text in point.items()})
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if _mp.isfinite(value) else None


@lru_cache(maxsize=1024)
def _rough(expression: Any, k: int) -> complex | None:
    """The expression at test point k in ordinary floating point."""
    point = {symbol: float(coordinate(symbol.name, k)) for symbol in symbols_of(expression)}
    try:
        value = complex(_quick(expression, point))
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if cmath.isfinite(value) else None


@lru_cache(maxsize=1024)
def _fine(expression: Any, k: int) -> Any | None:
    """The expression at test point k, to 60 digits."""
    return at_point(expression, _point(symbols_of(expression), k))


def close(a: Any, b: Any) -> bool:
    """Do two 60-digit values agree to 25 digits, relative to the larger one (or to 1)?"""
    return bool(abs(a - b) <= _mp.mpf(10) ** -AGREE * max(abs(a), abs(b), 1))


def equal(a: Anything, b: Anything) -> bool:
    """Are two values equal? Exact for rational numbers, entry by entry for lists and matrices.

    Expressions are equal if they agree to 25 digits at several points; a difference that shows in ordinary
    floating point settles it at once. Raises MathsError if no point gives both a value.
    """
    a, b = plain_value(a), plain_value(b)
    if is_number(a) and is_number(b):
        return bool(a == b)
    if is_scalar(a) and is_scalar(b):
        return _equal_expressions(to_sympy(a), to_sympy(b))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(equal(p, q) for p, q in zip(a, b, strict=True))
    if isinstance(a, Matrix) and isinstance(b, Matrix):
        return a.shape == b.shape and equal(a.rows, b.rows)
    return type(a) is type(b) and bool(a == b)


def _equal_expressions(a: Any, b: Any) -> bool:
    if a == b:
        return True
    constant = not symbols_of(a) and not symbols_of(b)
    seen = 0
    for k in range(POINTS):
        rough_a, rough_b = _rough(a, k), _rough(b, k)
        if rough_a is not None and rough_b is not None and _apart(rough_a, rough_b):
            return False
        fine_a, fine_b = _fine(a, k), _fine(b, k)
        if fine_a is None or fine_b is None:
            continue
        if not close(fine_a, fine_b):
            return False
        seen += 1
        if seen >= NEEDED or constant:
            return True
    raise MathsError("cannot decide whether two expressions are equal: they have no value at any test point")


def _apart(a: complex, b: complex) -> bool:
    """Do two rough values differ by more than rounding can explain?"""
    return abs(a - b) > 1e-6 * max(abs(a), abs(b), 1e-3)


def is_derivative(value: Anything, f: Anything, symbol: Any) -> bool:
    """Is `value` the derivative of `f` with respect to `symbol`, by difference quotients?

    The central difference with step 1e-15, in 60 digits, is within about 1e-30 of the derivative; it must
    agree with `value` to 25 digits at every test point where both exist, and at two at least. No rule of
    differentiation takes part.
    """
    f, value = to_sympy(f), to_sympy(value)
    seen = 0
    for k in range(POINTS):
        quotient = _difference_quotient(f, symbol, _point({*symbols_of(f), symbol}, k))
        claimed = at_point(value, _point(symbols_of(value), k))
        if quotient is None or claimed is None:
            continue
        if not close(quotient, claimed):
            return False
        seen += 1
        if seen >= NEEDED:
            return True
    raise MathsError("cannot check the derivative: the expressions have no value at any test point")


_STEP = _mp.mpf(10) ** -15


def _difference_quotient(f: Any, symbol: Any, point: Mapping[Any, str]) -> Any | None:
    centre = {s: _mp.mpf(text) for s, text in point.items()}
    try:
        ahead = _precise(f, {**centre, symbol: centre[symbol] + _STEP})
        behind = _precise(f, {**centre, symbol: centre[symbol] - _STEP})
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    quotient = (ahead - behind) / (2 * _STEP)
    return quotient if _mp.isfinite(quotient) else None


def approximate(value: Anything, digits: int = 15) -> Fraction:
    """A real constant as a Fraction, rounded to `digits` significant digits. Raises MathsError if not real."""
    value = plain_value(value)
    if is_number(value):
        return Fraction(value)
    number = value.evalf(digits)
    if not number.is_Float:
        raise MathsError(f"{value} is not a real number")
    return Fraction(str(number))
