"""Labels: how large they are, and where they find room.

Sizes are estimates (no font is at hand), on the wide side. A label is tried at one place after the other and
takes the first that is free, or else the one where least is in its way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from generator.figures.shapes import Box, clipped_segment
from generator.maths.notation import row
from generator.maths.typeset import symbol, typeset
from generator.maths.values import Anything, MathsError, describe, is_scalar, plain_value
from generator.model import (
    Accent,
    Anchor,
    Disc,
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Label,
    Num,
    Op,
    Path,
    Point,
    Root,
    Row,
    Script,
    Shape,
    Sym,
    Words,
)

SIZE = 9.0
SMALL = 8.0

MAX_TEXT = 40
"""Characters of one label."""

MAX_WIDTH = 200.0
"""Points that a label of the usual size may be wide."""

_CLOSE, _APART = 1.5, 5.0
_WIDE = frozenset("+−=<>≤≥≈≠→∈·×±∼")
_BETWEEN = re.compile(r" *([+−]) *")
_NAME = re.compile(r"([A-Za-zΑ-Ωα-ω])([0-9]?)('{0,2})")


def name(value: Anything, *, bold: bool = False) -> Formula | str:
    """What an author calls something: a letter (`f`, `v1`, `A'`, `u + v`) is a symbol, other words stay words.

    A value is typeset. Raises MathsError for long words and for what is no value.
    """
    value = plain_value(value)
    if isinstance(value, str):
        if not value.isprintable() or len(value) > MAX_TEXT:
            raise MathsError(f"a label has at most {MAX_TEXT} characters, all of which can be printed")
        terms = _BETWEEN.split(value)
        if not all(map(_NAME.fullmatch, terms[::2])):
            return value
        return row(*[_letter(term, bold=bold) if k % 2 == 0 else Op(term) for k, term in enumerate(terms)])
    if not is_scalar(value):
        raise MathsError(f"a label is a word or an expression, not {describe(value)}")
    shown = typeset(value)
    if extent(shown)[0] > MAX_WIDTH:
        raise MathsError("a label is too long to be drawn")
    return shown


def formula_name(value: Anything) -> Formula:
    """`name` as a formula, also where it is words."""
    content = name(value)
    return Words(content) if isinstance(content, str) else content


def _letter(text: str, *, bold: bool) -> Formula:
    """A letter with its index and its primes."""
    match = _NAME.fullmatch(text)
    letter, index, primes = match.groups() if match else (text, "", "")
    base: Formula = Sym(letter, "bold" if bold else "italic")
    if not (index or primes):
        return base
    below = Num(index) if index else None
    return Script(base, below, Row((Op("′"),) * len(primes)) if primes else None)


def names(given: Sequence[Anything] | None, count: int, *, bold: bool = False) -> list[Formula | str | None]:
    """As many labels as there are things; none at all if none are given.

    Raises MathsError if there are more or fewer.
    """
    if not given:
        return [None] * count
    if len(given) != count:
        raise MathsError(
            f"{len(given)} names are given for {count} {'thing' if count == 1 else 'things'} drawn"
        )
    return [name(value, bold=bold) for value in given]


def axis_name(value: Any) -> Formula:
    """The symbol at the end of an axis."""
    return symbol(value.name)


# ─── Sizes ───────────────────────────────────────────────────────────────────────────────────────────────


def extent(content: Formula | str, size: float = SIZE) -> tuple[float, float]:
    """About how wide and high a label is, in points."""
    width, height = (len(content) * 0.5, 0.9) if isinstance(content, str) else _extent(content)
    return width * size, height * size


def _extent(formula: Formula) -> tuple[float, float]:
    """Width and height in sizes of the type."""
    if isinstance(formula, Num):
        return 0.5 * len(formula.text), 0.9
    if isinstance(formula, (Sym, Func)):
        return 0.6 * len(formula.name), 0.9
    if isinstance(formula, Words):
        return 0.5 * len(formula.text), 0.9
    if isinstance(formula, Op):
        return (1.25 if formula.symbol in _WIDE else 0.45), 0.9
    if isinstance(formula, Row):
        return _beside(formula.items)
    if isinstance(formula, Frac):
        # Upright in print, but in one line on a screen, there with brackets around sums.
        parts = [
            _extent(part)[0] + (0.8 if isinstance(part, Row) else 0.0)
            for part in (formula.top, formula.bottom)
        ]
        return sum(parts) + 0.3, 1.4
    if isinstance(formula, Script):
        base, height = _extent(formula.base)
        scripts = [_extent(part)[0] for part in (formula.below, formula.above) if part is not None]
        return base + 0.65 * max(scripts, default=0), height + 0.25 * len(scripts)
    if isinstance(formula, Fence):
        body, height = _extent(formula.body)
        return body + 0.8, height
    if isinstance(formula, Root):
        body, height = _extent(formula.body)
        return body + 0.9, height + 0.1
    if isinstance(formula, Accent):
        body, height = _extent(formula.body)
        return body, height + 0.2
    if isinstance(formula, Grid):
        columns = [
            max(_extent(cell)[0] for cell in column) + 0.7 for column in zip(*formula.rows, strict=True)
        ]
        return sum(columns) + 0.8, 1.2 * len(formula.rows)
    return 1.0, 0.9


def _beside(items: Iterable[Formula]) -> tuple[float, float]:
    parts = list(items)
    sizes = [_extent(item) for item in parts]
    # A fraction beside something has brackets on a screen.
    brackets = 0.8 * sum(isinstance(item, Frac) for item in parts) if len(parts) > 1 else 0.0
    return brackets + sum(width for width, _ in sizes), max((height for _, height in sizes), default=0.0)


def box_of(label: Label) -> Box:
    """About where the label lies on its sheet."""
    width, height = extent(label.content, label.size)
    left = {"left": label.x, "right": label.x - width}.get(label.anchor, label.x - width / 2)
    bottom = {"bottom": label.y, "top": label.y - height}.get(label.anchor, label.y - height / 2)
    return left, bottom, left + width, bottom + height


# ─── Room ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a label, and which of its sides lies there."""

    at: Point
    anchor: Anchor


