"""Contour lines of a function of two variables, with gradient arrows.

    contours(x**2 + 2*y**2, [x, y], [-2, 2], [[1, 1]], ['P'])

Contour lines are at equal steps of height, each with its level on it. Both axes have one range and one unit, so that
gradients stand upright on the lines.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import sympy

from generator.figures import labels, words
from generator.figures.floats import Real, function, numbers
from generator.figures.frame import Frame, axes, checked_span, equal_frame
from generator.figures.labels import SMALL, Spot
from generator.figures.level_lines import Node, level_lines, on_level, sampled
from generator.figures.plane import Pair, pair
from generator.figures.shapes import MIDDLE, arrow, line, rounded, simplified
from generator.figures.ticks import Tick, ticks
from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError
from generator.model import Disc, Drawing, Figure, Label, Path, Point, Shape

LEVELS = 12
MAX_POINTS = 8
MAX_LINES = 150

_LONGEST = 0.22
"""The longest gradient arrow, as a share of the window."""


def contours(
    f: Anything,
    symbols: tuple[Anything, ...],
    span: tuple[Anything, ...],
    points: tuple[Anything, ...] = (),
    names: tuple[Anything, ...] = (),
) -> Figure:
    """Contour lines at nice levels, over low ≤ x, y ≤ high; at each point, an arrow along the gradient.

    Raises MathsError for symbols that are not two, points outside the window, or if there is no line.
    """
    if len(set(symbols)) != 2 or not all(isinstance(symbol, sympy.Symbol) for symbol in symbols):
        raise MathsError("contour lines need a list of two symbols")
    if len(span) != 2:
        raise MathsError("the range is two numbers, the lower and the upper")
    if len(points) > MAX_POINTS:
        raise MathsError(f"at most {MAX_POINTS} points fit into one figure")
    low, high = checked_span(*numbers(span))
    real = function(f, *symbols)
    places = [pair(point) for point in points]
    if not all(low <= x <= high and low <= y <= high for x, y in places):
        raise MathsError("a point lies outside the range that is drawn")
    values = sampled(real, low, high)
    levels = _levels(values)
    frame = equal_frame((low, high), (low, high))
    drawn = []
    for level in levels:
        chains = level_lines(real, values, level.at, low, high)
        if chains:
            drawn.append((level, [simplified([frame.at(*point) for point in chain]) for chain in chains]))
    if sum(len(chains) for _, chains in drawn) > MAX_LINES:
        raise MathsError("the function has too many contour lines to be drawn")
    if not drawn:
        raise MathsError("the figure is empty: the function has no contour line in the window")
    slopes = [_gradient(real, x, y, high - low) for x, y in places]
    curves: list[Path] = [line(*chain, stroke=0.7, ink=MIDDLE) for _, chains in drawn for chain in chains]
    cross = axes(frame, *map(labels.axis_name, symbols))
    arrows, tags = _arrows(places, slopes, names, [*cross, *curves], frame)
    heights = _heights(drawn, [*cross, *arrows, *tags], frame)
    shapes: tuple[Shape, ...] = (*curves, *cross, *heights, *arrows, *tags)
    alt = _described(real, [level for level, _ in drawn], symbols, places, slopes, names, frame)
    return Figure(Drawing(*frame.sheet, shapes), alt)


def _levels(values: dict[Node, float]) -> tuple[Tick, ...]:
    """Nice levels between the values; none where a tenth of the values takes much of the range: lines would crowd."""
    ordered = sorted(values.values())
    if not ordered or ordered[0] == ordered[-1]:
        raise MathsError("the figure is empty: the function has no contour line in the window")
    low, high = ordered[0], ordered[-1]
    tenth, seventh = len(ordered) // 10, len(ordered) // 7
    much = 0.3 * (high - low)
    if high - ordered[-1 - tenth] > much:
        high = ordered[-1 - seventh]
    if ordered[tenth] - low > much:
        low = ordered[seventh]
    if high - low < much / 30:
        low, high = ordered[0], ordered[-1]
    return tuple(level for level in ticks(low, high, LEVELS) if ordered[0] < level.at < ordered[-1])


def _heights(
    drawn: list[tuple[Tick, list[list[Point]]]], obstacles: list[Shape], frame: Frame
) -> list[Label]:
    """The level of each line, written on its longest piece."""
    tags: list[Label] = []
    for level, chains in drawn:
        chain = max(chains, key=_length)
        points = _along(chain, 15)
        spots = [Spot(point, "centre") for point in points]
        tag = labels.placed(level.shown, spots, obstacles, frame.box, SMALL - 1, apart=tags)
        tags.append(replace(tag, masked=True))
    return tags


def _length(chain: list[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(chain))


def _along(chain: list[Point], apart: float) -> list[Point]:
    """Points on a line, so far apart, from its middle."""
    points: list[Point] = []
    rest = apart / 2
    for (x, y), (u, v) in pairwise(chain):
        length = math.dist((x, y), (u, v))
        while rest <= length and length:
            points.append((x + (u - x) * rest / length, y + (v - y) * rest / length))
            rest += apart
        rest -= length
    middle = len(points) // 2
    return [*points[middle:], *points[:middle]] or [chain[0]]


# ─── Arrows ──────────────────────────────────────────────────────────────────────────────────────────────


def _gradient(f: Real, x: float, y: float, size: float) -> Pair:
    """By central differences. Raises MathsError where there is none."""
    h = 1e-6 * size
    ends = [f(x + h, y), f(x - h, y), f(x, y + h), f(x, y - h)]
    a, b, c, d = [value for value in ends if value is not None] if None not in ends else [math.inf] * 4
    if math.isinf(a):
        raise MathsError("the function has no gradient at one of the points")
    slope = (a - b) / (2 * h), (c - d) / (2 * h)
    scale = max(map(abs, (a, b, c, d))) + 1e-9
    return slope if math.hypot(*slope) > 1e-7 * scale / size else (0.0, 0.0)


def _arrows(
    places: list[Pair], slopes: list[Pair], names: tuple[Anything, ...], others: list[Shape], frame: Frame
) -> tuple[list[Shape], list[Label]]:
    """A dot at each point and an arrow along its gradient, the longest of a fixed length; names beside the dots."""
    longest = max((math.hypot(*slope) for slope in slopes), default=0.0)
    shapes: list[Shape] = []
    for place, (u, v) in zip(places, slopes, strict=True):
        start = frame.at(*place)
        if longest and (u or v):
            scale = _LONGEST * frame.width / longest
            shapes += arrow(start, (start[0] + u * scale, start[1] + v * scale), stroke=1.4, head=8)
        shapes.append(Disc(rounded([start])[0], 2.0, 0.0))
    tags: list[Label] = []
    for place, content in zip(places, labels.names(names, len(places)), strict=True):
        if content is not None:
            spots = labels.around(frame.at(*place), 5)
            tags.append(labels.placed(content, spots, [*shapes, *others, *tags], frame.bounds, size=10))
    return shapes, tags


# ─── Words ───────────────────────────────────────────────────────────────────────────────────────────────


def _described(
    f: Real,
    levels: list[Tick],
    symbols: tuple[Any, ...],
    places: list[Pair],
    slopes: list[Pair],
    names: tuple[Anything, ...],
    frame: Frame,
) -> str:
    x, y = (symbol.name for symbol in symbols)
    sentences = [
        f"Contour lines of a function of {x} and {y}, both from {words.axis('', frame.x).strip()[5:]}, "
        f"at the levels {words.series([level.text for level in levels])}."
    ]
    for level in levels:
        told = _where(f, level.at, (x, y), frame, (("-axis", 0.0),))
        # One that crosses no axis meets the edges of the window.
        told = told or _where(f, level.at, (x, y), frame, ((" = ", frame.x[0]), (" = ", frame.x[1])))
        if told:
            sentences.append(f"Level {level.text} crosses {words.series(told)}.")
    for number, (place, (u, v)) in enumerate(zip(places, slopes, strict=True)):
        called = f"{words.called(names[number])}, " if names else ""
        size = math.hypot(u, v)
        way = (
            f"an arrow points in the direction ({words.short(u / size)}, {words.short(v / size)})"
            if size
            else "there is no arrow"
        )
        sentences.append(f"At the point {called}{words.pair(*place, frame)} {way}.")
    return " ".join(sentences)


def _where(
    f: Real, level: float, names: tuple[str, str], frame: Frame, lines: tuple[tuple[str, float], ...]
) -> list[str]:
    """Where a contour line crosses the axes, or other lines along them, in words."""
    told = []
    for along in (0, 1):
        own, other = names[along], names[1 - along]
        for said, at in lines:
            found = _on_line(f, level, frame, along, at)
            if found:
                crossed = f"the {own}-axis" if said == "-axis" else f"{other}{said}{words.short(at)}"
                told.append(f"{crossed} at {own} = {words.series(found)}")
    return told


def _on_line(f: Real, level: float, frame: Frame, along: int, at: float) -> list[str]:
    """Where the function has the level on a line along an axis; nothing for a line outside the window."""
    low, high = frame.x
    if not low <= at <= high:
        return []

    def point(t: float) -> Point:
        return (t, at) if along == 0 else (at, t)

    # An odd number of steps, since levels like to be taken at round numbers.
    places = [low + (high - low) * k / 97 for k in range(98)]
    values = [f(*point(t)) for t in places]
    found = []
    for (a, p), (b, q) in pairwise(zip(places, values, strict=True)):
        if p is not None and q is not None and (p >= level) != (q >= level):
            found.append(words.rough(on_level(f, point(a), point(b), level)[along], high - low))
    return list(dict.fromkeys(found))


TABLE = table(
    Function("contours", contours, "scalar list list list? list?",
             "contour lines of a function of two symbols over a range of both, with gradient arrows at points and "
             "names of these points",
             "contours(x**2 + 2*y**2, [x, y], [-2, 2], [[1, 1]], ['P'])", "contours(5, [x, y], [-2, 2])"),
)  # fmt: skip
