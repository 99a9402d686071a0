"""Pages as they come from a printer: the shapes of a drawing in grey, by a small rasteriser of its own."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from generator.model import Disc, Drawing, Label, Path

DPI = 300
PX = DPI / 72
"""Pixels a point of a page before it is scanned."""

Image = NDArray[np.uint8]


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
