"""What an expression is, for differentiation: which rule comes first, and which parts it works on.

>>> x = sympy.Symbol("x")
>>> shape_of(x * sympy.sin(x), x)
'product'
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import sympy

from generator.maths.derivative import OUTER
from generator.maths.values import MathsError, symbols_of
from generator.maths.written import written

Shape: TypeAlias = Literal[
    "constant", "powers", "sum", "multiple", "product", "quotient", "power", "exponential", "tower", "named"
]
"""`powers` is a sum of c·xⁿ, `multiple` a constant times something else, `tower` has x in base and exponent."""


def shape_of(f: Any, x: Any) -> Shape:
    """Which rule comes first. Raises MathsError for a function without a rule."""
    if x not in symbols_of(f):
        return "constant"
    if all(is_power(term, x) for term in sympy.Add.make_args(f)):
        return "powers"
    head = f.func
    if head is sympy.Add:
        return "sum"
    if head is sympy.Mul:
        constant, top, bottom = parts(f, x)
        if len(top) + len(bottom) == 1 or (constant.is_Rational and constant.q != 1):
            return "multiple"
        return "quotient" if bottom else "product"
    if head is sympy.Pow:
        base, exponent = f.args
        if x not in symbols_of(exponent):
            return "power"
        return "tower" if x in symbols_of(base) else "exponential"
    if head in OUTER:
        return "named"
    raise MathsError(f"there is no rule for the derivative of `{head}`")


def is_power(term: Any, x: Any) -> bool:
    """Is this c·xⁿ, with c and n free of x?"""
    moving = [item for item in sympy.Mul.make_args(term) if x in symbols_of(item)]
    if not moving:
        return True
    item = moving[0]
    return len(moving) == 1 and (
        item == x or (item.func is sympy.Pow and item.args[0] == x and x not in symbols_of(item.args[1]))
    )


def parts(f: Any, x: Any) -> tuple[Any, list[Any], list[Any]]:
    """A product as its constant, the moving factors above the bar in the order of print, and those below it."""
    constant, top, bottom = [], [], []
    for item in f.args:
        if x not in symbols_of(item):
            constant.append(item)
        elif item.func is sympy.Pow and item.args[1].is_Rational and item.args[1].p < 0:
            bottom.append(sympy.Pow(item.args[0], -item.args[1]))
        else:
            top.append(item)
    top.sort(key=lambda item: (not is_power(item, x), item.func is not sympy.Add, written(item)))
    return sympy.Mul(*constant), top, bottom
