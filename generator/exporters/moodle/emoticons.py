"""Keeps Moodle from drawing faces: its emoticon filter, on in a new site, makes a picture of `:-)`, and of `(n)`.

The filter replaces these characters wherever they stand in the HTML, also inside a word, in code, and in the
attributes of a figure, where a picture breaks the tag. So the second one of them is written as a reference, which
a browser reads as the same character. Formulas need no such care: the MathJax filter runs first and fences them off.

    >>> without_emoticons('<p>What is <code>f(n)</code>?</p>')
    '<p>What is <code>f(&#110;)</code>?</p>'

The list is `core_emoticon_manager::default_emoticons` of Moodle 4.5 (`lib/classes/emoticon_manager.php`); what
becomes of it, `filter/emoticon/classes/text_filter.php`.
"""

from __future__ import annotations

import re

_WINK = ";-)"
_OTHERS = (
    *(":-)", ":)", ":-D", ":-/", ":-P", ":-p", ":-(", ":(", ":-I", ":-X", ":o)", "^-)", "B-)", "V-."),
    *("8-)", "8-.", "8-o", "8-[", "P-|", "xx-P", "|-.", "}-]"),
    *("(h)", "(heart)", "(y)", "(n)", "(grr)", "(martin)", "( )"),
)
_FACE = re.compile("|".join(f"{re.escape(face[:2])}(?={re.escape(face[2:])})" for face in _OTHERS))


def without_emoticons(markup: str) -> str:
    """HTML or escaped text that reads the same, and holds nothing that the filter would replace."""
    # A reference ends in what begins a wink, so winks come last.
    return _FACE.sub(_second_hidden, markup).replace(_WINK, ";&#45;)")


def _second_hidden(match: re.Match[str]) -> str:
    face = match[0]
    return f"{face[0]}&#{ord(face[1])};"
