"""Fixed words are there in every language, with the same holes; remarks say what else is right."""

from __future__ import annotations

from fractions import Fraction
from string import Formatter

import pytest
from sample_questions import absolute, gradient, interval, number, number_set, relative, text, vector

from generator.exporters.remarks import decimal, remarks
from generator.exporters.words import WORDS, word
from generator.model import LANGUAGES, Answer, Expression, ExpressionForm, Num, Tolerance


@pytest.mark.parametrize("key", WORDS)
def test_every_key_has_words_in_every_language_with_the_same_holes(key: str) -> None:
    assert tuple(WORDS[key]) == LANGUAGES
    holes = {language: sorted(name for _, name, _, _ in Formatter().parse(said) if name is not None)
             for language, said in WORDS[key].items()}  # fmt: skip
    assert all(found == holes["en"] for found in holes.values())
    assert all(said == said.rstrip() != "" for said in WORDS[key].values())


def test_there_is_nothing_to_fall_back_to() -> None:
    with pytest.raises(KeyError):
        word("answer", "it")
    with pytest.raises(KeyError):
        word("nothing", "en")


def formed(form: ExpressionForm) -> Expression:
    return Expression(1, Num("1"), ("x",), form)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (number("1"), ()),
        (number("1", absolute("1/20")), ("± 0.05",)),
        (number("1", relative("1/100")), ("± 1\u202f%",)),
        (number("1", Tolerance("significant", Fraction(3))), ("to 3 significant digits",)),
        (number_set("1 2", absolute("1/2")), ("± 0.5 each",)),
        (interval("0", "", (True, False), absolute("1/2")), ("± 0.5 each",)),
        (vector("1 2", up_to="positive scale"), ("or a positive multiple",)),
        (gradient(formed(""), formed("")), ()),
        (formed(""), ("or equal to it",)),
        (formed("expanded"), ("expanded", "or equal to it")),
        (formed("rationalised"), ("without a root in a denominator", "or equal to it")),
        (text("a", "b", "c"), ("or b", "or c")),
    ],
)
def test_remarks(answer: Answer, said: tuple[str, ...]) -> None:
    assert remarks(answer, "en") == said


def test_remarks_in_another_language() -> None:
    assert remarks(number_set("1 2", absolute("1/2")), "de") == ("jeweils ± 0,5",)
    assert decimal(Fraction(1, 3), "fr", 4) == "0,3333"
