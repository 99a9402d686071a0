r"""Prose as HTML for cartridges: TeX between `\( \)`, and text that no importer takes for anything else.

A text that would begin a formula, name a file or be read as a tag or a reference is split by an element that shows
nothing, and reads the same. The converter for Open edX undoes one escape too many, and those of addresses as well
(`content_processors/qti.py` of openedx/cc2olx), so `&lt;b&gt;` and `%41` in a text need this, too. Must not know
questions.

    >>> from generator.model import Math, Sym, Text
    >>> str(inlines((Text(r"\(x\) is "), Math(Sym("x")))))
    '<span>\\</span>(x<span>\\</span>) is \\(x\\)'
"""

from __future__ import annotations

from markupsafe import Markup

from generator.exporters import html
from generator.exporters.literal import TEX, hidden, marked, rule
from generator.exporters.xml_templates import escaped
from generator.model import Blocks, Formula, Heading, Inlines

FIGURES = "figures/"
"""Where figures lie, from the folder of the file that shows them: the top of the package."""

# A backtick begins a formula in Canvas (`qti12.markup`).
_MEANT = rf"{TEX}|`|\$(?=IMS)|%(?=[0-9A-Fa-f]{{2}})|&amp;(?=[A-Za-z#])|&lt;(?=[A-Za-z/!?])"


def formula(formula: Formula, display: bool = False) -> Markup:
    """A formula as TeX with its delimiters."""
    return escaped(html.tex_math(formula, display))


def _said(mark: str) -> str:
    return f"<span>{mark}</span>"


_STYLE = html.Style(marked(html.tex_math), f"$IMS-CC-FILEBASE$/{FIGURES}")
_plain = rule(_MEANT, _said, str)


def blocks(prose: Blocks) -> Markup:
    """The blocks one after the other."""
    return escaped(hidden(html.blocks(prose, _STYLE), _plain))


def inlines(prose: Inlines) -> Markup:
    """Running text without a paragraph around it."""
    return escaped(hidden(html.inlines(prose, _STYLE), _plain))


def introduction(heading: Heading) -> Markup:
    """What stands above a problem set."""
    return escaped(hidden(html.introduction(heading, _STYLE), _plain))
