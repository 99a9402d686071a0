"""What was read from a page, and what is to be asked about.

    >>> Reading("3", ("b",), (), 0.97, Box(0, 0, 90, 20)).sure
    True

A reading with doubts still says what was seen, as a suggestion to a person who looks at the crop of its box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.sheets.codes import Code
from generator.sheets.layout import Box

Doubt: TypeAlias = Literal["unclear", "several", "unlike", "outside", "misplaced", "harsh"]
"""Why a row is asked about.

    unclear     a bubble is neither empty nor marked: faint, erased, or hardly touched
    several     more than one bubble is marked where one may be chosen
    unlike      a mark is much weaker than the others on the page, as what is left of an erased one, or much stronger
    outside     there is ink beside the bubbles: a circle around one, a word, one that is crossed out
    misplaced   the printed bubbles are not where they should be: the paper is folded, torn, covered, in glare
    harsh       the scan is black and white: a faint mark may be lost, and an erased one be as black as a mark
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as read: the letters of the marked bubbles, in the order of its options, and every doubt.

    `confidence` is 0 to 1, and at least one half if there is no doubt: how far all its bubbles are from what would be
    unclear. `box` is where the row lies on its page.
    """

    label: str
    chosen: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    confidence: float
    box: Box

    @property
    def sure(self) -> bool:
        """Is there nothing to ask?"""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page as read: its code, its rows, and the digits of the student's number, one reading each."""

    code: Code
    rows: tuple[Reading, ...]
    number: tuple[Reading, ...] = ()
