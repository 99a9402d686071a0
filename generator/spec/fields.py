"""The leaves of a schema: texts, expressions, names and numbers, as pydantic types that keep their places.

Each type reads a node of the tree that `yaml` made (`shape` hands them over) and raises a
`PydanticCustomError` built by `wrong`; `shape` turns that into a fault. Numbers are read exactly and never
through a float. A scalar is text whatever it looks like: `title: 3` is the title “3”.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema

from generator.model import LANGUAGES
from generator.spec.source import Source, joined
from generator.spec.suggest import did_you_mean, listed
from generator.spec.texts import Keyed, Listed, line, source_of, text, wrong
from generator.spec.yaml import Items, Mapping, Scalar, shortened


def expression(data: object) -> Source:
    """An expression; a YAML list of expressions becomes one list expression, `[a, b]`."""
    if not isinstance(data, Listed):
        return text(data)
    return _list_expression(data.node)


def _list_expression(node: Items) -> Source:
    parts: list[str | Source] = ["["]
    for number, item in enumerate(node.items):
        if number:
            parts.append(", ")
        if isinstance(item, Mapping):
            raise wrong("{key} holds a mapping where an expression is expected.", QUOTE_IT, item.source)
        parts.append(_list_expression(item) if isinstance(item, Items) else text(item))
    parts.append("]")
    return joined(parts, node.source.document, node.source.offsets[0])


QUOTE_IT = "If the braces or colons belong to an expression, put all of it in quotes."


def _as_list(data: object) -> object:
    """One expression stands for a list of one; a flow list must not have been cut at the commas of a call."""
    if isinstance(data, Scalar):
        return [data]
    if isinstance(data, Listed) and data.node.flow:
        for item in data.node.items:
            if isinstance(item, Scalar) and item.plain and not _balanced(item.source.text):
                cut = shortened(item.source.text)
                message = f"YAML cuts this list at every comma, so that `{cut}` is an entry."
                hint = "Write one expression a line, each after a `-`, or put each in quotes."
                raise wrong(message, hint, item.source)
    return data


def _balanced(expression: str) -> bool:
    return all(expression.count(a) == expression.count(b) for a, b in ("()", "[]", "{}"))


RESERVED = ("value",)
"""Names with a meaning of their own: `value` is the answer, in a certificate."""


def name(data: object) -> Source:
    """A name of the expression language."""
    source = text(data)
    check_name(source)
    return source


def check_name(source: Source) -> None:
    """Raises the error of a text that is no name (letters, digits and `_`, no word of the language)."""
    word = source.text
    shown = shortened(word)
    if not word.isidentifier():
        hint = "A name is letters, digits and `_`, and starts with a letter: `x`, `λ1`, `slope`."
        raise wrong(f"`{shown}` is not a name.", hint, source)
    if keyword.iskeyword(word):
        hint = "Choose another; for Greek letters write the letter itself (`λ`)."
        raise wrong(f"`{shown}` is a word of the expression language and cannot be a name.", hint, source)
    if word in RESERVED:
        hint = "Choose another name."
        raise wrong(f"`{shown}` stands for the answer in a certificate and cannot be a name.", hint, source)
    if word.startswith("__"):
        raise wrong(
            f"`{shown}` cannot be a name: it starts with two underscores.", "Choose another name.", source
        )
    normal = unicodedata.normalize("NFKC", word)
    if normal != word:
        message = f"`{shown}` contains a character that the expression language reads as another."
        raise wrong(message, f"Write `{shortened(normal)}`, which looks the same or nearly so.", source)


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in several languages, in the order of the file. `key` is the mapping, for messages about it."""

    texts: tuple[tuple[str, Source], ...]
    key: Source

    def get(self, language: str) -> Source | None:
        """The text in a language, if there is one."""
        return next((text for name, text in self.texts if name == language), None)


