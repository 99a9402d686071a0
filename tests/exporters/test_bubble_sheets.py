"""Bubble sheets as files: PDFs that are rendered by PDFium and read again as scans are, marked and not.

Read by `generator.sheets.read`, which knows nothing of PDF. The letters are compared with those of the answer key.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import pypdf
import pypdfium2
import pytest

from generator import answer_sheet
from generator.answer_sheet import bubbled, right, rows
from generator.errors import SetwrightError
from generator.exporters import latex, pdf
from generator.exporters.base import Fragment, OutputFile
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import bubble_sheets, fonts
from generator.exporters.pdf.drawings import Leaf, written
from generator.model import (
    Choice,
    Disc,
    Drawing,
    Heading,
    Item,
    Label,
    Layout,
    Matching,
    MultipleChoice,
    Num,
    Number,
    Option,
    Part,
    Path,
    Question,
    Student,
    Text,
    TrueFalse,
    Verified,
)
from generator.paper import code, seal
from generator.sheets.layout import PAPERS, Sheet
from generator.sheets.read import Seen, read
from tests.sheets.printing import PX, Image
from tests.sheets.students import Pen, full

ITEMS = tuple(Item(n, f"family-{n}", f"Family {n}", (), "intro", Fraction(1), 2) for n in range(1, 7))


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


def offered(count: int, *right: int) -> tuple[Option, ...]:
    return tuple(Option((Text(f"option {k}"),), k in right) for k in range(count))


def asked(number: int, variant: int) -> Verified:
    """The questions of six items, each of another kind; variants differ in what is right."""
    v = variant
    pairs = Matching(
        tuple((Text(f"left {k}"),) for k in range(3)),
        tuple((Text(f"right {k}"),) for k in range(4)),
        (v, 3, 0),
    )
    several = (
        Part("a", (), MultipleChoice(offered(6, v, 4))),
        Part("b", (), Number(Fraction(v), Num(str(v)))),
        Part("c", (), Choice(offered(5, 4 - v))),
    )
    parts = (
        (Part("a", (), Choice(offered(4, 3 - v))),),
        (Part("a", (), TrueFalse(v == 1)),),
        (Part("a", (), pairs),),
        several,
        (Part("a", (), Number(Fraction(7), Num("7"))),),
        (Part("a", (), Choice(offered(3 + v, v))),),
    )[number - 1]
    id = f"q{number * 100 + variant:024x}"
    return Verified(Question(id, f"family-{number}", v, "Title", (), "intro", (), parts, ()))


def heading(papers: int = 2, **more: object) -> Heading:
    given: dict[str, object] = {"layout": Layout(documents=("bubble-sheet",))} | more
    return Heading("quiz", "A quiz", "", "", (), ITEMS, "quiz", papers, "", **given)  # type: ignore[arg-type]


def fragments(variants: int = 2) -> list[Fragment]:
    return [latex.render(asked(item.number, v), item) for item in ITEMS for v in range(variants)]


def bytes_of(file: OutputFile) -> bytes:
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def printed(wanted: Heading, variants: int = 2) -> dict[str, bytes]:
    return {file.path: bytes_of(file) for file in pdf.assemble(wanted, fragments(variants))}


def pictures(data: bytes, dpi: int = 300) -> list[Image]:
    document = pypdfium2.PdfDocument(data)
    return [np.ascontiguousarray(page.render(scale=dpi / 72, grayscale=True).to_numpy()) for page in document]


def sheet_of(wanted: Heading, variant: int) -> Sheet:
    """What a scanner works out: from the questions of a paper, proved again."""
    questions = [asked(item.number, variant) for item in wanted.items]
    return answer_sheet.sheet(wanted, rows(bubbled(wanted, questions)))


def seen(image: Image, sheet: Sheet) -> Seen:
    return read(image, lambda _: sheet)


def letters_of_key(paper: tuple[Fragment, ...]) -> list[str]:
    """What the answer key prints, of the parts that are chosen: letters, in order."""
    found = []
    for fragment in paper:
        for row in fragment.body.key:
            if row.answer in ("True", "False"):
                found.append(row.answer[0])
            elif matched := re.findall(r"\d~\((\w)\)", row.answer):
                found += matched
            elif chosen := re.findall(r"\((\w)\)", row.answer):
                found.append("".join(chosen))
    return found


# ─── Printed, rendered, read ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("large", [False, True])
def test_a_printed_sheet_is_read_as_empty(size: str, large: bool) -> None:
    wanted = heading(layout=Layout(size, large=large, digits=5, documents=("bubble-sheet",)))  # type: ignore[arg-type]
    (data,) = printed(wanted).values()
    images = pictures(data, 150)
    assert len(images) == 2
    for number, image in enumerate(images):
        page = seen(image, sheet_of(wanted, number)).page
        assert page.code == code("quiz", [seal(asked(n, number)) for n in range(1, 7)], f"/{number + 1}")
        assert [reading.chosen for reading in page.rows] == [()] * len(page.rows)
        assert len(page.number) == 5
        assert all(reading.sure for reading in (*page.number, *page.rows))


def test_marks_are_read_as_the_letters_of_the_answer_key() -> None:
    wanted = heading()
    (data,) = printed(wanted).values()
    for variant, (image, paper) in enumerate(zip(pictures(data), deal(wanted, fragments()), strict=True)):
        sheet = sheet_of(wanted, variant)
        key = letters_of_key(paper)
        assert len(key) == len(sheet.pages[0].fields) == 8
        pen = Pen(image, random.Random(variant), 0.9, 1.2, sheet.radius)
        for field, chosen in zip(sheet.pages[0].fields, key, strict=True):
            for letter in chosen:
                x, y = field.bubbles[field.row.options.index(letter)]
                full(pen, x * PX, (sheet.height - y) * PX)
        page = seen(image, sheet).page
        assert ["".join(reading.chosen) for reading in page.rows] == key
        assert all(reading.sure for reading in page.rows)
        parts = bubbled(wanted, [asked(item.number, variant) for item in ITEMS])
        assert [letter for part in parts for letter in right(part)] == [tuple(chosen) for chosen in key]


def test_a_sheet_is_printed_as_it_is() -> None:
    """No smaller, on one side, with a title and a language; its words can be searched."""
    for size, (width, height) in PAPERS.items():
        layout = Layout(size, documents=("bubble-sheet",))  # type: ignore[arg-type]
        (data,) = printed(heading(layout=layout, language="de")).values()
        reader = pypdf.PdfReader(io.BytesIO(data))
        assert {tuple(map(float, page.mediabox[2:])) for page in reader.pages} == {(width, height)}
        catalog: Any = reader.trailer["/Root"]
        assert catalog["/ViewerPreferences"] == {
            "/DisplayDocTitle": True, "/PrintScaling": "/None", "/Duplex": "/Simplex",
        }  # fmt: skip
        assert (catalog["/Lang"], reader.metadata and reader.metadata.title) == ("de", "A quiz: Antwortbogen")
        text = reader.pages[1].extract_text()
        assert "Blatt 2 von 2" in text
        assert "Seite 1 von 1" in text
        assert "Füllen Sie Kreise ganz aus" in text


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert printed(heading()) == printed(heading())


def test_sheets_that_are_alike_are_in_the_file_once() -> None:
    one, many = (len(*printed(heading(papers), 1).values()) for papers in (1, 21))
    assert (many - one) / 20 < one / 2


# ─── A sheet for each student ────────────────────────────────────────────────────────────────────────────

STUDENTS = (Student("s1", "Zoë Müller"), Student("ü/2", "Łukasz 王小明"), Student("9", ""))


def test_every_student_has_a_sheet_with_name_id_and_code() -> None:
    wanted = heading(3, students=STUDENTS)
    files = printed(wanted)
    assert list(files) == [
        "pdf/bubble-sheets/1-s1.pdf", "pdf/bubble-sheets/2-u-2.pdf", "pdf/bubble-sheets/3-9.pdf",
        "pdf/bubble-sheets.pdf",
    ]  # fmt: skip
    *alone, joined = files.values()
    (together,) = [pypdf.PdfReader(io.BytesIO(joined))]
    for number, (student, data) in enumerate(zip(STUDENTS, alone, strict=True)):
        (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
        seals = [seal(asked(n, number % 2)) for n in range(1, 7)]
        for text in (page.extract_text(), together.pages[number].extract_text()):
            assert code("quiz", seals, student.id).text() in text
            assert student.id in text
            assert "Zoë Müller" in text or number != 0
        (image,) = pictures(data, 150)
        assert seen(image, sheet_of(wanted, number % 2)).page.number == ()
    marks: list[Any] = together.outline
    assert [mark.title for mark in marks] == ["Zoë Müller · s1", "Łukasz 王小明 · ü/2", "9"]


@pytest.mark.skipif(fonts.chosen("Ł王") is None, reason="no font has these letters")
def test_names_in_any_script_can_be_read() -> None:
    data = printed(heading(3, students=STUDENTS))["pdf/bubble-sheets/2-u-2.pdf"]
    assert "Łukasz 王小明" in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


@pytest.mark.skipif(not (fonts.chosen("م") and fonts.chosen("王")), reason="no font has these letters")
def test_a_name_in_two_scripts_needs_no_font_that_has_both() -> None:
    students = (Student("1", "محمد 王"), Student("2", "Ann محمد"))
    *_, joined = pdf.assemble(heading(2, students=students), fragments())
    assert joined.troubles == ()
    text = pypdf.PdfReader(io.BytesIO(bytes_of(joined))).pages[0].extract_text()
    assert "王" in text
    assert "?" not in text


def test_names_that_no_font_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "chosen", lambda _: None)
    wanted = heading(3, students=STUDENTS)
    *_, joined = pdf.assemble(wanted, fragments())
    (trouble,) = joined.troubles
    assert "1 name has letters that no font here has, as in Łukasz 王小明" in trouble.message
    assert not trouble.missing


# ─── What cannot be made ─────────────────────────────────────────────────────────────────────────────────


def test_a_paper_without_rows_costs_no_other() -> None:
    items = ITEMS[4:5]
    papers = [(latex.render(asked(5, 0), items[0]),), (latex.render(asked(6, 1), ITEMS[5]),)]
    (file,) = bubble_sheets.files(heading(), papers)
    assert len(pypdf.PdfReader(io.BytesIO(bytes_of(file))).pages) == 1
    (trouble,) = file.troubles
    assert trouble.missing
    assert trouble.message.startswith("The bubble sheet of paper 1 cannot be made")


def test_no_rows_at_all_are_an_error() -> None:
    with pytest.raises(SetwrightError, match="bubble sheet of paper 1"):
        list(bubble_sheets.files(heading(1), [(latex.render(asked(5, 0), ITEMS[4]),)]))


def test_sources_come_with_sheets_that_are_drawn() -> None:
    files = {file.path: bytes_of(file) for file in latex.assemble(heading(), fragments())}
    assert files == {"latex/bubble-sheet.pdf": printed(heading())["pdf/bubble-sheet.pdf"]}


# ─── Drawings ────────────────────────────────────────────────────────────────────────────────────────────


def test_shapes_are_where_the_drawing_says() -> None:
    shapes = (
        Path(((10, 10), (40, 10), (40, 30), (10, 30)), 0, closed=True, fill=0.5),
        Disc((70, 40), 20, 2, 0.0, None),
        Disc((70, 90), 5, 0, 0, 0),
        Label(95, 75, "HHHH", "right", 12),
        Path(((50, 5), (90, 5)), 3, dashes=(10, 10)),
    )
    (image,) = pictures(written([Leaf((Drawing(100, 100, shapes),))], "T", "en"), 72)

    def at(x: int, y: int) -> int:
        return int(image[99 - y, x])

    assert image.shape == (100, 100)
    assert [at(x, y) for x, y in ((25, 20), (70, 40), (70, 90), (5, 5))] == [
        pytest.approx(128, abs=2),
        255,
        0,
        255,
    ]
    assert all(at(x, y) < 60 for x, y in ((89, 40), (50, 40), (70, 59), (70, 20)))
    assert all(at(x, y) > 200 for x, y in ((85, 56), (93, 40)))
    assert [at(x, 5) < 128 for x in (55, 65, 75, 85)] == [True, False, True, False]
    letters = np.nonzero(image[20:32, 40:] < 128)[1] + 40
    assert (letters.min(), letters.max()) == (pytest.approx(61, abs=2), pytest.approx(94, abs=2))


def test_a_formula_is_no_label_here() -> None:
    with pytest.raises(ValueError, match="Formulas"):
        written([Leaf((Drawing(9, 9, (Label(1, 1, Num("1")),)),))], "T", "en")
