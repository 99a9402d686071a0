"""Sections 1, 3, 5 and 8: what concerns a whole file. It is read as it is written, and forgotten.

Owns the rules between questions; those of one question stand elsewhere. `question/import_form.php`,
`question/format.php` (`importprocess`, `create_category_path`) and `lib/xmlize.php` of Moodle 4.5 read a file.

    >>> for piece in checked([b"<quiz>\\n", b"</quiz>\\n"], "moodle/a.xml"):
    ...     pass
    Traceback (most recent call last):
    ...
    RuntimeError: moodle/a.xml breaks a rule of Moodle's import, section 2: there is no question in the file...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.exporters.moodle.rules.faults import our_fault
from generator.exporters.moodle.rules.reading import trimmed

MAX_QUESTIONS = 12_000
"""Near 13,000 small questions, parsing needs the 512 MB that Moodle gives an import by default."""
MAX_BYTES = 100_000_000
"""Bytes in a file of pictures that need nearly as much."""

_LEVEL_LIMIT = 255
_ABOVE = re.compile(r"\$course\$/top/(?=.)")
_SEPARATOR = re.compile(r"(?<!/)(?:/)(?=(?://)*[^/])")
_OPEN, _CLOSE = b"<![CDATA[", b"]]>"
_SPLIT, _JOINED = b"]]]]><![CDATA[>", b"]]\x02>"
_MARK = re.compile(
    rb'<question type="([a-z]+)">|<idnumber>([^<]*)</idnumber>|<category><text>\x01(\d+)</text></category>'
)
_PLUGINS = frozenset(("stack",))


@dataclass(slots=True)
class _File:
    """What has been seen of a file: its open category, the id numbers of each, how much there is of it."""

    category: str = ""
    ids: dict[str, set[bytes]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    questions: int = 0
    size: int = 0


def checked(pieces: Iterable[bytes], path: str) -> Iterator[bytes]:
    """The pieces of a file, each handed on once it is known to be fit for what stands before it.

    A piece holds whole `<question>` elements, or is the start of the file or its end. Raises RuntimeError, which says
    that it is our bug, at the piece that breaks a rule. Remembers the id numbers of this file and nothing else.
    """
    seen = _File()
    if not path.endswith(".xml"):
        raise our_fault(path, 1, "the form takes a file only if its name ends in .xml")
    for piece in pieces:
        for section, complaint in _piece(seen, piece):
            raise our_fault(path, section, complaint)
        yield piece
    if not seen.questions:
        raise our_fault(path, 2, "there is no question in the file")


def _piece(seen: _File, piece: bytes) -> Iterator[tuple[int, str]]:
    seen.size += len(piece)
    if seen.size > MAX_BYTES:
        yield 8, f"it has more than {MAX_BYTES:,} bytes"
    bare, sections = _parted(piece)
    for kind, id, path in _MARK.findall(bare):
        if path:
            seen.category = sections[int(path)].replace(_JOINED, _CLOSE).decode()
            yield from _category(seen.category)
        elif id:
            known = seen.ids.setdefault(seen.category, set())
            if id in known:
                yield 3, f"the id number {id.decode()} occurs twice in a category"
            known.add(id)
        elif kind != b"category":
            seen.questions += 1
            seen.kinds.add(kind.decode())
            if not seen.category:
                yield 3, "a question stands before the first category"
            if seen.questions > MAX_QUESTIONS:
                yield 8, f"it has more than {MAX_QUESTIONS:,} questions"
            if seen.kinds & _PLUGINS and len(seen.kinds) > 1:
                yield 5, f"types of a plugin stand beside others: {sorted(seen.kinds)}"


def _parted(piece: bytes) -> tuple[bytes, list[bytes]]:
    """The piece with a number for each of its CDATA sections, and what they hold."""
    outside: list[bytes] = []
    sections: list[bytes] = []
    piece, end = piece.replace(_SPLIT, _JOINED), 0
    while (start := piece.find(_OPEN, end)) >= 0:
        close = piece.index(_CLOSE, start)
        outside.append(piece[end:start] + b"\x01%d" % len(sections))
        sections.append(piece[start + len(_OPEN) : close])
        end = close + len(_CLOSE)
    return b"".join([*outside, piece[end:]]), sections


def _category(path: str) -> Iterator[tuple[int, str]]:
    """A path starts at a course's top and names a level below it; levels are short and have no tags."""
    if not _ABOVE.match(path):
        yield 3, f"the category {path!r} is not below the top of a course"
    for level in _SEPARATOR.split(path.removeprefix("$course$/top/")):
        name = level.replace("//", "/")
        if not name or name != trimmed(name) or len(name) > _LEVEL_LIMIT or "<" in name:
            yield 3, f"the level {name!r} of a category"
        if name.startswith("/") or name.endswith("/"):
            yield 3, f"a slash at an end of the level {name!r}"
