r"""Prose as Canvas takes it: HTML with TeX for MathJax.

Text that would mean something to Canvas is hidden from it, and reads the same: `\(`, `$$`, `\begin` and a backtick
would begin a formula, and `[a1]` is a blank of ours. Must not know questions.

    >>> from generator.model import Math, Sym, Text
    >>> inlines((Text("Type $$ for "), Math(Sym("x"))))
    Markup('Type <span class="mathjax_ignore">$</span>$ for \\(x\\)')

What begins a formula: the preprocessors `tex2jax` and `asciimath2jax` of MathJax 2.7.7, which Canvas loads with the
combined configuration `TeX-MML-AM`, telling the first to ignore the class `mathjax_ignore`
(`packages/canvas-rce/src/enhance-user-content/mathml.js` of instructure/canvas-lms). Both look at each piece of text
between two tags by itself. What is a blank: `CANVAS_BLANK_REGEX` of instructure/qti, which New Quizzes looks for
everywhere, in formulas and attributes too, as the editor of classic quizzes does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial

from markupsafe import Markup

from generator.exporters import html
from generator.exporters.literal import TEX, hidden, marked, rule
from generator.exporters.xml_templates import escaped
from generator.model import Blocks, Formula, Heading, Inlines

_NAME = r"[A-Za-z0-9_.\-]+"
_BLANK = re.compile(rf"\[({_NAME})\]")
_MEANT = rf"{TEX}|`|\[(?={_NAME}\])"
_MARK = re.compile(_MEANT)

_JOINER = "\u2060"
"""A character that is not seen: in an attribute no element can keep a bracket and a name apart."""


def blocks(prose: Blocks) -> Markup:
    """Blocks as HTML with TeX, as `html.blocks` writes them."""
    return escaped(hidden(html.blocks(prose, _STYLE), _plain))


@lru_cache(maxsize=256)  # the feedback of a mistake stands in every variant
def inlines(prose: Inlines) -> Markup:
    """Inlines as HTML with TeX, as `html.inlines` writes them."""
    return escaped(hidden(html.inlines(prose, _STYLE), _plain))


def introduction(heading: Heading) -> Markup:
    """What stands above a problem set."""
    return escaped(hidden(html.introduction(heading, _STYLE), _plain))


def tex(formula: Formula) -> Markup:
    """A formula inside a line."""
    return escaped(_tex(formula, False))


def means_something(text: str) -> bool:
    """Would plain text mean something to Canvas, or be changed by it as if it were HTML?"""
    return bool(_MARK.search(text)) or any(mark in text for mark in "<>&")


def _tex(formula: Formula, display: bool) -> str:
    r"""A formula with its delimiters. No bracket in it holds a bare name: `\sqrt[{n}]{x}` prints as `\sqrt[n]{x}`."""
    return _BLANK.sub(r"[{\1}]", html.tex_math(formula, display))


def _said(mark: str) -> str:
    return f'<span class="mathjax_ignore">{mark}</span>'


_STYLE = replace(html.CANVAS, math=marked(_tex))
_plain = rule(_MEANT, _said, partial(_BLANK.sub, rf"[{_JOINER}\1]"))
