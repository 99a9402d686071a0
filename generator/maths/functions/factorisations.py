"""Factorisations of matrices, their characteristic polynomial, and the questions that are asked of a matrix."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from generator.maths import matrices
from generator.maths.arithmetic import add, compare, divide, dot, multiply, negate, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.functions.spaces import is_zero, workable
from generator.maths.matrices import square_size
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Matrix, describe

Vector = tuple[Anything, ...]


def _identity(n: int) -> Matrix:
    return Matrix(tuple(tuple(int(i == j) for j in range(n)) for i in range(n)))


def _echelon(a: Matrix) -> Matrix:
    """Elimination downwards alone: rows are exchanged only where a pivot is 0, and never multiplied."""
    work = list(workable(a).rows)
    start = 0
    for j in range(a.shape[1]):
        chosen = next((i for i in range(start, len(work)) if not is_zero(work[i][j])), None)
        if chosen is None:
            continue
        work[start], work[chosen] = work[chosen], work[start]
        for i in range(start + 1, len(work)):
            work[i] = _less(work[i], divide(work[i][j], work[start][j]), work[start])
        start += 1
        if start == len(work):
            break
    return Matrix(tuple(work))


def _less(row: Vector, scale: Anything, other: Vector) -> Vector:
    """row − scale · other."""
    if is_zero(scale):
        return row
    return tuple(subtract(p, multiply(scale, q)) for p, q in zip(row, other, strict=True))


def _lu(a: Matrix) -> tuple[Matrix, Matrix]:
    """L with ones on its diagonal and U with A = L U. Raises MathsError if rows would have to be exchanged."""
    n = square_size(a, "the LU factorisation")
    lower = [list(row) for row in _identity(n).rows]
    upper = list(a.rows)
    for j in range(n):
        column = [upper[i][j] for i in range(j + 1, n)]
        if is_zero(upper[j][j]):
            if not all(map(is_zero, column)):
                raise MathsError("the matrix has no LU factorisation without exchange of rows")
            continue
        for i in range(j + 1, n):
            lower[i][j] = divide(upper[i][j], upper[j][j])
            upper[i] = _less(upper[i], lower[i][j], upper[j])
    return Matrix(tuple(map(tuple, lower))), Matrix(tuple(upper))


def _symmetric(a: Matrix, what: str) -> int:
    n = square_size(a, what)
    if not matrices.is_symmetric(a):
        raise MathsError(f"{what} needs a symmetric matrix")
    return n


def _is_positive_definite(a: Matrix) -> bool:
    """Is every pivot of the symmetric matrix positive?"""
    n = _symmetric(a, "positive definiteness")
    rows = list(a.rows)
    for j in range(n):
        if not compare(">", rows[j][j], 0):
            return False
        for i in range(j + 1, n):
            rows[i] = _less(rows[i], divide(rows[i][j], rows[j][j]), rows[j])
    return True


def _cholesky(a: Matrix) -> Matrix:
    """L D^½ from A = L D Lᵀ, so that roots are taken of the pivots alone."""
    _symmetric(a, "the Cholesky factorisation")
    if not _is_positive_definite(a):
        raise MathsError("the matrix is not positive definite")
    lower, upper = _lu(a)
    roots = [square_root(upper.rows[k][k]) for k in range(len(upper.rows))]
    return Matrix(
        tuple(
            tuple(multiply(entry, root) for entry, root in zip(row, roots, strict=True)) for row in lower.rows
        )
    )


def characteristic(a: Matrix) -> Vector:
    """Coefficients of det(x I − A), the highest first, without division (Berkowitz, 1984)."""
    coefficients: Vector = (1,)
    for k in range(square_size(a, "the characteristic polynomial")):
        block = Matrix(tuple(row[:k] for row in a.rows[:k])) if k else None
        row, column = a.rows[k][:k], tuple(above[k] for above in a.rows[:k])
        factors: list[Anything] = [1, negate(a.rows[k][k])]
        for _ in range(k):
            factors.append(negate(dot(row, column)))
            column = multiply(block, column)
        coefficients = tuple(_convolved(factors, coefficients, i) for i in range(k + 2))
    return coefficients


def _convolved(p: list[Anything], q: Vector, i: int) -> Anything:
    """Σ p[i − j] q[j]."""
    places = range(min(i, len(q) - 1) + 1)
    return dot(tuple(p[i - j] for j in places), tuple(q[j] for j in places))


def _charpoly(a: Matrix, symbol: Any) -> Anything:
    degree = len(a.rows)
    terms = [multiply(c, power(symbol, degree - k)) for k, c in enumerate(characteristic(a))]
    return total(terms)


def _algebraic_multiplicity(a: Matrix, value: Anything) -> int:
    """How many derivatives of the characteristic polynomial vanish at the value, itself included."""
    coefficients = list(characteristic(a))
    multiplicity = 0
    while len(coefficients) > 1:
        at_value: Anything = 0
        for c in coefficients:
            at_value = add(multiply(at_value, value), c)
        if not is_zero(at_value):
            break
        multiplicity += 1
        degree = len(coefficients) - 1
        coefficients = [multiply(degree - k, c) for k, c in enumerate(coefficients[:-1])]
    return multiplicity


def _shifted(a: Matrix, value: Anything) -> Matrix:
    n = square_size(a, "an eigenvalue")
    difference: Matrix = subtract(a, multiply(value, _identity(n)))
    return difference


def _geometric_multiplicity(a: Matrix, value: Anything) -> int:
    return len(a.rows) - matrices.rank(_shifted(a, value))


def _is_eigenvector(a: Matrix, v: Vector) -> bool:
    if square_size(a, "an eigenvector") != len(v):
        raise MathsError(f"a vector of {len(v)} entries is no eigenvector of {describe(a)}")
    if all(map(is_zero, v)):
        return False
    image = multiply(a, v)
    return matrices.parallel(image, v) or all(map(is_zero, image))


def _singular_values(a: Matrix) -> Vector:
    """Roots of the eigenvalues of the smaller of AᵀA and AAᵀ, the largest first, as often as they occur."""
    transposed = matrices.transpose(workable(a))
    gram = multiply(transposed, a) if a.shape[1] <= a.shape[0] else multiply(a, transposed)
    found: list[Anything] = []
    for value in reversed(matrices.eigenvalues(gram)):
        found += [square_root(value)] * _algebraic_multiplicity(gram, value)
    return tuple(found)


def _is_orthogonal(a: Matrix) -> bool:
    n = square_size(a, "orthogonality")
    return equal(multiply(matrices.transpose(a), a), _identity(n))


def _is_invertible(a: Matrix) -> bool:
    return matrices.rank(workable(a)) == square_size(a, "invertibility")


def _is_echelon(a: Matrix) -> bool:
    """Does each row begin further right than the one above it, and do rows of zeros stand last?"""
    width = a.shape[1]
    starts = [next((j for j, entry in enumerate(row) if not is_zero(entry)), width) for row in a.rows]
    return all(p < q or p == q == width for p, q in pairwise(starts))


def _solve_least_squares(a: Matrix, b: Vector) -> Vector:
    """The x with AᵀA x = Aᵀb."""
    transposed = matrices.transpose(workable(a))
    gram = multiply(transposed, a)
    if matrices.rank(gram) < a.shape[1]:
        raise MathsError("the columns are linearly dependent")
    return matrices.solve(gram, multiply(transposed, b))


TABLE = table(
    Function("echelon", _echelon, "matrix", "row echelon form: eliminated downwards, rows exchanged only where a pivot is 0", "echelon([[2, 4], [1, 3]]) == [[2, 4], [0, 1]]", "echelon([1, 2])"),
    Function("lu_lower", lambda a: _lu(a)[0], "matrix", "L of A = L U, with ones on the diagonal", "lu_lower([[2, 1], [4, 5]]) == [[1, 0], [2, 1]]", "lu_lower([[0, 1], [1, 0]])"),
    Function("lu_upper", lambda a: _lu(a)[1], "matrix", "U of A = L U", "lu_upper([[2, 1], [4, 5]]) == [[2, 1], [0, 3]]", "lu_upper([[0, 1], [1, 0]])"),
    Function("cholesky", _cholesky, "matrix", "lower triangular L with A = L Lᵀ", "cholesky([[4, 2], [2, 5]]) == [[2, 0], [1, 2]]", "cholesky([[1, 2], [2, 1]])"),
    Function("charpoly", _charpoly, "matrix symbol", "characteristic polynomial det(x I − A)", "charpoly([[1, 2], [3, 4]], t) == t**2 - 5*t - 2", "charpoly([[1, 2]], t)"),
    Function("algebraic_multiplicity", _algebraic_multiplicity, "matrix scalar", "how often a number is a root of the characteristic polynomial", "algebraic_multiplicity([[2, 1], [0, 2]], 2) == 2", "algebraic_multiplicity([[1, 2]], 1)"),
    Function("geometric_multiplicity", _geometric_multiplicity, "matrix scalar", "dimension of the eigenspace of a number", "geometric_multiplicity([[2, 1], [0, 2]], 2) == 1", "geometric_multiplicity([[1, 2]], 1)"),
    Function("singular_values", _singular_values, "matrix", "singular values, the largest first, repeated as often as they occur", "singular_values([[3, 0], [0, -4]]) == [4, 3]", "singular_values(vandermonde([1, 2, 3, 4, 5, 6]))"),
    Function("solve_least_squares", _solve_least_squares, "matrix vector", "the x for which A x comes closest to b", "solve_least_squares([[1], [1]], [1, 3]) == [2]", "solve_least_squares([[1, 2], [2, 4]], [1, 1])"),
    Function("is_echelon", _is_echelon, "matrix", "is it in row echelon form?", "is_echelon([[2, 4], [0, 1]])", "is_echelon(3)"),
    Function("is_reduced", lambda a: equal(matrices.reduced(workable(a)), a), "matrix", "is it in reduced row echelon form?", "is_reduced([[1, 0], [0, 1]])", "is_reduced(3)"),
    Function("is_invertible", _is_invertible, "matrix", "does it have an inverse?", "not is_invertible([[1, 2], [2, 4]])", "is_invertible([[1, 2]])"),
    Function("is_orthogonal", _is_orthogonal, "matrix", "is its transpose its inverse?", "is_orthogonal([[0, -1], [1, 0]])", "is_orthogonal([[1, 2]])"),
    Function("is_positive_definite", _is_positive_definite, "matrix", "is the symmetric matrix positive definite?", "is_positive_definite([[2, 1], [1, 2]])", "is_positive_definite([[1, 2], [3, 4]])"),
    Function("is_idempotent", lambda a: equal(multiply(workable(a), a), a), "matrix", "is it its own square?", "is_idempotent([[1, 0], [0, 0]])", "is_idempotent([[1, 2]])"),
    Function("is_eigenvector", _is_eigenvector, "matrix vector", "is the vector, which is not 0, only stretched by the matrix?", "is_eigenvector([[2, 1], [1, 2]], [1, 1])", "is_eigenvector([[2, 1], [1, 2]], [1])"),
    Function("is_eigenvalue", lambda a, value: _geometric_multiplicity(a, value) > 0, "matrix scalar", "does the matrix stretch some vector by this number?", "is_eigenvalue([[2, 1], [1, 2]], 3)", "is_eigenvalue([[1, 2]], 3)"),
)  # fmt: skip
