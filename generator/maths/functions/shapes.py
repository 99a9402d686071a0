"""Matrices put together and taken apart, and the row operations. Rows and columns count from 1."""

from __future__ import annotations

from generator.maths import matrices
from generator.maths.arithmetic import add, multiply, negate, power, subtract
from generator.maths.function import Function, table
from generator.maths.functions.calculus import cosine, sine
from generator.maths.functions.spaces import workable
from generator.maths.matrices import MAX_SIZE, square_size
from generator.maths.values import Anything, MathsError, Matrix, describe, is_number

Vector = tuple[Anything, ...]

MAX_SIDE = 30
"""Largest number of rows, and of columns, of a matrix, as where one is written out."""


def _made(rows: tuple[Vector, ...]) -> Matrix:
    if not rows or not rows[0]:
        raise MathsError("a matrix has at least one row and one column")
    if len(rows) > MAX_SIDE or len(rows[0]) > MAX_SIDE:
        raise MathsError(f"a matrix has at most {MAX_SIDE} rows and {MAX_SIDE} columns")
    return Matrix(rows)


def _zeros(rows: int, columns: int) -> Matrix:
    if not 1 <= min(rows, columns) <= max(rows, columns) <= MAX_SIDE:
        raise MathsError(f"a matrix has 1 to {MAX_SIDE} rows and columns")
    return Matrix(((0,) * columns,) * rows)


def _basis_vector(n: int, i: int) -> Vector:
    if not 1 <= i <= n <= MAX_SIDE:
        raise MathsError(f"the place must be between 1 and the size, which is at most {MAX_SIDE}")
    return tuple(int(k == i) for k in range(1, n + 1))


def _beside(*blocks: Matrix) -> Matrix:
    if len({len(block.rows) for block in blocks}) > 1:
        raise MathsError("matrices side by side need the same number of rows")
    parts = zip(*(block.rows for block in blocks), strict=True)
    return _made(tuple(tuple(entry for part in row for entry in part) for row in parts))


def _stacked(*blocks: Matrix) -> Matrix:
    if len({block.shape[1] for block in blocks}) > 1:
        raise MathsError("matrices below each other need the same number of columns")
    return _made(tuple(row for block in blocks for row in block.rows))


def _block_diagonal(*blocks: Matrix) -> Matrix:
    width = sum(block.shape[1] for block in blocks)
    rows: list[Vector] = []
    start = 0
    for block in blocks:
        after = width - start - block.shape[1]
        rows += [(0,) * start + row + (0,) * after for row in block.rows]
        start += block.shape[1]
    return _made(tuple(rows))


def _lines(a: Matrix) -> tuple[Vector, ...]:
    return a.rows


def _diagonal_of(a: Matrix) -> Vector:
    return tuple(a.rows[k][k] for k in range(min(a.shape)))


def _at(a: Matrix, i: int, j: int) -> tuple[int, int]:
    """Row and column, from 0. Raises MathsError if there is no such entry."""
    rows, columns = a.shape
    if not (1 <= i <= rows and 1 <= j <= columns):
        raise MathsError(f"{describe(a)} has no entry in row {i}, column {j}")
    return i - 1, j - 1


def _submatrix(a: Matrix, rows: Vector, columns: Vector) -> Matrix:
    if not all(type(place) is int for place in (*rows, *columns)):
        raise MathsError("rows and columns are chosen by lists of whole numbers")
    return _made(tuple(tuple(a.rows[p][q] for p, q in (_at(a, i, j) for j in columns)) for i in rows))


def _cut(a: Matrix, i: int, j: int) -> Matrix:
    if min(a.shape) < 2:
        raise MathsError(f"nothing is left of {describe(a)} without a row and a column")
    return matrices.minor(a, *_at(a, i, j))


def _minor(a: Matrix, i: int, j: int) -> Anything:
    square_size(a, "a minor")
    return matrices.determinant(_cut(a, i, j))


def _cofactor(a: Matrix, i: int, j: int) -> Anything:
    value = _minor(a, i, j)
    return negate(value) if (i + j) % 2 else value


def _with_entry(a: Matrix, i: int, j: int, value: Anything) -> Matrix:
    p, q = _at(a, i, j)
    return _with_line(a, p, (*a.rows[p][:q], value, *a.rows[p][q + 1 :]))


def _with_line(a: Matrix, p: int, row: Vector) -> Matrix:
    return Matrix((*a.rows[:p], row, *a.rows[p + 1 :]))


