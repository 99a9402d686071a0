"""What the things on offer look like: two that a student cannot tell apart must not both be offered.

A format may lose emphasis, and no reader sees an invisible character, which dash is a minus, or how much white
space there is. So none of these makes a difference. Upper and lower case, and how a formula is built, do.

    >>> look((Text("−1 "),)) == look((Math(Row((Op("−"), Num("1")))),))
    True
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from generator.maths.notation import numeral, row
from generator.model import Code, Emph, Inlines, LineBreak, Math, Row, Space, Strong, Sym, Text, Words

Look = tuple[object, ...]
"""Words, as texts, and what is no words."""

_DASHES = dict.fromkeys(map(ord, "‐‑–—−"), "-")


def look(content: Inlines) -> Look:
    """What is seen of a line: equal for lines that look alike. A number is the same as text and as a formula."""
    out: list[object] = []
    words = ""
    for node in _seen(content):
        if isinstance(node, str):
            words += node
        else:
            out += [_tidy(words), node] if _tidy(words) else [node]
            words = ""
    return (*out, _tidy(words)) if _tidy(words) else tuple(out)


def _tidy(words: str) -> str:
    visible = "".join(c for c in words if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible.translate(_DASHES)).split())


def _seen(content: Inlines) -> Iterator[object]:
    for inline in content:
        match inline:
            case Text(text) | Code(text):
                yield text
            case Emph(children) | Strong(children):
                yield from _seen(children)
            case LineBreak():
                yield " "
            case Math(formula):
                tight = _tight(formula)
                text = numeral(tight) or (tight.text if isinstance(tight, Words) else "")
                if isinstance(tight, Sym) and tight.style != "bold":
                    text = tight.name
                yield f" {text} " if text else tight
            case _:
                yield inline


def _tight(node: Any) -> Any:
    """A formula without white space."""
    kind: Any = type(node)
    if kind is Row:
        return row(*[_tight(item) for item in node.items if not isinstance(item, Space)])
    if kind is tuple:
        return tuple([_tight(item) for item in node])
    names = _names(kind)
    if not names:
        return node
    old = [getattr(node, name) for name in names]
    new = [_tight(child) for child in old]
    return node if new == old else replace(node, **dict(zip(names, new, strict=True)))


@lru_cache(maxsize=128)
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a node; none of what is no node."""
    return tuple([field.name for field in fields(kind)]) if is_dataclass(kind) else ()
