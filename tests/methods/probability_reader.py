"""Reads the steps of probability and statistics back and replays them, in interval arithmetic.

A name (`x̄`, `E[X]`, `P(A ∣ B)`, `S_xy`) means what the steps first say it does; from then on every side that
it stands in is worked out and compared. A numeral in a side before or behind `≈` that stands alone, or has four
decimals or more, stands for all numbers that are rounded to it; any other numeral is exact. Only the printed
formulas are looked at, never the method that made them.

    replay((Step((), equation(x, 1 + 2, 3)),))      # 1: one equality was compared
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

import mpmath
import sympy
from mpmath.ctx_iv import MPIntervalContext

from generator.exporters.formulas import plain
from generator.maths.numeric import real_value
from generator.maths.values import Anything, Matrix, Worked, is_number, to_sympy
from generator.model import (
    Accent,
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Lines,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Step,
    Sym,
)

IV = MPIntervalContext()
IV.dps = 45
MP = mpmath.MPContext()
MP.dps = 45

RELATIONS = ("=", "≈", "≠", "<", ">", "≤", "≥", "∥")
GENERIC = {"x": "0.4172", "t": "0.4172", "p": "0.3719", "λ": "0.6127"}
"""Where free symbols are tried."""

Given = Mapping[str, Any]
"""Names that the problem gives a value, free symbols, which have None, and lists that a `∑` goes over."""

NOTHING: Given = {}

Statement = tuple[list[list[Formula]], list[str]]
"""The sides of a chain, and the relations between them."""


class Unknown(Exception):
    """The formula is a name that nothing was said of, or notation without a value."""


def items_of(formula: Formula) -> list[Formula]:
    if not isinstance(formula, Row):
        return [formula]
    return [inner for item in formula.items for inner in items_of(item)]


def statements(state: Formula | None) -> Iterator[Statement]:
    """The chains of a state; lines that begin with nothing go on with the chain above."""
    if state is None:
        return
    chains: list[list[Formula]] = []
    if isinstance(state, Lines):
        for left, right in state.lines:
            if items_of(left) or not chains:
                chains.append([*items_of(left), *items_of(right)])
            else:
                chains[-1] += items_of(right)
    else:
        chains.append(items_of(state))
    for chain in chains:
        for piece in _cut(chain):
            yield _sides(piece)


def _cut(items: list[Formula]) -> Iterator[list[Formula]]:
    """Pieces between commas with space behind them, and before and after `⟹`."""
    piece: list[Formula] = []
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if item == Op("⟹") or (item == Op(",") and isinstance(following, Space)):
            yield piece
            piece = []
        elif not isinstance(item, Space):
            piece.append(item)
    yield piece


def _sides(items: list[Formula]) -> Statement:
    sides: list[list[Formula]] = [[]]
    relations = []
    for item in items:
        if isinstance(item, Op) and item.symbol in RELATIONS:
            relations.append(item.symbol)
            sides.append([])
        else:
            sides[-1].append(item)
    return sides, relations


class Reader:
    """What is known so far: names, and functions by their letter."""

    def __init__(self, given: Given, *, binomial: bool) -> None:
        self.names: dict[str, Any] = {
            name: interval(value)
            for name, value in given.items()
            if value is not None and not isinstance(value, list)
        }
        self.lists = {name: value for name, value in given.items() if isinstance(value, list)}
        self.bodies: dict[str, tuple[str, list[Formula]]] = {}
        self.free = [name for name, value in given.items() if value is None]
        self.binomial = binomial
        self.rounded = self.lone = False
        self.compared = 0

    # ─── Sums, products, factors ─────────────────────────────────────────────────────────────────────

    def value(self, items: list[Formula]) -> Any:
        if not items:
            raise Unknown
        name = plain(Row(tuple(items)))
        if name in self.names:
            return self.names[name]
        total, place = None, 0
        while place < len(items):
            sign = 1
            while place < len(items) and items[place] in (Op("+"), Op("−")):
                sign *= -1 if items[place] == Op("−") else 1
                place += 1
            term, start = None, place
            while place < len(items) and items[place] not in (Op("+"), Op("−")):
                divided = items[place] == Op("/")
                factor, place = self.factor(items, place + divided)
                term = factor if term is None else term / factor if divided else _times(term, factor)
            assert place > start, "a sign without an operand"
            term = sign * term
            total = term if total is None else total + term
        return total

    def of(self, formula: Formula) -> Any:
        return self.value(items_of(formula))

    def factor(self, items: list[Formula], place: int) -> tuple[Any, int]:
        item = items[place]
        following = items[place + 1] if place + 1 < len(items) else None
        if item == Op("∑"):
            return self._sum(items, place)
        if item == Op("·"):
            assert following is not None, "a dot without a second factor"
            return self.factor(items, place + 1)
        if following == Op("!"):
            return IV.mpf(MP.factorial(int(self.of(item).mid))), place + 2
        if isinstance(item, Script) and item.base == Op("∫"):
            return self._integral(items, place)
        head = item.base if isinstance(item, Script) else item
        if isinstance(head, Func):
            return self._function(item, head.name, items, place)
        if (
            isinstance(following, Fence)
            and isinstance(head, Sym)
            and head.name in ("P", "Φ", "ℓ", "G", "F", "D")
        ):
            return self._applied(item, head.name, following), place + 2
        return self.atom(item), place + 1

    def _applied(self, item: Formula, letter: str, argument: Fence) -> Any:
        if letter == "Φ":
            inner = self.of(argument.body)
            return IV.mpf([MP.ncdf(MP.mpf(inner.a)), MP.ncdf(MP.mpf(inner.b))])
        if letter in self.bodies:
            at = self.of(argument.body)
            if item == Sym(letter):
                return self._body(letter, at)
            step = MP.mpf("1e-12")
            ahead, behind = (MP.mpf(self._body(letter, at + sign * IV.mpf(step)).mid) for sign in (1, -1))
            slope = (ahead - behind) / (2 * step)
            return IV.mpf([slope - MP.mpf("1e-9"), slope + MP.mpf("1e-9")])
        name = plain(Row((item, argument)))
        if letter == "P" and name not in self.names:
            return self._event(argument.body)
        return self._named(name)

    def _body(self, letter: str, at: Any) -> Any:
        variable, body = self.bodies[letter]
        before = self.names.get(variable)
        self.names[variable] = at
        try:
            return self.value(body)
        finally:
            if before is None:
                del self.names[variable]
            else:
                self.names[variable] = before

    def _function(self, item: Formula, name: str, items: list[Formula], place: int) -> tuple[Any, int]:
        assert place + 1 < len(items), "a function without its argument"
        argument = items[place + 1]
        if name in ("E", "Var", "Cov"):
            return self._named(plain(Row((item, argument)))), place + 2
        if name == "min" and isinstance(argument, Fence):
            pieces: list[list[Formula]] = [[]]
            for inner in items_of(argument.body):
                if inner == Op(","):
                    pieces.append([])
                else:
                    pieces[-1].append(inner)
            return min(map(self.value, pieces), key=lambda v: v.mid), place + 2
        inner, after = self.factor(items, place + 1)
        if name == "ln" and not isinstance(item, Script):
            return IV.log(inner), after
        if name == "log" and isinstance(item, Script) and item.below is not None:
            return IV.log(inner) / IV.log(self.of(item.below)), after
        raise Unknown(name)

    def _sum(self, items: list[Formula], place: int) -> tuple[Any, int]:
        """`∑ …` up to the next sign, over the lists that are given."""
        end = next((k for k in range(place, len(items)) if items[k] in (Op("+"), Op("−"))), len(items))
        if not self.lists:
            raise Unknown
        before, total = dict(self.names), IV.mpf(0)
        try:
            for entries in zip(*self.lists.values(), strict=True):
                self.names |= dict(zip(self.lists, map(interval, entries), strict=True))
                total += self.value(items[place + 1 : end])
        finally:
            self.names = before
        return total, end

    def _event(self, event: Formula) -> Any:
        """`P(Z ≥ z)`, and `T` and `Q` (χ²) with their degrees of freedom as an index."""
        items = items_of(event)
        name = plain(items[0])
        if name in self.names or name[0] not in "ZTQ" or items[1] not in (Op("≥"), Op("≤")):
            raise Unknown
        bound = self.value(items[2:])
        ends = [self._tail(items[0], name[0], MP.mpf(at)) for at in (bound.a, bound.b)]
        low, high = sorted(end if items[1] == Op("≥") else 1 - end for end in ends)
        return IV.mpf([low - MP.mpf("1e-8"), high + MP.mpf("1e-8")])

    def _tail(self, variable: Formula, name: str, at: Any) -> Any:
        """How likely the variable is at least as large."""
        if name == "Z":
            return MP.ncdf(-at)
        assert isinstance(variable, Script)
        assert isinstance(variable.below, Num)
        half = MP.mpf(variable.below.text) / 2
        if name == "Q":
            return MP.gammainc(half, at / 2, regularized=True)
        outside = MP.betainc(half, 0.5, 0, 2 * half / (2 * half + at * at), regularized=True) / 2
        return outside if at > 0 else 1 - outside

    def _integral(self, items: list[Formula], place: int) -> tuple[Any, int]:
        sign = items[place]
        end = items.index(Sym("d", "upright"), place)
        assert isinstance(sign, Script)
        assert sign.below is not None
        assert sign.above is not None
        self.bodies["∫"] = (
            plain(items[end + 1]),
            [i for i in items[place + 1 : end] if not isinstance(i, Space)],
        )
        ends = self.of(sign.below), self.of(sign.above)
        low, high = (MP.mpf(at.mid) for at in ends)
        area = MP.quad(lambda v: MP.mpf(self._body("∫", IV.mpf(v)).mid), [low, high])
        slack = MP.mpf("1e-25") + sum(MP.mpf((at.delta * abs(self._body("∫", at))).b) for at in ends)
        return IV.mpf([area - slack, area + slack]), end + 2

    def atom(self, item: Formula) -> Any:
        if isinstance(item, Num):
            return self._numeral(item.text)
        if item == Sym("e", "upright"):
            return IV.exp(1)
        if isinstance(item, (Sym, Accent)):
            return self._named(plain(item))
        if isinstance(item, Frac):
            return self.of(item.top) / self.of(item.bottom)
        if isinstance(item, Root):
            return IV.sqrt(self.of(item.body))
        if isinstance(item, Fence) and item.left == "(":
            return self.of(item.body)
        if isinstance(item, Fence) and item.left == "|":
            return abs(self.of(item.body))
        if isinstance(item, Grid) and item.left == "(":
            if self.binomial:
                (top,), (bottom,) = item.rows
                return IV.mpf(MP.binomial(int(self.of(top).mid), int(self.of(bottom).mid)))
            return IV.matrix([[self.of(cell) for cell in cells] for cells in item.rows])
        if (
            isinstance(item, Script)
            and plain(item) not in self.names
            and item.above is not None
            and item.below is None
        ):
            if item.base == Sym("e", "upright"):
                return IV.exp(self.of(item.above))
            base = self.of(item.base)
            if item.above == Op("⊤"):
                return base.T
            exponent = self.of(item.above)
            whole = int(exponent.mid)
            return base**whole if exponent.a == exponent.b == whole else IV.exp(exponent * IV.log(base))
        return self._named(plain(item))

    def _named(self, name: str) -> Any:
        if name in self.names:
            return self.names[name]
        if name in self.free:
            return IV.mpf(GENERIC[name])
        raise Unknown(name)

    def _cut_off(self, side: list[Formula]) -> Any:
        """`2.236…`: all numbers whose decimals begin like this."""
        numeral = side[-2]
        assert isinstance(numeral, Num)
        more = IV.mpf(f"1e-{len(numeral.text.partition('.')[2])}")
        start = IV.mpf(numeral.text)
        size = IV.mpf([start.a, (start + more).b])
        return -size if side[0] == Op("−") else size

    def _numeral(self, text: str) -> Any:
        places = len(text.partition(".")[2])
        if self.rounded and (places >= 4 or self.lone or text == "0"):
            half = IV.mpf("1e-8") if text == "0" else IV.mpf(f"5e-{places + 1}")
            return IV.mpf([(IV.mpf(text) - half).a, (IV.mpf(text) + half).b])
        return IV.mpf(text)

    # ─── Chains ──────────────────────────────────────────────────────────────────────────────────────

    def sides(self, statement: Statement) -> list[Any]:
        """The value of each side, None where there is none; beside `≈` numerals may be rounded."""
        found: list[Any] = []
        relations = ["", *statement[1], ""]
        for side, around in zip(statement[0], pairwise(relations), strict=True):
            self.rounded = "≈" in around
            self.lone = isinstance(side[-1], Num) and side[:-1] in ([], [Op("−")])
            try:
                found.append(self._cut_off(side) if side[-1] == Op("…") else self.value(side))
            except Unknown:
                found.append(None)
        self.rounded = False
        return found

    def learn(self, statement: Statement, *, composite: bool = False) -> None:
        """Names that the statement gives a value; with `composite` also what stands first and is no single name."""
        sides, relations = statement
        if not relations or relations[0] not in ("=", "≈"):
            return
        first = sides[0]
        if len(first) == 2 and isinstance(first[0], Sym) and isinstance(first[1], Fence):
            inner = plain(first[1].body)
            if inner in self.free and first[0].name in ("ℓ", "G") and first[0].name not in self.bodies:
                self.bodies[first[0].name] = inner, sides[1]
                return
        values = self.sides(statement)
        starts = [k for k, relation in enumerate(relations, 1) if relation not in ("=", "≈")]
        for start, end in zip([0, *starts], [*starts, len(sides)], strict=True):
            known = [value for value in values[start:end] if value is not None]
            for place in range(start, end) if known else ():
                if values[place] is None and (_is_name(sides[place]) or (composite and not place)):
                    self.names[plain(Row(tuple(sides[place])))] = min(known, key=_spread)

    def check(self, statement: Statement) -> int:
        """Compares the sides of a chain with each other. Returns how many relations were compared."""
        values, compared = self.sides(statement), 0
        reference = None
        if set(statement[1]) == {"≤"} and self.lists:  # data in order
            (wanted,) = self.lists.values()
            assert all(holds(interval(a), "=", b) for a, b in zip(sorted(wanted), values, strict=True))
        for value, relation in zip(values, ["", *statement[1]], strict=True):
            if value is None:
                continue
            if reference is not None:
                assert holds(reference, relation, value), (_shown(statement), reference, relation, value)
                compared += 1
            if reference is None or relation not in ("=", "≈"):
                reference = value
        return compared


def _is_name(side: list[Formula]) -> bool:
    """Is this `x̄`, `S_xy`, `P(A)`, `E[X]` …, and not something put together?"""
    if len(side) == 2 and isinstance(side[1], Fence):
        return isinstance(side[0], (Sym, Func, Script))
    single = side[0] if len(side) == 1 else None
    if isinstance(single, Script):
        return isinstance(single.base, (Sym, Accent)) and single.base != Sym("e", "upright")
    return isinstance(single, (Sym, Accent)) or (isinstance(single, Fence) and single.left == "‖")


def _spread(value: Any) -> Any:
    return value.delta if not isinstance(value, IV.matrix) else max(entry.delta for entry in value)


def _times(a: Any, b: Any) -> Any:
    """Two columns next to each other are a dot product."""
    if isinstance(a, IV.matrix) and isinstance(b, IV.matrix) and a.cols == b.cols == 1 and a.rows > 1:
        return sum((p * q for p, q in zip(a, b, strict=True)), IV.mpf(0))
    return a * b


def holds(a: Any, relation: str, b: Any) -> bool:
    """Can the relation hold between what these stand for?"""
    if isinstance(a, IV.matrix) or isinstance(b, IV.matrix):
        same_shape = (
            isinstance(a, IV.matrix) and isinstance(b, IV.matrix) and (a.rows, a.cols) == (b.rows, b.cols)
        )
        if relation == "∥":
            return same_shape and _meets(a[0] * b[1], a[1] * b[0])
        return same_shape and all(_meets(p, q) for p, q in zip(a, b, strict=True))
    if relation in ("=", "≈", ""):
        return _meets(a, b)
    if relation == "≠":
        return not _meets(a, b)
    low, high = (a, b) if relation in ("<", "≤") else (b, a)
    return bool(low.a <= high.b)


def _meets(a: Any, b: Any) -> bool:
    """Do the intervals meet, but for rounding in the 35th digit?"""
    slack = IV.mpf("1e-30") * (1 + abs(a) + abs(b))
    difference = a - b
    return bool(difference.a <= slack.b and difference.b >= -slack.b)


def _shown(statement: Statement) -> str:
    sides, relations = statement
    return " ".join(
        f"{relation} {plain(Row(tuple(side)))}"
        for side, relation in zip(sides, ["", *relations], strict=True)
    )


def replay(steps: Sequence[Step], given: Given = NOTHING, *, binomial: bool = False) -> Reader:
    """Reads all states; every relation with values on both sides holds. Returns the reader with what it learnt.

    Raises AssertionError if one does not hold.
    """
    reader = Reader(given, binomial=binomial)
    read = [statement for step in steps for statement in statements(step.state)]
    for composite in (False, False, True, True):  # a name may be used before the line that says what it is
        for statement in read:
            reader.learn(statement, composite=composite)
    reader.compared = sum(map(reader.check, read))
    return reader


def interval(value: Anything) -> Any:
    """A value of the language as an interval, or a matrix of them."""
    if isinstance(value, Matrix):
        return IV.matrix([[interval(entry) for entry in line] for line in value.rows])
    if isinstance(value, tuple):
        return IV.matrix([[interval(entry)] for entry in value])
    if isinstance(value, MP.mpf):
        return IV.mpf([value - MP.mpf("1e-20"), value + MP.mpf("1e-20")])
    exact = sympy.sympify(to_sympy(value)).subs({name: sympy.Rational(at) for name, at in GENERIC.items()})
    if isinstance(exact, sympy.Rational):
        return IV.mpf(int(exact.p)) / int(exact.q)
    return IV.mpf(MP.mpf(str(real_value(value))))


def shows(reader: Reader, step: Step, value: Anything) -> bool:
    """Does a side of the step's state say the value?"""
    wanted = interval(value)
    found = [
        side for statement in statements(step.state) for side in reader.sides(statement) if side is not None
    ]
    return any(
        holds(wanted, "=", side)
        for side in found
        if isinstance(side, IV.matrix) == isinstance(wanted, IV.matrix)
    )


