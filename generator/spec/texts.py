"""Texts as pydantic meets them: nodes of the tree on their way through, and the fault that says what is wrong with one.

`shape` hands nodes over as `Scalar`, `Keyed` or `Listed`; the types of `fields` read them.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError

from generator.spec.source import Source
from generator.spec.yaml import Items, Mapping, Node, Scalar, core


class Keyed(dict[str, Any]):
    """A mapping on its way through pydantic, with the node it came from."""

    node: Mapping


class Listed(list[Any]):
    """A list on its way through pydantic, with the node it came from."""

    node: Items


def wrong(message: str, hint: str, source: Source) -> PydanticCustomError:
    """A fault about `source`. `{key}` in the message is replaced by what the author calls the field."""
    return PydanticCustomError("setwright", "{message}", {"message": message, "hint": hint, "source": source})


def source_of(data: object) -> Source:
    """The text of any node, with its place."""
    if isinstance(data, Keyed | Listed):
        node: Node = data.node
    else:
        assert isinstance(data, Scalar)  # noqa: S101 - `shape` makes nothing else
        node = data
    return node.source


def text(data: object) -> Source:
    """Any text that is not empty."""
    source = source_of(data)
    if isinstance(data, Keyed):
        braces = "If the braces belong to the text, put all of it in quotes, or start it with `|`."
        colon = "If a colon belongs to the text, put all of it in quotes, or start it with `|`."
        raise wrong("{key} must be a text; this is a mapping.", braces if data.node.flow else colon, source)
    if isinstance(data, Listed):
        hint = (
            "If the brackets belong to the text, put all of it in quotes."
            if data.node.flow
            else "Write one text."
        )
        raise wrong("{key} must be a text; this is a list.", hint, source)
    if not source.text.strip() or (isinstance(data, Scalar) and core(data) == "null"):
        raise wrong(
            "{key} is empty.",
            "Write something after the colon; a key that may be missing can be deleted.",
            source,
        )
    return source


def line(data: object) -> str:
    """A text of one line."""
    source = text(data)
    stripped = source.text.strip()
    if "\n" in stripped:
        raise wrong(
            "{key} must fit on one line.", "Shorten it, or use `>-` to fold its lines into one.", source
        )
    return stripped
