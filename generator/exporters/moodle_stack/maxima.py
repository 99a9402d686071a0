"""Values as text of Maxima, which STACK takes too.

Owns how a value is written so that Maxima reads the same value; must not know kinds of answer, which `values` puts
together. Numbers are exact (a decimal is written as a fraction: Maxima reads `0.1` as a binary one), products have
their `*`, signs and quotients stand in brackets where they are operands.

    >>> x = sympy.Symbol("x")
    >>> maxima(-2 * sympy.sqrt(x) / 3), maxima(sympy.exp(-x) * sympy.pi), maxima(Fraction(1, 2))
    ('-2*sqrt(x)/3', '%pi*exp(-x)', '1/2')
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from generator.exporters.moodle_stack.symbols import name
from generator.maths.values import HEADS, Anything, FiniteDecimal, MathsError, describe, plain_value

_FUNCTIONS = {
    head: {"Abs": "abs"}.get(head.__name__, head.__name__)
    for head in HEADS
    if head not in (sympy.Add, sympy.Mul, sympy.Pow)
}

_CONSTANTS = {sympy.pi: "%pi", sympy.E: "%e", sympy.oo: "inf", -sympy.oo: "-inf"}


def maxima(value: Anything) -> str:
    """The text of a number, an expression or a word; it may be a sum.

    Raises MathsError for any other value, and for an expression that is not built of `HEADS`.
    """
    value = plain_value(value)
    kind = type(value)
    if kind is int:
        return str(value)
    if kind is Fraction or kind is FiniteDecimal:
        return _quotient(value.numerator, value.denominator)
    if kind is str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, sympy.Expr):
        return _expression(value)
    raise MathsError(f"Maxima has no text for {describe(value)}")


def _quotient(top: int, bottom: int) -> str:
    return str(top) if bottom == 1 else f"{top}/{bottom}"


def _holds_together(text: str) -> bool:
    """Is this a numeral, a name, or one bracket with perhaps a name before it?"""
    start = text.find("(")
    if start < 0:
        return text.lstrip("%").replace("_", "").isalnum()
    if text[-1] != ")" or (start and not _holds_together(text[:start])):
        return False
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == ")" and not depth:
            return place == len(text) - 1
    return False


# ─── Expressions ─────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4096)
def _expression(node: Any) -> str:
    if node.is_Symbol:
        return name(node.name)
    if node.is_Rational:
        return _quotient(int(node.p), int(node.q))
    if node in _CONSTANTS:
        return _CONSTANTS[node]
    head = node.func
    if head is sympy.Add:
        # The first term keeps its sign, a later one is subtracted.
        return "+".join(map(_expression, node.as_ordered_terms())).replace("+-", "-")
    if head is sympy.Mul:
        return _product(node)
    if head is sympy.Pow:
        return _power(*node.args)
    if head in _FUNCTIONS:
        return f"{_FUNCTIONS[head]}({_expression(node.args[0])})"
    raise MathsError(f"Maxima has no text for `{head}`")


def _product(node: Any) -> str:
    """Factors over the bar, then those under it: `-2*x/(3*y^2)`."""
    number, factors = node.as_coeff_mul()
    over, under = [], []
    for factor in factors:
        if factor.is_Pow and factor.args[1].is_Rational and factor.args[1] < 0:
            under.append(_operand(factor.args[0] ** -factor.args[1]))
        else:
            over.append(_operand(factor))
    top, bottom = abs(int(number.p)), int(number.q)
    over = [str(top), *over] if top != 1 or not over else over
    under = [str(bottom), *under] if bottom != 1 else under
    text = "*".join(over)
    if under:
        text += f"/{under[0]}" if len(under) == 1 else f"/({'*'.join(under)})"
    return f"-{text}" if number < 0 else text


def _power(base: Any, exponent: Any) -> str:
    if exponent == sympy.S.Half:
        return f"sqrt({_expression(base)})"
    if exponent.is_Rational and exponent < 0:
        return f"1/{_operand(base**-exponent)}"
    above = _expression(exponent)
    below = _expression(base)
    if not _holds_together(below):
        below = f"({below})"
    return f"{below}^{above}" if _holds_together(above) else f"{below}^({above})"


def _operand(factor: Any) -> str:
    """A factor: in brackets if it is a sum, a quotient or a product, or starts with a sign."""
    text = _expression(factor)
    alone = factor.is_Pow and not text.startswith("1/")
    return text if alone or _holds_together(text) else f"({text})"
