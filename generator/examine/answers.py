"""How the answers of a family are spread: an answer that comes back too often can be learnt, or guessed.

tally = AnswerTally()
tally.add(question)
tally.spreads()
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.exporters.formulas.plain import plain
from generator.model import OPEN_ANSWERS, Answer, Question, TrueFalse

ENOUGH = 20
"""Variants below which nothing is said about how answers are spread."""

TOO_OFTEN = Fraction(2, 3)
"""The largest share of variants that may have the same typed answer."""

ONE_SIDED = Fraction(4, 5)
"""The largest share of variants in which a statement may be true, or false."""

KEPT = 20_000
"""Different answers of a part that are counted apart; more are certainly enough."""


@dataclass(frozen=True, slots=True)
class AnswerSpread:
    """The answers of one part: how many variants, how many different ones, the most common and its count."""

    part: str
    kind: str
    variants: int
    different: int
    common: str
    times: int

    @property
    def share(self) -> Fraction:
        """The share of variants that have the most common answer."""
        return Fraction(self.times, self.variants)

    def warning(self) -> str:
        """What is wrong with the spread; "" if nothing is."""
        bound = ONE_SIDED if self.kind == "true/false" else TOO_OFTEN
        if self.variants < ENOUGH or self.share <= bound:
            return ""
        percent = round(100 * self.share)
        return f"part {self.part}: the answer is {self.common} in {percent} % of the variants"


class AnswerTally:
    """Counts the answers of the questions of one family."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, question: Question) -> None:
        """Counts the answers of one variant."""
        for part in question.parts:
            text = _told(part.answer)
            counts = self._counts[part.id, part.answer.kind]
            if text and (text in counts or len(counts) < KEPT):
                counts[text] += 1

    def spreads(self) -> Iterator[AnswerSpread]:
        """The spread of each part whose answer is computed, in the order of the parts."""
        for (part, kind), counts in self._counts.items():
            if counts:
                common, times = counts.most_common(1)[0]
                yield AnswerSpread(part, kind, counts.total(), len(counts), common, times)


def _told(answer: Answer) -> str:
    """The answer in words; "" for those that a spec writes out (options, pairs, items, rubrics)."""
    if isinstance(answer, TrueFalse):
        return "true" if answer.value else "false"
    return plain(answer.shown) if isinstance(answer, OPEN_ANSWERS) else ""
