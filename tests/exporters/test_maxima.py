"""Values as text of Maxima: real Maxima reads them, and sympy and mpmath say what they are worth."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from typing import Any

import pytest
import sympy
from maxima_process import evaluate, needs_maxima

from generator.exporters.moodle_stack.maxima import maxima
from generator.exporters.moodle_stack.symbols import GREEK, RESERVED, name, names, renamed
from generator.maths.values import HEADS, FiniteDecimal, MathsError

X, Y, LAMBDA, I = sympy.symbols("x y λ i")  # noqa: E741  # the index, which Maxima must not take for √−1
POINTS = {
    X: sympy.Rational(7, 5),
    Y: sympy.Rational(3, 11),
    LAMBDA: sympy.Rational(2, 3),
    I: sympy.Integer(4),
}
DIGITS = 30


def draw(source: random.Random, depth: int) -> Any:
    """An expression of the heads that the language has, with real values at the points."""
    if depth == 0:
        number = sympy.Rational(source.randint(-9, 9), source.randint(1, 5))
        return source.choice([*POINTS, number, number, sympy.pi, sympy.E])
    part = draw(source, depth - 1)
    other = draw(source, depth - 1)
    kind = source.randrange(6)
    if kind == 0:
        return part + other
    if kind == 1:
        return part * other
    if kind == 2:
        return part / other if other != 0 else part
    if kind == 3:
        # evaluate=False: nests that sympy would melt, such as (x^2)^3 and x^(-2)
        exponent = source.choice(
            [2, 3, -1, -2, sympy.Rational(1, 2), sympy.Rational(-1, 2), sympy.Rational(2, 3)]
        )
        base = sympy.Abs(part) + 1
        return sympy.Pow(base, exponent, evaluate=source.random() < 0.5)
    if kind == 4:
        return sympy.Pow(sympy.Abs(part) + 1, other)
    function = source.choice(
        sorted((h for h in HEADS if h not in ARITHMETIC), key=lambda head: str(head.__name__))
    )
    if function in (sympy.asin, sympy.acos):
        return function(part / (sympy.Abs(part) + 2))
    return function(sympy.Abs(part) + 1) if function is sympy.log else function(part)


ARITHMETIC = (sympy.Add, sympy.Mul, sympy.Pow)


def expressions() -> list[Any]:
    source = random.Random("maxima")
    found: list[Any] = []
    while len(found) < 150:
        expression = draw(source, source.randint(1, 4))
        worth = expression.subs(POINTS).evalf(DIGITS)
        known = all(not node.args or node.func in HEADS for node in sympy.preorder_traversal(expression))
        if known and worth.is_Float and abs(worth) < 10**6:
            found.append(expression)
    return found


@needs_maxima
def test_expressions_have_the_same_value_in_maxima() -> None:
    drawn = expressions()
    heads = {node.func for expression in drawn for node in sympy.preorder_traversal(expression)}
    assert heads >= HEADS
    bound = ", ".join(f"{name(str(symbol))}: {value}" for symbol, value in POINTS.items())
    read = evaluate(
        [f"block([{bound}], bfloat({maxima(expression)}))" for expression in drawn],
        before="fpprec: 60$ fpprintprec: 40$",
    )
    for expression, text in zip(drawn, read, strict=True):
        worth = expression.subs(POINTS).evalf(DIGITS + 10)
        assert text is not None, maxima(expression)
        found = sympy.Float(text.replace("b", "e"), 40)
        assert abs(found - worth) <= (abs(worth) + 1) * sympy.Float(10) ** -DIGITS, maxima(expression)


@needs_maxima
def test_values_that_are_not_expressions() -> None:
    values = [
        (FiniteDecimal("0.05"), "1/20"),
        (Fraction(-7, 3), "-7/3"),
        ('a "word" \\ b', '"a \\"word\\" \\\\ b"'),
    ]
    assert evaluate([maxima(value) for value, _ in values]) == [text for _, text in values]


@needs_maxima
def test_a_name_is_an_unknown_to_maxima() -> None:
    """Its value is itself, it can be computed with, and is no constant; what is reserved is not so."""
    symbols = [
        *"abcdfghjklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        *GREEK,
        "x_1",
        "λ1",
        "slope",
        "é",
        "变",
        "_a",
    ]
    typed = [name(symbol) for symbol in [*symbols, *sorted(RESERVED)]]
    read = evaluate(
        [f"[{word}-{word}, is({word}='{word}), constantp({word}), diff({word}^2,{word})]" for word in typed]
    )
    assert read == [f"[0,true,false,2*{word}]" for word in typed]


def test_what_is_reserved_has_a_reason() -> None:
    """Of the letters only those that are constants; common words and Greek names are free."""
    assert sorted(word for word in RESERVED if len(word) == 1) == ["e", "i"]
    assert RESERVED.isdisjoint(["lambda", "beta", "gamma", "slope", "cost", "profit", "price", "dx", "rate"])
    assert {"pi", "Pi", "inf", "and", "if", "step", "simp", "numer", "values"} <= RESERVED


def test_names_are_stable_and_tell_symbols_apart() -> None:
    expected = {
        "x": "x",
        "x_1": "x_1",
        "x1": "x1",
        "x_1_2": "x_1_2",
        "λ": "lambda",
        "Λ": "Lambda",
        "λ1": "lambda1",
        "slope": "slope",
        "i": "i0",
        "i0": "i00",
        "i00": "i000",
        "ii": "ii",
        "e": "e0",
        "pi": "pi0",
        "Π": "Pi0",
        "if0": "if00",
        "key": "key0",
        "é": "e0",
        "ñu": "nu",
        "変": "ufjaj",
        "_a": "u_a",
        "ά": "alpha",
        "x1y": "xoney",
        "x_2a_3": "x_twoa_3",
        "x1_2": "x1_2",
    }
    assert {symbol: name(symbol) for symbol in expected} == expected
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z_]*[0-9_]*", typed) for typed in expected.values())


def test_symbols_that_would_be_typed_alike_are_refused() -> None:
    with pytest.raises(MathsError, match="`θ` and `theta` would both be typed `theta`"):
        names(["θ", "theta"])
    with pytest.raises(MathsError, match="`é` and `è` would both be typed `e0`"):
        names(["x", "é", "è"])
    assert names(["x", "x"]) == {"x": "x"}


def test_what_is_typed_otherwise_is_told() -> None:
    assert renamed(["x", "λ", "i", "slope", "é"]) == (("i", "i0"), ("é", "e0"))


@pytest.mark.parametrize(
    "value", [sympy.zoo, sympy.nan, sympy.gamma(X), sympy.Derivative(X**2, X), True, object()]
)
def test_what_has_no_text_is_an_error(value: object) -> None:
    with pytest.raises(MathsError, match="Maxima has no text"):
        maxima(value)


def test_what_a_student_reads_is_plain() -> None:
    """STACK shows the key as it is to be typed."""
    assert maxima(LAMBDA**2 - 3 * LAMBDA + 2) == "lambda^2-3*lambda+2"
    assert maxima(-2 * sympy.sqrt(X) / (3 * Y**2)) == "-2*sqrt(x)/(3*y^2)"
    assert maxima(sympy.exp(-(X**2)) * X) == "x*exp(-x^2)"
    assert maxima(X ** (-Y)) == "x^(-y)"


@needs_maxima
def test_an_expression_without_a_value_costs_no_other() -> None:
    """What the tests of STACK questions lean on."""
    asked = ["1/2 + 1/3", "1/0", "2x", "(((", '"a;b$c"', "a: 3", "a + 1", "error(1)", "bfloat(1/4)"]
    assert evaluate(asked) == ["5/6", None, None, None, '"a;b$c"', "3", "4", None, "2.5b-1"]
