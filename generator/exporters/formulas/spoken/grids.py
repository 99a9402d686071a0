"""What has rows, read aloud: matrices, column vectors, definitions by cases, equations below each other.

Owns how spoken cells are put together; the cells are spoken by `spoken`.

    >>> from generator.exporters.formulas.spoken.voice import VOICES
    >>> matrix("matrix", [["1", "2"], ["3", "4"]], None, VOICES["en"], short=True)
    '2 by 2 matrix; row 1: 1, 2; row 2: 3, 4; end matrix'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from generator.exporters.formulas.spoken.voice import Voice

Cells: TypeAlias = Sequence[Sequence[str]]
"""The speech of each cell, row by row."""


def matrix(
    name: str,
    cells: Cells,
    rule_after: int | None,
    voice: Voice,
    *,
    short: bool,
) -> str:
    """A grid with its size; `name` is `matrix`, `determinant` or `table`.

    Cells that are not all `short` are said with the numbers of their columns.
    """
    say = voice.phrases
    head = say[name].format(len(cells), max(map(len, cells), default=0))
    if rule_after is not None:
        head += f" {say['rule_after'].format(rule_after)}"
    rows = [", ".join(row) if short else "; ".join(_numbered("column", row, voice)) for row in cells]
    return "; ".join([head, *_numbered("row", rows, voice), say[f"end_{name}"]])


def vector(entries: Sequence[str], voice: Voice, *, short: bool) -> str:
    """A matrix of one column. Entries that are not all `short` are said with their numbers."""
    say = voice.phrases
    said = ", ".join(entries) if short else "; ".join(_numbered("entry", entries, voice))
    return f"{say['vector'].format(len(entries), said)}; {say['end_vector']}"


def cases(cells: Cells, voice: Voice) -> str:
    """A definition by cases; a cell after the first one of its row is the condition."""
    say = voice.phrases
    rows = [", ".join(filter(None, row)) for row in cells]
    return "; ".join([say["cases"], *_numbered("case", rows, voice), say["end_cases"]])


def lines(said: Sequence[str], voice: Voice) -> str:
    """Lines below each other; one alone is not numbered."""
    say = voice.phrases
    if len(said) == 1:
        return said[0]
    return "; ".join([say["lines"].format(len(said)), *_numbered("line", said, voice), say["end_lines"]])


def _numbered(phrase: str, texts: Iterable[str], voice: Voice) -> list[str]:
    say = voice.phrases
    return [say[phrase].format(number, text) for number, text in enumerate(texts, 1)]
