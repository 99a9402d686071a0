"""Proof of what is offered: options, reasons, pairs and items, as a draw has worded them.

Exactly one option of a choice is right, and at least one of a multiple choice; the right reason argues for the right
verdict; no two things that stand side by side look alike, and none shows nothing.

    prove_offered(part, Choice((Option(yes, True), Option(no, True))))   # NotProved: 2 of the options are right
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.answers.looks import look
from generator.errors import Fault
from generator.family import FamilyPart, offered
from generator.model import (
    Answer,
    Choice,
    Inlines,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TrueFalse,
)


@dataclass
class NotProved(Exception):
    """A question that must not leave.

    `fatal`: the spec is wrong whatever is drawn next (a false certificate). Else another draw may do (a
    mistake that happens to be right here).
    """

    fault: Fault
    fatal: bool


def prove_offered(part: FamilyPart, answer: Answer) -> None:
    """Raises NotProved if what a part offers is not right. A typed answer and an essay offer nothing."""
    prove = _CLOSED.get(type(answer))
    if prove:
        prove(part, answer)


_EXCLUDE = "Exclude such draws with `require:`, or mend what `right` says."


def _prove_choice(part: FamilyPart, answer: Choice) -> None:
    _prove_one_right(part, answer.options, "options")
    _prove_different(part, [option.content for option in answer.options], "options")


def _prove_one_right(part: FamilyPart, options: Sequence[Option], what: str) -> None:
    right = sum(option.right for option in options)
    if right != 1:
        count = f"{right} of the {what} are" if right else f"none of the {what} is"
        raise NotProved(_at(part, f"{count} right in this draw; exactly one must be", _EXCLUDE), fatal=True)


def _prove_different(part: FamilyPart, contents: Sequence[Inlines], what: str) -> None:
    looks = list(map(look, contents))
    if () in looks:
        raise NotProved(_at(part, f"one of the {what} shows nothing in this draw"), fatal=False)
    if len(set(looks)) < len(looks):
        raise NotProved(_at(part, f"two {what} look alike in this draw"), fatal=False)


def _prove_multiple(part: FamilyPart, answer: MultipleChoice) -> None:
    if not any(option.right for option in answer.options):
        raise NotProved(_at(part, "none of the options is right in this draw", _EXCLUDE), fatal=True)
    _prove_different(part, [option.content for option in answer.options], "options")


def _prove_verdict(part: FamilyPart, answer: TrueFalse) -> None:
    if not answer.reasons:
        return
    options = [reason.option for reason in answer.reasons]
    _prove_one_right(part, options, "reasons")
    if any(reason.option.right and reason.says != answer.value for reason in answer.reasons):
        message = "the right reason argues for the wrong verdict in this draw"
        raise NotProved(_at(part, message, _EXCLUDE), fatal=True)
    sides = {says: [r.option.content for r in answer.reasons if r.says == says] for says in (True, False)}
    for contents in sides.values():
        _prove_different(part, contents, "reasons")


def _prove_matching(part: FamilyPart, answer: Matching) -> None:
    _prove_different(part, answer.lefts, "things on the left")
    _prove_different(part, answer.rights, "things on the right")
    if len(answer.rights) < 2:
        raise NotProved(_at(part, "there is only one thing to match with in this draw"), fatal=False)


def _prove_ordering(part: FamilyPart, answer: Ordering) -> None:
    _prove_different(part, answer.items, "items")


_CLOSED: dict[type[Answer], Callable[[FamilyPart, Any], None]] = {
    Choice: _prove_choice,
    MultipleChoice: _prove_multiple,
    TrueFalse: _prove_verdict,
    Matching: _prove_matching,
    Ordering: _prove_ordering,
}


def _at(part: FamilyPart, message: str, hint: str = "") -> Fault:
    wordings = [*offered(part.asks), *([part.prompt] if part.prompt else [])]
    return wordings[0].source.fault(message, hint)
