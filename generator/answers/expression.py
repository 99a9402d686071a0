"""Expressions: right when algebraically equal to the key, and written in the form asked for.

A response is an expression as a student types it (see `typed`), over the symbols of the question. Where a form
is asked for, an equal expression in another form earns nothing (see `forms`).

    >>> x = sympy.Symbol("x")
    >>> answer = make(x**2 - 1, Options(symbols=("x",), form="factored"))
    >>> judge(answer, "(x - 1)*(x + 1)"), judge(answer, "x^2 - 1")
    (1, 0)
"""

from __future__ import annotations

from functools import lru_cache

from generator.answers.forms import has_form
from generator.answers.options import Options
from generator.answers.responses import Response
from generator.answers.rewriting import rewritten
from generator.answers.typed import Typed, read
from generator.maths.arithmetic import negate
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import (
    Anything,
    MathsError,
    Shown,
    describe,
    is_number,
    is_scalar,
    plain_value,
    symbols_of,
)
from generator.maths.written import written
from generator.model import Expression


def make(value: Anything, options: Options) -> Expression:
    """An Expression from a scalar, put into the form that is asked for.

    Raises MathsError if the value is no scalar, or cannot be written in that form. A value that is `Shown` its own
    way is shown so.
    """
    plain = plain_value(value)
    if not is_scalar(plain):
        raise MathsError(f"an expression is expected, not {describe(plain)}")
    if not options.form:
        return Expression(plain, typeset(value), options.symbols)
    names = () if is_number(plain) else tuple(str(symbol.name) for symbol in symbols_of(plain))
    symbols = tuple(dict.fromkeys((*options.symbols, *names)))
    key = rewritten(plain, options.form)
    typed = _key(written(key), symbols)
    if not has_form(typed, options.form, typed):
        raise MathsError(f"the answer cannot be written in the form that is asked for: {options.form}")
    shown = typeset(value) if isinstance(value, Shown) else typeset(key)
    return Expression(key, shown, options.symbols, options.form)


@lru_cache(maxsize=256)
def _key(text: str, symbols: tuple[str, ...]) -> Typed:
    """The key as a student would type it. Raises MathsError if no student can."""
    try:
        return read(text, symbols)
    except ValueError as error:
        raise MathsError(f"the answer cannot be typed: {error}") from None


def takes(answer: Expression, typed: Typed, sign: int = 1) -> bool:
    """Is what was typed the key (with `sign` −1: its negative), in the form asked for?"""
    try:
        right = equal(answer.value if sign == 1 else negate(answer.value), typed.value)
    except MathsError:
        return False  # no point has a value for both: whatever was typed, it is not the key
    return right and is_in_form(answer, typed)


def is_in_form(answer: Expression, typed: Typed) -> bool:
    """Is what was typed, which equals the key or a multiple of it, in the form asked for?"""
    if not answer.form:
        return True
    return has_form(typed, answer.form, _key(written(answer.value), answer.symbols))


def judge(answer: Expression, response: Response) -> int:
    """1 if the response is the key in the right form, else 0. Raises ValueError if it cannot be read."""
    return int(takes(answer, read(response, answer.symbols)))


def same(key: Expression, other: Expression) -> bool:
    """Are the two equal as expressions?"""
    return equal(key.value, other.value)


def samples(answer: Expression) -> list[tuple[Response, int | None]]:
    """The key and the key in disguise; the key with something added; texts that are no expression.

    Where a form is asked for, the disguise is another form, and wrong.
    """
    key = written(answer.value)
    name = answer.symbols[0] if answer.symbols else "1"
    cases: list[tuple[Response, int | None]] = [(key, 1), (f" ({key})", 1)]
    if answer.form == "":
        cases += [(f"({key}) + 0*{name}", 1), (f"2*({key})/2", 1)]
    elif answer.form == "rationalised":
        cases.append((f"({key})*sqrt(2)/sqrt(2)", 0))
    elif answer.symbols:
        cases.append((f"({key})*({name} + 1)/({name} + 1)", 0))
    cases += [(f"({key}) + 17", 0), (f"({key}) + {name}/1000", 0)]
    if not equal(answer.value, 0):
        cases.append((f"-({key})", 0))
    malformed = ("", "2 +* 3", "open(1)", "nosuchname", "diff(1)", "((((", "9**9**9**9")
    return [*cases, *((text, None) for text in malformed)]
