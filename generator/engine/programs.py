"""Other programs: run with a time limit, several beside each other, and ended when nobody waits for them any more.

    run(["pdflatex", "a.tex"], folder, environment, 60)     its exit status; None if it took too long
    side_by_side(work, tasks, 4)                            `work` of each task, in which programs are run

The tasks are done by threads of this process, since all that they do is wait. When one fails, or on an interrupt, the
programs of the others are ended and no more are started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

PATIENCE = 5.0
"""Seconds that an interrupted program has to end by itself."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float) -> int | None:
    """Runs a program in `folder`, without input, and drops what it prints.

    Returns its exit status (negative: the signal that ended it); None if it was not done after `timeout` seconds. Then
    it is interrupted, so that it can still log what it is at, and killed if it does not obey.
    """
    crew: _Crew = getattr(_thread, "crew", None) or _Crew()
    with crew.running(command, folder, environment) as process:
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            _interrupt(process)
            return None


def side_by_side(work: Callable[[Task], Result], tasks: Sequence[Task], workers: int) -> list[Result]:
    """`work` of each task, in order, for up to `workers` of them at once; each runs one program at a time.

    An exception of a task is raised here when its turn comes.
    """
    count = min(workers, len(tasks))
    if count <= 1:
        return [work(task) for task in tasks]
    crew = _Crew()
    with ThreadPoolExecutor(count, initializer=crew.join) as pool:
        futures = [pool.submit(work, task) for task in tasks]
        try:
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            crew.dismiss()
            raise


_thread = threading.local()
"""Of a thread of `side_by_side`: its `crew`."""


class _Dismissed(Exception):
    """Ends a task that nobody waits for any more, where it would run another program."""


class _Crew:
    """The programs that run beside each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._dismissed = False

    def join(self) -> None:
        """Makes the programs of this thread those of the crew."""
        _thread.crew = self

    def dismiss(self) -> None:
        """Ends all programs, and lets no more be started."""
        with self._lock:
            self._dismissed = True
            for process in self._processes:
                process.kill()

    @contextmanager
    def running(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A program, running; when this is left it has ended."""
        with self._lock:
            if self._dismissed:
                raise _Dismissed
            process = subprocess.Popen(  # noqa: S603 - fixed commands, without any text of a spec
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self._processes.append(process)
        try:
            with process:
                try:
                    yield process
                except BaseException:
                    process.kill()
                    raise
        finally:
            with self._lock:
                self._processes.remove(process)


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    else:
        process.kill()
