"""The code of a page, drawn at its foot: a QR code for scanners, and under it the same text for people to type.

    stamp(code("week-7", ids, "s123", 1, 4), 595)        operators of PDF, to be added to a page that is 595 points wide

It is added when papers are taken apart, since nobody knows before how many pages a paper has. Squares and strokes need
no font. The foot of our pages is free in the middle, from the lower margin down.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Point
from generator.sheets.codes import Code, modules
from generator.sheets.glyphs import DRAWN, strokes

SIDE = 38.0
"""The side of the QR code in points: a module is half a millimetre wide, or a little less."""
BOTTOM = 21.0
LINE = 14.0
"""How high over the lower edge of the page the QR code and the middle of the text lie."""

_HEIGHT = 4.0
_MARGIN = 36.0
_SIGNS = {
    ":": ((0, -1.5), (0, -1.5), (0, 1.5), (0, 1.5)),
    ".": ((0, -3), (0, -3)),
    "/": ((-2, -3), (2, 3)),
    "-": ((-2, 0), (2, 0)),
    "+": ((-2, 0), (2, 0), (0, -2), (0, 2)),
    "*": ((-2, 0), (2, 0), (-1, -2), (1, 2), (-1, 2), (1, -2)),
    "%": ((-2, -3), (2, 3), (-2, 3), (-2, 3), (2, -3), (2, -3)),
    "$": (
        (0, -3),
        (0, 3),
        (2, 2),
        (-2, 2),
        (-2, 2),
        (-2, 0),
        (-2, 0),
        (2, 0),
        (2, 0),
        (2, -2),
        (2, -2),
        (-2, -2),
    ),
}
"""The other characters of a code: pairs of points, each a stroke, on the grid of the letters. A stroke without length
is a dot."""


def stamp(code: Code, width: float) -> bytes:
    """Operators that draw the code on a page of this width (ISO 32000-1, 8.5), as an artifact (14.8.2.2)."""
    side = [shape.points for shape in modules(code, 0, 0, SIDE)]
    middle = max(x for points in side for x, _ in points) / 2
    squares = [_rectangle(points, width / 2 - middle, BOTTOM + SIDE) for points in side]
    text = code.text()
    unit = min(_HEIGHT / 6, (width - 2 * _MARGIN) / (6 * len(text)))
    lines = [_line(points) for points in _written(text, width / 2, unit)]
    pen = f"0 G {_number(unit)} w 1 J 1 j [] 0 d"
    return " ".join(["/Artifact BMC q 0 g", *squares, "f", pen, *lines, "Q EMC"]).encode()


def _rectangle(points: tuple[Point, ...], x: float, y: float) -> str:
    (west, south), _, (east, north), _ = points
    return f"{_number(west + x)} {_number(south + y)} {_number(east - west)} {_number(north - south)} re"


def _written(text: str, middle: float, unit: float) -> Iterator[tuple[Point, ...]]:
    """The strokes of a text around the middle of its line; a character takes six units."""
    x = middle - 3 * unit * (len(text) - 1)
    for character in text:
        if character in DRAWN:
            yield from strokes(character, x, LINE, 6 * unit)
        else:
            signs = [(x + unit * across, LINE + unit * up) for across, up in _SIGNS[character]]
            yield from zip(signs[::2], signs[1::2], strict=True)
        x += 6 * unit


def _line(points: tuple[Point, ...]) -> str:
    steps = [f"{_number(x)} {_number(y)} {'l' if n else 'm'}" for n, (x, y) in enumerate(points)]
    return " ".join((*steps, "S"))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
