"""Vectors and the spaces that they span. A list of vectors is a matrix whose rows they are."""

from __future__ import annotations

from typing import Any

import sympy

from generator.maths import matrices
from generator.maths.arithmetic import add, compare, divide, dot, multiply, negate, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.numbers import MAX_DEGREE, magnitude, nth_root, square_root
from generator.maths.matrices import MAX_SIZE
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Matrix, is_number, normal, to_sympy

Vector = tuple[Anything, ...]


def workable(a: Matrix) -> Matrix:
    """The matrix. Raises MathsError if it is too large for elimination with entries that are not rational."""
    if max(a.shape) > MAX_SIZE and not all(is_number(entry) for row in a.rows for entry in row):
        raise MathsError(
            f"with entries that are not rational, a matrix is at most {MAX_SIZE}×{MAX_SIZE} here"
        )
    return a


def is_zero(a: Anything) -> bool:
    """Is the scalar 0?"""
    return bool(a == 0) if is_number(a) else equal(a, 0)


def pivots_of(reduced: Matrix) -> list[int]:
    """The pivot columns of a matrix in reduced form, from 0: where the first 1 of each row stands."""
    firsts = (next((j for j, entry in enumerate(row) if not is_zero(entry)), None) for row in reduced.rows)
    return [j for j in firsts if j is not None]


def _nullity(a: Matrix) -> int:
    return a.shape[1] - matrices.rank(workable(a))


def _null_space(a: Matrix) -> tuple[Vector, ...]:
    """One vector for each free variable, which is 1 in it while the other free ones are 0."""
    reduced = matrices.reduced(workable(a))
    pivots = pivots_of(reduced)
    basis = []
    for free in (j for j in range(a.shape[1]) if j not in pivots):
        vector: list[Anything] = [int(j == free) for j in range(a.shape[1])]
        for row, pivot in zip(reduced.rows, pivots, strict=False):
            vector[pivot] = negate(row[free])
        basis.append(tuple(vector))
    return tuple(basis)


def _column_space(a: Matrix) -> tuple[Vector, ...]:
    columns = a.columns()
    return tuple(columns[j] for j in pivots_of(matrices.reduced(workable(a))))


def _row_space(a: Matrix) -> tuple[Vector, ...]:
    reduced = matrices.reduced(workable(a))
    return reduced.rows[: len(pivots_of(reduced))]


def _is_independent(vectors: Matrix) -> bool:
    return matrices.rank(workable(vectors)) == len(vectors.rows)


def _is_in_span(v: Vector, vectors: Matrix) -> bool:
    if len(v) != vectors.shape[1]:
        raise MathsError(f"a vector of {len(v)} entries is compared with vectors of {vectors.shape[1]}")
    return matrices.rank(workable(Matrix((*vectors.rows, v)))) == matrices.rank(vectors)


def _coordinates(v: Vector, vectors: Matrix) -> Vector:
    if not _is_in_span(v, vectors):
        raise MathsError("the vector is no combination of these vectors")
    if not _is_independent(vectors):
        raise MathsError("the vectors are linearly dependent")
    return matrices.solve(matrices.transpose(vectors), v)


def _combination(coefficients: Vector, vectors: Matrix) -> Vector:
    if len(coefficients) != len(vectors.rows):
        raise MathsError(f"{len(vectors.rows)} vectors take as many coefficients, not {len(coefficients)}")
    result: Vector = total([multiply(c, row) for c, row in zip(coefficients, vectors.rows, strict=True)])
    return result


def _project(v: Vector, *onto: Vector) -> Vector:
    if any(len(u) != len(v) for u in onto):
        raise MathsError("the vectors have different lengths")
    basis = matrices.gram_schmidt(workable(Matrix(onto)).rows)
    shares = [multiply(divide(dot(v, u), dot(u, u)), u) for u in basis]
    result: Vector = total(shares)
    return result


def _projection_matrix(a: Matrix) -> Matrix:
    """A (AᵀA)⁻¹ Aᵀ; the columns of A are independent."""
    transposed = matrices.transpose(workable(a))
    gram = multiply(transposed, a)
    if matrices.rank(gram) < a.shape[1]:
        raise MathsError("the columns are linearly dependent")
    result: Matrix = multiply(multiply(a, matrices.inverse(gram)), transposed)
    return result