def prose(data: object) -> Source | Translated:
    """A text; or a mapping of languages to texts."""
    if not isinstance(data, Keyed) or not any(key.text in LANGUAGES for key, _ in data.node.entries):
        return text(data)
    texts = []
    for key, _ in data.node.entries:
        if key.text not in LANGUAGES:
            message = f"`{shortened(key.text)}` is not a language."
            hint = did_you_mean(key.text, LANGUAGES) or f"Languages are {listed(LANGUAGES)}."
            raise wrong(message, hint, key)
        texts.append((key.text, text(data[key.text])))
    return Translated(tuple(texts), data.node.source)


def _title(data: object) -> Source | Translated:
    given = prose(data)
    for source in (given,) if isinstance(given, Source) else [source for _, source in given.texts]:
        if "\n" in source.text.strip():
            raise wrong(
                "{key} must fit on one line.", "Shorten it, or use `>-` to fold its lines into one.", source
            )
    return given


def _verdict(data: object) -> bool:
    source = text(data)
    word = source.text.strip().lower()
    if word not in ("true", "false"):
        raise wrong("{key} must be `true` or `false`; it is `" + shortened(source.text) + "`.", "", source)
    return word == "true"


_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?")
_RATIO = re.compile(r"([-+]?[0-9]{1,15})\s*/\s*([0-9]{1,15})")


def exact(text: str) -> Fraction | None:
    """A written number (`2`, `0.5`, `1e-3`, `1/3`), exactly; None for any other text."""
    ratio = _RATIO.fullmatch(text.strip())
    if ratio and int(ratio[2]):
        return Fraction(int(ratio[1]), int(ratio[2]))
    return Fraction(text.strip()) if _DECIMAL.fullmatch(text.strip()) else None


MAX_POINTS = Fraction(1_000)
"""Most points that anything may have; the least are as far below 1. Formats write them out."""


def _points(data: object) -> Fraction:
    source = text(data)
    number = exact(source.text)
    if number is None or number <= 0:
        message = "{key} must be a number above 0; it is `" + shortened(source.text) + "`."
        raise wrong(message, "Write 2, 0.5 or 1/3.", source)
    if not 1 / MAX_POINTS <= number <= MAX_POINTS:
        message = "{key} must be from 0.001 to 1,000; it is `" + shortened(source.text) + "`."
        raise wrong(message, "Only ratios between points matter: write 1 and 2 for 1000 and 2000.", source)
    return number


def _margin(data: object) -> Source:
    source = text(data)
    number = exact(source.text)
    if number is not None and number <= 0:
        message = "{key} must be above 0; it is `" + shortened(source.text) + "`."
        raise wrong(message, "Leave the key out if the answer must be exact.", source)
    return source


def _truth(data: object) -> bool | Source:
    source = expression(data)
    word = source.text.strip()
    if word in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return word.lower() == "true"
    if word.lower() in ("yes", "no", "on", "off", "y", "n"):
        message = "{key} must be `true` or `false`, or a condition such as `a > 0`; it is `" + word + "`."
        meant = "true" if word.lower() in ("yes", "on", "y") else "false"
        raise wrong(message, f"Write `{meant}`.", source)
    return source


_PART_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")
FAMILY_ID = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
MAX_FAMILY_ID = 120
"""Most characters of a family's id: it is the name of a file, too."""


def _part_id(data: object) -> str:
    source = text(data)
    if not _PART_ID.fullmatch(source.text):
        hint = "Use a letter, then letters, digits, `-` and `_`; at most 32."
        raise wrong(f"`{shortened(source.text)}` cannot be the id of a part.", hint, source)
    if source.text in (*RESERVED, "values"):
        hint = "Choose another id."
        raise wrong(
            f"`{source.text}` stands for the answer in a certificate and cannot be an id.", hint, source
        )
    return source.text


def _family_id(data: object) -> str:
    source = text(data)
    if not FAMILY_ID.fullmatch(source.text) or len(source.text) > MAX_FAMILY_ID:
        hint = "Use a-z, 0-9, `-` and `/`, as in `eigen/by-hand`."
        raise wrong(f"`{shortened(source.text)}` cannot be the id of a family.", hint, source)
    return source.text


