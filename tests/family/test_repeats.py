"""A certificate that repeats the way to the answer is found, whatever names stand between."""

import pytest

from generator.family.repeats import compares_with_itself, repeats

LET = {"s": "a + b", "t": "2 * s", "A": "matrix([s, t], [1, 2])"}


@pytest.mark.parametrize(
    ("certificate", "answer"),
    [
        ("value == a + b", "a + b"),
        ("value == (a+b)", "a + b"),
        ("a + b == value", "s"),
        ("value == s", "a + b"),
        ("value == 2 * (a + b)", "t"),
        ("value == det(A)", "det(matrix([a + b, 2*s], [1, 2]))"),
        ("values == [s, t]", "[a + b, 2 * s]"),
        ("value - (a + b) == 0", "s"),
        ("s / value == 1", "a + b"),
        ("abs(value - s) < 0.01", "a + b"),
        ("value == s and a < b", "a + b"),
        ("value == s and s == value", "a + b"),
    ],
)
def test_the_same_expression_is_a_repetition(certificate: str, answer: str) -> None:
    assert repeats(certificate, answer, LET)


@pytest.mark.parametrize(
    ("certificate", "answer"),
    [
        ("value - b == a", "a + b"),
        ("value == b + a", "a + b"),  # as far as a program can tell, another road
        ("value == a + b and value > 0", "a + b"),
        ("value != a + b", "a + b"),
        ("value - (a + b) == 1", "a + b"),
        ("abs(value + s) < 0.01", "a + b"),
        ("value == s or a < b", "a + b"),
        ("A * value == s", "a + b"),
        ("2 +", "a + b"),
    ],
)
def test_anything_else_is_not(certificate: str, answer: str) -> None:
    assert not repeats(certificate, answer, LET)


def test_definitions_that_double_each_time_are_not_followed_for_ever() -> None:
    bomb = {"x0": "1"} | {f"x{k}": f"x{k - 1} + x{k - 1}" for k in range(1, 60)}
    assert not repeats("value == x59 + 1", "x59", bomb)
    assert repeats("value == x59", "x59", bomb)


@pytest.mark.parametrize(
    ("certificate", "so"),
    [
        ("value == value", True),
        ("value + 1 == (value+1) and a < b", True),
        ("value == value and value == a", False),
        ("value - a == a - value", False),
        ("value == value == a", False),
        ("a == a", False),  # says nothing about the answer, which is told in its own words
        ("value ==", False),
    ],
)
def test_what_equals_itself_is_no_relation(certificate: str, so: bool) -> None:
    assert compares_with_itself(certificate) is so
