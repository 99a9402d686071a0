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
from generator.answers.keys import key
from generator.model import Heading, Item, Verified
from generator.paper import seal

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Record:
    """One question of a build: its place, its identity, its values and keys as text. `index` counts from 0.

    `student` is the id of whose paper it is on, if it was drawn for one: then from the student's own seed, and `seal`
    is what the code of the paper has of it.
    """

    ordinal: int
    item: int
    id: str
    family: str
    index: int
    values: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    student: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a build: its path below the output directory, its digest, the ordinals of its questions."""

    path: str
    sha256: str
    holds: Sequence[int]


def record(question: Verified, item: Item, ordinal: int, student: str = "") -> Record:
    """The record of a question, drawn for a student or for nobody."""
    keys = tuple([(part.id, key(part.answer)) for part in question.parts])
    return Record(
        ordinal=ordinal,
        item=item.number,
        id=question.id,
        family=question.family,
        index=question.index,
        values=question.values,
        keys=keys,
        student=student,
        seal=seal(question) if student else "",
    )


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
            **({"student": item.student} if item.student else {}),
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
