"""What a student types for an answer of the model, and what that should earn: an oracle for exporters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.model import (
    Answer,
    Choice,
    Inlines,
    Interval,
    Matching,
    Matrix,
    Mistake,
    MultipleChoice,
    Number,
    Ordering,
    Set,
    Text,
    TextAnswer,
    TrueFalse,
    Vector,
)

DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def entries(answer: Answer) -> tuple[Any, ...]:
    match answer:
        case Number():
            return (answer,)
        case Vector():
            return answer.entries
        case Matrix():
            return tuple(n for row in answer.rows for n in row)
        case Set():
            return answer.elements
        case Interval():
            return tuple(end for end in (answer.low, answer.high) if end is not None)
    raise AssertionError(f"{answer.kind} has no numbers")


def exactly(number: Number) -> Fraction:
    value = number.value
    return Fraction(value) if isinstance(value, (int, Fraction)) else Fraction(str(value.evalf(30)))


def typed(value: Fraction) -> str:
    """A decimal of up to 20 places, as a student would type it."""
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def margin(key: Number) -> Fraction:
    """How far from the key a number may be."""
    at, tolerance = exactly(key), key.tolerance
    match tolerance.kind:
        case "exact":
            return Fraction(0)
        case "absolute":
            return tolerance.amount
        case "relative":
            return tolerance.amount * abs(at)
        case "significant":
            first = (Decimal(at.numerator) / Decimal(at.denominator)).adjusted()
            return Fraction(10) ** (first - int(tolerance.amount) + 1) / 2


def accepts(key: Number, value: Fraction) -> bool:
    return abs(value - exactly(key)) <= margin(key)


def credit(answer: Answer, values: Iterable[Fraction], any_order: bool = False) -> Fraction:
    """The share of the entries that are right; for a set, how many of its elements were named."""
    values = list(values)
    keys = entries(answer)
    if any_order and isinstance(answer, Set):
        right = sum(any(accepts(key, value) for value in values) for key in keys)
    else:
        right = sum(accepts(key, value) for key, value in zip(keys, values, strict=True))
    if isinstance(answer, Vector | Matrix) and answer.whole:
        return Fraction(int(right == len(keys)))
    return Fraction(right, len(keys))


def fits(mistake: Mistake, answer: Answer) -> bool:
    """Can the mistake be typed where the answer is asked, beside what is printed there?"""
    wrong = mistake.answer
    if isinstance(wrong, Interval) and isinstance(answer, Interval):
        return (wrong.closed, wrong.low is None, wrong.high is None) == (
            answer.closed,
            answer.low is None,
            answer.high is None,
        )
    return True


def words(inlines: Inlines) -> list[str]:
    """The running text of a feedback, piece by piece."""
    return [inline.text for inline in inlines if isinstance(inline, Text)]


# ─── Responses of the kinds, as they are given on a screen ───────────────────────────────────────────────


def given(answer: Answer, response: Any) -> Any:
    """A response of `answers.samples` as it is given where the answer is asked as it is; None if it cannot be.

    A text for every blank; for what is put together, numbers: of one option, of several, of the right side of
    each left one (None: left alone), of all things in order.
    """
    match answer:
        case Number(unit=unit):
            if unit is not None and response.endswith(f" {unit.text}"):
                response = response.removesuffix(f" {unit.text}")  # it is printed behind the blank
            return [response] if DECIMAL.fullmatch(response.strip()) else None
        case Vector() | Matrix() | Set():
            fine = not isinstance(response, str) and len(response) == len(entries(answer))
            return list(response) if fine and all(not t or DECIMAL.fullmatch(t) for t in response) else None
        case Interval():
            return _ends(answer, response)
        case TextAnswer():
            return [response] if isinstance(response, str) else None
        case Choice():
            return _number(response, len(answer.options))
        case MultipleChoice():
            return _numbers(response, len(answer.options))
        case TrueFalse(reasons=()):
            return {"true": 0, "false": 1}.get(response) if isinstance(response, str) else None
        case TrueFalse():
            if isinstance(response, str) or len(response) != 2:
                return None
            number = _number(response[1], len(answer.reasons))
            # A reason is offered behind its verdict, so the two cannot contradict each other.
            said = number is not None and answer.reasons[number].says == (response[0] == "true")
            return number if said else None
        case Matching():
            if isinstance(response, str) or len(response) != len(answer.lefts):
                return None
            found = [_number(text, len(answer.rights)) for text in response]
            return (
                found if all((n is None) == (not t) for n, t in zip(found, response, strict=True)) else None
            )
        case Ordering():
            order = _numbers(response, len(answer.items))
            return order if order is not None and len(order) == len(answer.items) else None
    return None


def _number(text: str, count: int) -> int | None:
    return int(text) if text.isdecimal() and int(text) < count else None


def _numbers(response: Any, count: int) -> list[int] | None:
    if isinstance(response, str):
        return None
    found = [_number(text, count) for text in response]
    return (
        [n for n in found if n is not None] if None not in found and len(set(found)) == len(found) else None
    )


def _ends(answer: Interval, response: Any) -> list[str] | None:
    """The ends of a typed interval, if its brackets and infinite ends are those that are printed."""
    if not isinstance(response, str):
        return None
    found = re.fullmatch(r"\s*([\[(])([^,;]*)[,;]([^,;]*)([\])])\s*", response)
    if not found or (found[1] == "[", found[4] == "]") != answer.closed:
        return None
    ends = [found[2].strip(), found[3].strip()]
    wanted = [text for text, end in zip(ends, (answer.low, answer.high), strict=True) if end is not None]
    infinite = [text for text, end in zip(ends, (answer.low, answer.high), strict=True) if end is None]
    fine = all("∞" in t or "inf" in t or "oo" in t for t in infinite)
    return wanted if fine and all(DECIMAL.fullmatch(t) for t in wanted) else None
