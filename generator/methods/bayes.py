"""Total probability and Bayes' rule: for an event and its complement, and for several causes.

Owns how probabilities are named (`P(A₁)`, `P(B ∣ A₁)`) and what a distribution is.

>>> bayes_rule(Fraction(1, 2), Fraction(3, 10), Fraction(1, 10)).value
Fraction(3, 4)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from generator.maths.arithmetic import add, divide, multiply, subtract
from generator.maths.decimals import decimal_text
from generator.maths.function import Function, table
from generator.maths.functions.formatting import number_formula
from generator.maths.notation import DOT, EMPTY, MINUS, ONE, PLUS, factor, join_terms, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number
from generator.methods.layout import stacked, together
from generator.methods.nearness import EQUALS
from generator.methods.numerals import PLACES, put, rounded
from generator.methods.results import product_of, products_of, result
from generator.methods.wording import chain, equation, say, step
from generator.model import Fence, Formula, Frac, Lines, Num, Op, Script, Step, Sym

MOST_CASES = 6
"""Bound on the cases that an event can come with."""

_A, _B = Sym("A"), Sym("B")
_NOT_A = Script(_A, above=Sym("c"))


def p_of(event: Formula, given: Formula | None = None) -> Formula:
    """`P(A)`, or `P(A ∣ B)`."""
    return row(Sym("P"), Fence("(", event if given is None else row(event, Op("∣"), given), ")"))


def indexed(letter: str, k: int) -> Formula:
    """A name with its number, from 0: `A₁`."""
    return Script(Sym(letter), below=Num(str(k + 1)))


def check_probabilities(probabilities: Sequence[Anything]) -> None:
    """Raises MathsError unless all are numbers from 0 to 1."""
    if not all(is_number(p) and 0 <= p <= 1 for p in probabilities):
        raise MathsError("a probability is between 0 and 1")


def check_distribution(probabilities: Sequence[Anything]) -> None:
    """Raises MathsError unless these are probabilities that add up to 1."""
    check_probabilities(probabilities)
    if sum(probabilities) != 1:
        raise MathsError("the probabilities do not add up to 1")


_KNOWN = say("Write down what is known, and the probability of the complement of ", _A, ".")
_TOTAL = say(
    "Total probability: ", _B, " comes either with ", _A, " or with its complement ", _NOT_A, "; add the two."
)  # fmt: skip
_SHARE = say(
    "Bayes’ rule: divide the part of ", p_of(_B), " that comes with ", _A, " by all of ", p_of(_B), "."
)
_BOTH_WAYS = row(p_of(_A), p_of(_B, _A), PLUS, p_of(_NOT_A), p_of(_B, _NOT_A))
_RULE = Frac(row(p_of(_A), p_of(_B, _A)), p_of(_B))


def bayes_rule(prior: Any, sensitivity: Any, false_positive: Any) -> Worked:
    """P(A | B) from P(A), P(B | A) and P(B | not A), three numbers from 0 to 1.

    Raises MathsError if one of them is no probability, or if B is impossible.
    """
    check_probabilities((prior, sensitivity, false_positive))
    rest = subtract(1, prior)
    joint, other = multiply(prior, sensitivity), multiply(rest, false_positive)
    total = add(joint, other)
    value = divide(joint, total)
    known = Lines(
        (
            (p_of(_A), _is(prior)),
            (p_of(_NOT_A), _is(row(ONE, MINUS, factor(typeset(prior))), rest)),
            (p_of(_B, _A), _is(sensitivity)),
            (p_of(_B, _NOT_A), _is(false_positive)),
        )
    )
    inserted = row(_times(prior, sensitivity), PLUS, _times(rest, false_positive))
    ratio = Frac(typeset(joint), typeset(total))
    added = equation(row(typeset(joint), PLUS, typeset(other)), total)
    steps = (
        Step(_KNOWN, known),
        Step(_TOTAL, chain(p_of(_B), _BOTH_WAYS, inserted, added)),
        Step(_SHARE, Lines(((p_of(_A, _B), _is(_RULE)), (EMPTY, _is(ratio, _decimal(value)))))),
    )
    return Worked(value, steps)


def _is(*sides: Formula | Anything) -> Formula:
    return row(EQUALS, equation(*sides))


def _times(a: Anything, b: Anything) -> Formula:
    return row(typeset(a), DOT, typeset(b))


def _decimal(value: Anything) -> Formula:
    """The value as a decimal: `0.75`, and rounded where it has more places."""
    text = decimal_text(Fraction(value), PLACES)
    return rounded(value) if text is None else number_formula(text)


# ─── Several causes ──────────────────────────────────────────────────────────────────────────────────────


def law_of_total_probability(priors: Sequence[Any], likelihoods: Sequence[Any]) -> Worked:
    """P(B) from P(A₁), P(A₂) … and P(B | A₁), P(B | A₂) …, for 2 to 6 cases.

    Raises MathsError unless the cases are a distribution and each has its P(B | Aₖ).
    """
    _check_cases(priors, likelihoods)
    return Worked(_total(priors, likelihoods), (_cases(priors, likelihoods), _sum(priors, likelihoods)))


def bayes_for_causes(priors: Sequence[Any], likelihoods: Sequence[Any], k: int) -> Worked:
    """P(Aₖ | B), k from 1, of several causes, exactly one of which holds.

    Raises MathsError as `law_of_total_probability`, if there is no k-th cause, or if B is impossible.
    """
    _check_cases(priors, likelihoods)
    if not 1 <= k <= len(priors):
        raise MathsError(f"there is no cause {k} among {len(priors)}")
    joint, total = multiply(priors[k - 1], likelihoods[k - 1]), _total(priors, likelihoods)
    if total == 0:
        raise MathsError("the event cannot happen, so nothing follows from it")
    value = divide(joint, total)
    cause = indexed("A", k - 1)
    rule = Frac(row(p_of(cause), p_of(_B, cause)), p_of(_B))
    inserted = Frac(product_of(priors[k - 1], likelihoods[k - 1]), put(total))
    share = step("Bayes’ rule: divide the part of ", p_of(_B), " that comes with ", cause, " by all of ", p_of(_B), ".",
                 state=result(p_of(cause, _B), rule, inserted, value=value))  # fmt: skip
    return Worked(value, (_cases(priors, likelihoods), _sum(priors, likelihoods), share))


def _check_cases(priors: Sequence[Any], likelihoods: Sequence[Any]) -> None:
    if not 2 <= len(priors) <= MOST_CASES or len(likelihoods) != len(priors):
        raise MathsError(f"this takes 2 to {MOST_CASES} cases, each with its own probability of the event")
    check_distribution(priors)
    check_probabilities(likelihoods)


def _total(priors: Sequence[Any], likelihoods: Sequence[Any]) -> Anything:
    return reduce(add, map(multiply, priors, likelihoods))


def _cases(priors: Sequence[Any], likelihoods: Sequence[Any]) -> Step:
    events = [indexed("A", k) for k in range(len(priors))]
    lines = [
        together(equation(p_of(event), prior), equation(p_of(_B, event), likelihood))
        for event, prior, likelihood in zip(events, priors, likelihoods, strict=True)
    ]
    words = "Write down the probability of each case, and that of ", _B, " in it."
    return step(*words, state=stacked(*lines), minor=True)


def _sum(priors: Sequence[Any], likelihoods: Sequence[Any]) -> Step:
    events = [indexed("A", k) for k in range(len(priors))]
    symbols = join_terms([row(p_of(event), p_of(_B, event)) for event in events])
    return step("Total probability: exactly one of the cases holds, so add what each contributes to ", p_of(_B), ".",
                state=result(p_of(_B), symbols, products_of(priors, likelihoods),
                             value=_total(priors, likelihoods)))  # fmt: skip


TABLE = table(
    Function("bayes_rule", bayes_rule, "number number number",
             "P(A | B) from P(A), P(B | A) and P(B | not A)",
             "bayes_rule(0.5, 0.3, 0.1) == 3/4"),
    Function("law_of_total_probability", law_of_total_probability, "vector vector",
             "P(B) from the probabilities of cases and those of B in each",
             "law_of_total_probability([0.5, 0.5], [0.3, 0.1]) == 0.2"),
    Function("bayes_for_causes", bayes_for_causes, "vector vector integer",
             "P(A | B) for one of several causes A, by number",
             "bayes_for_causes([1/3, 1/3, 1/3], [1/2, 1/4, 1/4], 1) == 1/2"),
)  # fmt: skip
