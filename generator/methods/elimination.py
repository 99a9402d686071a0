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
from generator.maths.notation import DOT, MINUS, ONE, factor, join_terms, minus, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number, normal
from generator.methods.wording import equation, say, step
from generator.model import Formula, Grid, Inlines, Num, Op, Script, Step, Sym

Line = tuple[Anything, ...]
"""A row of rational numbers: coefficients, and the right-hand side where there is one."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A row operation: what is done and why, in words with a formula, and all rows after it."""

    words: Inlines
    lines: tuple[Line, ...]


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
    values: dict[int, Anything] = {}
    steps += back_substitution(lines, names, values)
    solution = tuple(values[j] for j in range(n))
    state = equation(Grid(tuple((name,) for name in names)), solution)
    return Worked(solution, (*steps, step("All unknowns are found.", state=state)))


def augmented(lines: Sequence[Line]) -> Formula:
    """The rows as a matrix, with a rule before the last column."""
    return Grid(tuple(tuple(map(typeset, line)) for line in lines), rule_after=len(lines[0]) - 1)


def numbered(letter: str, count: int) -> tuple[Formula, ...]:
    """`x₁, x₂ …`, as many as there are."""
    return tuple(Script(Sym(letter), below=Num(str(k + 1))) for k in range(count))


# ─── Down: row operations ────────────────────────────────────────────────────────────────────────────────


def reduction(lines: Sequence[Line], columns: int) -> Iterator[Operation]:
    """The operations that bring rational rows to echelon form in their first columns; rows end up whole.

    Raises MathsError for entries that are not rational.
    """
    if not all(is_number(entry) for line in lines for entry in line):
        raise MathsError("row reduction takes rational numbers")
    current = list(lines)
    yield from _without_denominators(current)
    start = 0
    for j in range(columns):
        candidates = [i for i in range(start, len(current)) if current[i][j]]
        if not candidates:
            continue
        chosen, reason = _pivot(current, start, j, candidates)
        if chosen != start:
            current[start], current[chosen] = current[chosen], current[start]
            words = say("Swap rows ", start + 1, " and ", chosen + 1, reason, _name(start), Op("↔"), _name(chosen))
            yield Operation((*words[:-3], *_joined(words[-3:])), tuple(current))
        for i in range(start + 1, len(current)):
            if current[i][j]:
                current[i], words = _cleared(current, i, start, j)
                yield Operation(words, tuple(current))
        start += 1
