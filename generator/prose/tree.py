"""Holes: the places of a text that differ from variant to variant, and the faults of a text.

It owns the nodes that stand in a parsed text where a value will be put. They appear only inside
`generator.prose`; `fill` replaces every one of them before anything leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.errors import TextFault
from generator.model import Blocks, Formula, Inlines

Where: TypeAlias = Literal["formula", "text", "block"]
Content: TypeAlias = Formula | Inlines | Blocks
"""What fills a hole: a `Formula` in a formula, `Inlines` in a line of text, `Blocks` where a block stands."""

MAX_DEPTH = 50
"""How deep groups, brackets, emphasis and lists may be nested."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Stands in a tree for the content with this number, from 0."""

    number: int


@dataclass(frozen=True, slots=True)
class HoleSource:
    """The expression of a hole: its text, stripped, and the offset of its first character in the prose."""

    source: str
    offset: int
    where: Where


class ProseError(Exception):
    """A text is wrong: all its faults, in order. The caller knows the file and adds places."""

    def __init__(self, faults: tuple[TextFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(f"{fault.message} (at {fault.offset})" for fault in self.faults)
