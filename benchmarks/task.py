"""One measured piece of work, in a process of its own: `python -m benchmarks.task ours derivative 1000`.

Prints one line of JSON, a `Cost`. What a piece of work needs is imported before the clock starts, so that the
cost of starting is told apart from the cost of working.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a piece of work took.

    `cpu` and `wall` are seconds of the work, children included; `start` CPU seconds before it, for Python and
    its imports; `peak` the largest resident set of the process in MiB; `loop` CPU seconds of `calibration`,
    run right after the work.
    """

    cpu: float
    wall: float
    start: float
    peak: float
    loop: float


def cpu_seconds() -> float:
    """CPU time of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def calibration() -> float:
    """CPU seconds of a fixed loop of plain Python: how fast this machine was just then."""
    begin = time.process_time()
    total = 0
    for k in range(500_000):
        total += k * k % 7
    return time.process_time() - begin


def measured(work: Callable[[], object]) -> Cost:
    """The cost of some work."""
    start = cpu_seconds()
    begin = time.perf_counter()
    work()
    wall = time.perf_counter() - begin
    cpu = cpu_seconds() - start
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # ru_maxrss counts bytes there, KiB on Linux
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return Cost(cpu, wall, start, peak, calibration())


def main(writer: str, kind: str, count: str) -> None:
    """Prints the cost of `count` questions by `ours` or `by_hand`, or of `count` papers by `pdf`."""
    write = import_module(f"benchmarks.{writer}").write
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        print(json.dumps(asdict(measured(lambda: write(kind, int(count), Path(folder))))))


if __name__ == "__main__":
    main(*sys.argv[1:])
