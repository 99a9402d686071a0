"""What an exporter is: two functions, and a row in the table of `exporters/__init__.py`.

    render(question, item)          one verified question → a Fragment; pure, runs in any process
    assemble(heading, fragments)    all fragments, in order → OutputFiles; streams, runs once at the end

`fragments` can be gone through any number of times, whole or in slices, and is not held in memory. An exporter
writes no file: it hands out `OutputFile`s whose `write` puts bytes into the binary stream it is given. What a format
cannot say becomes a `NotRendered` in the fragment; nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from generator.model import Heading, Item, NotRendered, Verified


@dataclass(frozen=True, slots=True)
class Fragment:
    """One question in one format.

    `item` is the number of the problem set's item it belongs to, `index` the question's variant number and
    `ordinal` its place in the whole build, from 0 (set by the pipeline). `body` is the exporter's own: any
    frozen, picklable value. `seal` is what the code of a paper has of the question, in formats that print papers.
    """

    id: str
    family: str
    index: int
    item: int
    body: Any
    losses: tuple[NotRendered, ...] = ()
    ordinal: int = 0
    seal: str = ""


class Fragments(Protocol):
    """All fragments of a build, in order: a list, or a spool on disk."""

    def __iter__(self) -> Iterator[Fragment]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, places: slice, /) -> Fragments:
        """Those at these places, which follow each other."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about a file that is not as it should be, in a sentence; `missing` if it could not be made at all."""

    message: str
    missing: bool


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to be written: its path below the output directory and the function that writes its bytes.

    `holds` are the ordinals of the questions in it (a range, where it can be); `troubles` are told when the build is
    done.
    """

    path: str
    write: Callable[[BinaryIO], None]
    holds: Sequence[int] = ()
    troubles: tuple[Trouble, ...] = ()


class Exporter(Protocol):
    """The shape of an exporter module."""

    NAME: str
    """The word of `--to`, and the name of the module and of its template folder."""

    DESCRIPTION: str
    """One line for `setwright formats`."""

    PROFILES: dict[str, str]
    """The words of `--profile` that this format knows, each with the name of the system; none for most formats."""

    ABILITIES: dict[str, str]
    """For each answer kind: "" if the format asks it as it is, else what is done instead."""

    def render(self, question: Verified, item: Item) -> Fragment:
        """One question in this format."""

    def preview(self, fragment: Fragment) -> str:
        """The question as it will stand in the file, as text, for the author's eyes."""

    def assemble(self, heading: Heading, fragments: Fragments) -> Iterator[OutputFile]:
        """The files of the whole problem set."""
