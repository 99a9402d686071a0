"""What a function of the expression language is: a row of a table, with the kinds of its arguments.

`takes` spells the arguments, one word each: a kind of `_KINDS`, with `?` at its end if it may be left out,
or `…` if it may be repeated. Arguments are checked before the call, so a function sees only what it asked
for, and the author sees which argument was wrong.

    >>> Function("det", len, "matrix", "the determinant", "").signature
    'det(matrix)'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy

from generator.maths.intervals import Interval
from generator.maths.values import (
    Anything,
    FiniteDecimal,
    MathsError,
    Matrix,
    Shown,
    describe,
    is_number,
    is_scalar,
    plain_value,
)


def _number(value: Anything) -> Anything | None:
    return value if is_number(value) else None


def _integer(value: Anything) -> Anything | None:
    if type(value) is FiniteDecimal and value.denominator == 1:
        return int(value)
    return value if type(value) is int else None


def _scalar(value: Anything) -> Anything | None:
    return value if is_scalar(value) else None


def _symbol(value: Anything) -> Anything | None:
    return value if isinstance(value, sympy.Symbol) else None


def _list(value: Anything) -> Anything | None:
    return value.rows if isinstance(value, Matrix) else value if isinstance(value, tuple) else None


def _plain(value: Anything) -> Anything:
    """The value behind all ways to print it, those of the entries of a list included."""
    if type(value) is tuple and any(type(entry) is Shown for entry in value):
        return tuple([plain_value(entry) for entry in value])
    return value


def _vector(value: Anything) -> Anything | None:
    value = _plain(value)
    if isinstance(value, tuple) and value and all(is_scalar(entry) for entry in value):
        return value
    if isinstance(value, Matrix) and 1 in value.shape:
        return value.columns()[0] if value.shape[1] == 1 else value.rows[0]
    return None


def _matrix(value: Anything) -> Anything | None:
    if isinstance(value, Matrix) and all(is_scalar(entry) for row in value.rows for entry in row):
        return value
    return None


_KINDS: dict[str, tuple[str, Callable[[Anything], Anything | None]]] = {
    "number": ("a rational number", _number),
    "integer": ("a whole number", _integer),
    "scalar": ("a number or an expression", _scalar),
    "symbol": ("a symbol", _symbol),
    "vector": ("a vector", _vector),
    "matrix": ("a matrix", _matrix),
    "list": ("a list", _list),
    "condition": ("`true` or `false`", lambda value: value if isinstance(value, bool) else None),
    "word": ("a word in quotes", lambda value: value if isinstance(value, str) else None),
    "interval": ("an interval", lambda value: value if isinstance(value, Interval) else None),
    "value": ("a value", _plain),
    "any": ("a value", lambda value: value),
}


@dataclass(frozen=True, slots=True)
class Function:
    """One function: its name, what computes it, what it takes, what it means, and an example that is true.

    `fails` is a call that has no value; the reference page shows what is said about it. `any` arguments come as
    they are, with their own way to print; those of other kinds are plain values.
    """

    name: str
    call: Callable[..., Anything]
    takes: str
    summary: str
    example: str
    fails: str = ""
    constant: Any = None
    kinds: tuple[str, ...] = field(init=False)
    least: int = field(init=False)
    repeats: bool = field(init=False)

    def __post_init__(self) -> None:
        words = self.takes.split()
        object.__setattr__(self, "kinds", tuple(word.rstrip("?…") for word in words))
        object.__setattr__(self, "least", sum(not word.endswith("?") for word in words))
        object.__setattr__(self, "repeats", bool(words) and words[-1].endswith("…"))
        unknown = [kind for kind in self.kinds if kind not in _KINDS]
        if unknown:
            raise ValueError(f"{self.name}: there is no kind of argument {unknown[0]}")

    @property
    def signature(self) -> str:
        """How the function is called: `solve(matrix, vector)`."""
        return f"{self.name}({', '.join(self.takes.split())})"

    def count_fault(self, given: int) -> str:
        """What is wrong with this number of arguments; empty if nothing is."""
        if given >= self.least and (self.repeats or given <= len(self.kinds)):
            return ""
        wanted = f"{self.least} or more" if self.repeats else str(self.least)
        if not self.repeats and len(self.kinds) > self.least:
            wanted = f"{self.least} to {len(self.kinds)}"
        return f"`{self.name}` takes {wanted} argument{'' if wanted == '1' else 's'}, not {given}"

    def check(self, args: list[Anything]) -> list[Anything]:
        """The arguments, each in the form its kind promises. Raises MathsError naming the wrong one."""
        last = len(self.kinds) - 1
        for position, arg in enumerate(args):
            kind = self.kinds[min(position, last)]
            if kind == "any":
                continue
            expected, accept = _KINDS[kind]
            accepted = accept(plain_value(arg))
            if accepted is None:
                raise MathsError(
                    f"argument {position + 1} of `{self.name}` must be {expected}, but is {describe(arg)}"
                )
            args[position] = accepted
        return args


def table(*functions: Function) -> dict[str, Function]:
    """Functions by name. Raises ValueError if two share one."""
    by_name = {function.name: function for function in functions}
    if len(by_name) != len(functions):
        raise ValueError("two functions share a name")
    return by_name
