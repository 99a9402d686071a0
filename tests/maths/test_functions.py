"""The table of functions: every row shows what it does, and none can be made to fail but by a MathsError."""

# ruff: noqa: PT017 - tables; and a property: either a legal value, or an error that says something

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import EvaluationError
from generator.maths import arithmetic
from generator.maths.function import Function
from generator.maths.functions import AREAS, FUNCTIONS
from generator.maths.intervals import Interval
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import HEADS, FiniteDecimal, MathsError, Matrix, Shown, plain_value
from generator.maths.written import written
from generator.methods import METHODS
from generator.model import Num

T, X, Y = sympy.symbols("t x y")
ROWS = [*FUNCTIONS.values(), *METHODS.values()]

EXPRESSIONS = (
    X, Y, X + 1, 2 * X * Y, sympy.sqrt(2), sympy.pi, sympy.E, -sympy.sqrt(3) / 2, 1 + sympy.sqrt(5), sympy.exp(X),
    sympy.sin(X * Y), sympy.log(X), 1 / (X - 1), X**Y, (X + 1) ** 30, sympy.sqrt(X**2 + 1), sympy.Abs(X), sympy.tan(X),
)  # fmt: skip
rationals = st.one_of(
    st.sampled_from(
        (0, 1, -1, 2, 7, 10**30, 2**1500, Fraction(1, 2), Fraction(-7, 3), FiniteDecimal("0.25"))
    ),
    st.integers(-9, 9),
)
scalars = st.one_of(rationals, st.sampled_from(EXPRESSIONS))
vectors = st.lists(scalars, min_size=1, max_size=4).map(tuple)


def matrices(entries: st.SearchStrategy[object]) -> st.SearchStrategy[Matrix]:
    def of_shape(shape: tuple[int, int]) -> st.SearchStrategy[Matrix]:
        row = st.lists(entries, min_size=shape[1], max_size=shape[1]).map(tuple)
        return st.lists(row, min_size=shape[0], max_size=shape[0]).map(lambda rows: Matrix(tuple(rows)))

    return st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(of_shape)


plain_values = st.one_of(
    scalars,
    st.booleans(),
    st.sampled_from(("", "word")),
    vectors,
    matrices(rationals),
    matrices(scalars),
    st.just(()),
)
values = st.one_of(
    plain_values,
    plain_values.map(lambda value: Shown(value, Num("1"), "1")),
    st.lists(st.one_of(st.booleans(), st.just("word"), scalars), max_size=3).map(tuple),
)
INTERVALS = (
    Interval(0, 1, (True, True)), Interval(Fraction(1, 2), sympy.pi, (True, False)), Interval(None, 2, (False, True)),
    Interval(-1, None, (False, False)), Interval(None, None, (False, False)),
)  # fmt: skip
FITTING = {
    "number": rationals, "integer": st.integers(-12, 12), "scalar": scalars, "symbol": st.sampled_from((X, Y)),
    "vector": vectors, "matrix": matrices(rationals), "list": vectors, "condition": st.booleans(),
    "word": st.sampled_from(("word", "open", "[)")), "any": values, "value": values,
    "interval": st.sampled_from(INTERVALS),
}  # fmt: skip


def assert_legal(value: object) -> None:
    """A value of the language in its canonical type: it can be printed, written, and read back as itself."""
    plain = plain_value(value)
    if isinstance(plain, tuple):
        for item in plain:
            assert_legal(item)
    elif isinstance(plain, sympy.Expr):
        assert not plain.is_Rational
        assert all(node.func in HEADS for node in sympy.preorder_traversal(plain) if node.args)
    else:
        assert type(plain) in (int, Fraction, FiniteDecimal, bool, str, Matrix, Interval)
        assert type(plain) is not Fraction or plain.denominator > 1
    typeset(value)
    text = written(value)
    if len(text) < 1_000:
        read = compile_expression(text, frozenset("xyt")).evaluate({"x": X, "y": Y, "t": T})
        assert equal(read, plain), (text, plain)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_example_of_every_row_is_true(row: Function) -> None:
    compiled = compile_expression(row.example, frozenset("txy"), METHODS)
    assert row.name in row.example
    assert compiled.evaluate({"t": T, "x": X, "y": Y}) is True


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_says_what_it_is(row: Function) -> None:
    assert row.summary
    assert row.name.isidentifier()
    assert row.name == next(name for name, other in {**FUNCTIONS, **METHODS}.items() if other is row)


NEVER_FAIL = {"is_integer"}
"""Functions that have a value for every argument."""


