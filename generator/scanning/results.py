"""All pages that were read → all papers with their marks, and what is to be told besides.

    found = results(reads, papers, students, decisions)
    found.papers[0].total, found.absent, found.unread

Papers come in the order of the roster, then by id, then by code, whatever the order of the pages. Each is drawn, marked
and forgotten: what stays in memory is what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model import Student
from generator.scanning.decisions import Decisions
from generator.scanning.known import Papers
from generator.scanning.marks import NO_PAPER, Marked, Roster, marked, told_apart
from generator.scanning.pages import Image, Read
from generator.scanning.papers import joined
from generator.sheets.codes import Code


@dataclass(frozen=True, slots=True)
class Result:
    """The papers with their marks, the students of the roster without one, and the images without a page.

    `pages` counts the images that were read.
    """

    papers: tuple[Marked, ...]
    absent: tuple[Student, ...]
    unread: tuple[tuple[Image, str], ...]
    pages: int

    def count(self, state: str) -> int:
        """How many students have this state."""
        return len(self.absent) if state == NO_PAPER else sum(paper.state == state for paper in self.papers)


def results(
    reads: Iterable[Read], papers: Papers, students: Sequence[Student], decisions: Decisions
) -> Result:
    """The result of all images. Raises SpecError if decisions are about papers that are not among them."""
    roster = Roster(students)
    by_paper: dict[Code, list[Read]] = {}
    unread: list[tuple[Image, str]] = []
    pages = 0
    for read in reads:
        if read.page is None:
            unread.append((read.image, read.unread))
        else:
            by_paper.setdefault(replace(read.page.code, page=1, pages=1), []).append(read)
            pages += 1
    found: list[Marked] = []
    copies: dict[str, int] = {}
    for code in sorted(by_paper, key=lambda code: code.paper):
        paper = papers(code)
        together = joined(paper, sorted(by_paper.pop(code), key=lambda read: read.image))
        unread += together.strays
        copies[code.paper] = len(together.copies)
        found += [marked(paper, decisions.applied(paper, copy), roster) for copy in together.copies]
    decisions.require_used(copies)
    place = {student.id: number for number, student in enumerate(students)}

    def order(one: Marked) -> tuple[int, bool, str, str, tuple[Image, ...]]:
        id = one.student.id
        return (place.get(id, len(place)), not id, id, one.code, one.copy.images)

    told = sorted(told_apart(found), key=order)
    there = {one.student.id for one in told}
    absent = tuple(student for student in students if student.id not in there)
    return Result(tuple(told), absent, tuple(sorted(unread)), pages)
