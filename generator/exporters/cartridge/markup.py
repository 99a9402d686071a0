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

import re

from markupsafe import Markup

from generator.exporters import html
from generator.exporters.xml_templates import escaped
from generator.model import Blocks, Formula, Heading, Inlines

FIGURES = "figures/"
"""Where figures lie, from the folder of the file that shows them: the top of the package."""

_MEANT = r"\\(?=[()\[\]]|begin\{)|\$(?=\$|IMS)|%(?=[0-9A-Fa-f]{2})|&amp;(?=[A-Za-z#])|&lt;(?=[A-Za-z/!?])"
_PIECE = re.compile(rf"<tex>(.*?)</tex>|<[^<>]*>|(?P<meant>{_MEANT})", re.DOTALL)
"""A formula, a tag, or what a text could mean. No text holds a bare `<`, and no attribute either."""


def formula(formula: Formula, display: bool = False) -> Markup:
    """A formula as TeX with its delimiters."""
    return escaped(html.tex_math(formula, display))


def _marked(formula: Formula, display: bool) -> str:
    """A formula in an element of ours, so that it is told from text until all is written."""
    return f"<tex>{html.tex_math(formula, display)}</tex>"


_STYLE = html.Style(_marked, f"$IMS-CC-FILEBASE$/{FIGURES}")


def blocks(prose: Blocks) -> Markup:
    """The blocks one after the other."""
    return _harmless(html.blocks(prose, _STYLE))


def inlines(prose: Inlines) -> Markup:
    """Running text without a paragraph around it."""
    return _harmless(html.inlines(prose, _STYLE))


def introduction(heading: Heading) -> Markup:
    """What stands above a problem set."""
    return _harmless(html.introduction(heading, _STYLE))


def _harmless(written: str) -> Markup:
    return escaped(_PIECE.sub(_piece, written))


def _piece(found: re.Match[str]) -> str:
    if found["meant"]:
        return f"<span>{found['meant']}</span>"
    return found[0] if found[1] is None else found[1]
