"""What is special to single kinds of answer in Moodle: shares, spellings, drop-downs, files, essays, languages."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from fractions import Fraction

import moodle_reader
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moodle_reader import Stored, visible
from sample_questions import (
    HOSTILE,
    ITEMS,
    QUESTIONS,
    X,
    interval,
    number,
    options,
    para,
    part,
    picture,
    question,
    row,
    say,
    text,
    vector,
)
from test_moodle import BANK, import_one

from generator.exporters import moodle
from generator.exporters.figures import svg
from generator.exporters.moodle.percentages import LISTED
from generator.model import (
    Answer,
    Criterion,
    Essay,
    Fence,
    Inlines,
    Matching,
    Mistake,
    MultipleChoice,
    Num,
    Op,
    Option,
    Ordering,
    Paragraph,
    Part,
    Text,
    TextAnswer,
    TrueFalse,
    Verified,
    Words,
)


def alone(answer: Answer, *mistakes: Mistake) -> Stored:
    """A question with one part, as Moodle stores it."""
    return import_one(question("t/t", "T", para("?"), part(answer, *mistakes)))


def beside(answer: Answer, *mistakes: Mistake) -> Stored:
    """The same part in a cloze, whose last gap is a number."""
    last = part(number("1"), id="last")
    return import_one(question("t/t", "T", para("?"), part(answer, *mistakes), last))


def sample(family: str) -> Verified:
    return next(q for q in QUESTIONS if q.family == family)


def stored(family: str) -> Stored:
    return BANK[sample(family).id]


def instead(answer: Answer, *mistakes: Mistake) -> list[str]:
    asked = question("t/t", "T", para("?"), part(answer, *mistakes))
    return [loss.instead for loss in moodle.render(asked, ITEMS[0]).losses]


# ─── Several of several ──────────────────────────────────────────────────────────────────────────────────


def ticks(right: int, wrong: int) -> MultipleChoice:
    return MultipleChoice(options(*((f"option {n}", n < right, "") for n in range(right + wrong))))


LEGAL = {"5", "10", "11.11111", "12.5", "14.28571", "16.66667", "20", "25", "30", "33.33333", "40", "50"}
LEGAL |= {"60", "66.66667", "70", "75", "80", "83.33333", "90", "100"}


def test_the_shares_are_those_of_moodle() -> None:
    assert list(LISTED) == sorted(LISTED)
    assert set(LISTED.values()) == LEGAL
    for share, percent in LISTED.items():
        assert abs(Fraction(percent) - 100 * share) < Fraction(1, 1000)


@pytest.mark.parametrize("right", range(1, 13))
@pytest.mark.parametrize("wrong", range(13))
def test_all_right_ones_earn_everything_and_ticking_all_earns_nothing(right: int, wrong: int) -> None:
    for asked in (alone, beside) if right + wrong > 1 else ():
        gap = asked(ticks(right, wrong)).gaps[0]
        texts = tuple(entry.text for entry in gap.entries)
        assert gap.grade(texts[:right])[0] == 1
        assert gap.grade(texts)[0] == (0 if wrong else 1)


@pytest.mark.parametrize("count", range(1, 26))
def test_options_have_equal_shares_where_moodle_knows_them_and_else_that_is_said(count: int) -> None:
    several = len({entry.fraction for entry in alone(ticks(count, 2)).gaps[0].entries}) > 2
    equal = Fraction(1, count) in LISTED
    assert instead(ticks(count, 2)) == ([] if equal else [f"right ones earn {unequal(count)} %"])
    assert several is (not equal)
    costs = instead(ticks(2, count))
    assert bool(costs) is not equal
    assert not costs or costs[0].startswith("wrong ones cost ")


def unequal(count: int) -> str:
    return "10 or 5" if count < 20 else "5 or 0"


def test_who_may_tick_several_is_told_so() -> None:
    for family in ("multiple/three", "parts/closed"):
        assert "Tick all that apply." in visible(stored(family).text)


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────

TRICKY = (
    st.text("\\\\**{}}~=#%&;<>\"'$ a1:é", min_size=1, max_size=12)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)


@settings(max_examples=100)
@given(TRICKY)
def test_a_typed_text_is_taken_as_it_is_and_nothing_else_is(spelling: str) -> None:
    answer = TextAnswer((spelling,), Words("x"), exact_case=True)
    for asked in (alone, beside):
        gap = asked(answer).gaps[0]
        assert gap.grade(spelling)[0] == 1
        for other in (f"{spelling}x", f"x{spelling}", spelling.replace("*", "x") + "y"):
            assert gap.grade(other)[0] == 0


@settings(max_examples=50)
@given(TRICKY, TRICKY)
def test_every_spelling_of_a_mistake_earns_its_feedback(one: str, other: str) -> None:
    wrong = Mistake(TextAnswer((one, f"{one}b", "KEY"), Words("x")), (Text(other),))
    for asked in (alone, beside):
        gap = asked(text("key"), wrong).gaps[0]
        for spelling in (one, f"{one}b"):
            credit, feedback = gap.grade(spelling)
            assert (credit, visible(feedback)) == (Fraction(0), other)
        assert gap.grade("Key") == (Fraction(1), "")


def test_capitals_count_only_where_they_should() -> None:
    for asked in (alone, beside):
        assert asked(text("SO(2)", exact_case=True)).gaps[0].grade("so(2)")[0] == 0
        assert asked(text("SO(2)")).gaps[0].grade("so(2)")[0] == 1


# ─── Intervals and units ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("closed", "seen"), [((True, False), "[ {#1}, {#2} )"), ((False, True), "( {#1}, {#2} ]")]
)
def test_the_brackets_of_an_interval_stand_around_its_blanks(closed: tuple[bool, bool], seen: str) -> None:
    assert seen in visible(alone(interval("0", "2", closed)).text)


def test_the_brackets_are_those_that_the_key_shows() -> None:
    half_open = interval("0", "2", (True, False))
    turned = replace(half_open, shown=Fence("[", row(Num("0"), Op(","), Num("2")), "["))
    assert "[ {#1}, {#2} [" in visible(alone(turned).text)


def test_a_unit_is_shown_and_not_named_to_moodle() -> None:
    one = stored("numbers/unit")
    assert "Answer in \\(" in visible(one.text)
    assert one.element.find("units") is None
    assert one.element.findtext("showunits") in (None, "3")
    assert one.grade("9.81")[0] == 1
    assert visible(stored("parts/typed").text).index("{#1} \\(\\mathrm{m}") > 0


# ─── Ordering ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_order_is_kept_and_none_is_left_out() -> None:
    one = stored("ordering/steps")
    assert [visible(entry.text) for entry in one.gaps[0].entries] == [
        "Assume.", "Divide by \\(2\\).", "Conclude & stop."]  # fmt: skip
    assert (one.gaps[0].kind, stored("ordering/whole").gaps[0].kind) == (
        "ABSOLUTE_POSITION",
        "ALL_OR_NOTHING",
    )


# ─── Verdicts ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("value", [True, False])
def test_a_verdict_earns_feedback_if_it_is_wrong(value: bool) -> None:
    answer = TrueFalse(value, say("Think again."))
    right, wrong = ("true", "false") if value else ("false", "true")
    assert alone(answer).grade(right) == (Fraction(1), ("",))
    assert alone(answer).grade(wrong) == (Fraction(0), ("Think again.",))
    gap = beside(answer).gaps[0]
    assert [entry.text for entry in gap.entries] == ["True", "False"]
    assert gap.grade(wrong.capitalize()) == (Fraction(0), "Think again.")


# ─── Files ───────────────────────────────────────────────────────────────────────────────────────────────


def files(family: str, path: str) -> list[bytes]:
    return [b64decode(file.text or "") for file in stored(family).element.iterfind(f"{path}/file")]


def test_every_text_holds_the_files_that_it_shows() -> None:
    one = sample("figures/everywhere")
    answer = one.parts[0].answer
    corner, slope = (option.content[0] for option in getattr(answer, "options"))  # noqa: B009 - a choice
    assert files("figures/everywhere", "questiontext") == [svg(corner)]
    assert files("figures/everywhere", "generalfeedback") == [svg(slope)]
    assert files("figures/everywhere", "answer") == [svg(corner), svg(slope)]
    assert files("figures/everywhere", "answer/feedback") == [svg(corner)]


def test_pictures_of_options_stand_above_a_gap_and_those_of_feedback_are_told() -> None:
    one = stored("parts/closed")
    gap = one.gaps[-1]
    assert [entry.text for entry in gap.entries] == ["(a)", "(b)"]
    assert [entry.feedback for entry in gap.entries] == ["That is A corner.", ""]
    assert one.text.count("<img") == 2
    assert len(files("parts/closed", "questiontext")) == 2


def test_a_figure_says_in_words_what_is_to_be_seen_wherever_it_stands() -> None:
    line: Inlines = (picture("A line.", (0, 0), (9, 9)),)
    wrong = Mistake(number("2"), line)
    for asked in (
        part(MultipleChoice((Option(line, True, line), Option(say("no"), False, line)))),
        part(TrueFalse(True, line)),
        part(number("1"), wrong),
        part(text("one"), Mistake(text("two"), line)),
        part(Ordering((line, say("second")), (0, 1))),
        part(Matching((line, say("other")), (say("a"), say("b"), say("c")), (0, 1))),
        part(Essay((Criterion(Fraction(1), line),))),
    ):
        stem = (*para("?"), Paragraph(line))
        sample = question("t/t", "T", stem, asked, solution=stem)
        for parts in (sample.parts, (*sample.parts, part(number("3"), id="last"))):
            whole = Verified(replace(sample, parts=parts, hints=(stem,)))
            xml = moodle.render(whole, ITEMS[0]).body.xml
            images = re.findall("<img [^>]*>", xml)
            assert len(images) >= 2
            assert all('alt="A line."' in image for image in images)


def test_graders_see_figures() -> None:
    figure = picture("A line.", (0, 0), (9, 9))
    rubric = (Criterion(Fraction(1), (Text("shows "), figure)),)
    one = alone(Essay(rubric))
    assert [b64decode(file.text or "") for file in one.element.iterfind("graderinfo/file")] == [svg(figure)]


# ─── Essays ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rubric_shares_the_points_and_stands_in_the_notes() -> None:
    rubric = (Criterion(Fraction(2), say("names ", X)), Criterion(Fraction(1), say("is clear")))
    one = alone(Essay(rubric, lines=12))
    assert visible(one.notes).split("\n") == ["answer: 8: names \\(x\\)", "4: is clear"]
    assert one.element.findtext("responsefieldlines") == "15"


def everything() -> tuple[Part, ...]:
    return (
        part(Essay((Criterion(Fraction(1), say("is clear")),)), id="essay"),
        part(ticks(2, 1), id="ticks"),
        part(TrueFalse(False, say("Mind 0.")), id="verdict"),
        part(Matching((say("sine"), say("cosine")), (say("even"), say("odd")), (1, 0)), id="pairs"),
        part(Ordering((say("third"), say("first"), say("second")), (1, 2, 0), whole=True), id="order"),
        part(text("saddle", "saddle point"), id="word"),
        part(interval("0", "", (True, False)), id="range"),
    )


def test_graders_are_told_what_follows_from_what() -> None:
    assert "is clear (credit what follows from the answer to measured)" in visible(
        stored("parts/essay").notes
    )


def test_graders_are_told_the_key_of_every_kind() -> None:
    one = import_one(question("t/t", "T", para("?"), *everything()))
    assert one.kind == "essay"
    told = visible(one.notes).split("\n")
    for line in (
        "ticks (1.714): (a) option 0",
        "(b) option 1",
        "verdict (1.714): (b) False",
        "If the answer is (a) True: Mind 0.",
        "pairs (1.714): 1 (b), 2 (a)",
        "order (1.714): (b), (c), (a) (only as a whole)",
        "word (1.714): saddle (or saddle point)",
    ):
        assert line in told
    seen = visible(one.text)
    for line in ("Tick all that apply.", "1. sine", "(b) odd", "(a) third", "(c) option 2"):
        assert line in seen


# ─── Languages ───────────────────────────────────────────────────────────────────────────────────────────

ENGLISH = (
    "Tick all",
    "True",
    "False",
    "In increasing",
    "Answer",
    "Number them",
    "If the answer",
    "Reason",
)


def test_fixed_words_are_those_of_the_questions_language() -> None:
    german = stored("parts/german")
    seen = visible(german.text)
    assert "Kreuzen Sie alles Zutreffende an." in seen
    assert "In aufsteigender Reihenfolge: {#3}; {#4}" in seen
    assert [entry.text for entry in german.gaps[1].entries] == ["Wahr", "Falsch"]


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_no_english_word_is_left_in_another_language(language: str) -> None:
    for one in QUESTIONS:
        if one.family in (
            "numbers/unit",
            "vectors/sum",
            "parts/closed",
            "parts/typed",
            "parts/essay",
            "sets/two",
        ):
            there = import_one(Verified(replace(one, language=language)))
            offered = " ".join(entry.text for gap in there.gaps for entry in gap.entries)
            written = f"{there.text} {there.notes} {offered}"
            assert [word for word in ENGLISH if word in written and word not in repr(one)] == []


def test_hostile_text_survives_in_every_kind() -> None:
    hostile = (Text(HOSTILE),)
    for answer in (
        MultipleChoice((Option(hostile, True, hostile), Option(say("no"), False))),
        Ordering((hostile, say("second")), (0, 1)),
        Essay((Criterion(Fraction(1), hostile),)),
        Matching((hostile, say("other")), (say("a"), say("b"), say("c")), (0, 1)),
        Matching((hostile, say("other")), (say("a"), say("b")), (0, 1)),
        Matching((say("one"), say("other")), (hostile, say("b")), (0, 1)),
    ):
        one = alone(answer)
        texts = [one.text, one.notes, *(entry.text for gap in one.gaps for entry in gap.entries)]
        texts += [moodle_reader.trimmed(pair, ".") for pair in one.element.iterfind("subquestion")]
        assert any(HOSTILE in visible(written) for written in texts)
        around = beside(answer) if not isinstance(answer, Essay) else one
        inside = [entry.text for gap in around.gaps for entry in gap.entries]
        assert any(HOSTILE in visible(written) for written in (around.text, around.notes, *inside))


# ─── Gaps ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_short_blank_ends_the_line_that_asks_for_it() -> None:
    parts = (
        part(number("3"), id="a", prompt=para("The slope: ")),
        part(interval("0", "2", (True, False)), id="b", prompt=para("Where it falls:")),
        part(text("saddle"), id="c", prompt=para("What is there?")),
        part(vector("1 2"), id="d", prompt=para("The gradient:")),
    )
    lines = visible(import_one(question("t/t", "T", para("?"), *parts)).text).split("\n")
    for line in (
        "The slope:  {#1}",
        "Where it falls: [ {#2}, {#3} )",
        "What is there? {#4}",
        "The gradient:",
    ):
        assert line in lines
