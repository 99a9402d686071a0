"""Intervals: made, taken apart, and asked what lies in them."""

from __future__ import annotations

from generator.maths.arithmetic import add, compare, divide, subtract
from generator.maths.function import Function, table
from generator.maths.intervals import Interval, interval_formula
from generator.maths.numeric import real_value
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Shown, is_number, is_scalar, plain_value
from generator.maths.written import written

_BRACKETS = {"[]": (True, True), "()": (False, False), "[)": (True, False), "(]": (False, True)}
_WORDS = {"open": False, "closed": True}


def _end(a: Anything) -> Anything:
    if not is_number(a):
        real_value(a)  # it says what is wrong with a symbol
    return a


def _interval(low: Anything, high: Anything, brackets: str = "[]") -> Anything:
    """An interval; with ends that print their own way, one that prints them so."""
    made = _made(plain_value(low), plain_value(high), brackets)
    if type(low) is not Shown and type(high) is not Shown:
        return made
    left, right = made.signs
    first, last = (end.text if type(end) is Shown else written(end) for end in (low, high))
    return Shown(
        made, interval_formula(typeset(low), typeset(high), made.signs), f"{left}{first}, {last}{right}"
    )


def _made(low: Anything, high: Anything, brackets: str) -> Interval:
    if not is_scalar(low) or not is_scalar(high):
        raise MathsError("the ends of an interval are numbers")
    closed = _BRACKETS.get(brackets)
    if closed is None:
        raise MathsError("the brackets of an interval are `'[]'`, `'()'`, `'[)'` or `'(]'`")
    if compare(">", low, high):
        raise MathsError("the ends of an interval are given in increasing order")
    if not all(closed) and not compare("<", low, high):
        raise MathsError("the interval is empty")
    return Interval(low, high, closed)


def _closed(word: str) -> bool:
    if word not in _WORDS:
        raise MathsError("the end of a half-line is `'open'` or `'closed'`")
    return _WORDS[word]


def _above(a: Anything, word: str = "open") -> Interval:
    return Interval(_end(a), None, (_closed(word), False))


def _below(a: Anything, word: str = "open") -> Interval:
    return Interval(None, _end(a), (False, _closed(word)))


def _is_inside(x: Anything, interval: Interval) -> bool:
    _end(x)
    low, high = interval.low, interval.high
    return (low is None or compare(">=" if interval.closed[0] else ">", x, low)) and (
        high is None or compare("<=" if interval.closed[1] else "<", x, high)
    )


def _bounded(interval: Interval) -> tuple[Anything, Anything]:
    if interval.low is None or interval.high is None:
        raise MathsError("the interval is not bounded")
    return interval.low, interval.high


def _width(interval: Interval) -> Anything:
    low, high = _bounded(interval)
    return subtract(high, low)


def _midpoint(interval: Interval) -> Anything:
    return divide(add(*_bounded(interval)), 2)


def _intersection(a: Interval, b: Interval) -> Interval:
    low, left = _inner(">", (a.low, a.closed[0]), (b.low, b.closed[0]))
    high, right = _inner("<", (a.high, a.closed[1]), (b.high, b.closed[1]))
    if low is None or high is None or compare("<", low, high):
        return Interval(low, high, (left, right))
    if compare(">", low, high) or not (left and right):
        raise MathsError("the intervals have no point in common")
    return Interval(low, high, (True, True))


def _inner(symbol: str, p: tuple[Anything, bool], q: tuple[Anything, bool]) -> tuple[Anything, bool]:
    """Of two ends on one side, the one that lies further in: the smaller interval has it."""
    if p[0] is None or q[0] is None:
        return q if p[0] is None else p
    if compare(symbol, p[0], q[0]):
        return p
    return q if compare(symbol, q[0], p[0]) else (p[0], p[1] and q[1])


TABLE = table(
    Function("interval", _interval, "any any word?", "interval with these ends; `'[]'`, `'()'`, `'[)'` or `'(]'` says which belong to it", "interval(0, 1) == interval(0, 1, '[]')", "interval(2, 1)"),
    Function("above", _above, "scalar word?", "half-line from a number up, which belongs to it if `'closed'`", "above(2) != above(2, 'closed')", "above(2, 'shut')"),
    Function("below", _below, "scalar word?", "half-line up to a number, which belongs to it if `'closed'`", "is_inside(2, below(2, 'closed'))", "below(t)"),
    Function("whole_line", lambda: Interval(None, None, (False, False)), "", "all real numbers", "is_inside(-7, whole_line())"),
    Function("is_inside", _is_inside, "scalar interval", "does the number lie in the interval?", "not is_inside(2, above(2))", "is_inside(t, above(2))"),
    Function("width_of", _width, "interval", "length of a bounded interval", "width_of(interval(-1, 2)) == 3", "width_of(above(2))"),
    Function("midpoint_of", _midpoint, "interval", "middle of a bounded interval", "midpoint_of(interval(0, 3)) == 3/2", "midpoint_of(below(2))"),
    Function("intersect", _intersection, "interval interval", "what two intervals have in common", "intersect(above(1), below(2)) == interval(1, 2, '()')", "intersect(above(2), below(1))"),
)  # fmt: skip
