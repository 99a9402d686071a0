"""Values in formulas: signs, ones and brackets, read as plain text; and what is shared between variants."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.mathml import mathml
from generator.exporters.formulas.plain import plain
from generator.model import Display, Formula, Math, Num, Paragraph, Sym, Table, Text
from generator.prose.fill import fill
from generator.prose.latex import formula
from generator.prose.read import read
from generator.prose.tree import ProseError


def shown(text: str, *values: str) -> str:
    (display,) = fill(read(f"$${text}$$"), [formula(value) for value in values])
    assert isinstance(display, Display)
    return plain(display.formula)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("a + {{b}}", ["-3"], "a − 3"),
        ("a + {{b}}", ["3"], "a + 3"),
        ("a + {{b}}", ["0"], "a + 0"),
        ("a - {{b}}", ["-3"], "a + 3"),
        ("a - {{b}}", ["3"], "a − 3"),
        ("-{{b}}", ["-3"], "3"),
        ("= -{{b}}", ["-3"], "= 3"),
        ("-{{b}}", ["0"], "0"),
        ("(-{{b}}, 1)", ["-x"], "(x, 1)"),
        ("a + {{b}}", ["x - y"], "a + x − y"),
        ("a + {{b}}", ["-x + y"], "a − x + y"),
        ("a - {{b}}", ["x - y"], "a − (x − y)"),
        ("a - {{b}}", ["-x + y"], "a − (−x + y)"),
        ("{{a}} x", ["1"], "x"),
        ("{{a}} x", ["-1"], "−x"),
        ("{{a}} x", ["0"], "0x"),
        ("{{a}} x", ["2"], "2x"),
        ("{{a}} x", ["u + v"], "(u + v)x"),
        ("{{a}} (x+1)", ["-1"], "−(x + 1)"),
        (r"{{a}} \sqrt{x}", ["1"], "√x"),
        (r"{{a}} \sin x", ["-1"], "−sin x"),
        ("{{a}} x^2 + {{b}} x + {{c}}", ["-1", "1", "-3"], "−x² + x − 3"),
        ("x - {{a}} y", ["-1"], "x + y"),
        ("x + {{a}} y", ["-1"], "x − y"),
        ("{{a}} + x", ["1"], "1 + x"),
        ("{{a}}, x", ["1"], "1, x"),
        ("{{a}}", ["1"], "1"),
        (r"{{a}} \cdot x", ["1"], "1 · x"),
        ("y / {{a}} x", ["1"], "y/1x"),
        ("{{a}}{{b}}", ["-1", "x"], "−x"),
        ("{{a}}{{b}}^2", ["1", "x"], "x²"),
        ("x^{{{n}}}", ["1"], "x"),
        ("x^{{{n}}}", ["2"], "x²"),
        ("x_1^{{n}}", ["1"], "x₁"),
        (r"2 \cdot {{b}}", ["-3"], "2 · (−3)"),
        (r"2 \times {{b}}", ["-3"], "2 × (−3)"),
        (r"2 \cdot {{b}}", ["x + 1"], "2 · (x + 1)"),
        (r"{{b}} \cdot 2", ["x + 1"], "(x + 1) · 2"),
        (r"2 \cdot {{b}} x", ["-1"], "2 · (−1)x"),
        ("x / {{b}}", ["2y"], "x/(2y)"),
        ("2 {{b}}", ["-3"], "2(−3)"),
        ("{{a}}^2", ["-3"], "(−3)²"),
        ("{{a}}^2", ["x + 1"], "(x + 1)²"),
        ("{{a}}^2", [r"\frac{1}{2}"], "(1/2)²"),
        ("{{a}}^2", ["2x"], "(2x)²"),
        ("{{a}}^2", ["x^3"], "(x³)²"),
        ("{{a}}^2", ["x"], "x²"),
        ("|{{a}}|", ["-3"], "|−3|"),
        (r"\sin {{a}}", ["x + 1"], "sin(x + 1)"),
        (r"\int {{f}} \, dx", ["x + 1"], "∫(x + 1) dx"),
        (r"\frac{{{a}}}{{{b}}}", ["-3", "x + 1"], "−3/(x + 1)"),
        (r"x \mapsto {{a}}", ["-3"], "x ↦ −3"),
    ],
)
def test_signs(text: str, values: list[str], expected: str) -> None:
    assert shown(text, *values) == expected


def test_holes_everywhere_in_a_formula() -> None:
    text = (
        r"\begin{pmatrix}{{a}}&{{b}}\end{pmatrix} \hat{{a}} \sqrt[{{a}}]{{b}} \left[{{a}}\right]"
        r"\begin{aligned}x&={{b}}\end{aligned} \sum_{i={{a}}}^{{b}} i"
    )
    values = [Num(str(n)) for n in (3, 4, 5, 6, 7, 8, 9, 3, 4)]
    filled = fill(read(f"$${text}$$"), values)
    expected = text
    for number in (3, 4, 5, 6, 7, 8, 9, 3, 4):
        start = expected.index("{{")
        expected = expected[:start] + f"{{{number}}}" + expected[expected.index("}}", start) + 2 :]
    assert filled == (Display(formula(expected)),)


def test_text_and_block_holes_are_spliced() -> None:
    prose = read("*a {{ b }}*\n\n{{ c }}\n\n| h |\n|---|\n| {{ d }} |")
    assert [hole.where for hole in prose.holes] == ["text", "block", "text"]
    block = Paragraph((Text("block"),))
    filled = fill(prose, [(Text("B"), Math(Sym("x"))), (block, block), (Text("D"),)])
    assert filled[1:3] == (block, block)
    assert isinstance(filled[0], Paragraph)
    assert filled[0].children[0].children == (Text("a "), Text("B"), Math(Sym("x")))  # type: ignore[union-attr]
    assert isinstance(filled[3], Table)
    assert filled[3].rows == (((Text("D"),),),)


def test_what_has_no_hole_is_shared() -> None:
    prose = read("Static $x^2$.\n\nLet $a = {{ b }} + \\frac{1}{2}$ be.")
    first, second = fill(prose, [Num("1")]), fill(prose, [Num("2")])
    assert first != second
    assert first[0] is second[0] is prose.blocks[0]
    assert first[1].children[0] is second[1].children[0]  # type: ignore[union-attr]
    static = read("No holes.")
    assert fill(static, []) is static.blocks


def test_the_number_of_contents_is_checked() -> None:
    with pytest.raises(ValueError, match="1 holes, but 0"):
        fill(read("{{ a }}"), [])


def _value(f: Formula, env: dict[str, Fraction]) -> Fraction:
    """Evaluates what is printed, by Python's own grammar: an oracle that knows nothing of the filler."""
    text = plain(f).replace("−", "-").replace("·", "*").replace("²", "**2")
    spaced = ""
    for c in text:
        if spaced and (c.isalpha() or c == "(") and (spaced[-1].isalnum() or spaced[-1] == ")"):
            spaced += "*"
        spaced += c
    return Fraction(eval(spaced, {"__builtins__": {}}, env))  # text of this test, not of a spec


