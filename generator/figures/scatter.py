"""Points of data, with the line of least squares or the principal axes.

    scatter([[1, 2], [2, 3], [3, 5]], 'line')

A line is drawn over the whole window; principal axes are arrows from the mean, as long as two standard deviations.
"""

from __future__ import annotations

import math

from generator.figures import words
from generator.figures.frame import Frame, axes, equal_frame, framed, grid, widened
from generator.figures.labels import formula_name
from generator.figures.plane import Pair, pair
from generator.figures.shapes import arrow, clipped_segment, line, rounded
from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError
from generator.model import Disc, Drawing, Figure, Shape

WIDTH, HEIGHT = 220.0, 150.0
MAX_POINTS = 200


def scatter(points: tuple[Anything, ...], extra: str = "", names: tuple[Anything, ...] = ()) -> Figure:
    """The points; `extra` is `'line'`, `'axes'` or nothing; names are those of the two axes.

    Raises MathsError for no points, too many, or too few different ones for what is to be drawn.
    """
    if not points:
        raise MathsError("the figure is empty: there are no points")
    if len(points) > MAX_POINTS:
        raise MathsError(f"at most {MAX_POINTS} points fit into one figure")
    if extra not in ("", "line", "axes"):
        raise MathsError("a scatter plot can show the `'line'` of least squares or the principal `'axes'`")
    if len(names) not in (0, 2):
        raise MathsError("the names are those of the two axes")
    places = [pair(point) for point in points]
    centre, arms = principal(places) if extra == "axes" else ((0.0, 0.0), ())
    frame = _frame([*places, *[(centre[0] + u, centre[1] + v) for u, v in arms]], extra)
    across, up = (formula_name(given) for given in names or ("x", "y"))
    shapes: list[Shape] = [*grid(frame), *axes(frame, across, up)]
    shapes += [Disc(rounded([frame.at(*place)])[0], 2.2, 0.0) for place in places]
    said = [
        f"Scatter plot of {len(places)} points: {words.series([words.pair(*place, frame) for place in places])}."
    ]
    if extra == "line":
        a, b = fitted(places)
        ends = clipped_segment(
            frame.at(frame.x[0], a + b * frame.x[0]), frame.at(frame.x[1], a + b * frame.x[1]), frame.box
        )
        shapes += [line(*ends, stroke=1.1)] if ends else []
        said.append(_line_in_words(a, b, frame))
    elif extra == "axes":
        for arm in arms:
            shapes += arrow(frame.at(*centre), frame.at(centre[0] + arm[0], centre[1] + arm[1]), 1.4, head=8)
        said.append(_axes_in_words(centre, arms, frame))
    return Figure(Drawing(*frame.sheet, tuple(shapes)), " ".join(said))


def _frame(places: list[Pair], extra: str) -> Frame:
    xs, ys = ([place[k] for place in places] for k in (0, 1))
    x, y = widened(min(xs), max(xs)), widened(min(ys), max(ys))
    if extra != "axes":
        return framed(x, y, WIDTH, HEIGHT, right=20)
    # Right angles must look right; so units are equal, and the window is near a square around the data.
    side = max(x[1] - x[0], y[1] - y[0]) * 0.7

    def grown(span: Pair) -> Pair:
        missing = max(0.0, side - (span[1] - span[0])) / 2
        return widened(span[0] - missing, span[1] + missing, zero=False, room=0) if missing else span

    return equal_frame(grown(x), grown(y))


def fitted(places: list[Pair]) -> Pair:
    """Intercept and slope of the line of least squares. Raises MathsError if all x are equal."""
    n = len(places)
    mx, my = (math.fsum(place[k] for place in places) / n for k in (0, 1))
    across = math.fsum((x - mx) ** 2 for x, _ in places)
    if across <= 1e-18 * max(mx * mx, 1e-9):
        raise MathsError("a line of least squares needs points with different x")
    slope = math.fsum((x - mx) * (y - my) for x, y in places) / across
    return my - slope * mx, slope


def principal(places: list[Pair]) -> tuple[Pair, tuple[Pair, ...]]:
    """The mean, and two standard deviations along each principal axis, the longer first; those of length 0 are missing.

    Eigenvectors of the covariance matrix (divided by n − 1). Raises MathsError if all points are equal.
    """
    n = len(places)
    mx, my = (math.fsum(place[k] for place in places) / n for k in (0, 1))
    sxx = math.fsum((x - mx) ** 2 for x, _ in places) / max(1, n - 1)
    syy = math.fsum((y - my) ** 2 for _, y in places) / max(1, n - 1)
    sxy = math.fsum((x - mx) * (y - my) for x, y in places) / max(1, n - 1)
    if sxx + syy <= 1e-18 * max(mx * mx + my * my, 1e-9):
        raise MathsError("principal axes need different points")
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    half, spread = (sxx + syy) / 2, math.hypot((sxx - syy) / 2, sxy)
    arms = []
    for variance, turn in ((half + spread, angle), (half - spread, angle + math.pi / 2)):
        if variance > 1e-12 * half:
            length = 2 * math.sqrt(variance)
            arms.append((length * math.cos(turn), length * math.sin(turn)))
    return (mx, my), tuple(arms)


def _line_in_words(a: float, b: float, frame: Frame) -> str:
    ends = [words.pair(x, a + b * x, frame) for x in frame.x]
    return f"A straight line fits the points; it runs through {ends[0]} and {ends[1]}."


def _axes_in_words(centre: Pair, arms: tuple[Pair, ...], frame: Frame) -> str:
    tips = [words.pair(centre[0] + u, centre[1] + v, frame) for u, v in arms]
    arrows = f"arrows lead to {words.series(tips)}" if len(tips) > 1 else f"an arrow leads to {tips[0]}"
    return f"From {words.pair(*centre, frame)} {arrows}."


TABLE = table(
    Function("scatter", scatter, "list word? list?",
             "points of data; with `'line'` the line of least squares, with `'axes'` the principal axes; then the "
             "names of the axes, as a list",
             "scatter([[1, 2], [2, 3], [3, 5]], 'line')", "scatter([[1, 2], [1, 3]], 'line')"),
)  # fmt: skip
