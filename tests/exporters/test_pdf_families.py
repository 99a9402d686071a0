"""All families that ship, on paper: nothing sticks out of a page, and the files are sound.

One run of pdflatex for each document and layout sets a variant of every family.
"""

from __future__ import annotations

import io
import os
import shutil
from fractions import Fraction
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from generator.draw import draw
from generator.exporters import latex
from generator.exporters.base import Fragment
from generator.exporters.latex.document import source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import engine
from generator.model import Heading, Item, Layout
from generator.plan import load_family
from generator.resources import specs_root
from generator.sets.library import Library

if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

FAMILIES = Library((specs_root(),), Path.cwd()).ids()
NARROW = Layout(columns=2)
LARGE = Layout(size="letter", large=True)
DOCUMENTS = [
    ("worksheet", Layout()),
    ("worksheet", NARROW),
    ("worksheet", LARGE),
    ("exam", Layout(size="letter")),
    ("exam", NARROW),
    ("exam", LARGE),
    ("answer-key", Layout()),
    ("solutions", Layout()),
    ("grading", Layout(size="letter")),
]
SIZES = {"a4": (595, 842), "letter": (612, 792)}


@cache
def fragments() -> tuple[tuple[Item, Fragment], ...]:
    """A variant of each family."""
    library = Library((specs_root(),), Path.cwd())
    out = []
    for number, id in enumerate(FAMILIES, start=1):
        family = load_family(library.locate(id))
        item = Item(number, id, family.title, family.topics, family.level, Fraction(2), 1)
        out.append((item, latex.render(draw(family, "paper")(0), item)))
    return tuple(out)


@cache
def compiled(document: str, layout: Layout) -> engine.Compiled:
    heading = Heading(
        name="all", title="All families", course="", date="", instructions=(), seed="paper", papers=1, build="",
        items=tuple(item for item, _ in fragments()), layout=layout,
    )  # fmt: skip
    papers = deal(heading, [fragment for _, fragment in fragments()])
    return engine.compiled("".join(source(document, heading, papers)), document)


def fonts(page: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """The fonts of a page and of the forms on it, by name."""
    resources = page.get("/Resources", pikepdf.Dictionary())
    found = {str(font.BaseFont): font for font in resources.get("/Font", pikepdf.Dictionary()).values()}
    for form in resources.get("/XObject", pikepdf.Dictionary()).values():
        found |= fonts(form)
    return found


@pytest.mark.parametrize(("document", "layout"), DOCUMENTS)
def test_nothing_sticks_out_to_the_side_or_below(document: str, layout: Layout) -> None:
    assert compiled(document, layout).overfull == ()


@pytest.mark.parametrize(("document", "layout"), DOCUMENTS[-3:])
def test_the_file_is_sound_its_pages_have_their_size_and_it_brings_parts_of_its_fonts(
    document: str, layout: Layout
) -> None:
    with pikepdf.open(io.BytesIO(compiled(document, layout).pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        for page in pdf.pages:
            assert tuple(round(float(edge)) for edge in page.mediabox) == (0, 0, *SIZES[layout.size])
        used = {name: font for page in pdf.pages for name, font in fonts(page.obj).items()}
        assert len(used) > 5
        for name, font in used.items():
            assert name[7:8] == "+", f"{name} is not a part (ISO 32000-1, 9.6.4)"
            assert "/FontFile" in font.FontDescriptor, name
