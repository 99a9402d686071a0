"""What vectors, matrices and sets share: several entries, each a number or an expression of its own.

A response is a tuple of texts, one for each entry (a matrix by rows); an empty text earns nothing for its entry.
Credit is the share of right entries, or that of all of them (`whole`). Up to scale, the response is right or
wrong as a whole; up to sign, entries are compared with those of the better sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from generator.answers import expression, number
from generator.answers.multiples import sign_of_factor, sign_within
from generator.answers.options import Options
from generator.answers.responses import Response, texts
from generator.answers.typed import Typed
from generator.answers.typed import read as read_expression
from generator.maths.arithmetic import negate
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Shown, is_number, plain_value, symbols_of
from generator.maths.written import written
from generator.model import Answer, Entry, Expression, Matrix, Number, Set, UpTo, Vector

MAX_ENTRIES = 400
"""Most entries of an answer: more than anybody types."""

Read: TypeAlias = Fraction | Typed | None
"""What was typed for an entry: a number, an expression, or nothing."""

Samples: TypeAlias = list[tuple[Response, Fraction | int | None]]


def make_entries(values: Sequence[Anything], options: Options) -> tuple[Entry, ...]:
    """The entries of a vector or matrix: numbers; or expressions, if one of them holds a symbol.

    All are typed in one way then (`sqrt(2)`, `6/2`, `x`), so that nothing tells which of them hold symbols. Only a
    rational number with a tolerance stays a number. Raises MathsError for what is neither, and for too many.
    """
    if len(values) > MAX_ENTRIES:
        raise MathsError(f"an answer has at most {MAX_ENTRIES} entries")
    if not any(map(_has_symbols, values)):
        return tuple([number.entry(value, options.tolerance) for value in values])
    return tuple([_beside_symbols(value, options) for value in values])


def _beside_symbols(value: Anything, options: Options) -> Entry:
    if options.tolerance.amount and is_number(plain_value(value)):
        return number.entry(value, options.tolerance)
    return expression.make(value, options)


def as_shown(values: Sequence[Anything], made: Sequence[Entry], options: Options) -> tuple[Anything, ...]:
    """What to show of the entries: as given, or the keys where a form is asked for."""
    if not options.form:
        return tuple(values)
    return tuple(
        [
            value if isinstance(value, Shown) else entry.value
            for value, entry in zip(values, made, strict=True)
        ]
    )


def _has_symbols(value: Anything) -> bool:
    if is_number(value):  # the common case, and a cheap one
        return False
    plain = plain_value(value)
    return not is_number(plain) and hasattr(plain, "args") and bool(symbols_of(plain))


def flat(answer: Vector | Matrix | Set) -> tuple[Entry, ...]:
    """The entries in the order in which they are asked: a matrix by rows, a set increasing."""
    if isinstance(answer, Vector):
        return answer.entries
    if isinstance(answer, Set):
        return answer.elements
    return tuple([entry for row in answer.rows for entry in row])


def numbers(answer: Answer) -> tuple[Number, ...]:
    """The numbers of an answer in the order in which they are asked; none if any entry is something else."""
    if isinstance(answer, Number):
        return (answer,)
    if not isinstance(answer, Vector | Matrix | Set):
        return ()
    entries = flat(answer)
    found = tuple([entry for entry in entries if isinstance(entry, Number)])
    return found if len(found) == len(entries) else ()


def has_direction(entries: Sequence[Entry], up_to: UpTo) -> bool:
    """Is there anything that multiples could be told from? Only zero has none."""
    return not up_to or not all(equal(entry.value, 0) for entry in entries)


def _read(entry: Entry, text: str) -> Read:
    if not text.strip():
        return None
    return number.read(text) if isinstance(entry, Number) else read_expression(text, entry.symbols)


def _is_right(entry: Entry, typed: Read, sign: int = 1) -> bool:
    if isinstance(entry, Number):
        return isinstance(typed, Fraction) and number.takes(entry, sign * typed)
    return isinstance(typed, Typed) and expression.takes(entry, typed, sign)


def judge(answer: Vector | Matrix, response: Response) -> Fraction:
    """The credit of a response, from 0 to 1. Raises ValueError if it, or one of its entries, is malformed."""
    entries = flat(answer)
    typed = [_read(entry, text) for entry, text in zip(entries, texts(response, len(entries)), strict=True)]
    if answer.up_to in ("scale", "positive scale"):
        return Fraction(int(_is_multiple(entries, typed, answer.up_to)))
    signs = (1, -1) if answer.up_to == "sign" else (1,)
    right = max(sum(map(_is_right, entries, typed, [sign] * len(entries))) for sign in signs)
    return Fraction(int(right == len(entries))) if answer.whole else Fraction(right, len(entries))


def _is_multiple(entries: Sequence[Entry], typed: Sequence[Read], up_to: UpTo) -> bool:
    given = [t.value if isinstance(t, Typed) else t for t in typed]
    if any(value is None for value in given):
        return False
    in_form = all(
        expression.is_in_form(entry, t)
        for entry, t in zip(entries, typed, strict=True)
        if isinstance(entry, Expression) and isinstance(t, Typed)
    )
    return in_form and _fits(_factor_sign(entries, given), up_to)


def _fits(sign: int, up_to: UpTo) -> bool:
    return sign == 1 or (sign == -1 and up_to == "scale")


def _factor_sign(entries: Sequence[Entry], values: Sequence[Anything]) -> int:
    """The sign of the factor that leads from the key to the values; 0 if none does."""
    keys = [entry for entry in entries if isinstance(entry, Number)]
    rational = len(keys) == len(entries) and not any(map(_has_symbols, values))
    if rational and any(key.tolerance.amount for key in keys):
        exact = tuple([number.rational(key.value) for key in keys])
        margins = tuple([key.tolerance.margin(x) for key, x in zip(keys, exact, strict=True)])
        return sign_within(exact, tuple(map(number.rational, values)), margins)
    try:
        return sign_of_factor(tuple([entry.value for entry in entries]), tuple(values))
    except MathsError:
        return 0  # some entries have no value at a common point: that is no multiple


def same(key: Vector | Matrix | Set, other: Vector | Matrix | Set) -> bool:
    """Would the entries of `other` earn full credit where `key` is right?"""
    a, b = flat(key), flat(other)
    if len(a) != len(b):
        return False
    up_to = "" if isinstance(key, Set) else key.up_to
    if up_to in ("scale", "positive scale"):
        return _fits(_factor_sign(a, [entry.value for entry in b]), up_to)
    if all(map(_agree, a, b)):
        return True
    return up_to == "sign" and all(map(_agree, a, map(_negative, b)))


def _agree(a: Entry, b: Entry) -> bool:
    if isinstance(a, Number) and isinstance(b, Number):
        return number.agree(a, b)
    return equal(a.value, b.value)


def _negative(entry: Entry) -> Entry:
    value = negate(entry.value)
    if isinstance(entry, Number):
        return Number(value, entry.shown, entry.tolerance)
    return Expression(value, entry.shown, entry.symbols, entry.form)


def typed_key(entry: Entry) -> str | None:
    """What a student types for an entry; None if nothing that is read is right."""
    if isinstance(entry, Expression):
        return written(entry.value)
    return number.key_text(entry) if number.typable(entry) else None


def samples(answer: Vector | Matrix | Set) -> Samples:
    """Key, one entry wrong, one missing, all wrong, none, malformed; the negative and multiples where they count."""
    entries = flat(answer)
    n = len(entries)
    cases: Samples = [(("",) * n, 0)]
    cases += [(("2 +* 3",) * n, None), (("1",) * (n + 1), None), ((), None), ("", None)]
    keys = tuple([text for text in map(typed_key, entries) if text is not None])
    if len(keys) < n:
        return cases
    up_to = "" if isinstance(answer, Set) else answer.up_to
    partial = Fraction(0) if not isinstance(answer, Set) and answer.whole else Fraction(n - 1, n)
    cases.append((keys, 1))
    if not any(isinstance(entry, Expression) and entry.form for entry in entries):
        cases += [(_times(keys, factor), credit) for factor, credit in _MULTIPLES[up_to]]
    if up_to in ("scale", "positive scale"):
        return [*cases, (("0",) * n, 0), ((*keys[:-1], ""), 0)]
    wrong = _all_wrong(entries)
    return [*cases, (wrong, 0), ((wrong[0], *keys[1:]), partial), ((*keys[:-1], ""), partial)]


_MULTIPLES: dict[UpTo, tuple[tuple[int, int], ...]] = {
    "": (),
    "scale": ((3, 1), (-2, 1)),
    "positive scale": ((3, 1), (-2, 0)),
    "sign": ((-1, 1),),
}
"""Factors, and what the key times each of them earns."""


def _all_wrong(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Texts each of which is wrong for its entry, for the negative of it, and for all other numbers."""
    ends = [end for entry in entries if isinstance(entry, Number) for end in number.bounds(entry)]
    far = str(max((int(abs(end)) for end in ends), default=0) + 1)
    # t + 17 t² + 23 is neither t nor −t for any real t
    return tuple(
        [
            far if isinstance(entry, Number) else f"({(key := written(entry.value))}) + 17*({key})**2 + 23"
            for entry in entries
        ]
    )


def _times(keys: Sequence[str], factor: int) -> tuple[str, ...]:
    """The key, as typed, times a whole number."""

    def one(text: str) -> str:
        try:
            value = factor * number.read(text)
        except ValueError:
            return f"{factor}*({text})"
        return f"{value.numerator}/{value.denominator}"

    return tuple(map(one, keys))
