"""Numbers, lists and worked steps as one writes them in a language: the last touch on a question not in English.

German, French and Spanish write a decimal comma. Where a list holds a number with a decimal comma, its entries are
parted by semicolons: (0,5; 2) instead of (0,5, 2). Everything in formulas is put right, whoever wrote it; in running
text only numbers that came from a hole (`decimal_mark`), for a full stop there may be one. Worked steps get the
words of the language (`translate`).
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from generator.model import Figure, Num, Op, Question, Row, Step
from generator.translate import translated

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_PAIR = re.compile(r"\(([−\d.]+), ([−\d.]+)\)")
"""A point in the words for a figure: with decimal commas in it, a comma would not part its coordinates."""


def decimal_mark(text: str) -> str:
    """A number in text, or several, with decimal commas."""
    return _POINT.sub(",", text)


def localised(question: Question) -> Question:
    """The question with decimal commas, and semicolons in lists that hold one."""
    language = question.language
    return replace(
        question,
        stem=_walk(question.stem, language),
        parts=_walk(question.parts, language),
        solution=_walk(question.solution, language),
        hints=_walk(question.hints, language),
    )


def _walk(node: Any, language: str) -> Any:
    """The tree with every formula and step in it put right. What a student types, and values, stay as they are."""
    kind: Any = type(node)
    if kind is tuple:
        return tuple([_walk(child, language) for child in node])
    if kind is Num:
        return Num(node.text.replace(".", ","))
    if kind is Figure:
        return Figure(_walk(node.drawing, language), decimal_mark(_PAIR.sub(r"(\1; \2)", node.alt)))
    names = _names(kind)
    if not names:
        return node
    if kind is Step:
        node = replace(node, text=translated(node.text, language))
    changed = {}
    for name in names:
        old = getattr(node, name)
        new = _walk(old, language)
        if new is not old:
            changed[name] = new
    made = replace(node, **changed) if changed else node
    return _parted(made) if kind is Row else made


def _parted(row: Row) -> Row:
    """A row with semicolons for its commas if a number in it has a decimal comma."""
    if Op(",") not in row.items or not any(_has_comma(item) for item in row.items):
        return row
    return Row(tuple([Op(";") if item == Op(",") else item for item in row.items]))


def _has_comma(item: Any) -> bool:
    if type(item) is Num:
        return "," in item.text
    return type(item) is Row and any(map(_has_comma, item.items))


@lru_cache(maxsize=128)
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a node that may hold formulas; none of what is no node. The value of an answer is no formula."""
    if not is_dataclass(kind):
        return ()
    return tuple(
        field.name for field in fields(kind) if field.name not in ("value", "kind", "accepted", "id")
    )
