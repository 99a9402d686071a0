"""Marks, answers and decisions as tables, for spreadsheets and for scripts.

    marks.csv, marks.xlsx   id,name,code,1,2,3 to be marked by hand,total of bubbles,out of,state,scan
    answers.csv             code,id,row,chosen,confidence,why asked,decided by,scan
    decisions.csv           code,row,chosen,scan,id,name,read,why asked

A cell of a question is empty while a row of it is undecided, and so is the total while anything is. `decisions.csv` has
every row that is asked about, to be filled in, and every one that a person has decided: it is given to `--decisions`
as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import BinaryIO

from generator.exporters.base import OutputFile
from generator.model import Student
from generator.scanning.decisions import NONE
from generator.scanning.marks import NO_PAPER, Marked
from generator.scanning.papers import NUMBER, WORDS, RowRead
from generator.scanning.results import Result
from generator.spreadsheets import Cell, Line, plain, write_csv, write_workbook

DECISIONS = "decisions.csv"
BY_HAND = "{} to be marked by hand"


def tables(result: Result) -> Iterator[OutputFile]:
    """The files with the tables."""
    yield OutputFile("marks.csv", partial(_write_marks, result))
    yield OutputFile("marks.xlsx", partial(_write_workbook, result))
    yield OutputFile("answers.csv", partial(_write_answers, result))
    yield OutputFile(DECISIONS, partial(_write_decisions, result))


def shown(row: RowRead) -> str:
    """What was read in a row or decided about it: letters, `none`, or the digits of a number."""
    if row.chosen is None:
        return ""
    if row.label == NUMBER:
        return "".join(row.chosen).replace(" ", "·") if row.by != "person" else "".join(row.chosen)
    return " ".join(row.chosen) or NONE


def reasons(row: RowRead) -> str:
    """Why a row is, or was, asked about."""
    return " ".join(WORDS[why] for why in row.why)


def scan_of(paper: Marked) -> str:
    """The first image of a paper, by which its copy is known."""
    return str(paper.copy.images[0])


# ─── Marks ───────────────────────────────────────────────────────────────────────────────────────────────


def _columns(papers: Sequence[Marked]) -> tuple[list[int], list[int]]:
    """The questions that have bubbles on some paper, and those that have parts without."""
    with_bubbles = {number for paper in papers for number, _ in paper.points}
    by_hand = {number for paper in papers for number in paper.by_hand}
    return sorted(with_bubbles), sorted(by_hand)


def _head(result: Result) -> list[str]:
    with_bubbles, by_hand = _columns(result.papers)
    total = "total of bubbles" if by_hand else "total"
    fields = _fields(result)
    questions = [
        name
        for number in sorted({*with_bubbles, *by_hand})
        for name, there in ((str(number), with_bubbles), (BY_HAND.format(number), by_hand))
        if number in there
    ]
    return ["id", "name", *fields, "code", *questions, total, "out of", "state", "scan"]


def _fields(result: Result) -> list[str]:
    """The other columns of the roster."""
    students = [*result.absent, *(paper.student for paper in result.papers)]
    return next(([name for name, _ in student.fields] for student in students if student.fields), [])


def _lines(result: Result) -> Iterator[tuple[list[str], list[Cell]]]:
    """A line a student: what strangers have written, and the rest."""
    with_bubbles, by_hand = _columns(result.papers)
    count = len(_fields(result))
    for paper in result.papers:
        points = dict(paper.points)
        cells: list[Cell] = []
        for number in sorted({*with_bubbles, *by_hand}):
            if number in with_bubbles:
                earned = points.get(number)
                cells.append("" if earned is None else earned)
            if number in by_hand:
                cells.append("")
        total = paper.total
        known = _known(paper.student, count)
        rest = ["" if total is None else total, paper.out_of, paper.state, scan_of(paper)]
        yield known, [paper.code, *cells, *rest]
    blank = [""] * (len(_head(result)) - 2 - count - 2)
    for student in result.absent:
        yield _known(student, count), [*blank, NO_PAPER, ""]


def _known(student: Student, count: int) -> list[str]:
    return [student.id, student.name, *([value for _, value in student.fields] or [""] * count)]


def _write_marks(result: Result, stream: BinaryIO) -> None:
    lines = ([*map(plain, known), *map(_plain, rest)] for known, rest in _lines(result))
    write_csv(stream, [plain(name) for name in _head(result)], lines)


def _plain(cell: Cell) -> Cell:
    return plain(cell) if isinstance(cell, str) else cell


def _write_workbook(result: Result, stream: BinaryIO) -> None:
    write_workbook(stream, "Marks", _head(result), ([*known, *rest] for known, rest in _lines(result)))


# ─── Answers and decisions ───────────────────────────────────────────────────────────────────────────────


def _rows(paper: Marked) -> Iterator[RowRead]:
    if paper.copy.number:
        yield paper.copy.number
    yield from paper.copy.rows


def _write_answers(result: Result, stream: BinaryIO) -> None:
    head = ["code", "id", "row", "chosen", "confidence", "why asked", "decided by", "scan"]
    write_csv(stream, head, (line for paper in result.papers for line in _answers(paper)))


def _answers(paper: Marked) -> Iterator[Line]:
    for row in _rows(paper):
        scan = str(row.seen[0].image) if row.seen else ""
        confidence = f"{row.confidence:.3f}" if row.chosen is not None and row.by != "person" else ""
        line = [paper.code, paper.student.id, row.label, shown(row), confidence, reasons(row), row.by, scan]
        yield list(map(plain, line))


def _write_decisions(result: Result, stream: BinaryIO) -> None:
    head = ["code", "row", "chosen", "scan", "id", "name", "read", "why asked"]
    lines = (
        _decision(paper, row)
        for paper in result.papers
        for row in _rows(paper)
        if row.by == "person" or (row.asked and row.seen)
    )
    write_csv(stream, head, lines)


def _decision(paper: Marked, row: RowRead) -> Line:
    chosen, read = (shown(row), "") if row.by == "person" else ("", shown(row))
    known = (paper.student.id, paper.student.name)
    return list(map(plain, (paper.code, row.label, chosen, scan_of(paper), *known, read, reasons(row))))
