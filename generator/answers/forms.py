"""Forms: how a typed expression must be written, judged on its syntax tree.

Only the tree can tell: values forget how they were written (`2*(x + 1)` is `2*x + 2` as soon as it is built).

`expanded`
    No sum is a factor of a product or raised to a whole power, and no minus stands before a bracket with a sum.
    A sum may be divided (`(x + 1)/3`). What stands inside functions and in exponents does not matter.
`factored`
    A product whose factors cannot be split further over the rationals, each a polynomial in the symbols and in
    functions of them; numbers and powers of e may stand beside them. Factorisation is unique, so if a response
    that equals the key has as many factors as the key, none of them can be split.
`rationalised`
    No root (`sqrt`, or a power that is not whole) in a denominator.

    >>> has_form(read("(x+1)*(x+2)", ("x",)), "expanded", read("x^2+3*x+2", ("x",)))
    False
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fractions import Fraction

from generator.answers.multiples import is_constant
from generator.answers.typed import Typed
from generator.maths.values import is_number
from generator.model import ExpressionForm

ROOTS = frozenset({"sqrt"})


def has_form(typed: Typed, form: ExpressionForm, key: Typed) -> bool:
    """Is an expression written in a form? It equals the `key`, which is written in it."""
    if form == "expanded":
        return _expanded(typed, typed.tree)
    if form == "factored":
        found = count_factors(typed)
        return found is not None and found == count_factors(key)
    if form == "rationalised":
        return _rationalised(typed, typed.tree)
    return True


def _is_sum(node: ast.expr) -> bool:
    while isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)


def _whole(typed: Typed, node: ast.expr) -> int | None:
    """The whole number that a part of the tree is, if it is one."""
    value = typed.value_of(node)
    return int(value) if is_number(value) and Fraction(value).denominator == 1 else None


def _factors(typed: Typed, node: ast.expr, power: int = 1) -> Iterator[tuple[ast.expr, int]]:
    """What a product is written of, with whole powers, negative ones below the line. Signs are left out."""
    match node:
        case ast.UnaryOp(operand=operand):
            yield from _factors(typed, operand, power)
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
            yield from _factors(typed, left, power)
            yield from _factors(typed, right, power if isinstance(op, ast.Mult) else -power)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            exponent = _whole(typed, right)
            if exponent is None:
                yield node, power
            else:
                yield from _factors(typed, left, power * exponent)
        case _:
            yield node, power


def _expanded(typed: Typed, node: ast.expr) -> bool:
    match node:
        case ast.UnaryOp(op=op, operand=operand):
            return not (isinstance(op, ast.USub) and _is_sum(operand)) and _expanded(typed, operand)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _expanded(typed, left) and _expanded(typed, right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return not _is_sum(right) and _expanded(typed, left) and _expanded(typed, right)
        case ast.BinOp(left=left, op=ast.Pow(), right=right) if _whole(typed, right) is None:
            return _expanded(typed, left)
        case ast.BinOp():
            factors = [(leaf, power) for leaf, power in _factors(typed, node) if power]
            sides = ([f for f in factors if f[1] > 0], [f for f in factors if f[1] < 0])
            alone = all(_side_is_expanded(side) for side in sides)
            return alone and all(_expanded(typed, leaf) for leaf, _ in factors)
    return True


def _side_is_expanded(side: list[tuple[ast.expr, int]]) -> bool:
    """Above or below the line, a sum stands alone and to the first power."""
    return not any(_is_sum(leaf) for leaf, _ in side) or (len(side) == 1 and abs(side[0][1]) == 1)


def count_factors(typed: Typed) -> tuple[int, int, bool] | None:
    """How many factors stand above and below the line, powers counted, and whether a power of e is among them.

    None if something stands there that is no polynomial.
    """
    above = below = 0
    exponential = False
    for leaf, power in _factors(typed, typed.tree):
        if is_constant(typed.value_of(leaf)):
            continue
        if _is_exponential(typed, leaf):
            exponential = True
        elif not _is_polynomial(typed, leaf):
            return None
        else:
            above, below = above + max(power, 0), below - min(power, 0)
    return above, below, exponential


def _holds_symbols(typed: Typed, node: ast.expr) -> bool:
    return any(isinstance(n, ast.Name) and n.id in typed.symbols for n in ast.walk(node))


def _is_exponential(typed: Typed, node: ast.expr) -> bool:
    """Is it a power of a number? That is never zero and divides everything: how many there are says nothing."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "exp"
    return (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and not _holds_symbols(typed, node.left)
    )


def _is_polynomial(typed: Typed, node: ast.expr) -> bool:
    """Is it written as a polynomial, over the rationals, in the symbols and in functions of them?"""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name in typed.symbols
        case ast.Call():
            return _holds_symbols(typed, node)
        case ast.UnaryOp(operand=operand):
            return _is_polynomial(typed, operand)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _is_polynomial(typed, left) and is_number(typed.value_of(right))
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            exponent = _whole(typed, right)
            if exponent is not None and exponent >= 0:
                return _is_polynomial(typed, left)
            return _is_exponential(typed, node)
        case ast.BinOp(left=left, right=right):
            return _is_polynomial(typed, left) and _is_polynomial(typed, right)
    return False


def _rationalised(typed: Typed, node: ast.expr) -> bool:
    match node:
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            bad = _has_root(typed, right)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            exponent = typed.value_of(right)
            negative = is_number(exponent) and exponent < 0
            bad = negative and (Fraction(exponent).denominator != 1 or _has_root(typed, left))
        case _:
            bad = False
    children = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return not bad and all(_rationalised(typed, child) for child in children)


def _has_root(typed: Typed, node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ROOTS:
        return True
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        exponent = typed.value_of(node.right)
        if is_number(exponent) and Fraction(exponent).denominator != 1:
            return True
    children = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return any(_has_root(typed, child) for child in children)
