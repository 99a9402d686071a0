"""Papers for a roster: batches, taken apart, against one run of TeX for each paper.

    python -m benchmarks.papers            300 papers of four questions
    python -m benchmarks.papers 50

The worksheets are drawn and written as LaTeX first, which is not measured. In batches, all of them are set, taken apart
into a file each and joined into one. A run each is measured on a few of the papers. Both work side by side in as many
processes as the machine can run. Seconds are told a paper: of the clock, and of the CPU with all processes. On a
machine with other work compare the CPU.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.ours import ROOT
from benchmarks.task import cpu_seconds
from generator.engine.processes import available
from generator.exporters.latex.document import source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import batch, engine
from generator.exporters.pdf.split import Sheaf, joined
from generator.model import Student
from generator.pipeline import produce
from generator.plan import prepare
from generator.sets.library import Library
from generator.sets.load import set_of
from generator.spec.source import Document

COUNT = 300
RUNS_EACH = 16
"""Papers that are set by a run each."""

SET = """\
title: Four questions
items:
  - {family: matrices/determinant-3x3, points: 2}
  - {family: eigen/eigenvalues-2x2, points: 3}
  - {family: calculus/chain-rule, points: 2}
  - {family: probability/bayes-test, points: 3}
"""


def sources(count: int) -> list[str]:
    """The worksheets of `count` students as LaTeX: a head, a piece a paper, a tail."""
    students = tuple(Student(f"s{number:05}", f"Student {number}") for number in range(count))
    library = Library.open(None, ROOT)
    plan = prepare(set_of(Document("four", SET), "four"), library, students=students)
    with tempfile.TemporaryDirectory() as folder:
        drawn = produce(plan, ("pdf",), Path(folder), available())
        return list(source("worksheet", plan.heading, deal(plan.heading, drawn.fragments["pdf"])))


def in_batches(pieces: list[str]) -> int:
    """All papers, set in batches, a file each and all of them in one; returns the bytes."""
    names = [str(number) for number in range(len(pieces) - 2)]
    sheaves = [Sheaf(done.pdf) for done in batch.printed(pieces, names).batches]
    papers = range(1, len(names) + 1)
    each = sum(len(sheaves[(paper - 1) // batch.SIZE].paper(paper)) for paper in papers)
    return each + len(joined(sheaves))


def run_each(pieces: list[str]) -> int:
    """All papers, each by a run of TeX; returns the bytes."""
    head, *bodies, tail = pieces
    with ThreadPoolExecutor(available()) as pool:
        return sum(len(pdf) for pdf in pool.map(lambda body: engine.run("".join((head, body, tail))), bodies))


def measured(work: Callable[[list[str]], int], pieces: list[str]) -> str:
    """Seconds a paper, of the clock and of the CPU."""
    clock, cpu = time.perf_counter(), cpu_seconds()
    work(pieces)
    count = len(pieces) - 2
    return f"{(time.perf_counter() - clock) / count:7.4f}  {(cpu_seconds() - cpu) / count:7.4f}"


def main() -> None:
    """Measures and prints."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    pieces = sources(count)
    few = [pieces[0], *pieces[1 : 1 + min(count, RUNS_EACH)], pieces[-1]]
    print(f"{count} papers, {available()} processes     clock      CPU   (seconds a paper)")
    print(f"in batches of {batch.SIZE}, taken apart  {measured(in_batches, pieces)}")
    print(f"a run of TeX each             {measured(run_each, few)}")


if __name__ == "__main__":
    main()
