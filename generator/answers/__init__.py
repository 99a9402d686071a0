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

from generator.answers import choice, entries, expression, number
from generator.answers.options import Options
from generator.maths.values import Anything
from generator.model import Answer, OpenAnswer

Response = Any
"""What a student gives: a text, or a tuple of texts for the entries of a vector, a matrix (by rows) or a set;
the number of an option, from 0, as text for a choice."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A response and the credit it earns, 0 to 1; None if it is malformed and must be refused."""

    response: Response
    credit: Fraction | None


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """One kind of answer.

    `make(value, options)` raises MathsError if the value is not of this kind. `judge(answer, response)` is the
    credit from 0 to 1 and raises ValueError for a malformed response. `same(key, other)`: would `other`
    earn full credit where `key` is right?
    """

    make: Callable[[Anything, Options], OpenAnswer]
    judge: Callable[[Any, Any], Fraction | int]
    same: Callable[[Any, Any], bool]
    samples: Callable[[Any], Sequence[tuple[Response, Fraction | int | None]]]


ANSWERS: dict[str, AnswerKind] = {
    "number": AnswerKind(number.make, number.judge, number.agree, number.samples),
    "expression": AnswerKind(expression.make, expression.judge, expression.same, expression.samples),
    "vector": AnswerKind(
        entries.make_vector, entries.judge_vector, entries.same_vector, entries.vector_samples
    ),
    "matrix": AnswerKind(
        entries.make_matrix, entries.judge_matrix, entries.same_entries, entries.matrix_samples
    ),
    "set": AnswerKind(entries.make_set, entries.judge_set, entries.same_entries, entries.set_samples),
    "choice": AnswerKind(choice.make, choice.judge, choice.same, choice.samples),
}


def judge(answer: Answer, response: Response) -> Fraction:
    """The credit of a response, 0 to 1. Raises ValueError if it is malformed."""
    return Fraction(ANSWERS[answer.kind].judge(answer, response))


def samples(answer: Answer) -> list[Sample]:
    """Right, wrong and malformed responses to an answer, with their credits."""
    return [
        Sample(response, None if credit is None else Fraction(credit))
        for response, credit in ANSWERS[answer.kind].samples(answer)
    ]
