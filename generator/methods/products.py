"""The product of two matrices, entry by entry.

Owns the wording of "row times column"; the numbers come from `maths.arithmetic`.

    matrix_product([[1, 2]], matrix([3], [4]))                  # c₁₁ = 1 · 3 + 2 · 4 = 11, then (11)
    matrix_product([[1, 2]], matrix([3], [4]), ['T', 'S'])      # … then T S = (11)
"""

from __future__ import annotations

import sympy

from generator.maths.arithmetic import dot
from generator.maths.function import Function, table
from generator.maths.notation import DOT, factor, is_sum, join_terms, paren, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe
from generator.methods.wording import equation, step
from generator.model import Formula, Num, Op, Script, Step, Sym


def matrix_product(a: Matrix, b: Matrix, names: tuple[Anything, ...] = ()) -> Worked:
    """A·B: each entry is a row of A times a column of B; brief steps show the first entry as a sample.

    `names` are two letters, as words or symbols, that the steps call the factors by. Raises MathsError if the shapes
    do not fit, or for other names.
    """
    if a.shape[1] != b.shape[0]:
        raise MathsError(f"cannot multiply {describe(a)} by {describe(b)}")
    letters = _letters(names)
    first, second = letters or ("the first matrix", "the second")
    columns = b.columns()
    result = Matrix(tuple(tuple(dot(line, column) for column in columns) for line in a.rows))
    steps: list[Step] = []
    for i, line in enumerate(a.rows):
        for j, column in enumerate(columns):
            words = (
                "Multiply row ",
                i + 1,
                " of ",
                first,
                " by column ",
                j + 1,
                " of ",
                second,
                ", and add.",
            )
            state = equation(_entry_name(i, j), dot_terms(line, column), result.rows[i][j])
            steps.append(step(*words, state=state, minor=bool(steps)))
    collected = equation(*([row(*letters)] if letters else []), row(typeset(a), typeset(b)), result)
    steps.append(step("Each entry is made in this way; put all of them in their places.", state=collected))
    return Worked(result, tuple(steps))


def _letters(names: tuple[Anything, ...]) -> tuple[Formula, ...]:
    """The names of both factors as formulas; none if none are given."""
    texts = [str(name) for name in names if isinstance(name, (str, sympy.Symbol))]
    if (
        len(names) not in (0, 2)
        or len(texts) < len(names)
        or not all(len(t) == 1 and t.isalpha() for t in texts)
    ):
        raise MathsError("the names of the factors are a list of two letters")
    return tuple(map(Sym, texts))


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
    Function("matrix_product", matrix_product, "matrix matrix list?",
             "the product of two matrices, entry by entry; the list names the factors, as ['A', 'B']",
             "matrix_product([[1, 2]], matrix([3], [4])) == matrix([11])"),
)  # fmt: skip
