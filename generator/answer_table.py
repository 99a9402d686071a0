"""The answers of all students in one table: `answers.csv` and `answers.xlsx`, a row a student.

    id,name,Group,code,1,2 a,2 b
    s123,Ann Lee,B,SW1:DEMO:3FA9C1:S123:1/1:1ED8,14,"(1, 2)",x^2

Behind id, name and the other columns of the roster stands the code of the paper, for `setwright paper`, then the key of
each part, headed by the number of the question and, if it has several, the id of the part. Keys are text of the
expression language, and what is offered goes by letters, as in the manifest.

The CSV is UTF-8 with a byte-order mark, so that Excel reads its letters. What comes from the roster and would be a
formula to a spreadsheet gets an apostrophe before it there; the workbook needs none, for its cells say that they are
text. The same answers give the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from generator.exporters.base import OutputFile
from generator.model import Heading, Student
from generator.paper import code

if TYPE_CHECKING:
    from generator.engine.spool import Spool
    from generator.provenance import Record

Line: TypeAlias = Sequence[str]

_DATE = datetime(1980, 1, 1)
"""The date that all our archives carry: the earliest that a zip file can say."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

_FORMULA = ("=", "+", "-", "@", "\t")
"""How text begins that a spreadsheet takes for a formula."""


def answer_tables(heading: Heading, records: Spool[Record]) -> Iterator[OutputFile]:
    """The two files. `records` are those of all items, in each item those of all students, both in order."""
    holds = range(len(records))
    yield OutputFile("answers.csv", partial(_write_csv, heading, records), holds)
    yield OutputFile("answers.xlsx", partial(_write_workbook, heading, records), holds)


def _lines(heading: Heading, records: Spool[Record]) -> Iterator[tuple[Student, Line]]:
    """Each student with the code of the paper and its keys."""
    count = len(heading.students)
    items = [records[start : start + count] for start in range(0, len(records), count)]
    for student, *questions in zip(heading.students, *items, strict=True):
        found = code(heading.name, [question.id for question in questions], student.id)
        yield student, [found.text(), *(key for question in questions for _, key in question.keys)]


def _head(heading: Heading, records: Spool[Record]) -> Line:
    """The names of the columns, but for those of the roster."""
    count = len(heading.students)
    firsts = [next(iter(records[start : start + 1])) for start in range(0, len(records), count)]
    return [
        "code",
        *(
            f"{record.item} {part}" if len(record.keys) > 1 else str(record.item)
            for record in firsts
            for part, _ in record.keys
        ),
    ]


def _fields(heading: Heading) -> list[str]:
    return [name for name, _ in heading.students[0].fields]


def _write_csv(heading: Heading, records: Spool[Record], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["id", "name", *map(_plain, _fields(heading)), *_head(heading, records)])
    for student, rest in _lines(heading, records):
        known = [student.id, student.name, *(value for _, value in student.fields)]
        writer.writerow([*map(_plain, known), *rest])
    text.detach()


def _plain(text: str) -> str:
    """Text of the roster, which strangers may have written, as no formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_workbook(heading: Heading, records: Spool[Record], stream: BinaryIO) -> None:
    """A workbook of one sheet, whose head stays in sight."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "Setwright"
    book.properties.created = book.properties.modified = _DATE
    sheet = book.create_sheet("Answers")
    head = ["id", "name", *_fields(heading), *_head(heading, records)]
    sheet.freeze_panes = "C2"
    for column, width in enumerate((14, 26), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width

    def row(texts: Line, bold: bool = False) -> None:
        cells = []
        for text in texts:
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"  # never a formula or a number: `007`, `=1+1`, `-3`
            if bold:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)

    row(head, bold=True)
    for student, rest in _lines(heading, records):
        row([student.id, student.name, *(value for _, value in student.fields), *rest])
    made = io.BytesIO()
    book.save(made)
    _repack(made, stream)


def _repack(made: BinaryIO, stream: BinaryIO) -> None:
    """An archive with its entries in order and dated alike: openpyxl dates them, and the workbook, by the clock."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DATE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", source.read(name)))
