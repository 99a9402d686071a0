"""A progress bar for people who wait: on stderr, only if that is a terminal, only after a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

PATIENCE = 1.0
"""Seconds of work before a bar is shown."""


class Progress:
    """Counts steps. Shows a bar once the work takes long, if `shown`."""

    def __init__(self, length: int, label: str, shown: bool) -> None:
        self.length = length
        self.label = label
        self.done = 0
        self.started = time.monotonic()
        self.shown = shown and sys.stderr.isatty()
        self.bar: Any = None

    def __call__(self, steps: int) -> None:
        """`steps` more are done."""
        self.done += steps
        if self.bar is not None:
            self.bar.update(steps)
        elif self.shown and time.monotonic() - self.started > PATIENCE:
            self.bar = click.progressbar(length=self.length, label=self.label, file=sys.stderr)
            self.bar.__enter__()
            self.bar.update(self.done)


@contextmanager
def progress(length: int, label: str, shown: bool = True) -> Iterator[Progress]:
    """A Progress for the work in the block."""
    counter = Progress(length, label, shown)
    try:
        yield counter
    finally:
        if counter.bar is not None:
            counter.bar.__exit__(None, None, None)
