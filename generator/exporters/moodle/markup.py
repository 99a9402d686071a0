r"""Prose as Moodle takes it: HTML with TeX for its MathJax filter, and patterns for typed texts.

Text that would mean something to Moodle is hidden from it, and reads the same: `\(`, `$$` and `\begin` would begin a
formula, `@@PLUGINFILE@@` the address of a file, and between braces Moodle writes tags as text, as it does to those
in a formula. Must not know questions.

    >>> from generator.model import Math, Sym, Text
    >>> inlines((Text(r"Type \(x\) for "), Math(Sym("x"))))
    'Type <span class="nolink">\\</span>(x<span class="nolink">\\</span>) for \\(x\\)'
    >>> pattern("2*x")
    '2\\*x'

What Moodle does to a text with formulas is `filter/mathjaxloader/classes/text_filter.php` of Moodle 4.5; what
MathJax takes for a formula, its preprocessor `tex2jax` with the delimiters and environments of its defaults, which
looks at each piece of text between two tags by itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from generator.exporters import html
from generator.exporters.moodle.emoticons import without_emoticons
from generator.model import Blocks, Formula, Inlines, Paragraph

_MEANT = r"\\(?=[()\[\]]|begin\{|(?:eq)?ref\{)|\$(?=\$)|@(?=@PLUGINFILE@@)|\{"
_MARK = re.compile(_MEANT)
_PIECE = re.compile(rf'(src="[^"]*")|alt="([^"]*)"|{_MEANT}')
"""The attributes of a figure, and what a text could mean to Moodle. No text holds a bare `<` or `"`."""

_OPEN, _CLOSE = "<tex>", "</tex>"


def _formula(formula: Formula, display: bool) -> str:
    """A formula with its delimiters, in an element of ours, so that it is told from text until all is written."""
    return f"{_OPEN}{html.tex_math(formula, display)}{_CLOSE}"


_STYLE = replace(html.MOODLE, math=_formula)


def blocks(prose: Blocks) -> str:
    """Blocks as HTML with TeX that Moodle's MathJax filter reads."""
    return _hidden(html.blocks(prose, _STYLE))


@lru_cache(maxsize=256)  # one feedback stands in many gaps, and often in every variant
def inlines(prose: Inlines) -> str:
    """Inlines as HTML with TeX that Moodle's MathJax filter reads."""
    return _hidden(html.inlines(prose, _STYLE))


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


def _hidden(written: str) -> str:
    """What was written, with the text between its formulas made harmless."""
    text, *formulas = written.split(_OPEN)
    pieces = [_plain(text)]
    for piece in formulas:
        formula, _, text = piece.partition(_CLOSE)
        pieces += formula, _plain(text)
    return "".join(pieces)


def _plain(text: str) -> str:
    # Most texts mean nothing, and are told by a search that looks for four characters.
    harmless = _PIECE.sub(_harmless, text) if _MARK.search(text) else text
    return without_emoticons(harmless)


def _harmless(match: re.Match[str]) -> str:
    source, alternative = match.groups()
    if source is not None:
        return str(source)
    if alternative is not None:
        return f'alt="{_MARK.sub(_referred, alternative)}"'
    mark = match[0]
    # MathJax sees through references, but not through a tag.
    return f'<span class="nolink">{mark}</span>' if mark in "\\$" else _referred(match)


def _referred(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
