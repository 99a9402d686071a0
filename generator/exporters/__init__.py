"""The table of formats. To add one: its module, its templates, its line here.

A module is imported when its format is asked for, so that nobody pays for the others.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from typing import cast

from generator.errors import UnknownName
from generator.exporters.base import Exporter

EXPORTERS: dict[str, str] = {
    "pdf": "generator.exporters.pdf",
    "html": "generator.exporters.html_pages",
    "latex": "generator.exporters.latex",
    "moodle": "generator.exporters.moodle",
    "moodle-stack": "generator.exporters.moodle_stack",
    "qti12": "generator.exporters.qti12",
    "cartridge": "generator.exporters.cartridge",
    "qti21": "generator.exporters.qti21",
    "qti22": "generator.exporters.qti22",
    "qti30": "generator.exporters.qti30",
}
"""The word of `--to` → the module that writes that format."""

WITH_PAPERS = ("pdf", "html", "latex")
"""The formats that write documents: they alone know papers, and students who get one each."""

LAID_OUT = ("pdf", "latex")
"""Those of them that an instructor's layout templates lay out."""


def exporter(name: str) -> Exporter:
    """The exporter of a format. Raises UnknownName if there is none."""
    if name not in EXPORTERS:
        near = difflib.get_close_matches(name, EXPORTERS, 1)
        hint = f"Did you mean `{near[0]}`?" if near else f"The formats are {', '.join(EXPORTERS)}."
        raise UnknownName(f"There is no format `{name}`.", hint)
    return cast(Exporter, import_module(EXPORTERS[name]))
