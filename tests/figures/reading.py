"""Reads figures as a person does: the scale from the numbers at the ticks, then the shapes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import sympy

from generator.exporters.formulas import plain
from generator.figures import FIGURES
from generator.maths.language import compile_expression
from generator.model import Disc, Figure, Label, Path, Point

SYMBOLS = {name: sympy.Symbol(name) for name in ("a", "b", "u", "v", "w", "x", "y", "z")}
SMALL = 8.0


def figure(text: str) -> Figure:
    """The figure that an expression makes."""
    made = compile_expression(text, frozenset(SYMBOLS), {}, FIGURES).evaluate(dict(SYMBOLS))
    assert isinstance(made, Figure)
    return made


def number(text: str) -> float:
    """What stands at a tick."""
    text = text.replace("−", "-").replace("⁻", "-").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    if " · 10" in text:
        mantissa, exponent = text.split(" · 10")
        return float(mantissa) * 10 ** int(exponent)
    if "π" in text:
        top, _, bottom = text.partition("/")
        factor = {"π": "1", "-π": "-1"}.get(top, top.replace("π", ""))
        return float(factor) * float(sympy.pi) / float(bottom or 1)
    return float(sympy.Rational(text))


def labels(drawn: Figure) -> list[Label]:
    return [shape for shape in drawn.drawing.shapes if isinstance(shape, Label)]


def paths(drawn: Figure) -> list[Path]:
    return [shape for shape in drawn.drawing.shapes if isinstance(shape, Path)]


def discs(drawn: Figure) -> list[Disc]:
    return [shape for shape in drawn.drawing.shapes if isinstance(shape, Disc)]


def text_of(label: Label) -> str:
    return label.content if isinstance(label.content, str) else plain(label.content)


def _axis(ticks: list[tuple[float, float]]) -> Callable[[float], float]:
    """From places on the sheet to numbers, by the two outermost ticks."""
    (p, a), (q, b) = ticks[0], ticks[-1]
    return lambda place: a + (place - p) * (b - a) / (q - p)


def scale(drawn: Figure) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Both axes: below the window stand the numbers of x, left of it those of y."""
    small = [label for label in labels(drawn) if label.size == SMALL]
    x = [(label.x, number(text_of(label))) for label in small if label.anchor == "top"]
    y = [(label.y, number(text_of(label))) for label in small if label.anchor == "right"]
    return _axis(x), _axis(y) if y else lambda place: place


def in_plane(points: tuple[Point, ...], drawn: Figure) -> list[Point]:
    """Points of the sheet as points of the plane."""
    x, y = scale(drawn)
    return [(x(p), y(q)) for p, q in points]


def curves(drawn: Figure, stroke: float = 1.2) -> list[list[Point]]:
    """The lines of this width, in the plane."""
    return [in_plane(path.points, drawn) for path in paths(drawn) if path.stroke == stroke]


def tips(drawn: Figure, stroke: float) -> list[tuple[Point, Point]]:
    """Arrows of this width: their tails, and the tips of the heads that follow, on the sheet."""
    shapes = paths(drawn)
    return [
        (path.points[0], head.points[0])
        for path, head in pairwise(shapes)
        if path.stroke == stroke and head.fill == 0.0 and not head.stroke
    ]


def area(points: tuple[Point, ...]) -> float:
    """The area of a polygon, by the shoelace formula."""
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2
