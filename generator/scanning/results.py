"""All pages that were read → all papers with their marks, and what is to be told besides.

    found = results(reads, students, decisions)
    found.papers[0].total, found.absent, found.unread

Papers come in the order of the roster, then by id, then by code, whatever the order of the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model import Student
from generator.scanning.decisions import Decision, decided
from generator.scanning.known import Paper
from generator.scanning.marks import NO_PAPER, Marked, Roster, marked, told_apart
from generator.scanning.pages import Image, Read
from generator.scanning.papers import Copy, joined


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


def results(reads: Iterable[Read], students: Sequence[Student], decisions: Sequence[Decision] = ()) -> Result:
    """The result of all images. Raises SpecError if a decision is about nothing that was scanned."""
    roster = Roster(students)
    by_paper: dict[str, tuple[Paper, list[Read]]] = {}
    unread: list[tuple[Image, str]] = []
    pages = 0
    for read in reads:
        if read.page is None or read.paper is None:
            unread.append((read.image, read.unread))
        else:
            by_paper.setdefault(read.paper.code.paper, (read.paper, []))[1].append(read)
            pages += 1
    known: dict[str, tuple[Paper, Sequence[Copy]]] = {}
    for name, (paper, those) in by_paper.items():
        together = joined(paper, sorted(those, key=lambda read: read.image))
        unread += together.strays
        known[name] = (paper, together.copies)
    copies = decided(decisions, known, roster.students)
    found = [marked(paper, copy, roster) for name, (paper, _) in known.items() for copy in copies[name]]
    place = {student.id: number for number, student in enumerate(students)}

    def order(one: Marked) -> tuple[int, bool, str, str, tuple[Image, ...]]:
        id = one.student.id
        return (place.get(id, len(place)), not id, id, one.code, one.copy.images)

    told = sorted(told_apart(found), key=order)
    there = {one.student.id for one in told}
    absent = tuple(student for student in students if student.id not in there)
    return Result(tuple(told), absent, tuple(sorted(unread)), pages)
