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

from generator.answer_sheet import Letters
from generator.errors import Fault, Place, SpecError
from generator.roster import LONGEST_ID
from generator.roster.cells import Cell, Row, rows
from generator.roster.files import read_document
from generator.scanning.known import Paper, Papers, Unknown
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
    """What a person has decided about a row of the paper that a code names; `scan` may be "".

    `place` is a fault without a message, where the line is.
    """

    code: Code
    row: str
    chosen: Letters
    scan: str
    place: Fault


class Decisions:
    """All decisions of a file, by paper and row; what was asked for is remembered, so that the rest can be told."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._all = decisions
        self._by_row: dict[tuple[str, str], list[Decision]] = {}
        for decision in decisions:
            self._by_row.setdefault((decision.code.paper, decision.row), []).append(decision)
        self._used: set[int] = set()

    def applied(self, paper: Paper, copy: Copy) -> Copy:
        """The copy with what was decided about its rows."""

        def decided(row: RowRead) -> RowRead:
            for decision in self._by_row.get((paper.code.paper, row.label), ()):
                if not copy.name or decision.scan in [
                    name for image in copy.images for name in _names(str(image))
                ]:
                    self._used.add(id(decision))
                    return replace(row, chosen=decision.chosen, by="person")
            return row

        return replace(
            copy,
            rows=tuple(map(decided, copy.rows)),
            number=decided(copy.number) if copy.number else None,
        )

    def require_used(self, copies: Mapping[str, int]) -> None:
        """Raises SpecError if a decision was about no copy that was scanned; `copies` counts those of each paper."""
        faults = []
        for decision in self._all:
            if id(decision) in self._used:
                continue
            if copies.get(decision.code.paper, 0) > 1:
                message = "Several copies of this paper were scanned, and this is none of them."
                hint = f"Name one in a column `{SCAN}`, as in `marks.csv`: the file and the number of the image in it."
            else:
                message = "No page of this paper is among the scans."
                hint = "Scan it again, or take the line out."
            faults.append(replace(decision.place, message=message, hint=hint))
        if faults:
            raise SpecError(_shortened(faults))


def _names(image: str) -> tuple[str, ...]:
    """An image as it stands in a file that a spreadsheet may have read."""
    return (image, plain(image))


def read_decisions(path: Path, shown_as: str, papers: Papers, ids: Collection[str]) -> Decisions:
    """The decisions in a file, each about a row that its paper has.

    `ids` are those of the roster, none if there is no roster. Raises SpecError with every fault of the file.
    """
    document = read_document(path, shown_as)
    found, faults = rows(document)
    heads = [cell.text.casefold() for cell in found[0]] if found else []
    lacking = [name for name in NEEDED if name not in heads]
    if lacking:
        hint = f"The first line names the columns, among them {', '.join(NEEDED[:-1])} and {NEEDED[-1]}."
        message = f"There is no column `{lacking[0]}` in this file."
        raise SpecError([*faults, Fault(message, Place(document.name, 1, 1), hint)])
    reader = _Reader(
        document, {name: heads.index(name) for name in (*NEEDED, SCAN) if name in heads}, papers, ids
    )
    decisions = [decision for row in found[1:] for decision in reader.decisions(row)]
    faults += [*reader.faults, *_twice(decisions)]
    if faults:
        raise SpecError(_shortened(faults))
    return Decisions(decisions)


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


class _Reader:
    """Reads lines, one by one, and keeps what is wrong with them."""

    def __init__(
        self, document: Document, places: Mapping[str, int], papers: Papers, ids: Collection[str]
    ) -> None:
        self.document, self.places, self.papers, self.ids = document, places, papers, ids
        self.faults: list[Fault] = []

    def decisions(self, line: Row) -> Iterator[Decision]:
        """The decision in a line; none if nothing is chosen there, or something is wrong."""
        cells = {name: self._cell(line, name) for name in (*NEEDED, SCAN)}
        if not cells["chosen"].text:
            return
        paper = self._paper(cells["code"])
        if paper is None:
            return
        chosen = self._chosen(paper, cells["row"], cells["chosen"])
        if chosen is not None:
            place = cells["row"].fault(self.document, "")
            yield Decision(paper.code, cells["row"].text, chosen, cells[SCAN].text, place)

    def _cell(self, line: Row, name: str) -> Cell:
        place = self.places.get(name, len(line))
        return line[place] if place < len(line) else Cell("", line[-1].start + line[-1].length, 0)

    def _fault(self, cell: Cell, message: str, hint: str) -> None:
        self.faults.append(cell.fault(self.document, message, hint))

    def _paper(self, cell: Cell) -> Paper | None:
        try:
            return self.papers(parsed("".join(cell.text.split()).upper()))
        except ValueError as error:
            self._fault(cell, str(error), "Copy the code from `marks.csv`.")
        except Unknown as error:
            self._fault(cell, str(error), "Is this the file of another set or build?")
        return None

    def _chosen(self, paper: Paper, label: Cell, chosen: Cell) -> Letters | None:
        if label.text == NUMBER and paper.digits:
            return self._number(chosen)
        row = paper.row(label.text)
        if row is None:
            labels = [row.label for part, _ in paper.parts for row in part.rows]
            told = ", ".join(labels if len(labels) < 8 else [*labels[:6], "…", labels[-1]])
            self._fault(label, f"There is no row `{label.text[:40]}` on this paper.", f"Its rows are {told}.")
            return None
        given = [] if chosen.text == NONE else _letters(chosen.text)
        strange = next((letter for letter in given if letter not in row.options), None)
        if strange is not None:
            hint = f"It has {', '.join(row.options)}. Write `{NONE}` if no bubble is to count."
            self._fault(chosen, f"Row {row.label} has no bubble `{strange[:20]}`.", hint)
            return None
        if len(given) > 1 and not row.several:
            hint = f"Write one letter, or `{NONE}` if none is to count."
            self._fault(chosen, f"In row {row.label} one bubble may be chosen, not {len(given)}.", hint)
            return None
        return tuple(option for option in row.options if option in given)

    def _number(self, chosen: Cell) -> Letters | None:
        if len(chosen.text) > LONGEST_ID:
            self._fault(chosen, f"This id has more than {LONGEST_ID} characters.", "Use the student's id.")
        elif self.ids and chosen.text not in self.ids:
            hint = 'Is a zero at its front lost? Spreadsheets keep it in ="007".'
            self._fault(chosen, f"There is no student `{chosen.text}` on the roster.", hint)
        else:
            return (chosen.text,)
        return None


def _letters(text: str) -> list[str]:
    """`a c`, `a, c` and `ac` are a and c; what is none of these stays as it is, and is no letter."""
    words = text.replace(",", " ").replace(";", " ").split()
    return list(words[0]) if len(words) == 1 and len(words[0]) <= 12 else words


def _twice(decisions: Sequence[Decision]) -> Iterator[Fault]:
    """Rows that an earlier line has decided."""
    first: dict[tuple[str, str, str], Decision] = {}
    for decision in decisions:
        earlier = first.setdefault((decision.code.paper, decision.row, decision.scan), decision)
        if earlier is not decision and earlier.place.place:
            message = f"Line {earlier.place.place.line} has decided about this row already."
            yield replace(decision.place, message=message, hint="Leave one of them.")


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
