"""YAML text → a tree of located values: scalars, lists and mappings, and nothing else.

PyYAML's parser delivers events; no Python object is ever constructed from them. Every scalar stays the text
that the author wrote (`no`, `on`, `1_000` and `1:30` are text); `core` reads numbers and truth values where
a schema asks for one, by the core rules of YAML 1.2.2 (10.3.2). Tags, merge keys, directives, several
documents and keys that are not text are faults, as are more than `MAX_NODES` values with every alias
expanded.

    >>> tree, faults = parse(Document("demo.yaml", "title: Sums\\nvariants: 3\\n"))
    >>> [(key.text, value.source.place().column) for key, value in tree.entries]
    [('title', 8), ('variants', 11)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, TypeAlias

import yaml

from generator.errors import Fault, SpecError
from generator.spec.offsets import offsets
from generator.spec.source import UNPRINTABLE, Document, Source
from generator.spec.syntax import syntax_fault, unprintable_escape, unreadable

MAX_NODES = 20_000
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. `plain` is true if it was written without quotes and not as a block."""

    source: Source
    plain: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `source` is the list as written; `flow` is true for the form with brackets."""

    items: tuple[Node, ...]
    source: Source
    flow: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file, every key once. `source` is the mapping as written."""

    entries: tuple[tuple[Source, Node], ...]
    source: Source
    flow: bool


Node: TypeAlias = Scalar | Items | Mapping

Kind: TypeAlias = Literal["null", "bool", "int", "float", "text"]

_CORE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("null", re.compile(r"null|Null|NULL|~|")),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("int", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")),
    (
        "float",
        re.compile(
            r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
        ),
    ),
)


def core(node: Scalar) -> Kind:
    """What the core schema of YAML 1.2 takes a scalar for; quoted and block scalars are always text."""
    if not node.plain:
        return "text"
    return next((kind for kind, pattern in _CORE if pattern.fullmatch(node.source.text)), "text")


def parse(document: Document) -> tuple[Node | None, tuple[Fault, ...]]:
    """A document of `files.decode` as a tree, and every fault that does not hide the tree.

    The tree is None for a document without content. Raises SpecError if the text is not YAML, is nested
    too deeply, or grows too large; the error holds the faults found before that, too.
    """
    builder = _Builder(document)
    try:
        tree = builder.document()
    except yaml.MarkedYAMLError as error:
        raise SpecError([*builder.faults, syntax_fault(error, document)]) from error
    except (ValueError, OverflowError) as error:
        # PyYAML calls chr() and int() unguarded on the digits of `"\UFFFFFFFF"` and of `%YAML` lines.
        raise SpecError([*builder.faults, unreadable(document, builder.index())]) from error
    return tree, tuple(builder.faults)


