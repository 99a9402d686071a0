"""Any text comes out of a Moodle file as it went in, wherever it stands, and never as TeX, a gap, a file or a tag.

Texts are read as PHP, Moodle, a browser and MathJax read them (`moodle_reader`). Where one of these changes a text
whatever is written, the expectation says so: Moodle trims a text at both ends, a drop-down is one line, a browser shows
no control characters, and the reader of specs lets none in.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hard_texts import OTHERS, TEX, XML, saying, trying
from hypothesis import assume, given
from moodle_reader import Stored, formulas, one_line, read_bank, trimmed, visible
from moodle_reader_page import BLANKS
from sample_questions import HEADING, ITEMS, number, para, part, question, say

from generator.exporters import moodle
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
    Part,
    Reason,
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
    "{",
    "}",
    "\\{",
    "\\}",
    "{1:SA:=a}",
    "{:MC:=a~b}",
    "{#1}",
    "{2:NM:=",
    "~",
    "=",
    "#",
    "%",
    "%50%",
    "*",
    "\\*",
    "\\#",
    "\\~",
    "[[1]]",
    "[[",
    "[[input:ans1]]",
    "@@PLUGINFILE@@/",
    "@@",
    "{@a@}",
)
hard = trying(
    "\\(x\\)",
    "$$x$$",
    "a\\",
    "&",
    "{1:SA:=a}",
    "<",
    "]]>",
    "\\begin{a}\\end{a}",
    "@@PLUGINFILE@@/a.png",
    "\\}~\\#",
    " a ",
    "\xa0a\xa0",
)


def stored(*parts: Part, stem: str = "?", hints: tuple[str, ...] = (), solution: str = "!") -> Stored:
    """A question with these parts as Moodle stores it."""
    asked = question("t/t", "T", _marked(stem), *parts, solution=_marked(solution))
    return _stored(Verified(replace(asked, hints=tuple(map(_marked, hints)))))


def _stored(asked: Verified) -> Stored:
    return read_bank(f"<quiz>{moodle.render(asked, ITEMS[0]).body.xml}</quiz>".encode())[0]


def _marked(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Text(f"«{text}»"),)),)


def _ends_trimmed(text: str) -> str:
    """Moodle trims what stands alone in a text: an option, a feedback."""
    return text.strip(BLANKS)


def _alone(answer: Answer, *mistakes: Mistake) -> Stored:
    return stored(part(answer, *mistakes))


def _beside(answer: Answer, *mistakes: Mistake) -> Stored:
    """In a cloze."""
    return stored(part(answer, *mistakes), part(number("1"), id="last"))


def shows(markup: str, text: str) -> bool:
    """Is this text, and nothing else, what a page shows of some HTML? No TeX may be found in it."""
    return _ends_trimmed(visible(markup)) == _ends_trimmed(text) and formulas(markup) == []


@hard
@given(SAID)
def test_prose_arrives(text: str) -> None:
    prompted = replace(part(number("3"), Mistake(number("4"), (Text(text),))), prompt=_marked(text))
    for one in (
        stored(prompted, stem=text, hints=(text, text), solution=text),
        stored(prompted, part(number("1"), id="last"), stem=text, hints=(text,), solution=text),
    ):
        assert visible(one.text).count(f"«{text}»") >= 2
        assert f"«{text}»" in visible(one.general)
        assert [visible(hint.text) for hint in one.hints] == [f"«{text}»"] * len(one.hints) != []
        for markup in (one.text, one.general, *(hint.text for hint in one.hints)):
            assert formulas(markup) == []
        assert shows(one.gaps[0].grade("4")[1], text)
        assert len(one.gaps) <= 2


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
    asked = question("t/t", "T", (Paragraph(line),), part(number("3"), Mistake(number("4"), line)))
    both = Verified(replace(asked, parts=(*asked.parts, part(number("1"), id="last"))))
    for one in (_stored(asked), _stored(both)):
        for markup in (one.text, one.gaps[0].grade("4")[1]):
            assert formulas(markup) == ["\\(x\\)", "\\(y\\)"]
        assert visible(one.text).startswith(f"{text}\\(x\\){text}{text}{text}\\(y\\)")


@hard
@given(SAID)
def test_code_arrives(text: str) -> None:
    one = _stored(question("t/t", "T", (Paragraph((Text("«"), Code(text), Text("»"))),), part(number("3"))))
    assert f"«{text}»" in visible(one.text)
    assert formulas(one.text) == []


@hard
@given(SAID)
def test_options_and_their_feedback_arrive(text: str) -> None:
    said = (Text(text),)
    assume(_ends_trimmed(text) != "other")
    options = (Option(said, True, said), Option(say("other"), False, said))
    for answer in (Choice(options), MultipleChoice(options)):
        for one in (_alone(answer), _beside(answer)):
            first, second = one.gaps[0].entries
            assert shows(first.text, text)
            assert shows(second.text, "other")
            assert shows(first.feedback, text)
            assert shows(second.feedback, text)


@hard
@given(SAID)
def test_verdicts_and_reasons_arrive(text: str) -> None:
    said = (Text(text),)
    lone = _alone(TrueFalse(False, said))
    assert shows(lone.gaps[0].grade("true")[1], text)
    assert shows(_beside(TrueFalse(False, said)).gaps[0].entries[0].feedback, text)
    reasons = (Reason(True, Option(said, True, ())), Reason(False, Option(say("other"), False, said)))
    for one in (_alone(TrueFalse(True, (), reasons)), _beside(TrueFalse(True, (), reasons))):
        right, wrong = one.gaps[0].entries
        assert visible(right.text).rstrip(BLANKS).endswith(text.rstrip(BLANKS))
        assert formulas(right.text) == []
        assert shows(wrong.feedback, text)


@hard
@given(SAID)
def test_what_is_matched_arrives(text: str) -> None:
    assume(" ".join(text.split()) not in ("other", "third"))
    line = (Text(text),)
    for rights in ((line, say("other"), say("third")), (line, say("other"))):
        answer = Matching((line, say("second")), rights, (0, 1))
        for one in (_alone(answer), _beside(answer)):
            assert len(one.gaps) == (3 if one.kind == "cloze" else 2)
            choice = next(entry.text for entry in one.gaps[0].entries if entry.fraction == 1)
            if one.kind == "matching":
                left, *_ = (trimmed(pair, ".") for pair in one.element.iterfind("subquestion"))
                assert shows(left, text)
            else:
                assert _ends_trimmed(text) in visible(one.text)
                assert formulas(one.text) == []
            shown = visible(choice) if one.kind in ("cloze", "ddwtos") else one_line(choice)
            if one.kind == "ddwtos" or shown != "a" or " ".join(text.split()) == "a":
                # A drop-down is one line; what is listed above it can have several blanks.
                assert " ".join(shown.split()) == " ".join(text.split())
            else:
                assert f"(a) {text}" in visible(one.text)


@hard
@given(SAID)
def test_what_is_ordered_arrives(text: str) -> None:
    assume(_ends_trimmed(text) != "other")
    answer = Ordering((say("other"), (Text(text),)), (1, 0))
    items = _alone(answer).gaps[0].entries
    assert shows(items[0].text, text)
    assert shows(items[1].text, "other")
    around = _beside(answer)
    assert _ends_trimmed(text) in visible(around.text)
    assert formulas(around.text) == []
    assert len(around.gaps) == 3


@hard
@given(SAID)
def test_a_text_typed_back_is_right(text: str) -> None:
    typed = " ".join(text.split())  # how many blanks there are counts for Moodle only, which is reported
    assume(typed.casefold() != "some other words")
    wrong = Mistake(TextAnswer(("some other words",), Words("x")), (Text(text),))
    for exact in (True, False):
        answer = TextAnswer((text,), Words("x"), exact)
        for one in (_alone(answer, wrong), _beside(answer, wrong)):
            gap = one.gaps[0]
            assert gap.grade(typed)[0] == gap.grade(f"  {typed} ")[0] == 1
            for other in (f"{typed}x", f"x{typed}", typed.replace("*", "x") + "y"):
                assert gap.grade(other)[0] == 0
            assert shows(gap.grade("some other words")[1], text)


@hard
@given(SAID)
def test_essays_and_their_notes_arrive(text: str) -> None:
    said = (Text(f"«{text}»"),)
    options = Choice((Option(said, True), Option(say("other"), False, said)))
    one = stored(part(Essay((Criterion(Fraction(1), said),))), part(options, id="chosen"), stem=text)
    assert visible(one.text).count(f"«{text}»") == 2
    assert visible(one.notes).count(f"«{text}»") >= 2
    assert formulas(one.text) == formulas(one.notes) == []


@hard
@given(SAID)
def test_names_lose_nothing_but_angle_brackets(text: str) -> None:
    asked = replace(question("t/t", text, para("?"), part(number("1"))), topics=(f"a {text}",))
    one = _stored(Verified(asked))
    plain = text.replace("<", "‹").replace(">", "›")
    assert one.name == f"{plain.strip()} · 1"
    assert f"a {plain}".strip() in one.tags
    heading = replace(HEADING, title=text, items=(replace(ITEMS[0], title=text),))
    (file,) = moodle.assemble(heading, [moodle.render(Verified(asked), heading.items[0])])
    assert file.path.endswith(".xml")


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_what_no_xml_can_hold_is_an_error(control: str) -> None:
    with pytest.raises(ValueError, match="cannot be written in XML"):
        _alone(Choice((Option((Text(control),), True), Option(say("other"), False))))
