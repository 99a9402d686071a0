"""The documents as PDF, made by real runs of pdflatex: exams, grading guides, sizes, columns, large print, logos."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import zlib
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pypdf
import pytest
from sample_questions import HEADING, ITEMS, QUESTIONS, item_of, number, para, part, question, say, vector

from generator.errors import LatexError
from generator.exporters import latex
from generator.exporters.latex.document import DOCUMENTS, files, source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import engine
from generator.model import LANGUAGES, Heading, Item, Layout, Mistake, Paragraph, Student, Text
from generator.model.papers import A4

if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

FRAGMENTS = tuple(
    replace(latex.render(sample, item_of(sample)), ordinal=ordinal)
    for ordinal, sample in enumerate(QUESTIONS)
)
RULES = (Paragraph((Text("You have 90 minutes."),)),)
SIZES = {"a4": (595, 842), "letter": (612, 792)}


@cache
def compiled(document: str, layout: Layout = A4, heading: Heading = HEADING) -> engine.Compiled:
    heading = replace(heading, layout=layout)
    numbers = [item.number for item in heading.items]
    asked = [fragment for fragment in FRAGMENTS if fragment.item in numbers]
    text = "".join(source(document, heading, deal(heading, asked)))
    return engine.compiled(text, document, files=files(heading))


def reader(document: str, layout: Layout = A4, heading: Heading = HEADING) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(compiled(document, layout, heading).pdf))


def words(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def starts(read: pypdf.PdfReader) -> list[int]:
    """The pages on which papers begin."""
    return [read.get_destination_page_number(mark) for mark in read.outline if not isinstance(mark, list)]


def placed(page: pypdf.PageObject) -> list[tuple[float, float, float, str]]:
    """Pieces of text: where they begin, how large they are, what they say."""
    found: list[tuple[float, float, float, str]] = []

    def visit(text, matrix, position, _font, size):
        if text.strip():
            found.append((position[4], position[5], size * abs(position[3]) * abs(matrix[3]), text))

    page.extract_text(visitor_text=visit)
    return found


# ─── Pages ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_page_says_which_it_is_of_how_many_in_its_paper(document: str) -> None:
    read = reader(document)
    first, second = starts(read)
    assert first == 0
    lengths = [second, len(read.pages) - second]
    told = [re.search(r"Page (\d+) of (\d+)$", words(page)).groups() for page in read.pages]
    assert told == [(str(k + 1), str(length)) for length in lengths for k in range(length)]


@pytest.mark.parametrize(("size", "points"), SIZES.items())
def test_sheets_have_the_size_that_is_asked_for(size, points) -> None:
    box = reader("answer-key", Layout(size=size)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == points


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize(
    "layout",
    [
        Layout(size="letter", columns=2, colour="0065BD"),
        Layout(large=True, columns=2),  # large print has one column
    ],
    ids=["columns", "large"],
)
def test_nothing_sticks_out(document: str, layout: Layout) -> None:
    assert compiled(document, layout).overfull == ()


def test_questions_stand_in_two_columns() -> None:
    for document, columns in (("worksheet", 2), ("exam", 2), ("solutions", 1)):
        page = reader(document, Layout(columns=2)).pages[3]
        left, width = page.mediabox.left, page.mediabox.width
        numbers = [x for x, _, _, text in placed(page) if re.match(r"\d+\s", text) and x < left + width]
        halves = {x > left + width / 2 for x in numbers}
        assert len(halves) == columns, document


def test_large_print_is_large_and_so_is_what_is_small_elsewhere() -> None:
    def sizes(layout: Layout) -> list[float]:
        page = reader("worksheet", layout).pages[0]
        return [round(size, 1) for _, _, size, text in placed(page) if len(text.split()[0]) > 3]

    assert min(sizes(Layout(large=True))) > 15
    assert max(sizes(Layout(large=True))) > 24
    assert min(sizes(Layout())) < 11


# ─── Exams ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_exam_has_a_cover_and_its_questions_begin_behind_it() -> None:
    read = reader("exam", Layout(rules=RULES))
    cover = words(read.pages[0])
    for said in (HEADING.title, HEADING.course, HEADING.date, "Exam", "Name", "Student ID", "Paper 1 of 2"):
        assert said in cover
    (_, questions, _, _) = read.outline
    begins = min(read.get_destination_page_number(mark) for mark in questions)
    assert begins > 0
    before = " ".join(words(page) for page in read.pages[:begins])
    assert "You have 90 minutes." in before
    assert "Twice a number" not in before
    assert "Twice a number" in words(read.pages[begins])


def test_the_table_of_points_has_every_question_and_adds_up() -> None:
    heading = replace(HEADING, items=ITEMS[:7], papers=1)
    cover = words(reader("exam", heading=heading).pages[0])
    numbers, points = re.search(r"Question ([\d ]+)Total Points ([\d. ]+)Earned", cover).groups()
    assert numbers.split() == [str(item.number) for item in ITEMS[:7]]
    *each, total = map(Fraction, points.split())
    assert each == [item.points for item in ITEMS[:7]]
    assert total == sum(each)


def test_an_exam_gives_no_answers_away() -> None:
    text = " ".join(words(page) for page in reader("exam").pages)
    for secret in ("Common mistakes", "Solution", "The ratio is", "or a multiple", "Earns"):
        assert secret not in text


def test_a_known_student_has_nothing_to_fill_in() -> None:
    heading = replace(HEADING, students=(Student("s-17", "Zoë Ångström"), Student("s-18", "B")))
    read = reader("exam", heading=heading)
    covers = [words(read.pages[start]) for start in starts(read)]
    assert "Zoë Ångström" in covers[0]
    assert "s-17" in covers[0]
    assert "s-18" in covers[1]
    assert "Zoë Ångström" in words(reader("worksheet", heading=heading).pages[0])


def test_a_frame_is_not_parted_from_its_question() -> None:
    read = reader("exam")
    for page in read.pages:
        assert not re.match(r"(Paper \d of \d )?Answer", words(page))


# ─── Keys and guides ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("count", "pages"), [(12, 1), (17, 1), (30, 2)])
def test_a_key_that_is_little_too_long_is_made_smaller_to_fit_one_page(count: int, pages: int) -> None:
    samples = [question(f"f/{n}", f"Title {n}", para("x"), part(vector("1 2"))) for n in range(1, count + 1)]
    items = tuple(Item(n, f"f/{n}", f"Title {n}", (), "core", Fraction(1), 1) for n in range(1, count + 1))
    heading = replace(HEADING, items=items, papers=1)
    fragments = [latex.render(*pair) for pair in zip(samples, items, strict=True)]
    done = engine.compiled("".join(source("answer-key", heading, deal(heading, fragments))))
    assert done.overfull == ()
    assert len(pypdf.PdfReader(io.BytesIO(done.pdf)).pages) == pages


def test_the_grading_guide_has_keys_mistakes_credits_and_rubrics() -> None:
    text = " ".join(words(page) for page in reader("grading").pages)
    for said in (
        "Grading guide",
        "Wrong answer",
        "Earns",
        "or a multiple",
        "You added:",
        "names",
        "for each right one",
    ):
        assert said in text


def test_a_heading_is_not_parted_from_what_it_is_about() -> None:
    for document in ("grading", "solutions", "worksheet", "exam"):
        for page in reader(document).pages:
            body = re.sub(r"Paper \d of \d Page \d+ of \d+$", "", words(page)).strip()
            assert not re.search(r"\d+ [A-Z][a-z ,]+ \d+ points?$", body), (document, body[-60:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_are_those_of_the_language(language: str) -> None:
    told = {
        "en": ("Exam", "Student ID", "Page 1 of"),
        "de": ("Klausur", "Matrikelnummer", "Seite 1 von"),
        "fr": ("Examen", "Numéro d’étudiant", "Page 1 sur"),
        "es": ("Examen", "Número de estudiante", "Página 1 de"),
    }[language]
    heading = replace(HEADING, language=language, items=ITEMS[:2])
    cover = words(reader("exam", heading=heading).pages[0])
    for said in told:
        assert said in cover


# ─── Colour and logo ─────────────────────────────────────────────────────────────────────────────────────


def test_headings_have_the_colour_and_texts_do_not() -> None:
    content = (
        reader("worksheet", Layout(colour="0065BD")).pages[0].get_contents().get_data().decode("latin-1")
    )
    assert re.search(r"0 0\.39\d+ 0\.74\d+ rg", content)
    plain = reader("worksheet").pages[0].get_contents().get_data().decode("latin-1")
    assert " rg" not in plain


def png(width: int, height: int) -> bytes:
    """A red picture (PNG, 11)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\xff\x00\x00" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    )


