"""The logic of QTI's expressions: what is not given is NULL, and NULL makes what is computed from it NULL.

`and` and `or` are three-valued: one decisive operand decides, whatever the others are. A regular expression of XML
Schema is matched by an XML Schema, not by Python's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from lxml import etree

State: TypeAlias = dict[str, Any]
"""Values of responses and outcomes."""
Value: TypeAlias = Callable[[State], Any]
NULL = None


def strict(compute: Callable[..., Any], values: list[Value]) -> Value:
    """NULL if an operand is."""

    def value(state: State) -> Any:
        each = [value(state) for value in values]
        return NULL if NULL in each else compute(*each)

    return value


def junction(kind: str, state: State, values: list[Value]) -> bool | None:
    each, decisive = [value(state) for value in values], kind == "or"
    return decisive if decisive in each else NULL if NULL in each else not decisive


def together(state: State, values: list[Value]) -> list[Any] | None:
    each = [value(state) for value in values]
    return [one for v in each if v is not NULL for one in (v if isinstance(v, list) else [v])] or NULL


def same_values(one: list[Any], other: list[Any]) -> bool:
    return sorted(one) == sorted(other)


@cache
def schema_of(pattern: str) -> Any:
    """An XML Schema for an element whose text fits the pattern."""
    xs = "{http://www.w3.org/2001/XMLSchema}"
    root = etree.Element(f"{xs}schema", nsmap={"xs": xs[1:-1]})
    simple = etree.SubElement(etree.SubElement(root, f"{xs}element", name="x"), f"{xs}simpleType")
    restriction = etree.SubElement(simple, f"{xs}restriction", base="xs:string")
    etree.SubElement(restriction, f"{xs}pattern", value=pattern)
    return etree.XMLSchema(root)


def fits(schema: Any, value: str) -> bool:
    element = etree.Element("x")
    element.text = value
    return bool(schema.validate(element))