@pytest.mark.parametrize("row", FUNCTIONS.values(), ids=lambda row: row.name)
def test_every_function_says_when_it_fails(row: Function) -> None:
    assert bool(row.fails) == (bool(row.takes) and row.name not in NEVER_FAIL)


@pytest.mark.parametrize("row", [row for row in ROWS if row.fails], ids=lambda row: row.name)
def test_the_failing_call_of_a_row_has_no_value_and_says_why(row: Function) -> None:
    assert row.fails.startswith(f"{row.name}(")
    compiled = compile_expression(row.fails, frozenset("t"), METHODS)
    with pytest.raises(EvaluationError) as caught:
        compiled.evaluate({"t": T})
    assert len(caught.value.message) > 10
    assert "Error" not in caught.value.message


def test_functions_and_methods_share_no_name() -> None:
    assert not FUNCTIONS.keys() & METHODS.keys()
    assert sum(map(len, AREAS.values())) == len(FUNCTIONS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@given(data=st.data())
@settings(max_examples=15)
def test_any_arguments_give_a_legal_value_or_an_evaluation_error(row: Function, data: st.DataObject) -> None:
    count = len(row.kinds) + (data.draw(st.integers(0, 2)) if row.repeats else 0)
    kinds = [row.kinds[min(k, len(row.kinds) - 1)] for k in range(count)]
    args = [data.draw(st.one_of(FITTING[kind], FITTING[kind], FITTING[kind], values)) for kind in kinds]
    names = [f"a{k}" for k in range(count)]
    written_call = f"{row.name}({', '.join(names)})"
    call = compile_expression(written_call, frozenset(names), METHODS)
    try:
        result = call.evaluate(dict(zip(names, args, strict=True)))
    except EvaluationError as error:
        assert error.message
        return
    assert_legal(result)


@given(values, values)
@settings(max_examples=300)
def test_operators_give_a_legal_value_or_a_maths_error(a: object, b: object) -> None:
    operators = (
        arithmetic.add,
        arithmetic.subtract,
        arithmetic.multiply,
        arithmetic.divide,
        arithmetic.power,
    )
    for operator in operators:
        try:
            result = operator(a, b)
        except MathsError as error:
            assert str(error)
            continue
        assert_legal(result)
    for symbol in ("<", "<=", ">", ">="):
        try:
            assert type(arithmetic.compare(symbol, a, b)) is bool
        except MathsError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("row", "args", "says"),
    [
        ("det", [3], "argument 1 of `det` must be a matrix, but is the number 3"),
        ("dot", [(1,), True], "argument 2 of `dot` must be a vector, but is true or false"),
        ("factorial", [Fraction(1, 2)], "argument 1 of `factorial` must be a whole number"),
        ("diff", [X, 2], "argument 2 of `diff` must be a symbol"),
        ("det", [Matrix(((1, 2),))], "square matrix, not a 1×2 one"),
        ("sqrt", [-4], "square root of the negative number -4"),
        ("solve", [Matrix(((1, 1), (1, 1))), (1, 2)], "no solution"),
        ("solve", [Matrix(((1, 1), (1, 1))), (1, 1)], "more than one solution"),
        ("inverse", [Matrix(((1, 2), (2, 4)))], "no inverse"),
        ("eigenvalues", [Matrix(((0, -1), (1, 0)))], "not real"),
        ("bayes", [Fraction(3, 2), 1, 1], "not a probability"),
        ("bayes", [0, 1, 0], "division by zero"),
        ("mod", [1, 0], "division by zero"),
    ],
)
def test_a_wrong_argument_is_named(row: str, args: list[object], says: str) -> None:
    function = FUNCTIONS[row]
    with pytest.raises(MathsError, match=says.replace("(", r"\(")):
        function.call(*function.check(args))


@pytest.mark.parametrize(
    ("given_", "fault"),
    [(0, "`solve` takes 2 arguments, not 0"), (2, ""), (3, "`solve` takes 2 arguments, not 3")],
)
def test_the_number_of_arguments_is_checked(given_: int, fault: str) -> None:
    assert FUNCTIONS["solve"].count_fault(given_) == fault


def test_optional_and_repeated_arguments_are_counted() -> None:
    assert FUNCTIONS["round"].count_fault(1) == FUNCTIONS["round"].count_fault(2) == ""
    assert FUNCTIONS["round"].count_fault(3) == "`round` takes 1 to 2 arguments, not 3"
    assert FUNCTIONS["max"].count_fault(50) == ""
    assert FUNCTIONS["max"].count_fault(0) == "`max` takes 1 or more arguments, not 0"
