"""Bubble sheets of drawn papers, filled in and scanned by a program."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow

from generator.scanning.known import Paper
from generator.sheets.drawing import Words, drawn
from generator.sheets.layout import Field
from tests.sheets.printing import PX, Image, rasterised
from tests.sheets.scanning import scanned

WORDS = Words("A quiz", "Name", "Student number", "Page")

Filled = Mapping[str, str]
"""The letters that are filled in, by the label of the row; `#1` and so on for the digits of the number."""


def number(digits: str) -> dict[str, str]:
    """A student's number, filled in digit by digit."""
    return {f"#{place}": digit for place, digit in enumerate(digits, start=1) if digit != " "}


def page(paper: Paper, which: int, filled: Filled, faint: Filled | None = None) -> Image:
    """A page as it lies on the glass; `faint` are bubbles that are only touched with a pencil."""
    sheet = paper.sheet
    image = rasterised(drawn(sheet, replace(paper.code, page=which, pages=len(sheet.pages)), WORDS))
    there = sheet.pages[which - 1]
    for field in (*there.number, *there.fields):
        _mark(image, field, filled.get(field.row.label, ""), sheet.height, sheet.radius, 40)
        _mark(image, field, (faint or {}).get(field.row.label, ""), sheet.height, sheet.radius, 205)
    return image


def _mark(image: Image, field: Field, letters: str, height: float, radius: float, grey: int) -> None:
    for letter in letters:
        x, y = field.bubbles[field.row.options.index(letter)]
        centre = (round(x * PX), round((height - y) * PX))
        layer = np.full_like(image, 255)
        cv2.circle(layer, centre, round(0.9 * radius * PX), (grey,), -1, cv2.LINE_AA)
        np.minimum(image, layer, out=image)


def saved(path: Path, pages: Sequence[Image], seed: int | None = None) -> Path:
    """The pages as one file, each scanned askew if there is a seed."""
    rng = random.Random(seed)
    images = [Pillow.fromarray(scanned(image, rng, "scan") if seed is not None else image) for image in pages]
    options = {"save_all": True, "append_images": images[1:]} if path.suffix in (".pdf", ".tif") else {}
    images[0].save(path, resolution=200, **options)
    return path
