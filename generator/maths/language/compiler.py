"""The compiler: which pieces of syntax there are, and what their compilers share.

`NODES` is the whitelist. A node's compiler stands in the file of its kind, gets the `Compiler`, the node and
how deep it lies, and returns a closure that evaluates it in a scope.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from generator.errors import EvaluationError, TextFault
from generator.maths.function import Function
from generator.maths.language import atoms, calls, lists, operators
from generator.maths.language.aliases import ALIASES
from generator.maths.language.syntax import parse, shortened
from generator.maths.values import Anything, MathsError

Scope: TypeAlias = dict[str, Anything]
Closure: TypeAlias = Callable[[Scope], Anything]

MAX_DEPTH = 40

INSTEAD: dict[type[ast.AST], str] = {
    ast.Attribute: "there are no attributes; call a function, such as `det(A)`",
    ast.Lambda: "`λ` is a name of its own here; `lambda` is not",
    ast.JoinedStr: "formatted strings do not exist here",
}
"""What to write instead of syntax that has no place here."""


class Compiler:
    """Compiles one text; holds what the node compilers share: places, known names, names used."""

    def __init__(
        self,
        text: str,
        names: frozenset[str],
        methods: Mapping[str, Function],
        figures: Mapping[str, Function],
    ) -> None:
        self.text = text
        self.with_steps = methods
        self.methods = {**methods, **figures}  # called alike: one value for each text in a scope
        self.known = names
        self.used: set[str] = set()
        self.local: list[str] = []
        parsed = parse(text)
        self.span = parsed.span
        self.root = self.compile(parsed.root, 0)

    def fault(self, message: str, node: ast.AST, hint: str = "") -> TextFault:
        """A fault at a node."""
        return TextFault(message, *self.span(node), hint)

    def compile(self, node: ast.AST, depth: int) -> Closure:
        """The closure of a node that lies `depth` deep. Raises TextFault if it is no part of the language."""
        if depth > MAX_DEPTH:
            raise self.fault(f"the expression is nested more than {MAX_DEPTH} deep", node)
        compiler = NODES.get(type(node))
        if compiler is None:
            hint = INSTEAD.get(type(node), "")
            if isinstance(node, ast.Attribute) and node.attr in ALIASES:
                hint = f"write `{ALIASES[node.attr][0]}({self.excerpt(node.value)})`"
            raise self.fault(f"`{self.excerpt(node)}` is not part of the expression language", node, hint)
        return compiler(self, node, depth + 1)

    def excerpt(self, node: ast.AST) -> str:
        """The text of a node, for a message: on one line, and not all of it if it is long."""
        start, length = self.span(node)
        return shortened(self.text[start : start + length])

    def guarded(self, node: ast.AST, action: Closure) -> Closure:
        """`action` with MathsError turned into an EvaluationError at this node."""
        offset, length = self.span(node)

        def run(scope: Scope) -> Anything:
            try:
                return action(scope)
            except MathsError as error:
                raise EvaluationError(str(error), offset, length) from None

        return run


NODES: dict[type[ast.AST], Callable[[Compiler, Any, int], Closure]] = {
    ast.Constant: atoms.compile_constant,
    ast.Name: atoms.compile_name,
    ast.IfExp: atoms.compile_conditional,
    ast.BinOp: operators.compile_binary,
    ast.UnaryOp: operators.compile_unary,
    ast.BoolOp: operators.compile_boolean,
    ast.Compare: operators.compile_comparison,
    ast.Call: calls.compile_call,
    ast.List: lists.compile_list,
    ast.Tuple: lists.compile_list,
    ast.Subscript: lists.compile_subscript,
    ast.ListComp: lists.compile_comprehension,
    ast.GeneratorExp: lists.compile_comprehension,
}
"""All that an expression may be made of."""
