"""What a paper's rows earn, and whose paper it is.

    marked(paper, copy, Roster(students)).points        ((1, Fraction(2)), (3, None))

The credit of a part is that of `answers.judge`, and its points are shared out as in every other format: the set says
what a question is worth, and its parts share that by their own points. A question has points when all its rows are
decided, a paper a total when all of its questions have, and when it is known whose it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.answer_sheet import Letters, credit
from generator.model import Student
from generator.scanning.known import Paper
from generator.scanning.papers import Copy, RowRead, Why

MARKED, REVIEW, MISSING, TWICE, NO_PAPER = "marked", "to review", "page missing", "twice", "no paper"
"""The states of a student: what is left to be done before there is a total."""


class Roster:
    """The students by id, and by their number without zeros before it, as a grid may have it."""

    def __init__(self, students: Sequence[Student]) -> None:
        self.students = {student.id: student for student in students}
        short: dict[str, list[str]] = {}
        for student in students:
            short.setdefault(student.id.lstrip("0"), []).append(student.id)
        self._short = {text: ids[0] for text, ids in short.items() if len(ids) == 1}

    def __bool__(self) -> bool:
        return bool(self.students)

    def name(self, id: str) -> str:
        """The student's name, "" for one that is not on the roster."""
        student = self.students.get(id)
        return student.name if student else ""

    def found(self, number: str) -> str | None:
        """The id of the one student with this number."""
        return number if number in self.students else self._short.get(number.lstrip("0"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper with its marks: `points` by question, None where a row is undecided; `out_of` is what bubbles can earn.

    `code` is the text of its code; `by_hand` are the questions of which some part has no bubbles.
    """

    code: str
    student: Student
    copy: Copy
    points: tuple[tuple[int, Fraction | None], ...]
    by_hand: tuple[int, ...]
    out_of: Fraction

    @property
    def asked(self) -> tuple[RowRead, ...]:
        """The rows that a person can decide by looking at them, that of the number first."""
        rows = (*((self.copy.number,) if self.copy.number else ()), *self.copy.rows)
        return tuple(row for row in rows if row.asked and row.seen)

    @property
    def state(self) -> str:
        """What is left to be done."""
        rows = (*((self.copy.number,) if self.copy.number else ()), *self.copy.rows)
        why = {why for row in rows if row.asked for why in row.why}
        if "missing" in why:
            return MISSING
        if "twice" in why or "taken" in why:
            return TWICE
        return REVIEW if why else MARKED

    @property
    def total(self) -> Fraction | None:
        """What all bubbles earn, once nothing is left to ask."""
        if self.state != MARKED:
            return None
        return sum((points for _, points in self.points if points is not None), Fraction(0))


def marked(paper: Paper, copy: Copy, roster: Roster) -> Marked:
    """The marks of a copy of a paper, in which a person's decisions are applied."""
    id, number = (paper.student, None) if paper.student else _whose(copy.number, roster)
    chosen = {row.label: None if row.asked else row.chosen for row in copy.rows}
    points: dict[int, Fraction | None] = {}
    for part, worth in paper.parts:
        earned = points.get(part.number, Fraction(0))
        given: list[Letters] = []
        for row in part.rows:
            letters = chosen[row.label]
            if letters is not None:
                given.append(letters)
        whole = earned is not None and len(given) == len(part.rows)
        points[part.number] = earned + worth * credit(part, given) if earned is not None and whole else None
    return Marked(
        paper.code.text(),
        roster.students.get(id) or Student(id, ""),
        replace(copy, number=number),
        tuple(points.items()),
        paper.by_hand,
        sum((worth for _, worth in paper.parts), Fraction(0)),
    )


def _whose(number: RowRead | None, roster: Roster) -> tuple[str, RowRead | None]:
    """The id that a number stands for, "" if that is not sure; and the number with what is to be asked."""
    if number is None:
        return "", None
    if number.by == "person":
        return "".join(number.chosen or ()), number
    written = "".join(number.chosen or ())
    text = written.strip()
    why: tuple[Why, ...] = ()
    if number.chosen is not None:
        if not text or " " in text or (not roster and text != written):
            why = ("blank",)
        elif roster and "?" not in text and roster.found(text) is None:
            why = ("unknown",)
    asked = replace(number, why=(*number.why, *why), by="") if why else number
    if asked.asked:
        return "", asked
    return (roster.found(text) or "") if roster else text, asked


def told_apart(papers: Sequence[Marked]) -> Iterator[Marked]:
    """The papers; if several have the same student, their numbers are asked about."""
    count = Counter(paper.student.id for paper in papers if paper.student.id)
    for paper in papers:
        number = paper.copy.number
        if number is not None and count[paper.student.id] > 1:
            asked = replace(number, why=(*number.why, "taken"), by="")
            yield replace(paper, copy=replace(paper.copy, number=asked))
        else:
            yield paper
