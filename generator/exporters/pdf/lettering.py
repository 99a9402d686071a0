"""Lines of text on a page that no TeX sets: in Helvetica, which every reader of PDF has (ISO 32000-1, 9.6.2.2).

    shown("Quiz 3", 70, 800, 13)       operators that show it there
    runs("Ann Ли · 7")                 [('Ann', True), ('Ли', False), ('· 7', True)]

Its letters are those of Windows-1252: the languages of our fixed words, and most of Western Europe. Words with others
are for `album`. Where no font has them, a letter with an accent is shown without it, any other as a question mark.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby

from generator.exporters.pdf import fonts

FONT = "/Helvetica"
ENCODING = "/WinAnsiEncoding"
_CODEC = "cp1252"

_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584 0 556 0 222 556 333 1000 556 556 333 1000 667 333 1000 0 611 0 0 222 "
    "222 333 333 350 556 1000 333 1000 500 333 944 0 500 667 278 333 556 556 556 556 260 556 333 737 370 556 584 333 "
    "737 333 400 584 333 333 333 556 537 278 333 333 365 556 834 834 834 611 667 667 667 667 667 667 1000 722 667 667 "
    "667 667 278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556 "
    "889 500 556 556 556 556 278 278 278 278 556 556 556 556 556 556 556 584 611 556 556 556 556 500 556 500"
)
WIDTHS = dict(enumerate(map(int, _WIDTHS.split()), start=32))
"""The width of each byte of the encoding, in thousandths of the size of the type (Adobe's metrics of Helvetica)."""


def width(text: str, size: float) -> float:
    """How wide a line is, in points."""
    return sum(WIDTHS[byte] for byte in _bytes(text)) * size / 1000


def shown(text: str, x: float, y: float, size: float) -> str:
    """Operators that show a line whose baseline begins at a point, in the font `/F`."""
    return f"BT /F {_number(size)} Tf {_number(x)} {_number(y)} Td <{_bytes(text).hex()}> Tj ET"


def runs(text: str) -> list[tuple[str, bool]]:
    """The words of a line: neighbours that can all be shown as they are (true), and such as cannot (false).

    The latter stay together, so that they are read in the order of their script, unless no one font has them all.
    """
    words = unicodedata.normalize("NFC", text).split()
    found = []
    for whole, run in groupby(words, lambda word: all(map(_has, word))):
        together = list(run)
        line = " ".join(together)
        alike = whole or fonts.chosen(line) is not None
        found += [(line, whole)] if alike else [(word, False) for word in together]
    return found


def _bytes(text: str) -> bytes:
    return b"".join(map(_byte, unicodedata.normalize("NFC", text)))


def _byte(letter: str) -> bytes:
    if _has(letter):
        return letter.encode(_CODEC)
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base.encode(_CODEC) if base and _has(base) else b"?"


def _has(letter: str) -> bool:
    found = letter.encode(_CODEC, "ignore")
    return bool(found) and WIDTHS.get(found[0], 0) > 0


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
