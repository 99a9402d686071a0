"""The question in the middle: format-neutral, frozen, and free of markup.

Everything before `verify` works towards these values; every exporter starts from them. This module imports
no other module of ours. Mathematics is kept twice, in two fields with two jobs: *what is computed with*
(`Value`: int, Fraction or a sympy expression) and *what is shown* (`Formula`: a tree that the writers of
`exporters/formulas` turn into LaTeX, MathML or plain Unicode text). Neither is a string of markup.

    >>> half = Number(Fraction(1, 2), shown=Frac(Num("1"), Num("2")))
    >>> half.tolerance.kind
    'exact'
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NewType, TypeAlias

Value: TypeAlias = Any
"""What an answer is, exactly: `int`, `Fraction` or a sympy expression. (sympy ships no types.)"""


# ─── Formulas: mathematics as it is shown ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Num:
    """An unsigned numeral as printed: `3`, `0.25`. A sign is an `Op` before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Sym:
    """A variable: one Unicode letter or a short name (`x`, `λ`, `ℝ`, `∞`).

    `style`: `italic` is the ordinary variable; `upright` a constant or unit; `bold` a vector or matrix.
    """

    name: str
    style: Literal["italic", "upright", "bold"] = "italic"


@dataclass(frozen=True, slots=True)
class Func:
    """The upright name of a function: `sin`, `det`, `Var`. Its argument follows as the next item of a row."""

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """An operator, relation, separator or big operator, as its Unicode character: `+ − · = ≤ , ∑ ∫ ∂ → ∣`.

    The minus is U+2212. The writers know which are binary, which are relations and which are large.
    """

    symbol: str


@dataclass(frozen=True, slots=True)
class Words:
    """Ordinary words inside a formula: `\\text{if }`."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """White space inside a formula."""

    width: Literal["thin", "medium", "quad", "qquad"] = "medium"


@dataclass(frozen=True, slots=True)
class Row:
    """Formulas side by side. An empty row prints nothing."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Frac:
    """A fraction with a bar."""

    top: Formula
    bottom: Formula


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `degree` is None for the square root."""

    body: Formula
    degree: Formula | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A base with something below (index, lower limit) and/or above (exponent, upper limit)."""

    base: Formula
    below: Formula | None = None
    above: Formula | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets that grow with their content: `( )`, `[ ]`, `{ }`, `| |`, `‖ ‖`, `⟨ ⟩`, `⌊ ⌋`; "" leaves a side open."""

    left: str
    body: Formula
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells between brackets: a matrix, a column vector, cases (`{` and nothing).

    All rows have the same number of cells. `rule_after` draws a vertical line after that many columns
    (an augmented matrix). `align` is the alignment of every column.
    """

    rows: tuple[tuple[Formula, ...], ...]
    left: str = "("
    right: str = ")"
    rule_after: int | None = None
    align: Literal["c", "l", "r"] = "c"


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over a formula."""

    mark: Literal["hat", "bar", "vec", "tilde", "dot", "overline"]
    body: Formula


@dataclass(frozen=True, slots=True)
class Lines:
    """Equations below each other, aligned: each line is (left of the alignment point, right of it)."""

    lines: tuple[tuple[Formula, Formula], ...]


Formula: TypeAlias = (
    Num | Sym | Func | Op | Words | Space | Row | Frac | Root | Script | Fence | Grid | Accent | Lines
)


# ─── Prose ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    """Running text, any Unicode, no markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula inside a line of text."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Emph:
    """Emphasis."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Code inside a line."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph."""


Inline: TypeAlias = Text | Math | Emph | Strong | Code | LineBreak
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on a line of its own."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted (`ordered=False`) or numbered list; each item is a sequence of blocks."""

    items: tuple[Blocks, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, kept as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `header` may be empty; every row has as many cells as `align` has letters (`l`, `c`, `r`)."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a worked solution: what is done and why, then the state after it (None: words only)."""

    text: Inlines
    state: Formula | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one method, in order; shown as a numbered list."""

    steps: tuple[Step, ...]


Block: TypeAlias = Paragraph | Display | Listing | CodeBlock | Table | Steps
Blocks: TypeAlias = tuple[Block, ...]


# ─── Answers ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a typed number may be from the key.

    `exact`: not at all. `absolute`: |typed − key| ≤ amount. `relative`: |typed − key| ≤ amount · |key|.
    Bounds are inclusive. `amount` is an exact rational, 0 for `exact`.
    """

    kind: Literal["exact", "absolute", "relative"] = "exact"
    amount: Fraction = Fraction(0)

    def margin(self, key: Fraction) -> Fraction:
        """The tolerance as an absolute distance around `key`."""
        return self.amount * abs(key) if self.kind == "relative" else self.amount


EXACT = Tolerance()


@dataclass(frozen=True, slots=True)
class Number:
    """One real number. `value` may be irrational (a sympy constant); `shown` is how the key prints it."""

    value: Value
    shown: Formula
    tolerance: Tolerance = EXACT
    kind: Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression in `symbols`, right when algebraically equal to `value`."""

    value: Value
    shown: Formula
    symbols: tuple[str, ...]
    kind: Literal["expression"] = "expression"


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector, graded entry by entry with equal credit; or, `up_to_scale`, right as a whole if parallel."""

    entries: tuple[Number, ...]
    shown: Formula
    up_to_scale: bool = False
    kind: Literal["vector"] = "vector"


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix, graded entry by entry with equal credit."""

    rows: tuple[tuple[Number, ...], ...]
    shown: Formula
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True, slots=True)
class Set:
    """A set of distinct numbers, in increasing order. Order does not count in grading where a format can."""

    elements: tuple[Number, ...]
    shown: Formula
    kind: Literal["set"] = "set"


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


OpenAnswer: TypeAlias = Number | Expression | Vector | Matrix | Set
"""What a student types; all of these have a `shown`."""

Answer: TypeAlias = OpenAnswer | Choice


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named wrong route: the wrong answer it leads to (same kind as the right one) and its feedback."""

    answer: OpenAnswer
    feedback: Inlines


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the student answers.

    `mistakes` belong to an open answer; a `Choice` carries its feedback in its options and has none here.
    `points` is the share of this part in the question; only ratios between parts matter.
    """

    id: str
    prompt: Blocks
    answer: Answer
    mistakes: tuple[Mistake, ...] = ()
    points: Fraction = Fraction(1)


# ─── Question ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Question:
    """A variant, worded.

    `id` is a content identifier, `q` followed by 24 lower-case hexadecimal digits, equal for equal questions.
    `index` counts the variants of the family from 0. `values` are the drawn parameters as text of the
    expression language, in the order of the spec.
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


Verified = NewType("Verified", Question)
"""A question that passed `verify`. Only `verify` makes one; only these are exported."""


# ─── What surrounds questions ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a problem set as exporters see it: a family, its points, and how many variants follow.

    `number` counts from 1. `family` is the family's id, `title` its title.
    """

    number: int
    family: str
    title: str
    topics: tuple[str, ...]
    level: str
    points: Fraction
    variants: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What a problem set says about itself. `name` is safe in file names (`[a-z0-9-]`).

    `papers` is the number of different papers to print: paper k takes variant k of each item (k modulo the
    item's variants). `build` identifies the content of a build, like `Question.id`: it is made from all other
    fields and from the identifiers of all questions, in order; "" until they are known.
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


@dataclass(frozen=True, slots=True)
class NotRendered:
    """Something a format could not say: where, why, and what was done instead."""

    format: str
    family: str
    index: int
    part: str
    reason: str
    instead: str
