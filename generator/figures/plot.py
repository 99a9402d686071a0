"""Graphs of functions.

    plot(x**2 - 1, x, -2, 2)
    plot([sin(x), cos(x)], x, 0, 2*pi, ['f', 'g'], [-2, 2])

A curve has a name only where the author gives it one; neither the drawing nor its words tell the formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.figures import curves, labels, words
from generator.figures.curves import Curve
from generator.figures.floats import LARGEST, function, number, numbers
from generator.figures.frame import Frame, axes, checked_span, framed, grid, widened
from generator.figures.shapes import DASHED_AS, DASHES, clipped, line, simplified
from generator.figures.ticks import angle_ticks
from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError, plain_value
from generator.model import Drawing, Figure, Formula, Label, Path, Point, Shape

WIDTH, HEIGHT = 230.0, 150.0
MAX_CURVES = len(DASHES)

_FAR = 1000.0
_SEEN = 8
"""More zeros, or turning points, than this are not told one by one."""


def plot(
    functions: Anything,
    symbol: Anything,
    low: Anything,
    high: Anything,
    names: tuple[Anything, ...] = (),
    heights: tuple[Anything, ...] = (),
) -> Figure:
    """The graphs over low ≤ x ≤ high, each with its dashes; `heights` is the range of the vertical axis.

    Raises MathsError for too many curves, names that do not fit, or if no point is in the window.
    """
    functions = plain_value(functions)
    several = functions if isinstance(functions, tuple) else (functions,)
    if not several:
        raise MathsError("the figure is empty: there is no function to plot")
    if len(several) > MAX_CURVES:
        raise MathsError(f"at most {MAX_CURVES} functions fit into one figure")
    span = checked_span(number(low), number(high))
    drawn = [curves.curve(function(f, symbol), span) for f in several]
    frame = framed(span, _heights(drawn, heights), WIDTH, HEIGHT, x_ticks=angle_ticks(low, high), right=20)
    seen = [visible(one, frame) for one in drawn]
    if not any(seen):
        raise MathsError("the figure is empty: no function has a value in the window")
    drawn_lines = [
        [line(*piece, stroke=1.2, dashes=dashes) for piece in pieces]
        for pieces, dashes in zip(seen, DASHES, strict=False)
    ]
    cross = axes(frame, labels.axis_name(symbol), None)
    tags = _tags(drawn_lines, labels.names(names, len(several)), cross, frame)
    shapes = (*grid(frame), *cross, *[one for lines in drawn_lines for one in lines], *tags)
    alt = _described(drawn, names, str(symbol.name), frame)
    return Figure(Drawing(*frame.sheet, shapes), alt)


def _heights(drawn: list[Curve], given: tuple[Anything, ...]) -> tuple[float, float]:
    if given:
        if len(given) != 2:
            raise MathsError("the range of heights is two numbers, the lower and the upper")
        low, high = numbers(given)
        return checked_span(low, high)
    seen = curves.heights(drawn)
    if seen is None:
        raise MathsError("the figure is empty: no function has a value in the window")
    if max(map(abs, seen)) > LARGEST:
        raise MathsError("the values of the function are too large to be drawn; give the range of heights")
    return checked_span(*widened(*seen))


def visible(drawn: Curve, frame: Frame) -> list[list[Point]]:
    """The pieces of the graph inside the window, on the sheet."""
    out = []
    # Far outside, where points only tell the way, their size would cost the points inside their digits.
    far = _FAR * (frame.y[1] - frame.y[0])
    low, high = frame.y[0] - far, frame.y[1] + far
    for piece in drawn.pieces:
        on_sheet = [frame.at(x, min(max(y, low), high)) for x, y in piece]
        out += [simplified(part) for part in clipped(on_sheet, frame.box)]
    return out


def _tags(
    drawn: list[list[Path]], contents: list[Formula | str | None], cross: list[Shape], frame: Frame
) -> list[Label]:
    """The names of the curves, each beside its own and apart from the others and the axes."""
    tags: list[Label] = []
    for place, (own, content) in enumerate(zip(drawn, contents, strict=True)):
        if content is None or not own:
            continue
        others = [one for k, lines in enumerate(drawn) if k != place for one in lines]
        points = [point for path in own for point in _evenly(path.points)]
        # From the right: that is where a reader expects the name of a curve.
        spots = [spot for x, y in sorted(points, reverse=True) for spot in labels.around((x, y), 5)]
        tags.append(labels.placed(content, spots, own, frame.bounds, apart=[*cross, *others, *tags]))
    return tags


def _evenly(piece: Sequence[Point]) -> list[Point]:
    """Points of a line, about 12 apart."""
    out: list[Point] = []
    for (x, y), (u, v) in pairwise(piece):
        many = max(1, round(max(abs(u - x), abs(v - y)) / 12))
        out += [(x + (u - x) * k / many, y + (v - y) * k / many) for k in range(many)]
    return [*out, piece[-1]]


# ─── Words ───────────────────────────────────────────────────────────────────────────────────────────────


def _described(drawn: list[Curve], names: tuple[Anything, ...], x: str, frame: Frame) -> str:
    several = len(drawn) > 1
    what = f"Graphs of {len(drawn)} functions" if several else "Graph of a function"
    sentences = [f"{what}: {words.axis(x, frame.x)}, heights {words.axis('', frame.y).strip()}."]
    for place, one in enumerate(drawn):
        called = f" labelled {words.called(names[place])}" if names else ""
        subject = f"The {DASHED_AS[place]} curve{called}" if several or names else "The curve"
        sentences.append(f"{subject} {described(one, x, frame)}.")
    return " ".join(sentences)


def described(drawn: Curve, x: str, frame: Frame) -> str:
    """What is to be seen of a curve: where it passes, its zeros and turning points, its gaps."""
    across = frame.x[1] - frame.x[0]
    passes = [(tick.text, drawn.f(tick.at)) for tick in frame.x_ticks]
    seen = [
        f"({text}, {words.rough(y, frame.y[1] - frame.y[0])})"
        for text, y in passes
        if y is not None and frame.y[0] <= y <= frame.y[1]
    ]
    said = [f"passes through {words.series(seen)}" if seen else "passes between the grid lines only"]
    crossings = _each(curves.zeros(drawn, 3 * _SEEN), across)
    if frame.y[0] <= 0 <= frame.y[1]:
        if crossings and len(crossings) <= _SEEN:
            said.append(f"meets the {x}-axis at {x} = {words.series(crossings)}")
        elif not crossings:
            said.append(f"does not meet the {x}-axis")
        else:
            said.append(f"meets the {x}-axis more than {_SEEN} times")
    turns = [(kind, p) for kind, p in curves.turns(drawn, _SEEN + 1) if frame.y[0] <= p[1] <= frame.y[1]]
    if turns and len(turns) <= _SEEN:
        said.append(words.series([f"has a {kind} at {words.pair(*point, frame)}" for kind, point in turns]))
    gaps = [
        (left[-1][0] + right[0][0]) / 2
        for left, right in zip(drawn.pieces, drawn.pieces[1:], strict=False)
        if right[0][0] - left[-1][0] < across / 200
    ]
    if gaps and len(gaps) <= _SEEN:
        said.append(f"is interrupted at {x} = {words.series(_each(gaps, across))}")
    return ", ".join(said)


def _each(places: list[float], span: float) -> list[str]:
    """The places in words; those that read alike, once."""
    return list(dict.fromkeys(words.rough(place, span) for place in places))


TABLE = table(
    Function("plot", plot, "any symbol scalar scalar list? list?",
             "graph of a function, or of a list of them, of a symbol, from and to; then their names, then the range of "
             "heights, both as lists",
             "plot([x**2, x + 2], x, -2, 2, ['f', 'g'], [-1, 5])", "plot(ln(x), x, -2, -1)"),
)  # fmt: skip
