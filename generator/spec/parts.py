"""The parts of a problem spec: which keys each form of part has, and what each holds.

    form          kinds of answer
    open          number, expression, vector, matrix, set, interval, text
    choice        choice, multiple
    verdict       true/false
    matching      matching
    ordering      ordering
    essay         essay

As in `schema`, a description and an example stand at every key.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from generator.spec.fields import (
    Expression,
    Expressions,
    LineSource,
    Margin,
    PartId,
    Points,
    Prose,
    Truth,
    Verdict,
    one_of,
    whole,
)
from generator.spec.kinds import FORM_OF, KINDS, KINDS_BY_FORM
from generator.spec.yaml import Scalar

SHAPE = ConfigDict(frozen=True, extra="forbid")

_SIGNS = {
    "options": "choice",
    "reasons": "verdict",
    "pairs": "matching",
    "items": "ordering",
    "rubric": "essay",
}
"""A key that only one form has, to judge a part of no known kind by."""


class Mistake(BaseModel):
    """A wrong route with a name: the answer it leads to, and what a student who took it is told."""

    model_config = SHAPE

    answer: Expression = Field(
        description="The wrong answer that this route leads to.", examples=["trace(A)"]
    )
    feedback: Prose = Field(
        description="What a student who made this mistake is told.",
        examples=["That is the sum of the eigenvalues."],
    )
    unit: LineSource | None = Field(
        default=None,
        description="The unit of this answer, if it is not that of the part.",
        examples=["km/h"],
    )


class Option(BaseModel):
    """One option of a choice. `right` may be an expression, decided for each variant."""

    model_config = SHAPE

    text: Prose = Field(description="What the option says.", examples=["The matrix is invertible."])
    right: Truth = Field(default=False, description="Whether this is the right option.", examples=["true"])
    feedback: Prose | None = Field(
        default=None,
        description="What a student who chooses this option is told.",
        examples=["Its determinant is 0."],
    )


class Reason(BaseModel):
    """One reason for a verdict. It argues for `true` or for `false`."""

    model_config = SHAPE

    says: Verdict = Field(
        description="The verdict that this reason argues for: true or false.", examples=["false"]
    )
    text: Prose = Field(
        description="What the reason says.", examples=["One of them is a multiple of another."]
    )
    right: Truth = Field(default=False, description="Whether this is the right reason.", examples=["true"])
    feedback: Prose | None = Field(
        default=None,
        description="What a student who gives this reason is told.",
        examples=["Counting vectors is not enough."],
    )


class Pair(BaseModel):
    """Two things that belong together."""

    model_config = SHAPE

    left: Prose = Field(description="What is given.", examples=["$x^2 + y^2$"])
    right: Prose = Field(description="What belongs to it.", examples=["a minimum"])


class Criterion(BaseModel):
    """One line of a rubric."""

    model_config = SHAPE

    points: Points = Field(description="Its share of the part's points.", examples=["2"])
    text: Prose = Field(description="What earns them.", examples=["Names the theorem."])


_KIND = one_of(*KINDS)[0]  # a message about `kind` lists all kinds; the JSON schema of a part only its own
_Credit: TypeAlias = Annotated[Literal["entries", "whole"], *one_of("entries", "whole")]
_ID = Field(
    default="",
    description="The part's name; a, b, c … by default. In later parts it stands for this part's answer.",
    examples=["fx"],
)
_PROMPT = Field(default=None, description="What this part asks for.", examples=[r"$\det A =$"])
_POINTS = Field(default=Fraction(1), description="The part's share of the question's points.", examples=["2"])


def _only(form: str) -> WithJsonSchema:
    """The JSON schema of `kind` in the parts of one form."""
    kinds = KINDS_BY_FORM[form]
    return WithJsonSchema({"const": kinds[0]} if len(kinds) == 1 else {"enum": [*kinds]})


class OpenPart(BaseModel):
    """A part whose answer is typed: a number, a formula, a vector, a matrix, a set, an interval or words."""

    model_config = SHAPE

    kind: Annotated[str, _KIND, _only("open")] = Field(description="The kind of answer.", examples=["number"])
    answer: Expression = Field(description="The right answer, as an expression.", examples=["det(A)"])
    certificate: Expressions = Field(
        min_length=1,
        description="A relation that holds only if the answer, called `value`, is right.",
        examples=["det(A - value * identity(2)) == 0"],
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    shown_as: Expression | None = Field(
        default=None,
        description="The answer as the key shall print it; equal to `answer`.",
        examples=["quotient_of(6, 4)"],
    )
    tolerance: Margin | None = Field(
        default=None, description="How far from the answer a number may be.", examples=["0.005"]
    )
    relative: Margin | None = Field(
        default=None,
        description="How far from the answer a number may be, as a share of it.",
        examples=["0.01"],
    )
    significant: Annotated[int | None, *whole(1, 12)] = Field(
        default=None, description="How many significant digits of a number must be right.", examples=["3"]
    )
    unit: LineSource | None = Field(
        default=None,
        description="The unit that a number counts in; others of its kind are accepted where the format can.",
        examples=["m/s"],
    )
    up_to: Annotated[
        Literal["scale", "positive scale", "sign"] | None, *one_of("scale", "positive scale", "sign")
    ] = Field(
        default=None,
        description=(
            "`scale` accepts every multiple of a vector or matrix, except 0; `positive scale` every positive one; "
            "`sign` the negative."
        ),
        examples=["scale"],
    )
    credit: _Credit = Field(
        default="entries",
        description="Credit for each entry of a vector or matrix, or only for the `whole`.",
        examples=["whole"],
    )
    form: Annotated[
        Literal["expanded", "factored", "rationalised"] | None,
        *one_of("expanded", "factored", "rationalised"),
    ] = Field(
        default=None,
        description=(
            "The form in which an expression must be given: `expanded`, `factored`, or `rationalised` (no root in a "
            "denominator)."
        ),
        examples=["expanded"],
    )
    case: Annotated[Literal["any", "exact"], *one_of("any", "exact")] = Field(
        default="any", description="Whether upper and lower case count in a text.", examples=["exact"]
    )
    points: Points = _POINTS
    mistakes: tuple[Mistake, ...] = Field(
        default=(), max_length=25, description="Wrong routes, each an `answer` and a `feedback`."
    )


class ChoicePart(BaseModel):
    """A part that is answered by choosing one of its options, or all that are right."""

    model_config = SHAPE

    kind: Annotated[str, _KIND, _only("choice")] = Field(
        description="`choice`: exactly one option is right; `multiple`: one or more are.", examples=["choice"]
    )
    options: tuple[Option, ...] = Field(
        min_length=2,
        max_length=26,
        description="What can be chosen, each a `text`; `right: true` marks the right.",
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    credit: _Credit = Field(
        default="entries",
        description="In a multiple choice: credit for each right option, or only for the `whole`.",
        examples=["whole"],
    )
    points: Points = _POINTS


class VerdictPart(BaseModel):
    """A part that says whether its prompt is true, and perhaps why."""

    model_config = SHAPE

    kind: Annotated[str, _KIND, _only("verdict")] = Field(
        description="The kind of answer.", examples=["true/false"]
    )
    prompt: Prose = Field(
        description="The statement to be judged.", examples=["The vectors are independent."]
    )
    answer: Truth = Field(description="Whether the statement is true.", examples=["det(A) != 0"])
    certificate: Expressions = Field(
        default=(),
        min_length=1,
        description=(
            "A relation that holds only if the answer, called `value`, is right; not needed for `true` or `false`."
        ),
        examples=["value == (rank(A) == 2)"],
    )
    id: PartId = _ID
    feedback: Prose | None = Field(
        default=None,
        description="What a student with the wrong verdict is told.",
        examples=["Look at the third vector."],
    )
    reasons: tuple[Reason, ...] = Field(
        default=(),
        min_length=2,
        max_length=10,
        description="Reasons to choose from, each a `text` and what it `says`.",
    )
    points: Points = _POINTS


class MatchingPart(BaseModel):
    """A part that puts things together that belong together."""

    model_config = SHAPE

    kind: Annotated[str, _KIND, _only("matching")] = Field(
        description="The kind of answer.", examples=["matching"]
    )
    pairs: tuple[Pair, ...] = Field(
        min_length=2, max_length=12, description="What belongs together, each a `left` and a `right`."
    )
    extra: tuple[Prose, ...] = Field(
        default=(),
        max_length=12,
        description="More things on the right, which belong to none.",
        examples=["[a saddle point]"],
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    points: Points = _POINTS


class OrderingPart(BaseModel):
    """A part that puts things in order."""

    model_config = SHAPE

    kind: Annotated[str, _KIND, _only("ordering")] = Field(
        description="The kind of answer.", examples=["ordering"]
    )
    items: tuple[Prose, ...] = Field(
        min_length=2,
        max_length=12,
        description="The things, in the right order.",
        examples=['["first", "second"]'],
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    credit: _Credit = Field(
        default="entries",
        description="Credit for each item in its place, or only for the `whole` order.",
        examples=["whole"],
    )
    points: Points = _POINTS


class EssayPart(BaseModel):
    """A part that is answered in words and marked by a person."""

    model_config = SHAPE

    kind: Annotated[str, _KIND, _only("essay")] = Field(description="The kind of answer.", examples=["essay"])
    rubric: tuple[Criterion, ...] = Field(
        min_length=1, max_length=20, description="What earns points, each a `text` and its `points`."
    )
    id: PartId = _ID
    prompt: Prose | None = _PROMPT
    lines: Annotated[int, *whole(1, 60)] = Field(
        default=8, description="How many lines to write on there are on paper.", examples=["12"]
    )
    points: Points = _POINTS


def _form(part: object) -> str:
    """Which of the models a part is read with; a part of no known kind is judged by its keys."""
    if not isinstance(part, Mapping):
        return "open"
    kind = part.get("kind")
    if isinstance(kind, Scalar) and kind.source.text in FORM_OF:
        return FORM_OF[kind.source.text]
    return next((form for key, form in _SIGNS.items() if key in part), "open")


Part: TypeAlias = Annotated[
    Annotated[OpenPart, Tag("open")]
    | Annotated[ChoicePart, Tag("choice")]
    | Annotated[VerdictPart, Tag("verdict")]
    | Annotated[MatchingPart, Tag("matching")]
    | Annotated[OrderingPart, Tag("ordering")]
    | Annotated[EssayPart, Tag("essay")],
    Discriminator(_form),
]
AnyPart: TypeAlias = OpenPart | ChoicePart | VerdictPart | MatchingPart | OrderingPart | EssayPart
