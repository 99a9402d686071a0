"""Expressions: right when algebraically equal to the key.

A response is read by the expression language itself (`6*x*cos(x**2)`, with `^` for `**` and `2x` refused),
over the symbols of the question.
"""

from __future__ import annotations

from typing import Any

import sympy

from generator.answers.options import Options
from generator.errors import EvaluationError, TextFault
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, describe, is_scalar, plain_value, to_sympy
from generator.maths.written import written
from generator.model import Expression


def make(value: Anything, options: Options) -> Expression:
    """An Expression from a scalar."""
    plain = plain_value(value)
    if not is_scalar(plain):
        raise MathsError(f"an expression is expected, not {describe(plain)}")
    return Expression(plain, typeset(value), options.symbols)


def judge(answer: Expression, response: str) -> int:
    """1 if the response equals the key, else 0. Raises ValueError if it cannot be read or has no value."""
    symbols = {name: sympy.Symbol(name) for name in answer.symbols}
    try:
        typed = compile_expression(response.replace("^", "**"), frozenset(symbols)).evaluate(dict(symbols))
    except (TextFault, EvaluationError) as error:
        raise ValueError(error.message) from None
    if not is_scalar(typed):
        raise ValueError("an expression is expected")
    try:
        return int(equal(answer.value, typed))
    except MathsError:
        return 0  # no point has a value for both: whatever was typed, it is not the key


def same(key: Expression, other: Expression) -> bool:
    """Are the two equal as expressions?"""
    return equal(key.value, other.value)


def samples(answer: Expression) -> list[tuple[Any, int | None]]:
    """The key and the key in disguise; the key with something added; texts that are no expression."""
    key = written(answer.value)
    name = answer.symbols[0] if answer.symbols else "1"
    right: list[tuple[Any, int | None]] = [(key, 1), (f"({key}) + 0*{name}", 1), (f"2*({key})/2", 1)]
    wrong: list[tuple[Any, int | None]] = [(f"({key}) + 17", 0), (f"({key}) + {name}/1000", 0)]
    if not equal(to_sympy(answer.value), 0):
        wrong.append((f"-({key})", 0))
    return [*right, *wrong, ("", None), ("2 +* 3", None), ("open(1)", None), ("nosuchname", None)]
