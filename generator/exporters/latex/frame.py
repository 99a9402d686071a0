r"""The frame of a document: class, packages, options and metadata by PyLaTeX, and the macros of our templates.

>>> head, tail = frame("exam", heading, layouts, values)
>>> head.startswith("\\documentclass[11pt,letterpaper]{article}")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pylatex

from generator.exporters.formulas.latex import DEFINITIONS
from generator.exporters.latex import escape
from generator.exporters.latex.templates import Layouts
from generator.model import Heading, Layout

MACROS = ("tags.tex", "look.tex", "pages.tex", "foreign.tex", "content.tex", "answers.tex", "keys.tex")
"""The templates that define what the others print with, in the order in which they build on each other."""

_PREAMBLE, _BODY = "%setwright-preamble%", "%setwright-body%"
_HYPHENATION = {"en": "usenglish", "de": "ngerman", "fr": "french", "es": "spanish"}
"""The patterns by which words are divided, as TeX installations call them (language.dat)."""

TAGGED_PREAMBLE = r"""\setrandomseed 1
\DocumentMetadata{
  lang=<language>, pdfstandard=ua-2, tagging=on, tagging-setup={math/setup=mathml-AF, math/alt/use=false}
}
"""
"""PDF/UA-2, with a file of MathML for each formula (the manual of LaTeX's tagging, documentmetadata-support).

The tags have a namespace with a name made at random: its seed is fixed, so that the same source gives the same file."""

_PACKAGES = ("amsmath", "amssymb", "array", "booktabs", "graphicx", "xcolor")


def frame(
    heading: Heading, name: str, layouts: Layouts, values: Mapping[str, Any], tagged: bool = False
) -> tuple[str, str]:
    """What stands before and after the papers of a document; `name` is its title in the metadata, any text.

    `tagged` documents are for lualatex, the others for every engine.

    Raises SpecError if a template of the instructor's fails.
    """
    document = pylatex.Document(
        documentclass="article",
        document_options=["11pt", f"{heading.layout.size}paper"],
        fontenc=None if tagged else "T1",
        inputenc=None if tagged else "utf8",
        lmodern=not tagged,
        textcomp=False,
        microtype=True,
        page_numbers=False,
        indent=True,
        geometry_options=_margins(heading.layout),
    )
    for package in _PACKAGES:
        document.packages.append(pylatex.Package(package))
    if tagged:  # the fonts are Latin Modern all the same
        document.packages.append(pylatex.Package(pylatex.NoEscape("unicode-math"), options=["mathbf=sym"]))
    document.packages.append(pylatex.Package("hyperref", options=["hidelinks", "pageanchor=false"]))
    document.packages.append(pylatex.Package("bookmark"))
    told = {
        "pdftitle": _told(name, heading.language, tagged),
        "pdfsubject": _told(heading.course, heading.language, tagged),
        "pdfcreator": "Setwright",
        "pdflang": heading.language,
    }
    settings = ",\n  ".join(f"{key}={{{value}}}" for key, value in told.items())
    document.preamble.append(
        pylatex.NoEscape(f"\\hypersetup{{\n  {settings}\n}}\n{_divided(heading.language)}\n{_PREAMBLE}")
    )
    document.append(pylatex.NoEscape(_BODY))
    head, rest = document.dumps().split(_PREAMBLE)
    middle, tail = (_tidy(piece) for piece in rest.split(_BODY))
    macros = "\n".join(layouts.rendered(macro, values) for macro in MACROS)
    metadata = TAGGED_PREAMBLE.replace("<language>", heading.language) if tagged else ""
    return f"{metadata}{_tidy(head)}\n\n{DEFINITIONS}\n{macros}\n{middle}\n\n", f"\n{tail.lstrip()}\n"


def _told(text: str, language: str, tagged: bool) -> str:
    """A text for the metadata. For tags, LaTeX takes it as a list, `[en]Title,[de]Titel`: this one has one entry."""
    told = escape.pdf_string(text)
    return f"{{[{language}]{told}}}" if tagged and told else told


def _divided(language: str) -> str:
    """Words are divided by the rules of their language, and not at all where TeX was installed without them.

    TeX numbers its sets of patterns; the last number has none.
    """
    patterns = f"l@{_HYPHENATION[language]}"
    return f"\\language=\\ifcsname {patterns}\\endcsname\\csname {patterns}\\endcsname\\else 255\\fi"


def _margins(layout: Layout) -> dict[str, str]:
    """Narrower ones at the sides of two columns and of large print, so that a line holds enough words."""
    sides = "17mm" if layout.columns == 2 else "20mm" if layout.large else "26mm"
    return {"hmargin": sides, "top": "22mm", "bottom": "26mm", "footskip": "11mm"}


def _tidy(piece: str) -> str:
    """PyLaTeX ends its lines with `%`; between the commands of a preamble they only disturb the reader."""
    return "\n".join(line for line in piece.replace("%\n", "\n").splitlines() if line)