def one_of(*words: str) -> tuple[PlainValidator, WithJsonSchema]:
    """The parts of an `Annotated` type that accepts these words."""

    def read(data: object) -> str:
        source = text(data)
        if source.text not in words:
            message = "{key} must be " + listed(words, "or") + f"; it is `{shortened(source.text)}`."
            raise wrong(message, did_you_mean(source.text, words) or "Write one of these words.", source)
        return source.text

    return PlainValidator(read), WithJsonSchema({"type": "string", "enum": list(words)})


def whole(low: int, high: int) -> tuple[PlainValidator, WithJsonSchema]:
    """The parts of an `Annotated` type that accepts whole numbers between two bounds, inclusive."""

    def read(data: object) -> int:
        source = text(data)
        word = source.text.strip()
        if not re.fullmatch(r"[-+]?[0-9]{1,15}", word) or not low <= int(word) <= high:
            message = "{key} must be a whole number" + f" from {low} to {high:,}; it is `{shortened(word)}`."
            raise wrong(message, "Write it in digits only: 12.", source)
        return int(word)

    return PlainValidator(read), WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})


_TEXT = WithJsonSchema({"type": "string"})
_NUMBER = WithJsonSchema({"type": ["number", "string"]})
_EXPRESSION = WithJsonSchema({"type": ["string", "number", "boolean", "array"]})


def _leaf(read: Callable[[object], Any]) -> PlainValidator:
    return PlainValidator(read)


Line: TypeAlias = Annotated[str, _leaf(line), _TEXT]
LineSource: TypeAlias = Annotated[Source, _leaf(lambda data: (line(data), text(data))[1]), _TEXT]
_PROSE = WithJsonSchema(
    {
        "anyOf": [
            {"type": ["string", "number"]},
            {
                "type": "object",
                "properties": {language: {"type": "string"} for language in LANGUAGES},
                "additionalProperties": False,
            },
        ]
    }
)
Prose: TypeAlias = Annotated[Source | Translated, _leaf(prose), _PROSE]
Title: TypeAlias = Annotated[Source | Translated, _leaf(_title), _PROSE]
Verdict: TypeAlias = Annotated[bool, _leaf(_verdict), WithJsonSchema({"type": ["boolean", "string"]})]
PartId: TypeAlias = Annotated[str, _leaf(_part_id), _TEXT]
FamilyId: TypeAlias = Annotated[str, _leaf(_family_id), _TEXT]
Name: TypeAlias = Annotated[Source, _leaf(name), _TEXT]
Expression: TypeAlias = Annotated[Source, _leaf(expression), _EXPRESSION]
Expressions: TypeAlias = Annotated[
    tuple[Expression, ...],
    BeforeValidator(_as_list),
    WithJsonSchema(
        {"anyOf": [{"type": ["string", "boolean"]}, {"type": "array", "items": {"type": "string"}}]}
    ),
]
Points: TypeAlias = Annotated[Fraction, _leaf(_points), PlainSerializer(str), _NUMBER]
Margin: TypeAlias = Annotated[Source, _leaf(_margin), _NUMBER]
Truth: TypeAlias = Annotated[bool | Source, _leaf(_truth), WithJsonSchema({"type": ["boolean", "string"]})]


@dataclass(frozen=True, slots=True)
class Binding:
    """A name and the text that defines it."""

    name: Name
    value: Expression


def _bindings(data: object) -> list[dict[str, object]]:
    if not isinstance(data, Keyed):
        hint = "Write one `name: expression` a line, indented below the key; or delete the key."
        raise wrong("{key} must be a mapping of names to expressions.", hint, source_of(data))
    return [{"name": Scalar(key, plain=False), "value": data[key.text]} for key, _ in data.node.entries]


Bindings: TypeAlias = Annotated[
    tuple[Binding, ...],
    BeforeValidator(_bindings),
    WithJsonSchema(
        {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "array"]}}
    ),
]
