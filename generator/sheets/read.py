"""A page read: found in its image, its sheet looked up by its code, its rows read.

>>> read(image, lambda code: sheets.get(code.paper)).rows[0].chosen
('b',)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.sheets.codes import Code
from generator.sheets.ink import ink
from generator.sheets.layout import Box, Sheet
from generator.sheets.marks import readings
from generator.sheets.pages import Grey, Straight, Unreadable, crop, straight
from generator.sheets.places import places
from generator.sheets.readings import PageRead


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as read, and how it looked."""

    page: PageRead
    straight: Straight

    def crop(self, box: Box) -> bytes:
        """A part of the page as a PNG file: the box of a reading that is asked about."""
        return crop(self.straight, box)


def read(image: Grey, sheet_of: Callable[[Code], Sheet | None]) -> Seen:
    """The one page in an image. `sheet_of` knows the sheet of a code, or answers None.

    Raises Unreadable, in a sentence, where no page is found or its sheet is not known.
    """
    page = straight(image)
    sheet = sheet_of(page.code)
    if sheet is None:
        raise Unreadable(f"The code {page.code.text()} belongs to no paper that is known.")
    if page.code.pages != len(sheet.pages) or (page.width, page.height) != (sheet.width, sheet.height):
        raise Unreadable(f"The page with the code {page.code.text()} is not from the sheet of its paper.")
    seen = ink(page)
    fields = sheet.pages[page.code.page - 1]
    all_fields = (*fields.number, *fields.fields)
    there = places(seen, all_fields, sheet.height, sheet.radius)
    rows = readings(seen, all_fields, there, sheet.height, sheet.radius, page.greys)
    count = len(fields.number)
    return Seen(PageRead(page.code, rows[count:], rows[:count]), page)
