"""Solves a variant: evaluates everything that the question will need and that a student must not see yet.

Answers and the answers of mistakes become answers of their kind; the holes of feedback and of the worked
solution become values. After this nothing is evaluated but certificates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.answers import ANSWERS
from generator.answers.options import Options
from generator.errors import EvaluationError
from generator.family import Family, FamilyPart, Located, Wording
from generator.maths.language import truth
from generator.maths.values import Anything, MathsError, plain_value
from generator.model import OpenAnswer
from generator.sampling.sample import Unusable, Variant

Values: TypeAlias = tuple[Anything, ...]


@dataclass(frozen=True, slots=True)
class SolvedPart:
    """A part, solved.

    `value` and `answer` are the right answer as a value of the language and as an answer of its kind (None for
    a choice); `mistakes` the wrong ones, and `wrong` their values; `feedback` the values of the holes in the
    feedback of each mistake (or option); `right` which options of a choice are right.
    """

    value: Anything
    answer: OpenAnswer | None
    mistakes: tuple[OpenAnswer, ...]
    wrong: Values
    feedback: tuple[Values, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The solved parts, in order, and the values of the holes of the worked solution."""

    parts: tuple[SolvedPart, ...]
    holes: Values


def solve(family: Family, variant: Variant) -> Solution:
    """The solution. Raises Unusable if an expression has no value, or one that is not of the part's kind."""
    parts = tuple([_part(family, part, variant) for part in family.parts])
    return Solution(parts, _holes(family.solution, variant))


def _part(family: Family, part: FamilyPart, variant: Variant) -> SolvedPart:
    if part.answer is None:
        feedback = tuple(
            [_holes(option.feedback, variant) if option.feedback else () for option in part.options]
        )
        return SolvedPart(
            None, None, (), (), feedback, tuple([_right(option.right, variant) for option in part.options])
        )
    make = ANSWERS[part.kind].make
    options = Options(part.tolerance, family.symbols, "scale" if part.up_to_scale else "")

    def answer(located: Located) -> tuple[Anything, OpenAnswer]:
        value = value_of(located, variant)
        try:
            return value, make(value, options)
        except MathsError as error:
            raise Unusable(located.source.fault(str(error)), variant.scope) from None

    value, right = answer(part.answer)
    wrong = [answer(mistake.answer) for mistake in part.mistakes]
    feedback = tuple([_holes(mistake.feedback, variant) for mistake in part.mistakes])
    values = tuple([plain_value(value) for value, _ in wrong])
    return SolvedPart(plain_value(value), right, tuple([answer for _, answer in wrong]), values, feedback, ())


def value_of(located: Located, variant: Variant) -> Anything:
    """The value of an expression for a variant. Raises Unusable, with its place, if there is none."""
    try:
        return located.evaluate(variant.scope)
    except EvaluationError as error:
        raise Unusable(located.fault(error), variant.scope) from None


def _holes(wording: Wording, variant: Variant) -> Values:
    return tuple([value_of(hole, variant) for hole in wording.holes])


def _right(right: bool | Located, variant: Variant) -> bool:
    if isinstance(right, bool):
        return right
    try:
        return truth(value_of(right, variant))
    except MathsError as error:
        raise Unusable(right.source.fault(str(error)), variant.scope) from None
