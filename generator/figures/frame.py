"""The frame: a window of the plane on a sheet, with its axes, grid and ticks.

    frame = framed((-2.0, 3.0), (0.0, 5.0), 240, 160)
    frame.at(0.0, 0.0)                    # where the origin lies on the sheet

Numbers stand outside at the left and below, so that no curve crosses them; the axes themselves run through 0 where
0 is in the window, else along its edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.figures.floats import LARGEST
from generator.figures.labels import SIZE, SMALL, extent
from generator.figures.shapes import GRID, Box, arrow, line
from generator.figures.ticks import Tick, step_of, stepped, ticks
from generator.maths.values import MathsError
from generator.model import Formula, Label, Point, Shape

Span = tuple[float, float]

_OVER = 9.0
"""How far an axis with an arrow runs beyond the window."""

_GAP = 4.0
"""Between the window and its numbers."""

_LONGEST = 190.0
"""The longer side of a window whose units are equal."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The window `x` × `y` of the plane, at `left`, `bottom` on the sheet, `width` × `height` large."""

    x: Span
    y: Span
    left: float
    bottom: float
    width: float
    height: float
    sheet: tuple[float, float]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]

    def at(self, x: float, y: float) -> Point:
        """Where a point of the plane lies on the sheet."""
        return (
            self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width,
            self.bottom + (y - self.y[0]) / (self.y[1] - self.y[0]) * self.height,
        )

    @property
    def box(self) -> Box:
        """The window on the sheet."""
        return self.left, self.bottom, self.left + self.width, self.bottom + self.height

    @property
    def bounds(self) -> Box:
        """The whole sheet."""
        return 0.0, 0.0, *self.sheet


def checked_span(low: float, high: float) -> Span:
    """A range to be drawn. Raises MathsError if it is empty, or too narrow for floats."""
    if not low < high:
        raise MathsError("a range runs from a smaller number to a larger one")
    if high - low < 1e-6 * max(abs(low), abs(high)) or high - low < 1 / LARGEST:
        raise MathsError("the range is too narrow to be drawn")
    return low, high


def framed(
    x: Span,
    y: Span,
    width: float,
    height: float,
    *,
    x_ticks: tuple[Tick, ...] | None = None,
    y_ticks: tuple[Tick, ...] | None = None,
    right: float = 14.0,
) -> Frame:
    """A frame whose window is `width` × `height` points, with room for its numbers and the names of its axes."""
    across = ticks(*x) if x_ticks is None else x_ticks
    up = ticks(*y, many=6) if y_ticks is None else y_ticks
    left = max([extent(tick.shown, SMALL)[0] for tick in up], default=0) + _GAP + 4
    first = extent(across[0].shown, SMALL)[0] / 2 if across else 0.0
    tall = max([extent(tick.shown, SMALL)[1] for tick in across], default=0)
    left, bottom = round(max(left, first + 2)), round(tall + _GAP + 3) if across else 4
    return Frame(x, y, left, bottom, width, height, (left + width + right, bottom + height + 18), across, up)


def equal_frame(x: Span, y: Span, least_step: float = 0.0) -> Frame:
    """A frame in which a unit is equally long both ways, and in which ticks are `least_step` apart or more."""
    unit = _LONGEST / max(x[1] - x[0], y[1] - y[0])
    step = max(least_step, step_of(max(x[1] - x[0], y[1] - y[0]), 7))
    x_ticks, y_ticks = (stepped(*span, step) for span in (x, y))  # the grid is one of squares
    width, height = (round(unit * (span[1] - span[0]), 2) for span in (x, y))
    return framed(x, y, width, height, x_ticks=x_ticks, y_ticks=y_ticks)


def widened(low: float, high: float, *, zero: bool = True, room: float = 0.06) -> Span:
    """A range with some room at its ends, out to multiples of half a nice step; with 0 if that is near."""
    span = high - low
    if span <= 1e-9 * max(abs(low), abs(high), 1e-3):
        low, high = low - 1, high + 1
        span = high - low
    if zero and 0 < low <= 0.5 * span:
        low = 0.0
    if zero and -0.5 * span <= high < 0:
        high = 0.0
    span = high - low
    step = step_of(span, 6) / 2
    start = low if low == 0 and zero else low - room * span
    end = high if high == 0 and zero else high + room * span
    return round(math.floor(start / step + 1e-9) * step, 12), round(math.ceil(end / step - 1e-9) * step, 12)


def grid(frame: Frame) -> list[Shape]:
    """Light lines at the ticks."""
    (x0, x1), (y0, y1) = frame.x, frame.y
    upright = [line(frame.at(t.at, y0), frame.at(t.at, y1), stroke=0.4, ink=GRID) for t in frame.x_ticks]
    level = [line(frame.at(x0, t.at), frame.at(x1, t.at), stroke=0.4, ink=GRID) for t in frame.y_ticks]
    return [*upright, *level]


def axes(frame: Frame, x_name: Formula | None, y_name: Formula | None) -> list[Shape]:
    """The two axes with their names at the ends, and the numbers outside the window."""
    return [*_x_axis(frame, x_name), *_y_axis(frame, y_name), *numbers(frame)]


def _x_axis(frame: Frame, name: Formula | None) -> list[Shape]:
    level = min(max(0.0, frame.y[0]), frame.y[1]) if frame.y[0] <= 0 <= frame.y[1] else frame.y[0]
    start, end = frame.at(frame.x[0], level), frame.at(frame.x[1], level)
    shapes: list[Shape] = [*arrow(start, (end[0] + _OVER, end[1]), stroke=0.6, head=5)]
    if name is not None:
        width = extent(name)[0]
        x = min(end[0] + _OVER, frame.sheet[0] - 1 - width / 2)
        shapes.append(Label(round(x, 2), round(end[1] + 3, 2), name, "bottom", SIZE))
    return shapes


def _y_axis(frame: Frame, name: Formula | None) -> list[Shape]:
    place = 0.0 if frame.x[0] <= 0 <= frame.x[1] else frame.x[0]
    start, end = frame.at(place, frame.y[0]), frame.at(place, frame.y[1])
    shapes: list[Shape] = [*arrow(start, (end[0], end[1] + _OVER), stroke=0.6, head=5)]
    if name is not None:
        shapes.append(Label(round(end[0] + 5, 2), round(end[1] + _OVER, 2), name, "left", SIZE))
    return shapes


def numbers(frame: Frame) -> list[Shape]:
    """The numbers at the ticks: below and to the left of the window."""
    out: list[Shape] = []
    for tick in frame.x_ticks:
        x, y = frame.at(tick.at, frame.y[0])
        out.append(Label(round(x, 2), round(y - _GAP, 2), tick.shown, "top", SMALL))
    for tick in frame.y_ticks:
        x, y = frame.at(frame.x[0], tick.at)
        out.append(Label(round(x - _GAP, 2), round(y, 2), tick.shown, "right", SMALL))
    return out
