"""What the template of an item is given: one `Asked` a part, all decided, nothing left to compute.

A test is a conjunction of alternatives (`AllOf`): every line must hold, and a line holds if one of its blanks
lies in its interval. That one form says everything:

    vector entry             ((R1 in [2, 2]),)
    set element              ((R1 in [2, 2] or R2 in [2, 2]),)
    a vector's mistake       ((R1 in [2, 2]), (R2 in [1, 1]))
    a set's mistake          ((R1 in [2, 2] or R2 in [2, 2]), (R1 in [1, 1] or R2 in [1, 1]))
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Blank:
    """A typed number: the identifier of its response, and the decimal that earns full marks."""

    ident: str
    key: str


@dataclass(frozen=True, slots=True)
class Within:
    """The response of one blank lies between two decimals, both inclusive."""

    ident: str
    low: str
    high: str


AllOf = tuple[tuple[Within, ...], ...]


@dataclass(frozen=True, slots=True)
class Award:
    """Points for one entry."""

    test: AllOf
    points: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Feedback on a wrong answer that was typed: shown when `test` holds and the part is not right."""

    ident: str
    test: AllOf
    html: Markup


@dataclass(frozen=True, slots=True)
class Note:
    """Feedback on a wrong answer that cannot be typed; it stands beside the worked solution."""

    shown: Markup
    html: Markup


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice; `remark` is the identifier of its feedback, "" if it has none."""

    ident: str
    html: Markup
    right: bool
    remark: str
    feedback: Markup


@dataclass(frozen=True, slots=True)
class Asked:
    """One part as it is asked.

        `form` is `number` (one blank), `grid` (vector, matrix), `set`, `choice` or `essay`. `rows` are the blanks
        as laid out. `score` and `feedback` are outcome names; `worth` is the part's full score, `step` the least
        that can be missed, and `nearly`, half a step below `worth`, is passed only when every award was given
        (a sum of rounded shares may miss `worth` by a rounding error, and is then set to it). `grader` is what only
    who marks an essay sees.
    """

    form: str
    prompt: Markup
    score: str
    feedback: str
    worth: str
    nearly: str
    step: Fraction
    response: str = ""
    rows: tuple[tuple[Blank, ...], ...] = ()
    awards: tuple[Award, ...] = ()
    options: tuple[Option, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[Note, ...] = ()
    in_order: bool = False
    grader: Markup = NOTHING

    @property
    def has_feedback(self) -> bool:
        """Does the part declare an outcome for feedback?"""
        return bool(self.remarks) or any(option.remark for option in self.options)
