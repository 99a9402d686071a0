"""All pages of many scanned files, read one by one.

    >>> for page in scan(files_in(Path("scans")), sheet_of):
    ...     print(page.file, page.image, page.unread or page.seen.page.code)

Nothing is left out in silence: every image of every file is told, read or not, in the order of the files. What reads
images is imported when it is needed.
"""

from __future__ import annotations

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

    `image` is that of the fault where a file cannot be read on.
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


def scan(files: Iterable[Path], sheet_of: Callable[[Code], Sheet | None]) -> Iterator[Scanned]:
    """Reads every image of the files. `sheet_of` knows the sheet of a code, or answers None.

    Raises ToolMissing where the packages that read images are not installed.
    """
    try:
        from generator.sheets.files import images
        from generator.sheets.pages import Unreadable
        from generator.sheets.read import read
    except ModuleNotFoundError as error:
        raise ToolMissing(
            f"Reading scans needs the Python package {error.name}.", "pip install 'setwright[scan]'"
        ) from error
    for file in files:
        number = 0
        try:
            for number, image in enumerate(images(file), start=1):
                try:
                    yield Scanned(file, number, read(image, sheet_of))
                except Unreadable as fault:
                    yield Scanned(file, number, None, str(fault))
        except Unreadable as fault:
            yield Scanned(file, number + 1, None, str(fault))
