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
from generator.exporters.html_pages.widths import is_far, is_wide, is_wide_table
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped
from generator.model import Blocks, Figure, Formula, Inlines, Math, Table

_STOPS = ").,;:?!]…"
"""What stands on the line of the formula before it."""

_EM = 12.0
"""Points in an em of the pages, which is 16 CSS pixels: figures are as large as on paper."""


def blocks(prose: Blocks, language: str) -> Markup:
    """Blocks, as `html.blocks` writes them."""
    return escaped(_kept(html.blocks(prose, _style(language))))


def inlines(line: Inlines, language: str) -> Markup:
    """A line of text, as `html.inlines` writes it."""
    return escaped(_kept(html.inlines(line, _style(language))))


def standing(line: Inlines, language: str) -> Markup:
    """A line that stands by itself, such as an option or an answer; fractions of a lone formula are full-size."""
    written = html.inlines(line, _style(language))
    if len(line) == 1 and isinstance(line[0], Math) and is_tall(line[0].formula):
        written = written.replace("<math ", '<math displaystyle="true" ', 1)
    return escaped(_kept(written))


def _kept(written: str) -> str:
    """Formulas with the brackets and stops beside them: browsers would end a line between the two."""
    pieces = written.split("</math>")
    out = []
    for n in range(1, len(pieces)):
        piece = pieces[n - 1]
        at = piece.rfind("<math ")
        start = at - (piece[at - 1 : at] in ("(", "["))
        rest = pieces[n].lstrip(_STOPS)
        stops = pieces[n][: len(pieces[n]) - len(rest)]
        if start < at or stops:
            pieces[n] = rest
            out.append(f'{piece[:start]}<span class="kept">{piece[start:]}</math>{stops}</span>')
        else:
            out.append(f"{piece}</math>")
    return "".join([*out, pieces[-1]])


@cache
def _style(language: str) -> html.Style:
    return html.Style(partial(_math, language), "", _drawn, partial(_boxed, language))


@lru_cache(maxsize=4096)
def _math(language: str, formula: Formula, display: bool) -> str:
    words = spoken(formula, language)
    if not words:  # it shows nothing, and would be something without a name
        return ""
    written = mathml(formula, display, words, annotated=False)
    if not is_wide(formula):
        return written
    return _scrolling(
        "span", "scroll far" if is_far(formula) else "scroll", "wide formula", language, written
    )


def _drawn(figure: Figure) -> str:
    return inline_svg(figure, _EM)


def _boxed(language: str, table: Table, written: str) -> str:
    return _scrolling("div", "scroll", "wide table", language, written) if is_wide_table(table) else written


def _scrolling(element: str, classes: str, key: str, language: str, written: str) -> str:
    name = escape(word(key, language))
    return f'<{element} class="{classes}" role="group" tabindex="0" aria-label="{name}">{written}</{element}>'
