"""Domains keep their promises: every value is what the row says, and sizes are exact."""

# ruff: noqa: E501, PT017 - a table; and a property: either a parameter, or a fault at a place

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import TextFault
from generator.maths import matrices
from generator.maths.language import compile_expression
from generator.maths.values import Anything, FiniteDecimal, Matrix
from generator.maths.written import written
from generator.sampling.domains import DOMAINS, DomainRow, Listed, Product, below, each, size_of
from generator.sampling.parameters import MAX_OPTIONS, Parameter, compile_parameter

NOTHING: frozenset[str] = frozenset()


def entries(value: Matrix) -> list[Anything]:
    return [entry for row in value.rows for entry in row]


def is_unimodular(value: Matrix, n: int, largest: int) -> bool:
    return (
        value.shape == (n, n)
        and abs(matrices.determinant(value)) == 1
        and max(map(abs, entries(value))) <= largest
    )


def has_whole_eigenvalues(value: Matrix, n: int, low: int, high: int, largest: int) -> bool:
    found = matrices.eigenvalues(value)
    whole = all(type(entry) is int and low <= entry <= high for entry in found)
    return (
        whole
        and len(found) == n
        and max(map(abs, entries(value))) <= largest
        and all(type(entry) is int for entry in entries(value))
    )


PROMISES: list[tuple[str, int | None, Callable[[Anything], bool]]] = [
    ("integer(-6, 6)", 13, lambda v: type(v) is int and -6 <= v <= 6),
    ("integer(low=4, high=4)", 1, lambda v: v == 4),
    ("nonzero(-3, 5)", 8, lambda v: type(v) is int and v != 0 and -3 <= v <= 5),
    ("fraction(0, 1, 5)", 9, lambda v: type(v) is Fraction and 0 < v < 1 and v.denominator <= 5),
    ("fraction(-1/2, 1/2, 4)", 6, lambda v: type(v) is Fraction and abs(v) <= Fraction(1, 2)),
    ("decimal(0.005, 0.05, step=0.005)", 10, lambda v: type(v) is FiniteDecimal and v * 200 % 1 == 0),
    ("decimal(0, 1, 0.3)", 4, lambda v: 0 <= v <= 1),
    ("integer_vector(3, -1, 1)", 27, lambda v: len(v) == 3 and set(v) <= {-1, 0, 1}),
    ("integer_matrix(2, 3, 0, 1)", 64, lambda v: v.shape == (2, 3) and set(entries(v)) <= {0, 1}),
    ("unimodular(2, 2)", None, lambda v: is_unimodular(v, 2, 2)),
    ("unimodular(3, 4)", None, lambda v: is_unimodular(v, 3, 4)),
    ("unimodular(4, 3)", None, lambda v: is_unimodular(v, 4, 3)),
    ("with_eigenvalues(2, -4, 4, 20)", None, lambda v: has_whole_eigenvalues(v, 2, -4, 4, 20)),
    ("with_eigenvalues(3, -3, 3, 20)", None, lambda v: has_whole_eigenvalues(v, 3, -3, 3, 20)),
    ("pythagorean(2, 20)", None, lambda v: len(v) == 2 and math.isqrt(sum(x * x for x in v)) ** 2 == sum(x * x for x in v)),
    ("pythagorean(3, 9)", None, lambda v: min(v) > 0 and math.isqrt(sum(x * x for x in v)) ** 2 == sum(x * x for x in v)),
    ("probabilities(3, 10)", 36, lambda v: sum(v) == 1 and min(v) > 0 and all(type(p) is FiniteDecimal for p in v)),
    ("probabilities(2, 6)", 5, lambda v: sum(v) == 1 and min(v) > 0),
    ("dataset(5, 1, 9)", None, lambda v: len(v) == 5 and sum(v) % 5 == 0 and min(v) >= 1 and max(v) <= 9),
]  # fmt: skip


def parameter(text: str) -> Parameter:
    return compile_parameter("p", text, NOTHING)


