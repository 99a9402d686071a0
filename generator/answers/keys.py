"""The key of a part in a line: as manifests, tables of answers and `setwright paper` tell it.

    key(Number(Fraction(1, 2)))      '1/2'
    key(part.answer)                 'a, c', of a multiple choice

It is also the key's identity, by which the code of a paper sees that an answer has changed since: so what is written
here for an answer stays the same from one version to the next.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.answers.lettering import letter
from generator.maths.intervals import Interval as IntervalValue
from generator.maths.written import written
from generator.model import (
    Answer,
    Choice,
    Essay,
    Expression,
    Interval,
    Matching,
    Matrix,
    MultipleChoice,
    Number,
    Ordering,
    Set,
    TextAnswer,
    TrueFalse,
    Vector,
)


def key(answer: Answer) -> str:
    """The key in a line: values as text of the expression language, what is offered by its place as shown.

    Options, items and right sides go by letters, left sides by numbers: `b` (choice), `a, c` (multiple),
    `false, b` (true/false with reasons), `1c 2a 3c` (matching), `b, c, a` (ordering). An essay has none.
    """
    match answer:
        case Number(value=value, unit=unit):
            return f"{written(value)} {unit.text}" if unit else written(value)
        case Expression(value=value):
            return written(value)
        case Matrix(rows=rows):
            return f"matrix({', '.join([written(tuple([n.value for n in row])) for row in rows])})"
        case Vector(entries=entries):
            return written(tuple([entry.value for entry in entries]))
        case Set(elements=elements):
            return written(tuple([element.value for element in elements]))
        case Interval(low=low, high=high, closed=closed):
            return written(IntervalValue(low and low.value, high and high.value, closed))
        case TextAnswer(accepted=accepted):
            return accepted[0]
        case Choice(options=options) | MultipleChoice(options=options):
            return _letters(k for k, option in enumerate(options) if option.right)
        case TrueFalse(value=verdict, reasons=reasons):
            right = _letters(k for k, reason in enumerate(reasons) if reason.option.right)
            return ", ".join(filter(None, (written(verdict), right)))
        case Matching(key=rights):
            return " ".join([f"{left}{letter(right)}" for left, right in enumerate(rights, start=1)])
        case Ordering(key=order):
            return _letters(order)
        case Essay():
            return ""


def _letters(numbers: Iterable[int]) -> str:
    return ", ".join(map(letter, numbers))
