"""The measurements: which pieces of work are run, how often, and in what order.

Every piece runs in a fresh process, and this one stays small: on Linux a child's peak of memory starts at
that of the process which started it. So nothing heavy may be imported here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.questions import QUESTIONS
from benchmarks.task import Cost

ROOT = Path(__file__).parent.parent

PROBLEM_SET = "demo"
"""The shipped set whose worksheets are measured."""


@dataclass(frozen=True)
class Run:
    """The same questions by both writers, and ours proved but not written, one right after the other."""

    ours: Cost
    by_hand: Cost
    proved: Cost

    @property
    def ratio(self) -> float:
        """How many times the CPU time of the bare loop ours takes."""
        return self.ours.cpu / self.by_hand.cpu

    @property
    def export(self) -> float:
        """CPU seconds of ours that Moodle takes: what is written, tried on the rules of its importer, filed."""
        return self.ours.cpu - self.proved.cpu


@dataclass(frozen=True)
class Measured:
    """All that was measured.

    `runs` and `larger` are by kind of question: the runs with `count` variants, and ours with ten times as
    many. `papers` are by number of papers; empty without TeX.
    """

    count: int
    runs: dict[str, tuple[Run, ...]]
    larger: dict[str, Cost]
    papers: dict[int, Cost]


def measure(count: int, runs: int, papers: tuple[int, ...], told: Callable[[str], None]) -> Measured:
    """Runs everything. `told` is given a word on what runs now."""
    found: dict[str, list[Run]] = {kind: [] for kind in QUESTIONS}
    for run in range(1, runs + 1):
        for kind, those in found.items():
            told(f"{kind}, run {run} of {runs}")
            those.append(Run(*[_cost(writer, kind, count) for writer in ("ours", "by_hand", "proved")]))
    larger = {}
    for kind in QUESTIONS:
        told(f"{kind}, {10 * count:,} variants")
        larger[kind] = _cost("ours", kind, 10 * count)
    return Measured(
        count, {kind: tuple(those) for kind, those in found.items()}, larger, dict(_papers(papers, told))
    )


def _papers(papers: tuple[int, ...], told: Callable[[str], None]) -> Iterator[tuple[int, Cost]]:
    if shutil.which("pdflatex") is None:
        return
    for number in papers:
        told(f"PDF, papers: {number}")
        yield number, _cost("pdf", PROBLEM_SET, number)


def _cost(writer: str, kind: str, count: int) -> Cost:
    command = [sys.executable, "-m", "benchmarks.task", writer, kind, str(count)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Cost(**json.loads(done.stdout))


def typical(runs: tuple[Run, ...]) -> tuple[float, float]:
    """The medians of CPU seconds: ours, by hand."""
    return median(run.ours.cpu for run in runs), median(run.by_hand.cpu for run in runs)
