"""What the parts of the LaTeX reader see of each other: the state of one reading.

`latex` reads; `actions` and `environments` are called by it for commands with arguments, and call it back for
what these arguments hold. They know it by this shape alone, so that imports run one way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from generator.errors import TextFault
from generator.model import Formula


class Reader(Protocol):
    """A position in a text, and how what stands there is read.

    The current word is `text[at:after]`: a command, numeral, run of primes or character; `word` is `{{` for a
    hole and "" at `end`. `holes` maps the offset of each hole to its number and the offset after it.
    """

    text: str
    end: int
    holes: Mapping[int, tuple[int, int]]
    style: str
    after: int
    word: str

    def advance(self) -> None:
        """Step to the next word."""

    def jump(self, offset: int) -> None:
        """Go on reading at this offset."""

    def fault(self, message: str, hint: str = "") -> TextFault:
        """A fault at the current word."""

    def row(self, stops: frozenset[str]) -> Formula:
        """Items up to one of the `stops` (which is not consumed) or the end. Raises TextFault."""

    def argument(self, what: str) -> Formula:
        """One argument as LaTeX takes it. Raises TextFault, which says `what` is missing."""
