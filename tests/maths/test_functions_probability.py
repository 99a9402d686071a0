"""Distributions, quantiles, data and information, against mpmath, `statistics`, `fractions` and brute force."""

from __future__ import annotations

import math
import statistics
import time
from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import mpmath
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import EvaluationError
from generator.maths.decimals import rational
from generator.maths.functions import FUNCTIONS
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.values import FiniteDecimal, MathsError, Matrix

MP = mpmath.MPContext()
MP.dps = 60


def call(name: str, *args: object) -> object:
    row = FUNCTIONS[name]
    return row.call(*row.check(list(args)))


def number(value: object) -> mpmath.mpf:
    exact = rational(value)
    return MP.mpf(exact.numerator) / exact.denominator


@pytest.mark.parametrize("p", [Fraction(1, 2), Fraction(2, 7), FiniteDecimal("0.3"), 0, 1])
def test_binomial_probabilities_count_outcomes(p: Fraction) -> None:
    n = 5
    exact = Fraction(p)
    found = Counter[int]()
    for outcome in product((0, 1), repeat=n):
        found[sum(outcome)] += math.prod(exact if success else 1 - exact for success in outcome)  # type: ignore[assignment]
    assert [call("binomial_pmf", k, n, p) for k in range(-1, n + 2)] == [
        0,
        *(found[k] for k in range(n + 1)),
        0,
    ]
    assert call("binomial_cdf", 3, n, p) == sum(found[k] for k in range(4))
    assert call("binomial_cdf", n + 9, n, p) == 1


def test_draws_without_replacement_count_hands() -> None:
    hands = Counter(sum(card < 4 for card in hand) for hand in combinations(range(10), 5))
    for k in range(-1, 6):
        assert call("hypergeometric_pmf", k, 10, 4, 5) == Fraction(hands[k], hands.total())


def test_waiting_times_and_events_add_up() -> None:
    p = Fraction(1, 4)
    assert sum(call("geometric_pmf", k, p) for k in range(8)) == call("geometric_cdf", 7, p)
    for mean in (1, Fraction(5, 2)):
        summed = sum(sympy.sympify(call("poisson_pmf", k, mean)) for k in range(5))
        assert equal(summed, call("poisson_cdf", 4, mean))
        assert abs(number(call("poisson_cdf", 4, mean)) - MP.gammainc(5, mean, regularized=True)) < 1e-30


def test_densities_are_the_slopes_of_their_distributions() -> None:
    for density, cumulative, args in (
        ("normal_pdf", "normal_cdf", (1, 2)), ("exponential_pdf", "exponential_cdf", (Fraction(3, 2),)),
        ("uniform_pdf", "uniform_cdf", (0, 5)),
    ):  # fmt: skip
        step = Fraction(1, 10**12)
        ahead, behind = (number(call(cumulative, Fraction(7, 5) + s, *args)) for s in (step, -step))
        slope = (ahead - behind) / (2 * number(step))
        assert abs(slope - number(call(density, Fraction(7, 5), *args))) < 1e-20
        assert call(density, -1, *args) == 0 or density == "normal_pdf"


@pytest.mark.parametrize("n", [1, 2, 9, 30, 1000])
@pytest.mark.parametrize("x", [Fraction(-5, 2), 0, Fraction(1, 3), 2, 40, 999_999])
def test_distribution_functions_are_those_of_mpmath(n: int, x: Fraction) -> None:
    t = number(x)
    tail = MP.betainc(MP.mpf(n) / 2, MP.mpf(1) / 2, 0, n / (n + t * t), regularized=True) / 2
    assert abs(number(call("t_cdf", x, n)) - (tail if x < 0 else 1 - tail)) < MP.mpf(10) ** -30
    if x >= 0:
        expected = MP.gammainc(MP.mpf(n) / 2, 0, t / 2, regularized=True) if x < 10_000 else 1
        assert abs(number(call("chi2_cdf", x, n)) - expected) < MP.mpf(10) ** -30
        ratio = 3 * t / (3 * t + n)
        expected = MP.betainc(MP.mpf(3) / 2, MP.mpf(n) / 2, 0, ratio, regularized=True)
        assert abs(number(call("f_cdf", x, 3, n)) - expected) < MP.mpf(10) ** -30


