"""Row reduction: a linear system, step by step, without fractions on the way.

Owns the choice of pivots, and the wording of row operations and of back-substitution, which `eigen` uses too.
The pivot of a column is the entry that stands there if it divides those below; else one that does; else the
smallest. Where it does not divide an entry, that entry's row is multiplied first, so rows stay whole.

    solve_by_elimination([[1, 2], [3, 4]], [5, 11])      # R₂ ← R₂ − 3R₁, then x₂ = 2, then x₁ = 1
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.maths.function import Function, table
from generator.maths.notation import MINUS, factor, join_terms, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number, normal
from generator.methods.products import unworked
from generator.methods.wording import equation, say, step
from generator.model import Formula, Grid, Inlines, Num, Op, Script, Space, Step, Sym

MAX_ROWS = 8
"""Most rows, and most unknowns, of what is reduced step by step."""

Line = tuple[Anything, ...]
"""A row of rational numbers: coefficients, and the right-hand side where there is one."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A row operation: what is done and why, in words with a formula, and all rows after it.

    `scale` is what it multiplies determinants by.
    """

    words: Inlines
    lines: tuple[Line, ...]
    scale: int = 1


def solve_by_elimination(a: Matrix, b: Line, unknowns: tuple[Anything, ...] = ()) -> Worked:
    """The one solution of A x = b as a vector; the unknowns are x₁, x₂ … unless symbols are given.

    A and b are rational. Raises MathsError if there is no solution, or more than one.
    """
    height, n = a.shape
    if len(b) != height or len(unknowns) not in (0, n):
        raise MathsError("a system needs one right-hand side for each row and one unknown for each column")
    names = tuple(map(typeset, unknowns)) or numbered("x", n)
    lines = tuple((*line, entry) for line, entry in zip(a.rows, b, strict=True))
    steps = [step("Write the system as an augmented matrix.", state=augmented(lines))]
    for operation in reduction(lines, n):
        lines = operation.lines
        steps.append(Step(operation.words, augmented(lines)))
    if any(line[n] != 0 for line in lines if not any(line[:n])):
        raise MathsError("the system has no solution")
    if len([line for line in lines if any(line[:n])]) < n:
        raise MathsError("the system has more than one solution")
    values = unknowns_from(lines, {})
    steps += back_substitution(lines, names, values)
    solution = tuple(values[j] for j in range(n))
    state = equation(Grid(tuple((name,) for name in names)), solution)
    return Worked(
        solution, (*steps, step("Solved from the last row up, the rows give these values.", state=state))
    )


def augmented(lines: Sequence[Line], right: int = 1) -> Formula:
    """The rows as a matrix, with a rule before its last columns, `right` of them."""
    return Grid(tuple(tuple(map(typeset, line)) for line in lines), rule_after=len(lines[0]) - right)


def numbered(letter: str, count: int) -> tuple[Formula, ...]:
    """`x₁, x₂ …`, as many as there are."""
    return tuple(Script(Sym(letter), below=Num(str(k + 1))) for k in range(count))


# ─── Down: row operations ────────────────────────────────────────────────────────────────────────────────


def reduction(lines: Sequence[Line], columns: int) -> Iterator[Operation]:
    """The operations that bring rational rows to echelon form in their first columns; all rows end up whole.

    Raises MathsError for entries that are not rational, and for more than `MAX_ROWS` rows or columns.
    """
    if len(lines) > MAX_ROWS or columns > MAX_ROWS:
        raise MathsError(f"row reduction takes at most {MAX_ROWS} rows and {MAX_ROWS} columns")
    if not all(is_number(entry) for line in lines for entry in line):
        raise MathsError("row reduction takes rational numbers")
    current = list(lines)
    for i, line in enumerate(lines):
        scale = math.lcm(*(entry.denominator for entry in line))
        current[i] = tuple(normal(int(entry * scale)) for entry in line)
        if scale > 1:
            formula = row(row_name(i), BECOMES, times(typeset(scale), row_name(i)))
            words = say("Multiply row ", i + 1, " by ", scale, ", to be rid of its fractions: ", formula, ".")
            yield Operation(words, tuple(current), scale)
    start = 0
    for j in range(columns):
        below = [i for i in range(start, len(current)) if current[i][j]]
        if not below:
            continue
        chosen = _pivot(current, j, below)
        if chosen != start:
            reason = _reason(current, start, chosen, j)
            current[start], current[chosen] = current[chosen], current[start]
            formula = row(row_name(start), Op("↔"), row_name(chosen))
            words = say("Swap rows ", start + 1, " and ", chosen + 1, reason, formula, ".")
            yield Operation(words, tuple(current), -1)
        for i in range(start + 1, len(current)):
            if current[i][j]:
                yield _clear(current, i, start, j)
        start += 1


def upward_reduction(lines: Sequence[Line]) -> Iterator[Operation]:
    """The operations that bring whole rows in echelon form to reduced echelon form, from the last pivot up."""
    current = list(lines)
    pivots = leading_places(lines)
    for p, j in reversed(pivots):
        shared = math.gcd(*current[p])
        if shared > 1 or current[p][j] == -1:
            yield _divide(current, p, j, -shared if current[p][j] < 0 else shared)
        for i in range(p):
            if current[i][j]:
                yield _clear(current, i, p, j)
    for p, j in pivots:
        if current[p][j] != 1:
            yield _divide(current, p, j, current[p][j])


def leading_places(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """(row, column), from 0, of the first entry that is not 0 in each row that has one."""
    return [
        (i, next(j for j, entry in enumerate(line) if entry)) for i, line in enumerate(lines) if any(line)
    ]


def _divide(current: list[Line], p: int, j: int, divisor: int) -> Operation:
    """Divides row p, whose pivot stands in column j, in place. The operation is not for determinants."""
    name = row_name(p)
    formula = row(name, BECOMES, times(typeset(normal(Fraction(1, divisor))), name))
    reason = ", to make its pivot 1: " if current[p][j] == divisor else ", to keep the numbers small: "
    what = ("Change the signs of row ", p + 1) if divisor == -1 else ("Divide row ", p + 1, " by ", divisor)
    current[p] = tuple(normal(Fraction(entry, divisor)) for entry in current[p])
    return Operation(say(*what, reason, formula, "."), tuple(current))


def _pivot(lines: Sequence[Line], j: int, below: Sequence[int]) -> int:
    """Which of the rows `below`, all with an entry in column j, becomes the pivot row."""
    clean = [i for i in below if all(lines[k][j] % lines[i][j] == 0 for k in below)]
    if clean:
        return clean[0]
    return min(below, key=lambda i: abs(lines[i][j]))


def _reason(lines: Sequence[Line], start: int, chosen: int, j: int) -> str:
    """Why the row `chosen` is swapped up to `start`."""
    if not lines[start][j]:
        return ", because a pivot must not be 0: "
    if all(line[j] % lines[chosen][j] == 0 for line in lines[start:]):
        return ", so that the pivot divides the entries below it: "
    return ", to keep the numbers small: "


def _clear(current: list[Line], i: int, p: int, j: int) -> Operation:
    """Makes the entry of row i in column j zero, in place: a multiple of the row less one of the pivot row p."""
    divisor = math.gcd(current[i][j], current[p][j])
    own, other = current[p][j] // divisor, current[i][j] // divisor
    if own < 0:
        own, other = -own, -other
    words = clearing_words(i, p, j, own, other)
    current[i] = tuple(normal(own * a - other * b) for a, b in zip(current[i], current[p], strict=True))
    return Operation(words, tuple(current), own)


def clearing_words(i: int, p: int, j: int, own: int, other: Anything) -> Inlines:
    """What is done to row i, and why: `own` times it less `other` times the pivot row p, for column j."""
    mine, theirs = row_name(i), row_name(p)
    formula = row(mine, BECOMES, join_terms([times(typeset(own), mine), times(typeset(-other), theirs)]))
    amount = (typeset(abs(other)), " times row ", p + 1) if abs(other) != 1 else ("row ", p + 1)
    if own > 1:
        verb = "and subtract " if other > 0 else "and add "
        what = ("Multiply row ", i + 1, " by ", own, ", ", verb, *amount)
    elif other > 0:
        what = ("Subtract ", *amount, " from row ", i + 1)
    else:
        what = ("Add ", *amount, " to row ", i + 1)
    return say(*what, ", to make its entry in column ", j + 1, " zero: ", formula, ".")


def row_name(i: int) -> Formula:
    """`R₁` for row 0."""
    return Script(Sym("R"), below=Num(str(i + 1)))


BECOMES = Op("←")


# ─── Up: back-substitution ───────────────────────────────────────────────────────────────────────────────


def unknowns_from(lines: Sequence[Line], known: Mapping[int, Anything]) -> dict[int, Anything]:
    """The unknowns, by column from 0, of an echelon form whose rows end in their right-hand side.

    `known` holds the free unknowns.
    """
    values = dict(known)
    for line in reversed(lines):
        j = _leading(line)
        if j is not None:
            rest = sum(entry * values[k] for k, entry in enumerate(line[:-1]) if k > j and entry)
            values[j] = normal(Fraction(line[-1] - rest) / line[j])
    return values


def back_substitution(
    lines: Sequence[Line], names: Sequence[Formula], values: Mapping[int, Anything], place: str = "row"
) -> Iterator[Step]:
    """The steps that read the unknowns off an echelon form, from its last row; `values` holds all of them.

    `place` is what a row is called: "row" is followed by its number.
    """
    for i, line in reversed(list(enumerate(lines))):
        j = _leading(line)
        if j is None:
            continue
        given, found = _substituted(line, names, values, j), equation(names[j], values[j])
        where = (place, " ", i + 1) if place == "row" else (place,)
        if any(line[j + 1 : -1]):
            words = ("Put what is known into ", *where, " and solve it for ", names[j], ".")
        else:
            words = ("Read ", names[j], " off ", *where, ".")
        yield step(*words, state=found if given == found else leads_to(given, found), minor=True)


def row_equation(line: Line, names: Sequence[Formula]) -> Formula:
    """The equation that a row stands for: `2x₁ − x₃ = 5`."""
    terms = [times(typeset(entry), name) for entry, name in zip(line[:-1], names, strict=True) if entry]
    return equation(join_terms(terms), line[-1])


def leads_to(first: Formula, second: Formula) -> Formula:
    """One equation, and what follows from it."""
    return row(first, Space("quad"), Op("⟹"), Space("quad"), second)


def _leading(line: Line) -> int | None:
    """The first column of a row with a coefficient that is not 0."""
    return next((j for j, entry in enumerate(line[:-1]) if entry), None)


def _substituted(line: Line, names: Sequence[Formula], values: Mapping[int, Anything], j: int) -> Formula:
    """A row's equation with numbers for all unknowns but the j-th: `2x₁ + 3 · 4 = 5`."""
    terms = [times(typeset(line[j]), names[j])]
    terms += [_number_term(entry, values[k]) for k, entry in enumerate(line[:-1]) if k > j and entry]
    return equation(join_terms(terms), line[-1])


def _number_term(coefficient: Anything, value: Anything) -> Formula:
    if abs(coefficient) == 1:
        shown = typeset(value)
        return shown if coefficient == 1 else row(MINUS, factor(shown))
    return unworked(coefficient, value)


TABLE = table(
    Function("solve_by_elimination", solve_by_elimination, "matrix vector list?",
             "the solution of A x = b by row reduction; the list names the unknowns",
             "solve_by_elimination([[1, 2], [3, 4]], [5, 11]) == [1, 2]"),
)  # fmt: skip
