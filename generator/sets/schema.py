"""The schema of a problem set: a heading and a list of items.

title: Eigenvalues, week 7
items:
  - family: eigen/eigenvalues-2x2
    variants: 3
    points: 2
  - tag: probability            # every family with this topic
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from generator.model import LANGUAGES
from generator.sets.paper import PLAIN, Paper
from generator.spec.fields import Line, LineSource, Points, Prose, Title, Translated, one_of, whole
from generator.spec.source import Source

_SHAPE = ConfigDict(frozen=True, extra="forbid")

MAX_VARIANTS = 1_000_000
MAX_PAPERS = 100_000

Expressions: TypeAlias = Annotated[Literal["choice", "values"], *one_of("choice", "values")]
Essays: TypeAlias = Annotated[Literal["together", "apart"], *one_of("together", "apart")]


class SetItem(BaseModel):
    """One entry of a set. Exactly one of `family` and `tag` is given (a rule of `load`)."""

    model_config = _SHAPE

    family: LineSource | None = Field(
        default=None, description="The family's id.", examples=["eigen/eigenvalues-2x2"]
    )
    tag: LineSource | None = Field(
        default=None, description="A topic; it stands for every family that has it.", examples=["eigenvalues"]
    )
    variants: Annotated[int, *whole(1, MAX_VARIANTS)] = Field(
        default=1, description="How many variants to write.", examples=["3"]
    )
    points: Points = Field(default=Fraction(1), description="What the question is worth.", examples=["2"])
    form: Annotated[Literal["open", "choice"], *one_of("open", "choice")] = Field(
        default="open",
        description="Asked as it is, or as a choice between answer and mistakes.",
        examples=["choice"],
    )
    expressions: Expressions | None = Field(
        default=None, description="For this item, instead of what the set says.", examples=["values"]
    )
    essays: Essays | None = Field(
        default=None, description="For this item, instead of what the set says.", examples=["apart"]
    )


class SetFile(BaseModel):
    """What the file of a problem set says."""

    model_config = _SHAPE

    title: Title = Field(description="What the set is called.", examples=["Eigenvalues, week 7"])
    items: tuple[SetItem, ...] = Field(
        min_length=1, description="The questions: each entry has a `family` or a `tag`, after a `-`."
    )
    course: Line = Field(default="", description="The course.", examples=["Linear Algebra"])
    date: Line = Field(default="", description="A date, as it shall be printed.", examples=["14 May 2026"])
    instructions: Prose | None = Field(
        default=None, description="What students read first.", examples=["Calculators are allowed."]
    )
    seed: Line = Field(
        default="",
        description="Another seed draws other variants; the set's name by default.",
        examples=["2026-b"],
    )
    papers: Annotated[int, *whole(1, MAX_PAPERS)] = Field(
        default=1, description="How many different papers to print.", examples=["4"]
    )
    language: Annotated[Literal["en", "de", "fr", "es"], *one_of(*LANGUAGES)] = Field(
        default="en", description="The language of the prose and of fixed words.", examples=["de"]
    )
    expressions: Expressions = Field(
        default="choice",
        description="Where a format cannot compare expressions: as a choice from mistakes, or by values.",
        examples=["values"],
    )
    essays: Essays = Field(
        default="together",
        description="Where a format cannot ask essays beside other parts: all as one essay, or each part apart.",
        examples=["apart"],
    )
    paper: Paper = Field(
        default=PLAIN, description="How it is printed: size, columns, colour, logo, documents and more."
    )


@dataclass(frozen=True, slots=True)
class ProblemSet:
    """A problem set, read. `name` is made of the file's name and is safe in file names (`[a-z0-9-]`).

    `papers` is the number of different papers to print: paper k takes variant k of each item. `expressions` and
    `essays` hold for the items that do not say otherwise. `logo` is the content of the file that `paper` names, and
    its name with the ending of its kind.
    """

    name: str
    title: Source | Translated
    course: str
    date: str
    instructions: Source | Translated | None
    seed: str
    papers: int
    language: str
    expressions: Expressions
    essays: Essays
    items: tuple[SetItem, ...]
    paper: Paper = PLAIN
    logo: tuple[bytes, str] = (b"", "")
