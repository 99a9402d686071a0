"""What the template of an item is given: one `Asked` a part, all decided, nothing left to compute.

A part has *responses* (what is declared), a *form* (how it looks) and a *scoring* (how its points come about).

A test is a conjunction of alternatives (`AllOf`): every line must hold, and a line holds if one of its conditions
does. That one form says everything:

    vector entry             ((R1 in [2, 2]),)
    set element              ((R1 in [2, 2] or R2 in [2, 2]),)
    a vector's mistake       ((R1 in [2, 2]), (R2 in [1, 1]))
    a set's mistake          ((R1 in [2, 2] or R2 in [2, 2]), (R1 in [1, 1] or R2 in [1, 1]))
    place 2 of an order      ((R at 2 is ITEM_3),)
    what follows             ((A is OPTION_2), (R in [3, 3])), where A is the response of an earlier part
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from markupsafe import Markup

NOTHING = Markup()


# ─── Conditions ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Within:
    """The response of one blank lies between two decimals, both inclusive.

    `tolerance` says the same as how far below and above the declared key it may be, `0.5 0.5`; "" where the test is not
    on the key, or is not to be written so.
    """

    ident: str
    low: str
    high: str
    tolerance: str = ""
    kind: Literal["within"] = "within"

    @property
    def has_zero(self) -> bool:
        """Is 0 between them? Then an empty blank must be ruled out: qti-components, a player, takes it for 0."""
        return (self.low == "0" or self.low[0] == "-") and self.high[0] != "-"


@dataclass(frozen=True, slots=True)
class Fits:
    """The response of one blank fits a regular expression, as a whole."""

    ident: str
    pattern: str
    kind: Literal["fits"] = "fits"


@dataclass(frozen=True, slots=True)
class At:
    """The place with this number, from 1, of an ordered response holds this item."""

    ident: str
    place: int
    item: str
    kind: Literal["at"] = "at"


@dataclass(frozen=True, slots=True)
class Chosen:
    """This option was chosen, and it is the only one that can be."""

    ident: str
    option: str
    kind: Literal["chosen"] = "chosen"


@dataclass(frozen=True, slots=True)
class Correct:
    """The response is the declared correct one, all of it."""

    ident: str
    kind: Literal["correct"] = "correct"


Condition: TypeAlias = Within | Fits | At | Chosen | Correct
AllOf: TypeAlias = tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, slots=True)
class Award:
    """Points for one thing that is right."""

    test: AllOf
    points: str


# ─── Responses ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Response:
    """A declared response: its key, and, where points hang on single values, what each of these earns.

    With `any_case`, capitals do not count in the values of the mapping, which then are texts.
    """

    ident: str
    base: Literal["float", "string", "identifier", "directedPair"]
    correct: tuple[str, ...] = ()
    cardinality: Literal["single", "multiple", "ordered"] = "single"
    mapping: tuple[tuple[str, str], ...] = ()
    any_case: bool = False


# ─── Feedback ────────────────────────────────────────────────────────────────────────────────────────────


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
    """Something that is offered; `remark` is the identifier of its feedback, "" if it has none."""

    ident: str
    html: Markup
    right: bool = False
    remark: str = ""
    feedback: Markup = NOTHING


# ─── Parts ───────────────────────────────────────────────────────────────────────────────────────────────

Form: TypeAlias = Literal["line", "grid", "choice", "match", "order", "essay"]
"""`line`: blanks in a line, with something before, between and after them; `grid`: blanks in a table."""

Scoring: TypeAlias = Literal["one", "sum", "choice", "mapping", "driven", "hand"]
"""`one`: all or nothing by the only award; `sum`: awards add up; `choice`: by the option chosen; `mapping`: by the
mapping of the response; `driven`: a choice by its mapping, as TAO writes it; `hand`: by a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One part as it is asked.

    `rows` are the identifiers of blanks as laid out, `width` how many characters each is to show. `score` and
    `feedback` are outcome names; `worth` is the part's full score, `step` the least that can be missed, and `nearly`,
    half a step below `worth`, is passed only by a response that is wholly right (a sum of rounded shares may miss
    `worth` by a rounding error, and is then set to it). Where one of `carried` holds, the answer follows from a known
    mistake in an earlier part, and earns all points, too. `hints` say what the prompt does not; `grader` is what only
    who marks an essay sees.
    """

    form: Form
    scoring: Scoring
    prompt: Markup
    score: str
    feedback: str
    worth: str
    nearly: str
    step: Fraction
    responses: tuple[Response, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    before: Markup = NOTHING
    between: Markup = NOTHING
    after: Markup = NOTHING
    awards: tuple[Award, ...] = ()
    carried: tuple[AllOf, ...] = ()
    options: tuple[Option, ...] = ()
    rights: tuple[Option, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[Note, ...] = ()
    width: int = 10
    hints: tuple[str, ...] = ()
    grader: Markup = NOTHING
    lines: int = 0

    @property
    def response(self) -> str:
        """The identifier of the only response."""
        (response,) = self.responses
        return response.ident

    @property
    def several(self) -> bool:
        """May several options be chosen?"""
        return self.responses[0].cardinality == "multiple"

    @property
    def has_feedback(self) -> bool:
        """Does the part declare an outcome for feedback?"""
        return bool(self.remarks or self.carried) or any(option.remark for option in self.options)
