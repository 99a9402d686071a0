"""Domains: from what a parameter is drawn. One table, and what every row of it makes.

Domains build backwards from clean answers: a matrix with whole eigenvalues is made from them, a vector of
whole length is looked up, probabilities are parts of a whole. A drawn value is never searched for by luck.

A domain is a finite, ordered collection where that is small enough to hold (`values` is a sequence, so its
size is exact and every value can be visited), or a recipe (`Recipe`) whose size is not known.

    >>> domain("integer", 1, 3).values
    range(1, 4)
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, TypeAlias

from generator.maths import matrices
from generator.maths.arithmetic import multiply
from generator.maths.decimals import decimal_text
from generator.maths.values import Anything, FiniteDecimal, MathsError, Matrix, normal

MAX_VALUES = 200_000
"""Largest domain that is held as a list of its values."""

MAX_TRIES = 1_000
"""How often a recipe may miss its own bound before it gives up."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A domain whose values are known, in a fixed order."""

    values: Sequence[Anything]

    def draw(self, random: Random) -> Anything:
        """One of the values, all equally likely."""
        return self.values[below(random, len(self.values))]


@dataclass(frozen=True, slots=True)
class Product:
    """Lists of `length` values of one sequence, shaped by `shape`: too many to hold, few enough to count."""

    values: Sequence[Anything]
    length: int
    shape: Callable[[tuple[Anything, ...]], Anything]

    @property
    def size(self) -> int:
        """How many different values there are."""
        return int(len(self.values) ** self.length)

    def draw(self, random: Random) -> Anything:
        """One of the values, all equally likely."""
        return self.shape(tuple(self.values[below(random, len(self.values))] for _ in range(self.length)))


@dataclass(frozen=True, slots=True)
class Recipe:
    """A domain that is known by how its values are made."""

    make: Callable[[Random], Anything]

    def draw(self, random: Random) -> Anything:
        """A value, made anew."""
        return self.make(random)


Domain: TypeAlias = Listed | Product | Recipe


def size_of(domain: Domain) -> int | None:
    """How many different values the domain has; None if that is not known."""
    if isinstance(domain, Listed):
        return len(domain.values)
    return domain.size if isinstance(domain, Product) else None


def each(domain: Listed | Product) -> Sequence[Anything]:
    """All values, in order. Only for domains of at most `MAX_VALUES` values."""
    if isinstance(domain, Listed):
        return domain.values
    return [domain.shape(entries) for entries in itertools.product(domain.values, repeat=domain.length)]


def below(random: Random, bound: int) -> int:
    """A whole number from 0 to bound − 1, from `Random.random` alone: Python promises to keep its sequence."""
    return int(random.random() * bound)


# ─── The rows ────────────────────────────────────────────────────────────────────────────────────────────


def _check(condition: bool, message: str) -> None:
    if not condition:
        raise MathsError(message)


def _integer(low: int, high: int) -> Domain:
    _check(low <= high, f"the range from {low} to {high} is empty")
    _check(high - low < 10**9, "the range is wider than a billion")
    return Listed(range(low, high + 1))


def _nonzero(low: int, high: int) -> Domain:
    _check(low <= high and high - low < MAX_VALUES, f"the range from {low} to {high} is empty or too wide")
    values = tuple(n for n in range(low, high + 1) if n)
    _check(bool(values), "the range holds 0 only")
    return Listed(values)


def _fraction(low: Any, high: Any, largest_denominator: int) -> Domain:
    _check(2 <= largest_denominator <= 60, "the largest denominator is between 2 and 60")
    _check((high - low) * largest_denominator <= 2_000, "the range is too wide for such denominators")
    found = {
        Fraction(n, d)
        for d in range(2, largest_denominator + 1)
        for n in range(math.ceil(low * d), math.floor(high * d) + 1)
        if math.gcd(n, d) == 1
    }
    _check(bool(found), f"there is no fraction between {low} and {high}")
    return Listed(tuple(sorted(found)))


def _decimal(low: Any, high: Any, step: Any) -> Domain:
    _check(step > 0 and low <= high, "a decimal domain needs `low` ≤ `high` and a `step` above 0")
    finite = decimal_text(Fraction(low)) and decimal_text(Fraction(step))
    _check(finite is not None, "`low` and `step` must be short decimals")
    count = math.floor((Fraction(high) - low) / step) + 1
    _check(count <= MAX_VALUES, f"the step is too small: {count} values")
    return Listed(tuple(FiniteDecimal(Fraction(low) + k * Fraction(step)) for k in range(count)))


