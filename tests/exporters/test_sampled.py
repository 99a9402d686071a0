"""Expressions by their values in the formats: independent readers grade what students type there."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import moodle_reader
import pytest
import qti12_reader
import qti_engine
import sympy
from moodle_reader import visible
from qti12_reader import read_quiz
from qti_schemas import parse
from sample_questions import number, para, part, question, say

from generator.answers.sampled import with_samples
from generator.draw import draw
from generator.exporters import exporter, moodle, qti12, qti21
from generator.exporters.base import Fragment
from generator.exporters.sampled import BY_VALUES, by_values
from generator.maths.typeset import typeset
from generator.model import (
    LANGUAGES,
    Consequence,
    Essay,
    Expression,
    Heading,
    Item,
    Mistake,
    Part,
    Verified,
)
from generator.plan import load_family
from generator.sets.library import Library

x = sympy.Symbol("x")
ITEM = Item(1, "made/up", "Made up", (), "core", Fraction(4), 2)


def expression(value: object, form: str = "") -> Expression:
    return Expression(value, typeset(value), ("x",), form)  # type: ignore[arg-type]  # a word of the type


def valued(key: object, *wrong: object, id: str = "a", form: str = "") -> Part:
    """A part whose answer is asked by values: the feedback of mistake k, from 0, is `No k.`"""
    mistakes = [Mistake(expression(value), say(f"No {n}.")) for n, value in enumerate(wrong)]
    return with_samples(part(expression(key, form), *mistakes, id=id, prompt=para("The answer is")))


def asked(*parts: Part, index: int = 0) -> Verified:
    return question("made/up", "Made up", para("Do it."), *parts, index=index)


SQUARE = valued(x**2 + 1, 2 * x, x**2 - 1)  # 5 and 10 at 2 and 3; mistakes 4 and 6, 3 and 8
EXPONENTIAL = valued(sympy.exp(x), 1 / x)  # 7.389 and 20.09 at 2 and 3, to four digits


# ─── One part becomes several ────────────────────────────────────────────────────────────────────────────


def test_numbers_share_the_points_and_say_where() -> None:
    whole = replace(asked(SQUARE, part(number("1"), id="b")), language="en")
    numeric, losses = by_values(whole, "Moodle")
    assert [(p.id, p.points, p.answer.kind) for p in numeric.parts] == [
        ("a.1", Fraction(1, 2), "number"),
        ("a.2", Fraction(1, 2), "number"),
        ("b", 1, "number"),
    ]
    assert [(loss.part, loss.instead) for loss in losses] == [("a", BY_VALUES)]
    assert whole.parts[0] is SQUARE


def test_questions_without_values_come_back_as_they_are() -> None:
    plain = asked(replace(SQUARE, samples=()))
    assert by_values(plain, "Moodle") == (plain, ())
    assert by_values(plain, "Moodle")[0] is plain


def test_a_form_is_not_asked_and_that_is_said() -> None:
    _, losses = by_values(asked(valued(x**2 + x, x, form="expanded")), "Moodle")
    assert [loss.instead for loss in losses] == [BY_VALUES, "the form is not asked"]


def test_what_follows_from_a_mistake_in_the_expression_still_earns_half_in_moodle() -> None:
    later = replace(
        part(number("7"), id="b"), follows=("a",), consequences=(Consequence("a", 1, number("-1")),)
    )
    stored = stored_as(asked(SQUARE, later))
    share, said = stored.gaps[2].grade("-1")
    assert (share, "No 1." in said) == (Fraction(1, 2), True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompts_are_in_the_language_of_the_question(language: str) -> None:
    numeric, _ = by_values(replace(asked(EXPONENTIAL), language=language), "Moodle")
    said = [str(p.prompt) for p in numeric.parts]
    assert all("4" in text and "{" not in text for text in said)
    assert len({str(by_values(replace(asked(SQUARE), language=k), "Moodle")) for k in LANGUAGES}) == len(
        LANGUAGES
    )


# ─── Moodle ──────────────────────────────────────────────────────────────────────────────────────────────


def stored_as(q: Verified) -> moodle_reader.Stored:
    xml = moodle.render(q, ITEM).body.xml
    (stored,) = moodle_reader.read_bank(f"<quiz>{xml}</quiz>".encode())
    return stored


def test_moodle_asks_in_gaps_and_knows_the_mistakes() -> None:
    stored = stored_as(asked(SQUARE))
    assert (stored.kind, len(stored.gaps)) == ("cloze", 2)
    shown = visible(stored.text)
    assert re.search(r"Do it\..*The answer is.*values.*x = 2.*\{#1\}.*x = 3.*\{#2\}", shown, re.DOTALL)
    assert shown.count("The answer is") == 1
    assert stored.grade("5", "10") == (1, ("", ""))
    assert stored.grade("4", "6") == (0, ("No 0.", "No 0."))
    assert stored.grade("3", "10") == (Fraction(1, 2), ("No 1.", ""))
    assert stored.grade("0", "0")[0] == 0


def test_whoever_rounds_as_asked_is_right_and_nobody_else() -> None:
    stored = stored_as(asked(EXPONENTIAL))
    assert visible(stored.text).count("4 significant digits") == 2
    for right in (("7.389", "20.09"), ("7.3891", "20.0855"), ("7.38905609893065", "20.085536923187668")):
        assert stored.grade(*right)[0] == 1
    assert stored.grade("7.39", "20.1")[0] == 0
    assert stored.grade("0.5", "0.3333") == (0, ("No 0.", "No 0."))


def test_an_expression_without_mistakes_is_no_essay_any_more() -> None:
    essay = stored_as(asked(replace(valued(x**2), samples=())))
    stored = stored_as(asked(valued(x**2)))
    assert (essay.kind, stored.kind) == ("essay", "cloze")
    assert stored.grade("4", "9")[0] == 1


def test_beside_an_essay_moodle_asks_for_the_expression_itself_unless_parts_are_apart() -> None:
    both = asked(SQUARE, part(Essay(()), id="b"))
    stored = stored_as(both)
    assert stored.kind == "essay"
    assert "x = 2" not in visible(stored.text)

    xml = moodle.render(both, replace(ITEM, apart=True)).body.xml
    found = moodle_reader.read_bank(f"<quiz>{xml}</quiz>".encode())
    (cloze,) = [one for one in found if one.kind == "cloze"]
    assert "The answer is" in visible(cloze.text)
    assert cloze.grade("5", "10")[0] == 1


# ─── QTI ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_qti21_asks_for_numbers() -> None:
    fragment = qti21.render(asked(SQUARE), ITEM)
    item = qti_engine.read_item(fragment.body.xml)
    names = list(item.responses)
    assert item.grade(dict(zip(names, ("5", "10"), strict=True)))["SCORE"] == 4
    assert item.grade(dict(zip(names, ("5", "8"), strict=True)))["SCORE"] == 2
    assert item.grade(dict(zip(names, ("4", "6"), strict=True)))["SCORE"] == 0


def read(xml: str) -> qti12_reader.Question:
    namespace = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
    return qti12_reader.read_item(parse(f'<x xmlns="{namespace}">{xml}</x>')[0])


def canvas(part: Part, **others: str) -> qti12_reader.Question:
    return read(qti12.render(replace(asked(part), **others), ITEM).body.whole)


def test_canvas_asks_for_all_values_in_one_item() -> None:
    one = canvas(SQUARE)
    assert (one.kind, one.points) == ("fill_in_multiple_blanks_question", 4)
    assert one.grade({"a1": "5", "a2": "10"}) == 1
    assert one.grade({"a1": "5", "a2": "8"}) == 0.5
    assert one.grade({"a1": "4", "a2": "6"}) == 0
    shown = one.shown({"a1": "4", "a2": "6"})
    assert "\\(2x\\): No 0." in shown  # told by the expression, not value by value
    assert shown.count("No 0.") == shown.count("No 1.") == 1
    assert qti12_reader.text_of(one.html).count("The answer is") == 1


def test_canvas_takes_a_rounded_value_with_the_digits_asked_for_or_more() -> None:
    one = canvas(EXPONENTIAL)
    assert one.kind == "fill_in_multiple_blanks_question"
    for right in (
        ("7.389", "20.09"),
        ("7.3891", "20.0855"),
        ("+7.389", "20.085536923"),
        ("7.389056099", "20.08554"),
    ):
        assert one.grade(dict(zip(("a1", "a2"), right, strict=True))) == (
            0.5 if "20.085536923" in right else 1
        )
    for wrong in ("7.39", "7.4", "7.388", "", "7,389"):
        assert one.grade({"a1": wrong, "a2": "20.09"}) == 0.5
    german = canvas(EXPONENTIAL, language="de")
    assert german.grade({"a1": "7,389", "a2": "20,0855"}) == 1


def test_canvas_takes_the_zeros_at_the_end_of_a_rounded_value() -> None:
    one = canvas(valued(sympy.sqrt(6 + x + sympy.Rational(1, 10**5)), x + 10))
    texts = one.blanks["a2"]  # the root of 9.00001
    assert {"3", "3.0", "3.000", "3.00000", "3.000002"} <= set(texts)
    assert all(abs(float(text) - 9.00001**0.5) < 0.0005 for text in texts if "/" not in text)


def test_what_is_asked_of_one_question_in_canvas_depends_on_it_alone() -> None:
    """Nothing is told of other variants, and a group draws from items of one shape, whatever is in it."""
    constant = qti12.render(
        asked(valued(sympy.sqrt(2), 1 / sympy.sqrt(2)), index=2), ITEM
    )  # it has no values
    three = valued(x**2 + 1, 2 * x)
    three = replace(three, samples=(*three.samples, three.samples[0]))
    fragments = [
        *(qti12.render(asked(p, index=n), ITEM) for n, p in enumerate((SQUARE, EXPONENTIAL))),
        constant,
        qti12.render(asked(three, index=3), ITEM),
    ]
    fragments = [replace(f, id=f"q{n:024x}", ordinal=n) for n, f in enumerate(fragments)]
    assert [loss.instead for loss in fragments[0].losses if loss.part == "a"][:1] == [BY_VALUES]
    blanks = "fill_in_multiple_blanks_question"
    assert groups(*fragments) == [[blanks, blanks, "multiple_choice_question", blanks]]


def groups(*fragments: Fragment) -> list[list[str]]:
    """The kinds of the questions in each group of the quiz."""
    heading = Heading("made", "Made", "", "", (), (ITEM,), "", 1, "")
    (file,) = qti12.assemble(heading, list(fragments))
    stream = io.BytesIO()
    file.write(stream)
    quiz = zipfile.ZipFile(stream).read("quiz_made/quiz_made.xml").decode()
    return [[one.kind for one in group.questions] for group in read_quiz(quiz).groups]


def test_beside_other_parts_canvas_asks_for_all_values_in_the_item_of_their_part() -> None:
    both = qti12.render(
        asked(EXPONENTIAL, part(number("1/3"), Mistake(number("3"), say("No.")), id="b")), ITEM
    )
    assert both.body.whole == ""
    items = [read(xml) for xml in both.body.apart]
    assert [(one.kind, one.points) for one in items] == [
        ("fill_in_multiple_blanks_question", 2),
        ("multiple_choice_question", 2),
    ]
    together = read(qti12.render(asked(SQUARE, part(number("1"), id="b", points="1/2")), ITEM).body.whole)
    assert together.grade({"a1": "5", "a2": "10", "a3": "0"}) == pytest.approx(2 / 3)


# ─── All formats ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format", ["moodle", "qti12", "qti21"])
def test_a_family_that_ships_loses_its_choice_and_says_so(format: str) -> None:
    family = load_family(Library.open(None, Path(__file__).parents[2]).locate("calculus/power-rule"))
    drawn = draw(family, "s", "values")(0)
    lost = [(loss.part, loss.instead) for loss in exporter(format).render(drawn, ITEM).losses]
    assert ("a", BY_VALUES) in lost
    assert not any("choice" in instead for _, instead in lost)


def test_paper_asks_for_the_expression_itself() -> None:
    plain = asked(replace(SQUARE, samples=()))
    paper = exporter("latex")
    assert paper.preview(paper.render(asked(SQUARE), ITEM)) == paper.preview(paper.render(plain, ITEM))
