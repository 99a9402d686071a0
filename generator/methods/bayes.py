"""Bayes' rule for an event and its complement, by way of the law of total probability.

>>> bayes_rule(Fraction(1, 2), Fraction(3, 10), Fraction(1, 10)).value
Fraction(3, 4)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generator.maths.arithmetic import add, divide, multiply, subtract
from generator.maths.decimals import decimal_text
from generator.maths.function import Function, table
from generator.maths.functions.formatting import number_formula
from generator.maths.notation import DOT, MINUS, ONE, PLUS, factor, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number
from generator.methods.wording import EQUALS, chain, say
from generator.model import Fence, Formula, Frac, Lines, Op, Script, Step, Sym

PLACES = 4
"""Decimal places of the rounded value at the end."""

_A, _B = Sym("A"), Sym("B")
_NOT_A = Script(_A, above=Sym("c"))


def _p(event: Formula, given: Formula | None = None) -> Formula:
    return row(Sym("P"), Fence("(", event if given is None else row(event, Op("∣"), given), ")"))


_KNOWN = say("Write down what is known, and the probability of the complement of ", _A, ".")
_TOTAL = say(
    "Total probability: ", _B, " comes either with ", _A, " or with its complement ", _NOT_A, "; add the two."
)  # fmt: skip
_SHARE = say("Bayes’ rule: divide the part of ", _p(_B), " that comes with ", _A, " by all of ", _p(_B), ".")
_BOTH_WAYS = row(_p(_A), _p(_B, _A), PLUS, _p(_NOT_A), _p(_B, _NOT_A))
_RULE = Frac(row(_p(_A), _p(_B, _A)), _p(_B))


def bayes_rule(prior: Any, sensitivity: Any, false_positive: Any) -> Worked:
    """P(A | B) from P(A), P(B | A) and P(B | not A), three numbers from 0 to 1.

    Raises MathsError if one of them is no probability, or if B is impossible.
    """
    if not all(is_number(p) and 0 <= p <= 1 for p in (prior, sensitivity, false_positive)):
        raise MathsError("a probability is between 0 and 1")
    rest = subtract(1, prior)
    joint, other = multiply(prior, sensitivity), multiply(rest, false_positive)
    total = add(joint, other)
    value = divide(joint, total)
    known = Lines(
        (
            (_p(_A), _is(typeset(prior))),
            (_p(_NOT_A), _is(row(ONE, MINUS, factor(typeset(prior)), EQUALS, typeset(rest)))),
            (_p(_B, _A), _is(typeset(sensitivity))),
            (_p(_B, _NOT_A), _is(typeset(false_positive))),
        )
    )
    inserted = row(_times(prior, sensitivity), PLUS, _times(rest, false_positive))
    added = row(typeset(joint), PLUS, typeset(other), EQUALS, typeset(total))
    ratio = row(Frac(typeset(joint), typeset(total)), *_rounded(value))
    steps = (
        Step(_KNOWN, known),
        Step(_TOTAL, chain(_p(_B), _BOTH_WAYS, inserted, added)),
        Step(_SHARE, chain(_p(_A, _B), _RULE, ratio)),
    )
    return Worked(value, steps)


def _is(formula: Formula) -> Formula:
    return row(EQUALS, formula)


def _times(a: Anything, b: Anything) -> Formula:
    return row(typeset(a), DOT, typeset(b))


def _rounded(value: Anything) -> tuple[Formula, Formula]:
    """`= 0.75` or `≈ 0.1624`: the value as a decimal."""
    near = round(Fraction(value), PLACES)
    text = decimal_text(near)
    if text is None:
        raise AssertionError("a number rounded to a few places is a short decimal")
    return (EQUALS if near == value else Op("≈"), number_formula(text))


TABLE = table(
    Function("bayes_rule", bayes_rule, "number number number",
             "P(A | B) from P(A), P(B | A) and P(B | not A)",
             "bayes_rule(0.5, 0.3, 0.1) == 3/4"),
)  # fmt: skip