def _orthogonal_basis(vectors: Matrix) -> tuple[Vector, ...]:
    return matrices.gram_schmidt(workable(vectors).rows)


def _orthonormal_basis(vectors: Matrix) -> tuple[Vector, ...]:
    return tuple(_normalised(vector) for vector in _orthogonal_basis(vectors))


def _normalised(v: Vector) -> Vector:
    square = dot(v, v)
    if is_zero(square):
        raise MathsError("the zero vector has no direction")
    length = square_root(square)
    return tuple(divide(entry, length) for entry in v)


def _cosine(u: Vector, v: Vector) -> Anything:
    squares = multiply(dot(u, u), dot(v, v))
    if is_zero(squares):
        raise MathsError("the zero vector has no direction")
    return divide(dot(u, v), square_root(squares))


def _angle(u: Vector, v: Vector) -> Anything:
    return normal(sympy.acos(to_sympy(_cosine(u, v))))


def _distance(u: Vector, v: Vector) -> Anything:
    gap = subtract(u, v)
    return square_root(dot(gap, gap))


def _p_norm(v: Vector, p: int) -> Anything:
    if not 1 <= p <= MAX_DEGREE:
        raise MathsError(f"`p` is between 1 and {MAX_DEGREE}")
    if p == 2:
        return square_root(dot(v, v))
    powers = [power(magnitude(entry), p) for entry in v]
    return nth_root(total(powers), p)


def _max_norm(v: Vector) -> Anything:
    largest: Any = 0
    for entry in map(magnitude, v):
        if compare(">", entry, largest):
            largest = entry
    return largest


def _frobenius_norm(a: Matrix) -> Anything:
    return square_root(total([dot(row, row) for row in a.rows]))


def _triple_product(u: Vector, v: Vector, w: Vector) -> Anything:
    if not len(u) == len(v) == len(w) == 3:
        raise MathsError("the triple product takes three vectors of three entries")
    return matrices.determinant(Matrix((u, v, w)))


def _is_orthogonal_set(vectors: Matrix) -> bool:
    rows = workable(vectors).rows
    return all(is_zero(dot(u, v)) for k, u in enumerate(rows) for v in rows[:k])


def _quadratic_form(a: Matrix, v: Vector) -> Anything:
    return dot(v, multiply(a, v))


def _bilinear(u: Vector, a: Matrix, v: Vector) -> Anything:
    return dot(u, multiply(a, v))


def _line_through(p: Vector, q: Vector, parameter: Any) -> Vector:
    return tuple(add(a, multiply(parameter, subtract(b, a))) for a, b in zip(p, _same(q, p), strict=True))


def _same(v: Vector, other: Vector) -> Vector:
    if len(v) != len(other):
        raise MathsError("the vectors have different lengths")
    return v


