"""Spellings for formats that compare texts: each is right to the kind of answer itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sample_questions import absolute, number, number_set, relative, text, vector

from generator.answers import judge
from generator.exporters.spellings import exact_blanks, of_number, of_text
from generator.model import Answer


def test_every_spelling_of_a_number_is_the_number_itself() -> None:
    for value in map(Fraction, ("-3", "0", "7", "0.5", "-0.25", "12.125", "-120")):
        for comma in (False, True):
            for spelled in of_number(value, comma=comma):
                assert Fraction(spelled.replace("−", "-").replace(",", ".")) == value
    assert {"-3", "−3", "-3.0"} <= set(of_number(Fraction(-3)))
    assert {"0.5", ".5", "0.50", "1/2", "+1/2"} <= set(of_number(Fraction(1, 2)))
    assert of_number(Fraction(-3))[0] == "-3"


def test_a_decimal_may_have_a_comma_and_a_whole_number_too() -> None:
    for value, expected in (
        (Fraction(-1, 2), {"-0,5", "−0,5", "-,5", "−,5", "-0,50", "−0,50"}),
        (Fraction(3), {"3,0", "+3,0", "3,00", "+3,00"}),
    ):
        assert set(of_number(value, comma=True)) - set(of_number(value)) == expected


def test_what_is_no_short_decimal_has_no_spellings() -> None:
    with pytest.raises(ValueError, match="no short decimal"):
        of_number(Fraction(1, 3))


@pytest.mark.parametrize("exact_case", [False, True])
def test_every_spelling_of_a_text_is_right(exact_case: bool) -> None:
    answer = text("New  York", "ny", "NY", "Große Straße", exact_case=exact_case)
    found = of_text(answer)
    assert found[0] == "New York"
    assert all(judge(answer, spelled) == 1 for spelled in found)
    compared = [spelled if exact_case else spelled.lower() for spelled in found]
    assert len(set(compared)) == len(compared)
    assert ("grosse strasse" in compared) is (judge(answer, "GROSSE STRASSE") == 1)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (number("0.5"), 1),
        (number("0", relative("0.01")), 1),
        (vector("0 0", relative("0.01")), 2),
        (number_set("1 2 3"), 3),
        (number("1", relative("0.01")), 0),
        (number("0", absolute("0.01")), 0),
        (number("1/3"), 0),
        (text("a"), 0),
    ],
)
def test_numbers_are_listed_that_nothing_else_is_right_for(answer: Answer, count: int) -> None:
    assert len(exact_blanks(answer)) == count
