"""Where the printed bubbles of a straightened page really are, for paper that was curled or folded.

Four marks say where a flat page lies. Paper in front of a camera is not flat, and a scanner's rollers slip; so each
row is looked for around its place, by the outlines of its bubbles. Rows near each other move alike: a row is found
together with its neighbours, which helps one whose bubbles are all filled.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.sheets.drawing import OUTLINE, OUTLINE_INK
from generator.sheets.ink import Ink
from generator.sheets.layout import Field
from generator.sheets.pages import SCALE

_REACH = 12
"""How many pixels a row may lie off its place, in each direction: four points."""

_NEAR = 60.0
"""How far neighbours are from each other, in points."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a row lies off its place, in pixels, and how well its printed bubbles are seen there, 0 to 1."""

    right: int
    down: int
    seen: float


def places(found: Ink, fields: tuple[Field, ...], height: float, radius: float) -> tuple[Place, ...]:
    """The place of each field of a page of this height, in points."""
    if not fields:
        return ()
    likeness = np.stack([_likeness(found, field, height, radius) for field in fields])
    centres = np.array([np.mean(field.bubbles, axis=0) for field in fields])
    apart = np.hypot(*(centres[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    weights = np.exp(-((apart / _NEAR) ** 2))
    pooled = np.tensordot(weights / weights.sum(axis=1, keepdims=True), likeness, axes=1)
    side = 2 * _REACH + 1
    places = []
    for own, together in zip(likeness, pooled, strict=True):
        down, right = divmod(int(np.argmax(together)), side)
        near = own[max(0, down - 1) : down + 2, max(0, right - 1) : right + 2]
        on_edge = not (0 < down < side - 1 and 0 < right < side - 1)
        places.append(Place(right - _REACH, down - _REACH, 0.0 if on_edge else max(0.0, float(near.max()))))
    return tuple(places)


def _likeness(found: Ink, field: Field, height: float, radius: float) -> NDArray[np.float32]:
    """How alike the page and the outlines of a field's bubbles are, at each place within reach: rows go down.

    Ink that is darker than an outline counts as an outline does: so a filled bubble is a disc where a ring should be,
    which is worse than a ring, but best where it should be.
    """
    dark = 1 - OUTLINE_INK
    margin = radius + 2
    left, right = min(x for x, _ in field.bubbles) - margin, max(x for x, _ in field.bubbles) + margin
    bottom, top = min(y for _, y in field.bubbles) - margin, max(y for _, y in field.bubbles) + margin
    west, north = round(left * SCALE), round((height - top) * SCALE)
    across, down = round((right - left) * SCALE), round((top - bottom) * SCALE)
    outlines = np.zeros((down, across), np.float32)
    for x, y in field.bubbles:
        centre = (round(16 * (x * SCALE - west - 0.5)), round(16 * ((height - y) * SCALE - north - 0.5)))
        cv2.circle(
            outlines, centre, round(16 * radius * SCALE), (dark,), round(OUTLINE * SCALE), cv2.LINE_8, shift=4
        )
    outlines = cv2.GaussianBlur(outlines, (0, 0), 0.8).astype(np.float32)
    seen = found[north - _REACH : north + down + _REACH, west - _REACH : west + across + _REACH]
    likeness = cv2.matchTemplate(np.minimum(seen, np.float32(dark)), outlines, cv2.TM_CCOEFF_NORMED)
    return np.nan_to_num(np.asarray(likeness, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
