"""QTI 1.2 in the dialect that Canvas imports, both into classic quizzes and into New Quizzes.

This module owns items and package; `plan` decides how each part is asked. The variants of a family become
a question group that picks one. HTML stands escaped in the XML, so a `<` inside `\\( \\)` is escaped twice;
with one escape Canvas loses what follows it. It must not know specs, sampling or solving.

    fragment = render(question, item)         # fragment.body is a `Body`
    package, = assemble(heading, fragments)   # package.path == "qti12/<set>.zip"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import BinaryIO

from generator.exporters.base import Fragment, OutputFile
from generator.exporters.decimals import points_text, shares
from generator.exporters.figures import figures_in, file_name, svg
from generator.exporters.html import CANVAS, blocks, introduction
from generator.exporters.losses import BRACKETS_SHOWN, Loss, followed, told
from generator.exporters.package import each_once, write_zip
from generator.exporters.qti12.asked import Asked
from generator.exporters.qti12.closed import AS_MATCHING
from generator.exporters.qti12.plan import single, together
from generator.exporters.sampled import OR_VALUES, by_values
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped, load, require_well_formed, well_formed
from generator.model import Heading, Item, Question, Verified

NAME = "qti12"
DESCRIPTION = "QTI 1.2 package for Canvas (classic quizzes and New Quizzes): a question group per family"
PROFILES: dict[str, str] = {}
_EXACT_ONLY = "typed if every number is an exact short decimal, else a choice"
_ENTRIES = f"{_EXACT_ONLY}; up to scale, or with expressions in it, a choice"
ABILITIES = {
    "number": "typed if every number is a short decimal or has a tolerance, else a choice; its unit is printed",
    "expression": OR_VALUES,
    "vector": _ENTRIES,
    "matrix": _ENTRIES,
    "set": f"{_EXACT_ONLY}; in increasing order",
    "interval": f"{BRACKETS_SHOWN}; a choice if an end is at infinity or has no exact short decimal",
    "text": "typed, but capitals do not count, and spaces between words do",
    "choice": "",
    "multiple": "a wrong option costs as much as a right one gives",
    "true/false": "",
    "matching": "what stands on the right is plain text",
    "ordering": AS_MATCHING,
    "essay": "the rubric stands after the worked solution",
}

ONLY_EVEN = Loss(
    "",
    "Canvas draws from items of one shape",
    "if variants differ in how many values are asked, all of them are asked as choices",
)


@dataclass(frozen=True, slots=True)
class Body:
    """One question's items as XML: `whole`, if one item can hold it, and `apart`, one for each part.

    A question of one part is only `whole`. One of several parts is always given `apart`, because one variant
    of a family that cannot be `whole` sends all of them apart: a group must draw from items of one shape.
    `points` are the points of `apart`; `figures` are the files of figures, their names and what is in them. Where
    expressions are asked by their values, `instead` asks for them as choices: parts of one item must be as many in
    all variants.
    """

    whole: str
    apart: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    figures: tuple[tuple[str, bytes], ...] = ()
    instead: Body | None = None


# ─── One question ────────────────────────────────────────────────────────────────────────────────────────


def render(question: Verified, item: Item) -> Fragment:
    """The question as one item of Canvas, or as one for each part."""
    numeric, losses_of_values = by_values(question, "Canvas")
    if numeric is question:
        body, losses = _body(question, question, item)
    else:
        body, losses = _body(numeric, by_values(question, "Canvas", alone=True)[0], item)
        body = replace(body, instead=_body(question, question, item)[0])
        losses = (*losses_of_values, *losses, *(() if body.whole else (ONLY_EVEN,)))
    lost = told(NAME, question, (*losses, *followed("Canvas", numeric.parts)))
    return Fragment(question.id, question.family, question.index, item.number, body, lost)


def _body(question: Question, alone: Question, item: Item) -> tuple[Body, tuple[Loss, ...]]:
    """The items of a question, of whose parts those of `alone` have prompts that stand alone."""
    stem = escaped(blocks(question.stem, CANVAS))
    solution = escaped(blocks(question.solution, CANVAS))
    title = f"{question.title} ({item.number}.{question.index + 1})"
    whole_points = points_text(item.points)
    language = question.language
    figures = tuple((file_name(figure), svg(figure)) for figure in figures_in(question))

    def write(asked: Asked, suffix: str, name: str, points: str) -> str:
        xml = load(NAME, "item.xml").render(
            ident=question.id + suffix,
            title=name,
            points=points,
            stem=stem,
            solution=solution + asked.answer,
            asked=asked,
            credit=points_text(Fraction(100, max(1, len(asked.blanks) + len(asked.pairs)))),
        )
        require_well_formed(
            xml, f"QTI 1.2 item {question.id} ({question.family}, variant {question.index + 1})"
        )
        return xml

    if len(question.parts) == 1:
        asked, losses = single(question.parts[0], question.id, stem, item.points, language)
        body = Body(write(asked, "", title, whole_points), figures=figures)
    else:
        plan, obstacle = together(question.parts, stem, language)
        worths = shares(item.points, [part.points for part in question.parts])
        plans = [
            single(part, question.id, stem, worth, language)
            for part, worth in zip(alone.parts, worths, strict=True)
        ]
        points = tuple(map(points_text, worths))
        apart = tuple(
            write(asked, f"_{number}", f"{title}, {word('part', language).format(number)}", worth)
            for number, ((asked, _), worth) in enumerate(zip(plans, points, strict=True), start=1)
        )
        if plan is None:
            each = (loss for _, found in plans for loss in found)
            losses = (Loss("", obstacle, "asked as one item for each part, with the stem repeated"), *each)
            body = Body("", apart, points, figures)
        else:
            losses = plan[1]
            body = Body(write(plan[0], "", title, whole_points), apart, points, figures)
    return body, losses


@dataclass(slots=True)
class _Shape:
    """What the variants of an item have in common, found by adding their bodies one by one."""

    whole: bool = True
    whole_instead: bool = True
    counts: set[int] = field(default_factory=set)

    def add(self, body: Body) -> None:
        """One more variant."""
        self.counts.add(len(body.points))
        self.whole &= bool(body.whole)
        self.whole_instead &= bool((body.instead or body).whole)

    @property
    def uneven(self) -> bool:
        """Do the variants differ in their parts, and can not all be whole?"""
        return not self.whole and len(self.counts) > 1

    @property
    def apart(self) -> bool:
        """Is there an item for each part?"""
        return not (self.whole_instead if self.uneven else self.whole)

    def chosen(self, body: Body) -> Body:
        """The body as it is written."""
        return body.instead or body if self.uneven else body


# ─── The package ─────────────────────────────────────────────────────────────────────────────────────────


def preview(fragment: Fragment) -> str:
    """The item that holds all parts, or else those of the parts, in XML."""
    return fragment.body.whole or "\n".join(fragment.body.apart)


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """One package, `qti12/<set>.zip`.

    Raises ValueError if one question comes twice: its identifier would stand for two items.
    """
    seen: set[str] = set()
    shapes: dict[int, _Shape] = {}
    figures: dict[str, None] = {}
    count = 0
    for fragment in fragments:
        if fragment.id in seen:
            raise ValueError(f"question {fragment.id} ({fragment.family}) comes twice in one package")
        seen.add(fragment.id)
        shapes.setdefault(fragment.item, _Shape()).add(fragment.body)
        figures.update(dict.fromkeys([name for name, _ in fragment.body.figures]))
        count += 1
    write = partial(_write, heading=heading, fragments=fragments, shapes=shapes, figures=tuple(figures))
    yield OutputFile(f"{NAME}/{heading.name}.zip", write, range(count))


def _write(
    stream: BinaryIO,
    heading: Heading,
    fragments: Iterable[Fragment],
    shapes: Mapping[int, _Shape],
    figures: tuple[str, ...],
) -> None:
    ident = f"quiz_{heading.name}"  # by name: a new build of the set updates the quiz, and adds no second
    title = heading.title or heading.name
    quiz, meta = f"{ident}/{ident}.xml", f"{ident}/assessment_meta.xml"
    total = sum((item.points for item in heading.items), Fraction(0))

    def manifest() -> Iterator[str]:
        yield load(NAME, "manifest_start.xml").render(ident=ident, quiz=quiz, meta=meta)
        for name in figures:
            href = _FIGURES + name
            yield (
                f'<resource identifier="{name.removesuffix(".svg")}" type="webcontent" href="{href}">'
                f'<file href="{href}"/></resource>\n'
            )
        yield "</resources>\n</manifest>\n"

    def documents() -> Iterator[tuple[str, Iterable[str]]]:
        yield "imsmanifest.xml", manifest()
        about = load(NAME, "assessment_meta.xml").render(
            ident=ident,
            title=title,
            points=points_text(total),
            description=escaped(introduction(heading, CANVAS)),
        )
        yield meta, [about]
        yield quiz, _quiz(ident, title, heading, fragments, shapes)

    def entries() -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
        for name, pieces in documents():
            yield name, well_formed(pieces, f"{name} of the QTI 1.2 package")
        if figures:  # else one more reading of all questions would find nothing
            found = ((_FIGURES + name, svg) for f in fragments for name, svg in f.body.figures)
            yield from each_once(found)

    write_zip(stream, entries())


_FIGURES = "figures/"
"""Where `html.CANVAS` says that figures lie in a package."""


def _quiz(
    ident: str, title: str, heading: Heading, fragments: Iterable[Fragment], shapes: Mapping[int, _Shape]
) -> Iterator[str]:
    items = {item.number: item for item in heading.items}
    yield load(NAME, "quiz_start.xml").render(ident=ident, title=title)
    for number, group in groupby(fragments, key=lambda fragment: fragment.item):
        name = f"{number}. {items[number].title}"
        shape = shapes[number]
        if not shape.apart:
            yield _group_start(f"group_{number}", name, points_text(items[number].points))
            for fragment in group:
                yield shape.chosen(fragment.body).whole
            yield "</section>\n"
            continue
        bodies = [shape.chosen(fragment.body) for fragment in group]  # of this item alone
        for part, points in enumerate(bodies[0].points):
            yield _group_start(
                f"group_{number}_{part + 1}",
                f"{name}, {word('part', heading.language).format(part + 1)}",
                points,
            )
            for body in bodies:
                yield body.apart[part]
            yield "</section>\n"
    yield "</section>\n</assessment>\n</questestinterop>\n"


def _group_start(ident: str, title: str, points: str) -> str:
    return load(NAME, "group_start.xml").render(ident=ident, title=title, points=points)
