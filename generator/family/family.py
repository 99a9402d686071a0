"""The family as a value: frozen, ready to draw from."""

from __future__ import annotations

from dataclasses import dataclass

from generator.family.asks import FamilyPart, Located, Wording
from generator.maths.language import Scope
from generator.sampling.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Definition:
    """A name of `let`, and the expression that defines it."""

    name: str
    value: Located


@dataclass(frozen=True, slots=True)
class Family:
    """A parameterised question, ready to draw from, in one language.

    `base` holds the symbols. `definitions` and `requirements` are evaluated in order, each requirement as
    soon as its names are there (`checks[n]` are those possible after n definitions). `asked` are the wordings
    that a student sees before answering, in order: the question, then each part's prompt and what it offers. Two
    variants with equal values in all their holes are one variant, unless `note` says what identifies one.
    `fair` are relations between measures of difficulty that each question must meet. `named` are the ids of parts
    that stand for their answers in later parts. With `hints` None, they are made from the worked solution.
    """

    id: str
    file: str
    title: str
    topics: tuple[str, ...]
    level: str
    language: str
    symbols: tuple[str, ...]
    base: Scope
    parameters: tuple[Parameter, ...]
    definitions: tuple[Definition, ...]
    checks: tuple[tuple[Located, ...], ...]
    question: Wording
    parts: tuple[FamilyPart, ...]
    solution: Wording
    hints: tuple[Wording, ...] | None
    note: Located | None
    fair: tuple[Located, ...]
    named: frozenset[str]
    asked: tuple[Wording, ...]
