r"""Prose as LaTeX: blocks and lines of text, as a question, an option or a worked solution holds them.

    >>> inlines((Text("Let "), Math(Sym("x")), Text(" be 5 %.")))
    'Let $x$ be 5 \\%.'

The macros used here (`\figurealone`, `\displayed`, `\widemath`, `\fitted`, `steps`, `codelines`) are defined, and
explained, in `templates/pdf/content.tex`. Every function returns balanced LaTeX without a trailing line end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.symbols import is_tall
from generator.exporters.latex import escape, figures
from generator.model import (
    Block,
    Blocks,
    Code,
    CodeBlock,
    Display,
    Emph,
    Figure,
    Formula,
    Inline,
    Inlines,
    LineBreak,
    Lines,
    Listing,
    Math,
    Paragraph,
    Row,
    Steps,
    Strong,
    Table,
    Text,
)

_INLINE_LIMIT = 80
"""A formula in a line with longer LaTeX than this is measured by TeX, and displayed if no line holds it."""
_LINES_LIMIT = 120
"""Aligned lines with longer LaTeX than this may be too wide, and get a second form: line by line."""
_DEEPEST_LIST = 3
"""LaTeX has six levels of lists; parts and steps take some. Deeper lists are paragraphs with dashes."""
_LINE_OF_CELLS = 80
"""A table whose longest cells add up to more characters than this gets columns that break their lines."""
_SHORT_CELL = 12


def inlines(line: Inlines) -> str:
    """A line of text."""
    return "".join([_INLINE[type(part)](part) for part in line])


def standing(line: Inlines) -> str:
    """A line that stands by itself, such as an option or an answer; fractions of a lone formula are full-size."""
    if len(line) == 1 and isinstance(line[0], Math) and is_tall(line[0].formula):
        return _in_line(f"\\displaystyle {_formula(line[0].formula)}")
    return inlines(line)


def blocks(prose: Blocks, depth: int = 0) -> str:
    """Blocks below each other."""
    return below(*[_BLOCK[type(block)](block, depth) for block in prose])


def below(*pieces: str) -> str:
    """Pieces below each other. A display belongs to the paragraph before it; anything else starts its own."""
    out = ""
    for piece in pieces:
        if piece:
            out += ("\n" if piece.startswith("\\displayed") else "\n\n") + piece if out else piece
    return out


# ─── Inlines ─────────────────────────────────────────────────────────────────────────────────────────────


def _formula(formula: Formula) -> str:
    return escape.formula(latex(formula))


def _displayed(formula: Formula) -> str:
    written = _formula(formula)
    if isinstance(formula, Lines) and len(written) > _LINES_LIMIT:
        apart = "".join(_displayed(Row(line)) for line in formula.lines)
        return f"\\displayedlines{{{written}}}{{{apart}}}"
    return f"\\displayed{{{written}}}" if written else ""


def _math(part: Math) -> str:
    return _in_line(_formula(part.formula))


def _in_line(formula: str) -> str:
    return f"${formula}$" if len(formula) <= _INLINE_LIMIT else f"\\widemath{{{formula}}}"


_INLINE: dict[type[Inline], Callable[[Any], str]] = {
    Text: lambda part: escape.text(part.text),
    Math: _math,
    Emph: lambda part: f"\\emph{{{inlines(part.children)}}}",
    Strong: lambda part: f"\\textbf{{{inlines(part.children)}}}",
    Code: lambda part: f"\\texttt{{{escape.code(part.text)}}}",
    LineBreak: lambda _: "\\leavevmode\\newline{}",
    Figure: lambda figure: f"\\figurehere{{{figures.drawing(figure)}}}",
}


# ─── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────


def _paragraph(block: Paragraph, _: int) -> str:
    """A line of text; figures that are alone in it stand on a line of their own."""
    alone = [part for part in block.children if isinstance(part, Figure)]
    if alone and all(isinstance(part, Figure) or part == Text(" ") for part in block.children):
        return f"\\figurealone{{{' '.join(map(figures.drawing, alone))}}}"
    return inlines(block.children)


def _listing(block: Listing, depth: int) -> str:
    if depth == _DEEPEST_LIST:
        return "\n\n".join(f"-- {blocks(item, depth)}" for item in block.items)
    name = "enumerate" if block.ordered else "itemize"
    items = "\n".join(f"\\item{{}}{blocks(item, depth + 1)}" for item in block.items)
    return f"\\begin{{{name}}}\n{items}\n\\end{{{name}}}" if items else ""


def _code_block(block: CodeBlock, _: int) -> str:
    lines = "\n".join(f"\\codeline{{{escape.code(line)}}}" for line in block.text.splitlines())
    return f"\\begin{{codelines}}\n{lines}\n\\end{{codelines}}"


def _table(block: Table, _: int) -> str:
    def row(cells: tuple[Inlines, ...]) -> str:
        # The braces keep a cell that starts with `[` from being read as the argument of the `\\` before it.
        return "{}" + " & ".join(inlines(cell) for cell in cells) + " \\\\"

    rows = [row(cells) for cells in block.rows]
    head = [row(block.header), "\\midrule"] if block.header else []
    body = "\n".join(["\\toprule", *head, *rows, "\\bottomrule"])
    heads = "{1}{}" if block.header else "{}{1}"
    return f"\\fitted{{\\headcells{heads}\\begin{{tabular}}{{{_columns(block)}}}\n{body}\n\\end{{tabular}}}}"


def _columns(block: Table) -> str:
    """The column letters of a table; columns of long text become paragraphs that share the line."""
    rows = (block.header, *block.rows) if block.header else block.rows
    lengths = [max((_length(cell) for cell in column), default=0) for column in zip(*rows, strict=True)]
    if sum(lengths) <= _LINE_OF_CELLS:
        return block.align
    long = sum(length for length in lengths if length > _SHORT_CELL)
    free = 1 - 0.02 * len(lengths) - sum(length for length in lengths if length <= _SHORT_CELL) / 90
    share = max(free, 0.3) / max(long, 1)

    def column(align: str, length: int) -> str:
        if length <= _SHORT_CELL:
            return align
        return f">{{\\raggedright\\arraybackslash}}p{{{length * share:.3f}\\linewidth}}"

    return "".join(map(column, block.align, lengths))


def _length(cell: Inlines) -> int:
    """About how many characters wide a cell is. A formula counts as ten."""
    return sum(
        len(part.text) if isinstance(part, Text | Code)
        else _length(part.children) if isinstance(part, Emph | Strong)
        else 10
        for part in cell
    )  # fmt: skip


def _steps(block: Steps, _: int) -> str:
    lines = ["\\begin{steps}"]
    for step in block.steps:
        lines.append(f"\\item{{}}{inlines(step.text)}")
        if step.state is not None:
            lines.append(_displayed(step.state))
    return "\n".join([*lines, "\\end{steps}"]) if block.steps else ""


_BLOCK: dict[type[Block], Callable[[Any, int], str]] = {
    Paragraph: _paragraph,
    Display: lambda block, _: _displayed(block.formula),
    Listing: _listing,
    CodeBlock: _code_block,
    Table: _table,
    Steps: _steps,
}
