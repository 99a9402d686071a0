"""Solves a variant: evaluates everything that the question will need and that a student must not see yet.

Answers and the answers of mistakes become answers of their kind; the holes of feedback and of the worked
solution become values. After this nothing is evaluated but certificates. The answer of a part that has a name is
put into the variant's scope, for the parts after it and the worked solution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeAlias

from generator.answers import ANSWERS
from generator.answers.options import Options
from generator.answers.units import converted, make_unit
from generator.consequences import consequences
from generator.errors import EvaluationError
from generator.family import (
    AskChoice,
    AskEssay,
    AskMatching,
    AskOrdering,
    AskTyped,
    AskVerdict,
    Family,
    FamilyMistake,
    FamilyOption,
    Located,
    Wording,
)
from generator.maths.language import truth
from generator.maths.numeric import equal
from generator.maths.typeset import listing, typeset
from generator.maths.values import Anything, MathsError, is_number, normal, plain_value
from generator.model import Consequence, Number, OpenAnswer, Set
from generator.sampling.sample import Unusable, Variant

Values: TypeAlias = tuple[Anything, ...]


@dataclass(frozen=True, slots=True)
class SolvedTyped:
    """An answer to be typed, solved.

    `value` and `answer` are the right answer as a value of the language and as an answer of its kind, `printed` the
    value in the form in which the spec prints it; `mistakes` the wrong ones, and `wrong` their values as the spec
    prints them; `feedback` the values of the holes in the feedback of each mistake; `consequences` what mistakes in
    earlier parts lead to.
    """

    value: Anything
    printed: Anything
    answer: OpenAnswer
    mistakes: tuple[OpenAnswer, ...]
    wrong: Values
    feedback: tuple[Values, ...]
    consequences: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True)
class SolvedClosed:
    """What is offered, solved: which options (or reasons) are right, and the values in their feedback.

    Of a verdict, `verdict` is the right one and `told` the values in the feedback on the wrong one; of an essay,
    `feedback` are the values in the lines of the rubric.
    """

    right: tuple[bool, ...] = ()
    feedback: tuple[Values, ...] = ()
    verdict: bool | None = None
    told: Values = ()


SolvedPart: TypeAlias = SolvedTyped | SolvedClosed


@dataclass(frozen=True, slots=True)
class Solution:
    """The solved parts, in order, and the values of the holes of the worked solution and of each hint."""

    parts: tuple[SolvedPart, ...]
    holes: Values
    hints: tuple[Values, ...] = ()


def solve(family: Family, variant: Variant) -> Solution:
    """The solution. Raises Unusable if an expression has no value, or one that is not of the part's kind."""
    parts: dict[str, SolvedPart] = {}
    for part in family.parts:
        solved: SolvedPart = _FORMS[type(part.asks)](part.asks, part.kind, variant)
        if part.id in family.named and isinstance(solved, SolvedTyped):
            variant.scope[part.id] = solved.printed
        parts[part.id] = solved
    typed = {id: solved for id, solved in parts.items() if isinstance(solved, SolvedTyped)}
    keys = {id: solved.answer for id, solved in typed.items()}
    wrong = {id: solved.wrong for id, solved in typed.items()}
    for id, found in consequences(family, variant.scope, keys, wrong).items():
        parts[id] = replace(typed[id], consequences=found)
    hints = tuple([_holes(hint, variant) for hint in family.hints or ()])
    return Solution(tuple(parts.values()), _holes(family.solution, variant), hints)


def _typed(asks: AskTyped, kind: str, variant: Variant) -> SolvedTyped:
    value, right = _answer(asks.answer, kind, asks.options, variant)
    if asks.shown_as is not None:
        right = _reshown(right, value, asks.shown_as, variant)
    wrong = [_mistaken(mistake, kind, asks.options, variant) for mistake in asks.mistakes]
    return SolvedTyped(
        plain_value(value),
        value,
        right,
        tuple([answer for _, answer in wrong]),
        tuple([value for value, _ in wrong]),
        tuple([_holes(mistake.feedback, variant) for mistake in asks.mistakes]),
    )


def _answer(located: Located, kind: str, options: Options, variant: Variant) -> tuple[Anything, OpenAnswer]:
    value = value_of(located, variant)
    try:
        return value, ANSWERS[kind].make(value, options)
    except MathsError as error:
        raise Unusable(located.source.fault(str(error)), variant.scope) from None


def _mistaken(
    mistake: FamilyMistake, kind: str, options: Options, variant: Variant
) -> tuple[Anything, OpenAnswer]:
    """A wrong answer. With a unit of its own it counts in that of the part, and is shown as it was given."""
    if not mistake.unit:
        return _answer(mistake.answer, kind, options, variant)
    given = value_of(mistake.answer, variant)
    try:
        amount = plain_value(given)
        if not is_number(amount):
            raise MathsError("only a rational number can be converted from one unit to another")
        unit = make_unit(options.unit)
        same = converted(Fraction(amount), mistake.unit, unit)
        if same is None:  # the compiler of families has seen to it that units fit
            raise MathsError(f"`{mistake.unit}` does not fit `{options.unit}`")
        made = ANSWERS[kind].make(normal(same), options)
    except MathsError as error:
        raise Unusable(mistake.answer.source.fault(str(error)), variant.scope) from None
    assert isinstance(made, Number)  # noqa: S101 - no other kind has a unit, which is a rule of specs
    own = replace(unit, shown=make_unit(mistake.unit).shown)
    return normal(same), replace(made, shown=typeset(given), unit=own)


def _reshown(answer: OpenAnswer, value: Anything, shown_as: Located, variant: Variant) -> OpenAnswer:
    shown = value_of(shown_as, variant)
    try:
        same = equal(plain_value(shown), plain_value(value))
    except MathsError as error:
        raise Unusable(shown_as.source.fault(str(error)), variant.scope) from None
    if not same:
        fault = shown_as.source.fault("what is shown is not equal to the answer")
        raise Unusable(fault, variant.scope)
    in_braces = isinstance(answer, Set) and isinstance(shown, tuple)
    return replace(answer, shown=listing(shown, "{", "}") if in_braces else typeset(shown))


def _choice(asks: AskChoice, _: str, variant: Variant) -> SolvedClosed:
    return _options(asks.options, variant)


def _options(options: tuple[FamilyOption, ...], variant: Variant) -> SolvedClosed:
    return SolvedClosed(
        tuple([_right(option.right, variant) for option in options]),
        tuple([_holes(option.feedback, variant) if option.feedback else () for option in options]),
    )


def _verdict(asks: AskVerdict, _: str, variant: Variant) -> SolvedClosed:
    told = _holes(asks.feedback, variant) if asks.feedback else ()
    return replace(_options(asks.reasons, variant), verdict=_right(asks.answer, variant), told=told)


def _essay(asks: AskEssay, _: str, variant: Variant) -> SolvedClosed:
    return SolvedClosed(feedback=tuple([_holes(text, variant) for _, text in asks.rubric]))


def _nothing(_: object, __: str, ___: Variant) -> SolvedClosed:
    return SolvedClosed()


_FORMS: dict[type, Any] = {
    AskTyped: _typed,
    AskChoice: _choice,
    AskVerdict: _verdict,
    AskMatching: _nothing,
    AskOrdering: _nothing,
    AskEssay: _essay,
}


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
