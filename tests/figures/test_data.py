"""Data and distributions: lines, axes, bars and areas against numbers found by other roads."""

from __future__ import annotations

import math
import statistics

import mpmath
import pytest

from generator.errors import EvaluationError
from generator.model import Figure
from tests.figures.reading import (
    area,
    curves,
    discs,
    figure,
    in_plane,
    labels,
    number,
    paths,
    scale,
    text_of,
    tips,
)

POINTS = [(1, 2), (2, 3), (3, 5), (4, 4), (5, 7)]
GIVEN = "[[1, 2], [2, 3], [3, 5], [4, 4], [5, 7]]"


def test_points_lie_where_the_data_say_and_are_told() -> None:
    drawn = figure(f"scatter({GIVEN})")
    seen = in_plane(tuple(disc.centre for disc in discs(drawn)), drawn)
    assert all(p == pytest.approx(q, abs=0.02) for p, q in zip(seen, POINTS, strict=True))
    assert drawn.alt == "Scatter plot of 5 points: (1, 2), (2, 3), (3, 5), (4, 4) and (5, 7)."


def test_the_line_is_that_of_least_squares() -> None:
    slope, intercept = statistics.linear_regression(*zip(*POINTS, strict=True))
    (line,) = curves(figure(f"scatter({GIVEN}, 'line')"), 1.1)
    assert len(line) == 2
    for x, y in line:
        assert y == pytest.approx(intercept + slope * x, abs=0.02)


def test_principal_axes_are_eigenvectors_two_deviations_long() -> None:
    drawn = figure(f"scatter({GIVEN}, 'axes')")
    xs, ys = zip(*POINTS, strict=True)
    covariance = mpmath.matrix([
        [statistics.variance(xs), statistics.covariance(xs, ys)],
        [statistics.covariance(xs, ys), statistics.variance(ys)],
    ])  # fmt: skip
    values = sorted((float(v) for v in mpmath.eigsy(covariance, eigvals_only=True)), reverse=True)
    for (tail, tip), value in zip((in_plane(a, drawn) for a in tips(drawn, 1.4)), values, strict=True):
        assert tail == pytest.approx((statistics.mean(xs), statistics.mean(ys)), abs=0.03)
        u, v = tip[0] - tail[0], tip[1] - tail[1]
        assert math.hypot(u, v) == pytest.approx(2 * math.sqrt(value), abs=0.05)
        image = covariance * mpmath.matrix([u, v])
        assert float(image[0]) == pytest.approx(value * u, abs=0.15)
        assert float(image[1]) == pytest.approx(value * v, abs=0.15)


def bars_of(drawn: Figure) -> list[list[tuple[float, float]]]:
    return [in_plane(path.points, drawn) for path in paths(drawn) if path.fill is not None]


def test_bars_of_a_histogram_count() -> None:
    drawn = figure("histogram([1, 2, 2, 3, 5, 6], [0, 2, 4, 6])")
    heights = [max(y for _, y in bar) for bar in bars_of(drawn)]
    assert heights == pytest.approx([1, 3, 2], abs=0.02)
    assert "0 to 2: 1; 2 to 4: 3; 4 to 6: 2." in drawn.alt


def test_bars_of_unequal_width_have_their_counts_as_areas() -> None:
    drawn = figure("histogram([1, 2, 2, 3, 3, 3, 4, 9], [0, 1, 3, 4, 10])")
    areas = [area(tuple(bar)) for bar in bars_of(drawn)]
    assert areas == pytest.approx([3, 3, 2], abs=0.05)  # the first bin is empty
    assert "count per unit of width" in drawn.alt


def test_bins_that_are_chosen_hold_all_data() -> None:
    data = [12, 15, 17, 22, 23, 23, 24, 31, 35, 36, 40, 44, 47, 52, 60]
    for bins in ("", ", 1", ", 7"):
        heights = [max(y for _, y in bar) for bar in bars_of(figure(f"histogram({data}{bins})"))]
        assert sum(map(round, heights)) == len(data)


def test_bars_are_as_high_as_their_values() -> None:
    drawn = figure("bar_chart(['A', 'B', 'C'], [3, 5/2, 0])")
    assert [max(y for _, y in bar) for bar in bars_of_named(drawn)] == pytest.approx([3, 2.5], abs=0.02)
    assert drawn.alt == "Bar chart. A: 3; B: 2.5; C: 0."


def bars_of_named(drawn: Figure) -> list[list[tuple[float, float]]]:
    """Bars over names, where only the vertical axis has numbers."""
    small = [label for label in labels(drawn) if label.anchor == "right"]
    (p, a), (q, b) = [(label.y, number(text_of(label))) for label in (small[0], small[-1])]
    return [
        [(x, a + (y - p) * (b - a) / (q - p)) for x, y in path.points]
        for path in paths(drawn)
        if path.fill is not None
    ]


