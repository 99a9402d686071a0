"""Vectors and matrices: shares, wholes, expressions among the entries, multiples and signs; blanks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import ANSWERS, judge
from generator.answers.blanks import blanks
from generator.answers.entries import flat, numbers
from generator.answers.options import Options
from generator.maths.intervals import Interval
from generator.maths.values import MathsError, Matrix
from generator.model import (
    EXACT,
    Answer,
    Choice,
    Essay,
    Expression,
    Number,
    Option,
    Text,
    Tolerance,
    TrueFalse,
)

x, y = sympy.symbols("x y")
WITHIN = Tolerance("absolute", Fraction(1, 100))


def made(kind: str, value: Any, tolerance: Tolerance = EXACT, **options: Any) -> Any:
    return ANSWERS[kind].make(value, Options(tolerance, ("x", "y"), **options))


def same(kind: str, a: Any, b: Any, tolerance: Tolerance = EXACT, **options: Any) -> bool:
    return ANSWERS[kind].same(made(kind, a, tolerance, **options), made(kind, b, tolerance, **options))


vectors = st.lists(st.integers(-5, 5), min_size=2, max_size=4).filter(any)


@given(vectors, st.fractions(-4, 4, max_denominator=6))
def test_up_to_a_positive_scale_the_direction_counts(v: list[int], scale: Fraction) -> None:
    typed = [str(scale * entry) for entry in v]
    assert judge(made("vector", tuple(v), up_to="positive scale"), typed) == int(scale > 0)
    assert judge(made("vector", tuple(v), up_to="scale"), typed) == int(scale != 0)
    assert same("vector", tuple(v), tuple(-entry for entry in v), up_to="scale")
    assert not same("vector", tuple(v), tuple(-entry for entry in v), up_to="positive scale")


@given(vectors, st.data())
def test_up_to_sign_the_better_sign_counts(v: list[int], data: st.DataObject) -> None:
    typed = data.draw(st.lists(st.integers(-5, 5), min_size=len(v), max_size=len(v)))
    best = max(sum(a == sign * b for a, b in zip(v, typed, strict=True)) for sign in (1, -1))
    answer = made("vector", tuple(v), up_to="sign")
    whole = made("vector", tuple(v), up_to="sign", whole=True)
    assert judge(answer, list(map(str, typed))) == Fraction(best, len(v))
    assert judge(whole, list(map(str, typed))) == int(best == len(v))


def test_a_blank_is_no_zero() -> None:
    answer = made("vector", (1, 0), up_to="scale")
    assert judge(answer, ("2", "0")) == 1
    assert judge(answer, ("2", "")) == 0


@given(vectors, st.fractions(-9, 9, max_denominator=7).filter(bool))
def test_a_multiple_may_be_rounded_if_there_is_a_tolerance(v: list[int], scale: Fraction) -> None:
    answer = made("vector", tuple(v), Tolerance("absolute", Fraction(1, 1000)), up_to="scale")
    rounded = [round(scale * entry, 6) for entry in v]
    if max(map(abs, rounded)) * 1000 > 1:  # else rounding is as large as the vector
        assert judge(answer, list(map(str, rounded))) == 1
    k = max(range(len(v)), key=lambda k: abs(v[k]))
    off = [scale * entry for entry in v]
    other = (k + 1) % len(v)
    off[other] += scale / 100
    if abs(v[other]) < abs(v[k]):
        assert judge(answer, list(map(str, off))) == 0


def test_a_matrix_is_graded_as_a_vector_is() -> None:
    value = Matrix(((1, -2), (0, 3)))
    assert judge(made("matrix", value), ("1", "2", "0", "3")) == Fraction(3, 4)
    assert judge(made("matrix", value, whole=True), ("1", "2", "0", "3")) == 0
    assert judge(made("matrix", value, up_to="sign"), ("-1", "2", "0", "3")) == Fraction(3, 4)
    assert judge(made("matrix", value, up_to="scale"), ("1/2", "-1", "0", "1.5")) == 1
    with pytest.raises(MathsError, match="zero matrix"):
        made("matrix", Matrix(((0, 0),)), up_to="scale")


def test_beside_symbols_all_entries_are_expressions() -> None:
    answer = made("vector", (2 * x * y, x**2, 3, sympy.sqrt(2)))
    assert {type(entry) for entry in answer.entries} == {Expression}
    about = made("vector", (x, Fraction(1, 3)), WITHIN)
    assert [type(entry) for entry in about.entries] == [Expression, Number]
    assert judge(about, ("x", "0.33")) == 1
    assert judge(answer, ("2*y*x", "x^2 + y - y", "6/2", "2/sqrt(2)")) == 1
    assert judge(answer, ("2*x", "x*x", "", "sqrt(2)")) == Fraction(1, 2)
    assert numbers(answer) == ()
    assert len(flat(answer)) == 4
    with pytest.raises(ValueError, match="symbol"):
        judge(answer, ("z", "1", "1", "1"))


def test_a_multiple_by_a_function_is_no_multiple() -> None:
    answer = made("vector", (1, x), up_to="scale")
    assert judge(answer, ("-2", "-2*x")) == 1
    assert judge(answer, ("x", "x^2")) == 0
    assert judge(answer, ("x - x + 3", "3*x")) == 1
    assert judge(made("vector", (1, x), up_to="positive scale"), ("-2", "-2*x")) == 0
    assert judge(made("vector", (x, x**2), up_to="sign"), ("-x", "-x^2")) == 1


def test_the_form_counts_for_every_entry() -> None:
    answer = made("vector", (x**2 - 1, x**2 - x, 3), form="factored")
    assert judge(answer, ("(x-1)*(x+1)", "x^2 - x", "3")) == Fraction(2, 3)
    scaled = made("vector", (x**2 - 1, x**2 - x), form="factored", up_to="scale")
    assert judge(scaled, ("2*(x-1)*(x+1)", "2*x*(x-1)")) == 1
    assert judge(scaled, ("2*(x-1)*(x+1)", "2*x^2 - 2*x")) == 0


def test_significant_digits_are_those_of_the_key() -> None:
    answer = made("number", sympy.pi * 1000, Tolerance("significant", Fraction(3)))
    assert [judge(answer, text) for text in ("3140", "3141.592", "3146.5", "3136.6", "3136", "3147")] == [
        1,
        1,
        1,
        1,
        0,
        0,
    ]
    assert same("number", 100, 100, Tolerance("significant", Fraction(2)))
    # The margin of 99.6 is 0.5, that of 100 is 5: what 100 takes, 95.5 does not take back.
    assert same("number", 100, Fraction(955, 10), Tolerance("significant", Fraction(2)))
    assert not same("number", Fraction(955, 10), 100, Tolerance("significant", Fraction(2)))


OPTION = Option((Text("a"),), True)


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        (made("number", 5), [5]),
        (made("number", 5, unit="m"), [5]),
        (made("number", Fraction(1, 3)), None),
        (made("number", Fraction(1, 3), WITHIN), [Fraction(1, 3)]),
        (made("number", sympy.pi), None),
        (made("vector", (3, 1, 2)), [3, 1, 2]),
        (made("vector", (3, 1, 2), whole=True), [3, 1, 2]),
        (made("vector", (3, Fraction(1, 3))), None),
        (made("vector", (3, x)), None),
        *((made("vector", (3, 1), up_to=up_to), None) for up_to in ("scale", "positive scale", "sign")),
        (made("matrix", Matrix(((4, 3), (2, 1)))), [4, 3, 2, 1]),
        (made("matrix", Matrix(((4, 3), (2, 1))), up_to="sign"), None),
        (made("set", (3, 1, 2)), [1, 2, 3]),
        (made("interval", Interval(1, 2, (True, False))), [1, 2]),
        (made("interval", Interval(1, None, (True, False))), None),
        (made("interval", Interval(None, None, (False, False))), None),
        (made("interval", Interval(1, sympy.pi, (True, False))), None),
        (made("expression", sympy.Integer(3)), None),
        (made("text", "3"), None),
        (Choice((OPTION, OPTION)), None),
        (TrueFalse(True), None),
        (Essay(()), None),
    ],
)  # fmt: skip
def test_blanks_are_for_decimals_only(answer: Answer, values: list[Any] | None) -> None:
    found = blanks(answer)
    assert (found if found is None else [number.value for number in found]) == values