def check(worked: Worked, expected: Any, given: Given = NOTHING, *, binomial: bool = False) -> Reader:
    """The value is the expected one, all states hold, and the last one ends in the value; so do the brief steps.

    `expected` is a number (to 20 digits), a value of the language, or a tuple of these.
    """
    assert agrees(worked.value, expected), (worked.value, expected)
    return follow(worked, given, binomial=binomial)


def follow(worked: Worked, given: Given = NOTHING, *, binomial: bool = False) -> Reader:
    """All states hold, and the last one ends in the value, in the brief steps as well."""
    reader = replay(worked.steps, given, binomial=binomial)
    for steps in (worked.steps, tuple(step for step in worked.steps if not step.minor)):
        last = [step for step in steps if step.state is not None][-1]  # words may follow it
        rows = worked.value.rows if isinstance(worked.value, Matrix) else ()
        parts = worked.value if isinstance(worked.value, tuple) else rows
        if isinstance(worked.value, bool):
            continue
        if shows(reader, last, worked.value):
            continue
        assert parts, (plain(last.state or Row(())), worked.value)
        assert any(shows(reader, last, part) for part in parts)
        assert all(any(shows(reader, step, part) for step in steps) for part in parts)
    return reader


def agrees(value: Anything, expected: Any) -> bool:
    """Equal, or equal to 20 digits where a number of mpmath is expected."""
    if isinstance(expected, tuple):
        return isinstance(value, tuple) and len(value) == len(expected) and all(map(agrees, value, expected))
    if isinstance(expected, Matrix):
        return isinstance(value, Matrix) and agrees(value.rows, expected.rows)
    if isinstance(expected, sympy.Expr) and expected.free_symbols:
        return bool(sympy.expand(value - expected) == 0)
    if isinstance(expected, (bool, int, sympy.Rational)) or is_number(expected):
        exact = sympy.simplify(to_sympy(value)) if isinstance(value, sympy.Expr) else value
        return bool(exact == expected)
    return bool(
        abs(MP.mpf(str(real_value(value))) - MP.mpf(expected)) < MP.mpf("1e-20") * (1 + abs(MP.mpf(expected)))
    )


