"""Bars: histograms of data, and one bar for each name.

    histogram([1, 2, 2, 3, 5], 4)
    bar_chart(['A', 'B'], [3, 5])

The heights of a histogram are counts; bins of unequal widths show them by their areas.
"""

from __future__ import annotations

import math
from itertools import pairwise

from generator.figures import labels, words
from generator.figures.floats import numbers
from generator.figures.frame import Frame, framed, grid, widened
from generator.figures.frame import numbers as tick_numbers
from generator.figures.labels import SMALL, formula_name
from generator.figures.shapes import LIGHT, area, line
from generator.figures.ticks import Tick, step_of, tick_at, ticks
from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError, plain_value
from generator.model import Drawing, Figure, Shape

WIDTH, HEIGHT = 220.0, 130.0
MAX_WIDTH = 430.0
MAX_DATA = 1_000
MAX_BINS = 40
MAX_BARS = 15


def histogram(data: tuple[Anything, ...], bins: Anything = 0) -> Figure:
    """How many values lie in each bin: from its left end on, the last one with both ends.

    `bins` is how many of equal width, or the list of their ends; 0 chooses. Bins of unequal widths are drawn with
    areas, not heights, in proportion (counts per unit). Raises MathsError for no data, too many, or bad bins.
    """
    if not data:
        raise MathsError("the figure is empty: there are no data")
    if len(data) > MAX_DATA:
        raise MathsError(f"at most {MAX_DATA} values fit into one figure")
    values = numbers(data)
    ends = _ends(values, plain_value(bins))
    counts = counted(values, ends)
    if not any(counts):
        raise MathsError("the figure is empty: no value lies in a bin")
    widths = [b - a for a, b in pairwise(ends)]
    even = max(widths) - min(widths) < 1e-9 * max(widths)
    heights = [count if even else count / width for count, width in zip(counts, widths, strict=True)]
    span = (ends[0], ends[-1])
    few = even and len(ends) <= 9
    step = step_of(span[1] - span[0], 200)
    marks = tuple([tick_at(end, step) for end in ends]) if few else ticks(*span)
    frame = _frame(span, heights, marks, WIDTH, whole=even)
    shapes = [*grid(frame)[len(marks) :], *_bars(frame, list(zip(ends, ends[1:], heights, strict=False)))]
    told = [
        f"{words.rough(a, span[1] - span[0])} to {words.rough(b, span[1] - span[0])}: {words.short(height)}"
        for a, b, height in zip(ends, ends[1:], heights, strict=False)
    ]
    measure = "count" if even else "count per unit of width"
    alt = f"Histogram with {len(counts)} bars, the height of each its {measure}. {'; '.join(told)}."
    return Figure(Drawing(*frame.sheet, (*shapes, *tick_numbers(frame))), alt)


def _ends(values: tuple[float, ...], bins: Anything) -> tuple[float, ...]:
    low, high = min(values), max(values)
    if isinstance(bins, tuple):
        ends = numbers(bins)
        if not 2 <= len(ends) <= MAX_BINS + 1 or any(a >= b for a, b in pairwise(ends)):
            raise MathsError(f"the ends of bins are 2 to {MAX_BINS + 1} numbers in increasing order")
        return ends
    if type(bins) is not int or not 0 <= bins <= MAX_BINS:
        raise MathsError(f"bins are their number, from 1 to {MAX_BINS}, or the list of their ends")
    if low == high:
        low, high = low - 0.5, high + 0.5
    if high - low < 1e-6 * max(abs(low), abs(high)):
        raise MathsError("the data are too close to each other to be drawn")
    if bins:
        return tuple([low + (high - low) * k / bins for k in range(bins + 1)])
    step = step_of(high - low, max(4, min(12, round(len(values) ** 0.5) + 1)))
    first = math.floor(low / step + 1e-9)
    many = max(1, math.ceil(high / step - 1e-9) - first)
    return tuple([round((first + k) * step, 12) for k in range(many + 1)])


def counted(values: tuple[float, ...], ends: tuple[float, ...]) -> list[int]:
    """How many values lie in each bin. A value that is an end but for rounding is that end."""
    slack = 1e-9 * (ends[-1] - ends[0])
    counts = [0] * (len(ends) - 1)
    for value in values:
        if ends[0] - slack <= value <= ends[-1] + slack:
            place = sum(value >= end - slack for end in ends[:-1])
            counts[place - 1] += 1
    return counts


def bar_chart(names: tuple[Anything, ...], values: tuple[Anything, ...]) -> Figure:
    """A bar for each name, as high as its value. Raises MathsError for negative values, or if all are 0."""
    if len(names) != len(values) or not names:
        raise MathsError("as many values as names are needed, and at least one")
    if len(names) > MAX_BARS:
        raise MathsError(f"at most {MAX_BARS} bars fit into one figure")
    heights = numbers(values)
    if min(heights) < 0:
        raise MathsError("the height of a bar is not negative")
    if not any(heights):
        raise MathsError("the figure is empty: all bars have the height 0")
    span = (0.0, float(len(names)))
    marks = tuple(Tick(k + 0.5, formula_name(given), words.called(given)) for k, given in enumerate(names))
    width = len(marks) * max(labels.extent(mark.shown, SMALL)[0] + 6 for mark in marks)
    if width > MAX_WIDTH:
        raise MathsError("the names of the bars are too long to stand below them")
    whole = all(height == int(height) for height in heights)
    frame = _frame(span, list(heights), marks, max(WIDTH, width), whole=whole)
    drawn = [(k + 0.15, k + 0.85, height) for k, height in enumerate(heights)]
    shapes: list[Shape] = [*grid(frame)[len(marks) :], *_bars(frame, drawn), *tick_numbers(frame)]
    told = [f"{mark.text}: {words.short(height)}" for mark, height in zip(marks, heights, strict=True)]
    return Figure(Drawing(*frame.sheet, tuple(shapes)), f"Bar chart. {'; '.join(told)}.")


def _frame(
    span: tuple[float, float], heights: list[float], marks: tuple[Tick, ...], width: float, *, whole: bool
) -> Frame:
    """The frame of bars that stand on 0; counts have ticks at whole numbers only."""
    top = widened(0.0, max(heights))[1]
    up = tuple(tick for tick in ticks(0.0, top, 6) if not whole or tick.at == int(tick.at))
    return framed(span, (0.0, top), width, HEIGHT, x_ticks=marks, y_ticks=up, right=8)


def _bars(frame: Frame, drawn: list[tuple[float, float, float]]) -> list[Shape]:
    shapes: list[Shape] = []
    for left, right, height in drawn:
        if height:
            corners = ((left, 0.0), (left, height), (right, height), (right, 0.0))
            shapes.append(area([frame.at(*corner) for corner in corners], LIGHT, 0.7))
    return [*shapes, line(frame.at(frame.x[0], 0), frame.at(frame.x[1], 0), stroke=0.8)]


TABLE = table(
    Function("histogram", histogram, "list any?",
             "histogram of data; then how many bins, or the list of their ends",
             "histogram([1, 2, 2, 3, 5], [0, 2, 4, 6])", "histogram([])"),
    Function("bar_chart", bar_chart, "list list", "a bar for each name, as high as its value",
             "bar_chart(['A', 'B', 'C'], [3, 5, 2])", "bar_chart(['A', 'B'], [0, 0])"),
)  # fmt: skip
