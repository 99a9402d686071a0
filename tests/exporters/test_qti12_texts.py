r"""Any text comes out of a Canvas package as it went in, wherever it stands, and never as TeX, a blank or a tag.

Texts are read as both importers, a browser and MathJax read them. Where one of these changes a text whatever is
written, the expectation says so: what is typed is one line, what is matched is plain text, a browser shows no control
characters, and the reader of specs lets none in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hard_texts import OTHERS, TEX, XML, saying, trying
from hypothesis import assume, given
from lxml import etree
from moodle_reader_page import formulas, visible
from qti12_packed import package
from qti12_reader import BLANK, Question, read_item, read_quiz, text_of
from qti_schemas import parse
from sample_questions import HEADING, ITEMS, number, para, part, picture, question, say, vector

from generator.exporters import qti12
from generator.model import (
    Answer,
    Choice,
    Code,
    CodeBlock,
    Criterion,
    Emph,
    Essay,
    Figure,
    Inlines,
    Matching,
    Math,
    Mistake,
    MultipleChoice,
    Num,
    Option,
    Ordering,
    Paragraph,
    Reason,
    Root,
    Strong,
    Sym,
    Text,
    TextAnswer,
    TrueFalse,
    Verified,
    Words,
)

NS = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"

HARD = (
    "]]>",
    "<![CDATA[",
    "&",
    "&amp;",
    "&lt;b&gt;",
    "&#91;a1]",
    "<",
    ">",
    "<b>",
    "</p>",
    "<!--",
    "a<b and c>d",
    "$",
    "$$",
    "$$x$$",
    "\\(x\\)",
    "\\[x\\]",
    "\\(",
    "\\",
    "a\\",
    "\\begin{a}\\end{a}",
    "\\ref{a}",
    "`x`",
    "``",
    "[a1]",
    "[a1",
    "[",
    "]",
    "[[a1]]",
    "\\[a1]",
    "[x.y-z_1]",
    "[ä]",
    "%24IMS-CC-FILEBASE%24/",
    "{{question_1}}",
    "'",
    '"',
    " a ",
    "  a  b",
    "\xa0a\xa0",
    "1/2",
    "0",
    "true",
    "ß",
    "İ",
    "ǰ",
)
SAID = saying(*XML, *TEX, *OTHERS, *HARD)
hard = trying(*HARD)


def stored(asked: Verified) -> Question:
    """A question as Canvas imports it; where it becomes several items, the first."""
    body = qti12.render(asked, ITEMS[0]).body
    return read_item(parse(f'<x xmlns="{NS}">{body.whole or body.apart[0]}</x>')[0])


def alone(answer: Answer, *mistakes: Mistake) -> Question:
    return stored(question("t/t", "T", para("?"), part(answer, *mistakes)))


def marked(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Text(f"«{text}»"),)),)


def html(element: Any) -> str:
    """HTML as a browser is given it: parsed and written again by an importer."""
    return etree.tostring(element, encoding="unicode", method="html")


def tex(markup: str) -> list[str]:
    """What MathJax typesets: TeX, and, between backticks, AsciiMath."""
    ascii_math = [found for text in re.split(r"<[^>]*>", markup) for found in re.findall("`[^`]*`", text)]
    return formulas(markup) + ascii_math


def shows(element: Any, text: str) -> bool:
    """Is this text, and nothing else, what a page shows of some HTML? No formula and no blank may be found in it."""
    markup = html(element)
    return visible(markup).strip() == text.strip() and tex(markup) == BLANK.findall(markup) == []


@hard
@given(SAID)
def test_prose_arrives(text: str) -> None:
    prompted = replace(part(number("3"), Mistake(number("4"), (Text(f"«{text}»"),))), prompt=marked(text))
    both = question("t/t", "T", marked(text), prompted, part(number("1"), id="last"), solution=marked(text))
    for asked in (Verified(replace(both, parts=both.parts[:1])), both):
        one = stored(asked)
        assert visible(html(one.html)).count(f"«{text}»") == 2
        assert visible(html(one.feedback["general_fb"])) == f"«{text}»"
        assert f"«{text}»" in visible(html(one.feedback["general_incorrect_fb"]))
        for markup in map(html, (one.html, *one.feedback.values())):
            assert all(found in ("\\(4\\)", "\\(3\\)") for found in tex(markup))
        assert BLANK.findall(one.source) == list(one.blanks)


@hard
@given(SAID)
def test_a_formula_beside_any_text_is_the_only_one(text: str) -> None:
    line: Inlines = (
        Text(text),
        Math(Sym("x")),
        Text(text),
        Emph((Text(text),)),
        Strong((Text(text), Math(Sym("y")))),
    )
    asked = question("t/t", "T", (Paragraph(line),), part(vector("1 2")), solution=(Paragraph(line),))
    one = stored(asked)
    for element in (one.html, one.feedback["general_fb"]):
        assert tex(html(element)) == ["\\(x\\)", "\\(y\\)"]
        assert visible(html(element)).startswith(f"{text}\\(x\\){text}{text}{text}\\(y\\)")
    assert BLANK.findall(one.source) == list(one.blanks) == ["a1", "a2"]


@hard
@given(SAID)
def test_code_arrives(text: str) -> None:
    stem = (Paragraph((Text("«"), Code(text), Text("»"))), CodeBlock(f"«{text}»"))
    one = stored(question("t/t", "T", stem, part(vector("1 2"))))
    assert visible(html(one.html)).count(f"«{text}»") == 2
    assert tex(html(one.html)) == []
    assert BLANK.findall(one.source) == ["a1", "a2"]


@hard
@given(SAID)
def test_options_and_their_feedback_arrive(text: str) -> None:
    said = (Text(text),)
    options = (Option(said, True, said), Option(say("other"), False, said))
    for answer in (Choice(options), MultipleChoice(options)):
        one = alone(answer)
        first, second = one.choices
        assert shows(one.choices[first], text)
        assert shows(one.choices[second], "other")
        assert all(shows(one.feedback[f"{ident}_fb"], text) for ident in one.choices)


@hard
@given(SAID)
def test_verdicts_and_reasons_arrive(text: str) -> None:
    said = (Text(text),)
    wrong = alone(TrueFalse(False, said))
    assert shows(wrong.feedback["c1_fb"], text)
    reasons = (Reason(True, Option(said, True, ())), Reason(False, Option(say("other"), False, said)))
    one = alone(TrueFalse(True, (), reasons))
    assert visible(html(one.choices["c1"])).endswith(text)
    assert tex(html(one.choices["c1"])) == []
    assert shows(one.feedback["c2_fb"], text)


@hard
@given(SAID)
def test_what_is_matched_arrives(text: str) -> None:
    line = " ".join(text.split())
    assume(line.casefold() != "other")
    one = alone(Matching(((Text(text),), say("second")), (say("other"), (Text(text),)), (1, 0)))
    first, second = one.lefts
    assert shows(one.lefts[first], text)
    assert one.grade({first: one.belongs[first], second: one.belongs[second]}) == 1
    matched = one.matches[one.belongs[first]]
    assert tex(matched) == []
    if matched != line:
        assert (matched, one.matches[one.belongs[second]]) == ("b", "a")
        assert visible(html(one.html)).endswith(f"b) {text}")
        assert tex(html(one.html)) == BLANK.findall(one.source) == []


@hard
@given(SAID)
def test_what_is_ordered_arrives(text: str) -> None:
    one = alone(Ordering((say("other"), (Text(text),)), (1, 0)))
    assert shows(one.lefts["response_left2"], text)
    assert one.matches[one.belongs["response_left2"]] == "1"


@hard
@given(SAID)
def test_a_text_typed_back_is_right(text: str) -> None:
    typed = " ".join(text.split())
    assume(typed.casefold() != "some other words")
    answer = TextAnswer((text,), Words("x"))
    wrong = Mistake(TextAnswer(("some other words",), Words("x")), (Text(f"«{text}»"),))
    lone, beside = (
        alone(answer, wrong),
        stored(question("t/t", "T", para("?"), part(answer), part(answer, id="b"))),
    )
    for response, share in ((typed, 1), (f" {typed} ", 1), (f"{typed}x", 0), ("", 0)):
        assert lone.grade(response) == share
        assert beside.grade({"a1": response, "a2": typed}) == (1 + share) / 2
    assert f"«{text}»" in lone.shown("some other words")
    assert tex(html(lone.feedback["general_incorrect_fb"])) == []


@hard
@given(SAID)
def test_essays_and_their_rubrics_arrive(text: str) -> None:
    said = (Text(f"«{text}»"),)
    one = alone(Essay((Criterion(Fraction(1), said),)))
    assert f"«{text}»" in visible(html(one.feedback["general_fb"]))
    assert tex(html(one.feedback["general_fb"])) == ["\\(x = 1\\)"]  # that of the worked solution


@hard
@given(SAID)
def test_titles_arrive(text: str) -> None:
    asked = question("t/t", text, para("?"), part(vector("1 2")), part(number("1/3"), id="last"))
    items = (replace(ITEMS[0], title=text), *ITEMS[1:])
    heading = replace(HEADING, title=text, course=text, items=items)
    files = package(heading, [qti12.render(asked, items[0])])
    quiz = read_quiz(files["quiz_sample-set/quiz_sample-set.xml"].decode())
    assert quiz.title == text
    assert [group.title for group in quiz.groups] == [f"1. {text}, part 1", f"1. {text}, part 2"]
    assert all(q.title.startswith(f"{text} (1.1)") for group in quiz.groups for q in group.questions)
    about = parse(files["quiz_sample-set/assessment_meta.xml"])
    assert about.findtext("{*}title") == text
    description = parse(f"<div>{about.findtext('{*}description')}</div>")
    assert text_of(description).startswith(f"{text} · ")
    assert tex(html(description)) == ["\\(x\\)"]


@hard
@given(SAID)
def test_what_a_figure_says_arrives_and_holds_no_blank(text: str) -> None:
    figure = replace(drawn(), alt=text)
    one = stored(question("t/t", "T", (Paragraph((figure,)),), part(vector("1 2"))))
    (image,) = one.html.iter("img")
    assert image.get("alt").replace("\u2060", "") == text  # a joiner is neither seen nor read out
    assert image.get("alt") == text or BLANK.search(text)
    assert BLANK.findall(one.source) == ["a1", "a2"]


def drawn() -> Figure:
    figure = picture("drawn")
    assert isinstance(figure, Figure)
    return figure


def test_no_formula_holds_a_blank() -> None:
    """New Quizzes would cut the text of a question where a bracket in a formula holds a bare name."""
    stem = (Paragraph((Math(Root(Sym("x"), Num("3"))),)),)
    one = stored(question("t/t", "T", stem, part(vector("1 2"))))
    assert tex(html(one.html)) == ["\\(\\sqrt[{3}]{x}\\)"]
    assert BLANK.findall(one.source) == ["a1", "a2"]


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_what_no_xml_can_hold_is_an_error(control: str) -> None:
    with pytest.raises(ValueError, match="cannot be written in XML"):
        alone(Choice((Option((Text(control),), True), Option(say("other"), False))))