@pytest.mark.parametrize(
    ("text", "size", "keeps"), PROMISES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_every_value_keeps_the_promise(
    text: str, size: int | None, keeps: Callable[[Anything], bool]
) -> None:
    made = parameter(text)
    random = Random("promise")
    drawn = [made.draw(random, {}) for _ in range(60)]
    assert all(map(keeps, drawn))
    if made.size is None:
        assert len(set(map(written, drawn))) > 20
        return
    values = list(made.each({}))
    assert all(map(keeps, values))
    assert made.size == len(values) == len(set(map(written, values)))
    assert size is None or made.size == size
    assert set(map(written, drawn)) <= set(map(written, values))


def test_every_row_of_the_table_is_promised_something() -> None:
    assert {text.partition("(")[0] for text, _, _ in PROMISES} == set(DOMAINS)


def test_listed_two_by_two_unimodular_matrices_are_all_of_them() -> None:
    span = range(-2, 3)
    brute = {(p, q, r, s) for p in span for q in span for r in span for s in span if abs(p * s - q * r) == 1}
    assert {tuple(entries(value)) for value in parameter("unimodular(2, 2)").each({})} == brute


@pytest.mark.parametrize(
    "text", ["integer(1, 5)", "integer_vector(2, 0, 1)", "probabilities(2, 6)", "choice(1, 2, 3)"]
)
def test_draws_are_spread_evenly(text: str) -> None:
    made = parameter(text)
    random = Random("even")
    draws = 2_000
    counts = Counter(written(made.draw(random, {})) for _ in range(draws))
    expected = draws / (made.size or 0)
    chi_squared = sum((count - expected) ** 2 / expected for count in counts.values())
    assert len(counts) == made.size
    assert chi_squared < 20  # below 0.05 % for four degrees of freedom


@given(st.integers(1, 2**40), st.integers())
def test_below_is_below(bound: int, seed: int) -> None:
    assert 0 <= below(Random(seed), bound) < bound


def test_the_same_random_numbers_make_the_same_values() -> None:
    for text, _, _ in PROMISES:
        first, second = (written(parameter(text).draw(Random("same"), {})) for _ in range(2))
        assert first == second


def test_products_are_listed_in_order_and_counted_without_listing() -> None:
    huge = DOMAINS["integer_matrix"].make(6, 6, -9, 9)
    assert size_of(huge) == 19**36
    small = DOMAINS["integer_vector"].make(2, 1, 2)
    assert isinstance(small, Product)
    assert each(small) == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert isinstance(DOMAINS["integer"].make(1, 10**8), Listed)


def test_a_choice_is_evaluated_in_the_scope_of_the_variant() -> None:
    made = compile_parameter("g", "choice(a + 1, a*x, [a, -a])", frozenset("ax"))
    x = compile_expression("x", frozenset("x"))
    assert list(made.each({"a": 2, "x": 5})) == [3, 10, (2, -2)]
    assert made.size == 3
    assert x.names == ("x",)


@pytest.mark.parametrize(
    ("text", "offending", "says"),
    [
        ("intger(1, 2)", "intger", "there is no domain `intger`"),
        ("3", "3", "a domain is expected"),
        ("integer(1, 2", "(", "never closed"),
        ("integer(1)", "integer(1)", "takes 2 arguments"),
        ("integer(1, 2, 3)", "integer(1, 2, 3)", "takes 2 arguments"),
        ("integer(1, width=3)", "integer(1, width=3)", "`width` is not an argument"),
        ("integer(1, low=3)", "integer(1, low=3)", "given twice"),
        ("integer(1, 5/2)", "5/2", "`high` must be a whole number"),
        ("integer(1,\n  λ)", "λ", "the arguments of a domain are constants"),
        ("integer(1,\n  1/0)", "1/0", "division by zero"),
        ("integer(5, 1)", "integer(5, 1)", "is empty"),
        ("nonzero(0, 0)", "nonzero(0, 0)", "holds 0 only"),
        ("integer(1, 10**12)", "integer(1, 10**12)", "wider than a billion"),
        ("decimal(0, 1, 0)", "decimal(0, 1, 0)", "a `step` above 0"),
        ("decimal(0, 1, 1/3)", "decimal(0, 1, 1/3)", "short decimals"),
        ("decimal(0, 1, 0.0000001)", "decimal(0, 1, 0.0000001)", "the step is too small"),
        ("fraction(0, 10**9, 60)", "fraction(0, 10**9, 60)", "too wide"),
        ("unimodular(7, 3)", "unimodular(7, 3)", "between 1 and 4"),
        ("with_eigenvalues(1, 0, 3, 9)", "with_eigenvalues(1, 0, 3, 9)", "between 2 and 4"),
        ("with_eigenvalues(3, 0, 1, 9)", "with_eigenvalues(3, 0, 1, 9)", "no 3 distinct eigenvalues"),
        ("with_eigenvalues(2, 0, 10**12, 9)", "with_eigenvalues(2, 0, 10**12, 9)", "too wide"),
        ("pythagorean(2, 10**6)", "pythagorean(2, 10**6)", "not so large"),
        ("probabilities(8, 900)", "probabilities(8, 900)", "too many"),
        ("dataset(1, 1, 9)", "dataset(1, 1, 9)", "2 to 50"),
        ("choice(1)", "choice", f"2 to {MAX_OPTIONS} expressions"),
        ("choice(1, λ + q)", "λ", "the name `λ` is not defined"),
        ("integer(*[1, 2])", "integer(*[1, 2])", "takes 2 arguments"),
        ("integer(**3)", "integer(**3)", "not an argument"),
    ],
)
def test_a_wrong_domain_is_a_fault_at_its_place(text: str, offending: str, says: str) -> None:
    with pytest.raises(TextFault) as caught:
        compile_parameter("p", text, NOTHING)
    fault = caught.value
    assert says in fault.message
    assert text[fault.offset : fault.offset + fault.length] == offending


@pytest.mark.parametrize(
    ("text", "names", "hint"),
    [
        ("integer(2, b)", "b", "draw `b` by itself and relate the two under `require:`"),
        ("integer(2, b)", "", "draw `b` by itself and relate the two under `require:`"),
        ("[2, 3, 4]", "", "write `choice(2, 3, 4)` to draw one of these"),
        ("intger(1, 2)", "", "did you mean `integer`?"),
        (
            "a + 1",
            "a",
            "a parameter is drawn from a domain: `integer(1, 9)`; a computed value belongs under `let`",
        ),
        ("integer(1, 5/2)", "", "write `integer(low, high)`"),
        (
            "unimodular(2, 100)",
            "",
            f"`unimodular(n, largest)`: {DOMAINS['unimodular'].summary}",
        ),
    ],
)
def test_the_cure_of_a_wrong_domain_is_named(text: str, names: str, hint: str) -> None:
    with pytest.raises(TextFault) as caught:
        compile_parameter("p", text, frozenset(names))
    assert caught.value.hint == hint


@pytest.mark.parametrize("row", DOMAINS.values(), ids=lambda row: row.name)
def test_the_example_of_a_domain_draws_different_values(row: DomainRow) -> None:
    made = parameter(row.example)
    random = Random("example")
    assert row.example.startswith(f"{row.name}(")
    assert len({written(made.draw(random, {})) for _ in range(20)}) > 1
    assert all(f"`{name}`" in row.summary for name in row.takes if name not in ("rows", "columns"))


@given(st.text(max_size=40), st.sampled_from([*DOMAINS, "choice"]))
def test_any_text_makes_a_parameter_or_a_fault(text: str, name: str) -> None:
    for source in (text, f"{name}({text})"):
        try:
            compile_parameter("p", source, NOTHING)
        except TextFault as fault:
            assert 0 <= fault.offset <= len(source)
