"""A sequence of values on disk: written once, read in order any number of times, never held in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
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
                unpickler_end = path.stat().st_size
                while file.tell() < unpickler_end:
                    yield pickle.load(file)  # noqa: S301 - written by `spooled` a moment ago


def spooled(path: Path, values: Iterable[T]) -> int:
    """Writes values to a new spool file and returns how many there were."""
    count = 0
    with path.open("xb") as file:
        for value in values:
            pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
            count += 1
    return count
