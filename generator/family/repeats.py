"""Is a certificate the way that found the answer, over again? Then it would be fooled by the same mistake.

`value == E` repeats the answer A if E and A are the same expression once every name of `let` is replaced by what
defines it. (More than that no program can tell: an equivalent expression may well be another road.)
"""

from __future__ import annotations

import ast

from generator.errors import TextFault
from generator.maths.language.syntax import parse

MAX_NODES = 2_000
"""Names are replaced as long as the expression has no more nodes than this."""


def repeats(certificate: str, answer: str, definitions: dict[str, str]) -> bool:
    """Does the certificate say that `value`, or `values`, is the answer's own expression?

    `definitions` are the texts of `let`, by name, in order. A text that cannot be read repeats nothing.
    """
    try:
        claim = parse(certificate).root
        solved = _expanded(parse(answer).root, definitions)
        if not (isinstance(claim, ast.Compare) and len(claim.ops) == 1 and isinstance(claim.ops[0], ast.Eq)):
            return False
        sides = (claim.left, claim.comparators[0])
        for side, other in (sides, sides[::-1]):
            if isinstance(side, ast.Name) and side.id in ("value", "values"):
                return ast.dump(_expanded(other, definitions)) == ast.dump(solved)
    except TextFault:
        return False
    return False


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
