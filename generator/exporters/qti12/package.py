"""Items, the quiz that draws one variant of each family, and the manifest, as one package or several.

Owns what lies where in a package. An item of the set becomes a question group that picks one variant, or a group for
each of its parts. It must not look into a question.

    for file in assemble(heading, fragments):      # file.path == "qti12/<set>.zip"
        file.write(stream)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import BinaryIO

from generator.exporters.base import Fragments, OutputFile
from generator.exporters.decimals import points_text
from generator.exporters.package import each_once, write_zip
from generator.exporters.packages import Package, packages
from generator.exporters.qti12 import markup
from generator.exporters.qti12.item import NAME
from generator.exporters.words import word
from generator.exporters.xml_templates import load, well_formed
from generator.model import Heading

_FIGURES = "figures/"
"""Where `html.CANVAS` says that figures lie in a package."""


@dataclass(frozen=True, slots=True)
class _Quiz:
    """One package: what is in it, and the numbers of items that are `apart`, with a group for each part.

    `fragments` are those of the whole set. An item is `apart` in all packages or in none.
    """

    heading: Heading
    package: Package
    fragments: Fragments
    apart: frozenset[int]

    @property
    def ident(self) -> str:
        """By name: a new build of the set updates the quiz, and adds no second."""
        return f"quiz_{self.heading.name}{self.package.suffix}"

    @property
    def points(self) -> Fraction:
        """Of all items that have a variant in this package."""
        points = {item.number: item.points for item in self.heading.items}
        return sum((points[next(iter(group)).item] for group in self.groups()), Fraction(0))

    def groups(self) -> Iterator[Fragments]:
        """The variants of each item."""
        for run in self.package.runs:
            yield self.fragments[run.start : run.stop]

    def figures(self) -> Iterator[tuple[str, bytes]]:
        """The files of all figures, each once."""
        chosen = self.package.chosen(self.fragments)
        return each_once((_FIGURES + name, svg) for f in chosen for name, svg in f.body.figures)


def assemble(heading: Heading, fragments: Fragments) -> Iterator[OutputFile]:
    """The packages `qti12/<set>.zip`, each with at most `heading.per_file` questions.

    The fragments of a package are gone through once for each of its lists, those of an item once for each of its parts.
    Raises ValueError as `packages` does.
    """
    apart = frozenset(fragment.item for fragment in fragments if not fragment.body.whole)
    for package in packages(heading, fragments):
        write = partial(_write, quiz=_Quiz(heading, package, fragments, apart))
        yield OutputFile(package.path(f"{NAME}/{heading.name}"), write, package.holds)


def _write(stream: BinaryIO, quiz: _Quiz) -> None:
    ident = quiz.ident
    document, meta = f"{ident}/{ident}.xml", f"{ident}/assessment_meta.xml"

    def documents() -> Iterator[tuple[str, Iterable[str]]]:
        yield "imsmanifest.xml", _manifest(quiz, document, meta)
        about = load(NAME, "assessment_meta.xml").render(
            ident=ident,
            title=quiz.package.title(quiz.heading),
            points=points_text(quiz.points),
            description=markup.introduction(quiz.heading),
        )
        yield meta, [about]
        yield document, _assessment(quiz)

    def entries() -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
        for name, pieces in documents():
            yield name, well_formed(pieces, f"{name} of the QTI 1.2 package")
        yield from quiz.figures()

    write_zip(stream, entries())


def _manifest(quiz: _Quiz, document: str, meta: str) -> Iterator[str]:
    yield load(NAME, "manifest_start.xml").render(ident=quiz.ident, quiz=document, meta=meta)
    for href, _ in quiz.figures():
        name = href.removeprefix(_FIGURES).removesuffix(".svg")
        yield f'<resource identifier="{name}" type="webcontent" href="{href}"><file href="{href}"/></resource>\n'
    yield "</resources>\n</manifest>\n"


def _assessment(quiz: _Quiz) -> Iterator[str]:
    items = {item.number: item for item in quiz.heading.items}
    yield load(NAME, "quiz_start.xml").render(ident=quiz.ident, title=quiz.package.title(quiz.heading))
    for group in quiz.groups():
        first = next(iter(group))
        item = items[first.item]
        ident, name = f"{quiz.ident}_{item.number}", f"{item.number}. {item.title}"
        if item.number not in quiz.apart:
            whole = (fragment.body.whole for fragment in group)
            yield from _group(ident, name, points_text(item.points), whole)
            continue
        for number, points in enumerate(first.body.points, start=1):
            part = word("part", quiz.heading.language).format(number)
            asked = (fragment.body.apart[number - 1] for fragment in group)
            yield from _group(f"{ident}_{number}", f"{name}, {part}", points, asked)
    yield "</section>\n</assessment>\n</questestinterop>\n"


def _group(ident: str, title: str, points: str, items: Iterable[str]) -> Iterator[str]:
    """A question group that picks one of these items."""
    yield load(NAME, "group_start.xml").render(ident=ident, title=title, points=points)
    yield from items
    yield "</section>\n"
