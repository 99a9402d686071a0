"""A question as it stands in the file, parsed once for all rules.

Owns parsing and the few readings that rules share; no rule. Nothing of the exporter is imported, so that what it
gets wrong is not got wrong here again.

    >>> (seen,) = read("<question type='essay'><name><text>Why?</text></name></question>")
    >>> seen.kind, seen.said("name")
    ('essay', 'Why?')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

Rule: TypeAlias = Callable[["Seen"], Iterable[str]]
"""A rule: what is wrong with a question, in words; nothing, if it obeys."""

NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:e-?\d+)?", re.ASCII)
"""A number that reads the same wherever it is imported: a point, no sign but `-`, no separators, no unit.

`question/type/numerical/questiontype.php` (`qtype_numerical_answer_processor`) of Moodle 4.5."""

WILDCARD = re.compile(r"\*(?<!\\\*)")
"""An asterisk that stands for anything in a typed text (`question/type/shortanswer/question.php`)."""

RAW_BRACKET = re.compile(r"\\(?<!\\\\)(?:\((?:[^<\\]++|\\[^)<])*+<|\[(?:[^<\\]++|\\[^\]<])*+<)")
r"""A formula that is not closed before a `<`, in HTML; TeX's `\\[1ex]` opens none."""


class TextSeen(NamedTuple):
    """A `<text>`: what it says, the element that holds it, and the format which that has."""

    content: str
    holder: Element
    format: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One `<question>`: its type, its element, the first child of each name, all texts below; may there be files?"""

    kind: str
    element: Element
    first: dict[str, Element]
    texts: tuple[TextSeen, ...]
    pictures: bool

    def value(self, name: str) -> str:
        """What a child holds directly; "" if it is not there."""
        child = self.first.get(name)
        return "" if child is None else child.text or ""

    def said(self, name: str) -> str:
        """The text of a child; "" if it is not there."""
        return said(self.first.get(name))

    def all(self, name: str) -> list[Element]:
        """All children of a name, in order."""
        return self.element.findall(name) if name in self.first else []


def read(xml: str) -> list[Seen]:
    """The questions of some `<question>` elements. Raises ElementTree.ParseError if it is no XML."""
    found = []
    pictures = "<file" in xml or "@@PLUGINFILE@@" in xml
    for element in ElementTree.fromstring(f"<quiz>{xml}</quiz>"):  # noqa: S314 - written by us a moment ago
        first = {child.tag: child for child in reversed(element)}
        texts = tuple(
            [
                TextSeen(child.text or "", holder, holder.get("format"))
                for holder in element.iter()
                for child in holder
                if child.tag == "text"
            ]
        )
        found.append(Seen(element.get("type") or "", element, first, texts, pictures))
    return found


def said(element: Element | None) -> str:
    """The `<text>` of an element; "" if there is none."""
    text = None if element is None else element.find("text")
    return "" if text is None else text.text or ""


def trimmed(text: str) -> str:
    """The text as Moodle keeps it: PHP's `trim` takes off ASCII white space only."""
    return text.strip(" \t\n\r\0\x0b")


def hidden_numbers(answers: list[tuple[str, str]]) -> Iterable[str]:
    """The numbers, of (number, tolerance) in the order of matching, that an earlier answer takes first."""
    tried: list[tuple[Decimal, Decimal]] = []
    for text, tolerance in answers:
        value = Decimal(text)
        if any(abs(value - earlier) <= margin for earlier, margin in tried):
            yield text
        tried.append((value, Decimal(tolerance)))
