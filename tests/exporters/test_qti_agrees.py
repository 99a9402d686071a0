"""QTI and `judge` agree on every part of every family that ships, and of the samples, in every version.

What an answer is worth is said twice: by its own `judge`, and by the item, read and run by an engine of its own. Each
response here is written once for each and must earn the same. All is tried in 2.1; 2.2 is proved to have the same
declarations, processing, feedback and choices, and 3.0 to give the same scores and feedback. Two variants of each
family are tried, or as many as `SETWRIGHT_VARIANTS` says:

    SETWRIGHT_VARIANTS=10 pytest tests/exporters/test_qti_agrees.py
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations, islice, permutations

import pytest
from qti_engine import Item, read_item
from qti_parts import answered, form, graded, option_that_says, responses, seen, worth
from qti_typing import accepts, credit, entries, exactly, fits, margin, typed
from sample_questions import QUESTIONS
from shipped_questions import SHIPPED, item_of

from generator.answers import judge, samples
from generator.exporters import qti21, qti22, qti30
from generator.model import (
    OPEN_ANSWERS,
    Answer,
    Choice,
    Essay,
    Inlines,
    Interval,
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Part,
    TextAnswer,
    TrueFalse,
    Verified,
)

ASKED = [*(q for q, _ in SHIPPED), *QUESTIONS]
each = pytest.mark.parametrize("q", ASKED, ids=[f"{q.family}-{q.index}-{q.id[:5]}" for q in ASKED])
MALFORMED = ("", " ", "abc", "--", "?", "−", "3,5", "1.2.3", "0x10", "١٢", "1 000")
HUGE = Fraction(987654321)


@cache
def item(q: Verified) -> Item:
    return read_item(qti21.render(q, item_of(q)).body.xml)


# ─── Responses, as `judge` takes them ────────────────────────────────────────────────────────────────────


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
    """The last numbers that are right and the first that are wrong; bounds are wider by at most a thousandth."""
    value, reach = exactly(key), margin(key)
    for side in (-1, 1):
        edge = value + side * reach
        written = Fraction(typed(edge)) == edge  # else the edge itself has no decimal to type
        yield edge if written else edge - side * reach / 10000
        yield edge + side * (reach / 500 or max(Fraction(1), abs(value)) / 10**9)


def numbers_tried(p: Part) -> Iterator[list[Fraction]]:
    right = [exactly(key) for key in entries(p.answer)]
    yield right
    yield right[::-1]
    for mistake in p.mistakes:
        if fits(mistake, p.answer):
            yield [exactly(entry) for entry in entries(mistake.answer)]
    for place, key in enumerate(entries(p.answer)):
        for value in (*edges(key), HUGE, -HUGE):
            yield [*right[:place], value, *right[place + 1 :]]


def trials(p: Part, how: str) -> Iterator[object]:
    """Right, each mistake, the edges of each tolerance, the kind's own samples, and much that can be put together."""
    if not isinstance(p.answer, Essay):
        yield from (sample.response for sample in samples(p.answer) if sample.credit is not None)
    match p.answer:
        case _ if how == "float":
            for values in numbers_tried(p):
                yield ours(p.answer, [typed(value) for value in values])
        case TextAnswer(accepted=accepted):
            wrong = [
                text for m in p.mistakes if isinstance(m.answer, TextAnswer) for text in m.answer.accepted
            ]
            for text in (*accepted, *wrong, *(f"{text}x" for text in accepted), "nothing of all that"):
                yield from (text, text.swapcase(), f" {text}\t")
        case Choice(options=options):
            yield from map(str, range(len(options)))
        case MultipleChoice(options=options):
            for count in range(len(options) + 1):
                for ticked in islice(combinations(range(len(options)), count), 30):
                    yield tuple(map(str, ticked))
        case TrueFalse(reasons=()):
            yield from ("true", "false")
        case TrueFalse(reasons=reasons):
            for n, reason in enumerate(reasons):
                yield ("true" if reason.says else "false", str(n))
        case Matching(rights=rights, key=key):
            for moved in range(len(rights)):
                matched = [(right + moved) % len(rights) for right in key]
                for pairs in (matched, [*key[:-1], matched[-1]], [matched[0], *key[1:]]):
                    yield tuple(map(str, pairs))
        case Ordering(items=items):
            for order in islice(permutations(range(len(items))), 0, 720, 7):
                yield tuple(map(str, order))


def tried(q: Verified, one: Item) -> Iterator[tuple[Part, object, dict[str, object]]]:
    """Each part with each response to it: as `judge` takes it, and as it is given."""
    for n, p in enumerate(q.parts):
        for response in dict.fromkeys(trials(p, form(one, n))):
            typed_in = answered(one, n, p, response)
            if typed_in is not None:
                yield p, response, typed_in


# ─── Scores ──────────────────────────────────────────────────────────────────────────────────────────────


@each
def test_a_response_earns_what_judge_says(q: Verified) -> None:
    one = item(q)
    for p, response, typed_in in tried(q, one):
        score, expected = one.grade(typed_in)["SCORE"], judge(p.answer, response) * worth(q, p)
        assert score == pytest.approx(float(expected), abs=1e-9), (p.id, response)


