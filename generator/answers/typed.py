"""Expressions as a student types them: read into a value, with the syntax tree of what was written.

It is a small part of the expression language: numerals, the symbols of the question, π and e, `+ - * / **`
(also `^`), and the functions below. Nothing that computes is in it, so `diff(x**2, x)` is no answer to "what is
the derivative".

    >>> read("2*x^2", ("x",)).value
    2*x**2
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import sympy

from generator.answers.responses import one_text
from generator.errors import EvaluationError, TextFault
from generator.maths.language import compile_expression
from generator.maths.language.syntax import Parsed, parse, shortened
from generator.maths.values import Anything, is_scalar

FUNCTIONS = frozenset({
    "sqrt", "exp", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "abs",
    "erf",
})  # fmt: skip
"""The functions that a student may write; those of them that the language has can be read."""

CONSTANTS = frozenset({"pi", "e"})

_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SIGNS = str.maketrans({"^": "**", "−": "-", "·": "*", "⋅": "*", "×": "*"})
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed expression: its value, and the tree of what was written over the symbols of the question."""

    value: Anything
    parsed: Parsed
    symbols: tuple[str, ...]

    @property
    def tree(self) -> ast.expr:
        """The root of the syntax tree."""
        return self.parsed.root

    def value_of(self, node: ast.expr) -> Anything:
        """The value of a part of the tree. Raises ValueError if it has none."""
        start, length = self.parsed.span(node)
        return _value(self.parsed.text[start : start + length], self.symbols)


def read(text: str, symbols: tuple[str, ...]) -> Typed:
    """A typed expression. Raises ValueError if the text is none, or has no value."""
    text = one_text(text).translate(_SIGNS)
    try:
        parsed = parse(text)
    except TextFault as fault:
        raise ValueError(fault.message) from None
    complaint = next(_foreign(parsed, frozenset(symbols)), None)
    if complaint is not None:
        raise ValueError(complaint)
    return Typed(_value(text, symbols), parsed, symbols)


def _value(text: str, symbols: tuple[str, ...]) -> Anything:
    scope = {name: sympy.Symbol(name) for name in symbols}
    try:
        value = compile_expression(text, frozenset(scope)).evaluate(dict(scope))
    except (TextFault, EvaluationError) as error:
        raise ValueError(error.message) from None
    if not is_scalar(value):
        raise ValueError("an expression is expected")
    return value


def _foreign(parsed: Parsed, symbols: frozenset[str]) -> Iterator[str]:
    """What of the tree no student writes, as complaints."""
    called: set[int] = set()
    for node in ast.walk(parsed.root):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                called.add(id(node.func))
                if name not in FUNCTIONS:
                    yield f"`{shortened(name)}` is no function that can be typed here"
            case ast.Name(id=name):
                if id(node) not in called and name not in symbols | CONSTANTS:
                    yield f"`{shortened(name)}` is no symbol of the question"
            case ast.Constant():
                start, length = parsed.span(node)
                if not _NUMERAL.fullmatch(parsed.text[start : start + length]):
                    yield "a number is written with digits and a point"
            case ast.operator():
                if not isinstance(node, _OPERATORS):
                    yield "the operators are + - * / ^"
            case ast.BinOp() | ast.UnaryOp() | ast.USub() | ast.UAdd() | ast.expr_context():
                pass
            case _:
                yield "only numbers, symbols, operators and elementary functions can be typed"