def around(point: Point, away: float = 3.0) -> list[Spot]:
    """Eight spots around a point."""
    x, y = point
    d = 0.7 * away
    return [
        Spot((x + away, y), "left"),
        Spot((x, y + away), "bottom"),
        Spot((x - away, y), "right"),
        Spot((x, y - away), "top"),
        Spot((x + d, y + 4 + d), "left"),
        Spot((x - d, y + 4 + d), "right"),
        Spot((x + d, y - 4 - d), "left"),
        Spot((x - d, y - 4 - d), "right"),
    ]


def placed(
    content: Formula | str,
    spots: Iterable[Spot],
    obstacles: Sequence[Shape],
    bounds: Box,
    size: float = SIZE,
    apart: Sequence[Shape] = (),
) -> Label:
    """The label at the spot with least in its way; the first of equal ones. Masked if something is.

    `apart` are shapes that it should not even be near, lest it seem to belong to them.
    """
    best: tuple[float, Label] | None = None
    for spot in spots:
        label = Label(round(spot.at[0], 2), round(spot.at[1], 2), content, spot.anchor, size)
        box = box_of(label)
        close, wide = _grown(box, _CLOSE), _grown(box, _APART)
        cost = 10 * _outside(box, bounds) + sum([_in_the_way(shape, close) for shape in obstacles])
        cost += sum([_in_the_way(shape, box) + 0.3 * _in_the_way(shape, wide) for shape in apart])
        if best is None or cost < best[0] - 1e-6:
            best = (cost, label)
        if not cost:
            break
    if best is None:
        raise ValueError("a label needs a spot")
    label = _moved_in(best[1], bounds)
    crossed = any(_in_the_way(shape, box_of(label)) for shape in (*obstacles, *apart))
    return replace(label, masked=crossed)


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _outside(box: Box, bounds: Box) -> float:
    return (
        max(0.0, bounds[0] - box[0])
        + max(0.0, bounds[1] - box[1])
        + max(0.0, box[2] - bounds[2])
        + max(0.0, box[3] - bounds[3])
    )


def _moved_in(label: Label, bounds: Box) -> Label:
    """The label moved so far that nothing of it lies outside."""
    left, bottom, right, top = box_of(label)
    dx = max(0.0, bounds[0] - left) - max(0.0, right - bounds[2])
    dy = max(0.0, bounds[1] - bottom) - max(0.0, top - bounds[3])
    return replace(label, x=round(label.x + dx, 2), y=round(label.y + dy, 2)) if dx or dy else label


def _in_the_way(shape: Shape, box: Box) -> float:
    """How much of a shape lies in a box: lengths of dark lines, twice the overlap for labels."""
    if isinstance(shape, Label):
        other = box_of(shape)
        width = min(box[2], other[2]) - max(box[0], other[0])
        height = min(box[3], other[3]) - max(box[1], other[1])
        return 20 + 2 * width * height if width > 0 and height > 0 else 0.0
    if isinstance(shape, Disc):
        (x, y), r = shape.centre, shape.radius
        near = (min(max(x, box[0]), box[2]) - x) ** 2 + (min(max(y, box[1]), box[3]) - y) ** 2
        return 10.0 if near < r * r else 0.0
    return _length_within(shape, box) if shape.ink < 0.6 and (shape.stroke or shape.fill == 0) else 0.0


def _length_within(path: Path, box: Box) -> float:
    points = (*path.points, path.points[0]) if path.closed else path.points
    found = 0.0
    for a, b in pairwise(points):
        inside = clipped_segment(a, b, box)
        if inside is not None:
            (x, y), (u, v) = inside
            found += 1 + abs(x - u) + abs(y - v)
    return found
