"""Where things stand on printed pages: what stays together, what is left empty, and what an exam still says."""

from __future__ import annotations

import io
import os
import shutil
from dataclasses import replace
from fractions import Fraction

import pypdf
import pytest
from sample_questions import HEADING, number, number_set, para, part, question, say, text, vector

from generator.exporters import latex
from generator.exporters.latex.document import source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import engine
from generator.exporters.prompts import completed
from generator.model import (
    Display,
    Drawing,
    Figure,
    Heading,
    Item,
    Label,
    Layout,
    Math,
    Mistake,
    MultipleChoice,
    Op,
    Option,
    Paragraph,
    Path,
    Question,
    Row,
    Sym,
    TextAnswer,
    Words,
)
from generator.model.papers import A4

if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

LEFT, LOW = 74, 74
"""The left margin, and where the text of a page ends, in points."""


def set_of(*samples: Question) -> Heading:
    items = [
        Item(n, sample.family, "T", (), "core", Fraction(4), 1) for n, sample in enumerate(samples, start=1)
    ]
    return replace(HEADING, items=tuple(items), papers=1, instructions=())


def pages(document: str, *samples: Question, layout: Layout = A4) -> list[pypdf.PageObject]:
    heading = replace(set_of(*samples), layout=layout)
    fragments = [latex.render(*pair) for pair in zip(samples, heading.items, strict=True)]
    compiled = engine.compiled("".join(source(document, heading, deal(heading, fragments))), document)
    assert compiled.overfull == ()
    return list(pypdf.PdfReader(io.BytesIO(compiled.pdf)).pages)


