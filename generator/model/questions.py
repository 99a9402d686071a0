"""Questions, and what surrounds them: parts with their mistakes, the problem set, what a format could not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NewType

from generator.model.answers import Answer, Number, OpenAnswer
from generator.model.formulas import Formula
from generator.model.papers import A4, Layout, Student
from generator.model.prose import Blocks, Inlines

LANGUAGES = ("en", "de", "fr", "es")
"""The languages that fixed words and prose can be written in; the first is the default."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named wrong route: the wrong answer it leads to (same kind as the right one) and its feedback."""

    answer: OpenAnswer
    feedback: Inlines


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows in this part from a mistake in an earlier one: its answer, had all else been done rightly.

    `part` is the id of the earlier part, `mistake` the number of the mistake there, from 0. The answer differs from
    the key. It may be that of a mistake of this part.
    """

    part: str
    mistake: int
    answer: OpenAnswer


@dataclass(frozen=True, slots=True)
class Sample:
    """The value of an expression at a point, and those to which its mistakes lead there.

    `at` says where: the formula `x = 2`. A mistake that has no value there, or the right one, is left out.
    """

    at: Formula
    number: Number
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the student answers.

    `mistakes` belong to an open answer; a closed one carries its feedback in itself and has none here.
    `points` is the share of this part in the question; only ratios between parts matter. `follows` are the ids of
    earlier parts whose answers this one's is computed from, and `consequences` what known mistakes there lead to
    here. `samples` is how a format that cannot compare expressions asks for one, if the set wants values and not a
    choice: of the mistakes, each is told from the key by one of the samples at least.
    """

    id: str
    prompt: Blocks
    answer: Answer
    mistakes: tuple[Mistake, ...] = ()
    points: Fraction = Fraction(1)
    follows: tuple[str, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A variant, worded.

    `id` is a content identifier, `q` followed by 24 lower-case hexadecimal digits, equal for equal questions.
    `index` counts the variants of the family from 0. `values` are the drawn parameters as text of the
    expression language, in the order of the spec. `language` is that of its prose (`en`, `de`, `fr`, `es`).
    `hints` are shown one by one, each after another wrong try, where a format can do that.
    """

    id: str
    family: str
    index: int
    title: str
    topics: tuple[str, ...]
    level: str
    stem: Blocks
    parts: tuple[Part, ...]
    solution: Blocks
    values: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    hints: tuple[Blocks, ...] = ()


Verified = NewType("Verified", Question)
"""A question that passed `verify`. Only `verify` makes one; only these are exported."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a problem set as exporters see it: a family, its points, and how many variants follow.

    `number` counts from 1. `family` is the family's id, `title` its title. With `apart`, a question of which some parts
    are essays becomes several, where a format cannot ask essays together with other parts. `profile` names the system
    that files are written for, "" for none; a format that does not know it is written as ever.
    """

    number: int
    family: str
    title: str
    topics: tuple[str, ...]
    level: str
    points: Fraction
    variants: int
    apart: bool = False
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a problem set says about itself. `name` is safe in file names (`[a-z0-9-]`).

    `papers` is the number of different papers to print: paper k takes variant k of each item (k modulo the
    item's variants). `build` identifies the content of a build, like `Question.id`: it is made from all other
    fields but `per_file`, `layout` and `workers`, and from the identifiers of all questions, in order; "" until they
    are known.
    `per_file` is how many questions a file of a bank holds at most. With `students`, there are as many papers as
    students, and paper k is that of the k-th; `layout` is how all of it is printed.
    `workers` is how many programs may run at once to make the files; it changes nothing in them.
    """

    name: str
    title: str
    course: str
    date: str
    instructions: Blocks
    items: tuple[Item, ...]
    seed: str
    papers: int
    build: str
    language: str = "en"
    per_file: int = 1000
    layout: Layout = A4
    students: tuple[Student, ...] = ()
    workers: int = field(default=1, repr=False)  # `build` is a digest of what is shown


@dataclass(frozen=True, slots=True)
class NotRendered:
    """Something a format could not say: where, why, and what was done instead."""

    format: str
    family: str
    index: int
    part: str
    reason: str
    instead: str
