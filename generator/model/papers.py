"""Paper: how a printed set looks, and who gets which copy of it.

Layout(size="letter", large=True).size == "letter"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model.prose import Blocks

PaperSize: TypeAlias = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How documents are printed.

    `columns` are 1 or 2, of questions; `large` sets large print; `colour` is that of headings and rules, six
    hexadecimal digits, "" for black and grey. `logo` is the content of a PNG, JPEG or PDF file for the head of the first page,
    empty for none, and `logo_name` its file name. `rules` stand on the cover page of an exam.
    """

    size: PaperSize = "a4"
    columns: int = 1
    large: bool = False
    colour: str = ""
    logo: bytes = b""
    logo_name: str = ""
    rules: Blocks = ()


@dataclass(frozen=True, slots=True)
class Student:
    """Who gets a paper: a line of the roster. `fields` are its other columns, by name, in their order."""

    id: str
    name: str
    fields: tuple[tuple[str, str], ...] = ()
