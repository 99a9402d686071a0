"""Quantiles of the normal distribution; probabilities and quantiles of the t, χ² and F distributions.

None of these has a short exact form. They are computed with 80 digits and rounded half to even to 30 decimals, so
they are the same on every machine; `approx(t_quantile(0.975, 9), 3)` prints fewer. The incomplete gamma and beta
functions are summed here as series of positive terms (DLMF 8.7.1, 8.17.8), some thousands at most.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath

from generator.maths.arithmetic import add, compare, multiply
from generator.maths.function import Function, table
from generator.maths.numeric import approximate
from generator.maths.values import Anything, FiniteDecimal, MathsError

MP = mpmath.MPContext()
MP.dps = 80

DECIMALS = 30
"""Places to which values are rounded."""

MAX_FREEDOM = 1_000
"""Most degrees of freedom."""

MAX_ARGUMENT = 10**6
"""Farthest from 0 that a distribution is evaluated."""

SMALLEST = Fraction(1, 10**12)
"""Quantiles are computed for probabilities between this and 1 less this."""

LARGE_GAMMA = 2_500
"""From here on, P(a, x) is 1 to 80 digits for all degrees of freedom that are allowed."""

_NEAR = MP.mpf(10) ** -(DECIMALS + 8)
_TINY = MP.mpf(10) ** -75


def _summed(ratio: Callable[[int], Any]) -> Any:
    """1 + r₁ + r₁ r₂ + …, for ratios that are positive and in the end well below 1."""
    term = result = MP.mpf(1)
    k = 0
    while term > result * _TINY:
        k += 1
        term *= ratio(k)
        result += term
    return result


def _gamma_below(a: Any, x: Any) -> Any:
    """The regularised incomplete gamma function P(a, x), for a up to 500."""
    if not x:
        return MP.mpf(0)
    if x > LARGE_GAMMA:
        return MP.mpf(1)
    return MP.exp(a * MP.log(x) - x - MP.loggamma(a + 1)) * _summed(lambda k: x / (a + k))


def _beta_below(x: Any, a: Any, b: Any) -> Any:
    """The regularised incomplete beta function Iₓ(a, b)."""
    if not x:
        return MP.mpf(0)
    if x > MP.mpf(1) / 2:
        return 1 - _beta_below(1 - x, b, a)
    front = a * MP.log(x) + b * MP.log(1 - x) - MP.loggamma(a + 1) - MP.loggamma(b) + MP.loggamma(a + b)
    return MP.exp(front) * _summed(lambda k: (a + b + k - 1) * x / (a + k))


def _rounded(x: Any) -> FiniteDecimal:
    return FiniteDecimal(Fraction(int(MP.nint(x * 10**DECIMALS)), 10**DECIMALS))


def _freedom(n: int) -> Any:
    if not 1 <= n <= MAX_FREEDOM:
        raise MathsError(f"degrees of freedom are between 1 and {MAX_FREEDOM:,}")
    return MP.mpf(n)


def _real(x: Anything) -> Any:
    value = approximate(x, 50)
    if abs(value) > MAX_ARGUMENT:
        raise MathsError(f"the argument lies beyond {MAX_ARGUMENT:,}")
    return MP.mpf(value.numerator) / value.denominator


def _probability(p: Any) -> Fraction:
    if not SMALLEST <= p <= 1 - SMALLEST:
        raise MathsError("a quantile needs a probability between 0 and 1, not within 10⁻¹² of either")
    return Fraction(p)


# ─── Probabilities ───────────────────────────────────────────────────────────────────────────────────────


def _chi2(x: Any, n: Any) -> Any:
    return _gamma_below(n / 2, x / 2) if x > 0 else MP.mpf(0)


def _t(x: Any, n: Any) -> Any:
    tail = _beta_below(n / (n + x * x), n / 2, MP.mpf(1) / 2) / 2
    return tail if x < 0 else 1 - tail


def _f(x: Any, m: Any, n: Any) -> Any:
    return _beta_below(m * x / (m * x + n), m / 2, n / 2) if x > 0 else MP.mpf(0)


def _chi2_cdf(x: Anything, n: int) -> FiniteDecimal:
    return _rounded(_chi2(_real(x), _freedom(n)))


def _t_cdf(x: Anything, n: int) -> FiniteDecimal:
    return _rounded(_t(_real(x), _freedom(n)))


def _f_cdf(x: Anything, m: int, n: int) -> FiniteDecimal:
    return _rounded(_f(_real(x), _freedom(m), _freedom(n)))


# ─── Quantiles ───────────────────────────────────────────────────────────────────────────────────────────


def _inverted(cdf: Callable[[Any], Any], p: Fraction) -> FiniteDecimal:
    """The x > 0 with cdf(x) = p: a bracket by doubling, then the secant rule kept inside it (Illinois).

    It ends with a proof: the probability is passed between x − `_NEAR` and x + `_NEAR`.
    """
    target = MP.mpf(p.numerator) / p.denominator
    low, high = MP.mpf(0), MP.mpf(1)
    while cdf(high) < target:
        low, high = high, 2 * high
    below, above = cdf(low) - target, cdf(high) - target
    last = high
    while True:
        x = high - above * (high - low) / (above - below)
        if abs(x - last) < _NEAR and cdf(x - _NEAR) <= target <= cdf(x + _NEAR):
            return _rounded(x)
        last, gap = x, cdf(x) - target
        if gap > 0:
            high, above, below = x, gap, below / 2
        else:
            low, below, above = x, gap, above / 2


def _symmetric(cdf: Callable[[Any], Any], p: Fraction) -> FiniteDecimal:
    """For a distribution symmetric about 0."""
    if p == Fraction(1, 2):
        return FiniteDecimal(0)
    if p > Fraction(1, 2):
        return _inverted(cdf, p)
    return FiniteDecimal(-_inverted(cdf, 1 - p))


@lru_cache(maxsize=256)
def _standard_normal(p: Fraction) -> FiniteDecimal:
    return _symmetric(lambda x: (1 + _chi2(x * x, MP.mpf(1))) / 2, p)


def _normal_quantile(p: Any, mean: Anything = 0, deviation: Anything = 1) -> Anything:
    if not compare(">", deviation, 0):
        raise MathsError("the parameter of the distribution must be positive")
    return add(mean, multiply(deviation, _standard_normal(_probability(p))))


@lru_cache(maxsize=256)
def _t_quantile(p: Any, n: int) -> FiniteDecimal:
    freedom = _freedom(n)
    return _symmetric(lambda x: _t(x, freedom), _probability(p))


@lru_cache(maxsize=256)
def _chi2_quantile(p: Any, n: int) -> FiniteDecimal:
    freedom = _freedom(n)
    return _inverted(lambda x: _chi2(x, freedom), _probability(p))


@lru_cache(maxsize=256)
def _f_quantile(p: Any, m: int, n: int) -> FiniteDecimal:
    first, second = _freedom(m), _freedom(n)
    return _inverted(lambda x: _f(x, first, second), _probability(p))


TABLE = table(
    Function("normal_quantile", _normal_quantile, "number scalar? scalar?", "value below which the normal distribution has this probability, from its mean (0) and standard deviation (1), to 30 decimals", "round(normal_quantile(0.975), 2) == 1.96", "normal_quantile(1)"),
    Function("t_cdf", _t_cdf, "scalar integer", "probability of a value up to x of the t distribution with so many degrees of freedom, to 30 decimals", "t_cdf(1, 1) == 0.75", "t_cdf(1, 0)"),
    Function("t_quantile", _t_quantile, "number integer", "quantile of the t distribution, to 30 decimals", "round(t_quantile(0.975, 9), 3) == 2.262", "t_quantile(2, 9)"),
    Function("chi2_cdf", _chi2_cdf, "scalar integer", "probability of a value up to x of the χ² distribution, to 30 decimals", "round(chi2_cdf(2, 2), 4) == 0.6321", "chi2_cdf(2, 10**9)"),
    Function("chi2_quantile", _chi2_quantile, "number integer", "quantile of the χ² distribution, to 30 decimals", "round(chi2_quantile(0.95, 1), 2) == 3.84", "chi2_quantile(0, 1)"),
    Function("f_cdf", _f_cdf, "scalar integer integer", "probability of a value up to x of the F distribution, to 30 decimals", "round(f_cdf(1, 4, 4), 9) == 0.5", "f_cdf(1, 0, 4)"),
    Function("f_quantile", _f_quantile, "number integer integer", "quantile of the F distribution, to 30 decimals", "round(f_quantile(0.95, 2, 10), 2) == 4.1", "f_quantile(1, 2, 10)"),
)  # fmt: skip
