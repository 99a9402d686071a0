"""Densities of distributions, with a part of the area below them shaded.

    density('normal', 0, 1, -1, 2)
    density('chi2', 4, 9.49, 'inf')

The vertical axis has no numbers: the areas count. The whole area below a curve is 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from generator.figures import curves, labels, words
from generator.figures.floats import Real, number
from generator.figures.frame import Frame, Span, checked_span, framed
from generator.figures.frame import numbers as tick_numbers
from generator.figures.plot import visible
from generator.figures.shapes import area, arrow, line, simplified
from generator.figures.ticks import Tick, ticks
from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError, plain_value
from generator.model import Drawing, Figure, Label, Shape, Sym

WIDTH, HEIGHT = 230.0, 110.0
SHADE = 0.78
_SAMPLES = 240
_FARTHEST = 4.0
"""How far beyond the usual window an end of the shaded part may lie, in widths of that window."""


@dataclass(frozen=True, slots=True)
class Density:
    """A density: its function of x, and the window in which nearly all of its area lies."""

    f: Real
    window: Span


def _normal(mean: float, deviation: float) -> Density:
    """exp(−z²/2) / (σ √(2π)) with z = (x − μ)/σ."""
    _positive(deviation, "the standard deviation")
    scale = 1 / (deviation * math.sqrt(2 * math.pi))
    return Density(
        lambda x: scale * math.exp(-(((x - mean) / deviation) ** 2) / 2),
        (mean - 3.5 * deviation, mean + 3.5 * deviation),
    )


def _student(freedom: float) -> Density:
    """Γ((ν+1)/2) / (√(νπ) Γ(ν/2)) · (1 + x²/ν)^(−(ν+1)/2)."""
    _positive(freedom, "the number of degrees of freedom")
    log_scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    reach = 4.0 if freedom > 4 else 5.0
    return Density(
        lambda x: math.exp(log_scale - (freedom + 1) / 2 * math.log1p(x * x / freedom)), (-reach, reach)
    )


def _chi_squared(freedom: float) -> Density:
    """x^(k/2−1) exp(−x/2) / (2^(k/2) Γ(k/2)) for x > 0."""
    _positive(freedom, "the number of degrees of freedom")
    log_scale = -freedom / 2 * math.log(2) - math.lgamma(freedom / 2)

    def f(x: float) -> float | None:
        if x > 0:
            return math.exp(log_scale + (freedom / 2 - 1) * math.log(x) - x / 2)
        return 0.0 if freedom > 2 else 0.5 if freedom == 2 and x == 0 else None

    high = freedom + 4.2 * math.sqrt(2 * freedom)
    return Density(f, (max(0.0, freedom - 4.2 * math.sqrt(2 * freedom)), high))


def _exponential(rate: float) -> Density:
    """λ exp(−λx) for x ≥ 0."""
    _positive(rate, "the rate")
    return Density(lambda x: rate * math.exp(-rate * x) if x >= 0 else None, (0.0, 5 / rate))


def _positive(value: float, what: str) -> None:
    if not 1e-6 <= value <= 1e6:
        raise MathsError(f"{what} must be above 0, and not too large to be drawn")


_KINDS: dict[str, tuple[int, Callable[..., Density]]] = {
    "normal": (2, _normal),
    "t": (1, _student),
    "chi2": (1, _chi_squared),
    "exponential": (1, _exponential),
}
"""How many parameters a distribution has, and what makes its density from them."""


def density(kind: str, *given: Anything) -> Figure:
    """The density; after its parameters, from where to where it is shaded (`'-inf'` and `'inf'` are ends, too).

    Raises MathsError for an unknown distribution, bad parameters, or a shaded part outside the figure.
    """
    if kind not in _KINDS:
        known = ", ".join(f"'{name}'" for name in _KINDS)
        raise MathsError(f"there is no distribution `{kind}`; there are {known}")
    many, make = _KINDS[kind]
    if len(given) not in (many, many + 2):
        raise MathsError(
            f"'{kind}' has {many} parameter{'s' * (many > 1)}, after which come both ends of the shaded part"
        )
    shape = make(*map(number, given[:many]))
    ends = (_end(given[many]), _end(given[many + 1])) if len(given) > many else None
    window = _window(shape.window, ends)
    drawn = curves.curve(shape.f, window)
    seen = curves.heights([drawn])
    if seen is None:
        raise MathsError("the figure is empty: the density has no value in the window")
    frame = framed(
        window, (0.0, 1.08 * seen[1]), WIDTH, HEIGHT, x_ticks=_marks(window, given[many:], ends), y_ticks=()
    )
    shapes: list[Shape] = []
    if ends is not None:
        shapes += _shaded(shape.f, ends, frame)
    shapes += [line(*piece, stroke=1.2) for piece in visible(drawn, frame)]
    alt = _described(drawn, ends, given[many:], frame)
    return Figure(Drawing(*frame.sheet, (*shapes, *_axis(frame))), alt)


def _end(value: Anything) -> float:
    value = plain_value(value)
    return {"-inf": -math.inf, "inf": math.inf}[value] if value in ("-inf", "inf") else number(value)


def _window(usual: Span, ends: Span | None) -> Span:
    """The usual window, made wider if an end of the shaded part lies beyond it."""
    if ends is None:
        return checked_span(*usual)
    low, high = ends
    if not low < high:
        raise MathsError("the shaded part runs from a smaller number to a larger one")
    size = usual[1] - usual[0]
    finite = [end for end in ends if math.isfinite(end)]
    near = [end for end in finite if usual[0] - _FARTHEST * size <= end <= usual[1] + _FARTHEST * size]
    start = min([usual[0], *[end - 0.1 * size for end in near if end < usual[0]]])
    stop = max([usual[1], *[end + 0.1 * size for end in near if end > usual[1]]])
    if high <= start or low >= stop:
        raise MathsError("the figure is empty: the shaded part lies far outside of it")
    return checked_span(start, stop)


def _marks(window: Span, given: tuple[Anything, ...], ends: Span | None) -> tuple[Tick, ...]:
    """The ends of the shaded part, and nice numbers that leave them room."""
    own = [
        Tick(end, labels.formula_name(value), words.called(value))
        for end, value in zip(ends or (), given, strict=False)
        if window[0] <= end <= window[1]
    ]
    unit = (window[1] - window[0]) / WIDTH

    def free(tick: Tick) -> bool:
        width = labels.extent(tick.shown, labels.SMALL)[0]
        return all(
            abs(tick.at - mark.at) > unit * ((width + labels.extent(mark.shown, labels.SMALL)[0]) / 2 + 5)
            for mark in own
        )

    return tuple(sorted([*own, *filter(free, ticks(*window))], key=lambda tick: tick.at))


def _shaded(f: Real, ends: Span, frame: Frame) -> list[Shape]:
    """The area between the ends, below the curve, with a line at each end."""
    low, high = max(ends[0], frame.x[0]), min(ends[1], frame.x[1])
    top = frame.y[1]
    xs = [low + (high - low) * k / _SAMPLES for k in range(_SAMPLES + 1)]
    upper = [(x, min(y, top)) for x in xs if (y := f(x)) is not None]
    if len(upper) < 2:
        return []
    outline = simplified([frame.at(x, y) for x, y in upper])
    shapes: list[Shape] = [area([frame.at(upper[0][0], 0), *outline, frame.at(upper[-1][0], 0)], SHADE)]
    for end in ends:
        y = f(end) if frame.x[0] <= end <= frame.x[1] else None
        if y:
            shapes.append(line(frame.at(end, 0), frame.at(end, min(y, top)), stroke=0.8))
    return shapes


def _axis(frame: Frame) -> list[Shape]:
    start, end = frame.at(frame.x[0], 0), frame.at(frame.x[1], 0)
    shapes: list[Shape] = [*arrow(start, (end[0] + 9, end[1]), stroke=0.6, head=5)]
    for tick in frame.x_ticks:
        x, y = frame.at(tick.at, 0)
        shapes.append(line((x, y), (x, y - 3), stroke=0.6))
    shapes.append(Label(round(end[0] + 9, 2), round(end[1] + 3, 2), Sym("x"), "bottom"))
    return [*shapes, *tick_numbers(frame)]


def _described(drawn: curves.Curve, ends: Span | None, given: tuple[Anything, ...], frame: Frame) -> str:
    """Heights are told as parts of the greatest one, since the axis has no numbers."""
    size = frame.x[1] - frame.x[0]
    top_x, top = max((p for piece in drawn.pieces for p in piece), key=lambda p: p[1])
    peaks = [point for kind, point in curves.turns(drawn, 2) if kind == "maximum"]
    if len(peaks) == 1:
        top_x, top = peaks[0]
    seen = f"highest at x = {words.rough(top_x, size)}. Its height there"
    if top > frame.y[1]:
        top, seen = (
            frame.y[1],
            f"which leaves the top of the figure near x = {words.rough(top_x, size)}. The height there",
        )
    heights = [(tick.text, drawn.f(tick.at)) for tick in frame.x_ticks]
    told = [
        f"{words.rough(y / top, 1.0)} at {text}" for text, y in heights if y is not None and y <= top * 1.001
    ]
    sentences = [f"Density curve, {words.axis('x', frame.x)}, {seen} taken as 1, it is {words.series(told)}."]
    if ends is not None:
        low, high = (words.called(value) for value in given)
        part = (
            "The whole area below it"
            if math.isinf(ends[0]) and math.isinf(ends[1])
            else f"The area below it to the left of {high}"
            if math.isinf(ends[0])
            else f"The area below it to the right of {low}"
            if math.isinf(ends[1])
            else f"The area below it from {low} to {high}"
        )
        sentences.append(f"{part} is shaded.")
    return " ".join(sentences)


TABLE = table(
    Function("density", density, "word any…",
             "density of 'normal' (μ, σ), 't' (ν), 'chi2' (k) or 'exponential' (λ), and from where to where it is "
             "shaded; 'inf' has no end",
             "density('normal', 0, 1, -1, 'inf')", "density('normal', 0, -1)"),
)  # fmt: skip
