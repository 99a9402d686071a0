"""Tables for spreadsheets, as CSV and as a workbook: the same table gives the same bytes.

    write_csv(stream, ["id", "total"], [["007", Fraction(5, 2)]])            007,2.5
    write_workbook(stream, "Marks", ["id", "total"], [["007", Fraction(5, 2)]])

A cell is a text or a number. The CSV is UTF-8 with a byte-order mark, so that Excel reads its letters. Text that
strangers may have written, and that would be a formula to a spreadsheet, is given as `plain(text)` there; the workbook
needs no such thing, for its cells say that they are text. What a table says is not known here.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import BinaryIO, TypeAlias

Cell: TypeAlias = str | Fraction
Line: TypeAlias = Sequence[Cell]

_DATE = datetime(1980, 1, 1)
"""The date that all our archives carry: the earliest that a zip file can say."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

_FORMULA = ("=", "+", "-", "@", "\t")
"""How text begins that a spreadsheet takes for a formula."""

_DIGITS = 4
"""Decimals of a number: thirds of points are rounded."""


def plain(text: str) -> str:
    """Text as no formula: with an apostrophe before what would be one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(stream: BinaryIO, head: Sequence[str], lines: Iterable[Line]) -> None:
    """Writes the table, its head first."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for line in lines:
        writer.writerow([cell if isinstance(cell, str) else f"{_number(cell):.12g}" for cell in line])
    text.detach()


def write_workbook(
    stream: BinaryIO, title: str, head: Sequence[str], lines: Iterable[Line], widths: Sequence[int] = (14, 26)
) -> None:
    """Writes the table as a sheet whose head and first columns, those with `widths`, stay in sight."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "Setwright"
    book.properties.created = book.properties.modified = _DATE
    sheet = book.create_sheet(title)
    sheet.freeze_panes = f"{get_column_letter(len(widths) + 1)}2"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width

    def row(line: Line, bold: bool = False) -> None:
        cells = []
        for content in line:
            cell = WriteOnlyCell(sheet, content if isinstance(content, str) else _number(content))
            if isinstance(content, str):
                cell.data_type = "s"  # never a formula or a number: `007`, `=1+1`, `-3`
            if bold:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)

    row(head, bold=True)
    for line in lines:
        row(line)
    made = io.BytesIO()
    book.save(made)
    _repack(made, stream)


def _number(number: Fraction) -> float:
    return float(round(number, _DIGITS))


def _repack(made: BinaryIO, stream: BinaryIO) -> None:
    """An archive with its entries in order and dated alike: openpyxl dates them, and the workbook, by the clock."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DATE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", source.read(name)))
