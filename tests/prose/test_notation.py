"""The rules of signs, sums and products, seen through the plain writer."""

import pytest

from generator.exporters.formulas.plain import plain
from generator.maths import notation
from generator.model import Fence, Row, Sym
from generator.prose.latex import formula


@pytest.mark.parametrize(
    ("source", "negative", "is_sum"),
    [
        ("-3", True, False),
        ("3", False, False),
        ("-x + y", True, True),
        ("x - y", False, True),
        (r"x \pm 1", False, True),
        ("n! + 1", False, True),
        (r"\nabla - 1", False, False),
        ("(a + b)", False, False),
        ("2x", False, False),
        ("x^{a+b}", False, False),
    ],
)
def test_signs(source: str, negative: bool, is_sum: bool) -> None:
    assert notation.is_negative(formula(source)) is negative
    assert notation.is_sum(formula(source)) is is_sum


@pytest.mark.parametrize(("source", "opposite"), [("3", "−3"), ("-3", "3"), ("0", "0"), ("a+b", "−(a + b)")])
def test_minus(source: str, opposite: str) -> None:
    assert plain(notation.minus(formula(source))) == opposite


@pytest.mark.parametrize(
    ("terms", "joined"),
    [
        (["a", "b", "-c"], "a + b − c"),
        (["-a", "-b"], "−a − b"),
        (["a", "-b + c"], "a − b + c"),
        (["a"], "a"),
        ([], "0"),
    ],
)
def test_join_terms(terms: list[str], joined: str) -> None:
    assert plain(notation.join_terms([formula(term) for term in terms])) == joined


@pytest.mark.parametrize(
    ("a", "b", "product"),
    [
        ("1", "x", "x"),
        ("x", "1", "x"),
        ("-1", "x", "−x"),
        ("-1", "x+1", "−(x + 1)"),
        ("2", "x", "2x"),
        ("2", "3", "2 · 3"),
        ("2", "-3", "2(−3)"),
        ("x+1", "y-1", "(x + 1)(y − 1)"),
        ("2", "3^x", "2 · 3ˣ"),
        ("-1", "-x", "−1(−x)"),
    ],
)
def test_times(a: str, b: str, product: str) -> None:
    assert plain(notation.times(formula(a), formula(b))) == product


def test_row_and_power() -> None:
    x = Sym("x")
    assert notation.row(Row((x, Row(()))), Row(())) == x
    assert notation.row() == Row(())
    assert notation.power(x, notation.ONE) == x
    assert plain(notation.power(formula("x+1"), formula("2"))) == "(x + 1)²"
    assert notation.paren(Fence("(", x, ")")) == Fence("(", x, ")")
    assert notation.absolute(formula("-3")) == formula("3")
