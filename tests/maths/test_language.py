"""The expression language: what it means, where its faults are, and that no text makes it fail or hang."""

# ruff: noqa: E501, PT012, PT017 - tables; and properties: either a value, or an error that says something

from __future__ import annotations

import time
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import EvaluationError, TextFault
from generator.maths.functions import FUNCTIONS
from generator.maths.language import compile_expression, exact_number
from generator.maths.language.aliases import ALIASES
from generator.maths.values import FiniteDecimal, Matrix, Worked
from generator.maths.written import written
from generator.methods import METHODS

SCOPE = {
    "x": sympy.Symbol("x"), "y": sympy.Symbol("y"), "λ": 3, "n": 4, "v": (1, 2), "A": Matrix(((1, 2), (3, 4))),
    "big": 10**600, "f": sympy.Symbol("x") ** 2,
}  # fmt: skip
NAMES = frozenset(SCOPE)


def evaluate(text: str) -> object:
    return compile_expression(text, NAMES, METHODS).evaluate(dict(SCOPE))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2*3 - 4", 3),
        ("7/2", Fraction(7, 2)),
        ("6/3", 2),
        ("2**-2", Fraction(1, 4)),
        ("-2**2", -4),
        ("0.1 + 0.2", FiniteDecimal("0.3")),
        ("1/3 + 0.5", Fraction(5, 6)),
        ("A[2, 1]", 3),
        ("A[2]", (3, 4)),
        ("v[2]", 2),
        ("A * v", (5, 11)),
        ("A * A", Matrix(((7, 10), (15, 22)))),
        ("A**2", Matrix(((7, 10), (15, 22)))),
        ("2 * v - [1, 1]", (1, 3)),
        ("[[1, 2], [3, 4]]", Matrix(((1, 2), (3, 4)))),
        ("[[i * j for j in range(1, 2)] for i in range(1, 2)]", Matrix(((1, 2), (2, 4)))),
        ("[[1, 2], [3]]", ((1, 2), (3,))),
        ("[[true, false], [true, true]]", ((True, False), (True, True))),
        ("[k**2 for k in range(1, 4) if k != 2]", (1, 9, 16)),
        ("1 if λ > 2 else 0", 1),
        ("1 < 2 < 3 and not 2 > 3", True),
        ("sqrt(2) in [1, sqrt(2)]", True),
        ("3 not in [1, 2]", True),
        ('"a" == "b"', False),
        ("1,\n 2,\t3", (1, 2, 3)),
        ("\n  λ +\n  n ", 7),
        ('"#" == "#"', True),
        ("sqrt(2) * sqrt(2)", 2),
        ("(x + 1) - x", 1),
        ("sum(k for k in v)", 3),
    ],
)
def test_expressions_mean_what_they_say(text: str, value: object) -> None:
    result = evaluate(text)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("text", "offending", "says"),
    [
        ("λ + q", "q", "the name `q` is not defined"),
        ("λ +\n  n * qq", "qq", "the name `qq` is not defined"),
        ("  λ * sni(x)", "sni", "there is no function `sni`"),
        ("λλ + n", "λλ", "the name `λλ` is not defined"),
        ("n^2", "n^2", "operator is not part"),
        ("λ + n.real", "n.real", "not part of the expression language"),
        ("A @ A", "A @ A", "operator is not part"),
        ("2x", "2x", "cannot be read"),
        ("λ²", "²", "cannot be read at `²`"),
        ("n − 1", "−", "cannot be read at `−`"),
        ("(n + 1", "(", "never closed"),
        ("[1, 2", "[", "never closed"),
        ("n + 1)", ")", "cannot be read at `)`"),
        ("1) + (2", ")", "cannot be read at `)`"),
        ("n +", "+", "cannot be read"),
        ("λ + n # more", "# more", "a comment has no place"),
        ("lambda: 3", "lambda: 3", "not part of the expression language"),
        ('λ + f"{n}"', 'f"{n}"', "not part of the expression language"),
        ("{1, 2}", "{1, 2}", "not part of the expression language"),
        ("(n := 3)", "n := 3", "not part of the expression language"),
        ("λ * 1e5", "1e5", "without exponent"),
        ("λ + 2j", "2j", "not part of the expression language"),
        ("λ == None", "None", "not part of the expression language"),
        ("λ + True", "True", "not part of the expression language"),
        ("λ + det", "det", "needs its arguments in brackets"),
        ("λ + det()", "det()", "`det` takes 1 argument, not 0"),
        ("n(2)", "n", "`n` is a value, not a function"),
        ("λ + sum(v)(2)", "sum(v)", "`sum(v)` is not a function"),
        ("round(n, places=2)", "round(n, places=2)", "given by position"),
        ("det(*v)", "det(*v)", "given by position"),
        ("v[1:2]", "v[1:2]", "an index is one number"),
        ("[n for n in v]", "n", "the name `n` is taken"),
        ("[i for i in v for j in v]", "[i for i in v for j in v]", "a comprehension has one `for`"),
        ("steps(n)", "steps(n)", "`steps` needs a method"),
        ("λ is n", "λ is n", "this comparison is not part"),
        ("~n", "~n", "the operator `~`"),
        ("1if n else 2", "1", "cannot be read"),
        ("n\r", "\r", "cannot be printed"),
        ("λ + n\x00", "\x00", "cannot be printed"),
    ],
)
def test_a_fault_points_at_the_offending_text(text: str, offending: str, says: str) -> None:
    with pytest.raises(TextFault) as caught:
        compile_expression(text, NAMES, METHODS)
    fault = caught.value
    assert says in fault.message
    assert text[fault.offset : fault.offset + fault.length] == offending


