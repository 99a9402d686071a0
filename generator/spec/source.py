"""Located text: every string of a spec knows where each of its characters stands in the file.

A `Document` is a file, read; a `Source` is a piece of text found in it. What later layers find wrong in a
text (an expression, a sentence) they report at `source.place(offset, length)`. This module knows nothing of
YAML.

    >>> source = Source.of("det(A) = 1", "demo.yaml")
    >>> source.place(7).column
    8
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.errors import Fault, Place, TextFault

UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\U00010000-\U0010FFFF]"
)
"""Characters that no spec may hold: controls, lone surrogates, invisible line ends and byte-order marks."""

_WIDEST = 300
_MARGIN = 60


@dataclass(frozen=True)
class Document:
    """A file as text, lines ended by `\\n`. `name` is the path as messages show it."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, index: int, length: int = 1) -> Place:
        """The place of the character at `index` (from 0). Very long lines are cut or left out."""
        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._starts, index) - 1
        start = self._starts[line]
        stop = self.text.find("\n", start)
        text = self.text[start : stop if stop >= 0 else len(self.text)]
        column = index - start
        length = max(1, min(length, len(text) - column))
        if column > _WIDEST:
            text = ""
        elif len(text) > _WIDEST:
            length = min(length, _MARGIN)
            text = text[: column + length + _MARGIN] + "…"
        return Place(self.name, line + 1, column + 1, UNPRINTABLE.sub("�", text), length)


@dataclass(frozen=True, slots=True)
class Source:
    """A text and where it stands.

    `offsets` has one entry more than `text` has characters: for each character, and for the end, its index
    in the document. A character that stands for nothing in the file (the comma of a joined list) has the
    index of the nearest that does.
    """

    text: str
    document: Document
    offsets: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, text: str, name: str = "<text>") -> Source:
        """A text that is a whole file by itself."""
        return cls(text, Document(name, text), range(len(text) + 1))

    def place(self, offset: int = 0, length: int = 1) -> Place:
        """Where the characters from `offset` to `offset + length` stand (on the first of their lines)."""
        first = max(0, min(offset, len(self.text)))
        last = max(first, min(first + max(1, length), len(self.text)))
        begin = self.offsets[first]
        end = self.offsets[last - 1] + 1 if last > first else begin + 1
        return self.document.place(begin, max(1, end - begin))

    def fault(self, message: str, hint: str = "", offset: int = 0, length: int | None = None) -> Fault:
        """A fault about these characters; by default about the whole text."""
        return Fault(message, self.place(offset, len(self.text) if length is None else length), hint)

    def located(self, fault: TextFault) -> Fault:
        """What a reader of this text found wrong, with its place in the file."""
        return self.fault(fault.message, fault.hint, fault.offset, fault.length)

    def __str__(self) -> str:
        return self.text


def joined(parts: Sequence[str | Source], document: Document, start: int) -> Source:
    """Sources and glue as one Source; glue takes the index of the text before it (or `start`)."""
    text: list[str] = []
    offsets: list[int] = []
    last = start
    for part in parts:
        if isinstance(part, Source):
            text.append(part.text)
            offsets.extend(part.offsets[: len(part.text)])
            last = part.offsets[-1]
        else:
            text.append(part)
            offsets.extend([last] * len(part))
    return Source("".join(text), document, (*offsets, last))
