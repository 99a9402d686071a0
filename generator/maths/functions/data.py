"""Statistics of data: where they lie, how far they spread, how two of them go together.

`sample_…` divides by n − 1 and `population_…` by n. A data matrix has a row for each observation and a column for
each variable.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from generator.maths import matrices
from generator.maths.arithmetic import add, compare, divide, dot, multiply, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.lists import distinct_items
from generator.maths.functions.numbers import by_size, nth_root, square_root
from generator.maths.functions.probability import mean, sample_variance
from generator.maths.functions.spaces import is_zero
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Matrix

Numbers = tuple[Anything, ...]

MAX_COMPARED = 200
"""Most values that are sorted or counted here."""


def _ordered(values: Numbers) -> list[Anything]:
    if len(values) > MAX_COMPARED:
        raise MathsError(f"at most {MAX_COMPARED} values are put in order here")
    return sorted(values, key=by_size)


def _quantile(values: Numbers, p: Any) -> Anything:
    """Between the two values next to place 1 + (n − 1) p, in proportion (R's type 7, NumPy's default)."""
    if not 0 <= p <= 1:
        raise MathsError("the share below a quantile is between 0 and 1")
    ordered = _ordered(values)
    place = (len(ordered) - 1) * Fraction(p)
    below = math.floor(place)
    if below == place:
        return ordered[below]
    return add(ordered[below], multiply(place - below, subtract(ordered[below + 1], ordered[below])))


def _median(values: Numbers) -> Anything:
    return _quantile(values, Fraction(1, 2))


def _quartiles(values: Numbers) -> Numbers:
    return tuple(_quantile(values, Fraction(k, 4)) for k in (1, 2, 3))


def _interquartile_range(values: Numbers) -> Anything:
    first, _, third = _quartiles(values)
    return subtract(third, first)


def _frequencies(values: Numbers, kinds: Numbers) -> tuple[int, ...]:
    if len(values) > MAX_COMPARED or len(kinds) > MAX_COMPARED:
        raise MathsError(f"at most {MAX_COMPARED} values are counted here")
    return tuple(sum(equal(value, kind) for value in values) for kind in kinds)


def _modes(values: Numbers) -> Numbers:
    kinds = distinct_items(tuple(_ordered(values)))
    counts = _frequencies(values, kinds)
    return tuple(kind for kind, count in zip(kinds, counts, strict=True) if count == max(counts))


def _value_range(values: Numbers) -> Anything:
    ordered = _ordered(values)
    return subtract(ordered[-1], ordered[0])


def centred(values: Numbers) -> Numbers:
    """Each value less the mean."""
    centre = mean(values)
    return tuple(subtract(x, centre) for x in values)


def _population_variance(values: Numbers) -> Anything:
    gaps = centred(values)
    return divide(dot(gaps, gaps), len(values))


def _sample_deviation(values: Numbers) -> Anything:
    return square_root(sample_variance(values))


def _population_deviation(values: Numbers) -> Anything:
    return square_root(_population_variance(values))


def _standard_error(values: Numbers) -> Anything:
    return square_root(divide(sample_variance(values), len(values)))


def _z_score(x: Anything, centre: Anything, deviation: Anything) -> Anything:
    if not compare(">", deviation, 0):
        raise MathsError("a standard deviation is positive")
    return divide(subtract(x, centre), deviation)


def _standardised(values: Numbers) -> Numbers:
    deviation = _population_deviation(values)
    if is_zero(deviation):
        raise MathsError("all values are equal, so their standard deviation is 0")
    return tuple(divide(gap, deviation) for gap in centred(values))


def _rescaled(values: Numbers) -> Numbers:
    low, spread = _ordered(values)[0], _value_range(values)
    if is_zero(spread):
        raise MathsError("all values are equal, so they cannot be spread from 0 to 1")
    return tuple(divide(subtract(x, low), spread) for x in values)


def _weighted_mean(values: Numbers, weights: Numbers) -> Anything:
    weight = total(weights)
    if is_zero(weight):
        raise MathsError("the weights add up to 0")
    return divide(dot(values, weights), weight)


def _positive(values: Numbers) -> Numbers:
    if not all(compare(">", x, 0) for x in values):
        raise MathsError("this mean takes positive numbers")
    return values


def _geometric_mean(values: Numbers) -> Anything:
    product: Anything = 1
    for x in _positive(values):
        product = multiply(product, x)
    return nth_root(product, len(values))


def _harmonic_mean(values: Numbers) -> Anything:
    return divide(len(values), total([divide(1, x) for x in _positive(values)]))


# ─── Two variables and more ──────────────────────────────────────────────────────────────────────────────


def _joint(xs: Numbers, ys: Numbers) -> Anything:
    """Σ (xᵢ − x̄)(yᵢ − ȳ)."""
    if len(xs) != len(ys):
        raise MathsError(f"{len(xs)} values do not go with {len(ys)}")
    return dot(centred(xs), centred(ys))


def _sample_covariance(xs: Numbers, ys: Numbers) -> Anything:
    if len(xs) < 2:
        raise MathsError("a sample covariance needs two pairs")
    return divide(_joint(xs, ys), len(xs) - 1)


def _population_covariance(xs: Numbers, ys: Numbers) -> Anything:
    return divide(_joint(xs, ys), len(xs))


def _correlation(xs: Numbers, ys: Numbers) -> Anything:
    squares = multiply(_joint(xs, xs), _joint(ys, ys))
    if is_zero(squares):
        raise MathsError("the values of one variable are all equal")
    return divide(_joint(xs, ys), square_root(squares))


def _fit_line(xs: Numbers, ys: Numbers) -> tuple[Anything, Anything]:
    square = _joint(xs, xs)
    if is_zero(square):
        raise MathsError("no line is fitted to points above each other")
    slope = divide(_joint(xs, ys), square)
    return subtract(mean(ys), multiply(slope, mean(xs))), slope


def _line_residuals(xs: Numbers, ys: Numbers) -> Numbers:
    intercept, slope = _fit_line(xs, ys)
    return tuple(subtract(y, add(intercept, multiply(slope, x))) for x, y in zip(xs, ys, strict=True))


def _r_squared(ys: Numbers, fitted: Numbers) -> Anything:
    whole = _joint(ys, ys)
    if is_zero(whole):
        raise MathsError("all values are equal, so there is no variance to explain")
    gaps = subtract(ys, fitted)
    return subtract(1, divide(dot(gaps, gaps), whole))


def _column_means(data: Matrix) -> Numbers:
    return tuple(mean(column) for column in data.columns())


def _centred_columns(data: Matrix) -> Matrix:
    return matrices.transpose(Matrix(tuple(centred(column) for column in data.columns())))


def _covariance_matrix(data: Matrix) -> Matrix:
    columns = data.columns()
    return Matrix(tuple(tuple(_sample_covariance(p, q) for q in columns) for p in columns))


TABLE = table(
    Function("median", _median, "vector", "middle value, or mean of the two middle ones", "median([5, 1, 2, 4]) == 3", "median([])"),
    Function("quantile", _quantile, "vector number", "value below which a share of the data lies, in proportion between neighbours (as in R and NumPy)", "quantile([1, 2, 3, 4], 1/4) == 7/4", "quantile([1, 2], 2)"),
    Function("quartiles", _quartiles, "vector", "the quantiles for 1/4, 1/2 and 3/4", "quartiles([1, 2, 3, 4, 5]) == [2, 3, 4]", "quartiles([t, 1])"),
    Function("interquartile_range", _interquartile_range, "vector", "third quartile less the first", "interquartile_range([1, 2, 3, 4, 5]) == 2", "interquartile_range([])"),
    Function("modes", _modes, "vector", "the most frequent values, increasing", "modes([3, 1, 3, 1, 2]) == [1, 3]", "modes([t, 1])"),
    Function("frequencies_of", _frequencies, "list list", "how often each value of the second list occurs in the first", "frequencies_of([1, 2, 1], [1, 2, 3]) == [2, 1, 0]", "frequencies_of(range(1, 900), [1])"),
    Function("value_range", _value_range, "vector", "largest value less the smallest", "value_range([3, 8, 5]) == 5", "value_range([t, 1])"),
    Function("centred", centred, "vector", "each value less the mean", "centred([1, 2, 6]) == [-2, -1, 3]", "centred([])"),
    Function("population_variance", _population_variance, "vector", "variance of data with n", "population_variance([1, 3]) == 1", "population_variance([])"),
    Function("sample_deviation", _sample_deviation, "vector", "standard deviation of data with n − 1", "sample_deviation([1, 3]) == sqrt(2)", "sample_deviation([1])"),
    Function("population_deviation", _population_deviation, "vector", "standard deviation of data with n", "population_deviation([1, 3]) == 1", "population_deviation([])"),
    Function("standard_error", _standard_error, "vector", "sample deviation over √n: that of the mean", "standard_error([1, 3]) == 1", "standard_error([1])"),
    Function("z_score", _z_score, "scalar scalar scalar", "distance from the mean in standard deviations", "z_score(7, 5, 4) == 1/2", "z_score(7, 5, 0)"),
    Function("standardised", _standardised, "vector", "data with mean 0 and population variance 1", "standardised([1, 3]) == [-1, 1]", "standardised([2, 2])"),
    Function("rescaled", _rescaled, "vector", "data spread from 0 to 1", "rescaled([1, 2, 5]) == [0, 1/4, 1]", "rescaled([2, 2])"),
    Function("weighted_mean", _weighted_mean, "vector vector", "mean of data with weights", "weighted_mean([1, 5], [3, 1]) == 2", "weighted_mean([1, 5], [1, -1])"),
    Function("geometric_mean", _geometric_mean, "vector", "n-th root of the product", "geometric_mean([2, 8]) == 4", "geometric_mean([2, -8])"),
    Function("harmonic_mean", _harmonic_mean, "vector", "n over the sum of the reciprocals", "harmonic_mean([2, 6]) == 3", "harmonic_mean([2, 0])"),
    Function("sample_covariance", _sample_covariance, "vector vector", "covariance of paired data with n − 1", "sample_covariance([1, 3], [2, 6]) == 4", "sample_covariance([1, 3], [2])"),
    Function("population_covariance", _population_covariance, "vector vector", "covariance of paired data with n", "population_covariance([1, 3], [2, 6]) == 2", "population_covariance([1, 3], [2])"),
    Function("correlation", _correlation, "vector vector", "correlation coefficient of paired data", "correlation([1, 2, 3], [2, 4, 6]) == 1", "correlation([1, 1], [2, 4])"),
    Function("fit_line", _fit_line, "vector vector", "intercept and slope of the least-squares line", "fit_line([0, 1, 2], [1, 3, 5]) == [1, 2]", "fit_line([1, 1], [2, 4])"),
    Function("line_residuals", _line_residuals, "vector vector", "what the least-squares line leaves of each y", "line_residuals([0, 1, 2], [0, 3, 0]) == [-1, 2, -1]", "line_residuals([1, 1], [2, 4])"),
    Function("r_squared", _r_squared, "vector vector", "share of the variance of the data that fitted values explain", "r_squared([1, 2, 3], [1, 2, 3]) == 1", "r_squared([2, 2], [1, 3])"),
    Function("column_means", _column_means, "matrix", "mean of each column of a data matrix", "column_means([[1, 2], [3, 6]]) == [2, 4]", "column_means([1, 2])"),
    Function("centred_columns", _centred_columns, "matrix", "data matrix with the mean of each column taken off", "centred_columns([[1, 2], [3, 6]]) == [[-1, -2], [1, 2]]", "centred_columns([1, 2])"),
    Function("covariance_matrix", _covariance_matrix, "matrix", "sample covariances of the columns of a data matrix", "covariance_matrix([[1, 2], [3, 6]]) == [[2, 4], [4, 8]]", "covariance_matrix([[1, 2]])"),
)  # fmt: skip