def _square(n: int) -> Callable[[tuple[Anything, ...]], Matrix]:
    return _shaped(n, n)


def _shaped(rows: int, columns: int) -> Callable[[tuple[Anything, ...]], Matrix]:
    return lambda entries: Matrix(tuple(entries[i * columns : (i + 1) * columns] for i in range(rows)))


def _dimension(n: int, largest: int = 6) -> None:
    _check(1 <= n <= largest, f"a size is between 1 and {largest}")


def _vector(n: int, low: int, high: int) -> Domain:
    _dimension(n)
    _check(low <= high and high - low < MAX_VALUES, f"the range from {low} to {high} is empty or too wide")
    return Product(range(low, high + 1), n, lambda entries: entries)


def _integer_matrix(rows: int, columns: int, low: int, high: int) -> Domain:
    _dimension(rows)
    _dimension(columns)
    _check(low <= high and high - low < MAX_VALUES, f"the range from {low} to {high} is empty or too wide")
    return Product(range(low, high + 1), rows * columns, _shaped(rows, columns))


def _unimodular(n: int, largest: int) -> Domain:
    """Whole matrices with determinant ±1 and entries up to `largest`: 2×2 all of them, larger ones made."""
    _dimension(n, 4)
    _check(1 <= largest <= 99, "the largest entry is between 1 and 99")
    if n == 2 and largest <= 9:
        span = range(-largest, largest + 1)
        found = [(p, q, r, s) for p, q, r, s in itertools.product(span, repeat=4) if abs(p * s - q * r) == 1]
        return Listed(tuple(map(_square(2), found)))
    return Recipe(lambda random: _made_unimodular(random, n, largest))


def _made_unimodular(random: Random, n: int, largest: int) -> Matrix:
    """The identity after random row operations, each of which keeps the determinant ±1 and the bound."""
    rows = [[int(i == j) for j in range(n)] for i in range(n)]
    for _ in range(4 * n * n):
        i, j = below(random, n), below(random, n)
        factor = (-2, -1, 1, 2)[below(random, 4)]
        if i == j:
            rows[i] = [-entry for entry in rows[i]]
            continue
        changed = [p + factor * q for p, q in zip(rows[i], rows[j], strict=True)]
        if max(map(abs, changed)) <= largest:
            rows[i] = changed
    return Matrix(tuple(map(tuple, rows)))


def _with_eigenvalues(n: int, low: int, high: int, largest: int) -> Domain:
    """Whole matrices P·D·P⁻¹ with distinct whole eigenvalues from low to high and entries up to `largest`."""
    _check(2 <= n <= 4, "a size is between 2 and 4 here")
    _check(high - low + 1 >= n, f"there are no {n} distinct eigenvalues between {low} and {high}")
    _check(high - low < MAX_TRIES, f"the range from {low} to {high} is too wide")

    def make(random: Random) -> Matrix:
        for _ in range(MAX_TRIES):
            choices = list(range(low, high + 1))
            values = [choices.pop(below(random, len(choices))) for _ in range(n)]
            basis = _made_unimodular(random, n, 3)
            diagonal = Matrix(tuple(tuple(values[i] if i == j else 0 for j in range(n)) for i in range(n)))
            found: Matrix = multiply(multiply(basis, diagonal), matrices.inverse(basis))
            if max(
                abs(entry) for row in found.rows for entry in row
            ) <= largest and not matrices.is_triangular(found):
                return found
        raise MathsError(
            f"no matrix with entries up to {largest} was found in {MAX_TRIES} tries; allow larger entries"
        )

    return Recipe(make)


def _pythagorean(n: int, largest: int) -> Domain:
    """Vectors of n positive whole numbers up to `largest` whose length is whole."""
    _check(2 <= n <= 4, "Pythagorean tuples have 2 to 4 entries")
    _check(
        largest >= 5 and largest**n <= MAX_VALUES,
        "the largest entry is at least 5, and not so large for this `n`",
    )
    span = range(1, largest + 1)
    found = [v for v in itertools.product(span, repeat=n) if math.isqrt(s := sum(x * x for x in v)) ** 2 == s]
    _check(bool(found), f"there is no such vector with entries up to {largest}")
    return Listed(tuple(found))


