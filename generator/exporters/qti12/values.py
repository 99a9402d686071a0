"""Expressions by their values, in one item of Canvas.

Variants of a family may differ in how many values are asked, and a question group must draw from items of one shape;
so all values of an expression are blanks of one item. Canvas compares blanks as texts. An exact value has few
spellings; one that is rounded is asked to so many digits, and is a text that is right with these, or with more right
ones.

    >>> _rounded(Fraction(-20, 3), 4, comma=False)[-4:]
    ('-6.66666667', '−6.66666667', '-6.666666667', '−6.666666667')
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.answers.number import rational, rounded_text
from generator.exporters.losses import Loss
from generator.exporters.sampled import by_values
from generator.exporters.spellings import of_number
from generator.model import Number, Part, Question, TextAnswer

_MOST_DIGITS = 10
"""What a pocket calculator shows."""

ROUNDED = "a rounded value is right with the digits that are asked for, or with more right ones"


def numbers(part: Part, question: Question) -> tuple[tuple[Part, ...], tuple[Loss, ...]]:
    """The parts that ask for one part of a question: it alone, or the values of its expression; and what is lost.

    Mistakes stay those of the expression, and belong to its first value.
    """
    if not part.samples:
        return (part,), ()
    valued, losses = by_values(replace(question, parts=(part,)), "Canvas")
    if any(_is_rounded(value) for value in valued.parts):
        losses += (Loss(part.id, "Canvas compares blanks as text", ROUNDED),)
    first, *others = (_as_text(value, comma=question.language != "en") for value in valued.parts)
    return (
        replace(first, id=part.id, mistakes=part.mistakes),
        *(replace(other, id=part.id, mistakes=()) for other in others),
    ), losses


def _is_rounded(value: Part) -> bool:
    return isinstance(value.answer, Number) and value.answer.tolerance.kind == "significant"


def _as_text(value: Part, *, comma: bool) -> Part:
    """A rounded number as a text with its spellings; an exact one as it is."""
    answer = value.answer
    if not isinstance(answer, Number) or not _is_rounded(value):
        return value
    spelled = _rounded(rational(answer.value), int(answer.tolerance.amount), comma=comma)
    return replace(value, answer=TextAnswer(spelled, answer.shown))


def _rounded(value: Fraction, digits: int, *, comma: bool) -> tuple[str, ...]:
    """What may be typed for a value that is not 0, rounded to so many significant digits."""
    signs = ("-", "−") if value < 0 else ("",)
    texts = [*of_number(Fraction(rounded_text(value, digits)), comma=comma)]
    for count in range(digits, _MOST_DIGITS + 1):
        body = _significant(abs(value), count)
        bodies = (body, body.replace(".", ",")) if comma else (body,)
        texts += [sign + each for each in bodies for sign in signs]
    return tuple(dict.fromkeys(texts))


def _significant(value: Fraction, count: int) -> str:
    """A positive value to so many significant digits, with the zeros at the end: `2.500`."""
    short = Decimal(rounded_text(value, count))
    return f"{short:.{max(0, count - 1 - short.adjusted())}f}"
