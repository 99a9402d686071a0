"""Constants, names, and the choice between two expressions."""

from __future__ import annotations

import ast
import difflib
import re
from typing import TYPE_CHECKING

from generator.maths.functions import FUNCTIONS
from generator.maths.language.aliases import ALIASES
from generator.maths.language.operators import truth
from generator.maths.values import MAX_BITS, FiniteDecimal

if TYPE_CHECKING:  # the compiler imports this module for its table
    from generator.maths.language.compiler import Closure, Compiler

MAX_DIGITS = 50

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What an escape such as `\\3` makes of a word, and no format can write."""


def compile_constant(c: Compiler, node: ast.Constant, _: int) -> Closure:
    """A number, a decimal (exactly), or a word in quotes."""
    constant = node.value
    if isinstance(constant, float):
        start, length = c.span(node)
        digits = c.text[start : start + length].replace("_", "")
        if "e" in digits.lower() or len(digits) > MAX_DIGITS:
            raise c.fault(f"decimals are written without exponent and with at most {MAX_DIGITS} digits", node)
        decimal = FiniteDecimal(digits)
        return lambda _: decimal
    if isinstance(constant, int) and not isinstance(constant, bool) and constant.bit_length() > MAX_BITS:
        raise c.fault("the number is too large", node)
    if isinstance(constant, bool) or constant is None or not isinstance(constant, (int, str)):
        raise c.fault(
            f"`{constant!r}` is not part of the expression language", node, "write `true` or `false`"
        )
    if isinstance(constant, str) and _UNPRINTABLE.search(constant):
        raise c.fault("the word holds a character that cannot be printed", node, "leave out the `\\`")
    return lambda _: constant


def compile_name(c: Compiler, node: ast.Name, _: int) -> Closure:
    """A value of the spec, a constant of the table, or true or false."""
    name = node.id
    if name in ("true", "false"):
        truth = name == "true"
        return lambda _: truth
    if name in c.local or name in c.known:
        if name not in c.local:
            c.used.add(name)
        return lambda scope: scope[name]
    if name in FUNCTIONS and FUNCTIONS[name].constant is not None:
        constant = FUNCTIONS[name].constant
        return lambda _: constant
    if name in FUNCTIONS or name in c.methods:
        raise c.fault(
            f"`{name}` is a function and needs its arguments in brackets", node, f"write `{name}(…)`"
        )
    constants = [other for other in ALIASES.get(name, ()) if FUNCTIONS[other].constant is not None]
    near = constants or difflib.get_close_matches(name, [*c.known, *FUNCTIONS], 1)
    known = ", ".join(f"`{word}`" for word in sorted(c.known)) or "none yet"
    hint = f"did you mean `{near[0]}`?" if near else f"known names: {known}"
    raise c.fault(f"the name `{name}` is not defined", node, hint)


def compile_conditional(c: Compiler, node: ast.IfExp, depth: int) -> Closure:
    """`a if condition else b`."""
    test, yes, no = (c.compile(part, depth) for part in (node.test, node.body, node.orelse))
    return c.guarded(node, lambda scope: yes(scope) if truth(test(scope)) else no(scope))
