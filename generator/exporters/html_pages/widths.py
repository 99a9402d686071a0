"""How wide formulas and tables are on a page, about: by it a page knows what a narrow screen may not hold.

Formulas do not break their lines, and no style sheet can ask whether something is too wide. So widths are estimated,
in em, and what may be wider than a screen of 320 pixels can show is put into a box that scrolls by itself.

    >>> from generator.model import Row, Sym
    >>> is_wide(Row((Sym("x"),) * 40))
    True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from generator.model import (
    Accent,
    Code,
    Emph,
    Fence,
    Figure,
    Formula,
    Frac,
    Func,
    Grid,
    Inlines,
    Lines,
    Math,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Strong,
    Sym,
    Table,
    Text,
    Words,
)

_HELD = 11.0
"""What a narrow screen holds beside the margins of a page, of a part and of a step."""

_LINE = 26.0
"""What a line of a part holds on any wider screen."""

_LETTER = 0.52
_SPACES = {"thin": 0.17, "medium": 0.22, "quad": 1.0, "qquad": 2.0}
_GAP = 1.0
"""Between the columns of a matrix or a table."""


def is_wide(formula: Formula) -> bool:
    """May a narrow screen not hold the formula in a line?"""
    return width(formula) > _HELD


def is_far(formula: Formula) -> bool:
    """May no screen hold the formula in a line of a page?"""
    return width(formula) > _LINE


def is_wide_table(table: Table) -> bool:
    """May a narrow screen not hold the table, even if words go below each other in its cells?"""
    rows = (table.header, *table.rows) if table.header else table.rows
    columns = zip(*[[_narrowest(cell) for cell in row] for row in rows], strict=True)
    return bool(sum(max(column) + _GAP for column in columns) > _HELD)


def line_width(line: Inlines) -> float:
    """The width of a line of text that is not broken, in em."""
    return sum(_inline(part) for part in line)


def width(formula: Formula) -> float:
    """The width of a formula, in em."""
    return _WIDTHS[type(formula)](formula)


def _inline(part: Any) -> float:
    if isinstance(part, Math):
        return width(part.formula)
    if isinstance(part, Figure):
        return part.drawing.width / 12
    if isinstance(part, Emph | Strong):
        return line_width(part.children)
    return _letters(part.text) if isinstance(part, Text | Code) else 0.0


def _narrowest(cell: Inlines) -> float:
    """The width of the widest thing in a cell that cannot be broken."""
    words = [word for part in cell if isinstance(part, Text | Code) for word in part.text.split()]
    others = [_inline(part) for part in cell if not isinstance(part, Text | Code)]
    return max([*map(_letters, words), *others], default=0.0)


def _letters(text: str) -> float:
    return _LETTER * len(text)


def _widest(formulas: Iterable[Formula | None]) -> float:
    return max([width(formula) for formula in formulas if formula is not None], default=0.0)


def _script(formula: Script) -> float:
    return width(formula.base) + 0.7 * _widest((formula.below, formula.above))


def _grid(formula: Grid) -> float:
    return sum(_widest(column) + _GAP for column in zip(*formula.rows, strict=True)) + 0.6


def _lines(formula: Lines) -> float:
    return sum(_widest(side) for side in zip(*formula.lines, strict=True)) + 0.3


_WIDTHS: dict[type, Callable[[Any], float]] = {
    Num: lambda formula: _letters(formula.text),
    Sym: lambda formula: 1.1 * _letters(formula.name),
    Func: lambda formula: _letters(formula.name) + 0.17,
    Op: lambda formula: 0.4 if formula.symbol in ".,;()[]{}|" else 1.2,
    Words: lambda formula: _letters(formula.text),
    Space: lambda formula: _SPACES[formula.width],
    Row: lambda formula: sum(map(width, formula.items)),
    Frac: lambda formula: _widest((formula.top, formula.bottom)) + 0.2,
    Root: lambda formula: width(formula.body) + 0.9,
    Script: _script,
    Fence: lambda formula: width(formula.body) + 0.8,
    Grid: _grid,
    Accent: lambda formula: width(formula.body),
    Lines: _lines,
}