def _with_row(a: Matrix, i: int, row: Vector) -> Matrix:
    p, _ = _at(a, i, 1)
    if len(row) != a.shape[1]:
        raise MathsError(f"a row of {describe(a)} has {a.shape[1]} entries, not {len(row)}")
    return _with_line(a, p, row)


def _with_column(a: Matrix, j: int, column: Vector) -> Matrix:
    _, q = _at(a, 1, j)
    if len(column) != len(a.rows):
        raise MathsError(f"a column of {describe(a)} has {len(a.rows)} entries, not {len(column)}")
    return matrices.transpose(_with_line(matrices.transpose(a), q, column))


def _swap_rows(a: Matrix, i: int, j: int) -> Matrix:
    (p, _), (q, _) = _at(a, i, 1), _at(a, j, 1)
    return _with_line(_with_line(a, p, a.rows[q]), q, a.rows[p])


def _scale_row(a: Matrix, i: int, factor: Anything) -> Matrix:
    if is_number(factor) and factor == 0:
        raise MathsError("a row operation multiplies by a number other than 0")
    p, _ = _at(a, i, 1)
    return _with_line(a, p, multiply(factor, a.rows[p]))


def _add_row(a: Matrix, i: int, factor: Anything, j: int) -> Matrix:
    (p, _), (q, _) = _at(a, i, 1), _at(a, j, 1)
    if p == q:
        raise MathsError("a row operation adds a multiple of another row")
    return _with_line(a, p, add(a.rows[p], multiply(factor, a.rows[q])))


def _outer_product(u: Vector, v: Vector) -> Matrix:
    return _kronecker(Matrix(tuple((entry,) for entry in u)), Matrix((v,)))


def _kronecker(a: Matrix, b: Matrix) -> Matrix:
    if len(a.rows) * len(b.rows) > MAX_SIDE or a.shape[1] * b.shape[1] > MAX_SIDE:
        raise MathsError(f"a matrix has at most {MAX_SIDE} rows and {MAX_SIDE} columns")
    return _made(tuple(tuple(multiply(p, q) for p in r for q in s) for r in a.rows for s in b.rows))


def _vandermonde(v: Vector) -> Matrix:
    if len(v) > MAX_SIZE:
        raise MathsError(f"`vandermonde` takes at most {MAX_SIZE} numbers")
    return Matrix(tuple(tuple(power(x, k) if k else 1 for k in range(len(v))) for x in v))


def _matrix_power(a: Matrix, n: int) -> Matrix:
    size = square_size(a, "a power")
    if n == 0:
        return Matrix(tuple(_basis_vector(size, i) for i in range(1, size + 1)))
    result: Matrix = power(matrices.inverse(a) if n < 0 else a, abs(n))
    return result


def _rotation(angle: Anything) -> Matrix:
    c, s = cosine(angle), sine(angle)
    return Matrix(((c, negate(s)), (s, c)))


def _reflection(angle: Anything) -> Matrix:
    c, s = (function(multiply(2, angle)) for function in (cosine, sine))
    return Matrix(((c, s), (s, negate(c))))


def _commutator(a: Matrix, b: Matrix) -> Matrix:
    difference: Matrix = subtract(multiply(workable(a), workable(b)), multiply(b, a))
    return difference


