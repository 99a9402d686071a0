"""Formulas: mathematics as it is shown, a tree that `exporters/formulas` writes as LaTeX, MathML or plain text.

Frac(Num("1"), Num("2"))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Num:
    """An unsigned numeral as printed: `3`, `0.25`. A sign is an `Op` before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Sym:
    """A variable: one Unicode letter or a short name (`x`, `λ`, `ℝ`, `∞`).

    `style`: `italic` is the ordinary variable; `upright` a constant or unit; `bold` a vector or matrix.
    """

    name: str
    style: Literal["italic", "upright", "bold"] = "italic"


@dataclass(frozen=True, slots=True)
class Func:
    """The upright name of a function: `sin`, `det`, `Var`. Its argument follows as the next item of a row."""

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """An operator, relation, separator or big operator, as its Unicode character: `+ − · = ≤ , ∑ ∫ ∂ → ∣`.

    The minus is U+2212. The writers know which are binary, which are relations and which are large.
    """

    symbol: str


@dataclass(frozen=True, slots=True)
class Words:
    """Ordinary words inside a formula: `\\text{if }`."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """White space inside a formula."""

    width: Literal["thin", "medium", "quad", "qquad"] = "medium"


@dataclass(frozen=True, slots=True)
class Row:
    """Formulas side by side. An empty row prints nothing."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Frac:
    """A fraction with a bar."""

    top: Formula
    bottom: Formula


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `degree` is None for the square root."""

    body: Formula
    degree: Formula | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A base with something below (index, lower limit) and/or above (exponent, upper limit)."""

    base: Formula
    below: Formula | None = None
    above: Formula | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets that grow with their content: `( )`, `[ ]`, `{ }`, `| |`, `‖ ‖`, `⟨ ⟩`, `⌊ ⌋`; "" leaves a side open."""

    left: str
    body: Formula
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells between brackets: a matrix, a column vector, cases (`{` and nothing).

    All rows have the same number of cells. `rule_after` draws a vertical line after that many columns
    (an augmented matrix). `align` is the alignment of every column.
    """

    rows: tuple[tuple[Formula, ...], ...]
    left: str = "("
    right: str = ")"
    rule_after: int | None = None
    align: Literal["c", "l", "r"] = "c"


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over a formula."""

    mark: Literal["hat", "bar", "vec", "tilde", "dot", "overline"]
    body: Formula


@dataclass(frozen=True, slots=True)
class Lines:
    """Equations below each other, aligned: each line is (left of the alignment point, right of it)."""

    lines: tuple[tuple[Formula, Formula], ...]


Formula: TypeAlias = (
    Num | Sym | Func | Op | Words | Space | Row | Frac | Root | Script | Fence | Grid | Accent | Lines
)
