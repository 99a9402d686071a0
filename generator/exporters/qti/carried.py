"""Follow-through: who goes on rightly from a known mistake in an earlier part earns this part's points.

The processing of responses sees those of all parts. So where an earlier part holds the answer of one of its mistakes,
and this one what that leads to (`Consequence`), this part is as good as right. A response must show both: numbers and
texts that are typed, and, in the earlier part, an option that is chosen. Of any other part it is said that it is lost.

    a: 6 is the mistake, b: then 12 follows        ((A in [6, 6]), (B in [12, 12]))

Only responses are looked at, no outcome: some engines keep outcomes from one try to the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from generator.answers.choice import content
from generator.exporters.html import Style, inlines
from generator.exporters.losses import NO_FOLLOW_THROUGH, NOTHING_FOLLOWS, Loss
from generator.exporters.qti.asked import AllOf, Asked, Chosen
from generator.exporters.qti.blanks import given
from generator.model import OPEN_ANSWERS, Consequence, OpenAnswer, Part

UNSEEN = "a known mistake in an earlier part, or what follows from it here, cannot be given as an answer"

Pair: TypeAlias = tuple[Part, Asked]


def follow(parts: Sequence[Part], asked: Sequence[Asked], style: Style) -> tuple[list[Asked], list[Loss]]:
    """The parts as they are asked, with what is `carried` into each; and the losses of those that miss some of it.

    `style` is how what they offer was written.
    """
    pairs = {part.id: (part, done) for part, done in zip(parts, asked, strict=True)}
    followed: list[Asked] = []
    losses: list[Loss] = []
    for part, done in pairs.values():
        tests = [_test(consequence, (part, done), pairs, style) for consequence in part.consequences]
        if any(tests):
            done = replace(done, carried=tuple(filter(None, tests)))
        followed.append(done)
        if part.follows and not (tests and all(tests)):
            losses.append(Loss(part.id, UNSEEN if tests else NOTHING_FOLLOWS, NO_FOLLOW_THROUGH))
    return followed, losses


def _test(consequence: Consequence, here: Pair, pairs: Mapping[str, Pair], style: Style) -> AllOf:
    """The test that the mistake was made and this follows from it; () if one of the two cannot be given."""
    if consequence.part not in pairs:  # it is asked by values, each a part
        return ()
    part, done = pairs[consequence.part]
    wrong = part.mistakes[consequence.mistake].answer
    first = _chosen(done, wrong, style) if done.scoring == "choice" else _typed(part, done, wrong)
    second = _typed(*here, consequence.answer)
    return first + second if first and second else ()


def _typed(part: Part, done: Asked, answer: OpenAnswer) -> AllOf:
    """This answer in the blanks of a part; () if it has none, or the answer does not fit them."""
    if not done.rows or not isinstance(part.answer, OPEN_ANSWERS):
        return ()
    return given(part.answer, answer, tuple(response.ident for response in done.responses))


def _chosen(done: Asked, answer: OpenAnswer, style: Style) -> AllOf:
    """The option that says this answer; no two of them look alike."""
    html = inlines(content(answer), style)
    return next(
        (((Chosen(done.response, option.ident),),) for option in done.options if option.html == html), ()
    )
