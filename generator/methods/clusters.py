"""Clusters: one step of k-means, one responsibility of a mixture of normal distributions.

>>> kmeans_step(Matrix(((0,), (2,), (9,))), Matrix(((0,), (8,)))).value
Matrix(((1,), (9,)))
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy

from generator.maths.arithmetic import add, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, factor, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.typeset import EULER
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number, normal, to_sympy
from generator.methods.bayes import check_distribution, indexed
from generator.methods.layout import stacked, together
from generator.methods.normal import check_spread
from generator.methods.numerals import put, quotient
from generator.methods.results import TWO, result
from generator.methods.wording import equation, step
from generator.model import Fence, Formula, Frac, Num, Op, Script, Sym

MOST_POINTS = 8
MOST_CENTRES = 3
MOST_VARIABLES = 3
MOST_SOURCES = 4


def _squared_distance(p: Sequence[Any], q: Sequence[Any]) -> Anything:
    return reduce(add, [power(subtract(a, b), 2) for a, b in zip(p, q, strict=True)])


def _distance_shown(p: Sequence[Any], q: Sequence[Any]) -> Formula:
    return join_terms([raised(put(subtract(a, b)), TWO) for a, b in zip(p, q, strict=True)])


def _vector_name(letter: str, k: int) -> Formula:
    return Script(Sym(letter, "bold"), below=Num(str(k + 1)))


def kmeans_step(points: Matrix, centres: Matrix) -> Worked:
    """The centres after one step: each point joins its nearest centre (the first, if two are as near), then means.

    A row a point, a row a centre; at most 8 points, 3 centres, 3 variables. Raises MathsError if the shapes do not
    fit or a centre is left without points.
    """
    (count, variables), (k, width) = points.shape, centres.shape
    if variables != width or count > MOST_POINTS or k > MOST_CENTRES or variables > MOST_VARIABLES:
        raise MathsError("points and centres have the same number of entries, and there are at most 8 points, "
                         "3 centres and 3 variables")  # fmt: skip
    if not all(is_number(x) for line in (*points.rows, *centres.rows) for x in line):
        raise MathsError("points and centres are rational numbers")
    distances = [[_squared_distance(point, centre) for centre in centres.rows] for point in points.rows]
    nearest = [row_.index(min(row_)) for row_ in distances]
    members = [[i for i in range(count) if nearest[i] == j] for j in range(k)]
    if not all(members):
        raise MathsError("a centre is left without points")
    value = Matrix(tuple(_mean([points.rows[i] for i in chosen]) for chosen in members))
    lines = []
    for i, point in enumerate(points.rows):
        states = []
        for j, centre in enumerate(centres.rows):
            name = Script(Sym("d"), below=row(Num(str(i + 1)), Num(str(j + 1))), above=TWO)
            states.append(result(name, _distance_shown(point, centre), value=distances[i][j]))
        lines.append(together(*states))
    updates = []
    for j, chosen in enumerate(members):
        vectors = join_terms([_vector_name("x", i) for i in chosen])
        rule = vectors if len(chosen) == 1 else Frac(vectors, Num(str(len(chosen))))
        updates.append(equation(_vector_name("c", j), rule, value.rows[j]))
    belongs: list[str | Formula] = ["Each point joins the centre that is nearest: "]
    for i, j in enumerate(nearest):
        belongs += [", " if i else "", _vector_name("x", i), " joins ", _vector_name("c", j)]
    steps = (
        step("Write down the points.", minor=True,
             state=together(*(equation(_vector_name("x", i), point) for i, point in enumerate(points.rows)))),
        step("The squared distance of each point from each centre.", state=stacked(*lines)),
        step(*belongs, ". Move each centre to the mean of its points.", state=together(*updates)),
    )  # fmt: skip
    return Worked(value, steps)


def _mean(points: Sequence[Sequence[Any]]) -> tuple[Anything, ...]:
    return tuple(quotient(reduce(add, entries), len(points)) for entries in zip(*points, strict=True))


def mixture_responsibility(
    x: Any, weights: Sequence[Any], means: Sequence[Any], deviations: Sequence[Any], k: int
) -> Worked:
    """The probability that x comes from source k, from 1, of a mixture of 2 to 4 normal distributions, exactly.

    Raises MathsError if weights, means and standard deviations do not fit, or there is no source k.
    """
    check_distribution(weights)
    if not 2 <= len(weights) == len(means) == len(deviations) <= MOST_SOURCES:
        raise MathsError(
            f"this takes 2 to {MOST_SOURCES} sources, each with weight, mean and standard deviation"
        )
    if not all(map(is_number, means)):
        raise MathsError("means are rational numbers")
    for sigma in deviations:
        check_spread(sigma)
    if not 1 <= k <= len(weights):
        raise MathsError(f"there is no source {k} among {len(weights)}")
    exponents = [
        quotient(power(subtract(x, mu), 2), multiply(2, power(sigma, 2)))
        for mu, sigma in zip(means, deviations, strict=True)
    ]
    if min(exponents) > 500 or max(exponents) > 100_000:
        raise MathsError("the point lies too far from the sources")
    parts = [
        to_sympy(Fraction(quotient(weight, sigma))) * sympy.exp(-to_sympy(Fraction(exponent)))
        for weight, sigma, exponent in zip(weights, deviations, exponents, strict=True)
    ]
    value = normal(parts[k - 1] / sympy.Add(*parts))
    names = [indexed("g", j) for j in range(len(weights))]
    states = []
    for name, weight, mu, sigma, part in zip(names, weights, means, deviations, parts, strict=True):
        above = raised(Fence("(", row(put(x), MINUS, factor(put(mu))), ")"), TWO)
        below = row(TWO, Op("·"), raised(put(sigma), TWO))
        curve = Script(EULER, above=row(MINUS, above, Op("/"), Fence("(", below, ")")))
        states.append(result(name, row(Frac(put(weight), put(sigma)), Op("·"), curve), value=normal(part)))
    density = row(Frac(Sym("π"), Sym("σ")), Script(EULER, above=row(
        MINUS, Script(Fence("(", row(Sym("x"), MINUS, Sym("μ")), ")"), above=TWO), Op("/"),
        Fence("(", row(TWO, Script(Sym("σ"), above=TWO)), ")"))))  # fmt: skip
    steps = (
        step(
            "The density of each source at the point times its weight ",
            Sym("π"),
            ". The factor that all share cancels later, so ",
            density,
            " is enough.",
            state=together(*states),
        ),
        step(
            "Bayes’ rule: the share of source ",
            k,
            " in the sum.",
            state=result(indexed("r", k - 1), Frac(names[k - 1], join_terms(names)), value=value),
        ),
    )
    return Worked(value, steps)


TABLE = table(
    Function("kmeans_step", kmeans_step, "matrix matrix",
             "the centres after one step of k-means, from points and centres, a row each",
             "kmeans_step(matrix([0], [2], [9]), matrix([0], [8])) == matrix([1], [9])"),
    Function("mixture_responsibility", mixture_responsibility, "number vector vector vector integer",
             "probability that a point comes from source k of a mixture; from point, weights, means, deviations, k",
             "mixture_responsibility(0, [1/2, 1/2], [-1, 1], [1, 1], 1) == 1/2"),
)  # fmt: skip
