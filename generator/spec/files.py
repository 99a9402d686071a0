"""A spec's bytes as text: UTF-8, bounded, one kind of line end, no invisible characters.

>>> decode(b"title: caf\\xe9", "demo.yaml")
Traceback (most recent call last):
generator.errors.SpecError: This file is not UTF-8: there is a byte 0xE9 here.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from generator.errors import Fault, Place, SpecError
from generator.spec.source import UNPRINTABLE, Document

MAX_BYTES = 256 * 1024
"""A bound on untrusted input; the longest family that ships has a few thousand bytes."""

_SAVE = "Save the file as UTF-8 (in most editors: “Save with encoding”)."


def read_document(path: Path, shown_as: str) -> Document:
    """The file at `path` as text. Raises SpecError if it cannot be read, is too large or not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "Check the path, and that you may read the file."
        raise SpecError(
            [Fault(f"This file cannot be read: {reason}.", Place(shown_as, 1, 1), hint)]
        ) from error
    return decode(data, shown_as)


def decode(data: bytes, shown_as: str) -> Document:
    """Bytes as a Document; a byte-order mark is dropped, `\\r\\n` and `\\r` become `\\n`.

    Raises SpecError for more than `MAX_BYTES`, for bytes that are not UTF-8 and for unprintable characters.
    """
    if len(data) > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES // 1024} KB, which is more than a spec may have."
        raise SpecError([Fault(message, Place(shown_as, 1, 1), "Split it into several files.")])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SpecError([Fault("This file is UTF-16, not UTF-8.", Place(shown_as, 1, 1), _SAVE)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        shown = Document(shown_as, _lines(data.decode("utf-8-sig", errors="replace")))
        before = _lines(error.object[: error.start].decode("utf-8"))
        message = f"This file is not UTF-8: there is a byte 0x{error.object[error.start]:02X} here."
        raise SpecError([Fault(message, shown.place(len(before)), _SAVE)]) from error
    document = Document(shown_as, _lines(text))
    bad = UNPRINTABLE.search(document.text)
    if bad:
        message = f"There is an invisible character here: {described(bad.group())}."
        hint = "Delete it; it often comes with text copied from a PDF or a word processor."
        raise SpecError([Fault(message, document.place(bad.start()), hint)])
    return document


def described(char: str) -> str:
    """A character that cannot be shown, in words: `U+2028 (line separator)`."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
