"""What the template of a Canvas item is given: one `Asked` an item, all decided, nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from markupsafe import Markup

from generator.exporters.losses import Loss

NOTHING = Markup()

Kind: TypeAlias = Literal[
    "multiple_choice_question",
    "true_false_question",
    "multiple_answers_question",
    "matching_question",
    "numerical_question",
    "short_answer_question",
    "fill_in_multiple_blanks_question",
    "essay_question",
]
"""Canvas' question types, of those that are used."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank: its name in the text (`[a1]`) and the texts that are right."""

    name: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice; `feedback` may be empty."""

    ident: str
    html: Markup
    right: bool
    feedback: Markup


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side of a matching, and the ident of the right side that belongs to it."""

    ident: str
    html: Markup
    right: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of Canvas, but for its stem.

    `html` are the prompts with the blanks in them; `wrong` is feedback for any wrong answer; `answer` is the
    right one, or the rubric, where nothing else of the item tells it, to stand with the worked solution. By kind:
    `options` of a choice, of which `several` may be right; `blanks`; `key`, `low` and `high` of a number; `accepted`
    spellings of a text; `pairs` and `rights` (ident, plain text) of a matching. `whole`: only all of it earns anything;
    New Quizzes obeys that for several options and for a matching, classic quizzes do not.
    """

    kind: Kind
    html: Markup
    wrong: Markup = NOTHING
    answer: Markup = NOTHING
    options: tuple[Option, ...] = ()
    several: bool = False
    blanks: tuple[Blank, ...] = ()
    key: str = ""
    low: str = ""
    high: str = ""
    accepted: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    rights: tuple[tuple[str, str], ...] = ()
    whole: bool = False


Plan: TypeAlias = tuple[Asked, tuple[Loss, ...]]
