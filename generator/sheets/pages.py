"""A page in an image: found by its registration marks, straightened, and its code read.

    >>> straight(image).code
    Code(set='demo', build='3fa9c1', paper='s123', page=1, pages=2)

The four marks are found with their corners, so three of them are enough, and a page that lies on its head or is
photographed from the side is straightened by one projective map. It must not know what rows are.

An image costs time and memory by its size only; `files` bounds that, and so does this for images from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from generator.sheets.codes import Code, parsed
from generator.sheets.layout import MARKS, PAPERS, Box, code_box, mark_corners

Grey: TypeAlias = NDArray[np.uint8]
"""An image: rows of grey pixels, 0 for black."""

SCALE = 3.0
"""Pixels of a straightened page a point: 216 a inch, enough for a stroke half a point wide."""

MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 3600
"""What is larger is made smaller first; a page of A4 scanned with 300 dpi is 3,508 pixels high."""

_SEARCH_SIDE = 2200
"""The side of the image that marks are looked for in; corners are found to a tenth of its pixels."""

_COARSEST = 1.3
"""The fewest pixels a point, about 94 dpi, at which a stroke of a pen can be seen."""

_FARTHEST = 2.0
"""How far a corner of a mark may lie from where the map says, in points: a flat page 0.3, one that curls 1.4. A page on
A4 that is taken for one on Letter is 1.1 off or more, and further than as one on A4."""

_MODULES = range(21, 46, 4)
_QUIET = 4


class Unreadable(Exception):
    """No page can be read from an image; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Straight:
    """A page as if it had been scanned without any fault: its image at `SCALE`, its size in points, its code.

    `greys`: had the scan any, or was it black and white?
    """

    image: Grey
    width: float
    height: float
    code: Code
    greys: bool


def straight(image: Grey) -> Straight:
    """The page in an image, which may lie any way round. Raises Unreadable."""
    if image.ndim != 2 or image.dtype != np.uint8 or not 0 < image.size <= MOST_PIXELS:
        raise ValueError("An image is a matrix of at most a hundred million grey bytes.")
    greys = np.count_nonzero(np.bincount(image.ravel(), minlength=256)) > 2
    image = _smaller(image, _LONGEST_SIDE)
    found = _marks(image)
    if len(found) < 3:
        raise Unreadable(f"Of the four registration marks {len(found) or 'none'} can be found.")
    width, height, page = _map(found)
    _check_size(image, page, width, height)
    size = (round(width * SCALE), round(height * SCALE))
    turned: Grey = np.asarray(
        cv2.warpPerspective(image, page, size, flags=cv2.INTER_LINEAR, borderValue=(255,)), dtype=np.uint8
    )
    return Straight(turned, width, height, _code(turned, code_box(width, height), height), bool(greys))


def crop(page: Straight, box: Box, margin: float = 6.0) -> bytes:
    """A box of the page with `margin` points around it, as a PNG file, for a person to look at."""
    top, bottom = (max(0, round((page.height - y) * SCALE)) for y in (box.top + margin, box.bottom - margin))
    left, right = (max(0, round(x * SCALE)) for x in (box.left - margin, box.right + margin))
    return cv2.imencode(".png", page.image[top:bottom, left:right])[1].tobytes()


def _smaller(image: Grey, side: int) -> Grey:
    factor = side / max(image.shape)
    if factor >= 1:
        return image
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


# ─── Registration marks ──────────────────────────────────────────────────────────────────────────────────


@cache
def _detector() -> cv2.aruco.ArucoDetector:
    rows = [[[int(module) for module in row] for row in mark] for mark in MARKS]
    marks = [cv2.aruco.Dictionary.getByteListFromBits(np.array(bits, dtype=np.uint8)) for bits in rows]
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    parameters.adaptiveThreshWinSizeMax = 43
    parameters.adaptiveThreshWinSizeStep = 20
    return cv2.aruco.ArucoDetector(cv2.aruco.Dictionary(np.concatenate(marks), 5, 3), parameters)


