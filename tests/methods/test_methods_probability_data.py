"""Worked methods on data: description, regression, components, clusters, classifiers, information."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import sympy
from probability_reader import MP, check, follow, unnoticed

from generator.maths.language import compile_expression
from generator.maths.values import FiniteDecimal, MathsError, Matrix
from generator.methods import METHODS

Args = tuple[Any, ...]


def mp(value: Any) -> Any:
    return MP.mpf(Fraction(value).numerator) / Fraction(value).denominator


def data(random: Random, count: int | None = None) -> tuple[Any, ...]:
    count = count or random.randint(3, 9)
    while True:
        found = tuple(
            FiniteDecimal(Fraction(random.randint(-30, 90), 10))
            if random.random() < 0.3
            else random.randint(-4, 12)
            for _ in range(count)
        )
        if len(set(found)) > 1:
            return found


def pairs(random: Random) -> Args:
    count = random.randint(3, 6)
    return data(random, count), data(random, count)


def fractions(values: Any) -> list[Fraction]:
    return [Fraction(v) for v in values]


def cloud(random: Random) -> Args:
    count, variables = random.randint(2, 5), random.randint(1, 3)
    return (Matrix(tuple(tuple(random.randint(-5, 9) for _ in range(variables)) for _ in range(count))),)


def covariances(points: Matrix) -> Matrix:
    columns = [fractions(column) for column in points.columns()]
    return Matrix(tuple(tuple(statistics_covariance(a, b) for b in columns) for a in columns))


def statistics_covariance(a: Any, b: Any) -> Fraction:
    """By the pairs: half the mean product of differences."""
    n = len(a)
    return sum(((a[i] - a[j]) * (b[i] - b[j]) for i in range(n) for j in range(i)), Fraction(0)) / (
        n * (n - 1)
    )


def correlation(xs: Any, ys: Any) -> Any:
    both, first, second = (
        mp(statistics_covariance(fractions(a), fractions(b))) for a, b in ((xs, ys), (xs, xs), (ys, ys))
    )
    return both / MP.sqrt(first * second)


def line(xs: Any, ys: Any) -> tuple[Any, Any]:
    """The line by least squares, solved by sympy."""
    design = sympy.Matrix([[1, sympy.Rational(Fraction(x))] for x in xs])
    found = (design.T * design).LUsolve(design.T * sympy.Matrix([sympy.Rational(Fraction(y)) for y in ys]))
    return tuple(Fraction(int(v.p), int(v.q)) for v in found)  # type: ignore[return-value]


def residuals(xs: Any, ys: Any) -> list[Fraction]:
    a, b = line(xs, ys)
    return [Fraction(y) - a - b * Fraction(x) for x, y in zip(xs, ys, strict=True)]


def squared_error(xs: Any, ys: Any, weight: Any) -> Any:
    w = sympy.Symbol("w")
    loss = sum(
        (sympy.Rational(Fraction(y)) - w * sympy.Rational(Fraction(x))) ** 2
        for x, y in zip(xs, ys, strict=True)
    )
    (found,) = sympy.solve(sympy.diff(loss + sympy.Rational(Fraction(weight)) * w**2, w), w)
    return Fraction(int(found.p), int(found.q))


def covariance_matrix(random: Random) -> Args:
    a, b, c = random.randint(1, 6), random.choice([-3, -2, -1, 1, 2, 3]), random.randint(1, 6)
    return (Matrix(((a * a + b * b, b * (a + c)), (b * (a + c), b * b + c * c))),)


def eigenvalues(matrix: Matrix) -> Any:
    found = [MP.mpf(str(sympy.N(v, 40))) for v in sympy.Matrix(matrix.rows).eigenvals(multiple=True)]
    return tuple(sorted(found, reverse=True))


def point(random: Random) -> Args:
    count = random.randint(2, 3)
    return (
        *tuple(tuple(random.randint(-4, 6) for _ in range(count)) for _ in range(2)),
        random.choice([(3, 4), (1, -1), (1, 2)]) if count == 2 else random.choice([(1, 2, 2), (1, -1, 1)]),
    )


def nearest_on_line(x: Any, m: Any, v: Any) -> Any:
    t = sympy.Symbol("t")
    distance = sum((a - b - t * c) ** 2 for a, b, c in zip(x, m, v, strict=True))
    (best,) = sympy.solve(sympy.diff(distance, t), t)
    return tuple(Fraction(int((b + best * c).p), int((b + best * c).q)) for b, c in zip(m, v, strict=True))


def code(x: Any, m: Any, v: Any) -> Any:
    foot = nearest_on_line(x, m, v)
    length = MP.sqrt(sum(mp(a - b) ** 2 for a, b in zip(foot, m, strict=True)))
    along = sum((a - b) * c for a, b, c in zip(foot, m, v, strict=True))
    return length if along >= 0 else -length


def clouds(random: Random) -> Args:
    while True:
        variables = random.randint(1, 2)
        points, centres = (
            Matrix(tuple(tuple(random.randint(-5, 9) for _ in range(variables)) for _ in range(count)))
            for count in (random.randint(3, 5), 2)
        )
        if all(any(nearest(p, centres) == j for p in points.rows) for j in range(2)):
            return points, centres


def nearest(p: Any, centres: Matrix) -> int:
    lengths = [MP.norm(MP.matrix([a - b for a, b in zip(p, c, strict=True)])) for c in centres.rows]
    return lengths.index(min(lengths))


def moved(points: Matrix, centres: Matrix) -> Matrix:
    groups = [[p for p in points.rows if nearest(p, centres) == j] for j in range(len(centres.rows))]
    return Matrix(
        tuple(
            tuple(statistics.mean(map(Fraction, entries)) for entries in zip(*group, strict=True))
            for group in groups
        )
    )


def mixture(random: Random) -> Args:
    count = random.randint(2, 3)
    cuts = {2: ("0.4", "0.6"), 3: ("0.2", "0.5", "0.3")}[count]
    return (
        random.randint(0, 4),
        tuple(map(FiniteDecimal, cuts)),
        tuple(random.sample(range(-1, 6), count)),
        tuple(random.choice([1, 2, FiniteDecimal("0.5")]) for _ in range(count)),
        random.randint(1, count),
    )


def responsibility(x: Any, weights: Any, means: Any, deviations: Any, k: int) -> Any:
    parts = [mp(w) * MP.npdf(mp(x), mp(m), mp(s)) for w, m, s in zip(weights, means, deviations, strict=True)]
    return parts[k - 1] / sum(parts)


def counts(random: Random) -> Args:
    return tuple(random.randint(1, 60) for _ in range(4))


def metrics(tp: int, fp: int, fn: int, tn: int) -> Any:
    """By listing all cases as (truth, verdict)."""
    cases = [(1, 1)] * tp + [(0, 1)] * fp + [(1, 0)] * fn + [(0, 0)] * tn
    right = [truth for truth, verdict in cases if truth == verdict]
    precision = statistics.mean(Fraction(truth) for truth, verdict in cases if verdict)
    recall = statistics.mean(Fraction(verdict) for truth, verdict in cases if truth)
    return Fraction(len(right), len(cases)), precision, recall, statistics.harmonic_mean([precision, recall])


def decision(random: Random) -> Args:
    while True:
        losses = Matrix(
            tuple(tuple(random.randint(1, 20) for _ in range(2)) for _ in range(random.randint(2, 3)))
        )
        args = losses, (FiniteDecimal("0.3"), FiniteDecimal("0.7"))
        if len(set(risks(*args))) == len(losses.rows):
            return args


def risks(losses: Matrix, posterior: Any) -> list[Any]:
    return [
        sum(Fraction(a) * Fraction(p) for a, p in zip(row, posterior, strict=True)) for row in losses.rows
    ]


def weights(random: Random) -> Args:
    while True:
        args = (
            (random.randint(-2, 3), FiniteDecimal("0.5")),
            random.choice([-2, 1, FiniteDecimal("0.25")]),
            (random.randint(-2, 2), random.randint(1, 4)),
        )
        if score(*args) != 0:
            return args


def score(w: Any, b: Any, x: Any) -> Any:
    return sum(Fraction(p) * q for p, q in zip(w, x, strict=True)) + Fraction(b)


def scores(random: Random) -> tuple[Any, ...]:
    return tuple(
        random.sample([-2, -1, 1, 2, 3, FiniteDecimal("0.5"), FiniteDecimal("1.5")], random.randint(2, 4))
    )


def softmax(z: Any) -> Any:
    return tuple(1 / sum(MP.exp(mp(b) - mp(a)) for b in z) for a in z)


def distribution(random: Random, count: int) -> tuple[Any, ...]:
    parts = [random.randint(1, 5) for _ in range(count)]
    if random.random() < 0.4:
        return tuple(
            map(
                FiniteDecimal,
                {2: ("0.25", "0.75"), 3: ("0.5", "0.2", "0.3"), 4: ("0.1", "0.2", "0.3", "0.4")}[count],
            )
        )
    return tuple(Fraction(p, sum(parts)) for p in parts)


def two_distributions(random: Random) -> Args:
    count = random.randint(2, 4)
    first = distribution(random, count)
    return first, distribution(random, count)


def divergence(p: Any, q: Any) -> Any:
    return sum(mp(a) * (MP.log(mp(a)) - MP.log(mp(b))) for a, b in zip(p, q, strict=True))


def entropy(p: Any) -> Any:
    return sum(-mp(a) * MP.log(mp(a)) for a in p if a)


def variances(random: Random) -> Args:
    values = tuple(
        sorted(
            (random.choice([1, 2, 5, 8, FiniteDecimal("0.5"), FiniteDecimal("3.2")]) for _ in range(4)),
            reverse=True,
        )
    )
    return values, random.randint(1, 3)


Case = tuple[Callable[[Random], Args], Callable[..., Any]]

CASES: dict[str, Case] = {
    "mean_of_data": (lambda r: (data(r),), lambda d: statistics.mean(fractions(d))),
    "median_of_data": (lambda r: (data(r),), lambda d: statistics.median(fractions(d))),
    "variance_of_data": (lambda r: (data(r),), lambda d: statistics.variance(fractions(d))),
    "covariance_of_data": (pairs, lambda a, b: statistics_covariance(fractions(a), fractions(b))),
    "correlation_of_data": (pairs, correlation),
    "covariance_matrix_of_data": (cloud, covariances),
    "regression_line": (pairs, line),
    "regression_normal_equations": (pairs, line),
    "prediction_residual": (
        lambda r: (
            r.randint(-3, 4),
            r.choice([2, -1, FiniteDecimal("0.5")]),
            r.randint(1, 9),
            r.randint(1, 9),
        ),
        lambda a, b, x, y: (a + Fraction(b) * x, y - a - Fraction(b) * x),
    ),
    "residual_sum": (pairs, lambda xs, ys: sum(e * e for e in residuals(xs, ys))),
    "ridge_slope": (lambda r: (*pairs(r), r.choice([1, 2, FiniteDecimal("0.5")])), squared_error),
    "centred_data": (
        cloud,
        lambda m: Matrix(
            tuple(
                zip(
                    *([x - statistics.mean(fractions(c)) for x in fractions(c)] for c in m.columns()),
                    strict=True,
                )
            )
        ),
    ),
    "principal_variances": (covariance_matrix, eigenvalues),
    "explained_variance": (variances, lambda v, k: sum(fractions(v)[:k]) / sum(fractions(v))),
    "pca_code": (point, code),
    "pca_reconstruction": (point, nearest_on_line),
    "kmeans_step": (clouds, moved),
    "mixture_responsibility": (mixture, responsibility),
    "confusion_metrics": (counts, metrics),
    "bayes_decision": (decision, lambda t, p: (risks(t, p).index(min(risks(t, p))) + 1, min(risks(t, p)))),
    "logistic_probability": (weights, lambda w, b, x: (1 + MP.tanh(mp(score(w, b, x)) / 2)) / 2),
    "logistic_loss": (
        lambda r: (*weights(r), r.randint(0, 1)),
        lambda w, b, x, y: -MP.log((1 + (1 if y else -1) * MP.tanh(mp(score(w, b, x)) / 2)) / 2),
    ),
    "softmax_probabilities": (lambda r: (scores(r),), softmax),
    "softmax_cross_entropy": (
        lambda r: (scores(r), r.randint(1, 2)),
        lambda z, k: -MP.log(softmax(z)[k - 1]),
    ),
    "entropy_in_bits": (lambda r: (distribution(r, r.randint(2, 4)),), lambda p: entropy(p) / MP.log(2)),
    "entropy_in_nats": (lambda r: (distribution(r, r.randint(2, 4)),), entropy),
    "divergence_in_bits": (two_distributions, lambda p, q: divergence(p, q) / MP.log(2)),
    "divergence_in_nats": (two_distributions, divergence),
    "round_value": (
        lambda r: (
            r.choice([Fraction(r.randint(-500, 500), 7), sympy.sqrt(r.choice([2, 3, 5, 7])), sympy.exp(-2)]),
            r.randint(1, 3),
        ),
        lambda v, k: FiniteDecimal(Fraction(str(round(float(v), k)))),
    ),
}


def given(name: str, args: Args) -> dict[str, Any]:
    """Data that sums go over, and names that no step says anything of."""
    if name in ("mean_of_data", "median_of_data", "variance_of_data"):
        return {"xᵢ": list(args[0])}
    if name in ("covariance_of_data", "correlation_of_data", "regression_line", "ridge_slope"):
        return {"xᵢ": list(args[0]), "yᵢ": list(args[1]), "λ": (*args, 0)[2]}
    if name == "residual_sum":
        return {"xᵢ": list(args[0]), "yᵢ": list(args[1]), "eᵢ": residuals(*args)}
    if name.startswith("entropy"):
        return {"pᵢ": [p for p in args[0] if p]}
    if name.startswith("divergence"):
        return {"pᵢ": list(args[0]), "qᵢ": list(args[1])}
    if name.startswith("pca"):
        return {"v": args[2]}
    if name == "prediction_residual":
        return {"y": args[3]}
    if name == "round_value":
        return {}
    return {}


@pytest.mark.parametrize("name", CASES)
def test_values_are_right_and_every_state_holds(name: str) -> None:
    random = Random(name)
    make, oracle = CASES[name]
    for _ in range(10):
        args = make(random)
        assert check(METHODS[name].call(*args), oracle(*args), given(name, args)).compared >= 1


@pytest.mark.parametrize("name", CASES)
def test_a_falsified_state_is_noticed(name: str) -> None:
    random = Random(f"{name} falsified")
    for _ in range(3):
        args = CASES[name][0](random)
        assert unnoticed(METHODS[name].call(*args), given(name, args)) == []


@pytest.mark.parametrize("name", [*CASES, "principal_component"])
def test_the_example_in_the_table_is_true(name: str) -> None:
    assert compile_expression(METHODS[name].example, frozenset(), METHODS).evaluate({}) is True


@pytest.mark.parametrize("seed", range(12))
def test_a_principal_component_is_an_eigenvector_of_the_larger_eigenvalue(seed: int) -> None:
    (matrix,) = covariance_matrix(Random(seed))
    worked = METHODS["principal_component"].call(matrix)
    vector = sympy.Matrix([sympy.sympify(entry) for entry in worked.value])
    found = (sympy.Matrix(matrix.rows) * vector).dot(vector) / vector.dot(vector)
    assert abs(sympy.N(found - eigenvalues(matrix)[0], 30)) < 1e-20
    assert follow(worked, {"v₁": worked.value[0], "v₂": worked.value[1]}).compared >= 4


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("variance_of_data", ((1,),), "2 to 30 data"),
        ("mean_of_data", (tuple(range(31)),), "1 to 30 data"),
        ("mean_of_data", ((sympy.Symbol("x"),),), "rational numbers"),
        ("correlation_of_data", ((1, 1), (1, 2)), "does not vary"),
        ("covariance_of_data", ((1, 1), (1, 2, 3)), "every x needs one y"),
        ("regression_line", ((1, 1), (1, 2)), "same x"),
        ("ridge_slope", ((0, 0), (1, 2), 0), "fits alike"),
        ("principal_variances", (Matrix(((1, 2), (3, 4))),), "symmetric"),
        ("principal_variances", (Matrix(((1, 2), (2, 1))),), "no covariance matrix"),
        ("principal_component", (Matrix(((2, 0), (0, 2))),), "equal"),
        ("explained_variance", ((1, 2), 1), "falling order"),
        ("pca_code", ((1, 2), (0, 0), (0, 0)), "not 0"),
        ("kmeans_step", (Matrix(((0,), (1,))), Matrix(((0,), (9,)))), "without points"),
        ("mixture_responsibility", (0, (1,), (0,), (1,), 1), "2 to 4 sources"),
        ("mixture_responsibility", (10**6, (Fraction(1, 2), Fraction(1, 2)), (0, 1), (1, 1), 1), "too far"),
        ("confusion_metrics", (0, 1, 1, 1), "true positive"),
        ("bayes_decision", (Matrix(((1, 1), (1, 1))), (Fraction(1, 2), Fraction(1, 2))), "equally good"),
        ("logistic_probability", ((1,), 10**9, (1,)), "scores"),
        ("softmax_cross_entropy", ((1, 2), 3), "no class 3"),
        ("entropy_in_bits", ((1, 1),), "add up to 1"),
        ("divergence_in_nats", ((Fraction(1, 2), Fraction(1, 2)), (1, 0)), "infinite"),
        ("round_value", (1, 99), "places"),
    ],
)  # fmt: skip
def test_what_a_method_cannot_do_is_a_sentence(name: str, args: Args, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        METHODS[name].call(*args)
