"""Information and learning: entropies, activation functions, measures of a classifier and of a model."""

from __future__ import annotations

from generator.maths.arithmetic import add, compare, divide, dot, multiply, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.calculus import exponential, logarithm, natural_logarithm
from generator.maths.functions.distributions import is_distribution
from generator.maths.functions.numbers import magnitude
from generator.maths.functions.spaces import is_zero
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, is_number, symbols_of, to_sympy

Numbers = tuple[Anything, ...]


def _distribution(p: Numbers) -> Numbers:
    if not is_distribution(p):
        raise MathsError("probabilities are not negative and add up to 1")
    return p


def _log(a: Anything, base: Anything | None) -> Anything:
    return natural_logarithm(a) if base is None else logarithm(base, a)


def _surprise(weights: Numbers, p: Numbers, base: Anything | None) -> Anything:
    """−Σ wᵢ log pᵢ, where 0 · log 0 is 0."""
    terms = [multiply(w, _log(q, base)) for w, q in zip(weights, p, strict=True) if not is_zero(w)]
    return multiply(-1, total([0, *terms]))


def _entropy(p: Numbers, base: Anything | None = None) -> Anything:
    return _surprise(_distribution(p), p, base)


def _cross_entropy(p: Numbers, q: Numbers, base: Anything | None = None) -> Anything:
    if len(p) != len(q):
        raise MathsError("the two distributions have different lengths")
    if any(is_zero(b) and not is_zero(a) for a, b in zip(_distribution(p), _distribution(q), strict=True)):
        raise MathsError("it is infinite: what the first distribution allows is impossible by the second")
    return _surprise(p, q, base)


def _kl_divergence(p: Numbers, q: Numbers, base: Anything | None = None) -> Anything:
    return subtract(_cross_entropy(p, q, base), _entropy(p, base))


def _gini(p: Numbers) -> Anything:
    return subtract(1, dot(_distribution(p), p))


def _sigmoid(a: Anything) -> Anything:
    return divide(1, add(1, exponential(multiply(-1, a))))


def _relu(a: Anything) -> Anything:
    if is_number(a) or not symbols_of(to_sympy(a)):
        return a if compare(">", a, 0) else 0
    return divide(add(a, magnitude(a)), 2)


MAX_CLASSES = 20
"""Most exponentials that are added here, since each entry of a softmax holds them all."""


def _classes(v: Numbers) -> Numbers:
    if len(v) > MAX_CLASSES:
        raise MathsError(f"at most {MAX_CLASSES} exponentials are added here")
    return v


def _softmax(v: Numbers) -> Numbers:
    """With exponents less the first, so that the numbers stay short: [1, e] / (1 + e) for [2, 3]."""
    powers = [exponential(subtract(entry, v[0])) for entry in _classes(v)]
    whole = total(powers)
    return tuple(divide(part, whole) for part in powers)


def _log_sum_exp(v: Numbers) -> Anything:
    return natural_logarithm(total([exponential(entry) for entry in _classes(v)]))


def _softplus(a: Anything) -> Anything:
    return natural_logarithm(add(1, exponential(a)))


def _paired(actual: Numbers, predicted: Numbers) -> Numbers:
    if not actual or len(actual) != len(predicted):
        raise MathsError(f"{len(actual)} values do not go with {len(predicted)}")
    gaps: Numbers = subtract(actual, predicted)
    return gaps


def _mean_squared_error(actual: Numbers, predicted: Numbers) -> Anything:
    gaps = _paired(actual, predicted)
    return divide(dot(gaps, gaps), len(gaps))


def _mean_absolute_error(actual: Numbers, predicted: Numbers) -> Anything:
    gaps = _paired(actual, predicted)
    return divide(total([magnitude(gap) for gap in gaps]), len(gaps))


MAX_LABELS = 1_000


def _confusion_counts(actual: Numbers, predicted: Numbers, positive: Anything) -> tuple[int, int, int, int]:
    if len(actual) != len(predicted) or len(actual) > MAX_LABELS:
        raise MathsError(f"two lists of labels have one length, up to {MAX_LABELS:,}")
    pairs = [(equal(a, positive), equal(p, positive)) for a, p in zip(actual, predicted, strict=True)]
    return (
        pairs.count((True, True)),
        pairs.count((False, True)),
        pairs.count((True, False)),
        pairs.count((False, False)),
    )


