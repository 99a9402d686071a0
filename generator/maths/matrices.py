"""Matrices with exact entries: the algorithms behind the functions of linear algebra.

Entries are rational numbers or sympy expressions; elimination works over both. Square matrices are at most
10×10 here, so plain schoolbook algorithms are the fast ones.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

import sympy

from generator.maths.arithmetic import add, compare, divide, dot, multiply, negate, subtract
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Matrix, is_number, normal, to_sympy

Vector = tuple[Anything, ...]

MAX_SIZE = 10
"""Largest square matrix, and largest dimension, that is worked with."""

MAX_RADICAND = 10**24
"""Largest numerator or denominator under a root that is no square: it is searched for square factors."""


def transpose(a: Matrix) -> Matrix:
    """Rows become columns."""
    return Matrix(a.columns())


def square_size(a: Matrix, what: str) -> int:
    """The size of a square matrix. Raises MathsError, naming `what` needs one, for any other."""
    rows, columns = a.shape
    if rows != columns:
        raise MathsError(f"{what} needs a square matrix, not a {rows}×{columns} one")
    if rows > MAX_SIZE:
        raise MathsError(f"{what} takes matrices up to {MAX_SIZE}×{MAX_SIZE}")
    return rows


def trace(a: Matrix) -> Anything:
    """Sum of the diagonal entries."""
    total: Anything = 0
    for i in range(square_size(a, "the trace")):
        total = add(total, a.rows[i][i])
    return total


def determinant(a: Matrix) -> Anything:
    """Determinant: by formula for 2×2, by expansion along the first row up to 4×4, else by elimination."""
    n = square_size(a, "the determinant")
    if n == 1:
        return a.rows[0][0]
    if n == 2:
        (p, q), (r, s) = a.rows
        return subtract(multiply(p, s), multiply(q, r))
    if n > 4:
        return _eliminate(a.rows)[2]
    total: Anything = 0
    for j, entry in enumerate(a.rows[0]):
        if not (is_number(entry) and entry == 0):
            term = multiply(entry, determinant(minor(a, 0, j)))
            total = subtract(total, term) if j % 2 else add(total, term)
    return total


def minor(a: Matrix, i: int, j: int) -> Matrix:
    """The matrix without row i and column j (from 0)."""
    return Matrix(tuple(row[:j] + row[j + 1 :] for k, row in enumerate(a.rows) if k != i))


def adjugate(a: Matrix) -> Matrix:
    """Transposed matrix of cofactors: A · adj(A) = det(A) · I."""
    n = square_size(a, "the adjugate")
    if n == 1:
        return Matrix(((1,),))

    def cofactor(i: int, j: int) -> Anything:
        value = determinant(minor(a, i, j))
        return negate(value) if (i + j) % 2 else value

    return Matrix(tuple(tuple(cofactor(j, i) for j in range(n)) for i in range(n)))


def _is_zero(entry: Anything) -> bool:
    return entry == 0 if is_number(entry) else equal(entry, 0)


def _eliminate(rows: tuple[Vector, ...]) -> tuple[list[Vector], list[int], Anything]:
    """Gauss–Jordan: reduced rows, pivot columns, and the product of pivots with sign (det, if square and full)."""
    work = [list(row) for row in rows]
    pivots: list[int] = []
    factor: Anything = 1
    for j in range(len(work[0])):
        start = len(pivots)
        if start == len(work):
            break
        chosen = next((i for i in range(start, len(work)) if not _is_zero(work[i][j])), None)
        if chosen is None:
            continue
        if chosen != start:
            work[start], work[chosen] = work[chosen], work[start]
            factor = negate(factor)
        pivot = work[start][j]
        factor = multiply(factor, pivot)
        work[start] = [divide(entry, pivot) for entry in work[start]]
        for i, row in enumerate(work):
            if i != start and not _is_zero(row[j]):
                scale = row[j]
                work[i] = [subtract(p, multiply(scale, q)) for p, q in zip(row, work[start], strict=True)]
        pivots.append(j)
    return [tuple(row) for row in work], pivots, factor if len(pivots) == len(work) else 0


def reduced(a: Matrix) -> Matrix:
    """Reduced row echelon form."""
    return Matrix(tuple(_eliminate(a.rows)[0]))


def rank(a: Matrix) -> int:
    """Number of pivots."""
    return len(_eliminate(a.rows)[1])


def inverse(a: Matrix) -> Matrix:
    """Inverse, by elimination of (A | I). Raises MathsError if there is none."""
    n = square_size(a, "the inverse")
    wide = tuple(row + tuple(int(i == j) for j in range(n)) for i, row in enumerate(a.rows))
    rows, pivots, _ = _eliminate(wide)
    if pivots != list(range(n)):
        raise MathsError("the matrix has no inverse")
    return Matrix(tuple(row[n:] for row in rows))


def solve(a: Matrix, b: Vector) -> Vector:
    """The one solution of A x = b. Raises MathsError if there is none, or more than one."""
    if len(b) != a.shape[0]:
        raise MathsError("the right-hand side needs one entry for each row")
    n = a.shape[1]
    rows, pivots, _ = _eliminate(tuple((*row, entry) for row, entry in zip(a.rows, b, strict=True)))
    if n in pivots:
        raise MathsError("the system has no solution")
    if len(pivots) < n:
        raise MathsError("the system has more than one solution")
    return tuple(row[n] for row in rows[:n])


def null_vector(a: Matrix) -> Vector:
    """The vector that spans a one-dimensional null space: whole entries, no common factor, first one positive.

    Entries of A must be rational. Raises MathsError for another dimension.
    """
    if not all(is_number(entry) for row in a.rows for entry in row):
        raise MathsError("`null_vector` takes a matrix of rational numbers")
    rows, pivots, _ = _eliminate(a.rows)
    free = [j for j in range(a.shape[1]) if j not in pivots]
    if len(free) != 1:
        raise MathsError(f"the null space has dimension {len(free)}, not 1")
    entries = [Fraction(0)] * a.shape[1]
    entries[free[0]] = Fraction(1)
    for row, j in zip(rows, pivots, strict=False):
        entries[j] = -Fraction(row[free[0]])
    return primitive(tuple(entries))


def primitive(v: tuple[Fraction, ...]) -> tuple[int, ...]:
    """The shortest whole multiple of a rational vector whose first non-zero entry is positive."""
    scale = math.lcm(*(entry.denominator for entry in v))
    whole = [int(entry * scale) for entry in v]
    divisor = math.gcd(*whole) or 1
    lead = next((entry for entry in whole if entry), 1)
    return tuple(entry // divisor if lead > 0 else -entry // divisor for entry in whole)


def eigenvalues(a: Matrix) -> Vector:
    """The real eigenvalues without repetition, increasing, up to 4×4.

    Entries must be rational. Raises MathsError if an eigenvalue is not real, or is no root of a polynomial of
    degree 1 or 2 with rational coefficients.
    """
    n = square_size(a, "eigenvalues")
    if not all(is_number(entry) for row in a.rows for entry in row):
        raise MathsError("`eigenvalues` takes a matrix of rational numbers")
    if n > 4:
        raise MathsError("`eigenvalues` takes matrices up to 4×4")
    if n == 2:
        return real_roots_quadratic(1, negate(trace(a)), determinant(a))
    found: list[Anything] = []
    for factor, _ in sympy.Poly(_characteristic(a), sympy.Dummy(), domain="QQ").factor_list()[1]:
        coefficients = [normal(coefficient) for coefficient in factor.all_coeffs()]
        if len(coefficients) == 2:
            found.append(divide(negate(coefficients[1]), coefficients[0]))
        elif len(coefficients) == 3:
            found += real_roots_quadratic(*coefficients)
        else:
            raise MathsError("an eigenvalue is a root of no polynomial of degree 1 or 2")
    return tuple(sorted(found, key=cmp_to_key(lambda p, q: compare(">", p, q) - compare("<", p, q))))


def _characteristic(a: Matrix) -> list[Any]:
    """Coefficients of det(x I − A) from the highest power, by Faddeev and LeVerrier."""
    n = len(a.rows)
    coefficients: list[Anything] = [1]
    power = Matrix(tuple(tuple(int(i == j) for j in range(n)) for i in range(n)))
    for k in range(1, n + 1):
        power = multiply(a, power)
        coefficients.append(divide(negate(trace(power)), k))
        power = Matrix(
            tuple(
                tuple(add(entry, coefficients[-1]) if i == j else entry for j, entry in enumerate(row))
                for i, row in enumerate(power.rows)
            )
        )
    return [to_sympy(coefficient) for coefficient in coefficients]


def real_roots_quadratic(a: Anything, b: Anything, c: Anything) -> Vector:
    """Roots of a x² + b x + c with rational a ≠ 0, b, c: increasing, without repetition.

    Raises MathsError if they are not real.
    """
    square = Fraction(b) ** 2 - 4 * Fraction(a) * Fraction(c)
    if square < 0:
        raise MathsError("the roots are not real")
    top, bottom = math.isqrt(square.numerator), math.isqrt(square.denominator)
    if top * top == square.numerator and bottom * bottom == square.denominator:
        root: Anything = Fraction(top, bottom)
    else:
        if max(square.numerator, square.denominator) > MAX_RADICAND:
            raise MathsError("the number under the root is too large")
        root = sympy.sqrt(to_sympy(square))
    twice = 2 * Fraction(a)
    pair = (divide(subtract(negate(b), root), twice), divide(add(negate(b), root), twice))
    if square == 0:
        return pair[:1]
    return pair if twice > 0 else pair[::-1]


def parallel(u: Vector, v: Vector) -> bool:
    """Is one vector a multiple of the other, neither of them zero?"""
    if len(u) != len(v):
        return False
    if all(_is_zero(entry) for entry in u) or all(_is_zero(entry) for entry in v):
        return False
    return all(
        equal(multiply(u[i], v[j]), multiply(u[j], v[i])) for i in range(len(u)) for j in range(i + 1, len(u))
    )


def is_diagonal(a: Matrix) -> bool:
    """Are all entries off the diagonal zero?"""
    return all(_is_zero(entry) for i, row in enumerate(a.rows) for j, entry in enumerate(row) if i != j)


def is_symmetric(a: Matrix) -> bool:
    """Does the matrix equal its transpose?"""
    return equal(a.rows, a.columns())


def is_triangular(a: Matrix) -> bool:
    """Is the matrix upper or lower triangular?"""
    below = [entry for i, row in enumerate(a.rows) for j, entry in enumerate(row) if i > j]
    above = [entry for i, row in enumerate(a.rows) for j, entry in enumerate(row) if i < j]
    return all(map(_is_zero, below)) or all(map(_is_zero, above))


def gram_schmidt(vectors: tuple[Vector, ...]) -> tuple[Vector, ...]:
    """Orthogonal vectors with the same spans, not normalised. Raises MathsError if they are dependent."""
    basis: list[Vector] = []
    for vector in vectors:
        current = vector
        for earlier in basis:
            scale = divide(dot(vector, earlier), dot(earlier, earlier))
            current = subtract(current, multiply(scale, earlier))
        if all(_is_zero(entry) for entry in current):
            raise MathsError("the vectors are linearly dependent")
        basis.append(current)
    return tuple(basis)
