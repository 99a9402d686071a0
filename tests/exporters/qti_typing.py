"""What a student types for an answer of the model, and what that should earn: an oracle for exporters."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from generator.model import Answer, Inlines, Matrix, Number, Set, Text, Vector


def entries(answer: Answer) -> tuple[Number, ...]:
    match answer:
        case Number():
            return (answer,)
        case Vector():
            return answer.entries
        case Matrix():
            return tuple(n for row in answer.rows for n in row)
        case Set():
            return answer.elements
    raise AssertionError(f"{answer.kind} is not typed")


def exactly(number: Number) -> Fraction:
    value = number.value
    return Fraction(value) if isinstance(value, (int, Fraction)) else Fraction(str(value.evalf(30)))


def typed(value: Fraction) -> str:
    """A decimal of up to 20 places, as a student would type it."""
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def accepts(key: Number, value: Fraction) -> bool:
    at, tolerance = exactly(key), key.tolerance
    margin = {"exact": Fraction(0), "absolute": tolerance.amount, "relative": tolerance.amount * abs(at)}
    return abs(value - at) <= margin[tolerance.kind]


def credit(answer: Answer, values: Iterable[Fraction], any_order: bool = False) -> Fraction:
    """The share of the entries that are right; for a set, how many of its elements were named."""
    values = list(values)
    keys = entries(answer)
    if any_order and isinstance(answer, Set):
        right = sum(any(accepts(key, value) for value in values) for key in keys)
    else:
        right = sum(accepts(key, value) for key, value in zip(keys, values, strict=True))
    return Fraction(right, len(keys))


def words(inlines: Inlines) -> list[str]:
    """The running text of a feedback, piece by piece."""
    return [inline.text for inline in inlines if isinstance(inline, Text)]
