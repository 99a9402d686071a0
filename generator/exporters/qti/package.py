"""Items, the test that draws one variant of each family, and the manifest, as one package or several.

Owns what lies where in a package. Topics, level and family are keywords of an item's resource, as IMS metadata (LOM
1.2.4). It must not look into a question.

    for file in assemble(QTI21, heading, fragments):      # file.path == "qti21/<set>.zip"
        file.write(stream)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import groupby
from typing import BinaryIO

from markupsafe import Markup

from generator.exporters import xml_templates
from generator.exporters.base import Fragment, Fragments, OutputFile
from generator.exporters.html import QTI, introduction
from generator.exporters.labels import tags
from generator.exporters.package import each_once, write_zip
from generator.exporters.packages import Package, packages
from generator.exporters.qti.dialects import Dialect, load
from generator.exporters.qti.profiles import PLAIN, Profile, profile
from generator.exporters.xml_templates import escaped, well_formed
from generator.model import Heading
from generator.resources import template_text

_FIGURES = "items/figures/"
"""Items call their figures `figures/…`: classic Canvas finds a path of an item only if it has no `..`."""

_SHEET = "items/styles/formulas.css"
"""The sheet of styles that all items of QTI 3.0 share."""


def assemble(dialect: Dialect, heading: Heading, fragments: Fragments) -> Iterator[OutputFile]:
    """The packages `<format>/<set>.zip`, each with at most `heading.per_file` questions.

    The fragments of a package are gone through once for each of its lists. Raises ValueError as `packages` does.
    """
    suffix = f"-{heading.items[0].profile}" if _system(dialect, heading).title else ""
    stem = f"{dialect.name}/{heading.name}{suffix}"
    for package in packages(heading, fragments):
        write = partial(
            _write, dialect=dialect, heading=heading, package=package, fragments=package.chosen(fragments)
        )
        yield OutputFile(package.path(stem), write, package.holds)


def _system(dialect: Dialect, heading: Heading) -> Profile:
    """The system that the package is for; all items name the same one."""
    return profile(heading.items[0].profile, dialect.name) if heading.items else PLAIN


def _write(
    stream: BinaryIO, dialect: Dialect, heading: Heading, package: Package, fragments: Iterable[Fragment]
) -> None:
    def entries() -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
        lists = [("imsmanifest.xml", _manifest)]
        if _system(dialect, heading).test:
            lists.append(("test.xml", _test))
        for name, pieces in lists:
            written = pieces(dialect, heading, package, fragments)
            yield name, well_formed(written, f"{name} of the {dialect.label} package")
        for fragment in fragments:
            yield from _files(dialect, fragment)

    write_zip(stream, each_once(entries()))


def _files(dialect: Dialect, fragment: Fragment) -> Iterator[tuple[str, bytes]]:
    """All that an item is made of, by path: first itself."""
    yield _href(fragment), fragment.body.xml.encode()
    for name, content in fragment.body.figures:
        yield _FIGURES + name, content
    if dialect.v3:
        yield _SHEET, _sheet()


def _href(fragment: Fragment) -> str:
    return f"items/{fragment.id}.xml"


@cache
def _sheet() -> bytes:
    return template_text("qti", "formulas.css").encode()


def _manifest(
    dialect: Dialect, heading: Heading, package: Package, fragments: Iterable[Fragment]
) -> Iterator[str]:
    ident = heading.name + package.suffix
    yield xml_templates.load("qti", "manifest_start.xml").render(dialect=dialect, ident=ident)
    system = _system(dialect, heading)
    if system.test:
        yield (
            f'<resource identifier="res_test_{ident}" type="{dialect.type("test")}" href="test.xml">\n'
            '<file href="test.xml"/>\n'
        )
        for fragment in fragments:
            yield f'<dependency identifierref="res_{fragment.id}"/>\n'
        yield "</resource>\n"
    metadata = {
        item.number: xml_templates.load("qti", "metadata.xml").render(
            text=dialect.metadata_text, labels=system.labels, tags=tags(item.topics, item.level, item.family)
        )
        for item in heading.items
    }
    for fragment in fragments:
        href = _href(fragment)
        listed = "".join([f'<file href="{path}"/>' for path, _ in _files(dialect, fragment)])
        yield (
            f'<resource identifier="res_{fragment.id}" type="{dialect.type("item")}" href="{href}">\n'
            f"{metadata[fragment.item]}{listed}</resource>\n"
        )
    yield "</resources>\n</manifest>\n"


def _test(
    dialect: Dialect, heading: Heading, package: Package, fragments: Iterable[Fragment]
) -> Iterator[str]:
    items = {item.number: item for item in heading.items}
    instructions = escaped(introduction(heading, QTI))
    yield load(dialect, "test_start.xml").render(
        dialect=dialect,
        ident=f"test_{heading.name}{package.suffix}",
        title=package.title(heading),
    )
    for number, group in groupby(fragments, key=lambda fragment: fragment.item):
        yield load(dialect, "section_start.xml").render(
            dialect=dialect,
            number=number,
            title=f"{number}. {items[number].title}",
            instructions=instructions,
        )
        instructions = Markup()  # once is enough: a rubric block is shown with every item of its section
        for fragment in group:
            # The identifier is the item's own: classic Canvas joins on it, not on the address.
            yield load(dialect, "item_ref.xml").render(ident=fragment.id, href=_href(fragment))
        yield load(dialect, "section_end.xml").render()
    yield load(dialect, "test_end.xml").render()
