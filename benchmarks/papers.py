"""Papers for a roster: batches, taken apart, against one run of TeX for each paper.

    python -m benchmarks.papers            300 papers of four questions
    python -m benchmarks.papers 1500       more of them: does the memory grow?

The papers are worksheets for a roster, as `setwright build --roster` makes them. First they are drawn, proved and
written as LaTeX. Then they are set in batches, get their codes, and become a file each and one with all. A run each is
measured on a few of the same papers, and makes nothing of them but a PDF each: so it is compared with more than its own
work. Both run as many processes side by side as the machine can.

Seconds are told a paper: of the clock, of the CPU in Python (workers included), and of the CPU in TeX. On a machine
with other work compare the CPU. The peak is the largest resident set of the process that builds.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from benchmarks.ours import ROOT
from generator.engine.processes import available
from generator.exporters import pdf
from generator.exporters.latex.document import source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import batch, engine
from generator.model import Heading, Layout, Student
from generator.pipeline import Drawn, produce
from generator.plan import Plan, prepare
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


@dataclass(frozen=True)
class Cost:
    """Seconds of some work: of the clock, of the CPU in this process and in others that have ended meanwhile."""

    clock: float
    own: float
    others: float


def measured(work: Callable[[], object]) -> Cost:
    """What some work costs."""
    before = _now()
    work()
    return Cost(*(after - then for then, after in zip(before, _now(), strict=True)))


def _now() -> tuple[float, float, float]:
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return time.perf_counter(), own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def peak() -> float:
    """The largest resident set of this process so far, in MiB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # ru_maxrss counts bytes there, KiB on Linux
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def planned(count: int) -> Plan:
    """Worksheets for so many students."""
    students = tuple(Student(f"s{number:05}", f"Student {number}") for number in range(count))
    library = Library.open(None, ROOT)
    plan = prepare(set_of(Document("four", SET), "four"), library, students=students)
    return replace(plan, heading=replace(plan.heading, layout=Layout(documents=("worksheet",))))


def in_batches(heading: Heading, drawn: Drawn) -> int:
    """All papers: a file each, with codes, and all of them in one. Returns the bytes."""
    size = 0
    for file in pdf.assemble(heading, drawn.fragments["pdf"]):
        stream = BytesIO()
        file.write(stream)
        size += stream.tell()
    return size


def run_each(sources: list[str]) -> int:
    """Papers by a run of TeX each, without codes. Returns the bytes."""
    with ThreadPoolExecutor(available()) as pool:
        return sum(len(data) for data in pool.map(engine.run, sources))


@contextmanager
def drawn_of(plan: Plan) -> Iterator[tuple[Cost, Drawn]]:
    """The plan's questions, drawn, proved and written as LaTeX, and what that costs."""
    found: list[Drawn] = []
    with tempfile.TemporaryDirectory() as folder:
        cost = measured(lambda: found.append(produce(plan, ("pdf",), Path(folder), available())))
        yield cost, found[0]


def told(name: str, cost: Cost, count: int, python: float, tex: float) -> str:
    """A line of the table."""
    each = (seconds / count for seconds in (cost.clock, python, tex))
    return f"{name:40}" + "".join(f"{seconds:10.4f}" for seconds in each)


def main() -> None:
    """Measures and prints."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    plan = planned(count)
    heading = replace(plan.heading, workers=available())
    print(f"{count} papers, {available()} processes; seconds a paper:")
    print(f"{'':40}{'clock':>10}{'Python':>10}{'TeX':>10}")
    with drawn_of(plan) as (cost, drawn):
        print(told("drawn, proved, written as LaTeX", cost, count, cost.own + cost.others, 0))
        batches = measured(lambda: in_batches(heading, drawn))
        print(
            told(
                f"in batches of {batch.SIZE}, coded, taken apart", batches, count, batches.own, batches.others
            )
        )
        most = peak()
        head, *bodies, tail = source("worksheet", heading, deal(heading, drawn.fragments["pdf"]))
        few = ["".join((head, body, tail)) for body in bodies[:RUNS_EACH]]
    alone = measured(lambda: run_each(few))
    print(told("a run of TeX each", alone, len(few), alone.own, alone.others))
    ratios = (
        (alone.clock / len(few)) / (batches.clock / count),
        ((alone.own + alone.others) / len(few)) / ((batches.own + batches.others) / count),
    )
    print(
        f"A run each takes {ratios[0]:.0f} times as long, {ratios[1]:.0f} times the CPU. Peak: {most:.0f} MiB."
    )


if __name__ == "__main__":
    main()
