"""Principal components: centred data, the first component of a 2×2 covariance, shares, codes, reconstructions.

>>> principal_component(Matrix(((2, 1), (1, 2)))).value
(1, 1)
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from generator.maths.arithmetic import add, divide, dot, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, PLUS, factor, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number
from generator.methods.bayes import indexed
from generator.methods.data import MEAN, check_data, mean, mean_state
from generator.methods.layout import together
from generator.methods.numerals import put, quotient, root
from generator.methods.results import TWO, product, result, sum_of
from generator.methods.wording import equation, step
from generator.model import Accent, Fence, Formula, Frac, Num, Op, Root, Script, Step, Sym

MOST_VARIABLES = 4

_L, _T, _D = Sym("λ"), Sym("t"), Sym("d")
_V = Sym("v", "bold")


def centred_data(data: Matrix) -> Worked:
    """The data with its mean subtracted from each column; 1 to 30 rows, 1 to 4 columns."""
    if data.shape[1] > MOST_VARIABLES:
        raise MathsError(f"this takes 1 to {MOST_VARIABLES} variables, one a column")
    for line in data.columns():
        check_data(line)
    centre = tuple(map(mean, data.columns()))
    value = Matrix(
        tuple(tuple(subtract(x, m) for x, m in zip(line, centre, strict=True)) for line in data.rows)
    )
    names = [Script(MEAN, below=Num(str(k + 1))) for k in range(len(centre))]
    moved = Script(Sym("X", "bold"), below=Sym("c", "upright"))
    steps = (
        step("The mean of each column.",
             state=together(*(mean_state(line, name) for line, name in zip(data.columns(), names, strict=True)))),
        step("Subtract it from every entry of its column.", state=equation(moved, value)),
    )  # fmt: skip
    return Worked(value, steps)


def _check_covariance(covariance: Matrix) -> tuple[Anything, Anything, Anything]:
    if covariance.shape != (2, 2) or not all(is_number(x) for line in covariance.rows for x in line):
        raise MathsError("this takes a 2×2 matrix of rational numbers")
    (a, b), (c, d) = covariance.rows
    if b != c:
        raise MathsError("a covariance matrix is symmetric")
    if a < 0 or d < 0 or a * d < b * b:
        raise MathsError("this is no covariance matrix: a variance is negative, or the covariance too large")
    return a, b, d


def principal_variances(covariance: Matrix) -> Worked:
    """[λ₁, λ₂], the eigenvalues of a 2×2 covariance matrix, the larger first.

    Raises MathsError if the matrix is no covariance matrix of rational numbers.
    """
    a, b, d = _check_covariance(covariance)
    first, second, steps = _variances(a, b, d)
    return Worked((first, second), steps)


def _variances(a: Anything, b: Anything, d: Anything) -> tuple[Anything, Anything, tuple[Step, ...]]:
    trace, determinant = add(a, d), subtract(multiply(a, d), power(b, 2))
    spread = root(subtract(power(trace, 2), multiply(4, determinant)))
    first, second = quotient(add(trace, spread), 2), quotient(subtract(trace, spread), 2)
    names = indexed("λ", 0), indexed("λ", 1)
    inside = row(raised(put(trace), TWO), MINUS, Num("4"), DOT, factor(put(determinant)))

    def line(name: Formula, sign: Op, value: Anything) -> Formula:
        return result(name, Frac(row(put(trace), sign, Root(inside)), TWO), value=value)

    return first, second, (
        step("Trace and determinant of the covariance matrix.", state=together(
            result(_T, join_terms([put(a), put(d)]), value=trace),
            result(_D, row(product(put(a), put(d)), MINUS, raised(put(b), TWO)), value=determinant))),
        step("The eigenvalues solve ", equation(row(Script(_L, above=TWO), MINUS, _T, _L, PLUS, _D), 0),
             "; they are the variances along the components, the larger first.",
             state=together(line(names[0], PLUS, first), line(names[1], MINUS, second))),
    )  # fmt: skip


def principal_component(covariance: Matrix) -> Worked:
    """An eigenvector of a 2×2 covariance matrix for its larger eigenvalue: whole and coprime where it can be.

    Raises MathsError as `principal_variances`, and if both eigenvalues are equal.
    """
    a, b, d = _check_covariance(covariance)
    first, second, steps = _variances(a, b, d)
    if first == second:
        raise MathsError("both eigenvalues are equal, so no direction is the first")
    if b == 0:
        value: tuple[Anything, Anything] = (1, 0) if a > d else (0, 1)
        last = step("The matrix is diagonal, so the components are the axes: take the one with the larger variance.",
                    state=equation(_V, value))  # fmt: skip
        return Worked(value, (*steps, last))
    raw = b, subtract(first, a)
    value = _coprime(raw)
    first_row = row(
        Fence("(", row(put(a), MINUS, indexed("λ", 0)), ")"), indexed("v", 0), *_term(b, indexed("v", 1))
    )
    shifted = row(Sym("C", "bold"), MINUS, indexed("λ", 0), Sym("I", "bold"))
    system = equation(row(Fence("(", shifted, ")"), _V), 0)
    state = equation(_V, raw) if raw == value else row(equation(_V, raw), Op("∥"), typeset(value))
    return Worked(value, (
        *steps,
        step("The first row of ", system, ".", state=equation(first_row, 0), minor=True),
        step("This vector solves ", system, ", and so do its multiples", "" if raw == value else "; take the simplest",
             ".", state=state),
    ))  # fmt: skip


def _term(coefficient: Anything, name: Formula) -> tuple[Formula, ...]:
    sign = MINUS if coefficient < 0 else PLUS
    size = put(
        abs(coefficient) if type(coefficient) is int else multiply(-1 if coefficient < 0 else 1, coefficient)
    )
    return (sign, name) if size == Num("1") else (sign, size, DOT, name)


def _coprime(vector: tuple[Anything, Anything]) -> tuple[Anything, Anything]:
    """The vector without common factor, its first entry positive; as it is if its entries are not rational."""
    if not all(map(is_number, vector)):
        return vector
    entries = [Fraction(entry) for entry in vector]
    scale = math.lcm(*(entry.denominator for entry in entries))
    whole = [int(entry * scale) for entry in entries]
    shared = math.gcd(*whole) * (-1 if whole[0] < 0 else 1)
    return whole[0] // shared, whole[1] // shared


def explained_variance(variances: Sequence[Any], k: int) -> Worked:
    """The share of the first k eigenvalues, which stand in falling order, in the sum of all.

    Raises MathsError if they are negative, not in falling order, or all 0.
    """
    if not 1 <= k <= len(variances) <= 10:
        raise MathsError("this takes at most 10 eigenvalues, and a number of them to keep")
    if not all(is_number(v) and v >= 0 for v in variances) or variances[0] == 0:
        raise MathsError("variances are rational numbers, not negative, and not all 0")
    if any(p < q for p, q in itertools.pairwise(variances)):
        raise MathsError("the eigenvalues stand in falling order")
    kept, whole = reduce(add, variances[:k]), reduce(add, variances)
    value = quotient(kept, whole)
    steps = (
        step(
            "Add all eigenvalues: this is the variance of the data.",
            state=result(Sym("V"), sum_of(variances), value=whole),
        ),
        step(
            "Divide the sum of those that are kept by it.",
            state=result(
                Sym("q"),
                Frac(sum_of(variances[:k]), put(whole)),
                Frac(put(kept), put(whole)),
                value=value,
            ),
        ),
    )
    return Worked(value, steps)


# ─── A point ─────────────────────────────────────────────────────────────────────────────────────────────


def _centre(
    point: Sequence[Any], centre: Sequence[Any], direction: Sequence[Any]
) -> tuple[tuple[Anything, ...], Step]:
    if not len(point) == len(centre) == len(direction) <= MOST_VARIABLES:
        raise MathsError(f"point, mean and direction have one length, at most {MOST_VARIABLES}")
    if not all(map(is_number, (*point, *centre, *direction))) or not any(direction):
        raise MathsError("point, mean and direction are rational numbers, and the direction is not 0")
    moved = tuple(subtract(x, m) for x, m in zip(point, centre, strict=True))
    moved_name, x, m = Sym("y", "bold"), typeset(tuple(point)), typeset(tuple(centre))
    return moved, step(
        "Subtract the mean from the point.", state=equation(moved_name, row(x, MINUS, m), moved)
    )


def pca_code(point: Sequence[Any], centre: Sequence[Any], direction: Sequence[Any]) -> Worked:
    """The coordinate of a point along a component: (x − m) · v/‖v‖. The direction need not have length 1.

    Raises MathsError if the three differ in length, or the direction is 0.
    """
    moved, first = _centre(point, centre, direction)
    inner, squares = dot(moved, tuple(direction)), dot(tuple(direction), tuple(direction))
    value = divide(inner, root(squares))
    bars = Fence("‖", _V, "‖")
    y = Sym("y", "bold")
    steps = (
        first,
        step("Its product with the direction, and the length of the direction.", state=together(
            result(row(y, DOT, _V), _dot_shown(moved, direction), value=inner),
            result(bars, Root(_squares_shown(direction)), value=root(squares)))),
        step("Divide by the length: this is the code of the point.",
             state=result(Sym("z"), Frac(row(y, DOT, _V), bars), Frac(put(inner), put(root(squares))), value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def _dot_shown(u: Sequence[Anything], v: Sequence[Anything]) -> Formula:
    return join_terms([product(put(p), put(q)) for p, q in zip(u, v, strict=True)])


def _squares_shown(v: Sequence[Anything]) -> Formula:
    return join_terms([raised(put(entry), TWO) for entry in v])


def pca_reconstruction(point: Sequence[Any], centre: Sequence[Any], direction: Sequence[Any]) -> Worked:
    """The point of the line through the mean along a component that is nearest to x: m + ((x − m) · v)/(v · v) v.

    Raises MathsError as `pca_code`.
    """
    moved, first = _centre(point, centre, direction)
    inner, squares = dot(moved, tuple(direction)), dot(tuple(direction), tuple(direction))
    share = quotient(inner, squares)
    value = tuple(add(m, multiply(share, v)) for m, v in zip(centre, direction, strict=True))
    y, c = Sym("y", "bold"), Sym("c")
    name = Accent("tilde", Sym("x", "bold"))
    rule = Frac(row(y, DOT, _V), row(_V, DOT, _V))
    steps = (
        first,
        step("Its products with the direction, and of the direction with itself.", state=together(
            result(row(y, DOT, _V), _dot_shown(moved, direction), value=inner),
            result(row(_V, DOT, _V), _squares_shown(direction), value=squares))),
        step("Their ratio tells how many times the direction fits.",
             state=result(c, rule, Frac(put(inner), put(squares)), value=share)),
        step("Go that far from the mean: add the mean again.",
             state=equation(name, row(typeset(tuple(centre)), PLUS, product(c, typeset(tuple(direction)))), value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("centred_data", centred_data, "matrix", "data with the mean of each column subtracted",
             "centred_data([[1, 2], [3, 6]]) == [[-1, -2], [1, 2]]"),
    Function("principal_variances", principal_variances, "matrix",
             "the eigenvalues of a 2×2 covariance matrix, the larger first",
             "principal_variances([[2, 1], [1, 2]]) == [3, 1]"),
    Function("principal_component", principal_component, "matrix",
             "the direction of the first principal component of a 2×2 covariance matrix",
             "principal_component([[2, 1], [1, 2]]) == [1, 1]"),
    Function("explained_variance", explained_variance, "vector integer",
             "the share of the first k eigenvalues, in falling order, in their sum",
             "explained_variance([6, 3, 1], 2) == 9/10"),
    Function("pca_code", pca_code, "vector vector vector",
             "the coordinate of a point along a component, from point, mean and direction",
             "pca_code([4, 5], [1, 1], [3, 4]) == 5"),
    Function("pca_reconstruction", pca_reconstruction, "vector vector vector",
             "the point of a component's line that is nearest to a point, from point, mean and direction",
             "pca_reconstruction([2, 0], [0, 0], [1, 1]) == [1, 1]"),
)  # fmt: skip
