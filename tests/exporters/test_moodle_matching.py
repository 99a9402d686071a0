"""Matching in Moodle: which of its types takes the pairs, what stands in drop-downs and boxes, what each pair earns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from moodle_reader import Stored, formulas, one_line, visible
from sample_questions import HOSTILE, ITEMS, X, number, para, part, picture, question, row, say
from test_moodle import import_one

from generator.exporters import html, moodle
from generator.exporters.moodle.rules import complaints
from generator.model import (
    Code,
    Frac,
    Grid,
    Inlines,
    LineBreak,
    Matching,
    Num,
    Op,
    Strong,
    Text,
    Verified,
)

HALF = Frac(X, Num("2"))
MATRIX = Grid(((Num("1"), Num("2")), (Num("3"), Num("4"))))


def matching(*rights: Inlines, key: tuple[int, ...] = (0, 1)) -> Matching:
    return Matching(tuple(say(f"left {n}") for n in range(len(key))), rights, key)


def asked(answer: Matching) -> Verified:
    return question("t/t", "T", para("Match."), part(answer))


def alone(answer: Matching) -> Stored:
    return import_one(asked(answer))


def beside(answer: Matching) -> Stored:
    return import_one(question("t/t", "T", para("?"), part(answer), part(number("1"), id="last")))


def offered(stored: Stored) -> list[str]:
    return [entry.text for entry in stored.gaps[0].entries]


def instead(answer: Matching) -> list[str]:
    return [loss.instead for loss in moodle.render(asked(answer), ITEMS[0]).losses]


def seen(line: Inlines) -> str:
    return visible(html.inlines(line, html.MOODLE)).strip()


# ─── Which type ──────────────────────────────────────────────────────────────────────────────────────────

WORDS = (say("sine"), say("cosine"), say("neither"))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (matching(*WORDS), "matching"),
        (matching(*WORDS[:2]), "gapselect"),
        (matching(*WORDS, key=(2,)), "gapselect"),
        (matching(*WORDS[:2], key=(0, 1, 1, 0)), "gapselect"),
        (matching(say(HALF), say(X), say("0")), "ddwtos"),
        (matching(say("a<b"), say("a>b"), say("else")), "ddwtos"),
        (matching(say(MATRIX), say(X), say("0")), "gapselect"),
        (matching((picture("A line.", (0, 0), (9, 9)),), say("0"), say("1")), "gapselect"),
        (matching(say("x" * 256), say(X), say("0")), "gapselect"),
        (matching(say("the same"), say("the same "), say("0")), "gapselect"),
    ],
)
def test_the_type_is_the_one_that_shows_the_right_sides(answer: Matching, kind: str) -> None:
    assert alone(answer).kind == kind


@pytest.mark.parametrize("rights", [WORDS, WORDS[:2], (say(HALF), say(X)), (say(MATRIX), say(X), say("0"))])
def test_each_pair_earns_its_share_and_nothing_else_does(rights: tuple[Inlines, ...]) -> None:
    answer = matching(*rights, key=(1, 0, 1))
    for stored in (alone(answer), beside(answer)):
        gaps = stored.gaps[:3]
        assert [len(gap.entries) for gap in gaps] == [len(rights)] * 3
        said = [next(e.text for e in gap.entries if e.fraction == 1) for gap in gaps]
        assert said[0] == said[2] != said[1]
        for responses in product(offered(stored)[:2], repeat=3):
            right = sum(a == b for a, b in zip(responses, said, strict=True))
            earned = sum(gap.grade(one)[0] for gap, one in zip(gaps, responses, strict=True))
            assert earned == right


def test_the_order_of_what_is_offered_is_that_of_the_model() -> None:
    assert offered(alone(matching(*WORDS[:2], key=(1, 0, 1)))) == ["sine", "cosine"]
    assert offered(alone(matching(say(X), say("b"), say("a"), key=(2, 1)))) == ["\\(x\\)", "b", "a"]
    for answer in (matching(*WORDS), matching(*WORDS[:2]), matching(say(X), say("b"))):
        assert alone(answer).element.findtext("shuffleanswers") == "false"


def test_a_right_side_that_belongs_to_nothing_is_offered() -> None:
    for rights in (WORDS, (say(HALF), say(X), say("0")), (say(MATRIX), say(X), say("0"))):
        assert len(offered(alone(matching(*rights, key=(2, 0))))) == 3


@pytest.mark.parametrize("only", [say("sine"), say("—"), say(HALF), say(MATRIX)])
def test_where_all_belong_to_the_same_there_is_still_a_choice(only: Inlines) -> None:
    answer = matching(only, key=(0, 0))
    for stored in (alone(answer), beside(answer)):
        first, second = stored.gaps[0].entries
        assert first.fraction - second.fraction == 1
        assert visible(second.text) in "—–"
    assert "a dash can be chosen as well" in instead(answer)


# ─── Boxes ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("key", "again"), [((0, 1), False), ((0, 1, 1), True)])
def test_all_boxes_can_be_used_again_if_one_must_be(key: tuple[int, ...], again: bool) -> None:
    boxes = alone(matching(say(HALF), say(X), say("never"), key=key)).element.findall("dragbox")
    assert [box.find("infinite") is not None for box in boxes] == [again] * 3


def test_boxes_show_formulas_and_lose_nothing() -> None:
    answer = matching(say("if ", row(HALF, Op("<"), Num("1"))), (Strong(say("never")),))
    first, second = offered(alone(answer))
    assert (visible(first), formulas(first)) == (
        "if \\(\\frac{x}{2} \\lt 1\\)",
        ["\\(\\frac{x}{2} \\lt 1\\)"],
    )
    assert second == "<strong>never</strong>"
    assert instead(answer) == []


def test_boxes_hold_no_tag_that_the_form_refuses() -> None:
    first, _ = offered(alone(matching((Code("a[1]"), LineBreak(), *say(X)), say("0"))))
    assert first == "a[1] \\(x\\)"


# ─── Drop-downs ──────────────────────────────────────────────────────────────────────────────────────────


def test_beside_other_parts_formulas_are_plain_text_and_that_is_said() -> None:
    answer = matching(say("if ", row(HALF, Op("<"), Num("1"))), say("never"))
    both = question("t/t", "T", para("?"), part(answer), part(number("1"), id="last"))
    assert offered(import_one(both)) == ["if x/2 &lt; 1", "never"]
    assert [loss.instead for loss in moodle.render(both, ITEMS[0]).losses if loss.part] == [
        "formulas in them are plain text"
    ]


@pytest.mark.parametrize(
    "right", [say("the same"), (picture("The same.", (0, 0), (1, 1)),), say("x" * 256), say(MATRIX)]
)
def test_what_cannot_be_said_in_a_line_is_listed_under_letters(right: Inlines) -> None:
    answer = matching(say("the same "), right)
    for stored in (alone(answer), beside(answer)):
        assert offered(stored) == ["a", "b"]
        assert "(a) the same" in visible(stored.text)
        assert "(b) " in visible(stored.text)
    assert instead(answer) == ["the right sides stand above, and their letters are chosen"]


ODD = st.text(st.sampled_from("\\<>&;#$ ()[]{}@a1\xa0\u2003é"), min_size=1, max_size=9).filter(str.strip)


@settings(max_examples=100)
@given(ODD, ODD, st.integers(2, 3))
@example("&lt;", "a<b", 2)
@example("\\1", "$1", 2)
@example("\\(x\\)", "$$", 3)
@example("@@PLUGINFILE@@/x", "a", 2)
def test_any_text_is_offered_as_it_is(one: str, other: str, count: int) -> None:
    answer = matching(*[(Text(text),) for text in (one, f"!{other}", "?")[:count]])
    for stored in (alone(answer), beside(answer)):
        shown = visible if stored.kind in ("cloze", "ddwtos") else one_line
        said = [shown(text).split() for text in offered(stored)]
        if "(b) " in visible(stored.text):
            assert said[:2] == [["a"], ["b"]]
            assert f"(a) {one}\n(b) !{other}" in visible(stored.text)
        else:
            assert said[:2] == [one.split(), f"!{other}".split()]


# ─── Places in a text ────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=50)
@given(st.text(st.sampled_from("[]12, a"), max_size=12).map(str.strip))
@example("[[1]]")
@example("[[[2]]]")
@example("[[1,2],[3,4]]")
@example(HOSTILE)
def test_brackets_of_a_text_are_no_places(said: str) -> None:
    for rights in (WORDS[:2], (say(X), say("0"))):
        answer = replace(matching(*rights, key=(0, 1)), lefts=((Text(f"see {said}"),), say("and")))
        stored = import_one(question("t/t", "T", (*para(f"Given {said}."),), part(answer)))
        assert len(stored.gaps) == 2
        assert visible(stored.text).startswith(f"Given {said}.")
        assert f"see {said} {{#1}}" in visible(stored.text)


def test_the_pictures_of_the_left_stand_in_the_text_with_their_words() -> None:
    figure = picture("A rising line.", (0, 0), (9, 9))
    for rights in (WORDS, WORDS[:2], (say(X), say("0"))):
        answer = replace(matching(*rights, key=(0, 1)), lefts=((figure,), say("and")))
        xml = moodle.render(asked(answer), ITEMS[0]).body.xml
        assert complaints(xml) == []
        assert xml.count("<file ") == 1
        assert xml.count('alt="A rising line."') == 1


def test_the_words_on_the_left_are_those_of_the_model() -> None:
    for rights in (WORDS, WORDS[:2], (say(X), say("0"))):
        stored = alone(matching(*rights))
        stems = [pair.findtext("text") or "" for pair in stored.element.iterfind("subquestion")]
        assert all(seen(say(f"left {n}")) in visible(stored.text + "".join(stems)) for n in range(2))
    assert sum(gap.weight for gap in stored.gaps) == Fraction(2)
