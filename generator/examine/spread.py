"""Are the variants of a family equally hard? The measures are those of `difficulty`.

tally = DifficultyTally()
tally.add(question)
tally.spreads()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields

from generator.difficulty import Difficulty, measure
from generator.model import Question

ENOUGH = 20
"""Variants below which nothing is said about how they are spread."""

_TIMES = {"largest": 10, "step_count": 2, "answer_length": 3}
_AT_LEAST = {"largest": 50, "step_count": 3, "answer_length": 12}
"""Variants are unequal if the hard ones have this many times as much as the easy ones, and so much more."""


@dataclass(frozen=True, slots=True)
class DifficultySpread:
    """One measure over all variants: the lowest, the tenth, fifth and ninth tenth, and the highest."""

    measure: str
    variants: int
    lowest: int
    easy: int
    middle: int
    hard: int
    highest: int

    def warning(self) -> str:
        """That variants are not fair to each other in this measure, and what to do; "" if they are."""
        unequal = (
            self.hard > _TIMES[self.measure] * self.easy and self.hard - self.easy >= _AT_LEAST[self.measure]
        )
        if self.variants < ENOUGH or not unequal:
            return ""
        return (
            f"variants are not equally hard: `{self.measure}` is {self.easy} or less in a tenth of them and "
            f"{self.hard} or more in another; `fair: {self.measure} <= {self._bound()}` would narrow it"
        )

    def _bound(self) -> int:
        """A bound that keeps the easier half, and what is not much harder."""
        return max(self.middle, self.easy * _TIMES[self.measure])


class DifficultyTally:
    """Measures the questions of one family."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[int]] = {field.name: Counter() for field in fields(Difficulty)}

    def add(self, question: Question) -> None:
        """Measures one variant."""
        hard = measure(question)
        for name, counts in self._counts.items():
            counts[getattr(hard, name)] += 1

    def spreads(self) -> Iterator[DifficultySpread]:
        """The spread of each measure."""
        for name, counts in self._counts.items():
            if counts:
                values = sorted(counts.elements())
                easy, middle, hard = (values[len(values) * tenth // 10] for tenth in (1, 5, 9))
                yield DifficultySpread(name, len(values), values[0], easy, middle, hard, values[-1])
