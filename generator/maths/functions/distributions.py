"""Distributions by their exact values: masses, densities and cumulative probabilities.

Discrete ones of rational parameters are rational; the others hold exp, erf and π. Bounds on n and k keep sums short;
beyond the bound on digits the language itself stops.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import add, compare, divide, multiply, negate, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.calculus import exponential
from generator.maths.functions.numbers import square_root
from generator.maths.functions.probability import probability
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, normal, to_sympy

MAX_TRIALS = 1_000
MAX_EVENTS = 170
"""Largest number of events of a Poisson distribution, as for factorials."""


def _trials(n: int) -> int:
    if not 0 <= n <= MAX_TRIALS:
        raise MathsError(f"the number of trials is between 0 and {MAX_TRIALS:,}")
    return n


def _binomial_pmf(k: int, n: int, p: Any) -> Anything:
    if not 0 <= k <= _trials(n):
        return multiply(0, probability(p))
    return multiply(math.comb(n, k), multiply(power(probability(p), k), power(subtract(1, p), n - k)))


def _binomial_cdf(k: int, n: int, p: Any) -> Anything:
    return total([0, *(_binomial_pmf(j, n, p) for j in range(min(k, _trials(n)) + 1))])


def _geometric_pmf(k: int, p: Any) -> Anything:
    """The first success comes at trial k = 1, 2, …"""
    if k > MAX_TRIALS:
        raise MathsError(f"the number of trials is at most {MAX_TRIALS:,}")
    return multiply(power(subtract(1, p), k - 1), _positive(probability(p))) if k >= 1 else 0


def _geometric_cdf(k: int, p: Any) -> Anything:
    if k > MAX_TRIALS:
        raise MathsError(f"the number of trials is at most {MAX_TRIALS:,}")
    _positive(probability(p))
    return subtract(1, power(subtract(1, p), max(k, 0)))


def _positive(a: Anything) -> Anything:
    if not compare(">", a, 0):
        raise MathsError("the parameter of the distribution must be positive")
    return a


def _hypergeometric_pmf(k: int, size: int, marked: int, drawn: int) -> Anything:
    if not 0 <= marked <= _trials(size) or not 0 <= drawn <= size:
        raise MathsError("no more can be marked or drawn than there are")
    if not 0 <= k <= drawn or drawn - k > size - marked:
        return 0
    ways = math.comb(marked, k) * math.comb(size - marked, drawn - k)
    return normal(Fraction(ways, math.comb(size, drawn)))


def _events(k: int) -> int:
    if k > MAX_EVENTS:
        raise MathsError(f"the number of events is at most {MAX_EVENTS}")
    return k


def _poisson_pmf(k: int, mean: Anything) -> Anything:
    if _events(k) < 0:
        return 0
    return multiply(divide(power(_positive(mean), k), math.factorial(k)), exponential(negate(mean)))


def _poisson_cdf(k: int, mean: Anything) -> Anything:
    terms = [divide(power(_positive(mean), j), math.factorial(j)) for j in range(_events(k) + 1)]
    return multiply(total([0, *terms]), exponential(negate(mean)))


def _uniform_pdf(x: Anything, low: Anything, high: Anything) -> Anything:
    width = _positive(subtract(high, low))
    return divide(1, width) if compare(">=", x, low) and compare("<=", x, high) else 0


def _uniform_cdf(x: Anything, low: Anything, high: Anything) -> Anything:
    width = _positive(subtract(high, low))
    if compare("<=", x, low):
        return 0
    return divide(subtract(x, low), width) if compare("<", x, high) else 1


def _exponential_pdf(x: Anything, rate: Anything) -> Anything:
    decay = exponential(negate(multiply(_positive(rate), x)))
    return multiply(rate, decay) if compare(">=", x, 0) else 0


def _exponential_cdf(x: Anything, rate: Anything) -> Anything:
    _positive(rate)
    return subtract(1, exponential(negate(multiply(rate, x)))) if compare(">", x, 0) else 0


def _normal_pdf(x: Anything, mean: Anything = 0, deviation: Anything = 1) -> Anything:
    z = _standardised(x, mean, deviation)
    scale = multiply(deviation, square_root(multiply(2, sympy.pi)))
    return divide(exponential(divide(multiply(z, z), -2)), scale)


def _normal_cdf(x: Anything, mean: Anything = 0, deviation: Anything = 1) -> Anything:
    """(1 + erf(z/√2))/2, which is Φ(z)."""
    z = _standardised(x, mean, deviation)
    error = normal(sympy.erf(to_sympy(divide(z, square_root(2)))))
    return divide(add(1, error), 2)


MAX_DEVIATIONS = 100
"""Farthest from the mean, in standard deviations, that a normal distribution is evaluated."""


def _standardised(x: Anything, mean: Anything, deviation: Anything) -> Anything:
    z = divide(subtract(x, mean), _positive(deviation))
    if compare(">", z, MAX_DEVIATIONS) or compare("<", z, -MAX_DEVIATIONS):
        raise MathsError(f"the value lies more than {MAX_DEVIATIONS} standard deviations from the mean")
    return z


def is_distribution(p: tuple[Anything, ...]) -> bool:
    """Are these numbers not negative, with sum 1?"""
    return all(compare(">=", entry, 0) for entry in p) and equal(total(p), 1)


def _joint(p: Any) -> Any:
    entries = tuple(entry for row in p.rows for entry in row)
    if not is_distribution(entries):
        raise MathsError("the entries of a joint distribution are not negative and add up to 1")
    return p


def _marginal_rows(p: Any) -> tuple[Anything, ...]:
    return tuple(total(row) for row in _joint(p).rows)


def _marginal_columns(p: Any) -> tuple[Anything, ...]:
    return tuple(total(column) for column in _joint(p).columns())


def _conditional(both: Anything, given: Anything) -> Anything:
    if compare(">", both, given):
        raise MathsError("both events together are not more likely than one of them")
    if not compare(">", probability(given), 0):
        raise MathsError("the event that is given has probability 0")
    return divide(probability(both), given)


def _union(p: Anything, q: Anything, both: Anything) -> Anything:
    if compare(">", both, p) or compare(">", both, q):
        raise MathsError("both events together are not more likely than one of them")
    return probability(subtract(add(probability(p), probability(q)), probability(both)))


TABLE = table(
    Function("binomial_pmf", _binomial_pmf, "integer integer number", "probability of k successes in n trials, each with probability p", "binomial_pmf(2, 3, 1/2) == 3/8", "binomial_pmf(1, 10**9, 1/2)"),
    Function("binomial_cdf", _binomial_cdf, "integer integer number", "probability of at most k successes in n trials", "binomial_cdf(1, 3, 1/2) == 1/2", "binomial_cdf(1, 3, 2)"),
    Function("geometric_pmf", _geometric_pmf, "integer number", "probability that the first success comes at trial k = 1, 2, …", "geometric_pmf(2, 1/3) == 2/9", "geometric_pmf(2, 0)"),
    Function("geometric_cdf", _geometric_cdf, "integer number", "probability that it comes at trial k or before", "geometric_cdf(2, 1/3) == 5/9", "geometric_cdf(10**9, 1/3)"),
    Function("hypergeometric_pmf", _hypergeometric_pmf, "integer integer integer integer", "probability that k are marked, from the number of all, of the marked and of the drawn", "hypergeometric_pmf(1, 4, 2, 2) == 2/3", "hypergeometric_pmf(1, 4, 5, 2)"),
    Function("poisson_pmf", _poisson_pmf, "integer scalar", "probability of k events where so many are expected", "poisson_pmf(2, 1) == exp(-1)/2", "poisson_pmf(10**9, 1)"),
    Function("poisson_cdf", _poisson_cdf, "integer scalar", "probability of at most k events", "poisson_cdf(1, 2) == 3*exp(-2)", "poisson_cdf(1, -2)"),
    Function("uniform_pdf", _uniform_pdf, "scalar scalar scalar", "density at x of the uniform distribution between two bounds", "uniform_pdf(3, 1, 5) == 1/4", "uniform_pdf(3, 5, 1)"),
    Function("uniform_cdf", _uniform_cdf, "scalar scalar scalar", "probability of a value up to x", "uniform_cdf(2, 1, 5) == 1/4", "uniform_cdf(2, 1, 1)"),
    Function("exponential_pdf", _exponential_pdf, "scalar scalar", "density at x of the exponential distribution with this rate", "exponential_pdf(0, 3) == 3", "exponential_pdf(1, 0)"),
    Function("exponential_cdf", _exponential_cdf, "scalar scalar", "probability of a value up to x", "exponential_cdf(1, 3) == 1 - exp(-3)", "exponential_cdf(1, -3)"),
    Function("normal_pdf", _normal_pdf, "scalar scalar? scalar?", "density at x of the normal distribution, from its mean (0) and standard deviation (1)", "normal_pdf(0) == 1/sqrt(2*pi)", "normal_pdf(0, 0, -1)"),
    Function("normal_cdf", _normal_cdf, "scalar scalar? scalar?", "probability of a value up to x: Φ(x), exactly", "normal_cdf(5, 5, 2) == 1/2", "normal_cdf(10**9)"),
    Function("is_distribution", is_distribution, "vector", "are these numbers not negative, with sum 1?", "is_distribution([1/4, 3/4])", "is_distribution([t])"),
    Function("marginal_rows", _marginal_rows, "matrix", "distribution of the first variable from a joint distribution, whose rows it numbers", "marginal_rows([[1/4, 1/4], [0, 1/2]]) == [1/2, 1/2]", "marginal_rows([[1, 2]])"),
    Function("marginal_columns", _marginal_columns, "matrix", "distribution of the second variable", "marginal_columns([[1/4, 1/4], [0, 1/2]]) == [1/4, 3/4]", "marginal_columns([[1, 2]])"),
    Function("conditional_probability", _conditional, "scalar scalar", "P(A | B) from P(A and B) and P(B)", "conditional_probability(1/8, 1/2) == 1/4", "conditional_probability(0, 0)"),
    Function("union_probability", _union, "scalar scalar scalar", "P(A or B) from P(A), P(B) and P(A and B)", "union_probability(1/2, 1/3, 1/6) == 2/3", "union_probability(1/2, 1/3, 1/2)"),
)  # fmt: skip
