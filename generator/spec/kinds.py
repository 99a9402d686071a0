"""Which kinds of answer each form of part asks for. A form has one set of keys: its model in `parts`."""

from __future__ import annotations

KINDS_BY_FORM: dict[str, tuple[str, ...]] = {
    "open": ("number", "expression", "vector", "matrix", "set", "interval", "text"),
    "choice": ("choice", "multiple"),
    "verdict": ("true/false",),
    "matching": ("matching",),
    "ordering": ("ordering",),
    "essay": ("essay",),
}

KINDS = tuple(kind for kinds in KINDS_BY_FORM.values() for kind in kinds)
FORM_OF = {kind: form for form, kinds in KINDS_BY_FORM.items() for kind in kinds}
