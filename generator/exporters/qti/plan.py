"""How QTI asks each part: the kinds of answer turned into interactions, tests and feedback.

`asked` decides; `blanks` and `closed` do it; `templates/qti/item.xml` lays out. What can be typed as decimals or as
a text becomes blanks, and what is put together an interaction of its own; any other answer is a choice from its
mistakes, or, if it has none, a text for marking by hand. It knows no XML.

The rules are those of the QTI 2.1 specification (1EdTech, Assessment Test, Section and Item Information Model),
kept to what oat-sa/qti-sdk, the engine of TAO, carries out: a response of base type float is read as a decimal,
and what only graders may see stands in a rubric block for the view `scorer`.
"""

from __future__ import annotations

from fractions import Fraction

from generator.answers.choice import from_mistakes
from generator.answers.truth import as_choice
from generator.exporters.decimals import points_text
from generator.exporters.html import blocks
from generator.exporters.labels import answer_line, rubric
from generator.exporters.losses import AS_CHOICE, BY_HAND_RUBRIC, Loss, untypable
from generator.exporters.qti.asked import Asked, Response
from generator.exporters.qti.blanks import typed
from generator.exporters.qti.closed import choice, matching, multiple, ordering
from generator.exporters.qti.names import Names
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped
from generator.model import (
    Blocks,
    Choice,
    Essay,
    Matching,
    MultipleChoice,
    Ordering,
    Part,
    TrueFalse,
)

_LINES = 5


def asked(part: Part, salt: str, points: Fraction, name: Names) -> tuple[Asked, tuple[Loss, ...]]:
    """The part as data for the template, and what was lost on the way. `salt` is the question's id."""
    answer = part.answer
    match answer:
        case Choice():
            return choice(part, answer, points, name), ()
        case TrueFalse():
            verdicts = (word("true", name.setting.language), word("false", name.setting.language))
            return choice(part, as_choice(answer, verdicts), points, name), ()
        case MultipleChoice():
            return multiple(part, answer, points, name), ()
        case Matching():
            return matching(part, answer, points, name), ()
        case Ordering():
            return ordering(part, answer, points, name), ()
        case Essay():
            return _by_hand(
                part, points, name, rubric(answer, points, name.setting.language), answer.lines
            ), ()
    reason = untypable(name.setting.format, answer)
    if not reason:
        return typed(part, answer, points, name)
    if part.mistakes:
        return choice(part, from_mistakes(part, salt), points, name), (Loss(part.id, reason, AS_CHOICE),)
    key = answer_line(answer, name.setting.language)
    return _by_hand(part, points, name, key, _LINES), (Loss(part.id, reason, BY_HAND_RUBRIC),)


def _by_hand(part: Part, points: Fraction, name: Names, grader: Blocks, lines: int) -> Asked:
    worth = points_text(points)
    return Asked(
        form="essay",
        scoring="hand",
        prompt=escaped(blocks(part.prompt, name.setting.style)),
        score=name.score,
        feedback=name.feedback,
        worth=worth,
        nearly=worth,
        step=points,
        responses=(Response(name.response, "string"),),
        grader=escaped(blocks(grader, name.setting.style)),
        lines=lines,
    )
