"""A sequence of values on disk: written once, read in order any number of times, never held in memory.

    with spooling(path) as append:
        append(value)
    for value in Spool([path]): ...

What is read at different times belongs in different spools: a pass over one reads all that is in it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """The values of several spool files, one after the other. The files are our own, so pickle is safe here."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)

    def __iter__(self) -> Iterator[T]:
        for path in self.paths:
            with path.open("rb") as file:
                end = path.stat().st_size
                while file.tell() < end:
                    yield pickle.load(file)  # noqa: S301 - written by `spooling` a moment ago


@contextmanager
def spooling(path: Path) -> Iterator[Callable[[object], None]]:
    """What appends a value to a new spool file, for the time of the block. The file must not exist."""
    with path.open("xb") as file:
        yield partial(pickle.dump, file=file, protocol=pickle.HIGHEST_PROTOCOL)
