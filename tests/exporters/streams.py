"""Fragments that are made as they are read, and counted: what a spool on disk is to an exporter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from generator.exporters.base import Fragment


class Stream:
    """So many fragments, made by their places; `read` counts how often any was read, in slices too."""

    def __init__(self, count: int, make: Callable[[int], Fragment]) -> None:
        self.make, self._places, self._counted = make, range(count), Counter[str]()

    @property
    def read(self) -> int:
        """How many fragments were made so far."""
        return self._counted["read"]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, places: slice) -> Stream:
        cut = Stream(0, self.make)
        cut._places, cut._counted = self._places[places], self._counted
        return cut

    def __iter__(self) -> Iterator[Fragment]:
        for place in self._places:
            self._counted["read"] += 1
            yield self.make(place)
