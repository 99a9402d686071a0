"""Names from all over the world on paper: compiled, and read back by PDFium."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from sample_questions import HEADING, ITEMS, QUESTIONS, item_of

from generator.exporters import pdf
from generator.exporters.latex import escape
from generator.exporters.latex.document import source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import batch, engine, fonts, foreign
from generator.exporters.pdf.split import Sheaf
from generator.model import Layout, Student

sys.path.append(str(Path(__file__).parents[1] / "roster"))
from world import HARD, students  # type: ignore[import-not-found]  # a module of the tests beside

pypdfium2 = pytest.importorskip("pypdfium2")
if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

SCRIPTS = {
    "Cyrillic": "Анна-Мария Щербакова",
    "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Vietnamese": "Nguyễn Thị Ngọc Hưởng",
    "Armenian": "Հայկ Գրիգորյան",
    "Georgian": "გიორგი მაისურაძე",
    "Han": "諸葛小明",
    "Kana": "ひろし ユリヤ",
    "Hangul": "김철수 황보영희",
    "Arabic": "محمد عبد الرحمن حسن",
    "Persian": "علی‌رضا چراغ‌پور",
    "Hebrew": "יונתן בן דוד",
    "Devanagari": "प्रियंका त्रिपाठी",
    "Bengali": "শ্রীমতী বন্দ্যোপাধ্যায়",
    "Tamil": "செல்வி ஸ்ரீனிவாசன்",
    "Thai": "น้ำฝน ปิ่นแก้ว",
    "Ethiopic": "አበበ ኃይለሥላሴ",
    "mixed": "Smith 王 Ahmed محمد Jones",
    "numbers": "محمد علي 12",
    "marks": "x\u0302 q\u0303 Ọlọ́run",
}
FROM_RIGHT_TO_LEFT = ("Arabic", "Persian", "Hebrew", "numbers")
"""Where PDFium puts words in the order in which they are seen."""


def printable(name: str) -> bool:
    return not foreign.lacking(escape.text(name))


def plain(text: str) -> str:
    """A text without what a reader of PDF may add or leave out."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", text)
        if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
    )


def worksheet(
    names: list[str], layout: Layout = HEADING.layout, document: str = "worksheet"
) -> batch.Printed:
    """A worksheet of one question for each name."""
    question, item = QUESTIONS[0], ITEMS[0]
    assert item_of(question) == item
    people = tuple(Student(f"s{n}", name) for n, name in enumerate(names))
    heading = replace(
        HEADING, items=(item,), papers=len(names), students=people, instructions=(), layout=layout
    )
    fragments = [replace(pdf.render(question, item), ordinal=k, index=k) for k in range(len(names))]
    pieces, files = foreign.illustrated(source(document, heading, deal(heading, fragments)))
    return batch.printed(pieces, [f"{document} for {person.id}" for person in people], files)


@pytest.fixture(scope="module")
def printed() -> batch.Printed:
    return worksheet([name for name in SCRIPTS.values() if printable(name)])


def pages(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        yield text.get_text_range()
        text.close()
        page.close()
    document.close()


def test_names_are_read_back_in_the_order_of_their_letters(printed: batch.Printed) -> None:
    (one,) = printed.batches
    names = [(script, name) for script, name in SCRIPTS.items() if printable(name)]
    assert not printed.failures
    assert len(names) >= 3  # Latin Modern, which comes with TeX, has the Vietnamese letters at least
    texts = list(pages(one.pdf))
    assert len(texts) == len(names)
    for (script, name), text in zip(names, texts, strict=True):
        if script in FROM_RIGHT_TO_LEFT:
            assert all(plain(word) in plain(text) for word in name.split()), script
        else:
            assert plain(name) in plain(text), script


def test_no_code_point_is_printed_for_a_letter_that_a_font_has(printed: batch.Printed) -> None:
    codes = {f"{ord(c):04X}" for name in SCRIPTS.values() for c in name if ord(c) > 0x17F}
    for batch_ in printed.batches:
        assert not codes & set(re.findall("[0-9A-F]{4,5}", "".join(pages(batch_.pdf))))


def test_the_same_names_give_the_same_bytes(printed: batch.Printed) -> None:
    again = worksheet([name for name in SCRIPTS.values() if printable(name)])
    assert [one.pdf for one in again.batches] == [one.pdf for one in printed.batches]


def test_fonts_are_embedded_and_a_paper_has_those_of_its_own_name(printed: batch.Printed) -> None:
    names = [name for name in SCRIPTS.values() if printable(name)]
    place = names.index(SCRIPTS["Vietnamese"])
    sheaf = Sheaf(printed.batches[0].pdf)
    own = sheaf.paper(place + 1)
    composite = [str(font["/BaseFont"]) for font in fonts_of(own) if font["/Subtype"] == "/Type0"]
    assert composite
    assert all("LMRoman" in name for name in composite)
    for font in fonts_of(printed.batches[0].pdf):
        descriptor = font.get("/FontDescriptor") or font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert re.match("/[A-Z]{6}[+]", str(font["/BaseFont"]))


def fonts_of(data: bytes) -> list[pypdf.generic.DictionaryObject]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    found = []
    for number in range(1, int(reader.trailer["/Size"])):
        thing = reader.get_object(number)
        is_font = isinstance(thing, pypdf.generic.DictionaryObject) and thing.get("/Type") == "/Font"
        if is_font and "CIDFont" not in str(thing["/Subtype"]):
            found.append(thing)
    return found


@pytest.mark.parametrize("layout", [Layout(), Layout(columns=2), Layout(large=True, size="letter")])
@pytest.mark.parametrize("document", ["worksheet", "exam"])
def test_no_name_sticks_out_of_its_line(layout: Layout, document: str) -> None:
    done = worksheet([name for name in HARD if len(name) > 30], layout, document)
    assert not done.failures
    assert not [box for box in done.overfull if not box.culprit.number]


def test_any_name_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any font, code points are, and they are told."""
    names = list(HARD[::2]) + [name for _, name in students()[::9]]
    monkeypatch.setattr(foreign.fonts, "chosen", lambda word: None)
    done = worksheet(names)
    assert not done.failures
    assert "738B" in "".join(pages(worksheet(["王"]).batches[0].pdf))
    assert foreign.lacking(escape.text("Smith 王 é")) == ("王",)


def test_a_source_without_foreign_words_stays_as_it_is() -> None:
    pieces = ["\\begin{document}Zoë", "\\end{document}"]
    assert foreign.illustrated(pieces) == (pieces, {})


def test_what_has_no_meaning_of_its_own_has_no_font() -> None:
    assert fonts.chosen("\ue000") is None
    assert fonts.chosen("\U0010ffff") is None
    assert fonts.chosen("ế" * (fonts.LONGEST + 1)) is None