@pytest.mark.parametrize(
    ("text", "offending", "says"),
    [
        ("λ + 1/(n - 4)", "1/(n - 4)", "division by zero"),
        ("λ +\n  det([1, 2])", "det([1, 2])", "argument 1 of `det` must be a matrix"),
        ("n + v[3]", "v[3]", "the index 3 is not between 1 and 2"),
        ("λ + (v * v)", "v * v", "dot(u, v)"),
        ("[1, v * v]", "v * v", "cannot multiply"),
        ("1 if n else 2", "1 if n else 2", "a condition is true or false"),
        ("n < true", "n < true", "cannot compare"),
        ("λ + sqrt(-n)", "sqrt(-n)", "square root of the negative number -4"),
        ("λ + (-8)**(1/3)", "(-8)**(1/3)", "whole exponents only"),
        ("not n", "not n", "a condition is true or false"),
        ("x < 3", "x < 3", "no value as a real number"),
        ("[k for k in n]", "[k for k in n]", "cannot go through the number 4"),
    ],
)
def test_an_error_of_evaluation_points_at_its_place(text: str, offending: str, says: str) -> None:
    compiled = compile_expression(text, NAMES)
    with pytest.raises(EvaluationError) as caught:
        compiled.evaluate(dict(SCOPE))
    error = caught.value
    assert says in error.message
    # a bracket around the whole operand does not belong to it
    assert text[error.offset : error.offset + error.length].strip("()") == offending.strip("()")


def test_a_near_miss_is_suggested() -> None:
    with pytest.raises(TextFault) as caught:
        compile_expression("eigenvalue(A)", NAMES)
    assert caught.value.hint == "did you mean `eigenvalues`?"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2(n + 1)", "write `2*(n + 1)` for a product"),
        ("(n+1) (λ-1)", "write `(n+1)*(λ-1)` for a product"),
        ("n(2)", "write `n*(2)` for a product"),
        ("3 + 2n", "write `2*n`"),
        ("n = 1", "write `==` to compare"),
        ("sum(n = 1)", "write `==` to compare"),
        ("n <> 1", "write `!=`"),
        ("n > 1 && n < 3", "write `and`"),
        ("n > 1 & n < 3", "write `and`"),
        ("n > 1 || n < 3", "write `or`"),
        ("!(n > 1)", "write `not`"),
        ("n!", "write `factorial(n)`; for a negation, `not`"),
        (r"\frac{n}{2}", "an expression is written `a / b`, `sqrt(x)`, `x**2`"),
        ("5%", "write 0.05 (or `relative: 0.05` for a share of the answer)"),
        ("n * 12.5%", "write 0.125 (or `relative: 0.125` for a share of the answer)"),
        ("n.T", "write `transpose(n)`"),
        ("log(n)", "write `ln(scalar)` (natural logarithm)"),
        ("Determinant(A)", "write `det(matrix)` (determinant)"),
        ("length(v)", "write `size(list)` (number of items, or of rows) or `norm(vector)` (length)"),
        ("2 * E", "did you mean `e`?"),
    ],
)
def test_the_cure_of_a_usual_slip_is_named(text: str, hint: str) -> None:
    with pytest.raises(TextFault) as caught:
        compile_expression(text, NAMES)
    assert caught.value.hint == hint


