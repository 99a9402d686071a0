"""Classifiers: metrics of a confusion table, decisions by risk, logistic and softmax probabilities and their losses.

>>> confusion_metrics(6, 2, 4, 8).value
(Fraction(7, 10), Fraction(3, 4), Fraction(3, 5), Fraction(2, 3))
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import add, dot, multiply
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ONE, PLUS, factor, join_terms, minus, row
from generator.maths.typeset import EULER
from generator.maths.values import MathsError, Matrix, Worked, is_number, normal, to_sympy
from generator.methods.bayes import check_distribution, indexed
from generator.methods.layout import given, together
from generator.methods.numerals import put
from generator.methods.results import products_of, result
from generator.methods.wording import equation, step, transposed
from generator.model import Fence, Formula, Frac, Func, Num, Op, Script, Step, Sym

MOST_COUNT = 1_000_000
MOST_SCORES = 6
LARGEST_SCORE = 100
"""Bound on the size of scores: beyond, a probability prints as 0 or 1."""


# ─── A confusion table ───────────────────────────────────────────────────────────────────────────────────


def confusion_metrics(tp: int, fp: int, fn: int, tn: int) -> Worked:
    """[accuracy, precision, recall, F₁] from the counts of true and false positives, false and true negatives.

    Raises MathsError if a count is negative, or without a true positive, since then precision, recall and F₁
    are not all there.
    """
    if not all(0 <= count <= MOST_COUNT for count in (tp, fp, fn, tn)):
        raise MathsError(f"counts are between 0 and {MOST_COUNT}")
    if tp == 0:
        raise MathsError("without a true positive, F₁ has no value")
    value = (Fraction(tp + tn, tp + fp + fn + tn), Fraction(tp, tp + fp), Fraction(tp, tp + fn),
             Fraction(2 * tp, 2 * tp + fp + fn))  # fmt: skip
    accuracy, precision, recall, f1 = map(normal, value)
    names = [Sym(name, "upright") for name in ("TP", "FP", "FN", "TN")]
    p, r, f, a = Sym("P"), Sym("R"), Script(Sym("F"), below=ONE), Sym("A")
    true_positive, false_positive, false_negative, true_negative = names
    counts = [Num(str(count)) for count in (tp, fp, fn, tn)]
    steps = (
        step("Write down the four counts.", state=given(*zip(names, (tp, fp, fn, tn), strict=True)), minor=True),
        step("Accuracy: the share of all cases that are classified rightly.",
             state=result(a, Frac(row(true_positive, PLUS, true_negative), _plus(*names)),
                          Frac(_plus(counts[0], counts[3]), Num(str(tp + fp + fn + tn))), value=accuracy)),
        step("Precision: the share of the cases called positive that are positive.",
             state=result(p, Frac(true_positive, _plus(true_positive, false_positive)),
                          Frac(counts[0], _plus(counts[0], counts[1])), value=precision)),
        step("Recall: the share of the positive cases that are called positive.",
             state=result(r, Frac(true_positive, _plus(true_positive, false_negative)),
                          Frac(counts[0], _plus(counts[0], counts[2])), value=recall)),
        step(f, " is the harmonic mean of precision and recall.",
             state=result(f, Frac(row(Num("2"), p, r), row(p, PLUS, r)),
                          Frac(row(Num("2"), Op("·"), put(precision), Op("·"), put(recall)),
                               row(put(precision), PLUS, put(recall))), value=f1)),
    )  # fmt: skip
    return Worked((accuracy, precision, recall, f1), steps)


def _plus(*names: Formula) -> Formula:
    return join_terms(names)


def bayes_decision(losses: Matrix, posterior: Sequence[Any]) -> Worked:
    """[number of the best action, its risk]: losses have a row an action and a column a state of the world.

    Raises MathsError if they do not fit the posterior, or if two actions are equally good.
    """
    actions, states = losses.shape
    check_distribution(posterior)
    if states != len(posterior) or not (2 <= actions <= MOST_SCORES and states <= MOST_SCORES):
        raise MathsError("the table of losses has 2 to 6 rows, and a column for each probability")
    if not all(is_number(loss) for line in losses.rows for loss in line):
        raise MathsError("losses are rational numbers")
    risks = [dot(line, tuple(posterior)) for line in losses.rows]
    least = min(risks)
    if risks.count(least) > 1:
        raise MathsError("two actions are equally good")
    best = risks.index(least)
    lines = [
        result(indexed("R", k), products_of(line, posterior), value=risk)
        for k, (line, risk) in enumerate(zip(losses.rows, risks, strict=True))
    ]
    smallest = row(Func("min"), Fence("(", _commas([indexed("R", k) for k in range(actions)]), ")"))
    steps = (
        step(
            "The risk of each action: its losses, weighted with the probabilities of the states.",
            state=together(*lines),
        ),
        step(
            "Choose the action with the least risk: number ",
            best + 1,
            ".",
            state=together(equation(smallest, indexed("R", best), put(least)), equation(Sym("k"), best + 1)),
        ),
    )
    return Worked((best + 1, least), steps)


def _commas(items: Sequence[Formula]) -> Formula:
    return row(items[0], *(part for item in items[1:] for part in (Op(","), item)))


# ─── Logistic and softmax ────────────────────────────────────────────────────────────────────────────────


_SCORE, _PROBABILITY, _LOSS = Sym("s"), Sym("p"), Sym("L")


def _check_scores(scores: Sequence[Any]) -> None:
    if not all(is_number(score) and abs(score) <= LARGEST_SCORE for score in scores):
        raise MathsError(f"scores are rational numbers between -{LARGEST_SCORE} and {LARGEST_SCORE}")


def _power_of_e(exponent: Formula) -> Formula:
    return Script(EULER, above=exponent)


def _logistic(weights: Sequence[Any], bias: Any, x: Sequence[Any]) -> tuple[Any, Any, tuple[Step, ...]]:
    """Score, probability and the steps to them."""
    if len(weights) != len(x):
        raise MathsError("every weight needs one entry of the point")
    score = add(dot(tuple(weights), tuple(x)), bias)
    _check_scores((score,))
    probability = normal(1 / (1 + sympy.exp(-to_sympy(Fraction(score)))))
    numbers = join_terms([products_of(weights, x), put(bias)])
    rule = row(transposed(Sym("w", "bold")), Sym("x", "bold"), PLUS, Sym("b"))
    shown = Frac(ONE, row(ONE, PLUS, _power_of_e(minus(put(score)))))
    return score, probability, (
        step("The score: weigh the entries of the point, and add the bias.",
             state=result(_SCORE, rule, numbers, value=score)),
        step("The logistic function turns it into a probability.",
             state=result(_PROBABILITY, Frac(ONE, row(ONE, PLUS, _power_of_e(row(MINUS, _SCORE)))), shown,
                          value=probability)),
    )  # fmt: skip


def logistic_probability(weights: Sequence[Any], bias: Any, x: Sequence[Any]) -> Worked:
    """P(y = 1 | x) = 1/(1 + e^(−w·x − b)), exactly. Raises MathsError if w and x differ in length."""
    _, probability, steps = _logistic(weights, bias, x)
    return Worked(probability, steps)


def logistic_loss(weights: Sequence[Any], bias: Any, x: Sequence[Any], y: int) -> Worked:
    """The log-loss of a point of class y, 0 or 1: −ln p or −ln(1 − p), as `logistic_probability`."""
    if y not in (0, 1):
        raise MathsError("the class is 0 or 1")
    score, _, steps = _logistic(weights, bias, x)
    signed = multiply(-1, score) if y else score
    value = normal(sympy.log(1 + sympy.exp(to_sympy(Fraction(signed)))))
    share = _PROBABILITY if y else Fence("(", row(ONE, MINUS, _PROBABILITY), ")")
    shown = row(Func("ln"), Fence("(", row(ONE, PLUS, _power_of_e(put(signed))), ")"))
    last = step("The log-loss is minus the logarithm of the probability of class ", y, ", which is the right one.",
                state=result(_LOSS, row(MINUS, Func("ln"), share), shown, value=value))  # fmt: skip
    return Worked(value, (*steps, last))


def _softmax(scores: Sequence[Any]) -> tuple[Any, list[Any], tuple[Step, ...]]:
    if not 2 <= len(scores) <= MOST_SCORES:
        raise MathsError(f"this takes 2 to {MOST_SCORES} scores")
    _check_scores(scores)
    powers = [sympy.exp(to_sympy(Fraction(score))) for score in scores]
    whole = sympy.Add(*powers)
    probabilities = [normal(power / whole) for power in powers]
    symbol = Sym("S")
    total = join_terms([_power_of_e(put(score)) for score in scores])
    shares = [
        result(indexed("p", k), Frac(_power_of_e(put(score)), symbol), value=p)
        for k, (score, p) in enumerate(zip(scores, probabilities, strict=True))
    ]
    return whole, probabilities, (
        step("Take the exponential of each score, and add.",
             state=result(symbol, total, value=normal(whole))),
        step("Divide each by the sum: these are the probabilities.", state=together(*shares)),
    )  # fmt: skip


def softmax_probabilities(scores: Sequence[Any]) -> Worked:
    """The probabilities e^(zᵢ)/Σ e^(zⱼ) of 2 to 6 scores, exactly."""
    _, probabilities, steps = _softmax(scores)
    return Worked(tuple(probabilities), steps)


def softmax_cross_entropy(scores: Sequence[Any], k: int) -> Worked:
    """−ln of the softmax probability of class k, from 1. Raises MathsError if there is no class k."""
    whole, _, steps = _softmax(scores)
    if not 1 <= k <= len(scores):
        raise MathsError(f"there is no class {k} among {len(scores)}")
    score = scores[k - 1]
    value = normal(sympy.log(whole) - to_sympy(Fraction(score)))
    rule = row(MINUS, Func("ln"), indexed("p", k - 1))
    numbers = row(Func("ln"), Sym("S"), MINUS, factor(put(score)))
    last = step("The cross-entropy is minus the logarithm of the probability of class ", k, ".",
                state=result(_LOSS, rule, numbers, value=value))  # fmt: skip
    return Worked(value, (*steps, last))


TABLE = table(
    Function("confusion_metrics", confusion_metrics, "integer integer integer integer",
             "[accuracy, precision, recall, F₁] from true and false positives, false and true negatives",
             "confusion_metrics(6, 2, 4, 8) == [7/10, 3/4, 3/5, 2/3]"),
    Function("bayes_decision", bayes_decision, "matrix vector",
             "[best action, its risk] from losses (a row an action) and the probabilities of the states",
             "bayes_decision([[0, 10], [1, 0]], [0.8, 0.2]) == [2, 0.8]"),
    Function("logistic_probability", logistic_probability, "vector number vector",
             "probability of class 1, from weights, bias and point", "logistic_probability([1, 2], -3, [1, 1]) == 1/2"),
    Function("logistic_loss", logistic_loss, "vector number vector integer",
             "log-loss of a point, from weights, bias, point and class",
             "logistic_loss([1, 2], -3, [1, 1], 1) == ln(2)"),
    Function("softmax_probabilities", softmax_probabilities, "vector",
             "the softmax of scores", "softmax_probabilities([1, 1]) == [1/2, 1/2]"),
    Function("softmax_cross_entropy", softmax_cross_entropy, "vector integer",
             "cross-entropy of the softmax of scores, from scores and the number of the right class",
             "softmax_cross_entropy([1, 1], 1) == ln(2)"),
)  # fmt: skip
