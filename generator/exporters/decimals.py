"""Numbers as QTI files hold them: plain decimals, never an exponent (one in a bound breaks TAO's engine).

Importers read these texts as binary floating point. A bound that a student can hit exactly, such as 3.15 for
3.14 ± 0.01, may fall on the wrong side there; `interval` therefore widens a tolerance by a hair.

    >>> from generator.model import Num, Number, Tolerance
    >>> interval(Number(4, Num("4")))
    ('4', '4')
    >>> interval(Number(4, Num("4"), Tolerance("absolute", Fraction(1, 2))))
    ('3.4999999955', '4.5000000045')
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.answers.number import bounds, key_text, rounded_text
from generator.model import Number

_HAIR = Fraction(1, 10**9)
"""Relative to the bound. Far above the error of a float (1e-16), far below what a student would type."""

_HAIR_OF_WIDTH = Fraction(1, 2000)
"""A hair is never more than this part of the whole width, so that narrow tolerances stay narrow."""

_BOUND_DIGITS = 17
"""Significant digits that fix a binary double."""

_POINT_DIGITS = 12


def interval(answer: Number) -> tuple[str, str]:
    """The lowest and highest number to be marked right, both inclusive, as plain decimals.

    An exact key gives the same text twice: equal decimals are read as equal floats, so no hair is needed.
    `answer` must be typable (`generator.answers.number.typable`).
    """
    if answer.tolerance.kind == "exact":
        key = key_text(answer)
        return key, key
    low, high = bounds(answer)
    hair = min(max(abs(low), abs(high)) * _HAIR, (high - low) * _HAIR_OF_WIDTH)
    return rounded_text(low - hair, _BOUND_DIGITS), rounded_text(high + hair, _BOUND_DIGITS)


def points_text(points: Fraction) -> str:
    """Points as a plain decimal of at most 12 significant digits (thirds are rounded)."""
    return rounded_text(points, _POINT_DIGITS)


def shares(points: Fraction, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """`points` split in the ratio of `weights`, exactly."""
    total = sum(weights, Fraction(0))
    return tuple(points * weight / total for weight in weights)
