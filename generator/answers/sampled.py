"""An expression asked as numbers: its values at points that tell it from its mistakes.

A format that cannot compare expressions asks for one as a choice, or, where the problem set wants that, for its
values. `with_samples` chooses the points: as few as do, at least two, from a short list. Each mistake must be told from
the key at one of them; if that can be, it is at all of them, and from all other mistakes as well. 0, the negative and
the double of the key must be told from it, too, and every constant, unless the key is one.

A value with few digits is asked exactly, any other to four significant digits. It is found by putting the exact point
into the exact expression; before it leaves, the expression is evaluated at the point to 60 and to 120 digits as well.

    >>> x = sympy.Symbol("x")
    >>> made = with_samples(Part("a", (), Expression(x**2 - 1, Num("?"), ("x",))))
    >>> [sample.number.value for sample in made.samples]
    [3, 8]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from itertools import combinations
from typing import Any

from generator.maths.decimals import decimal_text, rational, rounded_text
from generator.maths.functions.calculus import substituted
from generator.maths.notation import row
from generator.maths.numeric import close
from generator.maths.points import FINER_MP, MP, finer, precise_real, value_at
from generator.maths.typeset import typeset
from generator.maths.values import (
    Anything,
    FiniteDecimal,
    MathsError,
    is_number,
    normal,
    symbols_of,
    to_sympy,
)
from generator.maths.written import written
from generator.model import EXACT, Expression, Formula, Mistake, Number, Op, Part, Sample, Tolerance

POINTS = (2, 3, 4, 5, 1, Fraction(1, 2), 0, -1, -2, Fraction(-1, 2))
"""What is put in for a symbol, the best first. 0, 1 and −1 hide what others show: powers, factors, whole terms."""

LEAST, MOST = 2, 4
"""How many points an expression is asked at."""

EXACT_DIGITS = 6
"""A value with no more digits is asked exactly."""

ROUNDED = Tolerance("significant", Fraction(4))
"""What else is asked to: whoever rounds the right value to four significant digits is right."""

SMALLEST, LARGEST = Fraction(1, 1000), Fraction(10**6)
"""Values of the key outside are not asked, 0 aside."""

_TINY, _HUGE = Fraction(1, 10**12), Fraction(10**12)
"""Values of a mistake outside are not recognised: nobody types them."""


@dataclass(frozen=True, slots=True)
class _Value:
    """An expression at a point; `amount` is the value of the number, to 40 digits."""

    point: Mapping[Any, Anything]
    number: Number
    amount: Fraction


def with_samples(part: Part, others: Sequence[Part] = ()) -> Part:
    """The part with `samples`, if its answer is an expression and there are points that do.

    A value that answers one of the `others` as well is asked last. Raises RuntimeError if the two ways to a value
    differ, which is our bug.
    """
    if not isinstance(part.answer, Expression):
        return part
    asked = frozenset(rational(other.answer.value) for other in others if isinstance(other.answer, Number))
    return replace(part, samples=tuple(_samples(part.answer, part.mistakes, asked)))


def _samples(answer: Expression, mistakes: Sequence[Mistake], asked: frozenset[Fraction]) -> Iterator[Sample]:
    key = answer.value
    wrong = [mistake.answer.value for mistake in mistakes if isinstance(mistake.answer, Expression)]
    values = [_at(key, point) for point in _points(answer.symbols, [key, *wrong])]
    found = [value for value in values if value and _is_handy(value)]
    found.sort(key=partial(_rank, asked))

    @cache
    def apart(place: int) -> tuple[Number | None, ...]:
        """What each mistake leads to at a point, None where that is nothing, or what the key does."""
        there = found[place]
        return tuple([_unlike(there, _at(expression, there.point)) for expression in wrong])

    def told_from_all(places: Sequence[int]) -> bool:
        return told_at_each(places) and all(_differ(apart(place)) for place in places)

    def told_at_each(places: Sequence[int]) -> bool:
        return all(all(apart(place)) for place in places)

    def told_somewhere(places: Sequence[int]) -> bool:
        return all(map(any, zip(*map(apart, places), strict=True)))

    constant = not symbols_of(to_sympy(key))
    for enough in (told_from_all, told_at_each, told_somewhere):
        for places in _subsets(len(found)):
            amounts = [found[place].amount for place in places]
            telling = any(amounts) and (constant or len(dict.fromkeys(amounts)) > 1)
            if telling and enough(places):
                chosen = sorted(places, key=lambda place: tuple(found[place].point.values()))
                yield from (_sample(found[place], apart(place), mistakes) for place in chosen)
                return


def _sample(there: _Value, wrong: Sequence[Number | None], mistakes: Sequence[Mistake]) -> Sample:
    told = [Mistake(number, m.feedback) for m, number in zip(mistakes, wrong, strict=True) if number]
    return Sample(_equations(there.point), there.number, tuple(told))


def _subsets(count: int) -> Iterator[tuple[int, ...]]:
    """Places of points to be tried together: few before many, then the first ones first."""
    for size in range(LEAST, MOST + 1):
        yield from combinations(range(count), size)


def _points(named: tuple[str, ...], expressions: list[Anything]) -> Iterator[dict[Any, Anything]]:
    """Points for the symbols that occur, with different values for different symbols; none for constants."""
    occur = {symbol: None for expression in expressions for symbol in symbols_of(to_sympy(expression))}
    order = {name: place for place, name in enumerate(named)}
    symbols = sorted(occur, key=lambda symbol: (order.get(symbol.name, len(order)), symbol.name))
    for k in range(len(POINTS) if symbols else 0):
        yield {symbol: POINTS[(k + i) % len(POINTS)] for i, symbol in enumerate(symbols)}


def _is_handy(value: _Value) -> bool:
    return not value.amount or SMALLEST <= abs(value.amount) < LARGEST


def _rank(asked: frozenset[Fraction], value: _Value) -> tuple[bool, bool]:
    """Exact values first, 0 and what is asked anyway last."""
    return not value.amount or value.amount in asked, value.number.tolerance != EXACT


def _differ(numbers: Sequence[Number | None]) -> bool:
    """Do all numbers look different?"""
    return len(dict.fromkeys(number.shown for number in numbers if number)) == len(numbers)


def _at(expression: Anything, point: Mapping[Any, Anything]) -> _Value | None:
    """The value of an expression at a point; None if it is not real, or nothing to be typed."""
    try:
        value = substituted(expression, tuple(point), tuple(point.values()))
        amount = rational(value)
    except (MathsError, ValueError):
        return None
    if amount and not _TINY <= abs(amount) < _HUGE:
        return None
    again = _at_once(to_sympy(expression), {s: rounded_text(Fraction(number)) for s, number in point.items()})
    if again is None:
        return None
    if not close(MP.mpf(amount.numerator) / amount.denominator, again):
        where = ", ".join(f"{symbol} = {number}" for symbol, number in point.items())
        raise RuntimeError(f"`{written(expression)}` has two values at {where}; please report this")
    return _Value(point, _number(value, amount), amount)


def _at_once(expression: Any, point: Mapping[Any, str]) -> Any | None:
    """The value at a point without any rewriting; None if more digits change it, because terms cancel.

    It is also None where only the end is real: a student would meet the root or the logarithm of a negative number.
    """
    value = value_at(precise_real, MP, expression, point)
    finer_value = value_at(finer, FINER_MP, expression, point) if value is not None else None
    return value if finer_value is not None and close(value, MP.mpmathify(finer_value)) else None


def _number(value: Anything, amount: Fraction) -> Number:
    """What is typed for a value: all of its digits if these are few, else four."""
    if is_number(value) and decimal_text(amount, EXACT_DIGITS) is not None:
        return Number(normal(amount), _decimal(amount), EXACT)
    return Number(value, _decimal(Fraction(rounded_text(amount, int(ROUNDED.amount)))), ROUNDED)


def _decimal(amount: Fraction) -> Formula:
    return typeset(int(amount) if amount.denominator == 1 else FiniteDecimal(amount))


def _unlike(key: _Value, other: _Value | None) -> Number | None:
    """The number of the other value, if nothing that is typed for it is right."""
    if other is None:
        return None
    margins = [value.number.tolerance.margin(value.amount) for value in (key, other)]
    return other.number if abs(key.amount - other.amount) > sum(margins) else None


def _equations(point: Mapping[Any, Anything]) -> Formula:
    """`x = 2, y = 3`."""
    pieces: list[Formula] = []
    for symbol, value in point.items():
        pieces += [*([Op(",")] if pieces else []), typeset(symbol), Op("="), typeset(value)]
    return row(*pieces)
