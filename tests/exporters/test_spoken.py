"""Formulas read aloud, against a table that a person can say and a listener who writes down what he hears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any, get_args

import pytest
from formula_listener import Listener, Tree, heard, understood
from hypothesis import given
from hypothesis import strategies as st
from shipped_questions import SHIPPED
from test_formulas import formulas

from generator.exporters.formulas import plain
from generator.exporters.formulas.spoken import spoken
from generator.exporters.formulas.spoken.names import FUNCTIONS, GREEK, SIGNS
from generator.exporters.formulas.spoken.words import ACCENTS, MARKS, PART, PARTS, PHRASES
from generator.exporters.formulas.symbols import GREEK as GREEK_LETTERS
from generator.exporters.formulas.symbols import SYMBOLS
from generator.model import (
    LANGUAGES,
    Accent,
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Lines,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Sym,
    Words,
)


def row(*items: Formula) -> Row:
    return Row(items)


def around(*items: Formula, left: str = "(", right: str = ")") -> Fence:
    return Fence(left, Row(items), right)


ZERO, ONE, TWO, THREE = map(Num, "0123")
a, b, f, i, n, x, y = map(Sym, "abfinxy")
A, B, P, X = map(Sym, "ABPX")
u, v = Sym("u", "bold"), Sym("v", "bold")
PLUS, MINUS, EQUALS, COMMA, STOP, TIMES, CROSS, BAR = map(Op, "+−=,.·×∣")
SQUARED = Script(x, None, TWO)
D = Sym("d", "upright")

# ─── By example: the formula, its speech, and why it is said so ──────────────────────────────────────────

ENGLISH: list[tuple[Formula, str, str]] = [
    (row(MINUS, x, MINUS, THREE), "negative x minus 3", "a sign is no operation"),
    (row(x, EQUALS, Frac(ONE, TWO)), "x equals one half", "small fractions have names"),
    (Frac(Num("11"), THREE), "11 thirds", "also improper ones"),
    (Frac(Num("7"), Num("12")), "7 over 12", "a denominator over 10 has none in all languages"),
    (row(x, EQUALS, Frac(x, TWO)), "x equals x over 2", "alone between relations it needs no ends"),
    (row(x, PLUS, Frac(x, TWO)), "x plus fraction x over 2, end fraction", "or it could be (x + x)/2"),
    (row(a, Frac(x, TWO)), "a fraction x over 2, end fraction", "or it could be ax/2"),
    (row(MINUS, Frac(x, TWO)), "negative x over 2", "a sign before it changes nothing"),
    (Frac(row(a, PLUS, b), TWO), "fraction a plus b over 2, end fraction", "a long top"),
    (Frac(Frac(a, b), x), "fraction fraction a over b, end fraction over x, end fraction", "nested"),
    (Frac(row(D, y), row(D, x)), "d y over d x", "a derivative as it is written"),
    (
        Frac(row(Script(Op("∂"), None, TWO), f), row(Op("∂"), SQUARED)),
        "partial squared f over partial x squared",
        "a second derivative too",
    ),
    (SQUARED, "x squared", "powers with a name"),
    (Script(x, None, n), "x to the power n", "a short exponent ends by itself"),
    (Script(x, None, row(MINUS, ONE)), "x to the power negative 1", "also with a sign"),
    (Script(x, None, row(n, PLUS, ONE)), "x to the exponent n plus 1, end exponent", "a long one is ended"),
    (row(Script(x, None, n), PLUS, ONE), "x to the power n plus 1", "and begins otherwise than a short one"),
    (Script(around(x, PLUS, ONE), None, TWO), "open parenthesis x plus 1 close parenthesis squared", "brackets"),
    (Script(row(x, PLUS, ONE), None, TWO), "quantity x plus 1, end quantity squared", "brackets not printed"),
    (Script(Script(x, None, TWO), None, THREE), "quantity x squared, end quantity cubed", "a power of a power"),
    (Script(x, ONE, TWO), "x sub 1 squared", "index before exponent"),
    (Script(a, row(i, COMMA, n)), "a subscript i comma n, end subscript", "a long index"),
    (Script(a, row(ONE, TWO)), "a subscript 1 2, end subscript", "single digits are no number"),
    (row(Num("20"), Num("5")), "20 then 5", "or it would sound as 25"),
    (Root(TWO), "square root of 2", "a short root ends by itself"),
    (row(Root(TWO), x), "square root of 2 x", "so x is behind it"),
    (Root(row(TWO, x)), "start square root 2 x, end root", "and here below it"),
    (Root(row(x, PLUS, ONE), THREE), "start cube root x plus 1, end root", "cube roots have a name"),
    (Root(x, n), "root of degree n of x", "other degrees are said"),
    (row(Func("sin"), x), "sine of x", "a function is applied"),
    (row(Func("sin"), Fence("(", x, ")")), "sine of open parenthesis x close parenthesis", "brackets are read"),
    (row(Script(Func("sin"), None, TWO), x), "sine squared of x", "a power of a function"),
    (row(Script(Func("log"), TWO), Num("8")), "logarithm base 2 of 8", "a base"),
    (row(f, Fence("(", x, ")")), "f of x", "f is called"),
    (row(f, around(x, PLUS, ONE)), "f open parenthesis x plus 1 close parenthesis", "a sum may be a factor"),
    (row(a, Fence("(", x, ")")), "a open parenthesis x close parenthesis", "so may anything after a"),
    (
        row(P, around(A, BAR, B)),
        "capital P of open parenthesis capital A given capital B close parenthesis",
        "a condition; capitals are always said",
    ),
    (row(A, EQUALS, around(x, BAR, x, Op(">"), ZERO, left="{", right="}")),
     "capital A equals open brace x such that x is greater than 0 close brace", "a set"),
    (row(TWO, BAR, n), "2 divides n", "and outside brackets"),
    (around(ZERO, COMMA, ONE, right="]"), "open parenthesis 0 comma 1 close bracket", "no interval is guessed"),
    (Fence("|", x, "|"), "absolute value of x, end absolute value", "bars"),
    (Fence("‖", row(u, MINUS, v), "‖"), "norm of bold u minus bold v, end norm", "bold may be a matrix"),
    (row(TWO, MINUS, around(MINUS, THREE)), "2 minus negative 3", "but a negative number needs no brackets"),
    (
        row(TWO, TIMES, Script(around(MINUS, THREE), None, TWO)),
        "2 times open parenthesis negative 3 close parenthesis squared",
        "unless it is squared",
    ),
    (row(u, TIMES, v), "bold u dot bold v", "a product of vectors"),
    (row(Op("∇"), CROSS, Sym("F")), "nabla cross capital F", "a curl is no divergence"),
    (row(TWO, CROSS, THREE), "2 times 3", "but of numbers"),
    (Accent("vec", v), "vector bold v", "an arrow over a letter"),
    (Accent("hat", Sym("p")), "p hat", "accents behind their letter"),
    (Accent("overline", row(a, b)), "start overline a b, end overline", "and around anything longer"),
    (Sym("Δ"), "capital delta", "Greek capitals too"),
    (row(Num("0.25"), x), "0.25 x", "decimal numbers as printed"),
    (row(Script(f, None, Op("′")), Fence("(", x, ")")), "f prime of x", "a prime is no power"),
    (Script(f, None, Fence("(", n, ")")), "f superscript open parenthesis n close parenthesis, end superscript",
     "nor is an order in brackets"),
    (Script(Num("90"), None, Op("°")), "90 degrees", "degrees"),
    (Script(A, None, Op("⊤")), "capital A transpose", "transposed"),
    (row(Script(Op("∑"), row(i, EQUALS, ONE), n), i), "sum from i equals 1 to n of i", "limits of a sum"),
    (row(Script(Op("∑"), i), i), "sum over i of i", "one limit"),
    (
        row(Script(Op("∫"), ZERO, ONE), SQUARED, Space("thin"), D, x),
        "integral from 0 to 1 of x squared d x",
        "limits of an integral",
    ),
    (row(Script(Func("lim"), row(x, Op("→"), ZERO)), f, Fence("(", x, ")")), "limit as x tends to 0 of f of x",
     "limits"),
    (row(A, Script(Op("→"), None, Script(Sym("R"), ONE)), B), "capital A arrow with capital R sub 1 above capital B",
     "a row operation"),
    (Grid(((ONE, TWO), (THREE, ZERO))), "2 by 2 matrix; row 1: 1, 2; row 2: 3, 0", "last words need no end"),
    (
        row(Grid(((ONE, TWO), (THREE, ZERO))), x),
        "2 by 2 matrix; row 1: 1, 2; row 2: 3, 0; end matrix x",
        "others do",
    ),
    (
        Grid(((row(x, PLUS, ONE), ZERO),)),
        "1 by 2 matrix; row 1: column 1: x plus 1; column 2: 0",
        "long cells have the numbers of their columns",
    ),
    (Grid(((ONE, TWO),), rule_after=1), "1 by 2 matrix with a line after column 1; row 1: 1, 2", "augmented"),
    (Grid(((ONE, TWO), (a, b)), "|", "|"), "2 by 2 determinant; row 1: 1, 2; row 2: a, b", "bars around it"),
    (Grid(((ONE,), (row(MINUS, TWO),))), "column vector with 2 entries: 1, negative 2", "one column"),
    (
        Grid(((x, row(Words("if "), x, Op(">"), ZERO)), (ZERO, row(x, EQUALS, ONE))), "{", ""),
        "defined by cases; case 1: x, if x is greater than 0; case 2: 0, for x equals 1",
        "a condition has a word before it",
    ),
    (
        Lines(((x, row(EQUALS, ONE)), (y, row(EQUALS, TWO, STOP)))),
        "2 lines; line 1: x equals 1; line 2: y equals 2",
        "the full stop belongs to the sentence",
    ),
    (row(ONE, COMMA, STOP, STOP, STOP, COMMA, n), "1 comma dot dot dot comma n", "three stops are an ellipsis"),
    (row(x, Space("quad"), Words("or"), Space("quad"), y), "x, or, y", "wide white space is a pause"),
    (Words("5° − 50%"), "5 degrees minus 50%", "signs in words are named"),
    (row(), "", "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "speech", "reason"), ENGLISH, ids=[speech[:40] for _, speech, _ in ENGLISH]
)
def test_each_formula_is_said_as_a_person_would(formula: Formula, speech: str, reason: str) -> None:
    assert spoken(formula) == speech, reason


OTHERS: list[tuple[Formula, str, str, str]] = [
    (
        row(Script(x, None, TWO), PLUS, Frac(ONE, TWO)),
        "x Quadrat plus ein Halb",
        "x au carré plus un demi",
        "x al cuadrado más un medio",
    ),
    (
        Frac(row(a, PLUS, b), Root(TWO)),
        "Bruch a plus b durch Wurzel aus 2, Ende Bruch",
        "fraction a plus b sur racine carrée de 2, fin fraction",
        "fracción a más b sobre raíz cuadrada de 2, fin fracción",
    ),
    (
        row(A, Op("∈"), Sym("ℝ")),
        "groß A ist Element von Menge der reellen Zahlen",
        "A majuscule appartient à l'ensemble des réels",
        "A mayúscula pertenece a los números reales",
    ),
    (
        around(ONE, COMMA, TWO),
        "Klammer auf 1 Komma, dann 2 Klammer zu",
        "parenthèse ouvrante 1 virgule, puis 2 parenthèse fermante",
        "abre paréntesis 1 coma, luego 2 cierra paréntesis",
    ),
    (
        row(Script(Op("∑"), row(i, EQUALS, ONE), n), i),
        "Summe von i gleich 1 bis n über i",
        "somme de i égale 1 à n de i",
        "suma desde i igual a 1 hasta n de i",
    ),
    (row(Num("0,5"), Sym("λ")), "0,5 Lambda", "0,5 lambda", "0,5 lambda"),
]


@pytest.mark.parametrize(("formula", "de", "fr", "es"), OTHERS, ids=[de[:30] for _, de, _, _ in OTHERS])
def test_in_other_languages(formula: Formula, de: str, fr: str, es: str) -> None:
    assert [spoken(formula, language) for language in ("de", "fr", "es")] == [de, fr, es]


# ─── Tables ──────────────────────────────────────────────────────────────────────────────────────────────

ALIKE = ["−-", "·⋅×", "∗*", "≤⩽", "≥⩾", "⇒⟹", "⇐⟸", "⇔⟺"]
"""Signs with one meaning, which may have one name."""


def test_every_symbol_and_greek_letter_has_a_row() -> None:
    assert set(SIGNS) == set(SYMBOLS)
    assert {letter.lower() for letter in GREEK_LETTERS} <= set(GREEK)


@pytest.mark.parametrize("table", [SIGNS, GREEK, FUNCTIONS, PHRASES, PART, PARTS, ACCENTS, MARKS])
def test_every_row_is_said_in_every_language(table: dict[str, tuple[str, ...]]) -> None:
    for key, names in table.items():
        assert len(names) == len(LANGUAGES)
        holes = [re.findall(r"\{\d?\}", name) for name in names]
        assert all(name.strip() for name in names), key
        assert len({len(each) for each in holes}) == 1, f"{key}: a hole is missing in one language"
        assert all(re.fullmatch(r"[^\W\d_]([\w ',;:-]|\{\d?\})*|\{.*", name) for name in names), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_symbols_sound_alike_only_if_they_mean_the_same(language: str) -> None:
    shape_of = {sign: group[0] for group in ALIKE for sign in group}
    said: dict[str, str] = {}
    for sign in SYMBOLS:
        name = spoken(row(x, Op(sign), y), language)
        assert said.setdefault(name, shape_of.get(sign, sign)) == shape_of.get(sign, sign)
    letters = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ" + "abcxyzABCXYZ"
    assert len({spoken(Sym(letter), language) for letter in letters}) == len(letters)


# What engines of speech read as words, or as pauses.
PRONOUNCED = re.compile(r"[\w ,;:.'-]*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_symbols_are_said_in_words(language: str) -> None:
    for sign in SYMBOLS:
        assert PRONOUNCED.fullmatch(spoken(row(x, Op(sign), y), language))
    for letter in GREEK_LETTERS:
        assert re.fullmatch(r"[a-zA-Zßàéêíóôú -]+", spoken(Sym(letter), language))


SKIPPED = frozenset({*SYMBOLS, *GREEK_LETTERS, *"\\^_~"} - set(".,;:!?%()/&$#-"))


@given(formulas, st.sampled_from(LANGUAGES))
def test_any_formula_is_said_without_signs_that_would_be_skipped(formula: Formula, language: str) -> None:
    text = spoken(formula, language)
    assert SKIPPED.isdisjoint(text)
    assert text == " ".join(text.split())


# ─── Strictness ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "formula", [Op("☃"), row(x, Op("@"), y), Num("-3"), Num(""), Fence("<", x, ">"), Sym(""), Sym("☃")]
)
def test_what_no_table_knows_is_an_error(formula: Formula) -> None:
    with pytest.raises(ValueError, match=r"knows|numeral|name"):
        spoken(formula)


def test_a_language_without_a_voice_is_an_error() -> None:
    with pytest.raises(ValueError, match="'la', only en, de, fr, es"):
        spoken(x, "la")


# ─── A listener ──────────────────────────────────────────────────────────────────────────────────────────


def layouts(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda items: Row(tuple(items))),
        st.builds(
            lambda left, op, right: row(left, op, right), inner, st.sampled_from([PLUS, MINUS, EQUALS]), inner
        ),
        st.builds(lambda body: row(MINUS, body), inner),
        st.builds(lambda body: row(Func("sin"), body), inner),
        st.builds(Frac, inner, inner),
        st.builds(Root, inner, st.none() | st.just(THREE) | inner.filter(lambda degree: degree != TWO)),
        st.builds(Script, inner, st.none(), inner),
        st.builds(Script, inner, inner, st.none() | inner),
        st.builds(lambda body: Fence("(", body, ")"), inner),
        st.builds(lambda body: Fence("|", body, "|"), inner),
        st.builds(lambda body: Accent("hat", body), inner),
    )


trees = st.recursive(
    st.sampled_from([*map(Num, ("0", "1", "2", "3", "4", "20", "25", "7.5")), a, n, x, A, X, Sym("α")]),
    layouts,
    max_leaves=10,
)


@given(trees)
def test_a_listener_who_misses_every_pause_writes_down_the_same_formula(formula: Formula) -> None:
    assert Listener(spoken(formula)).listen() == understood(formula)


# ─── Small formulas, all of them ─────────────────────────────────────────────────────────────────────────


def unary(body: Formula) -> Iterator[Formula]:
    yield from (row(MINUS, body), Root(body), Root(body, THREE), Fence("(", body, ")"), Fence("[", body, "]"))
    yield from (Fence("|", body, "|"), Fence("‖", body, "‖"), Accent("hat", body), Accent("bar", body))
    yield from (Accent("dot", body), Accent("vec", body), Script(body, None, TWO), Script(body, None, THREE))
    yield from (row(Func("sin"), body), row(Func("log"), body), row(Op("∂"), body), row(body, Op("!")))


def binary(left: Formula, right: Formula) -> Iterator[Formula]:
    yield from (Frac(left, right), Script(left, None, right), Script(left, right), Root(left, right))
    yield from (row(left, right), row(left, PLUS, right), row(left, MINUS, right), row(left, TIMES, right))
    yield from (row(left, EQUALS, right), row(left, COMMA, right), row(left, Op("/"), right))
    yield from (Grid(((left, right),)), Grid(((left,), (right,))), Grid(((left, right),), "|", "|"))
    yield from (row(Script(Op("∑"), left, right), x), row(Script(Op("∫"), left), right))
    yield from (row(Script(Func("log"), left), right), row(Script(Func("lim"), row(x, Op("→"), left)), right))


SMALL: list[Formula] = [x, TWO, v, A, Num("15")]
MIDDLE: list[Formula] = [
    *(f for one in SMALL for f in unary(one)),
    *(f for two in product(SMALL[:3], repeat=2) for f in binary(*two)),
]
LARGE: list[Formula] = [
    *(f for one in MIDDLE for f in unary(one)),
    *(f for one, two in product(MIDDLE, SMALL[:2]) for f in (*binary(one, two), *binary(two, one))),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_small_formulas_sound_alike(language: str) -> None:
    said: dict[str, Tree] = {}
    for formula in (*SMALL, *MIDDLE, *LARGE):
        tree = understood(formula)
        text = heard(spoken(formula, language))
        assert said.setdefault(text, tree) == tree, text


# ─── What ships ──────────────────────────────────────────────────────────────────────────────────────────

FORMULA = get_args(Formula)


def formulas_in(node: Any) -> Iterator[Formula]:
    if isinstance(node, FORMULA):
        yield node
    elif isinstance(node, (tuple, list)):
        for child in node:
            yield from formulas_in(child)
    elif is_dataclass(node):
        for field in fields(node):
            yield from formulas_in(getattr(node, field.name))


SHOWN = tuple(dict.fromkeys(formula for question, _ in SHIPPED for formula in formulas_in(question)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_ships_is_said_shortly_and_apart(language: str) -> None:
    said: dict[str, str] = {}
    for formula in SHOWN:
        text, shown = spoken(formula, language), plain(formula).rstrip(".,; ")
        assert PRONOUNCED.fullmatch(text), text
        assert len(text.split()) <= 4 + 3 * len(shown.replace(" ", "")), text
        assert said.setdefault(heard(text), shown) == shown, text
    assert len(said) > 1000
