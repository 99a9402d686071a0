"""Intervals: two ends, each with its bracket.

A response is one text: `[1, 2)`, or with a bracket turned outwards for an end that does not belong to it, `[1, 2[`;
`-inf`, `inf` and `∞` for a side without an end; `;` may stand for the comma. Credit is shared equally by the two
sides; a side is right if both its end and its bracket are.

    >>> answer = make(IntervalValue(0, None, (True, False)), Options())
    >>> judge(answer, "[0, inf)"), judge(answer, "]0, ∞[")
    (Fraction(1, 1), Fraction(1, 2))
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

from generator.answers import number
from generator.answers.options import Options
from generator.answers.responses import Response, one_text
from generator.maths.intervals import Interval as IntervalValue
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, describe, plain_value
from generator.model import Interval, Number

_INTERVAL = re.compile(r"([\[\](])([^,;\[\]()]{1,100})[,;]([^,;\[\]()]{1,100})([\[\])])")
_INFINITE = re.compile(r"([+-]?)\s*(?:∞|inf|infinity|infty|oo)", re.IGNORECASE)

Side: TypeAlias = tuple[Fraction | str, bool]
"""An end as typed, `+` or `-` for an infinite one, and whether it belongs to the interval."""


def make(value: Anything, options: Options) -> Interval:
    """An Interval from a value of the language that is one. Raises MathsError for anything else."""
    plain = plain_value(value)
    if not isinstance(plain, IntervalValue):
        raise MathsError(f"an interval is expected, not {describe(plain)}")
    low, high = (
        None if end is None else number.entry(end, options.tolerance) for end in (plain.low, plain.high)
    )
    return Interval(low, high, plain.closed, typeset(value))


def read(text: str) -> tuple[Side, Side]:
    """The two sides of a typed interval. Raises ValueError if it is none."""
    match = _INTERVAL.fullmatch(text.strip().replace("−", "-"))
    if not match:
        raise ValueError("an interval is expected, such as [1, 2)")
    left, low, high, right = match.groups()
    return (_end(low), left == "["), (_end(high), right == "]")


def _end(text: str) -> Fraction | str:
    infinite = _INFINITE.fullmatch(text.strip())
    return (infinite[1] or "+") if infinite else number.read(text)


def _side_is_right(key: Number | None, closed: bool, infinite: str, side: Side) -> bool:
    end, belongs = side
    if belongs is not closed:
        return False
    if key is None or isinstance(end, str):
        return key is None and end == infinite
    return number.takes(key, end)


def judge(answer: Interval, response: Response) -> Fraction:
    """The share of right sides: 0, 1/2 or 1. Raises ValueError if the text is no interval."""
    low, high = read(one_text(response))
    right = _side_is_right(answer.low, answer.closed[0], "-", low)
    return Fraction(right + _side_is_right(answer.high, answer.closed[1], "+", high), 2)


def same(key: Interval, other: Interval) -> bool:
    """Would the sides of `other` all be right where `key` is?"""
    ends = zip((key.low, key.high), (other.low, other.high), strict=True)
    return key.closed == other.closed and all(
        a is b if a is None or b is None else number.agree(a, b) for a, b in ends
    )


def typed_key(answer: Interval) -> str | None:
    """What a student types for full marks; None if an end is no decimal that can be typed."""
    if not all(end is None or number.typable(end) for end in (answer.low, answer.high)):
        return None
    low = "-inf" if answer.low is None else number.key_text(answer.low)
    high = "∞" if answer.high is None else number.key_text(answer.high)
    return f"{'[' if answer.closed[0] else '('}{low}, {high}{']' if answer.closed[1] else ')'}"


def samples(answer: Interval) -> list[tuple[Response, Fraction | int | None]]:
    """The key, in two notations; a bracket wrong, both wrong; an end wrong; malformed."""
    malformed = ("", "1, 2", "[1 2]", "[1, 2", "{1, 2}", "[1, 2, 3]", "[a, 2]", "[1, 2] [3, 4]")
    low = "-inf" if answer.low is None else number.key_text(answer.low)
    high = "∞" if answer.high is None else number.key_text(answer.high)
    (left, other_left), (right, other_right) = (
        (ours, theirs) if closed else (theirs, ours)
        for closed, ours, theirs in zip(answer.closed, "[]", "()", strict=True)
    )
    cases: list[tuple[Response, Fraction | int | None]] = [
        *((text, None) for text in malformed), (f"{other_left}{low}, {high}{other_right}", 0),
    ]  # fmt: skip
    key = typed_key(answer)
    if key is None:
        return cases
    turned_left, turned_right = ("[" if answer.closed[0] else "]"), ("]" if answer.closed[1] else "[")
    beyond = 0 if answer.high is None else abs(int(number.bounds(answer.high)[1])) + 1
    half = Fraction(1, 2)
    return [
        *cases,
        (key, 1),
        (f" {turned_left} {low} ; {high} {turned_right} ", 1),
        (f"{other_left}{low},{high}{right}", half),
        (f"{left}{low},{high}{other_right}", half),
        (f"{left}{low}, {beyond}{right}", half),
    ]
