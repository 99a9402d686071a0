"""Vectors: sums of multiples, dot and cross product, length, angle, and a matrix times a vector.

Owns the small steps that longer methods take too (a sum of products, a root of a sum of squares), and how
several equations stand in one line. Vectors are called **u** and **v** where a step needs a name for them.

    dot_product([1, 2], [3, 4])      # 1 · 3 + 2 · 4 = 11
    vector_length([3, 4])            # √(3² + 4²) = √25 = 5
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.maths.arithmetic import divide, dot, multiply, total
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.matrices import determinant
from generator.maths.notation import DOT, MINUS, factor, join_terms, power, row, times
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe
from generator.methods.nearness import EQUALS
from generator.methods.products import dot_terms, unworked
from generator.methods.wording import chain, distinct, equation, shown, step
from generator.model import Fence, Formula, Frac, Func, Grid, Lines, Num, Op, Root, Script, Space, Sym

Vector = tuple[Anything, ...]

TWO = Num("2")
U, V = Sym("u", "bold"), Sym("v", "bold")
COSINE = row(Func("cos"), Sym("θ"))


# ─── Notation ────────────────────────────────────────────────────────────────────────────────────────────


def side_by_side(equations: Iterable[Formula]) -> Formula:
    """Equations in one line: `λ₁ = −1, λ₂ = 3`."""
    first, *rest = equations
    return row(first, *(item for other in rest for item in (Op(","), Space("quad"), other)))


def derived(*sides: Formula | Anything) -> Formula:
    """The sides with equals signs between them, without a side that looks like the one before it."""
    return equation(*distinct(sides))


def derived_lines(left: Formula | Anything, *rights: Formula | Anything) -> Formula:
    """As `derived`, each side after the first on a line of its own."""
    return chain(left, *distinct(rights))


def aligned(*equations: tuple[Formula | Anything, ...]) -> Formula:
    """Equations below each other, as `derived`, each given by its sides; one alone stands by itself."""
    if len(equations) == 1:
        return derived(*equations[0])
    return Lines(tuple((shown(left), row(EQUALS, derived(*rights))) for left, *rights in equations))


def indexed(letter: str, *indices: int) -> Formula:
    """A bold letter for a vector with an index, a slanted one for a number with two: `u₁`, `ℓ₂₁`."""
    below = row(*(Num(str(index)) for index in indices))
    return Script(Sym(letter, "bold" if len(indices) == 1 else "italic"), below=below)


def length_of(vector: Formula) -> Formula:
    """`‖v‖`."""
    return Fence("‖", vector, "‖")


def squares(v: Vector) -> Formula:
    """The sum of the squares before it is worked out: `3² + (−4)²`."""
    return join_terms([power(typeset(entry), TWO) for entry in v])


def is_zero(v: Vector) -> bool:
    """Are all entries 0?"""
    return all(equal(entry, 0) for entry in v)


def unit(vector: Vector) -> Vector:
    """The vector divided by its length, without roots in denominators. Raises MathsError for the zero vector."""
    square = dot(vector, vector)
    root = square_root(square)
    return tuple(divide(multiply(entry, root), square) for entry in vector)


# ─── Methods ─────────────────────────────────────────────────────────────────────────────────────────────


def dot_product(u: Vector, v: Vector) -> Worked:
    """The sum of products of entries. Raises MathsError if the vectors differ in length."""
    value = dot(u, v)
    words = "Multiply the entries in the same place, and add the products."
    return Worked(
        value, (step(words, state=equation(row(typeset(u), DOT, typeset(v)), dot_terms(u, v), value)),)
    )


def vector_length(v: Vector) -> Worked:
    """The root of the sum of the squares of the entries."""
    square = dot(v, v)
    value = square_root(square)
    words = "The length is the root of the sum of the squares of the entries."
    state = derived(length_of(typeset(v)), Root(squares(v)), Root(typeset(square)), value)
    return Worked(value, (step(words, state=state),))


def cosine_between(u: Vector, v: Vector) -> Worked:
    """The cosine of the angle between two vectors.

    Raises MathsError if they differ in length, or if one of them is zero.
    """
    product, uu, vv = dot(u, v), dot(u, u), dot(v, v)
    if is_zero(u) or is_zero(v):
        raise MathsError("the zero vector makes no angle")
    square = multiply(uu, vv)
    value = divide(multiply(product, square_root(square)), square)
    lengths = [
        derived(length_of(name), Root(squares(vector)), square_root(length))
        for name, vector, length in ((U, u, uu), (V, v, vv))
    ]
    below = times(typeset(square_root(uu)), typeset(square_root(vv)))
    return Worked(
        value,
        (
            step("Find the dot product of the two vectors, ", U, " and ", V, ".",
                 state=equation(row(U, DOT, V), dot_terms(u, v), product)),
            step("Find their lengths.", state=side_by_side(lengths)),
            step("The cosine of the angle is the dot product divided by the product of the lengths.",
                 state=derived(COSINE, Frac(row(U, DOT, V), row(length_of(U), length_of(V))),
                               Frac(typeset(product), below), value)),
        ),
    )  # fmt: skip


def cross_product(u: Vector, v: Vector) -> Worked:
    """The vector that is orthogonal to u and v. Raises MathsError unless both have three entries."""
    if len(u) != 3 or len(v) != 3:
        raise MathsError("the cross product takes two vectors of three entries")
    places = ((1, 2), (2, 0), (0, 1))
    value = tuple(determinant(Matrix(((u[i], u[j]), (v[i], v[j])))) for i, j in places)

    def letters(i: int, j: int) -> Formula:
        a, b = (Script(Sym("u"), below=Num(str(k + 1))) for k in (i, j))
        c, d = (Script(Sym("v"), below=Num(str(k + 1))) for k in (i, j))
        return row(a, d, MINUS, b, c)

    def numbers(i: int, j: int) -> Formula:
        return join_terms(
            [unworked(u[i], v[j]), row(MINUS, factor(typeset(u[j])), DOT, factor(typeset(v[i])))]
        )

    times_sign = row(typeset(u), Op("×"), typeset(v))
    return Worked(
        value,
        (
            step("Each entry of ", row(U, Op("×"), V), " is made of the entries of both vectors in the two other "
                 "places: multiply crosswise and subtract.",
                 state=equation(row(U, Op("×"), V), Grid(tuple((letters(i, j),) for i, j in places)))),
            step("Put the numbers in.",
                 state=equation(times_sign, Grid(tuple((numbers(i, j),) for i, j in places)), value)),
        ),
    )  # fmt: skip


def combine_vectors(coefficients: Vector, *vectors: Vector) -> Worked:
    """c₁v₁ + c₂v₂ + … from the coefficients and the vectors.

    Raises MathsError if there is not one coefficient for each vector, or if the vectors differ in length.
    """
    if len(coefficients) != len(vectors) or len({len(vector) for vector in vectors}) != 1:
        raise MathsError("a linear combination needs vectors of one length, and one coefficient for each")
    scaled = [multiply(c, vector) for c, vector in zip(coefficients, vectors, strict=True)]
    value = total(scaled)
    parts = [times(typeset(c), typeset(vector)) for c, vector in zip(coefficients, vectors, strict=True)]
    each = [
        equation(part, result) for part, result in zip(parts, scaled, strict=True) if part != typeset(result)
    ]
    steps = [
        step("Add the vectors, entry by entry.",
             state=derived(join_terms(parts), join_terms(list(map(typeset, scaled))), value)),
    ]  # fmt: skip
    if each:
        words = "Multiply each vector by its coefficient, entry by entry."
        steps.insert(0, step(words, state=side_by_side(each), minor=True))
    return Worked(value, tuple(steps))


def matrix_vector_product(a: Matrix, x: Vector) -> Worked:
    """A x: each entry is a row of A times x. Raises MathsError if the shapes do not fit."""
    if a.shape[1] != len(x):
        raise MathsError(f"cannot multiply {describe(a)} by {describe(x)}")
    value = tuple(dot(line, x) for line in a.rows)
    terms = Grid(tuple((dot_terms(line, x),) for line in a.rows))
    words = "Multiply each row of the matrix by the vector: entry by entry, then add."
    return Worked(value, (step(words, state=equation(row(typeset(a), typeset(x)), terms, value)),))


TABLE = table(
    Function("dot_product", dot_product, "vector vector", "the dot product of two vectors",
             "dot_product([1, 2], [3, 4]) == 11"),
    Function("vector_length", vector_length, "vector", "the length of a vector", "vector_length([3, 4]) == 5"),
    Function("cosine_between", cosine_between, "vector vector", "the cosine of the angle between two vectors",
             "cosine_between([1, 0], [3, 4]) == 3/5"),
    Function("cross_product", cross_product, "vector vector", "the cross product of two vectors",
             "cross_product([1, 2, 3], [4, 5, 6]) == [-3, 6, -3]"),
    Function("combine_vectors", combine_vectors, "vector vector…",
             "the linear combination with these coefficients",
             "combine_vectors([2, -1], [1, 0], [3, 1]) == [-1, -1]"),
    Function("matrix_vector_product", matrix_vector_product, "matrix vector", "a matrix times a vector",
             "matrix_vector_product([[1, 2], [3, 4]], [5, 6]) == [17, 39]"),
)  # fmt: skip