class _Builder:
    """Events in, nodes out, with everything counted before it is kept."""

    def __init__(self, document: Document) -> None:
        self.source = document
        self.faults: list[Fault] = []
        # The stubs do not type what an event carries; `Any` is the type of events here.
        self._loader: Any = yaml.SafeLoader(document.text)
        self._count = 0
        self._anchors: dict[str, tuple[Node, int] | None] = {}

    def index(self) -> int:
        """How far the parser has come, in characters."""
        return int(self._loader.get_mark().index)

    def document(self) -> Node | None:
        """The one document of the stream."""
        self._next()  # the start of the stream
        if isinstance(self._peek(), yaml.StreamEndEvent):
            return None
        start = self._next()
        if start.version or start.tags:
            message = "Specs have no YAML directives (`%YAML`, `%TAG`)."
            self._fault(message, start, "Delete this line and the `---` below it.")
        tree = self._node(0)
        self._next()  # the end of the document
        if not isinstance(self._peek(), yaml.StreamEndEvent):
            message = "A second YAML document starts here; a file holds one."
            self._fault(message, self._peek(), "Move it to a file of its own, or delete the `---`.")
        return tree

    def _node(self, depth: int) -> Node:
        event = self._next()
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        self._add(1, event)
        if depth > MAX_DEPTH:
            message = f"This is nested more than {MAX_DEPTH} levels deep."
            self._stop(message, event, "No spec needs that; check for brackets that are never closed.")
        if event.tag is not None:
            message = f"Tags are not used in specs; `{self._text(event).split()[0]}` is read as one."
            self._fault(message, event, "If the `!` belongs to the text, put the whole text in quotes.")
        before = self._count
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        node = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else self._collection(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._count - before + 1)
        return node

    def _alias(self, event: Any, depth: int) -> Node:
        if event.anchor not in self._anchors:
            message = f"`{self._text(event)}` refers to an anchor `&{event.anchor}` that is not above."
            self._stop(message, event, "If the `*` belongs to the text, put the whole text in quotes.")
        known = self._anchors[event.anchor]
        if known is None:
            self._stop(f"`{self._text(event)}` contains itself.", event, "Write the value out.")
        node, size = known
        self._add(size, event)
        if depth + _height(node) > MAX_DEPTH:
            message = f"With its aliases expanded, this is nested more than {MAX_DEPTH} levels deep."
            self._stop(message, event, "Write the value out.")
        return node

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        text = self.source.text
        while start < end and text[start] in "&!":  # an anchor or tag before the scalar itself
            start = next((i for i in range(start, end) if text[i] in " \n"), end)
            start = next((i for i in range(start, end) if text[i] not in " \n"), end)
        source = Source(event.value, self.source, offsets(text, start, end, event.style or None, event.value))
        bad = UNPRINTABLE.search(event.value)
        if bad or event.style == '"':
            self.faults.extend(unprintable_escape(source, text[start:end], bad.start() if bad else None))
        return Scalar(source, plain=not event.style)

    def _collection(self, event: Any, depth: int) -> Node:
        flow = bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(self._peek(), yaml.SequenceEndEvent):
                items.append(self._node(depth + 1))
            return Items(tuple(items), self._span(event, self._next()), flow)
        entries: dict[str, tuple[Source, Node]] = {}
        odd: list[Node] = []
        while not isinstance(self._peek(), yaml.MappingEndEvent):
            key = self._node(depth + 1)
            value = self._node(depth + 1)
            if not isinstance(key, Scalar) or core(key) != "text" or (key.plain and key.source.text == "<<"):
                odd.append(key)
            elif key.source.text in entries:
                self.faults.append(_twice(key.source, entries[key.source.text][0]))
            else:
                entries[key.source.text] = (key.source, value)
        span = self._span(event, self._next())
        if odd and flow:
            self.faults.append(_braces(span))
            return Scalar(span, plain=False)  # so that nobody reports it again as a mapping
        self.faults.extend(map(_odd_key, odd))
        return Mapping(tuple(entries.values()), span, flow)

    def _span(self, first: Any, last: Any) -> Source:
        start, end = first.start_mark.index, last.end_mark.index
        text = self.source.text[start:end].rstrip()
        return Source(text, self.source, range(start, start + len(text) + 1))

    def _text(self, event: Any) -> str:
        return shortened(self.source.text[event.start_mark.index : event.end_mark.index])

    def _add(self, size: int, event: Any) -> None:
        self._count += size
        if self._count > MAX_NODES:
            message = f"This file grows to more than {MAX_NODES:,} values here."
            self._stop(message, event, "Anchors and aliases multiply what they repeat; write the values out.")

    def _fault(self, message: str, event: Any, hint: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.faults.append(Fault(message, self.source.place(start, max(1, end - start)), hint))

    def _stop(self, message: str, event: Any, hint: str) -> NoReturn:
        self._fault(message, event, hint)
        raise SpecError(self.faults)

    def _peek(self) -> Any:
        return self._loader.peek_event()

    def _next(self) -> Any:
        return self._loader.get_event()


def _twice(key: Source, first: Source) -> Fault:
    hint = f"It stands in line {first.place().line} already; delete one of them."
    return key.fault(f"The key `{shortened(key.text)}` is here for the second time.", hint)


def _braces(span: Source) -> Fault:
    """A flow mapping with keys that are none: `{1, 2}` or `{{ A }}` was meant as text."""
    message = "YAML takes `{` at the start of a value for its own syntax."
    form = ', as in `"{{ … }}"`,' if span.text.startswith("{{") else ","
    quotes = f"put all of it in quotes{form} or start it with `|`"
    hint = f"If the braces belong to a text or an expression, {quotes}."
    return span.fault(message, hint, length=len(span.text.split("\n")[0]))


def _odd_key(key: Node) -> Fault:
    if not isinstance(key, Scalar):
        message = "A key must be a word; this is a list or a mapping."
        return key.source.fault(message, "If this is meant as text, put it in quotes.", length=1)
    shown = shortened(key.source.text)
    if shown == "<<":
        return key.source.fault("Merge keys (`<<`) are not used in specs.", "Write the keys out.")
    what = {"null": "nothing", "bool": "a truth value", "int": "a number", "float": "a number"}[core(key)]
    return key.source.fault(f"A key must be a word; `{shown}` is {what}.", "Put a word before the colon.")


def _height(node: Node) -> int:
    return 0 if isinstance(node, Scalar) else 1 + max(map(_height, children(node)), default=0)


def children(node: Items | Mapping) -> Iterator[Node]:
    """The values directly below a list or mapping."""
    if isinstance(node, Items):
        yield from node.items
    else:
        yield from (value for _, value in node.entries)


def shortened(text: str, width: int = 40) -> str:
    """A text for a message: one line, at most `width` characters, nothing invisible."""
    line = UNPRINTABLE.sub("�", " ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"
