"""Moodle XML: a question bank that a teacher imports into Moodle 4 or 5.

    render    one question → one `<question>` element, as text
    assemble  all of them → one file, each item in a category of its own

Read `asking` first (how a part is asked, and what is lost), then `questions` and `cloze` (how that is
written), `numerals` (what Moodle does to numbers), `texts` and `bank` (names, CDATA, categories).

Moodle checks little when it imports: a number with a comma, a fraction `1/2` or a percentage that is not in
its list arrive wrong or not at all, in silence. So every value here is written in the one form that survives,
and each rendered question is parsed again before it leaves.

    >>> sorted(kind for kind, instead in ABILITIES.items() if instead)
    ['expression', 'set']
"""

from __future__ import annotations

from generator.exporters.base import Fragment
from generator.exporters.losses import AS_CHOICE
from generator.exporters.moodle import cloze
from generator.exporters.moodle.asking import Asked, Blanks, Chosen, Loss, Written, ask
from generator.exporters.moodle.bank import assemble
from generator.exporters.moodle.questions import envelope, essay, multichoice, numerical, whole_text
from generator.exporters.xml_templates import require_well_formed
from generator.model import Item, NotRendered, Question, Verified

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "assemble", "render"]

NAME = "moodle"
DESCRIPTION = "Moodle XML question bank (Moodle 4 and 5)"
ABILITIES = {
    "number": "",
    "expression": AS_CHOICE,
    "vector": "",
    "matrix": "",
    "set": "asked as numbers in increasing order",
    "choice": "",
}

ESSAY_FOR_ALL = (
    "one part can only be asked as an essay, and Moodle does not mix essays with blanks",
    "all parts asked in one essay",
)


def render(question: Verified, item: Item) -> Fragment:
    """One question as the text of a `<question>` element.

    Raises RuntimeError if that is not well-formed XML, which is our bug.
    """
    ways = [ask(part, question.id) for part in question.parts]
    body, whole = _write(question, tuple(way for way, _ in ways), item)
    losses = [
        NotRendered(NAME, question.family, question.index, part.id, reason, instead)
        for part, (_, found) in zip(question.parts, ways, strict=True)
        for reason, instead in found
    ]
    losses += [NotRendered(NAME, question.family, question.index, "", *loss) for loss in whole]
    require_well_formed(body, f"{question.family}, variant {question.index}")
    return Fragment(
        question.id, question.family, question.index, item.number, question.title, body, tuple(losses)
    )


def _write(question: Question, asked: tuple[Asked, ...], item: Item) -> tuple[str, tuple[Loss, ...]]:
    """The element, of the simplest type that can ask all parts, and what the question as a whole loses."""
    points = item.points
    if any(isinstance(way, Written) for way in asked):
        body = envelope(question, "essay", whole_text(question), points, essay(question))
        return body, () if len(asked) == 1 else (ESSAY_FOR_ALL,)
    first = asked[0]
    if len(asked) == 1 and isinstance(first, Chosen):
        special = multichoice(first.choice)
        return envelope(question, "multichoice", whole_text(question), points, special), ()
    if len(asked) == 1 and isinstance(first, Blanks) and first.look == "number":
        special = numerical(first.rows[0][0])
        return envelope(question, "numerical", whole_text(question), points, special), ()
    weights, losses = cloze.weights(question.parts, asked, points)
    return envelope(question, "cloze", cloze.text(question, asked, weights), points), losses
