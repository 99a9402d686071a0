r"""Text that reads as it is written, in HTML with TeX: what only looks like a formula, or a file, or a tag, is hidden.

A system that looks for formulas between `\( \)` finds them in running text, too, and each has more that a text could
mean to it. So formulas are `marked` first, in an element of ours; when all is written, the text between them is made
harmless by a rule of the system (`hidden`). `rule` makes such a rule. Must not know any system.

    >>> from generator.exporters import html
    >>> from generator.model import Math, Sym, Text
    >>> style = html.Style(marked(html.tex_math), "")
    >>> told = html.inlines((Text(r"Type \(x\) for "), Math(Sym("x"))), style)
    >>> hidden(told, rule(TEX, lambda found: f"<span>{found}</span>", str))
    'Type <span>\\</span>(x<span>\\</span>) for \\(x\\)'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from generator.exporters.html import WriteMath
from generator.model import Formula

TEX = r"\\(?=[()\[\]]|begin\{|(?:eq)?ref\{)|\$(?=\$)"
"""The first character of what begins or ends a formula to `tex2jax`, the preprocessor of MathJax 2, with its defaults.
It looks at each piece of text between two tags by itself, and sees through references."""

Rule: TypeAlias = Callable[[str], str]
"""Text between two formulas, as HTML → the same, harmless."""

_OPEN, _CLOSE = "<tex>", "</tex>"


def marked(math: WriteMath) -> WriteMath:
    """The same way of writing formulas, each in an element of ours."""

    def write(formula: Formula, display: bool) -> str:
        return f"{_OPEN}{math(formula, display)}{_CLOSE}"

    return write


def hidden(written: str, rule: Rule) -> str:
    """HTML with `marked` formulas, without the marks and with all other text made harmless."""
    text, *formulas = written.split(_OPEN)
    pieces = [rule(text)]
    for piece in formulas:
        formula, _, text = piece.partition(_CLOSE)
        pieces += formula, rule(text)
    return "".join(pieces)


def rule(meant: str, said: Callable[[str], str], alternative: Callable[[str], str]) -> Rule:
    """A rule by a regular expression of what text could mean: `said` writes what it finds in running text.

    `alternative` writes the alternative text of a figure, where no element can be; its source is left alone. Text of a
    question holds no bare `<` and no bare `"`.
    """
    mark = re.compile(meant)
    piece = re.compile(rf'(?P<source>src="[^"]*")|alt="(?P<alternative>[^"]*)"|{meant}')

    def harmless(found: re.Match[str]) -> str:
        if found["source"] is not None:
            return found[0]
        if found["alternative"] is not None:
            return f'alt="{alternative(found["alternative"])}"'
        return said(found[0])

    def apply(text: str) -> str:
        # Most texts mean nothing, and are told by a search that looks for a few characters.
        return piece.sub(harmless, text) if mark.search(text) else text

    return apply
