"""Does a choice give itself away? Tries to guess the right option without any mathematics.

Four ways to guess, each played against every variant that was drawn:

    position    always the option in the same place
    longest     the longest option, where one is longer than all others
    shortest    likewise
    odd         the option that differs from all others in most ways: the only one with a minus, a root, a fraction …

A way that cannot tell guesses blindly. Open questions are played in the form `choice`, with their mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.answers.choice import from_mistakes
from generator.exporters.formulas.plain import plain
from generator.model import OPEN_ANSWERS, Choice, Inlines, Math, Part, Question, Text

ENOUGH = 40
"""Variants below which chance alone may look like skill."""

MARGIN = Fraction(1, 4)
"""How far above blind guessing a way may get before it is told."""

_FEATURES: tuple[Callable[[str], object], ...] = (
    lambda text: "−" in text,
    lambda text: "/" in text,
    lambda text: "√" in text,
    lambda text: "." in text,
    lambda text: any(map(str.isalpha, text)),
    lambda text: text.count("("),
    lambda text: text[:1],
)


@dataclass(frozen=True, slots=True)
class Guess:
    """How often one way of guessing is right about one part, and how often blind guessing would be."""

    part: str
    way: str
    right: Fraction
    blind: Fraction

    def warning(self) -> str:
        """That the way works too well; "" if it does not."""
        if self.right <= self.blind + MARGIN:
            return ""
        told = _TOLD[self.way]
        return f"part {self.part}: {told} is right in {round(100 * self.right)} % of the variants asked as a choice"


_TOLD = {
    "position": "always choosing the same place",
    "longest": "choosing the longest option",
    "shortest": "choosing the shortest option",
    "odd": "choosing the option that is unlike the others",
}


class GuessTally:
    """Plays the guesses against the questions of one family."""

    def __init__(self) -> None:
        self._places: dict[str, Counter[int]] = {}
        self._scores: dict[tuple[str, str], Fraction] = {}
        self._blind: dict[str, Fraction] = {}
        self._played: Counter[str] = Counter()

    def add(self, question: Question) -> None:
        """Plays one variant."""
        for part in question.parts:
            choice = _as_choice(part, question.id)
            if choice:
                self._play(part.id, choice)

    def _play(self, part: str, choice: Choice) -> None:
        texts = [_text(option.content) for option in choice.options]
        right = next(number for number, option in enumerate(choice.options) if option.right)
        self._played[part] += 1
        self._blind[part] = self._blind.get(part, Fraction(0)) + Fraction(1, len(texts))
        self._places.setdefault(part, Counter())[right] += 1
        lengths = [len(text) for text in texts]
        ways = {
            "longest": _only(lengths, max(lengths)),
            "shortest": _only(lengths, min(lengths)),
            "odd": _odd(texts),
        }
        for way, guess in ways.items():
            score = Fraction(1, len(texts)) if guess is None else Fraction(guess == right)
            self._scores[part, way] = self._scores.get((part, way), Fraction(0)) + score

    def guesses(self) -> Iterator[Guess]:
        """How each way of guessing did, part by part; nothing of parts that were played too seldom."""
        for part, played in self._played.items():
            if played < ENOUGH:
                continue
            blind = self._blind[part] / played
            yield Guess(part, "position", Fraction(max(self._places[part].values()), played), blind)
            for way in ("longest", "shortest", "odd"):
                yield Guess(part, way, self._scores[part, way] / played, blind)


def _as_choice(part: Part, salt: str) -> Choice | None:
    if isinstance(part.answer, Choice):
        return part.answer
    if isinstance(part.answer, OPEN_ANSWERS) and part.mistakes:
        return from_mistakes(part, salt)
    return None


def _text(content: Inlines) -> str:
    return "".join(
        plain(inline.formula)
        if isinstance(inline, Math)
        else inline.text
        if isinstance(inline, Text)
        else "□"
        for inline in content
    )


def _only(values: Sequence[int], wanted: int) -> int | None:
    """The place of the only such value."""
    return values.index(wanted) if values.count(wanted) == 1 else None


def _odd(texts: Sequence[str]) -> int | None:
    """The option that alone differs, from others that are alike, in the most features."""
    votes: Counter[int] = Counter()
    if len(texts) < 3:  # of two, each is unlike the other
        return None
    for feature in _FEATURES:
        values = [feature(text) for text in texts]
        for place, value in enumerate(values):
            others = values[:place] + values[place + 1 :]
            if value not in others and len(set(others)) == 1:
                votes[place] += 1
    best = votes.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
