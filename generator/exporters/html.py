r"""Prose as XHTML fragments that are well-formed XML and good HTML at once.

Owns the markup of blocks and inlines for every exporter that writes HTML or QTI bodies: only elements and
attributes that QTI 2.1 and HTML both have. How a formula is written is the caller's choice, passed as
`math(formula, display)`:

    >>> from generator.model import Sym
    >>> blocks((Paragraph((Text("a < b: "), Math(Sym("x")))),), tex_math)
    '<p>a &lt; b: \\(x\\)</p>'

It must not touch whole documents, identifiers or packaging. A displayed formula stands in a
`<p class="display">`, which every reader of QTI and HTML takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from generator.exporters.escape import escape
from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.mathml import mathml
from generator.model import (
    Blocks,
    Code,
    CodeBlock,
    Display,
    Emph,
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


def blocks(blocks: Blocks, math: WriteMath) -> str:
    """The blocks one after the other, on a line each. Raises ValueError as `escape` does."""
    return "\n".join([_BLOCKS[type(block)](block, math) for block in blocks])


def inlines(inlines: Inlines, math: WriteMath) -> str:
    """Running text without a paragraph around it. Raises ValueError as `escape` does."""
    return "".join([_INLINES[type(inline)](inline, math) for inline in inlines])


def introduction(heading: Heading, math: WriteMath) -> str:
    """What stands above a problem set: course and date in one line, then its instructions. May be empty."""
    line = " · ".join(filter(None, (heading.course, heading.date)))
    opening = (Paragraph((Text(line),)),) if line else ()
    return blocks(opening + heading.instructions, math)


def tex_math(formula: Formula, display: bool) -> str:
    r"""A formula as LaTeX between `\( \)` or `\[ \]`, escaped: for MathJax in Moodle and Canvas."""
    written = escape(latex(formula))
    return rf"\[{written}\]" if display else rf"\({written}\)"


def mathml_math(formula: Formula, display: bool) -> str:
    """A formula as a MathML element: for QTI 2.x and 3.0 and for web pages."""
    return mathml(formula, display)


# ─── Inlines ─────────────────────────────────────────────────────────────────────────────────────────────


def _text(inline: Text, _: WriteMath) -> str:
    return escape(inline.text)


def _math(inline: Math, math: WriteMath) -> str:
    return math(inline.formula, False)


def _emph(inline: Emph, math: WriteMath) -> str:
    return f"<em>{inlines(inline.children, math)}</em>"


def _strong(inline: Strong, math: WriteMath) -> str:
    return f"<strong>{inlines(inline.children, math)}</strong>"


def _code(inline: Code, _: WriteMath) -> str:
    return f"<code>{escape(inline.text)}</code>"


def _line_break(_: LineBreak, __: WriteMath) -> str:
    return "<br/>"


_INLINES: dict[type, Callable[[Any, WriteMath], str]] = {
    Text: _text,
    Math: _math,
    Emph: _emph,
    Strong: _strong,
    Code: _code,
    LineBreak: _line_break,
}


# ─── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────


def _paragraph(block: Paragraph, math: WriteMath) -> str:
    return f"<p>{inlines(block.children, math)}</p>"


def _displayed(formula: Formula, math: WriteMath) -> str:
    return f'<p class="display">{math(formula, True)}</p>'


def _display(block: Display, math: WriteMath) -> str:
    return _displayed(block.formula, math)


def _item(item: Blocks, math: WriteMath) -> str:
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return f"<li>{inlines(item[0].children, math)}</li>"
    return f"<li>{blocks(item, math)}</li>"


def _listing(block: Listing, math: WriteMath) -> str:
    # A list without items is not valid in QTI.
    if not block.items:
        return ""
    name = "ol" if block.ordered else "ul"
    return f"<{name}>{''.join([_item(item, math) for item in block.items])}</{name}>"


def _code_block(block: CodeBlock, _: WriteMath) -> str:
    return f"<pre><code>{escape(block.text)}</code></pre>"


# QTI 2.1 knows neither `style` nor `align` on a cell; left is what a reader does by itself.
_ALIGNMENTS = {"l": "", "c": ' class="center"', "r": ' class="right"'}


def _table_row(cells: tuple[Inlines, ...], name: str, align: str, math: WriteMath) -> str:
    scope = ' scope="col"' if name == "th" else ""
    written = [
        f"<{name}{scope}{_ALIGNMENTS[letter]}>{inlines(cell, math)}</{name}>"
        for cell, letter in zip(cells, align, strict=True)
    ]
    return f"<tr>{''.join(written)}</tr>"


def _table(block: Table, math: WriteMath) -> str:
    header = _table_row(block.header, "th", block.align, math) if block.header else ""
    rows = "".join([_table_row(row, "td", block.align, math) for row in block.rows])
    # QTI wants a body with a row in it, so a header alone is the body.
    if not rows:
        return f"<table><tbody>{header}</tbody></table>" if header else ""
    head = f"<thead>{header}</thead>" if header else ""
    return f"<table>{head}<tbody>{rows}</tbody></table>"


def _steps(block: Steps, math: WriteMath) -> str:
    if not block.steps:
        return ""
    items = [
        f"<li>{inlines(step.text, math)}{'' if step.state is None else _displayed(step.state, math)}</li>"
        for step in block.steps
    ]
    return f'<ol class="steps">{"".join(items)}</ol>'


_BLOCKS: dict[type, Callable[[Any, WriteMath], str]] = {
    Paragraph: _paragraph,
    Display: _display,
    Listing: _listing,
    CodeBlock: _code_block,
    Table: _table,
    Steps: _steps,
}
