"""A question of the model beside its item: the responses of each part, and what is given there for an answer.

That the names of all responses of a part begin alike is all that is known of names.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import groupby
from typing import Any

from qti_engine import Item
from qti_reader import normal, text
from qti_typing import given
from shipped_questions import item_of

from generator.answers.choice import content
from generator.exporters import html, qti21, qti22, qti30
from generator.exporters.base import Exporter
from generator.model import (
    Choice,
    Inlines,
    Matching,
    MultipleChoice,
    OpenAnswer,
    Ordering,
    Part,
    TrueFalse,
    Verified,
)

VERSIONS: tuple[Exporter, ...] = (qti21, qti22, qti30)
_PART = re.compile(r"RESPONSE|ANSWER_\d+")


def responses(item: Item, n: int) -> list[str]:
    """The responses of the n-th part, in the order in which the interactions stand."""
    parts = groupby(item.responses, key=lambda name: _PART.match(name)[0])  # type: ignore[index]  # or it fails
    return [list(names) for _, names in parts][n]


def form(item: Item, n: int) -> str:
    """How the n-th part is asked: the name of its interaction, and the base type of a blank."""
    asked = [item.responses[name] for name in responses(item, n)]
    ((kind, base),) = {(response.interaction, response.base_type) for response in asked}
    return base if kind == "textEntryInteraction" else kind


def worth(q: Verified, p: Part) -> Fraction:
    return item_of(q).points * p.points / sum(each.points for each in q.parts)


def answered(item: Item, n: int, p: Part, response: Any) -> dict[str, Any] | None:
    """A response to the n-th part as it is given there; None if it cannot be, or the part is asked otherwise."""
    what, names, how = given(p.answer, response), responses(item, n), form(item, n)
    if what is None or (how == "choiceInteraction") != isinstance(
        p.answer, Choice | MultipleChoice | TrueFalse
    ):
        return None
    if how in ("float", "string"):
        return dict(zip(names, what, strict=True))
    (name,) = names
    offered = item.responses[name].offered
    match p.answer:
        case Choice() | TrueFalse():
            return {name: offered[what]}
        case MultipleChoice() | Ordering():
            return {name: [offered[k] for k in what]}
        case Matching():
            rights = offered[item.responses[name].lefts :]
            return {name: [f"{offered[k]} {rights[m]}" for k, m in enumerate(what) if m is not None]}
    return None


def option_that_says(item: Item, response: str, answer: OpenAnswer) -> str:
    """The only option of a choice that shows this answer."""
    found = [
        option
        for option in item.responses[response].offered
        if text(item.root.find(f".//simpleChoice[@identifier='{option}']")) == seen(content(answer))
    ]
    assert len(found) == 1, found
    return found[0]


def seen(inlines: Inlines) -> str:
    """What is seen of running text, formulas as their TeX."""
    space = "http://www.imsglobal.org/xsd/imsqti_v2p1"
    return text(normal(f'<p xmlns="{space}">{html.inlines(inlines, html.QTI)}</p>'.encode()))


def graded(item: Item) -> str:
    """All of an item that decides on scores and feedback, in a form that is the same in every version."""
    kept: list[str] = [
        canonical(e) for e in item.root if e.tag in ("responseDeclaration", "outcomeDeclaration")
    ]
    kept += [canonical(processing) for processing in item.root.findall("responseProcessing")]
    for feedback in item.root.findall("modalFeedback"):
        kept.append(f"{feedback.get('outcomeIdentifier')} {feedback.get('identifier')}: {squeezed(feedback)}")
    for interaction in item.root.find("itemBody").iter():
        name = interaction.get("responseIdentifier")
        if name:
            offered = interaction.iter("simpleChoice", "simpleAssociableChoice")
            kept += [f"{interaction.tag} {name}", *(f"{e.get('identifier')}: {squeezed(e)}" for e in offered)]
    return "\n".join(kept)


def squeezed(element: Any) -> str:
    return " ".join(text(element).split())


def canonical(element: Any) -> str:
    """An element as text, without its namespaces and the white space between elements."""
    attributes = [f"{name}={value!r}" for name, value in sorted(element.items())]
    inside = [canonical(child) for child in element] or [repr(element.text or "")]
    return f"{' '.join([element.tag, *attributes])} ({' '.join(inside)})"
