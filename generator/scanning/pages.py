"""Images → what was read on each page, by several processes; and pictures of the rows that are asked about.

    for read in pages(pieces(files, PIECE), plans, workers=2):
        read.image, read.unread or read.page.rows

A page is read once, without any picture. Those of the rows that a person must look at are cut out at the end, from
their files again: so neither memory nor disk holds more than what is asked.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from generator.engine.processes import Tick, in_order, silent
from generator.scanning.known import Paper, Papers, Plans, Unknown
from generator.sheets.codes import Code
from generator.sheets.layout import Box, Sheet
from generator.sheets.readings import PageRead
from generator.sheets.scan import Piece, scan_piece

PIECE = 4
"""Images that a process reads at a time."""

_GREYS = 17
"""The distance of the greys of a picture: sixteen of them tell a pencil from an eraser, in a third of the bytes."""

_SMALLER = 0.7


@dataclass(frozen=True, order=True, slots=True)
class Image:
    """An image of a file in the folder of scans, counted from 1."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{self.file} {self.number}"


@dataclass(frozen=True, slots=True)
class Read:
    """An image: the page that was read and its paper, or why none was, in a sentence."""

    image: Image
    page: PageRead | None
    paper: Paper | None
    unread: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    piece: Piece
    plans: Plans


def pages(
    pieces: Sequence[Piece], plans: Plans, workers: int = 1, tick: Tick = silent
) -> Generator[Read, None, None]:
    """Every image of the pieces, in order; `tick` hears of each. Raises as `in_order` does.

    A paper is drawn by the process that reads its page. Most papers have the same sheet, and hold it together.
    """
    sheets: dict[Sheet, Sheet] = {}
    with closing(in_order(_read, [_Task(piece, plans) for piece in pieces], workers, tick)) as results:
        for found in results:
            for read in found:
                paper = read.paper
                if paper is not None:
                    paper = replace(paper, sheet=sheets.setdefault(paper.sheet, paper.sheet))
                yield replace(read, paper=paper)


@lru_cache(maxsize=1)
def _papers(plans: Plans) -> Papers:
    return Papers(plans)


def _read(task: _Task, tick: Tick) -> list[Read]:
    from generator.sheets.pages import Unreadable

    papers = _papers(task.plans)

    def sheet_of(code: Code) -> Sheet:
        try:
            return papers(code).sheet
        except Unknown as error:
            raise Unreadable(str(error)) from error

    found = []
    for scanned in scan_piece(task.piece, sheet_of):
        image = Image(scanned.file.name, scanned.image)
        page = scanned.seen.page if scanned.seen else None
        found.append(Read(image, page, papers(page.code) if page else None, scanned.unread))
        tick(1)
    return found


def codes(pieces: Iterable[Piece]) -> Iterator[Code]:
    """The code of the first image of each piece in which one can be read; the others are passed over."""
    from generator.sheets.files import images
    from generator.sheets.pages import Unreadable, straight

    for piece in pieces:
        try:
            for image in images(piece.file, piece.first, piece.first):
                yield straight(image).code
        except Unreadable:  # told when all are read
            continue


# ─── Pictures ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, order=True, slots=True)
class Crop:
    """What is cut out of a page: a box in an image, in points."""

    image: Image
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, image: Image, box: Box) -> Crop:
        """The box of a reading."""
        return cls(image, (box.left, box.bottom, box.right, box.top))


@dataclass(frozen=True, slots=True)
class _Cut:
    folder: Path
    image: Image
    boxes: tuple[Box, ...]


def pictures(
    folder: Path, crops: Iterable[Crop], workers: int = 1, tick: Tick = silent
) -> Generator[tuple[Crop, bytes], None, None]:
    """Each crop once as a PNG file, in the order of the images; b"" if the page is not found any more."""
    ordered = sorted(set(crops))
    tasks = [
        _Cut(folder, image, tuple(Box(*crop.box) for crop in those))
        for image, those in groupby(ordered, lambda crop: crop.image)
    ]
    with closing(in_order(_cut, tasks, workers, tick)) as results:
        rest = iter(ordered)
        for found in results:
            for picture in found:
                yield next(rest), picture


def _cut(task: _Cut, tick: Tick) -> list[bytes]:
    from generator.sheets.files import images
    from generator.sheets.pages import Unreadable, crop, straight

    path = task.folder / task.image.file
    try:
        (image,) = images(path, task.image.number, task.image.number)
        page = straight(image)
    except (Unreadable, ValueError):  # the file has changed since it was read
        return [b""] * len(task.boxes)
    tick(1)
    return [_light(crop(page, box)) for box in task.boxes]


def _light(png: bytes) -> bytes:
    """A smaller picture with fewer greys."""
    import cv2
    import numpy as np

    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None:
        return b""
    small = cv2.resize(image, None, fx=_SMALLER, fy=_SMALLER, interpolation=cv2.INTER_AREA)
    few = np.asarray(np.round(small / _GREYS) * _GREYS, dtype=np.uint8)
    return cv2.imencode(".png", few, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1].tobytes()
