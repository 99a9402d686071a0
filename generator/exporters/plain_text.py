"""A line as plain text, for what shows neither markup nor formulas: drop-downs, and what is matched.

>>> from generator.model import Op, Row, Sym
>>> plain_text((Text("if "), Math(Row((Sym("a"), Op("≤"), Sym("b"))))))
'if a ≤ b'
"""

from __future__ import annotations

import re

from generator.exporters.formulas.plain import plain
from generator.model import Code, Emph, Figure, Inlines, LineBreak, Math, Strong, Text

_BLANKS = re.compile("[ \t\n\r\f]+")


def plain_text(line: Inlines) -> str:
    """The line with formulas in Unicode and figures by their alternative text; white space as HTML shows it."""
    return _BLANKS.sub(" ", _written(line)).strip(" ")


def _written(line: Inlines) -> str:
    return "".join([_said(inline) for inline in line])


def _said(inline: object) -> str:
    match inline:
        case Text(text) | Code(text):
            return text
        case Math(formula):
            return plain(formula)
        case Emph(children) | Strong(children):
            return _written(children)
        case Figure(alt=alt):
            return alt
        case LineBreak():
            return " "
    raise TypeError(f"{type(inline).__name__} has no plain text")
