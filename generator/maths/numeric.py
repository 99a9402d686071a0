"""Equality and derivatives of expressions, by their values: the second road to every symbolic result.

A symbolic answer is proved by evaluating both sides at points that nobody chose with the problem in mind, to
60 digits and more.

    >>> x = sympy.Symbol("x")
    >>> equal((x + 1) ** 2, x**2 + 2 * x + 1)
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from generator.maths.intervals import Interval
from generator.maths.points import (
    DECIMALS,
    FINER_MP,
    MP,
    NEGATIVE,
    POINTS,
    coordinate,
    fine,
    finer,
    in_decimals,
    is_algebra,
    parsed,
    point_of,
    precise,
    precise_real,
    rough,
    value_at,
)
from generator.maths.values import (
    Anything,
    MathsError,
    Matrix,
    is_number,
    is_scalar,
    plain_value,
    symbols_of,
    to_sympy,
)

AGREE = 40
"""Digits to which two values must agree to count as equal, out of `DIGITS` computed."""

AGREE_ROUGHLY = 25
"""Digits to which a difference quotient must agree with a derivative."""

NEEDED = 2
"""Test points at which two expressions must be seen to agree."""


def close(a: Any, b: Any) -> bool:
    """Do two 60-digit values agree to 25 digits, relative to the larger one (or to 1)?"""
    return bool(abs(a - b) <= MP.mpf(10) ** -AGREE_ROUGHLY * max(abs(a), abs(b), 1))


def equal(a: Anything, b: Anything) -> bool:
    """Are two values equal? Exact for rational numbers, entry by entry for lists and matrices.

    Expressions are equal if they agree to 40 digits at several points; a difference that shows in ordinary
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
    if isinstance(a, Interval) and isinstance(b, Interval):
        return a.closed == b.closed and _same_end(a.low, b.low) and _same_end(a.high, b.high)
    return type(a) is type(b) and bool(a == b)


def _same_end(a: Anything, b: Anything) -> bool:
    return equal(a, b) if a is not None and b is not None else a is b


def _equal_expressions(a: Any, b: Any) -> bool:
    if a == b:
        return True
    constant = not symbols_of(a) and not symbols_of(b)
    seen = 0
    for k in range(POINTS):
        rough_a, rough_b = (rough(a, k), rough(b, k)) if k != NEGATIVE else (None, None)
        if rough_a is not None and rough_b is not None and _apart(rough_a, rough_b):
            return False
        fine_a, fine_b = fine(a, k), fine(b, k)
        if fine_a is None or fine_b is None:
            continue
        if not _agree(a, b, k, abs(fine_a - fine_b), max(abs(fine_a), abs(fine_b))):
            return False
        seen += 1
        if seen >= NEEDED or constant:
            return True
    raise MathsError("cannot decide whether two expressions are equal: they have no value at any test point")


def _apart(a: complex, b: complex) -> bool:
    """Do two rough values differ by more than rounding can explain?"""
    return abs(a - b) > 1e-6 * max(abs(a), abs(b), 1e-3)


def _agree(a: Any, b: Any, k: int, gap: Any, largest: Any) -> bool:
    """Is the gap between two values rounding alone? If it is not small beside them, more digits tell:

    rounding shrinks with every digit, a true difference stays. So 0 and exp(-100) differ, but 0 and
    √2 + √3 − √(5 + 2√6) do not. What is left of the gap must be small by itself, too: where huge terms cancel,
    rounding hides any difference, and however much it shrinks it shows nothing.
    """
    if gap <= MP.mpf(10) ** -AGREE * largest:
        return True
    finer_a, finer_b = (value_at(finer, FINER_MP, e, point_of(symbols_of(e), k)) for e in (a, b))
    if finer_a is None or finer_b is None:
        return False
    left = abs(finer_a - finer_b)
    small = FINER_MP.mpf(10) ** -AGREE * max(1, min(abs(finer_a), abs(finer_b)))
    return bool(left <= FINER_MP.mpf(gap) * FINER_MP.mpf(10) ** -AGREE_ROUGHLY and left <= small)


def is_derivative(value: Anything, f: Anything, symbol: Any) -> bool:
    """Is `value` the derivative of `f` with respect to `symbol`, by difference quotients?

    The central difference with step 1e-20, in 60 digits, is within about 1e-40 of the derivative; it must
    agree with `value` to 25 digits at every test point where both exist, and at two at least. No rule of
    differentiation takes part.
    """
    f, value = to_sympy(f), to_sympy(value)
    if is_algebra(f) and is_algebra(value):
        return _is_derivative_in_decimals(value, f, symbol)
    seen = 0
    for k in range(POINTS):
        quotient = _difference_quotient(f, symbol, point_of({*symbols_of(f), symbol}, k), real=k == NEGATIVE)
        claimed = fine(value, k)
        if quotient is None or claimed is None:
            continue
        if not close(quotient, claimed):
            return False
        seen += 1
        if seen >= NEEDED:
            return True
    raise MathsError("cannot check the derivative: the expressions have no value at any test point")


_STEP = MP.mpf(10) ** -20
_DECIMAL_STEP = Decimal(1).scaleb(-20)


def _is_derivative_in_decimals(value: Any, f: Any, symbol: Any) -> bool:
    """`is_derivative`, for algebra. Same points, same step, same digits."""
    symbols = {*symbols_of(f), *symbols_of(value), symbol}
    seen = 0
    with localcontext(DECIMALS):
        for k in range(POINTS):
            point = {s: Decimal(coordinate(s.name, k)) for s in symbols}
            centre = point[symbol]
            try:
                claimed = in_decimals(value, point)
                ahead = in_decimals(f, {**point, symbol: centre + _DECIMAL_STEP})
                behind = in_decimals(f, {**point, symbol: centre - _DECIMAL_STEP})
                quotient = (ahead - behind) / (2 * _DECIMAL_STEP)
            except ArithmeticError:
                continue  # a pole, or a number beyond the bounds: this point says nothing
            if abs(quotient - claimed) > max(abs(quotient), abs(claimed), Decimal(1)).scaleb(-AGREE_ROUGHLY):
                return False
            seen += 1
            if seen >= NEEDED:
                return True
    raise MathsError("cannot check the derivative: the expressions have no value at any test point")


def _difference_quotient(f: Any, symbol: Any, point: Mapping[Any, str], *, real: bool) -> Any | None:
    evaluate = precise_real if real else precise
    centre = {s: parsed(MP, text) for s, text in point.items()}
    try:
        ahead = evaluate(f, {**centre, symbol: centre[symbol] + _STEP})
        behind = evaluate(f, {**centre, symbol: centre[symbol] - _STEP})
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    quotient = (ahead - behind) / (2 * _STEP)
    return quotient if MP.isfinite(quotient) else None


def real_value(value: Anything) -> Any:
    """A real constant to 60 digits. Raises MathsError if it holds symbols, is too large or is not real."""
    value = to_sympy(value)
    found = None if symbols_of(value) else fine(value, 0)
    if found is None or found.imag:
        raise MathsError(
            f"{value} has no value as a real number" if len(str(value)) < 60 else "no real number"
        )
    return found.real


def approximate(value: Anything, digits: int = 15) -> Fraction:
    """A real constant as a Fraction: exact if rational, else rounded to `digits` ≤ 50 significant digits.

    Raises MathsError if it is not real.
    """
    value = plain_value(value)
    if is_number(value):
        return Fraction(value)
    return Fraction(str(MP.nstr(real_value(value), digits)))