def unnoticed(worked: Worked, given: Given = NOTHING, *, binomial: bool = False) -> list[str]:
    """The states with a falsified numeral that still pass, unless they say the same (`0 · 5` for `0 · 4`)."""
    passed = []
    reader = replay(worked.steps, given, binomial=binomial)
    for before, after, steps in falsified(worked.steps):
        try:
            follow(Worked(worked.value, steps), given, binomial=binomial)
        except (AssertionError, ZeroDivisionError, mpmath.libmp.ComplexResult, ValueError):
            continue
        if not _says_the_same(reader, before, after):
            passed.append(plain(after))
    return passed


def _says_the_same(reader: Reader, before: Formula, after: Formula) -> bool:
    """Has the side that differs the same value?"""
    for old, new in zip(statements(before), statements(after), strict=True):
        for side, a, other, b in zip(old[0], reader.sides(old), new[0], reader.sides(new), strict=True):
            if side != other and (a is None or b is None or not holds(a, "=", b)):
                return False
    return True


# ─── Falsified states ────────────────────────────────────────────────────────────────────────────────────


def falsified(steps: tuple[Step, ...]) -> Iterator[tuple[Formula, Formula, tuple[Step, ...]]]:
    """For every numeral of every state that is no part of a name: the state, with another numeral, and all steps."""
    for place, step in enumerate(steps):
        if step.state is None:
            continue
        for changed in _changed(step.state):
            yield step.state, changed, (*steps[:place], replace(step, state=changed), *steps[place + 1 :])


