"""Is a certificate the way that found the answer, over again? Then it would be fooled by the same mistake.

`value == E` repeats the answer A if E and A are the same expression once every name of `let` is replaced by what
defines it. So do `value - E == 0`, `value / E == 1` and `abs(value - E) < 0.01`, and a conjunction of nothing else.
(More than that no program can tell: an equivalent expression may well be another road.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator.errors import TextFault
from generator.maths.language.syntax import parse

MAX_NODES = 2_000
"""Names are replaced as long as the expression has no more nodes than this."""


def repeats(certificate: str, answer: str, definitions: dict[str, str]) -> bool:
    """Does the certificate say that `value`, or `values`, is the answer's own expression?

    `definitions` are the texts of `let`, by name, in order. A text that cannot be read repeats nothing.
    """
    try:
        claims = [claim for claim in _claims(parse(certificate).root) if _speaks(claim)]
        solved = ast.dump(_expanded(parse(answer).root, definitions))
        return bool(claims) and all(_repeats(claim, solved, definitions) for claim in claims)
    except TextFault:
        return False


def compares_with_itself(certificate: str) -> bool:
    """Does the certificate say no more about the answer than that something equals itself?"""
    try:
        claims = [claim for claim in _claims(parse(certificate).root) if _speaks(claim)]
    except TextFault:
        return False
    return bool(claims) and all(
        isinstance(claim, ast.Compare) and [ast.dump(claim.left)] == list(map(ast.dump, claim.comparators))
        for claim in claims
    )


def _claims(node: ast.expr) -> Iterator[ast.expr]:
    """What a conjunction joins; anything else is a claim by itself."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from _claims(part)
    else:
        yield node


def _speaks(claim: ast.expr) -> bool:
    """Does a claim mention the answer? One that does not takes no part in proving it."""
    return any(map(_is_value, ast.walk(claim)))


def _is_value(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("value", "values")


def _repeats(claim: ast.expr, solved: str, definitions: dict[str, str]) -> bool:
    one, other = _compared(claim)
    if other is not None and _is_value(other):
        one, other = other, one
    if one is None or other is None or not _is_value(one):
        return False
    return ast.dump(_expanded(other, definitions)) == solved


def _compared(claim: ast.expr) -> tuple[ast.expr | None, ast.expr | None]:
    """The two expressions that a claim says to be equal, or nearly so; nothing if it says anything else."""
    match claim:
        case ast.Compare(
            left=ast.BinOp(left=a, op=ast.Sub(), right=b),
            ops=[ast.Eq()],
            comparators=[ast.Constant(value=0)],
        ):
            return a, b
        case ast.Compare(
            left=ast.BinOp(left=a, op=ast.Div(), right=b),
            ops=[ast.Eq()],
            comparators=[ast.Constant(value=1)],
        ):
            return a, b
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="abs"), args=[ast.BinOp(left=a, op=ast.Sub(), right=b)]),
            ops=[ast.Eq() | ast.Lt() | ast.LtE()],
        ):
            return a, b
        case ast.Compare(left=a, ops=[ast.Eq()], comparators=[b]):
            return a, b
    return None, None


def _expanded(node: ast.expr, definitions: dict[str, str]) -> ast.expr:
    """The expression with the names of `let` replaced, the last defined first."""
    for name in reversed(definitions):
        if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node)):
            replaced: ast.expr = _Replaced(name, parse(definitions[name]).root).visit(node)
            if sum(1 for _ in ast.walk(replaced)) > MAX_NODES:
                return node
            node = replaced
    return node


class _Replaced(ast.NodeTransformer):
    def __init__(self, name: str, by: ast.expr) -> None:
        self.name = name
        self.by = by

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The definition in place of the name."""
        return self.by if node.id == self.name else node
