"""The roster: a file with a line for each student → `Student`s, or every fault in it at once.

    Matrikelnr.;Vorname;Nachname;Gruppe
    123456;Zoë;Müller-Lüdenscheidt;B          →  Student("123456", "Zoë Müller-Lüdenscheidt", (("Gruppe", "B"),))

It is what a spreadsheet or a campus system saves: commas, semicolons or tabs, quotes, a byte-order mark. `files`
makes text of it, `cells` rows of cells that know their places, `columns` finds who is who; this module says what a
student is. Nothing here knows what papers are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import Fault, Place, SpecError
from generator.model import Student
from generator.roster.cells import Cell, Row, rows
from generator.roster.columns import Columns, columns
from generator.roster.files import decode, read_document
from generator.spec.files import described
from generator.spec.source import Document

__all__ = ["decode", "read_roster", "roster_of"]

MOST_STUDENTS = 5_000
LONGEST_ID = 40
"""Characters of an id: it goes into file names and into the code of every page."""
LONGEST_CELL = 200

_TOLD = 50
"""Faults that are told one by one; a file that is wrong throughout is not told line by line."""

_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""What a spreadsheet makes of a long number: `1,23457E+11`."""


def read_roster(path: Path, shown_as: str) -> tuple[Student, ...]:
    """The students in the file at `path`, in its order; `shown_as` is the path that messages show.

    Raises SpecError, with all faults of the file, if it cannot be read or is no roster.
    """
    return roster_of(read_document(path, shown_as))


def roster_of(document: Document) -> tuple[Student, ...]:
    """The students in a document; otherwise like `read_roster`."""
    found, faults = rows(document)
    if not found:
        hint = "Its first line names the columns, such as `id,name`; each other line is a student."
        raise SpecError(
            faults or [Fault("There is nothing in this roster.", Place(document.name, 1, 1), hint)]
        )
    heads, wrong = columns(document, found[0])
    faults += wrong
    if heads is None:
        raise SpecError(faults)
    students = [_student(row, heads) for row in found[1:]]
    faults += [fault for row in found[1:] for fault in _faults(document, row, heads)]
    faults += _twice(document, [heads.id_of(row) for row in found[1:]])
    if not students and not faults:
        message = "There is no student in this roster, only names of columns."
        faults.append(Fault(message, Place(document.name, 1, 1), "Each line below them is a student."))
    if len(students) > MOST_STUDENTS:
        message = f"There are {len(students):,} students here, more than the {MOST_STUDENTS:,} of one build."
        place = heads.id_of(found[MOST_STUDENTS + 1])
        faults.append(
            place.fault(document, message, "Split the file: a paper does not depend on the others.")
        )
    if faults:
        raise SpecError(_shortened(faults))
    return tuple(students)


def _student(row: Row, heads: Columns) -> Student:
    return Student(heads.id_of(row).text, heads.name_of(row), heads.fields_of(row))


def _faults(document: Document, row: Row, heads: Columns) -> Iterator[Fault]:
    """What is wrong with a row by itself."""
    id = heads.id_of(row)
    if not id.text:
        yield id.fault(document, "There is no id here.", "Every student needs one: it decides their paper.")
    elif len(id.text) > LONGEST_ID:
        yield id.fault(document, f"This id has more than {LONGEST_ID} characters.", "Use a shorter one.")
    elif _SHORTENED.fullmatch(id.text):
        hint = "Format the column as text or as a number without decimals, and save the file again."
        yield id.fault(
            document, "A spreadsheet has shortened this number, and its last digits are lost.", hint
        )
    elif id.text.startswith("/"):
        hint = "Codes of papers without a student begin so. Leave the slash out."
        yield id.fault(document, "An id does not begin with `/`.", hint)
    elif hidden := next((c for c in id.text if unicodedata.category(c) in ("Cf", "Co", "Cn")), ""):
        message = f"There is an invisible character in this id: {described(hidden)}."
        yield id.fault(document, message, "Type the id again.")
    for cell in row:
        if cell is not id and len(cell.text) > LONGEST_CELL:
            hint = "Is a quote or a line end missing?"
            yield cell.fault(document, f"This cell has more than {LONGEST_CELL} characters.", hint)
    for place, cell in enumerate(row):
        if cell.text and place not in heads.places:
            hint = "Name its column in the first line; or put a cell that holds the separator between quotes."
            yield cell.fault(document, "This cell is in a column without a name.", hint)


def _twice(document: Document, ids: Sequence[Cell]) -> Iterator[Fault]:
    """Ids that an earlier line has."""
    first: dict[str, Cell] = {}
    for id in ids:
        earlier = first.setdefault(id.text, id)
        if id.text and earlier is not id:
            line = document.place(earlier.start).line
            yield id.fault(
                document, f"Line {line} has this id already.", "Every student needs an id of their own."
            )


def _shortened(faults: Sequence[Fault]) -> list[Fault]:
    """The faults in the order of the file, not too many of them."""
    ordered = sorted(
        faults, key=lambda fault: (fault.place.line, fault.place.column) if fault.place else (0, 0)
    )
    if len(ordered) <= _TOLD:
        return ordered
    last = ordered[_TOLD - 1]
    more = f"{last.message.rstrip('.')} (and {len(ordered) - _TOLD:,} more faults below)"
    return [*ordered[: _TOLD - 1], replace(last, message=more)]
