"""Eigenvalues of a 2×2 matrix from its characteristic polynomial, and the eigenvector of an eigenvalue.

eigenvalues_2x2([[2, 1], [1, 2]])        # λ² − 4λ + 3 = (λ − 1)(λ − 3) = 0
eigenvector([[2, 1], [1, 2]], 3)         # −v₁ + v₂ = 0, so (1, 1)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.maths.arithmetic import multiply, negate, subtract
from generator.maths.function import Function, table
from generator.maths.matrices import determinant, primitive, real_roots_quadratic, square_size, trace
from generator.maths.notation import (
    DOT,
    EMPTY,
    MINUS,
    ZERO,
    factor,
    join_terms,
    minus,
    paren,
    power,
    row,
    times,
)
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe, is_number
from generator.methods.elimination import (
    Line,
    back_substitution,
    leads_to,
    numbered,
    reduction,
    row_equation,
    unknowns_from,
)  # fmt: skip
from generator.methods.vectors import side_by_side
from generator.methods.wording import chain, equation, step
from generator.model import Formula, Frac, Grid, Num, Op, Root, Step, Sym

LAMBDA = Sym("λ")
VECTOR = Sym("v", "bold")
IDENTITY = Sym("I")
TWO = Num("2")


# ─── Eigenvalues ─────────────────────────────────────────────────────────────────────────────────────────


def eigenvalues_2x2(a: Matrix) -> Worked:
    """The real eigenvalues of a rational 2×2 matrix, increasing and without repetition.

    Raises MathsError for another shape, for entries that are not rational, and if they are not real.
    """
    if a.shape != (2, 2) or not _is_rational(a):
        raise MathsError(f"`eigenvalues_2x2` takes a 2×2 matrix of rational numbers, not {describe(a)}")
    (p, q), (r, s) = a.rows
    total, product = trace(a), determinant(a)
    values = real_roots_quadratic(1, negate(total), product)
    upper, lower = difference(typeset(p), LAMBDA), difference(typeset(s), LAMBDA)
    bars = Grid(((upper, typeset(q)), (typeset(r), lower)), "|", "|")
    across = row(MINUS, factor(typeset(q)), DOT, factor(typeset(r)))
    expanded = join_terms([row(paren(upper), paren(lower)), across])
    polynomial = _quadratic(total, product)
    return Worked(
        values,
        (
            step("Subtract ", LAMBDA, " from both diagonal entries. The eigenvalues are the numbers ", LAMBDA,
                 " for which the determinant of the result is 0.", state=equation(bars, 0)),
            step("Work out the determinant. As a check, the coefficient of ", LAMBDA, " is the opposite of "
                 "the trace ", total, ", and the last term is the determinant ", product, " of the matrix.",
                 state=chain(bars, expanded, polynomial)),
            *_root_steps(total, product, values, polynomial),
        ),
    )  # fmt: skip


def _root_steps(
    total: Anything, product: Anything, values: Sequence[Anything], polynomial: Formula
) -> Iterator[Step]:
    """From `λ² − total λ + product = 0` to its roots."""
    yield quadratic_step("it", total, product, values, polynomial)
    if not is_number(values[0]):
        yield step("These are the two eigenvalues.", state=eigenvalue_list(values))
    elif len(values) == 1:
        yield step("So there is one eigenvalue, which counts twice.", state=equation(LAMBDA, values[0]))
    else:
        yield step("A product is 0 only if one of its factors is 0.", state=eigenvalue_list(values))


def quadratic_step(
    what: str, total: Anything, product: Anything, values: Sequence[Anything], polynomial: Formula
) -> Step:
    """Solves `λ² − total λ + product = 0`, called `what`: by factors if its roots are rational, else by formula."""
    if not is_number(values[0]):
        inside = subtract(multiply(total, total), multiply(4, product))
        formula = Frac(row(typeset(total), Op("±"), Root(typeset(inside))), TWO)
        return step(f"Set {what} to 0 and use the quadratic formula.", state=equation(LAMBDA, formula))
    if len(values) == 1:
        squared = power(root_factor(values[0]), TWO)
        return step(f"Set {what} to 0. It is a square.", state=equation(polynomial, squared, 0))
    factored = row(*sorted((root_factor(value) for value in values), key=lambda f: f != LAMBDA))
    return step(f"Set {what} to 0 and factor it: two numbers with sum ", total, " and product ", product, " are ",
                values[0], " and ", values[1], ".", state=equation(polynomial, factored, 0))  # fmt: skip


def eigenvalue_list(values: Sequence[Anything]) -> Formula:
    """`λ₁ = −1, λ₂ = 3`; `λ = 2` if there is one."""
    names = numbered("λ", len(values)) if len(values) > 1 else (LAMBDA,)
    return side_by_side(equation(name, value) for name, value in zip(names, values, strict=True))


def root_factor(root: Anything) -> Formula:
    """`(λ − 3)`, `(λ + 2)`, `λ`: the factor that a root belongs to."""
    return paren(join_terms([LAMBDA, minus(typeset(root))])) if root else LAMBDA


def difference(a: Formula, b: Formula) -> Formula:
    """`a − b`, and `−b` where a is 0."""
    return row(MINUS, b) if a == ZERO else join_terms([a, row(MINUS, b)])


def _quadratic(total: Anything, product: Anything) -> Formula:
    """`λ² − total λ + product`, without the terms that are 0."""
    linear = times(typeset(negate(total)), LAMBDA) if total else EMPTY
    return join_terms([power(LAMBDA, TWO), linear, typeset(product) if product else EMPTY])


# ─── Eigenvectors ────────────────────────────────────────────────────────────────────────────────────────


def eigenvector(a: Matrix, value: Anything) -> Worked:
    """The eigenvector of a rational eigenvalue: smallest whole entries, the first that is not 0 positive.

    Raises MathsError if `value` is no eigenvalue, if its eigenspace has more than one dimension, and for
    entries that are not rational.
    """
    n = square_size(a, "an eigenvector")
    if n < 2 or not _is_rational(a):
        raise MathsError(f"`eigenvector` takes a square matrix of rational numbers, not {describe(a)}")
    shifted = shifted_by(a, value)
    if determinant(Matrix(shifted)) != 0:
        raise MathsError("the number is not an eigenvalue of the matrix")
    names = numbered("v", n)
    steps = [shift_step(a, value, shifted)]
    lines: tuple[Line, ...] = shifted
    if n == 2:
        lines = (primitive(tuple(map(Fraction, shifted[0] if any(shifted[0]) else shifted[1]))),)
    else:
        for operation in reduction(shifted, n):
            lines = operation.lines
            steps.append(Step(operation.words, typeset(Matrix(lines))))
    free = _free_unknown(lines, n)
    rows = tuple((*line, 0) for line in lines)
    if n == 2:
        steps.append(_equation_step(shifted, rows[0], names))
    found = unknowns_from(rows, {free: 1})
    vector = primitive(tuple(Fraction(found[j]) for j in range(n)))
    choice = equation(names[free], vector[free])
    steps.append(step(
        "Nothing fixes ", names[free], ": every choice but 0 gives an eigenvector, and all of these are "
        "parallel. The choice ", choice, " keeps the entries whole.",
    ))  # fmt: skip
    steps += back_substitution(rows, names, dict(enumerate(vector)), "the equation" if n == 2 else "row")
    steps.append(step("Put the entries together.", state=equation(VECTOR, vector)))
    return Worked(vector, tuple(steps))


def shifted_by(a: Matrix, value: Anything) -> tuple[Line, ...]:
    """The rows of A − λI."""
    return tuple(
        tuple(subtract(entry, value) if i == j else entry for j, entry in enumerate(line))
        for i, line in enumerate(a.rows)
    )


def shift_step(a: Matrix, value: Anything, shifted: tuple[Line, ...]) -> Step:
    """From A to the rows of A − λI."""
    if value == 0:
        return step("The eigenvalue is 0, so nothing is subtracted from the diagonal.", state=typeset(a))
    times_identity = minus(times(typeset(value), IDENTITY))
    return step("Subtract the eigenvalue from every diagonal entry.",
                state=equation(join_terms([typeset(a), times_identity]), Matrix(shifted)))  # fmt: skip


def _equation_step(shifted: tuple[Line, ...], line: Line, names: Sequence[Formula]) -> Step:
    """What is left of two rows that are multiples of each other."""
    given = shifted[0] if any(shifted[0]) else shifted[1]
    long, short = row_equation((*given, 0), names), row_equation(line, names)
    words = (
        "Multiply by ", VECTOR, " and set the result to 0. One row is a multiple of the other, as it must be "
        "for an eigenvalue, so one equation is left.",
    )  # fmt: skip
    return step(*words, state=long if long == short else leads_to(long, short))


def _free_unknown(lines: Sequence[Line], n: int) -> int:
    """The column without a pivot. Raises MathsError if there is more than one."""
    pivots = [next(j for j, entry in enumerate(line) if entry) for line in lines if any(line)]
    if len(pivots) < n - 1:
        raise MathsError("the eigenvalue has more than one eigenvector, apart from multiples")
    return next(j for j in range(n) if j not in pivots)


def _is_rational(a: Matrix) -> bool:
    return all(is_number(entry) for line in a.rows for entry in line)


TABLE = table(
    Function("eigenvalues_2x2", eigenvalues_2x2, "matrix",
             "the real eigenvalues of a 2×2 matrix, increasing, from its characteristic polynomial",
             "eigenvalues_2x2([[2, 1], [1, 2]]) == [1, 3]"),
    Function("eigenvector", eigenvector, "matrix number", "the smallest whole eigenvector of an eigenvalue",
             "eigenvector([[2, 1], [1, 2]], 3) == [1, 1]"),
)  # fmt: skip