def _changed(formula: Any) -> Iterator[Any]:
    if isinstance(formula, Num):
        yield Num(_other(formula.text))
        return
    if isinstance(formula, (Accent, Space, Sym, Func, Op)) or (
        isinstance(formula, Script) and formula.below is not None
    ):
        return
    if (
        isinstance(formula, Script)
        and isinstance(formula.base, (Sym, Accent))
        and plain(formula)[:1] in "sσχτμ"
    ):
        return  # `s²`, `σ²` are names
    if isinstance(formula, Row):
        for place, item in enumerate(formula.items):
            before = formula.items[place - 1] if place else None
            if isinstance(item, Fence) and (
                before == Sym("P") or (isinstance(before, Func) and before.name in ("E", "Var", "Cov"))
            ):
                continue
            for changed in _changed(item):
                yield Row((*formula.items[:place], changed, *formula.items[place + 1 :]))
        return
    if isinstance(formula, tuple):
        for place, item in enumerate(formula):
            for changed in _changed(item):
                yield (*formula[:place], changed, *formula[place + 1 :])
        return
    if is_dataclass(formula):
        for field in fields(formula):
            part = getattr(formula, field.name)
            if is_dataclass(part) or isinstance(part, tuple):
                for changed in _changed(part):
                    yield replace(formula, **{field.name: changed})  # type: ignore[type-var]


def _other(text: str) -> str:
    """Another numeral: its first digit that is not 0 becomes another one."""
    place = next((k for k, digit in enumerate(text) if digit in "123456789"), len(text) - 1)
    return f"{text[:place]}{int(text[place]) % 9 + 1}{text[place + 1 :]}"
