"""What answers earn that are not wholly right, for who marks a paper by hand.

The rules are those of `answers`, by which every format grades: half of a vector's entries earn half of its points. On
paper all that is right is credited, so a part that goes on rightly from an earlier mistake earns everything.

    >>> share(Vector((one, two), shown), Vector((one, three), shown))
    Fraction(1, 2)
"""

from __future__ import annotations

from fractions import Fraction

from generator.answers import ANSWERS, judge, typed_key
from generator.answers.entries import flat
from generator.exporters.latex.points import points_text
from generator.exporters.words import word
from generator.model import (
    Answer,
    Entry,
    Interval,
    Matching,
    Matrix,
    MultipleChoice,
    Number,
    OpenAnswer,
    Ordering,
    Set,
    Vector,
)


def share(key: Answer, wrong: OpenAnswer) -> Fraction:
    """The credit of a wrong answer of the same kind, from 0 to less than 1.

    A number, an expression and a text are right or wrong, and so is what counts only as a whole or up to a factor.
    """
    if isinstance(key, Set) and isinstance(wrong, Set):
        return _elements(key, wrong)
    if isinstance(key, Interval) and isinstance(wrong, Interval):
        low = _same_end(key.low, wrong.low) and key.closed[0] == wrong.closed[0]
        high = _same_end(key.high, wrong.high) and key.closed[1] == wrong.closed[1]
        return Fraction(low + high, 2)
    if isinstance(key, Vector | Matrix) and isinstance(wrong, Vector | Matrix) and not key.whole:
        return _entries(key, wrong)
    return Fraction(0)


def _entries(key: Vector | Matrix, wrong: Vector | Matrix) -> Fraction:
    asked, given = flat(key), flat(wrong)
    if key.up_to in ("scale", "positive scale") or len(asked) != len(given):
        return Fraction(0)
    typed = typed_key(wrong)
    if key.up_to == "sign" and typed is not None:
        return judge(key, typed)
    return Fraction(sum(map(_same, asked, given)), len(asked))


def _elements(key: Set, wrong: Set) -> Fraction:
    """The share of elements found; of a set that is too large, the share that is right."""
    left = list(wrong.elements)
    found = 0
    for element in key.elements:
        hit = next((n for n, other in enumerate(left) if _same(element, other)), None)
        if hit is not None:
            del left[hit]
            found += 1
    return Fraction(found, max(len(key.elements), len(wrong.elements)))


def _same(key: Entry, other: Entry) -> bool:
    return key.kind == other.kind and bool(ANSWERS[key.kind].same(key, other))


def _same_end(key: Number | None, other: Number | None) -> bool:
    if key is None or other is None:
        return key is other
    return _same(key, other)


def rule(answer: Answer, points: Fraction, language: str) -> str:
    """In words, how the points of a part are shared out over an answer of several pieces; "" if it has only one."""

    def told(key: str, count: int) -> str:
        return word(key, language).format(points_text(points / count, language))

    match answer:
        case MultipleChoice(whole=False):
            right = sum(option.right for option in answer.options)
            gains = told("for each right", right)
            wrong = len(answer.options) - right
            return f"{gains}, {told('for each wrong', wrong)}" if wrong else gains
        case Matching():
            return told("for each right", len(answer.lefts))
        case Ordering(whole=False):
            return told("for each right", len(answer.items))
        case Interval():
            return told("for each side", 2)
        case Set() if len(answer.elements) > 1:
            return told("for each right", len(answer.elements))
        case Vector(whole=False, up_to="" | "sign") | Matrix(whole=False, up_to="" | "sign"):
            return told("for each right", len(flat(answer)))
    return ""
