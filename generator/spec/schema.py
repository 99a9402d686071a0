"""The schema of a problem spec: which keys there are, what each holds, and what it is for.

A description and an example stand at every key; error messages and the JSON schema
(`Spec.model_json_schema()`, for editors) are made from them. Texts that later layers read are `Source`s, so
that their faults have places. Rules between keys are in `rules`; this module says only what one key may
hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from generator.spec.fields import (
    Bindings,
    Expression,
    Expressions,
    FamilyId,
    Line,
    Margin,
    Name,
    PartId,
    Points,
    Prose,
    Truth,
    one_of,
)
from generator.spec.yaml import Scalar

LEVELS = ("intro", "core", "stretch")
OPEN_KINDS = ("number", "expression", "vector", "matrix", "set")
KINDS = (*OPEN_KINDS, "choice")

_SHAPE = ConfigDict(frozen=True, extra="forbid")


class Mistake(BaseModel):
    """A wrong route with a name: the answer it leads to, and what a student who took it is told."""

    model_config = _SHAPE

    answer: Expression = Field(
        description="The wrong answer that this route leads to.", examples=["trace(A)"]
    )
    feedback: Prose = Field(
        description="What a student who made this mistake is told.",
        examples=["That is the sum of the eigenvalues."],
    )


class Option(BaseModel):
    """One option of a choice. `right` may be an expression, decided for each variant."""

    model_config = _SHAPE

    text: Prose = Field(description="What the option says.", examples=["The matrix is invertible."])
    right: Truth = Field(default=False, description="Whether this is the right option.", examples=["true"])
    feedback: Prose | None = Field(
        default=None,
        description="What a student who chooses this option is told.",
        examples=["Its determinant is 0."],
    )


_KIND = one_of(*KINDS)[0]  # a message about `kind` lists all kinds; the JSON schema of a part only its own
_ID = Field(default="", description="The part's name; a, b, c … by default.", examples=["fx"])
_PROMPT = Field(default=None, description="What this part asks for.", examples=[r"$\det A =$"])
_POINTS = Field(default=Fraction(1), description="The part's share of the question's points.", examples=["2"])


class OpenPart(BaseModel):
    """A part that is answered by a number, a formula, a vector, a matrix or a set."""

    model_config = _SHAPE

    kind: Annotated[
        Literal["number", "expression", "vector", "matrix", "set"],
        _KIND,
        WithJsonSchema({"enum": [*OPEN_KINDS]}),
    ] = Field(description="The kind of answer.", examples=["number"])
    answer: Expression = Field(description="The right answer, as an expression.", examples=["det(A)"])
    certificate: Expressions = Field(
        description="A relation that holds only if the answer, called `value`, is right.",
        examples=["det(A - value * identity(2)) == 0"],
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    tolerance: Margin | None = Field(
        default=None, description="How far from the answer a number may be.", examples=["0.005"]
    )
    relative: Margin | None = Field(
        default=None,
        description="How far from the answer a number may be, as a share of it.",
        examples=["0.01"],
    )
    up_to: Annotated[Literal["scale"] | None, *one_of("scale")] = Field(
        default=None, description="`scale` accepts every multiple of a vector, except 0.", examples=["scale"]
    )
    points: Points = _POINTS
    mistakes: tuple[Mistake, ...] = Field(
        default=(), description="Wrong routes, each an `answer` and a `feedback`."
    )


class ChoicePart(BaseModel):
    """A part that is answered by choosing one of its options."""

    model_config = _SHAPE

    kind: Annotated[Literal["choice"], _KIND, WithJsonSchema({"const": "choice"})] = Field(
        description="The kind of answer.", examples=["choice"]
    )
    options: tuple[Option, ...] = Field(
        min_length=2, description="What can be chosen, each a `text`; one has `right: true`."
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    points: Points = _POINTS


def _form(part: object) -> str:
    """Which of the two models a part is read with; a part of no known kind is judged by its keys."""
    if not isinstance(part, Mapping):
        return "open"
    kind = part.get("kind")
    if isinstance(kind, Scalar) and kind.source.text in KINDS:
        return "choice" if kind.source.text == "choice" else "open"
    return "choice" if "options" in part else "open"


Part: TypeAlias = Annotated[
    Annotated[OpenPart, Tag("open")] | Annotated[ChoicePart, Tag("choice")], Discriminator(_form)
]


class Spec(BaseModel):
    """One problem spec: everything an author says about one family."""

    model_config = _SHAPE

    title: Line = Field(
        description="What the family is called, for people.", examples=["Eigenvalues of a 2×2 matrix"]
    )
    topics: tuple[Line, ...] = Field(
        min_length=1,
        description="What the question is about; problem sets choose families by topic.",
        examples=["[eigenvalues, determinants]"],
    )
    level: Annotated[Literal["intro", "core", "stretch"], *one_of(*LEVELS)] = Field(
        description="How hard it is: intro, core or stretch.", examples=["core"]
    )
    question: Prose = Field(description="What is asked.", examples=["Find the determinant of $A = {{ A }}$."])
    parts: tuple[Part, ...] = Field(
        min_length=1,
        max_length=26,
        description="What the student answers: one part or several, each after a `-`.",
    )
    solution: Prose = Field(
        description="The way to the answer, worked out.", examples=['"{{ steps(eigenvalues_2x2(A)) }}"']
    )
    id: FamilyId = Field(
        default="",
        description="The family's id, if it is not the path of the file.",
        examples=["eigen/by-hand"],
    )
    symbols: tuple[Name, ...] = Field(
        default=(), description="The variables that stay letters.", examples=["[x, y]"]
    )
    parameters: Bindings = Field(
        default=(), description="What is drawn for each variant, by name.", examples=["\n  a: integer(1, 9)"]
    )
    require: Expressions = Field(
        default=(), description="What must hold for the drawn values.", examples=["a < b"]
    )
    let: Bindings = Field(
        default=(), description="Values computed from the parameters, by name.", examples=["\n  s: a + b"]
    )
    note: Expression | None = Field(
        default=None,
        description="What makes two variants the same, if it is not their values.",
        examples=["A"],
    )
