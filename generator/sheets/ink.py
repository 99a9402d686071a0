"""How much ink lies where on a straightened page: 0 is bare paper, 1 as black as the registration marks.

Shadows and uneven light are taken out by the paper around, and weak contrast by the marks, so that the same
numbers mean the same on a scan and on a photograph. It must not know what rows are.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.sheets.layout import MARK, MODULE, mark_corners
from generator.sheets.pages import SCALE, Straight, Unreadable

Ink: TypeAlias = NDArray[np.float32]
"""A straightened page, in the same pixels, 0 for bare paper to 1.2 at most."""

_CELL = 6
"""Pixels of a cell, two points: the light is followed from cell to cell."""

_WINDOW = 17
"""Cells of the window in which the brightest is paper: 34 points, wider than any mark of a student."""

_FAINTEST = 0.25
"""What the registration marks must take from the light."""


def ink(page: Straight) -> Ink:
    """The ink on the page. Raises Unreadable where hardly anything is darker than the paper."""
    height, width = page.image.shape
    cells = cv2.resize(page.image, (width // _CELL, height // _CELL), interpolation=cv2.INTER_AREA)
    window = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_WINDOW, _WINDOW))
    paper = cv2.GaussianBlur(cv2.morphologyEx(cells, cv2.MORPH_CLOSE, window), (0, 0), 1.2)
    light = cv2.resize(
        np.maximum(paper, 1).astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR
    )
    dark: Ink = page.image.astype(np.float32)  # worked on in place: it is the largest thing here
    dark /= -light
    dark += 1
    black = _black(dark, page)
    if black < _FAINTEST:
        raise Unreadable("The page is too pale.")
    dark /= black
    return np.clip(dark, 0, 1.2, out=dark)


def _black(dark: NDArray[np.float32], page: Straight) -> float:
    """How dark the black edge of a typical registration mark is."""
    levels = []
    side, inner = round(MARK * SCALE), round(MODULE * SCALE)
    for corners in mark_corners(page.width, page.height):
        left, top = round(corners[0][0] * SCALE), round((page.height - corners[0][1]) * SCALE)
        mark = dark[top : top + side, left : left + side]
        third = inner // 3
        edges = (mark[third : 2 * third, :], mark[-2 * third : -third, :])
        levels.append(float(np.median(np.concatenate([edge.ravel() for edge in edges]))))
    return float(np.median(levels))