def _marks(image: Grey) -> dict[int, MatLike]:
    """The corners in the image of each mark that is found, by its place in `MARKS`."""
    small = _smaller(image, _SEARCH_SIDE)
    factor = max(image.shape) / max(small.shape)
    found: dict[int, MatLike] = {}
    for tried in _seen(small):
        corners, numbers, _ = _detector().detectMarkers(tried)
        names = [] if numbers is None else [int(number) for number in numbers.ravel()]
        if len(set(names)) < len(names):
            raise Unreadable("There is more than one page in the image.")
        for name, place in zip(names, corners, strict=True):
            found.setdefault(name, (place.reshape(4, 2) + 0.5) * factor - 0.5)
        if len(found) == len(MARKS):
            break
    return found


def _seen(image: Grey) -> Iterator[MatLike]:
    """The image, and again with less noise and with more contrast."""
    yield image
    yield cv2.GaussianBlur(image, (0, 0), 1.5)
    yield cv2.createCLAHE(4.0, (8, 8)).apply(cv2.medianBlur(image, 3))


def _map(found: dict[int, MatLike]) -> tuple[float, float, MatLike]:
    """The page's width and height in points, and the projective map to pixels of it straightened, that fit best."""
    there = np.concatenate([found[name] for name in sorted(found)]).astype(np.float64)
    best: tuple[float, float, float, MatLike] | None = None
    for width, height in PAPERS.values():
        corners = mark_corners(width, height)
        meant = np.array([(x, height - y) for name in sorted(found) for x, y in corners[name]])
        page, _ = cv2.findHomography(there, meant * SCALE - 0.5)
        if page is None or not np.isfinite(page).all():
            continue
        reached = (cv2.perspectiveTransform(there.reshape(-1, 1, 2), page).reshape(-1, 2) + 0.5) / SCALE
        off = float(np.abs(reached - meant).max())
        if best is None or off < best[0]:
            best = (off, width, height, page)
    if best is None or not best[0] <= _FARTHEST:
        raise Unreadable("The registration marks do not lie as on a page.")
    return best[1:]


def _check_size(image: Grey, page: MatLike, width: float, height: float) -> None:
    """Is the page large enough in the image? Its corners need not be in it, but they must be somewhere."""
    corners = np.array([[(0, 0), (width, 0), (width, height), (0, height)]]) * SCALE
    try:
        there = cv2.perspectiveTransform(corners, np.linalg.inv(page)).reshape(4, 2).astype(np.float32)
    except np.linalg.LinAlgError:
        there = np.zeros((4, 2), np.float32)
    if not np.isfinite(there).all() or np.abs(there).max() > 4 * max(image.shape):
        raise Unreadable("The page is photographed from too far to the side.")
    if (cv2.contourArea(there) / (width * height)) ** 0.5 < _COARSEST:
        raise Unreadable("The page is too small in the image: scan it with 150 dpi or more.")


# ─── The code ────────────────────────────────────────────────────────────────────────────────────────────


def _code(page: Grey, box: Box, height: float) -> Code:
    """The code of the page. Raises Unreadable."""
    detector = cv2.QRCodeDetector()
    for tried in _codes(page, box, height):
        try:
            text = detector.detectAndDecode(tried)[0]
            if text:
                return parsed(text)
        except (cv2.error, ValueError):  # not decoded, or wrongly: the next image may do better
            continue
    raise Unreadable("The code of the page cannot be read.")


def _codes(page: Grey, box: Box, height: float) -> Iterator[MatLike]:
    """Images of the code, ever more worked upon: as it is, black and white, and module by module."""
    side = box.right - box.left

    def cut(margin: float, length: float) -> MatLike:
        left, top = round((box.left - margin) * SCALE), round((height - box.top - margin) * SCALE)
        end = round((length + 2 * margin) * SCALE)
        return page[top : top + end, left : left + end]

    whole = cut(9, side)
    yield whole
    large = cv2.resize(whole, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    yield large
    yield cv2.threshold(large, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    yield cv2.adaptiveThreshold(large, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 101, 3)
    for count in _MODULES:
        length = int(100 * side / count + 1e-6) / 100 * count
        fine = cv2.resize(cut(0, length), (3 * count, 3 * count), interpolation=cv2.INTER_AREA)[1::3, 1::3]
        modules = cv2.adaptiveThreshold(fine, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 15, 3)
        framed = cv2.copyMakeBorder(
            modules, _QUIET, _QUIET, _QUIET, _QUIET, cv2.BORDER_CONSTANT, value=(255,)
        )
        yield cv2.resize(framed, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
