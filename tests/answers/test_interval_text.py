"""Intervals and texts, as they are typed."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import ANSWERS, judge
from generator.answers.options import Options
from generator.maths.intervals import Interval
from generator.model import EXACT, Tolerance

HALF = Fraction(1, 2)
OPEN, CLOSED, FROM_LEFT, FROM_RIGHT = (False, False), (True, True), (True, False), (False, True)


def interval(low: Any, high: Any, closed: tuple[bool, bool], tolerance: Tolerance = EXACT) -> Any:
    return ANSWERS["interval"].make(Interval(low, high, closed), Options(tolerance))


@pytest.mark.parametrize(
    ("answer", "text", "credit"),
    [
        (interval(1, 2, FROM_LEFT), "[1, 2)", 1),
        (interval(1, 2, FROM_LEFT), " [ 1.0 ; 4/2 [ ", 1),
        (interval(1, 2, OPEN), "]1,2[", 1),
        (interval(1, 2, OPEN), "(1, 2[", 1),
        (interval(1, 2, FROM_LEFT), "[1, 2]", HALF),
        (interval(1, 2, FROM_LEFT), "(1, 2]", 0),
        (interval(1, 2, FROM_LEFT), "[2, 1)", 0),
        (interval(1, 2, FROM_LEFT), "[1, inf)", HALF),
        (interval(-3, 2, CLOSED), "[−3, 2]", 1),
        (interval(None, 3, FROM_RIGHT), "(-inf, 3]", 1),
        (interval(None, 3, FROM_RIGHT), "]−∞; 3]", 1),
        (interval(None, 3, FROM_RIGHT), "(inf, 3]", HALF),
        (interval(None, 3, FROM_RIGHT), "[-inf, 3]", HALF),
        (interval(None, None, OPEN), "(-infinity, +infinity)", 1),
        (interval(None, None, OPEN), "(∞, -∞)", 0),
        (interval(0, None, OPEN), "(0, 1000)", HALF),
        (interval(0, 1, CLOSED, Tolerance("absolute", Fraction(1, 10))), "[-0.1, 1.2]", HALF),
        *(
            (interval(1, 2, CLOSED), text, None)
            for text in ("", "1, 2", "[1, 2", "[1 2]", "{1, 2}", "[1, 2, 3]", "[1,5, 2]", "[a, 2]", "[, 2]", "[1, 2] or [3, 4]", "1 <= x <= 2", "[٣, 4]")
        ),
    ],
)  # fmt: skip
def test_intervals_are_read_in_both_notations(answer: Any, text: str, credit: Fraction | None) -> None:
    if credit is None:
        with pytest.raises(ValueError, match=r"."):
            judge(answer, text)
    else:
        assert judge(answer, text) == credit


ends = st.none() | st.integers(-3, 3)


@given(st.tuples(ends, ends), st.tuples(ends, ends), st.sampled_from([OPEN, CLOSED, FROM_LEFT, FROM_RIGHT]))
def test_intervals_are_the_same_if_they_hold_the_same(a: Any, b: Any, closed: tuple[bool, bool]) -> None:
    def belonging(pair: Any) -> tuple[bool, bool]:
        return (closed[0] and pair[0] is not None, closed[1] and pair[1] is not None)

    same = ANSWERS["interval"].same(interval(*a, belonging(a)), interval(*b, belonging(b)))
    assert same == (a == b)


def text(*spellings: str, exact_case: bool = False) -> Any:
    return ANSWERS["text"].make(spellings, Options(exact_case=exact_case))


@pytest.mark.parametrize(
    ("answer", "typed", "credit"),
    [
        (text("normal distribution", "Gaussian"), "  Normal \t distribution\n", 1),
        (text("normal distribution", "Gaussian"), "GAUSSIAN", 1),
        (text("normal distribution", "Gaussian"), "normaldistribution", 0),
        (text("normal distribution"), "normal distributions", 0),
        (text("pH", exact_case=True), "pH", 1),
        (text("pH", exact_case=True), " pH ", 1),
        (text("pH", exact_case=True), "PH", 0),
        (text("Poincaré"), "poincare\u0301", 1),
        (text("Poincaré", exact_case=True), "Poincare\u0301", 1),
        (text("Poincaré"), "Poincare", 0),
        (text("Straße"), "STRASSE", 1),
        (text("a.b"), "axb", 0),
        (text("a*"), "aa", 0),
        (text("a"), "", None),
        (text("a"), " \n", None),
        (text("a"), "a" * 5000, None),
    ],
)
def test_texts_are_compared_as_they_look(answer: Any, typed: str, credit: int | None) -> None:
    if credit is None:
        with pytest.raises(ValueError, match=r"."):
            judge(answer, typed)
    else:
        assert judge(answer, typed) == credit


def test_a_text_that_shares_a_spelling_is_the_same() -> None:
    same = ANSWERS["text"].same
    assert same(text("Gaussian"), text("normal", "gaussian"))
    assert not same(text("pH", exact_case=True), text("ph", exact_case=True))
    assert not same(text("even"), text("odd"))
    assert text(" a  b ", "a b").accepted == ("a b",)
