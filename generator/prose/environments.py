"""Reads `\\begin{…} … \\end{…}`: matrices, cases and aligned equations.

It owns rows and cells; what a cell holds is read by the reader that it is given.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, cast

from generator.errors import TextFault
from generator.maths.notation import EMPTY
from generator.model import Fence, Formula, Grid, Lines
from generator.prose.commands import ENVIRONMENTS
from generator.prose.reader import Reader

_NAME = re.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}")
_COLUMNS = re.compile(r"\s*\{([lcr|\s]*)\}")
_GAP = re.compile(r"\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]")
_CELL = frozenset(("&", "\\\\", "\\end"))


def read(reader: Reader) -> Formula:
    """The environment whose `\\begin` is the current word. Raises TextFault."""
    opening = reader.fault("`\\begin` without its `\\end`")
    name = _name(reader)
    if name not in ENVIRONMENTS:
        near = get_close_matches(name, ENVIRONMENTS, n=1, cutoff=0.5)
        raise reader.fault(f"unknown environment `{name}`", f"did you mean `{near[0]}`?" if near else "")
    columns = ""
    if name == "array":
        match = _COLUMNS.match(reader.text, reader.after, reader.end)
        if match is None:
            raise reader.fault("`array` takes its columns in braces", "for example `\\begin{array}{cc|c}`")
        columns = "".join(match[1].split())
        reader.after = match.end()
    reader.advance()
    rows = _rows(reader, opening)
    closing = reader.fault(f"`\\end` does not match `\\begin{{{name}}}`")
    if _name(reader) != name:
        raise closing
    reader.advance()
    if name == "aligned":
        return _aligned(rows, opening)
    width = max(len(cells) for cells in rows)
    filled = tuple(tuple(cells + [EMPTY] * (width - len(cells))) for cells in rows)
    left, right = ENVIRONMENTS[name]
    if name == "cases":
        return Grid(filled, left, right, align="l")
    return Grid(filled, left, right, _rule(columns, width, opening), cast(Any, _alignment(columns)))


def bracketed(left: str, body: Formula, right: str) -> Formula:
    """`body` in stretched brackets; a grid without brackets of its own takes them."""
    if type(body) is Grid and not body.left and not body.right:
        return Grid(body.rows, left, right, body.rule_after, body.align)
    return Fence(left, body, right)


def _name(reader: Reader) -> str:
    """The name in braces after the current word; the word becomes all of it, for the carets."""
    match = _NAME.match(reader.text, reader.after, reader.end)
    if match is None:
        raise reader.fault(f"`{reader.word}` takes a name in braces")
    reader.after = match.end()
    return match[1]


def _rows(reader: Reader, opening: TextFault) -> list[list[Formula]]:
    rows: list[list[Formula]] = [[]]
    while True:
        rows[-1].append(reader.row(_CELL))
        if reader.word == "":
            raise opening
        if reader.word == "\\end":
            break
        if reader.word == "\\\\":
            gap = _GAP.match(reader.text, reader.after, reader.end)
            reader.after = gap.end() if gap else reader.after
            rows.append([])
        reader.advance()
    if len(rows) > 1 and rows[-1] == [EMPTY]:
        rows.pop()  # a line break after the last row
    return rows


def _rule(columns: str, width: int, opening: TextFault) -> int | None:
    if "|" not in columns:
        return None
    place = columns.index("|")
    if columns.count("|") > 1 or not 0 < place < width:
        raise TextFault(
            "an `array` has at most one vertical line, between two columns", opening.offset, opening.length
        )
    return place


def _alignment(columns: str) -> str:
    letters = columns.replace("|", "")
    return letters[0] if letters and letters == letters[0] * len(letters) else "c"


def _aligned(rows: list[list[Formula]], opening: TextFault) -> Formula:
    if any(len(cells) > 2 for cells in rows):
        raise TextFault("`aligned` takes one `&` in a line", opening.offset, opening.length)
    return Lines(tuple((cells[0], cells[1] if len(cells) == 2 else EMPTY) for cells in rows))
