"""What befalls pages besides being scanned: in the printer, on the desk, in the bag, in a telephone's program.

`BEFORE` are those of the paper, an image at `printing.DPI`; `AFTERWARDS` those of the scan. None changes what was
meant.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.sheets.printing import PX, Image

Mishap = Callable[[Image, random.Random], Image]

SCREEN = np.array(
    [[24, 10, 12, 26, 35, 47, 49, 37], [8, 0, 2, 14, 45, 59, 61, 51], [22, 6, 4, 16, 43, 57, 63, 53],
     [30, 20, 18, 28, 33, 41, 55, 39], [34, 46, 48, 36, 25, 11, 13, 27], [44, 58, 60, 50, 9, 1, 3, 15],
     [42, 56, 62, 52, 23, 7, 5, 17], [32, 40, 54, 38, 31, 21, 19, 29]],
)  # fmt: skip
"""In which order a printer blackens the dots of a cell of 8 by 8, as grey grows: a screen of 45 degrees."""


def screened(page: Image, rng: random.Random) -> Image:
    """Greys become dots, as a laser printer of 600 dpi makes them: 106 lines an inch."""
    fine = cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    levels = np.roll((255 * (63.5 - SCREEN) / 64).astype(np.uint8), rng.randrange(8), 1)
    tile = np.tile(levels, (-(-fine.shape[0] // 8), -(-fine.shape[1] // 8)))[: fine.shape[0], : fine.shape[1]]
    dots = np.where(fine > tile, 255, 0).astype(np.uint8)
    return np.asarray(cv2.resize(dots, page.shape[::-1], interpolation=cv2.INTER_AREA), dtype=np.uint8)


def pale(page: Image, rng: random.Random) -> Image:
    """Little toner: black is grey. The pen is paler, too, as on a scan that is too light."""
    return (255 - (255 - page) * rng.uniform(0.45, 0.75)).astype(np.uint8)


def fitted(page: Image, rng: random.Random) -> Image:
    """The page made smaller or larger by the printer, and not in the middle of its paper."""
    scale = rng.uniform(0.96, 1.04)
    height, width = page.shape
    right, down = (rng.uniform(-6, 6) * PX for _ in range(2))
    taller = scale * rng.uniform(0.997, 1.003)
    move = np.array(
        [[scale, 0, (1 - scale) * width / 2 + right], [0, taller, (1 - taller) * height / 2 + down]]
    )
    moved = cv2.warpAffine(page, move, (width, height), flags=cv2.INTER_AREA, borderValue=(255,))
    return np.asarray(moved, dtype=np.uint8)


def stained(page: Image, rng: random.Random) -> Image:
    """Coffee: the rings of a cup, and drops, darkest at their edges."""
    height, width = page.shape
    stain = np.zeros((height // 4, width // 4), np.float32)

    def somewhere() -> tuple[int, int]:
        return rng.randrange(width // 4), rng.randrange(height // 4)

    for _ in range(rng.randint(1, 2)):
        cv2.circle(stain, somewhere(), rng.randint(80, 150), (rng.uniform(0.08, 0.35),), rng.randint(3, 12))
    for _ in range(rng.randint(1, 6)):
        place, radius, depth = somewhere(), rng.randint(5, 90), rng.uniform(0.05, 0.25)
        cv2.circle(stain, place, radius, (depth,), -1)
        cv2.circle(stain, place, radius, (1.6 * depth,), 2)
    soft = cv2.resize(cv2.GaussianBlur(stain, (0, 0), 1.2), (width, height), interpolation=cv2.INTER_LINEAR)
    return (page * (1 - soft)).astype(np.uint8)


def folded(page: Image, rng: random.Random) -> Image:
    """A corner turned over: the back of the paper, with a shadow, and behind it the table or the scanner's lid."""
    height, width = page.shape
    across, down = rng.uniform(40, 150) * PX, rng.uniform(40, 200) * PX
    near, beside, below = np.array([(0, 0), (across, 0), (0, down)])
    along = (below - beside) / np.hypot(across, down)
    foot = beside + along * float((near - beside) @ along)
    tip = 2 * foot - near
    if rng.random() < 0.5:
        flip = np.array([width, 0])
        near, beside, below, tip = (np.abs(flip - point) for point in (near, beside, below, tip))
    if rng.random() < 0.5:
        flip = np.array([0, height])
        near, beside, below, tip = (np.abs(flip - point) for point in (near, beside, below, tip))
    page = page.copy()
    cv2.fillPoly(page, [_whole(near, beside, below)], (rng.choice((60, 235)),))
    cv2.fillPoly(page, [_whole(tip, beside, below)], (rng.randint(225, 250),))
    cv2.polylines(page, [_whole(beside, tip, below)], True, (rng.randint(120, 200),), rng.randint(2, 9))
    return page


