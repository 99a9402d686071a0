"""Multiples: by which factor one list of values is a multiple of another.

>>> sign_of_factor((1, -2), (-3, 6))
-1
"""

from __future__ import annotations

from fractions import Fraction

from generator.maths.arithmetic import compare, divide
from generator.maths.matrices import parallel
from generator.maths.numeric import close, equal
from generator.maths.points import POINTS, fine
from generator.maths.values import Anything, is_number, symbols_of


def sign_of_factor(key: tuple[Anything, ...], typed: tuple[Anything, ...]) -> int:
    """The sign, 1 or −1, of the number c with typed = c · key; 0 if there is none but perhaps 0.

    Equality is that of the expression language. Raises MathsError where it cannot decide.
    """
    if not parallel(key, typed):
        return 0
    k = next(k for k, entry in enumerate(key) if not equal(entry, 0))
    factor = divide(typed[k], key[k])
    if not is_number(factor) and symbols_of(factor):
        values = values_at_points(factor)
        return (1 if values[0].real > 0 else -1) if values and _all_close(values) else 0
    return 1 if compare(">", factor, 0) else -1


def is_constant(value: Anything) -> bool:
    """Has a scalar one value wherever it has any, symbols or not?"""
    if is_number(value) or not symbols_of(value):
        return True
    return _all_close(values_at_points(value))


def values_at_points(value: Anything) -> list[Anything]:
    """An expression at the test points, to 60 digits, where it has a value."""
    found = [fine(value, k) for k in range(POINTS)]
    return [one for one in found if one is not None]


def _all_close(values: list[Anything]) -> bool:
    return all(close(values[0], other) for other in values[1:])


def sign_within(key: tuple[Fraction, ...], typed: tuple[Fraction, ...], margins: tuple[Fraction, ...]) -> int:
    """`sign_of_factor` for numbers with tolerances: each may be off by its margin, on the scale of the key.

    The factor is the one that makes the largest entry of the key exactly right.
    """
    k = max(range(len(key)), key=lambda k: abs(key[k]))
    if not typed[k]:
        return 0
    factor = typed[k] / key[k]
    near = all(abs(t / factor - x) <= margin for t, x, margin in zip(typed, key, margins, strict=True))
    return (1 if factor > 0 else -1) if near else 0
