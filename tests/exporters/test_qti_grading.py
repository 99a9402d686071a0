"""QTI 2.1, 2.2 and 3.0: an independent engine grades every sample in every version.

What all families and kinds have in common is tried in `test_qti_agrees`; here is what only some of them have.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import Any
from unicodedata import normalize

import pytest
from qti_engine import Item, read_item
from qti_parts import VERSIONS, responses, seen, worth
from qti_reader import text as text_of
from qti_typing import exactly, typed
from sample_questions import (
    QUESTIONS,
    absolute,
    interval,
    number,
    number_set,
    para,
    part,
    question,
    say,
    text,
    vector,
)
from shipped_questions import item_of

from generator.answers import judge
from generator.exporters import decimals
from generator.exporters.base import Exporter, Fragment
from generator.exporters.qti.patterns import pattern
from generator.model import Choice, Mistake, MultipleChoice, Part, Tolerance, Verified

ITEMS = {
    version.NAME: [(q, read_item(version.render(q, item_of(q)).body.xml)) for q in QUESTIONS]
    for version in VERSIONS
}
every = pytest.mark.parametrize(
    ("q", "item"),
    [
        pytest.param(q, item, id=f"{name}-{q.family}-{q.index}")
        for name, items in ITEMS.items()
        for q, item in items
    ],
)
versions = pytest.mark.parametrize("version", VERSIONS, ids=[version.NAME for version in VERSIONS])


def of_family(family: str, version: Exporter) -> Item:
    return next(item for q, item in ITEMS[version.NAME] if q.family == family)


def alone(p: Part, version: Exporter = VERSIONS[0]) -> tuple[Item, Fragment]:
    """A question with this one part, worth 3 points."""
    q = question("made/up", "Made up", para("?"), p)
    fragment = version.render(q, item_of(QUESTIONS[2]))
    return read_item(fragment.body.xml), fragment


# ─── Feedback ────────────────────────────────────────────────────────────────────────────────────────


def remarks(item: Item, outcomes: dict[str, Any]) -> list[str]:
    """The feedback that is shown, but for the solution."""
    return item.shown(outcomes | {"SOLUTION": None})


@every
def test_options_earn_their_own_feedback(q: Verified, item: Item) -> None:
    for n, p in enumerate(q.parts):
        if isinstance(p.answer, Choice):
            (response,) = responses(item, n)
            for ident, option in zip(item.responses[response].offered, p.answer.options, strict=True):
                outcomes = item.grade({response: ident})
                expected = float(worth(q, p)) if option.right else 0
                assert outcomes["SCORE"] == pytest.approx(expected, abs=1e-9)
                assert remarks(item, outcomes) == [seen(option.feedback)] * bool(option.feedback)


@every
def test_every_ticked_option_earns_its_feedback(q: Verified, item: Item) -> None:
    for n, p in enumerate(q.parts):
        if isinstance(p.answer, MultipleChoice):
            (response,) = responses(item, n)
            offered = list(zip(item.responses[response].offered, p.answer.options, strict=True))
            heard = [seen(option.feedback) for option in p.answer.options if option.feedback]
            for ticked, expected in ((offered, heard), ([o for o in offered if not o[1].feedback], [])):
                outcomes = item.grade({response: [ident for ident, _ in ticked]})
                assert remarks(item, outcomes) == expected


# ─── Bounds ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bound_that_is_typed_exactly_is_never_lost_to_floating_point() -> None:
    for key, tolerance in itertools.product(range(-300, 300, 7), ("0.01", "0.1", "0.003", "0.07")):
        answer = number(f"{key / 100:.2f}", Tolerance("absolute", Fraction(tolerance)))
        low, high = map(float, decimals.interval(answer))
        at = exactly(answer)
        assert low <= float(typed(at - Fraction(tolerance)))
        assert float(typed(at + Fraction(tolerance))) <= high


def test_a_narrow_tolerance_on_a_large_number_stays_narrow() -> None:
    answer = number("1000000", Tolerance("absolute", Fraction(1, 10**5)))
    low, high = (Fraction(text) for text in decimals.interval(answer))
    assert Fraction(2, 10**5) < high - low < Fraction(21, 10**6)


@pytest.mark.parametrize("key", ["0.00000001", "123456789012", "-0.000025", "100000000000000000000"])
def test_large_and_small_numbers_are_written_without_an_exponent(key: str) -> None:
    for tolerance in (Tolerance(), Tolerance("relative", Fraction(1, 10**6))):
        item, _ = alone(part(number(key, tolerance)))  # the reader takes plain decimals only
        assert item.grade({"RESPONSE": key})["SCORE"] == 3
        assert item.grade({"RESPONSE": f"{float(key) * 1.01}"})["SCORE"] == 0


# ─── Sets, vectors, intervals ────────────────────────────────────────────────────────────────────────────


@versions
def test_a_set_is_right_in_any_order_and_a_repeated_element_counts_once(version: Exporter) -> None:
    item = of_family("sets/three", version)
    names = responses(item, 0)
    keys = [item.key[name] for name in names]
    for order in itertools.permutations(keys):
        assert item.grade(dict(zip(names, order, strict=True)))["SCORE"] == item.maximum
    for first, second, third in itertools.product(keys, repeat=3):
        score = item.grade(dict(zip(names, (first, second, third), strict=True)))["SCORE"]
        assert score == pytest.approx(item.maximum * len({first, second, third}) / 3)


@versions
def test_a_set_mistake_is_heard_in_any_order(version: Exporter) -> None:
    item = of_family("sets/two", version)
    first, second = responses(item, 0)
    for values in (("3", "4"), ("4", "3")):
        outcomes = item.grade({first: values[0], second: values[1]})
        assert outcomes["SCORE"] == item.maximum / 2
        assert any("One is the trace." in text for text in item.shown(outcomes))


def test_a_set_whose_tolerances_overlap_is_graded_in_order_and_reported() -> None:
    item, fragment = alone(part(number_set("1 1.1", Tolerance("absolute", Fraction(1, 10)))))
    first, second = responses(item, 0)
    assert item.grade({first: "1", second: "1.1"})["SCORE"] == item.maximum
    assert item.grade({first: "1.2", second: "0.95"})["SCORE"] == 0
    assert "increasing order" in text_of(item.root.find("itemBody"))
    assert [loss.instead for loss in fragment.losses] == ["graded in increasing order"]


def test_a_mistake_that_cannot_be_typed_stands_with_the_solution_and_is_reported() -> None:
    item, fragment = alone(part(number("3"), Mistake(number("1/3"), say("Upside down."))))
    outcomes = item.grade(item.key)
    assert any("If the answer is" in text and "Upside down." in text for text in item.shown(outcomes))
    assert [loss.instead for loss in fragment.losses] == ["its feedback stands with the worked solution"]


@versions
def test_entries_that_do_not_divide_the_points_still_sum_to_them(version: Exporter) -> None:
    for count in (3, 6, 7, 9, 11):
        entry_texts = " ".join(str(n) for n in range(count))
        item, _ = alone(part(number_set(entry_texts)), version)
        assert item.grade(item.key)["SCORE"] == item.maximum
        missing = dict(list(item.key.items())[1:])
        assert item.grade(missing)["SCORE"] == pytest.approx(item.maximum * (count - 1) / count)


@versions
def test_a_whole_vector_earns_nothing_for_a_part_of_it(version: Exporter) -> None:
    p = part(replace(vector("1 2"), whole=True), Mistake(vector("1 3"), say("Nearly.")))
    item, _ = alone(p, version)
    first, second = responses(item, 0)
    outcomes = item.grade({first: "1", second: "3"})
    assert outcomes["SCORE"] == 0
    assert any("Nearly." in text for text in item.shown(outcomes))


@versions
def test_an_interval_is_typed_by_its_ends_between_its_brackets(version: Exporter) -> None:
    item, fragment = alone(part(interval("0", "0.5", (False, True), absolute("0.1"))), version)
    line = next(p for p in item.root.iter("p") if p.find("textEntryInteraction") is not None)
    assert "".join(line.itertext()) == "(, ]"
    label = {"qti21": "QTI 2.1", "qti22": "QTI 2.2", "qti30": "QTI 3.0"}[version.NAME]
    assert [loss.reason for loss in fragment.losses] == [f"{label} has no blank for a bracket"]


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────

SPELLINGS = (
    "Straße",
    "saddle  point",
    "a.b*c",
    "x^2 - $y$ [z] \\d",
    "É + é",
    "{|}?()",
    "İstanbul",
    "tschüss",
    "Ὀδυσσεύς",
)


@pytest.mark.parametrize("exact_case", [True, False])
def test_a_text_is_right_exactly_where_its_kind_says_so(exact_case: bool) -> None:
    typed_texts = [
        change(spelling)
        for spelling in SPELLINGS
        for change in (
            str,
            str.upper,
            str.lower,
            str.title,
            lambda t: f" {t}\t",
            lambda t: t.replace(" ", "   "),
            lambda t: "\u00a0" + "\u00a0".join(t.split(" ")),
            lambda t: normalize("NFD", t),
        )
    ]
    typed_texts += ["Strasse", "Strase", "saddlepoint", "aXb*c", "a.bbc", "x^2 - $y$ [z] 5", "x", "tschüß"]
    right = 0
    for spelling in SPELLINGS:
        answer = text(spelling, exact_case=exact_case)
        item, _ = alone(part(answer))
        for response in typed_texts:
            expected = judge(answer, response)
            right += expected == 1
            assert item.grade({"RESPONSE": response})["SCORE"] == expected * 3, (spelling, response)
    assert right >= 4 * len(SPELLINGS)


def test_the_pattern_of_a_text_has_no_sign_that_engines_read_in_different_ways() -> None:
    """Some take `^` and `$` for anchors, and the engine of TAO puts a backslash before each."""
    assert r"[$][\^]" in pattern("$^", exact_case=True)
