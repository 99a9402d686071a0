"""Work spread over the processes of this machine; results come in the order of the work."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeAlias, TypeVar

from generator.errors import SetwrightError

Task = TypeVar("Task")
Result = TypeVar("Result")

Tick: TypeAlias = Callable[[int], object]
"""Told how many more steps are done."""


def silent(_steps: int) -> None:
    """The `Tick` of work that nobody watches."""


GLANCE = 0.2
"""Seconds between two looks at how far the other processes are."""


def available() -> int:
    """How many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Task, Tick], Result], tasks: Sequence[Task], workers: int, tick: Tick = silent
) -> Generator[Result, None, None]:
    """`work` of each task, in order, by up to `workers` processes; by this one if there is no need for more.

    `work` is handed something to tell its steps to; `tick` hears of the steps of all, here. An exception of a
    task is raised here when its turn comes; then, and on an interrupt, the other processes are ended, whatever
    they are at: nobody waits for results that are not wanted. Whoever may stop early closes the generator, so
    that this happens then and not when Python gets to it. Raises SetwrightError if a process is killed by
    someone else.
    """
    if min(workers, len(tasks)) <= 1:
        for task in tasks:
            yield work(task, tick)
        return
    # Forked workers start with everything imported; where there is no fork they import for themselves.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    steps = context.Value("Q", 0)
    told = 0
    with ProcessPoolExecutor(
        min(workers, len(tasks)), mp_context=context, initializer=_begin, initargs=(steps,)
    ) as pool:
        futures = [pool.submit(_run, work, task) for task in tasks]
        try:
            for future in futures:
                while not future.done():
                    wait([future], GLANCE)
                    now = steps.get_obj().value  # without the lock, which a killed process may hold
                    tick(now - told)
                    told = now
                yield future.result()
        except BrokenProcessPool as error:
            hint = "Often the memory of the machine was used up: `--workers 1` needs less."
            raise SetwrightError("A process that drew variants was ended from outside.", hint) from error
        except BaseException:
            for process in multiprocessing.active_children():
                process.terminate()
            # The pool's own thread has ended when this returns: Python, closing down, would else wake it by a
            # pipe that it may be closing at that moment.
            pool.shutdown(wait=True)
            raise
        tick(steps.get_obj().value - told)


_steps: Any = None
"""In a worker: the counter that it shares with its parent."""


def _begin(steps: Any) -> None:
    global _steps
    _steps = steps


def _run(work: Callable[[Task, Tick], Result], task: Task) -> Result:
    def tick(count: int) -> None:
        with _steps.get_lock():
            _steps.value += count

    return work(task, tick)
