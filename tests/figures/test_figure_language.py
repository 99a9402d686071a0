"""Figures in the expression language: their rows, what may be done with them, and that nothing else goes wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.errors import EvaluationError, TextFault
from generator.exporters.figures import svg
from generator.figures import FIGURES
from generator.maths.function import Function
from generator.maths.functions import FUNCTIONS
from generator.maths.language import compile_expression
from generator.maths.language.lists import gathered
from generator.maths.values import FiniteDecimal, MathsError, Matrix, Worked
from generator.maths.written import written
from generator.methods import METHODS
from generator.model import Figure, Table
from tests.figures.reading import SYMBOLS

NAMES = frozenset(SYMBOLS)


def value(text: str) -> object:
    return compile_expression(text, NAMES, METHODS, FIGURES).evaluate(dict(SYMBOLS))


@pytest.mark.parametrize("row", FIGURES.values(), ids=list(FIGURES))
def test_the_example_of_every_row_is_a_figure_and_its_fault_is_an_error(row: Function) -> None:
    made = value(row.example)
    assert isinstance(made, (Figure, Table))
    assert row.example.startswith(f"{row.name}(")
    if isinstance(made, Figure):
        assert made.alt.endswith(".")
    with pytest.raises(EvaluationError):
        value(row.fails)


def test_no_figure_has_the_name_of_a_function_or_method() -> None:
    assert not set(FIGURES) & (set(FUNCTIONS) | set(METHODS))


def test_without_the_table_of_figures_there_are_none() -> None:
    with pytest.raises(TextFault, match="no function `plot`"):
        compile_expression("plot(x, x, 0, 1)", NAMES, METHODS)


@pytest.mark.parametrize(
    "text", ["plot(x, x, 0, 1) + 1", "2*plot(x, x, 0, 1)", "-table([1])", "plot(x, x, 0, 1)**2"]
)
def test_a_figure_takes_no_part_in_arithmetic(text: str) -> None:
    with pytest.raises(EvaluationError, match=r"a figure|a table"):
        value(text)


def test_a_figure_is_no_method_with_steps_and_no_name() -> None:
    with pytest.raises(TextFault, match="`steps` needs a method") as fault:
        value("steps(plot(x, x, 0, 1))")
    assert "plot" not in fault.value.hint
    assert isinstance(value("steps(eigenvalues_2x2([[1, 2], [2, 1]]))"), Worked)
    with pytest.raises(TextFault, match="is a function"):
        value("plot + 1")
    with pytest.raises(TextFault, match="no function `plott`"):
        value("plott(x, x, 0, 1)")


def test_one_figure_is_made_once_for_a_scope() -> None:
    scope = dict(SYMBOLS)
    compiled = compile_expression("plot(x**2, x, 0, 1)", NAMES, METHODS, FIGURES)
    assert compiled.evaluate(scope) is compiled.evaluate(scope)
    many = compile_expression("[plot(k*x, x, 0, 1) for k in [1, 2]]", NAMES, METHODS, FIGURES).evaluate(scope)
    assert isinstance(many, tuple)
    assert many[0] != many[1]


def test_what_identifies_a_figure_is_all_that_it_shows() -> None:
    one, other = value("plot(x**2, x, 0, 1)"), value("plot(x**2 + x/10**5, x, 0, 1)")
    assert written(one) == written(value("plot(x**2, x, 0, 1)"))
    assert written(one) != written(value("plot(x**2, x, 0, 2)"))
    assert (written(one) == written(other)) == (one == other)
    assert written(value("table([[1, 2]])")) != written(value("table([[1, 3]])"))


SCRIPT = """
import hashlib
from generator.exporters.figures import svg
from generator.figures import FIGURES
from generator.model import Figure
from tests.figures.test_figure_language import value
made = [value(row.example) for row in FIGURES.values()]
print(hashlib.sha256(b"".join(svg(m) if isinstance(m, Figure) else repr(m).encode() for m in made)).hexdigest())
"""


def test_the_same_bytes_under_any_hash_seed() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(digests) == 1


# ─── Any arguments at all ────────────────────────────────────────────────────────────────────────────────

X, Y = SYMBOLS["x"], SYMBOLS["y"]
numbers = st.one_of(
    st.integers(-5, 5),
    st.fractions(-3, 3, max_denominator=5),
    st.sampled_from((10**30, 2**1500, FiniteDecimal("0.00001"), 10**9, sympy.pi, -sympy.sqrt(2))),
)
expressions = st.sampled_from((
    X, X + 1, X * Y, sympy.exp(sympy.exp(X)), sympy.log(X), 1 / (X - 1), X**Y, (X + 1) ** 30, sympy.tan(X),
    sympy.sin(1000 * X), X**1000, sympy.log(-(X**2) - 1), X / sympy.Abs(X), 10**400 * X, X / 10**300,
))  # fmt: skip
words = st.sampled_from(
    (
        "f",
        "v1",
        "normal",
        "t",
        "chi2",
        "inf",
        "-inf",
        "line",
        "axes",
        "",
        "x" * 99,
        "λ",
        "<&",
        "\\end",
        "🙂",
        "\x00",
    )
)
things = st.one_of(numbers, expressions, words, st.booleans())


def lists(of: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(of, max_size=4).map(lambda items: gathered(tuple(items)))


pairs = st.tuples(st.one_of(words, numbers), st.one_of(numbers, expressions))
anything = st.one_of(things, lists(things), lists(pairs), lists(st.tuples(numbers, numbers)))
OF_KIND: dict[str, st.SearchStrategy[object]] = {
    "symbol": st.sampled_from((X, Y)),
    "scalar": st.one_of(numbers, expressions),
    "word": words,
    "list": st.one_of(lists(numbers), lists(words), lists(pairs), lists(st.tuples(numbers, numbers)),
                      st.just((X, Y)), st.just((-2, 3))),
    "matrix": st.lists(numbers, min_size=4, max_size=4).map(lambda n: Matrix((tuple(n[:2]), tuple(n[2:])))),
    "any": anything,
}  # fmt: skip


@st.composite
def calls(draw: st.DrawFn) -> tuple[Function, list[object]]:
    row = draw(st.sampled_from(list(FIGURES.values())))
    many = draw(st.integers(row.least, max(len(row.kinds), 5 if row.repeats else 0)))
    kinds = [row.kinds[min(k, len(row.kinds) - 1)] for k in range(many)]
    return row, [draw(OF_KIND[kind]) for kind in kinds]


@settings(max_examples=400, deadline=None)
@given(calls())
def test_any_arguments_give_a_figure_that_can_be_drawn_or_an_error_in_words(
    call: tuple[Function, list[object]],
) -> None:
    row, args = call
    try:
        made = row.call(*row.check(list(args)))
    except MathsError:
        return
    assert written(made)
    if isinstance(made, Figure):
        assert made.alt
        width, height = made.drawing.width, made.drawing.height
        etree.fromstring(svg(made))
        assert 0 < width < 900
        assert 0 < height < 900
