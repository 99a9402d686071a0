"""The files: questions one after the other, each item in a category of its own, so many to a file as Moodle takes.

Owns the order, what stands in which file, and what must be unique; must not look into a question. `categories` has
the paths. Each file is whole in itself and opens its categories again; so the files of a build land in the same ones,
in whatever order they are imported. What happens to an id number that comes twice stands in
`question/format.php` (`importprocess`) of Moodle 4.5.

    for file in files(heading, fragments, "moodle/week-7"):    # moodle/week-7-1-of-2.xml, moodle/week-7-2-of-2.xml
        file.write(stream)

No question is held in memory, only where it stands (eight bytes) and, while the files are planned, its id. The
fragments are read twice, once to plan and once to write.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from generator.exporters.base import Fragment, Fragments, OutputFile
from generator.exporters.moodle.categories import about, belonging, build_path, item_paths, opened, path_below
from generator.exporters.moodle.rules import checked
from generator.model import Heading

MAX_BYTES = 20_000_000
"""Bytes in a file: an upload that nearly every site takes. Moodle reads a file whole, into some 16 bytes of memory for
each byte of small questions and 4.5 for one of pictures, and stops at 512 MB by default; so this needs at most 320."""

_TOP = b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
_END = b"</quiz>\n"


@dataclass(frozen=True, slots=True)
class Element:
    """What one question of ours is in the file: one `<question>` element, or several.

    `count` says how many. With `below`, they stand in a category of that name below the item's. `plugin` is the
    question type that a site must have installed to take the file, "" for those of Moodle itself.
    """

    xml: str
    count: int = 1
    below: str = ""
    plugin: str = ""


def every(_: Element) -> bool:
    """Wants all elements."""
    return True


def assemble(heading: Heading, fragments: Fragments) -> Iterator[OutputFile]:
    """The files `moodle/<name>.xml`. Raises ValueError as `files` does."""
    return files(heading, fragments, f"moodle/{heading.name}")


def files(
    heading: Heading,
    fragments: Fragments,
    stem: str,
    wanted: Callable[[Element], bool] = every,
) -> Iterator[OutputFile]:
    """The files that hold the wanted ones of the fragments, whose bodies are `Element`s, in order.

    One file is called `<stem>.xml`, the second of ten `<stem>-02-of-10.xml`. There is none if nothing is wanted, for
    Moodle fails on an empty one. A file has at most `heading.per_file` questions and `MAX_BYTES` bytes; only an
    element that is more than that by itself, which is never torn, has a larger one to itself.

    Raises ValueError before anything is written if two fragments have the same id or one's item is not in the
    heading: Moodle would drop the second id in silence.
    """
    layout = _Layout(
        _TOP + opened(build_path(heading), about(heading)), item_paths(heading), heading.language
    )
    held = list(_split(heading.per_file, layout, fragments, wanted))
    digits = len(str(len(held)))
    for number, places in enumerate(held, start=1):
        part = f"-{number:0{digits}}-of-{len(held)}" if len(held) > 1 else ""
        path = f"{stem}{part}.xml"
        yield OutputFile(
            path, partial(_write, path, partial(_pieces, layout, fragments, places, wanted)), places
        )


@dataclass(frozen=True, slots=True)
class _Layout:
    """What does not depend on questions: how a file begins, the category of each item, the language of the set."""

    head: bytes
    paths: dict[int, str]
    language: str

    def path(self, fragment: Fragment) -> str:
        """The category of a fragment."""
        return path_below(self.paths[fragment.item], fragment.body.below)

    def piece(self, fragment: Fragment, current: str) -> bytes:
        """A fragment in a file whose open category is `current`, which is "" at its beginning."""
        element: Element = fragment.body
        written = element.xml.encode() + b"\n"
        path = self.path(fragment)
        if path == current:
            return written
        return opened(path, belonging(self.language) if element.below else "") + written


# ─── What stands in which file ───────────────────────────────────────────────────────────────────────────


def _split(
    per_file: int, layout: _Layout, fragments: Fragments, wanted: Callable[[Element], bool]
) -> Iterator[Sequence[int]]:
    """For each file, the places in the stream of what it holds."""
    empty = len(layout.head) + len(_END)
    places, count, size, current = array("Q"), 0, empty, ""
    for place, fragment in enumerate(_checked(layout, fragments)):
        if not wanted(fragment.body):
            continue
        length = len(layout.piece(fragment, current))
        if places and (count + fragment.body.count > per_file or size + length > MAX_BYTES):
            yield _compact(places)
            places, count, size = array("Q"), 0, empty
            length = len(layout.piece(fragment, ""))
        places.append(place)
        count += fragment.body.count
        size += length
        current = layout.path(fragment)
    if places:
        yield _compact(places)


def _checked(layout: _Layout, fragments: Fragments) -> Iterator[Fragment]:
    """The fragments, each known to have an item and an id of its own."""
    seen: set[bytes] = set()
    for fragment in fragments:
        if fragment.item not in layout.paths:
            raise ValueError(f"{fragment.family}: item {fragment.item} is not in the problem set")
        id = bytes.fromhex(fragment.id.removeprefix("q"))  # half the memory of the text
        if id in seen:
            raise ValueError(
                f"{fragment.family}, variant {fragment.index + 1}: id {fragment.id} occurs twice"
            )
        seen.add(id)
        yield fragment


def _compact(places: array[int]) -> Sequence[int]:
    """The same places as a range, if none is left out."""
    whole = range(places[0], places[-1] + 1)
    return whole if len(whole) == len(places) else places


# ─── Writing ─────────────────────────────────────────────────────────────────────────────────────────────


def _write(path: str, pieces: Callable[[], Iterator[bytes]], stream: BinaryIO) -> None:
    for piece in checked(pieces(), path):
        stream.write(piece)


def _pieces(
    layout: _Layout, fragments: Fragments, places: Sequence[int], wanted: Callable[[Element], bool]
) -> Iterator[bytes]:
    yield layout.head
    current = ""
    for fragment in fragments[places[0] : places[-1] + 1]:
        if wanted(fragment.body):
            yield layout.piece(fragment, current)
            current = layout.path(fragment)
    yield _END
