"""What describes data: mean, median, variance, covariance, correlation, the covariance matrix.

Variances and covariances are divided by n − 1. What other methods of statistics need too stands in `data`.

>>> variance_of_data((1, 2, 6)).value
7
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, ONE, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked
from generator.methods.data import (
    MEAN,
    NUMBER,
    SPREAD,
    check_data,
    check_pairs,
    mean,
    mean_state,
    mean_step,
    means_step,
    squares_and_variance,
    sums_name,
    sums_state,
    variance_steps,
)
from generator.methods.layout import given, together
from generator.methods.numerals import put, quotient, root
from generator.methods.results import TWO, result, sum_of
from generator.methods.wording import equation, step, transposed
from generator.model import Accent, Frac, Num, Op, Root, Script, Step, Sym

MOST_VARIABLES = 4

_X, _Y = Sym("x"), Sym("y")


# ─── One variable ────────────────────────────────────────────────────────────────────────────────────────


def mean_of_data(data: Sequence[Any]) -> Worked:
    """The mean of 1 to 30 data."""
    check_data(data)
    value, only = mean_step(data)
    return Worked(value, (only,))


def median_of_data(data: Sequence[Any]) -> Worked:
    """The median of 1 to 30 data: the middle one in order, or the mean of the two in the middle."""
    check_data(data)
    ordered = sorted(data)
    n, half = len(data), len(data) // 2
    items = [item for x in ordered for item in (Op("≤"), typeset(x))][1:]
    name = Accent("tilde", _X)
    if n % 2:
        value = ordered[half]
        last = step("There are ", n, " data, so number ", half + 1, " is in the middle.",
                    state=equation(name, value))  # fmt: skip
    else:
        low, high = ordered[half - 1], ordered[half]
        value = quotient(add(low, high), 2)
        last = step(
            "There are ",
            n,
            " data, so numbers ",
            half,
            " and ",
            half + 1,
            " are in the middle: take their mean.",
            state=result(name, Frac(sum_of((low, high)), TWO), value=value),
        )
    return Worked(value, (step("Put the data in order.", state=row(*items)), last))


def variance_of_data(data: Sequence[Any]) -> Worked:
    """s², with n − 1, of 2 to 30 data."""
    check_data(data, least=2)
    centre, first = mean_step(data)
    squares, variance = squares_and_variance(data, centre)
    known = step("Count the data.", state=given((NUMBER, len(data))), minor=True)
    return Worked(variance, (known, first, *variance_steps(data, centre, squares, variance)))


# ─── Two and more variables ─────────────────────────────────────────────────────────────────────────


_COVARIANCE = Script(SPREAD, below=row(_X, _Y))


def _covariance_steps(xs: Sequence[Any], ys: Sequence[Any]) -> tuple[Anything, tuple[Step, ...]]:
    sums, state = sums_state(xs, ys)
    n = len(xs)
    value = quotient(sums, n - 1)
    return value, (
        step("Count the pairs.", state=given((NUMBER, n)), minor=True),
        means_step(xs, ys),
        step("Subtract its mean from each datum, multiply the two differences of each pair, and add.", state=state),
        step("The covariance: divide by one less than the number of pairs.",
             state=result(_COVARIANCE, Frac(sums_name(_X, _Y), row(NUMBER, MINUS, ONE)),
                          Frac(put(sums), Num(str(n - 1))), value=value)),
    )  # fmt: skip


def covariance_of_data(xs: Sequence[Any], ys: Sequence[Any]) -> Worked:
    """The covariance, with n − 1, of 2 to 30 pairs."""
    check_pairs(xs, ys)
    value, steps = _covariance_steps(xs, ys)
    return Worked(value, steps)


def correlation_of_data(xs: Sequence[Any], ys: Sequence[Any]) -> Worked:
    """The correlation of 2 to 30 pairs. Raises MathsError also if the xs or the ys are all alike."""
    check_pairs(xs, ys)
    first, first_state = sums_state(xs)
    second, second_state = sums_state(ys, letter=_Y)
    both, state = sums_state(xs, ys)
    if first == 0 or second == 0:
        raise MathsError("there is no correlation with what does not vary: a variance is 0")
    value = quotient(both, root(multiply(first, second)))
    rule = Frac(sums_name(_X, _Y), Root(row(sums_name(_X, _X), sums_name(_Y, _Y))))
    numbers = Frac(put(both), Root(row(put(first), DOT, put(second))))
    steps = (
        means_step(xs, ys),
        step("Subtract its mean from each datum; add the squares of the differences, and their products.",
             state=together(first_state, second_state, state)),
        step("The correlation: the number of pairs cancels, so the sums alone are enough.",
             state=result(Sym("r"), rule, numbers, value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def covariance_matrix_of_data(data: Matrix) -> Worked:
    """The covariance matrix, with n − 1: a row a datum, a column a variable; 2 to 30 rows, 1 to 4 columns."""
    rows, columns = data.shape
    if not 1 <= columns <= MOST_VARIABLES:
        raise MathsError(f"this takes 1 to {MOST_VARIABLES} variables, one a column")
    for line in data.columns():
        check_data(line, least=2)
    centre = tuple(map(mean, data.columns()))
    centred = Matrix(
        tuple(tuple(subtract(x, m) for x, m in zip(line, centre, strict=True)) for line in data.rows)
    )
    turned = Matrix(centred.columns())
    scatter: Matrix = multiply(turned, centred)
    value: Matrix = quotient(scatter, rows - 1)
    _x, c = Sym("X", "bold"), Sym("S", "bold")
    moved = Script(Sym("X", "bold"), below=Sym("c", "upright"))
    names = [Script(MEAN, below=Num(str(k + 1))) for k in range(columns)]
    steps = (
        step("The mean of each column.",
             state=together(*(mean_state(line, name) for line, name in zip(data.columns(), names, strict=True)))),
        step("Centre the data: subtract its mean from each column.", state=equation(moved, centred)),
        step("Multiply the transposed centred matrix by the centred matrix: each entry is the sum of products of "
             "two centred columns.", state=equation(row(transposed(moved), moved), scatter)),
        step("Divide by ", rows - 1, ", one less than the number of rows.",
             state=equation(c, row(Frac(ONE, Num(str(rows - 1))), typeset(scatter)), value)
             if rows > 2 else equation(c, value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("mean_of_data", mean_of_data, "vector", "the mean of data", "mean_of_data([1, 2, 6]) == 3"),
    Function("median_of_data", median_of_data, "vector", "the median of data", "median_of_data([6, 1, 2]) == 2"),
    Function("variance_of_data", variance_of_data, "vector", "the variance of data, with n − 1",
             "variance_of_data([1, 2, 6]) == 7"),
    Function("covariance_of_data", covariance_of_data, "vector vector", "the covariance of pairs, with n − 1",
             "covariance_of_data([1, 2, 3], [2, 4, 9]) == 7/2"),
    Function("correlation_of_data", correlation_of_data, "vector vector", "the correlation of pairs",
             "correlation_of_data([1, 2, 3], [2, 4, 6]) == 1"),
    Function("covariance_matrix_of_data", covariance_matrix_of_data, "matrix",
             "the covariance matrix of data, with n − 1: a row a datum, a column a variable",
             "covariance_matrix_of_data([[0, 0], [2, 4]]) == [[2, 4], [4, 8]]"),
)  # fmt: skip
