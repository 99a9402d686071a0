"""The least-squares line through points: by centred sums, by normal equations, residuals, ridge.

A line y = a + b x is the list [a, b].

>>> regression_line((0, 1, 2), (1, 3, 5)).value
(1, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, PLUS, factor, join_terms, row
from generator.maths.notation import power as power_shown
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number
from generator.methods.bayes import indexed
from generator.methods.data import (
    MEAN,
    Y_MEAN,
    check_pairs,
    mean,
    means_step,
    sums_name,
    sums_state,
    total_of,
)
from generator.methods.layout import together
from generator.methods.numerals import put, quotient
from generator.methods.results import TWO, product, products_of, result, squares_of
from generator.methods.wording import equation, step, transposed
from generator.model import Accent, Formula, Frac, Grid, Num, Op, Script, Sym

MOST_POINTS = 10

_A, _B, _X, _Y = Sym("a"), Sym("b"), Sym("x"), Sym("y")
_NUMBER = Sym("n")


def _check(xs: Sequence[Any], ys: Sequence[Any]) -> None:
    check_pairs(xs, ys)
    if len(xs) > MOST_POINTS:
        raise MathsError(f"this takes at most {MOST_POINTS} points")
    if len(set(xs)) < 2:
        raise MathsError("all points have the same x, so no line fits best")


def _line(xs: Sequence[Any], ys: Sequence[Any]) -> tuple[Anything, Anything]:
    """[a, b] of the line, by centred sums."""
    across, _ = sums_state(xs)
    both, _ = sums_state(xs, ys)
    slope = quotient(both, across)
    return subtract(mean(ys), multiply(slope, mean(xs))), slope


def regression_line(xs: Sequence[Any], ys: Sequence[Any]) -> Worked:
    """[a, b] of the least-squares line y = a + b x through 2 to 10 points, by sums of deviations from the means.

    Raises MathsError if all x are alike.
    """
    _check(xs, ys)
    a, b = _line(xs, ys)
    across, across_state = sums_state(xs)
    both, both_state = sums_state(xs, ys)
    steps = (
        means_step(xs, ys),
        step(
            "Subtract its mean from each datum; add the squares of the differences in ",
            _X,
            ", and the products of both.",
            state=together(across_state, both_state),
        ),
        step(
            "The slope is their ratio.",
            state=result(
                _B,
                Frac(sums_name(_X, _Y), sums_name(_X, _X)),
                Frac(put(both), put(across)),
                value=b,
            ),
        ),
        step(
            "The line goes through the point of the means, which gives its intercept.",
            state=result(
                _A,
                row(Y_MEAN, MINUS, _B, MEAN),
                row(put(mean(ys)), MINUS, factor(put(b)), Op("·"), factor(put(mean(xs)))),
                value=a,
            ),
        ),
    )
    return Worked((a, b), steps)


def regression_normal_equations(xs: Sequence[Any], ys: Sequence[Any]) -> Worked:
    """[a, b] of the least-squares line, as `regression_line`, by the normal equations XᵀX (a, b) = Xᵀy."""
    _check(xs, ys)
    a, b = _line(xs, ys)
    n = len(xs)
    design = Matrix(tuple((1, x) for x in xs))
    turned = Matrix(design.columns())
    gram: Matrix = multiply(turned, design)
    right = multiply(turned, tuple(ys))
    (_, sum_x), (_, sum_xx) = gram.rows
    sum_y, sum_xy = right
    determinant = subtract(multiply(n, sum_xx), power(sum_x, 2))
    big_x, small_y = Sym("X", "bold"), Sym("y", "bold")
    turned_x = transposed(big_x)
    gram_name = row(turned_x, big_x)
    unknown = Grid(((_A,), (_B,)))
    det = Sym("D")
    steps = (
        step(
            "Each point gives one row of ",
            big_x,
            ", with a 1 for the intercept, and one entry of ",
            small_y,
            ".",
            state=together(equation(big_x, design), equation(small_y, tuple(ys))),
        ),
        step(
            "Multiply both by the transpose.",
            state=together(equation(gram_name, gram), equation(row(turned_x, small_y), right)),
        ),
        step(
            "The coefficients solve the normal equations.",
            state=equation(row(typeset(gram), unknown), right),
            minor=True,
        ),
        step(
            "Find the determinant of ",
            gram_name,
            ".",
            state=result(
                det,
                row(product(Num(str(n)), put(sum_xx)), MINUS, power_shown(put(sum_x), TWO)),
                value=determinant,
            ),
        ),
        step(
            "Solve the normal equations by Cramer’s rule.",
            state=together(
                result(_A, _cramer(sum_y, sum_xx, sum_x, sum_xy, determinant), value=a),
                result(_B, _cramer(n, sum_xy, sum_x, sum_y, determinant), value=b),
            ),
        ),
    )
    return Worked((a, b), steps)


def _cramer(p: Anything, q: Anything, r: Anything, s: Anything, determinant: Anything) -> Formula:
    """`(p · q − r · s)/D`."""
    top = row(product(put(p), put(q)), MINUS, factor(put(r)), Op("·"), factor(put(s)))
    return Frac(top, put(determinant))


# ─── Predictions and residuals ───────────────────────────────────────────────────────────────────────────


def _predicted(a: Anything, b: Anything, x: Anything) -> Formula:
    return join_terms([put(a), product(put(b), put(x))])


def prediction_residual(a: Any, b: Any, x: Any, y: Any) -> Worked:
    """[ŷ, y − ŷ]: what the line y = a + b x predicts at x, and the residual of the point (x, y)."""
    predicted = add(a, multiply(b, x))
    residual = subtract(y, predicted)
    hat, rest = Accent("hat", _Y), Sym("e")
    steps = (
        step("Put ", equation(_X, x), " into the line.",
             state=result(hat, _predicted(a, b, x), value=predicted)),
        step("The residual is what was seen minus what was predicted.",
             state=result(rest, row(_Y, MINUS, hat), row(put(y), MINUS, factor(put(predicted))), value=residual)),
    )  # fmt: skip
    return Worked((predicted, residual), steps)


def residual_sum(xs: Sequence[Any], ys: Sequence[Any]) -> Worked:
    """The residual sum of squares of the least-squares line, as `regression_line`."""
    _check(xs, ys)
    line = regression_line(xs, ys)
    a, b = line.value
    residuals = tuple(subtract(y, add(a, multiply(b, x))) for x, y in zip(xs, ys, strict=True))
    value = total_of([power(e, 2) for e in residuals])
    states = [
        result(indexed("e", k), row(put(y), MINUS, factor(_predicted(a, b, x))), value=e)
        for k, (x, y, e) in enumerate(zip(xs, ys, residuals, strict=True))
    ]
    steps = (
        *line.steps,
        step("The residuals: what was seen minus what the line predicts.", state=together(*states)),
        step("Square and add them.",
             state=result(Sym("R"), row(Op("∑"), Script(Sym("e"), below=Sym("i"), above=TWO)), squares_of(residuals),
                          value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def ridge_slope(xs: Sequence[Any], ys: Sequence[Any], weight: Any) -> Worked:
    """The w that makes Σ (y − w x)² + λ w² least: Σ x y/(Σ x² + λ), for 1 to 10 points and λ ≥ 0.

    Raises MathsError if λ is negative, or all x and λ are 0.
    """
    check_pairs(xs, ys, least=1)
    if len(xs) > MOST_POINTS:
        raise MathsError(f"this takes at most {MOST_POINTS} points")
    if not is_number(weight) or weight < 0:
        raise MathsError("the weight of the penalty is not negative")
    squares = total_of([power(x, 2) for x in xs])
    mixed = total_of([multiply(x, y) for x, y in zip(xs, ys, strict=True)])
    bottom = add(squares, weight)
    if bottom == 0:
        raise MathsError("all x are 0, so every slope fits alike")
    value = quotient(mixed, bottom)
    w, rate = Sym("w"), Sym("λ")
    first, second = (Script(Sym("S"), below=row(_X, name)) for name in (_X, _Y))
    i = Sym("i")
    loss = row(Op("∑"), power_shown(row(Script(_Y, below=i), MINUS, w, Script(_X, below=i)), TWO), PLUS,
               rate, Script(w, above=TWO))  # fmt: skip
    steps = (
        step("The sums that the solution is made of.", state=together(
            result(first, row(Op("∑"), Script(_X, below=i, above=TWO)), squares_of(xs), value=squares),
            result(second, row(Op("∑"), Script(_X, below=i), Script(_Y, below=i)), products_of(xs, ys), value=mixed))),
        step("Set the derivative of ", loss, " to 0, divided by 2.",
             state=equation(row(first, w, MINUS, second, PLUS, rate, w), 0), minor=True),
        step("Solve for ", w, ", with ", equation(rate, weight),
             ". The penalty makes the denominator larger and so the slope smaller.",
             state=result(w, Frac(put(mixed), row(put(squares), PLUS, put(weight))), Frac(put(mixed), put(bottom)),
                          value=value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("regression_line", regression_line, "vector vector",
             "[a, b] of the least-squares line y = a + b x, by sums",
             "regression_line([0, 1, 2], [1, 3, 5]) == [1, 2]"),
    Function("regression_normal_equations", regression_normal_equations, "vector vector",
             "[a, b] of the least-squares line y = a + b x, by the normal equations",
             "regression_normal_equations([0, 1, 2], [1, 3, 5]) == [1, 2]"),
    Function("prediction_residual", prediction_residual, "number number number number",
             "[predicted value, residual] of a point, from a, b, x and y", "prediction_residual(1, 2, 3, 8) == [7, 1]"),
    Function("residual_sum", residual_sum, "vector vector",
             "the residual sum of squares of the least-squares line", "residual_sum([0, 1, 2], [0, 3, 0]) == 6"),
    Function("ridge_slope", ridge_slope, "vector vector number",
             "the slope of the ridge line through the origin, from x, y and the weight of the penalty",
             "ridge_slope([1, 2], [3, 6], 5) == 3/2"),
)  # fmt: skip