def _whole(*points: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.round(np.array(points)).astype(np.int32)


def cut(page: Image, rng: random.Random) -> Image:
    """A page that was not wholly on the glass: up to two edges are missing."""
    height, width = page.shape
    left, top, right, bottom = (round(rng.choice((0, 0, rng.uniform(5, 45))) * PX) for _ in range(4))
    return page[top : height - bottom, left : width - right].copy()


def scrawled(page: Image, rng: random.Random) -> Image:
    """Strokes that went astray, across whatever lies there."""
    page = page.copy()
    height, width = page.shape
    for _ in range(rng.randint(1, 5)):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        line = [(x, y)]
        for _ in range(rng.randint(1, 4)):
            x, y = x + rng.uniform(-120, 120) * PX, y + rng.uniform(-60, 60) * PX
            line.append((x, y))
        cv2.polylines(
            page,
            [np.round(line).astype(np.int32)],
            False,
            (rng.randint(20, 160),),
            rng.randint(2, 7),
            cv2.LINE_AA,
        )
    return page


def shining(page: Image, rng: random.Random) -> Image:
    """The back of thin paper shows through: another page, mirrored and soft."""
    back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 5)
    return (page * (1 - rng.uniform(0.05, 0.25) * (1 - back / 255))).astype(np.uint8)


def creased(page: Image, rng: random.Random) -> Image:
    """Folded for a letter and opened again: lines that are dark on one side and bright on the other."""
    height, width = page.shape
    rows, columns = np.arange(height)[:, None], np.arange(width)[None, :]
    shade = np.ones((height, width), np.float32)
    for _ in range(rng.randint(1, 3)):
        slope = rng.uniform(-0.05, 0.05)
        upright = rng.random() < 0.3
        across, along = (columns, rows) if upright else (rows, columns)
        away = across - rng.uniform(0.2, 0.8) * (width if upright else height) - slope * along
        shade += rng.uniform(0.05, 0.3) * np.sign(away) * np.exp(-np.abs(away) / (rng.uniform(0.5, 3) * PX))
    return np.clip(page * np.minimum(shade, 1), 0, 255).astype(np.uint8)


def contrasted(image: Image, rng: random.Random) -> Image:
    """The greys of a scanner's program for text, or of a telephone's: light ones white and dark ones black."""
    black, white = rng.uniform(0, 80), rng.uniform(170, 230)
    bright = np.quantile(image, 0.8) / 255
    return np.clip((image - black * bright) * (255 / ((white - black) * bright)), 0, 255).astype(np.uint8)


def bent(image: Image, rng: random.Random) -> Image:
    """Greys that are not as light as they were: a scanner's gamma."""
    return np.asarray(255 * (image / 255) ** rng.choice((0.5, 0.7, 1.4, 1.8)), dtype=np.uint8)


def blurred(image: Image, rng: random.Random) -> Image:
    """Out of focus, or moved."""
    sigma = rng.uniform(0.8, 2.2) * image.shape[0] / 2300
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)
    length = 2 * round(2 * sigma) + 1
    line = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    for step in np.linspace(-length / 2 + 0.5, length / 2 - 0.5, 3 * length):
        line[round(length // 2 + step * np.sin(angle)), round(length // 2 + step * np.cos(angle))] = 1
    return np.asarray(cv2.filter2D(image, -1, line / line.sum()), dtype=np.uint8)


def sharpened(image: Image, rng: random.Random) -> Image:
    """A telephone's sharpening, with bright seams beside dark lines."""
    soft = cv2.GaussianBlur(image, (0, 0), 2).astype(np.float32)
    return np.clip(image + rng.uniform(0.5, 2) * (image - soft), 0, 255).astype(np.uint8)


def faxed(image: Image, rng: random.Random) -> Image:
    """Black and white, with half as many rows: 204 × 98 dots an inch on the whole page."""
    coarse = cv2.resize(image, (1728, 1145), interpolation=cv2.INTER_AREA)
    bright = float(np.quantile(coarse, 0.8))
    dots = np.where(coarse > bright * rng.uniform(0.5, 0.85), 255, 0).astype(np.uint8)
    return np.asarray(cv2.resize(dots, (1728, 2290), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def dithered(image: Image, rng: random.Random) -> Image:
    """Black and white dots for greys, by an ordered pattern: a scanner's "halftone"."""
    levels = np.roll(SCREEN, rng.randrange(8), 0) / 64
    pattern = np.tile(levels, (-(-image.shape[0] // 8), -(-image.shape[1] // 8)))
    seen = image / max(1.0, float(np.quantile(image, 0.8)))
    return np.where(seen > pattern[: image.shape[0], : image.shape[1]], 255, 0).astype(np.uint8)


BEFORE: dict[str, Mishap] = {
    "screened": screened, "pale": pale, "fitted": fitted, "stained": stained, "folded": folded, "cut": cut,
    "scrawled": scrawled, "shining": shining, "creased": creased,
}  # fmt: skip
AFTERWARDS: dict[str, Mishap] = {
    "contrasted": contrasted, "bent": bent, "blurred": blurred, "sharpened": sharpened, "faxed": faxed,
    "dithered": dithered,
}  # fmt: skip
