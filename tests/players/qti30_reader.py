"""What a QTI 3.0 item asks, read from its XML: interactions part by part, and their declared keys.

    parts = read(xml)
    parts[0].form        # "float"
    parts[0].responses   # ("RESPONSE_1", "RESPONSE_2")
    parts[0].key         # {"RESPONSE_1": "3", "RESPONSE_2": "4"}

It imports nothing of the exporters. That responses of one part begin alike is all it knows of their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
_PART = re.compile(r"^(?:ANSWER_\d+|RESPONSE)")

FORMS = {
    "choice-interaction": "choice",
    "match-interaction": "match",
    "order-interaction": "order",
    "extended-text-interaction": "essay",
}
"""How a part is asked, by its interaction; a text entry has the base type of its response for a form."""


@dataclass(frozen=True, slots=True)
class PartForm:
    """One part as it is asked.

    `form` is a value of `FORMS`, "float", "string", or the name of an interaction that this reader does not know.
    `offered` are identifiers of choices, of which a match has the first `lefts` on its left.
    """

    form: str
    responses: tuple[str, ...]
    key: dict[str, str | list[str]]
    offered: tuple[str, ...] = ()
    lefts: int = 0


def read(xml: str) -> tuple[PartForm, ...]:
    """The parts of an item, in order."""
    root: Any = etree.fromstring(xml.encode())
    declared = {e.get("identifier"): e for e in root.findall(f"{QTI}qti-response-declaration")}
    interactions = [e for e in root.find(f"{QTI}qti-item-body").iter() if _response(e)]
    parts = groupby(interactions, key=lambda e: _PART.findall(_response(e))[0])
    return tuple(_part(list(asked), declared) for _, asked in parts)


def _response(element: Any) -> Any:
    return element.get("response-identifier")


def _part(interactions: list[Any], declared: dict[str, Any]) -> PartForm:
    first = interactions[0]
    names = tuple(_response(e) for e in interactions)
    kinds = {e.tag[len(f"{QTI}qti-") :] for e in interactions}
    kind = kinds.pop() if len(kinds) == 1 else " and ".join(sorted(kinds))
    base = declared[names[0]].get("base-type")
    sides = first.findall(f"{QTI}qti-simple-match-set")
    return PartForm(
        base if kind == "text-entry-interaction" else FORMS.get(kind, kind),
        names,
        {name: key for name in names if (key := _key(declared[name]))},
        tuple(e.get("identifier") for e in first.iter() if e.get("identifier")),
        len(sides[0]) if sides else 0,
    )


def _key(declaration: Any) -> str | list[str]:
    values = [value.text for value in declaration.iterfind(f"{QTI}qti-correct-response/{QTI}qti-value")]
    return values[0] if declaration.get("cardinality") == "single" and values else values
