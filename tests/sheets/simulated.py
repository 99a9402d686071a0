"""Bubble sheets filled in and scanned by a program: what a student meant is known, so readings can be judged.

The page is drawn by a small rasteriser of its own from the shapes of its drawing; marks are strokes of a pen with
a hand that slips; a scan is a projective map with curl, blur, uneven light, noise and compression. All of it
depends on a seed alone.

A student marks in one manner. What is done otherwise (erased, crossed out, faint, circled, two marks, ...) is told by
`Answer.normal`; where nobody could say what was meant, `meant` is None: such a row has to be asked about.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.model import Disc, Drawing, Label, Path
from generator.sheets.codes import Code
from generator.sheets.drawing import Words, form, stamp
from generator.sheets.layout import Field, Row, Sheet, laid_out

DPI = 300
PX = DPI / 72
"""Pixels a point of a page before it is scanned."""

Image = NDArray[np.uint8]
Stroke = Callable[["Pen", float, float], None]


@dataclass(frozen=True)
class Answer:
    """What a student did in a row: the kind, what was meant (None: nobody can tell), and whether that is usual."""

    kind: str
    meant: tuple[str, ...] | None
    normal: bool = True


@dataclass(frozen=True)
class Scan:
    """A scanned page, what was meant in each row (those of the number first), and how it was scanned."""

    image: Image
    code: Code
    sheet: Sheet
    number: tuple[Answer, ...]
    rows: tuple[Answer, ...]
    how: str


# ─── Print ───────────────────────────────────────────────────────────────────────────────────────────────


def rasterised(drawing: Drawing, onto: Image | None = None) -> Image:
    """The shapes of a drawing in grey, at 300 dpi."""
    height, width = round(drawing.height * PX), round(drawing.width * PX)
    page: Image = np.full((height, width), 255, np.uint8) if onto is None else onto.copy()

    def pixels(*points: tuple[float, float]) -> NDArray[np.int32]:
        return np.array(
            [(round(16 * (x * PX - 0.5)), round(16 * ((drawing.height - y) * PX - 0.5))) for x, y in points],
            np.int32,
        )

    for shape in drawing.shapes:
        if isinstance(shape, Path):
            points = pixels(*shape.points)
            if shape.fill is not None:
                cv2.fillPoly(page, [points], (round(255 * shape.fill),), cv2.LINE_8, shift=4)
            if shape.stroke:
                thick = max(1, round(shape.stroke * PX))
                cv2.polylines(
                    page, [points], shape.closed, (round(255 * shape.ink),), thick, cv2.LINE_AA, shift=4
                )
        elif isinstance(shape, Disc):
            assert shape.fill is None
            (centre,) = pixels(shape.centre)
            thick = max(1, round(shape.stroke * PX))
            radius = round(16 * shape.radius * PX)
            cv2.circle(page, centre.tolist(), radius, (round(255 * shape.ink),), thick, cv2.LINE_AA, shift=4)
        else:
            _lettered(page, shape, drawing.height)
    return page


def _lettered(page: Image, label: Label, height: float) -> None:
    text = str(label.content).encode("ascii", "replace").decode()
    scale = label.size * PX / 30
    (wide, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, 2)
    left = label.x * PX - {"left": 0, "right": wide, "centre": wide / 2}[label.anchor]
    origin = (round(left), round((height - label.y + 0.33 * label.size) * PX))
    cv2.putText(page, text, origin, cv2.FONT_HERSHEY_SIMPLEX, scale, (0,), 2, cv2.LINE_AA)


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


MANNERS: dict[str, Stroke] = {"full": full, "zigzag": zigzag, "cross": cross, "tick": tick}


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


# ─── Scans ───────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8)
def _form(sheet: Sheet, page: int) -> Image:
    words = Words(
        "Linear algebra: quiz", "Name", "Student number", "Page 1", ("Fill the bubble.", "Erase well.")
    )
    return rasterised(form(sheet, page, words))


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.float32]:
    return np.random.default_rng(7).standard_normal((1024, 1024)).astype(np.float32)


def scanned(page: Image, rng: random.Random, how: str) -> Image:
    """The page as a scanner ("scan", "bilevel") or a telephone ("photograph") sees it."""
    photo = how == "photograph"
    dpi = rng.choice((150, 200, 300)) if not photo else rng.choice((150, 180, 220))
    k = dpi / DPI
    height, width = page.shape
    margin = 0.08 if photo else 0.02
    frame = (round(width * k * (1 + 2 * margin)), round(height * k * (1 + 2 * margin)))
    angle = np.radians(rng.uniform(-5, 5) + (180 if rng.random() < 0.15 else 0))
    centre = np.array([frame[0] / 2 + rng.uniform(-4, 4), frame[1] / 2 + rng.uniform(-4, 4)])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    skew = 0.035 if photo else 0.004
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    jitter = np.array(
        [(rng.uniform(-skew, skew) * width, rng.uniform(-skew, skew) * width) for _ in range(4)]
    )
    shrink = 0.93 if photo else 0.97
    there = ((corners + jitter - (width / 2, height / 2)) * k * shrink) @ turn.T + centre
    sharp = cv2.GaussianBlur(page, (0, 0), 0.55 / k) if k < 0.9 else page
    away = cv2.getPerspectiveTransform(corners, there.astype(np.float32))
    if photo:
        seen = _curled(sharp, away, frame, rng).astype(np.float32)
    else:
        seen = cv2.warpPerspective(sharp, away, frame, flags=cv2.INTER_LINEAR, borderValue=(235,)).astype(
            np.float32
        )
    blur = rng.uniform(0.2, 0.9 if photo else 0.6) * dpi / 200
    seen = cv2.GaussianBlur(seen, (0, 0), max(0.2, blur))
    seen = seen * _light(seen.shape, rng, photo)
    if photo and rng.random() < 0.25:
        seen += (250 - seen) * _glare(seen.shape, rng)
    tile = _noise()
    turned = np.roll(tile, (rng.randrange(1024), rng.randrange(1024)), (0, 1))
    again = tuple(-(-n // 1024) for n in seen.shape)
    seen += np.tile(turned, again)[: seen.shape[0], : seen.shape[1]] * rng.uniform(1, 9 if photo else 5)
    image: Image = np.clip(seen, 0, 255).astype(np.uint8)
    if how == "bilevel":
        return np.where(image > rng.uniform(120, 170), 255, 0).astype(np.uint8)
    quality = rng.randint(45, 92)
    packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _curled(page: Image, away: NDArray[np.float64], frame: tuple[int, int], rng: random.Random) -> Image:
    """The page through a projective map, on a dark table, and not flat: waves of up to a point and a half."""
    height, width = page.shape
    cell = 16
    grid = np.meshgrid(*[np.arange(cell / 2 - 0.5, side + cell, cell) for side in frame])
    back = cv2.perspectiveTransform(np.stack(grid, axis=-1), np.linalg.inv(away))
    x, y = back[..., 0], back[..., 1]
    high = rng.uniform(0, 1.5) * PX
    wave = high * np.sin(y * (rng.uniform(3, 7) / height) + rng.uniform(0, 6))
    sway = high * np.sin(x * (rng.uniform(2, 5) / width) + rng.uniform(0, 6))
    fine = [
        cv2.resize(coarse.astype(np.float32), None, fx=cell, fy=cell)[: frame[1], : frame[0]]
        for coarse in (x + wave, y + sway)
    ]
    return np.asarray(cv2.remap(page, fine[0], fine[1], cv2.INTER_LINEAR, borderValue=(70,)), dtype=np.uint8)


def _light(shape: tuple[int, ...], rng: random.Random, photo: bool) -> NDArray[np.float32]:
    """Light from one side and, on a photograph, a soft shadow."""
    height, width = shape
    x, y = np.meshgrid(np.linspace(-1, 1, 64, dtype=np.float32), np.linspace(-1, 1, 64, dtype=np.float32))
    level, slope = (rng.uniform(0.6, 0.85), 0.18) if photo else (rng.uniform(0.92, 1.0), 0.03)
    light = level + rng.uniform(-slope, slope) * x + rng.uniform(-slope, slope) * y
    if photo:
        edge = rng.uniform(-1, 1) * x + rng.uniform(-1, 1) * y + rng.uniform(-0.5, 0.5)
        light *= 1 - rng.uniform(0, 0.35) / (1 + np.exp(-edge * rng.uniform(4, 14)))
        if rng.random() < 0.25:  # the edge of a hand's shadow
            light *= np.where(x * rng.uniform(-1, 1) + y > rng.uniform(-1, 1), 1, rng.uniform(0.65, 0.9))
    return np.asarray(cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _glare(shape: tuple[int, ...], rng: random.Random) -> NDArray[np.float32]:
    """A lamp that shines back from the paper: a spot in which ink is hardly darker than paper."""
    x, y = np.meshgrid(np.linspace(0, 1, 64), np.linspace(0, 1.4, 64))
    away = ((x - rng.random()) ** 2 + (y - 1.4 * rng.random()) ** 2) / rng.uniform(0.05, 0.2) ** 2
    spot = rng.uniform(0.3, 0.9) * np.exp(-away)
    return np.asarray(
        cv2.resize(spot.astype(np.float32), shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32
    )


LETTERS = "abcdefgh"


@lru_cache(maxsize=8)
def sheet(kind: int) -> Sheet:
    """Four sheets: A4 and Letter, with a number and without, with few options and with many."""
    rng = random.Random(f"sheet {kind}")
    options = ((2, 3, 4), (4,), (5,), (4, 5, 8))[kind]
    rows = [
        Row(f"{n}", tuple(LETTERS[: rng.choice(options)]), rng.random() < 0.15)
        for n in range(1, (24, 40, 60, 30)[kind])
    ]
    return laid_out(
        rows, ("a4", "a4", "letter", "letter")[kind], (6, 0, 8, 0)[kind], (6.0, 6.0, 5.5, 8.0)[kind]
    )


def simulated(seed: int) -> Scan:
    """A scan of the first page of a sheet; the same for the same seed."""
    rng = random.Random(f"scan {seed}")
    form_of = sheet(rng.randrange(4))
    code = Code(f"set {seed % 7}", f"{rng.getrandbits(24):06x}", f"s{seed}", 1, len(form_of.pages))
    page = rasterised(stamp(form_of, code, "Zoë Ångström"), _form(form_of, 1))
    how = rng.choices(("scan", "photograph", "bilevel"), (0.5, 0.4, 0.1))[0]
    manner = rng.choice(tuple(MANNERS))
    pen = Pen(page, rng, rng.uniform(0.62, 0.95), rng.uniform(0.9, 1.6), form_of.radius)

    def answer(field: Field, kinds: tuple[str, ...] = ("blank", *UNUSUAL)) -> Answer:
        kind = "mark" if rng.random() < 0.92 else rng.choice(kinds)
        return answered(pen, MANNERS[manner], field, form_of.height, kind)

    first = form_of.pages[0]
    number = tuple(answer(field, ("blank", *UNUSUAL[:-1])) for field in first.number)
    rows = tuple(answer(field) for field in first.fields)
    return Scan(scanned(page, rng, how), code, form_of, number, rows, how)