_SMALL = st.sampled_from(["-3", "-1", "0", "1", "2", "x + 1", "-x + 2", "x", "-x", "2x", "-2x"])
_MEANING = {
    "5 + {{a}}": lambda a, x: 5 + a,
    "5 - {{a}}": lambda a, x: 5 - a,
    "-{{a}}": lambda a, x: -a,
    r"5 \cdot {{a}}": lambda a, x: 5 * a,
    r"{{a}} \cdot 5": lambda a, x: a * 5,
    "{{a}} x": lambda a, x: a * x,
    "5 - {{a}} x": lambda a, x: 5 - a * x,
    "5 + {{a}} x": lambda a, x: 5 + a * x,
    "5 - {{a}} (x + 7)": lambda a, x: 5 - a * (x + 7),
    r"5 \cdot {{a}} x": lambda a, x: 5 * a * x,
    "{{a}}^2": lambda a, x: a**2,
    "5 - {{a}}^2": lambda a, x: 5 - a**2,
    "5 {{a}}": lambda a, x: 5 * a,
    "x - {{a}} + 2": lambda a, x: x - a + 2,
}


@settings(deadline=None)
@given(st.sampled_from(sorted(_MEANING)), _SMALL, st.integers(-4, 4))
def test_what_is_printed_means_what_the_author_wrote(text: str, value: str, at: int) -> None:
    if text == "5 {{a}}" and value in ("0", "1", "2", "2x"):
        return  # two numerals side by side are the author's to separate
    x = Fraction(at)
    content = formula(value)
    (display,) = fill(read(f"$${text}$$"), [content])
    assert isinstance(display, Display)
    assert _value(display.formula, {"x": x}) == _MEANING[text](_value(content, {"x": x}), x)


def test_function_holes_are_coefficient_targets() -> None:
    prose = read("$$a + {{ c }} {{ f }}$$")
    assert fill(prose, [formula("-1"), formula(r"\ln x")]) == (Display(formula(r"a - \ln x")),)


_PIECES = [
    "{{a}}",
    "x",
    "2",
    "-",
    "+",
    r"\cdot ",
    "^2",
    "^{{n}}",
    "(",
    ")",
    "|",
    r"\sin ",
    r"\frac{1}{2}",
    "/",
    "=",
]
_PIECES += [",", r"\,", "!", "'", r"\int ", "_1"]
_CONTENTS = [formula(v) for v in ("1", "-1", "0", "-3", "x", "-x + 1", r"\frac12", "2x", "x^2", "(1, 2)")]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8), st.data())
def test_whatever_surrounds_a_hole_the_result_can_be_written(pieces: list[str], data: st.DataObject) -> None:
    try:
        prose = read("$$" + "".join(pieces) + "$$")
    except ProseError:
        return  # two exponents on one base
    (display,) = fill(prose, [data.draw(st.sampled_from(_CONTENTS)) for _ in prose.holes])
    assert isinstance(display, Display)
    for write in (latex, mathml, plain):
        write(display.formula)  # raises for anything that is no formula, such as a hole


def test_a_limit_of_one_is_printed() -> None:
    shown = [
        plain(filled.formula)  # type: ignore[union-attr]
        for text in (
            r"$$\int_0^{ {{ b }} } x$$",
            r"$$\sum_{k=1}^{ {{ b }} } k$$",
            r"$$\left[x\right]_0^{ {{ b }} }$$",
        )
        for filled in fill(read(text), [Num("1")])
    ]
    assert all("¹" in formula for formula in shown), shown
    (kept,) = fill(read(r"$$x_2^{ {{ b }} } + y^{ {{ b }} }$$"), [Num("1"), Num("1")])
    assert plain(kept.formula) == "x₂ + y"  # type: ignore[union-attr]
