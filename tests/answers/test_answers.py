"""Every kind of answer: its own samples earn what they say, and its marking keeps its promises."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import ANSWERS, CLOSED, OPEN, judge, matching, multiple, ordering, samples
from generator.answers.choice import from_mistakes, mixed
from generator.answers.number import agree, bounds, key_text, read, typable
from generator.answers.options import Options
from generator.maths.decimals import decimal_text, rational, rounded_text
from generator.maths.intervals import Interval
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, MathsError, Matrix
from generator.model import (
    EXACT,
    Answer,
    Choice,
    Criterion,
    Essay,
    Mistake,
    Number,
    Option,
    Part,
    Reason,
    Text,
    Tolerance,
    TrueFalse,
    UpTo,
)

x, y = sympy.symbols("x y")
WITHIN = Tolerance("absolute", Fraction(1, 100))
RELATIVE = Tolerance("relative", Fraction(1, 50))
THREE_DIGITS = Tolerance("significant", Fraction(3))


def made(kind: str, value: object, tolerance: Tolerance = EXACT, *, up_to: UpTo = "", **more: Any) -> Answer:
    return ANSWERS[kind].make(value, Options(tolerance, ("x",), up_to, **more))


def option(text: str, right: bool) -> Option:
    return Option((Text(text),), right)


NUMBERS = (
    0,
    1,
    -1,
    7,
    -12,
    Fraction(1, 2),
    Fraction(-7, 3),
    FiniteDecimal("0.005"),
    10**20,
    10**50 + 1,
    Fraction(1, 10**60),
)
IRRATIONAL = (sympy.sqrt(2), -sympy.pi, sympy.exp(-30), sympy.exp(50))
EXAMPLES: list[Answer] = [
    *(made("number", value, tolerance) for value in NUMBERS for tolerance in (EXACT, WITHIN, RELATIVE, THREE_DIGITS)),
    *(made("number", value, tolerance) for value in IRRATIONAL for tolerance in (EXACT, WITHIN, RELATIVE, THREE_DIGITS)),
    *(made("number", value, tolerance, unit=unit) for value in (5, Fraction(-7, 3)) for tolerance in (EXACT, WITHIN) for unit in ("m/s", "J/(kg K)", "°C", "m", "°", "1/s")),
    *(made("expression", value) for value in (0, 3, x, x**2 - 1, sympy.sin(x) * x, sympy.exp(-x), 1 / (x + 1), -sympy.sqrt(2))),
    made("vector", (1, -2, 3)),
    made("vector", (0,)),
    made("vector", (Fraction(1, 2), Fraction(1, 3)), WITHIN),
    made("vector", (sympy.sqrt(2), 1)),
    made("vector", (1, -2, 0), up_to="scale"),
    made("vector", (5,), up_to="scale"),
    made("vector", (sympy.sqrt(2), 1), up_to="scale"),
    made("matrix", Matrix(((1, 2), (3, -4)))),
    made("matrix", Matrix(((sympy.pi, 2),)), RELATIVE),
    made("set", (3, -1)),
    made("set", (2, 2)),
    made("set", (sympy.sqrt(2), -sympy.sqrt(2)), WITHIN),
    made("set", (Fraction(1, 3), 1), WITHIN),
    made("expression", (x + 1) ** 3, form="expanded"),
    made("expression", sympy.Integer(6), form="expanded"),
    made("expression", x**4 - 1, form="factored"),
    made("expression", (x + 1) * sympy.exp(x), form="factored"),
    made("expression", 1 / (1 + sympy.sqrt(5)), form="rationalised"),
    made("vector", (2 * x, 3, sympy.sqrt(2))),
    made("vector", (2 * x, 3), whole=True),
    made("vector", (x**2 - 1, 3), form="factored", up_to="sign"),
    made("vector", (1, -2, 3), up_to="sign"),
    made("vector", (-13, 0), Tolerance("absolute", Fraction(4)), up_to="sign", whole=True),
    made("vector", (1, -2, 3), up_to="positive scale"),
    made("vector", (1, sympy.sqrt(2)), RELATIVE, up_to="scale"),
    made("vector", (1, x), up_to="positive scale"),
    made("matrix", Matrix(((1, x), (0, 2))), up_to="scale"),
    made("matrix", Matrix(((1, 5), (0, 2))), whole=True),
    made("interval", Interval(1, Fraction(5, 2), (True, False))),
    made("interval", Interval(None, -3, (False, True)), WITHIN),
    made("interval", Interval(0, None, (False, False))),
    made("interval", Interval(None, None, (False, False))),
    made("interval", Interval(0, sympy.sqrt(2), (True, True))),
    made("text", "Euler"),
    made("text", ("normal distribution", "Gaussian")),
    made("text", "pH", exact_case=True),
    made("text", ("straße", "1/2")),
    mixed([option("a", True), option("b", False)], "salt"),
    *(multiple.mixed([option(str(k), k < right) for k in range(count)], "salt", whole) for right, count in ((1, 2), (2, 5), (3, 3)) for whole in (False, True)),
    TrueFalse(True),
    TrueFalse(False, (Text("No."),)),
    TrueFalse(True, (), (Reason(True, option("r", True)), Reason(True, option("s", False)), Reason(False, option("t", False)))),
    matching.mixed([((Text(a),), (Text(b),)) for a, b in (("1", "odd"), ("2", "even"), ("3", "odd"))], [(Text("neither"),)], "salt"),
    matching.mixed([((Text(a),), (Text("one"),)) for a in "ab"], (), "salt"),
    *(ordering.mixed([(Text(str(k)),) for k in range(count)], "salt", whole) for count in (2, 3, 6) for whole in (False, True)),
    Essay((Criterion(Fraction(1), (Text("It says why."),)),)),
]  # fmt: skip


@pytest.mark.parametrize("answer", EXAMPLES, ids=lambda answer: f"{answer.kind}-{EXAMPLES.index(answer)}")
def test_its_own_samples_earn_what_they_say(answer: Answer) -> None:
    brought = samples(answer)
    assert any(sample.credit is None for sample in brought)
    if answer.kind != "essay":
        assert any(sample.credit is not None and sample.credit < 1 for sample in brought)
    for sample in brought:
        if sample.credit is None:
            with pytest.raises(ValueError, match=r"."):
                judge(answer, sample.response)
        else:
            assert judge(answer, sample.response) == sample.credit, sample


def test_every_kind_has_an_example() -> None:
    assert {answer.kind for answer in EXAMPLES} == set(ANSWERS)


def test_a_kind_is_open_or_closed_or_an_essay() -> None:
    assert sorted((*OPEN, *CLOSED, "essay")) == sorted(ANSWERS)


@pytest.mark.parametrize("answer", EXAMPLES, ids=lambda answer: f"{answer.kind}-{EXAMPLES.index(answer)}")
def test_an_answer_is_the_same_as_itself(answer: Answer) -> None:
    assert ANSWERS[answer.kind].same(answer, answer)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", x), ("number", (1, 2)), ("number", True), ("number", "one"), ("number", sympy.acos(2)),
        ("expression", (x, x)), ("expression", Matrix(((1,),))), ("expression", True),
        ("vector", 3), ("vector", ()), ("vector", (1, "x")), ("vector", Matrix(((1, 2), (3, 4)))),
        ("vector", (1, (2, 3))), ("vector", tuple(range(500))), ("matrix", (1, 2)), ("matrix", Matrix(((1, True),))),
        ("interval", (1, 2)), ("interval", 3), ("text", 3), ("text", ()), ("text", ""), ("text", ("a", " ")),
        ("text", "a" * 300), ("text", "\u202e"), ("set", tuple(range(60))), ("set", 3), ("set", ()), ("set", (1, x)),
        ("set", Matrix(((1, 2),))), *((kind, 1) for kind in (*CLOSED, "essay")),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(kind: str, value: object) -> None:
    with pytest.raises(MathsError):
        made(kind, value)


def test_the_zero_vector_has_no_direction() -> None:
    with pytest.raises(MathsError, match="zero vector"):
        made("vector", (0, 0), up_to="scale")


fractions = st.fractions(-(10**6), 10**6, max_denominator=10**4)
tolerances = st.one_of(
    st.just(EXACT),
    st.fractions(Fraction(1, 10**6), 10).map(lambda amount: Tolerance("absolute", amount)),
    st.fractions(Fraction(1, 10**6), Fraction(1, 2)).map(lambda amount: Tolerance("relative", amount)),
)


@given(fractions, tolerances, st.fractions(Fraction(1, 10**9), 1))
def test_bounds_are_inclusive_and_nothing_beyond_them_counts(
    key: Fraction, tolerance: Tolerance, beyond: Fraction
) -> None:
    answer = Number(key, typeset(0), tolerance)
    low, high = bounds(answer)
    for value, credit in ((low, 1), (high, 1), (key, 1), (low - beyond, 0), (high + beyond, 0)):
        if max(abs(value.numerator), value.denominator) < 10**40:
            assert judge(answer, f"{value.numerator}/{value.denominator}") == credit
        assert agree(answer, Number(value, typeset(0))) is bool(credit)


@given(fractions, tolerances)
def test_what_is_typable_earns_full_credit_as_it_is_typed(key: Fraction, tolerance: Tolerance) -> None:
    answer = Number(key, typeset(0), tolerance)
    if typable(answer):
        assert judge(answer, key_text(answer)) == 1
    else:
        assert decimal_text(key) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), (" -12.50 ", Fraction(-25, 2)), ("−3", -3), (".5", Fraction(1, 2)), ("5.", 5), ("6e3", 6000),
        ("+3/4", Fraction(3, 4)), ("-3 / 4", Fraction(-3, 4)), ("1E-2", Fraction(1, 100)),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, value: Fraction) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1,5",
        "1 2",
        "--3",
        "1/0",
        "1/2/3",
        "0x10",
        "1_000",
        "nan",
        "inf",
        "1e9999",
        "½",
        "1.5/2",
        "9" * 50,
        "x",
        "１２",
        "٣",
        "9" * 10**6,
        "1/" * 10**5,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read(text)


@given(st.integers(-(10**13), 10**13), st.integers(0, 12))
def test_a_short_decimal_reads_back(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    text = decimal_text(value)
    assert text is not None
    assert read(text) == value
    assert rounded_text(value) == text


@given(st.fractions().filter(lambda f: abs(f) < 10**30 and f), st.integers(2, 20))
def test_rounding_is_to_significant_digits(value: Fraction, digits: int) -> None:
    error = abs(Fraction(rounded_text(value, digits)) - value)
    assert error <= abs(value) / (2 * Fraction(10) ** (digits - 1))


@given(st.integers(2, 10**6))
def test_an_irrational_key_is_taken_to_forty_digits(n: int) -> None:
    taken = rational(sympy.sqrt(n))
    assert abs(taken**2 - n) <= n * Fraction(1, 10**39)


@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True),
    st.integers(0, 4),
    st.lists(st.one_of(st.just(""), st.integers(-2, 14).map(str)), min_size=4, max_size=4),
)
def test_a_set_earns_the_largest_pairing(keys: list[int], margin: int, typed: list[str]) -> None:
    tolerance = Tolerance("absolute", Fraction(margin)) if margin else EXACT
    answer = made("set", tuple(keys), tolerance)
    response = typed[: len(keys)]
    best = max(
        sum(text != "" and abs(int(text) - key) <= margin for key, text in zip(keys, order, strict=True))
        for order in itertools.permutations(response)
    )
    assert judge(answer, response) == Fraction(best, len(keys))


@given(
    st.lists(st.integers(-5, 5), min_size=2, max_size=3).filter(any), st.fractions(-4, 4, max_denominator=6)
)
def test_up_to_scale_any_multiple_but_zero_is_right(v: list[int], scale: Fraction) -> None:
    answer = made("vector", tuple(v), up_to="scale")
    assert judge(answer, [str(scale * entry) for entry in v]) == int(scale != 0)
    bent = [str(scale * entry + (k == 0)) for k, entry in enumerate(v)]
    straight = all(entry == 0 for entry in v[1:]) and scale * v[0] + 1 != 0
    assert judge(answer, bent) == int(straight)


def test_a_vector_earns_the_share_of_its_right_entries() -> None:
    answer = made("vector", (1, Fraction(1, 2), 3), WITHIN)
    assert judge(answer, ["1.01", "0.48", ""]) == Fraction(1, 3)


def test_same_means_marked_right_as_the_other() -> None:
    def same(kind: str, a: object, b: object, tolerance: Tolerance = EXACT, *, up_to: UpTo = "") -> bool:
        first, second = (made(kind, value, tolerance, up_to=up_to) for value in (a, b))
        return ANSWERS[kind].same(first, second)

    assert same("number", 1, Fraction(101, 100), WITHIN)
    assert not same("number", 1, Fraction(102, 100), WITHIN)
    assert same("expression", (x + 1) ** 2, x**2 + 2 * x + 1)
    assert not same("vector", (1, 2), (2, 4))
    assert same("vector", (1, 2), (-2, -4), up_to="scale")
    assert same("set", (1, 2), (2, 1))
    assert not same("set", (1, 2), (1,))
    assert not same("matrix", Matrix(((1, 2),)), Matrix(((1,), (2,))))


@pytest.mark.parametrize(
    ("response", "credit"),
    [
        ("x^2 - 1", 1),
        ("(x-1)*(x+1)", 1),
        ("x**2", 0),
        ("1/(x-x)", None),
        ("2x", None),
        ("y", None),
        ("[x]", None),
        ("true", None),
    ],
)
def test_expressions_are_read_as_a_student_types_them(response: str, credit: int | None) -> None:
    answer = made("expression", x**2 - 1)
    if credit is None:
        with pytest.raises(ValueError, match=r"."):
            judge(answer, response)
    else:
        assert judge(answer, response) == credit


def test_the_right_option_may_stand_anywhere_and_the_salt_decides_where() -> None:
    part = Part(
        "a", (), made("number", 1), tuple(Mistake(made("number", k), (Text(str(k)),)) for k in (2, 3, 4))
    )
    places = [
        [option.right for option in from_mistakes(part, f"q{k}").options].index(True) for k in range(200)
    ]
    assert all(places.count(place) > 25 for place in range(4))
    assert from_mistakes(part, "q1") == from_mistakes(part, "q1")
    choice = from_mistakes(part, "q1")
    assert isinstance(choice, Choice)
    assert sum(judge(choice, str(k)) for k in range(4)) == 1


def test_one_option_is_no_choice() -> None:
    with pytest.raises(ValueError, match="no mistakes"):
        from_mistakes(Part("a", (), made("number", 1)), "q")
