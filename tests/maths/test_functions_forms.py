"""Forms and formats: what is printed, and the exact value that goes with it."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import EvaluationError
from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.plain import plain
from generator.maths.functions import FUNCTIONS
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.values import Shown, plain_value
from generator.model import Lines

NAMES = {name: sympy.Symbol(name) for name in "tx"}


def value(text: str) -> Shown:
    found = compile_expression(text, frozenset(NAMES)).evaluate(dict(NAMES))
    assert isinstance(found, Shown)
    return found


PRINTED = {
    "sum_of(3, 4)": ("3 + 4", 7),
    "sum_of(3, -4, 1/2)": ("3 − 4 + 1/2", Fraction(-1, 2)),
    "difference_of(3, -4)": ("3 − (−4)", 7),
    "difference_of(3, sum_of(1, 2))": ("3 − (1 + 2)", 0),
    "product_of(3, -4)": ("3 · (−4)", -12),
    "product_of(-3, 4)": ("−3 · 4", -12),
    "product_of(1, 3)": ("1 · 3", 3),
    "product_of(sum_of(3, 4), 2)": ("(3 + 4) · 2", 14),
    "product_of(2, sum_of(3, 4))": ("2 · (3 + 4)", 14),
    "power_of(2, 3)": ("2³", 8),
    "power_of(-2, 3)": ("(−2)³", -8),
    "power_of(2, 1)": ("2¹", 2),
    "power_of(sum_of(1, 2), 2)": ("(1 + 2)²", 9),
    "quotient_of(6, 8)": ("6/8", Fraction(3, 4)),
    "root_of(12)": ("√12", 2 * sympy.sqrt(3)),
    "in_factors(40)": ("2³ · 5", 40),
    "in_factors(-1)": ("−1", -1),
    "in_base(5, 2)": ("101₂", 5),
    "rising_powers([1, -2, 0, 3], t)": ("1 − 2t + 3t³", 3 * NAMES["t"] ** 3 - 2 * NAMES["t"] + 1),
    "factored(2*t**2 - 2)": ("2(t + 1)(t − 1)", 2 * NAMES["t"] ** 2 - 2),
    "factored(-t**2 - 2*t - 1)": ("−(t + 1)²", -(NAMES["t"] ** 2) - 2 * NAMES["t"] - 1),
    "shown_as(7, sum_of(3, 4))": ("3 + 4", 7),
    "shown_as(7, 'seven')": ("seven", 7),
    "chain(sum_of(3, 4)*2, product_of(7, 2), 14)": ("14 = 7 · 2 = 14", 14),
    "chain(product_of(sum_of(3, 4), 2), 14)": ("(3 + 4) · 2 = 14", 14),
    "mixed_number(-7/3)": ("−2 1/3", Fraction(-7, 3)),
    "signed(3)": ("+3", 3),
    "signed(-3)": ("−3", -3),
    "scientific(0.000123, 2)": ("1.2 · 10⁻⁴", Fraction("0.000123")),
    "scientific(99.96, 3)": ("1.00 · 10²", Fraction("99.96")),
    "significant(0.0012345, 3)": ("0.00123", Fraction("0.00123")),
    "significant(99.96, 3)": ("100", 100),
    "in_degrees(pi/4)": ("45°", sympy.pi / 4),
    "listed([1, 2, 3], 'and')": ("1, 2 and 3", (1, 2, 3)),
    "listed([1], 'and')": ("1", (1,)),
    "as_set([1, 2])": ("{1, 2}", (1, 2)),
    "as_tuple([1, 2])": ("(1, 2)", (1, 2)),
}


@pytest.mark.parametrize("text", PRINTED)
def test_a_form_prints_one_thing_and_is_another(text: str) -> None:
    shown = value(text)
    printed, expected = PRINTED[text]
    assert " ".join(plain(shown.formula).split()) == printed
    assert equal(shown.value, expected)
    assert latex(shown.formula)


@pytest.mark.parametrize("text", PRINTED)
def test_the_text_of_a_form_says_the_same_in_a_line(text: str) -> None:
    assert value(text).text.strip()
    assert "-" not in value(text).text


SCALARS = st.one_of(st.integers(-9, 9), st.fractions(-3, 3, max_denominator=5))


@given(st.lists(SCALARS, min_size=2, max_size=5))
def test_forms_carry_the_value_of_their_operation(terms: list[Fraction]) -> None:
    args = [int(term) if Fraction(term).denominator == 1 else term for term in terms]
    total, factor = Fraction(0), Fraction(1)
    for term in args:
        total, factor = total + term, factor * term
    assert FUNCTIONS["sum_of"].call(*args).value == total
    assert FUNCTIONS["product_of"].call(*args).value == factor


@given(SCALARS.filter(bool), st.integers(1, 12))
def test_rounded_digits_are_within_half_a_unit(a: Fraction, digits: int) -> None:
    rounded = FUNCTIONS["significant"].call(a, digits).value
    assert abs(rounded - a) * 2 * 10 ** (digits - 1) <= abs(a) * Fraction(10)
    assert plain_value(FUNCTIONS["scientific"].call(a, digits)) == a


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("chain(2, 2, 3)", "step 3 does not follow from step 2: `2` is not `3`"),
        ("chain(t**2 - 1, (t - 1)*(t + 1), (t - 1)**2)", "step 3 does not follow from step 2"),
        ("chain([1, 2], [1, 3])", "step 2 does not follow from step 1: `[1, 2]` is not `[1, 3]`"),
        ("shown_as(t + 1, t)", "is not"),
        ("sum_of(1, 'a')", "cannot add"),
    ],
)
def test_a_false_step_stops_the_build(text: str, says: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        compile_expression(text, frozenset(NAMES)).evaluate(dict(NAMES))
    assert says in caught.value.message


def test_a_long_chain_has_a_line_for_each_step() -> None:
    long = value("chain(" + ", ".join(f"sum_of({k}, {1000000 - k}, -1)" for k in range(1, 5)) + ")")
    assert isinstance(long.formula, Lines)
    assert len(long.formula.lines) == 3
    assert long.value == 999_999


def test_a_matrix_is_augmented_and_put_between_bars() -> None:
    augmented = value("augmented([[1, 2], [3, 4]], [5, 6])")
    assert augmented.formula.rule_after == 2  # type: ignore[union-attr]
    assert augmented.value.shape == (2, 3)
    bars = value("bars([[1, 2], [3, 4]])")
    assert (bars.formula.left, bars.formula.right, bars.value) == ("|", "|", -2)  # type: ignore[union-attr]
    assert len(value("as_row([1, 2])").formula.rows) == 1  # type: ignore[union-attr]
