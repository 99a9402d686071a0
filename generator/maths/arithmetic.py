"""The operators of the expression language: + − * / ** and the comparisons, on all its values.

Rational numbers take the short way (Python's own exact numbers); what holds a symbol or a root goes through
sympy; lists of numbers behave as vectors; matrices multiply as matrices. Every function raises MathsError
when the operation has no value or would grow without bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add as _add
from operator import ge, gt, le, lt
from operator import mul as _mul
from operator import sub as _sub
from typing import Any

import sympy

from generator.maths.numeric import equal, real_value
from generator.maths.values import (
    MAX_BITS,
    MAX_SYMBOLIC_EXPONENT,
    Anything,
    FiniteDecimal,
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

MAX_POWER = 100
"""Bound on exponents of matrices and of sums that hold symbols."""

MAX_ENTRIES = 10_000
"""Bound on the entries of a product of matrices."""


def add(a: Anything, b: Anything) -> Anything:
    """a + b: numbers, expressions, vectors of one length, matrices of one shape."""
    return _linear(a, b, _add, "add")


def subtract(a: Anything, b: Anything) -> Anything:
    """a − b, as `add`."""
    return _linear(a, b, _sub, "subtract")


def _linear(a: Anything, b: Anything, operation: Callable[[Any, Any], Any], verb: str) -> Anything:
    if type(a) is int and type(b) is int:
        result: Anything = operation(a, b)
        return result
    if is_number(a) and is_number(b):
        return _rational(a, b, operation)
    if is_scalar(a) and is_scalar(b):
        return normal(operation(to_sympy(a), to_sympy(b)))
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return tuple(_linear(p, q, operation, verb) for p, q in zip(a, b, strict=True))
    if isinstance(a, Matrix) and isinstance(b, Matrix) and a.shape == b.shape:
        pairs = zip(a.rows, b.rows, strict=True)
        return Matrix(tuple(_linear(p, q, operation, verb) for p, q in pairs))
    inner_a, inner_b = plain_value(a), plain_value(b)
    if inner_a is not a or inner_b is not b:
        return _linear(inner_a, inner_b, operation, verb)
    raise MathsError(f"cannot {verb} {describe(a)} and {describe(b)}")


def _rational(a: Any, b: Any, operation: Callable[[Any, Any], Any]) -> Anything:
    decimal = type(a) is FiniteDecimal or type(b) is FiniteDecimal
    if decimal and type(a) is not Fraction and type(b) is not Fraction:
        return normal(FiniteDecimal(operation(a, b)))
    return normal(operation(a, b))


def multiply(a: Anything, b: Anything) -> Anything:
    """a · b: scalars; scalar and vector or matrix; matrix and matrix; matrix and vector."""
    if type(a) is int and type(b) is int:
        return normal(a * b)
    if is_number(a) and is_number(b):
        return _rational(a, b, _mul)
    if is_scalar(a):
        if is_scalar(b):
            return _scaled(a, b)
        if isinstance(b, tuple):
            return tuple(multiply(a, entry) for entry in b)
        if isinstance(b, Matrix):
            return Matrix(tuple(tuple(multiply(a, entry) for entry in row) for row in b.rows))
    if is_scalar(b) and isinstance(a, (tuple, Matrix)):
        return multiply(b, a)
    if isinstance(a, Matrix) and isinstance(b, Matrix) and a.shape[1] == b.shape[0]:
        columns = b.columns()
        if len(a.rows) * len(columns) > MAX_ENTRIES:
            raise MathsError("the matrix grows too large")
        return Matrix(tuple(tuple(dot(row, column) for column in columns) for row in a.rows))
    if isinstance(a, Matrix) and isinstance(b, tuple) and a.shape[1] == len(b):
        return tuple(dot(row, b) for row in a.rows)
    inner_a, inner_b = plain_value(a), plain_value(b)
    if inner_a is not a or inner_b is not b:
        return multiply(inner_a, inner_b)
    hint = "; use `dot(u, v)` for the product of two vectors" if isinstance(a, tuple) else ""
    raise MathsError(f"cannot multiply {describe(a)} by {describe(b)}{hint}")


@lru_cache(maxsize=1024)  # the terms of polynomials come again and again
def _scaled(a: Anything, b: Anything) -> Anything:
    return normal(to_sympy(a) * to_sympy(b))


def total(terms: Sequence[Anything]) -> Anything:
    """The sum of one or more values. Expressions are added in one go: sympy's `Add` costs once, not per sign."""
    if all(map(is_scalar, terms)):
        number, symbolic = _split(terms)
        if symbolic:
            return normal(sympy.Add(to_sympy(reduce(add, number, 0)), *symbolic))
    return reduce(add, terms)


def product(factors: Sequence[Anything]) -> Anything:
    """The product of one or more values, as `total`."""
    if all(map(is_scalar, factors)):
        number, symbolic = _split(factors)
        if symbolic:
            constant = reduce(multiply, number, 1)
            if len(symbolic) == 1:
                return _scaled(constant, symbolic[0])
            return normal(sympy.Mul(to_sympy(constant), *symbolic))
    return reduce(multiply, factors)


