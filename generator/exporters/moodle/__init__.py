"""Moodle XML: a question bank that a teacher imports into Moodle 4 or 5.

    render    one question → one `<question>` element, as text
    assemble  all of them → one file, each item in a category of its own

Read `asking` first (how a part is asked, and what is lost), then `questions` and `cloze` (how that is
written), `numerals` (what Moodle does to numbers), `texts` and `bank` (names, CDATA, categories).

Moodle checks little when it imports: a number with a comma, a fraction `1/2` or a percentage that is not in
its list arrive wrong or not at all, in silence. So every value here is written in the one form that survives,
and each rendered question is parsed again before it leaves.

    >>> sorted(kind for kind, instead in ABILITIES.items() if not instead)
    ['choice']
"""

from __future__ import annotations

from generator.exporters.base import Fragment
from generator.exporters.losses import AS_CHOICE, Loss, told
from generator.exporters.moodle import cloze
from generator.exporters.moodle.asking import Asked, Blanks, Chosen, Written, ask
from generator.exporters.moodle.bank import assemble
from generator.exporters.moodle.questions import (
    envelope,
    essay,
    essay_text,
    multichoice,
    numerical,
    whole_text,
)
from generator.exporters.xml_templates import require_well_formed
from generator.model import Item, Question, Verified

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "assemble", "render"]

NAME = "moodle"
DESCRIPTION = "Moodle XML question bank (Moodle 4 and 5)"
_TYPED = "typed if every number is a short decimal or has a tolerance, else a choice"
_VECTOR = f"{_TYPED}; up to scale a choice"
ABILITIES = {
    "number": _TYPED,
    "expression": AS_CHOICE,
    "vector": _VECTOR,
    "matrix": _TYPED,
    "set": f"{_TYPED}; in increasing order",
    "choice": "",
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
    ways = [ask(part, question.id) for part in question.parts]
    if any(isinstance(way, Written) for way, _ in ways):
        # What another part would lose by being typed or chosen, it does not lose in an essay.
        losses = [loss for way, found in ways if isinstance(way, Written) for loss in found]
        special, unsaid = essay(question, item.points)
        losses += [*unsaid, ESSAY_FOR_ALL] if len(ways) > 1 else unsaid
        body = envelope(question, "essay", essay_text(question), item.points, special)
    else:
        losses = [loss for _, found in ways for loss in found]
        body, whole = _write(question, tuple(way for way, _ in ways), item)
        losses += whole
    require_well_formed(body, f"{question.family}, variant {question.index + 1}")
    lost = told(NAME, question, losses)
    return Fragment(question.id, question.family, question.index, item.number, body, lost)


def _write(question: Question, asked: tuple[Asked, ...], item: Item) -> tuple[str, tuple[Loss, ...]]:
    """The element, of the simplest type that can ask all parts, and what the question as a whole loses."""
    points = item.points
    first = asked[0]
    if len(asked) == 1 and isinstance(first, Chosen):
        special = multichoice(first.choice)
        return envelope(question, "multichoice", whole_text(question), points, special), ()
    if len(asked) == 1 and isinstance(first, Blanks) and first.look == "number":
        special = numerical(first.rows[0][0])
        return envelope(question, "numerical", whole_text(question), points, special), ()
    weights, losses = cloze.weights(question.parts, asked, points)
    return envelope(question, "cloze", cloze.text(question, asked, weights), points), losses
