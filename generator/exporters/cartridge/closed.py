"""Closed answers in a cartridge: choices of one or several, and one choice for each thing to be matched or ordered."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from generator.answers.truth import as_choice
from generator.exporters.cartridge.asked import NOTHING, Asked, Kind, Option, Plan
from generator.exporters.cartridge.markup import blocks, inlines
from generator.exporters.losses import Loss
from generator.exporters.words import word
from generator.model import Choice, Inlines, Matching, MultipleChoice, Ordering, Part, TrueFalse
from generator.model import Option as Offer

BY_LEFT = "asked as one choice for each on the left"
BY_ITEM = "asked as one choice for each thing: its place in the order"
WHOLE = "points only for exactly the right options; systems that give part of them have rules of their own"


def choice(part: Part, answer: Choice) -> Asked:
    """One of several. The profile wants three options or more; two are read as well."""
    return _chosen("multiple_choice", part, answer.options)


def true_false(part: Part, answer: TrueFalse, language: str) -> Asked:
    """A verdict, or with reasons a choice. Moodle's importer stops unless the two are named `true` and `false`."""
    offered = as_choice(answer, (word("true", language), word("false", language)))
    if answer.reasons:
        return choice(part, offered)
    asked = _chosen("true_false", part, offered.options)
    idents = zip(("true", "false"), asked.options, strict=True)
    return replace(asked, options=tuple([replace(option, ident=ident) for ident, option in idents]))


def multiple(part: Part, answer: MultipleChoice) -> Plan:
    """Several of several."""
    asked = _chosen("multiple_response", part, answer.options)
    losses = [Loss(part.id, "a cartridge cannot give part of the points for several options", WHOLE)]
    if asked.right:
        reason = "systems do not tie feedback of a cartridge to each of several right options"
        losses.append(Loss(part.id, reason, "shown after the right answer as a whole"))
    return (asked,), tuple(losses)


def matching(part: Part, answer: Matching, language: str) -> Plan:
    """For each on the left one of those on the right."""
    said = Markup("<p>{}</p>").format(word("what belongs", language))
    rights = [inlines(right) for right in answer.rights]
    asked = [
        Asked("multiple_choice", blocks(part.prompt) + said + _paragraph(left), options=_offered(rights, key))
        for left, key in zip(answer.lefts, answer.key, strict=True)
    ]
    return tuple(asked), (Loss(part.id, "a cartridge has no matching", BY_LEFT),)


def ordering(part: Part, answer: Ordering, language: str) -> Plan:
    """For each thing its place in the right order."""
    things = [inlines(thing) for thing in answer.items]
    listed = Markup("<ul>{}</ul>").format(Markup().join([Markup("<li>{}</li>").format(t) for t in things]))
    said = Markup("<p>{}</p>").format(word("place in order", language))
    places = [Markup("{}").format(place) for place in range(1, len(things) + 1)]
    asked = [
        Asked(
            "multiple_choice",
            blocks(part.prompt) + listed + said + _paragraph(thing),
            options=_offered(places, answer.key.index(number)),
        )
        for number, thing in enumerate(answer.items)
    ]
    losses = [Loss(part.id, "a cartridge has no ordering", BY_ITEM)]
    if answer.whole:
        losses.append(
            Loss(part.id, "each question of a cartridge has its own points", "marked thing by thing")
        )
    return tuple(asked), tuple(losses)


def _paragraph(content: Inlines) -> Markup:
    return Markup("<p>{}</p>").format(inlines(content))


def _chosen(kind: Kind, part: Part, offers: tuple[Offer, ...]) -> Asked:
    """What is on offer. Feedback on right options is that of the right answer: Canvas forgets that an option is right
    where a condition without points names it."""
    options = [
        Option(
            f"o{number}",
            inlines(offer.content),
            offer.right,
            NOTHING if offer.right else inlines(offer.feedback),
        )
        for number, offer in enumerate(offers, start=1)
    ]
    said = [_paragraph(offer.feedback) for offer in offers if offer.right and offer.feedback]
    return Asked(kind, blocks(part.prompt), right=Markup().join(said), options=tuple(options))


def _offered(texts: list[Markup], key: int) -> tuple[Option, ...]:
    return tuple([Option(f"o{n + 1}", text, n == key) for n, text in enumerate(texts)])
