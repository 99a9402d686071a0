"""Moodle and `judge` agree on every part of every family that ships, and of the samples.

What an answer is worth is said twice: by its own `judge`, and by the file, read and graded as Moodle does. Each
response here is written once for each and must earn the same, but for what is reported as a loss. Two variants of each
family are tried, or as many as `SETWRIGHT_VARIANTS` says:

    SETWRIGHT_VARIANTS=10 pytest tests/exporters/test_moodle_agrees.py
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, islice, permutations

import pytest
import shipped_questions
from moodle_reader import Gap, Response, Stored, read_bank, read_banks, visible
from sample_questions import (
    ITEMS,
    QUESTIONS,
    item_of,
    number,
    para,
    part,
    question,
    say,
    vector,
)
from shipped_questions import SHIPPED
from test_moodle import (
    entries,
    exact,
    flat,
    gaps_of_parts,
    is_spelled,
    is_typed,
    key_of,
    margin,
    pick,
    respond,
    shown,
    typed,
)

from generator.answers import judge, typed_key
from generator.answers.choice import content
from generator.exporters import html, moodle
from generator.exporters.moodle.rules import checked
from generator.exporters.plain_text import plain_text
from generator.model import (
    Answer,
    Choice,
    Consequence,
    Essay,
    Inlines,
    Interval,
    Item,
    Matching,
    Mistake,
    MultipleChoice,
    Number,
    Ordering,
    Part,
    Question,
    Set,
    TextAnswer,
    TrueFalse,
    Verified,
)

ASKED = [*SHIPPED, *((sample, item_of(sample)) for sample in QUESTIONS)]
each = pytest.mark.parametrize(
    ("asked", "item"), ASKED, ids=[f"{asked.family}-{asked.index}-{asked.id[:5]}" for asked, _ in ASKED]
)
MALFORMED = ("", " ", "abc", "--", "?", "−")
HUGE = "987654321"
MANY = 10
"""Options of which each can have an equal share in Moodle."""

Trial = tuple[object, list[Response]]
"""A response as `judge` takes it, and as it is given in the gaps of the part."""


@cache
def stored(asked: Verified, item: Item) -> Stored:
    return read_bank(f"<quiz>{moodle.render(asked, item).body.xml}</quiz>".encode())[0]


# ─── Responses, twice ────────────────────────────────────────────────────────────────────────────────────


def ours(answer: Answer, texts: list[str]) -> object:
    """Typed numbers as `judge` takes them."""
    match answer:
        case Number(unit=None):
            return texts[0]
        case Number(unit=unit):
            return f"{texts[0]} {unit.text}" if unit else ""
        case Interval(closed=(low, high)):
            return f"{'[' if low else '('}{texts[0]}, {texts[1]}{']' if high else ')'}"
        case _:
            return tuple(texts)


def edges(key: Number) -> Iterator[Fraction]:
    """The last numbers that are right and the first that are wrong; by a hair, where Moodle keeps too few digits."""
    value, reach = exact(key.value), margin(key)
    hair = Fraction(1, 10**9) * max(Fraction(1), abs(value))
    for side in (-1, 1):
        edge = value + side * reach
        short = (
            isinstance(key.value, (int, Fraction)) and len(typed(abs(edge)).replace(".", "").strip("0")) < 14
        )
        yield edge if short else edge - side * min(hair, reach)
        yield edge + side * hair


def numbers_tried(answer: Answer, mistakes: tuple[Mistake, ...]) -> Iterator[list[str]]:
    keys = entries(answer)
    right = [typed(exact(key.value)) for key in keys]
    yield right
    for mistake in mistakes:
        try:
            wrong = entries(mistake.answer)
        except AssertionError:
            continue  # an interval whose end is infinite cannot be typed here
        if len(wrong) == len(keys):
            yield [typed(exact(entry.value)) for entry in wrong]
    for place, key in enumerate(keys):
        for text in [*map(typed, edges(key)), HUGE, f"-{HUGE}"]:
            yield [*right[:place], text, *right[place + 1 :]]


def trials(asked: Part, gaps: list[Gap]) -> Iterator[Trial]:
    """Responses to a part: right, each mistake, at the edges, and what else can be put together of what is offered."""
    offered = gaps[0].entries
    if is_typed(gaps[0]):
        for texts in numbers_tried(asked.answer, asked.mistakes):
            yield ours(asked.answer, texts), [*texts]
        return
    match asked.answer:
        case TextAnswer() as answer:
            others = [
                text for m in asked.mistakes if isinstance(m.answer, TextAnswer) for text in m.answer.accepted
            ]
            for text in (
                *answer.accepted,
                *others,
                "nothing of all that",
                *(f"{text}x" for text in answer.accepted),
            ):
                yield text, [text]
                yield text.swapcase(), [text.swapcase()]
        case Choice(options):
            for n in range(len(options)):
                yield str(n), [offered[n].text]
        case MultipleChoice(options):
            for count in range(len(options) + 1):
                for ticked in islice(combinations(range(len(options)), count), 30):
                    yield tuple(map(str, ticked)), [tuple(offered[n].text for n in ticked)]
        case TrueFalse(reasons=()):
            yield "true", [offered[0].text]
            yield "false", [offered[1].text]
        case TrueFalse(reasons=reasons):
            for n, reason in enumerate(reasons):
                yield ("true" if reason.says else "false", str(n)), [offered[n].text]
        case Matching(rights=rights, key=key) as answer:
            says = [_offered(gaps[0], right, "abcdefgh"[n]) for n, right in enumerate(rights)]
            for moved in range(len(rights)):
                matched = [(right + moved) % len(rights) for right in key]
                for given in (matched, [*key[:-1], matched[-1]], [matched[0], *key[1:]]):
                    yield tuple(map(str, given)), [says[n] for n in given]
        case Ordering(items=items) as answer:
            for order in islice(permutations(range(len(items))), 0, 720, 7):
                yield tuple(map(str, order)), _in_order(answer, order, gaps)
        case Essay():
            raise AssertionError("an essay is not marked")
        case answer:  # asked as a choice
            yield typed_key(answer), [pick(gaps[0], content(answer))]
            for mistake in asked.mistakes:
                yield typed_key(mistake.answer), [pick(gaps[0], content(mistake.answer))]


def _offered(gap: Gap, said: Inlines, letter: str) -> str:
    """What is offered in a gap and says this; else the letter under which it is listed."""
    known = (shown(said), plain_text(said))
    found = [
        entry.text for entry in gap.entries if visible(entry.text).strip() in known or entry.text in known
    ]
    assert len(found) == 1 or letter in [entry.text for entry in gap.entries]
    return found[0] if len(found) == 1 else letter


def _in_order(answer: Ordering, order: tuple[int, ...], gaps: list[Gap]) -> list[Response]:
    """The items with these numbers, first to last: dragged, or a place chosen for each."""
    if gaps[0].kind == "MULTICHOICE":
        return [str(order.index(item) + 1) for item in range(len(answer.items))]
    return [tuple(_offered(gaps[0], answer.items[item], "") for item in order)]


def may_differ(answer: Answer, gaps: list[Gap], moodles: Fraction, ours: Fraction) -> bool:
    """Is this a difference that is reported as a loss?"""
    if isinstance(answer, Set):
        return moodles < ours  # in increasing order
    if isinstance(answer, MultipleChoice):
        return (answer.whole and moodles > ours) or len(answer.options) > MANY
    if isinstance(answer, Ordering):
        return answer.whole and len(gaps) > 1 and moodles > ours
    as_choice = not isinstance(answer, Choice | TrueFalse) and gaps[0].kind.startswith(
        ("multichoice", "MULTICHOICE_V")
    )
    return as_choice and ours < 1 and not moodles  # parts of a vector are right, and it is chosen as a whole


@each
def test_moodle_earns_what_judge_says(asked: Verified, item: Item) -> None:
    one = stored(asked, item)
    for p, gaps in gaps_of_parts(asked, one) if one.kind != "essay" else ():
        for response, given in trials(p, gaps):
            earned = [gap.grade(text)[0] for gap, text in zip(gaps, given, strict=True)]
            if response is None or (p.consequences and Fraction(1, 2) in earned):
                continue  # a choice that cannot be typed; half for what follows from an earlier mistake: see below
            share, credit = sum(earned, Fraction(0)) / len(gaps), judge(p.answer, response)
            agreed = abs(share - credit) < Fraction(1, 10**6) or may_differ(p.answer, gaps, share, credit)
            assert agreed, (p.id, response, given, share, credit)


def test_right_and_wrong_responses_to_every_kind_are_tried() -> None:
    tried: Counter[tuple[str, bool]] = Counter()
    differing = 0
    for asked, item in ASKED:
        one = stored(asked, item)
        for p, gaps in gaps_of_parts(asked, one) if one.kind != "essay" else ():
            for response, given in trials(p, gaps):
                if response is None or (
                    isinstance(p.answer, MultipleChoice) and len(p.answer.options) > MANY
                ):
                    continue
                credit = judge(p.answer, response)
                earned = [gap.grade(text)[0] for gap, text in zip(gaps, given, strict=True)]
                tried[p.answer.kind, credit == 1] += 1
                differing += abs(sum(earned, Fraction(0)) / len(gaps) - credit) > Fraction(1, 10**6)
    kinds = set(moodle.ABILITIES) - {"essay"}
    assert set(tried) == {(kind, right) for kind in kinds for right in (True, False)}
    assert differing < sum(tried.values()) / 100


@each
def test_what_is_malformed_earns_nothing(asked: Verified, item: Item) -> None:
    one = stored(asked, item)
    for p, gaps in gaps_of_parts(asked, one) if one.kind != "essay" else ():
        for text in MALFORMED:
            if is_typed(gaps[0]):
                assert not judged(p.answer, ours(p.answer, [text] * len(gaps)))
                assert {gap.grade(text) for gap in gaps} == {(Fraction(0), "")}
            elif is_spelled(gaps[0]) and not text.strip():
                assert not judged(p.answer, text)
                assert gaps[0].grade(text)[0] == 0


def judged(answer: Answer, response: object) -> Fraction | None:
    """The credit of a response; None if it is malformed."""
    try:
        return judge(answer, response)
    except ValueError:
        return None


@each
def test_every_mistake_is_told_what_it_is(asked: Verified, item: Item) -> None:
    one = stored(asked, item)
    for p, gaps in gaps_of_parts(asked, one) if one.kind != "essay" else ():
        keys = entries(p.answer) if is_typed(gaps[0]) else ()
        for mistake in p.mistakes:
            if keys and len(entries(mistake.answer)) != len(keys):
                continue  # of another shape: reported
            for n, (gap, text) in enumerate(zip(gaps, respond(mistake.answer, gaps), strict=True)):
                credit, feedback = gap.grade(text)
                if credit < 1:
                    assert shown(mistake.feedback) in visible(feedback)
                else:
                    assert abs(exact(entries(mistake.answer)[n].value) - exact(keys[n].value)) <= margin(
                        keys[n]
                    )


# ─── What is said besides ────────────────────────────────────────────────────────────────────────────────


@each
def test_hints_are_there_where_there_is_another_try(asked: Verified, item: Item) -> None:
    one = stored(asked, item)
    wanted = [] if one.kind == "essay" else [visible(html.blocks(hint, html.MOODLE)) for hint in asked.hints]
    assert [visible(hint.text).split() for hint in one.hints] == [text.split() for text in wanted]


def test_hints_are_tried() -> None:
    assert sum(bool(asked.hints) for asked, _ in SHIPPED) > len(SHIPPED) // 2


# ─── What follows from a mistake ─────────────────────────────────────────────────────────────────────────


def consequences_in_gaps(asked: Question, one: Stored) -> Iterator[tuple[Part, Consequence, list[Gap]]]:
    for p, gaps in gaps_of_parts(asked, one) if one.kind == "cloze" else ():
        for consequence in p.consequences if is_typed(gaps[0]) else ():
            if len(entries(consequence.answer)) == len(gaps):
                yield p, consequence, gaps


def is_taken(value: Fraction, answers: list[Number]) -> bool:
    """Is a number that of one of these answers, or so near that Moodle takes it for that?"""
    return any(
        abs(exact(known.value) - value) <= max(margin(known), abs(exact(known.value)) / 199)
        for known in answers
    )


@each
def test_what_follows_from_a_mistake_earns_half_of_its_gap(asked: Verified, item: Item) -> None:
    one = stored(asked, item)
    for p, consequence, gaps in consequences_in_gaps(asked, one):
        for n, (gap, entry) in enumerate(zip(gaps, entries(consequence.answer), strict=True)):
            value, key = exact(entry.value), entries(p.answer)[n]
            credit, feedback = gap.grade(typed(value))
            wrong = [entries(m.answer)[n] for m in p.mistakes if len(entries(m.answer)) == len(gaps)]
            if abs(value - exact(key.value)) <= margin(key):
                assert credit == 1
            elif not is_taken(value, wrong):
                short = isinstance(entry.value, (int, Fraction)) and Fraction(typed(value)) == value
                assert credit == Fraction(1, 2) or not short
                assert bool(visible(feedback).strip()) is (credit != 0)
            else:
                assert credit in (0, Fraction(1, 2))


def test_what_follows_is_tried() -> None:
    found = [
        gap.grade(typed(exact(entry.value)))[0]
        for asked, item in SHIPPED
        for _, consequence, gaps in consequences_in_gaps(asked, stored(asked, item))
        for gap, entry in zip(gaps, entries(consequence.answer), strict=True)
    ]
    assert found.count(Fraction(1, 2)) > 10


def test_a_slope_and_a_value() -> None:
    """The slope 3 is taken for −3, so −1 + 2m becomes −7 instead of 5; a mistake of the second part stays wrong."""
    first = part(number("3"), Mistake(number("-3"), say("The sign.")), id="m")
    led = (Consequence("m", 0, number("-7")), Consequence("m", 0, number("11")))
    second = part(number("5"), Mistake(number("11"), say("Doubled.")), id="t", points="2")
    asked = question(
        "t/t", "T", para("Find the slope."), first, replace(second, follows=("m",), consequences=led)
    )
    one = stored(asked, replace(ITEMS[0], points=Fraction(3)))
    assert one.grade("3", "5")[0] == 1
    share, (of_slope, of_value) = one.grade("-3", "-7")
    assert share == Fraction(2, 3) * Fraction(1, 2)
    assert of_slope == "The sign."
    assert visible(of_value).strip()
    assert one.grade("-3", "11") == (Fraction(0), ("The sign.", "Doubled."))
    losses = [loss for loss in moodle.render(asked, ITEMS[0]).losses if loss.part == "t"]
    assert [("half" in loss.instead, loss.format) for loss in losses] == [(True, "moodle")]


def test_a_vector_that_follows_earns_half_of_each_entry() -> None:
    first = part(number("3"), Mistake(number("-3"), say("The sign.")), id="m")
    led = (Consequence("m", 0, vector("-3 1")),)
    second = replace(part(vector("3 1"), id="v"), follows=("m",), consequences=led)
    one = stored(question("t/t", "T", para("?"), first, second), ITEMS[0])
    assert [gap.grade(text)[0] for gap, text in zip(one.gaps[1:], ("-3", "1"), strict=True)] == [
        Fraction(1, 2),
        1,
    ]


def test_a_lone_part_gives_nothing_for_what_follows() -> None:
    lone = replace(part(number("5")), consequences=(Consequence("m", 0, number("7")),))
    assert stored(question("t/t", "T", para("?"), lone), ITEMS[0]).grade("7")[0] == 0


# ─── All of it in files ──────────────────────────────────────────────────────────────────────────────────


def test_all_families_make_files_that_break_no_rule() -> None:
    fragments = [moodle.render(asked, item) for asked, item in SHIPPED]
    heading = replace(shipped_questions.HEADING, per_file=100)
    contents = []
    for file in moodle.assemble(heading, fragments):
        stream = io.BytesIO()
        file.write(stream)
        contents.append(stream.getvalue())
        assert b"".join(checked([stream.getvalue()], file.path)) == stream.getvalue()
    assert len(contents) > 1
    bank = read_banks(contents)
    assert [one.idnumber for one in bank] == [asked.id for asked, _ in SHIPPED]
    assert len({one.category for one in bank}) == len(heading.items)


def test_the_key_of_every_question_is_right_as_a_whole() -> None:
    for asked, item in ASKED:
        one = stored(asked, item)
        if one.kind != "essay":
            assert one.grade(*flat(key_of(asked, one)))[0] == 1