def said(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def places(page: pypdf.PageObject, word: str) -> list[tuple[float, float]]:
    """Where the pieces of text with this word begin: from the left, and from below."""
    return [(left, low) for left, low, text in written(page) if word in text]


def written(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """The pieces of text: where they begin, and what they say."""
    found = []

    def visit(text, matrix, position, _font, _size):
        found.append((position[4], position[5], text))

    page.extract_text(visitor_text=visit)
    return found


def rules(page: pypdf.PageObject) -> list[float]:
    """The length of each thin rule: pdfTeX draws it as a line from the left."""
    found = []

    def visit(operator, operands, _matrix, _position):
        if operator == b"l":
            found.append(float(operands[0]))

    page.extract_text(visitor_operand_before=visit)
    return found


def figure_of(word: str, height: float) -> Figure:
    ground = Path(((1, 1), (199, 1), (199, height - 1), (1, height - 1)), closed=True)
    return Figure(Drawing(200, height, (ground, Label(100, height / 2, word))), word)


# ─── What stays together ─────────────────────────────────────────────────────────────────────────────────


def test_a_figure_is_not_parted_from_what_is_asked_about_it() -> None:
    samples = []
    for n in range(8):
        stem = (Paragraph((figure_of(f"drawn{n}x", 300),)), *para(f"asked{n}x"))
        lines = (
            *para("Some words."),
            Display(Words("displayed")),
        ) * 6  # they stretch, so that a page may end early
        before = question(f"g/{n}", "T", (*lines, *para("Words. ") * n), part(number("1")))
        samples += [before, question(f"f/{n}", "T", stem, part(number("1")))]
    found = [said(page) for page in pages("worksheet", *samples)]
    assert len(found) > 6
    for n in range(8):
        assert [f"asked{n}x" in page for page in found] == [f"drawn{n}x" in page for page in found]


def test_a_page_may_end_between_two_figures() -> None:
    figures = tuple(Paragraph((figure_of(f"drawn{n}x", 220),)) for n in range(3))
    found = [said(page) for page in pages("worksheet", question("f/f", "T", figures, part(number("1"))))]
    assert "drawn0x drawn1x" in found[0]
    assert "drawn2x" in found[1]


@pytest.mark.parametrize("length", range(11, 17))
def test_a_short_formula_stays_on_one_line(length: int) -> None:
    formula = Row((Words("Lead"), Op("←"), Words("Tail"), Op("+"), Words("Ende")))
    (page,) = pages("worksheet", question("f/f", "T", para("word " * length, formula), part(number("1"))))
    ((_, lead),) = places(page, "Lead")
    ((_, tail),) = places(page, "Ende")
    assert lead == tail


def test_the_first_page_of_a_guide_is_full() -> None:
    mistakes = [Mistake(number(str(n + 2)), say("because " * 20)) for n in range(9)]
    samples = [question(f"f/{n}", "T", para("Stem."), part(number("1"), *mistakes)) for n in range(3)]
    first, *_ = pages("grading", *samples)
    assert min(low for _, low in places(first, "because")) < LOW + 60


def test_a_line_to_write_on_leaves_room_above_wherever_it_stands() -> None:
    lengths = range(7, 18)
    samples = []
    for n in lengths:
        prompt = para("Mark " * n, Row((Words(f"Lead{n}x"), Op("="))))
        samples.append(question(f"f/{n}", "T", para("Stem."), part(number("1"), prompt=prompt)))
    found = pages("worksheet", *samples)
    for n in lengths:
        (page,) = (page for page in found if f"Lead{n}x" in said(page))
        ((_, lead),) = places(page, f"Lead{n}x")
        above = [low for word in ("Stem", "Mark") for _, low in places(page, word) if low > lead + 1]
        assert min(above) - lead > 20


@pytest.mark.parametrize("columns", [1, 2])
def test_every_answer_has_a_line_to_write_on(columns: int) -> None:
    lengths = range(1, 16)
    samples = []
    for n in lengths:
        prompt = para("Mark " * n, Row((Words("Lead"), Op("="))))
        parts = [
            part(kind, id=id, prompt=prompt) for id, kind in (("a", number("1")), ("b", number_set("1 2")))
        ]
        samples.append(question(f"f/{n}", "T", para("Stem."), *parts))
    lines = 0
    for page in pages("worksheet", *samples, layout=Layout(columns=columns)):
        lines += sum(1 for length in rules(page) if length > 25)
    head, name, points = 1, 1, 1
    assert lines == 2 * len(lengths) + head + name + points


def test_the_points_of_a_part_do_not_stand_in_its_words() -> None:
    asked = [part(number("1"), id=f"p{n}", prompt=para("word " * 40)) for n in range(3)]
    for page in pages("worksheet", question("f/f", "T", para("Stem."), *asked), layout=Layout(columns=2)):
        beside = min(left for left, _ in places(page, "4/3 points"))
        ends = [left + 4.4 * len(text) for left, _, text in written(page) if text.startswith("word")]
        assert max(ends) < beside


# ─── What is said ────────────────────────────────────────────────────────────────────────────────────────


def prompt(words: str, relation: str = "=") -> tuple[Paragraph, ...]:
    return para(*filter(None, (words, Row((Sym("u"), Op(relation))))))


@pytest.mark.parametrize(
    ("words", "alone", "named"),
    [("Read off ", True, True), ("Read off: ", False, False), ("", False, True), ("", True, False)],
)
def test_what_stands_above_a_frame_is_no_half_sentence(words, alone, named) -> None:
    asked = part(vector("1 2"), prompt=prompt(words))
    ending = completed(asked, alone)
    assert ending.last == Math(Row((Sym("u"), Op("="))))
    assert ending.named == (Math(Row((Sym("u"),))) if named else None)


def test_an_exam_names_what_each_part_asks_for() -> None:
    parts = [
        part(vector("1 2"), id=f"p{n}", prompt=prompt(words)) for n, words in enumerate(("Read off ", ""))
    ]
    found = said(pages("exam", question("f/f", "T", para("Stem."), *parts))[-1])
    assert "Read off u u =" in found
    assert found.count("u u =") == 2


def test_a_set_stands_behind_the_sign_that_it_completes() -> None:
    asked = part(number_set("1 2"), prompt=prompt("The zeros: ", "∈"))
    for document in ("worksheet", "exam"):
        assert "Answer" not in said(pages(document, question("f/f", "T", para("Stem."), asked))[-1])


def test_the_rows_of_the_table_of_points_are_alike() -> None:
    for count, rows in ((10, [10]), (12, [6, 6]), (21, [7, 7, 7]), (1, [1])):
        samples = [question(f"f/{n}", "T", para("Stem."), part(number("1"))) for n in range(count)]
        heading = set_of(*samples)
        fragments = [latex.render(*pair) for pair in zip(samples, heading.items, strict=True)]
        (_, paper, _) = source("exam", heading, deal(heading, fragments))
        found = [int(piece.split("}")[0]) for piece in paper.split("\\pointstable{")[1:]]
        assert found == rows


def test_a_guide_has_no_column_of_points_where_a_rule_tells_what_ticks_earn() -> None:
    options = [Option(say(f"option {n}"), n < 2, say("Because.")) for n in range(4)]
    several = question("f/f", "T", para("Stem."), part(MultipleChoice(tuple(options))))
    (page,) = pages("grading", several)
    assert "Wrong answer" in said(page)
    assert "Earns" not in said(page)


def test_words_below_a_long_wrong_answer_stand_further_in() -> None:
    wrong = TextAnswer(
        ("a very long wrong answer that fills most of the line",), "a very long wrong answer " * 3
    )
    asked = part(text("right"), Mistake(wrong, say("because " * 30)))
    (page,) = pages("grading", question("f/f", "T", para("Stem."), asked))
    (wrong_at, _), *_ = places(page, "very long")
    assert {round(left) for left, _ in places(page, "because")} == {round(wrong_at) + 22}