def _share(part: Anything, rest: Anything) -> Anything:
    """part / (part + rest) of counts."""
    if compare("<", part, 0) or compare("<", rest, 0):
        raise MathsError("counts are not negative")
    whole = add(part, rest)
    if is_zero(whole):
        raise MathsError("there is nothing to count")
    return divide(part, whole)


def _f1_score(right: int, wrongly: int, missed: int) -> Anything:
    if min(wrongly, missed) < 0:
        raise MathsError("counts are not negative")
    return _share(2 * right, wrongly + missed)


def _hamming_distance(a: Numbers, b: Numbers) -> int:
    if len(a) != len(b) or len(a) > MAX_LABELS:
        raise MathsError(f"the lists have one length, up to {MAX_LABELS:,}")
    return sum(not equal(p, q) for p, q in zip(a, b, strict=True))


TABLE = table(
    Function("entropy", _entropy, "vector scalar?", "entropy of a distribution, in nats or to a base", "entropy([1/2, 1/4, 1/4], 2) == 3/2", "entropy([1/2, 1/4])"),
    Function("cross_entropy", _cross_entropy, "vector vector scalar?", "cross entropy of the second distribution relative to the first", "cross_entropy([1, 0], [1/4, 3/4], 2) == 2", "cross_entropy([1/2, 1/2], [1, 0])"),
    Function("kl_divergence", _kl_divergence, "vector vector scalar?", "Kullback–Leibler divergence of the first distribution from the second", "kl_divergence([1, 0], [1/2, 1/2], 2) == 1", "kl_divergence([1/2, 1/2], [1, 0])"),
    Function("gini_impurity", _gini, "vector", "probability that two draws differ", "gini_impurity([1/2, 1/2]) == 1/2", "gini_impurity([1, 1])"),
    Function("sigmoid", _sigmoid, "scalar", "logistic function 1/(1 + exp(−x))", "sigmoid(0) == 1/2", "sigmoid(10**9)"),
    Function("relu", _relu, "scalar", "the number if it is positive, else 0", "relu(-3) == 0", "relu([1, 2])"),
    Function("softplus", _softplus, "scalar", "ln(1 + exp(x))", "softplus(0) == ln(2)", "softplus(10**9)"),
    Function("softmax", _softmax, "vector", "exponentials as shares of their sum", "softmax([0, ln(3)]) == [1/4, 3/4]", "softmax([0, 10**9])"),
    Function("log_sum_exp", _log_sum_exp, "vector", "logarithm of the sum of exponentials", "log_sum_exp([ln(2), ln(3)]) == ln(5)", "log_sum_exp([10**9])"),
    Function("mean_squared_error", _mean_squared_error, "vector vector", "mean of the squared differences", "mean_squared_error([1, 2], [3, 2]) == 2", "mean_squared_error([1, 2], [3])"),
    Function("mean_absolute_error", _mean_absolute_error, "vector vector", "mean of the absolute differences", "mean_absolute_error([1, 2], [3, 2]) == 1", "mean_absolute_error([1, 2], [3])"),
    Function("confusion_counts", _confusion_counts, "list list value", "true positive, false positive, false negative and true negative, from actual and predicted labels and the positive one", "confusion_counts([1, 1, 0], [1, 0, 0], 1) == [1, 0, 1, 1]", "confusion_counts([1], [1, 0], 1)"),
    Function("precision_of", _share, "number number", "precision from true and false positives", "precision_of(3, 1) == 3/4", "precision_of(0, 0)"),
    Function("recall_of", _share, "number number", "recall from true positives and false negatives", "recall_of(3, 2) == 3/5", "recall_of(0, 0)"),
    Function("f1_score", _f1_score, "integer integer integer", "harmonic mean of precision and recall, from true positives, false positives and false negatives", "f1_score(3, 1, 2) == 2/3", "f1_score(0, 0, 0)"),
    Function("hamming_distance", _hamming_distance, "list list", "at how many places two lists differ", "hamming_distance([1, 0, 1], [1, 1, 0]) == 2", "hamming_distance([1], [1, 0])"),
)  # fmt: skip
