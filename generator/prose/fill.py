"""Fills prose: a parsed text and the contents of its holes, to blocks.

`Prose` compiles its tree once into closures. Filling rebuilds only the nodes on a path to a hole; every other
node is the same object in every variant. How a formula receives a value is `tidy`'s business.

    >>> from generator.prose.read import read
    >>> from generator.model import Text
    >>> fill(read("It is {{ a }}."), [(Text("5"),)])
    (Paragraph(children=(Text(text='It is '), Text(text='5'), Text(text='.'))),)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from generator.model import Block, Blocks, Display, Emph, Listing, Math, Paragraph, Strong, Table
from generator.prose.tidy import compile_formula
from generator.prose.tree import Content, Hole, HoleSource

Filler: TypeAlias = Callable[[Sequence[Any]], Any]
"""Makes a node from the contents of all holes, by number."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, ready to be filled. `blocks` are the model's, with `Hole`s for what is not known yet."""

    blocks: tuple[Block, ...]
    holes: tuple[HoleSource, ...] = ()
    filler: Filler | None = field(init=False, repr=False, compare=False)
    """None if the text has no holes."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "filler", _sequence(self.blocks))

    def __reduce__(self) -> tuple[type[Prose], tuple[tuple[Block, ...], tuple[HoleSource, ...]]]:
        return (Prose, (self.blocks, self.holes))  # closures can not be pickled, but compiled again


def fill(prose: Prose, contents: Sequence[Content]) -> Blocks:
    """The text with its holes filled.

    `contents[i]` belongs to `prose.holes[i]`: a Formula where its `where` is "formula", Inlines for "text",
    Blocks for "block". Raises ValueError if their number differs.
    """
    if len(contents) != len(prose.holes):
        raise ValueError(f"{len(prose.holes)} holes, but {len(contents)} contents")
    if prose.filler is None:
        return prose.blocks
    blocks: Blocks = prose.filler(contents)
    return blocks


def _sequence(nodes: Sequence[Any]) -> Filler | None:
    """A filler of a tuple of inlines or blocks; None if there is no hole in it. Holes are spliced in."""
    plan: list[tuple[int, Any]] = []  # 0: nodes as they are, 1: a filler, 2: the number of a hole
    for node in nodes:
        if type(node) is Hole:
            plan.append((2, node.number))
        elif filler := _node(node):
            plan.append((1, filler))
        elif plan and plan[-1][0] == 0:
            plan[-1] = (0, (*plan[-1][1], node))
        else:
            plan.append((0, (node,)))
    if all(kind == 0 for kind, _ in plan):
        return None
    steps = tuple(plan)

    def run(contents: Sequence[Any]) -> tuple[Any, ...]:
        out: list[Any] = []
        for kind, payload in steps:
            if kind == 0:
                out += payload
            elif kind == 1:
                out.append(payload(contents))
            else:
                out += contents[payload]
        return tuple(out)

    return run


def _several(sequences: Sequence[Sequence[Any]]) -> Filler | None:
    """A filler of a tuple of tuples (cells, items of a list)."""
    fillers = [_sequence(nodes) for nodes in sequences]
    if not any(fillers):
        return None
    pairs = tuple(zip(sequences, fillers, strict=True))
    return lambda contents: tuple(f(contents) if f else nodes for nodes, f in pairs)


def _node(node: Any) -> Filler | None:
    compiler = _COMPILERS.get(type(node))
    return compiler(node) if compiler else None


def _formula(node: Any) -> Filler | None:
    kind, filler = type(node), compile_formula(node.formula)
    return (lambda contents: kind(filler(contents))) if filler else None


def _children(node: Any) -> Filler | None:
    kind, filler = type(node), _sequence(node.children)
    return (lambda contents: kind(filler(contents))) if filler else None


def _listing(node: Listing) -> Filler | None:
    filler, ordered = _several(node.items), node.ordered
    return (lambda contents: Listing(filler(contents), ordered)) if filler else None


def _table(node: Table) -> Filler | None:
    width, align = len(node.header), node.align
    filler = _several([*node.header, *(cell for cells in node.rows for cell in cells)])
    if filler is None:
        return None
    compiled = filler

    def run(contents: Sequence[Any]) -> Table:
        cells = compiled(contents)
        rows = tuple(cells[i : i + width] for i in range(width, len(cells), width))
        return Table(cells[:width], rows, align)

    return run


_COMPILERS: dict[type, Callable[[Any], Filler | None]] = {
    Math: _formula,
    Display: _formula,
    Paragraph: _children,
    Emph: _children,
    Strong: _children,
    Listing: _listing,
    Table: _table,
}
