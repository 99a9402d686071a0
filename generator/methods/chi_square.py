"""χ² tests: do counts fit given probabilities, are the two directions of a table independent?

The value is the list [χ², p-value]; the p-value has 30 decimals.

>>> goodness_of_fit_test((12, 8), (Fraction(1, 2), Fraction(1, 2))).value[0]
Fraction(4, 5)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.values import Anything, FiniteDecimal, MathsError, Matrix, Worked
from generator.methods.bayes import check_distribution, indexed, p_of
from generator.methods.layout import together
from generator.methods.numerals import put, quotient
from generator.methods.quantiles import above_chi_square
from generator.methods.results import TWO, product, result, sum_of
from generator.methods.tests_of_hypotheses import LEVEL, decision_step
from generator.methods.wording import equation, step
from generator.model import Fence, Formula, Frac, Num, Op, Script, Step, Sym

MOST_KINDS = 8
MOST_COUNT = 1_000_000

_STATISTIC = Script(Sym("χ"), above=TWO)
_O, _E, _NUMBER = Sym("O"), Sym("E"), Sym("n")


def _check_counts(counts: Sequence[Any]) -> None:
    if not all(type(count) is int and 0 <= count <= MOST_COUNT for count in counts) or not any(counts):
        raise MathsError("counts are whole numbers that are not negative, and not all 0")


def _statistic(observed: Sequence[int], expected: Sequence[Any]) -> tuple[Anything, Step]:
    """χ² = Σ (O − E)²/E and its step."""
    if any(e == 0 for e in expected):
        raise MathsError("an expected count is 0, so the statistic has no value")
    value: Anything = 0
    terms = []
    for count, e in zip(observed, expected, strict=True):
        value = add(value, quotient(power(subtract(count, e), 2), e))
        terms.append(Frac(raised(Fence("(", row(put(count), MINUS, put(e)), ")"), TWO), put(e)))
    rule = row(Op("∑"), Frac(Script(Fence("(", row(_O, MINUS, _E), ")"), above=TWO), _E))
    return value, step(
        "The statistic: square each difference of observed and expected count, divide by the expected count, and add.",
        state=result(_STATISTIC, rule, join_terms(terms), value=value),
    )


def _last_steps(
    value: Anything, freedom: int, alpha: Any, count: Formula
) -> tuple[FiniteDecimal, tuple[Step, ...]]:
    p = above_chi_square(value, freedom)
    event = p_of(row(Script(Sym("Q"), below=Num(str(freedom))), Op("≥"), _STATISTIC))
    degrees = equation(Sym("ν"), count, freedom)
    return p, (
        step("Count the degrees of freedom.", state=degrees, minor=True),
        step(
            "The p-value: how likely a value ",
            Script(Sym("Q"), below=Num(str(freedom))),
            " of the χ² distribution with ",
            freedom,
            " degree" if freedom == 1 else " degrees",
            " of freedom is at least as large.",
            state=result(Sym("p"), event, value=p),
        ),
        decision_step(p, alpha),
    )


def goodness_of_fit_test(observed: Sequence[Any], probabilities: Sequence[Any], alpha: Any = LEVEL) -> Worked:
    """[χ², p-value] of 2 to 8 counts under given probabilities.

    Raises MathsError if counts or probabilities are none, or an expected count is 0.
    """
    _check_counts(observed)
    check_distribution(probabilities)
    if not 2 <= len(observed) <= MOST_KINDS or len(probabilities) != len(observed):
        raise MathsError(f"this takes 2 to {MOST_KINDS} counts, each with its probability")
    n = sum(observed)
    expected = [multiply(n, p) for p in probabilities]
    states = [
        result(indexed("E", k), product(Num(str(n)), put(p)), value=e)
        for k, (p, e) in enumerate(zip(probabilities, expected, strict=True))
    ]
    value, statistic = _statistic(observed, expected)
    k = len(observed)
    p, last = _last_steps(value, k - 1, alpha, row(Num(str(k)), MINUS, Num("1")))
    steps = (
        step("Add the counts.", state=result(_NUMBER, sum_of(observed), value=n), minor=True),
        step(
            "The expected counts: the number of observations times each probability.", state=together(*states)
        ),
        statistic,
        *last,
    )
    return Worked((value, p), steps)


def independence_test(counts: Matrix, alpha: Any = LEVEL) -> Worked:
    """[χ², p-value] of a table of counts with 2 to 4 rows and columns, under independence.

    Raises MathsError if the counts are none, or a row or a column is empty.
    """
    rows, columns = counts.shape
    if not (2 <= rows <= 4 and 2 <= columns <= 4):
        raise MathsError("a table of counts has 2 to 4 rows and as many columns")
    observed = [count for line in counts.rows for count in line]
    _check_counts(observed)
    across, down = [sum(line) for line in counts.rows], [sum(line) for line in counts.columns()]
    n = sum(observed)
    cells = [(i, j) for i in range(rows) for j in range(columns)]
    expected = [quotient(across[i] * down[j], n) for i, j in cells]
    sums = [
        *(result(indexed("r", i), sum_of(line), value=across[i]) for i, line in enumerate(counts.rows)),
        *(result(indexed("c", j), sum_of(line), value=down[j]) for j, line in enumerate(counts.columns())),
        result(_NUMBER, sum_of(across), value=n),
    ]
    states = [
        result(Script(_E, below=row(Num(str(i + 1)), Num(str(j + 1)))),
               Frac(product(Num(str(across[i])), Num(str(down[j]))), Num(str(n))), value=e)
        for (i, j), e in zip(cells, expected, strict=True)
    ]  # fmt: skip
    value, statistic = _statistic(observed, expected)
    one = Num("1")
    freedom = (rows - 1) * (columns - 1)
    count = row(
        Fence("(", row(Num(str(rows)), MINUS, one), ")"), Fence("(", row(Num(str(columns)), MINUS, one), ")")
    )
    p, last = _last_steps(value, freedom, alpha, count)
    steps = (
        step("Add the rows, the columns, and all counts.", state=together(*sums), minor=True),
        step("The expected counts, if rows and columns were independent: the sum of the row times that of the column, "
             "divided by the number of observations.", state=together(*states)),
        statistic,
        *last,
    )  # fmt: skip
    return Worked((value, p), steps)


TABLE = table(
    Function("goodness_of_fit_test", goodness_of_fit_test, "vector vector number?",
             "[χ², p-value] from counts and their probabilities; then the level",
             "goodness_of_fit_test([12, 8], [1/2, 1/2])[1] == 4/5"),
    Function("independence_test", independence_test, "matrix number?",
             "[χ², p-value] from a table of counts; then the level",
             "independence_test([[12, 8], [8, 12]])[1] == 8/5"),
)  # fmt: skip
