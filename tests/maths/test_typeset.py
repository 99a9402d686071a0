"""Values as a textbook prints them, and as text of the language that reads back as the same value."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import EvaluationError
from generator.exporters.formulas.plain import plain
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import HEADS, FiniteDecimal, Matrix
from generator.maths.written import written

SYMBOLS = {name: sympy.Symbol(name) for name in ("x", "y", "a", "b", "λ", "x1", "alpha")}
NAMES = frozenset(SYMBOLS)


def evaluate(text: str) -> object:
    return compile_expression(text, NAMES).evaluate(dict(SYMBOLS))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-7", "−7"),
        ("-3/4", "−3/4"),
        ("-0.250", "−0.25"),
        ("1*x", "x"),
        ("-1*x", "−x"),
        ("x**1", "x"),
        ("x - 3", "x − 3"),
        ("x + (-3)*y", "x − 3y"),
        ("3 - x**2 + 2*x", "−x² + 2x + 3"),
        ("x*(-4)", "−4x"),
        ("-3*x/4", "−(3/4)x"),
        ("x**2*y*a", "ax²y"),
        ("(x + 1)*(x - 1)*exp(-x)*2", "2(x − 1)(x + 1)e⁻ˣ"),
        ("1/x", "1/x"),
        ("3*x**-2", "3/x²"),
        ("1/sqrt(x)", "1/√x"),
        ("x**(2/3)", "x^(2/3)"),
        ("(x + 1)**2/(x - 1)", "(x + 1)²/(x − 1)"),
        ("exp(x)", "eˣ"),
        ("exp(x)**2", "e²ˣ"),
        ("sin(x)**2", "sin² x"),
        ("sin(2*x)", "sin(2x)"),
        ("x*sin(x)", "x sin x"),
        ("abs(x - 1)", "|x − 1|"),
        ("(-2)**x", "(−2)ˣ"),
        ("-2**x", "−2ˣ"),
        ("2*pi*x", "2πx"),
        ("x1 + alpha", "α + x₁"),
        ("(1 + sqrt(5))/2", "(1 + √5)/2"),
        ("(1 - sqrt(5))/2", "(1 − √5)/2"),
        ("-(1 + sqrt(5))/2", "−(1 + √5)/2"),
        ("(3 + 2*sqrt(7))/5", "(3 + 2√7)/5"),
        ("1 + sqrt(5)/2", "1 + √5/2"),
        ("sqrt(2)/2", "√2/2"),
        ("3 - sqrt(2)", "3 − √2"),
        ("sqrt(2) - 3", "√2 − 3"),
        ("[1, -2]", "[1; −2]"),
        ("[[1, x], [2, -3]]", "[1 x; 2 −3]"),
    ],
)
def test_values_print_as_in_a_textbook(text: str, shown: str) -> None:
    assert plain(typeset(evaluate(text))) == shown


rationals = st.one_of(
    st.integers(-(10**6), 10**6),
    st.fractions(-50, 50, max_denominator=40).map(lambda f: f.numerator if f.denominator == 1 else f),
    st.decimals(-100, 100, places=3).map(lambda d: FiniteDecimal(str(d))),
)
expressions = st.recursive(
    st.sampled_from(["x", "y", "λ", "2", "-3", "1/2", "sqrt(2)", "pi", "e", "-x"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]}){t[1]}({t[2]})"),
        st.tuples(inner, st.sampled_from(["2", "-1", "(1/2)", "x"])).map(lambda t: f"({t[0]})**{t[1]}"),
        st.tuples(st.sampled_from(["exp", "sin", "ln", "abs", "arctan", "sqrt", "tanh"]), inner).map(
            lambda t: f"{t[0]}({t[1]})"
        ),
    ),
    max_leaves=6,
)


@given(expressions)
def test_what_is_written_reads_back_as_the_same_value(text: str) -> None:

    try:
        value = evaluate(text)
    except EvaluationError:  # a division by zero, say
        return
    back = evaluate(written(value))
    assert equal(back, value)
    assert written(evaluate(written(back))) == written(back)


@given(st.one_of(rationals, st.lists(rationals, min_size=1, max_size=3).map(tuple), st.booleans()))
def test_numbers_and_lists_read_back_exactly(value: object) -> None:
    back = evaluate(written(value))
    assert back == value
    assert written(back) == written(value)


PRINTABLE = st.characters(
    min_codepoint=32, exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
)


@given(st.text(PRINTABLE, max_size=20))
def test_words_read_back_exactly(word: str) -> None:
    assert evaluate(written(word)) == word


def test_different_values_have_different_texts() -> None:
    entries = [0, 1, 12, Fraction(1, 2), FiniteDecimal("0.5"), "1", True, sympy.sqrt(2), SYMBOLS["x"]]
    values = [*entries, *itertools.permutations(entries, 2), *((entry,) for entry in entries)]
    values += [
        ((1, 2), (3,)),
        ((1,), (2, 3)),
        Matrix(((1, 2),)),
        Matrix(((1,), (2,))),
        (1, (2, 3)),
        ((1, 2), 3),
    ]
    texts = [written(value) for value in values]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "head", sorted(HEADS, key=lambda head: head.__name__), ids=lambda head: head.__name__
)
def test_every_head_of_the_language_can_be_printed_and_compared(head: type) -> None:
    x, y = SYMBOLS["x"], SYMBOLS["y"]
    value = head(x, y) if head in (sympy.Add, sympy.Mul, sympy.Pow) else head(x)
    assert plain(typeset(value))
    assert equal(value, value * y / y)
    assert not equal(value, value + 1)
