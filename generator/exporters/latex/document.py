r"""The three documents of a problem set: worksheet, answer key, worked solutions.

PyLaTeX writes the frame (class, packages, options, metadata); the Jinja2 templates of `templates/latex/` lay
out one paper at a time between its `\begin{document}` and its `\end{document}`. Templates print what they are
given: no arithmetic, no escaping, no rules. Every value that reaches them is LaTeX already.

    >>> "".join(source("worksheet", heading, papers)).startswith("\\documentclass")
    True

Before each question a template writes the comment `% question: 3 eigen/2x2 1` (number, family, variant), by
which the engine finds the question that a line of the source belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import jinja2
import pylatex

from generator.exporters.base import Fragment
from generator.exporters.formulas.latex import DEFINITIONS
from generator.exporters.latex import escape
from generator.exporters.latex.answers import points_text
from generator.exporters.latex.blocks import blocks
from generator.exporters.latex.papers import Paper
from generator.exporters.words import word
from generator.model import Heading, Item
from generator.resources import template_text

DOCUMENTS = {
    "worksheet": "",
    "answer-key": "answer key",
    "solutions": "worked solutions",
}
"""Each document (its template and its file name) and the key of the words that its title adds to that of the set."""

_PREAMBLE, _BODY = "%setwright-preamble%", "%setwright-body%"


def source(document: str, heading: Heading, papers: Sequence[Paper]) -> Iterator[str]:
    """The LaTeX source of a document, in pieces: its head, one piece a paper, its end."""
    head, tail = _frame(document, heading)
    yield head
    template = _template(f"{document}.tex")
    items = {item.number: item for item in heading.items}
    language = heading.language
    shared = {
        "set": {
            "title": escape.text(heading.title),
            "course": escape.text(heading.course),
            "date": escape.text(heading.date),
            "seed": escape.text(heading.seed),
            "instructions": blocks(heading.instructions),
        },
        "document": _title(document, language),
        "name": word("name", language),
        "seed": word("seed", language),
    }
    for number, paper in enumerate(papers, start=1):
        total = sum((items[fragment.item].points for fragment in paper), Fraction(0))
        yield template.render(
            shared,
            paper=_paper(number, len(papers), language),
            anchor=f"paper{number}",
            level=1 if len(papers) > 1 else 0,
            total=points_text(total, language),
            of_total=word("of points", language).format(points=points_text(total, language)),
            questions=[_question(fragment, items[fragment.item], number) for fragment in paper],
        )
    yield tail


def _title(document: str, language: str) -> str:
    key = DOCUMENTS[document]
    return escape.text(word(key, language)) if key else ""


def _paper(number: int, count: int, language: str) -> str:
    return escape.text(word("paper", language).format(number=number, count=count)) if count > 1 else ""


def _question(fragment: Fragment, item: Item, paper: int) -> dict[str, Any]:
    body = fragment.body
    return {
        "number": item.number,
        "mark": f"{item.number} {_plain(fragment.family)} {fragment.index + 1}",
        "anchor": f"paper{paper}.question{item.number}",
        "title": body.title,
        "bookmark": f"{item.number}. {body.bookmark}",
        "points": body.points,
        "asked": body.asked,
        "key": body.key,
        "solution": body.solution,
    }


def _plain(family: str) -> str:
    """A family's id as one printable word, so that it stays inside its comment."""
    return "".join(c if c.isprintable() and c != " " else "?" for c in family)


def _frame(document: str, heading: Heading) -> tuple[str, str]:
    """What stands before and after the papers, as PyLaTeX writes it."""
    frame = pylatex.Document(
        documentclass="article",
        document_options=["11pt", "a4paper"],
        fontenc="T1",
        inputenc="utf8",
        lmodern=True,
        textcomp=False,
        microtype=True,
        page_numbers=False,
        indent=True,
        geometry_options={"hmargin": "26mm", "top": "22mm", "bottom": "26mm", "footskip": "11mm"},
    )
    for package in ("amsmath", "amssymb", "array", "booktabs", "graphicx", "xcolor"):
        frame.packages.append(pylatex.Package(package))
    frame.packages.append(pylatex.Package("hyperref", options=["hidelinks", "pageanchor=false"]))
    frame.packages.append(pylatex.Package("bookmark"))
    key = DOCUMENTS[document]
    name = f"{heading.title}: {word(key, heading.language)}" if key else heading.title
    metadata = {
        "pdftitle": escape.pdf_string(name),
        "pdfsubject": escape.pdf_string(heading.course),
        "pdfcreator": "Setwright",
        "pdflang": heading.language,
    }
    settings = ",\n  ".join(f"{key}={{{value}}}" for key, value in metadata.items())
    frame.preamble.append(pylatex.NoEscape(f"\\hypersetup{{\n  {settings}\n}}\n{_PREAMBLE}"))
    frame.append(pylatex.NoEscape(_BODY))
    head, rest = frame.dumps().split(_PREAMBLE)
    middle, tail = (_tidy(piece) for piece in rest.split(_BODY))
    preamble = f"{DEFINITIONS}\n{template_text('latex', 'preamble.tex')}"
    return f"{_tidy(head)}\n\n{preamble}\n{middle}\n\n", f"\n{tail.lstrip()}\n"


def _tidy(piece: str) -> str:
    """PyLaTeX ends its lines with `%`; between the commands of a preamble they only disturb the reader."""
    return "\n".join(line for line in piece.replace("%\n", "\n").splitlines() if line)


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - what a template prints is LaTeX already, escaped for LaTeX
        loader=jinja2.FunctionLoader(lambda name: template_text("latex", name)),
    )
    return environment.get_template(name)
