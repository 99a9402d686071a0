"""Points in words and figures.

>>> points_text(Fraction(5, 2), "de"), amount(Fraction(4, 3), "en")
('2,5 Punkte', '4/3')
"""

from __future__ import annotations

from fractions import Fraction

from generator.exporters.remarks import decimal
from generator.exporters.words import word


def amount(points: Fraction, language: str) -> str:
    """A number of points: `1`, `2.5`, and `4/3` where four decimals would not tell it exactly."""
    short = decimal(points, language, 4)
    exact = Fraction(short.replace(",", ".")) == points
    return short if exact else f"{points.numerator}/{points.denominator}"


def points_text(points: Fraction, language: str) -> str:
    """`1 point`, `2.5 points`, `4/3 points`."""
    return word("point" if points == 1 else "points", language).format(amount(points, language))
