"""Figures as files and on paper: what a reader of SVG, and of PDF, finds in them."""

from __future__ import annotations

import io
import os
import re
import shutil
from fractions import Fraction

import pypdf
import pytest
from lxml import etree
from sample_questions import HEADING

from generator.exporters.figures import figures_in, file_name, svg
from generator.exporters.latex.blocks import blocks, inlines
from generator.exporters.latex.document import source
from generator.exporters.pdf import engine
from generator.figures import FIGURES
from generator.model import (
    Blocks,
    Choice,
    Disc,
    Drawing,
    Figure,
    Label,
    Matching,
    Mistake,
    Num,
    Number,
    Op,
    Option,
    Ordering,
    Paragraph,
    Part,
    Path,
    Question,
    Reason,
    Row,
    Script,
    Sym,
    Text,
    TrueFalse,
)
from tests.figures.reading import figure

SVG = "{http://www.w3.org/2000/svg}"
TINY = Figure(
    Drawing(
        40,
        30,
        (
            Path(((0, 0), (40, 30)), 0.5, 0.5, (3, 1)),
            Path(((1, 1), (9, 1), (5.25, 8.5)), 0.0, closed=True, fill=0.8),
            Disc((20, 15), 2.5, fill=None),
            Label(10, 20, Row((Script(Sym("x"), above=Num("2")), Op("<"), Num("1"))), "left"),
            Label(30, 4, "a & b", "bottom", 8, masked=True),
        ),
    ),
    "A tiny figure: x < 1 & more.",
)
EXAMPLES = [row.example for name, row in FIGURES.items() if name != "table"]


def test_shapes_in_svg() -> None:
    root = etree.fromstring(svg(TINY))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("40pt", "30pt", "0 0 40 30")
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == TINY.alt
    line, area = root.findall(f"{SVG}path")
    assert (line.get("d"), line.get("stroke-dasharray"), line.get("fill")) == ("M0 30L40 0", "3 1", "none")
    assert (area.get("d"), area.get("fill"), area.get("stroke")) == ("M1 29L9 29L5.25 21.5Z", "#cccccc", None)
    assert dict(root.find(f"{SVG}circle").attrib)["cy"] == "15"
    formula, words = root.findall(f"{SVG}text")
    assert "".join(formula.itertext()) == "x² < 1"
    assert formula[0].get("font-style") == "italic"
    assert (formula.get("text-anchor"), words.get("text-anchor"), words.text) == ("start", "middle", "a & b")
    assert words.get("stroke") == "#fff"


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_reader_of_svg_finds_numbers_and_all_labels_on_the_sheet(text: str) -> None:
    made = figure(text)
    root = etree.fromstring(svg(made))
    width, height = map(float, root.get("viewBox").split()[2:])
    for element in root.iter():
        for name in ("d", "cx", "cy", "r", "x", "y", "font-size", "stroke-width", "stroke-dasharray"):
            if element.get(name):
                assert re.fullmatch(r"[MLZ0-9. -]+", element.get(name)), element.get(name)
        if element.tag == f"{SVG}text":
            size = float(element.get("font-size"))
            wide = 0.45 * size * len("".join(element.itertext()))  # narrow for a serif type
            left = (
                float(element.get("x"))
                - {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor")]
            )
            assert left >= -0.5
            assert left + wide <= width + 0.5
            assert 0.6 * size <= float(element.get("y")) <= height
    assert {root.tag for root in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "path", "circle", "text", "tspan")
    }


