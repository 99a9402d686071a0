"""Paper: how a printed set looks, and who gets which copy of it.

Layout(size="letter", large=True).documents == ("worksheet", "answer-key", "solutions")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model.prose import Blocks

PaperSize: TypeAlias = Literal["a4", "letter"]

Tagging: TypeAlias = Literal["never", "possible", "always"]
"""Whether PDFs are tagged: never; where this machine can and it does not take long; or else not written at all."""

DOCUMENTS = ("worksheet", "exam", "bubble-sheet", "answer-key", "solutions", "grading")
"""What can be printed of a set, by the names of the files: always in this order."""

BUBBLE_SHEET = "bubble-sheet"
"""The document that is drawn and not set in type: it has no layout template."""


@dataclass(frozen=True, slots=True)
class Template:
    """A layout template of an instructor, in place of ours with this `name`; `shown_as` is its path in messages."""

    name: str
    shown_as: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How documents are printed, and which.

    `columns` are 1 or 2, of questions; `large` sets large print; `colour` is that of headings and rules, six
    hexadecimal digits, "" for black and grey. `logo` is the content of a PNG, JPEG or PDF file for the head of the
    first page, empty for none, and `logo_name` its file name. `rules` stand on the cover page of an exam. `documents`
    are some of `DOCUMENTS`, in their order; `templates` take the place of ours. `digits` is how many a student's number
    has, for which a bubble sheet without a student has a grid; 0 for none. `tagging` says whether PDFs are tagged.
    """

    size: PaperSize = "a4"
    columns: int = 1
    large: bool = False
    colour: str = ""
    logo: bytes = b""
    logo_name: str = ""
    rules: Blocks = ()
    documents: tuple[str, ...] = ("worksheet", "answer-key", "solutions")
    templates: tuple[Template, ...] = ()
    digits: int = 0
    tagging: Tagging = "never"


A4 = Layout()
"""A4, one column, in black and grey."""


@dataclass(frozen=True, slots=True)
class Student:
    """Who gets a paper: a line of the roster. `fields` are its other columns, by name, in their order."""

    id: str
    name: str
    fields: tuple[tuple[str, str], ...] = ()
