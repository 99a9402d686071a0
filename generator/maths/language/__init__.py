"""The expression language: text of a spec → a compiled expression.

The text is not trusted. `syntax` reads it with Python's own parser; the table in `compiler` is the whole list
of what it may contain, everything else is a fault with a place. Names are the table of functions and what the
spec defined before; there are no attributes, no strings as code, no loops without a bound. A compiled
expression is a tree of closures over the operators of `maths.arithmetic`, so evaluating it costs its
arithmetic and little else.

    >>> compile_expression("2*a + 1", frozenset({"a"})).evaluate({"a": 20})
    41

Indices count from 1, as in mathematics: `A[1, 2]` is the first row's second entry, `v[1]` the first entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from generator.errors import TextFault
from generator.maths.function import Function
from generator.maths.language.compiler import Closure, Compiler, Scope
from generator.maths.language.operators import truth
from generator.maths.values import Anything

__all__ = ["Compiled", "Scope", "compile_expression", "exact_number", "truth"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression, ready to evaluate any number of times. `names` are what it needs from the scope."""

    text: str
    names: tuple[str, ...]
    run: Closure

    def evaluate(self, scope: Scope) -> Anything:
        """The value. Raises EvaluationError, with the offset in `text`, when there is none."""
        return self.run(scope)


_NONE: Mapping[str, Function] = MappingProxyType({})


def compile_expression(
    text: str,
    names: frozenset[str],
    methods: Mapping[str, Function] = _NONE,
    figures: Mapping[str, Function] = _NONE,
) -> Compiled:
    """Compile `text`, which may use `names`, the table of functions, `methods`, whose steps `steps(…)` shows, and
    `figures`, whose values can only be printed.

    Raises TextFault at the first mistake.
    """
    compiler = Compiler(text, names, methods, figures)
    return Compiled(text, tuple(sorted(compiler.used)), compiler.root)


def exact_number(text: str) -> Fraction:
    """A number written in a spec (`0.005`, `3`, `1/3`) as an exact Fraction. Raises TextFault otherwise."""
    value = compile_expression(text, frozenset()).evaluate({})
    if not isinstance(value, (int, Fraction)) or isinstance(value, bool):
        raise TextFault("a number is expected", 0, len(text))
    return Fraction(value)
