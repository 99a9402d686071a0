"""The fonts of this machine, as fontconfig lists them, and which of them has the letters of a word.

    >>> face = chosen("Ли")
    >>> face.family, face.has("王")                       # doctest: +SKIP
    ('FreeSerif', False)

The choice depends on the word and on what is installed alone: not on a user's preferences, the language of the
system or the order in which files were found. Fonts that look like those of books come first, typewriters last;
slanted, narrow and coloured ones and bitmaps are never taken. Without fontconfig there are no fonts. Nothing but what
it lists is ever opened.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

PROGRAM = "fc-list"

_FAVOURITES = (
    "Latin Modern Roman",  # that of our documents
    "CMU Serif",
    "Noto Serif",
    "Noto Serif CJK SC",
    "Noto Serif *",
    "Noto Naskh Arabic",
    "Source Han Serif SC",
    "FreeSerif",
    "Songti SC",
    "Times New Roman",
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans *",
    "DejaVu Serif",
    "DejaVu Sans",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "Nimbus Roman",
    "Liberation Serif",
    "FreeSans",
    "Nirmala UI",
    "Malgun Gothic",
)
"""Families, the better first; `*` stands for any words. Then come all others by name."""

_FORMAT = (
    "%{file}\t%{index}\t%{family[0]}\t%{weight}\t%{slant}\t%{width}\t%{spacing}\t%{color}\t%{scalable}\t"
    "%{variable}\t%{fontformat}\t%{charset}\n"
)
_REGULAR, _BOLD = range(75, 101), range(180, 206)
"""Weights of fontconfig: 80 is regular, 100 medium, 180 demi-bold, 200 bold."""
_INVISIBLE = frozenset([0x200C, 0x200D, 0x200B, *range(0xFE00, 0xFE10)])
_TIMEOUT = 60

LONGEST = 100
"""Code points in a word that has a font."""


@dataclass(frozen=True)
class Face:
    """A font: its file, its place in it, whether it is bold, and the code points that it has, as fontconfig tells."""

    file: str
    index: int
    family: str
    bold: bool
    variable: bool
    coverage: str = field(repr=False, compare=False)

    @cached_property
    def _ranges(self) -> tuple[list[int], list[int]]:
        ranges = [part.partition("-") for part in self.coverage.split()]
        return [int(first, 16) for first, _, _ in ranges], [int(b or a, 16) for a, _, b in ranges]

    def has(self, word: str) -> bool:
        """Are all letters of a word in this font? What is invisible is in every one."""
        firsts, lasts = self._ranges
        for code in map(ord, word):
            place = bisect_right(firsts, code) - 1
            if (place < 0 or code > lasts[place]) and code not in _INVISIBLE:
                return False
        return True


@lru_cache(65536)
def chosen(word: str) -> Face | None:
    """The font for a word; None if no font has all its letters. Letters without a meaning of their own have none."""
    if len(word) > LONGEST or any(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") for c in word):
        return None
    return next((face for face in _regular() if face.has(word)), None)


@lru_cache(65536)
def in_bold(word: str) -> Face | None:
    """The bold font that goes with the one `chosen` for a word; None if there is none."""
    face = chosen(word)
    others = _bold().get(face.family, ()) if face else ()
    return next((bold for bold in others if bold.has(word)), None)


def lacking(characters: str) -> str:
    """Those of the characters that no font has."""
    return "".join(c for c in characters if chosen(c) is None)


@cache
def _regular() -> tuple[Face, ...]:
    return tuple(face for face in _installed() if not face.bold)


@cache
def _bold() -> dict[str, list[Face]]:
    out: dict[str, list[Face]] = {}
    for face in _installed():
        if face.bold:
            out.setdefault(face.family, []).append(face)
    return out


@cache
def _installed() -> tuple[Face, ...]:
    """All fonts that can be used, the better ones first."""
    program = shutil.which(PROGRAM)
    if program is None:
        return ()
    done = subprocess.run(  # noqa: S603 - a fixed command
        [program, "--format", _FORMAT], capture_output=True, timeout=_TIMEOUT, check=False
    )
    rows = [line.split("\t") for line in done.stdout.decode("utf-8", "surrogateescape").splitlines()]
    found = [(_rank(row), face) for row in rows for face in _faces(row)]
    found.sort(key=lambda one: (one[0], one[1].family, one[1].file, one[1].index, one[1].bold))
    return tuple(face for _, face in found)


def _faces(row: list[str]) -> list[Face]:
    """The faces of a row of the list: none, one, or both weights of a font that has all of them."""
    if len(row) != 12:
        return []
    file, index, family, weight, slant, width, _, colour, scalable, variable, format, coverage = row
    number = int(index)
    usable = (
        slant == "0"
        and width in ("100", "")
        and colour != "True"
        and scalable == "True"
        and format in ("TrueType", "CFF")
        and number < 1 << 16  # above: one instance of a font that is listed as a whole, too
    )
    if not usable:
        return []
    if variable == "True":
        return [Face(file, number, family, bold, True, coverage) for bold in (False, True)]
    if weight.isdigit() and (int(weight) in _REGULAR or int(weight) in _BOLD):
        return [Face(file, number, family, int(weight) in _BOLD, False, coverage)]
    return []


def _rank(row: list[str]) -> int:
    if len(row) != 12:
        return 0
    family, spacing = row[2], row[6]
    if spacing == "100" or "Mono" in family:
        return 2 * len(_FAVOURITES)
    for place, favourite in enumerate(_FAVOURITES):
        if family == favourite or (favourite.endswith("*") and family.startswith(favourite[:-1])):
            return place
    return len(_FAVOURITES)
