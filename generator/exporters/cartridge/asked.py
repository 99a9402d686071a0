"""What the template of an item of a cartridge is given: one `Asked` an item, all decided, nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from markupsafe import Markup

from generator.exporters.losses import Loss

NAME = "cartridge"
"""The word of `--to`, the folder of the files, and that of the templates."""

NOTHING = Markup()

Kind: TypeAlias = Literal["multiple_choice", "multiple_response", "true_false", "fib", "essay"]
"""The question types of the profile, without `cc.` and `.v0p1`; a sixth, the pattern match, is read by few."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice; `feedback` is for a wrong one, and may be empty."""

    ident: str
    html: Markup
    right: bool
    feedback: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Asked:
    """One item, but for its stem.

    `html` is what is asked; `right` and `wrong` are feedback for the right answer and for any other; `answer` is the
    right one, or the rubric, where nothing else of the item tells it, to stand with the worked solution. A choice has
    `options`, a blank the texts that are `accepted`, with capitals that count if `exact_case`.
    """

    kind: Kind
    html: Markup
    right: Markup = NOTHING
    wrong: Markup = NOTHING
    answer: Markup = NOTHING
    options: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    exact_case: bool = False


Plan: TypeAlias = tuple[tuple[Asked, ...], tuple[Loss, ...]]
"""The items that ask a part, which share its points equally, and what is lost by asking it so."""
