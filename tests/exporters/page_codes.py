"""Reads the QR code at the foot of a page of a PDF, with readers that are not ours."""

from __future__ import annotations

from typing import Any

RESOLUTIONS = (300, 200, 150, 250)
"""Dots an inch: OpenCV finds a sharp code at most of them, not at each."""


def code_on(page: Any) -> str:
    """The text of the code on a page of pypdfium2; "" if there is none."""
    import cv2

    for resolution in RESOLUTIONS:
        image = page.render(scale=resolution / 72).to_numpy()
        found = cv2.QRCodeDetector().detectAndDecode(image[int(len(image) * 0.88) :])[0]
        if found:
            return str(found)
    return ""
