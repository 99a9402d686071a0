"""LaTeX sources: worksheet, exam, answer key, worked solutions, grading guide; each to be compiled with pdflatex.

`escape` writes characters, `blocks` prose, `answers` the room for an answer and its key, `grading` what a grader
needs, `question` one question; `papers` deals the variants out, `document` lays them out by the `templates`. The `pdf`
exporter compiles the same sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from generator.exporters.base import Fragment, OutputFile
from generator.exporters.latex.document import files, source
from generator.exporters.latex.papers import Paper, deal, holds
from generator.exporters.latex.question import fragment
from generator.model import BUBBLE_SHEET, Heading, Item, Verified

NAME = "latex"
DESCRIPTION = "LaTeX sources of the same documents as pdf"
PROFILES: dict[str, str] = {}
ABILITIES = {
    "number": "",
    "expression": "",
    "vector": "",
    "matrix": "",
    "set": "",
    "interval": "",
    "text": "",
    "choice": "",
    "multiple": "",
    "true/false": "",
    "matching": "",
    "ordering": "",
    "essay": "",
}


def render(question: Verified, item: Item) -> Fragment:
    """One question in LaTeX; its body is a `question.Body`."""
    return fragment(question, item, NAME)


def preview(fragment: Fragment) -> str:
    """The question as it is asked, and its worked solution, in LaTeX."""
    return f"{fragment.body.asked}\n\n{fragment.body.solution}"


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """The sources of the documents that the layout names (`latex/worksheet.tex` and so on), and their logo.

    Bubble sheets have no source: they are drawn, and come as PDF here, too.
    """
    papers = deal(heading, fragments)
    held = holds(papers)
    for document in heading.layout.documents:
        if document == BUBBLE_SHEET:
            from generator.exporters.pdf import bubble_sheets

            yield from bubble_sheets.files(heading, papers, NAME)
            continue
        yield OutputFile(f"latex/{document}.tex", partial(_write, document, heading, papers), held)
    for name, content in files(heading).items():
        yield OutputFile(f"latex/{name}", partial(_copy, content))


def _write(document: str, heading: Heading, papers: tuple[Paper, ...], stream: BinaryIO) -> None:
    for piece in source(document, heading, papers):
        stream.write(piece.encode())


def _copy(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
