"""Scanned files: the pages of a PDF, TIFF, PNG or JPEG file as grey images.

    >>> [image.shape for image in images(Path("scan.pdf"))]
    [(3000, 2120), (3000, 2120)]

What a file is is told by its content, not by its name. Files come from anywhere: the size of an image is known before
it is unpacked, and one that is too large is refused; pages come one by one, so memory holds one at a time. PDFium and
Pillow are C code, which nothing in this process can interrupt: who reads files of strangers sets limits to a process.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ctypes import c_uint
from pathlib import Path
from typing import TypeVar

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from generator.sheets.pages import Grey, Unreadable

Found = TypeVar("Found")

LARGEST_FILE = 2_000_000_000
MOST_IMAGES = 5_000
MOST_PIXELS = 64_000_000
"""Of an image, before it is made smaller: A4 scanned with 600 dpi has 35 million."""

_PDF_SIDE = 3000
"""The longer side of a page of a PDF file in pixels, whatever it says its size is: 257 dpi for A4."""

_MOST_OBJECTS = 20_000
"""Of a page of a PDF file. A scan is one image, or some hundred strips; a full sheet that was never printed, 2,300."""

_DEEPEST = 5
"""How many forms within forms are looked into for images."""

_FORMATS = ("PNG", "JPEG", "TIFF")
_PDF_HEAD = 1024
"""`%PDF-` stands within these first bytes (PDF Reference 1.7, implementation note 13)."""


def count(path: Path) -> int:
    """How many images a file has. Raises Unreadable, in a sentence, if none can be had of it."""
    return next(_guarded(_count_of_pdf(path) if _is_pdf(path) else _count_of_image(path)))


def images(path: Path, first: int = 1, last: int = MOST_IMAGES) -> Iterator[Grey]:
    """The images of a file from the first to the last of these, counted from 1, or to its end.

    Raises Unreadable, in a sentence, at the first that cannot be had.
    """
    wanted = range(first - 1, last)
    yield from _guarded(_of_pdf(path, wanted) if _is_pdf(path) else _of_image(path, wanted))


def _is_pdf(path: Path) -> bool:
    """Does the file say that it is a PDF file? Raises Unreadable if it cannot be opened or is too large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable("The file is larger than two gigabytes.")
        with path.open("rb") as stream:
            head = stream.read(_PDF_HEAD)
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from error
    return b"%PDF-" in head


def _guarded(found: Iterator[Found]) -> Iterator[Found]:
    """What a decoder finds, with Unreadable for whatever it raises."""
    while True:
        try:
            one = next(found)
        except StopIteration:
            return
        except Unreadable:
            raise
        except Exception as error:  # whatever a decoder raises on what is not as it should be
            raise Unreadable("The file is damaged, or no PDF, TIFF, PNG or JPEG file.") from error
        yield one


def _count_of_pdf(path: Path) -> Iterator[int]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        _check_count(len(document))
        yield len(document)


def _count_of_image(path: Path) -> Iterator[int]:
    with _opened(path) as image:
        yield getattr(image, "n_frames", 1)


def _of_pdf(path: Path, wanted: range) -> Iterator[Grey]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        _check_count(len(document))
        for number in wanted[: max(0, len(document) - wanted.start)]:
            with closing(document[number]) as page:
                _check_page(page)
                side = max(page.get_size())
                with closing(page.render(scale=_PDF_SIDE / side, grayscale=True)) as bitmap:
                    shape = (bitmap.height, bitmap.width)
                    image = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(shape)
            yield image


def _check_page(page: pypdfium2.PdfPage) -> None:
    """Raises Unreadable if the page would take long to draw, or has an image that would fill the memory."""
    wide, high = c_uint(), c_uint()
    for number, found in enumerate(page.get_objects(max_depth=_DEEPEST), start=1):
        if number > _MOST_OBJECTS:
            raise Unreadable("The page is a drawing of many thousand pieces, and no scan.")
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFImageObj_GetImagePixelSize(found.raw, wide, high)
            if wide.value * high.value > MOST_PIXELS:
                raise _too_large()


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An image file, opened but not unpacked, which has no more images than may be."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(path, formats=_FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise _too_large() from error
    with opened as image:
        _check_count(getattr(image, "n_frames", 1))
        yield image


def _of_image(path: Path, wanted: range) -> Iterator[Grey]:
    with _opened(path) as image:
        for number in wanted[: max(0, getattr(image, "n_frames", 1) - wanted.start)]:
            image.seek(number)
            if image.width * image.height > MOST_PIXELS:
                raise _too_large()
            image.draft("L", (2400, 2400))  # a JPEG file can be unpacked smaller; others take no notice
            yield _grey(image)


def _grey(image: Image.Image) -> Grey:
    """Its pixels in grey; on white paper where they are transparent."""
    if image.mode.startswith("I"):  # 16 bits a pixel
        return np.asarray(np.clip(np.asarray(image) // 257, 0, 255), dtype=np.uint8)
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return np.asarray(image.convert("L"), dtype=np.uint8)


def _check_count(count: int) -> None:
    if count > MOST_IMAGES:
        raise Unreadable(f"The file has {count} pages, more than {MOST_IMAGES}; cut it up.")


def _too_large() -> Unreadable:
    return Unreadable(f"An image has more than {MOST_PIXELS // 1_000_000} million pixels: scan with 300 dpi.")
