"""What is measured of each bubble of a page, and of the paper around it.

    cover     the mean ink inside its outline, less what its letter has on this page
    dark      the share of the inside that a pen or a pencil has blackened
    grey      the share of the inside that is grey, as what is left by an eraser
    reach     how far what is dark lies from the centre, in radii: the root of the mean square
    rim       the mean ink on and just outside its outline, less what an empty bubble of this page has
    contrast  how dark what is printed around it is, 1 being usual on this page
    blank     the cover that an empty bubble may have on this page: more where print or light differ from place to place
    dotted    what may be dark in an empty bubble of this page
    beside    ink around it that lies in no bubble, in square points

What is between an empty bubble and a marked one is as wide as normal marks allow: the thresholds lie close to what
these have, in a simulation of thousands of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import dist, pi

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.sheets.drawing import LETTER, LETTER_HEIGHT, LETTER_INK
from generator.sheets.glyphs import strokes
from generator.sheets.ink import Ink
from generator.sheets.layout import Field
from generator.sheets.pages import SCALE
from generator.sheets.places import Place

_EMPTY_COVER = (0.015, 0.03)
"""The cover that an empty bubble may have on a page that is printed and seen well, and on any. A thin stroke across it
that is a fifth as dark as print has 0.02."""

_EMPTY_DARK = (0.012, 0.05)
"""The same for what is dark. A printer that makes greys from dots leaves some in letters that are as dark as a pen."""

_DOTTED = 1.5
"""How many times as much as nine of ten empty bubbles have may be dark."""

_SPREAD = 6.0
"""How many times the median difference of empty bubbles from a typical one their cover may be."""

MARK_COVER, MARK_DARK, MARK_GREY = 0.04, 0.07, 0.5
"""The cover that a marked bubble has at least, what is dark at least, and what is grey at most. A thin tick has 0.06,
0.13 and 0.3; a letter that a scanner made dark covers no more than itself."""

_DARK, _GREY = 0.4, 0.1
"""The ink from which a pixel is dark, and from which it is grey."""

_EMPTIER = 0.4
"""The share of a page's bubbles that have less ink for their letter than a typical empty one, or as much."""

_LEAST_PRINTED, _MOST_PRINTED = 0.4, 2.0
"""The ink of a typical empty bubble, 1 being that of its letter as drawn. Is it less, greys are lost; is it more, all
bubbles are marked."""

_RIM_WIDTH = 1.2
"""How far from the outline, in points, the inside of a bubble begins: ink that the outline spills is not in it."""

_MOST_OUTLINED = 0.8
"""The ink in the outline of an empty bubble: 0.55 as it is drawn, 1 where greys became black."""

_NEAR, _LEAST_WEIGHT = 40.0, 0.05
"""How far from a bubble, in points, print tells of its light; and from how little nothing can be told."""

_CLEAREST = 0.8
"""The share of rims that are as dark as is usual, or paler."""

_LEAST_CONTRAST = 0.4
"""What is paler is not made darker any more: it would only show the grain of the paper."""

_BESIDE_INK = 0.3
_SLIP = 2.5
"""How far beyond the outline, in points, a pen may slip."""

_TAIL = 9.0
"""How far beyond the outline, in points, the ends of a tick or a cross may reach."""

_MARGIN = 2.0
"""How far into the box of a row what was done in the next may reach, in points."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """What is measured of a bubble; see above."""

    cover: float
    dark: float
    grey: float
    reach: float
    rim: float
    contrast: float
    blank: float
    dotted: float
    beside: float = 0.0

    @property
    def empty(self) -> bool:
        """Is there surely no mark?"""
        return self.cover <= self.blank and self.dark <= self.dotted

    @property
    def marked(self) -> bool:
        """Is there surely a mark, if it is like the others of the page?"""
        return self.cover >= MARK_COVER and self.dark >= MARK_DARK and self.grey <= MARK_GREY

    @property
    def confidence(self) -> float:
        """0.5 to 1 for a bubble that is empty or marked, below for others: how far it is from what is unclear."""
        if self.empty:
            return 1 - 0.5 * max(self.cover / self.blank, self.dark / self.dotted, 0)
        if self.marked:
            return 1 - 0.5 * max(MARK_COVER / self.cover, MARK_DARK / self.dark, self.grey / MARK_GREY)
        return 0.5 * min(
            1.0,
            max(0.0, self.cover) / MARK_COVER,
            self.dark / MARK_DARK,
            MARK_GREY / max(self.grey, MARK_GREY),
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """All bubbles of a page, field after field.

    `around` is the ink in the box of each field, in square points, that is far from every bubble that is touched;
    `rim` the mean ink of the rim of an empty bubble; `harsh`: do empty bubbles look as if all greys were lost?
    """

    bubbles: tuple[Bubble, ...]
    around: tuple[float, ...]
    rim: float
    harsh: bool


def measured(
    found: Ink, fields: tuple[Field, ...], there: tuple[Place, ...], height: float, radius: float
) -> Measured:
    """The bubbles of at least one field of a page of this height, in points; `there` says where each is found."""
    centres = [
        [
            (round(x * SCALE - 0.5) + place.right, round((height - y) * SCALE - 0.5) + place.down)
            for x, y in field.bubbles
        ]
        for field, place in zip(fields, there, strict=True)
    ]
    every = [centre for row in centres for centre in row]
    letters = np.array([_letter(option, radius) for field in fields for option in field.row.options])
    bubbles, printed, harsh = _insides(found, every, letters, radius)
    outside = (found > _BESIDE_INK).astype(np.uint8)
    for x, y in every:
        cv2.circle(outside, (x, y), round((radius + _SLIP) * SCALE), (0,), -1)
    tail = round((radius + _TAIL) * SCALE)
    rest = iter(bubbles)
    whole = []
    for field, place, row in zip(fields, there, centres, strict=True):
        west, north, east, south = _edges(field, place, height, 0)
        for x, y in row:
            near = outside[
                max(north, y - tail) : min(south, y + tail), max(west, x - tail) : min(east, x + tail)
            ]
            whole.append(replace(next(rest), beside=float(near.sum()) / SCALE**2))
    for bubble, (x, y) in zip(bubbles, every, strict=True):
        if not bubble.empty:
            cv2.circle(outside, (x, y), tail, (0,), -1)
    around = []
    for field, place in zip(fields, there, strict=True):
        west, north, east, south = _edges(field, place, height, _MARGIN)
        around.append(float(outside[north:south, west:east].sum()) / SCALE**2)
    return Measured(tuple(whole), tuple(around), printed, harsh)


@cache
def _letter(option: str, radius: float) -> float:
    """The mean ink inside an empty bubble as it is drawn: its letter's strokes, by their length."""
    drawn = strokes(option, 0, 0, LETTER_HEIGHT * radius)
    length = sum(dist(one, next_) for stroke in drawn for one, next_ in pairwise(stroke))
    return length * LETTER * (1 - LETTER_INK) / (pi * (radius - _RIM_WIDTH) ** 2)