@pytest.mark.parametrize("document", ["exam", "worksheet"])
def test_a_logo_stands_on_the_first_page_of_each_paper_and_is_held_once(document: str) -> None:
    read = reader(document, Layout(logo=png(40, 20), logo_name="our logo.png"))
    with_logo = [n for n, page in enumerate(read.pages) if len(page.images)]
    assert with_logo == starts(read)
    objects = {read.pages[n].images[0].indirect_reference.idnum for n in with_logo}
    assert len(objects) == 1


def test_a_logo_that_is_no_picture_inside_is_an_error_of_the_document() -> None:
    with pytest.raises(LatexError):
        compiled("exam", Layout(logo=b"\x89PNG\r\n\x1a\nnothing", logo_name="x.png"))


def test_the_same_bytes_twice() -> None:
    layout = Layout(size="letter", colour="8C1515", large=True, logo=png(3, 3), logo_name="x.png")
    heading = replace(HEADING, layout=layout)
    text = "".join(source("exam", heading, deal(heading, FRAGMENTS)))
    again = engine.compiled(text, "exam", files=files(heading)).pdf
    assert again == compiled("exam", layout).pdf


def test_the_sources_bring_the_logo_along() -> None:
    heading = replace(HEADING, layout=Layout(logo=png(3, 3), logo_name="x.png", documents=("exam",)))
    out = {}
    for file in latex.assemble(heading, list(FRAGMENTS)):
        stream = io.BytesIO()
        file.write(stream)
        out[file.path] = stream.getvalue()
    assert set(out) == {"latex/exam.tex", "latex/logo.png"}
    assert out["latex/logo.png"] == png(3, 3)
    assert b"{logo.png}" in out["latex/exam.tex"]


def test_mistakes_of_a_wide_guide_stay_inside_the_margins() -> None:
    long = say("Words of a usual length, one after the other, until the line is full. " * 3)
    wrong = Mistake(vector(" ".join(["123456789"] * 9)), long)
    sample = question(
        "f/f", "T", para("x"), part(vector(" ".join(["1"] * 9)), wrong), part(number("1"), id="b")
    )
    heading = replace(HEADING, items=(replace(ITEMS[0], family="f/f"),), papers=1)
    for layout in (Layout(), Layout(large=True)):
        text = source(
            "grading", replace(heading, layout=layout), deal(heading, [latex.render(sample, ITEMS[0])])
        )
        assert engine.compiled("".join(text)).overfull == ()
