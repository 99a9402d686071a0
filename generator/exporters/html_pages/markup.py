"""Prose on a page: formulas as MathML with their words, figures drawn in place, wide things in boxes that scroll.

    >>> from generator.model import Math, Sym, Text
    >>> inlines((Text("Let "), Math(Sym("x"))), "en")
    Markup('Let <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math>')

A box that scrolls can be reached by the keyboard, and says what it is. Must not know questions or documents.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial

from markupsafe import Markup

from generator.exporters import html
from generator.exporters.escape import escape
from generator.exporters.figures import inline_svg
from generator.exporters.formulas.mathml import mathml
from generator.exporters.formulas.spoken import spoken
from generator.exporters.formulas.symbols import is_tall
from generator.exporters.html_pages.widths import is_wide, is_wide_table
from generator.exporters.xml_templates import escaped
from generator.exporters.words import word
from generator.model import Blocks, Figure, Formula, Inlines, Math, Table

_EM = 12.0
"""Points in an em of the pages, which is 16 CSS pixels: figures are as large as on paper."""


def blocks(prose: Blocks, language: str) -> Markup:
    """Blocks, as `html.blocks` writes them."""
    return escaped(html.blocks(prose, _style(language)))


def inlines(line: Inlines, language: str) -> Markup:
    """A line of text, as `html.inlines` writes it."""
    return escaped(html.inlines(line, _style(language)))


def standing(line: Inlines, language: str) -> Markup:
    """A line that stands by itself, such as an option or an answer; fractions of a lone formula are full-size."""
    written = inlines(line, language)
    if len(line) == 1 and isinstance(line[0], Math) and is_tall(line[0].formula):
        return escaped(written.replace("<math ", '<math displaystyle="true" ', 1))
    return written


@cache
def _style(language: str) -> html.Style:
    return html.Style(partial(_math, language), "", _drawn, partial(_boxed, language))


@lru_cache(maxsize=4096)
def _math(language: str, formula: Formula, display: bool) -> str:
    written = mathml(formula, display, spoken(formula, language), annotated=False)
    return _scrolling("span", "wide formula", language, written) if is_wide(formula) else written


def _drawn(figure: Figure) -> str:
    return inline_svg(figure, _EM)


def _boxed(language: str, table: Table, written: str) -> str:
    return _scrolling("div", "wide table", language, written) if is_wide_table(table) else written


def _scrolling(element: str, key: str, language: str, written: str) -> str:
    name = escape(word(key, language))
    return f'<{element} class="scroll" role="group" tabindex="0" aria-label="{name}">{written}</{element}>'
