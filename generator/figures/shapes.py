"""Lines and arrows: the geometry that every kind of figure draws with.

Points are those of a sheet, in points of type; everything is rounded to two decimals here, at the end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from generator.model import Path, Point

Box: TypeAlias = tuple[float, float, float, float]
"""left, bottom, right, top."""

DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.2, 2), (7, 2, 1.2, 2), (2.5, 2.5), (9, 3))
"""How lines of one drawing differ, the first first."""

DASHED_AS = ("solid", "dashed", "dotted", "dash-dotted", "short-dashed", "long-dashed")
"""The same in words."""

GRID = 0.82
LIGHT = 0.85
MIDDLE = 0.4


def rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points with two decimals, and without negative zeros."""
    return tuple((round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points)


def line(*points: Point, stroke: float = 0.8, ink: float = 0.0, dashes: tuple[float, ...] = ()) -> Path:
    """Straight lines from point to point."""
    return Path(rounded(points), stroke, ink, dashes)


def area(points: Iterable[Point], fill: float, stroke: float = 0.0) -> Path:
    """A filled polygon."""
    return Path(rounded(points), stroke, closed=True, fill=fill)


def arrow(
    tail: Point,
    tip: Point,
    stroke: float = 1.0,
    ink: float = 0.0,
    dashes: tuple[float, ...] = (),
    head: float = 6.0,
    before: Sequence[Point] = (),
) -> tuple[Path, ...]:
    """A line that ends in a filled head, a smaller one if it is short; nothing if it is too short to be seen."""
    length = math.dist(tail, tip)
    if length < 0.1:
        return ()
    head = min(head, 0.7 * length)
    ux, uy = (tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length
    neck = (tip[0] - head * ux, tip[1] - head * uy)
    half = 0.36 * head
    end = (tip[0] - 0.8 * head * ux, tip[1] - 0.8 * head * uy)  # the line stops inside the head
    wings = ((neck[0] - half * uy, neck[1] + half * ux), (neck[0] + half * uy, neck[1] - half * ux))
    return (
        line(*before, tail, end, stroke=stroke, ink=ink, dashes=dashes),
        Path(rounded((tip, *wings)), 0.0, closed=True, fill=ink),
    )


def clipped_segment(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    """The part of a segment that lies in the box; None if there is none. (Liang and Barsky, 1984.)"""
    start, end = 0.0, 1.0
    left, bottom, right, top = box
    dx, dy = b[0] - a[0], b[1] - a[1]
    for along, room in ((-dx, a[0] - left), (dx, right - a[0]), (-dy, a[1] - bottom), (dy, top - a[1])):
        if along == 0:
            if room < 0:
                return None
        elif along < 0:
            start = max(start, room / along)
        else:
            end = min(end, room / along)
    if start > end:
        return None
    first = a if start == 0 else (a[0] + start * dx, a[1] + start * dy)
    last = b if end == 1 else (a[0] + end * dx, a[1] + end * dy)
    return first, last


def clipped(points: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of a line that lie in the box."""
    pieces: list[list[Point]] = []
    for a, b in pairwise(points):
        inside = clipped_segment(a, b, box)
        if inside is None:
            continue
        if pieces and pieces[-1][-1] == inside[0]:
            pieces[-1].append(inside[1])
        elif inside[0] != inside[1]:
            pieces.append(list(inside))
    return pieces


def simplified(points: Sequence[Point], tolerance: float = 0.03) -> list[Point]:
    """The line with as few of its points as keep it within `tolerance`. (Ramer, Douglas and Peucker, 1972–73.)"""
    keep = {0, len(points) - 1}
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        a, b = points[first], points[last]
        length = math.dist(a, b) or 1.0
        dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        far, where = tolerance, 0
        for index in range(first + 1, last):
            x, y = points[index]
            away = abs((x - a[0]) * dy - (y - a[1]) * dx) if b != a else math.dist((x, y), a)
            if away > far:
                far, where = away, index
        if where:
            keep |= {where}
            open_spans += [(first, where), (where, last)]
    return [points[index] for index in sorted(keep)]
