"""A tree against a pydantic model: a value of the model, or every fault with its place in plain English.

pydantic says what is wrong at which path; this module finds the place of the path in the file and the
words. It serves problem specs and problem sets alike and knows the keys of neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.errors import Fault, Place
from generator.spec import yaml
from generator.spec.source import Source
from generator.spec.suggest import did_you_mean, listed
from generator.spec.texts import Keyed, Listed
from generator.spec.yaml import Node, shortened

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Form:
    """The words of messages about one model: what a value of it is called, and where its keys belong."""

    noun: str
    home: str
    model: type[BaseModel]


Forms: TypeAlias = Mapping[str, Form]
"""The form that is read below a key, or under the tag of a union; `""` is the file itself."""


def shaped(tree: Node, model: type[Model], forms: Forms) -> tuple[Model | None, list[Fault]]:
    """The tree as a value of `model`; or None, and what is wrong with it."""
    try:
        return model.model_validate(_data(tree)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, [
            _fault(detail, tree, forms) for detail in details if not _follows(detail, details, forms)
        ]


def _follows(detail: ErrorDetails, details: list[ErrorDetails], forms: Forms) -> bool:
    """Does this only follow from another fault: a misspelt key is missing, wrong entries are too few?"""
    loc = detail["loc"]
    if detail["type"] == "too_short":
        return any(other["loc"][: len(loc)] == loc and len(other["loc"]) > len(loc) for other in details)
    if detail["type"] != "missing":
        return False
    fields = _form(loc, forms).model.model_fields
    return any(
        other["type"] == "extra_forbidden"
        and other["loc"][:-1] == loc[:-1]
        and did_you_mean(str(other["loc"][-1]), fields) == f"Did you mean `{loc[-1]}`?"
        for other in details
    )


def _form(loc: tuple[int | str, ...], forms: Forms) -> Form:
    """The form of the mapping that the last step of a path is, or should be, a key of."""
    return next(
        (forms[step] for step in reversed(loc[:-1]) if isinstance(step, str) and step in forms), forms[""]
    )


def _data(node: Node) -> Any:
    if isinstance(node, yaml.Mapping):
        keyed = Keyed((key.text, _data(value)) for key, value in node.entries)
        keyed.node = node
        return keyed
    if isinstance(node, yaml.Items):
        listed_ = Listed(_data(item) for item in node.items)
        listed_.node = node
        return listed_
    return node


def _fault(detail: ErrorDetails, tree: Node, forms: Forms) -> Fault:
    context = detail.get("ctx", {})
    node, path, keys = _walk(tree, detail["loc"])
    called = _called(path)
    if detail["type"] == "setwright":
        source: Source = context["source"]
        return source.fault(context["message"].replace("{key}", called), context["hint"])
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    form = _form(detail["loc"], forms)
    fields = form.model.model_fields
    if detail["type"] == "missing":
        if not path:
            return Fault(
                f"The key `{key}` is missing.", Place(tree.source.document.name, 1, 1), _advice(key, fields)
            )
        return Fault(f"{form.noun} has no `{key}`.", _head(node), _advice(key, fields))
    if detail["type"] == "extra_forbidden":
        return keys[-1].fault(f"{form.noun} has no key `{shortened(key)}`.", _way(key, fields, forms))
    if detail["type"] in ("too_short", "too_long"):
        low, high = context.get("min_length"), context.get("max_length")
        amount = f"at least {low}" if low else f"at most {high}"
        what = "entry" if (low or high) == 1 else "entries"
        hint = _advice(key, fields) if low else "Leave some out, or split the question into several families."
        return Fault(f"{called} must have {amount} {what}.", _head(node), hint)
    if detail["type"] in ("tuple_type", "list_type", "iteration_error"):
        return node.source.fault(f"{called} must be a list.", _as_list(key, node, fields))
    if detail["type"] in ("model_type", "model_attributes_type", "dict_type", "dataclass_type"):
        subject = called if path else "This file"
        hint = (
            "Write one `key: value` a line." if path else "Start with a line like `title: …`, not with `-`."
        )
        return Fault(f"{subject} must be a mapping of keys to values.", _head(node), hint)
    return node.source.fault(f"{called} is not right: {detail['msg']}.", "")


def _walk(tree: Node, loc: tuple[int | str, ...]) -> tuple[Node, tuple[int | str, ...], list[Source]]:
    """Follows a path as far as it exists: the node there, the path without pydantic's own tags, its keys."""
    node = tree
    path: list[int | str] = []
    keys: list[Source] = []
    for step in loc:
        if isinstance(node, yaml.Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, yaml.Mapping) and isinstance(step, int) and step < len(node.entries):
            key, node = node.entries[step]  # a binding: pydantic sees a list of names and values
            keys.append(key)
            step = key.text
        elif isinstance(node, yaml.Mapping) and isinstance(step, str):
            entry = next(((key, value) for key, value in node.entries if key.text == step), None)
            if entry is None:
                continue
            keys.append(entry[0])
            node = entry[1]
        else:
            continue
        path.append(step)
    return node, tuple(path), keys


def _called(path: tuple[int | str, ...]) -> str:
    if not path:
        return "This"
    if isinstance(path[-1], str):
        return f"`{shortened(path[-1])}`"
    return f"An entry of `{path[-2]}`" if len(path) > 1 else "An entry"


def _head(node: Node) -> Place:
    """Where a value starts: its first key, or its first line."""
    return node.source.place(0, len(node.source.text.split("\n")[0].split(":")[0]))


def _advice(key: str, fields: Mapping[str, FieldInfo]) -> str:
    """What the key is for, and what a line with it looks like."""
    field = fields[key]
    example = f" For example: `{key}: {field.examples[0]}`" if field.examples else ""
    return f"{field.description}{example}"


def _as_list(key: str, node: Node, fields: Mapping[str, FieldInfo]) -> str:
    """What to write instead of one value: a list with this entry, if its entries are words."""
    examples = fields[key].examples if key in fields else None
    if isinstance(node, yaml.Scalar) and examples and str(examples[0]).startswith("["):
        return f"Write `{key}: [{shortened(node.source.text)}]`."
    return "Write each entry on a line of its own, after a `-`."


def _way(key: str, fields: Mapping[str, FieldInfo], forms: Forms) -> str:
    """What to do with an unknown key: where it belongs, which one was meant, or what there is."""
    homes = [form.home for form in forms.values() if key in form.model.model_fields]
    if homes:
        return f"`{key}` belongs {homes[0]}."
    return did_you_mean(key, fields) or f"Its keys are {listed(fields)}."
