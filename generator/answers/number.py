"""Numbers: what a student types, and when it is right.

A number is graded as a decimal (`-12.5`, `.5`, `6e3`) or a fraction of whole numbers (`3/4`). The formats that
take decimals only can ask a `Number` if it is `typable`: exact with a short finite decimal, or with a
tolerance. Everything here is exact rational arithmetic; irrational keys are first rounded to 40 digits.

A number with a unit is typed with one (`5 m/s`, `18 km/h`) and converted exactly. Without a unit it says nothing
and is refused as malformed; with a unit of another dimension it is wrong.

    >>> speed = make(5, Options(unit="m/s"))
    >>> judge(speed, "18 km/h"), judge(speed, "5 m")
    (Fraction(1, 1), Fraction(0, 1))
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.answers import units
from generator.answers.options import Options
from generator.answers.responses import Response, one_text
from generator.maths.decimals import SIGNIFICANT, decimal_text, rational, rounded_text
from generator.maths.language.syntax import shortened
from generator.maths.notation import row
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
from generator.model import EXACT, Entry, Formula, Number, Space, Sym, Tolerance

__all__ = [
    "agree",
    "bounds",
    "decimal_text",
    "judge",
    "key_text",
    "rational",
    "read",
    "rounded_text",
    "shown_with_unit",
    "typable",
    "typed_text",
]

_DECIMAL = r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?"
_NUMBER = re.compile(_DECIMAL, re.ASCII)
_RATIO = re.compile(r"([+-]?\d{1,40})\s*/\s*(\d{1,40})", re.ASCII)
_MEASURED = re.compile(
    rf"(?P<number>{_RATIO.pattern}|{_DECIMAL})\s*(?P<unit>1\s*/\D.*|/\D.*|[^\d/.].*)", re.ASCII | re.DOTALL
)


def typable(answer: Entry) -> bool:
    """Can the key be typed as a decimal and be marked right by a target that reads only decimals?

    A unit does not matter: such a target prints it behind the blank.
    """
    if not isinstance(answer, Number):
        return False
    if type(answer.value) is int and abs(answer.value) < 10**SIGNIFICANT:
        return True  # the common case
    try:
        return takes(answer, read(key_text(answer)))
    except ValueError:  # the key has more digits than anybody types
        return False


def key_text(answer: Number) -> str:
    """What a student types for full marks, without a unit: the exact decimal, else 14 significant digits."""
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
        raise ValueError(f"{shortened(text)!r} is not a number")
    return Fraction(int(ratio[1]), int(ratio[2]))


def judge(answer: Number, response: Response) -> Fraction:
    """The credit of a typed number, 0 or 1. Raises ValueError if it is no number, or lacks its unit."""
    typed = read_measured(answer, one_text(response)) if answer.unit else read(one_text(response))
    return Fraction(int(typed is not None and takes(answer, typed)))


def read_measured(answer: Number, text: str) -> Fraction | None:
    """A typed number with its unit, converted to that of the key; None if it measures something else.

    Raises ValueError if there is no number, no unit, or no such unit.
    """
    if answer.unit is None:
        raise ValueError("the answer has no unit")
    measured = _MEASURED.fullmatch(text.strip().replace("−", "-"))
    if not measured:
        raise ValueError(f"a number with a unit is expected, such as {typed_text(answer)!r}")
    unit = measured["unit"]
    try:
        return units.converted(read(measured["number"]), f"1{unit}" if unit[0] == "/" else unit, answer.unit)
    except MathsError as error:
        raise ValueError(str(error)) from None


def typed_text(answer: Number) -> str:
    """`key_text` with its unit, as `judge` reads it."""
    return f"{key_text(answer)} {answer.unit.text}" if answer.unit else key_text(answer)


def shown_with_unit(answer: Number) -> Formula:
    """The key as it prints, with its unit behind it; the sign of degrees follows without a space."""
    if answer.unit is None:
        return answer.shown
    if answer.unit.shown == Sym("°", "upright"):
        return row(answer.shown, answer.unit.shown)
    return row(answer.shown, Space("thin"), answer.unit.shown)


def agree(a: Number, b: Number) -> bool:
    """Would `b`'s value be marked right where `a` is the key?"""
    value = rational(b.value)
    if a.unit == b.unit:
        return takes(a, value)
    if a.unit is None or b.unit is None:
        return False
    there = units.converted(value, b.unit.text, a.unit)
    return there is not None and takes(a, there)


def make(value: Anything, options: Options) -> Number:
    """A Number from a value. Raises MathsError if it is not a real constant, or the unit does not exist."""
    number = entry(value, options.tolerance)
    return replace(number, unit=units.make_unit(options.unit)) if options.unit else number


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


def samples(answer: Number) -> list[tuple[Response, int | None]]:
    """The key, values on both sides of the bounds, and texts that are no number; with a unit, those as well."""
    low, high = bounds(answer)
    step = max(Fraction(1, 1000), (high - low) / 100, abs(low) / 10**6, abs(high) / 10**6)
    wrong = [_typed(x) for x in (high + step, low - step, 2 * high + step, 2 * low - step)]
    right = [key_text(answer)] if typable(answer) else []
    malformed = ["", "abc", "1,5", "1 2", "--3", "1/0"]
    if answer.unit is None:
        return [
            *((text, 1) for text in right),
            *((text, 0) for text in wrong),
            *((t, None) for t in malformed),
        ]
    unit = answer.unit.text
    factors = units.factors(unit)
    powers = "*".join(f"{f.name}^{-f.power if f.below else f.power}" for f in factors)
    other = "K" if units.fits(answer.unit, units.make_unit("m")) else "m"
    return [
        *((f"{text} {name}", 1) for text in right for name in (unit, powers)),
        *((f"{text} {unit}", 0) for text in wrong),
        *((f"{text} {other}", 0) for text in right),
        *((text, None) for text in (*right, *malformed, *(f"{t} {unit}" for t in malformed if t))),
        ("1 nosuchunit", None),
    ]


def _typed(x: Fraction) -> str:
    text = rounded_text(x)
    return text if len(text) < 40 else f"{Decimal(text).normalize():E}"
