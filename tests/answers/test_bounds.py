"""Marking within bounds, done without fractions, is what fractions say."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers.number import bounds, takes, within
from generator.model import Num, Number, Tolerance

RATIONALS = st.fractions(-1_000, 1_000, max_denominator=500) | st.integers(-50, 50).map(Fraction)
AMOUNTS = st.fractions(0, 2, max_denominator=200)
KINDS: tuple[Literal["absolute", "relative"], ...] = ("absolute", "relative")


@given(RATIONALS, RATIONALS, AMOUNTS)
def test_within_is_the_distance_compared(x: Fraction, centre: Fraction, margin: Fraction) -> None:
    assert within(x, centre, margin) == (abs(x - centre) <= margin)


@pytest.mark.parametrize("kind", KINDS)
@given(key=RATIONALS, amount=AMOUNTS, beyond=st.fractions(Fraction(1, 10**6), 1))
def test_the_bounds_themselves_are_right_and_nothing_beyond_them(
    kind: Literal["absolute", "relative"], key: Fraction, amount: Fraction, beyond: Fraction
) -> None:
    answer = Number(key, Num("1"), Tolerance(kind, amount))
    low, high = bounds(answer)
    assert [takes(answer, x) for x in (low - beyond, low, key, high, high + beyond)] == [0, 1, 1, 1, 0]
