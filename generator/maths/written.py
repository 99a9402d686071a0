"""Values as text of the expression language, canonically: the identity of a value.

Equal texts mean equal values of the same form, on any machine, so identifiers and the search for repeated
variants lean on this; so does the manifest, since the text can be read back.

    >>> written((Fraction(1, 2), 3))
    '[1/2, 3]'
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import blake2b
from typing import Any

import sympy

from generator.maths.decimals import decimal_text
from generator.maths.intervals import Interval
from generator.maths.values import Anything, FiniteDecimal, Matrix, Shown, Worked
from generator.model import Figure, Table

_RENAMED = {"log": "ln", "atan": "arctan", "asin": "arcsin", "acos": "arccos", "Abs": "abs"}


def written(value: Anything) -> str:
    """The text of a value."""
    kind = type(value)
    if kind is int:
        return str(value)
    if kind is Fraction:
        return f"{value.numerator}/{value.denominator}"
    if kind is FiniteDecimal:
        text = decimal_text(Fraction(value), digits=40)
        return text or (str(value.numerator) if value.denominator == 1 else written(Fraction(value)))
    if kind is tuple:
        return "[" + ", ".join(map(written, value)) + "]"
    if kind is Matrix:
        return "matrix(" + ", ".join(map(written, value.rows)) + ")"
    if kind is bool:
        return "true" if value else "false"
    if kind is str:
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    if kind is Shown or kind is Worked:
        return written(value.value)
    if kind is Interval:
        return _interval(value)
    if kind is Figure or kind is Table:
        return _printed(value)
    return _expression(value)


def _printed(value: Figure | Table) -> str:
    """What can only be printed: its words, if it has any, and a digest of all that it shows. Not to be read back."""
    digest = blake2b(repr(value).encode(), digest_size=12).hexdigest()
    return f'figure("{value.alt}", {digest})' if isinstance(value, Figure) else f"table({digest})"


def _interval(value: Interval) -> str:
    low, high = value.closed
    if value.low is None:
        return "whole_line()" if value.high is None else _half_line("below", value.high, closed=high)
    if value.high is None:
        return _half_line("above", value.low, closed=low)
    return f'interval({written(value.low)}, {written(value.high)}, "{"".join(value.signs)}")'


def _half_line(function: str, end: Anything, *, closed: bool) -> str:
    return f'{function}({written(end)}, "{"closed" if closed else "open"}")'


def _expression(node: Any) -> str:
    head = node.func
    if node.is_Symbol:
        return str(node.name)
    if node.is_Integer:
        return str(node.p)
    if node.is_Rational:
        return f"({node.p}/{node.q})"
    if head is sympy.Add:
        return " + ".join(map(_expression, node.args)).replace("+ -", "- ")
    if head is sympy.Mul:
        return _product(node.args)
    if head is sympy.Pow:
        base, exponent = node.args
        if exponent == sympy.S.Half:
            return f"sqrt({_expression(base)})"
        above = _expression(exponent)
        bracketed = exponent.is_Rational and not exponent.is_Integer
        simple = bracketed or exponent.is_Symbol or (exponent.is_Integer and exponent > 0)
        return f"{_factor(base, power=True)}**{above if simple else f'({above})'}"
    if not node.args:
        return {sympy.pi: "pi", sympy.E: "e"}.get(node, str(node))
    name = _RENAMED.get(head.__name__, head.__name__)
    return f"{name}({', '.join(map(_expression, node.args))})"


def _product(factors: tuple[Any, ...]) -> str:
    first, *rest = factors
    if rest[0].func is sympy.Add:  # read back, a number before a bracket would be multiplied into it
        rest.sort(key=lambda factor: factor.func is sympy.Add)
    if first == -1:
        return "-" + "*".join(map(_factor, rest))
    if first.is_Integer:
        return "*".join([str(first.p), *map(_factor, rest)])
    if first.is_Rational and first.p < 0:
        return "-" + "*".join(map(_factor, (-first, *rest)))
    return "*".join(map(_factor, (first, *rest)))


def _factor(node: Any, *, power: bool = False) -> str:
    text = _expression(node)
    needs = node.func is sympy.Add or text.startswith("-") or (power and node.func in (sympy.Mul, sympy.Pow))
    return f"({text})" if needs else text
