"""Where every question came from and where it went: the records of a build, and its manifest.

The manifest is one JSON file. It lets anyone draw a question again (set, seed, family, index), look up its
key, and see which files hold it; and it lets the next build know which files are its own to replace.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from generator import __version__
from generator.answers.entries import flat
from generator.maths.written import written
from generator.model import Answer, Choice, Expression, Heading, Item, Matrix, Number, Verified

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Record:
    """One question of a build: its place, its identity, its values and keys as text. `index` counts from 0."""

    ordinal: int
    item: int
    id: str
    family: str
    index: int
    values: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a build: its path below the output directory, its digest, the ordinals of its questions."""

    path: str
    sha256: str
    holds: Sequence[int]


def record(question: Verified, item: Item, ordinal: int) -> Record:
    """The record of a question."""
    keys = tuple([(part.id, key(part.answer)) for part in question.parts])
    return Record(ordinal, item.number, question.id, question.family, question.index, question.values, keys)


def key(answer: Answer) -> str:
    """The key as text of the expression language; of a choice the letter of the right option, as shown."""
    if isinstance(answer, Choice):
        return chr(ord("a") + next(k for k, option in enumerate(answer.options) if option.right))
    if isinstance(answer, Number | Expression):
        return written(answer.value)
    if isinstance(answer, Matrix):
        return f"matrix({', '.join(written(tuple(n.value for n in row)) for row in answer.rows)})"
    return written(tuple(number.value for number in flat(answer)))


def write_manifest(
    stream: BinaryIO, heading: Heading, build: str, files: Sequence[FileEntry], records: Iterable[Record]
) -> None:
    """Writes the manifest, a question a line, without holding the questions in memory."""
    head = {
        "setwright": __version__,
        "set": heading.name,
        "title": heading.title,
        "seed": heading.seed,
        "build": build,
        "files": {entry.path: entry.sha256 for entry in sorted(files, key=lambda entry: entry.path)},
    }
    text = json.dumps(head, ensure_ascii=False, indent=2)
    stream.write(text.removesuffix("\n}").encode() + b',\n  "questions": [')
    separator = b"\n    "
    held = [
        (entry.path, entry.holds if isinstance(entry.holds, range) else set(entry.holds)) for entry in files
    ]
    for item in records:
        line = {
            "item": item.item,
            "family": item.family,
            "index": item.index,
            "id": item.id,
            "values": dict(item.values),
            "key": dict(item.keys),
            "files": [path for path, ordinals in held if item.ordinal in ordinals],
        }
        stream.write(separator + json.dumps(line, ensure_ascii=False).encode())
        separator = b",\n    "
    stream.write(b"\n  ]\n}\n")


def files_of_manifest(text: str) -> dict[str, str]:
    """The files that a manifest names, with their digests. Raises ValueError if it is no manifest of ours."""
    try:
        manifest = json.loads(text)
        files = manifest["files"]
        if not isinstance(files, dict) or "setwright" not in manifest:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError("not a manifest of Setwright") from None
    return {str(path): str(digest) for path, digest in files.items()}
