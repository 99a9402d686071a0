"""Singular values, by way of the eigenvalues of AᵀA; A = U Σ Vᵀ of a 2×2 matrix; the best rank-one matrix.

svd_2x2([[3, 0], [4, 5]])             # AᵀA = (25 20; 20 25): singular values √45 and √5
best_rank_one([[2, 0], [0, 1]])       # A v vᵀ with the unit eigenvector v = (1, 0)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from generator.maths.arithmetic import dot, multiply, negate
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.matrices import trace, transpose
from generator.maths.notation import DOT, row
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe, is_number, normal
from generator.methods.characteristic import eigenvalues_3x3
from generator.methods.diagonalisation import as_minor, diagonal, eigenpairs, eigenvalue_steps
from generator.methods.eigen import LAMBDA, VECTOR, eigenvalues_2x2, eigenvector
from generator.methods.elimination import numbered
from generator.methods.orthogonal import unit_step
from generator.methods.vectors import Vector, aligned, derived, indexed, side_by_side, unit
from generator.methods.wording import equation, step, transposed
from generator.model import Formula, Frac, Num, Root, Script, Step, Sym

_A, _U, _V, _SIGMA = Sym("A"), Sym("U"), Sym("V"), Sym("Σ")
_SQUARE = row(transposed(_A), _A)


def singular_values_of(a: Matrix) -> Worked:
    """The singular values of a rational matrix with two or three columns, decreasing, with repetition.

    They are the roots of the eigenvalues of AᵀA, so zeros count. Raises MathsError for other matrices, and
    for three columns if no eigenvalue of AᵀA is rational.
    """
    square, first = _gram(a, "singular_values_of", (2, 3))
    found = _eigenvalues(square)
    values = _with_repetition(found.value, square)
    singular = tuple(map(square_root, values))
    return Worked(singular, (first, *eigenvalue_steps(found), _roots_step(values, singular)))


def svd_2x2(a: Matrix) -> Worked:
    """[U, Σ, V] with A = U Σ Vᵀ of a rational 2×2 matrix: orthogonal U and V, singular values decreasing.

    Raises MathsError for other matrices, for the zero matrix, and if an eigenvalue of AᵀA is not rational.
    """
    square, first = _gram(a, "svd_2x2", (2,))
    if a.shape != (2, 2) or not any(map(any, a.rows)):
        raise MathsError(f"`svd_2x2` takes a 2×2 matrix that is not zero, not {describe(a)}")
    values, vectors, steps = eigenpairs(square, "w", falling=True)
    singular = tuple(map(square_root, values))
    right = tuple(map(unit, vectors))
    left, left_step = _left(a, vectors, singular)
    found = (transpose(Matrix(left)), diagonal(singular), transpose(Matrix(right)))
    words = "Divide the eigenvectors of the product by their lengths."
    last = step(
        "The vectors ", *_pair("u"), " are the columns of ", _U, ", the vectors ", *_pair("v"), " those of ", _V,
        "; the singular values are the diagonal of ", _SIGMA, ". Then ",
        equation(_A, row(_U, _SIGMA, transposed(_V))), ".",
        state=side_by_side(map(equation, (_U, _SIGMA, _V), found)),
    )  # fmt: skip
    names = [indexed("w", 1), indexed("w", 2)]
    unit_vectors = unit_step(words, names, vectors, "v")
    return Worked(found, (first, *steps, _roots_step(values, singular), unit_vectors, left_step, last))


def best_rank_one(a: Matrix) -> Worked:
    """The matrix of rank 1 that is nearest to a rational one with two or three columns: σ₁u₁v₁ᵀ = A v₁v₁ᵀ.

    Raises MathsError for other matrices, and if the largest eigenvalue of AᵀA is not rational or is repeated.
    """
    square, first = _gram(a, "best_rank_one", (2, 3))
    found = _eigenvalues(square)
    values = _with_repetition(found.value, square)
    largest = values[0]
    if not is_number(largest):
        raise MathsError("the largest eigenvalue of the product is not rational")
    if equal(largest, values[1]):
        raise MathsError(
            "the two largest singular values are equal, so no single matrix of rank 1 is nearest"
        )
    solved = eigenvector(square, largest)
    v = solved.value
    image, size = multiply(a, v), dot(v, v)
    value = Matrix(tuple(tuple(normal(Fraction(p) * q / size) for q in v) for p in image))
    fraction = () if size == 1 else (Frac(Num("1"), typeset(size)),)
    name = Script(_A, below=Num("1"))
    symbols = row(Frac(Num("1"), row(VECTOR, DOT, VECTOR)), row(_A, VECTOR), transposed(VECTOR))
    return Worked(
        value,
        (
            first,
            *eigenvalue_steps(found),
            step("The largest eigenvalue belongs to the largest singular value. Find an eigenvector for ",
                 equation(LAMBDA, largest), "."),
            *as_minor(solved.steps[:-1]),
            step("This is an eigenvector; the others are its multiples.", state=solved.steps[-1].state),
            step("Multiply it by ", _A, ".", state=equation(row(_A, VECTOR), row(typeset(a), typeset(v)), image)),
            step("With unit vectors, the nearest matrix is the largest singular value times its left vector times the "
                 "transpose of its right vector. That is ", symbols, ": the lengths cancel.",
                 state=equation(name, row(*fraction, typeset(image), typeset(Matrix((v,)))), value)),
        ),
    )  # fmt: skip


# ─── Parts of the methods ────────────────────────────────────────────────────────────────────────────────


def _gram(a: Matrix, name: str, columns: tuple[int, ...]) -> tuple[Matrix, Step]:
    """AᵀA, and the step to it."""
    if a.shape[1] not in columns or not all(is_number(entry) for line in a.rows for entry in line):
        counts = " or ".join(str(count) for count in columns)
        raise MathsError(f"`{name}` takes a rational matrix with {counts} columns, not {describe(a)}")
    turned = transpose(a)
    square = multiply(turned, a)
    return square, step(
        "Multiply the matrix by its transpose from the left. The singular values of ", _A, " are the roots of the "
        "eigenvalues of this product.", state=equation(_SQUARE, row(typeset(turned), typeset(a)), square),
    )  # fmt: skip


def _eigenvalues(square: Matrix) -> Worked:
    return eigenvalues_2x2(square) if square.shape == (2, 2) else eigenvalues_3x3(square)


def _with_repetition(distinct: Sequence[Anything], square: Matrix) -> tuple[Anything, ...]:
    """All eigenvalues, decreasing: of two different ones of a 3×3 matrix, the trace tells which counts twice."""
    n = len(square.rows)
    values = list(distinct)
    if len(values) == 1:
        values *= n
    elif len(values) < n:
        values.append(normal(Fraction(trace(square) - sum(values))))
        values.sort()
    return tuple(reversed(values))


def _roots_step(values: Sequence[Anything], singular: Sequence[Anything]) -> Step:
    equations = [
        derived(name, Root(typeset(value)), root)
        for name, value, root in zip(numbered("σ", len(values)), values, singular, strict=True)
    ]
    return step(
        "The singular values are the roots of the eigenvalues, the largest first.",
        state=side_by_side(equations),
    )


def _left(
    a: Matrix, vectors: Sequence[Vector], singular: Sequence[Anything]
) -> tuple[tuple[Vector, Vector], Step]:
    """u₁ and u₂ from A v₁ and A v₂; where σ₂ is 0, u₂ is u₁ turned by a right angle."""
    first = unit(multiply(a, vectors[0]))
    images = [_divided_image(a, vectors[0], singular[0], 1, first)]
    if singular[1] == 0:
        second = (negate(first[1]), first[0])
        images.append((indexed("u", 2), second))
        words = "Divide the image of the first by its singular value. The second singular value is 0: take a unit "
        words += "vector that is orthogonal to it."
    else:
        second = unit(multiply(a, vectors[1]))
        images.append(_divided_image(a, vectors[1], singular[1], 2, second))
        words = (
            "Divide their images by the singular values: these are unit vectors, orthogonal to each other."
        )
    return (first, second), step(words, state=aligned(*images))


def _divided_image(a: Matrix, vector: Vector, sigma: Anything, k: int, result: Vector) -> tuple[Any, ...]:
    """The sides of `u₁ = 1/σ₁ A v₁ = 1/5 (3, 4) = (3/5, 4/5)`."""
    image = multiply(a, unit(vector))
    symbols = row(Frac(Num("1"), numbered("σ", k)[-1]), _A, indexed("v", k))
    factor = () if sigma == 1 else (Frac(Num("1"), typeset(sigma)),)
    return (indexed("u", k), symbols, row(*factor, typeset(image)), result)


def _pair(letter: str) -> tuple[Formula, str, Formula]:
    return indexed(letter, 1), " and ", indexed(letter, 2)


TABLE = table(
    Function("singular_values_of", singular_values_of, "matrix",
             "the singular values of a matrix with two or three columns, decreasing",
             "singular_values_of([[3, 0], [4, 5]]) == [3*sqrt(5), sqrt(5)]"),
    Function("svd_2x2", svd_2x2, "matrix", "the list [U, Σ, V] with A = U Σ Vᵀ of a 2×2 matrix",
             "svd_2x2([[0, 2], [1, 0]])[2] == diag(2, 1)"),
    Function("best_rank_one", best_rank_one, "matrix", "the nearest matrix of rank 1, by the largest singular value",
             "best_rank_one([[2, 0], [0, 1]]) == diag(2, 0)"),
)  # fmt: skip
