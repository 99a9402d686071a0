"""Text laid out for the terminal: columns, and lines of a bearable length."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

WIDTH = 100
"""Columns of text, at most."""


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """The rows as lines, cells aligned below each other; columns whose numbers are in `right` at the right.

    >>> print(columns([("a", "10"), ("long", "9")], right=[1]))
    a     10
    long   9
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    """A text as lines of at most `WIDTH`, the first one after `first`, the others after `rest`."""
    for number, piece in enumerate(text.split("\n")):
        yield from textwrap.wrap(
            piece, WIDTH, initial_indent=rest if number else first, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def file_size(size: int) -> str:
    """A number of bytes, for people: `731 B`, `12 kB`, `3.4 MB`."""
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"
