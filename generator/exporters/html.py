r"""Prose as XHTML fragments that are well-formed XML and good HTML at once.

Owns the markup of blocks and inlines for every exporter that writes HTML or QTI bodies: only elements and
attributes that QTI 2.1 and HTML both have. How a formula is written, and where figures lie, is the caller's
choice, a `Style`:

    >>> from generator.model import Sym
    >>> blocks((Paragraph((Text("a < b: "), Math(Sym("x")))),), MOODLE)
    '<p>a &lt; b: \\(x\\)</p>'

It must not touch whole documents, identifiers or packaging. A displayed formula stands in a
`<p class="display">`, which every reader of QTI and HTML takes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.exporters.escape import escape
from generator.exporters.figures import file_name
from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.mathml import mathml
from generator.model import (
    Blocks,
    Code,
    CodeBlock,
    Display,
    Emph,
    Figure,
    Formula,
    Heading,
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

WriteMath: TypeAlias = Callable[[Formula, bool], str]
"""`math(formula, display)`: the ready markup of a formula, escaped where it needs to be."""


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between readers of HTML: how a formula is written, and where the files of figures lie.

    `figures` stands before the name of a figure's file; or else `drawn` writes the figure itself. `boxed` may put
    something around the markup of a table.
    """

    math: WriteMath
    figures: str
    drawn: Callable[[Figure], str] | None = None
    boxed: Callable[[Table, str], str] | None = None


def blocks(blocks: Blocks, style: Style) -> str:
    """The blocks one after the other, on a line each. Raises ValueError as `escape` does."""
    return "\n".join([_BLOCKS[type(block)](block, style) for block in blocks])


def inlines(inlines: Inlines, style: Style) -> str:
    """Running text without a paragraph around it. Raises ValueError as `escape` does."""
    return "".join([_INLINES[type(inline)](inline, style) for inline in inlines])


def introduction(heading: Heading, style: Style) -> str:
    """What stands above a problem set: course and date in one line, then its instructions. May be empty."""
    line = " · ".join(filter(None, (heading.course, heading.date)))
    opening = (Paragraph((Text(line),)),) if line else ()
    return blocks(opening + heading.instructions, style)


def tex_math(formula: Formula, display: bool) -> str:
    r"""A formula as LaTeX between `\( \)` or `\[ \]`, escaped: for MathJax in Moodle and Canvas."""
    written = escape(latex(formula))
    return rf"\[{written}\]" if display else rf"\({written}\)"


def mathml_math(formula: Formula, display: bool) -> str:
    """A formula as a MathML element: for QTI 2.x and 3.0 and for web pages."""
    return mathml(formula, display)


MOODLE = Style(tex_math, "@@PLUGINFILE@@/")
CANVAS = Style(tex_math, "%24IMS-CC-FILEBASE%24/figures/")
QTI = Style(mathml_math, "figures/")


# ─── Inlines ─────────────────────────────────────────────────────────────────────────────────────────────


def _text(inline: Text, _: Style) -> str:
    return escape(inline.text)


def _math(inline: Math, style: Style) -> str:
    return style.math(inline.formula, False)


def _emph(inline: Emph, style: Style) -> str:
    return f"<em>{inlines(inline.children, style)}</em>"


def _strong(inline: Strong, style: Style) -> str:
    return f"<strong>{inlines(inline.children, style)}</strong>"


def _code(inline: Code, _: Style) -> str:
    return f"<code>{escape(inline.text)}</code>"


def _line_break(_: LineBreak, __: Style) -> str:
    return "<br/>"


def _figure(inline: Figure, style: Style) -> str:
    if style.drawn:
        return style.drawn(inline)
    # Both attributes count in CSS pixels, of which 4 are 3 points.
    width, height = (round(side * 4 / 3) for side in (inline.drawing.width, inline.drawing.height))
    source = escape(f"{style.figures}{file_name(inline)}")
    return f'<img src="{source}" alt="{escape(inline.alt)}" width="{width}" height="{height}"/>'


_INLINES: dict[type, Callable[[Any, Style], str]] = {
    Text: _text,
    Math: _math,
    Emph: _emph,
    Strong: _strong,
    Code: _code,
    LineBreak: _line_break,
    Figure: _figure,
}


# ─── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────


def _paragraph(block: Paragraph, style: Style) -> str:
    return f"<p>{inlines(block.children, style)}</p>"


def _displayed(formula: Formula, style: Style) -> str:
    return f'<p class="display">{style.math(formula, True)}</p>'


def _display(block: Display, style: Style) -> str:
    return _displayed(block.formula, style)


def _item(item: Blocks, style: Style) -> str:
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return f"<li>{inlines(item[0].children, style)}</li>"
    return f"<li>{blocks(item, style)}</li>"


def _listing(block: Listing, style: Style) -> str:
    # A list without items is not valid in QTI.
    if not block.items:
        return ""
    name = "ol" if block.ordered else "ul"
    return f"<{name}>{''.join([_item(item, style) for item in block.items])}</{name}>"


def _code_block(block: CodeBlock, _: Style) -> str:
    return f"<pre><code>{escape(block.text)}</code></pre>"


# QTI 2.1 knows neither `style` nor `align` on a cell; left is what a reader does by itself.
_ALIGNMENTS = {"l": "", "c": ' class="center"', "r": ' class="right"'}


def _table_row(cells: tuple[Inlines, ...], name: str, align: str, style: Style) -> str:
    scope = ' scope="col"' if name == "th" else ""
    written = [
        f"<{name}{scope}{_ALIGNMENTS[letter]}>{inlines(cell, style)}</{name}>"
        for cell, letter in zip(cells, align, strict=True)
    ]
    return f"<tr>{''.join(written)}</tr>"


def _table(block: Table, style: Style) -> str:
    written = _bare_table(block, style)
    return style.boxed(block, written) if style.boxed and written else written


def _bare_table(block: Table, style: Style) -> str:
    header = _table_row(block.header, "th", block.align, style) if block.header else ""
    rows = "".join([_table_row(row, "td", block.align, style) for row in block.rows])
    # QTI wants a body with a row in it, so a header alone is the body.
    if not rows:
        return f"<table><tbody>{header}</tbody></table>" if header else ""
    head = f"<thead>{header}</thead>" if header else ""
    return f"<table>{head}<tbody>{rows}</tbody></table>"


def _steps(block: Steps, style: Style) -> str:
    if not block.steps:
        return ""
    items = [
        f"<li>{inlines(step.text, style)}{'' if step.state is None else _displayed(step.state, style)}</li>"
        for step in block.steps
    ]
    return f'<ol class="steps">{"".join(items)}</ol>'


_BLOCKS: dict[type, Callable[[Any, Style], str]] = {
    Paragraph: _paragraph,
    Display: _display,
    Listing: _listing,
    CodeBlock: _code_block,
    Table: _table,
    Steps: _steps,
}
