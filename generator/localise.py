"""Numbers and lists as one writes them in a language: the last touch on a question that is not in English.

German, French and Spanish write a decimal comma. Where a list holds a number with a decimal comma, its entries are
parted by semicolons: (0,5; 2) instead of (0,5, 2). Everything in formulas is put right, whoever wrote it; in running
text only numbers that came from a hole (`decimal_mark`), for a full stop there may be one.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from generator.model import Drawing, Figure, Num, Op, Question, Row

_POINT = re.compile(r"(?<=\d)\.(?=\d)")

Node = TypeVar("Node")


def decimal_mark(text: str) -> str:
    """A number in text, or several, with decimal commas."""
    return _POINT.sub(",", text)


def localised(question: Question) -> Question:
    """The question with decimal commas, and semicolons in lists that hold one."""
    return replace(
        question, stem=_walk(question.stem), parts=_walk(question.parts), solution=_walk(question.solution)
    )


def _walk(node: Node) -> Node:
    """The tree with every formula in it localised. What a student types, and values, stay as they are."""
    return _walked(node)  # type: ignore[no-any-return]  # the same kind of node comes back


def _walked(node: Any) -> Any:
    kind = type(node)
    if kind is tuple:
        return tuple([_walked(child) for child in node])
    if kind is Num:
        return Num(node.text.replace(".", ","))
    if kind is Figure:
        return Figure(_walked(node.drawing), decimal_mark(node.alt))
    if kind is Drawing:
        return replace(node, shapes=_walked(node.shapes))
    if not is_dataclass(node):
        return node
    changed = {}
    for name in _names(kind):
        old = getattr(node, name)
        new = _walked(old)
        if new is not old and new != old:
            changed[name] = new
    made = replace(node, **changed) if changed else node  # type: ignore[type-var]
    return _parted(made) if isinstance(made, Row) and changed else made


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
    """The fields of a node that may hold formulas: not the value of an answer, which is no formula."""
    return tuple(
        field.name for field in fields(kind) if field.name not in ("value", "kind", "accepted", "id")
    )
