"""LaTeX → formula, as a table; and every row of the command table can be written by every writer."""

import pytest

from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.mathml import mathml
from generator.exporters.formulas.plain import plain
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
from generator.prose.commands import CHARACTERS, COMMANDS, DOUBLE, ENVIRONMENTS, Does
from generator.prose.latex import formula
from generator.prose.tree import ProseError

a, b, x, y = (Sym(name) for name in "abxy")
one, two = Num("1"), Num("2")


def row(*items: Formula) -> Row:
    return Row(items)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x", x),
        ("ab", row(a, b)),
        ("0.25", Num("0.25")),
        ("12x", row(Num("12"), x)),
        ("a-b", row(a, Op("−"), b)),
        ("a − b", row(a, Op("−"), b)),
        (r"\lambda λ", row(Sym("λ"), Sym("λ"))),
        (r"a \le b ≤ x", row(a, Op("≤"), b, Op("≤"), x)),
        (r"a \cdot b × x", row(a, Op("·"), b, Op("×"), x)),
        (r"\frac12", Frac(one, two)),
        (r"\dfrac{a}{b}", Frac(a, b)),
        (r"\sqrt x", Root(x)),
        (r"\sqrt[3]{a+b}", Root(row(a, Op("+"), b), Num("3"))),
        ("x^2", Script(x, above=two)),
        ("x_1^2", Script(x, one, two)),
        ("x^2_1", Script(x, one, two)),
        ("x^23", row(Script(x, above=two), Num("3"))),
        ("{x^2}^a", Script(Script(x, above=two), above=a)),
        ("{ab}^2", Script(row(a, b), above=two)),
        ("x'", Script(x, above=Op("′"))),
        ("x'^2", Script(x, above=row(Op("′"), two))),
        (r"\sum_{a=1}^x", Script(Op("∑"), row(a, Op("="), one), x)),
        (r"\lim_{x\to\infty}", Script(Func("lim"), row(x, Op("→"), Sym("∞")))),
        ("(a+b)^2", Script(Fence("(", row(a, Op("+"), b), ")"), above=two)),
        ("(0, 1]", Fence("(", row(Num("0"), Op(","), one), "]")),
        ("]a", row(Op("]"), a)),
        (r"\left( a \right]", Fence("(", a, "]")),
        (r"\left. a \right|", Fence("", a, "|")),
        (r"\{ a \}", Fence("{", a, "}")),
        (r"\lVert x \rVert", Fence("‖", x, "‖")),
        (r"\|x\|", Fence("‖", x, "‖")),
        ("|x|^2", Script(Fence("|", x, "|"), above=two)),
        ("2|x|", row(two, Fence("|", x, "|"))),
        ("(a|b)", Fence("(", row(a, Op("|"), b), ")")),
        (r"\langle a, b \rangle", Fence("⟨", row(a, Op(","), b), "⟩")),
        (r"\lfloor x \rfloor", Fence("⌊", x, "⌋")),
        (r"\text{if } x", row(Words("if "), x)),
        (r"\text{5\$}", Words("5$")),
        (r"\mathrm{Var}", Sym("Var", "upright")),
        (r"\mathrm{d}x", row(Sym("d", "upright"), x)),
        (r"\mathbf{v}", Sym("v", "bold")),
        (r"\boldsymbol{\mu}", Sym("μ", "bold")),
        (r"\mathbf 0", Sym("0", "bold")),
        (r"\mathbf{0}", Sym("0", "bold")),
        (r"\mathbb{R}", Sym("ℝ")),
        (r"\operatorname{rank} a", row(Func("rank"), a)),
        (r"\hat{x}", Accent("hat", x)),
        (r"\vec x", Accent("vec", x)),
        (r"a\,b\quad x", row(a, Space("thin"), b, Space("quad"), x)),
        (r"a\!b", row(a, b)),
        (r"\partial \nabla \forall", row(Op("∂"), Op("∇"), Op("∀"))),
        (r"\begin{pmatrix} 1 & 2 \\ a & b \\ \end{pmatrix}", Grid(((one, two), (a, b)))),
        (r"\begin{bmatrix}a\\b\end{bmatrix}", Grid(((a,), (b,)), "[", "]")),
        (r"\begin{vmatrix}a&b\\x\end{vmatrix}", Grid(((a, b), (x, Row(()))), "|", "|")),
        (r"\begin{cases} 1 & a \\ 2 & b \end{cases}", Grid(((one, a), (two, b)), "{", "", align="l")),
        (
            r"\left[\begin{array}{rr|r} a & b & 1 \end{array}\right]",
            Grid(((a, b, one),), "[", "]", rule_after=2, align="r"),
        ),
        (r"\begin{aligned} x &= 1 \\ y \end{aligned}", Lines(((x, row(Op("="), one)), (y, Row(()))))),
    ],
)
def test_formula(source: str, expected: Formula) -> None:
    assert formula(source) == expected


@pytest.mark.parametrize(
    ("source", "carets", "hint"),
    [
        (r"a + \lamda", r"\lamda", r"\lambda"),
        (r"\frca{1}{2}", r"\frca", r"\frac"),
        (r"\left( a", r"\left", ""),
        (r"a \right)", r"\right", ""),
        (r"a^{b", "{", ""),
        (r"a}", "}", r"\}"),
        (r"a & b", "&", "aligned"),
        (r"\begin{pmatix}1\end{pmatix}", r"\begin{pmatix}", "pmatrix"),
        (r"\begin{pmatrix}1", r"\begin", ""),
        (r"\begin{pmatrix}1\end{bmatrix}", r"\end", ""),
        (r"\end{cases}", r"\end", ""),
        (r"x^2^3", "^", "group"),
        (r"x_1_2", "_", "group"),
        (r"a % b", "%", r"\%"),
        (r"x²", "²", ""),
        (r"\left a", "a", ""),
        (r"\begin{array}{c|c|c}1&2&3\end{array}", r"\begin", ""),
    ],
)
def test_fault(source: str, carets: str, hint: str) -> None:
    with pytest.raises(ProseError) as caught:
        formula(source)
    (fault,) = caught.value.faults
    assert source[fault.offset : fault.offset + fault.length] == carets
    assert hint in fault.hint


def test_all_unknown_commands_of_a_formula_are_told() -> None:
    source = r"\foo + \lamda"
    with pytest.raises(ProseError) as caught:
        formula(source)
    assert [source[f.offset : f.offset + f.length] for f in caught.value.faults] == [r"\foo", r"\lamda"]


def test_every_symbol_of_the_table_can_be_written() -> None:
    rows = [Op(row) if isinstance(row, str) else row for row in COMMANDS.values()]
    symbols = [row for row in rows if not isinstance(row, Does)]
    for symbol in [*symbols, *CHARACTERS.values(), *map(Sym, DOUBLE.values())]:
        for write in (latex, mathml, plain):
            write(symbol)  # raises ValueError for a symbol that it does not know


@pytest.mark.parametrize("name", sorted(set(ENVIRONMENTS) - {"array"}))
def test_every_environment_can_be_read_and_written(name: str) -> None:
    tree = formula(rf"\begin{{{name}}} a & b \\ x & y \end{{{name}}}")
    assert all(letter in plain(tree) for letter in "abxy")


@pytest.mark.parametrize("name", sorted(name for name, row in COMMANDS.items() if not isinstance(row, Does)))
def test_what_is_written_as_latex_is_read_back(name: str) -> None:
    tree = formula(f"a \\{name} b")
    if not isinstance(COMMANDS[name], Space):
        assert plain(formula(latex(tree))) == plain(tree)
