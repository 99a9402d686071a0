"""Probability and statistics on exact numbers."""

from __future__ import annotations

import math

from generator.maths.arithmetic import add, compare, divide, dot, multiply, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, describe, is_number

Numbers = tuple[Anything, ...]


def probability(p: Anything) -> Anything:
    """p. Raises MathsError unless it lies between 0 and 1."""
    if compare("<", p, 0) or compare(">", p, 1):
        raise MathsError(f"{describe(p)} is not a probability")
    return p


def total_probability(priors: Numbers, likelihoods: Numbers) -> Anything:
    """P(B) = Σ P(Aᵢ) P(B | Aᵢ)."""
    for p in (*priors, *likelihoods):
        probability(p)
    return dot(priors, likelihoods)


def bayes(prior: Anything, likelihood: Anything, otherwise: Anything) -> Anything:
    """P(A | B) from P(A), P(B | A) and P(B | not A)."""
    joint = multiply(probability(prior), probability(likelihood))
    return divide(joint, add(joint, multiply(subtract(1, prior), probability(otherwise))))


MAX_IRRATIONAL = 100
"""Most data, or values of a random variable, that are worked with where they are not all rational numbers."""


def workable_data(values: Numbers) -> Numbers:
    """The values. Raises MathsError if they are too many for arithmetic with expressions."""
    if len(values) > MAX_IRRATIONAL and not all(map(is_number, values)):
        raise MathsError(
            f"at most {MAX_IRRATIONAL} values that are not rational numbers are worked with here"
        )
    return values


def mean(values: Numbers) -> Anything:
    """Arithmetic mean."""
    return divide(total(workable_data(values)), len(values))


def expectation(values: Numbers, probabilities: Numbers) -> Anything:
    """E[X] = Σ xᵢ pᵢ. The probabilities must add up to 1."""
    workable_data(values)
    if not equal(total(workable_data(probabilities)), 1):
        raise MathsError("the probabilities do not add up to 1")
    return dot(values, tuple(probability(p) for p in probabilities))


def variance(values: Numbers, probabilities: Numbers) -> Anything:
    """Var[X] = E[(X − E[X])²]."""
    centre = expectation(values, probabilities)
    return dot(tuple(power(subtract(x, centre), 2) for x in values), probabilities)


def sample_variance(values: Numbers) -> Anything:
    """Σ (xᵢ − x̄)² / (n − 1), for two values or more."""
    if len(values) < 2:
        raise MathsError("a sample variance needs two values")
    centre = mean(values)
    squares = tuple(power(subtract(x, centre), 2) for x in values)
    return divide(dot(squares, (1,) * len(squares)), len(squares) - 1)


def _binomial(n: int, k: int) -> int:
    if not 0 <= n <= 1_000 or k < 0:
        raise MathsError("`binomial` takes 0 to 1000 and a number that is not negative")
    return math.comb(n, k)


TABLE = table(
    Function("binomial", _binomial, "integer integer", "number of ways to choose", "binomial(5, 2) == 10", "binomial(10**9, 2)"),
    Function("total_probability", total_probability, "vector vector", "Σ P(Aᵢ) P(B | Aᵢ)", "total_probability([1/2, 1/2], [0.1, 0.3]) == 0.2", "total_probability([1/2, 1/2], [0.1])"),
    Function("bayes", bayes, "scalar scalar scalar", "P(A | B) from P(A), P(B | A), P(B | not A)", "bayes(1/2, 0.3, 0.1) == 3/4", "bayes(0, 1/2, 0)"),
    Function("expectation", expectation, "vector vector", "mean of a random variable from its values and probabilities", "expectation([0, 1], [1/4, 3/4]) == 3/4", "expectation([0, 1], [1/4, 1/4])"),
    Function("variance", variance, "vector vector", "variance of a random variable from its values and probabilities", "variance([0, 1], [1/2, 1/2]) == 1/4", "variance([0, 1], [3/2, -1/2])"),
    Function("mean", mean, "vector", "arithmetic mean of data", "mean([1, 2, 6]) == 3", "mean([])"),
    Function("sample_variance", sample_variance, "vector", "variance of data with n − 1", "sample_variance([1, 2, 3]) == 1", "sample_variance([1])"),
)  # fmt: skip
