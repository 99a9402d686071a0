r"""Rows of cells, each of which knows where it stands: CSV as RFC 4180 has it, and as spreadsheets write it.

    >>> found, faults = rows(Document("a.csv", 'id;name\n7;"Ng; Ann"\n'))
    >>> [cell.text for cell in found[1]]
    ['7', 'Ng; Ann']

The separator is what the first line has most of; a line `sep=;` before it (Excel's own) decides. A quote inside a
cell that does not begin with one is a character like others. `="007"` is how a spreadsheet is made to keep zeros.
Rows without any text are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.errors import Fault
from generator.spec.source import Document

SEPARATORS = (";", "\t", ",")
"""Where a line has two kinds equally often, the first of them: a comma stands inside names and decimals."""

_ANNOUNCED = re.compile(r"sep=([;\t,])[;\t,]*\n", re.IGNORECASE)
_QUOTED = re.compile(r' *=?"([^"]*+(?:""[^"]*+)*+)" *')
_OPENED = re.compile(r' *=?"')


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text (one line, composed, trimmed), and where it stands in the document, quotes included."""

    text: str
    start: int
    length: int

    def fault(self, document: Document, message: str, hint: str = "") -> Fault:
        """A fault about this cell."""
        return Fault(message, document.place(self.start, max(1, self.length)), hint)


Row: TypeAlias = Sequence[Cell]


def rows(document: Document) -> tuple[list[Row], list[Fault]]:
    """The rows of a document that hold text, and what is wrong with its quotes."""
    text = document.text
    announced = _ANNOUNCED.match(text)
    place = announced.end() if announced else 0
    separator = announced[1] if announced else _separator(text)
    found: list[Row] = []
    faults: list[Fault] = []
    row: list[Cell] = []
    while place <= len(text):
        cell, place = _cell(document, place, separator, faults)
        row.append(cell)
        if place >= len(text) or text[place] == "\n":
            if any(cell.text for cell in row):
                found.append(row)
            row = []
        place += 1
    return found, faults


def _separator(text: str) -> str:
    line = re.sub(r'"[^"\n]*"', "", next((line for line in text.split("\n") if line.strip()), ""))
    return max(SEPARATORS, key=line.count) if any(map(line.count, SEPARATORS)) else ","


def _cell(document: Document, place: int, separator: str, faults: list[Fault]) -> tuple[Cell, int]:
    """The cell at a place, and where it ends: at a separator, a line end or the end."""
    text = document.text
    quoted = _QUOTED.match(text, place)
    end = quoted.end() if quoted else place
    after = _plain_end(text, end, separator)
    if quoted and after == end:
        return Cell(_tidy(quoted[1].replace('""', '"')), place, end - place), end
    cell = Cell(_tidy(text[place:after]), place, after - place)
    if quoted:
        hint = 'Quotes stand around the whole cell; a quote inside is doubled: "Ann ""Nan"" Lee".'
        faults.append(
            Cell("", end, after - end).fault(document, "There is text behind a closing quote.", hint)
        )
    elif _OPENED.match(text, place):
        message = "This quote is never closed."
        faults.append(cell.fault(document, message, "Close it at the end of the cell, or remove it."))
    return cell, after


def _plain_end(text: str, place: int, separator: str) -> int:
    ends = [end for end in (text.find(separator, place), text.find("\n", place)) if end >= 0]
    return min(ends, default=len(text))


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
