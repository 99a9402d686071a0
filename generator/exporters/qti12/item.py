"""One question as items of Canvas: as one that holds all parts, if there is such a kind of item, and part by part.

Owns the items; `plan` decides how each part is asked, `templates/qti12/item.xml` lays out. HTML stands escaped in the
XML, so a `<` inside `\\( \\)` is escaped twice; with one escape Canvas loses what follows it. What cannot be said
becomes a loss of the fragment.

    fragment = render(question, item)         # fragment.body is a `Body`
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from generator.exporters.base import Fragment
from generator.exporters.decimals import points_text, shares
from generator.exporters.figures import files
from generator.exporters.losses import Loss, followed, told
from generator.exporters.qti12 import markup
from generator.exporters.qti12.asked import Asked
from generator.exporters.qti12.plan import single, together
from generator.exporters.qti12.values import numbers
from generator.exporters.words import word
from generator.exporters.xml_templates import load, require_well_formed
from generator.model import Item, Part, Question, Verified

NAME = "qti12"

_APART = "asked as one item for each part, each drawn by itself, with the stem repeated"


@dataclass(frozen=True, slots=True)
class Body:
    """One question's items as XML: `whole`, if one item can hold it, and `apart`, one for each part.

    A question of one part is only `whole`. One of several parts is always given `apart`, because one variant
    of a family that cannot be `whole` sends all of them apart: a group must draw from items of one shape.
    `points` are the points of `apart`; `figures` are the files of figures, their names and what is in them.
    """

    whole: str
    apart: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    figures: tuple[tuple[str, bytes], ...] = ()


def render(question: Verified, item: Item) -> Fragment:
    """The question as one item of Canvas, or as one for each part; `body` is a `Body`."""
    valued = [numbers(part, question) for part in question.parts]
    losses = [loss for _, lost in valued for loss in lost]
    body, found = _asked(question, [asking for asking, _ in valued], item)
    lost = told(NAME, question, (*losses, *found, *followed("Canvas", question.parts)))
    return Fragment(question.id, question.family, question.index, item.number, body, lost)


def preview(fragment: Fragment) -> str:
    """The item that holds all parts, or else those of the parts, in XML."""
    return fragment.body.whole or "\n".join(fragment.body.apart)


def _asked(question: Question, parts: list[tuple[Part, ...]], item: Item) -> tuple[Body, list[Loss]]:
    """The items of a question, and what is lost. Each of its parts is given as `numbers` has it."""
    frame = _Frame(question, item, markup.blocks(question.stem), markup.blocks(question.solution))
    language = question.language
    worths = shares(item.points, [part.points for part in question.parts])
    plans = [
        single(asking, question.id, worth, language) for asking, worth in zip(parts, worths, strict=True)
    ]
    lost = [loss for _, losses in plans for loss in losses]
    if len(plans) == 1:
        whole = frame.whole(plans[0][0])
        return Body(whole, figures=files(question, whole)), lost
    apart = tuple(
        frame.part(asked, number, worth)
        for number, ((asked, _), worth) in enumerate(zip(plans, worths, strict=True), start=1)
    )
    points = tuple(map(points_text, worths))
    figures = files(question, *apart)
    plan, obstacle = together([each for asking in parts for each in asking], language)
    if plan is None:
        return Body("", apart, points, figures), [Loss("", obstacle, _APART), *lost]
    return Body(frame.whole(plan[0]), apart, points, figures), [*plan[1]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all items of a question have in common."""

    question: Question
    item: Item
    stem: Markup
    solution: Markup

    @property
    def title(self) -> str:
        return f"{self.question.title} ({self.item.number}.{self.question.index + 1})"

    def whole(self, asked: Asked) -> str:
        """The item that asks all parts."""
        return self._written(asked, self.question.id, self.title, self.item.points)

    def part(self, asked: Asked, number: int, worth: Fraction) -> str:
        """The item of the part with this number, from 1."""
        title = f"{self.title}, {word('part', self.question.language).format(number)}"
        return self._written(asked, f"{self.question.id}_{number}", title, worth)

    def _written(self, asked: Asked, ident: str, title: str, points: Fraction) -> str:
        xml = load(NAME, "item.xml").render(
            ident=ident,
            title=title,
            points=points_text(points),
            stem=self.stem,
            solution=self.solution + asked.answer,
            asked=asked,
            credit=points_text(Fraction(100, max(1, len(asked.blanks) + len(asked.pairs)))),
        )
        what = f"QTI 1.2 item {ident} ({self.question.family}, variant {self.question.index + 1})"
        require_well_formed(xml, what)
        return xml
