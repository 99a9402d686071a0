r"""What pdflatex says in its log, told in the words of the problem set: question, family, variant, line.

The sources carry a comment before each question, `% question: 3 eigen/2x2 1` (number, family, variant); a line
of the source belongs to the last comment before it. Nobody is shown a raw log.

    >>> culprit("% question: 3 eigen/2x2 1\nFind it.\n", 2)
    Culprit(number='3', family='eigen/2x2', variant='1', line='Find it.')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = "\n% question: "
"""How a line begins that says which question follows."""

_MARK = re.compile(r"% question: (\S+) (\S+) (\S+)$")
_PAPER = re.compile(r"\\paperbegins\{(\d+)\}$")
_ERROR = re.compile(r"^[^\n:]*\.tex:(\d+): (.*)$", re.MULTILINE)
_FATAL = re.compile(r"^! ?(.*)$", re.MULTILINE)  # `!pdfTeX error: …` without a space
_OVERFULL = re.compile(r"^Overfull \\([hv])box \((\d+(?:\.\d+)?)pt too \w+\)(.*)$", re.MULTILINE)
_LINES = re.compile(r"lines? (\d+)")
_SHOWN = 120

BEGINS = "Setwright: paper "
ENDS = "Setwright: end"
_PAPERS = re.compile(rf"^(?:{BEGINS}(\d+)|{ENDS})$", re.MULTILINE)
"""What a batch writes into the log where a paper begins, before its number, and where it ends."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A line of a source and the question it belongs to; empty strings if it belongs to none.

    `variant` counts from 1, as `setwright show --variant` does. Of what stands before the questions of a paper in a
    batch only the paper is known; its number is that of its variants.
    """

    number: str
    family: str
    variant: str
    line: str

    def describe(self) -> str:
        """Where this is, for a reader who knows the problem set."""
        if not self.family:
            return f"the head of paper {self.variant}" if self.variant else "the frame of the document"
        return f"question {self.number} ({self.family}, variant {self.variant})"


@dataclass(frozen=True, slots=True)
class Overfull:
    """A box that sticks out to the side (or down, if `vertical`) by `points` of TeX; 1 mm is 2.85 of them."""

    points: float
    vertical: bool
    culprit: Culprit


def culprit(source: str, number: int) -> Culprit:
    """Line `number` (from 1) of a source, with the question it belongs to."""
    lines = source.split("\n")[:number]
    line = lines[-1].strip() if lines else ""
    line = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    for above in reversed(lines):
        if mark := _MARK.match(above):
            return Culprit(mark[1], mark[2], mark[3], line)
        if paper := _PAPER.match(above):
            return Culprit("", "", paper[1], line)
    return Culprit("", "", "", line)


def error(log: str) -> tuple[int | None, str]:
    """The line and the text of the first error in a log; no line if TeX does not tell one."""
    found = _ERROR.search(log)
    if found:
        return int(found[1]), found[2].strip()
    fatal = _FATAL.search(log)
    return None, fatal[1].strip() if fatal else "it stopped without saying why"


def unpaired(source: str) -> int | None:
    """The line (from 1) at which a question begins that has more braces of one kind; None if none has."""
    line = 1
    for number, question in enumerate(source.split(MARK)):
        plain = question.replace("\\\\", "").replace("\\{", "").replace("\\}", "")
        if number and plain.count("{") != plain.count("}"):
            return line + 1
        line += question.count("\n") + bool(number)
    return None


def tells(log: str) -> bool:
    """Does a log say what is wrong? Not if the run was killed."""
    return bool(_ERROR.search(log) or _FATAL.search(log))


def papers(log: str) -> tuple[list[int], list[int]]:
    """The numbers of the papers of a batch that were begun, and of those that came to their end, in order."""
    begun: list[int] = []
    ended: list[int] = []
    for number in _PAPERS.findall(log):
        if number:
            begun.append(int(number))
        elif begun:
            ended.append(begun[-1])
    return begun, ended


def overfull(source: str, log: str, least: float) -> tuple[Overfull, ...]:
    """All boxes that stick out by more than `least` points, in the order of the log."""
    found = []
    for kind, points, where in _OVERFULL.findall(log):
        if float(points) > least:
            line = _LINES.search(where)
            place = culprit(source, int(line[1])) if line else Culprit("", "", "", "")
            found.append(Overfull(float(points), kind == "v", place))
    return tuple(found)
