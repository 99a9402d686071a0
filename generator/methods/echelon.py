"""Row reduction of a matrix: echelon forms, the inverse, all solutions of a system, the null space.

The operations and the choice of pivots are those of `elimination`. Where unknowns are free, each gets a
parameter, scaled so that the vector that goes with it is whole.

    rref_by_elimination([[1, 2], [3, 4]])            # R₂ ← R₂ − 3R₁, R₂ ← −1/2 R₂, R₁ ← R₁ − 2R₂
    general_solution([[1, 1]], [3])                  # x = (3, 0) + t (−1, 1)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from generator.maths.function import Function, table
from generator.maths.matrices import square_size
from generator.maths.notation import EMPTY, join_terms, power, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, normal
from generator.methods.elimination import (
    Line,
    Operation,
    augmented,
    leading_places,
    numbered,
    reduction,
    upward_reduction,
)
from generator.methods.nearness import EQUALS
from generator.methods.vectors import indexed, side_by_side
from generator.methods.wording import equation, step
from generator.model import Formula, Grid, Lines, Step, Sym

Lined = tuple[Line, ...]

MAX_INVERSE = 4
"""Largest matrix whose inverse is found step by step."""


def echelon_by_elimination(a: Matrix) -> Worked:
    """An echelon form with whole entries, reached without scaling rows more than needed.

    Raises MathsError for entries that are not rational.
    """
    lines, steps = _carried_out(a.rows, reduction(a.rows, a.shape[1]), _matrix)
    words = "Each row now starts further right than the one above it, so this is an echelon form. It has "
    return Worked(Matrix(lines), (_start(a), *steps, step(words, *_pivots(lines), ".")))


def rref_by_elimination(a: Matrix) -> Worked:
    """The reduced echelon form. Raises MathsError for entries that are not rational."""
    lines, steps = _fully_reduced(a.rows, a.shape[1], _matrix)
    words = step(
        "Each pivot is 1 and alone in its column, so this is the reduced echelon form. It has ",
        *_pivots(lines), ".",
    )  # fmt: skip
    return Worked(Matrix(lines), (_start(a), *steps, words))


def inverse_by_elimination(a: Matrix) -> Worked:
    """A⁻¹ by Gauss and Jordan: (A | I) becomes (I | A⁻¹); up to 4×4.

    Raises MathsError for a larger matrix, entries that are not rational, and if there is no inverse.
    """
    n = square_size(a, "the inverse")
    if n > MAX_INVERSE:
        raise MathsError(f"`inverse_by_elimination` takes matrices up to {MAX_INVERSE}×{MAX_INVERSE}")
    wide = tuple(line + tuple(int(i == j) for j in range(n)) for i, line in enumerate(a.rows))

    def state(lines: Lined) -> Formula:
        return augmented(lines, n)

    lines, down = _carried_out(wide, reduction(wide, n), state)
    if any(not any(line[:n]) for line in lines):
        raise MathsError("the matrix has no inverse: its echelon form has a row of zeros")
    lines, up = _carried_out(lines, upward_reduction(lines), state)
    value = Matrix(tuple(line[n:] for line in lines))
    return Worked(
        value,
        (
            step("Write the identity matrix beside the matrix. What turns the left half into the identity turns the "
                 "right half into the inverse.", state=state(wide)),
            *down,
            *up,
            step("On the left is the identity now, so on the right is the inverse.",
                 state=equation(power(typeset(a), typeset(-1)), value)),
        ),
    )  # fmt: skip


def general_solution(a: Matrix, b: Line) -> Worked:
    """All solutions of A x = b, as a list: one solution, then the vectors whose multiples are added to it.

    Raises MathsError for entries that are not rational, and if there is no solution.
    """
    height, n = a.shape
    if len(b) != height:
        raise MathsError("a system needs one right-hand side for each row")
    wide = tuple((*line, entry) for line, entry in zip(a.rows, b, strict=True))
    lines, down = _carried_out(wide, reduction(wide, n), augmented)
    if any(line[n] and not any(line[:n]) for line in lines):
        raise MathsError("the system has no solution")
    lines, up = _carried_out(lines, upward_reduction(lines), augmented)
    start, basis = _solutions(lines, n)
    terms = [typeset(start), *_multiples(list(map(typeset, basis)))]
    words = (
        "Sort by the parameters: one solution, and the solutions with 0 on the right-hand side."
        if basis
        else "There is no free unknown, so this is the only solution."
    )
    return Worked(
        (start, *basis),
        (
            step("Write the system as an augmented matrix.", state=augmented(wide)),
            *down,
            *up,
            *_read_off(lines, n, start, basis),
            step(words, state=equation(Grid(tuple((name,) for name in numbered("x", n))), join_terms(terms))),
        ),
    )  # fmt: skip


def null_space_basis(a: Matrix) -> Worked:
    """The list of whole vectors that span the null space, one for each free unknown.

    Raises MathsError for entries that are not rational, and if only the zero vector is in the null space.
    """
    n = a.shape[1]
    lines, steps = _fully_reduced(a.rows, n, _matrix)
    wide = tuple((*line, 0) for line in lines)
    start, basis = _solutions(wide, n)
    if not basis:
        raise MathsError("the null space holds the zero vector alone")
    count = "This vector spans" if len(basis) == 1 else "These vectors are a basis of"
    names = [indexed("n", k + 1) for k in range(len(basis))] if len(basis) > 1 else [Sym("n", "bold")]
    state = side_by_side(map(equation, names, basis))
    return Worked(
        basis,
        (
            step("The null space holds the solutions of ", _HOMOGENEOUS, ". Reduce the rows of ", _A, ".",
                 state=equation(_A, a)),
            *steps,
            *_read_off(wide, n, start, basis),
            step("Collect what each parameter is multiplied by. ", count, " the null space.", state=state),
        ),
    )  # fmt: skip


# ─── Parts of the methods ────────────────────────────────────────────────────────────────────────────────

_A = Sym("A")
_HOMOGENEOUS = equation(row(_A, Sym("x", "bold")), Sym("0", "bold"))


def _start(a: Matrix) -> Step:
    return step(
        "Start from the matrix, and make the entries below each pivot zero, column by column.",
        state=typeset(a),
    )


def _matrix(lines: Lined) -> Formula:
    return typeset(Matrix(lines))


def _carried_out(
    lines: Lined, operations: Iterable[Operation], state: Callable[[Lined], Formula]
) -> tuple[Lined, list[Step]]:
    """The rows after the operations, and a step for each."""
    steps = []
    for operation in operations:
        lines = operation.lines
        steps.append(Step(operation.words, state(lines)))
    return lines, steps


def _fully_reduced(lines: Lined, n: int, state: Callable[[Lined], Formula]) -> tuple[Lined, list[Step]]:
    lines, down = _carried_out(lines, reduction(lines, n), state)
    lines, up = _carried_out(lines, upward_reduction(lines), state)
    return lines, down + up


def _pivots(lines: Lined) -> tuple[str | Formula, ...]:
    count = len(leading_places(lines))
    return (typeset(count), " pivot" if count == 1 else " pivots")


def _solutions(lines: Lined, n: int) -> tuple[Line, tuple[Line, ...]]:
    """From reduced rows with a right-hand side: the solution without the free unknowns, and their vectors."""
    places = leading_places([line[:n] for line in lines])
    leading = {j for _, j in places}
    start: list[Anything] = [0] * n
    for i, j in places:
        start[j] = lines[i][n]
    basis = []
    for free in range(n):
        if free not in leading:
            vector: list[Anything] = [0] * n
            vector[free] = 1
            for i, j in places:
                vector[j] = -lines[i][free]
            scale = math.lcm(*(Fraction(entry).denominator for entry in vector))
            basis.append(tuple(normal(Fraction(entry * scale)) for entry in vector))
    return tuple(start), tuple(basis)


def _parameters(count: int) -> tuple[Formula, ...]:
    return tuple(map(Sym, "t" if count == 1 else "st")) if count < 3 else numbered("t", count)


def _multiples(things: Sequence[Formula]) -> list[Formula]:
    """Each of the things times its parameter; nothing for a 0."""
    pairs = zip(_parameters(len(things)), things, strict=True)
    return [_parameter_times(parameter, thing) for parameter, thing in pairs]


def _parameter_times(parameter: Formula, thing: Formula) -> Formula:
    if isinstance(thing, Grid):
        return row(parameter, thing)
    return EMPTY if thing == typeset(0) else times(thing, parameter)


def _read_off(lines: Lined, n: int, start: Line, basis: Sequence[Line]) -> list[Step]:
    """The free unknowns get parameters; the others are read off the reduced rows."""
    names = numbered("x", n)
    leading = {j for _, j in leading_places([line[:n] for line in lines])}
    free = [j for j in range(n) if j not in leading]
    steps = []
    if free:
        one = len(free) == 1
        choices = [
            equation(names[j], times(typeset(basis[k][j]), parameter))
            for k, (j, parameter) in enumerate(zip(free, _parameters(len(free)), strict=True))
        ]
        scaled = any(vector[j] != 1 for vector, j in zip(basis, free, strict=True))
        whole = ", scaled so that no fractions arise." if scaled else "."
        steps.append(step(
            "A column without a pivot belongs to a free unknown, which may have any value: give "
            + ("it a parameter" if one else "each a parameter") + whole,
            state=side_by_side(choices),
        ))  # fmt: skip
    if leading:
        found = [
            (names[j], row(EQUALS, join_terms(
                [typeset(start[j]) if start[j] or not any(vector[j] for vector in basis) else EMPTY,
                 *_multiples([typeset(vector[j]) for vector in basis])]
            )))
            for j in sorted(leading)
        ]  # fmt: skip
        state = row(*found[0]) if len(found) == 1 else Lines(tuple(found))
        steps.append(
            step(
                "Read the other unknowns off the rows." if free else "Read the unknowns off the rows.",
                state=state,
            )
        )
    return steps


TABLE = table(
    Function("echelon_by_elimination", echelon_by_elimination, "matrix",
             "an echelon form with whole entries, by row reduction",
             "echelon_by_elimination([[1, 2], [3, 4]]) == [[1, 2], [0, -2]]"),
    Function("rref_by_elimination", rref_by_elimination, "matrix",
             "the reduced echelon form, by row reduction",
             "rref_by_elimination([[1, 2, 3], [3, 4, 5]]) == [[1, 0, -1], [0, 1, 2]]"),
    Function("inverse_by_elimination", inverse_by_elimination, "matrix",
             "the inverse by Gauss–Jordan elimination, up to 4×4",
             "inverse_by_elimination([[2, 1], [1, 1]]) == [[1, -1], [-1, 2]]"),
    Function("general_solution", general_solution, "matrix vector",
             "all solutions of A x = b: one of them, then a basis of the null space",
             "general_solution([[1, 1]], [3])[1] == [3, 0]"),
    Function("null_space_basis", null_space_basis, "matrix", "the list of whole vectors that span the null space",
             "null_space_basis([[1, 2]])[1] == [-2, 1]"),
)  # fmt: skip
