"""Arithmetic, comparisons and logic."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from generator.maths import arithmetic
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, describe, is_number

if TYPE_CHECKING:  # the compiler imports this module for its table
    from generator.maths.language.compiler import Closure, Compiler, Scope

MAX_OPERANDS = 200

MAX_SOUGHT = 100
"""Largest list of irrational numbers or expressions that `in` looks through."""

_BINARY: dict[type[ast.operator], Callable[[Anything, Anything], Anything]] = {
    ast.Add: arithmetic.add,
    ast.Sub: arithmetic.subtract,
    ast.Mult: arithmetic.multiply,
    ast.Div: arithmetic.divide,
    ast.Pow: arithmetic.power,
}
_COMPARISONS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_OTHER_OPERATORS: dict[type[ast.operator], str] = {
    ast.BitXor: "write `**` for powers",
    ast.BitAnd: "write `and`",
    ast.BitOr: "write `or`",
    ast.MatMult: "write `*` for products of matrices",
    ast.Mod: "write `mod(a, b)` for the remainder",
    ast.FloorDiv: "write `floor(a / b)`",
}


def compile_binary(c: Compiler, node: ast.BinOp, depth: int) -> Closure:
    """`+ - * / **`."""
    operation = _BINARY.get(type(node.op))
    if operation is None:
        raise c.fault(
            "this operator is not part of the expression language",
            node,
            _OTHER_OPERATORS.get(type(node.op), ""),
        )
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)):
        return _chain(c, node, depth)
    left, right = c.compile(node.left, depth), c.compile(node.right, depth)
    return c.guarded(node, lambda scope: operation(left(scope), right(scope)))


def _chain(c: Compiler, node: ast.BinOp, depth: int) -> Closure:
    """`a + b − c` or `a * b * c` as one operation on all operands, which is much faster for expressions."""
    kinds: tuple[type[ast.operator], ...] = (
        (ast.Mult,) if isinstance(node.op, ast.Mult) else (ast.Add, ast.Sub)
    )
    nodes: list[tuple[ast.expr, bool]] = []
    first: ast.expr = node
    while isinstance(first, ast.BinOp) and isinstance(first.op, kinds):
        nodes.append((first.right, isinstance(first.op, ast.Sub)))
        first = first.left
    nodes.append((first, False))
    nodes.reverse()
    if len(nodes) > MAX_OPERANDS:
        raise c.fault(f"a sum or product has at most {MAX_OPERANDS} operands", node)
    operands = [(c.compile(operand, depth), negative) for operand, negative in nodes]
    if len(operands) == 2:
        (left, _), (right, _) = operands
        operation = _BINARY[type(node.op)]
        return c.guarded(node, lambda scope: operation(left(scope), right(scope)))
    if kinds == (ast.Mult,):
        return c.guarded(node, lambda scope: arithmetic.product([operand(scope) for operand, _ in operands]))

    def run(scope: Scope) -> Anything:
        return arithmetic.total(
            [arithmetic.negate(term(scope)) if negative else term(scope) for term, negative in operands]
        )

    return c.guarded(node, run)


def compile_unary(c: Compiler, node: ast.UnaryOp, depth: int) -> Closure:
    """A sign, or `not`."""
    operand = c.compile(node.operand, depth)
    if isinstance(node.op, ast.USub):
        return c.guarded(node, lambda scope: arithmetic.negate(operand(scope)))
    if isinstance(node.op, ast.UAdd):
        return operand
    if isinstance(node.op, ast.Not):
        return c.guarded(node, lambda scope: not truth(operand(scope)))
    raise c.fault("the operator `~` is not part of the expression language", node, "write `not` for negation")


def truth(value: Anything) -> bool:
    """The value of a condition. Raises MathsError unless it is true or false."""
    if isinstance(value, bool):
        return value
    raise MathsError(f"a condition is true or false, but this is {describe(value)}")


def compile_boolean(c: Compiler, node: ast.BoolOp, depth: int) -> Closure:
    """`and`, `or`: what stands behind is not evaluated once the result is clear."""
    terms = [c.compile(value, depth) for value in node.values]
    if isinstance(node.op, ast.And):
        return c.guarded(node, lambda scope: all(truth(term(scope)) for term in terms))
    return c.guarded(node, lambda scope: any(truth(term(scope)) for term in terms))


def compile_comparison(c: Compiler, node: ast.Compare, depth: int) -> Closure:
    """`a < b <= c`, `==`, `!=`, `in`."""
    operands = [c.compile(operand, depth) for operand in (node.left, *node.comparators)]
    tests = [_test(c, node, operator) for operator in node.ops]

    def run(scope: Scope) -> bool:
        left = operands[0](scope)
        for test, operand in zip(tests, operands[1:], strict=True):
            right = operand(scope)
            if not test(left, right):
                return False
            left = right
        return True

    return c.guarded(node, run)


def _test(c: Compiler, node: ast.Compare, operator: ast.cmpop) -> Callable[[Anything, Anything], bool]:
    if isinstance(operator, ast.Eq):
        return equal
    if isinstance(operator, ast.NotEq):
        return lambda a, b: not equal(a, b)
    if isinstance(operator, ast.In):
        return _contains
    if isinstance(operator, ast.NotIn):
        return lambda a, b: not _contains(a, b)
    symbol = _COMPARISONS.get(type(operator))
    if symbol is None:
        raise c.fault("this comparison is not part of the expression language", node, "write `==` or `!=`")
    return lambda a, b: arithmetic.compare(symbol, a, b)


def _contains(item: Anything, items: Anything) -> bool:
    if not isinstance(items, tuple):
        raise MathsError(f"`in` needs a list on its right, not {describe(items)}")
    if len(items) > MAX_SOUGHT and not all(map(is_number, items)):
        raise MathsError(f"`in` looks through at most {MAX_SOUGHT} values that are not rational numbers")
    return any(equal(item, candidate) for candidate in items)
