"""The characteristic polynomial det(A − λI) of a 2×2 or 3×3 matrix, and the eigenvalues of a 3×3 one.

Polynomials are tuples of rational coefficients, the constant first, so that nothing here waits for sympy. A
rational root of the cubic is found exactly: between its turning points it rises or falls, so halving finds
every whole root.

    eigenvalues_3x3(diag(1, 2, 3))      # −λ³ + 6λ² − 11λ + 6, then (λ − 1)(λ² − 5λ + 6)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

import sympy

from generator.maths.arithmetic import compare
from generator.maths.function import Function, table
from generator.maths.matrices import real_roots_quadratic
from generator.maths.notation import DOT, MINUS, factor, is_sum, join_terms, paren, power, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe, is_number, normal, to_sympy
from generator.methods.determinants import expansion_line, expansion_words
from generator.methods.eigen import LAMBDA, difference, eigenvalue_list, quadratic_step, root_factor
from generator.methods.vectors import derived, derived_lines
from generator.methods.wording import equation, step
from generator.model import Fence, Formula, Grid, Num, Step, Sym

Polynomial = tuple[Anything, ...]
"""Coefficients, the constant first; at least one."""


def characteristic_polynomial(a: Matrix, symbol: Any) -> Worked:
    """det(A − x I) of a rational 2×2 or 3×3 matrix, in the symbol x: it begins with −x³ for a 3×3 matrix.

    Raises MathsError for other matrices.
    """
    coefficients, steps = _characteristic(a, typeset(symbol), "characteristic_polynomial", (2, 3))
    terms = [to_sympy(c) * symbol**k for k, c in enumerate(coefficients)]
    return Worked(normal(sympy.Add(*terms)), steps)


def eigenvalues_3x3(a: Matrix) -> Worked:
    """The real eigenvalues of a rational 3×3 matrix, increasing and without repetition; one must be rational.

    Raises MathsError for other matrices, and if two eigenvalues are not real.
    """
    coefficients, steps = _characteristic(a, LAMBDA, "eigenvalues_3x3", (3,))
    cubic: Polynomial = tuple(-c for c in coefficients)
    root = _rational_root(cubic)
    quotient = _divided(cubic, root)
    product, opposite, _ = quotient
    pair = real_roots_quadratic(1, opposite, product)
    distinct = sorted({root: None, **dict.fromkeys(pair)}, key=_ORDER)
    quadratic = polynomial_formula(quotient, LAMBDA)
    values = tuple(distinct)
    last = step(_conclusion(root, pair), state=eigenvalue_list(values))  # fmt: skip
    return Worked(
        values,
        (
            *steps,
            *_root_steps(cubic, root, quadratic),
            quadratic_step("the second factor", -opposite, product, pair, quadratic),
            last,
        ),
    )


def polynomial_formula(coefficients: Polynomial, x: Formula) -> Formula:
    """`−x³ + 2x − 1`."""
    degree = len(coefficients) - 1
    terms = [
        times(typeset(c), power(x, Num(str(k)))) if k else typeset(c)
        for k, c in zip(range(degree, -1, -1), reversed(coefficients), strict=True)
        if c
    ]
    return join_terms(terms)


# ─── The polynomial ──────────────────────────────────────────────────────────────────────────────────────


def _characteristic(
    a: Matrix, x: Formula, name: str, sizes: tuple[int, ...]
) -> tuple[Polynomial, tuple[Step, ...]]:
    """The coefficients of det(A − x I), and the steps that lead to them."""
    rational = all(is_number(entry) for line in a.rows for entry in line)
    if a.shape not in {(n, n) for n in sizes} or not rational:
        shapes = " or ".join(f"{n}×{n}" for n in sizes)
        raise MathsError(f"`{name}` takes a {shapes} matrix of rational numbers, not {describe(a)}")
    cells = tuple(
        tuple((entry, -1) if i == j else (entry,) for j, entry in enumerate(line))
        for i, line in enumerate(a.rows)
    )
    p = row(Sym("p"), Fence("(", x, ")"))
    first = step("Subtract ", x, " from the diagonal entries. The determinant of the result is the characteristic "
                 "polynomial.", state=equation(p, _bars(cells, x)))  # fmt: skip
    if len(cells) == 2:
        value = _two_by_two(cells)
        words = "Multiply along the two diagonals, and subtract. Then sort by powers."
        return value, (
            first,
            step(words, state=derived_lines(p, _crossed(cells, x), polynomial_formula(value, x))),
        )
    line, places = expansion_line([[0 if cell == (0,) else 1 for cell in cells_of] for cells_of in cells])
    kept = [(i, j) for i, j in places if cells[i][j] != (0,)]
    signed = [_scaled(-1 if (i + j) % 2 else 1, cells[i][j]) for i, j in kept]
    smaller = [_without(cells, i, j) for i, j in kept]
    values = [_two_by_two(small) for small in smaller]
    total: Polynomial = (0, 0, 0, 0)
    for entry, value in zip(signed, values, strict=True):
        total = _plus(total, _product(entry, value))
    fronts = [_cell(entry, x) for entry in signed]
    expansion = [times(front, _bars(small, x)) for front, small in zip(fronts, smaller, strict=True)]
    inserted = [
        times(front, paren(polynomial_formula(value, x))) for front, value in zip(fronts, values, strict=True)
    ]
    return _trimmed(total), (
        first,
        step(expansion_words(line, 3 - len(kept)), state=equation(p, join_terms(expansion))),
        *(
            step("Work out the smaller determinant.", minor=True,
                 state=derived(_bars(small, x), _crossed(small, x), polynomial_formula(value, x)))
            for small, value in zip(smaller, values, strict=True)
        ),
        step("Put the smaller determinants in, multiply out and sort by powers.",
             state=derived_lines(p, join_terms(inserted), polynomial_formula(_trimmed(total), x))),
    )  # fmt: skip


Cells = tuple[tuple[Polynomial, ...], ...]
"""A matrix of polynomials."""


def _cell(entry: Polynomial, x: Formula) -> Formula:
    """An entry, with its number first: `2 − λ`."""
    if len(entry) == 1:
        return typeset(entry[0])
    return difference(typeset(entry[0]), x)


def _bars(cells: Cells, x: Formula) -> Formula:
    return Grid(tuple(tuple(_cell(cell, x) for cell in line) for line in cells), "|", "|")


def _crossed(cells: Cells, x: Formula) -> Formula:
    """The determinant of 2×2 cells before it is worked out: `(2 − λ)(1 − λ) − 3 · 4`."""
    (p, q), (r, s) = ((_cell(cell, x) for cell in line) for line in cells)
    return join_terms([_side(p, s), row(MINUS, _side(factor(q), r))])


def _side(first: Formula, second: Formula) -> Formula:
    left, right = (paren(first) if is_sum(first) else first), factor(second)
    return row(left, right) if isinstance(left, Fence) and isinstance(right, Fence) else row(left, DOT, right)


def _without(cells: Cells, i: int, j: int) -> Cells:
    return tuple(line[:j] + line[j + 1 :] for k, line in enumerate(cells) if k != i)


def _two_by_two(cells: Cells) -> Polynomial:
    (p, q), (r, s) = cells
    return _trimmed(_plus(_product(p, s), _scaled(-1, _product(q, r))))


def _scaled(c: Anything, p: Polynomial) -> Polynomial:
    return tuple(c * entry for entry in p)


def _plus(p: Polynomial, q: Polynomial) -> Polynomial:
    size = max(len(p), len(q))
    return tuple((p[k] if k < len(p) else 0) + (q[k] if k < len(q) else 0) for k in range(size))


def _product(p: Polynomial, q: Polynomial) -> Polynomial:
    result: list[Anything] = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return tuple(result)


def _trimmed(p: Polynomial) -> Polynomial:
    """Without leading zeros, entries in their canonical types."""
    end = max((k for k, c in enumerate(p) if c), default=0)
    return tuple(normal(c) for c in p[: end + 1])


# ─── Roots of the cubic ──────────────────────────────────────────────────────────────────────────────────


_ORDER = cmp_to_key(lambda p, q: compare(">", p, q) - compare("<", p, q))


def _root_steps(cubic: Polynomial, root: Anything, quadratic: Formula) -> Iterator[Step]:
    """Finds one root, and divides its factor off."""
    shown = polynomial_formula(cubic, LAMBDA)
    divided = equation(shown, row(root_factor(root), paren(quadratic)))
    yield step("Set it to 0, and change all signs, so that it begins with ", power(LAMBDA, Num("3")), ".",
               state=equation(shown, 0))  # fmt: skip
    if root == 0:
        yield step("There is no constant term, so 0 is a root and ", LAMBDA, " a factor.", state=divided)
        return
    whole = all(type(c) is int for c in cubic)
    why = (
        ": a rational root is whole and divides the constant term, because all coefficients are whole"
        if whole
        else ""
    )
    terms = [typeset(normal(c * root**k)) for k, c in reversed(list(enumerate(cubic))) if c]
    yield step(f"Find one root by trying{why}. One is ", equation(LAMBDA, root), ".",
               state=equation(join_terms(terms), 0))  # fmt: skip
    yield step("Divide by the factor that belongs to it.", state=divided)


def _conclusion(root: Anything, pair: Sequence[Anything]) -> str:
    """Where the eigenvalues come from, and how often they count, where it is not once."""
    if len(pair) == 1 and pair[0] == root:
        return "All factors have the same zero, so there is one eigenvalue, which counts three times."
    repeated = "; the zero of the square counts twice" if len(pair) == 1 else ""
    shared = "; the one that both factors share counts twice" if root in pair else ""
    return f"The eigenvalues are the zeros of the factors{repeated}{shared}."


def _rational_root(cubic: Polynomial) -> Anything:
    """The rational root of x³ + … that is nearest 0, the positive one of two. Raises MathsError if there is none.

    With the denominators multiplied off, y = d x has a polynomial with whole coefficients and leading
    coefficient 1, so its rational roots are whole.
    """
    d = math.lcm(*(c.denominator for c in cubic))
    c, b, a = (normal(int(coefficient * d ** (3 - k))) for k, coefficient in enumerate(cubic[:3]))
    roots = _whole_roots(a, b, c)
    if not roots:
        raise MathsError("none of the eigenvalues is rational")
    return normal(Fraction(min(roots, key=lambda y: (abs(y), -y)), d))


def _whole_roots(a: int, b: int, c: int) -> list[int]:
    """The whole roots of y³ + a y² + b y + c, by halving where the polynomial is monotone."""
    bound = 1 + max(abs(a), abs(b), abs(c))  # Cauchy's bound on all roots
    cuts = {-bound, bound}
    turning = a * a - 3 * b
    if turning > 0:  # it turns at (−a ± √turning)/3; cuts on both sides of either leave monotone pieces
        low, high = (-a - math.isqrt(turning)) // 3, (-a + math.isqrt(turning)) // 3
        cuts |= {low - 1, low, low + 1, high, high + 1, high + 2}

    def value(y: int) -> int:
        return ((y + a) * y + b) * y + c

    places = sorted(cuts)
    found = [y for y in places if value(y) == 0]
    for low, high in pairwise(places):
        root = _root_between(value, low, high)
        if root is not None:
            found.append(root)
    return found


def _root_between(value: Callable[[int], int], low: int, high: int) -> int | None:
    """The whole zero strictly between two numbers of a function that is monotone there."""
    if (value(low) < 0) == (value(high) < 0) or value(low) == 0 or value(high) == 0:
        return None
    rising = value(low) < 0
    while high - low > 1:
        middle = (low + high) // 2
        here = value(middle)
        if here == 0:
            return middle
        if (here < 0) == rising:
            low = middle
        else:
            high = middle
    return None


def _divided(cubic: Polynomial, root: Anything) -> Polynomial:
    """x³ + … without its factor x − root, by Horner's scheme."""
    _, linear, square, _ = cubic
    opposite = square + root
    return (normal(linear + root * opposite), normal(opposite), 1)


TABLE = table(
    Function("characteristic_polynomial", characteristic_polynomial, "matrix symbol",
             "det(A − x I) of a 2×2 or 3×3 matrix, in the symbol x",
             "characteristic_polynomial([[2, 1], [1, 2]], t) == t**2 - 4*t + 3"),
    Function("eigenvalues_3x3", eigenvalues_3x3, "matrix",
             "the real eigenvalues of a 3×3 matrix with a rational one, increasing",
             "eigenvalues_3x3(diag(1, 2, 3)) == [1, 2, 3]"),
)  # fmt: skip
