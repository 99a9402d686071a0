"""Worked probability: values by enumeration and integration, every state replayed, every falsified one noticed."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
import sympy
from probability_reader import MP, check, unnoticed

from generator.maths.language import compile_expression
from generator.maths.values import FiniteDecimal, MathsError, Matrix
from generator.methods import METHODS

x = sympy.Symbol("x")
Args = tuple[Any, ...]


def decimals(random: Random, low: int = 1, high: int = 9) -> FiniteDecimal:
    return FiniteDecimal(Fraction(random.randint(low, high), 10))


def shares(random: Random, count: int) -> tuple[Any, ...]:
    """Probabilities that add up to 1: decimals or fractions."""
    parts = [random.randint(1, 6) for _ in range(count)]
    if random.random() < 0.5:
        return tuple(Fraction(part, sum(parts)) for part in parts)
    cuts = sorted(random.sample(range(1, 20), count - 1))
    return tuple(FiniteDecimal(Fraction(b - a, 20)) for a, b in zip([0, *cuts], [*cuts, 20], strict=True))


def table(random: Random) -> Matrix:
    rows, columns = random.randint(2, 3), random.randint(2, 3)
    if random.random() < 0.3:
        across, down = shares(random, rows), shares(random, columns)
        return Matrix(tuple(tuple(FiniteDecimal(p * q) if type(p) is type(q) is FiniteDecimal else Fraction(p * q)
                                  for q in down) for p in across))  # fmt: skip
    flat = shares(random, rows * columns)
    return Matrix(tuple(flat[k * columns : (k + 1) * columns] for k in range(rows)))


def marginals(joint: Matrix, along: str) -> tuple[Any, ...]:
    return tuple(sum(map(Fraction, line)) for line in (joint.rows if along == "rows" else joint.columns()))


def conditional(joint: Matrix, along: str, k: int) -> tuple[Any, ...]:
    line = (joint.rows if along == "rows" else joint.columns())[k - 1]
    return tuple(Fraction(p) / sum(map(Fraction, line)) for p in line)


def valued(random: Random) -> Args:
    joint = table(random)
    rows, columns = joint.shape
    return joint, tuple(random.sample(range(-3, 6), rows)), tuple(random.sample(range(-3, 6), columns))


def expected_under(joint: Matrix, xs: Any, ys: Any, f: Callable[[Any, Any], Any]) -> Fraction:
    return sum((f(a, b) * Fraction(joint.rows[i][j]) for (i, a), (j, b) in product(enumerate(xs), enumerate(ys))),
               Fraction(0))  # fmt: skip


def covariance(joint: Matrix, xs: Any, ys: Any) -> Fraction:
    mean_x = expected_under(joint, xs, ys, lambda a, _: a)
    mean_y = expected_under(joint, xs, ys, lambda _, b: b)
    return expected_under(joint, xs, ys, lambda a, b: (a - mean_x) * (b - mean_y))


def correlation(joint: Matrix, xs: Any, ys: Any) -> Any:
    spreads = [covariance(joint, xs, ys)]
    for f in (lambda a, _: a, lambda _, b: b):
        mean = expected_under(joint, xs, ys, f)
        spreads.append(expected_under(joint, xs, ys, lambda a, b, f=f, m=mean: (f(a, b) - m) ** 2))
    both, first, second = (MP.mpf(s.numerator) / s.denominator for s in spreads)
    return both / MP.sqrt(first * second)


def outcomes(n: int, p: Any, keep: Callable[[int], bool]) -> Fraction:
    """The probability of a number of successes, by going through all sequences."""
    total = Fraction(0)
    for sequence in product((0, 1), repeat=n):
        if keep(sum(sequence)):
            total += math.prod((Fraction(p) if s else 1 - Fraction(p) for s in sequence), start=Fraction(1))
    return total


def trials(random: Random) -> Args:
    n = random.randint(1, 9)
    return n, random.choice([decimals(random), Fraction(1, random.randint(2, 6))]), random.randint(0, n)


def poisson(rate: Any, ks: Any) -> Any:
    rate = MP.mpf(Fraction(rate).numerator) / Fraction(rate).denominator
    return sum(rate**k * MP.exp(-rate) / MP.factorial(k) for k in ks)


def rate(random: Random) -> Any:
    return random.choice([1, 2, 3, FiniteDecimal("0.5"), FiniteDecimal("1.5"), FiniteDecimal("2.5")])


def mp(value: Any) -> Any:
    return MP.mpf(Fraction(value).numerator) / Fraction(value).denominator


def under_normal(mu: Any, sigma: Any, low: Any, high: Any) -> Any:
    """By integrating the density."""
    mu, sigma = mp(mu), mp(sigma)
    density = lambda t: MP.exp(-(((t - mu) / sigma) ** 2) / 2) / (sigma * MP.sqrt(2 * MP.pi))  # noqa: E731
    ends = [mu - 30 * sigma if low is None else mp(low), mu + 30 * sigma if high is None else mp(high)]
    return MP.quad(
        density,
        [ends[0], *(c for c in (mu - 3 * sigma, mu, mu + 3 * sigma) if ends[0] < c < ends[1]), ends[1]],
    )


def normal(random: Random) -> Args:
    return random.choice([0, 5, 100, -3]), random.choice([1, 2, 4, FiniteDecimal("0.5"), 3, 15])


def point(random: Random, mu: Any, sigma: Any) -> Any:
    return FiniteDecimal(mu + sigma * Fraction(random.randint(-25, 25), 10))


def density(random: Random) -> Args:
    low = random.choice([-1, 1])  # 0 and 1 have the same powers
    high = low + random.randint(2, 3)
    f = random.choice(
        [x**2, x**2 + 1, (x - low) ** 3, (x - low) * (high - x), sympy.Rational(1, 2) * x**4, 3]
    )
    return (3 if f == 3 else sympy.expand(f)), x, low, high


def unit_density(random: Random) -> Args:
    f, _, low, high = density(random)
    area = sympy.integrate(f, (x, low, high))
    f = sympy.expand(f / area)
    return (Fraction(int(f.p), int(f.q)) if f.is_Rational else f), x, low, high


def uniform(random: Random) -> Args:
    a = random.randint(-3, 4)
    b = a + random.randint(2, 9)
    low = random.randint(a - 2, b)
    return a, b, low, random.randint(low, b + 3)


def overlap(a: Any, b: Any, low: Any, high: Any) -> Any:
    """By counting quarters."""
    inside = [k for k in range(4 * a, 4 * b) if 4 * low <= k < 4 * high]
    return Fraction(len(inside), 4 * (b - a))


def survive(rate_: Any, t: Any) -> Any:
    return MP.quad(lambda s: mp(rate_) * MP.exp(-mp(rate_) * s), [mp(t), mp(t) + 5, mp(t) + 40, mp(t) + 300])


def pairs(random: Random) -> Args:
    count = random.randint(2, 4)
    return tuple(random.sample(range(-4, 9), count)), shares(random, count)


def weighted(values: Any, ps: Any, power: int) -> Fraction:
    return sum((Fraction(p) * v**power for v, p in zip(values, ps, strict=True)), Fraction(0))


def cases(random: Random) -> Args:
    count = random.randint(2, 4)
    return shares(random, count), tuple(decimals(random) for _ in range(count))


def together(priors: Any, likelihoods: Any) -> list[Fraction]:
    return [Fraction(p) * Fraction(q) for p, q in zip(priors, likelihoods, strict=True)]


def sums(random: Random) -> Args:
    a, b = random.randint(1, 9), random.randint(1, 9)
    c = random.choice([-1, 1]) * random.randint(0, math.isqrt(a * b))
    return (
        (a, b, c)
        if random.random() < 0.5
        else (a, b, c, random.choice([2, -1, 3]), random.choice([-2, 1, 5]))
    )


CASES: dict[str, tuple[Callable[[Random], Args], Callable[..., Any]]] = {
    "law_of_total_probability": (cases, lambda p, q: sum(together(p, q))),
    "bayes_for_causes": (
        lambda r: (*cases(r), r.randint(1, 2)),
        lambda p, q, k: together(p, q)[k - 1] / sum(together(p, q)),
    ),
    "bayes_rule": (
        lambda r: (decimals(r), decimals(r), decimals(r)),
        lambda a, b, c: Fraction(a * b) / Fraction(a * b + (1 - a) * c),
    ),
    "variance_discrete": (pairs, lambda v, p: weighted(v, p, 2) - weighted(v, p, 1) ** 2),
    "expectation_discrete": (pairs, lambda v, p: weighted(v, p, 1)),
    "linear_transform_moments": (
        lambda r: (
            r.randint(-5, 5),
            r.choice([2, FiniteDecimal("1.5"), 9]),
            r.choice([-3, 2, FiniteDecimal("0.5")]),
            r.randint(-4, 4),
        ),
        lambda m, v, a, b: (Fraction(a) * m + b, Fraction(a) ** 2 * Fraction(v)),
    ),
    "variance_of_sum": (
        sums,
        lambda v, w, c, a=1, b=1: sum(  # the quadratic form, by its matrix
            s * t * m for (s, t), m in zip(product((a, b), repeat=2), (v, c, c, w), strict=True)
        ),
    ),
    "joint_marginals": (lambda r: (table(r), r.choice(["rows", "columns"])), marginals),
    "joint_conditional": (lambda r: (table(r), r.choice(["rows", "columns"]), r.randint(1, 2)), conditional),
    "independence_check": (
        lambda r: (table(r),),
        lambda t: sympy.Matrix(t.rows).applyfunc(sympy.Rational).rank() == 1,
    ),
    "joint_covariance": (valued, covariance),
    "joint_correlation": (valued, correlation),
    "binomial_probability": (trials, lambda n, p, k: outcomes(n, p, lambda s: s == k)),
    "binomial_at_most": (trials, lambda n, p, k: outcomes(n, p, lambda s: s <= k)),
    "binomial_at_least": (trials, lambda n, p, k: outcomes(n, p, lambda s: s >= k)),
    "geometric_probability": (
        lambda r: (decimals(r), r.randint(1, 9)),
        lambda p, k: outcomes(k, p, lambda s: s == 1) / k if k > 1 else p,
    ),
    "poisson_probability": (lambda r: (rate(r), r.randint(0, 6)), lambda m, k: poisson(m, [k])),
    "poisson_at_most": (lambda r: (rate(r), r.randint(0, 5)), lambda m, k: poisson(m, range(k + 1))),
    "uniform_probability": (uniform, overlap),
    "exponential_at_least": (lambda r: (rate(r), r.randint(0, 4)), survive),
    "exponential_at_most": (lambda r: (rate(r), r.randint(1, 4)), lambda m, t: 1 - survive(m, t)),
    "exponential_between": (
        lambda r: (rate(r), 1, r.randint(2, 4)),
        lambda m, a, b: survive(m, a) - survive(m, b),
    ),
    "exponential_percentile": (
        lambda r: (rate(r), decimals(r)),
        lambda m, p: MP.findroot(lambda t: MP.exp(-mp(m) * t) - 1 + mp(p), (0, 50), solver="illinois"),
    ),
    "density_constant": (density, lambda f, s, a, b: 1 / sympy.integrate(f, (s, a, b))),
    "cdf_from_density": (unit_density, lambda f, s, a, b: sympy.integrate(f, (s, a, s))),
    "standardised_value": (lambda r: (r.randint(-9, 99), *normal(r)), lambda v, m, s: (v - m) / Fraction(s)),
    "normal_below": (
        lambda r: (lambda m, s: (m, s, point(r, m, s)))(*normal(r)),
        lambda m, s, v: under_normal(m, s, None, v),
    ),
    "normal_above": (
        lambda r: (lambda m, s: (m, s, point(r, m, s)))(*normal(r)),
        lambda m, s, v: under_normal(m, s, v, None),
    ),
    "normal_between": (
        lambda r: (lambda m, s: (m, s, *sorted((point(r, m, s), point(r, m, s)))))(*normal(r)),
        under_normal,
    ),
    "normal_percentile": (
        lambda r: (*normal(r), r.choice([FiniteDecimal("0.975"), FiniteDecimal("0.1"), Fraction(1, 3)])),
        lambda m, s, p: mp(m) + mp(s) * MP.findroot(lambda z: MP.ncdf(z) - mp(p), 0),
    ),
}


def given(name: str, args: Args) -> dict[str, Any]:
    """Symbols that stand for themselves (None), and the entries of a table, which no step repeats."""
    if name in ("density_constant", "cdf_from_density"):
        return {"x": None, "t": None}
    if name == "independence_check":
        return {
            f"P(A{'₁₂₃'[i]} ∩ B{'₁₂₃'[j]})": p
            for i, line in enumerate(args[0].rows)
            for j, p in enumerate(line)
        }
    return {}


BINOMIAL = ("binomial_probability", "binomial_at_most", "binomial_at_least")


@pytest.mark.parametrize("name", CASES)
def test_values_are_right_and_every_state_holds(name: str) -> None:
    random = Random(name)
    make, oracle = CASES[name]
    compared = 0
    for _ in range(12):
        args = make(random)
        worked = METHODS[name].call(*args)
        compared += check(worked, oracle(*args), given(name, args), binomial=name in BINOMIAL).compared
    assert compared >= 12


@pytest.mark.parametrize("name", CASES)
def test_a_falsified_state_is_noticed(name: str) -> None:
    random = Random(f"{name} falsified")
    for _ in range(2):
        args = CASES[name][0](random)
        worked = METHODS[name].call(*args)
        assert unnoticed(worked, given(name, args), binomial=name in BINOMIAL) == []


@pytest.mark.parametrize("name", CASES)
def test_the_example_in_the_table_is_true(name: str) -> None:
    t = sympy.Symbol("t")
    assert compile_expression(METHODS[name].example, frozenset({"t"}), METHODS).evaluate({"t": t}) is True


HALF = Fraction(1, 2)
SQUARE = Matrix(((HALF, 0), (0, HALF)))


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("law_of_total_probability", ((HALF, HALF, HALF), (1, 1, 1)), "add up to 1"),
        ("law_of_total_probability", ((HALF, HALF), (1,)), "each with its own probability"),
        ("bayes_for_causes", ((HALF, HALF), (0, 0), 1), "cannot happen"),
        ("bayes_for_causes", ((HALF, HALF), (1, 1), 3), "no cause 3"),
        ("expectation_discrete", ((1, 2), (HALF, 2)), "between 0 and 1"),
        ("linear_transform_moments", (0, -1, 1, 1), "not negative"),
        ("variance_of_sum", (1, 1, 2), "covariance"),
        ("joint_marginals", (SQUARE, "diagonals"), "`rows` or `columns`"),
        ("joint_marginals", (Matrix(((1, 1), (1, 1))), "rows"), "between 0 and 1|add up"),
        ("joint_conditional", (Matrix(((1, 0), (0, 0))), "rows", 2), "cannot happen"),
        ("joint_correlation", (Matrix(((HALF, HALF), (0, 0))), (0, 1), (0, 1)), "does not vary"),
        ("joint_covariance", (SQUARE, (0, 1, 2), (0, 1)), "each row needs a value"),
        ("binomial_probability", (5, HALF, 6), "between 0 and 5"),
        ("binomial_probability", (10**9, HALF, 6), "between 1 and 200"),
        ("binomial_at_most", (200, HALF, 100), "more than 12 terms"),
        ("geometric_probability", (0, 3), "positive"),
        ("poisson_probability", (10**9, 3), "at most 100"),
        ("uniform_probability", (3, 3, 0, 1), "to a larger one"),
        ("exponential_at_most", (-1, 3), "rate"),
        ("exponential_percentile", (1, 1), "less than 1"),
        ("density_constant", (x, x, -1, 2), "changes its sign"),
        ("density_constant", (-(x**2), x, -1, 2), "not negative"),
        ("density_constant", (sympy.sin(x), x, 0, 1), "polynomial"),
        ("density_constant", (x**1000, x, 0, 1), "polynomial"),
        ("cdf_from_density", (x, x, 0, 1), "is 1; here it is not"),
        ("normal_below", (0, 0, 1), "positive"),
        ("normal_between", (0, 1, 2, 1), "above the upper"),
        ("normal_percentile", (0, 1, 1), "level"),
    ],
)  # fmt: skip
def test_what_a_method_cannot_do_is_a_sentence(name: str, args: Args, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        METHODS[name].call(*args)
