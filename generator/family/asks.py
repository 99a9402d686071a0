"""What a part asks for, compiled: one class a form of part. Also the two leaves that all of them are made of.

A `Located` is an expression, a `Wording` prose; both know where they stand in the spec, so that what goes wrong
with a variant has a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from generator.answers.options import Options
from generator.errors import EvaluationError, Fault
from generator.maths.language import Compiled, Scope
from generator.maths.values import Anything
from generator.model import Blocks
from generator.prose.fill import Prose, fill
from generator.prose.tree import Content, Where
from generator.spec.source import Source


@dataclass(frozen=True, slots=True)
class Located:
    """A compiled expression that knows where it stands in the spec."""

    compiled: Compiled
    source: Source
    offset: int = 0

    def evaluate(self, scope: Scope) -> Anything:
        """The value. Raises EvaluationError, whose place `fault` can tell."""
        return self.compiled.run(scope)

    def fault(self, error: EvaluationError) -> Fault:
        """What went wrong, at its place."""
        return self.source.fault(error.message, "", self.offset + error.offset, error.length)


@dataclass(frozen=True, slots=True)
class Wording:
    """Prose, parsed, with its holes compiled, and where it stands."""

    source: Source
    prose: Prose
    holes: tuple[Located, ...]
    places: tuple[Where, ...]

    def values(self, scope: Scope) -> tuple[Anything, ...]:
        """The values of the holes."""
        return tuple([hole.evaluate(scope) for hole in self.holes])

    def filled(self, contents: Sequence[Content]) -> Blocks:
        """The blocks, with each hole's content in its place."""
        return fill(self.prose, contents)


@dataclass(frozen=True, slots=True)
class FamilyMistake:
    """A mistake, compiled. `unit` is that of its answer, "" if it is the part's."""

    answer: Located
    feedback: Wording
    unit: str


@dataclass(frozen=True, slots=True)
class FamilyOption:
    """An option of a choice, or a reason; `right` is fixed or decided for each variant."""

    text: Wording
    right: bool | Located
    feedback: Wording | None


@dataclass(frozen=True, slots=True)
class AskTyped:
    """An answer to be typed. `shown_as` is how the key prints, if not as `answer` does.

    `follows` are the ids of earlier parts whose answers this one is computed from.
    """

    answer: Located
    shown_as: Located | None
    certificates: tuple[Located, ...]
    mistakes: tuple[FamilyMistake, ...]
    options: Options
    follows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskChoice:
    """One of several options, or all that are right; then `whole` says whether there is credit for some of them."""

    options: tuple[FamilyOption, ...]
    multiple: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class AskVerdict:
    """Whether the prompt is true. `says[i]` is the verdict that the i-th reason argues for."""

    answer: bool | Located
    certificates: tuple[Located, ...]
    feedback: Wording | None
    reasons: tuple[FamilyOption, ...]
    says: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class AskMatching:
    """What belongs together, and what belongs to none."""

    lefts: tuple[Wording, ...]
    rights: tuple[Wording, ...]
    extra: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class AskOrdering:
    """Things in their right order."""

    items: tuple[Wording, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class AskEssay:
    """A text for a reader, with the lines of the rubric and their points."""

    rubric: tuple[tuple[Fraction, Wording], ...]
    lines: int


Asks: TypeAlias = AskTyped | AskChoice | AskVerdict | AskMatching | AskOrdering | AskEssay


def offered(asks: Asks) -> tuple[Wording, ...]:
    """The wordings, in order, that a student sees before answering."""
    match asks:
        case AskChoice():
            return tuple(option.text for option in asks.options)
        case AskVerdict():
            return tuple(reason.text for reason in asks.reasons)
        case AskMatching():
            return (*asks.lefts, *asks.rights, *asks.extra)
        case AskOrdering():
            return asks.items
        case _:
            return ()


def decided(asks: Asks) -> tuple[FamilyOption, ...]:
    """The options or reasons of which some are right, in the order of the spec."""
    if isinstance(asks, AskChoice):
        return asks.options
    return asks.reasons if isinstance(asks, AskVerdict) else ()


def certificates(asks: Asks) -> tuple[Located, ...]:
    """What proves the answer; nothing where there is nothing computed."""
    return asks.certificates if isinstance(asks, AskTyped | AskVerdict) else ()


@dataclass(frozen=True, slots=True)
class FamilyPart:
    """A part, compiled."""

    id: str
    kind: str
    prompt: Wording | None
    asks: Asks
    points: Fraction