@pytest.mark.parametrize("p", ["0.975", "0.5", "0.05", "0.999", "0.000000000001"])
def test_quantiles_are_where_the_probability_is_reached(p: str) -> None:
    share = FiniteDecimal(p)
    step = FiniteDecimal("0.000000000000000000000000000001")
    normal = call("normal_quantile", share)
    assert (
        number(call("normal_cdf", normal - step))
        <= number(share)
        <= number(call("normal_cdf", normal + step))
    )
    for name, freedom in (("t", (4,)), ("chi2", (3,)), ("f", (2, 7))):
        found = call(f"{name}_quantile", share, *freedom)
        assert call(f"{name}_cdf", found - step * 10**3, *freedom) <= share or found < step * 10**3
        assert share <= call(f"{name}_cdf", found + step * 10**3, *freedom) + step


def test_quantiles_of_tables_in_books() -> None:
    assert round(call("normal_quantile", Fraction(39, 40)), 4) == Fraction("1.9600")
    assert round(call("t_quantile", Fraction(39, 40), 10), 3) == Fraction("2.228")
    assert round(call("chi2_quantile", Fraction(19, 20), 5), 3) == Fraction("11.070")
    assert round(call("f_quantile", Fraction(19, 20), 3, 12), 2) == Fraction("3.49")
    assert call("normal_quantile", Fraction(39, 40), 100, 15) == 100 + 15 * call(
        "normal_quantile", Fraction(39, 40)
    )


def test_joint_distributions() -> None:
    table = Matrix(((Fraction(1, 8), Fraction(3, 8)), (Fraction(1, 4), Fraction(1, 4))))
    assert call("marginal_rows", table) == (Fraction(1, 2), Fraction(1, 2))
    assert call("marginal_columns", table) == (Fraction(3, 8), Fraction(5, 8))
    with pytest.raises(MathsError, match="add up to 1"):
        call("marginal_rows", Matrix(((1, 1),)))


data = st.lists(st.fractions(-9, 9, max_denominator=4), min_size=2, max_size=9)


@given(data)
def test_statistics_of_data(values: list[Fraction]) -> None:
    v = tuple(values)
    assert call("median", v) == statistics.median(values)
    assert call("population_variance", v) == statistics.pvariance(values)
    assert call("sample_variance", v) == statistics.variance(values)
    assert call("modes", v) == tuple(sorted(statistics.multimode(values)))
    assert list(call("quartiles", v)) == statistics.quantiles(values, n=4, method="inclusive")
    assert equal(call("sample_deviation", v), sympy.sqrt(sympy.Rational(statistics.variance(values))))
    assert sum(call("centred", v)) == 0
    assert call("value_range", v) == max(values) - min(values)
    assert sum(call("frequencies_of", v, call("unique", v))) == len(v)
    if len(set(values)) > 1:
        assert equal(call("population_variance", call("standardised", v)), 1)
        assert (min(call("rescaled", v)), max(call("rescaled", v))) == (0, 1)
    positive = tuple(abs(x) + 1 for x in v)
    assert call("harmonic_mean", positive) == statistics.harmonic_mean(positive)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=8))
