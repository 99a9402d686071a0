"""The schema of a problem spec: which keys there are, what each holds, and what it is for.

A description and an example stand at every key; error messages and the JSON schema
(for editors) are made from them. Parts stand in `parts`. Texts that later layers read are `Source`s, so
that their faults have places. Rules between keys are in `rules`; this module says only what one key may
hold.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from generator.spec.fields import (
    Bindings,
    Expression,
    Expressions,
    FamilyId,
    Line,
    Name,
    Prose,
    Title,
    one_of,
)
from generator.spec.parts import SHAPE, Part

LEVELS = ("intro", "core", "stretch")


class Spec(BaseModel):
    """One problem spec: everything an author says about one family."""

    model_config = SHAPE

    title: Title = Field(
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
    hints: tuple[Prose, ...] | None = Field(
        default=None,
        max_length=5,
        description=(
            "What helps after a wrong try, from the first hint to the last; made from the worked steps by default, "
            "`[]` for none."
        ),
        examples=["\n  - Begin with the determinant."],
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
    fair: Expressions = Field(
        default=(),
        description=(
            "What keeps the variants alike in difficulty: relations between `largest` (the largest number printed), "
            "`step_count` (worked steps) and `answer_length` (characters of the answers)."
        ),
        examples=["largest <= 40 and step_count <= 5"],
    )
