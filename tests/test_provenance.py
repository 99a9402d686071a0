"""The manifest's keys: one line for every kind of answer, from which the answer can be read again."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy

from generator.answers.keys import key
from generator.maths.language import compile_expression
from generator.model import (
    Answer,
    Choice,
    Criterion,
    Essay,
    Expression,
    Heading,
    Inlines,
    Interval,
    Item,
    Matching,
    Matrix,
    MultipleChoice,
    Num,
    Number,
    Option,
    Ordering,
    Question,
    Reason,
    Set,
    Sym,
    Text,
    TextAnswer,
    TrueFalse,
    Unit,
    Vector,
    Verified,
)
from generator.provenance import FileEntry, record, write_manifest

SHOWN = Num("0")
X = sympy.Symbol("x", real=True)


def number(value: object) -> Number:
    return Number(value, SHOWN)


def say(word: str) -> Inlines:
    return (Text(word),)


OPTIONS = tuple(Option(say(word), right) for word, right in (("p", True), ("q", False), ("r", True)))
HALF, ROOT = number(Fraction(1, 2)), number(sympy.sqrt(2))
IN_X = Expression(2 * X, SHOWN, ("x",))

KEYS: list[tuple[Answer, str]] = [
    (HALF, "1/2"),
    (replace(number(9), unit=Unit("m/s^2", Sym("m", "upright"))), "9 m/s^2"),
    (IN_X, "2*x"),
    (Vector((HALF, IN_X), SHOWN, "sign"), "[1/2, 2*x]"),
    (Matrix(((HALF, ROOT), (IN_X, HALF)), SHOWN), "matrix([1/2, sqrt(2)], [2*x, 1/2])"),
    (Set((number(-1), ROOT), SHOWN), "[-1, sqrt(2)]"),
    (Interval(number(-1), HALF, (True, False), SHOWN), 'interval(-1, 1/2, "[)")'),
    (Interval(None, HALF, (False, True), SHOWN), 'below(1/2, "closed")'),
    (Interval(None, None, (False, False), SHOWN), "whole_line()"),
    (TextAnswer(("saddle point", "saddle"), SHOWN), "saddle point"),
    (Choice(tuple(replace(option, right=k == 1) for k, option in enumerate(OPTIONS))), "b"),
    (MultipleChoice(OPTIONS), "a, c"),
    (TrueFalse(True), "true"),
    (TrueFalse(False, (), (Reason(True, OPTIONS[1]), Reason(False, OPTIONS[0]))), "false, b"),
    (Matching((say("1"), say("2"), say("3")), (say("u"), say("v"), say("w")), (2, 0, 2)), "1c 2a 3c"),
    (Ordering((say("u"), say("v"), say("w")), (1, 2, 0)), "b, c, a"),
    (Essay((Criterion(Fraction(1), say("clear")),)), ""),
]


@pytest.mark.parametrize(("answer", "expected"), KEYS, ids=lambda value: getattr(value, "kind", None))
def test_each_kind_has_its_key_in_a_line(answer: Answer, expected: str) -> None:
    assert key(answer) == expected


def test_every_kind_is_here() -> None:
    from generator.answers import ANSWERS

    assert {answer.kind for answer, _ in KEYS} == set(ANSWERS)


@pytest.mark.parametrize("text", [text for answer, text in KEYS[2:9] if not isinstance(answer, TextAnswer)])
def test_keys_with_values_can_be_read_back(text: str) -> None:
    from generator.maths.written import written

    value = compile_expression(text, frozenset({"x"})).evaluate({"x": sympy.Symbol("x")})
    assert written(value) == text


def test_the_manifest_holds_the_keys_of_all_parts() -> None:
    from generator.model import Part

    parts = tuple(Part(f"p{n}", (), answer) for n, (answer, _) in enumerate(KEYS))
    question = Verified(Question("q1", "a/b", 0, "T", (), "core", (), parts, ()))
    item = Item(1, "a/b", "T", (), "core", Fraction(1), 1)
    heading = Heading("set", "Set", "", "", (), (item,), "s", 1, "b")
    stream = io.BytesIO()
    write_manifest(stream, heading, "b", [FileEntry("x.zip", "0", range(1))], [record(question, item, 0)])
    (line,) = json.loads(stream.getvalue())["questions"]
    assert list(line["key"].values()) == [expected for _, expected in KEYS]
    assert line["files"] == ["x.zip"]
