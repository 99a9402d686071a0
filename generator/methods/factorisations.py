"""Triangular factors: A = L U by elimination without swaps, and A = L Lᵀ of Cholesky.

The entries of L are called ℓ₂₁ and so on.

    lu_decomposition([[2, 1], [4, 5]])           # ℓ₂₁ = 2: L = (1 0; 2 1), U = (2 1; 0 3)
    cholesky_decomposition([[4, 2], [2, 5]])     # ℓ₁₁ = √4 = 2, ℓ₂₁ = 2/2 = 1, ℓ₂₂ = √(5 − 1²) = 2
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generator.maths.arithmetic import multiply
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.matrices import square_size
from generator.maths.notation import DOT, MINUS, factor, join_terms, power, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe, is_number, normal
from generator.methods.elimination import clearing_words
from generator.methods.vectors import TWO, derived, indexed, side_by_side
from generator.methods.wording import equation, step, transposed
from generator.model import Formula, Frac, Root, Step, Sym

MAX_SIZE = 4
"""Largest matrix that is taken apart step by step."""

_A, _L, _U = map(Sym, "ALU")


def lu_decomposition(a: Matrix) -> Worked:
    """[L, U] with A = L U: L with ones on its diagonal and zeros above, U with zeros below; rational, up to 4×4.

    Raises MathsError for other matrices, and if a pivot is 0, so that rows would have to be swapped.
    """
    n = _checked(a, "lu_decomposition")
    lines = [list(line) for line in a.rows]
    lower: list[list[Anything]] = [[int(i == j) for j in range(n)] for i in range(n)]
    steps = [
        step("Make the entries below the diagonal zero, column by column. The multiple of the pivot row that is "
             "subtracted from a row becomes an entry of ", _L, ".", state=typeset(a)),
    ]  # fmt: skip
    for j in range(n - 1):
        if lines[j][j] == 0:
            raise MathsError(f"pivot {j + 1} is 0: without swapping rows there is no L U")
        for i in range(j + 1, n):
            ratio = normal(Fraction(lines[i][j]) / lines[j][j])
            lower[i][j] = ratio
            entry = equation(indexed("ℓ", i + 1, j + 1), ratio)
            if ratio == 0:
                words = f"Row {i + 1} has a zero in column {j + 1} already: "
                steps.append(step(words, entry, ".", minor=True))
                continue
            lines[i] = [normal(p - ratio * q) for p, q in zip(lines[i], lines[j], strict=True)]
            words_of_row = (*clearing_words(i, j, j, 1, ratio), *step(" So ", entry, ".").text)
            steps.append(Step(words_of_row, typeset(_matrix(lines))))
    left, right = _matrix(lower), _matrix(lines)
    steps.append(step(
        "What is left is ", _U, "; the multiples, with ones on the diagonal, are ", _L, ". Then ",
        equation(_A, row(_L, _U)), ".",
        state=side_by_side((equation(_L, left), equation(_U, right))),
    ))  # fmt: skip
    return Worked((left, right), tuple(steps))


def cholesky_decomposition(a: Matrix) -> Worked:
    """L with A = L Lᵀ, zeros above its diagonal and a positive diagonal; rational A, up to 4×4.

    Raises MathsError if the matrix is not symmetric and rational, or not positive definite.
    """
    n = _checked(a, "cholesky_decomposition")
    if a.rows != a.columns():
        raise MathsError("`cholesky_decomposition` takes a symmetric matrix")
    lower: list[list[Anything]] = [[0] * n for _ in range(n)]
    steps = [
        step("Compare the entries of ", _A, " with those of ", row(_L, transposed(_L)), ", where ", _L,
             " has zeros above its diagonal: each column gives first its diagonal entry, then those below.",
             state=equation(typeset(a), row(_L, transposed(_L)))),
    ]  # fmt: skip
    for j in range(n):
        inside = _less_products(a, lower, j, j)
        if inside <= 0:
            raise MathsError(
                "the matrix is not positive definite: a number under a root would not be positive"
            )
        lower[j][j] = square_root(inside)
        steps.append(step(
            f"Diagonal entry {j + 1}: its square and the squares to its left add up to ", _named(j, j, "a"), ".",
            state=derived(_named(j, j), Root(_difference(a, lower, j, j)), Root(typeset(inside)), lower[j][j]),
        ))  # fmt: skip
        below = []
        for i in range(j + 1, n):
            rest = _less_products(a, lower, i, j)
            lower[i][j] = normal(multiply(multiply(rest, lower[j][j]), normal(Fraction(1) / inside)))
            quotient = Frac(_difference(a, lower, i, j), typeset(lower[j][j]))
            below.append(
                derived(_named(i, j), quotient, Frac(typeset(rest), typeset(lower[j][j])), lower[i][j])
            )
        if below:
            words = (
                "Below it: subtract the products to the left in both rows, and divide by the diagonal entry."
            )
            steps.append(step(words, state=side_by_side(below)))
    value = _matrix(lower)
    steps.append(step("Put the entries in their places.", state=equation(_L, value)))
    return Worked(value, tuple(steps))


def _checked(a: Matrix, name: str) -> int:
    n = square_size(a, f"`{name}`")
    if n > MAX_SIZE or not all(is_number(entry) for line in a.rows for entry in line):
        raise MathsError(f"`{name}` takes rational matrices up to {MAX_SIZE}×{MAX_SIZE}, not {describe(a)}")
    return n


def _matrix(lines: list[list[Anything]]) -> Matrix:
    return Matrix(tuple(map(tuple, lines)))


def _named(i: int, j: int, letter: str = "ℓ") -> Formula:
    return indexed(letter, i + 1, j + 1)


def _less_products(a: Matrix, lower: list[list[Anything]], i: int, j: int) -> Any:
    """aᵢⱼ − Σ ℓᵢₖ ℓⱼₖ over k < j: a rational number, because each product is."""
    products = [multiply(lower[i][k], lower[j][k]) for k in range(j)]
    return normal(Fraction(a.rows[i][j]) - sum(products))


def _difference(a: Matrix, lower: list[list[Anything]], i: int, j: int) -> Formula:
    """The same with its terms: `5 − 1² − (√2)²`, `4 − 1 · 2`."""
    terms = [typeset(a.rows[i][j])]
    for k in range(j):
        if lower[i][k] == 0 or lower[j][k] == 0:
            continue
        mine, other = typeset(lower[i][k]), typeset(lower[j][k])
        product = power(mine, TWO) if i == j else row(factor(mine), DOT, factor(other))
        terms.append(row(MINUS, product))
    return join_terms(terms)


TABLE = table(
    Function("lu_decomposition", lu_decomposition, "matrix",
             "the list [L, U] with A = L U, by elimination without swaps",
             "lu_decomposition([[2, 1], [4, 5]])[2] == [[2, 1], [0, 3]]"),
    Function("cholesky_decomposition", cholesky_decomposition, "matrix",
             "L with A = L Lᵀ of a positive definite matrix",
             "cholesky_decomposition([[4, 2], [2, 5]]) == [[2, 0], [1, 2]]"),
)  # fmt: skip
