"""Rational numbers as decimal text, exactly: the one place that turns a key into digits."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from generator.maths.numeric import approximate
from generator.maths.values import MathsError

SIGNIFICANT = 14
"""Significant digits that every target keeps (Moodle stores 14)."""

_PLACES = 60
_SCALE = 10**_PLACES
"""No decimal here has more places; a fraction is a finite decimal if its denominator divides this."""


def rational(value: Any) -> Fraction:
    """`value` as a Fraction: exact if it is rational, else rounded to 40 significant digits.

    Raises ValueError if the value is not a finite real number.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int):
        return Fraction(value)
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q))
    try:
        return approximate(value, 40)
    except MathsError as error:
        raise ValueError(str(error)) from None


def decimal_text(x: Fraction, digits: int = SIGNIFICANT) -> str | None:
    """`x` as a plain decimal (`-0.125`, no exponent), or None if that needs more than `digits` (at most 60) digits."""
    numerator, denominator = x.numerator, x.denominator
    if denominator == 1:
        return str(numerator) if len(str(abs(numerator)).rstrip("0")) <= digits else None
    if _SCALE % denominator:
        return None
    text = str(abs(numerator) * (_SCALE // denominator)).rjust(_PLACES + 1, "0")
    whole, part = text[:-_PLACES], text[-_PLACES:].rstrip("0")
    if len((whole + part).lstrip("0")) > digits:
        return None
    return f"{'-' if numerator < 0 else ''}{whole}.{part}"


def rounded_text(x: Fraction, digits: int = SIGNIFICANT) -> str:
    """`x` rounded half to even to `digits` significant digits, as a plain decimal without an exponent."""
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    value = context.divide(Decimal(x.numerator), Decimal(x.denominator))
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
