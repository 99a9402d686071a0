"""Moodle XML: a question bank that a teacher imports into Moodle 4.4 or later (older ones know no ordering).

    render    one question → one `<question>` element, as text
    assemble  all of them → one file, each item in a category of its own

Read `asking` first (how a part is asked, and what is lost), with `blanks`, `numerals` and `pairs` (what Moodle does
to numbers, texts and drop-downs); then how that is written: `questions` (what all types share), `alone` (one part),
`cloze` and `gaps` (several), `essays`; last `markup`, `pictures` and `texts` (HTML, files, CDATA) and `bank` (the
file).

Moodle checks little when it imports: a number with a comma, a fraction `1/2` or a percentage that is not in
its list arrive wrong or not at all, in silence. So every value here is written in the one form that survives,
and each rendered question is parsed again before it leaves.

    >>> sorted(kind for kind, instead in ABILITIES.items() if not instead)
    ['choice', 'essay', 'true/false']
"""

from __future__ import annotations

from generator.exporters.base import Fragment
from generator.exporters.losses import AS_CHOICE, BRACKETS_SHOWN, Loss, followed, told
from generator.exporters.moodle import cloze
from generator.exporters.moodle.alone import alone
from generator.exporters.moodle.asking import Asked, Written, ask
from generator.exporters.moodle.bank import Element, assemble
from generator.exporters.moodle.essays import essay
from generator.exporters.moodle.questions import Body, envelope
from generator.exporters.xml_templates import require_well_formed
from generator.model import Item, Question, Verified

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "assemble", "preview", "render"]

NAME = "moodle"
DESCRIPTION = "Moodle XML question bank (Moodle 4.4 and later)"
_TYPED = "typed if every number is a short decimal or has a tolerance, else a choice"
_ENTRIES = f"{_TYPED}; a choice if up to a factor, counted only as a whole, or of expressions"
ABILITIES = {
    "number": f"{_TYPED}; in the unit of the key",
    "expression": AS_CHOICE,
    "vector": _ENTRIES,
    "matrix": _ENTRIES,
    "set": f"{_TYPED}; in increasing order",
    "interval": f"{BRACKETS_SHOWN}; a choice if an end is infinite or no short decimal",
    "text": "with one blank between words",
    "choice": "",
    "multiple": "each option marked by itself",
    "true/false": "",
    "matching": "drop-downs of plain text, or of letters",
    "ordering": "marked as a whole only if it is the only part",
    "essay": "",
}

ESSAY_FOR_ALL = Loss(
    "",
    "one part can only be asked as an essay, and Moodle does not mix essays with blanks",
    "all parts asked in one essay",
)


def render(question: Verified, item: Item) -> Fragment:
    """One question as the text of a `<question>` element.

    Raises RuntimeError if that is not well-formed XML, which is our bug.
    """
    ways = [ask(part, question) for part in question.parts]
    if any(isinstance(way, Written) for way, _ in ways):
        # What another part would lose by being typed or chosen, it does not lose in an essay, nor what a person
        # can see: that one answer follows from another.
        losses = [loss for way, found in ways if isinstance(way, Written) for loss in found]
        body = essay(question, item.points)
        losses += [*body.losses, ESSAY_FOR_ALL] if len(ways) > 1 else body.losses
    else:
        losses = [loss for _, found in ways for loss in found]
        asked = tuple([way for way, _ in ways])
        only = alone(question, asked[0]) if len(asked) == 1 else None
        body = only or _gapped(question, asked, item)
        losses += [*body.losses, *followed("Moodle", question.parts)]
    xml = envelope(question, body, item.points)
    require_well_formed(xml, f"{question.family}, variant {question.index + 1}")
    lost = told(NAME, question, losses)
    return Fragment(question.id, question.family, question.index, item.number, Element(xml), lost)


def preview(fragment: Fragment) -> str:
    """The `<question>` element."""
    return str(fragment.body.xml)


def _gapped(question: Question, asked: tuple[Asked, ...], item: Item) -> Body:
    weights, changed = cloze.weights(question.parts, asked, item.points)
    losses = (*cloze.losses(question, asked), *changed)
    return Body("cloze", cloze.text(question, asked, weights), losses=losses)
