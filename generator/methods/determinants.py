"""Determinants: by cofactors along the row or column with most zeros, and by row reduction.

determinant_by_cofactors([[1, 2], [3, 4]])         # 1 · 4 − 2 · 3 = −2
determinant_by_elimination([[0, 2], [3, 4]])       # −|3 4; 0 2| = −3 · 2 = −6
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.maths.arithmetic import multiply, negate, product, total
from generator.maths.function import Function, table
from generator.maths.matrices import minor as without
from generator.maths.matrices import square_size
from generator.maths.notation import DOT, factor, join_terms, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, normal
from generator.methods.elimination import reduction
from generator.methods.inverses import determinant_terms
from generator.methods.products import unworked
from generator.methods.vectors import derived
from generator.methods.wording import equation, step
from generator.model import Formula, Func, Grid, Step, Sym

MAX_SIZE = 4
"""Largest matrix whose determinant is found step by step."""

DETERMINANT = row(Func("det"), Sym("A"))


# ─── Cofactors ───────────────────────────────────────────────────────────────────────────────────────────


def determinant_by_cofactors(a: Matrix) -> Worked:
    """The determinant by expansion along the line with most zeros, down to 2×2; up to 4×4.

    Entries may hold symbols. Raises MathsError for another shape.
    """
    n = checked_size(a, "determinant_by_cofactors")
    if n == 1:
        words = "The determinant of a single number is that number."
        return Worked(a.rows[0][0], (step(words, state=equation(DETERMINANT, a.rows[0][0])),))
    value, steps = expanded(a)
    return Worked(value, steps)


def expanded(a: Matrix, *, minor: bool = False) -> tuple[Anything, tuple[Step, ...]]:
    """The determinant of a matrix from 2×2 on, with its steps; those of its minors are `minor`, or all."""
    if len(a.rows) == 2:
        (p, q), (r, s) = a.rows
        value = total((multiply(p, s), negate(multiply(q, r))))
        words = "Multiply along the two diagonals, and subtract."
        return value, (step(words, state=derived(bars(a), determinant_terms(a), value), minor=minor),)
    name, places = expansion_line(a.rows)
    entries = [(i, j) for i, j in places if a.rows[i][j] != 0]
    if not entries:
        return 0, (step(name.capitalize(), " holds only zeros, so the determinant is 0.",
                        state=equation(bars(a), 0), minor=minor),)  # fmt: skip
    signed = [negate(a.rows[i][j]) if (i + j) % 2 else a.rows[i][j] for i, j in entries]
    smaller = [without(a, i, j) for i, j in entries]
    terms = [times(typeset(entry), bars(small)) for entry, small in zip(signed, smaller, strict=True)]
    inner = [expanded(small, minor=True) for small in smaller]
    values = [found for found, _ in inner]
    sums = join_terms(list(map(unworked, signed, values)))
    value = total(list(map(multiply, signed, values)))
    return value, (
        step(expansion_words(name, len(a.rows) - len(entries), known=minor), state=equation(bars(a), join_terms(terms)),
             minor=minor),
        *(one for _, steps in inner for one in steps),
        step("Put the smaller determinants in.", state=derived(bars(a), sums, value), minor=minor),
    )  # fmt: skip


def expansion_line(rows: Sequence[Sequence[Anything]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The row or column with most zeros, the first of several: its name, and the places of its entries."""
    n = len(rows)
    lines = [(f"row {i + 1}", tuple((i, j) for j in range(n))) for i in range(n)]
    lines += [(f"column {j + 1}", tuple((i, j) for i in range(n))) for j in range(n)]
    return max(lines, key=lambda line: sum(rows[i][j] == 0 for i, j in line[1]))  # the first of equals


def expansion_words(name: str, zeros: int, *, known: bool = False) -> str:
    """What is done, and why along this line; how it is done as well, unless that is `known` by now."""
    reason = f", which has {'a zero' if zeros == 1 else f'{zeros} zeros'}" if zeros else ""
    if known:
        return f"Expand along {name}{reason}."
    return (
        f"Expand along {name}{reason}: each entry is multiplied by the determinant of what is left without its "
        "row and column. The signs alternate, with + in the top left corner."
    )


def bars(a: Matrix) -> Formula:
    """The determinant of a matrix, not worked out."""
    return Grid(tuple(tuple(map(typeset, line)) for line in a.rows), "|", "|")


# ─── Row reduction ───────────────────────────────────────────────────────────────────────────────────────


def determinant_by_elimination(a: Matrix) -> Worked:
    """The determinant from a triangular form, with what swaps and factors do to it; up to 4×4, rational.

    Raises MathsError for another shape, and for entries that are not rational.
    """
    n = checked_size(a, "determinant_by_elimination")
    front = Fraction(1)
    lines = a.rows
    steps = [
        step("Bring the matrix to triangular form. A multiple of one row added to another changes nothing; a swap "
             "changes the sign; a row that is multiplied by a number multiplies the determinant by it.",
             state=equation(DETERMINANT, bars(a))),
    ]  # fmt: skip
    for operation in reduction(lines, n):
        lines, front = operation.lines, front / operation.scale
        words = (*operation.words, *step(*_effect(operation.scale)).text)
        steps.append(Step(words, equation(DETERMINANT, times(typeset(normal(front)), bars(Matrix(lines))))))
    diagonal = [line[i] for i, line in enumerate(lines)]
    value = multiply(normal(front), product(diagonal))
    multiplied = ([] if front == 1 else [normal(front)]) + diagonal
    steps.append(step("The determinant of a triangular matrix is the product of its diagonal entries.",
                      state=derived(DETERMINANT, _product(multiplied), value)))  # fmt: skip
    return Worked(value, tuple(steps))


def _effect(scale: int) -> Iterator[str | Anything]:
    """What an operation does to the determinant, where it does something."""
    if scale == -1:
        yield " The swap changes the sign."
    elif scale != 1:
        yield from (" The row is multiplied by ", scale, ", so the determinant is divided by it in front.")


def _product(factors: Sequence[Anything]) -> Formula:
    """`−1/2 · 3 · (−4)`."""
    first, *rest = map(typeset, factors)
    return row(first, *(item for other in rest for item in (DOT, factor(other))))


def checked_size(a: Matrix, name: str) -> int:
    """The size of a square matrix. Raises MathsError for another shape, or if it is larger than `name` takes."""
    n = square_size(a, "a determinant")
    if n > MAX_SIZE:
        raise MathsError(f"`{name}` takes matrices up to {MAX_SIZE}×{MAX_SIZE}")
    return n


TABLE = table(
    Function("determinant_by_cofactors", determinant_by_cofactors, "matrix",
             "the determinant by expansion along the line with most zeros, up to 4×4",
             "determinant_by_cofactors([[1, 2], [3, 4]]) == -2"),
    Function("determinant_by_elimination", determinant_by_elimination, "matrix",
             "the determinant by row reduction, up to 4×4",
             "determinant_by_elimination([[0, 2], [3, 4]]) == -6"),
)  # fmt: skip
