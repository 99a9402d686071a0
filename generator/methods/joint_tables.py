"""Tables of joint probabilities: marginals, conditionals, independence, covariance and correlation.

A table is a matrix: row i and column j hold P(Aᵢ ∩ Bⱼ), and with values P(X = xᵢ, Y = yⱼ).

>>> joint_marginals(Matrix(((Fraction(1, 2), 0), (Fraction(1, 4), Fraction(1, 4)))), "columns").value
(Fraction(3, 4), Fraction(1, 4))
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from generator.maths.arithmetic import add, divide, dot, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, factor, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number
from generator.methods.bayes import check_distribution, indexed, p_of
from generator.methods.layout import stacked, together
from generator.methods.moments import correlation_step, covariance_of, mean_of, variance_of
from generator.methods.numerals import put
from generator.methods.results import TWO, product, products_of, result, sum_of
from generator.methods.wording import equation, step
from generator.model import Formula, Frac, Op, Script, Step, Sym

MOST_ROWS = 5
"""Bound on the rows and on the columns of a table."""

_X, _Y = Sym("X"), Sym("Y")
_XY = row(_X, _Y)


def _check(joint: Matrix) -> None:
    rows, columns = joint.shape
    if not (2 <= rows <= MOST_ROWS and 2 <= columns <= MOST_ROWS):
        raise MathsError(f"a table of joint probabilities has 2 to {MOST_ROWS} rows and as many columns")
    check_distribution([p for line in joint.rows for p in line])


def _both(i: int, j: int) -> Formula:
    return p_of(row(indexed("A", i), Op("∩"), indexed("B", j)))


def _lines_along(joint: Matrix, along: str) -> tuple[tuple[Anything, ...], ...]:
    if along not in ("rows", "columns"):
        raise MathsError("say `rows` or `columns`")
    return joint.rows if along == "rows" else joint.columns()


def _sums(joint: Matrix, along: str) -> tuple[Anything, ...]:
    return tuple(reduce(add, line) for line in _lines_along(joint, along))


def _marginal_step(joint: Matrix, along: str, *, minor: bool = False) -> Step:
    letter = "A" if along == "rows" else "B"
    states = [
        result(p_of(indexed(letter, k)), sum_of(line), value=value)
        for k, (line, value) in enumerate(zip(_lines_along(joint, along), _sums(joint, along), strict=True))
    ]
    what = "row" if along == "rows" else "column"
    words = f"Add each {what}: the event happens together with one of the others."
    return step(words, state=together(*states), minor=minor)


def joint_marginals(joint: Matrix, along: str) -> Worked:
    """The vector of P(Aᵢ) (`rows`) or of P(Bⱼ) (`columns`). Raises MathsError if the table is none."""
    _check(joint)
    return Worked(_sums(joint, along), (_marginal_step(joint, along),))


def joint_conditional(joint: Matrix, along: str, k: int) -> Worked:
    """The vector of all P(Bⱼ | Aₖ) (`rows`), or of all P(Aᵢ | Bₖ) (`columns`), k from 1.

    Raises MathsError if the table is none, there is no k-th line, or its event is impossible.
    """
    _check(joint)
    lines = _lines_along(joint, along)
    if not 1 <= k <= len(lines):
        raise MathsError(f"there is no {k} among the {len(lines)} {along}")
    line = lines[k - 1]
    whole = reduce(add, line)
    if whole == 0:
        raise MathsError("the condition cannot happen, so nothing is conditional on it")
    value = tuple(divide(p, whole) for p in line)
    first, other = ("A", "B") if along == "rows" else ("B", "A")
    known = indexed(first, k - 1)
    what = "row" if along == "rows" else "column"
    shares = []
    for j, (p, share) in enumerate(zip(line, value, strict=True)):
        both = _both(k - 1, j) if along == "rows" else _both(j, k - 1)
        shares.append(
            result(
                p_of(indexed(other, j), known),
                Frac(both, p_of(known)),
                Frac(put(p), put(whole)),
                value=share,
            )
        )
    steps = (
        step(
            f"Add the {what} of ",
            known,
            " to find its probability.",
            state=result(p_of(known), sum_of(line), value=whole),
        ),
        step(
            f"Divide each entry of the {what} by it: within ",
            known,
            ", these are the shares of the other event.",
            state=together(*shares),
        ),
    )
    return Worked(value, steps)


def independence_check(joint: Matrix) -> Worked:
    """Are rows and columns independent: is every entry the product of its marginals? The value is true or false.

    Raises MathsError if the table is none.
    """
    _check(joint)
    across, down = _sums(joint, "rows"), _sums(joint, "columns")
    cells = [(i, j) for i in range(len(across)) for j in range(len(down))]
    apart = [(i, j) for i, j in cells if multiply(across[i], down[j]) != joint.rows[i][j]]
    states = []
    for i, j in apart[:1] or cells:
        entry = joint.rows[i][j]
        numbers = product(put(across[i]), put(down[j]))
        joined = multiply(across[i], down[j])
        names = row(p_of(indexed("A", i)), p_of(indexed("B", j)))
        if apart:
            alike = put(joined) == put(entry)
            seen = typeset if alike else put  # rounded, they might not look different
            unlike = row(Op("≠"), equation(seen(entry), _both(i, j)))
            states.append(row(equation(names, numbers, seen(joined)), unlike))
        else:
            states.append(equation(names, numbers, put(joined), _both(i, j)))
    if apart:
        words = "Compare a product of marginals with its entry: they differ, so rows and columns are not independent."
    else:
        words = "Compare each product of marginals with its entry: all agree, so rows and columns are independent."
    last = step(words, state=states[0] if apart else stacked(*states))
    return Worked(not apart, (_marginal_step(joint, "rows"), _marginal_step(joint, "columns"), last))


# ─── With values: covariance and correlation ─────────────────────────────────────────────────────────────


def _check_values(joint: Matrix, first: Sequence[Any], second: Sequence[Any]) -> None:
    _check(joint)
    if joint.shape != (len(first), len(second)):
        raise MathsError("each row needs a value of X, and each column one of Y")
    if not all(map(is_number, (*first, *second))):
        raise MathsError("the values of the variables are rational numbers")


def _covariance(joint: Matrix, first: Sequence[Any], second: Sequence[Any]) -> tuple[Anything, list[Step]]:
    """The covariance, and the steps to it: marginals, means, the mean of the product, the shortcut."""
    across, down = _sums(joint, "rows"), _sums(joint, "columns")
    mean_x, mean_y = dot(tuple(first), across), dot(tuple(second), down)
    terms: list[Formula] = []
    mixed: Anything = 0
    for x, line in zip(first, joint.rows, strict=True):
        for y, p in zip(second, line, strict=True):
            mixed = add(mixed, multiply(multiply(x, y), p))
            if x != 0 and y != 0 and p != 0:
                terms.append(product(product(put(x), put(y)), put(p)))
    value = subtract(mixed, multiply(mean_x, mean_y))
    margins = [
        result(p_of(equation(name, v)), sum_of(line), value=p)
        for name, values, lines, ps in ((_X, first, joint.rows, across), (_Y, second, joint.columns(), down))
        for v, line, p in zip(values, lines, ps, strict=True)
    ]
    shown = row(put(mixed), MINUS, factor(put(mean_x)), DOT, factor(put(mean_y)))
    return value, [
        step(
            "Add rows and columns to find the distribution of each variable.",
            state=together(*margins),
            minor=True,
        ),
        step(
            "The means: multiply each value by its probability and add.",
            state=together(
                result(mean_of(_X), products_of(first, across), value=mean_x),
                result(mean_of(_Y), products_of(second, down), value=mean_y),
            ),
        ),
        step(
            "The mean of the product: each product of values times its joint probability; products that are 0 are left "
            "out.",
            state=result(mean_of(_XY), join_terms(terms), value=mixed),
        ),
        step(
            "The covariance is the mean of the product minus the product of the means.",
            state=result(
                covariance_of(_X, _Y),
                row(mean_of(_XY), Op("−"), mean_of(_X), mean_of(_Y)),
                shown,
                value=value,
            ),
        ),
    ]


def joint_covariance(joint: Matrix, first: Sequence[Any], second: Sequence[Any]) -> Worked:
    """Cov[X, Y] from a table, the values of X (rows) and those of Y (columns). Raises MathsError if they do not fit."""
    _check_values(joint, first, second)
    value, steps = _covariance(joint, first, second)
    return Worked(value, tuple(steps))


def joint_correlation(joint: Matrix, first: Sequence[Any], second: Sequence[Any]) -> Worked:
    """The correlation of X and Y, as `joint_covariance`. Raises MathsError also if one of them does not vary."""
    _check_values(joint, first, second)
    covariance, steps = _covariance(joint, first, second)
    spreads: list[Anything] = []
    states = []
    for name, values, ps in ((_X, first, _sums(joint, "rows")), (_Y, second, _sums(joint, "columns"))):
        mean, squares = dot(tuple(values), ps), tuple(power(v, 2) for v in values)
        second_moment = dot(squares, ps)
        spread = subtract(second_moment, power(mean, 2))
        square = mean_of(Script(name, above=TWO))
        rule = row(square, MINUS, Script(mean_of(name), above=TWO))
        numbers = row(put(second_moment), MINUS, raised(put(mean), TWO))
        states += [
            result(square, products_of(squares, ps), value=second_moment),
            result(variance_of(name), rule, numbers, value=spread),
        ]
        spreads.append(spread)
    value, last = correlation_step(Sym("ρ"), covariance, *spreads)
    words = "The variances: the mean of the squares minus the square of the mean."
    return Worked(value, (*steps, step(words, state=together(*states)), last))


TABLE = table(
    Function("joint_marginals", joint_marginals, "matrix word",
             "the marginal probabilities of a table, of its 'rows' or its 'columns'",
             "joint_marginals([[0.1, 0.2], [0.3, 0.4]], 'rows') == [0.3, 0.7]"),
    Function("joint_conditional", joint_conditional, "matrix word integer",
             "the conditional probabilities in one of the 'rows' or 'columns' of a table",
             "joint_conditional([[0.1, 0.3], [0.2, 0.4]], 'rows', 1) == [1/4, 3/4]"),
    Function("independence_check", independence_check, "matrix",
             "are rows and columns of a table of probabilities independent?",
             "independence_check([[0.1, 0.1], [0.4, 0.4]])"),
    Function("joint_covariance", joint_covariance, "matrix vector vector",
             "covariance from a table, the values of its rows and those of its columns",
             "joint_covariance([[0.5, 0], [0, 0.5]], [0, 1], [0, 1]) == 1/4"),
    Function("joint_correlation", joint_correlation, "matrix vector vector",
             "correlation from a table, the values of its rows and those of its columns",
             "joint_correlation([[0.5, 0], [0, 0.5]], [0, 1], [0, 1]) == 1"),
)  # fmt: skip
