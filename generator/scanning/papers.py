"""Pages joined to papers: what was read of each paper, what is sure in it, and what a person has to say.

    for copy in copies(paper, reads):           the papers that were filled in, nearly always one
        copy.rows[0].asked, copy.missing

A page scanned twice with the same marks is one. With different marks its rows are asked about, those that differ. A
paper without a student has a grid for a number; one of a single page may have been copied for many students, and each
copy with another number is a paper of its own. Of which copy a second page is, nobody could tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from generator.answer_sheet import Letters
from generator.scanning.known import Paper
from generator.scanning.pages import Crop, Image, Read
from generator.sheets.layout import Box, label_size
from generator.sheets.readings import PageRead, Reading

NUMBER = "number"
"""The row of a student's number, among the labels of rows. No part has this label: those begin with a digit."""

Why: TypeAlias = str
"""A doubt of a reader, or `twice`, `missing`, `blank`, `unknown`, `taken`: see `WORDS`."""

WORDS: dict[Why, str] = {
    "unclear": "A bubble is neither plainly empty nor plainly marked.",
    "several": "More than one bubble is marked, and one may be.",
    "unlike": "A mark is unlike the others on the page.",
    "outside": "There is ink beside the bubbles.",
    "misplaced": "The bubbles are not where they should be: folded, covered, or in glare.",
    "harsh": "The scan is black and white: faint marks are lost, and erased ones as black as others.",
    "twice": "The page was scanned twice, and its marks differ.",
    "missing": "The page was not found.",
    "blank": "The number is not wholly filled in.",
    "unknown": "No student on the roster has this number.",
    "taken": "Another paper has the same student.",
}
"""Why a row is asked about, for who has to decide."""


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row of a paper: what was read, and whether that holds.

    `chosen` are the letters (the digits of a number) as read, None if the page is missing; a person's, where `by` is
    `person`. `by` is `machine` where nothing is asked, and "" where it is. `seen` are pictures, one for each reading.
    """

    label: str
    page: int
    options: Letters
    several: bool
    chosen: Letters | None
    confidence: float
    why: tuple[Why, ...]
    by: str
    seen: tuple[Crop, ...]

    @property
    def asked(self) -> bool:
        """Has a person to decide?"""
        return not self.by


@dataclass(frozen=True, slots=True)
class Copy:
    """A paper that was filled in: `name` tells it from other copies of the same paper, "" if there are none.

    `number` is the row of the student's number, None for a paper with a student or without a grid. `missing` are the
    pages that were not found.
    """

    name: str
    images: tuple[Image, ...]
    rows: tuple[RowRead, ...]
    number: RowRead | None
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """The copies of a paper, and the pages of which nobody can tell whose they are, each with why."""

    copies: tuple[Copy, ...]
    strays: tuple[tuple[Image, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    image: Image
    page: PageRead


def joined(paper: Paper, reads: Sequence[Read]) -> Joined:
    """The copies of a paper that these pages of it belong to, in the order of the images."""
    looks = [_Look(read.image, read.page) for read in reads if read.page is not None]
    groups = [looks] if paper.student else list(_by_number(looks))
    if len(groups) == 1:
        return Joined((_copy(paper, "", groups[0]),))
    several = len(paper.sheet.pages) > 1
    strays = [look for look in looks if look.page.code.page > 1]
    reason = "This paper was copied and filled in more than once: nobody can tell whose page {} this is."
    return Joined(
        tuple(_copy(paper, str(group[0].image), group) for group in groups),
        tuple((look.image, reason.format(look.page.code.page)) for look in strays if several),
    )


def _by_number(looks: Sequence[_Look]) -> Iterator[list[_Look]]:
    """First pages with the same number, if that is sure, each with what else is filled in likewise.

    If only one copy was filled in, all pages are its own.
    """
    first = [look for look in looks if look.page.code.page == 1]
    groups: dict[object, list[_Look]] = {}
    for look in first:
        number = look.page.number
        sure = number and all(digit.sure and len(digit.chosen) == 1 for digit in number)
        key = tuple(digit.chosen for digit in number) if sure else look.image
        groups.setdefault(key, []).append(look)
    if len(groups) <= 1:
        yield list(looks)
    else:
        yield from groups.values()


def _copy(paper: Paper, name: str, looks: Sequence[_Look]) -> Copy:
    by_page = {
        number: list(those)
        for number, those in groupby(
            sorted(looks, key=lambda look: (look.page.code.page, look.image)),
            lambda look: look.page.code.page,
        )
    }
    rows = []
    for number, page in enumerate(paper.sheet.pages, start=1):
        there = by_page.get(number, [])
        for place, fields in enumerate(page.fields):
            row = fields.row
            found = [(look.image, look.page.rows[place]) for look in there]
            rows.append(_row(row.label, number, row.options, row.several, found, paper.sheet.radius))
    return Copy(
        name,
        tuple(look.image for look in looks),
        tuple(rows),
        _number(by_page.get(1, []), paper) if paper.digits else None,
        tuple(number for number in range(1, len(paper.sheet.pages) + 1) if number not in by_page),
    )


def _row(
    label: str,
    page: int,
    options: Letters,
    several: bool,
    found: Sequence[tuple[Image, Reading]],
    radius: float,
) -> RowRead:
    """A row by all readings of it: the surest, if they agree."""
    if not found:
        return RowRead(label, page, options, several, None, 0, ("missing",), "", ())
    agreed = len({reading.chosen for _, reading in found}) == 1
    _, best = max(found, key=lambda pair: (pair[1].sure, pair[1].confidence))
    why: tuple[Why, ...] = best.doubts if agreed else (*best.doubts, "twice")
    shown = found[:1] if agreed else found
    wide = 0.55 * label_size(radius) * len(label) + 2 * radius
    seen = tuple(Crop.of(image, _wider(reading.box, wide)) for image, reading in shown)
    return RowRead(
        label, page, options, several, best.chosen, best.confidence, why, "" if why else "machine", seen
    )


def _number(looks: Sequence[_Look], paper: Paper) -> RowRead:
    """The student's number as a row: its digits, a space where none is filled in, `?` where more than one is."""
    fields = paper.sheet.pages[0].number
    readings = [look.page.number for look in looks]
    if not readings:
        return RowRead(NUMBER, 1, (), False, None, 0, ("missing",), "", ())
    why: dict[Why, None] = {}
    digits = []
    for place in range(len(fields)):
        found = [reading[place] for reading in readings]
        best = max(found, key=lambda reading: (reading.sure, reading.confidence))
        why.update(dict.fromkeys(best.doubts))
        if len({reading.chosen for reading in found}) > 1:
            why["twice"] = None
        digits.append(best.chosen[0] if len(best.chosen) == 1 else "?" if best.chosen else " ")
    confidence = min(reading.confidence for found in readings for reading in found)
    box = Box(
        fields[0].box.left,
        fields[0].box.bottom,
        fields[-1].box.right,
        fields[0].box.top + 4 * paper.sheet.radius,
    )
    seen = tuple(Crop.of(look.image, box) for look in (looks if "twice" in why else looks[:1]))
    return RowRead(
        NUMBER, 1, (), False, tuple(digits), confidence, tuple(why), "" if why else "machine", seen
    )


def _wider(box: Box, wide: float) -> Box:
    """The box with the label to its left."""
    return Box(box.left - wide, box.bottom, box.right, box.top)
