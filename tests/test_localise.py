"""Numbers in other languages: a comma for the point, semicolons where lists hold one, and values untouched."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.draw import draw
from generator.errors import SpecError
from generator.exporters.formulas import latex, plain
from generator.exporters.html import QTI, blocks
from generator.family import compile_family
from generator.localise import decimal_mark, localised
from generator.model import (
    Display,
    Drawing,
    Fence,
    Figure,
    Num,
    Number,
    Op,
    Paragraph,
    Question,
    Row,
    Sym,
    Text,
)
from tests.families import HEADER, spec_of_bytes

SPEC = """\
parameters:
  a: decimal(0.5, 9.5, 1)
  b: integer(2, 9)
question:
  en: "Let $v = {{ [a, b] }}$, $w = {{ [b, b] }}$ and $f(x, y) = 0.5x$; {{ a }} is version 2.5. (Decimal point.)"
  de: "Sei $v = {{ [a, b] }}$, $w = {{ [b, b] }}$ und $f(x, y) = 0.5x$; {{ a }} ist Version 2.5."
parts:
  - kind: number
    answer: a * b
    certificate: value / b == a
    mistakes:
      - answer: a + b
        feedback: {en: "That is {{ a + b }}.", de: "Das ist {{ a + b }}."}
solution: It is ${{ fixed(a * b, 2) }}$.
"""


def question(language: str, spec: str = SPEC) -> Question:
    text = (HEADER + spec).encode()
    family = compile_family(spec_of_bytes(text, "tests/x", "x.yaml"), "tests/x", "x.yaml", language)
    return draw(family, "1")(0)


def words(asked: Question) -> str:
    (paragraph,) = asked.stem
    assert isinstance(paragraph, Paragraph)
    return "".join(
        inline.text if isinstance(inline, Text) else plain(inline.formula)  # type: ignore[union-attr]
        for inline in paragraph.children
    )


def test_the_same_variant_in_two_languages() -> None:
    english, german = question("en"), question("de")
    assert english.values == german.values
    assert english.id != german.id
    assert (english.language, german.language) == ("en", "de")
    a = dict(english.values)["a"]
    comma = a.replace(".", ",")
    assert f"{a} is version 2.5" in words(english)
    assert f"{comma} ist Version 2.5" in words(german)  # the author's own full stop stays
    assert f"[{a}; " in words(english)
    assert f"[{comma}; " in words(german)
    assert "f(x, y) = 0,5x" in words(german)


def test_values_stay_what_they_are() -> None:
    english, german = question("en"), question("de")
    one, other = english.parts[0].answer, german.parts[0].answer
    assert isinstance(one, Number)
    assert isinstance(other, Number)
    assert one.value == other.value
    assert Fraction(plain(one.shown)) == Fraction(plain(other.shown).replace(",", "."))


def test_a_list_with_a_decimal_comma_is_parted_by_semicolons() -> None:
    pair = Fence("(", Row((Num("0.5"), Op(","), Num("2"))), ")")
    whole = Fence("(", Row((Sym("x"), Op(","), Num("2"))), ")")
    asked = question("de")
    made = localised(replace(asked, stem=(Display(pair), Display(whole))))
    assert [plain(block.formula) for block in made.stem if isinstance(block, Display)] == [
        "(0,5; 2)",
        "(x, 2)",
    ]
    assert "0{,}5" in latex(pair.body) or "0{,}5" in latex(made.stem[0].formula)  # type: ignore[union-attr]
    assert "<mn>0,5</mn>" in blocks(made.stem, QTI)


def test_words_for_a_figure_part_coordinates_by_semicolons() -> None:
    figure = Figure(Drawing(1, 1, ()), "Points (−1, −4.5) and (0.5, 2), heights from 0.5 to 3.")
    made = localised(replace(question("de"), stem=(Paragraph((figure,)),)))
    assert isinstance(made.stem[0], Paragraph)
    (shown,) = made.stem[0].children
    assert isinstance(shown, Figure)
    assert shown.alt == "Points (−1; −4,5) and (0,5; 2), heights from 0,5 to 3."


@given(st.from_regex(r"[0-9]{1,5}\.[0-9]{1,5}", fullmatch=True))
def test_a_mark_is_changed_and_nothing_else(text: str) -> None:
    assert decimal_mark(text).replace(",", ".") == text
    assert decimal_mark(f"Fig. 3. {text}") == f"Fig. 3. {text.replace('.', ',')}"


def test_words_in_quotes_inside_a_hole_are_translated() -> None:
    spec = SPEC.replace("is version 2.5", "is {{ 'big' if a > 0 else 'small' }}")
    spec = spec.replace("ist Version 2.5", "ist {{ 'groß' if a > 0 else 'klein' }}")
    assert "is big" in words(question("en", spec))
    assert "ist groß" in words(question("de", spec))


def test_a_language_without_text_is_an_error() -> None:
    with pytest.raises(SpecError) as caught:
        question("fr")
    assert {fault.message for fault in caught.value.faults} == {"there is no text in `fr` here"}
