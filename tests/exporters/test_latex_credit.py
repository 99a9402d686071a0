"""What mistakes earn in the grading guide is what typing them earns, and the room for working grows with the steps."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from sample_questions import (
    ITEMS,
    QUESTIONS,
    interval,
    item_of,
    number,
    number_set,
    para,
    part,
    question,
    say,
    vector,
)

from generator.answers import judge, typed_key
from generator.exporters import latex
from generator.exporters.latex.colours import RULES, TEXT, on_paper
from generator.exporters.latex.credit import rule, share
from generator.exporters.latex.working import rooms
from generator.model import (
    Choice,
    Consequence,
    Essay,
    Mistake,
    MultipleChoice,
    Option,
    Step,
    Steps,
    TextAnswer,
)

TYPED = [
    pytest.param(part.answer, mistake.answer, id=f"{sample.family}-{sample.index}-{part.id}-{n}")
    for sample in QUESTIONS
    for part in sample.parts
    for n, mistake in enumerate(part.mistakes)
    if typed_key(mistake.answer) is not None
]


@pytest.mark.parametrize(("key", "wrong"), TYPED)
def test_a_mistake_earns_what_typing_it_earns(key, wrong) -> None:
    assert share(key, wrong) == judge(key, typed_key(wrong))


@pytest.mark.parametrize(
    ("key", "wrong", "credit"),
    [
        (number_set("1 2 3"), number_set("1 3"), Fraction(2, 3)),
        (number_set("1 2"), number_set("1 2 3"), Fraction(2, 3)),
        (number_set("1 2"), number_set("3 4 5"), Fraction(0)),
        (interval("0", "1", (True, False)), interval("0", "1", (False, False)), Fraction(1, 2)),
        (interval("0", "", (True, False)), interval("2", "", (True, False)), Fraction(1, 2)),
        (vector("1 2 3"), vector("1 2"), Fraction(0)),
        (vector("1 2 3", up_to="scale"), vector("1 2 4", up_to="scale"), Fraction(0)),
        (vector("1 -2 3", up_to="sign"), vector("-1 2 3", up_to="sign"), Fraction(2, 3)),
    ],
)
def test_shares(key, wrong, credit) -> None:
    assert share(key, wrong) == credit


def test_the_guide_tells_key_mistakes_and_what_each_earns() -> None:
    wrong = Mistake(vector("1 0 0"), say("Only the first."))
    sample = question("f", "t", para("x"), part(vector("1 2 3"), wrong, prompt=para("v")))
    guide = latex.render(sample, replace(ITEMS[0], points=Fraction(3))).body.graded
    assert "\\gradingrule{1 point for each right one}" in guide
    assert re.search(r"\\gradedmistake\{.*\}\{Only the first\.\}\{1\}$", guide, re.MULTILINE)


def test_what_follows_from_a_mistake_earns_everything() -> None:
    first = part(number("1"), Mistake(number("2"), say("Doubled.")), id="a")
    second = replace(
        part(number("3"), Mistake(number("9"), say("Squared.")), id="b"),
        follows=("a",),
        consequences=(Consequence("a", 0, number("6")),),
    )
    item = replace(ITEMS[0], points=Fraction(4))
    guide = latex.render(question("f", "t", para("x"), first, second), item).body.graded
    assert "\\gradedmistake{$6$}{follows rightly from $2$ in (i)}{2}" in guide
    assert "\\gradedmistake{$9$}{Squared.}{0}" in guide
    assert "credit what follows" in guide


def test_a_tick_of_several_is_told_by_a_rule() -> None:
    ticks = MultipleChoice((Option(say("a"), True), Option(say("b"), False), Option(say("c"), False)))
    said = "4 points for each right one, minus 2 points for each wrong one, never below 0"
    assert rule(ticks, Fraction(4), "en") == said
    assert rule(replace(ticks, whole=True), Fraction(4), "en") == ""
    assert rule(number("1"), Fraction(4), "de") == ""


@pytest.mark.parametrize("sample", QUESTIONS, ids=lambda s: f"{s.family}-{s.index}")
def test_an_exam_has_room_for_working_where_something_is_worked_out(sample) -> None:
    body = latex.render(sample, item_of(sample)).body
    worked = [not isinstance(p.answer, Choice | MultipleChoice | TextAnswer | Essay) for p in sample.parts]
    assert body.exam.count("\\working{") == sum(height > 0 for height in rooms(sample)) <= sum(worked)
    assert "\\working" not in body.asked


def test_more_steps_leave_more_room_and_two_parts_share_it() -> None:
    def asked(parts: int, steps: int):
        given = [part(number("1"), id=f"p{n}") for n in range(parts)]
        return question("f", "t", para("x"), *given, solution=(Steps((Step(say("do")),) * steps),))

    assert rooms(asked(1, 3)) < rooms(asked(1, 6)) < rooms(asked(1, 9))
    assert rooms(asked(2, 12)) == rooms(asked(1, 6)) * 2
    assert max(rooms(asked(1, 500))) < 140


# ─── Colours ─────────────────────────────────────────────────────────────────────────────────────────────


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it, written down again."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    "colour", ["FFFFFF", "FFDD00", "00FF00", "0065BD", "8C1515", "777777", "000000", "FF0000"]
)
@pytest.mark.parametrize("least", [TEXT, RULES])
def test_a_colour_is_made_readable_and_no_darker_than_that(colour: str, least: float) -> None:
    found = on_paper(colour, least)
    contrast = 1.05 / (luminance(found) + 0.05)
    assert contrast >= least
    if 1.05 / (luminance(colour) + 0.05) >= least:
        assert found == colour
    else:
        assert contrast < least * 1.1
