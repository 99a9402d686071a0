"""Web pages: the documents of `pdf` for screens and screen readers, each one file that needs nothing else.

What is printed as a picture is text here: formulas are MathML, with their words, and figures say what is to be seen.
`markup` writes prose, `answers` the room for an answer and its key, `question` one question; `pages` puts them together
by the templates of `templates/html/`. `generator.exporters.html` writes the prose of every format of HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from generator.exporters import latex
from generator.exporters.base import Fragment, OutputFile, Trouble
from generator.exporters.html_pages.pages import asked, has_unseen_logo, page
from generator.exporters.html_pages.question import fragment
from generator.exporters.latex.document import DOCUMENTS
from generator.exporters.latex.papers import FOR_STUDENTS, Paper, deal, file_name, folder, holds
from generator.model import Heading, Item, Layout, Verified
from generator.paper import code

NAME = "html"
DESCRIPTION = "Web pages of the same documents as pdf, with MathML: for screens and screen readers"
PROFILES: dict[str, str] = {}
ABILITIES = latex.ABILITIES


def render(question: Verified, item: Item) -> Fragment:
    """One question for pages; its body is a `question.Body`."""
    return fragment(question, item, NAME)


def preview(fragment: Fragment) -> str:
    """The question as it is asked, and its worked solution, in HTML."""
    return asked(fragment)


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """The documents that the layout names: `html/worksheet.html` and so on, with all papers below each other.

    With students: `html/papers/<number>-<id>.html` for each, and the other documents for all students in one file each.
    (Where both a worksheet and an exam are wanted, `worksheets` and `exams`.)
    """
    papers = deal(heading, fragments)
    shown = [document for document in heading.layout.documents if document in DOCUMENTS]
    troubles = tuple(_unshown(heading.layout))
    for document in shown:
        if heading.students and document in FOR_STUDENTS:
            name = folder(document, heading.layout.documents)
            for number, paper in enumerate(papers, start=1):
                path = f"html/{name}/{file_name(number, heading)}.html"
                write = partial(_write_one, document, heading, paper, number)
                yield OutputFile(path, write, holds([paper]), troubles)
        else:
            write = partial(_write, document, heading, papers)
            yield OutputFile(f"html/{document}.html", write, holds(papers), troubles)


def _unshown(layout: Layout) -> Iterator[Trouble]:
    """What the layout wants that is nothing for a screen."""
    if has_unseen_logo(layout):
        message = (
            "A browser cannot show a PDF file as a logo: the web pages are without it. Take a PNG or JPEG."
        )
        yield Trouble(message, False)


def _write(document: str, heading: Heading, papers: tuple[Paper, ...], stream: BinaryIO) -> None:
    for piece in page(document, heading, papers):
        stream.write(piece.encode())


def _write_one(document: str, heading: Heading, paper: Paper, number: int, stream: BinaryIO) -> None:
    student = heading.students[number - 1]
    called = code(heading.name, [fragment.seal for fragment in paper], student.id).text()
    for piece in page(document, heading, [paper], number, called):
        stream.write(piece.encode())