def normal(x: float) -> float:
    return float(mpmath.ncdf(x))


def student(x: float) -> float:
    """With 5 degrees of freedom."""
    scale = mpmath.gamma(3) / mpmath.sqrt(5 * mpmath.pi) / mpmath.gamma(2.5)
    return float(scale * mpmath.quad(lambda t: (1 + t * t / 5) ** -3, [-mpmath.inf, x]))


def chi_squared(x: float) -> float:
    return float(mpmath.gammainc(2, 0, x / 2, regularized=True))


@pytest.mark.parametrize(
    ("text", "probability"),
    [
        ("density('normal', 0, 1, -1, 2)", normal(2) - normal(-1)),
        ("density('normal', 100, 15, 85, 130)", normal(2) - normal(-1)),
        ("density('normal', 0, 1, 1/2, 'inf')", normal(3.5) - normal(0.5)),
        ("density('t', 5, -1, 2.02)", student(2.02) - student(-1)),
        ("density('chi2', 4, 2, 9.49)", chi_squared(9.49) - chi_squared(2)),
        ("density('exponential', 1/2, 1/3, 3)", math.exp(-1 / 6) - math.exp(-1.5)),
    ],
)
def test_the_shaded_area_is_the_probability(text: str, probability: float) -> None:
    """As a part of the area below the curve, nearly all of which is in the figure."""
    drawn = figure(text)
    (shaded,) = [path for path in paths(drawn) if path.fill == 0.78]
    (curve,) = [path for path in paths(drawn) if path.stroke == 1.2]
    foot = min(y for _, y in shaded.points)
    whole = area((*curve.points, (curve.points[-1][0], foot), (curve.points[0][0], foot)))
    (first, last) = (curve.points[0][0], curve.points[-1][0])
    x, _ = scale(drawn)
    inside = within(text, x(first), x(last))
    assert area(shaded.points) / whole * inside == pytest.approx(probability, abs=2e-3)


def within(text: str, low: float, high: float) -> float:
    """The probability of the window of a figure."""
    if "normal" in text:
        mean, deviation = (100, 15) if "100" in text else (0, 1)
        return normal((high - mean) / deviation) - normal((low - mean) / deviation)
    if "'t'" in text:
        return student(high) - student(low)
    if "chi2" in text:
        return chi_squared(high) - chi_squared(max(low, 0))
    return 1 - math.exp(-high / 2)


def test_the_words_tell_the_shape_and_what_is_shaded() -> None:
    alt = figure("density('normal', 0, 1, -1, 'inf')").alt
    assert "highest at x = 0" in alt
    assert "0.61 at −1, 1 at 0, 0.61 at 1, 0.14 at 2" in alt  # exp(−1/2), exp(−2)
    assert alt.endswith("The area below it to the right of −1 is shaded.")
    assert "normal" not in alt  # the drawing does not say so either


def test_ends_of_the_shaded_part_are_numbers_of_the_axis() -> None:
    shown = [text_of(label) for label in labels(figure("density('chi2', 4, 9.49, 'inf')"))]
    assert "9.49" in shown
    assert "10" not in shown  # no room beside it


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("scatter([])", "the figure is empty"),
        ("scatter([[1, 2], [1, 3]], 'line')", "different x"),
        ("scatter([[1, 2], [1, 2]], 'axes')", "different points"),
        ("scatter([[1, 2]], 'curve')", "'line'"),
        ("scatter([[1, 2]], '', ['x'])", "the two axes"),
        ("scatter([1, 2])", "two coordinates"),
        ("histogram([])", "the figure is empty"),
        ("histogram([1], [2, 3])", "the figure is empty"),
        ("histogram([1, 2], [3, 2])", "increasing"),
        ("histogram([1, 2], -1)", "from 1 to 40"),
        ("histogram([1, 2], 10**9)", "from 1 to 40"),
        ("histogram([x])", "the symbol `x`"),
        ("bar_chart(['A'], [0])", "the figure is empty"),
        ("bar_chart(['A'], [-1])", "not negative"),
        ("bar_chart(['A', 'B'], [1])", "as many values as names"),
        ("density('normal', 0, -1)", "must be above 0"),
        ("density('normal', 0)", "has 2 parameters"),
        ("density('cauchy', 0, 1)", "there is no distribution `cauchy`"),
        ("density('normal', 0, 1, 2, 1)", "from a smaller number"),
        ("density('normal', 0, 1, 50, 60)", "the figure is empty"),
        ("density('normal', 10**9, 1/10**6)", "too narrow"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_in_words(text: str, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        figure(text)
