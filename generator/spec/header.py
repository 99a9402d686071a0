"""What a list of families shows of a spec, read without its schema: cheap, and lenient.

>>> read_header(Path("missing.yaml"), "missing.yaml").faults[0].message
'This file cannot be read: No such file or directory.'
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import Fault, SpecError
from generator.spec.files import read_document
from generator.spec.rules import get
from generator.spec.yaml import Items, Mapping, Scalar, parse


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says, empty where it says nothing; `faults` if it cannot be read."""

    id: str = ""
    title: str = ""
    topics: tuple[str, ...] = ()
    level: str = ""
    faults: tuple[Fault, ...] = ()


def read_header(path: Path, shown_as: str) -> Header:
    """The header of the spec at `path`. What is missing or wrong is empty: `load_spec` reports it."""
    try:
        tree, _ = parse(read_document(path, shown_as))
    except SpecError as error:
        return Header(faults=error.faults)
    if not isinstance(tree, Mapping):
        return Header()
    topics = get(tree, "topics")
    listed = topics.items if isinstance(topics, Items) else ()
    return Header(
        id=_word(tree, "id"),
        title=_word(tree, "title"),
        topics=tuple(topic.source.text.strip() for topic in listed if isinstance(topic, Scalar)),
        level=_word(tree, "level"),
    )


def _word(tree: Mapping, key: str) -> str:
    node = get(tree, key)
    if isinstance(node, Mapping) and node.entries:  # a title in several languages: the first
        node = node.entries[0][1]
    return node.source.text.strip() if isinstance(node, Scalar) else ""
