"""Prose as plain text for the terminal: what `show` prints of a question."""

from __future__ import annotations

from collections.abc import Iterator

from generator.cli.layout import wrapped
from generator.exporters.formulas.plain import plain
from generator.model import (
    Block,
    Blocks,
    Code,
    CodeBlock,
    Display,
    Emph,
    Figure,
    Inlines,
    LineBreak,
    Listing,
    Math,
    Paragraph,
    Steps,
    Strong,
    Table,
    Text,
)


def line(inlines: Inlines) -> str:
    """A line of text; emphasis is not shown, formulas are in Unicode."""
    pieces = []
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                pieces.append(text)
            case Math(formula):
                pieces.append(plain(formula))
            case Emph(children) | Strong(children):
                pieces.append(line(children))
            case Figure():
                pieces.append(f"[{inline.alt}]")
            case LineBreak():
                pieces.append("\n")
    return "".join(pieces)


def lines(blocks: Blocks, indent: str = "  ") -> Iterator[str]:
    """Blocks as lines of text, indented."""
    for block in blocks:
        yield from _block(block, indent)


def _block(block: Block, indent: str) -> Iterator[str]:
    match block:
        case Paragraph(children):
            yield from wrapped(line(children), indent, indent)
        case Display(formula):
            yield f"{indent}    {plain(formula)}"
        case CodeBlock(text):
            yield from (f"{indent}    {row}" for row in text.split("\n"))
        case Listing(items, ordered):
            for number, item in enumerate(items, 1):
                mark = f"{number}. " if ordered else "- "
                inner = list(lines(item, indent + " " * len(mark)))
                yield indent + mark + inner[0].lstrip() if inner else indent + mark.rstrip()
                yield from inner[1:]
        case Table(header, rows, _):
            for row in (header, *rows) if header else rows:
                yield indent + " | ".join(map(line, row))
        case Steps(steps):
            for number, step in enumerate(steps, 1):
                mark = f"{indent}{number}. "
                yield from wrapped(line(step.text), mark, " " * len(mark))
                if step.state is not None:
                    yield f"{' ' * len(mark)}    {plain(step.state)}"
