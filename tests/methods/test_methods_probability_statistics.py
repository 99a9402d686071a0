"""Worked statistics: tests, intervals, estimates. Values by other routes and from printed tables."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import sympy
from probability_reader import MP, check, unnoticed

from generator.maths.language import compile_expression
from generator.maths.values import FiniteDecimal, MathsError, Matrix
from generator.methods import METHODS
from generator.methods.quantiles import (
    above_chi_square,
    above_t,
    quantile_chi_square,
    quantile_normal,
    quantile_t,
)

Args = tuple[Any, ...]
SIDES = ("two", "less", "greater")


def mp(value: Any) -> Any:
    return MP.mpf(Fraction(value).numerator) / Fraction(value).denominator


# ─── Tails by integration ────────────────────────────────────────────────────────────────────────────────


def tail(density: Callable[[Any], Any], start: Any) -> Any:
    return MP.quad(density, [start, start + 1, start + 4, start + 20, start + 100, MP.inf])


def normal_tail(z: Any) -> Any:
    return MP.quad(lambda t: MP.exp(-t * t / 2) / MP.sqrt(2 * MP.pi), [z, z + 2, z + 6, z + 30])


def t_tail(t: Any, freedom: int) -> Any:
    scale = MP.gamma((freedom + MP.mpf(1)) / 2) / MP.sqrt(freedom * MP.pi) / MP.gamma(MP.mpf(freedom) / 2)
    return scale * MP.quad(  # t = √ν tan u
        lambda u: MP.sqrt(freedom) * MP.cos(u) ** (freedom - 1), [MP.atan(t / MP.sqrt(freedom)), MP.pi / 2]
    )


def chi_square_tail(x: Any, freedom: int) -> Any:
    half = MP.mpf(freedom) / 2
    return MP.quad(  # x = u²
        lambda u: 2 * u ** (freedom - 1) * MP.exp(-u * u / 2) / (2**half * MP.gamma(half)),
        [MP.sqrt(x), MP.sqrt(x) + 2, MP.sqrt(x) + 6, MP.sqrt(x) + 30],
    )


def p_value(upper: Callable[[Any], Any], statistic: Any, side: str) -> Any:
    if side == "two":
        return 2 * upper(abs(statistic))
    return upper(statistic) if side == "greater" else upper(-statistic)


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (quantile_normal(Fraction(39, 40)), "1.9600"), (quantile_normal(Fraction(99, 100)), "2.3263"),
        (quantile_normal(Fraction(1, 20)), "-1.6449"), (quantile_t(Fraction(39, 40), 1), "12.7062"),
        (quantile_t(Fraction(39, 40), 9), "2.2622"), (quantile_t(Fraction(199, 200), 4), "4.6041"),
        (quantile_t(Fraction(19, 20), 30), "1.6973"), (quantile_t(Fraction(1, 10), 5), "-1.4759"),
        (quantile_chi_square(Fraction(19, 20), 1), "3.8415"), (quantile_chi_square(Fraction(19, 20), 2), "5.9915"),
        (quantile_chi_square(Fraction(99, 100), 3), "11.3449"), (quantile_chi_square(Fraction(1, 20), 10), "3.9403"),
        (quantile_chi_square(Fraction(19, 20), 100), "124.3421"),
    ],
)  # fmt: skip
def test_quantiles_are_those_of_printed_tables(found: FiniteDecimal, printed: str) -> None:
    assert round(found, 4) == Fraction(printed)


@pytest.mark.parametrize("freedom", [1, 2, 3, 7, 24])
@pytest.mark.parametrize(
    "p", [Fraction(1, 10_000), Fraction(1, 3), Fraction(97, 100), Fraction(9_999, 10_000)]
)
def test_tails_undo_quantiles(freedom: int, p: Fraction) -> None:
    t, x = quantile_t(p, freedom), quantile_chi_square(p, freedom)
    assert abs(mp(1 - p) - t_tail(mp(t), freedom)) < MP.mpf("1e-20")
    assert abs(mp(1 - p) - chi_square_tail(mp(x), freedom)) < MP.mpf("1e-20")
    assert abs(above_t(t, freedom) - (1 - p)) < Fraction(1, 10**25)
    assert abs(above_chi_square(x, freedom) - (1 - p)) < Fraction(1, 10**25)


# ─── Random problems ─────────────────────────────────────────────────────────────────────────────────────


def data(random: Random, least: int = 2) -> tuple[Any, ...]:
    count = random.randint(max(least, 2), 9)
    while True:
        found = tuple(
            FiniteDecimal(Fraction(random.randint(10, 90), 10))
            if random.random() < 0.4
            else random.randint(1, 12)
            for _ in range(count)
        )
        if len(set(found)) > 1:
            return found


def z_problem(random: Random) -> Args:
    null = random.randint(1, 20)
    return (
        FiniteDecimal(null + Fraction(random.randint(-9, 9), 10)),
        null,
        random.choice([1, 2, FiniteDecimal("1.5")]),
        random.choice([4, 10, 25, 36]),
        random.choice(SIDES),
        FiniteDecimal("0.05"),
    )


def z_expected(mean: Any, null: Any, sigma: Any, n: int, side: str, alpha: Any) -> Any:
    z = (mp(mean) - mp(null)) / (mp(sigma) / MP.sqrt(n))
    return z, p_value(normal_tail, z, side)


def share_problem(random: Random) -> Args:
    n = random.choice([40, 50, 100, 120])
    return (
        random.randint(n // 4, n // 2),
        n,
        random.choice([FiniteDecimal("0.4"), FiniteDecimal("0.3"), Fraction(1, 3)]),
        random.choice(SIDES),
    )


def share_expected(k: int, n: int, null: Any, side: str) -> Any:
    z = (k - n * mp(null)) / MP.sqrt(n * mp(null) * (1 - mp(null)))
    return z, p_value(normal_tail, z, side)


def t_expected(values: Any, null: Any, side: str) -> Any:
    n = len(values)
    t = (mp(statistics.mean(map(Fraction, values))) - mp(null)) / MP.sqrt(
        mp(statistics.variance(map(Fraction, values))) / n
    )
    return t, p_value(lambda s: t_tail(s, n - 1), t, side)


def summary_expected(mean: Any, deviation: Any, n: int, null: Any, side: str) -> Any:
    t = (mp(mean) - mp(null)) * MP.sqrt(n) / mp(deviation)
    return t, p_value(lambda s: t_tail(s, n - 1), t, side)


def counts(random: Random) -> Args:
    kinds = random.randint(2, 5)
    parts = [random.randint(1, 4) for _ in range(kinds)]
    return tuple(random.randint(5, 40) for _ in range(kinds)), tuple(Fraction(p, sum(parts)) for p in parts)


def fit_expected(observed: Any, ps: Any) -> Any:
    n = sum(observed)
    statistic = (
        sum(Fraction(o * o) / (n * p) for o, p in zip(observed, ps, strict=True)) - n
    )  # by the other formula
    return statistic, chi_square_tail(mp(statistic), len(ps) - 1)


def count_table(random: Random) -> Args:
    rows, columns = random.randint(2, 3), random.randint(2, 3)
    return (Matrix(tuple(tuple(random.randint(3, 30) for _ in range(columns)) for _ in range(rows))),)


def table_expected(counts_: Matrix) -> Any:
    rows, columns = counts_.shape
    n = sum(map(sum, counts_.rows))
    statistic = n * (
        sum(
            Fraction(counts_.rows[i][j] ** 2, sum(counts_.rows[i]) * sum(counts_.columns()[j]))
            for i in range(rows)
            for j in range(columns)
        )
        - 1
    )
    return statistic, chi_square_tail(mp(statistic), (rows - 1) * (columns - 1))


LEVELS = (FiniteDecimal("0.95"), FiniteDecimal("0.9"), FiniteDecimal("0.99"))


def root_of(upper: Callable[[Any], Any], share: Any) -> Any:
    return MP.findroot(lambda q: upper(q) - share, (MP.mpf(1), MP.mpf(3)), solver="secant")


def around(centre: Any, margin: Any) -> Any:
    return centre - margin, centre + margin


def maximised(likelihood: Callable[[Any], Any], start: Any) -> Any:
    """Where the derivative of a function, by difference quotients, is 0."""
    return MP.re(MP.findroot(lambda v: MP.diff(likelihood, v), start))


def peak(a: Any, b: Any) -> Any:
    """Where p^a (1 − p)^b is largest, by sympy."""
    p = sympy.Symbol("p")
    a, b = (sympy.Rational(v.numerator, v.denominator) for v in (Fraction(a), Fraction(b)))
    (found,) = sympy.solve(sympy.diff(a * sympy.log(p) + b * sympy.log(1 - p), p), p)
    return found


def normal_posterior(m0: Any, v0: Any, v: Any, mean: Any, n: int) -> Any:
    """By integrating prior times likelihood."""
    m0, v0, v, mean = map(mp, (m0, v0, v, mean))
    weight = lambda mu: MP.exp(-((mu - m0) ** 2) / (2 * v0) - n * (mu - mean) ** 2 / (2 * v))  # noqa: E731
    ends = sorted([m0, mean])
    places = [
        ends[0] - 60,
        ends[0] - 10,
        ends[0] - 2,
        ends[0],
        (ends[0] + ends[1]) / 2,
        ends[1],
        ends[1] + 2,
        ends[1] + 10,
        ends[1] + 60,
    ]
    places = sorted(set(places))
    whole, first, second = (MP.quad(lambda mu, k=k: mu**k * weight(mu), places) for k in range(3))
    return first / whole, second / whole - (first / whole) ** 2


def trials(random: Random) -> Args:
    n = random.randint(3, 40)
    return n, random.randint(1, n - 1)


def beta(random: Random) -> Args:
    n = random.randint(3, 20)
    return (
        random.choice([2, 3, FiniteDecimal("1.5")]),
        random.choice([2, 4, FiniteDecimal("2.5")]),
        random.randint(0, n),
        n,
    )


Case = tuple[Callable[[Random], Args], Callable[..., Any]]

CASES: dict[str, Case] = {
    "z_test": (z_problem, z_expected),
    "proportion_test": (share_problem, share_expected),
    "t_test": (lambda r: (data(r), r.randint(3, 8), r.choice(SIDES)), t_expected),
    "t_test_from_summary": (
        lambda r: (
            FiniteDecimal("5.4"),
            FiniteDecimal(Fraction(r.randint(5, 30), 10)),
            r.randint(4, 40),
            r.randint(3, 7),
            r.choice(SIDES),
        ),
        summary_expected,
    ),
    "goodness_of_fit_test": (counts, fit_expected),
    "independence_test": (count_table, table_expected),
    "z_interval": (
        lambda r: (
            FiniteDecimal(Fraction(r.randint(10, 90), 10)),
            r.choice([2, FiniteDecimal("0.5")]),
            r.choice([16, 30]),
            r.choice(LEVELS),
        ),
        lambda m, s, n, level: around(mp(m), root_of(normal_tail, (1 - mp(level)) / 2) * mp(s) / MP.sqrt(n)),
    ),
    "t_interval": (
        lambda r: (data(r, 3), r.choice(LEVELS)),
        lambda d, level: around(
            mp(statistics.mean(map(Fraction, d))),
            root_of(lambda q: t_tail(q, len(d) - 1), (1 - mp(level)) / 2)
            * MP.sqrt(mp(statistics.variance(map(Fraction, d))) / len(d)),
        ),
    ),
    "proportion_interval": (
        lambda r: (r.randint(10, 60), r.choice([80, 100, 150]), r.choice(LEVELS)),
        lambda k, n, level: around(
            mp(Fraction(k, n)), root_of(normal_tail, (1 - mp(level)) / 2) * MP.sqrt(mp(k) * (n - k) / n) / n
        ),
    ),
    "sample_size": (
        lambda r: (
            r.choice([5, 10, FiniteDecimal("2.5")]),
            r.choice([1, 2, FiniteDecimal("0.5")]),
            r.choice(LEVELS),
        ),
        lambda s, e, level: next(
            n for n in range(1, 10_000) if 2 * normal_tail(mp(e) * MP.sqrt(n) / mp(s)) <= 1 - mp(level)
        ),
    ),
    "critical_value": (
        lambda r: r.choice(
            [
                ("z", FiniteDecimal("0.05"), "two"),
                ("z", Fraction(1, 50), "less"),
                ("t", FiniteDecimal("0.01"), "greater", 8),
                ("t", FiniteDecimal("0.05"), "two", 3),
                ("chi2", FiniteDecimal("0.05"), "greater", 4),
            ]
        ),
        lambda kind, a, side, f=None: (
            (-1 if side == "less" else 1)
            * root_of(
                {"z": normal_tail, "t": lambda q: t_tail(q, f), "chi2": lambda q: chi_square_tail(q, f)}[
                    kind
                ],
                mp(a) / (2 if side == "two" else 1),
            )
        ),
    ),
    "mle_binomial": (trials, lambda n, k: peak(k, n - k)),
    "mle_poisson": (
        lambda r: ((*tuple(r.randint(0, 9) for _ in range(r.randint(2, 8))), 3),),
        lambda d: maximised(
            lambda m: sum(x * MP.log(m) - m for x in d), MP.mpf(sum(d)) / len(d) + MP.mpf("0.1")
        ),
    ),
    "mle_exponential": (
        lambda r: (data(r),),
        lambda d: maximised(
            lambda m: sum(MP.log(m) - m * mp(x) for x in d),
            len(d) / mp(sum(map(Fraction, d))) * MP.mpf("1.1"),
        ),
    ),
    "mle_normal": (
        lambda r: (data(r),),
        lambda d: (statistics.mean(map(Fraction, d)), statistics.pvariance(map(Fraction, d))),
    ),
    "beta_posterior": (beta, lambda a, b, k, n: (Fraction(a) + k, Fraction(b) + n - k)),
    "map_beta_binomial": (beta, lambda a, b, k, n: peak(Fraction(a) - 1 + k, Fraction(b) - 1 + n - k)),
    "normal_posterior": (
        lambda r: (
            r.randint(-2, 5),
            r.choice([1, 4, FiniteDecimal("0.5")]),
            r.choice([1, 2, 9]),
            FiniteDecimal(Fraction(r.randint(0, 40), 10)),
            r.randint(1, 12),
        ),
        normal_posterior,
    ),
}


def given(name: str, args: Args) -> dict[str, Any]:
    """Symbols that stand for themselves (None), data that sums go over, and what no step repeats."""
    if name.startswith("mle_"):
        if name == "mle_normal":
            return {"xᵢ": list(args[0]), **normal_log_likelihood(args[0])}
        return {"p": None, "λ": None} if name == "mle_binomial" else {"λ": None}
    found: dict[str, Any] = {"α": FiniteDecimal("0.05")} if name.endswith("test") or "test_" in name else {}
    if name in ("t_test", "t_interval"):
        found |= {"xᵢ": list(args[0]), "n": len(args[0])}
    if name == "goodness_of_fit_test":
        found |= {"O": list(args[0]), "E": [sum(args[0]) * p for p in args[1]]}
    if name == "independence_test":
        rows, columns, n = args[0].rows, args[0].columns(), sum(map(sum, args[0].rows))
        found |= {"O": [o for row in rows for o in row],
                  "E": [Fraction(sum(row) * sum(column), n) for row in rows for column in columns]}  # fmt: skip
    return found


def normal_log_likelihood(values: Any) -> dict[str, Any]:
    """The log-likelihood and its derivatives where μ is 2 and σ is 3, by difference quotients of the densities."""
    mu, v, n = MP.mpf(2), MP.mpf(9), len(values)

    def log(m: Any, w: Any) -> Any:
        densities = (MP.exp(-((mp(x) - m) ** 2) / (2 * w)) / MP.sqrt(2 * MP.pi * w) for x in values)
        return sum(map(MP.log, densities)) + n * MP.log(2 * MP.pi) / 2

    return {
        "μ": 2, "σ²": 9, "σ": 3, "n": n, "ℓ(μ, σ²)": log(mu, v),
        "∂ℓ/∂μ": MP.diff(lambda m: log(m, v), mu), "∂ℓ/∂σ²": MP.diff(lambda w: log(mu, w), v),
    }  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_values_are_right_and_every_state_holds(name: str) -> None:
    random = Random(name)
    make, oracle = CASES[name]
    for _ in range(6):
        args = make(random)
        assert check(METHODS[name].call(*args), oracle(*args), given(name, args)).compared >= 1


@pytest.mark.parametrize("name", CASES)
def test_a_falsified_state_is_noticed(name: str) -> None:
    random = Random(f"{name} falsified")
    for _ in range(2):
        args = CASES[name][0](random)
        assert unnoticed(METHODS[name].call(*args), given(name, args)) == []


@pytest.mark.parametrize("name", CASES)
def test_the_example_in_the_table_is_true(name: str) -> None:
    assert compile_expression(METHODS[name].example, frozenset(), METHODS).evaluate({}) is True


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("z_test", (1, 1, 0, 5), "positive"),
        ("z_test", (1, 1, 1, 5, "left"), "`two`, `less` or `greater`"),
        ("z_test", (1, 1, 1, 5, "two", 2), "level"),
        ("t_test", ((1,), 1), "2 to 30 data"),
        ("t_test", ((3, 3, 3), 1), "all alike"),
        ("t_test_from_summary", (1, 1, 10**6, 1), "between 2 and 1001"),
        ("proportion_test", (5, 4, Fraction(1, 2)), "at most as many"),
        ("goodness_of_fit_test", ((5, 4), (1, 0)), "expected count is 0"),
        ("goodness_of_fit_test", ((5, Fraction(1, 2)), (Fraction(1, 2), Fraction(1, 2))), "whole numbers"),
        ("independence_test", (Matrix(((1, 2), (0, 0))),), "expected count is 0"),
        ("z_interval", (1, 1, 0, FiniteDecimal("0.95")), "size of a sample"),
        ("z_interval", (1, 1, 5, 1), "level"),
        ("sample_size", (1, 0, FiniteDecimal("0.95")), "margin is positive"),
        ("critical_value", ("f", FiniteDecimal("0.05")), "`z`, `t` or `chi2`"),
        ("critical_value", ("t", FiniteDecimal("0.05")), "degrees of freedom"),
        ("critical_value", ("t", FiniteDecimal("0.05"), "two", 10**9), "degrees of freedom"),
        ("mle_binomial", (5, 5), "at least one"),
        ("mle_poisson", ((0, 0),), "not all 0"),
        ("mle_exponential", ((1, 0),), "positive"),
        ("mle_normal", ((2, 2),), "all alike"),
        ("map_beta_binomial", (1, 1, 0, 5), "above 1"),
        ("normal_posterior", (0, 0, 1, 1, 1), "positive"),
    ],
)  # fmt: skip
def test_what_a_method_cannot_do_is_a_sentence(name: str, args: Args, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        METHODS[name].call(*args)
