"""Any text comes out of a QTI file as it went in, wherever it stands, in every version; formulas stay what they are.

A text is read by an XML parser and put together as a reader of the page sees it (`qti_reader.text`); what is typed is
graded by an engine of its own."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from typing import Any
from unicodedata import normalize

import pytest
from hard_texts import OTHERS, TEX, XML, saying, trying
from hypothesis import assume, given
from lxml import etree
from qti_engine import Item, read_item
from qti_parts import VERSIONS
from qti_reader import MATHML, normal, tex, text
from sample_questions import HEADING, ITEMS, number, para, part, question, say

from generator.answers import judge
from generator.exporters.base import Exporter
from generator.model import (
    Answer,
    Choice,
    Code,
    CodeBlock,
    Criterion,
    Drawing,
    Emph,
    Essay,
    Figure,
    Inlines,
    Listing,
    Matching,
    Math,
    Mistake,
    MultipleChoice,
    Option,
    Ordering,
    Paragraph,
    Reason,
    Strong,
    Sym,
    Table,
    Text,
    TextAnswer,
    TrueFalse,
    Verified,
    Words,
)

MEANT = r"""
    <?x?> </qti-simple-choice> </simpleChoice> <math> {{ident}} {% %} {# #} { } ~ = # % * .* [a-z] [^ ( ) |
     ? + \d \p{L} \i ^ -- ß ẞ ss ı İ Ａ 🙂 ﬁ ς ŉ
"""
MARKS = ("\u2028", "\ufeff", "\u200b", "\u202e", "e\u0301", "\u0301")
SAID = saying(*XML, *TEX, *OTHERS, *MEANT.split(), *MARKS)
hard = trying(
    "\\(x\\)",
    "$$x$$",
    "a\\",
    "&",
    "<",
    "]]>",
    "{{ ident }}",
    " a ",
    "\xa0a\xa0",
    "e\u0301",
    "\ufeffa",
    "a\u2028b",
    drawn=25,
)


# ─── What is read back ───────────────────────────────────────────────────────────────────────────────────


def everywhere(asked: Verified) -> list[Item]:
    """The question in every version."""
    return [read_item(version.render(asked, ITEMS[0]).body.xml) for version in VERSIONS]


def alone(answer: Answer, *mistakes: Mistake) -> list[Item]:
    return everywhere(question("t/t", "T", para("?"), part(answer, *mistakes)))


def marked(said: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Text(f"⟪{said}⟫"),)),)


def formulas(element: Any) -> list[str]:
    return [tex(math) for math in element.iter(f"{MATHML}math")]


def texts(item: Item, tag: str) -> list[str]:
    """The text of each element with this name; there is no formula in it."""
    found = list(item.root.iter(tag))
    assert not any(formulas(element) for element in found)
    return [text(element) for element in found]


def only(item: Item) -> str:
    """The identifier of the only response."""
    (name,) = item.responses
    return name


def remarks(item: Item, response: str | list[str]) -> list[str]:
    """The feedback that the only response shows, but for the solution."""
    return item.shown(item.grade({only(item): response}) | {"SOLUTION": None})


# ─── Prose ───────────────────────────────────────────────────────────────────────────────────────────────


@hard
@given(SAID)
def test_prose_arrives(said: str) -> None:
    prompted = replace(part(number("3"), Mistake(number("4"), (Text(said),))), prompt=marked(said))
    asked = question("t/t", "T", marked(said), prompted, solution=marked(said))
    for item in (*everywhere(asked), *everywhere(both(asked))):
        (body,) = texts(item, "itemBody")
        assert body.count(f"⟪{said}⟫") >= 2
        first = next(iter(item.responses))
        remark, solution = item.shown(item.grade({first: "4"}))
        assert remark == said
        assert solution.strip("\n") == f"⟪{said}⟫"
        assert formulas(item.root) == []


def both(asked: Verified) -> Verified:
    """The question with another part."""
    return Verified(replace(asked, parts=(*asked.parts, part(number("1"), id="last"))))


@hard
@given(SAID)
def test_a_formula_beside_any_text_is_the_only_one(said: str) -> None:
    line: Inlines = (
        *(Text(said), Math(Sym("x")), Text(said), Emph((Text(said),))),
        Strong((Text(said), Math(Sym("y")))),
    )
    for item in everywhere(
        question("t/t", "T", (Paragraph(line),), part(number("3"), Mistake(number("4"), line)))
    ):
        assert formulas(item.root.find("itemBody")) == ["x", "y"]
        shown = f"{said}«x»{said}{said}{said}«y»"
        assert text(item.root.find("itemBody")).strip("\n").startswith(shown)
        assert item.shown(item.grade({only(item): "4"}))[0] == shown


@hard
@given(SAID)
def test_code_lists_and_tables_arrive(said: str) -> None:
    line = (Text(said),)
    stem = (
        Paragraph((Code(said),)),
        CodeBlock(f"{said}\n  {said}"),
        Listing(((Paragraph(line),), (Paragraph(line), Paragraph(line)))),
        Table((line, line), ((line, (Code(said),)),), "lr"),
    )
    for item in everywhere(question("t/t", "T", stem, part(number("3")))):
        assert texts(item, "code") == [said, f"{said}\n  {said}", said]
        assert texts(item, "pre") == [f"{said}\n  {said}"]
        assert [each.strip("\n") for each in texts(item, "li")] == [said, f"{said}\n{said}"]
        assert [*texts(item, "th"), *texts(item, "td")][:4] == [said] * 4


@hard
@given(SAID)
def test_what_a_figure_shows_is_said_beside_it(said: str) -> None:
    drawing = Figure(Drawing(10, 10, ()), said)
    for item in everywhere(question("t/t", "T", (Paragraph((drawing,)),), part(number("3")))):
        assert [img.get("alt") for img in item.root.iter("img")] == [said]


# ─── What is offered ─────────────────────────────────────────────────────────────────────────────────────


@hard
@given(SAID)
def test_options_and_their_feedback_arrive(said: str) -> None:
    line = (Text(said),)
    options = (Option(line, True, line), Option(say("other"), False, (Text(f"no {said}"),)))
    for item in alone(Choice(options)):
        assert texts(item, "simpleChoice") == [said, "other"]
        first, second = item.responses[only(item)].offered
        assert remarks(item, first) == [said]
        assert remarks(item, second) == [f"no {said}"]
    for item in alone(MultipleChoice(options)):
        assert texts(item, "simpleChoice") == [said, "other"]
        assert remarks(item, item.responses[only(item)].offered) == [said, f"no {said}"]


@hard
@given(SAID)
def test_verdicts_and_reasons_arrive(said: str) -> None:
    line = (Text(said),)
    for item in alone(TrueFalse(False, line)):
        first, _ = item.responses[only(item)].offered
        assert remarks(item, first) == [said]
    reasons = (Reason(True, Option(line, True, ())), Reason(False, Option(say("other"), False, line)))
    for item in alone(TrueFalse(True, (), reasons)):
        right, _ = texts(item, "simpleChoice")
        assert right.endswith(said)
        _, wrong = item.responses[only(item)].offered
        assert remarks(item, wrong) == [said]


@hard
@given(SAID)
def test_what_is_matched_and_ordered_arrives(said: str) -> None:
    line = (Text(said),)
    for item in alone(Matching((line, say("second")), (line, say("other"), say("third")), (0, 1))):
        assert texts(item, "simpleAssociableChoice") == [said, "second", said, "other", "third"]
    for item in alone(Ordering((say("other"), line), (1, 0))):
        assert texts(item, "simpleChoice") == ["other", said]


# ─── What is typed ───────────────────────────────────────────────────────────────────────────────────────


@hard
@given(SAID)
def test_a_text_typed_back_is_right(said: str) -> None:
    """Keyboards give composed letters and plain blanks (NFC, U+0020)."""
    wrong = Mistake(TextAnswer(("some other words",), Words("x")), (Text(said),))
    plain = normalize("NFC", " ".join(said.split()))
    assume(plain.casefold() != "some other words")
    for exact in (True, False):
        answer = TextAnswer((said,), Words("x"), exact)
        for item in alone(answer, wrong):
            assert item.key == {only(item): said}
            assert item.grade({only(item): plain})["SCORE"] == item.maximum
            for typed in (
                f"  {plain}\t",
                f"{plain}x",
                f"x{plain}",
                f"{plain} {plain}",
                plain.replace(" ", ""),
            ):
                score = item.grade({only(item): typed})["SCORE"]
                assert score == item.maximum * judge(answer, normalize("NFC", typed)), typed
            assert remarks(item, "some  other words ") == [said]


@hard
@given(SAID)
def test_what_a_grader_reads_arrives(said: str) -> None:
    essay = part(Essay((Criterion(Fraction(1), (Text(f"⟪{said}⟫"),)),)))
    for item in everywhere(question("t/t", "T", marked(said), essay)):
        (body,), (rubric,) = texts(item, "itemBody"), texts(item, "rubricBlock")
        assert body.count(f"⟪{said}⟫") == 2
        assert f"⟪{said}⟫" in rubric


# ─── Names ───────────────────────────────────────────────────────────────────────────────────────────────


def files(version: Exporter, said: str) -> dict[str, Any]:
    """The documents of a package in which all that has a name has this one, by their names."""
    asked = Verified(replace(question("t/t", said, para("?"), part(number("1"))), topics=(said,)))
    item = replace(ITEMS[0], title=said, topics=(said,))
    heading = replace(HEADING, title=said, course=said, date="", instructions=marked(said), items=(item,))
    (output,) = version.assemble(heading, [version.render(asked, item)])
    stream = io.BytesIO()
    output.write(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@hard
@given(SAID)
def test_names_and_instructions_arrive(said: str) -> None:
    for version in VERSIONS:
        contents = files(version, said)
        (name,) = (name for name in contents if name.startswith("items/q"))
        assert normal(contents[name]).get("title") == f"{said} (1.1)"
        test = normal(contents["test.xml"])
        assert test.get("title") == said
        assert next(test.iter("assessmentSection")).get("title") == f"1. {said}"
        assert [text(p) for p in test.find(".//rubricBlock").iter("p")] == [said, f"⟪{said}⟫"]
        manifest: Any = etree.fromstring(contents["imsmanifest.xml"])
        keyword, *_ = manifest.iter("{*}keyword")
        assert "".join(keyword.itertext()) == said


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_what_no_xml_can_hold_is_an_error(control: str) -> None:
    with pytest.raises(ValueError, match="cannot be written in XML"):
        alone(Choice((Option((Text(control),), True), Option(say("other"), False))))
