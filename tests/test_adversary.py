"""What an author could do wrong without meaning to, tried on purpose.

Specs with a wrong key, a right distractor or a certificate that proves nothing: none may pass.
"""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.answers.looks import look
from generator.answers.neighbours import neighbours
from generator.compose import Form
from generator.draw import draw
from generator.errors import SetwrightError
from generator.maths.intervals import Interval as IntervalValue
from generator.maths.values import Matrix
from generator.model import (
    Emph,
    Fence,
    Frac,
    Inlines,
    LineBreak,
    Math,
    Num,
    Op,
    Question,
    Row,
    Set,
    Space,
    Strong,
    Sym,
    Text,
    Words,
)
from tests.families import family
from tests.small_parts import offered, one_part, typed


def first_question(text: str, form: Form = "open") -> Question:
    return draw(family(text), "1", form)(0)


# ─── Certificates that prove nothing ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "part",
    [
        typed("number", "a + b", "value == value"),
        typed("number", "a + b", "0 * value == 0"),
        typed("text", "'yes'", "value == value"),
        typed("text", "'yes'", "(value == 'yes') == (value == 'yes') and a < b"),
        typed("number", "a + b", "value > 0"),
        typed("number", "a + b", "value - (a + b) == 0"),
        typed("number", "a + b", "abs(value - (a + b)) <= 1/10"),
        typed("number", "a / b", "value / (a / b) == 1 and a < b"),
        typed("number", "a + b", "value == a + b or true"),
        typed("number", "a + b", "is_number(value) or value == value"),
        typed("expression", "x**2 + a", "diff(value, x) == 2*x"),
        typed("vector", "[a, b]", "size(value) == 2"),
        typed("vector", "[a, b]", "value[1] == a"),
        typed(
            "matrix", "a * identity(2)", "trace(value) == 2*a and value == transpose(value) or value == value"
        ),
        typed("set", "[-a, a]", "value**2 == a**2"),
        typed("set", "[a]", "value**2 == a**2"),
        typed("set", "[-a, a]", "size(values) <= 2"),
        typed("interval", "interval(a, b)", "value == value"),
        "- kind: true/false\n  prompt: It is.\n  answer: a < b\n  certificate: value == value",
        "- kind: true/false\n  prompt: It is.\n  answer: a < b\n  certificate: []",
        "- kind: number\n  answer: a + b\n  certificate: []",
    ],
)
def test_a_certificate_that_proves_nothing_is_refused(part: str) -> None:
    with pytest.raises(SetwrightError):
        first_question(one_part(part))


@pytest.mark.parametrize(
    "part",
    [
        typed("number", "a + b", "value - b == a"),
        typed("number", "a / 7", "abs(7 * value - a) < 1/100", "tolerance: 0.01"),
        typed("vector", "[a, b]", "parallel(value, [a, b])", "up_to: scale"),
        typed(
            "vector", "[a, b]", "dot(value, value) == a**2 + b**2 and parallel(value, [a, b])", "up_to: sign"
        ),
        typed("expression", "x**2 + a", "value - a == x*x"),
        typed("set", "[-a, a]", "[p**2 for p in values] == [a**2, a**2] and sum(values) == 0"),
    ],
)
def test_a_certificate_that_holds_only_for_right_answers_passes(part: str) -> None:
    assert first_question(one_part(part)).parts


@pytest.mark.parametrize("value", [5, Fraction(1, 2), (1, 2), Matrix(((1, 2), (3, 4)))])
def test_neighbours_are_different_and_of_the_same_kind(value: object) -> None:
    found = list(neighbours(value))
    assert found
    assert all(near != value for near in found)
    assert all(isinstance(near, int | Fraction) == isinstance(value, int | Fraction) for near in found)


def test_neighbours_of_an_interval_have_other_ends() -> None:
    half = IntervalValue(3, None, (True, False))
    assert list(neighbours(half)) == [IntervalValue(2, None, (True, False))]
    assert list(neighbours("a word")) == []


# ─── Wrong keys and right distractors ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["open", "choice"])
@pytest.mark.parametrize(
    "part",
    [
        typed("number", "a/2", "2 * value == a", "mistakes: [{answer: 0.5*a, feedback: No.}]"),
        typed("number", "a", "value*b == a*b", "unit: m\nmistakes: [{answer: 100*a, unit: cm, feedback: No.}]"),
        typed("number", "a", "value*b == a*b", "relative: 0.1\nmistakes: [{answer: a + a/10, feedback: No.}]"),
        typed("number", "a*100", "value/100 == a", "significant: 2\nmistakes: [{answer: 100*a + 5, feedback: No.}]"),
        typed("number", "a", "value*b == a*b", "mistakes: [{answer: a + 1, feedback: No.}, {answer: 1 + a, feedback: No.}]"),
        typed("expression", "(x + a)**2", "diff(value, x) == 2*(x + a) and at(value, x, -a) == 0",
              "form: expanded\nmistakes: [{answer: x**2 + 2*a*x + a**2, feedback: No.}]"),
        typed("vector", "[a, b]", "parallel(value, [a, b])", "up_to: scale\nmistakes: [{answer: '[-2*a, -2*b]', feedback: No.}]"),
        typed("vector", "[a, b]", "parallel(value, [a, b]) and dot(value, value) == a**2 + b**2",
              "up_to: sign\nmistakes: [{answer: '[-a, -b]', feedback: No.}]"),
        typed("set", "[a, b]", "sum(values) == a + b and product(values) == a*b", "mistakes: [{answer: '[b, a, b]', feedback: No.}]"),
        typed("interval", "interval(a, b)", "value == interval(a + 0, b)", "mistakes: [{answer: 'interval(2*a/2, b)', feedback: No.}]"),
        typed("text", "['yes', 'ja']", "(value == 'yes') == (a < b)", "mistakes: [{answer: \"' JA '\", feedback: No.}]"),
    ],
)  # fmt: skip
def test_a_mistake_that_is_right_never_passes(part: str, form: Form) -> None:
    with pytest.raises(SetwrightError, match="This mistake leads to"):
        first_question(one_part(part), form)


