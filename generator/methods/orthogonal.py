"""The Gram–Schmidt process: orthogonal vectors with the same spans, normalised or not, and A = Q R from them.

gram_schmidt([1, 1], [2, 0])        # u₁ = (1, 1); u₂ = (2, 0) − 1 · (1, 1) = (1, −1)
orthonormalise([3, 4], [5, 0])      # then 1/5 (3, 4) and 1/5 (4, −3)
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.maths.arithmetic import divide, dot, multiply, negate, subtract
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.matrices import transpose
from generator.maths.notation import DOT, EMPTY, join_terms, row, times
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked
from generator.methods.vectors import Vector, aligned, indexed, length_of, side_by_side, unit
from generator.methods.wording import chain, equation, step, transposed
from generator.model import Formula, Frac, Num, Step, Sym


def gram_schmidt(*vectors: Vector) -> Worked:
    """The list of orthogonal vectors u₁, u₂ … that v₁, v₂ … lead to.

    Raises MathsError if the vectors differ in length or are linearly dependent.
    """
    if len({len(vector) for vector in vectors}) != 1:
        raise MathsError("the vectors must have one length")
    found: list[Vector] = []
    steps: list[Step] = []
    for k, vector in enumerate(vectors):
        scales = [divide(dot(vector, earlier), dot(earlier, earlier)) for earlier in found]
        current = vector
        for scale, earlier in zip(scales, found, strict=True):
            current = subtract(current, multiply(scale, earlier))
        if all(equal(entry, 0) for entry in current):
            raise MathsError("the vectors are linearly dependent")
        steps += _steps(k, vector, found, scales, current) if k else [_first(vector)]
        found.append(current)
    return Worked(tuple(found), tuple(steps))


def orthonormalise(*vectors: Vector) -> Worked:
    """The list of unit vectors that v₁, v₂ … lead to. Raises MathsError as `gram_schmidt`."""
    found = gram_schmidt(*vectors)
    names = [indexed("u", k + 1) for k in range(len(vectors))]
    last = unit_step("Divide each vector by its length.", names, found.value, "e")
    return Worked(tuple(map(unit, found.value)), (*found.steps, last))


def qr_by_gram_schmidt(a: Matrix) -> Worked:
    """[Q, R] with A = Q R: orthonormal columns, and an upper triangular matrix with a positive diagonal.

    Raises MathsError if the columns are linearly dependent.
    """
    columns = a.columns()
    found = orthonormalise(*columns)
    q = transpose(Matrix(found.value))
    r = Matrix(
        tuple(
            tuple(dot(e, v) if i <= j else 0 for j, v in enumerate(columns))
            for i, e in enumerate(found.value)
        )
    )
    names = [equation(indexed("v", k + 1), column) for k, column in enumerate(columns)]
    big_q, big_r = Sym("Q"), Sym("R")
    product = row(transposed(big_q), Sym("A"))
    steps = (
        step("Make the columns of ", Sym("A"), " orthogonal, from the left.", state=side_by_side(names)),
        *found.steps,
        step("The unit vectors are the columns of ", big_q, ". Their dot products with the columns of ", Sym("A"),
             " make ", equation(big_r, product), ", which has zeros below its diagonal. Then ",
             equation(Sym("A"), row(big_q, big_r)), ".",
             state=side_by_side((equation(big_q, q), equation(big_r, r)))),
    )  # fmt: skip
    return Worked((q, r), steps)


def unit_step(words: str, names: Sequence[Formula], vectors: Sequence[Vector], letter: str) -> Step:
    """Divides each vector by its length, after the words; the results are called `letter` with an index."""
    equations = []
    for k, (name, vector) in enumerate(zip(names, vectors, strict=True), 1):
        length = square_root(dot(vector, vector))
        below = typeset(length)
        scale = typeset(divide(1, length)) if isinstance(below, Frac) else Frac(Num("1"), below)
        factor = () if length == 1 else (scale,)
        symbols = Frac(name, length_of(name))
        equations.append((indexed(letter, k), symbols, row(*factor, typeset(vector)), unit(vector)))
    return step(words, state=aligned(*equations))


# ─── Steps ───────────────────────────────────────────────────────────────────────────────────────────────


def _first(vector: Vector) -> Step:
    return step("Keep the first vector as it is.", state=equation(indexed("u", 1), indexed("v", 1), vector))


def _steps(
    k: int, vector: Vector, found: list[Vector], scales: list[Anything], result: Vector
) -> tuple[Step, Step]:
    """How much of each earlier vector is in the k-th (from 0), and what is left without it."""
    name, new = indexed("v", k + 1), indexed("u", k + 1)
    earlier = [indexed("u", j + 1) for j in range(k)]
    shares = [
        _share(name, vector, old, u, scale) for old, u, scale in zip(earlier, found, scales, strict=True)
    ]
    projections = " its projection on " if k == 1 else " its projections on "
    symbols = join_terms([name, *(_less(scale, old) for scale, old in zip(scales, earlier, strict=True))])
    numbers = join_terms(
        [typeset(vector), *(_less(scale, typeset(u)) for scale, u in zip(scales, found, strict=True))]
    )
    return (
        step("Find how much of ", *_in_words(earlier), " there is in ", name, ".", state=side_by_side(shares),
             minor=True),
        step("Subtract from ", name, projections, *_in_words(earlier), ": what is left is orthogonal to ",
             "it" if k == 1 else "them", ".", state=chain(new, symbols, equation(numbers, result))),
    )  # fmt: skip


def _share(name: Formula, vector: Vector, old: Formula, u: Vector, scale: Anything) -> Formula:
    """`(v · u) / (u · u) = 10/5 = 2`, without the last side where nothing cancels."""
    symbols = Frac(row(name, DOT, old), row(old, DOT, old))
    numbers = Frac(typeset(dot(vector, u)), typeset(dot(u, u)))
    return equation(symbols, numbers) if typeset(scale) == numbers else equation(symbols, numbers, scale)


def _less(scale: Anything, vector: Formula) -> Formula:
    """`− 2u`, or nothing where the scale is 0."""
    return times(typeset(negate(scale)), vector) if scale != 0 else EMPTY


def _in_words(names: list[Formula]) -> list[str | Formula]:
    """`u₁`, `u₁ and u₂`, `u₁, u₂ and u₃`."""
    words: list[str | Formula] = [names[0]]
    for position, name in enumerate(names[1:], 2):
        words += [" and " if position == len(names) else ", ", name]
    return words


TABLE = table(
    Function("gram_schmidt", gram_schmidt, "vector…", "the orthogonal vectors of the Gram–Schmidt process",
             "gram_schmidt([1, 1], [2, 0])[2] == [1, -1]"),
    Function("orthonormalise", orthonormalise, "vector…",
             "the vectors of the Gram–Schmidt process, divided by their lengths",
             "orthonormalise([3, 4], [5, 0])[1] == [3/5, 4/5]"),
    Function("qr_by_gram_schmidt", qr_by_gram_schmidt, "matrix",
             "the list [Q, R] with A = Q R: orthonormal columns, and an upper triangular matrix",
             "qr_by_gram_schmidt([[3, 5], [4, 0]])[2] == [[5, 3], [0, 4]]"),
)  # fmt: skip
