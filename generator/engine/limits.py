"""Bounds on time for text that is not trusted.

Sizes are bounded where expressions are evaluated; this is the last resort against what is slow all the same.
It needs a POSIX timer and the main thread of a process, which is where builds and workers run; elsewhere
(Windows) the bounds on sizes stand alone.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeUp(BaseException):
    """The time allowed is over.

    No `Exception`, for it strikes anywhere, and libraries catch those to try something else. So whoever sets a
    `time_limit` catches it by name.
    """


def _ring(_signum: int, _frame: FrameType | None) -> None:
    raise TimeUp


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeUp inside the block when it has run for `seconds` of wall-clock time. Does not nest."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)  # it may ring just before: the caller hears of that
        finally:
            signal.signal(signal.SIGALRM, before)
