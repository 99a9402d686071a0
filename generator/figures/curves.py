"""Curves: the graph of a function of one variable as lines, and what is to be seen of it.

Owns the sampling: many points, finer where the function begins or ends, and gaps at poles and jumps. It knows the
plane only, no sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from generator.figures.floats import Real
from generator.figures.frame import Span
from generator.model import Point

STEPS = 400
_HALVINGS = 30

Piece = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A function with its graph, cut into connected pieces."""

    f: Real
    pieces: tuple[Piece, ...]


def curve(f: Real, span: Span) -> Curve:
    """The graph of f over a range; without pieces where f has no value anywhere."""
    low, high = span
    xs = [low + (high - low) * k / STEPS for k in range(STEPS + 1)]
    pieces: list[list[Point]] = []
    before: tuple[float, float | None] = (low, None)
    ys = [f(x) for x in xs]
    known = sorted(y for y in ys if y is not None)
    tall = _core(known)[1] if known else 0.0
    for x, exact in zip(xs, ys, strict=True):
        y = 0.0 if exact is not None and abs(exact) < 1e-13 * max(tall, 1.0) else exact  # sin(2π) is 0
        if y is None:
            if before[1] is not None:
                pieces[-1].append(_edge(f, before[0], x, tall))
        elif before[1] is None:
            pieces.append([_edge(f, x, before[0], tall)] if x > low else [])
            pieces[-1].append((x, y))
        elif abs(y - before[1]) > 0.02 * tall and _torn(f, (before[0], before[1]), (x, y)):
            start, end = _sides(f, before[0], x)
            pieces[-1].append(start)
            pieces.append([end, (x, y)])
        else:
            pieces[-1].append((x, y))
        before = (x, y)
    return Curve(f, tuple(tuple(piece) for piece in pieces if len(piece) > 1))


def _edge(f: Real, inside: float, outside: float, tall: float) -> Point:
    """The last point at which f has a value, between one where it has and one where it has none.

    A height that is nearly 0 there is 0: a square root starts steeply.
    """
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if f(middle) is None:
            outside = middle
        else:
            inside = middle
    value = f(inside)
    return inside, value if value is not None and abs(value) > 1e-4 * tall else 0.0


def _torn(f: Real, a: Point, b: Point) -> bool:
    """Is there a pole or a jump between two points? On a curve that is whole, the rise shrinks with the step."""
    first = abs(b[1] - a[1])
    for _ in range(_HALVINGS):
        x = (a[0] + b[0]) / 2
        y = f(x)
        if y is None:
            return True
        a, b = (a, (x, y)) if abs(y - a[1]) > abs(b[1] - y) else ((x, y), b)
        if abs(b[1] - a[1]) < first / 4:
            return False
    return True


def _sides(f: Real, a: float, b: float) -> tuple[Point, Point]:
    """Two points close to a pole or jump, one on either side."""
    left, right = f(a), f(b)
    for _ in range(_HALVINGS):
        x = (a + b) / 2
        y = f(x)
        if y is None or left is None or right is None:
            break
        if abs(y - left) > abs(right - y):
            b, right = x, y
        else:
            a, left = x, y
    return (a, left if left is not None else 0.0), (b, right if right is not None else 0.0)


# ─── Which heights to show ───────────────────────────────────────────────────────────────────────────────


def _core(heights: list[float]) -> tuple[float, float]:
    """The middle of sorted values, and the distance of their tenth and ninetieth percentiles."""
    low, high = heights[len(heights) // 10], heights[-1 - len(heights) // 10]
    return (low + high) / 2, high - low


def heights(curves: list[Curve]) -> Span | None:
    """The range of heights worth showing: all of them, but poles are cut off. None if there are no points."""
    lows, highs = [], []
    for drawn in curves:
        values = sorted(y for piece in drawn.pieces for _, y in piece)
        if not values:
            continue
        low, high = values[0], values[-1]
        middle, core = _core(values)
        reach = 0.8 * core if core else 1.0
        if high - low > 6 * core and len(drawn.pieces) + (core > 0) > 1:
            low, high = max(low, middle - reach), min(high, middle + reach)
        lows.append(low)
        highs.append(high)
    return (min(lows), max(highs)) if lows else None


# ─── What is to be seen ──────────────────────────────────────────────────────────────────────────────────


def zeros(drawn: Curve, limit: int) -> list[float]:
    """Where the graph meets the x-axis, from the left: crossings, and points where it only touches; at most `limit`."""
    found: list[float] = []
    for piece in drawn.pieces:
        if all(y == 0 for _, y in piece):
            continue
        for (a, p), (b, q) in pairwise(piece):
            if len(found) >= limit:
                return found
            if p == 0:
                found.append(a)
            elif p * q < 0:
                found.append(_crossing(drawn.f, a, b, p))
        if piece[-1][1] == 0:
            found.append(piece[-1][0])
    return found


def _crossing(f: Real, a: float, b: float, left: float) -> float:
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        value = f(middle)
        if value is None or value == 0:
            return middle
        if value * left > 0:
            a = middle
        else:
            b = middle
    return (a + b) / 2


def turns(drawn: Curve, limit: int) -> list[tuple[str, Point]]:
    """The highest and lowest points between their neighbours, from the left: `("maximum", (x, y))`; at most `limit`."""
    found: list[tuple[str, Point]] = []
    for piece in drawn.pieces:
        for (a, p), (_, q), (b, r) in zip(piece, piece[1:], piece[2:], strict=False):
            if len(found) >= limit:
                return found
            if p < q >= r or p > q <= r:
                sign = 1 if q > p else -1
                x = _extreme(drawn.f, a, b, sign)
                y = drawn.f(x)
                if y is not None:
                    found.append(("maximum" if sign > 0 else "minimum", (x, y)))
    return found


def _extreme(f: Real, a: float, b: float, sign: int) -> float:
    """By golden sections (Kiefer, 1953)."""
    ratio = (math.sqrt(5) - 1) / 2
    for _ in range(2 * _HALVINGS):
        left, right = b - ratio * (b - a), a + ratio * (b - a)
        p, q = f(left), f(right)
        if p is None or q is None:
            break
        if sign * p > sign * q:
            b = right
        else:
            a = left
    return (a + b) / 2
