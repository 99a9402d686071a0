"""The product of two matrices, entry by entry.

Owns the wording of "row times column"; the numbers come from `maths.arithmetic`.

    matrix_product([[1, 2]], matrix([3], [4]))      # c₁₁ = 1 · 3 + 2 · 4 = 11, then (11)
"""

from __future__ import annotations

from generator.maths.arithmetic import dot
from generator.maths.function import Function, table
from generator.maths.notation import DOT, factor, is_sum, join_terms, paren, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe
from generator.methods.wording import equation, step
from generator.model import Formula, Num, Op, Script, Step, Sym


def matrix_product(a: Matrix, b: Matrix) -> Worked:
    """A·B: each entry is a row of A times a column of B; brief steps show the first entry as a sample.

    Raises MathsError if the shapes do not fit.
    """
    if a.shape[1] != b.shape[0]:
        raise MathsError(f"cannot multiply {describe(a)} by {describe(b)}")
    columns = b.columns()
    result = Matrix(tuple(tuple(dot(line, column) for column in columns) for line in a.rows))
    steps: list[Step] = []
    for i, line in enumerate(a.rows):
        for j, column in enumerate(columns):
            words = (
                "Multiply row ",
                i + 1,
                " of the first matrix by column ",
                j + 1,
                " of the second, and add.",
            )
            state = equation(_entry_name(i, j), dot_terms(line, column), result.rows[i][j])
            steps.append(step(*words, state=state, minor=bool(steps)))
    collected = equation(row(typeset(a), typeset(b)), result)
    steps.append(step("Put the entries in their places.", state=collected))
    return Worked(result, tuple(steps))


def unworked(p: Anything, q: Anything) -> Formula:
    """The product before it is worked out, as a term of a sum: `1 · 3`, `−2 · (−4)`. Ones stay visible."""
    first = typeset(p)
    return row(paren(first) if is_sum(first) else first, DOT, factor(typeset(q)))


def dot_terms(u: tuple[Anything, ...], v: tuple[Anything, ...]) -> Formula:
    """The dot product before it is worked out: `1 · 3 + 2 · (−4)`. The vectors have one length."""
    return join_terms(list(map(unworked, u, v)))


def _entry_name(i: int, j: int) -> Formula:
    """The name of an entry, from 0: `c₁₂`; with a comma where the indices could be misread."""
    middle = (Op(","),) if max(i, j) >= 9 else ()
    return Script(Sym("c"), below=row(Num(str(i + 1)), *middle, Num(str(j + 1))))


TABLE = table(
    Function("matrix_product", matrix_product, "matrix matrix", "the product of two matrices, entry by entry",
             "matrix_product([[1, 2]], matrix([3], [4])) == matrix([11])"),
)  # fmt: skip