def _split(values: Sequence[Anything]) -> tuple[list[Anything], list[Anything]]:
    return [v for v in values if is_number(v)], [v for v in values if not is_number(v)]


def dot(u: tuple[Anything, ...], v: tuple[Anything, ...]) -> Anything:
    """The sum of products of entries; both vectors have the same length."""
    if len(u) != len(v):
        raise MathsError(f"cannot take the dot product of {describe(u)} and {describe(v)}")
    if _WHOLE.issuperset(map(type, u)) and _WHOLE.issuperset(map(type, v)):
        return normal(sum(map(_mul, u, v)))
    total: Anything = 0
    for p, q in zip(u, v, strict=True):
        total = add(total, multiply(p, q))
    return total


_WHOLE = frozenset({int})


def divide(a: Anything, b: Anything) -> Anything:
    """a / b, exactly. A vector or matrix can be divided by a scalar."""
    if is_number(b):
        if b == 0:
            raise MathsError("division by zero")
        if is_number(a):
            return normal(Fraction(a, b) if type(a) is int and type(b) is int else a / b)
    if is_scalar(b):
        if is_scalar(a):
            return normal(to_sympy(a) / to_sympy(b))
        if isinstance(a, tuple):
            return tuple(divide(entry, b) for entry in a)
        if isinstance(a, Matrix):
            return Matrix(tuple(tuple(divide(entry, b) for entry in row) for row in a.rows))
    inner_a, inner_b = plain_value(a), plain_value(b)
    if inner_a is not a or inner_b is not b:
        return divide(inner_a, inner_b)
    raise MathsError(f"cannot divide {describe(a)} by {describe(b)}")


def power(a: Anything, b: Anything) -> Anything:
    """a ** b: numbers and expressions; a square matrix to a whole power."""
    if is_number(a) and type(b) is int:
        return _whole_power(a, b)
    if is_scalar(a) and is_scalar(b):
        if is_number(b) and (abs(b) > MAX_SYMBOLIC_EXPONENT or Fraction(b).denominator > MAX_POWER):
            raise MathsError("the exponent is too large")
        if not is_number(b) and _is_constant(b) and abs(real_value(b)) > MAX_SYMBOLIC_EXPONENT:
            raise MathsError("the exponent is too large")
        if type(b) is not int and _is_constant(b) and _is_negative(a):
            raise MathsError(f"{describe(a)} is negative and takes whole exponents only")
        if isinstance(a, sympy.Symbol) and type(b) is int:
            return _symbol_power(a, b)
        return normal(to_sympy(a) ** to_sympy(b))
    if isinstance(a, Matrix) and type(b) is int:
        return _matrix_power(a, b)
    inner_a, inner_b = plain_value(a), plain_value(b)
    if inner_a is not a or inner_b is not b:
        return power(inner_a, inner_b)
    raise MathsError(f"cannot raise {describe(a)} to {describe(b)}")


def _is_constant(a: Anything) -> bool:
    return is_number(a) or not symbols_of(a)


def _is_negative(a: Anything) -> bool:
    return bool(a < 0) if is_number(a) else not symbols_of(a) and bool(real_value(a) < 0)


@lru_cache(maxsize=512)
def _symbol_power(symbol: Any, exponent: int) -> Anything:
    return normal(sympy.Pow(symbol, exponent))


def _whole_power(a: Any, b: int) -> Anything:
    if a == 0 and b < 0:
        raise MathsError("division by zero")
    base = Fraction(a)
    if max(base.numerator.bit_length(), base.denominator.bit_length()) * abs(b) > MAX_BITS and abs(base) != 1:
        raise MathsError("the power grows too large")
    if type(a) is FiniteDecimal and b >= 0:
        return FiniteDecimal(base**b)
    return normal(base**b) if b < 0 or type(a) is not int else a**b


def _matrix_power(a: Matrix, b: int) -> Matrix:
    rows, columns = a.shape
    if rows != columns or not 1 <= b <= MAX_POWER:
        raise MathsError(
            f"cannot raise {describe(a)} to {b}: a square matrix takes whole powers from 1 to {MAX_POWER}"
        )
    result = a
    for _ in range(b - 1):
        result = multiply(result, a)
    return result


def negate(a: Anything) -> Anything:
    """−a: scalars, vectors, matrices."""
    return -a if type(a) is int else multiply(-1, a)


def compare(symbol: str, a: Anything, b: Anything) -> bool:
    """a `<`, `<=`, `>` or `>=` b, for real numbers (roots and π included). Raises MathsError for others."""
    a, b = plain_value(a), plain_value(b)
    if not (is_number(a) and is_number(b)):
        if not (is_scalar(a) and is_scalar(b)):
            raise MathsError(f"cannot compare {describe(a)} with {describe(b)}")
        a, b = (0, 0) if equal(a, b) else (real_value(a), real_value(b))
    return bool(_ORDERS[symbol](a, b))


_ORDERS: dict[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
