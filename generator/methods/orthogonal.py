"""The Gram–Schmidt process, without normalising: orthogonal vectors with the same spans.

gram_schmidt([1, 1], [2, 0])      # u₁ = (1, 1); u₂ = (2, 0) − 1 · (1, 1) = (1, −1)
"""

from __future__ import annotations

from generator.maths.arithmetic import divide, dot, multiply, negate, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, EMPTY, join_terms, row, times
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked
from generator.methods.wording import chain, equation, step
from generator.model import Formula, Frac, Num, Op, Script, Space, Step, Sym

Vector = tuple[Anything, ...]


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


def _first(vector: Vector) -> Step:
    return step("Keep the first vector as it is.", state=equation(_name("u", 0), _name("v", 0), vector))


def _steps(
    k: int, vector: Vector, found: list[Vector], scales: list[Anything], result: Vector
) -> tuple[Step, Step]:
    """How much of each earlier vector is in the k-th (from 0), and what is left without it."""
    name, new = _name("v", k), _name("u", k)
    earlier = [_name("u", j) for j in range(k)]
    shares = [
        _share(name, vector, old, u, scale) for old, u, scale in zip(earlier, found, scales, strict=True)
    ]
    projections = " its projection on " if k == 1 else " its projections on "
    symbols = join_terms([name, *(_less(scale, old) for scale, old in zip(scales, earlier, strict=True))])
    numbers = join_terms(
        [typeset(vector), *(_less(scale, typeset(u)) for scale, u in zip(scales, found, strict=True))]
    )
    return (
        step("Find how much of ", *_in_words(earlier), " there is in ", name, ".", state=_in_line(shares)),
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


def _in_line(equations: list[Formula]) -> Formula:
    first, *rest = equations
    return row(first, *(item for other in rest for item in (Op(","), Space("quad"), other)))


def _name(letter: str, k: int) -> Formula:
    return Script(Sym(letter, "bold"), below=Num(str(k + 1)))


TABLE = table(
    Function("gram_schmidt", gram_schmidt, "vector…", "the orthogonal vectors of the Gram–Schmidt process",
             "gram_schmidt([1, 1], [2, 0])[2] == [1, -1]"),
)  # fmt: skip
