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
from generator.answers.lettering import letter
from generator.maths.intervals import Interval as IntervalValue
from generator.maths.written import written
from generator.model import (
    Answer,
    Choice,
    Essay,
    Expression,
    Heading,
    Interval,
    Item,
    Matching,
    Matrix,
    MultipleChoice,
    Number,
    Ordering,
    Set,
    TextAnswer,
    TrueFalse,
    Vector,
    Verified,
)

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Record:
    """One question of a build: its place, its identity, its values and keys as text. `index` counts from 0.

    `student` is the id of whose paper it is on, if it was drawn for one: then from the student's own seed.
    """

    ordinal: int
    item: int
    id: str
    family: str
    index: int
    values: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    student: str = ""


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
        ordinal, item.number, question.id, question.family, question.index, question.values, keys, student
    )


def key(answer: Answer) -> str:
    """The key in a line: values as text of the expression language, what is offered by its place as shown.

    Options, items and right sides go by letters, left sides by numbers: `b` (choice), `a, c` (multiple),
    `false, b` (true/false with reasons), `1c 2a 3c` (matching), `b, c, a` (ordering). An essay has none.
    """
    match answer:
        case Number(value=value, unit=unit):
            return f"{written(value)} {unit.text}" if unit else written(value)
        case Expression(value=value):
            return written(value)
        case Matrix(rows=rows):
            return f"matrix({', '.join([written(tuple([n.value for n in row])) for row in rows])})"
        case Vector(entries=entries):
            return written(tuple([entry.value for entry in entries]))
        case Set(elements=elements):
            return written(tuple([element.value for element in elements]))
        case Interval(low=low, high=high, closed=closed):
            return written(IntervalValue(low and low.value, high and high.value, closed))
        case TextAnswer(accepted=accepted):
            return accepted[0]
        case Choice(options=options) | MultipleChoice(options=options):
            return _letters(k for k, option in enumerate(options) if option.right)
        case TrueFalse(value=verdict, reasons=reasons):
            right = _letters(k for k, reason in enumerate(reasons) if reason.option.right)
            return ", ".join(filter(None, (written(verdict), right)))
        case Matching(key=rights):
            return " ".join([f"{left}{letter(right)}" for left, right in enumerate(rights, start=1)])
        case Ordering(key=order):
            return _letters(order)
        case Essay():
            return ""


def _letters(numbers: Iterable[int]) -> str:
    return ", ".join(map(letter, numbers))


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
