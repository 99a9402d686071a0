"""Questions asked apart: where one part needs an essay and others do not, each part as a question of its own.

A `description` with the shared stem comes first, then the parts in order, all in a category of their own, so that
a teacher can put them on one page of a quiz. Owns what each of them gets of the question; must not decide how a part
is asked: `render`, which is handed in, does that for a question with just this part.

    Variant 3      Slopes · 3       description: the stem
                   Slopes · 3 a)    numerical, 2 of 5 points
                   Slopes · 3 b)    essay, 3 of 5 points, with the worked solution

The worked solution stands with the last part, since it would give away the answers of all parts that come after one.
For the same reason hints, which begin the solution, stand with the first part that is no essay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise

from generator.answers.lettering import letter
from generator.exporters.base import Fragment
from generator.exporters.decimals import shares
from generator.exporters.losses import Loss, told
from generator.exporters.moodle.bank import Element
from generator.exporters.moodle.markup import blocks
from generator.exporters.moodle.questions import Body, envelope
from generator.exporters.moodle.rules import check_question
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.words import word
from generator.model import Essay, Item, Question, Verified

NOT_AT_RANDOM = Loss(
    "",
    "one part can only be asked as an essay, and Moodle does not mix essays with other questions",
    "the parts are questions of their own, of which a quiz cannot draw all of one variant at random",
)

_GRADE = 10**7
"""Moodle's database holds marks to 7 decimals."""


def apart(
    question: Verified, item: Item, format: str, render: Callable[[Verified, Item], Fragment]
) -> Fragment:
    """The question as several `<question>` elements. `render` writes a question with one part, in the same format.

    An empty stem has no description. A part without a prompt of its own repeats the stem. The points of the parts add
    up to those of the item. No part is marked by what follows from another, which it cannot see.
    """
    name = f" · {question.index + 1}"
    written = [_stem(question)] if question.stem else []
    lost = told(format, replace(question, solution=()), [NOT_AT_RANDOM])
    hinted = next((part.id for part in question.parts if not isinstance(part.answer, Essay)), "")
    points = _points(item.points, [part.points for part in question.parts])
    for place, (part, worth) in enumerate(zip(question.parts, points, strict=True)):
        lone = replace(
            question,
            id=f"{question.id}.{letter(place)}",
            stem=() if part.prompt else question.stem,
            parts=(replace(part, consequences=()),),
            solution=question.solution if part is question.parts[-1] else (),
            hints=question.hints if part.id == hinted else (),
        )
        done = render(lone, replace(item, points=worth, apart=False))
        written.append(_named(done.body.xml, plain_name(question.title, f"{name} {letter(place)})")))
        lost += tuple([replace(loss, part=loss.part or part.id) for loss in done.losses])
    number = f"{question.index + 1:0{len(str(item.variants))}}"
    below = word("variant", question.language).format(number)
    body = Element("\n".join(written), len(written), below)
    return Fragment(question.id, question.family, question.index, item.number, body, lost)


def _points(points: Fraction, weights: list[Fraction]) -> list[Fraction]:
    """`points` in the ratio of the weights, each a decimal that Moodle keeps; what one loses, the next gets."""
    sums = accumulate(shares(points, weights), initial=Fraction(0))
    kept = [Fraction(round(total * _GRADE), _GRADE) for total in sums]
    return [after - before for before, after in pairwise(kept)]


def _stem(question: Question) -> str:
    """The description. Its id number cannot be that of a part: there are not so many parts."""
    shared = replace(question, id=f"{question.id}.stem", solution=(), hints=())
    xml = envelope(shared, Body("description", blocks(question.stem)), Fraction(0))
    check_question(xml, f"{question.family}, variant {question.index + 1}")
    return xml


def _named(xml: str, name: str) -> str:
    """The element with another name. The first `</name>` ends its own: there is no `<` in a name."""
    before, _, rest = xml.partition("</name>")
    return f"{before.partition('<name>')[0]}<name><text>{cdata(name)}</text></name>{rest}"
