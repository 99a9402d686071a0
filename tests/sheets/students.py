"""Students: how they mark bubbles, with strokes of a pen and a hand that slips.

A student marks in one manner. What is done otherwise (erased, crossed out, faint, circled, two marks, ...) is told by
`Answer.normal`; where nobody could say what was meant, `meant` is None: such a row has to be asked about.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from generator.sheets.layout import Field
from tests.sheets.printing import PX, Image

Stroke = Callable[["Pen", float, float], None]


@dataclass(frozen=True)
class Answer:
    """What a student did in a row: the kind, what was meant (None: nobody can tell), and whether that is usual."""

    kind: str
    meant: tuple[str, ...] | None
    normal: bool = True


# ─── Marks ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Pen:
    """What writes on a page: `ink` 0 to 1, `width` in points; `radius` that of a bubble."""

    page: Image
    rng: random.Random
    ink: float
    width: float
    radius: float

    def lines(
        self, *lines: list[tuple[float, float]], ink: float | None = None, width: float | None = None
    ) -> None:
        """Strokes through points given in pixels."""
        points = [np.array([[round(16 * x), round(16 * y)] for x, y in line], np.int32) for line in lines]
        every = np.concatenate(points) / 16
        thick = max(1, round((width or self.width) * PX))
        margin = 2 + thick
        west, north = np.maximum(np.floor(every.min(axis=0)).astype(int) - margin, 0)
        east, south = np.ceil(every.max(axis=0)).astype(int) + margin
        patch = self.page[north:south, west:east]
        mask = np.zeros(patch.shape, np.uint8)
        cv2.polylines(
            mask, [line - 16 * np.array([west, north], np.int32) for line in points], False, (255,), thick,
            cv2.LINE_AA, shift=4,
        )  # fmt: skip
        grain = np.random.default_rng(self.rng.getrandbits(32)).uniform(0.85, 1.0, patch.shape)
        patch[:] = (patch * (1 - mask / 255 * (self.ink if ink is None else ink) * grain)).astype(np.uint8)

    def near(self, share: float) -> float:
        """A slip of at most this share of the radius, in pixels."""
        return self.rng.uniform(-share, share) * self.radius * PX


def full(pen: Pen, x: float, y: float, ink: float | None = None, slip: float = 0.12) -> None:
    """Filled with round strokes."""
    r = pen.radius * PX * pen.rng.uniform(0.78, 1.0)
    x, y = x + pen.near(slip), y + pen.near(slip)
    turn = [n * 0.5 for n in range(60)]
    spiral = [(x + r * n / 60 * np.cos(a), y + r * n / 60 * np.sin(a)) for n, a in enumerate(turn)]
    pen.lines(spiral, ink=ink, width=max(pen.width, 2.0))


def zigzag(pen: Pen, x: float, y: float, ink: float | None = None) -> None:
    """Filled with a pencil, to and fro, with gaps."""
    r = pen.radius * PX * pen.rng.uniform(0.75, 0.95)
    x, y = x + pen.near(0.1), y + pen.near(0.1)
    count = pen.rng.randint(7, 10)
    line = []
    for n in range(count + 1):
        up = -1 + 2 * n / count
        half = max(0.15, (1 - up * up) ** 0.5) * r * pen.rng.uniform(0.9, 1.1)
        line.append((x + (half if n % 2 else -half), y + up * r))
    pen.lines(line, ink=ink)


def cross(pen: Pen, x: float, y: float) -> None:
    """Two strokes, corner to corner."""
    x, y = x + pen.near(0.15), y + pen.near(0.15)
    a, b = (pen.radius * PX * pen.rng.uniform(0.6, 1.15) for _ in range(2))
    s = [pen.near(0.15) for _ in range(4)]
    pen.lines([(x - a + s[0], y - a), (x + a + s[1], y + a)], [(x - b + s[2], y + b), (x + b + s[3], y - b)])


def tick(pen: Pen, x: float, y: float) -> None:
    """A short stroke down and a long one up."""
    x, y = x + pen.near(0.15), y + pen.near(0.15)
    r = pen.radius * PX * pen.rng.uniform(0.9, 1.25)
    pen.lines([(x - 0.65 * r, y - 0.1 * r), (x - 0.15 * r, y + 0.6 * r), (x + 0.75 * r, y - 0.9 * r)])


def slash(pen: Pen, x: float, y: float) -> None:
    """One stroke."""
    x, y = x + pen.near(0.15), y + pen.near(0.15)
    a, b = (pen.radius * PX * pen.rng.uniform(0.8, 1.2) for _ in range(2))
    pen.lines([(x - 0.7 * a, y + a), (x + 0.7 * b, y - b)])


MANNERS: dict[str, Stroke] = {"full": full, "zigzag": zigzag, "cross": cross, "tick": tick, "slash": slash}


def circle(pen: Pen, x: float, y: float, share: float) -> None:
    """Around the bubble, at a share of its radius."""
    r = pen.radius * PX * share
    angles = np.linspace(0, 6.5, 40)
    pen.lines([(x + r * float(np.cos(a)) + pen.near(0.03), y + r * float(np.sin(a))) for a in angles])


def rest(pen: Pen, x: float, y: float) -> None:
    """What an eraser leaves: a smear, sometimes with a darker part."""
    strength = pen.rng.uniform(0.02, 0.3)
    full(pen, x, y, ink=strength, slip=0.2)
    pen.lines([(x - 2 * PX, y), (x + pen.radius * PX * 1.1, y + pen.near(0.4))], ink=strength / 2, width=4)
    if pen.rng.random() < 0.3:
        r = pen.radius * PX
        pen.lines([(x - 0.4 * r, y), (x + pen.near(0.4), y + 0.4 * r)], ink=pen.rng.uniform(0.3, pen.ink))


# ─── Students ────────────────────────────────────────────────────────────────────────────────────────────


UNUSUAL = (
    "erased", "changed", "two", "faint", "circled", "traced", "crossed out", "corrected", "slipped", "dot",
    "other hand", "word",
)  # fmt: skip


def answered(pen: Pen, manner: Stroke, field: Field, height: float, kind: str) -> Answer:
    """Marks a field in one manner, in the way that `kind` says."""
    options = list(field.row.options)
    place = {
        o: (x * PX - 0.5, (height - y) * PX - 0.5) for o, (x, y) in zip(options, field.bubbles, strict=True)
    }
    one, other = pen.rng.sample(options, 2)

    def mark(option: str) -> None:
        manner(pen, *place[option])

    if kind == "blank":
        return Answer(kind, ())
    if kind == "mark" and field.row.several:
        chosen = [o for o in options if pen.rng.random() < 0.5]
        for option in chosen:
            mark(option)
        return Answer(kind, tuple(chosen))
    if kind == "mark":
        mark(one)
        return Answer(kind, (one,))
    if kind == "erased":
        rest(pen, *place[one])
        return Answer(kind, (), False)
    if kind == "changed":
        rest(pen, *place[one])
        mark(other)
        return Answer(kind, (other,), False)
    if kind == "two":
        mark(one)
        mark(other)
        both = tuple(o for o in options if o in (one, other))
        return Answer(kind, both if field.row.several else None, False)
    if kind == "faint":
        zigzag(pen, *place[one], ink=pen.rng.uniform(0.1, 0.3))
    elif kind == "circled":
        circle(pen, *place[one], pen.rng.uniform(1.25, 1.7))
    elif kind == "traced":
        circle(pen, *place[one], 1.0)
    elif kind in ("crossed out", "corrected"):
        full(pen, *place[one], ink=0.9)
        x, y = place[one]
        a = 2.0 * pen.radius * PX
        pen.lines(
            [(x - a, y - 0.8 * a), (x + a, y + 0.8 * a)],
            [(x - a, y + 0.8 * a), (x + a, y - 0.8 * a)],
            ink=0.9,
        )
        if kind == "crossed out":
            return Answer(kind, (), False)
        full(pen, *place[other], ink=0.9)
        return Answer(kind, (other,), False)
    elif kind == "slipped":
        x, y = place[one]
        angle = pen.rng.uniform(0, 6.3)
        away = pen.radius * PX * pen.rng.uniform(0.3, 0.7)
        manner(pen, x + away * float(np.cos(angle)), y + away * float(np.sin(angle)))
    elif kind == "other hand":
        pen.rng.choice([other for other in MANNERS.values() if other is not manner])(pen, *place[one])
    elif kind == "dot":
        x, y = place[other]
        pen.lines([(x, y), (x + 0.2 * pen.radius * PX, y + pen.near(0.3))], width=pen.rng.uniform(0.8, 2))
        mark(one)
    else:
        x, y = (place[options[-1]][0] + 3 * pen.radius * PX, place[one][1])
        pen.lines([(x, y - 12), (x, y + 14), (x + 12, y + 14), (x + 12, y), (x, y)], ink=0.8)
        return Answer(kind, None, False)
    return Answer(kind, (one,), False)
