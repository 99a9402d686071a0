"""The file in which a person has decided: `decisions.csv`, a line for each row of a paper that was asked about.

    code,row,chosen,scan
    SW1:DEMO:3FA9C1:S123:1/1:1ED8,3 (ii),b,batch.pdf 4
    SW1:DEMO:3FA9C1:S123:1/1:1ED8,4,a c,batch.pdf 4
    SW1:DEMO:3FA9C1:S123:1/1:1ED8,5,none,batch.pdf 4

`chosen` are letters, or `none` where nothing is to count; of the row `number` it is the student's id. Where it is
empty, nothing is decided yet. `scan` tells the copies of a paper apart, and is only needed where there are several;
other columns are for whoever reads the file. It is written by the review page, by spreadsheets and by hand, so it is
read as carefully as a roster, and every fault is told with its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from generator.answer_sheet import Letters
from generator.errors import Fault, Place, SpecError
from generator.roster import LONGEST_ID
from generator.roster.cells import Cell, Row, rows
from generator.roster.files import read_document
from generator.scanning.known import Paper
from generator.scanning.papers import NUMBER, Copy, RowRead
from generator.sheets.codes import Code, parsed
from generator.spec.source import Document
from generator.spreadsheets import plain

NONE = "none"
"""What is written where no bubble is to count. Letters are single ones, so it is none of them."""

NEEDED = ("code", "row", "chosen")
SCAN = "scan"

_TOLD = 50
"""Faults that are told one by one."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the file, in which something is chosen: whose code it has, and its other cells as they stand there."""

    document: Document
    code: Code
    code_cell: Cell
    row: Cell
    chosen: Cell
    scan: Cell


def read_decisions(path: Path, shown_as: str, name: str) -> tuple[Decision, ...]:
    """The decisions in a file, each about a paper of the set with this name, and none about a row twice.

    Raises SpecError with every fault that can be seen without the papers.
    """
    document = read_document(path, shown_as)
    found, faults = rows(document)
    heads = [cell.text.casefold() for cell in found[0]] if found else []
    lacking = [name for name in NEEDED if name not in heads]
    if lacking:
        hint = f"The first line names the columns, among them {', '.join(NEEDED[:-1])} and {NEEDED[-1]}."
        message = f"There is no column `{lacking[0]}` in this file."
        raise SpecError([*faults, Fault(message, Place(document.name, 1, 1), hint)])
    decisions: list[Decision] = []
    for line in found[1:]:
        code, row, chosen, scan = (_cell(line, heads, name) for name in (*NEEDED, SCAN))
        if not chosen.text:
            continue
        try:
            read = parsed("".join(code.text.split()).upper())
        except ValueError as error:
            faults.append(code.fault(document, str(error), "Copy the code from `marks.csv`."))
            continue
        if read.set != name:
            message = f"This is a paper of the set `{read.set}`, not of `{name}`."
            faults.append(code.fault(document, message, "Is this the file of other scans?"))
        decisions.append(Decision(document, read, code, row, chosen, scan))
    faults += _twice(decisions)
    if faults:
        raise SpecError(_shortened(faults))
    return tuple(decisions)


def _cell(line: Row, heads: Sequence[str], name: str) -> Cell:
    place = heads.index(name) if name in heads else len(line)
    return line[place] if place < len(line) else Cell("", line[-1].start + line[-1].length, 0)


def _twice(decisions: Sequence[Decision]) -> Iterator[Fault]:
    """Rows that an earlier line has decided."""
    first: dict[tuple[str, str, str], Decision] = {}
    for one in decisions:
        earlier = first.setdefault((one.code.paper, one.row.text, one.scan.text), one)
        if earlier is not one:
            line = one.document.place(earlier.row.start).line
            message = f"Line {line} has decided about this row already."
            yield one.row.fault(one.document, message, "Leave one of them.")


Known: TypeAlias = Mapping[str, tuple[Paper, Sequence[Copy]]]
"""The papers that were scanned and their copies, by what their codes call them."""


def decided(decisions: Sequence[Decision], known: Known, ids: Collection[str]) -> dict[str, list[Copy]]:
    """The copies of each paper, with what was decided about their rows.

    `ids` are those of the roster, none if there is no roster. Raises SpecError with every decision that is about no
    paper, no row or no bubble.
    """
    faults: list[Fault] = []
    made: dict[tuple[str, str, str], Letters] = {}
    for one in decisions:
        found = _meant(one, known, ids)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            copy, chosen = found
            made[one.code.paper, copy.name, one.row.text] = chosen
    if faults:
        raise SpecError(_shortened(faults))

    def settled(paper: str, copy: Copy, row: RowRead) -> RowRead:
        chosen = made.get((paper, copy.name, row.label))
        return row if chosen is None else replace(row, chosen=chosen, by="person")

    return {
        name: [
            replace(
                copy,
                rows=tuple([settled(name, copy, row) for row in copy.rows]),
                number=settled(name, copy, copy.number) if copy.number else None,
            )
            for copy in copies
        ]
        for name, (_, copies) in known.items()
    }


