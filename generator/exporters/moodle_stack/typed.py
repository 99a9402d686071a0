"""Inputs into which something is typed: numbers, expressions, grids, sets, intervals, texts.

Must not know how an answer is marked. What the types of input take is written in `doc/en/Authoring/Inputs/` of STACK
4.11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.answers.entries import flat
from generator.exporters.losses import UNIT_SHOWN, Loss
from generator.exporters.moodle_stack.castext import inlines
from generator.exporters.moodle_stack.chosen import option_list
from generator.exporters.moodle_stack.inputs import LONGEST, Asked, Input, Place, tag, validated
from generator.exporters.moodle_stack.symbols import names, renamed
from generator.exporters.moodle_stack.values import end_texts, entry_text, is_lying, printed_text, value_text
from generator.exporters.words import word
from generator.maths.values import is_number, symbols_of
from generator.model import (
    Entry,
    Expression,
    Interval,
    Math,
    Matrix,
    Number,
    OpenAnswer,
    Set,
    Text,
    TextAnswer,
    Vector,
)

NO_UNITS = "STACK knows only the units of a list of its own"


def _one(place: Place, field: Input, behind: str = "") -> Asked:
    """An answer that is typed into one input, with what stands behind that."""
    answer: Any = place.part.answer
    variables = (f"{place.key}: {value_text(answer, is_lying(answer))};",)
    line = f"{tag(field.name)}{behind}"
    return Asked(
        place.number, place.part, answer, (field,), line, validated(field.name), variables, (place.key,)
    )


def number(place: Place, answer: Number) -> Asked:
    """A number, in its unit, which stands behind the input."""
    key = _shown_key(place, answer)
    field = Input(place.name(), "numerical", key, _width([printed_text(answer)], 10))
    if answer.unit is None:
        return _one(place, field)
    asked = _one(place, field, f" {inlines((Math(answer.unit.shown),))}")
    return replace(asked, losses=(Loss(place.part.id, NO_UNITS, UNIT_SHOWN),))


def expression(place: Place, answer: Expression) -> Asked:
    """An expression in the symbols of the question."""
    field = Input(place.name(), "algebraic", place.key, _width([entry_text(answer)], 15))
    return _one(place, _with_symbols(field, (answer,)))


def matrix(place: Place, answer: Vector | Matrix) -> Asked:
    """A grid: a vector is a matrix of one column, or of one row where it is shown so."""
    entries = flat(answer)
    width = _width(list(map(printed_text, entries)), 5)
    field = Input(place.name(), "matrix", _shown_key(place, answer), width)
    asked = _one(place, _with_symbols(field, entries))
    # STACK writes a table, which cannot stand in a line.
    return replace(asked, line="", markup=f"<div>{asked.line}</div>\n{asked.markup}")


def set(place: Place, answer: Set) -> Asked:
    """A set in braces, of as many elements as a student likes."""
    width = _width([value_text(answer, write=printed_text)], 20)
    field = Input(place.name(), "algebraic", _shown_key(place, answer), width, same_type=True)
    asked = _one(place, field)
    shape = f"{{1{word('list mark', place.language)} 2{word('list mark', place.language)} 3}}"
    return replace(asked, markup=f"{_hint(word('as a set', place.language).format(shape))}\n{asked.markup}")


def text(place: Place, answer: TextAnswer) -> Asked:
    """A text. There is nothing to verify: it is what it is."""
    return _one(place, Input(place.name(), "string", place.key, _width(answer.accepted, 15), typed=False))


def interval(place: Place, answer: Interval) -> Asked:
    """A bracket, an end, an end, a bracket. The value of a bracket is 1 if the end belongs to the interval."""
    fields = [place.name(offset) for offset in range(4)]
    left, right = f"left{place.number}", f"right{place.number}"
    low, high = end_texts(answer, printed_text)
    width = _width((low, high), 8)
    inputs = (
        Input(fields[0], "dropdown", left, typed=False),
        Input(fields[1], "algebraic", _short(low, f"{place.key}[2]"), width),
        Input(fields[2], "algebraic", _short(high, f"{place.key}[3]"), width),
        Input(fields[3], "dropdown", right, typed=False),
    )
    variables = (
        f"{place.key}: {value_text(answer)};",
        f"{left}: {option_list([('(', not answer.closed[0]), ('[', answer.closed[0])])};",
        f"{right}: {option_list([(')', not answer.closed[1]), (']', answer.closed[1])])};",
    )
    a, b, c, d = map(tag, fields)
    line = f"{a} {b}{word('list mark', place.language)} {c} {d}"
    markup = f"{_hint(word('infinite end', place.language))}\n{validated(*fields)}"
    values = tuple([f"{place.key}[{k}]" for k in range(1, 5)])
    return Asked(place.number, place.part, answer, inputs, line, markup, variables, values)


def _hint(text: str) -> str:
    """How to type an answer, in small letters below its input."""
    return f"<p><small>{inlines((Text(text),))}</small></p>"


def _shown_key(place: Place, answer: OpenAnswer) -> str:
    """What STACK shows as the right answer: numbers as they are printed."""
    text = value_text(answer, is_lying(answer), printed_text)
    return place.key if text == value_text(answer, is_lying(answer)) else _short(text, place.key)


def _short(text: str, name: str) -> str:
    """The value itself where the database has room for it, else a name for it."""
    return text if len(text) <= LONGEST else name


def _with_symbols(field: Input, entries: Sequence[Entry]) -> Input:
    """The input, with what it takes for symbols.

    Names of more than one letter are allowed: STACK would refuse most. What is to be typed otherwise is forbidden,
    since it means something else there: `i`. All names that are not in the key are refused if it holds every symbol
    of the question; else that would give something away.
    """
    expressions = [entry for entry in entries if isinstance(entry, Expression)]
    symbols = dict.fromkeys([symbol for entry in expressions for symbol in entry.symbols])
    if not symbols:
        return field
    values = [entry.value for entry in expressions if not is_number(entry.value)]
    return replace(
        field,
        allowed=",".join([typed for typed in names(symbols).values() if len(typed) > 1]),
        forbidden=",".join([symbol for symbol, _ in renamed(symbols) if symbol.isascii()]),
        same_names=symbols.keys() <= {symbol.name for value in values for symbol in symbols_of(value)},
    )


def _width(texts: Sequence[str], least: int) -> int:
    """The size of a box for one of these texts, and a little more."""
    return min(60, max(least, max(map(len, texts)) + 4))
