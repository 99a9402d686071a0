"""Follow-through in QTI: what follows from a known mistake in an earlier part earns everything, and is told so.

What an answer is worth then is said here once more, from the model alone, and an engine of its own grades the items.
Every response is graded in every version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
import sympy
from qti_engine import Item, read_item
from qti_parts import VERSIONS, form, option_that_says, responses, worth
from qti_schemas import QTI21, QTI22, QTI30, assert_valid, one_worker
from qti_typing import credit, entries, exactly, typed
from sample_questions import (
    CLOSED,
    absolute,
    item_of,
    number,
    number_set,
    para,
    part,
    question,
    say,
    text,
    vector,
)
from shipped_questions import SHIPPED
from shipped_questions import item_of as shipped_item

from generator.answers import judge
from generator.exporters import qti21
from generator.model import (
    OPEN_ANSWERS,
    Answer,
    Consequence,
    Expression,
    Interval,
    Matrix,
    Mistake,
    Number,
    OpenAnswer,
    Part,
    Sample,
    Sym,
    TextAnswer,
    Verified,
)

FOLLOWED = [q for q, _ in SHIPPED if any(p.consequences for p in q.parts)]
each = pytest.mark.parametrize("q", FOLLOWED, ids=[f"{q.family}-{q.index}" for q in FOLLOWED])
SAYS = "This follows rightly from what you answered in an earlier part."
ALONE = "marked without follow-through"


# ─── What should be earned ───────────────────────────────────────────────────────────────────────────────


def put(item: Item, n: int, p: Part, answer: OpenAnswer) -> dict[str, str] | None:
    """This answer as it is given to the n-th part; None if it cannot be."""
    names, how = responses(item, n), form(item, n)
    if how == "choiceInteraction":
        own = any(answer is each for each in (p.answer, *(m.answer for m in p.mistakes)))
        return {names[0]: option_that_says(item, names[0], answer)} if own else None
    if isinstance(answer, TextAnswer):
        return {names[0]: answer.accepted[-1]}
    if how != "float" or around(answer) != around(p.answer) or len(entries(answer)) != len(names):
        return None
    values = [typed(exactly(entry)) for entry in entries(answer)]
    exact = [
        entry.tolerance.kind != "exact" or Fraction(value) == exactly(entry)
        for entry, value in zip(entries(answer), values, strict=True)
    ]
    return dict(zip(names, values, strict=True)) if all(exact) else None


def around(answer: Answer) -> object:
    """What is printed around the blanks."""
    match answer:
        case Interval(closed=closed):
            return closed
        case Number(unit=unit):
            return unit
        case Matrix(rows=rows):
            return [len(row) for row in rows]
    return None


def right(wanted: Answer, got: OpenAnswer, chosen: bool) -> Fraction:
    """The credit of what was given where this is wanted."""
    if chosen:
        return Fraction(got is wanted)
    if isinstance(got, TextAnswer):
        return Fraction(judge(wanted, got.accepted[-1]))
    return credit(wanted, [exactly(entry) for entry in entries(got)], any_order=True)


def earned(q: Verified, item: Item, given: Sequence[OpenAnswer | None]) -> list[tuple[Fraction, bool]]:
    """For each part its credit, and whether that is for what follows from an earlier part."""
    chosen = [form(item, n) == "choiceInteraction" for n in range(len(q.parts))]
    places = {p.id: n for n, p in enumerate(q.parts)}
    found = []
    for n, (p, got) in enumerate(zip(q.parts, given, strict=True)):
        own, follows = Fraction(0), False
        if got is not None:
            own = right(p.answer, got, chosen[n])
            for consequence in p.consequences if own < 1 and not chosen[n] else ():
                at = places[consequence.part]
                wrong, before = q.parts[at].mistakes[consequence.mistake].answer, given[at]
                made = before is not None and right(wrong, before, chosen[at]) == 1
                follows |= made and right(consequence.answer, got, False) == 1
        found.append((Fraction(1) if follows else own, follows))
    return found


def check(
    q: Verified, items: Sequence[Item], given: Sequence[OpenAnswer | None]
) -> list[tuple[Fraction, bool]]:
    """Each item gives what it should for these answers, and says so; what that was."""
    item = items[0]
    response: dict[str, Any] = {}
    for n, (p, answer) in enumerate(zip(q.parts, given, strict=True)):
        if answer is not None:
            response |= put(item, n, p, answer) or {}
    outcomes, expected = item.grade(response), earned(q, item, given)
    assert all(other.grade(response) == outcomes for other in items)
    for n, (p, (share, follows)) in enumerate(zip(q.parts, expected, strict=True), start=1):
        assert outcomes[f"SCORE_{n}"] == pytest.approx(float(share * worth(q, p)), abs=1e-9), (n, response)
        assert follows is (outcomes.get(f"FEEDBACK_{n}") == "follows")
    total = sum(share * worth(q, p) for p, (share, _) in zip(q.parts, expected, strict=True))
    assert outcomes["SCORE"] == pytest.approx(float(total), abs=1e-9)
    for each in items:
        assert each.shown(outcomes).count(SAYS) == sum(follows for _, follows in expected)
    return expected


# ─── Families that ship ──────────────────────────────────────────────────────────────────────────────────


@cache
def items(q: Verified) -> list[Item]:
    """The question in every version, 2.1 first."""
    return [read_item(version.render(q, shipped_item(q)).body.xml) for version in VERSIONS]


@each
def test_what_follows_from_a_mistake_earns_everything_and_only_then(q: Verified) -> None:
    versions, item = items(q), items(q)[0]
    for n, p in enumerate(q.parts):
        for consequence in p.consequences:
            at = next(k for k, each in enumerate(q.parts) if each.id == consequence.part)
            before = q.parts[at]
            wrong = before.mistakes[consequence.mistake].answer
            if not put(item, n, p, consequence.answer) or not put(item, at, before, wrong):
                continue
            if form(item, n) == "choiceInteraction":
                continue

            def given(first: Answer | None, second: Answer, n: int = n, at: int = at) -> list[Any]:
                return [{at: first, n: second}.get(k) for k in range(len(q.parts))]

            assert check(q, versions, given(wrong, consequence.answer))[n] == (Fraction(1), True)
            assert check(q, versions, given(wrong, p.answer))[n] == (Fraction(1), False)
            for first in (before.answer, None):
                assert check(q, versions, given(first, consequence.answer))[n][0] < 1
            for other in before.mistakes:
                if put(item, at, before, other.answer):
                    check(q, versions, given(other.answer, consequence.answer))


@each
def test_whatever_is_answered_earns_what_it_should(q: Verified) -> None:
    item, random = items(q)[0], Random(q.id)
    offered: list[list[OpenAnswer | None]] = []
    for n, p in enumerate(q.parts):
        answers = [p.answer, *(m.answer for m in p.mistakes), *(c.answer for c in p.consequences)]
        typed_ones = [
            a for a in answers if isinstance(a, OPEN_ANSWERS) and form(item, n) != "extendedTextInteraction"
        ]
        offered.append([None, *(a for a in typed_ones if put(item, n, p, a))])
    for _ in range(20):
        check(q, items(q), [random.choice(answers) for answers in offered])


def told(q: Verified) -> set[str]:
    """The parts with consequences that are not reported as lost."""
    lost = {loss.part for loss in qti21.render(q, shipped_item(q)).losses if loss.instead == ALONE}
    return {p.id for p in q.parts if p.consequences} - lost


def test_what_is_not_told_is_reported_and_nothing_else() -> None:
    lost = 0
    for q in FOLLOWED:
        item = items(q)[0]
        for n, p in enumerate(q.parts):
            both = [
                form(item, n) != "choiceInteraction"
                and put(item, n, p, c.answer)
                and any(
                    e.id == c.part and put(item, k, e, e.mistakes[c.mistake].answer)
                    for k, e in enumerate(q.parts)
                )
                for c in p.consequences
            ]
            if p.follows:
                assert (p.id in told(q)) is (bool(both) and all(both)), (q.family, p.id)
                lost += p.id not in told(q)
    assert 0 < lost < len(FOLLOWED)


# ─── Each way of asking ──────────────────────────────────────────────────────────────────────────────────

MISTAKE = Mistake(number("6"), say("Doubled."))
FIRST = part(number("3"), MISTAKE, Mistake(number("9"), say("Squared.")), id="a")


def letter(name: str) -> Expression:
    return Expression(sympy.Symbol(name), Sym(name), (name,))


def made(*parts: Part, language: str = "en") -> Verified:
    return question("parts/typed", "Made up", para("?"), *parts, language=language)


def after(p: Part, *led: tuple[str, int, OpenAnswer], follows: tuple[str, ...] = ("a",)) -> Part:
    return replace(p, id="b", follows=follows, consequences=tuple(Consequence(*each) for each in led))


def read(q: Verified) -> Item:
    return read_item(qti21.render(q, item_of(q)).body.xml)


def losses(q: Verified) -> list[tuple[str, str]]:
    return [(loss.part, loss.instead) for loss in qti21.render(q, item_of(q)).losses]


def test_it_goes_before_a_mistake_of_the_part_itself() -> None:
    own = Mistake(number("12"), say("Here is another."))
    q = made(FIRST, after(part(number("7"), own), ("a", 0, number("12"))))
    item = read(q)
    outcomes = item.grade({"ANSWER_1": "6", "ANSWER_2": "12"})
    assert (outcomes["SCORE_2"], outcomes["FEEDBACK_1"], outcomes["FEEDBACK_2"]) == (
        item.maximum / 2,
        "mistake_1",
        "follows",
    )
    outcomes = item.grade({"ANSWER_1": "9", "ANSWER_2": "12"})
    assert outcomes["SCORE_2"] == 0
    assert any("Here is another." in said for said in item.shown(outcomes))
    assert not losses(q)


@pytest.mark.parametrize("whole", [False, True])
def test_a_vector_earns_everything_if_all_of_it_follows(whole: bool) -> None:
    q = made(FIRST, after(part(replace(vector("1 2"), whole=whole)), ("a", 0, vector("1 4"))))
    item = read(q)
    full = item.maximum / 2
    half = 0 if whole else full / 2
    for first, second, score in (("6", "4", full), ("6", "2", full), ("3", "4", half), ("6", "5", half)):
        assert item.grade({"ANSWER_1": first, "ANSWER_2_1": "1", "ANSWER_2_2": second})["SCORE"] - (
            full if first == "3" else 0
        ) == pytest.approx(score)


def test_sets_count_in_any_order() -> None:
    first = part(number_set("1 2"), Mistake(number_set("3 4"), say("no")), id="a")
    item = read(made(first, after(part(number_set("5 6")), ("a", 0, number_set("7 8")))))
    for a, b in (("34", "78"), ("43", "87"), ("34", "77"), ("33", "78")):
        given = {f"ANSWER_{p}_{k}": sign for p, signs in ((1, a), (2, b)) for k, sign in enumerate(signs, 1)}
        assert (item.grade(given)["SCORE"] == item.maximum / 2) is (len({*a, *b}) == 4)


def test_a_text_follows_from_a_text() -> None:
    first = part(text("rising"), Mistake(text("falling"), say("no")), id="a")
    q = made(first, after(part(text("convex")), ("a", 0, text("concave"))))
    item = read(q)
    assert item.grade({"ANSWER_1": " Falling", "ANSWER_2": "CONCAVE"})["SCORE"] == item.maximum / 2
    assert item.grade({"ANSWER_1": "rising", "ANSWER_2": "concave"})["SCORE_2"] == 0


def test_a_number_follows_from_an_option() -> None:
    first = part(letter("x"), Mistake(letter("y"), say("no")), id="a")
    q = made(first, after(part(number("7")), ("a", 0, number("8"))))
    item = read(q)
    scores = [
        item.grade({"ANSWER_1": o, "ANSWER_2": "8"})["SCORE_2"] for o in item.responses["ANSWER_1"].offered
    ]
    assert sorted(scores) == [0, item.maximum / 2]
    assert ("b", ALONE) not in losses(q)


def test_it_goes_through_parts_in_between() -> None:
    middle = replace(after(part(number("4"), Mistake(number("5"), say("no"))), ("a", 0, number("7"))), id="m")
    last = after(part(number("10")), ("a", 0, number("20")), ("m", 0, number("30")), follows=("m",))
    q = made(FIRST, middle, last)
    item = read(q)
    for a, m, b, credits in (
        ("6", "7", "20", (0, 1, 1)),
        ("6", "4", "20", (0, 1, 1)),
        ("3", "5", "30", (1, 0, 1)),
        ("3", "7", "20", (1, 0, 0)),
        ("6", "5", "10", (0, 0, 1)),
    ):
        outcomes = item.grade({"ANSWER_1": a, "ANSWER_2": m, "ANSWER_3": b})
        scores = [outcomes[f"SCORE_{n}"] for n in (1, 2, 3)]
        assert scores == pytest.approx([share * item.maximum / 3 for share in credits])


def test_a_tolerance_holds_for_what_follows_too() -> None:
    q = made(FIRST, after(part(number("7", absolute("0.1"))), ("a", 0, number("8", absolute("0.1")))))
    item = read(q)
    scores = [
        item.grade({"ANSWER_1": "6", "ANSWER_2": b})["SCORE"] > 0 for b in ("7.9", "8.1", "7.89", "8.11")
    ]
    assert scores == [True, True, False, False]


@pytest.mark.parametrize(
    "second",
    [
        after(part(number("7")), ("a", 0, number("1/3"))),
        after(part(number("7")), ("a", 0, number("8")), ("a", 1, number("1/3"))),
        after(part(vector("1 2")), ("a", 0, vector("1 2 3"))),
        after(part(number("1/3"), Mistake(number("2/3"), say("no"))), ("a", 0, number("2/3"))),
        after(part(number("1/3")), ("a", 0, number("2"))),
        after(part(number("7"))),
        after(CLOSED[0].parts[0]),
    ],
    ids=["no decimal", "one of two", "another shape", "a choice", "by hand", "nothing known", "closed"],
)
def test_where_it_cannot_be_told_that_is_reported(second: Part) -> None:
    q = made(FIRST, second)
    assert losses(q).count(("b", ALONE)) == 1
    assert len(second.consequences) == 2 or SAYS not in qti21.render(q, item_of(q)).body.xml


def test_an_expression_by_its_values_leads_to_nothing_known() -> None:
    samples = tuple(Sample(Sym(f"x_{n}"), number(str(n))) for n in (1, 2))
    first = replace(part(letter("x"), Mistake(letter("y"), say("no")), id="a"), samples=samples)
    q = made(first, after(part(number("7")), ("a", 0, number("8"))))
    assert ("b", ALONE) in losses(q)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_it_is_said_in_the_language_of_the_question(language: str) -> None:
    q = made(FIRST, after(part(number("7")), ("a", 0, number("8"))), language=language)
    item = read(q)
    before, now = (set(item.shown(item.grade({"ANSWER_1": "6", "ANSWER_2": b}))) for b in ("1", "8"))
    (said,) = now - before
    assert said != SAYS
    assert item.root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


@one_worker
def test_items_are_valid_in_every_version() -> None:
    x = part(letter("x"), Mistake(letter("y"), say("no")), id="a")
    seen = [q for q in FOLLOWED if q.index == 0]
    for version, schemas in zip(VERSIONS, (QTI21, QTI22, QTI30), strict=True):
        for q in (made(x, after(part(number("7")), ("a", 0, number("8")))), *seen):
            assert_valid(version.render(q, shipped_item(q)).body.xml.encode(), *schemas)
