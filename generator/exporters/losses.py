"""What one format could not say, noted while a question is written; told with its place at the end.

A plan of how to ask a part knows neither the format's name nor the question it belongs to; so it notes a
`Loss`, and the exporter's `render` makes the `NotRendered` of the model from it.

    >>> Loss("a", "Canvas cannot compare expressions", AS_CHOICE)
    Loss(part='a', reason='Canvas cannot compare expressions', instead='asked as a choice between ...')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from generator.answers.blanks import blanks
from generator.answers.entries import flat
from generator.answers.number import rational
from generator.model import (
    Expression,
    Interval,
    Matrix,
    NotRendered,
    Number,
    OpenAnswer,
    Part,
    Question,
    TextAnswer,
    Vector,
)
from generator.translate import is_english

AS_CHOICE = "asked as a choice between the answer and its mistakes"
"""What every format does with an open answer that it cannot grade, if there are mistakes to choose from."""

BY_HAND_SOLVED = "asked as a text to be marked by hand, with the answer shown after the worked solution"
BY_HAND_RUBRIC = "asked as a text to be marked by hand, with the answer in a rubric for graders"
AFTER_ANY_WRONG = "shown as “If the answer is …” after any wrong answer"
UNIT_SHOWN = "the unit is printed behind the blank"
BRACKETS_SHOWN = "asked by its ends, with the brackets printed around the blanks"
POINT_SAID = "the question says that decimals are typed with a point"
NO_FOLLOW_THROUGH = "marked without follow-through"
NOTHING_FOLLOWS = "no mistake in an earlier part is known to lead to another answer here"


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be said, and what was done instead. `part` is "" where it concerns the whole question."""

    part: str
    reason: str
    instead: str


def untypable(format: str, answer: OpenAnswer) -> str:
    """Why a format that reads texts, and numbers as decimals, has no blanks for the answer; "" if it has."""
    if isinstance(answer, TextAnswer) or blanks(answer):
        return ""
    match answer:
        case Vector(up_to=up_to) | Matrix(up_to=up_to) if up_to:
            return f"{format} cannot grade a {answer.kind} up to {up_to.removeprefix('positive ')}"
        case Interval(low=low, high=high) if low is None or high is None:
            return f"{format} has no number for an end at infinity"
        case Expression():
            return f"{format} cannot compare expressions"
        case Vector() | Matrix() if any(isinstance(entry, Expression) for entry in flat(answer)):
            return f"{format} cannot compare expressions"
    return f"{format} reads only decimals, and the exact answer has no short one"


def comma_expected(keys: Iterable[Number], language: str) -> bool:
    """Would a student who writes in this language type a decimal comma in one of these numbers?"""
    return language != "en" and any(
        key.tolerance.kind != "exact" or rational(key.value).denominator != 1 for key in keys
    )


def followed(format: str, parts: Iterable[Part]) -> tuple[Loss, ...]:
    """The losses of parts that build on earlier ones, in a format that marks every part by its own key."""
    return tuple(
        [
            Loss(
                part.id,
                f"{format} marks a part by its own key, whatever was answered before",
                NO_FOLLOW_THROUGH,
            )
            for part in parts
            if part.follows
        ]
    )


def told(format: str, question: Question, losses: Iterable[Loss]) -> tuple[NotRendered, ...]:
    """The losses of a question in a format, each with its place; what is left in English is one in every format."""
    found = [
        NotRendered(format, question.family, question.index, loss.part, loss.reason, loss.instead)
        for loss in losses
    ]
    return (*found, *left_in_english(format, question))


def left_in_english(format: str, question: Question) -> tuple[NotRendered, ...]:
    """The loss of worked steps whose words exist in English only."""
    if not is_english(tuple(chain(question.solution, *question.hints)), question.language):
        return ()
    reason = "some worked steps have no words in this language"
    return (NotRendered(format, question.family, question.index, "", reason, "they are in English"),)
