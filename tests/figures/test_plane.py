"""Arrows, images of the unit square, contour lines: their geometry, by other roads."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from generator.errors import EvaluationError
from generator.model import Label, Path
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


def test_arrows_lead_from_the_origin_to_the_vectors() -> None:
    drawn = figure("vectors([[2, 1], [-1, 3], [0, -1/2]], ['u', 'v', 'w'])")
    ends = [in_plane(arrow, drawn) for arrow in tips(drawn, 2.0)]
    for (tail, tip), vector in zip(ends, [(2, 1), (-1, 3), (0, -0.5)], strict=True):
        assert tail == pytest.approx((0, 0), abs=0.02)
        assert tip == pytest.approx(vector, abs=0.02)
    assert drawn.alt.endswith("from the origin: u to (2, 1), v to (−1, 3) and w to (0, −0.5).")


def test_a_unit_is_equally_long_both_ways() -> None:
    x, y = scale(figure("vectors([[7, 1], [-1, 3]])"))
    assert x(101) - x(1) == pytest.approx(y(101) - y(1), rel=1e-3)


def test_the_image_of_the_unit_square_has_the_determinant_as_its_area() -> None:
    drawn = figure("unit_square_image([[3, -1], [1, 2]])")
    image = next(path for path in paths(drawn) if path.fill == 0.85)
    square = next(path for path in paths(drawn) if path.dashes)
    assert area(tuple(in_plane(image.points, drawn))) == pytest.approx(abs(3 * 2 - 1 * -1), rel=1e-2)
    assert area(tuple(in_plane(square.points[:-1], drawn))) == pytest.approx(1, rel=1e-2)
    first, second = [in_plane(arrow, drawn)[1] for arrow in tips(drawn, 2.0)]
    assert first == pytest.approx((3, 1), abs=0.02)
    assert second == pytest.approx((-1, 2), abs=0.02)
    assert "(0, 0), (3, 1), (2, 3) and (−1, 2)" in drawn.alt


def test_what_lies_on_an_axis_is_still_seen() -> None:
    drawn = figure("unit_square_image([[2, 2], [0, 1]])")
    shapes = list(drawn.drawing.shapes)
    axes = [k for k, shape in enumerate(shapes) if isinstance(shape, Path) and shape.stroke == 0.6]
    (dashed,) = [k for k, shape in enumerate(shapes) if isinstance(shape, Path) and shape.dashes]
    # The square lies on a wider white line, over the axes: their ink does not fill the gaps of its dashes.
    ground, square = shapes[dashed - 1], shapes[dashed]
    assert isinstance(ground, Path)
    assert isinstance(square, Path)
    assert (ground.points, ground.ink, ground.dashes) == (square.points, 1.0, ())
    assert ground.stroke > square.stroke > shapes[axes[0]].stroke
    vectors = [k for k, shape in enumerate(shapes) if isinstance(shape, Path) and shape.stroke == 2.0]
    assert max(axes) < dashed < min(vectors)


LEVELS: list[tuple[str, Callable[[float, float], float]]] = [
    ("contours(x**2 + 2*y**2, [x, y], [-2, 2])", lambda x, y: x * x + 2 * y * y),
    ("contours(x*y, [x, y], [-3, 3])", lambda x, y: x * y),
    ("contours(exp(x) - y**2, [x, y], [-1, 3/2])", lambda x, y: math.exp(x) - y * y),
    ("contours(ln(x) + y, [x, y], [-1, 4])", lambda x, y: math.log(x) + y),
]


@pytest.mark.parametrize(("text", "f"), LEVELS, ids=[text for text, _ in LEVELS])
def test_every_point_of_a_contour_line_lies_on_the_level_written_on_a_line(
    text: str, f: Callable[[float, float], float]
) -> None:
    drawn = figure(text)
    levels = [number(text_of(label)) for label in labels(drawn) if label.masked]
    assert len(levels) >= 4
    x, _ = scale(drawn)
    fine = abs(x(0.01) - x(0))  # what a hundredth of a point is
    seen = set()
    for line in curves(drawn, 0.7):
        for u, v in line:
            slack = abs(f(u + fine, v) - f(u, v)) + abs(f(u, v + fine) - f(u, v)) + 1e-6
            (level,) = [level for level in levels if abs(f(u, v) - level) <= 1.5 * slack]
            seen.add(level)
    assert seen == set(levels)


def test_each_level_is_written_on_its_own_line() -> None:
    drawn = figure("contours(x**2 + 2*y**2, [x, y], [-2, 2])")
    x, y = scale(drawn)
    for label in labels(drawn):
        if label.masked:
            u, v = x(label.x), y(label.y)
            assert u * u + 2 * v * v == pytest.approx(number(text_of(label)), abs=0.06)


def test_closed_contour_lines_end_where_they_start() -> None:
    drawn = figure("contours(x**2 + y**2, [x, y], [-2, 2])")
    inner = [line for line in curves(drawn, 0.7) if max(map(math.hypot, *zip(*line, strict=True))) < 1.9]
    assert inner
    assert all(line[0] == line[-1] for line in inner)


def test_arrows_point_along_the_gradient_and_are_as_long_as_it_is() -> None:
    drawn = figure("contours(x**2 + 2*y**2, [x, y], [-2, 2], [[1, 1], [-1/2, 1/4]], ['P', 'Q'])")
    gradients = [(2, 4), (-1, 1)]
    steps = [(tip[0] - tail[0], tip[1] - tail[1]) for tail, tip in tips(drawn, 1.4)]
    for step, gradient in zip(steps, gradients, strict=True):
        assert math.atan2(*step) == pytest.approx(math.atan2(*gradient), abs=0.01)
    lengths = [math.hypot(*step) for step in steps]
    assert lengths[1] / lengths[0] == pytest.approx(math.hypot(-1, 1) / math.hypot(2, 4), rel=0.01)
    assert in_plane((discs(drawn)[0].centre,), drawn)[0] == pytest.approx((1, 1), abs=0.01)
    assert "P, (1, 1) an arrow points in the direction (0.4472, 0.8944)" in drawn.alt


def test_where_the_gradient_is_zero_there_is_a_dot_without_an_arrow() -> None:
    drawn = figure("contours(x**2 - y**2, [x, y], [-2, 2], [[0, 0]])")
    assert not tips(drawn, 1.4)
    assert len(discs(drawn)) == 1
    assert "At the point (0, 0) there is no arrow." in drawn.alt


def test_the_words_tell_where_contour_lines_run() -> None:
    alt = figure("contours(2*x + y, [x, y], [0, 5])").alt
    assert "Level 4 crosses the x-axis at x = 2 and the y-axis at y = 4." in alt
    assert "Level 2 crosses y = −3 at x = −0.67" in figure("contours(x*y, [x, y], [-3, 3])").alt


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("vectors([[0, 0]])", "the figure is empty"),
        ("vectors([])", "the figure is empty"),
        ("vectors([[1, 2, 3]])", "two coordinates"),
        ("vectors([[1, 2]], ['u', 'v'])", "2 names are given for 1 thing"),
        ("vectors([[x, 2]])", "the symbol `x`"),
        ("vectors([[k, 1] for k in [1,2,3,4,5,6,7,8,9,10,11,12,13]])", "at most 12"),
        ("vectors([[10**12, 1]])", "too large"),
        ("unit_square_image([[0, 0], [0, 0]])", "the figure is empty"),
        ("unit_square_image([[1, 2, 3]])", "2×2"),
        ("contours(5, [x, y], [-2, 2])", "the figure is empty"),
        ("contours(ln(-x**2 - 1), [x, y], [-2, 2])", "the figure is empty"),
        ("contours(x, [x], [-2, 2])", "two symbols"),
        ("contours(x, [x, y], [-2, 2], [[3, 0]])", "outside the range"),
        ("contours(abs(x) + y, [x, y], [-2, 2], [[0, 0]], ['P', 'Q'])", "2 names"),
        ("contours(sin(100*x)*sin(90*y), [x, y], [-2, 2])", "too many contour lines"),
        ("contours(sqrt(x), [x, y], [0, 2], [[0, 1]])", "no gradient"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_in_words(text: str, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        figure(text)


def test_names_of_vectors_are_bold_and_sums_of_names_are_set_as_such() -> None:
    drawn = figure("vectors([[1, 0], [1, 1]], ['u', 'u + v'])")
    assert [text_of(label) for label in labels(drawn)][-2:] == ["u", "u + v"]
    assert all(
        isinstance(label, Label) and not isinstance(label.content, str) for label in labels(drawn)[-2:]
    )