def test_pairs_of_data(pairs: list[tuple[int, int]]) -> None:
    xs, ys = (tuple(map(Fraction, column)) for column in zip(*pairs, strict=True))
    xs, ys = tuple(int(x) for x in xs), tuple(int(y) for y in ys)
    n = len(pairs)
    product_moment = Fraction(sum(x * y for x, y in pairs)) - Fraction(sum(xs) * sum(ys), n)
    assert call("population_covariance", xs, ys) == product_moment / n
    assert call("covariance_matrix", Matrix(tuple(pairs))).rows[0][1] == product_moment / (n - 1)
    if len(set(xs)) == 1:
        with pytest.raises(MathsError, match="above each other"):
            call("fit_line", xs, ys)
        return
    intercept, slope = call("fit_line", xs, ys)
    reference = statistics.linear_regression(xs, ys)
    assert abs(float(slope) - reference.slope) < 1e-9
    assert abs(float(intercept) - reference.intercept) < 1e-9
    rest = call("line_residuals", xs, ys)
    assert sum(rest) == 0 == sum(r * x for r, x in zip(rest, xs, strict=True))
    if len(set(ys)) > 1:
        fitted = tuple(y - r for y, r in zip(ys, rest, strict=True))
        assert equal(call("r_squared", ys, fitted), sympy.sympify(call("correlation", xs, ys)) ** 2)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_information(weights: list[int], mixed: object) -> None:
    p = tuple(Fraction(w, sum(weights)) for w in weights)
    q = p[::-1]
    expected = -sum(float(a) * math.log2(a) for a in p)
    assert abs(float(number(call("entropy", p, 2))) - expected) < 1e-9
    divergence = sum(float(a) * math.log(a / b) for a, b in zip(p, q, strict=True))
    assert abs(float(number(call("kl_divergence", p, q))) - divergence) < 1e-9
    assert equal(call("cross_entropy", p, p), call("entropy", p))
    assert call("gini_impurity", p) == 1 - sum(a * a for a in p)


def test_activations() -> None:
    for x in (-2, 0, Fraction(3, 2)):
        assert abs(float(number(call("sigmoid", x))) - 1 / (1 + math.exp(-x))) < 1e-12
        assert abs(float(number(call("softplus", x))) - math.log(1 + math.exp(x))) < 1e-12
        assert call("relu", x) == max(x, 0)
    shares = call("softmax", (1, 2, 3))
    assert equal(sum(map(sympy.sympify, shares)), 1)
    assert abs(float(number(shares[2])) - math.exp(3) / (math.e + math.exp(2) + math.exp(3))) < 1e-12
    assert abs(float(number(call("log_sum_exp", (1, 2)))) - math.log(math.e + math.exp(2))) < 1e-12
    x = sympy.Symbol("x")
    assert call("relu", x).subs(x, -3) == 0
    assert call("relu", x).subs(x, 3) == 3


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_a_classifier_is_measured_by_its_counts(pairs: list[tuple[bool, bool]]) -> None:
    actual, predicted = (tuple(int(flag) for flag in column) for column in zip(*pairs, strict=True))
    tp, fp, fn, tn = call("confusion_counts", actual, predicted, 1)
    assert (tp, tn) == (pairs.count((True, True)), pairs.count((False, False)))
    assert tp + fp + fn + tn == len(pairs)
    assert fp + fn == call("hamming_distance", actual, predicted)
    if tp:
        precision, recall = call("precision_of", tp, fp), call("recall_of", tp, fn)
        assert call("f1_score", tp, fp, fn) == statistics.harmonic_mean(
            [Fraction(precision), Fraction(recall)]
        )


@pytest.mark.parametrize(
    "text",
    [
        "binomial_pmf(10**9, 10**9, 1/2)", "binomial_cdf(900, 1000, 1/97)", "geometric_pmf(10**9, 1/2)",
        "poisson_cdf(10**9, 1)",
        "poisson_pmf(100, 10**400)", "hypergeometric_pmf(1, 10**9, 10**8, 10**7)", "normal_cdf(10**400)",
        "t_cdf(10**400, 3)",
        "t_quantile(1 - 1/10**40, 3)", "chi2_quantile(1/2, 10**9)", "f_quantile(1/2, 10**9, 2)",
        "normal_pdf(1, 0, 0)",
        "geometric_mean(range(1, 900))", "median([sqrt(k) for k in range(1, 900)])", "softmax([0, 10**9])",
        "softmax(range(1, 900))",
        "normalised([sqrt(k) + pi for k in range(1, 900)])",
        "exponential_cdf(10**9, 10**9)", "entropy([sqrt(k) for k in range(1, 500)])",
    ],
)  # fmt: skip
def test_hostile_distributions_are_refused_quickly(text: str) -> None:
    start = time.process_time()
    with pytest.raises(EvaluationError):
        compile_expression(text, frozenset()).evaluate({})
    assert time.process_time() - start < 20  # a hang, not a slow machine
