"""A sequence of values on disk: written once, read any number of times, whole or in slices, never held in memory.

    with spooling(path) as append:
        append(value)
    spool = Spool([path])
    for value in spool[100:200]: ...

Beside a spool file lies an index, of eight bytes a value: where it begins. What is read at different times belongs in
different spools: a pass over one reads all that is in it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

_OFFSET_BYTES = 8


class Spool(Generic[T]):
    """The values of several spool files, one after the other, or those at some of their places."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._files = [(path, _index(path).stat().st_size // _OFFSET_BYTES) for path in paths]
        self._places = range(sum(count for _, count in self._files))

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, places: slice) -> Spool[T]:
        """The values at these places, which follow each other; they are read when it is gone through.

        Raises ValueError for places with a step.
        """
        cut = copy(self)
        cut._places = self._places[places]
        if cut._places.step != 1:
            raise ValueError("a spool is read forwards, one value after the other")
        return cut

    def __iter__(self) -> Iterator[T]:
        first = 0
        for path, count in self._files:
            start = max(self._places.start - first, 0)
            yield from _between(path, start, min(self._places.stop - first, count))
            first += count


def _between(path: Path, start: int, stop: int) -> Iterator[T]:
    """The values of a spool file at these places. The files are our own, so pickle is safe here."""
    if start >= stop:
        return
    with _index(path).open("rb") as index:
        index.seek(start * _OFFSET_BYTES)
        offset = int.from_bytes(index.read(_OFFSET_BYTES))
    with path.open("rb") as file:
        file.seek(offset)
        for _ in range(stop - start):
            yield pickle.load(file)  # noqa: S301 - written by `spooling` a moment ago


@contextmanager
def spooling(path: Path) -> Iterator[Callable[[object], None]]:
    """What appends a value to a new spool file, for the time of the block. The file must not exist."""
    with path.open("xb") as file, _index(path).open("xb") as index:

        def append(value: object) -> None:
            index.write(file.tell().to_bytes(_OFFSET_BYTES))
            pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)

        yield append


def _index(path: Path) -> Path:
    return path.with_name(f"{path.name}.index")
