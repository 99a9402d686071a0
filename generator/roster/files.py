"""A roster's bytes as text, in the ways in which spreadsheets save it.

UTF-8 with or without a byte-order mark, or UTF-16 with one (Excel's “Unicode Text”). Anything else is refused: a
name that was guessed wrong would be printed wrong on somebody's exam.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from generator.errors import Fault, Place, SpecError
from generator.spec.files import described
from generator.spec.source import UNPRINTABLE, Document

MAX_BYTES = 4 * 1024 * 1024

_SAVE = "Save it as “CSV UTF-8”: in Excel under “Save As”, in LibreOffice with the character set UTF-8."
_ARCHIVE = b"PK\x03\x04"


def read_document(path: Path, shown_as: str) -> Document:
    """The file at `path` as text. Raises SpecError if it cannot be read, is too large or not Unicode."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _fault(
            shown_as, f"This file cannot be read: {reason}.", "Check the path, and that you may read it."
        ) from error
    return decode(data, shown_as)


def decode(data: bytes, shown_as: str) -> Document:
    """Bytes as a Document; a byte-order mark is dropped, `\\r\\n` and `\\r` become `\\n`.

    Raises SpecError for more than `MAX_BYTES`, for what is not Unicode and for invisible characters.
    """
    if len(data) > MAX_BYTES:
        raise _fault(shown_as, f"This file is larger than {MAX_BYTES >> 20} MB.", "Is it the right one?")
    if data.startswith(_ARCHIVE):
        raise _fault(shown_as, "This is a workbook (or another archive), not a text file.", _SAVE)
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        shown = Document(shown_as, _lines(data.decode(encoding, errors="replace")))
        before = _lines(error.object[: error.start].decode(encoding, errors="replace"))
        message = f"This file is not UTF-8: there is a byte 0x{error.object[error.start]:02X} here."
        raise SpecError([Fault(message, shown.place(len(before)), _SAVE)]) from error
    document = Document(shown_as, _lines(text))
    bad = UNPRINTABLE.search(document.text)
    if bad:
        message = f"There is an invisible character here: {described(bad.group())}."
        raise SpecError([Fault(message, document.place(bad.start()), "Delete it.")])
    return document


def _fault(shown_as: str, message: str, hint: str) -> SpecError:
    return SpecError([Fault(message, Place(shown_as, 1, 1), hint)])


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