TABLE = table(
    Function("nullity", _nullity, "matrix", "dimension of the null space", "nullity([[1, 2], [2, 4]]) == 1", "nullity([1, 2])"),
    Function("null_space", _null_space, "matrix", "basis of the null space, one vector for each free variable", "null_space([[1, 2], [2, 4]]) == [[-2, 1]]", "null_space(3)"),
    Function("column_space", _column_space, "matrix", "the pivot columns, a basis of the column space", "column_space([[1, 2], [2, 4]]) == [[1, 2]]", "column_space(3)"),
    Function("row_space", _row_space, "matrix", "rows of the reduced form that are not 0, a basis of the row space", "row_space([[1, 2], [2, 4]]) == [[1, 2]]", "row_space(3)"),
    Function("is_independent", _is_independent, "matrix", "are the vectors of this list linearly independent?", "is_independent([[1, 2], [3, 4]])", "is_independent([[1, 2], [3]])"),
    Function("is_in_span", _is_in_span, "vector matrix", "is the vector a combination of the vectors of a list?", "is_in_span([2, 4], [[1, 2]])", "is_in_span([1], [[1, 2]])"),
    Function("coordinates_of", _coordinates, "vector matrix", "coefficients that make the vector from the independent vectors of a list", "coordinates_of([3, 1], [[1, 1], [1, -1]]) == [2, 1]", "coordinates_of([1, 0], [[1, 1]])"),
    Function("combine", _combination, "vector matrix", "sum of multiples of the vectors of a list", "combine([2, 1], [[1, 1], [1, -1]]) == [3, 1]", "combine([2], [[1, 1], [1, -1]])"),
    Function("project", _project, "vector vector…", "projection of the first vector onto the span of the others, which are independent", "project([3, 4], [1, 0]) == [3, 0]", "project([3, 4], [0, 0])"),
    Function("projection_matrix", _projection_matrix, "matrix", "matrix of the projection onto the column space", "projection_matrix([[1], [1]]) == [[1/2, 1/2], [1/2, 1/2]]", "projection_matrix([[1, 2], [2, 4]])"),
    Function("orthogonal_basis", _orthogonal_basis, "matrix", "vectors of a list made orthogonal in turn (Gram–Schmidt), not normalised", "orthogonal_basis([[1, 0], [1, 1]]) == [[1, 0], [0, 1]]", "orthogonal_basis([[1, 2], [2, 4]])"),
    Function("orthonormal_basis", _orthonormal_basis, "matrix", "the same, each of length 1", "orthonormal_basis([[3, 4]]) == [[3/5, 4/5]]", "orthonormal_basis([[0, 0]])"),
    Function("is_orthogonal_set", _is_orthogonal_set, "matrix", "are the vectors of this list orthogonal to each other?", "is_orthogonal_set([[1, 1], [1, -1]])", "is_orthogonal_set(3)"),
    Function("normalised", _normalised, "vector", "vector of length 1 in the same direction", "normalised([3, 4]) == [3/5, 4/5]", "normalised([0, 0])"),
    Function("cosine_similarity", _cosine, "vector vector", "cosine of the angle between two vectors", "cosine_similarity([1, 0], [1, 1]) == 1/sqrt(2)", "cosine_similarity([0, 0], [1, 1])"),
    Function("angle_between", _angle, "vector vector", "angle between two vectors (radians)", "angle_between([1, 0], [1, 1]) == pi/4", "angle_between([0, 0], [1, 1])"),
    Function("distance_between", _distance, "vector vector", "distance of two points", "distance_between([1, 1], [4, 5]) == 5", "distance_between([1], [4, 5])"),
    Function("p_norm", _p_norm, "vector integer", "p-th root of the sum of p-th powers of absolute values", "p_norm([3, -4], 1) == 7", "p_norm([3, -4], 0)"),
    Function("max_norm", _max_norm, "vector", "largest absolute value of an entry", "max_norm([3, -4]) == 4", "max_norm([t])"),
    Function("frobenius_norm", _frobenius_norm, "matrix", "root of the sum of squares of all entries", "frobenius_norm([[1, 2], [2, 4]]) == 5", "frobenius_norm(3)"),
    Function("triple_product", _triple_product, "vector vector vector", "volume spanned by three vectors, with its sign", "triple_product([1, 0, 0], [0, 2, 0], [0, 0, 3]) == 6", "triple_product([1, 0], [0, 1], [1, 1])"),
    Function("quadratic_form", _quadratic_form, "matrix vector", "vᵀ A v", "quadratic_form([[1, 2], [2, 3]], [1, 1]) == 8", "quadratic_form([[1, 2], [2, 3]], [1])"),
    Function("bilinear_form", _bilinear, "vector matrix vector", "uᵀ A v", "bilinear_form([1, 0], [[1, 2], [2, 3]], [0, 1]) == 2", "bilinear_form([1], [[1, 2], [2, 3]], [0, 1])"),
    Function("line_through", _line_through, "vector vector symbol", "point on the line through two points; 0 gives the first, 1 the second", "line_through([1, 1], [3, 2], t) == [1 + 2*t, 1 + t]", "line_through([1], [3, 2], t)"),
)  # fmt: skip
