"""Parameters: the text after a parameter's name → what draws it.

`integer(-6, 6)` and its like are rows of `DOMAINS` with constant arguments (by position or by name);
`choice(a, b, …)` takes expressions over symbols and over the parameters before it.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from generator.errors import EvaluationError, TextFault
from generator.maths.functions import FUNCTIONS
from generator.maths.language import Compiled, Scope, compile_expression
from generator.maths.language.syntax import Parsed, parse, shortened
from generator.maths.values import Anything, MathsError, is_number
from generator.sampling.domains import DOMAINS, MAX_VALUES, Domain, Listed, below, each, size_of

MAX_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name and what draws it.

    Exactly one of `domain` and `options` is set. `draw(random, scope)` gives a value; `size` is the number
    of values, None if unknown; `each(scope)` are all values, in order.
    """

    name: str
    domain: Domain | None
    options: tuple[Compiled, ...]

    def draw(self, random: Random, scope: Scope) -> Anything:
        """One value. Raises EvaluationError or MathsError if it cannot be made."""
        if self.domain is not None:
            return self.domain.draw(random)
        return self.options[below(random, len(self.options))].evaluate(scope)

    @property
    def size(self) -> int | None:
        """How many values there are; None if that is not known."""
        return len(self.options) if self.domain is None else size_of(self.domain)

    def each(self, scope: Scope) -> Sequence[Anything]:
        """All values. Only where `size` is known and at most `MAX_VALUES`."""
        if self.domain is None:
            return [option.evaluate(scope) for option in self.options]
        size = size_of(self.domain)
        if size is None or size > MAX_VALUES:
            raise ValueError(f"the domain of {self.name} cannot be listed")
        return each(self.domain)  # type: ignore[arg-type]  # a known size means Listed or Product


def compile_parameter(name: str, text: str, names: frozenset[str]) -> Parameter:
    """The parameter described by `text`; `names` may stand in the options of a choice. Raises TextFault."""
    parsed, call = _call(text)
    word = call.func.id  # type: ignore[attr-defined]  # _call has seen to it

    def source(node: ast.expr) -> tuple[str, int]:
        start, length = parsed.span(node)
        return text[start : start + length], start

    if word == "choice":
        return Parameter(name, None, _options(call, source, names))
    row = DOMAINS.get(word)
    if row is None:
        near = difflib.get_close_matches(word, [*DOMAINS, "choice"], 1)
        known = ", ".join(f"`{domain}`" for domain in (*DOMAINS, "choice"))
        hint = f"did you mean `{near[0]}`?" if near else f"domains: {known}"
        raise TextFault(f"there is no domain `{word}`", *parsed.span(call.func), hint)
    try:
        made = row.make(*_arguments(call, row.takes, row.signature, source, len(text)))
    except MathsError as error:
        raise TextFault(str(error), 0, len(text), f"`{row.signature}`: {row.summary}") from None
    if isinstance(made, Listed) and not made.values:
        raise TextFault("the domain is empty", 0, len(text))
    return Parameter(name, made, ())


def _call(text: str) -> tuple[Parsed, ast.Call]:
    parsed = parse(text)
    node = parsed.root
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return parsed, node
    hint = "a parameter is drawn from a domain: `integer(1, 9)`; a computed value belongs under `let`"
    if isinstance(node, (ast.List, ast.Tuple)) and 2 <= len(node.elts) <= MAX_OPTIONS:
        options = [text[start : start + length] for start, length in map(parsed.span, node.elts)]
        hint = f"write `choice({shortened(', '.join(options))})` to draw one of these"
    raise TextFault("a domain is expected", 0, len(text), hint)


_SourceOf = Callable[[ast.expr], tuple[str, int]]


def _options(call: ast.Call, source: _SourceOf, names: frozenset[str]) -> tuple[Compiled, ...]:
    if not 2 <= len(call.args) <= MAX_OPTIONS or call.keywords:
        raise TextFault(f"`choice` takes 2 to {MAX_OPTIONS} expressions", 0, 6)
    return tuple(_compiled(*source(node), names) for node in call.args)


def _compiled(text: str, offset: int, names: frozenset[str]) -> Compiled:
    try:
        return compile_expression(text, names)
    except TextFault as fault:
        raise TextFault(fault.message, fault.offset + offset, fault.length, fault.hint) from None


def _arguments(
    call: ast.Call, takes: tuple[str, ...], signature: str, source: _SourceOf, length: int
) -> list[Any]:
    given: dict[str, ast.expr] = dict(zip(takes, call.args, strict=False))
    for keyword in call.keywords:
        if keyword.arg not in takes or keyword.arg in given:
            raise TextFault(
                f"`{keyword.arg}` is not an argument here, or is given twice",
                0,
                length,
                f"write `{signature}`",
            )
        given[keyword.arg] = keyword.value
    if len(call.args) > len(takes) or set(given) != set(takes):
        raise TextFault(f"the domain takes {len(takes)} arguments", 0, length, f"write `{signature}`")
    values = []
    for argument in takes:
        text, offset = source(given[argument])
        _refuse_names(given[argument], text, offset)
        try:
            value = _compiled(text, offset, frozenset()).evaluate({})
        except EvaluationError as error:
            raise TextFault(error.message, error.offset + offset, error.length) from None
        whole = argument not in ("low", "high", "step") or not signature.startswith(("decimal", "fraction"))
        if not is_number(value) or (whole and type(value) is not int):
            wanted = "a whole number" if whole else "a number"
            raise TextFault(f"`{argument}` must be {wanted}", offset, len(text), f"write `{signature}`")
        values.append(value)
    return values


def _refuse_names(argument: ast.expr, text: str, offset: int) -> None:
    """Raises TextFault if the argument speaks of another parameter: what is drawn depends on no other draw."""
    for node in ast.walk(argument):
        if isinstance(node, ast.Name) and node.id not in FUNCTIONS:
            hint = f"draw `{node.id}` by itself and relate the two under `require:`"
            raise TextFault("the arguments of a domain are constants", offset, len(text), hint)