def _probabilities(n: int, parts: int) -> Domain:
    """Lists of n positive multiples of 1/parts that add up to 1; decimals where parts divides a power of ten."""
    _check(
        2 <= n <= 8 and n <= parts <= 1_000, "a table has 2 to 8 probabilities, and at least as many parts"
    )
    _check(math.comb(parts - 1, n - 1) <= MAX_VALUES, "there are too many such tables; take fewer parts")
    kind: Callable[[Fraction], Any] = FiniteDecimal if 10**9 % parts == 0 else normal
    shares = [kind(Fraction(k, parts)) for k in range(parts)]

    def table(cuts: tuple[int, ...]) -> tuple[Anything, ...]:
        edges = (0, *cuts, parts)
        return tuple([shares[b - a] for a, b in itertools.pairwise(edges)])

    return Listed(tuple(map(table, itertools.combinations(range(1, parts), n - 1))))


def _dataset(n: int, low: int, high: int) -> Domain:
    """n whole numbers from low to high whose mean is whole."""
    _check(2 <= n <= 50, "a data set has 2 to 50 values")
    _check(high - low >= 2, "the range of a data set is wider than that")
    _check(high - low < 10**9, "the range is wider than a billion")

    def make(random: Random) -> tuple[Anything, ...]:
        for _ in range(MAX_TRIES):
            values = [low + below(random, high - low + 1) for _ in range(n)]
            values[-1] -= sum(values) % n
            if values[-1] >= low:
                return tuple(values)
        raise MathsError(f"no data set with a whole mean was found in {MAX_TRIES} tries; widen the range")

    return Recipe(make)


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A row of the table: what makes the domain, the names of its arguments, what it draws, how it is written."""

    name: str
    make: Callable[..., Domain]
    takes: tuple[str, ...]
    summary: str
    example: str

    @property
    def signature(self) -> str:
        """How it is written in a spec."""
        return f"{self.name}({', '.join(self.takes)})"


DOMAINS: dict[str, DomainRow] = {
    row.name: row
    for row in (
        DomainRow("integer", _integer, ("low", "high"), "a whole number from `low` to `high`, both included", "integer(-6, 6)"),
        DomainRow("nonzero", _nonzero, ("low", "high"), "a whole number from `low` to `high`, never 0", "nonzero(-3, 3)"),
        DomainRow("fraction", _fraction, ("low", "high", "largest_denominator"), "a fraction from `low` to `high` in lowest terms, never whole, with a denominator of at most `largest_denominator`", "fraction(0, 1, 5)"),
        DomainRow("decimal", _decimal, ("low", "high", "step"), "a decimal: `low`, `low` + `step`, … up to `high`", "decimal(0.1, 0.9, 0.1)"),
        DomainRow("integer_vector", _vector, ("n", "low", "high"), "a vector of `n` whole numbers from `low` to `high`; it may be zero", "integer_vector(3, -4, 4)"),
        DomainRow("integer_matrix", _integer_matrix, ("rows", "columns", "low", "high"), "a matrix of whole numbers from `low` to `high`; it may be zero or singular", "integer_matrix(2, 3, -5, 5)"),
        DomainRow("unimodular", _unimodular, ("n", "largest"), "an `n`×`n` matrix of whole numbers with determinant 1 or −1, no entry beyond ±`largest`", "unimodular(3, 4)"),
        DomainRow("with_eigenvalues", _with_eigenvalues, ("n", "low", "high", "largest"), "an `n`×`n` matrix of whole numbers, not triangular, no entry beyond ±`largest`, whose `n` eigenvalues are different whole numbers from `low` to `high`", "with_eigenvalues(2, -4, 4, 12)"),
        DomainRow("pythagorean", _pythagorean, ("n", "largest"), "a vector of `n` whole numbers from 1 to `largest` whose length is whole", "pythagorean(3, 12)"),
        DomainRow("probabilities", _probabilities, ("n", "parts"), "`n` probabilities with sum 1, each a multiple of 1/`parts` and above 0", "probabilities(3, 10)"),
        DomainRow("dataset", _dataset, ("n", "low", "high"), "`n` whole numbers from `low` to `high` whose mean is whole", "dataset(5, 1, 20)"),
    )
}  # fmt: skip
"""Every domain but `choice(…)`, whose options are expressions and which the parser makes itself."""


def domain(name: str, *args: Anything) -> Domain:
    """The domain of this name with these arguments. Raises MathsError if they do not fit."""
    return DOMAINS[name].make(*args)
