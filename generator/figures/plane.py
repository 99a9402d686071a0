"""Arrows in the plane: vectors from the origin, and what a linear map does to the unit square.

    vectors([[2, 1], [-1, 3]], ['u', 'v'])
    unit_square_image([[2, 1], [0, 1]])

A unit is equally long both ways, so that angles are right.
"""

from __future__ import annotations

from generator.figures import labels, words
from generator.figures.floats import number, numbers
from generator.figures.frame import Frame, axes, equal_frame, grid, widened
from generator.figures.labels import Spot
from generator.figures.shapes import DASHED_AS, DASHES, LIGHT, area, arrow, line
from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError, Matrix, describe, plain_value
from generator.model import Drawing, Figure, Formula, Label, Num, Path, Point, Row, Script, Shape, Sym

MAX_VECTORS = 12

_ARROW, _HEAD = 2.0, 10.0
"""The stroke of a vector and the length of its head: over an axis it must still be seen."""

Pair = tuple[float, float]


def vectors(given: tuple[Anything, ...], names: tuple[Anything, ...] = ()) -> Figure:
    """Arrows from the origin to these points, with their names at the tips.

    Raises MathsError for vectors that are not of the plane, for too many, and if all are zero.
    """
    if len(given) > MAX_VECTORS:
        raise MathsError(f"at most {MAX_VECTORS} vectors fit into one figure")
    tips = [pair(v) for v in given]
    if not any(any(tip) for tip in tips):
        raise MathsError("the figure is empty: there is no vector but zero")
    frame = _frame(tips)
    contents = labels.names(names, len(tips), bold=True)
    cross = axes(frame, None, None)
    origin = frame.at(0, 0)
    # All in one look: an arrow is told by where it points.
    arrows = [arrow(origin, frame.at(*tip), _ARROW, head=_HEAD) if any(tip) else () for tip in tips]
    drawn = [path for paths in arrows for path in paths]
    tags: list[Label] = []
    for tip, content in zip(tips, contents, strict=True):
        if content is not None:
            tags.append(_at_tip(content, origin, frame.at(*tip), [*drawn, *tags], cross, frame))
    alt = _arrows_in_words(tips, names, frame)
    return Figure(Drawing(*frame.sheet, (*grid(frame), *cross, *drawn, *tags)), alt)


def unit_square_image(a: Matrix) -> Figure:
    """The unit square (dashed) and its image under x ↦ A x (grey), with the images of the unit vectors.

    Raises MathsError unless A is 2×2, and if A is zero.
    """
    if a.shape != (2, 2):
        raise MathsError(f"a 2×2 matrix is needed, not {describe(a)}")
    (p, q), (r, s) = (numbers(line_of) for line_of in a.rows)
    if not any((p, q, r, s)):
        raise MathsError("the figure is empty: the zero matrix sends the unit square to one point")
    first, second = (p, r), (q, s)
    corners = [(0.0, 0.0), first, (p + q, r + s), second]
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    frame = _frame([*corners, (1.0, 1.0)])
    cross = axes(frame, None, None)
    origin = frame.at(0, 0)
    image = [frame.at(*corner) for corner in corners]
    unit = [frame.at(*corner) for corner in square]
    outline = [
        line(*image, image[0], stroke=0.8),
        # On white, for else its dashes would vanish in the axes, and in an image that is on the same line.
        line(*unit, unit[0], stroke=2.4, ink=1.0),
        line(*unit, unit[0], stroke=1.2, dashes=DASHES[1]),
    ]
    arrows = [
        path
        for tip in (first, second)
        if any(tip)
        for path in arrow(origin, frame.at(*tip), _ARROW, head=_HEAD)
    ]
    tags: list[Label] = []
    for tip, index in ((first, "1"), (second, "2")):
        if any(tip):
            tags.append(
                _at_tip(_image_of(index), origin, frame.at(*tip), [*outline, *arrows, *tags], cross, frame)
            )
    shapes: list[Shape] = [area(image, LIGHT), *grid(frame), *cross, *outline, *arrows, *tags]
    return Figure(Drawing(*frame.sheet, tuple(shapes)), _square_in_words(corners, frame))


def _image_of(index: str) -> Formula:
    return Row((Sym("A"), Script(Sym("e", "bold"), below=Num(index))))


def pair(value: Anything) -> Pair:
    """A point of the plane. Raises MathsError for anything else."""
    value = plain_value(value)
    if isinstance(value, Matrix) and value.shape == (2, 1):
        value = value.columns()[0]
    if not (isinstance(value, tuple) and len(value) == 2):
        raise MathsError(f"two coordinates are needed to draw in the plane, not {describe(value)}")
    return number(value[0]), number(value[1])


def _frame(points: list[Pair]) -> Frame:
    """A window around the points and the origin, in which neither side is much shorter than the other."""
    xs, ys = ([0.0, *values] for values in zip(*points, strict=True))
    x, y = (widened(min(values), max(values), zero=False) for values in (xs, ys))
    least = 0.55 * max(x[1] - x[0], y[1] - y[0])
    whole = all(value == int(value) for point in points for value in point)
    return equal_frame(_at_least(x, least), _at_least(y, least), 1.0 if whole else 0.0)


def _at_least(span: Pair, least: float) -> Pair:
    missing = least - (span[1] - span[0])
    return span if missing <= 0 else widened(span[0] - missing / 2, span[1] + missing / 2, zero=False, room=0)


def _at_tip(
    content: Formula | str,
    tail: Point,
    tip: Point,
    obstacles: list[Path | Label],
    cross: list[Shape],
    frame: Frame,
) -> Label:
    """A label at the tip of an arrow, preferably in the direction that it points to."""
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]

    def off(spot: Spot) -> float:
        return -((spot.at[0] - tip[0]) * dx + (spot.at[1] - tip[1]) * dy)

    spots = [*sorted(labels.around(tip, 6), key=off), *sorted(labels.around(tip, 12), key=off)]
    return labels.placed(content, spots, [*obstacles, *cross], frame.bounds, size=10)


def _arrows_in_words(tips: list[Pair], names: tuple[Anything, ...], frame: Frame) -> str:
    told = [
        f"{words.called(names[k]) + ' ' if names else ''}to {words.pair(*tip, frame)}"
        for k, tip in enumerate(tips)
    ]
    what = f"{len(tips)} arrows" if len(tips) > 1 else "An arrow"
    return f"{what} in the plane from the origin: {words.series(told)}."


def _square_in_words(corners: list[Pair], frame: Frame) -> str:
    image = words.series([words.pair(*corner, frame) for corner in corners])
    return (
        f"The plane with the unit square, {DASHED_AS[1]}, and its image under a linear map A, grey: the parallelogram "
        f"with corners {image}. Arrows from the origin show the images of the unit vectors: A e1 ends at "
        f"{words.pair(*corners[1], frame)}, A e2 at {words.pair(*corners[3], frame)}."
    )


TABLE = table(
    Function("vectors", vectors, "list list?",
             "arrows in the plane from the origin to these points; then their names, as a list",
             "vectors([[2, 1], [-1, 3]], ['u', 'v'])", "vectors([[0, 0]])"),
    Function("unit_square_image", unit_square_image, "matrix",
             "the unit square, dashed, and its image under a 2×2 matrix, with the images of the unit vectors",
             "unit_square_image([[2, 1], [0, 1]])", "unit_square_image([[0, 0], [0, 0]])"),
)  # fmt: skip
