"""Probability trees of two stages.

    probability_tree([0.01, 0.99], [[0.9, 0.1], [0.2, 0.8]], [['D', 'not D'], ['+', '−']])

Each branch carries its probability; the end of a branch, its name. Products are left to the reader.
"""

from __future__ import annotations

from generator.figures import words
from generator.figures.labels import SIZE, extent, name
from generator.figures.shapes import line, rounded
from generator.maths.arithmetic import compare, subtract, total
from generator.maths.function import Function, table
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Matrix, describe, is_number, is_scalar, plain_value
from generator.model import Disc, Drawing, Figure, Formula, Frac, Label, Point, Shape

MAX_BRANCHES = 6

_LENGTH = 88.0
"""How far a branch runs to the right."""
_LEAF = 27.0
"""Between two leaves."""
_MARGIN = 8.0

Names = tuple[Anything, ...]


def probability_tree(priors: Names, conditionals: Names, names: Names = ()) -> Figure:
    """First the branches with the priors, then for each the row of its conditional probabilities.

    Instead of a row, a single probability stands for itself and the rest to 1. `names` are two lists: those of the
    first branches, and those of the second ones. Raises MathsError if probabilities do not add up to 1, or if
    numbers of branches do not fit.
    """
    first = _stage(priors)
    if len(conditionals) != len(first):
        raise MathsError(
            f"{len(first)} first branches need as many rows of probabilities, not {len(conditionals)}"
        )
    second = [_stage(_row(given)) for given in conditionals]
    if len({len(row) for row in second}) > 1:
        raise MathsError("all rows of probabilities have one length")
    called = _names(names, len(first), len(second[0]))
    return Figure(_drawn(first, second, called), _described(first, second, called))


def _stage(given: Names) -> Names:
    values = tuple(map(plain_value, given))
    if not 2 <= len(values) <= MAX_BRANCHES:
        raise MathsError(f"a tree branches into 2 to {MAX_BRANCHES}")
    for p in values:
        if not is_scalar(p):
            raise MathsError(f"a probability is a number, not {describe(p)}")
        if is_number(p) and (compare("<", p, 0) or compare(">", p, 1)):
            raise MathsError(f"{p} is not a probability")
    if not equal(total(list(values)), 1):
        raise MathsError("the probabilities of the branches do not add up to 1")
    return values


def _row(given: Anything) -> Names:
    value = plain_value(given)
    if isinstance(value, Matrix):
        value = value.rows[0]
    if is_scalar(value):
        return value, subtract(1, value)
    if not isinstance(value, tuple):
        raise MathsError(f"a row of probabilities is needed, not {describe(value)}")
    return value if len(value) != 1 else (value[0], subtract(1, value[0]))


def _names(given: Names, first: int, second: int) -> tuple[Names, Names]:
    if not given:
        return (), ()
    lists = [plain_value(names) for names in given]
    if [len(names) if isinstance(names, tuple) else 0 for names in lists] != [first, second]:
        raise MathsError(
            f"the names are two lists: {first} for the first branches, {second} for the second ones"
        )
    return lists[0], lists[1]


# ─── The drawing ─────────────────────────────────────────────────────────────────────────────────────────


def _drawn(first: Names, second: list[Names], names: tuple[Names, Names]) -> Drawing:
    leaves = len(first) * len(second[0])
    height = _LEAF * (leaves - 1) + 2 * _MARGIN + 6
    stems = [_content(names[0], k) for k in range(len(first))]
    ends = [_content(names[1], k) for k in range(len(second[0]))]
    stem = max(_width(content) for content in stems)
    start = _MARGIN
    knot = start + _LENGTH
    tip = knot + stem + _LENGTH
    shapes: list[Shape] = []
    tags: list[Shape] = []

    def branch(a: Point, b: Point, value: Anything) -> None:
        p = name(value)  # a fraction is set smaller than its size says
        shapes.append(line(a, b, stroke=0.8))
        # Nearer to the end: there the branches are further apart.
        x, y = a[0] + 0.6 * (b[0] - a[0]), a[1] + 0.6 * (b[1] - a[1])
        tags.append(
            Label(round(x, 2), round(y, 2), p, "centre", 11.0 if isinstance(p, Frac) else SIZE, masked=True)
        )

    def end(at: Point, content: Formula | str | None) -> None:
        if content is None:
            shapes.append(Disc(rounded([at])[0], 1.8, 0.0))
        else:
            tags.append(Label(round(at[0] + 4, 2), round(at[1], 2), content, "left", 10.0))

    root = (start, height / 2)
    shapes.append(Disc(rounded([root])[0], 1.8, 0.0))
    for i, p in enumerate(first):
        rows = [height - _MARGIN - 3 - _LEAF * (i * len(ends) + j) for j in range(len(ends))]
        middle = sum(rows) / len(rows)
        branch(root, (knot, middle), p)
        end((knot, middle), stems[i])
        for j, q in enumerate(second[i]):
            branch((knot + _width(stems[i]), middle), (tip, rows[j]), q)
            end((tip, rows[j]), ends[j])
    width = tip + max(_width(content) for content in ends) + 4
    return Drawing(round(width, 2), height, (*shapes, *tags))


def _content(names: Names, k: int) -> Formula | str | None:
    return name(names[k]) if names else None


def _width(content: Formula | str | None) -> float:
    return extent(content, 10.0)[0] + 8 if content is not None else 0.0


def _described(first: Names, second: list[Names], names: tuple[Names, Names]) -> str:
    def told(values: Names, called: Names) -> str:
        return words.series(
            [
                f"{words.called(called[k]) if called else f'branch {k + 1}'} with {words.called(p)}"
                for k, p in enumerate(values)
            ]
        )

    sentences = [f"Probability tree. First: {told(first, names[0])}."]
    for k, row in enumerate(second):
        after = words.called(names[0][k]) if names[0] else f"branch {k + 1}"
        sentences.append(f"After {after}: {told(row, names[1])}.")
    return " ".join(sentences)


TABLE = table(
    Function("probability_tree", probability_tree, "list list list?",
             "tree of two stages: probabilities of the first branches; for each the row of those that follow, or the "
             "first of two; then the names of both stages, as two lists",
             "probability_tree([1/3, 2/3], [[1/2, 1/2], [1/4, 3/4]], [['A', 'B'], ['+', '−']])",
             "probability_tree([1/2, 1/3], [1/2, 1/2])"),
)  # fmt: skip
