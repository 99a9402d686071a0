"""Any text comes out of a cartridge as it went in, wherever it stands, and never as TeX, a file or a tag."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from cartridge_reader import NS, Item, formulas, read_cartridge, read_item, shown_in_open_edx, text_of
from hard_texts import OTHERS, TEX, XML, saying, trying
from hypothesis import assume, given
from qti_schemas import parse
from sample_questions import HEADING, ITEMS, number, para, part, question, say
from test_cartridge_package import packed

from generator.exporters import cartridge
from generator.model import (
    Answer,
    Choice,
    Code,
    Criterion,
    Emph,
    Essay,
    Inlines,
    Matching,
    Math,
    Mistake,
    MultipleChoice,
    Option,
    Ordering,
    Paragraph,
    Strong,
    Sym,
    Text,
    TextAnswer,
    TrueFalse,
    Verified,
    Words,
)

SAID = saying(
    *XML,
    *TEX,
    *OTHERS,
    "`",
    "%41",
    "%",
    "%24",
    "$IMS-CC-FILEBASE$/",
    "%24IMS-CC-FILEBASE%24/",
    'src="a"',
    "[a]",
)
hard = trying(
    "\\(x\\)",
    "$$x$$",
    "a\\",
    "&",
    "&lt;b>",
    "<b>",
    "]]>",
    "\\begin{a}\\end{a}",
    "\\ref{a}",
    "`x`",
    "%41",
    "%2541",
    " a ",
    "\xa0a\xa0",
)


def asked(answer: Answer, *mistakes: Mistake, stem: Inlines = (), title: str = "Title") -> list[Item]:
    """The items that ask for it, read again."""
    q = question("t/t", title, (Paragraph(stem),), part(answer, *mistakes), solution=para("So."))
    xml = cartridge.preview(cartridge.render(q, ITEMS[0]))
    return [read_item(node) for node in parse(f'<x xmlns="{NS[1:-1]}">{xml}</x>')]


@hard
@given(SAID)
def test_text_in_a_question_is_shown_and_typesets_nothing(text: str) -> None:
    for wrap in (Text(text), Emph((Text(text),)), Strong((Text(text),)), Code(text)):
        (item,) = asked(number("1"), stem=(Text("«"), wrap, Math(Sym("x")), Text("»")))
        assert text_of(item.html).startswith(f"«{text}\\(x\\)»")
        assert formulas(item.html) == ["\\(x\\)"]


@hard
@given(SAID)
def test_text_in_a_question_is_shown_in_open_edx(text: str) -> None:
    """Its converter undoes one escape too many, and those of addresses."""
    (item,) = asked(number("1"), stem=(Text(f"«{text}»"),))
    assert f"«{text}»".replace("\r", "") in shown_in_open_edx(item)


@hard
@given(SAID)
def test_options_and_their_feedback_arrive(text: str) -> None:
    assume(text.strip() != "other")
    offers = (Option((Text(text),), False, (Text(text),)), Option(say("other"), True, (Text(text),)))
    for answer in (Choice(offers), MultipleChoice(offers)):
        (item,) = asked(answer)
        assert text_of(item.options["o1"]) == text
        assert formulas(item.options["o1"]) == []
        for chosen in (["o1"], ["o2"]):
            assert text in item.shown(chosen)
        assert all(formulas(html) == [] for html in item.feedback.values())


@hard
@given(SAID)
def test_what_is_matched_and_ordered_arrives(text: str) -> None:
    assume(text != "other")
    said = (Text(text), Text("·"))
    for answer in (
        Matching((said, say("b")), (say("c"), say("other")), (1, 0)),
        Ordering((said, say("b")), (1, 0)),
    ):
        first, _ = asked(answer)
        assert text_of(first.html.findall("p")[-1]) == f"{text}·"
        assert formulas(first.html) == []
    for item in asked(Matching((say("a"), say("b")), (said, say("other")), (1, 0))):
        assert text_of(item.options["o1"]) == f"{text}·"


@hard
@given(SAID)
def test_a_text_typed_back_is_right(text: str) -> None:
    typed = " ".join(text.split())  # blanks between words count, which is reported
    assume(typed.lower() != "some other words")
    wrong = Mistake(TextAnswer(("some other words",), Words("x")), (Text(text),))
    for exact in (True, False):
        (item,) = asked(TextAnswer((text,), Words("x"), exact), wrong)
        assert item.grade(typed) == item.grade(f"  {typed} ") == 1
        for other in (f"{typed}x", f"x{typed}", "some other words"):
            assert item.grade(other) == 0
        assert text in item.shown("some other words")


@hard
@given(SAID)
def test_verdicts_and_rubrics_arrive(text: str) -> None:
    (item,) = asked(TrueFalse(True, (Text(text),)))
    assert text in item.shown("false")
    assert text not in item.shown("true") or text in "So."
    (item,) = asked(Essay((Criterion(Fraction(1), (Text(f"«{text}»"),)),)))
    assert f"«{text}»" in item.shown("")


@hard
@given(SAID)
def test_titles_arrive(text: str) -> None:
    plain = text.replace("\t", " ").replace("\n", " ")
    (item,) = asked(number("1"), title=text)
    assert item.title == f"{plain} (1.1)"
    heading = replace(HEADING, title=text, items=(replace(ITEMS[0], title=text, variants=1),))
    q = question("t/t", text, para("?"), part(number("1")))
    (output,) = cartridge.assemble(heading, [cartridge.render(Verified(q), heading.items[0])])
    found = read_cartridge(packed(output))
    assert (found.title, found.quizzes[0].title, found.offered) == (plain, plain, (plain,))
    assert found.quizzes[0].items[0].category == f"1. {plain}"


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_what_no_xml_can_hold_is_an_error(control: str) -> None:
    with pytest.raises(ValueError, match="cannot be written in XML"):
        asked(Choice((Option((Text(control),), True), Option(say("other"), False))))
