"""All pages of many scanned files, read one by one.

    >>> for page in scan(files_in(Path("scans")), sheet_of):
    ...     print(page.file, page.image, page.unread or page.seen.page.code)

A file of many pages can be read in pieces, by several processes: `pieces` says which, `scan_piece` reads one.

Nothing is left out in silence: every image of every file is told, read or not, in the order of the files. What reads
images is imported when it is needed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ToolMissing
from generator.sheets.codes import Code
from generator.sheets.layout import Sheet

if TYPE_CHECKING:
    from generator.sheets.read import Seen

SUFFIXES = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Scanned:
    """One image of a file, counted from 1: the page that was seen, or why none was, in a sentence.

    A file that cannot be opened has one.
    """

    file: Path
    image: int
    seen: Seen | None
    unread: str = ""


def files_in(folder: Path) -> tuple[Path, ...]:
    """The files that lie in a folder and look like scans by their names, in the order of these."""
    return tuple(
        sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some images of a file, counted from 1: from the first to the last of these."""

    file: Path
    first: int
    last: int


def scan(files: Iterable[Path], sheet_of: Callable[[Code], Sheet | None]) -> Iterator[Scanned]:
    """Reads every image of the files. `sheet_of` knows the sheet of a code, or answers None.

    Raises ToolMissing where the packages that read images are not installed.
    """
    require_readers()
    from generator.sheets.files import MOST_IMAGES

    for piece in pieces(files, MOST_IMAGES):
        yield from scan_piece(piece, sheet_of)


def require_readers() -> None:
    """Raises ToolMissing where the packages that read images are not installed."""
    try:
        importlib.import_module("generator.sheets.files")
        importlib.import_module("generator.sheets.read")
    except ModuleNotFoundError as error:
        raise ToolMissing(
            f"Reading scans needs the Python package {error.name}.", "pip install 'setwright[scan]'"
        ) from error


def pieces(files: Iterable[Path], size: int) -> Iterator[Piece]:
    """The files in pieces of at most `size` images; one that cannot be opened is a piece."""
    from generator.sheets.files import count
    from generator.sheets.pages import Unreadable

    for file in files:
        try:
            images = count(file)
        except Unreadable:  # whoever reads it says why
            images = 1
        for first in range(1, images + 1, size):
            yield Piece(file, first, min(first + size - 1, images))


def scan_piece(piece: Piece, sheet_of: Callable[[Code], Sheet | None]) -> Iterator[Scanned]:
    """Reads every image of a piece, also behind one that is damaged, where the packages for it are installed."""
    from generator.sheets.files import images
    from generator.sheets.pages import Unreadable
    from generator.sheets.read import read

    file, number = piece.file, piece.first - 1
    while number < piece.last:
        try:
            for image in images(file, number + 1, piece.last):
                number += 1
                try:
                    yield Scanned(file, number, read(image, sheet_of))
                except Unreadable as fault:
                    yield Scanned(file, number, None, str(fault))
            return
        except Unreadable as fault:
            number += 1
            yield Scanned(file, number, None, str(fault))
