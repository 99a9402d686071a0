"""The rules between the keys of a spec, checked on the tree so that they hold back no other fault.

`schema` says what one key may hold; here stand the sentences with two keys in them. Every rule looks only at
what is there: what is missing, or of the wrong type, `shape` has reported already.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Fault
from generator.spec.kinds import KINDS_BY_FORM
from generator.spec.source import Source
from generator.spec.yaml import Items, Mapping, Node, Scalar

_OPEN = KINDS_BY_FORM["open"]


def check(tree: Mapping) -> Iterator[Fault]:
    """All faults between keys, in the order of the rules."""
    yield from _names(tree)
    seen: dict[str, Source] = {}
    for number, part in enumerate(mappings(tree, "parts")):
        yield from _part_id(part, number, seen)
        yield from _meant(part)
        yield from _options(part)
        yield from _verdict(part)


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


_MARGINS = ("tolerance", "relative", "significant")
_NUMBERS = ("number", "vector", "matrix", "set", "interval")
_MEANT_FOR: dict[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(_MARGINS, (_NUMBERS, "expressions are compared by algebra, texts by spelling")),
    "unit": (("number",), "only a single number has a unit"),
    "shown_as": (
        ("number", "expression", "vector", "matrix", "set", "interval"),
        "a text shows its first spelling",
    ),
    "up_to": (("vector", "matrix"), "only vectors and matrices have it"),
    "credit": (
        ("vector", "matrix", "multiple", "ordering"),
        "this answer is right or wrong as a whole anyway",
    ),
    "form": (("expression", "vector", "matrix"), "only expressions can be required to have a form"),
    "case": (("text",), "only texts have it"),
}
"""Keys that mean something for some kinds of answer only, and why not for others."""


def _meant(part: Mapping) -> Iterator[Fault]:
    """One measure of nearness, one way to show the answer; and no key that means nothing for its kind."""
    margins = [name for key in _MARGINS if (name := name_of(part, key))]
    if len(margins) > 1:
        first, second = sorted(margins, key=lambda name: name.offsets[0])[:2]
        hint = (
            "`tolerance` is a distance, `relative` a share of the answer, `significant` a number of digits; "
            "keep one of them."
        )
        yield second.fault(f"A part has `{first.text}` or `{second.text}`, not both.", hint)
    shown_as = name_of(part, "shown_as")
    if shown_as and name_of(part, "form"):
        message = "`shown_as` could show the answer in another form than the one that is asked for."
        yield shown_as.fault(message, "Delete it: with `form` the answer is rewritten, and shown so.")
    kind = _word(part, "kind")
    for key, (kinds, why) in _MEANT_FOR.items():
        name = name_of(part, key)
        if name and kind in (*_OPEN, "choice") and kind not in kinds and _knows(kind, key):
            message = f"`{key}` has no meaning for an answer of kind `{kind}`."
            yield name.fault(message, f"Delete it: {why}.")


def _knows(kind: str, key: str) -> bool:
    """Does the form of this kind have the key at all? (If not, `shape` has reported it.)"""
    return kind in _OPEN or key == "credit"


def _verdict(part: Mapping) -> Iterator[Fault]:
    """A verdict that is computed is proved; of its reasons, one that argues for it is right."""
    if _word(part, "kind") != "true/false":
        return
    answer = get(part, "answer")
    computed = isinstance(answer, Scalar) and answer.source.text.strip().lower() not in ("true", "false")
    if computed and answer is not None and not get(part, "certificate"):
        hint = "Add `certificate:`, a relation that holds only if `value` is the right verdict."
        yield answer.source.fault("This verdict is computed, but nothing proves it.", hint)
    yield from _one_right(part, "reasons")


def _options(part: Mapping) -> Iterator[Fault]:
    """Exactly one option of a choice is right, at least one of a multiple choice."""
    kind = _word(part, "kind")
    if kind in ("choice", "multiple"):
        yield from _one_right(part, "options", several=kind == "multiple")


def _one_right(part: Mapping, key: str, several: bool = False) -> Iterator[Fault]:
    """How an expression turns out is known for each variant only; what is written can be counted here."""
    node = get(part, key)
    if not isinstance(node, Items):
        return
    written = [get(option, "right") for option in mappings(part, key)]
    right = [value for value in written if isinstance(value, Scalar) and value.source.text.lower() == "true"]
    literal = all(
        value is None or (isinstance(value, Scalar) and value.source.text.lower() in ("true", "false"))
        for value in written
    )
    one = key.removesuffix("s")
    if len(right) > 1 and not several:
        line = right[0].source.place().line
        hint = f"The {one} in line {line} is right, too; exactly one may be."
        if key == "options":
            hint += " Where several are, the part is of kind `multiple`."
        yield right[1].source.fault(f"A second {one} is right.", hint)
    elif literal and not right and written:
        name = name_of(part, key)
        if name:
            what = "those that are" if several else "the one that is"
            yield name.fault(f"None of these {key} is right.", f"Write `right: true` below {what}.")
    elif several and literal and len(right) == len(written) and written:
        name = name_of(part, key)
        if name:
            yield name.fault("All of these options are right.", "Add one that is wrong.")
