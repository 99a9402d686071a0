"""Work spread over the processes of this machine; results come in the order of the work."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from generator.errors import SetwrightError

Task = TypeVar("Task")
Result = TypeVar("Result")


def available() -> int:
    """How many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Task], Result], tasks: Sequence[Task], workers: int) -> Iterator[Result]:
    """`work` of each task, in order, by up to `workers` processes; by this one if there is no need for more.

    An exception of a task is raised here when its turn comes; then, and on an interrupt, the other processes
    are ended, whatever they are at: nobody waits for results that are not wanted. Raises SetwrightError if a
    process is killed by someone else.
    """
    if min(workers, len(tasks)) <= 1:
        yield from map(work, tasks)
        return
    # Forked workers start with everything imported; where there is no fork they import for themselves.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=context) as pool:
        futures = [pool.submit(work, task) for task in tasks]
        try:
            for future in futures:
                yield future.result()
        except BrokenProcessPool as error:
            hint = "Often the memory of the machine was used up: `--workers 1` needs less."
            raise SetwrightError("A process that drew variants was ended from outside.", hint) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise
