r"""Prose as Moodle takes it: HTML with TeX for its MathJax filter, and patterns for typed texts.

Text that would mean something to Moodle is hidden from it, and reads the same: `\(`, `$$` and `\begin` would begin a
formula, `@@PLUGINFILE@@` the address of a file, and between braces Moodle writes tags as text, as it does to those
in a formula. Must not know questions.

    >>> from generator.model import Math, Sym, Text
    >>> inlines((Text(r"Type \(x\) for "), Math(Sym("x"))))
    'Type <span class="nolink">\\</span>(x<span class="nolink">\\</span>) for \\(x\\)'
    >>> pattern("2*x")
    '2\\*x'

What Moodle does to a text with formulas is `filter/mathjaxloader/classes/text_filter.php` of Moodle 4.5.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial

from generator.exporters import html
from generator.exporters.literal import TEX, hidden, marked, rule
from generator.exporters.moodle.emoticons import without_emoticons
from generator.model import Blocks, Inlines, Paragraph

_MEANT = rf"{TEX}|@(?=@PLUGINFILE@@)|\{{"
_STYLE = replace(html.MOODLE, math=marked(html.tex_math))


def blocks(prose: Blocks) -> str:
    """Blocks as HTML with TeX that Moodle's MathJax filter reads."""
    return hidden(html.blocks(prose, _STYLE), _plain)


@lru_cache(maxsize=256)  # one feedback stands in many gaps, and often in every variant
def inlines(prose: Inlines) -> str:
    """Inlines as HTML with TeX that Moodle's MathJax filter reads."""
    return hidden(html.inlines(prose, _STYLE), _plain)


def lines(prose: tuple[Inlines, ...]) -> str:
    """Lines of text, each a paragraph."""
    return blocks(tuple(map(Paragraph, prose)))


def joined(feedback: tuple[Inlines, ...]) -> str:
    """What a wrong number earns, as HTML; where several mistakes lead to it, what each of them says."""
    return "<br>".join(map(inlines, feedback))


def pattern(text: str) -> str:
    r"""A text as Moodle compares it: a bare `*` stands for anything, and only `\*` for itself.

    A backslash before anything else stands for itself (`qtype_shortanswer_question::compare_string_with_wildcard` of
    Moodle 4.5), so no other character needs one.
    """
    return text.replace("*", "\\*")


def _said(mark: str) -> str:
    # MathJax sees through references, but not through a tag.
    return f'<span class="nolink">{mark}</span>' if mark in "\\$" else _referred(mark)


def _referred(mark: str) -> str:
    return f"&#{ord(mark)};"


_meaningless = rule(_MEANT, _said, partial(re.compile(_MEANT).sub, lambda found: _referred(found[0])))


def _plain(text: str) -> str:
    return without_emoticons(_meaningless(text))