def _meant(one: Decision, known: Known, ids: Collection[str]) -> tuple[Copy, Letters] | Fault:
    """The copy that a decision is about, and what it chooses."""
    paper, copies = known.get(one.code.paper, (None, ()))
    if paper is None or paper.code.build != one.code.build:
        hint = "Scan it again, or take the line out."
        return one.code_cell.fault(one.document, "No page of this paper is among the scans.", hint)
    copy = copies[0] if len(copies) == 1 else next((c for c in copies if one.scan.text in _names(c)), None)
    if copy is None:
        message = "Several copies of this paper were scanned, and this is none of them."
        hint = f"Name one in the column `{SCAN}`, as `marks.csv` does: the file, and the number of the image in it."
        return (one.scan if one.scan.text else one.row).fault(one.document, message, hint)
    chosen = _chosen(one, paper, ids)
    return chosen if isinstance(chosen, Fault) else (copy, chosen)


def _names(copy: Copy) -> list[str]:
    """The images of a copy, as they stand in a file that a spreadsheet may have read."""
    return [name for image in copy.images for name in (str(image), plain(str(image)))]


def _chosen(one: Decision, paper: Paper, ids: Collection[str]) -> Letters | Fault:
    if one.row.text == NUMBER and paper.digits:
        return _number(one, ids)
    row = paper.row(one.row.text)
    if row is None:
        labels = [row.label for part, _ in paper.parts for row in part.rows]
        told = ", ".join(labels if len(labels) < 8 else [*labels[:6], "…", labels[-1]])
        message = f"There is no row `{one.row.text[:40]}` on this paper."
        return one.row.fault(one.document, message, f"Its rows are {told}.")
    given = [] if one.chosen.text.casefold() == NONE else _letters(one.chosen.text)
    strange = next((letter for letter in given if letter not in row.options), None)
    if strange is not None:
        hint = f"It has {', '.join(row.options)}. Write `{NONE}` if no bubble is to count."
        return one.chosen.fault(one.document, f"Row {row.label} has no bubble `{strange[:20]}`.", hint)
    if len(given) > 1 and not row.several:
        hint = f"Write one letter, or `{NONE}` if none is to count."
        message = f"In row {row.label} one bubble may be chosen, not {len(given)}."
        return one.chosen.fault(one.document, message, hint)
    return tuple(option for option in row.options if option in given)


def _number(one: Decision, ids: Collection[str]) -> Letters | Fault:
    text = one.chosen.text
    if len(text) > LONGEST_ID:
        message = f"This id has more than {LONGEST_ID} characters."
        return one.chosen.fault(one.document, message, "Write the student's id.")
    if ids and text not in ids:
        hint = 'Is a zero at its front lost? Spreadsheets keep it in ="007".'
        return one.chosen.fault(one.document, f"There is no student `{text}` on the roster.", hint)
    return (text,)


def any_decided(path: Path) -> bool:
    """Has somebody decided anything in a file? One that cannot be read may hold anything."""
    try:
        found, _ = rows(read_document(path, str(path)))
    except SpecError:
        return True
    heads = [cell.text.casefold() for cell in found[0]] if found else []
    if "chosen" not in heads:
        return bool(found)
    place = heads.index("chosen")
    return any(place < len(row) and row[place].text for row in found[1:])


def _letters(text: str) -> list[str]:
    """`a c`, `a, c` and `ac` are a and c; what is none of these stays as it is, and is no letter."""
    words = text.replace(",", " ").replace(";", " ").split()
    return list(words[0]) if len(words) == 1 and len(words[0]) <= 12 else words


def _shortened(faults: Sequence[Fault]) -> list[Fault]:
    """The faults, not too many of them, in the order of the file."""
    ordered = sorted(
        faults, key=lambda fault: (fault.place.line, fault.place.column) if fault.place else (0, 0)
    )
    if len(ordered) <= _TOLD:
        return ordered
    last = ordered[_TOLD - 1]
    more = f"{last.message.rstrip('.')} (and {len(ordered) - _TOLD:,} more faults below)"
    return [*ordered[: _TOLD - 1], replace(last, message=more)]
