"""The forms a typed expression can be asked for, against many written examples and against sympy."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

import time
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.answers import ANSWERS, judge
from generator.answers.options import Options
from generator.maths.typeset import typeset
from generator.maths.values import MathsError, Shown
from generator.maths.written import written
from generator.model import Expression, ExpressionForm, Words

x, y = sympy.symbols("x y")
root = sympy.sqrt


def made(value: Any, form: ExpressionForm) -> Expression:
    answer = ANSWERS["expression"].make(value, Options(symbols=("x", "y"), form=form))
    assert isinstance(answer, Expression)
    return answer


EXPANDED = [
    (
        (x + 1) * (x + 2),
        [
            "x^2 + 3*x + 2",
            "2 + 3*x + x**2",
            "x*x + 3x".replace("3x", "3*x") + " + 2",
            "x^2 + (3*x + 2)",
            "x^2 + x + 2*x + 2",
            "(2*x^2 + 6*x + 4)/2",
        ],
        [
            "(x+1)*(x+2)",
            "x*(x + 3) + 2",
            "x^2 + 3*(x + 2/3)",
            "(x + 3/2)^2 - 1/4",
            "x^2 - (-3*x - 2)",
            "-(-x^2 - 3*x - 2)",
            "(x+1)*(x+2)/1",
            "x^2 + 3*x + 2*(3 - 2)",
            "(2*x^2 + 6*x + 4)*(1/2)",
        ],
    ),
    (1 / (x + 1), ["1/(x+1)", "(x+1)^-1"], ["1/(x+1)^2*(x+1)", "2/(2*(x+1))"]),
    ((x + 1) * sympy.exp(2 * (x + 1)), ["x*exp(2*(x+1)) + exp(2*x+2)"], ["(x+1)*exp(2*x+2)"]),
    (x**2 - y**2, ["x^2 - y^2"], ["(x - y)*(x + y)"]),
    (sympy.Integer(6), ["6", "2*3", "7 - 1"], ["2*(1 + 2)", "(1+1)^2 + 2"]),
    (
        (1 + root(x)) ** 2,
        ["1 + 2*sqrt(x) + x", "1 + 2*x^(1/2) + x"],
        ["(1 + sqrt(x))^2", "(1 + sqrt(x))*(1 + sqrt(x))"],
    ),
]
FACTORED = [
    (
        x**2 - 1,
        [
            "(x-1)*(x+1)",
            "(x+1)*(x-1)",
            "-(1-x)*(x+1)",
            "(2*x-2)*(x+1)/2",
            "2*(x-1)*(x/2+1/2)",
            "(1-x)*(-x-1)",
            "1*(x-1)*(x+1)",
        ],
        [
            "x^2 - 1",
            "x*x - 1",
            "(x^2-1)*1",
            "(x^2-1)*(x-x+1)",
            "(x^2-1)*((x+1)^2 - x^2 - 2*x)",
            "(x^2-1)*(x+1)/(x+1)",
            "(x^2-1)*x*x^-1",
            "x*(x - 1/x)",
            "(x-1)*x + (x-1)",
            "(sqrt(x)-1)*(sqrt(x)+1)*(x+1)",
            "(x^2-1)*(sin(x)^2+cos(x)^2)",
        ],
    ),
    (
        x**4 - 4,
        ["(x^2-2)*(x^2+2)"],
        [
            "(x - sqrt(2))*(x + sqrt(2))*(x^2 + 2)",
            "x^4-4",
            "(x - sqrt(2))*(x^3 + sqrt(2)*x^2 + 2*x + 2*sqrt(2))",
        ],
    ),
    (
        x**2 * (x**2 - 2),
        ["x^2*(x^2-2)", "x*x*(x^2-2)", "x**2.0*(x*x-2)"],
        ["x*(x^3-2*x)", "x^4-2*x^2", "(x - sqrt(2))*(x + sqrt(2))*(x*x+0)"],
    ),
    (
        (x + 1) ** 3,
        ["(x+1)^3", "(x+1)*(x+1)^2", "(x+1)*(x+1)*(x+1)"],
        ["(x+1)*(x^2+2*x+1)", "x^3+3*x^2+3*x+1"],
    ),
    (2 * x + 2, ["2*(x+1)", "2*x+2"], []),
    (x**2 - y**2, ["(x-y)*(x+y)", "-(y-x)*(x+y)"], ["x^2-y^2", "x*x - y*y"]),
    (
        (x**2 - 1) / (x + 2),
        ["(x-1)*(x+1)/(x+2)", "(x-1)*((x+1)/(x+2))", "(x+1)*(x-1)*(x+2)^-1"],
        ["(x^2-1)/(x+2)", "(x-1)*(x+1)*x/(x*(x+2))", "x^2/(x+2) - 1/(x+2)"],
    ),
    (
        x * sympy.exp(x) + sympy.exp(x),
        ["(x+1)*exp(x)", "e^x*(x+1)", "(x+1)*exp(x/2)*exp(x/2)", "(x+1)/exp(-x)"],
        ["x*exp(x) + exp(x)", "exp(x)*x + e^x"],
    ),
    (sympy.sin(x) ** 2 - sympy.sin(x), ["sin(x)*(sin(x)-1)"], ["sin(x)^2 - sin(x)"]),
    (sympy.Integer(12), ["12", "3*4"], []),
]
RATIONALISED = [
    (1 / root(2), ["sqrt(2)/2", "sqrt(2)*0.5", "2^(1/2)/2", "sqrt(1/2)", "1/2*sqrt(2)"], ["1/sqrt(2)", "2^(-1/2)", "2**-0.5", "1/2^(1/2)", "sqrt(2)/sqrt(4)", "sqrt(2)^-1", "1/(0*x + sqrt(2))"]),
    (1 / (1 + root(5)), ["(sqrt(5)-1)/4", "sqrt(5)/4 - 1/4"], ["1/(1+sqrt(5))", "(1+sqrt(5))^-1"]),
    (1 / root(x), ["sqrt(x)/x", "x^(1/2)/x"], ["1/sqrt(x)", "x^(-1/2)", "x/x^(3/2)"]),
    (root(x) / (x + 1), ["sqrt(x)/(x+1)", "sqrt(x)*(x+1)^-1"], ["x/(sqrt(x)*(x+1))"]),
]  # fmt: skip
CASES = [
    (form, value, response, credit)
    for form, table in (("expanded", EXPANDED), ("factored", FACTORED), ("rationalised", RATIONALISED))
    for value, right, wrong in table
    for credit, responses in ((1, right), (0, wrong))
    for response in responses
]


@pytest.mark.parametrize(("form", "value", "response", "credit"), CASES)
def test_a_form_is_judged_as_it_is_written(
    form: ExpressionForm, value: Any, response: str, credit: int
) -> None:
    answer = made(value, form)
    free = made(value, "")
    assert judge(free, response) == 1  # every example equals the key: only its form may be wrong
    assert judge(answer, response) == credit
    assert judge(answer, f"({response}) + 1") == 0


polynomials = st.lists(st.integers(-3, 3), min_size=1, max_size=3).map(
    lambda roots: sympy.prod([x - r for r in roots]) * (x**2 + 1)
)


@given(polynomials, st.integers(-5, 5).filter(bool))
@settings(max_examples=40)
def test_the_key_is_brought_into_its_form(f: Any, scale: int) -> None:
    value = sympy.expand(scale * f)
    for form, other in (("expanded", sympy.expand), ("factored", sympy.factor)):
        answer = made(scale * f, form)  # type: ignore[arg-type]  # both words are forms
        assert sympy.expand(answer.value - value) == 0
        assert judge(answer, written(answer.value)) == 1
        assert judge(answer, str(other(value)).replace("**", "^")) == 1
        assert answer.shown == typeset(answer.value)
    assert judge(made(value, "factored"), str(value)) == 0
    assert judge(made(value, "expanded"), str(sympy.factor(value))) == 0


@pytest.mark.parametrize(
    ("value", "form", "message"),
    [
        ((x + y + 1) ** 50, "expanded", "terms"),
        (sympy.Mul(*[x + k for k in range(40)]), "expanded", "terms"),
        (x**100 - 1, "factored", "too large"),
        (x**11 - y**11, "factored", "too large"),
        (x - root(2), "factored", "form"),
        (root(2) / (1 + root(2) + root(3) + root(5) + root(7) + root(11) + root(x)), "rationalised", "form"),
    ],
)
def test_a_key_that_has_no_such_form_is_refused_at_once(
    value: Any, form: ExpressionForm, message: str
) -> None:
    begun = time.process_time()
    with pytest.raises(MathsError, match=message):
        made(value, form)
    assert time.process_time() - begun < 20  # a hang, not a slow machine


def test_what_the_author_shows_is_shown() -> None:
    own = Words("own")
    answer = made(Shown(x**2 - 1, own, "own"), "factored")
    assert answer.shown == own
    assert judge(answer, "(x-1)*(x+1)") == 1
