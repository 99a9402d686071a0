"""Methods of linear algebra: their values against sympy, and every step read back from what it prints."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import sympy
from matrix_reader import assert_true, equations, meaning, replay, same

from generator.exporters.formulas import latex, mathml, plain
from generator.maths.language import compile_expression
from generator.maths.values import FiniteDecimal, MathsError, Matrix, Worked, normal, to_sympy
from generator.methods import METHODS
from generator.methods.eigen import eigenvalues_2x2, eigenvector
from generator.methods.elimination import solve_by_elimination
from generator.methods.inverses import inverse_2x2
from generator.methods.orthogonal import gram_schmidt
from generator.methods.products import matrix_product
from generator.methods.wording import transposed
from generator.model import Math, Step, Sym, Text
from generator.prose.latex import formula as read_formula

OURS = (
    "matrix_product", "inverse_2x2", "solve_by_elimination", "eigenvalues_2x2", "eigenvector", "gram_schmidt",
)  # fmt: skip
SEEDS = range(40)
LAMBDA = sympy.Symbol("λ")
NAMES = {"λ": LAMBDA}
INDICES = "₁₂₃₄"


def matrix(random: Random, rows: int, columns: int, denominators: tuple[int, ...] = (1,)) -> Matrix:
    """Entries from −6 to 6, over one of the denominators."""

    def entry() -> Any:
        return normal(Fraction(random.randint(-6, 6), random.choice(denominators)))

    return Matrix(tuple(tuple(entry() for _ in range(columns)) for _ in range(rows)))


def oracle(value: Any) -> Any:
    """A matrix, or a list as a column, in sympy."""
    rows = value.rows if isinstance(value, Matrix) else [(entry,) for entry in value]
    return sympy.Matrix([[to_sympy(entry) for entry in row] for row in rows])


def named(letter: str, values: tuple[Any, ...]) -> dict[str, Any]:
    return {f"{letter}{INDICES[k]}": to_sympy(value) for k, value in enumerate(values)}


def assert_readable(worked: Worked) -> None:
    """Every step has words, and formulas that every writer of formulas can write."""
    for step in worked.steps:
        assert any(isinstance(inline, Text) and inline.text.strip() for inline in step.text)
        formulas = [inline.formula for inline in step.text if isinstance(inline, Math)]
        for formula in [*formulas, *([step.state] if step.state is not None else [])]:
            assert latex(formula)
            assert mathml(formula)
            assert plain(formula)


@pytest.mark.parametrize("name", OURS)
def test_the_example_in_the_table_is_true(name: str) -> None:
    assert compile_expression(METHODS[name].example, frozenset(), METHODS).evaluate({}) is True


# ─── Products ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", SEEDS)
def test_a_product_is_right_and_each_step_shows_one_entry(seed: int) -> None:
    random = Random(seed)
    n, m, k = (random.randint(1, 3) for _ in range(3))
    a, b = matrix(random, n, m, (1, 1, 2)), matrix(random, m, k)
    worked = matrix_product(a, b)
    expected = oracle(a) * oracle(b)
    assert oracle(worked.value) == expected
    assert_readable(worked)
    entries = {f"c{INDICES[i]}{INDICES[j]}": expected[i, j] for i in range(n) for j in range(k)}
    assert [plain(sides[0][0]) for s in worked.steps[:-1] for sides in equations(s.state)] == list(entries)
    assert [assert_true(step.state, entries) for step in worked.steps] == [2] * (n * k) + [1]


def test_entries_of_large_products_have_different_names() -> None:
    worked = matrix_product(Matrix(((1,),) * 10 + ((2,),)), Matrix(((3,) * 11,)))
    names = {plain(sides[0][0]) for step in worked.steps[:-1] for sides in equations(step.state)}
    assert len(names) == 11 * 11


def test_a_sum_in_a_product_is_bracketed() -> None:
    t = sympy.Symbol("t")
    worked = matrix_product(Matrix(((t + 1, 2),)), Matrix(((t - 1,), (-3,))))
    assert_true(worked.steps[0].state, {"c₁₁": t**2 - 7, "t": t})


def test_a_product_needs_fitting_shapes() -> None:
    with pytest.raises(MathsError, match="cannot multiply a 1×2 matrix by a 1×2 matrix"):
        matrix_product(Matrix(((1, 2),)), Matrix(((1, 2),)))


# ─── Inverses ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", SEEDS)
def test_an_inverse_is_right_and_its_steps_follow(seed: int) -> None:
    a = matrix(Random(seed), 2, 2, (1, 1, 1, 3))
    if oracle(a).det() == 0:
        with pytest.raises(MathsError, match="determinant is 0"):
            inverse_2x2(a)
        return
    worked = inverse_2x2(a)
    assert oracle(worked.value) == oracle(a).inv()
    assert_readable(worked)
    determinant, turned, divided = worked.steps
    assert assert_true(determinant.state, {}) == 2
    assert meaning([turned.state.items[-1]], {}) == oracle(a).adjugate()  # type: ignore[union-attr]
    assert assert_true(divided.state, {}) >= 1


@pytest.mark.parametrize(
    ("rows", "sides"),
    [(((2, 1), (1, 1)), 2), (((1, 2), (1, 1)), 3), (((2, 1), (1, 3)), 3), (((2, 1), (3, -1)), 3)],
    ids=["1", "−1", "5", "−5"],
)
def test_the_division_is_shown_unless_it_is_by_1(rows: Any, sides: int) -> None:
    ((*shown,),) = equations(inverse_2x2(Matrix(rows)).steps[-1].state)
    assert len(shown) == sides


def test_only_2x2_matrices_are_inverted_by_formula() -> None:
    with pytest.raises(MathsError, match="not a 1×1 matrix"):
        inverse_2x2(Matrix(((3,),)))


# ─── Row reduction ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(60))
def test_a_system_is_solved_by_operations_that_follow(seed: int) -> None:
    random = Random(seed)
    n = random.randint(2, 4)
    a = matrix(random, n, n, (1,) if seed % 3 else (1, 1, 1, 2, 3))
    b = matrix(random, 1, n).rows[0]
    if oracle(a).det() == 0:
        with pytest.raises(MathsError, match=r"no solution|more than one solution"):
            solve_by_elimination(a, b)
        return
    worked = solve_by_elimination(a, b)
    assert oracle(worked.value) == oracle(a).LUsolve(oracle(b))
    assert_readable(worked)
    augmented = oracle(a).row_join(oracle(b))
    assert meaning(worked.steps[0].state, {}) == augmented  # type: ignore[arg-type]
    operations, last = replay(worked.steps, augmented)
    assert last[:, :n].is_upper
    assert all(entry.is_Integer for entry in last)
    up = worked.steps[1 + operations :]
    assert len(up) == n + 1
    assert all(assert_true(step.state, named("x", worked.value)) for step in up)


def test_designed_systems_need_no_swap() -> None:
    """A pivot that divides what is below it stays, even if a smaller one could be had."""
    worked = solve_by_elimination(Matrix(((2, 1, 1), (4, 1, 3), (-2, 1, 1))), (1, 2, 3))
    assert not any("Swap" in plain_text(step) for step in worked.steps)
    assert replay(worked.steps, oracle(Matrix(((2, 1, 1, 1), (4, 1, 3, 2), (-2, 1, 1, 3)))))[0] == 3


def plain_text(step: Any) -> str:
    return "".join(i.text if isinstance(i, Text) else plain(i.formula) for i in step.text)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (((2, 0), (6, 1)), "Subtract 3 times row 1 from row 2, @R₂ ← R₂ − 3R₁."),
        (((2, 0), (2, 1)), "Subtract row 1 from row 2, @R₂ ← R₂ − R₁."),
        (((2, 0), (-2, 1)), "Add row 1 to row 2, @R₂ ← R₂ + R₁."),
        (((-2, 0), (4, 1)), "Add 2 times row 1 to row 2, @R₂ ← R₂ + 2R₁."),
        (((2, 0), (3, 1)), "Multiply row 2 by 2, and subtract 3 times row 1, @R₂ ← 2R₂ − 3R₁."),
        (((0, 2), (3, 1)), "Swap rows 1 and 2, because a pivot must not be 0: R₁ ↔ R₂."),
        (((4, 2), (2, 3)), "Swap rows 1 and 2, so that the pivot divides the entries below it: R₁ ↔ R₂."),
        (((5, 2), (3, 1)), "Swap rows 1 and 2, to keep the numbers small: R₁ ↔ R₂."),
        (((Fraction(1, 2), 1), (0, 1)), "Multiply row 1 by 2, to be rid of its fractions: R₁ ← 2R₁."),
    ],
)  # fmt: skip
def test_an_operation_says_what_it_does_and_why(rows: Any, words: str) -> None:
    first = solve_by_elimination(Matrix(rows), (1, 1)).steps[1]
    assert plain_text(first) == words.replace("@", "to make its entry in column 1 zero: ")


def test_decimals_are_solved_exactly() -> None:
    half, two = FiniteDecimal("0.5"), FiniteDecimal(2)
    assert solve_by_elimination(Matrix(((half, 1), (two, 1))), (1, 1)).value == (0, 1)


def test_unknowns_take_the_names_given() -> None:
    x, y = sympy.symbols("x y")
    worked = solve_by_elimination(Matrix(((1, 2), (0, 3))), (5, 6), (x, y))
    assert [plain(step.state) for step in worked.steps[1:] if step.state is not None] == [
        "3y = 6 ⟹ y = 2", "x + 2 · 2 = 5 ⟹ x = 1", "[x; y] = [1; 2]",
    ]  # fmt: skip


def test_a_tall_system_is_solved_or_contradicts_itself() -> None:
    a = Matrix(((1, 1), (1, -1), (2, 0)))
    assert solve_by_elimination(a, (3, 1, 4)).value == (2, 1)
    with pytest.raises(MathsError, match="the system has no solution"):
        solve_by_elimination(a, (3, 1, 5))


@pytest.mark.parametrize(
    ("a", "b", "unknowns", "message"),
    [
        (((1, 1), (2, 2)), (1, 2), (), "more than one solution"),
        (((1, 1), (2, 2)), (1, 3), (), "no solution"),
        (((1, 1), (1, 2)), (1,), (), "one right-hand side for each row"),
        (((1, 1), (1, 2)), (1, 2), (sympy.Symbol("x"),), "one unknown for each column"),
        (((1, sympy.Symbol("t")), (1, 2)), (1, 2), (), "rational numbers"),
    ],
)
def test_systems_that_cannot_be_solved_are_refused(a: Any, b: Any, unknowns: Any, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        solve_by_elimination(Matrix(a), b, unknowns)


# ─── Eigenvalues and eigenvectors ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(60))
def test_eigenvalues_are_right_and_every_line_is_true(seed: int) -> None:
    a = matrix(Random(seed), 2, 2, (1, 1, 1, 2))
    expected = sorted(oracle(a).eigenvals(), key=lambda root: sympy.re(root).evalf())
    if any(not root.is_real for root in expected):
        with pytest.raises(MathsError, match="not real"):
            eigenvalues_2x2(a)
        return
    worked = eigenvalues_2x2(a)
    assert [to_sympy(value) for value in worked.value] == [sympy.simplify(root) for root in expected]
    assert_readable(worked)
    first, second, *rest = worked.steps
    characteristic = oracle(a).charpoly(LAMBDA).as_expr()
    ((bars, zero),) = equations(first.state)
    assert same(meaning(bars, NAMES), characteristic)
    assert meaning(zero, NAMES) == 0
    assert assert_true(second.state, NAMES) == 2
    for step in rest[:-1]:
        ((*sides, right),) = equations(step.state)
        if plain(sides[0][0]) == "λ":  # the formula: ± stands for one of its signs
            continue
        assert all(same(meaning(side, NAMES), characteristic) for side in sides)
        assert meaning(right, NAMES) == 0
    assert assert_true(rest[-1].state, {**named("λ", worked.value), "λ": expected[0]}) == len(expected)


def test_irrational_eigenvalues_come_from_the_formula() -> None:
    worked = eigenvalues_2x2(Matrix(((1, 1), (1, 0))))
    formula = worked.steps[2].state
    assert formula is not None
    assert plain(formula) == "λ = (1 ± √5)/2"
    assert same(sum(worked.value), 1)
    assert same(sympy.expand(worked.value[0] * worked.value[1]), -1)


@pytest.mark.parametrize("rows", [((1, 2, 3), (4, 5, 6)), ((1, sympy.sqrt(2)), (0, 1))])
def test_eigenvalues_take_rational_2x2_matrices(rows: Any) -> None:
    with pytest.raises(MathsError, match="2×2 matrix of rational numbers"):
        eigenvalues_2x2(Matrix(rows))


def with_eigenvector(random: Random, n: int) -> tuple[Matrix, Any]:
    """A matrix P D P⁻¹ and one of its eigenvalues, which are different."""
    while True:
        basis = oracle(matrix(random, n, n))
        if basis.det() != 0:
            break
    values = random.sample(range(-4, 5), n)
    found = basis * sympy.diag(*values) * basis.inv()
    return Matrix(tuple(tuple(normal(entry) for entry in found.row(i)) for i in range(n))), values[0]


@pytest.mark.parametrize("seed", range(50))
def test_an_eigenvector_is_right_and_its_steps_follow(seed: int) -> None:
    random = Random(seed)
    n = 2 if seed % 2 else 3
    a, value = with_eigenvector(random, n)
    worked = eigenvector(a, value)
    v = oracle(worked.value)
    assert oracle(a) * v == value * v
    assert math.gcd(*worked.value) == 1
    assert next(entry for entry in worked.value if entry) > 0
    assert_readable(worked)
    shifted = oracle(a) - value * sympy.eye(n)
    first, *rest = worked.steps
    assert assert_true(first.state, {"I": sympy.eye(n)}) == (0 if value == 0 else 1)
    assert meaning(list(equations(first.state))[-1][-1], {}) == shifted
    operations, last = replay(worked.steps, shifted)
    assert last.is_upper or n == 2  # of two rows, one is enough
    names = {**named("v", worked.value), "𝐯": v}
    tried = [assert_true(step.state, names) for step in rest[operations:]]
    assert tried[-1] == 1
    assert sum(tried) >= n


@pytest.mark.parametrize(
    ("rows", "value", "message"),
    [
        (((2, 1), (1, 2)), 2, "not an eigenvalue"),
        (((2, 0), (0, 2)), 2, "more than one eigenvector"),
        (((2, 0, 0), (0, 2, 0), (0, 0, 1)), 2, "more than one eigenvector"),
        (((1, 2),), 1, "square matrix"),
        (((3,),), 3, "not a 1×1 matrix"),
    ],
)
def test_an_eigenvector_must_exist_and_be_the_only_one(rows: Any, value: int, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        eigenvector(Matrix(rows), value)


# ─── Gram–Schmidt ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", SEEDS)
def test_gram_schmidt_agrees_with_sympy_and_every_line_is_true(seed: int) -> None:
    random = Random(seed)
    n = random.randint(2, 4)
    vectors = matrix(random, random.randint(2, min(n, 3)), n).rows
    columns = [oracle(vector) for vector in vectors]
    if sympy.Matrix.hstack(*columns).rank() < len(vectors):
        with pytest.raises(MathsError, match="dependent"):
            gram_schmidt(*vectors)
        return
    worked = gram_schmidt(*vectors)
    found = [oracle(vector) for vector in worked.value]
    assert found == sympy.GramSchmidt(columns)
    assert_readable(worked)
    names = {f"𝐯{INDICES[k]}": vector for k, vector in enumerate(columns)}
    names |= {f"𝐮{INDICES[k]}": vector for k, vector in enumerate(found)}
    tried = [assert_true(step.state, names) for step in worked.steps]
    assert len(tried) == 2 * len(vectors) - 1
    assert all(tried)


@pytest.mark.parametrize(
    ("vectors", "message"),
    [(((1, 2), (2, 4)), "dependent"), (((0, 0), (1, 2)), "dependent"), (((1, 2), (1, 2, 3)), "one length")],
)
def test_gram_schmidt_needs_independent_vectors_of_one_length(vectors: Any, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        gram_schmidt(*vectors)


# ─── What steps are called by ────────────────────────────────────────────────────────────────────────────


def words_of(step: Step) -> str:
    return "".join(part.formula.name if isinstance(part, Math) and isinstance(part.formula, Sym) else
                   part.text if isinstance(part, Text) else "#" for part in step.text)  # fmt: skip


def test_factors_are_called_by_their_names() -> None:
    a, b = Matrix(((1, 2),)), Matrix(((3,), (4,)))
    for names in (("T", "S"), sympy.symbols("T S")):
        first, last = matrix_product(a, b, tuple(names)).steps
        assert words_of(first) == "Multiply row # of T by column # of S, and add."
        assert plain(last.state).startswith("TS = ")


@pytest.mark.parametrize("names", [("T",), ("T", "S", "U"), ("T", "two"), ("T", 1), ("T", "$"), ("", "T")])
def test_names_of_factors_are_two_letters(names: Any) -> None:
    with pytest.raises(MathsError, match="two letters"):
        matrix_product(Matrix(((1,),)), Matrix(((1,),)), names)


def test_methods_and_prose_have_one_sign_for_the_transpose() -> None:
    written = read_formula("A^\\top")
    assert transposed(Sym("A")) == written
    assert plain(written) == "A⊤"
    assert latex(written) == "A^{\\top}"
    assert [plain(read_formula(text)) for text in ("A^{-1}", "x^T", "A^*", "A^{-\\top}")] == [
        "A⁻¹",
        "xᵀ",
        "A*",
        "A⁻⊤",
    ]


def test_a_minor_is_announced_before_it_is_worked_out() -> None:
    steps = METHODS["definiteness_by_minors"].call(Matrix(((2, 1, 0), (1, 3, 1), (0, 1, 4)))).steps
    announced = next(k for k, step in enumerate(steps) if step.state is None)
    shown = next(k for k, step in enumerate(steps) if step.state and plain(step.state).startswith("D₃"))
    assert steps[announced].minor
    assert all(step.minor for step in steps[announced:shown])
    assert shown - announced > 2
    assert plain(steps[announced - 1].state).startswith("D₂")
