"""What the code of a page says: which set, which build, whose paper, which page.

    >>> code = Code("demo", "3fa9c1", "s_123", 1, 2)
    >>> code.text()
    'SW1:DEMO:3FA9C1:S*123:1/2:DAC5'
    >>> parsed(code.text()) == code
    True

The text uses only the 45 characters that a QR code packs two in 11 bits (ISO/IEC 18004, alphanumeric mode), so that
codes stay small; it has no lower case, so what a person types can be put in capitals first. Every code has exactly
one text:

    0-9 a-z . - /     themselves, letters in capitals
    A-Z               `$` before the letter
    _ @               `*` and `%`
    all others        `+` and four digits to the base 36, its code point

The last field are four hexadecimal digits, CRC-16/XMODEM of all before it. That finds every fault within two
neighbouring characters: one wrong character, or two exchanged.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

from generator.model import Path

if TYPE_CHECKING:
    import segno

VERSION = "SW1"
LONGEST = 178
"""How long a code's text may be: what a QR code of 45 × 45 modules holds at error correction M."""

MOST_PAGES = 99
_MOST_MODULES = 45

_BASE36 = digits + ascii_uppercase
_PLAIN = (
    {c: c for c in digits + ".-/"}
    | {c: c.upper() for c in ascii_lowercase}
    | {c: f"${c}" for c in ascii_uppercase}
    | {"_": "*", "@": "%"}
)
_MEANT = {written: c for c, written in _PLAIN.items()}
_WRITTEN = re.compile(r"\$[A-Z]|\+[0-9A-Z]{4}|[0-9A-Z./*%-]")
_FIELD = r"((?:\$[A-Z]|\+[0-9A-Z]{4}|[0-9A-Z./*%-])+)"
_TEXT = re.compile(
    rf"{VERSION}:{_FIELD}:([0-9A-F]{{6}}):{_FIELD}:([1-9][0-9]?)/([1-9][0-9]?):([0-9A-F]{{4}})"
)


@dataclass(frozen=True, slots=True)
class Code:
    """One page of one paper.

    `set` names the problem set and `paper` the paper or its student; both are any text that is not empty. `build`
    are the six hexadecimal digits (small letters) by which a build is known. `page` counts from 1 to `pages`.

    Raises ValueError for what no code can say, or what would be longer than `LONGEST`.
    """

    set: str
    build: str
    paper: str
    page: int
    pages: int

    def __post_init__(self) -> None:
        if not (self.set and self.paper):
            raise ValueError("A code names a set and a paper.")
        if not re.fullmatch("[0-9a-f]{6}", self.build):
            raise ValueError(f"{self.build!r} is no build: six hexadecimal digits are.")
        if not 1 <= self.page <= self.pages <= MOST_PAGES:
            raise ValueError(f"There is no page {self.page} of {self.pages}.")
        if len(self.text()) > LONGEST:
            raise ValueError(f"{self.set!r} and {self.paper!r} are too long for a code.")

    def text(self) -> str:
        """The text, as it is printed and as `parsed` reads it."""
        fields = (VERSION, _written(self.set), self.build.upper(), _written(self.paper))
        body = f"{':'.join(fields)}:{self.page}/{self.pages}"
        return f"{body}:{_check(body)}"


def parsed(text: str) -> Code:
    """The code that has this text. Raises ValueError, in a sentence, for every other text."""
    match = _TEXT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise ValueError(f"{text[:80]!r} is no code of a page.")
    name, build, paper, page, pages, check = match.groups()
    if check != _check(text[:-5]):
        raise ValueError(f"A character of {text!r} is wrong: its check digits differ.")
    code = Code(_meant(name), build.lower(), _meant(paper), int(page), int(pages))
    if code.text() != text:
        raise ValueError(f"{text!r} writes a character in a way that is not its own.")
    return code


def modules(code: Code, left: float, top: float, side: float) -> tuple[Path, ...]:
    """The QR code as black rectangles, its upper left corner at a point, at most `side` points wide and high.

    A module is a hundredth of a point or a multiple. The quiet zone of four modules around is not drawn.
    """
    rows = [bytes(row) for row in _encoded(code.text(), _mask(code.set, code.build, code.paper)).matrix]
    count = len(rows)
    if count > _MOST_MODULES:
        raise ValueError(f"The code of {code.paper!r} does not fit.")
    module = int(100 * side / count + 1e-6) / 100

    def rectangle(row: int, first: int, last: int) -> Path:
        west, east = round(left + first * module, 2), round(left + last * module, 2)
        north, south = round(top - row * module, 2), round(top - (row + 1) * module, 2)
        return Path(((west, south), (east, south), (east, north), (west, north)), 0, closed=True, fill=0)

    return tuple(
        rectangle(number, run.start(), run.end())
        for number, row in enumerate(rows)
        for run in re.finditer(b"\x01+", row)
    )


@lru_cache(maxsize=1024)
def _mask(set: str, build: str, paper: str) -> int:
    """The mask for all codes of a paper: the best for that of the whole paper (ISO/IEC 18004, 7.8).

    To try all eight for every page takes five times as long, and a reader is told which it is.
    """
    return int(_encoded(Code(set, build, paper, 1, 1).text()).mask)


def _encoded(text: str, mask: int | None = None) -> segno.QRCode:
    import segno  # takes longer to import than all else here

    return segno.make_qr(text, error="m", boost_error=True, mask=mask)


def _check(body: str) -> str:
    return f"{crc_hqx(body.encode(), 0):04X}"


def _written(text: str) -> str:
    return "".join(_PLAIN.get(c) or f"+{_base36(c)}" for c in text)


def _base36(character: str) -> str:
    number, found = ord(character), ""
    if 0xD800 <= number <= 0xDFFF:
        raise ValueError("Half of a surrogate pair is no character.")
    for _ in range(4):
        number, digit = divmod(number, 36)
        found = _BASE36[digit] + found
    return found


def _meant(field: str) -> str:
    return "".join(_MEANT.get(piece) or _character(piece) for piece in _WRITTEN.findall(field))


def _character(escape: str) -> str:
    number = int(escape[1:], 36)
    if number > 0x10FFFF:
        raise ValueError(f"{escape} is no character.")
    return chr(number)
