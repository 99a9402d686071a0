r"""Prose as STACK takes it: HTML in which nothing that an author wrote can become code.

STACK runs what stands between `{@ @}` and `{# #}` in its CAS, and takes `[[name ...]]` for a block of its own
(`doc/en/Authoring/CASText.md` of STACK 4.11), `!ploturl!` for the address of its plots. Where two such characters
meet, the second is written as an entity, in text as in TeX: a browser decodes it before MathJax sees it, and so
every reader gets the characters that were meant. What means something to Moodle or MathJax, `moodle.markup` has
hidden before.

    >>> inert("see [[input:ans1]] and {@1@}")
    'see [&#91;input:ans1]&#93; and {&#64;1@&#125;'

What this module returns is inert: tags of STACK are put around it, never into it.

`quoted` writes HTML as a string of Maxima. There every character of code is an entity, so that no string can end before
its end; what is left are the quotes of attributes, which are made single ones, and backslashes, which are doubled.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.exporters import html
from generator.exporters.moodle import markup
from generator.model import Blocks, Inlines

_REFERENCE = f'src="{html.MOODLE.figures}'
"""What stands before the name of a figure's file. A quote in text is an entity, so nobody else can write it."""

# The second of two is written as an entity, so that the `\[` of a displayed formula stays one.
_PAIRS = re.compile(r"(?<=\[)\[|(?<=\])\]|(?<=\{)[@#]|(?<=[@#])\}|(?<=@)@|!(?=ploturl!)|\$")
# In what it shows of a string, STACK puts a question mark for QMCHAR, and brackets for !LEFTR!.
_CODE = re.compile(r"[\[\]{}@$!]|Q(?=MCHAR)")
_BLANKS = re.compile("[ \t\n\r\f]+")  # and no others: a no-break space stays one


def inert(written: str) -> str:
    """HTML that STACK shows as it is. Figures keep their references to files."""
    return _REFERENCE.join([_PAIRS.sub(_entity, piece) for piece in written.split(_REFERENCE)])


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def blocks(prose: Blocks) -> str:
    """Blocks as inert HTML with TeX between `\\( \\)` or `\\[ \\]`."""
    return inert(markup.blocks(prose))


@lru_cache(maxsize=256)  # one feedback often stands in every variant
def inlines(prose: Inlines) -> str:
    """A line as inert HTML."""
    return inert(markup.inlines(prose))


def quoted(written: str) -> str:
    """HTML as a string of Maxima, on one line. Raises ValueError for a figure, whose file a variable cannot hold."""
    if "<img" in written:
        raise ValueError("a figure cannot stand in a string of Maxima")
    one_line = _BLANKS.sub(" ", _CODE.sub(_entity, written))
    return '"' + one_line.replace('"', "'").replace("\\", "\\\\") + '"'
