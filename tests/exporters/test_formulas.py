"""The three writers of formulas, against a table that a person can read and properties of any formula."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.exporters.formulas import latex, mathml, plain
from generator.exporters.formulas.symbols import BRACKETS, GREEK, SYMBOLS
from generator.model import (
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

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def row(*items: Formula) -> Row:
    return Row(items)


def grid(*rows: tuple[Formula, ...], **options: Any) -> Grid:
    return Grid(rows, **options)


ZERO, ONE, TWO, THREE = map(Num, "0123")
a, b, c, f, i, n, x, y = map(Sym, "abcfinxy")
PLUS, MINUS, EQUALS, COMMA, STOP, TIMES = map(Op, "+−=,.·")
HALF = Frac(ONE, TWO)
SUM = row(x, PLUS, ONE)

TABLE: list[tuple[Formula, str, str]] = [
    (row(Script(Sym("λ"), ONE), EQUALS, MINUS, THREE), r"\lambda_{1} = -3", "λ₁ = −3"),
    (row(Script(x, None, TWO), PLUS, HALF), r"x^{2} + \frac{1}{2}", "x² + 1/2"),
    (row(Sym("λ"), x), r"\lambda x", "λx"),
    (row(TWO, TIMES, row(MINUS, THREE)), r"2 \cdot -3", "2 · −3"),
    (row(x, Op("<"), TWO, COMMA, y, Op(">"), ONE), r"x \lt 2, y \gt 1", "x < 2, y > 1"),
    (row(HALF, x), r"\frac{1}{2}x", "(1/2)x"),
    (row(MINUS, HALF), r"-\frac{1}{2}", "−1/2"),
    (Frac(row(a, PLUS, b), row(TWO, a)), r"\frac{a + b}{2a}", "(a + b)/(2a)"),
    (Frac(HALF, THREE), r"\frac{\frac{1}{2}}{3}", "(1/2)/3"),
    (Frac(row(MINUS, TWO, x), THREE), r"\frac{-2x}{3}", "−2x/3"),
    (Frac(row(Func("sin"), x), x), r"\frac{\sin x}{x}", "(sin x)/x"),
    (Frac(row(Op("∂"), f), row(Op("∂"), x)), r"\frac{\partial f}{\partial x}", "∂f/∂x"),
    (row(TWO, Func("sin"), x), r"2\sin x", "2 sin x"),
    (row(Func("sin"), Fence("(", Frac(x, TWO), ")")), r"\sin\left(\frac{x}{2}\right)", "sin(x/2)"),
    (row(Script(Func("sin"), None, TWO), x), r"\sin^{2}x", "sin² x"),
    (row(Func("rank"), Sym("A")), r"\operatorname{rank}A", "rank A"),
    (row(f, Fence("(", row(x, COMMA, y), ")")), "f(x, y)", "f(x, y)"),
    (row(x, TWO), "x2", "x 2"),
    (Script(Sym("e"), None, row(MINUS, TWO, x)), "e^{-2x}", "e⁻²ˣ"),
    (Script(x, None, HALF), r"x^{\frac{1}{2}}", "x^(1/2)"),
    (Script(x, row(i, COMMA, Sym("q"))), "x_{i, q}", "x_(i, q)"),
    (Script(Script(x, None, TWO), None, THREE), "{x^{2}}^{3}", "(x²)³"),
    (Script(Script(x, ONE), None, TWO), "{x_{1}}^{2}", "x₁²"),
    (Script(row(a, PLUS, b), None, TWO), "{a + b}^{2}", "(a + b)²"),
    (Script(Num("90"), None, Op("°")), r"90^{\circ}", "90°"),
    (row(Script(f, None, Op("′")), Fence("(", x, ")")), r"f^{\prime}(x)", "f′(x)"),
    (Script(f, None, row(Op("″"), Op("′"))), r"f^{\prime\prime\prime}", "f″′"),
    (Script(f, None, row(Op("′"), n)), r"f^{\prime n}", "f′ⁿ"),
    (row(x, EQUALS, HALF, STOP), r"x = \frac{1}{2}.", "x = 1/2."),
    (row(HALF, COMMA, HALF, Op(";"), HALF, Op(":")), r"\frac{1}{2}, \frac{1}{2}; \frac{1}{2} :",
     "1/2, 1/2; 1/2 :"),
    (row(ONE, COMMA, STOP, STOP, STOP, COMMA, n), "1, ..., n", "1, ..., n"),
    (row(Num("0.25"), STOP), "0.25.", "0.25."),
    (row(Root(TWO), x), r"\sqrt{2}x", "√2 x"),
    (Root(SUM, THREE), r"\sqrt[3]{x + 1}", "∛(x + 1)"),
    (Root(x, Fence("[", n, "]")), r"\sqrt[{[n]}]{x}", "√[[n]]x"),
    (Script(Root(TWO), None, THREE), r"{\sqrt{2}}^{3}", "(√2)³"),
    (Fence("|", row(MINUS, x), "|"), r"\lvert-x\rvert", "|−x|"),
    (Fence("{", x, "}"), r"\lbrace x\rbrace", "{x}"),
    (Fence("", HALF, ")"), r"\left.\frac{1}{2}\right)", "1/2)"),
    (
        row(Script(Op("∑"), row(i, EQUALS, ONE), n), Script(i, None, TWO)),
        r"\sum_{i = 1}^{n}i^{2}",
        "∑ᵢ₌₁ⁿ i²",
    ),
    (
        row(Script(Op("∫"), ZERO, ONE), Frac(ONE, x), Space("thin"), Sym("d", "upright"), x),
        r"\int_{0}^{1}\frac{1}{x}\,\mathrm{d}x",
        "∫₀¹(1/x) dx",
    ),
    (
        row(Script(Func("lim"), row(x, Op("→"), ZERO)), MINUS, x),
        r"\lim_{x \to 0}-x",
        "lim_(x → 0) −x",
    ),
    (
        grid((ONE, row(MINUS, TWO)), (SUM, Num("4"))),
        r"\begin{pmatrix} 1 & -2 \\ x + 1 & 4 \end{pmatrix}",
        "[1 −2; (x + 1) 4]",
    ),
    (
        grid((ONE, TWO), (THREE, ZERO), left="|", right="|"),
        r"\begin{vmatrix} 1 & 2 \\ 3 & 0 \end{vmatrix}",
        "|1 2; 3 0|",
    ),
    (
        grid((ONE, TWO, THREE), left="[", right="]", rule_after=2),
        r"\left[ \begin{array}{cc|c} 1 & 2 & 3 \end{array} \right]",
        "[1 2 | 3]",
    ),
    (
        grid((x, row(Words("if "), x, Op(">"), ZERO)), (ZERO, Words("otherwise")), left="{", right=""),
        r"\begin{cases} x & \text{if }x \gt 0 \\ 0 & \text{otherwise} \end{cases}",
        "{x, if x > 0; 0, otherwise}",
    ),
    (
        Lines(((SUM, row(EQUALS, THREE)), (x, row(EQUALS, TWO)))),
        r"\begin{aligned} x + 1 & = 3 \\ x & = 2 \end{aligned}",
        "x + 1 = 3; x = 2",
    ),
    (
        grid((x,), (Fence("[", y, "]"),)),
        r"\begin{pmatrix} x \\ {}[y] \end{pmatrix}",
        "[x; [y]]",
    ),
    (
        grid((HALF,), (ONE,), (TWO,), (row(MINUS, HALF),)),
        r"\begin{pmatrix} \frac{1}{2} \\[4pt] 1 \\ 2 \\[4pt] -\frac{1}{2} \end{pmatrix}",
        "[1/2; 1; 2; −1/2]",
    ),
    (
        grid((HALF, Fence("[", y, "]")), (Fence("[", x, "]"), ONE), left="[", right="]", rule_after=1),
        r"\left[ \begin{array}{c|c} \frac{1}{2} & [y] \\[4pt] {}[x] & 1 \end{array} \right]",
        "[1/2 | [y]; [x] | 1]",
    ),
    (
        grid((HALF, Words("if")), (ZERO, Words("else")), left="{", right=""),
        r"\begin{cases} \frac{1}{2} & \text{if} \\[4pt] 0 & \text{else} \end{cases}",
        "{1/2, if; 0, else}",
    ),
    (Accent("vec", Sym("v")), r"\vec{v}", "v\u20d7"),
    (Accent("hat", row(a, b)), r"\widehat{ab}", "hat(ab)"),
    (Sym("v", "bold"), r"\mathbf{v}", "v"),
    (Sym("β", "bold"), r"\boldsymbol{\beta}", "β"),
    (row(THREE, Space("thin"), Sym("cm", "upright")), r"3\,\mathrm{cm}", "3 cm"),
    (Sym("rate"), r"\mathit{rate}", "rate"),
    (row(Sym("A"), Op("∈"), Sym("ℝ")), r"A \in \mathbb{R}", "A ∈ ℝ"),
    (Sym("ж"), r"\text{ж}", "ж"),
    (Words("50% of λ"), r"\text{50}{\%}\text{ of }{\lambda}", "50% of λ"),
    (Words("a_b {c} \\ $"), r"\text{a}\_\text{b }{\lbrace}\text{c}{\rbrace}\text{ }{\backslash}\text{ }{\$}",
     "a_b {c} \\ $"),
    (Words("one\n\ntwo"), r"\text{one  two}", "one two"),
    (
        row(Sym("A"), Script(Op("→"), None, Script(Sym("R"), ONE)), Sym("B")),
        r"A\xrightarrow{R_{1}}B",
        "A →^(R₁) B",
    ),
    (Num("1,000"), "1{,}000", "1,000"),
    (row(), "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "tex", "text"), TABLE, ids=[text or "empty" for _, _, text in TABLE])
def test_each_formula_is_written_as_a_person_would(formula: Formula, tex: str, text: str) -> None:
    assert latex(formula) == tex
    assert plain(formula) == text


# ─── Strictness ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "formula",
    [
        Op("☃"),
        row(x, Op("@"), y),
        Num("-3"),
        Num(""),
        Num(r"1}\input{x"),
        Fence("<", x, ">"),
        Script(Op("☃"), x),
    ],
)
@pytest.mark.parametrize("write", [latex, mathml, plain])
def test_what_no_table_knows_is_an_error(write: Any, formula: Formula) -> None:
    with pytest.raises(ValueError, match=r"knows|numeral"):
        write(formula)


@pytest.mark.parametrize("name", ["", "\\input", "x\x00", "☃", "a~b"])
def test_a_name_holds_letters_and_known_symbols_only(name: str) -> None:
    with pytest.raises(ValueError, match=r"name"):
        latex(Sym(name))


def test_mathml_refuses_what_xml_cannot_hold() -> None:
    with pytest.raises(ValueError, match="U\\+0001"):
        mathml(Words("a\x01"))


def test_no_symbol_is_written_as_a_tag_and_no_two_look_alike_in_plain_text() -> None:
    for entry in SYMBOLS.values():
        assert not re.search("[<>]", entry.latex)
    keyboard = {"-", "*"}  # shown as − and ∗
    texts = [entry.plain for character, entry in SYMBOLS.items() if character not in keyboard]
    assert len(set(texts)) == len(texts)


# ─── MathML by example ───────────────────────────────────────────────────────────────────────────────────


def parse(formula: Formula, display: bool = False) -> etree._Element:
    return etree.fromstring(mathml(formula, display))


def shown(root: etree._Element) -> str:
    """What a reader sees: the text of the tokens, without invisible operators and annotations."""
    tokens = [el for el in root.iter() if el.tag in {MATHML + t for t in ("mi", "mn", "mo", "mtext")}]
    return "".join(el.text or "" for el in tokens).replace("\u2061", "")


def test_a_minus_is_a_sign_or_an_operation() -> None:
    formula = row(MINUS, x, MINUS, ONE, EQUALS, MINUS, y, TIMES, row(MINUS, TWO), Func("sin"), MINUS, x)
    minuses = [el for el in parse(formula).iter(MATHML + "mo") if el.text == "−"]
    assert [el.get("form", "infix") for el in minuses] == ["prefix", "infix", "prefix", "prefix", "prefix"]


def test_a_full_stop_is_punctuation_and_a_decimal_point_part_of_its_numeral() -> None:
    tokens = parse(row(Num("0.25"), STOP))[0][0]
    assert [(el.tag.removeprefix(MATHML), el.text) for el in tokens] == [("mn", "0.25"), ("mo", ".")]
    assert {tokens[1].get("lspace"), tokens[1].get("rspace")} == {"0em"}


def test_an_augmented_matrix_has_its_rule() -> None:
    matrix = grid((ONE, TWO, THREE, ZERO), (ONE, TWO, THREE, ZERO), rule_after=3)
    table = parse(matrix).find(f".//{MATHML}mtable")
    assert table is not None
    assert (table.get("columnlines") or "").split() == ["none", "none", "solid"]
    assert [len(tr) for tr in table] == [4, 4]


def test_limits_stand_above_and_below_sums_but_beside_integrals() -> None:
    names = {op: parse(Script(Op(op), ZERO, ONE))[0][0].tag for op in "∑∏⋃∫∮"}
    above, beside = MATHML + "munderover", MATHML + "msubsup"
    assert names == {"∑": above, "∏": above, "⋃": above, "∫": beside, "∮": beside}


def test_function_application_is_marked_only_where_a_function_is_applied() -> None:
    applied = {text: mathml(formula).count("\u2061") for formula, _, text in TABLE}
    assert applied["2 sin x"] == applied["sin(x/2)"] == applied["sin² x"] == 1
    assert applied["f(x, y)"] == 0


@pytest.mark.parametrize(
    ("formula", "variant"),
    [
        (Sym("x"), None),
        (Sym("x", "upright"), "normal"),
        (Sym("x", "bold"), "bold"),
        (Sym("β", "bold"), "bold-italic"),
        (Sym("cm", "upright"), "normal"),
        (Sym("rate"), "italic"),
        (Func("P"), "normal"),
        (Func("sin"), "normal"),
    ],
)
def test_all_but_one_italic_letter_has_its_variant(formula: Formula, variant: str | None) -> None:
    assert parse(formula)[0][0].get("mathvariant") == variant


def test_the_element_carries_plain_text_and_latex() -> None:
    formula = row(grid((ONE, TWO)), Op("<"), Words('"& so"'))
    root = parse(formula, display=True)
    assert root.get("display") == "block"
    assert root.get("alttext") == plain(formula)
    annotation = root.find(f".//{MATHML}annotation")
    assert annotation is not None
    assert annotation.text == latex(formula)
    assert parse(formula).get("display") is None


# ─── Properties of any formula ───────────────────────────────────────────────────────────────────────────

numerals = st.integers(0, 999).map(lambda k: Num(str(k)))
leaves: st.SearchStrategy[Formula] = st.one_of(
    numerals,
    st.builds(
        Sym,
        st.sampled_from([*"abxyzAλμΓℝ∞é", "rate", "cm", *GREEK]),
        st.sampled_from(["italic", "upright", "bold"]),
    ),
    st.sampled_from([Func("sin"), Func("lim"), Func("rank"), Func("P")]),
    st.sampled_from(sorted(SYMBOLS)).map(Op),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=6).map(Words),
    st.sampled_from([Space("thin"), Space("medium"), Space("quad"), Space("qquad")]),
)


def branches(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    maybe = st.none() | inner
    sides = st.sampled_from(sorted(BRACKETS))
    cells = st.integers(1, 3).flatmap(
        lambda width: st.lists(st.tuples(*[inner] * width), min_size=1, max_size=3).map(tuple)
    )
    return st.one_of(
        st.lists(inner, max_size=5).map(lambda items: Row(tuple(items))),
        st.builds(Frac, inner, inner),
        st.builds(Root, inner, maybe),
        st.builds(Script, inner, maybe, maybe),
        st.builds(Fence, sides, inner, sides),
        st.builds(Grid, cells, sides, sides, st.none() | st.just(1), st.sampled_from("clr")),
        st.builds(Accent, st.sampled_from(["hat", "bar", "vec", "tilde", "dot", "overline"]), inner),
        st.lists(st.tuples(inner, inner), min_size=1, max_size=3).map(lambda lines: Lines(tuple(lines))),
    )


formulas = st.recursive(leaves, branches, max_leaves=12)


def tokens(formula: Formula) -> str:
    """An oracle for what a reader must see, left to right: every leaf of the tree, without white space."""
    match formula:
        case Num(text) | Words(text):
            return text
        case Sym(name) | Func(name):
            return name
        case Op(character):
            return SYMBOLS[character].plain
        case Space():
            return ""
        case Row(items):
            return "".join(map(tokens, items))
        case Frac(top, bottom):
            return tokens(top) + tokens(bottom)
        case Root(body, degree):
            return tokens(body) + (tokens(degree) if degree else "")
        case Script(base, below, above):
            return "".join(tokens(part) for part in (base, below, above) if part)
        case Fence(left, body, right):
            return left + tokens(body) + right
        case Grid(rows, left, right):
            return left + "".join(tokens(cell) for cells in rows for cell in cells) + right
        case Lines(lines):
            return "".join(tokens(side) for line in lines for side in line)
        case Accent(mark, body):
            marks = {"hat": "^", "bar": "¯", "vec": "→", "tilde": "~", "dot": "˙", "overline": "¯"}
            return tokens(body) + marks[mark]


def squeeze(text: str) -> str:
    return "".join(text.split())


@given(formulas)
def test_mathml_shows_every_leaf_in_order(formula: Formula) -> None:
    root = parse(formula)
    assert squeeze(shown(root)) == squeeze(tokens(formula))


CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
LEAVES = {"mi", "mn", "mo", "mtext", "mspace", "annotation"}


@given(formulas)
def test_mathml_keeps_the_arities_of_its_elements(formula: Formula) -> None:
    for element in parse(formula).iter():
        name = str(element.tag).removeprefix(MATHML)
        if name in CHILDREN:
            assert len(element) == CHILDREN[name]
        if name in LEAVES:
            assert len(element) == 0
        else:
            assert not (element.text or "").strip()
        if name == "mtable":
            assert {child.tag for child in element} <= {MATHML + "mtr"}
        if name == "semantics":
            assert [str(child.tag).removeprefix(MATHML) for child in element][1:] == ["annotation"]


BRACE = re.compile(r"\\[a-zA-Z]+|\\.|[{}&]|\n\n|[<>$%#~]", re.DOTALL)


@given(formulas)
def test_latex_is_balanced_and_bounded(formula: Formula) -> None:
    text = latex(formula)
    open_: list[str] = []
    for token in BRACE.findall(text):
        if token == "{" or token == r"\left":
            open_.append(token)
        elif token == "}":
            assert open_.pop() == "{"
        elif token == r"\right":
            assert open_.pop() == r"\left"
        else:
            # nothing that ends the formula, starts a comment or reads as a tag
            assert token not in (r"\)", r"\]", r"\(", r"\[", "\n\n", *"<>$%#")
    assert open_ == []
    environments: list[str] = []
    for edge, name in re.findall(r"\\(begin|end)\{(\w+)\}", text):
        if edge == "begin":
            environments.append(name)
        else:
            assert environments.pop() == name
    assert environments == []
    assert re.search(r"\^\{[^{}]*\}\^|_\{[^{}]*\}_", text) is None  # TeX: double superscript


@given(formulas)
def test_plain_is_one_line(formula: Formula) -> None:
    text = plain(formula)
    assert "\n" not in text
    assert text == text.strip()
    assert bool(text) or not squeeze(tokens(formula))


integers = st.integers(-20, 20)
matrices = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.tuples(*[st.tuples(*[integers] * size[1])] * size[0])
)


def signed(k: int) -> Formula:
    return row(MINUS, Num(str(-k))) if k < 0 else Num(str(k))


@given(matrices, matrices)
def test_different_matrices_never_print_alike(one: Any, other: Any) -> None:
    written = [plain(Grid(tuple(tuple(map(signed, r)) for r in m))) for m in (one, other)]
    assert (written[0] == written[1]) == (one == other)


@given(matrices)
def test_a_matrix_can_be_read_back_from_its_plain_text(matrix: Any) -> None:
    text = plain(Grid(tuple(tuple(map(signed, r)) for r in matrix))).replace("−", "-")
    assert tuple(tuple(map(int, line.split())) for line in text[1:-1].split(";")) == matrix


# Arithmetic of numbers: the plain text, read by Python's own rules, has the value of the tree.


def exact(depth: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def fenced(formula: Formula) -> Formula:
        return Fence("(", formula, ")") if isinstance(formula, Row) else formula

    two = st.tuples(depth, depth)
    return st.one_of(
        two.filter(lambda p: p[1][1] != 0).map(lambda p: (Frac(p[0][0], p[1][0]), p[0][1] / p[1][1])),
        two.map(lambda p: (row(fenced(p[0][0]), TIMES, fenced(p[1][0])), p[0][1] * p[1][1])),
        two.map(lambda p: (row(fenced(p[0][0]), Fence("(", p[1][0], ")")), p[0][1] * p[1][1])),
        two.map(lambda p: (row(p[0][0], PLUS, p[1][0]), p[0][1] + p[1][1])),
        two.map(lambda p: (row(p[0][0], MINUS, fenced(p[1][0])), p[0][1] - p[1][1])),
        depth.map(lambda p: (Script(p[0], None, TWO), p[1] ** 2)),
    )


values = st.recursive(st.integers(1, 9).map(lambda k: (Num(str(k)), Fraction(k))), exact, max_leaves=6)


@given(values)
def test_plain_text_has_the_value_of_the_formula(pair: Any) -> None:
    formula, value = pair
    text = (
        re.sub(r"([0-9]+)", r"F(\1)", plain(formula)).replace("²", "**2").replace("−", "-").replace("·", "*")
    )
    # Side by side is multiplied: `(…)(…)`, `2(…)`, `x²(…)`; the F of a numeral is none.
    text = re.sub(r"(?<=[)2])(?=\()", "*", text)
    assert eval(text, {"F": Fraction}) == value
