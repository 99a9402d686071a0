"""Answers: what the student is to give, with all that grading needs. One class a kind.

An open answer is typed; a closed one is put together from what is offered; an essay is read by a person. What
an answer *is* (`value`) and how it is *shown* are two fields: an exact value, and a formula.

    Number(Fraction(1, 2), shown=Frac(Num("1"), Num("2"))).tolerance.kind == "exact"
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import Any, Literal, TypeAlias

from generator.model.formulas import Formula
from generator.model.prose import Inlines

Value: TypeAlias = Any
"""What an answer is, exactly: `int`, `Fraction` or a sympy expression. (sympy ships no types.)"""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from the key a typed number may be.

    `exact`: not at all. `absolute`: |typed − key| ≤ amount. `relative`: |typed − key| ≤ amount · |key|.
    `significant`: half a unit of the digit with number `amount` of the key, counted from its first one that is not
    0; so a number rounded to that many digits is right. Bounds are inclusive. `amount` is an exact rational, 0
    for `exact`.
    """

    kind: Literal["exact", "absolute", "relative", "significant"] = "exact"
    amount: Fraction = Fraction(0)

    def margin(self, key: Fraction) -> Fraction:
        """The tolerance as an absolute distance around `key`."""
        if self.kind == "relative":
            return self.amount * abs(key)
        if self.kind == "significant":
            return half_unit(key, int(self.amount))
        return self.amount


def half_unit(key: Fraction, digits: int) -> Fraction:
    """Half a unit of the last of so many significant digits of `key`; 0 for the key 0."""
    if not key:
        return Fraction(0)
    size = abs(key)
    exponent = floor(log10(size.numerator) - log10(size.denominator))
    while Fraction(10) ** exponent > size:  # the logarithm is rounded
        exponent -= 1
    while Fraction(10) ** (exponent + 1) <= size:
        exponent += 1
    return Fraction(10) ** (exponent - digits + 1) / 2


EXACT = Tolerance()


# ─── Open answers: typed ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: as a student types it (`m/s^2`), and how it prints."""

    text: str
    shown: Formula


@dataclass(frozen=True, slots=True)
class Number:
    """One real number. `value` may be irrational (a sympy constant); `shown` is how the key prints it.

    With a `unit`, the value counts in it; a number in any other unit of the same dimension is right, too.
    """

    value: Value
    shown: Formula
    tolerance: Tolerance = EXACT
    unit: Unit | None = None
    kind: Literal["number"] = "number"


ExpressionForm: TypeAlias = Literal["", "expanded", "factored", "rationalised"]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression in `symbols`, right when algebraically equal to `value` and written in the `form` asked for.

    `expanded`: no product or power of a sum. `factored`: a product of factors that cannot be split further over
    the rationals. `rationalised`: no root in a denominator. "": any.
    """

    value: Value
    shown: Formula
    symbols: tuple[str, ...]
    form: ExpressionForm = ""
    kind: Literal["expression"] = "expression"


Entry: TypeAlias = Number | Expression
"""What a vector or a matrix holds."""

UpTo: TypeAlias = Literal["", "scale", "positive scale", "sign"]
"""Which multiples of the key are right, too: none, any but 0, positive ones, the negative one."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector, graded entry by entry with equal credit, or only as a `whole`.

    Up to scale it is right or wrong as a whole; up to sign, entries are compared with those of the better sign.
    """

    entries: tuple[Entry, ...]
    shown: Formula
    up_to: UpTo = ""
    whole: bool = False
    kind: Literal["vector"] = "vector"


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix, graded as a vector is."""

    rows: tuple[tuple[Entry, ...], ...]
    shown: Formula
    up_to: UpTo = ""
    whole: bool = False
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True, slots=True)
class Set:
    """A set of distinct numbers, in increasing order. Order does not count in grading where a format can."""

    elements: tuple[Number, ...]
    shown: Formula
    kind: Literal["set"] = "set"


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval: its ends (None where it has none) and whether each belongs to it.

    Credit is shared equally by its two sides; a side is right if both its end and its bracket are.
    """

    low: Number | None
    high: Number | None
    closed: tuple[bool, bool]
    shown: Formula
    kind: Literal["interval"] = "interval"


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """A word or a few: right if it is one of the `accepted` spellings, of which the first is the key.

    White space at the ends and its amount between words never count; upper and lower case do if `exact_case`.
    """

    accepted: tuple[str, ...]
    shown: Formula
    exact_case: bool = False
    kind: Literal["text"] = "text"


OpenAnswer: TypeAlias = Number | Expression | Vector | Matrix | Set | Interval | TextAnswer
"""What a student types; all of these have a `shown`."""


# ─── Closed answers: put together from what is offered ───────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice: what it says, whether it is right, what choosing it earns as feedback."""

    content: Inlines
    right: bool
    feedback: Inlines = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; exactly one option is right. The order is the order shown (already mixed)."""

    options: tuple[Option, ...]
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """Several of several; at least one option is right. The order is the order shown (already mixed).

    Of r right options and w wrong ones, each right one that is ticked earns 1/r and each wrong one costs 1/w, never
    below 0: who ticks everything gets nothing. With `whole`, only exactly the right ones earn anything.
    """

    options: tuple[Option, ...]
    whole: bool = False
    kind: Literal["multiple"] = "multiple"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a verdict: `says` is the verdict that it argues for."""

    says: bool
    option: Option


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A verdict on a statement; with `reasons`, the right one of them must be given, too.

    The right reason argues for the right verdict. `feedback` is for who says the opposite of `value`.
    """

    value: bool
    feedback: Inlines = ()
    reasons: tuple[Reason, ...] = ()
    kind: Literal["true/false"] = "true/false"


@dataclass(frozen=True, slots=True)
class Matching:
    """Each thing on the left belongs to one on the right: the i-th to `rights[key[i]]`.

    Right ones may serve several times or not at all; their order is the order shown (already mixed). Credit is the
    share of left ones that are matched rightly.
    """

    lefts: tuple[Inlines, ...]
    rights: tuple[Inlines, ...]
    key: tuple[int, ...]
    kind: Literal["matching"] = "matching"


@dataclass(frozen=True, slots=True)
class Ordering:
    """Things to be put in order: `items` as shown (already mixed), `key` their numbers in the right order, from 0.

    Credit is the share of items in their place, or, with `whole`, that of the whole order.
    """

    items: tuple[Inlines, ...]
    key: tuple[int, ...]
    whole: bool = False
    kind: Literal["ordering"] = "ordering"


ClosedAnswer: TypeAlias = Choice | MultipleChoice | TrueFalse | Matching | Ordering


# ─── Answers for a reader ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of a rubric: what earns these points. Only ratios to the other lines matter."""

    points: Fraction
    text: Inlines


@dataclass(frozen=True, slots=True)
class Essay:
    """A free text, marked by a person after the rubric. `lines` is the room for it on paper."""

    rubric: tuple[Criterion, ...]
    lines: int = 8
    kind: Literal["essay"] = "essay"


Answer: TypeAlias = OpenAnswer | ClosedAnswer | Essay

OPEN_ANSWERS = (Number, Expression, Vector, Matrix, Set, Interval, TextAnswer)
"""The classes of `OpenAnswer`, for `isinstance`."""
