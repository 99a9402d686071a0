"""How Canvas' dialect of QTI 1.2 asks each part, as data.

A question is asked `whole` if one item of Canvas can hold it, else part by part. `blanks` and `closed` do it; this
module decides which. An essay has no field for its grader, so the answer, or the rubric, is given to be shown with the
worked solution.

The dialect is what Canvas reads and marks: `gems/plugins/qti_exporter` and `app/models/quizzes/quiz_question/`
of instructure/canvas-lms for classic quizzes, and instructure/qti for New Quizzes (`lib/qti/v1/models/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.answers.blanks import blanks as numbers
from generator.answers.choice import from_mistakes
from generator.answers.truth import as_choice
from generator.exporters.labels import answer_line, rubric
from generator.exporters.losses import AS_CHOICE, BY_HAND_SOLVED, Loss, untypable
from generator.exporters.qti12 import blanks, closed
from generator.exporters.qti12.asked import Asked, Plan
from generator.exporters.qti12.markup import blocks
from generator.exporters.words import word
from generator.model import (
    Blocks,
    Choice,
    Essay,
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Part,
    TextAnswer,
    TrueFalse,
)

_INEXACT = "Canvas compares blanks as text, and there is not an exact short decimal for each"


def together(parts: Sequence[Part], language: str) -> tuple[Plan | None, str]:
    """Several parts as one item of blanks; or None, and why it cannot be."""
    if not all(blanks.compared_as_text(part.answer) for part in parts):
        return None, "Canvas has no item for several parts unless all are exact decimals or texts"
    weights = {part.points / blanks.blank_count(part.answer) for part in parts}
    if len(weights) > 1:
        return None, "Canvas gives every blank of an item the same credit"
    return blanks.several(parts, language), ""


def single(asking: tuple[Part, ...], salt: str, points: Fraction, language: str) -> Plan:
    """One part as one item; if it is asked by values, it is given as several numbers and texts.

    `salt` is the question's id, which fixes the order of options.
    """
    if len(asking) > 1:
        return blanks.several(asking, language)
    (part,) = asking
    answer = part.answer
    match answer:
        case Choice():
            return closed.choice(part, answer), ()
        case TrueFalse():
            return _true_false(part, answer, language), ()
        case MultipleChoice():
            return closed.multiple(part, answer)
        case Ordering():
            return closed.ordering(part, answer, language)
        case Matching():
            return closed.matching(part, answer)
        case Essay():
            return _essay(part, answer, points, language)
        case TextAnswer():
            return blanks.text(part, answer, language)
        # A key of exactly 0 is a blank: as a number any text would pass.
        case Number() if numbers(answer) and (answer.value != 0 or not blanks.compared_as_text(answer)):
            return blanks.number(part, answer, language)
    if blanks.compared_as_text(answer):
        return blanks.several(asking, language)
    reason = untypable("Canvas", answer) or _INEXACT
    if part.mistakes:
        return closed.choice(part, from_mistakes(part, salt)), (Loss(part.id, reason, AS_CHOICE),)
    return _by_hand(part, answer_line(answer, language)), (Loss(part.id, reason, BY_HAND_SOLVED),)


def _true_false(part: Part, answer: TrueFalse, language: str) -> Asked:
    chosen = as_choice(answer, (word("true", language), word("false", language)))
    # Canvas has this kind for the English words alone.
    plain = language == "en" and not answer.reasons
    return closed.choice(part, chosen, "true_false_question" if plain else "multiple_choice_question")


def _essay(part: Part, answer: Essay, points: Fraction, language: str) -> Plan:
    lines = rubric(answer, points, language)
    loss = Loss(
        part.id, "Canvas has no field for who marks an essay", "the rubric stands after the worked solution"
    )
    return _by_hand(part, lines), (loss,) if lines else ()


def _by_hand(part: Part, told: Blocks) -> Asked:
    return Asked("essay_question", blocks(part.prompt), answer=blocks(told))
