"""How a part is asked in Moodle: typed into blanks, chosen, matched, or written as an essay.

Owns the decision and its losses; must not touch XML or HTML. A part becomes one of these plain values, which
`alone` and `cloze` write out:

    Blanks           a grid of typed numbers        a number, vector, matrix, set or interval that Moodle can grade
    Phrase           a typed text
    Choice           one of several                 also an open answer that Moodle cannot grade, or a verdict and why
    MultipleChoice   several of several
    TrueFalse        a verdict
    Pairs            drop-downs                     a matching answer
    Boxes            boxes to be dragged            a matching answer with formulas, if nothing else is asked
    Ordering         things to be put in order
    Written          an essay, for a human grader   also an open answer without known mistakes to choose from

What Moodle can grade is settled in its question types (`question/type/numerical`, `question/type/multichoice`,
`question/type/multianswer/questiontype.php` of Moodle 4.5): numbers one by one by an absolute distance, never
an expression, and no essay among the gaps of a cloze question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.answers.choice import from_mistakes
from generator.answers.truth import as_choice
from generator.exporters.losses import AS_CHOICE, Loss
from generator.exporters.moodle import blanks, pairs
from generator.exporters.moodle.blanks import Blanks, Phrase
from generator.exporters.moodle.pairs import Boxes, Pairs
from generator.exporters.words import word
from generator.model import (
    Choice,
    Essay,
    Expression,
    Matching,
    Mistake,
    MultipleChoice,
    Ordering,
    Part,
    Question,
    Text,
    TextAnswer,
    TrueFalse,
)

AS_ESSAY = "asked as an essay, with the answer in the notes for graders"

NO_FORMS = "Moodle cannot see in which form an expression is written"


@dataclass(frozen=True, slots=True)
class Written:
    """An essay, for a human grader who sees the answer or its rubric."""


Asked: TypeAlias = Blanks | Phrase | Choice | MultipleChoice | TrueFalse | Pairs | Boxes | Ordering | Written


def ask(
    part: Part, question: Question, known: Mapping[str, tuple[Mistake, ...]]
) -> tuple[Asked, tuple[Loss, ...]]:
    """How to ask a part of the question, and what is lost by it however the other parts are asked.

    `known` are the mistakes of all parts, also of those that are asked as several numbers.
    """
    answer = part.answer
    alone = len(question.parts) == 1
    if isinstance(answer, Choice | MultipleChoice | Ordering):
        return answer, ()
    if isinstance(answer, TrueFalse):
        return (verdict(answer, question.language) if answer.reasons else answer), ()
    if isinstance(answer, Matching):
        matched = pairs.pairs(answer, alone)
        return matched, pairs.lost(part, matched, answer.rights)
    if isinstance(answer, Essay):
        return Written(), ()
    if isinstance(answer, TextAnswer):
        return blanks.phrase(part, answer)
    reason = blanks.untypable(answer)
    if reason:
        return _not_typed(part, question.id, reason)
    return blanks.typed(part, answer, () if alone else _led(part, question.language, known))


def _led(part: Part, language: str, known: Mapping[str, tuple[Mistake, ...]]) -> tuple[Mistake, ...]:
    """The consequences in a part as mistakes: the answer, and what is said of it."""
    follows = Text(f"{word('it follows', language)} ")
    return tuple(
        [Mistake(led.answer, (follows, *known[led.part][led.mistake].feedback)) for led in part.consequences]
    )


def verdict(answer: TrueFalse, language: str) -> Choice:
    """A verdict, with its reason if one is asked for, as one choice."""
    return as_choice(answer, (word("true", language), word("false", language)))


def _not_typed(part: Part, salt: str, reason: str) -> tuple[Asked, tuple[Loss, ...]]:
    if not part.mistakes:
        return Written(), (Loss(part.id, reason, AS_ESSAY),)
    losses = [Loss(part.id, reason, AS_CHOICE)]
    if isinstance(part.answer, Expression) and part.answer.form:
        losses.append(Loss(part.id, NO_FORMS, "the form is not asked"))
    return from_mistakes(part, salt), tuple(losses)