TABLE = table(
    Function("zeros", _zeros, "integer integer", "matrix of zeros with so many rows and columns", "zeros(1, 2) == [[0, 0]]", "zeros(0, 2)"),
    Function("basis_vector", _basis_vector, "integer integer", "vector of this size with 1 at one place and 0 elsewhere", "basis_vector(3, 2) == [0, 1, 0]", "basis_vector(3, 4)"),
    Function("shape_of", lambda a: a.shape, "matrix", "number of rows and of columns", "shape_of([[1, 2, 3], [4, 5, 6]]) == [2, 3]", "shape_of([1, 2])"),
    Function("diagonal_of", _diagonal_of, "matrix", "entries of the diagonal", "diagonal_of([[1, 2], [3, 4]]) == [1, 4]", "diagonal_of([1, 2])"),
    Function("beside", _beside, "matrix…", "matrices side by side", "beside([[1], [2]], [[3], [4]]) == [[1, 3], [2, 4]]", "beside([[1]], [[3], [4]])"),
    Function("stacked", _stacked, "matrix…", "matrices below each other", "stacked([[1, 2]], [[3, 4]]) == [[1, 2], [3, 4]]", "stacked([[1]], [[3, 4]])"),
    Function("block_diagonal", _block_diagonal, "matrix…", "matrices along the diagonal, zeros elsewhere", "block_diagonal([[1, 2]], [[3]]) == [[1, 2, 0], [0, 0, 3]]", "block_diagonal(zeros(20, 20), zeros(20, 20))"),
    Function("submatrix", _submatrix, "matrix list list", "the chosen rows and columns", "submatrix([[1, 2], [3, 4]], [2], [1, 2]) == [[3, 4]]", "submatrix([[1, 2]], [2], [1])"),
    Function("strike", _cut, "matrix integer integer", "the matrix without a row and a column", "strike([[1, 2], [3, 4]], 1, 2) == [[3]]", "strike([[1, 2]], 1, 1)"),
    Function("minor", _minor, "matrix integer integer", "determinant of the matrix without a row and a column", "minor([[1, 2], [3, 4]], 1, 2) == 3", "minor([[1, 2]], 1, 1)"),
    Function("cofactor", _cofactor, "matrix integer integer", "minor with the sign of its place", "cofactor([[1, 2], [3, 4]], 1, 2) == -3", "cofactor([[1, 2], [3, 4]], 3, 1)"),
    Function("with_entry", _with_entry, "matrix integer integer scalar", "the matrix with another entry at a place", "with_entry([[1, 2]], 1, 2, 9) == [[1, 9]]", "with_entry([[1, 2]], 2, 2, 9)"),
    Function("with_row", _with_row, "matrix integer vector", "the matrix with another row", "with_row([[1, 2], [3, 4]], 2, [5, 6]) == [[1, 2], [5, 6]]", "with_row([[1, 2]], 1, [5])"),
    Function("with_column", _with_column, "matrix integer vector", "the matrix with another column, as in Cramer's rule", "with_column([[1, 2], [3, 4]], 2, [5, 6]) == [[1, 5], [3, 6]]", "with_column([[1, 2]], 3, [5])"),
    Function("swap_rows", _swap_rows, "matrix integer integer", "row operation: two rows change places", "swap_rows([[1, 2], [3, 4]], 1, 2) == [[3, 4], [1, 2]]", "swap_rows([[1, 2]], 1, 2)"),
    Function("scale_row", _scale_row, "matrix integer scalar", "row operation: a row times a number", "scale_row([[1, 2]], 1, 3) == [[3, 6]]", "scale_row([[1, 2]], 1, 0)"),
    Function("add_row", _add_row, "matrix integer scalar integer", "row operation: to the first row is added so many times the other", "add_row([[1, 2], [3, 4]], 2, -3, 1) == [[1, 2], [0, -2]]", "add_row([[1, 2]], 1, 3, 1)"),
    Function("outer_product", _outer_product, "vector vector", "matrix of all products of entries", "outer_product([1, 2], [3, 4]) == [[3, 4], [6, 8]]", "outer_product([], [3, 4])"),
    Function("kronecker", _kronecker, "matrix matrix", "Kronecker product", "kronecker(identity(2), [[1, 2]]) == [[1, 2, 0, 0], [0, 0, 1, 2]]", "kronecker(zeros(9, 9), zeros(9, 9))"),
    Function("vandermonde", _vandermonde, "vector", "rows 1, x, x², … for each x", "vandermonde([2, 3]) == [[1, 2], [1, 3]]", "vandermonde(range(1, 20))"),
    Function("matrix_power", _matrix_power, "matrix integer", "power of a square matrix; the exponent may be 0 or negative", "matrix_power([[2, 0], [0, 4]], -1) == diag(1/2, 1/4)", "matrix_power([[0, 1], [0, 0]], -1)"),
    Function("commutator", _commutator, "matrix matrix", "`A*B - B*A`", "commutator([[1, 0], [0, 2]], [[0, 1], [0, 0]]) == [[0, -1], [0, 0]]", "commutator([[1]], identity(2))"),
    Function("rotation_matrix", _rotation, "scalar", "rotation of the plane by an angle", "rotation_matrix(pi/2) == [[0, -1], [1, 0]]", "rotation_matrix(10**9)"),
    Function("reflection_matrix", _reflection, "scalar", "reflection of the plane in the line through 0 at an angle", "reflection_matrix(pi/4) == [[0, 1], [1, 0]]", "reflection_matrix(10**9)"),
)  # fmt: skip