@pytest.mark.parametrize("text", ['n == "2a && 5%" +', "1 if n > 2 else", "n != 1 <= 2 >= 3 == 4 +"])
def test_no_slip_is_seen_where_there_is_none(text: str) -> None:
    with pytest.raises(TextFault) as caught:
        compile_expression(text, NAMES)
    assert caught.value.hint == "an operator or a bracket may be missing"


def test_names_used_elsewhere_lead_to_functions_and_are_none_themselves() -> None:
    assert not set(ALIASES) & set(FUNCTIONS)
    assert all(names and set(names) <= set(FUNCTIONS) for names in ALIASES.values())


HOSTILE = [
    "9**9**9", "factorial(10**9)", "binomial(10**9, 5)", "[" * 100 + "]" * 100, "[" * 39 + "]" * 39, "-" * 1900 + "1",
    "(" * 900 + ")" * 900, "+".join(["1"] * 900), "product([2**1000 for i in range(1, 999)])",
    "product([1.1**100 for i in range(1, 999)])", "[[i*j for i in range(1, 999)] for j in range(1, 999)]",
    "[range(1, 999) for j in range(1, 999)]", "expand((x + 1)**30 * (y + 1)**30)", "expand((x + y + 1)**30)",
    "expand(((x + 1)**10 + y)**10)", "expand((x + 1)**y)", "exp(exp(exp(1000)))", "at(exp(exp(exp(x))), x, 900)",
    "x**(1/97)", "(big + 7)**(1/97)", "(big + 7)**(1/2)", "sqrt(big + 7)", "round(1/3, 10**9)", "fixed(1/3, 10**9)",
    "sqrt(" * 38 + "2" + ")" * 38, "eigenvalues([[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 2, 3], [4, 5, 6, 9]])",
    "eigenvalues([[1/7, 2, 3], [5, 6, big], [9, 1, 2]])", "at(x**y, [x, y], [10, 10**9])", "at(x**1000, x, big)",
    "at(at(x**1000, x, y**1000), y, 2)", "(x**1000)**1000", "[[x, y], [y, 1]]**100",
    "det([[x**(i*j) + i for i in range(1, 9)] for j in range(1, 9)])",
    "inverse([[x + i*j if i == j else y for i in range(1, 7)] for j in range(1, 7)])",
    "adjugate([[1/(i + j) for i in range(1, 9)] for j in range(1, 9)])",
    "sorted([sqrt(i) for i in range(1, 500)])", "distinct([sqrt(i) for i in range(1, 999)])",
    "sum([sqrt(i) for i in range(1, 999)])", "sum([x**i for i in range(1, 900)])", "product([x + i for i in range(1, 900)])",
    "jacobian([x**i for i in range(1, 900)], [x for i in range(1, 900)])", "polynomial(range(1, 900), x)",
    "big*big*big*big", "0.1**5000", "(2**1000*x)**1000", "2**(1000*sqrt(2))", "sin(10**9)", "range(1, 10**30)",
    "exp(" * 18 + "x" + ")" * 18 + " == exp(" + "exp(" * 17 + "x" + ")" * 18, "hessian(x**x**x, [x, y])",
    "abs(x - " * 18 + "1" + ")" * 18, "x**x**x**x == x**x**x", "1/" * 600 + "3", "at(sqrt(x), x, -1)", "tan(x + pi/2)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:40])
def test_hostile_text_is_refused_or_done_quickly(text: str) -> None:
    begun = time.process_time()
    try:
        written(evaluate(text))
    except (TextFault, EvaluationError) as error:
        assert error.message
        assert len(error.message) < 200
    assert time.process_time() - begun < 2


def test_definitions_cannot_grow_without_bound() -> None:
    """Each `let` may use the one before it: sharing must not hide what a value would cost when printed."""
    scope = {"a": sympy.Symbol("x")}
    with pytest.raises(EvaluationError, match="grows too large"):
        for _ in range(60):
            scope["a"] = compile_expression("sin(a) * (a + cos(a)) + a", frozenset("a")).evaluate(scope)
    lists = {"a": (1, 2, 3)}
    with pytest.raises(EvaluationError, match="holds at most"):
        for _ in range(60):
            lists["a"] = compile_expression("[a, a, [a, a]]", frozenset("a")).evaluate(lists)


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_is_compiled_or_refused(text: str) -> None:
    try:
        compiled = compile_expression(text, NAMES, METHODS)
    except TextFault as fault:
        assert 0 <= fault.offset <= len(text)
        assert fault.length >= 1
        return
    assert set(compiled.names) <= NAMES


ATOMS = st.sampled_from(
    ["x", "y", "λ", "v", "A", "big", "0", "1", "2", "7", "0.5", "pi", "true", '"w"', "[]", "[1, x]"]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.sampled_from(["+", "-", "*", "/", "**", "==", "!=", "<", "<=", " and ", " or ", " in "])
    called = st.tuples(st.sampled_from([*FUNCTIONS, *METHODS]), st.lists(inner, max_size=3))
    return st.one_of(
        st.tuples(inner, binary, inner).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
        st.tuples(st.sampled_from(["-", "not "]), inner).map(lambda t: f"({t[0]}{t[1]})"),
        called.map(lambda t: f"{t[0]}({', '.join(t[1])})"),
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}[{t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"[{t[0]} for k in {t[1]}]"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
    )


@given(st.recursive(ATOMS, _grown, max_leaves=8))
@settings(max_examples=400)
def test_any_expression_has_a_value_or_an_evaluation_error(text: str) -> None:
    try:
        value = evaluate(text)
    except (TextFault, EvaluationError) as error:
        assert 0 <= error.offset < len(text)
        assert error.offset + error.length <= len(text)
        return
    assert written(value)


def test_names_used_are_told() -> None:
    assert compile_expression("λ + sum(k*n for k in v)", NAMES).names == ("n", "v", "λ")


def test_steps_keep_value_and_steps_and_the_call_alone_has_the_value() -> None:
    worked = evaluate("steps(matrix_product(A, A))")
    assert isinstance(worked, Worked)
    assert worked.value == evaluate("matrix_product(A, A)") == evaluate("A*A")
    assert worked.steps


@pytest.mark.parametrize(
    ("text", "value"), [("0.005", Fraction(1, 200)), ("1/3", Fraction(1, 3)), ("2", Fraction(2))]
)
def test_numbers_of_a_spec_are_exact(text: str, value: Fraction) -> None:
    assert exact_number(text) == value


@pytest.mark.parametrize("text", ["[1]", "sqrt(2)", "true", '"a"'])
def test_what_is_no_number_is_refused_as_one(text: str) -> None:
    with pytest.raises(TextFault, match="a number is expected"):
        exact_number(text)


@pytest.mark.parametrize("text", [r"'\3'", r"'\x00'", r"'\ud800'", r"'\u2028'", r"'a\n'", r"'\uffff'"])
def test_a_word_holds_only_what_can_be_printed(text: str) -> None:
    with pytest.raises(TextFault) as caught:
        compile_expression(text, frozenset())
    assert "cannot be printed" in caught.value.message
