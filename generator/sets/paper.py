"""How a set is printed: the section `paper` of its file, and the files that it brings along.

    paper:
      size: letter
      colour: "0065BD"
      logo: logo.png
      documents: [exam, answer-key, grading]

A logo lies in the folder of the set's file, or below it: a set that somebody sent cannot print what is elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from generator.errors import Fault, SpecError, UnknownName
from generator.model import DOCUMENTS, Template
from generator.sheets.layout import MOST_DIGITS
from generator.spec.fields import LineSource, Prose, Verdict, one_of, whole
from generator.spec.files import read_document
from generator.spec.source import Source
from generator.spec.texts import text, wrong
from generator.spec.yaml import Scalar, shortened

MAX_LOGO = 1 << 20
"""Most bytes of a logo: every document holds it once."""

_KINDS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "pdf": b"%PDF-"}
"""What a file of each kind starts with (PNG, 5.2; JPEG, B.1.1.3; ISO 32000-1, 7.5.2)."""


def _colour(data: object) -> str:
    source = text(data)
    found = re.fullmatch(r"#?([0-9A-Fa-f]{6})", source.text.strip())
    if not found:
        message = "{key} must be six hexadecimal digits; it is `" + shortened(source.text) + "`."
        raise wrong(message, 'Write them as in `colour: "0065BD"`, in quotes if `#` comes first.', source)
    return found[1].upper()


def _listed(data: object) -> object:
    return [data] if isinstance(data, Scalar) else data


Colour: TypeAlias = Annotated[
    str, PlainValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#?[0-9A-Fa-f]{6}$"})
]
Document: TypeAlias = Annotated[str, *one_of(*DOCUMENTS)]
Documents: TypeAlias = Annotated[tuple[Document, ...], BeforeValidator(_listed)]


class Paper(BaseModel):
    """The section `paper` of a set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Annotated[Literal["a4", "letter"], *one_of("a4", "letter")] = Field(
        default="a4", description="The size of the sheets.", examples=["letter"]
    )
    columns: Annotated[int, *whole(1, 2)] = Field(
        default=1,
        description="In how many columns the questions of worksheet and exam stand.",
        examples=["2"],
    )
    large: Verdict = Field(default=False, description="Large print, of 17 points.", examples=["true"])
    colour: Colour = Field(
        default="",
        description="Of headings and rules; darkened where it could not be read.",
        examples=['"0065BD"'],
    )
    logo: LineSource | None = Field(
        default=None,
        description="A PNG, JPEG or PDF file beside the set, for the head of the first page.",
        examples=["logo.png"],
    )
    rules: Prose | None = Field(
        default=None, description="What stands on the cover of an exam.", examples=["You have 90 minutes."]
    )
    documents: Documents | None = Field(
        default=None,
        min_length=1,
        description="What to print: `worksheet`, `exam`, `bubble-sheet`, `answer-key`, `solutions`, `grading`.",
        examples=["[exam, grading]"],
    )
    digits: Annotated[int, *whole(0, MOST_DIGITS)] = Field(
        default=0,
        description="On bubble sheets without a roster: how many digits a student's number has; 0 for no grid.",
        examples=["7"],
    )


PLAIN = Paper()


def read_logo(named: Source, folder: Path) -> tuple[bytes, str]:
    """The logo that a set in `folder` names: its content, and its name with the ending of its kind.

    Raises SpecError, at the name, if there is none, or it is elsewhere, too large, or of another kind.
    """
    path = (folder / named.text.strip()).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise SpecError([named.fault("A logo lies in the folder of its set, or below.", "Copy it there.")])
    try:
        with path.open("rb") as file:
            content = file.read(MAX_LOGO + 1)
    except OSError as error:
        message = f"This logo cannot be read: {error.strerror or error}."
        raise SpecError([named.fault(message, "Its path starts at the folder of the set.")]) from error
    if len(content) > MAX_LOGO:
        message = f"This logo is larger than {MAX_LOGO >> 20} MB."
        raise SpecError([named.fault(message, "Save it with fewer pixels; 1,000 are enough.")])
    kind = next((kind for kind, start in _KINDS.items() if content.startswith(start)), "")
    if not kind:
        hint = "Save it in one of these formats; TeX reads no SVG."
        raise SpecError([named.fault("This logo is no PNG, JPEG or PDF file.", hint)])
    return content, f"{path.stem}.{kind}"


def read_templates(folder: Path) -> tuple[Template, ...]:
    """The layout templates in a folder: its files that end in `.tex`, in the order of their names.

    Raises UnknownName if there are none, SpecError if one cannot be read.
    """
    paths = sorted(folder.glob("*.tex")) if folder.is_dir() else []
    if not paths:
        message = f"There are no templates (files that end in .tex) in {folder}."
        raise UnknownName(message, "docs/layout.md tells how to begin.")
    faults: list[Fault] = []
    found = []
    for path in paths:
        try:
            found.append(Template(path.name, str(path), read_document(path, str(path)).text))
        except SpecError as error:
            faults += error.faults
    if faults:
        raise SpecError(faults)
    return tuple(found)


def ordered(documents: tuple[str, ...]) -> tuple[str, ...]:
    """Documents, each once, in the order of `DOCUMENTS`."""
    return tuple(name for name in DOCUMENTS if name in documents)
