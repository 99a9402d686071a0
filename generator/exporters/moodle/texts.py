"""The rules for texts that hold everywhere in a Moodle file: CDATA, and names that arrive as sent.

Must not know questions. The rules are those of `question/format/xml/format.php` of Moodle 4.5, of the XML
reader that it calls (`lib/xmlize.php`), and of `format_string`, through which names go.

    >>> str(cdata("a ]]> b"))
    '<![CDATA[a ]]]]><![CDATA[> b]]>'
    >>> plain_name("For x<3", " · 1")
    'For x‹3 · 1'
"""

from __future__ import annotations

from markupsafe import Markup

NAME_LIMIT = 255
"""Longest name of a question or category, in characters. Moodle cuts the first and refuses the second."""

_NO_TAGS = {ord("<"): "‹", ord(">"): "›"} | dict.fromkeys(range(32), " ")


def cdata(text: str) -> Markup:
    """`text` as one CDATA section, split only at `]]>`.

    Escaping by entities would lose text: Moodle's parser drops white space that stands alone between two.
    """
    return Markup("<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>")  # noqa: S704 - escaped here


def plain_name(title: str, ending: str = "") -> str:
    """A name that Moodle keeps as it is: no tags, one line, at most 255 characters, `ending` kept whole.

    Moodle strips tags from names, and takes `x<3 and y>2` for one; so angle brackets become `‹` and `›`.
    """
    title, ending = title.translate(_NO_TAGS).strip(), ending.translate(_NO_TAGS)
    room = NAME_LIMIT - len(ending)
    if len(title) > room:
        title = title[: room - 1].rstrip() + "…"
    return title + ending
