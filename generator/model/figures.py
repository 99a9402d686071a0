"""Figures: drawings as data, the same for print and screen.

A drawing is a sheet of `width` × `height` points (1/72 inch) with shapes on it, later ones over earlier ones.
The origin is the lower left corner and y grows upwards. Coordinates have at most two decimals, so that they are
written alike everywhere. Ink is a grey from 0 (black) to 1 (white): a drawing must be readable in black and white,
so lines differ by their dashes and areas by their greys.

    Drawing(20, 20, (Path(((0, 0), (20, 20))), Label(10, 4, Sym("x"), "bottom")))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model.formulas import Formula

Point: TypeAlias = tuple[float, float]

Anchor: TypeAlias = Literal["centre", "left", "right", "top", "bottom"]
"""Which side of a label lies at its point: the label at `left` begins there, the one at `bottom` stands on it."""


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point.

    `stroke` is the width of the line in points, 0 for none; `dashes` lengths of strokes and gaps in turn, empty
    for a solid line; `fill` the grey of the area inside (of a path that is `closed`), None for none.
    """

    points: tuple[Point, ...]
    stroke: float = 0.8
    ink: float = 0.0
    dashes: tuple[float, ...] = ()
    closed: bool = False
    fill: float | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around a point: a dot of a scatter plot, a node of a graph."""

    centre: Point
    radius: float
    stroke: float = 0.8
    ink: float = 0.0
    fill: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A formula or plain words at a point, `size` points high; on a white ground where it is `masked`."""

    x: float
    y: float
    content: Formula | str
    anchor: Anchor = "centre"
    size: float = 9.0
    masked: bool = False


Shape: TypeAlias = Path | Disc | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet with shapes on it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in a line of text; alone in its paragraph it stands on a line of its own.

    `alt` says in plain words what is to be seen, made from the same data as the drawing, for who cannot see it.
    It is never empty, and gives away no more than the drawing does.
    """

    drawing: Drawing
    alt: str
