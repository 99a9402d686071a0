"""Figures in Moodle: a file beside every text that shows it, words where Moodle shows no file.

Each text of a question has a file area of its own, so a figure in the question and in an option is embedded
twice. Inside a gap of a cloze there are no files: what stands there says a figure in words. Must not decide
where a text goes.

    >>> text_element("<p>No figure.</p>", question)
    Markup('<text><![CDATA[<p>No figure.</p>]]></text>')

How files are read is written in `question/format/xml/format.php` (`import_files`) of Moodle 4.5: base64, in the
element that holds the text.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache

from markupsafe import Markup

from generator.exporters.figures import figures_in, file_name, svg
from generator.exporters.html import MOODLE
from generator.exporters.moodle.texts import cdata
from generator.exporters.xml_templates import load
from generator.model import Emph, Figure, Inlines, Question, Strong, Text

_FILE = load("moodle", "file.xml")


def text_element(html: str, question: Question) -> Markup:
    """The `<text>` for this HTML of the question, and after it the files that it refers to."""
    text = Markup(f"<text>{cdata(html)}</text>")  # noqa: S704 - CDATA
    if MOODLE.figures not in html:
        return text
    return Markup("\n").join([text, *[file for reference, file in _files(question) if reference in html]])


@lru_cache(maxsize=4)  # a question has several texts
def _files(question: Question) -> tuple[tuple[str, Markup], ...]:
    """The figures of a question, each once: how a text refers to it, and the element with its file."""
    return tuple(
        [
            (MOODLE.figures + file_name(figure), _element(file_name(figure), svg(figure)))
            for figure in figures_in(question)
        ]
    )


def _element(name: str, content: bytes) -> Markup:
    # Rendered with escaping on.
    return Markup(_FILE.render(name=name, content=b64encode(content).decode()))  # noqa: S704


def holds_figure(line: Inlines) -> bool:
    """Does a line of text hold a figure?"""
    for part in line:  # a plain loop: this is asked of every feedback on every gap
        if isinstance(part, Figure) or (isinstance(part, (Emph, Strong)) and holds_figure(part.children)):
            return True
    return False


def in_words(line: Inlines) -> Inlines:
    """The line with the alternative text of each figure in its place; a line without any as it is."""
    if not holds_figure(line):
        return line
    return tuple(
        [
            Text(part.alt) if isinstance(part, Figure)
            else type(part)(in_words(part.children)) if isinstance(part, (Emph, Strong))
            else part
            for part in line
        ]
    )  # fmt: skip
