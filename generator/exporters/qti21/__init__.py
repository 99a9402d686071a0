"""QTI 2.1: a package of items and a test that draws one variant of each family.

This module owns the item and the package; `plan` decides how each part is asked. It keeps to what all engines
read alike: numbers by `gte` and `lte`, no exponents, mappings with both bounds, SCORE set on every path, MathML
without a prefix. Topics, level and family are keywords of an item's resource, as IMS metadata (LOM 1.2.4), which the
content packages of QTI 2.1 take. It must not know specs, sampling or solving.

    fragment = render(question, item)         # fragment.body is a `Body`
    package, = assemble(heading, fragments)   # package.path == "qti21/<set>.zip"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import BinaryIO

from markupsafe import Markup

from generator.exporters.base import Fragment, OutputFile
from generator.exporters.decimals import points_text, shares
from generator.exporters.figures import figures_in, file_name, svg
from generator.exporters.html import QTI, blocks, introduction
from generator.exporters.labels import tags
from generator.exporters.losses import BRACKETS_SHOWN, Loss, followed, told
from generator.exporters.package import each_once, write_zip
from generator.exporters.qti21.asked import Asked
from generator.exporters.qti21.names import names
from generator.exporters.qti21.plan import asked
from generator.exporters.sampled import OR_VALUES, by_values
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped, load, require_well_formed, well_formed
from generator.model import Heading, Item, Verified

NAME = "qti21"
DESCRIPTION = "QTI 2.1 package (TAO, OpenOlat, Blackboard, itslearning): one variant drawn per family"
_TYPED = "typed if every number is a short decimal or has a tolerance, else a choice"
_ENTRIES = f"{_TYPED}; up to scale, or with expressions in it, a choice"
ABILITIES = {
    "number": f"{_TYPED}; its unit is printed",
    "expression": OR_VALUES,
    "vector": _ENTRIES,
    "matrix": _ENTRIES,
    "set": _TYPED,
    "interval": f"{BRACKETS_SHOWN}; a choice if an end is at infinity or has no short decimal",
    "text": "",
    "choice": "",
    "multiple": "",
    "true/false": "",
    "matching": "",
    "ordering": "",
    "essay": "",
}


@dataclass(frozen=True, slots=True)
class Body:
    """An item's XML, and the files of its figures: their names and what is in them."""

    xml: str
    figures: tuple[tuple[str, bytes], ...] = ()


# ─── One item ────────────────────────────────────────────────────────────────────────────────────────────


def render(question: Verified, item: Item) -> Fragment:
    """The question as one assessmentItem; `body` is a `Body`, `id` its identifier."""
    numeric, losses_of_values = by_values(question, "QTI 2.1")
    parts: list[Asked] = []
    losses: list[Loss] = [*losses_of_values, *followed("QTI 2.1", numeric.parts)]
    alone = len(numeric.parts) == 1
    first_remark = 1
    worths = shares(item.points, [part.points for part in numeric.parts])
    for number, (part, worth) in enumerate(zip(numeric.parts, worths, strict=True), start=1):
        done, lost = asked(part, question.id, worth, names(number, alone, first_remark, question.language))
        first_remark += max(len(done.options), len(done.rights), len(part.mistakes))
        parts.append(done)
        losses += lost
    title = f"{question.title} ({item.number}.{question.index + 1})"
    solution = escaped(blocks(question.solution, QTI))
    has_solution = bool(solution) or any(done.notes for done in parts)
    xml = load(NAME, "item.xml").render(
        ident=question.id,
        title=title,
        points=points_text(item.points),
        nearly=points_text(item.points - min(done.step for done in parts) / Fraction(2)),
        stem=escaped(blocks(question.stem, QTI)),
        parts=parts,
        solution=solution,
        has_solution=has_solution,
        has_processing=has_solution or any(done.scoring != "hand" for done in parts),
        language=question.language,
        words={
            "solution": word("solution", question.language),
            "got": word("if the answer is", question.language),
        },
    )
    require_well_formed(xml, f"QTI 2.1 item {question.id} ({question.family}, variant {question.index + 1})")
    figures = tuple((file_name(figure), svg(figure)) for figure in figures_in(question))
    return Fragment(
        question.id,
        question.family,
        question.index,
        item.number,
        Body(xml, figures),
        told(NAME, question, losses),
    )


# ─── The package ─────────────────────────────────────────────────────────────────────────────────────────


def preview(fragment: Fragment) -> str:
    """The item, in XML."""
    return str(fragment.body.xml)


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """One package, `qti21/<set>.zip`. `fragments` is gone through once for each of its three lists.

    Raises ValueError if one question comes twice: its identifier would stand for two items.
    """
    seen: set[str] = set()
    count = 0
    for fragment in fragments:
        if fragment.id in seen:
            raise ValueError(f"question {fragment.id} ({fragment.family}) comes twice in one package")
        seen.add(fragment.id)
        count += 1
    yield OutputFile(
        f"{NAME}/{heading.name}.zip", partial(_write, heading=heading, fragments=fragments), range(count)
    )


def _write(stream: BinaryIO, heading: Heading, fragments: Iterable[Fragment]) -> None:
    def entries() -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
        for name, pieces in (("imsmanifest.xml", _manifest), ("test.xml", _test)):
            yield name, well_formed(pieces(heading, fragments), f"{name} of the QTI 2.1 package")
        for fragment in fragments:
            yield _href(fragment), fragment.body.xml.encode()
            for name, content in fragment.body.figures:
                yield _FIGURES + name, content

    write_zip(stream, each_once(entries()))


_FIGURES = "items/figures/"
"""Items call their figures `figures/…`: classic Canvas finds a path of an item only if it has no `..`."""


def _href(fragment: Fragment) -> str:
    return f"items/{fragment.id}.xml"


def _manifest(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[str]:
    yield load(NAME, "manifest_start.xml").render(ident=heading.name)
    yield (
        f'<resource identifier="res_test_{heading.name}" type="imsqti_test_xmlv2p1" href="test.xml">\n'
        '<file href="test.xml"/>\n'
    )
    for fragment in fragments:
        yield f'<dependency identifierref="res_{fragment.id}"/>\n'
    yield "</resource>\n"
    metadata = {
        item.number: load(NAME, "metadata.xml").render(tags=tags(item.topics, item.level, item.family))
        for item in heading.items
    }
    for fragment in fragments:
        href = _href(fragment)
        files = (href, *(_FIGURES + name for name, _ in fragment.body.figures))
        listed = "".join([f'<file href="{file}"/>' for file in files])
        yield (
            f'<resource identifier="res_{fragment.id}" type="imsqti_item_xmlv2p1" href="{href}">\n'
            f"{metadata[fragment.item]}{listed}</resource>\n"
        )
    yield "</resources>\n</manifest>\n"


def _test(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[str]:
    items = {item.number: item for item in heading.items}
    instructions = escaped(introduction(heading, QTI))
    yield load(NAME, "test_start.xml").render(
        ident=f"test_{heading.name}", title=heading.title or heading.name
    )
    for number, group in groupby(fragments, key=lambda fragment: fragment.item):
        yield load(NAME, "section_start.xml").render(
            number=number, title=f"{number}. {items[number].title}", instructions=instructions
        )
        instructions = Markup()  # once is enough: a rubric block is shown with every item of its section
        for fragment in group:
            # The identifier is the item's own: classic Canvas joins on it, not on the address.
            yield f'<assessmentItemRef identifier="{fragment.id}" href="{_href(fragment)}"/>\n'
        yield "</assessmentSection>\n"
    yield load(NAME, "test_end.xml").render()
