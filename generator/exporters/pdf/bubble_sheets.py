"""Bubble sheets as files: one for all papers, or one for each student and all of them joined.

    files(heading, papers)          pdf/bubble-sheet.pdf
    files(heading, papers)          with students: pdf/bubble-sheets/01-s123.pdf ..., pdf/bubble-sheets.pdf

They are drawn (`sheets.drawing`) and need no TeX. `answer_sheet` says which rows there are, here as for who reads them
again; so nothing here may change where a bubble lies. Papers with the same rows share one drawing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import BinaryIO

from generator.answer_sheet import sheet
from generator.errors import SetwrightError
from generator.exporters.base import OutputFile, Trouble
from generator.exporters.latex.papers import Paper, file_name, holds
from generator.exporters.pdf import fonts, lettering
from generator.exporters.pdf.drawings import Leaf, written
from generator.exporters.pdf.foreign import ADVICE
from generator.exporters.words import word
from generator.model import BUBBLE_SHEET, Drawing, Heading
from generator.paper import code, numbered
from generator.sheets.drawing import Words, form, stamp
from generator.sheets.layout import Row, Sheet

_LONGEST_HOLDER = 70
"""Characters for name and id; a longer name is cut, so that the id is not."""


def files(heading: Heading, papers: Sequence[Paper], folder: str = "pdf") -> Iterator[OutputFile]:
    """The files with the sheets of all papers, below `folder`.

    A paper without any row, or with more than fit on sheets, has none: that is told in the `troubles` of the file
    with all of them. Raises SetwrightError if no paper has a sheet.
    """
    draw = _Drawing(heading)
    there, failures = [], []
    for number, paper in enumerate(papers, start=1):
        try:
            draw.sheet(_rows(paper))
        except ValueError as error:
            failures.append(
                Trouble(f"The bubble sheet of {draw.whose(number)} cannot be made: {error}", True)
            )
        else:
            there.append((number, paper))
    if not there:
        raise SetwrightError(failures[0].message)
    name = f"{BUBBLE_SHEET}s" if heading.students else BUBBLE_SHEET
    if heading.students:
        for number, paper in there:
            path = f"{folder}/{name}/{file_name(number, heading)}.pdf"
            yield OutputFile(path, partial(_write, draw, [(number, paper)]), holds([paper]))
    troubles = (*failures, *_unprinted(heading))
    held = holds(paper for _, paper in there)
    yield OutputFile(f"{folder}/{name}.pdf", partial(_write, draw, there), held, troubles)


def _write(draw: _Drawing, papers: Sequence[tuple[int, Paper]], stream: BinaryIO) -> None:
    leaves = [leaf for number, paper in papers for leaf in draw.leaves(number, paper, len(papers) > 1)]
    stream.write(written(leaves, draw.title, draw.heading.language))


def _rows(paper: Paper) -> tuple[Row, ...]:
    return tuple([row for fragment in paper for row in fragment.body.rows])


class _Drawing:
    """What the sheets of a set share: their words; sheets and forms by their rows, each made once."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.title = f"{heading.title}: {word('bubble sheet', heading.language)}"
        self.sheet: Callable[[tuple[Row, ...]], Sheet] = cache(partial(sheet, heading))
        self._form: Callable[[tuple[Row, ...], int], Drawing] = cache(self._drawn)

    def _drawn(self, rows: tuple[Row, ...], page: int) -> Drawing:
        language = self.heading.language
        laid_out = self.sheet(rows)
        words = Words(
            self.title,
            word("name", language),
            word("student id", language),
            word("page", language).format(number=page, count=len(laid_out.pages)),
            (word("fill bubbles", language), word("change bubbles", language)),
            (word("filled rightly", language), word("filled wrongly", language)),
        )
        return form(laid_out, page, words)

    def whose(self, number: int) -> str:
        """Whose paper it is, in a message."""
        return self.heading.students[number - 1].id if self.heading.students else f"paper {number}"

    def leaves(self, number: int, paper: Paper, bookmarked: bool) -> Iterator[Leaf]:
        """The pages of a paper's sheet; its first has a bookmark where there are other papers."""
        heading, rows = self.heading, _rows(paper)
        laid_out = self.sheet(rows)
        student = heading.students[number - 1] if heading.students else None
        holder = _holder(student.name, student.id) if student else ""
        label = "" if student or heading.papers == 1 else self._label(number)
        seals = [fragment.seal for fragment in paper]
        pages = len(laid_out.pages)
        for page in range(1, pages + 1):
            found = code(heading.name, seals, student.id if student else numbered(number), page, pages)
            bookmark = (holder or label) if bookmarked and page == 1 else ""
            yield Leaf((self._form(rows, page), stamp(laid_out, found, holder, label)), bookmark)

    def _label(self, number: int) -> str:
        said = word("paper", self.heading.language)
        return said.format(number=number, count=self.heading.papers)


def _holder(name: str, id: str) -> str:
    """Name and id in a line."""
    room = max(_LONGEST_HOLDER - len(id), 10)
    kept = name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
    return " · ".join(filter(None, (kept, id)))


def _unprinted(heading: Heading) -> Iterator[Trouble]:
    """Names with letters that no font has; their ids stand beside them."""
    lacking = [
        student.name
        for student in heading.students
        if any(not plain and fonts.chosen(run) is None for run, plain in lettering.runs(student.name))
    ]
    if lacking:
        count = "1 name has" if len(lacking) == 1 else f"{len(lacking)} names have"
        yield Trouble(
            f"On bubble sheets, {count} letters that no font here has, as in {lacking[0]}. {ADVICE}", False
        )
