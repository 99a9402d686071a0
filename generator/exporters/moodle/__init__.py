"""Moodle XML: a question bank that a teacher imports into Moodle 4.4 or later (older ones know no ordering).

    render    one question → its `<question>` element, as text (or elements: `apart`)
    assemble  all of them → one file or several, each item in a category of its own

Read `asking` first (how a part is asked, and what is lost), with `blanks`, `numerals` and `pairs` (what Moodle does
to numbers, texts and drop-downs); then how that is written: `questions` (what types share), `alone` and `matched`
(one part), `cloze` and `gaps` (several), `essays`, `apart` (several and an essay); last `markup`, `emoticons`,
`pictures` and `texts` (HTML, files, CDATA), `categories` and `bank` (the files).

Moodle checks little when it imports: a number with a comma, a fraction `1/2` or a percentage that is not in
its list arrive wrong or not at all, in silence. So every value here is written in the one form that survives,
and each rendered question is tried on the `rules` of the importer before it leaves.

    >>> sorted(kind for kind, instead in ABILITIES.items() if not instead)
    ['choice', 'essay', 'true/false']
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.exporters.base import Fragment
from generator.exporters.losses import BRACKETS_SHOWN, Loss, followed, told
from generator.exporters.moodle import cloze
from generator.exporters.moodle.alone import alone
from generator.exporters.moodle.apart import apart
from generator.exporters.moodle.asking import Asked, Written, ask
from generator.exporters.moodle.bank import Element, assemble
from generator.exporters.moodle.blanks import Blanks
from generator.exporters.moodle.essays import essay
from generator.exporters.moodle.questions import Body, envelope
from generator.exporters.moodle.rules import check_question
from generator.exporters.sampled import OR_VALUES, by_values
from generator.model import Item, Part, Question, Verified

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "assemble", "preview", "render"]

NAME = "moodle"
DESCRIPTION = "Moodle XML question bank (Moodle 4.4 and later)"
PROFILES: dict[str, str] = {}
_TYPED = "typed if every number is a short decimal or has a tolerance, else a choice"
_ENTRIES = f"{_TYPED}; a choice if up to a factor, counted only as a whole, or of expressions"
ABILITIES = {
    "number": f"{_TYPED}; in the unit of the key",
    "expression": OR_VALUES,
    "vector": _ENTRIES,
    "matrix": _ENTRIES,
    "set": f"{_TYPED}; in increasing order",
    "interval": f"{BRACKETS_SHOWN}; a choice if an end is infinite or no short decimal",
    "text": "with one blank between words",
    "choice": "",
    "multiple": "each option marked by itself",
    "true/false": "",
    "matching": "drop-downs of plain text or of letters, or boxes to be dragged",
    "ordering": "marked as a whole only if it is the only part",
    "essay": "",
}

NO_MEMORY = "Moodle marks each blank by itself, whatever was answered before"
HALF = (
    "what follows from a known mistake in an earlier part earns half of the blank, if it is a short decimal"
)

ESSAY_FOR_ALL = Loss(
    "",
    "one part can only be asked as an essay, and Moodle does not mix essays with blanks",
    "all parts asked in one essay",
)


def render(question: Verified, item: Item) -> Fragment:
    """One question as the text of a `<question>` element; of several, if the item wants essays `apart`.

    Raises RuntimeError if Moodle would refuse or change it, which is our bug.
    """
    numeric, losses_of_values = by_values(question, "Moodle")
    known = {part.id: part.mistakes for part in question.parts}
    ways = [ask(part, numeric, known) for part in numeric.parts]
    essays = sum(isinstance(way, Written) for way, _ in ways)
    if item.apart and 0 < essays < len(ways):
        return apart(question, item, NAME, render)
    if essays:
        # What another part would lose by being typed or chosen, it does not lose in an essay, nor what a person
        # can see: that one answer follows from another.
        losses = [loss for way, found in ways if isinstance(way, Written) for loss in found]
        body = essay(question, item.points)
        losses += [*body.losses, ESSAY_FOR_ALL] if len(ways) > 1 else body.losses
    else:
        losses = [*losses_of_values, *(loss for _, found in ways for loss in found)]
        asked = tuple([way for way, _ in ways])
        only = alone(numeric, asked[0]) if len(asked) == 1 else None
        body = only or _gapped(numeric, asked, item)
        losses += [*body.losses, *_followed(numeric.parts, asked)]
    xml = envelope(question, body, item.points)
    check_question(xml, f"{question.family}, variant {question.index + 1}")
    lost = told(NAME, question, losses)
    return Fragment(question.id, question.family, question.index, item.number, Element(xml), lost)


def preview(fragment: Fragment) -> str:
    """The `<question>` elements."""
    return str(fragment.body.xml)


def _followed(parts: tuple[Part, ...], asked: tuple[Asked, ...]) -> Iterator[Loss]:
    """What is lost in parts that build on earlier ones."""
    for part, way in zip(parts, asked, strict=True):
        if isinstance(way, Blanks) and way.halves:
            yield Loss(part.id, NO_MEMORY, HALF)
        else:
            yield from followed("Moodle", (part,))


def _gapped(question: Question, asked: tuple[Asked, ...], item: Item) -> Body:
    weights, changed = cloze.weights(question.parts, asked, item.points)
    losses = (*cloze.losses(question, asked), *changed)
    return Body("cloze", cloze.text(question, asked, weights), losses=losses, several=True)
