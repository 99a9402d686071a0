"""Linear algebra on exact entries."""

from __future__ import annotations

from generator.maths import matrices
from generator.maths.arithmetic import dot, multiply
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.functions.spaces import workable
from generator.maths.matrices import MAX_SIZE
from generator.maths.values import Anything, MathsError, Matrix


def _matrix(*rows: tuple[Anything, ...]) -> Matrix:
    if len({len(row) for row in rows}) != 1 or len(rows) > MAX_SIZE or not 0 < len(rows[0]) <= MAX_SIZE:
        raise MathsError(f"the rows of a matrix have one length, and there are at most {MAX_SIZE} of each")
    return Matrix(tuple(rows))


def _from_columns(*columns: tuple[Anything, ...]) -> Matrix:
    return matrices.transpose(_matrix(*columns))


def _identity(n: int) -> Matrix:
    return _diagonal(*[1] * _bounded(n))


def _bounded(n: int) -> int:
    if not 1 <= n <= MAX_SIZE:
        raise MathsError(f"a size is between 1 and {MAX_SIZE}")
    return n


def _diagonal(*entries: Anything) -> Matrix:
    n = _bounded(len(entries))
    return Matrix(tuple(tuple(entries[i] if i == j else 0 for j in range(n)) for i in range(n)))


def _row(a: Matrix, i: int) -> tuple[Anything, ...]:
    if not 1 <= i <= len(a.rows):
        raise MathsError(f"there is no row {i}")
    return a.rows[i - 1]


def _column(a: Matrix, j: int) -> tuple[Anything, ...]:
    if not 1 <= j <= a.shape[1]:
        raise MathsError(f"there is no column {j}")
    return a.columns()[j - 1]


def _norm(v: tuple[Anything, ...]) -> Anything:
    return square_root(dot(v, v))


def _cross(u: tuple[Anything, ...], v: tuple[Anything, ...]) -> tuple[Anything, ...]:
    if len(u) != 3 or len(v) != 3:
        raise MathsError("the cross product takes two vectors of three entries")
    return tuple(
        matrices.determinant(Matrix(((u[i], u[j]), (v[i], v[j])))) for i, j in ((1, 2), (2, 0), (0, 1))
    )


def _entrywise(a: Matrix, b: Matrix) -> Matrix:
    if a.shape != b.shape:
        raise MathsError("entrywise products need matrices of one shape")
    return Matrix(
        tuple(
            tuple(multiply(p, q) for p, q in zip(r, s, strict=True))
            for r, s in zip(a.rows, b.rows, strict=True)
        )
    )


MAX_PARALLEL = 30
"""Longest vectors that are compared for being parallel, since every pair of entries is."""


def _parallel(u: tuple[Anything, ...], v: tuple[Anything, ...]) -> bool:
    if max(len(u), len(v)) > MAX_PARALLEL:
        raise MathsError(f"vectors of at most {MAX_PARALLEL} entries are compared for being parallel")
    return matrices.parallel(u, v)


TABLE = table(
    Function("matrix", _matrix, "vector…", "matrix with these rows", "matrix([1, 2], [3, 4]) == [[1, 2], [3, 4]]", "matrix([1, 2], [3])"),
    Function("columns", _from_columns, "vector…", "matrix with these columns", "columns([1, 2], [3, 4]) == [[1, 3], [2, 4]]", "columns([1, 2], [3])"),
    Function("identity", _identity, "integer", "identity matrix", "identity(2) == [[1, 0], [0, 1]]", "identity(0)"),
    Function("diag", _diagonal, "scalar…", "diagonal matrix", "diag(2, 3) == [[2, 0], [0, 3]]", "diag([1], 2)"),
    Function("row", _row, "matrix integer", "a row, as a vector", "row([[1, 2], [3, 4]], 2) == [3, 4]", "row([[1, 2]], 2)"),
    Function("column", _column, "matrix integer", "a column, as a vector", "column([[1, 2], [3, 4]], 2) == [2, 4]", "column([[1, 2]], 3)"),
    Function("transpose", matrices.transpose, "matrix", "rows become columns", "transpose([[1, 2]]) == matrix([1], [2])", "transpose([1, 2])"),
    Function("trace", matrices.trace, "matrix", "sum of the diagonal entries", "trace([[1, 2], [3, 4]]) == 5", "trace([[1, 2]])"),
    Function("det", matrices.determinant, "matrix", "determinant", "det([[1, 2], [3, 4]]) == -2", "det([[1, 2]])"),
    Function("adjugate", matrices.adjugate, "matrix", "transposed matrix of cofactors", "adjugate([[1, 2], [3, 4]]) == [[4, -2], [-3, 1]]", "adjugate([[1, 2]])"),
    Function("inverse", matrices.inverse, "matrix", "inverse, by elimination", "inverse([[2, 1], [1, 1]]) == [[1, -1], [-1, 2]]", "inverse([[1, 2], [2, 4]])"),
    Function("rank", lambda a: matrices.rank(workable(a)), "matrix", "rank", "rank([[1, 2], [2, 4]]) == 1", "rank([1, 2])"),
    Function("rref", lambda a: matrices.reduced(workable(a)), "matrix", "reduced row echelon form", "rref([[2, 4], [1, 3]]) == identity(2)", "rref([1, 2])"),
    Function("solve", lambda a, b: matrices.solve(workable(a), b), "matrix vector", "the one solution of A x = b", "solve([[2, 0], [0, 4]], [2, 2]) == [1, 1/2]", "solve([[1, 1], [1, 1]], [1, 2])"),
    Function("null_vector", matrices.null_vector, "matrix", "smallest whole vector that spans a one-dimensional null space", "null_vector([[1, 2], [2, 4]]) == [2, -1]", "null_vector(identity(2))"),
    Function("eigenvalues", matrices.eigenvalues, "matrix", "real eigenvalues without repetition, increasing", "eigenvalues([[2, 1], [1, 2]]) == [1, 3]", "eigenvalues([[0, -1], [1, 0]])"),
    Function("dot", dot, "vector vector", "dot product", "dot([1, 2], [3, 4]) == 11", "dot([1, 2], [1, 2, 3])"),
    Function("norm", _norm, "vector", "length", "norm([3, 4]) == 5", "norm(3)"),
    Function("cross", _cross, "vector vector", "cross product", "cross([1, 0, 0], [0, 1, 0]) == [0, 0, 1]", "cross([1, 2], [3, 4])"),
    Function("entrywise", _entrywise, "matrix matrix", "product entry by entry", "entrywise([[1, 2]], [[3, 4]]) == [[3, 8]]", "entrywise([[1, 2]], [[1], [2]])"),
    Function("parallel", _parallel, "vector vector", "is one vector a multiple of the other, neither zero?", "parallel([1, 2], [-2, -4])", "parallel(1, 2)"),
    Function("is_diagonal", matrices.is_diagonal, "matrix", "are all entries off the diagonal zero?", "is_diagonal(diag(1, 2))", "is_diagonal(3)"),
    Function("is_symmetric", matrices.is_symmetric, "matrix", "does it equal its transpose?", "is_symmetric([[1, 2], [2, 1]])", "is_symmetric(3)"),
    Function("is_triangular", matrices.is_triangular, "matrix", "is it upper or lower triangular?", "is_triangular([[1, 2], [0, 1]])", "is_triangular(3)"),
)  # fmt: skip
