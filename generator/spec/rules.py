"""The rules between the keys of a spec, checked on the tree so that they hold back no other fault.

`schema` says what one key may hold; here stand the sentences with two keys in them. Every rule looks only at
what is there: what is missing, or of the wrong type, `shape` has reported already.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Fault
from generator.spec.source import Source
from generator.spec.yaml import Items, Mapping, Node, Scalar


def check(tree: Mapping) -> Iterator[Fault]:
    """All faults between keys, in the order of the rules."""
    yield from _names(tree)
    seen: dict[str, Source] = {}
    for number, part in enumerate(mappings(tree, "parts")):
        yield from _part_id(part, number, seen)
        yield from _tolerance(part)
        yield from _options(part)


def letter(number: int) -> str:
    """The default id of a part, by its number from 0: a, b, c …"""
    return chr(ord("a") + number)


def get(mapping: Mapping, key: str) -> Node | None:
    """The value of a key."""
    return next((value for name, value in mapping.entries if name.text == key), None)


def name_of(mapping: Mapping, key: str) -> Source | None:
    """The key itself, with its place."""
    return next((name for name, _ in mapping.entries if name.text == key), None)


def mappings(mapping: Mapping, key: str) -> Iterator[Mapping]:
    """The entries of a list that are mappings, as they should all be."""
    node = get(mapping, key)
    if isinstance(node, Items):
        yield from (item for item in node.items if isinstance(item, Mapping))


def _word(mapping: Mapping, key: str) -> str:
    node = get(mapping, key)
    return node.source.text if isinstance(node, Scalar) else ""


def _names(tree: Mapping) -> Iterator[Fault]:
    """A name has one meaning."""
    seen: dict[str, tuple[str, Source]] = {}
    for key in ("symbols", "parameters", "let"):
        node = get(tree, key)
        if isinstance(node, Items):
            names = [item.source for item in node.items if isinstance(item, Scalar)]
        else:
            names = [name for name, _ in node.entries] if isinstance(node, Mapping) else []
        for name in names:
            if name.text in seen:
                where, first = seen[name.text]
                hint = f"It stands under `{where}` in line {first.place().line}; rename one of them."
                yield name.fault(f"The name `{name.text}` has a meaning already.", hint)
            else:
                seen[name.text] = (key, name)


def _part_id(part: Mapping, number: int, seen: dict[str, Source]) -> Iterator[Fault]:
    node = get(part, "id")
    if node is None:
        text, source = letter(min(number, 25)), part.source
    else:
        text, source = node.source.text, node.source
    if text in seen and number < 26:
        line = seen[text].place().line
        message = f"Two parts have the id `{text}`."
        given = "" if node else "A part without an id gets the letter of its place. "
        yield source.fault(
            message, f"{given}The other stands in line {line}; rename one of them.", length=len(text)
        )
    seen.setdefault(text, source)


def _tolerance(part: Mapping) -> Iterator[Fault]:
    """One measure of nearness, and only where nearness means something."""
    kind = _word(part, "kind")
    both = [name for key in ("tolerance", "relative") if (name := name_of(part, key))]
    if len(both) == 2:
        second = max(both, key=lambda name: name.offsets[0])
        hint = "`tolerance` is a distance, `relative` a share of the answer; keep one of them."
        yield second.fault("A part has `tolerance` or `relative`, not both.", hint)
    if kind == "expression":
        for name in both:
            message = f"`{name.text}` has no meaning for an answer of kind `expression`."
            yield name.fault(message, "Delete it: expressions are compared by algebra.")
    scale = name_of(part, "up_to")
    if scale and kind in ("number", "expression", "matrix", "set"):
        yield scale.fault(
            f"`up_to` has no meaning for an answer of kind `{kind}`.", "Only vectors have it; delete it."
        )


def _options(part: Mapping) -> Iterator[Fault]:
    """Exactly one option is right; how an expression turns out is known for each variant only."""
    node = get(part, "options")
    if _word(part, "kind") != "choice" or not isinstance(node, Items):
        return
    written = [get(option, "right") for option in mappings(part, "options")]
    right = [value for value in written if isinstance(value, Scalar) and value.source.text.lower() == "true"]
    literal = all(
        value is None or (isinstance(value, Scalar) and value.source.text.lower() in ("true", "false"))
        for value in written
    )
    if len(right) > 1:
        line = right[0].source.place().line
        hint = f"The option in line {line} is right, too; exactly one may be."
        yield right[1].source.fault("A second option is right.", hint)
    elif literal and not right and written:
        name = name_of(part, "options")
        if name:
            yield name.fault("None of these options is right.", "Write `right: true` below the one that is.")
