r"""Prose as Moodle takes it: HTML with TeX for its MathJax filter, and patterns for typed texts.

>>> pattern("2*x")
'2\\*x'
"""

from __future__ import annotations

from functools import lru_cache

from generator.exporters import html
from generator.model import Blocks, Inlines, Paragraph


def blocks(prose: Blocks) -> str:
    """Blocks as HTML with TeX that Moodle's MathJax filter reads."""
    return html.blocks(prose, html.MOODLE)


@lru_cache(maxsize=256)  # one feedback stands in many gaps, and often in every variant
def inlines(prose: Inlines) -> str:
    """Inlines as HTML with TeX that Moodle's MathJax filter reads."""
    return html.inlines(prose, html.MOODLE)


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
