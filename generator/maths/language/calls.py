"""Calls of functions, methods and figures, and `steps(…)`."""

from __future__ import annotations

import ast
import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.maths.function import Function
from generator.maths.functions import FUNCTIONS
from generator.maths.language.aliases import ALIASES
from generator.maths.language.lists import gathered
from generator.maths.language.syntax import shortened
from generator.maths.values import Anything, Worked

if TYPE_CHECKING:  # the compiler imports this module for its table
    from generator.maths.language.compiler import Closure, Compiler, Scope


def compile_call(c: Compiler, node: ast.Call, depth: int) -> Closure:
    """A function or method with its arguments; `steps(…)`."""
    if not isinstance(node.func, ast.Name):
        raise c.fault(f"`{c.excerpt(node.func)}` is not a function", node.func, _as_product(c, node))
    name = node.func.id
    if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
        hint = "write `==` to compare" if node.keywords else ""
        raise c.fault(f"the arguments of `{name}` are given by position", node, hint)
    if name == "steps":
        return _steps(c, node, depth)
    table = c.methods if name in c.methods else FUNCTIONS
    if name not in table:
        if name in c.known:
            raise c.fault(f"`{name}` is a value, not a function", node.func, _as_product(c, node))
        raise c.fault(f"there is no function `{name}`", node.func, _other_name(c, name))
    function = table[name]
    complaint = function.count_fault(len(node.args))
    if complaint:
        raise c.fault(complaint, node, f"`{function.signature}`: {function.summary}")
    args = [c.compile(arg, depth) for arg in node.args]
    if name in c.methods:
        found = _found(c, node, function, args)
        return c.guarded(node, lambda scope: _rows_together(_result(found(scope))))
    call, check = function.call, function.check
    return c.guarded(node, lambda scope: _rows_together(call(*check([arg(scope) for arg in args]))))


def _result(found: Anything) -> Anything:
    """What a method found, in the form in which it prints; what makes figures returns just that."""
    return found.value if type(found) is Worked else found


def _other_name(c: Compiler, name: str) -> str:
    """What a function that does not exist may be called here."""
    rows = [FUNCTIONS[other] for other in ALIASES.get(name) or ALIASES.get(name.lower(), ())]
    others = [f"`{row.signature}` ({row.summary})" for row in rows if row.constant is None]
    if others:
        return f"write {' or '.join(others)}"
    near = difflib.get_close_matches(name, [*FUNCTIONS, *c.methods], 1)
    return f"did you mean `{near[0]}`?" if near else ""


def _as_product(c: Compiler, node: ast.Call) -> str:
    """`2(a + b)` was meant as `2*(a + b)`."""
    start, length = c.span(node)
    first, width = c.span(node.func)
    bracket = c.text.index("(", first + width)
    product = f"{c.text[start:bracket].rstrip()}*{c.text[bracket : start + length]}"
    return f"write `{shortened(product)}` for a product"


def _rows_together(value: Anything) -> Anything:
    return gathered(value) if type(value) is tuple else value


def _found(c: Compiler, node: ast.Call, method: Function, args: list[Closure]) -> Closure:
    """What a method finds, with its steps; or a figure.

    A spec asks for value and steps in different places; so a scope keeps what was found under the text of the
    call, which no name in it can equal. Not within a comprehension, where a name stands for one value after another.
    """
    call, check = method.call, method.check
    start, length = c.span(node)
    text = c.text[start : start + length]

    def anew(scope: Scope) -> Anything:
        return call(*check([arg(scope) for arg in args]))

    def once(scope: Scope) -> Anything:
        if text not in scope:
            scope[text] = anew(scope)
        return scope[text]

    return anew if c.local else once


def _steps(c: Compiler, node: ast.Call, depth: int) -> Closure:
    inner = node.args[0] if node.args else None
    if not (
        isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in c.with_steps
    ):
        known = ", ".join(f"`{name}`" for name in sorted(c.with_steps))
        raise c.fault("`steps` needs a method to show", node, f"methods: {known}")
    brief = len(node.args) > 1
    if len(node.args) > 2 or (brief and not _is_word(node.args[1], "brief")):
        raise c.fault("`steps` takes a method and, if you like, `'brief'`", node.args[1])
    method = c.with_steps[inner.func.id]
    complaint = method.count_fault(len(inner.args))
    if complaint or inner.keywords:
        raise c.fault(
            complaint or "arguments are given by position", inner, f"`{method.signature}`: {method.summary}"
        )
    args = [c.compile(arg, depth) for arg in inner.args]
    worked = _found(c, inner, method, args)
    return c.guarded(inner, (lambda scope: _brief(worked(scope))) if brief else worked)


def _is_word(node: ast.AST, word: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == word


def _brief(worked: Worked) -> Worked:
    return replace(worked, steps=tuple([step for step in worked.steps if not step.minor]))
