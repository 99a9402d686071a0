"""Text for XML and HTML: the one place where characters become references.

Owns escaping; it must not know any element.

    >>> escape('a < b & "c"')
    'a &lt; b &amp; &quot;c&quot;'
"""

from __future__ import annotations

import re

_SPECIAL = re.compile('[&<>"\r]')
_NOT_PLAIN = re.compile('[&<>"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]')
"""Special or forbidden: one search tells most texts that they stay as they are."""
# Not allowed in XML 1.0 even as a character reference (W3C XML 1.0, section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A bare carriage return is read back as a line feed (section 2.11).
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def escape(text: str) -> str:
    """Text for an element or a double-quoted attribute of one line.

    Raises ValueError for a character that XML cannot hold (most control characters, lone surrogates).
    """
    if not _NOT_PLAIN.search(text):
        return text
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise ValueError(f"U+{ord(forbidden[0]):04X} cannot be written in XML")
    return _SPECIAL.sub(lambda match: _REFERENCES[match[0]], text)
