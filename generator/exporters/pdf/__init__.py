"""PDF: the sources of the `latex` exporter, compiled by pdflatex.

`engine` runs the program, `log` reads what it says. Rendering is LaTeX's; only the format's name differs.
The command line calls `engine.require_engine` before a build starts, so that a missing TeX is told first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from generator.exporters import latex
from generator.exporters.base import Fragment, OutputFile
from generator.exporters.latex.document import DOCUMENTS, source
from generator.exporters.latex.papers import Paper, deal, holds
from generator.exporters.latex.question import fragment
from generator.exporters.pdf import engine
from generator.model import Heading, Item, Verified

NAME = "pdf"
DESCRIPTION = "PDF by pdflatex: worksheet, answer key, worked solutions"
PROFILES: dict[str, str] = {}
ABILITIES = latex.ABILITIES
preview = latex.preview


def render(question: Verified, item: Item) -> Fragment:
    """One question in LaTeX; its body is a `latex.question.Body`."""
    return fragment(question, item, NAME)


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """`pdf/worksheet.pdf`, `pdf/answer-key.pdf` and `pdf/solutions.pdf`.

    Writing one raises LatexError if TeX refuses it, and ToolMissing if there is no TeX.
    """
    papers = deal(heading, fragments)
    held = holds(papers)
    for document in DOCUMENTS:
        yield OutputFile(f"pdf/{document}.pdf", partial(_write, document, heading, papers), held)


def _write(document: str, heading: Heading, papers: tuple[Paper, ...], stream: BinaryIO) -> None:
    stream.write(engine.run("".join(source(document, heading, papers)), f"{document} of {heading.name}"))