@pytest.mark.parametrize(
    "part",
    [
        offered("'{{ a }}'", "'${{ a }}$'"),
        offered("'$-1$'", "'-1'"),
        offered("'−1'", "'–1'"),
        offered("'*so*'", "'so'"),
        offered("'**so**'", "'`so`'"),
        offered("'so  it is'", "' so it is'"),
        offered('"so\\u200b"', "so"),
        offered('"so\\u00ad"', "so"),
        offered('"e\\u0301"', '"\\u00e9"'),
        offered(r"'$a\,b$'", "'$a b$'"),
        offered(r"'$\text{so}$'", "so"),
        offered("'$x$'", "x"),
        offered(r"'$\frac{1}{2}$'", r"'$\frac12$'"),
        offered("'{{ \"\" }}'", "so"),
        offered('"\\u200b"', "so"),
        "- kind: matching\n  pairs: [{left: A, right: '{{ a }}'}, {left: B, right: '${{ a }}$'}]",
        "- kind: matching\n  pairs: [{left: A, right: '1'}, {left: '*A*', right: '2'}]",
        "- kind: ordering\n  items: ['{{ a }}', '{{ 2*a - a }}', '{{ b }}']",
        "- kind: true/false\n  prompt: It is.\n  answer: true\n  certificate: value == (a > b)",
        "- kind: true/false\n  prompt: It is.\n  answer: true\n  reasons: [{text: so, says: true, right: true}]",
        typed("text", "'yes'", "(value == 'yes') == (a < b)", "shown_as: \"'no'\""),
        typed("number", "a", "value*b == a*b", "shown_as: a + 1"),
        typed("number", "a", "value*b == a*b", "relative: 1"),
        typed("number", "a", "value*b == a*b", "mistakes: [{answer: a, unit: m, feedback: No.}]"),
    ],
)
def test_what_looks_alike_or_contradicts_itself_never_passes(part: str) -> None:
    with pytest.raises(SetwrightError):
        first_question(one_part(part))


def test_what_looks_different_passes() -> None:
    for one, other in [("'$x$'", "'$X$'"), ("yes", "Yes"), (r"'$\mathbf{x}$'", "'$x$'"), ("'x²'", "x2")]:
        assert first_question(one_part(offered(one, other)))


@pytest.mark.parametrize(
    ("content", "other"),
    [
        ((Text("a "), Text(" b")), (Text("a b"),)),
        ((Emph((Strong((Text("a"),)),)), LineBreak(), Text("b")), (Text("a b"),)),
        ((Math(Row((Op("−"), Num("1")))),), (Text("-1"),)),
        ((Math(Row((Sym("a"), Space("thin"), Sym("b")))),), (Math(Row((Sym("a"), Sym("b")))),)),
        ((Math(Frac(Row((Num("1"), Space())), Num("2"))),), (Math(Frac(Num("1"), Num("2"))),)),
        ((Math(Words("if")),), (Text("if"),)),
    ],
)
def test_look_leaves_out_what_nobody_sees(content: Inlines, other: Inlines) -> None:
    assert look(content) == look(other)


def test_a_key_is_shown_as_a_set() -> None:
    part = typed(
        "set",
        "[a, b]",
        "sum(values) == a + b and product(values) == a*b",
        "shown_as: '[a, quotient_of(2*b, 2)]'",
    )
    (answer,) = [part.answer for part in first_question(one_part(part)).parts]
    assert isinstance(answer, Set)
    assert isinstance(answer.shown, Fence)
    assert answer.shown.left == "{"


def test_fair_cannot_mean_a_parameter() -> None:
    text = one_part(typed("number", "a + b", "value - b == a"), "fair: largest < 5\n")
    with pytest.raises(SetwrightError, match="measure of difficulty"):
        family(text.replace("  a: integer", "  largest: integer(1, 2)\n  a: integer"))


def test_answers_that_cannot_be_compared_are_an_error_with_a_place() -> None:
    """Two draws print the same; whether their answers are equal shows at no point, where both are beyond all numbers."""
    tower = "exp(exp(exp(exp(x + {}))))"
    part = typed("expression", tower.format("5 + hidden"), f"value == {tower.format('hidden + 5')}")
    text = one_part(part).replace("  b: integer(11, 19)", "  b: choice(11, 12)\n  hidden: integer(1, 50)")
    asked = draw(family(text.replace("a: integer(2, 9)", "a: choice(2, 3)")), "1")
    with pytest.raises(SetwrightError, match="no value at any test point"):
        list(map(asked, range(5)))
