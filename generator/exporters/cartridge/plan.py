"""How a cartridge asks each part of a question, as data: `typed` and `closed` do it, this module decides which.

The profile of QTI 1.2.1 in Common Cartridge (`ccv1p1_qtiasiv1p2p1_v1p0.xsd` and the rules in it) knows choices of one
and of several, true or false, one blank whose texts are given, and essays. What it does not know becomes the nearest
of these, and is told.
"""

from __future__ import annotations

from fractions import Fraction

from generator.answers.choice import from_mistakes
from generator.exporters.cartridge import closed, typed
from generator.exporters.cartridge.asked import Asked, Plan
from generator.exporters.cartridge.markup import blocks
from generator.exporters.labels import answer_line, rubric
from generator.exporters.losses import AS_CHOICE, BY_HAND_SOLVED, Loss, untypable
from generator.exporters.spellings import exact_blanks
from generator.model import (
    Blocks,
    Choice,
    Essay,
    Matching,
    MultipleChoice,
    OpenAnswer,
    Ordering,
    Part,
    TextAnswer,
    TrueFalse,
)


def plan(part: Part, salt: str, points: Fraction, language: str) -> Plan:
    """A part as items. `salt` is the question's id, which fixes the order of options; `points` are the part's."""
    answer = part.answer
    match answer:
        case Choice():
            return (closed.choice(part, answer),), ()
        case TrueFalse():
            return (closed.true_false(part, answer, language),), ()
        case MultipleChoice():
            return closed.multiple(part, answer)
        case Matching():
            return closed.matching(part, answer, language)
        case Ordering():
            return closed.ordering(part, answer, language)
        case Essay():
            return _essay(part, answer, points, language)
        case TextAnswer():
            return typed.text(part, answer, language)
    keys = exact_blanks(answer)
    if len(keys) == 1 or (keys and not part.mistakes):
        return typed.numbers(part, keys, language)
    reason = _untyped(answer)
    if part.mistakes:
        return (closed.choice(part, from_mistakes(part, salt)),), (Loss(part.id, reason, AS_CHOICE),)
    return (_by_hand(part, answer_line(answer, language)),), (Loss(part.id, reason, BY_HAND_SOLVED),)


def _untyped(answer: OpenAnswer) -> str:
    """Why an answer is not typed."""
    if exact_blanks(answer):
        return "a question of a cartridge has one blank"
    return untypable("a cartridge", answer) or "a cartridge has no tolerance for a number that is typed"


def _essay(part: Part, answer: Essay, points: Fraction, language: str) -> Plan:
    lines = rubric(answer, points, language)
    reason = "a cartridge has no field for who marks an essay"
    loss = Loss(part.id, reason, "the rubric stands after the worked solution")
    return (_by_hand(part, lines),), (loss,) if lines else ()


def _by_hand(part: Part, told: Blocks) -> Asked:
    html = blocks(part.prompt)
    return Asked("essay", html, answer=blocks(told))


def exactly_sampled(part: Part) -> bool:
    """Can an expression be asked by its values, each of them typed?"""
    return bool(part.samples) and all(exact_blanks(sample.number) for sample in part.samples)
