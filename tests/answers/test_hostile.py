"""Responses that mean harm, or nothing at all: refused with a ValueError, or wrong; and soon."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

from typing import Any

import pytest
import sympy

from generator.answers import ANSWERS, judge, matching, multiple, ordering
from generator.answers.choice import mixed
from generator.answers.options import Options
from generator.engine.limits import time_limit
from generator.maths.intervals import Interval
from generator.maths.values import Matrix
from generator.model import Answer, Option, Reason, Text, TrueFalse

x = sympy.Symbol("x")
_PAIR = [Option((Text("a"),), True), Option((Text("b"),), False)]


def made(kind: str, value: Any, **options: Any) -> Answer:
    return ANSWERS[kind].make(value, Options(symbols=("x", "y"), **options))


ANSWERS_OF_ALL_KINDS: list[Answer] = [
    made("number", 2),
    made("number", 2, unit="m/s"),
    made("expression", x**2 - 1),
    *(made("expression", x**2 - 1, form=form) for form in ("expanded", "factored", "rationalised")),
    made("vector", (1, 2)),
    made("vector", (1, x), up_to="scale"),
    made("vector", (1, x), up_to="sign"),
    made("matrix", Matrix(((1, 2),))),
    made("set", (1, 2)),
    made("interval", Interval(1, 2, (True, False))),
    made("text", "Euler"),
    mixed(_PAIR, "q"),
    multiple.mixed(_PAIR, "q"),
    TrueFalse(True),
    TrueFalse(True, (), (Reason(True, _PAIR[0]), Reason(False, _PAIR[1]))),
    matching.mixed([((Text("a"),), (Text("b"),)), ((Text("c"),), (Text("d"),))], (), "q"),
    ordering.mixed([(Text("a"),), (Text("b"),)], "q"),
]
HOSTILE = [
    "9**9**9**9", "9^9^9^9", "((((", "(" * 900 + "x" + ")" * 900, "-" * 1900 + "x", "x" + "+x" * 900, "x" + "*(x+1)" * 180,
    "((x+1)**1000)**1000", "(x*x + 2*x*y + y*y)**500 + x**2", "x**x**x**x", "exp(" * 39 + "x" + ")" * 39,
    "sqrt(" * 39 + "x + 1" + ")" * 39, "cos(" * 39 + "x" + ")" * 39, "((1 + sqrt(2))**1000 + 1)**1000", "tan(pi/2)",
    "exp(10**6)", "sin(10**600)", "9" * 1900, "0." + "0" * 1900 + "1", "1e999999999", "1" + "/1" * 900, "factorial(10**9)",
    "sum(range(1, 1000))", "diff(x**2, x)", "__import__('os')", "x.__class__", "lambda: 1", "[x for x in range(9)]",
    "１", "٣", "½", "x²", "\x00", "\ud800", "\u202e1", "∞", "nan", "inf", "m^999999999", "1 m^999999999", "1 m" + "*m" * 900,
    "[" * 1900, "[" + "1" * 1900 + ", 2)", "[1, 2)" * 300, "-0", "+", "a" * 10**6, "1 " * 10**6, "ﷺ" * 1900, "",
]  # fmt: skip
NOT_TEXTS: list[Any] = [
    None,
    5,
    0.5,
    True,
    b"1",
    object(),
    ("x", None),
    (("1",),),
    {"0": "1"},
    iter("12"),
    float("nan"),
]


@pytest.mark.parametrize("answer", ANSWERS_OF_ALL_KINDS, ids=lambda answer: str(answer.kind))
def test_a_hostile_response_earns_nothing_and_takes_no_time(answer: Answer) -> None:
    for text in HOSTILE:
        for response in (text, (text,), (text, text), (text, "1"), ("true", text), ("0", text)):
            try:
                with time_limit(20):  # far more than any takes: a hang, not a slow machine
                    credit = judge(answer, response)
            except ValueError:
                credit = None
            assert credit is None or 0 <= credit < 1, (text[:40], response)


@pytest.mark.parametrize("answer", ANSWERS_OF_ALL_KINDS, ids=lambda answer: str(answer.kind))
@pytest.mark.parametrize("response", NOT_TEXTS, ids=lambda response: type(response).__name__)
def test_what_is_no_text_is_malformed(answer: Answer, response: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        judge(answer, response)


@pytest.mark.parametrize(
    "text", ["", "(", "2 +* 3", "2x", "x y", "y z", "x = 1", "1,5", "$x$", r"\frac12", "x!", "|x|", "x;x"]
)
def test_what_is_no_expression_is_malformed(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        judge(made("expression", x), text)
