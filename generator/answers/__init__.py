"""The kinds of answer: one file each, one row each in `ANSWERS`.

A kind makes an answer from a value of the expression language (`make`), says whether a second answer would
be marked right where the first is the key (`same`), marks a response (`judge`), and brings its own responses
with the credit they must earn (`samples`), which every grader of every format is tried on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.answers import (
    choice,
    entries,
    essay,
    expression,
    interval,
    matching,
    matrix,
    multiple,
    number,
    ordering,
    set,
    text,
    truth,
    vector,
)
from generator.answers.options import Options
from generator.answers.responses import Response
from generator.maths.values import Anything
from generator.model import Answer, Expression, Interval, Number, OpenAnswer, TextAnswer

__all__ = [
    "ANSWERS",
    "CLOSED",
    "OPEN",
    "AnswerKind",
    "Options",
    "Response",
    "Sample",
    "judge",
    "samples",
    "typed_key",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """A response and the credit it earns, 0 to 1; None if it is malformed and must be refused."""

    response: Response
    credit: Fraction | None


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """One kind of answer.

    `make(value, options)` raises MathsError if the value is not of this kind; of closed kinds and essays no value
    is. `judge(answer, response)` is the credit from 0 to 1 and raises ValueError for a malformed response, and for
    every response to an essay. `same(key, other)`: would `other` earn full credit where `key` is right?
    """

    make: Callable[[Anything, Options], OpenAnswer]
    judge: Callable[[Any, Response], Fraction | int]
    same: Callable[[Any, Any], bool]
    samples: Callable[[Any], Sequence[tuple[Response, Fraction | int | None]]]


ANSWERS: dict[str, AnswerKind] = {
    "number": AnswerKind(number.make, number.judge, number.agree, number.samples),
    "expression": AnswerKind(expression.make, expression.judge, expression.same, expression.samples),
    "vector": AnswerKind(vector.make, vector.judge, vector.same, vector.samples),
    "matrix": AnswerKind(matrix.make, matrix.judge, matrix.same, matrix.samples),
    "set": AnswerKind(set.make, set.judge, set.same, set.samples),
    "interval": AnswerKind(interval.make, interval.judge, interval.same, interval.samples),
    "text": AnswerKind(text.make, text.judge, text.same, text.samples),
    "choice": AnswerKind(choice.make, choice.judge, choice.same, choice.samples),
    "multiple": AnswerKind(multiple.make, multiple.judge, multiple.same, multiple.samples),
    "true/false": AnswerKind(truth.make, truth.judge, truth.same, truth.samples),
    "matching": AnswerKind(matching.make, matching.judge, matching.same, matching.samples),
    "ordering": AnswerKind(ordering.make, ordering.judge, ordering.same, ordering.samples),
    "essay": AnswerKind(essay.make, essay.judge, essay.same, essay.samples),
}
"""All kinds, by the word that stands in specs and in the `kind` of an answer."""

OPEN = ("number", "expression", "vector", "matrix", "set", "interval", "text")
"""The kinds that are made from a value, typed, and may have mistakes."""

CLOSED = ("choice", "multiple", "true/false", "matching", "ordering")
"""The kinds that are put together from what is offered. (An essay is neither.)"""


def judge(answer: Answer, response: Response) -> Fraction:
    """The credit of a response, 0 to 1. Raises ValueError if it is malformed."""
    return Fraction(ANSWERS[answer.kind].judge(answer, response))


def typed_key(answer: OpenAnswer) -> Response | None:
    """What a student types for full marks; None if an exact key is no decimal that can be typed.

    Of a text it is the first spelling.
    """
    if isinstance(answer, TextAnswer):
        return answer.accepted[0]
    if isinstance(answer, Number):
        return number.typed_text(answer) if number.typable(answer) else None
    if isinstance(answer, Interval):
        return interval.typed_key(answer)
    if isinstance(answer, Expression):
        return entries.typed_key(answer)
    texts = [entries.typed_key(entry) for entry in entries.flat(answer)]
    return None if None in texts else tuple(texts)


def samples(answer: Answer) -> list[Sample]:
    """Right, wrong and malformed responses to an answer, with their credits."""
    return [
        Sample(response, None if credit is None else Fraction(credit))
        for response, credit in ANSWERS[answer.kind].samples(answer)
    ]