@pytest.mark.parametrize("text", EXAMPLES)
def test_labels_do_not_cover_each_other(text: str) -> None:
    boxes = []
    for label in etree.fromstring(svg(figure(text))).iter(f"{SVG}text"):
        size = float(label.get("font-size"))
        wide = 0.4 * size * len("".join(label.itertext()))
        left = float(label.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[label.get("text-anchor")]
        boxes.append((left, float(label.get("y")) - 0.6 * size, left + wide, float(label.get("y"))))
    for n, (a, b, c, d) in enumerate(boxes):
        for p, q, r, s in boxes[:n]:
            assert c < p or a > r or d < q or b > s


def test_a_file_is_named_after_its_content() -> None:
    assert re.fullmatch(r"figure-[0-9a-f]{16}\.svg", file_name(TINY))
    assert file_name(TINY) != file_name(Figure(TINY.drawing, "Other words."))


def pictured(number: int) -> Figure:
    return Figure(Drawing(10, 10, (Path(((0, 0), (number, 10))),)), f"Figure {number}.")


def test_all_figures_of_a_question_are_found_once_and_in_order() -> None:
    f = [pictured(n) for n in range(12)]
    number = Number(1, Num("1"))

    def line(n: int) -> Blocks:
        return (Paragraph((Text("see "), f[n])),)

    question = Question(
        "q", "f", 0, "t", (), "", line(0),
        (
            Part("a", line(1), number, (Mistake(number, (f[2],)),)),
            Part("b", line(0), Choice((Option((f[3],), True, (f[4],)), Option((f[5],), False)))),
            Part("c", (), TrueFalse(True, (f[6],), (Reason(True, Option((f[7],), True)),))),
            Part("d", (), Matching(((f[8],),), ((f[9],),), (0,)), points=Fraction(1)),
            Part("e", (), Ordering(((f[10],), (f[1],)), (0, 1))),
        ),
        line(11),
    )  # fmt: skip
    assert figures_in(question) == tuple(f)


# ─── Paper ───────────────────────────────────────────────────────────────────────────────────────────────


needs_tex = pytest.mark.skipif(
    shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"), reason="pdflatex is not installed"
)


def compiled(prose: Blocks) -> engine.Compiled:
    """The prose in a document of ours and nothing else."""
    head, tail = source("worksheet", HEADING, ())
    return engine.compiled(f"{head}{blocks(prose)}{tail}")


def test_what_an_author_writes_is_never_an_operator() -> None:
    wicked = Figure(Drawing(9, 9, (Label(1, 1, "} Q \\pdfobj{}"),)), "\\input{/etc/passwd} ) Tj")
    latex = inlines((wicked,))
    ink = re.findall(r"\\ink\{([^}]*)\}", blocks((Paragraph((TINY,)),)))
    assert ink
    assert all(re.fullmatch(r"[0-9. \-\[\]a-zA-Z]*", operators) for operators in ink)
    assert "\\input" not in latex
    assert "\\pdf" not in latex
    hidden = re.search(r"\\drawing\{9\}\{9\}\{([0-9A-F]*)\}", latex)
    assert hidden
    assert bytes.fromhex(hidden[1]).decode("utf-16-be") == wicked.alt


def test_a_figure_alone_stands_on_a_line_of_its_own() -> None:
    assert blocks((Paragraph((TINY,)),)).startswith("\\figurealone{\\drawing{40}{30}")
    assert blocks((Paragraph((Text("see "), TINY)),)).startswith("see \\figurehere{")


@needs_tex
def test_every_kind_of_figure_compiles_and_its_labels_are_text() -> None:
    made = [figure(text) for text in EXAMPLES]
    prose = tuple(
        block
        for one in made
        for block in (Paragraph((Text("Look:"),)), Paragraph((one,)), Paragraph((Text("x"), one)))
    )
    result = compiled(prose)
    assert result.overfull == ()
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(result.pdf)).pages)
    assert text.count("Look:") == len(made)
    assert result.pdf == compiled(prose).pdf


@needs_tex
def test_a_wide_figure_is_made_to_fit() -> None:
    wide = Figure(Drawing(900, 20, (Path(((0, 0), (900, 20))), Label(899, 9, "end", "right"))), "Wide.")
    assert (
        compiled((Paragraph((Text("so"),)), Paragraph((wide,)), Paragraph((wide, Text(" a"))))).overfull == ()
    )
