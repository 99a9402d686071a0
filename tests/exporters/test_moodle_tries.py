"""What Moodle says to who is wrong: hints and what a try costs, words on a whole answer, half for what follows."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from fractions import Fraction

import pytest
from moodle_reader import Stored, visible
from sample_questions import (
    ITEMS,
    X,
    absolute,
    interval,
    matrix,
    number,
    options,
    para,
    part,
    picture,
    question,
    say,
    text,
    vector,
)
from test_moodle import import_one

from generator.exporters import html, moodle
from generator.exporters.figures import svg
from generator.model import (
    LANGUAGES,
    Answer,
    Blocks,
    Choice,
    Consequence,
    Criterion,
    Essay,
    Matching,
    Mistake,
    MultipleChoice,
    Num,
    OpenAnswer,
    Ordering,
    Paragraph,
    Part,
    TrueFalse,
    Verified,
)

WORDS = (say("sine"), say("cosine"), say("neither"))
OPTIONS = options(("yes", True, ""), ("no", False, ""), ("perhaps", False, ""))
KINDS: dict[str, Answer] = {
    "multichoice": Choice(OPTIONS),
    "multiresponse": MultipleChoice(OPTIONS),
    "truefalse": TrueFalse(True),
    "numerical": number("3"),
    "shortanswer": text("saddle"),
    "matching": Matching(WORDS[:2], WORDS, (2, 1)),
    "gapselect": Matching(WORDS[:2], WORDS[:2], (1, 0)),
    "ddwtos": Matching(WORDS[:2], (say(X), say("0")), (1, 0)),
    "ordering": Ordering(WORDS, (1, 2, 0)),
    "cloze": vector("1 2"),
    "essay": Essay((Criterion(Fraction(1), say("is clear")),)),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


def asked(kind: str, *hints: Blocks, language: str = "en") -> Verified:
    sample = question("t/t", "T", para("?"), part(KINDS[kind]), language=language)
    return Verified(replace(sample, hints=hints))


def penalty(stored: Stored) -> Fraction:
    return Fraction(stored.element.findtext("penalty") or "").limit_denominator(20)


# ─── Hints ───────────────────────────────────────────────────────────────────────────────────────────────


@each_kind
def test_hints_stand_in_their_order_where_there_is_another_try(kind: str) -> None:
    hints = (para("Think of ", X, "."), para("1 < 2 & ]]>"))
    stored = import_one(asked(kind, *hints))
    assert stored.kind == kind.replace("multiresponse", "multichoice")
    shown = [visible(hint.text) for hint in stored.hints]
    assert shown == ([] if kind == "essay" else [visible(html.blocks(hint, html.MOODLE)) for hint in hints])


@each_kind
def test_a_hint_counts_and_clears_what_the_type_can_count_and_clear(kind: str) -> None:
    counted = {"multiresponse", "matching", "gapselect", "ddwtos", "ordering", "cloze"}
    for hint in import_one(asked(kind, para("Look."))).hints:
        assert hint.counts_right is (kind in counted)
        assert hint.clears_wrong is (kind in counted - {"ordering"})


def test_a_hint_has_its_figure() -> None:
    figure = picture("A falling line.", (0, 9), (9, 0))
    stored = import_one(asked("numerical", (Paragraph((figure,)),)))
    (file,) = stored.element.findall("hint/file")
    assert b64decode(file.text or "") == svg(figure)
    assert 'alt="A falling line."' in stored.hints[0].text
    assert len(stored.element.findall(".//file")) == 1


@pytest.mark.parametrize("count", range(7))
def test_who_is_right_after_the_last_hint_still_earns_something(count: int) -> None:
    stored = import_one(asked("numerical", *[para(f"Hint {n}.") for n in range(count)]))
    assert 1 - count * penalty(stored) >= Fraction(1, 5)


@each_kind
def test_a_wrong_try_costs_a_third_but_of_what_has_no_second_try(kind: str) -> None:
    once = {"essay": Fraction(0), "truefalse": Fraction(1)}
    assert penalty(import_one(asked(kind))) == once.get(kind, Fraction(1, 3))


# ─── Words on a whole answer ─────────────────────────────────────────────────────────────────────────────


@each_kind
def test_types_that_can_say_something_of_a_whole_answer_do(kind: str) -> None:
    can = {"multichoice", "multiresponse", "matching", "gapselect", "ddwtos", "ordering"}
    for language in LANGUAGES:
        combined = import_one(asked(kind, language=language)).combined
        assert len(set(combined)) == (3 if kind in can else 1)
        assert all(combined) is (kind in can)


@each_kind
def test_only_answers_in_several_parts_are_counted(kind: str) -> None:
    several = {"multiresponse", "matching", "gapselect", "ddwtos", "ordering"}
    there = import_one(asked(kind)).element.find("shownumcorrect") is not None
    assert there is (kind in several)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "wrong"), [("numerical", "17"), ("shortanswer", "17")])
def test_who_is_wrong_as_nobody_foresaw_is_told_so(kind: str, wrong: str, language: str) -> None:
    stored = import_one(asked(kind, language=language))
    credit, feedback = stored.gaps[0].grade(wrong)
    assert credit == 0
    assert visible(feedback) == visible(stored_wrong(language))
    assert stored.gaps[0].grade({"numerical": "3", "shortanswer": "Saddle"}[kind]) == (Fraction(1), "")


def stored_wrong(language: str) -> str:
    """What is said of any wrong answer, as another type has it."""
    return import_one(asked("multichoice", language=language)).combined[2]


# ─── What follows from an earlier mistake ────────────────────────────────────────────────────────────────

SLIP = Mistake(number("5"), say("You added ", Num("2"), "."))
OTHER = Mistake(number("7"), say("You multiplied."))


def following(answer: Answer, *led: tuple[int, OpenAnswer], mistakes: tuple[Mistake, ...] = ()) -> Verified:
    """A part with two mistakes, and one that follows from it."""
    first = part(number("3"), SLIP, OTHER, id="a")
    second = Part(
        "b",
        para("And then?"),
        answer,
        mistakes,
        follows=("a",),
        consequences=tuple(Consequence("a", number, value) for number, value in led),
    )
    return question("t/t", "T", para("?"), first, second)


def told(sample: Verified) -> list[str]:
    return [loss.instead for loss in moodle.render(sample, ITEMS[0]).losses if loss.part == "b"]


HALVED = (
    "what follows from a known mistake in an earlier part earns half of the blank, if it is a short decimal"
)


def test_what_follows_from_a_known_mistake_earns_half_and_says_why() -> None:
    sample = following(number("9"), (0, number("15")), (1, number("21")))
    stored = import_one(sample)
    gap = stored.gaps[1]
    assert gap.grade("9") == (Fraction(1), "")
    for value, mistake in (("15", "You added \\(2\\)."), ("21", "You multiplied.")):
        credit, feedback = gap.grade(value)
        assert credit == Fraction(1, 2)
        assert (
            visible(feedback)
            == f"This follows from a mistake in an earlier part, and earns half. On that part: {mistake}"
        )
    assert gap.grade("16") == (Fraction(0), "")
    assert stored.gaps[0].grade("15")[0] == 0
    assert told(sample) == [HALVED]


def test_a_mistake_of_the_part_itself_earns_nothing_whatever_it_follows_from() -> None:
    own = Mistake(number("15"), say("A slip."))
    sample = following(number("9"), (0, number("15")), (1, number("21")), mistakes=(own,))
    gap = import_one(sample).gaps[1]
    assert gap.grade("15") == (Fraction(0), "A slip.")
    assert gap.grade("21")[0] == Fraction(1, 2)
    only = following(number("9"), (0, number("15")), mistakes=(own,))
    assert told(only) == ["marked without follow-through"]


@pytest.mark.parametrize(
    ("key", "led", "right", "half"),
    [
        (vector("1 2 3"), vector("1 5 6"), "1 2 3", "1 5 6"),
        (matrix("1 2", "3 4"), matrix("5 2", "3 9"), "1 2 3 4", "5 2 3 9"),
        (interval("1", "2", (True, True)), interval("1", "8", (True, True)), "1 2", "1 8"),
    ],
)
def test_entries_are_halved_one_by_one(key: OpenAnswer, led: OpenAnswer, right: str, half: str) -> None:
    gaps = import_one(following(key, (0, led))).gaps[1:]
    for gap, good, other in zip(gaps, right.split(), half.split(), strict=True):
        assert gap.grade(good)[0] == 1
        assert gap.grade(other)[0] == (1 if good == other else Fraction(1, 2))


def test_a_consequence_of_another_shape_or_without_a_short_decimal_earns_nothing() -> None:
    assert told(following(vector("1 2"), (0, vector("1 2 3")))) == ["marked without follow-through"]
    third = following(number("9"), (0, number("1/3")))
    assert import_one(third).gaps[1].grade("0.333")[0] == 0
    assert told(third) == ["marked without follow-through"]
    rounded = following(number("9", absolute("1/100")), (0, number("1/3", absolute("1/100"))))
    assert import_one(rounded).gaps[1].grade("0.33")[0] == Fraction(1, 2)


def test_a_narrow_mistake_stands_before_a_wide_consequence() -> None:
    own = Mistake(number("15.4"), say("A slip."))
    sample = following(number("9"), (0, number("15", absolute("1/2"))), mistakes=(own,))
    gap = import_one(sample).gaps[1]
    assert gap.grade("15.4") == (Fraction(0), "A slip.")
    assert gap.grade("15.3")[0] == Fraction(1, 2)


def test_equal_consequences_share_their_words() -> None:
    sample = following(number("9"), (0, number("15")), (1, number("15")))
    _, feedback = import_one(sample).gaps[1].grade("15")
    assert "You added" in visible(feedback)
    assert "You multiplied" in visible(feedback)


def test_a_lone_part_has_no_earlier_one() -> None:
    sample = following(number("9"), (0, number("15")))
    lone = Verified(replace(sample, parts=sample.parts[1:]))
    stored = import_one(lone)
    assert stored.kind == "numerical"
    assert stored.gaps[0].grade("15")[0] == 0
    assert told(lone) == ["marked without follow-through"]


def test_a_choice_or_an_expression_is_marked_without_follow_through() -> None:
    assert told(following(Choice(OPTIONS))) == ["marked without follow-through"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_is_said_in_the_language_of_the_question(language: str) -> None:
    sample = Verified(replace(following(number("9"), (0, number("15"))), language=language))
    said = visible(import_one(sample).gaps[1].grade("15")[1])
    assert said.endswith(": You added \\(2\\).")
    assert ("This follows" in said) is (language == "en")