def _insides(
    found: Ink, centres: list[tuple[int, int]], letters: NDArray[np.float64], radius: float
) -> tuple[list[Bubble], float, bool]:
    """The bubbles around these pixels, but for what lies beside them; the rim of an empty one; are greys lost?"""
    half = round((radius + _SLIP) * SCALE)
    steps = np.arange(-half, half + 1)
    away: NDArray[np.float64] = np.hypot(*np.meshgrid(steps, steps)) / SCALE
    inner, outline = away < radius - _RIM_WIDTH, np.abs(away - radius) < 0.35
    outer = (away > radius - 0.8) & (away < radius + _SLIP)
    seen = np.stack([found[y - half : y + half + 1, x - half : x + half + 1] for x, y in centres])
    typical, _ = _typical(seen[:, inner], letters)
    contrast = _contrasts(seen[:, outer].mean(axis=1), typical, centres)
    seen = seen / np.maximum(contrast, _LEAST_CONTRAST).astype(np.float32)[:, None, None]
    inside, rim = seen[:, inner], seen[:, outer].mean(axis=1)
    typical, printed = _typical(inside, letters)
    usual, lines = float(np.median(rim[typical])), float(np.median(seen[typical][:, outline]))
    dark = inside > _DARK
    share = dark.mean(axis=1)
    grey = (inside > _GREY).mean(axis=1) - share
    reach = np.sqrt((dark @ (away[inner] / radius) ** 2) / np.maximum(1, dark.sum(axis=1)))
    cover = inside.mean(axis=1) - min(printed, _MOST_PRINTED) * letters
    blank = float(np.clip(_SPREAD * np.median(np.abs(cover[typical])), *_EMPTY_COVER))
    dotted = float(np.clip(_DOTTED * np.quantile(share[typical], 0.9), *_EMPTY_DARK))
    limits = [np.full(len(cover), limit) for limit in (blank, dotted)]
    rows = np.stack([cover, share, grey, reach, rim - usual, contrast, *limits], axis=1)
    harsh = (
        printed < _LEAST_PRINTED
        or lines > _MOST_OUTLINED
        or float(np.median(share[typical])) > _EMPTY_DARK[1]
    )
    return [Bubble(*row) for row in rows.tolist()], usual, harsh


def _typical(inside: Ink, letters: NDArray[np.float64]) -> tuple[NDArray[np.bool_], float]:
    """Which bubbles are like a typical empty one, and the ink of that one, 1 being that of its letter as drawn."""
    mean = inside.mean(axis=1)
    printed = float(np.quantile(mean / letters, _EMPTIER, method="lower"))
    return np.abs(mean - printed * letters) <= _EMPTY_COVER[1], printed


def _contrasts(rim: Ink, typical: NDArray[np.bool_], centres: list[tuple[int, int]]) -> NDArray[np.float64]:
    """How dark print is around each bubble, going by the rims of the empty ones near it: 1 is usual on the page.

    A lamp that shines back from the paper makes all ink paler by one factor. All rims are printed alike, and on paper
    that is evenly lit they are seen alike within a tenth.
    """
    places = np.array(centres, dtype=np.float64) / SCALE
    apart = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    weights = np.exp(-((apart / _NEAR) ** 2)) * typical
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1)
    usual = max(float(np.quantile(rim[typical], _CLEAREST)), 1e-9)
    around = weights @ rim / np.maximum(total, 1e-9) / usual
    return np.where(total > _LEAST_WEIGHT, around, 1.0)


def _edges(field: Field, place: Place, height: float, margin: float) -> tuple[int, int, int, int]:
    """The box of a field without a margin, in pixels: left, upper, right and lower edge."""
    box = field.box
    return (
        round((box.left + margin) * SCALE) + place.right,
        round((height - box.top + margin) * SCALE) + place.down,
        round((box.right - margin) * SCALE) + place.right,
        round((height - box.bottom - margin) * SCALE) + place.down,
    )
