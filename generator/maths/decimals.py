"""Rational numbers as decimal text, exactly: the one place that turns a key into digits."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from generator.maths.numeric import approximate
from generator.maths.values import MathsError

SIGNIFICANT = 14
"""Significant digits that every target keeps (Moodle stores 14)."""


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
    """`x` as a plain decimal (`-0.125`, no exponent), or None if that needs more than `digits` digits."""
    if x.denominator == 1:
        return str(x.numerator) if len(str(abs(x.numerator)).rstrip("0")) <= digits else None
    twos = (x.denominator & -x.denominator).bit_length() - 1
    rest, fives = x.denominator >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return None
    places = max(twos, fives)
    scaled = x.numerator * 10**places // x.denominator
    if len(str(abs(scaled))) > digits:
        return None
    return _plain(scaled, places)


def rounded_text(x: Fraction, digits: int = SIGNIFICANT) -> str:
    """`x` rounded half to even to `digits` significant digits, as a plain decimal without an exponent."""
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    value = context.divide(Decimal(x.numerator), Decimal(x.denominator))
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _plain(scaled: int, places: int) -> str:
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if scaled < 0 else "") + whole + ("." + part if part else "")
