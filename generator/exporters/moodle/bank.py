"""The file: questions one after the other, each item in a category of its own.

Owns the order, the categories and what must be unique; must not look into a question. How a path is read and
what happens to an id number that comes twice stand in `question/format/xml/format.php` and `question/format.php`
(`create_category_path`) of Moodle 4.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from generator.exporters import html
from generator.exporters.base import Fragment, OutputFile
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.xml_templates import load
from generator.model import Heading, Item

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


_CATEGORY = load("moodle", "category.xml")
_BUILD_DIGITS = 8


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """One file, `moodle/<name>.xml`; none if there are no questions, for Moodle fails on an empty one.

    Raises ValueError before anything is written if two questions have the same id or an item is not in the
    heading: Moodle would drop the second id in silence.
    """
    count = _checked(heading, fragments)

    def write(stream: BinaryIO) -> None:
        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
        above = html.introduction(heading, html.MOODLE)
        if above:  # a category keeps what the first element that names it says of it
            stream.write(_category(build_path(heading), above))
        paths = {item.number: category_path(heading, item) for item in heading.items}
        current = None
        for fragment in fragments:
            if fragment.item != current:
                current = fragment.item
                stream.write(_category(paths[current]))
            stream.write(fragment.body.xml.encode() + b"\n")
        stream.write(b"</quiz>\n")

    if count:
        yield OutputFile(f"moodle/{heading.name}.xml", write, range(count))


def build_path(heading: Heading) -> str:
    """The category of the whole set, which is new for every build. The path starts at the course.

    Moodle never updates a question; so a second import must land beside the first, where a teacher sees it
    and can delete the old one.
    """
    name = plain_name(heading.title, f" ({heading.build[:_BUILD_DIGITS]})")
    return f"$course$/top/{_level(name)}"


def category_path(heading: Heading, item: Item) -> str:
    """The category of an item, below that of the set."""
    return f"{build_path(heading)}/{_level(plain_name(f'{item.number:02} {item.title}'))}"


def _category(path: str, info: str = "") -> bytes:
    """The element that opens a category; `info` is HTML that Moodle shows with its name."""
    return _CATEGORY.render(path=cdata(path), info=cdata(info) if info else "").encode() + b"\n"


def _level(name: str) -> str:
    """A name as one level of a path: `/` doubled, or U+2215 at an end, where Moodle would misread two."""
    if name.startswith("/"):
        name = "∕" + name[1:]
    if name.endswith("/"):
        name = name[:-1] + "∕"
    return name.replace("/", "//")


def _checked(heading: Heading, fragments: Iterable[Fragment]) -> int:
    """How many fragments there are, once they are known to be fit for one file."""
    items = {item.number for item in heading.items}
    seen: set[str] = set()
    for fragment in fragments:
        if fragment.item not in items:
            raise ValueError(f"{fragment.family}: item {fragment.item} is not in the problem set")
        if fragment.id in seen:
            raise ValueError(
                f"{fragment.family}, variant {fragment.index + 1}: id {fragment.id} occurs twice"
            )
        seen.add(fragment.id)
    return len(seen)
