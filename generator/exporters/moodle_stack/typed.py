"""Inputs into which something is typed: numbers, expressions, grids, sets, intervals, texts.

Must not know how an answer is marked. What the types of input take is written in `doc/en/Authoring/Inputs/` of STACK
4.11.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from generator.answers.entries import flat
from generator.exporters.losses import UNIT_SHOWN, Loss
from generator.exporters.moodle_stack.castext import blocks, inlines
from generator.exporters.moodle_stack.chosen import option_list
from generator.exporters.moodle_stack.inputs import Asked, Input, Place, tag, validated
from generator.exporters.moodle_stack.symbols import names
from generator.exporters.moodle_stack.values import entry_text, is_lying, value_text
from generator.exporters.words import word
from generator.model import (
    Expression,
    Interval,
    Math,
    Matrix,
    Number,
    Paragraph,
    Set,
    Text,
    TextAnswer,
    Vector,
)

NO_UNITS = "STACK knows only the units of a list of its own"


def _one(place: Place, answer: Any, field: Input, behind: str = "", losses: tuple[Loss, ...] = ()) -> Asked:
    """An answer that is typed into one input."""
    name = place.name()
    variables = (f"{place.key}: {value_text(answer, is_lying(answer))};",)
    markup = f"<p>{tag(name)}{behind}</p>\n{validated(name)}"
    return Asked(place.number, place.part, answer, (field,), markup, variables, (place.key,), losses)


def number(place: Place, answer: Number) -> Asked:
    """A number, in its unit, which stands behind the input."""
    field = Input(place.name(), "numerical", place.key, _width([entry_text(answer)], 10))
    if answer.unit is None:
        return _one(place, answer, field)
    unit = f" {inlines((Math(answer.unit.shown),))}"
    return _one(place, answer, field, unit, (Loss(place.part.id, NO_UNITS, UNIT_SHOWN),))


def expression(place: Place, answer: Expression) -> Asked:
    """An expression in the symbols of the question."""
    width = _width([entry_text(answer)], 15)
    field = Input(place.name(), "algebraic", place.key, width, _allowed(answer.symbols))
    return _one(place, answer, field)


def matrix(place: Place, answer: Vector | Matrix) -> Asked:
    """A grid: a vector is a matrix of one column, or of one row where it is shown so."""
    entries = flat(answer)
    symbols = [name for entry in entries if isinstance(entry, Expression) for name in entry.symbols]
    width = _width(list(map(entry_text, entries)), 5)
    return _one(place, answer, Input(place.name(), "matrix", place.key, width, _allowed(symbols)))


def set(place: Place, answer: Set) -> Asked:
    """A set in braces, of as many elements as a student likes."""
    width = _width([value_text(answer)], 20)
    asked = _one(place, answer, Input(place.name(), "algebraic", place.key, width, same_type=True))
    shape = f"{{1{word('list mark', place.language)} 2{word('list mark', place.language)} 3}}"
    said = blocks((Paragraph((Text(word("as a set", place.language).format(shape)),)),))
    return replace(asked, markup=f"{said}\n{asked.markup}")


def text(place: Place, answer: TextAnswer) -> Asked:
    """A text."""
    # There is nothing to verify: a text is what it is.
    return _one(
        place, answer, Input(place.name(), "string", place.key, _width(answer.accepted, 15), typed=False)
    )


def interval(place: Place, answer: Interval) -> Asked:
    """A bracket, an end, an end, a bracket. The value of a bracket is 1 if the end belongs to the interval."""
    fields = [place.name(offset) for offset in range(4)]
    left, right = f"left{place.number}", f"right{place.number}"
    ends = ["-inf" if answer.low is None else entry_text(answer.low)]
    ends.append("inf" if answer.high is None else entry_text(answer.high))
    width = _width(ends, 8)
    inputs = (
        Input(fields[0], "dropdown", left, typed=False),
        Input(fields[1], "algebraic", f"{place.key}[2]", width),
        Input(fields[2], "algebraic", f"{place.key}[3]", width),
        Input(fields[3], "dropdown", right, typed=False),
    )
    variables = (
        f"{place.key}: {value_text(answer)};",
        f"{left}: {option_list([('(', not answer.closed[0]), ('[', answer.closed[0])])};",
        f"{right}: {option_list([(')', not answer.closed[1]), (']', answer.closed[1])])};",
    )
    said = blocks((Paragraph((Text(word("infinite end", place.language)),)),))
    a, b, c, d = map(tag, fields)
    mark = word("list mark", place.language)
    markup = f"{said}\n<p>{a} {b}{mark} {c} {d}</p>\n{validated(*fields)}"
    values = tuple([f"{place.key}[{k}]" for k in range(1, 5)])
    return Asked(place.number, place.part, answer, inputs, markup, variables, values)


def _width(texts: Sequence[str], least: int) -> int:
    """The size of a box for one of these texts, and a little more."""
    return min(60, max(least, max(map(len, texts)) + 4))


def _allowed(symbols: Iterable[str]) -> str:
    """Names that STACK would not take by themselves, because they are longer than two letters."""
    long = [typed for typed in names(tuple(dict.fromkeys(symbols))).values() if len(typed) > 1]
    return ",".join(long)
