"""Numbers: what a student types, and when it is right.

A number is graded as a decimal (`-12.5`, `.5`, `6e3`) or a fraction of whole numbers (`3/4`). The formats that
take decimals only can ask a `Number` if it is `typable`: exact with a short finite decimal, or with a
tolerance. Everything here is exact rational arithmetic; irrational keys are first rounded to 40 digits.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.answers.options import Options
from generator.maths.decimals import SIGNIFICANT, decimal_text, rational, rounded_text
from generator.maths.typeset import typeset
from generator.maths.values import (
    Anything,
    MathsError,
    describe,
    is_number,
    is_scalar,
    plain_value,
    symbols_of,
)
from generator.model import EXACT, Number, Tolerance

__all__ = [
    "agree",
    "bounds",
    "decimal_text",
    "judge",
    "key_text",
    "rational",
    "read",
    "rounded_text",
    "typable",
]

_NUMBER = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?")
_RATIO = re.compile(r"([+-]?\d{1,40})\s*/\s*(\d{1,40})")


def typable(answer: Number) -> bool:
    """Can the key be typed as a decimal and be marked right by a target that reads only decimals?"""
    if type(answer.value) is int and abs(answer.value) < 10**SIGNIFICANT:
        return True  # the common case
    try:
        return takes(answer, read(key_text(answer)))
    except ValueError:  # the key has more digits than anybody types
        return False


def key_text(answer: Number) -> str:
    """What a student types for full marks: the exact decimal, else rounded to 14 significant digits."""
    exact = rational(answer.value)
    return decimal_text(exact) or rounded_text(exact)


def bounds(answer: Number) -> tuple[Fraction, Fraction]:
    """The smallest and the largest number that are marked right, both inclusive."""
    key = rational(answer.value)
    margin = answer.tolerance.margin(key)
    return key - margin, key + margin


def takes(answer: Number, typed: Fraction) -> bool:
    """Is `typed` within the bounds?"""
    key = rational(answer.value)
    return within(typed, key, answer.tolerance.margin(key))


def within(x: Fraction | int, centre: Fraction | int, margin: Fraction | int) -> bool:
    """Is |x − centre| ≤ margin? Multiplied out: every pair of answers comes by here, and Fractions are slow."""
    distance = abs(x.numerator * centre.denominator - centre.numerator * x.denominator)
    return distance * margin.denominator <= margin.numerator * centre.denominator * x.denominator


def read(text: str) -> Fraction:
    """A typed number. A decimal comma is not read: whether it is one depends on the language.

    Raises ValueError if the text is neither a decimal nor a fraction of whole numbers.
    """
    text = text.strip().replace("−", "-")
    if _NUMBER.fullmatch(text):
        return Fraction(*Decimal(text).as_integer_ratio())
    ratio = _RATIO.fullmatch(text)
    if not ratio or not int(ratio[2]):
        raise ValueError(f"{text!r} is not a number")
    return Fraction(int(ratio[1]), int(ratio[2]))


def judge(answer: Number, response: str) -> Fraction:
    """The credit of a typed number, 0 or 1. Raises ValueError if it is no number."""
    return Fraction(int(takes(answer, read(response))))


def agree(a: Number, b: Number) -> bool:
    """Would `b`'s value be marked right where `a` is the key?"""
    return takes(a, rational(b.value))


def make(value: Anything, options: Options) -> Number:
    """A Number from a value. Raises MathsError if it is not a real constant."""
    return entry(value, options.tolerance)


def entry(value: Anything, tolerance: Tolerance = EXACT) -> Number:
    """A real constant as a Number, shown as the language prints it."""
    number = plain_value(value)
    if not is_scalar(number) or (not is_number(number) and symbols_of(number)):
        raise MathsError(f"a number is expected, not {describe(number)}")
    if not is_number(number):
        try:
            rational(number)
        except ValueError as error:
            raise MathsError(str(error)) from None
    return Number(number, typeset(value), tolerance)


def samples(answer: Number) -> list[tuple[Any, int | None]]:
    """The key, values on both sides of the bounds, and texts that are no number."""
    low, high = bounds(answer)
    step = max(Fraction(1, 1000), (high - low) / 100, abs(low) / 10**6, abs(high) / 10**6)
    malformed: list[tuple[Any, int | None]] = [
        (text, None) for text in ("", "abc", "1,5", "1 2", "--3", "1/0")
    ]
    wrong = [(_typed(x), 0) for x in (high + step, low - step, 2 * high + step, 2 * low - step)]
    right = [(key_text(answer), 1)] if typable(answer) else []
    return [*right, *wrong, *malformed]


def _typed(x: Fraction) -> str:
    text = rounded_text(x)
    return text if len(text) < 40 else f"{Decimal(text).normalize():E}"
