"""Common Cartridge: the package that most learning platforms take, with its own small profile of QTI 1.2.1.

This module owns questions; `plan` decides how each part is asked, `package` puts the files together. A cartridge
cannot draw one of several variants, and its questions are small: so each paper of the set is a quiz, a question bank
holds all variants, and a part of several numbers or pairs becomes several questions. HTML stands escaped in the XML.
It must not know specs, sampling or solving.

    fragment = render(question, item)         # fragment.body is a `Body`
    package, = assemble(heading, fragments)   # package.path == "cartridge/<set>.imscc"
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

from generator.exporters.base import Fragment
from generator.exporters.cartridge.asked import NAME
from generator.exporters.cartridge.closed import BY_ITEM, BY_LEFT, WHOLE
from generator.exporters.cartridge.markup import blocks
from generator.exporters.cartridge.package import Body, Piece, assemble, item_start, weight
from generator.exporters.cartridge.plan import exactly_sampled, plan
from generator.exporters.cartridge.versions import PROFILES
from generator.exporters.decimals import shares
from generator.exporters.figures import files
from generator.exporters.losses import AS_CHOICE, Loss, followed, told
from generator.exporters.sampled import by_values
from generator.exporters.words import word
from generator.exporters.xml_templates import load, require_well_formed
from generator.model import Item, Question, Verified

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "PROFILES", "Body", "assemble", "preview", "render"]

DESCRIPTION = (
    "Common Cartridge for D2L Brightspace, Schoology, Open edX and others: quizzes and a question bank"
)
_NUMBERS = f"{AS_CHOICE}; without mistakes number by number, if each is an exact short decimal"
ABILITIES = {
    "number": "typed if it is an exact short decimal, else a choice; its unit is printed",
    "expression": f"{AS_CHOICE}, or by exact values at points if the set wants values",
    "vector": _NUMBERS,
    "matrix": _NUMBERS,
    "set": _NUMBERS,
    "interval": _NUMBERS,
    "text": "typed, but spaces between words count, and capitals for few systems",
    "choice": "",
    "multiple": WHOLE,
    "true/false": "",
    "matching": BY_LEFT,
    "ordering": BY_ITEM,
    "essay": "the rubric stands after the worked solution",
}

_APART = Loss(
    "",
    "a cartridge has no question of several parts",
    "asked as one question for each part, with the stem repeated",
)
_POINTS = Loss(
    "",
    "points of a cartridge are whole numbers from 1 to 99",
    "those of the whole set are multiplied until they are; if that cannot be, they are rounded",
)
_VARIANTS = Loss(
    "",
    "a cartridge cannot draw one of several variants",
    "each paper of the set is a quiz; if some variants stand on none, a question bank holds all",
)


def render(question: Verified, item: Item) -> Fragment:
    """The question as one or more items of the profile."""
    asked, by_value = by_values(_without_rounded_values(question), "a cartridge", alone=True)
    language = question.language
    stem = blocks(question.stem)
    solution = blocks(question.solution)
    name = f"{question.title} ({item.number}.{question.index + 1})"
    several = len(asked.parts) > 1
    pieces: list[Piece] = []
    losses: list[Loss] = [
        *([_VARIANTS] if item.variants > 1 else ()),
        *by_value,
        *([_APART] if several else ()),
    ]
    worths = shares(item.points, [part.points for part in asked.parts])
    for number, (part, worth) in enumerate(zip(asked.parts, worths, strict=True), start=1):
        items, lost = plan(part, question.id, worth, language)
        losses += lost
        title = f"{name}, {word('part', language).format(number)}" if several else name
        for place, one in enumerate(items, start=1):
            suffix = f"{f'_{number}' if several else ''}{f'-{place}' if len(items) > 1 else ''}"
            said = f"{title}, {place}/{len(items)}" if len(items) > 1 else title
            xml = load(NAME, "item.xml").render(asked=one, stem=stem, solution=solution + one.answer)
            _require_well_formed(xml, question)
            pieces.append(Piece(suffix, said, one.kind, worth / len(items), xml))
    if any(piece.worth != weight(piece.worth) for piece in pieces):
        losses.append(_POINTS)
    figures = files(question, *[piece.xml for piece in pieces])
    lost_here = told(NAME, question, (*losses, *followed("a cartridge", asked.parts)))
    return Fragment(
        question.id, question.family, question.index, item.number, Body(tuple(pieces), figures), lost_here
    )


def _without_rounded_values(question: Question) -> Question:
    """The question without the samples of expressions whose values are not exact: rounded ones cannot be typed."""
    parts = [part if exactly_sampled(part) else replace(part, samples=()) for part in question.parts]
    return replace(question, parts=tuple(parts))


def _require_well_formed(xml: str, question: Question) -> None:
    what = f"cartridge item {question.id} ({question.family}, variant {question.index + 1})"
    require_well_formed(f"<item>{xml}", what)


def preview(fragment: Fragment) -> str:
    """The items of the question in XML."""
    start = partial(item_start, ident=fragment.id, category=fragment.family, scale=Fraction(1))
    return "\n".join(f"{start(piece)}{piece.xml}" for piece in fragment.body.pieces)
