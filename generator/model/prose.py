"""Prose: blocks and lines of text, with formulas and figures in them.

Paragraph((Text("Let "), Math(Sym("x")), Text(" be real.")))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.model.figures import Figure
from generator.model.formulas import Formula


@dataclass(frozen=True, slots=True)
class Text:
    """Running text, any Unicode, no markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula inside a line of text."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Emph:
    """Emphasis."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Code inside a line."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph."""


Inline: TypeAlias = Text | Math | Emph | Strong | Code | LineBreak | Figure
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on a line of its own."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted (`ordered=False`) or numbered list; each item is a sequence of blocks."""

    items: tuple[Blocks, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, kept as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `header` may be empty; every row has as many cells as `align` has letters (`l`, `c`, `r`)."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a worked solution: what is done and why, then the state after it (None: words only).

    A `minor` step is left out where the solution is to be brief.
    """

    text: Inlines
    state: Formula | None = None
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one method, in order; shown as a numbered list."""

    steps: tuple[Step, ...]


Block: TypeAlias = Paragraph | Display | Listing | CodeBlock | Table | Steps
Blocks: TypeAlias = tuple[Block, ...]