def test_right_partly_right_and_wrong_responses_to_every_kind_are_tried() -> None:
    """So that the test above does not pass for want of responses."""
    seen_: Counter[tuple[str, object]] = Counter()
    for q in ASKED:
        for p, response, _ in tried(q, item(q)):
            share = judge(p.answer, response)
            seen_[p.answer.kind, int(share) if share in (0, 1) else "partly"] += 1
    whole = {"number", "text", "choice", "true/false"}
    kinds = set(qti21.ABILITIES) - {"expression", "essay"}
    assert set(seen_) == {
        (kind, x) for kind in kinds for x in (0, 1, "partly") if x != "partly" or kind not in whole
    }
    assert sum(seen_.values()) > 5000


@each
def test_the_key_earns_everything_and_nothing_earns_nothing(q: Verified) -> None:
    one = item(q)
    by_hand = sum(worth(q, p) for n, p in enumerate(q.parts) if form(one, n) == "extendedTextInteraction")
    assert one.maximum == item_of(q).points
    all_right = one.grade(one.key)
    score = all_right["SCORE"]
    assert not any(str(value).startswith("mistake") for value in all_right.values())
    # To the last bit, but where some of the points are for a person to give.
    assert score == (pytest.approx(float(item_of(q).points - by_hand)) if by_hand else one.maximum)
    for n, p in enumerate(q.parts):
        if form(one, n) == "float":  # the declared key is a right answer
            keys = [Fraction(one.key[name]) for name in responses(one, n)]
            assert all(accepts(key, value) for key, value in zip(entries(p.answer), keys, strict=True))
    outcomes = one.grade({})
    assert outcomes["SCORE"] == 0
    assert one.shown(outcomes | {"SOLUTION": None}) == []


@each
def test_what_is_no_number_is_as_good_as_nothing(q: Verified) -> None:
    one = item(q)
    nothing = one.grade({})
    for n, p in enumerate(q.parts):
        if form(one, n) == "float":
            for text in MALFORMED:
                assert one.grade(dict.fromkeys(responses(one, n), text)) == nothing
                assert (
                    judged(p.answer, ours(p.answer, [text] * len(entries(p.answer)))) in (0, None)
                    or text in MAYBE
                )


MAYBE = ("3,5", "1 000", "١٢")
"""What `judge` may read as a number, and engines do not."""


def judged(answer: Answer, response: object) -> Fraction | None:
    """The credit of a response; None if it is malformed."""
    try:
        return judge(answer, response)
    except ValueError:
        return None


# ─── Mistakes ────────────────────────────────────────────────────────────────────────────────────────────


@each
def test_each_mistake_earns_its_credit_and_is_told_what_it_is(q: Verified) -> None:
    one = item(q)
    for n, p in enumerate(q.parts):
        names, how = responses(one, n), form(one, n)
        for mistake in p.mistakes:
            share, typed_in = Fraction(0), {}
            if how == "string":
                assert isinstance(mistake.answer, TextAnswer)
                typed_in = {names[0]: mistake.answer.accepted[-1]}
            elif how == "float" and fits(mistake, p.answer):
                values = [exactly(entry) for entry in entries(mistake.answer)]
                share = credit(p.answer, values, any_order=True)
                typed_in = dict(zip(names, map(typed, values), strict=True))
            elif how == "choiceInteraction":
                typed_in = {names[0]: option_that_says(one, names[0], mistake.answer)}
            outcomes = one.grade(typed_in)
            assert share < 1
            assert outcomes["SCORE"] == pytest.approx(float(share * worth(q, p)), abs=1e-9)
            # One that cannot be typed is explained with the solution, which everyone sees.
            assert any(heard(mistake.feedback) in text for text in shown(one, outcomes))
        if how == "choiceInteraction" and p.mistakes:
            assert_right_where_it_shows_the_answer(one, n, q)


def assert_right_where_it_shows_the_answer(one: Item, n: int, q: Verified) -> None:
    """A choice between the answer and its mistakes."""
    p, (name,) = q.parts[n], responses(one, n)
    assert isinstance(p.answer, OPEN_ANSWERS)
    right = option_that_says(one, name, p.answer)
    for option in one.responses[name].offered:
        score = one.grade({name: option})["SCORE"]
        assert score == pytest.approx(float(worth(q, p)) if option == right else 0)


def heard(feedback: Inlines) -> str:
    return " ".join(seen(feedback).split())


def shown(one: Item, outcomes: dict[str, object]) -> list[str]:
    return [" ".join(text.split()) for text in one.shown(outcomes)]


# ─── The other versions ──────────────────────────────────────────────────────────────────────────────────


def others(q: Verified) -> tuple[Item, Item]:
    second, third = (read_item(version.render(q, item_of(q)).body.xml) for version in (qti22, qti30))
    return second, third


@each
def test_all_versions_grade_alike(q: Verified) -> None:
    """2.2 has the processing of 2.1; that of 3.0, whose players have faults of their own, gives the same for all."""
    one, (second, third) = item(q), others(q)
    assert graded(second) == graded(one)
    assert third.responses == one.responses
    given = [{}, one.key, *(typed_in for _, _, typed_in in tried(q, one))]
    for typed_in in given:
        ours, theirs = one.grade(typed_in), third.grade(typed_in)
        assert theirs["SCORE"] == ours["SCORE"]
        assert shown(third, theirs) == shown(one, ours)
