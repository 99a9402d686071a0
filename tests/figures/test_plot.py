"""Graphs: what is drawn is the function, read off the numbers at the axes."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from generator.errors import EvaluationError
from tests.figures.reading import curves, figure, labels, paths, text_of

FUNCTIONS: list[tuple[str, Callable[[float], float]]] = [
    ("plot(x**2, x, -2, 2)", lambda x: x * x),
    ("plot(sin(x), x, 0, 2*pi)", math.sin),
    ("plot(1/(x - 1), x, -3, 4)", lambda x: 1 / (x - 1)),
    ("plot(exp(x)/1000000, x, 0, 3)", lambda x: math.exp(x) / 1e6),
    ("plot(300000*x**3, x, -1, 5/2)", lambda x: 300_000 * x**3),
    ("plot(ln(x), x, -1, 6)", math.log),
]


@pytest.mark.parametrize(("text", "f"), FUNCTIONS, ids=[text for text, _ in FUNCTIONS])
def test_every_corner_of_the_line_lies_on_the_graph(text: str, f: Callable[[float], float]) -> None:
    drawn = curves(figure(text))
    corners = [point for piece in drawn for point in piece]
    heights = [y for _, y in corners]
    across = max(x for x, _ in corners) - min(x for x, _ in corners)
    fine = across / 230 / 50  # a fiftieth of a point of type
    for x, y in corners:
        slack = (
            max(abs(f(x + fine) - f(x)), abs(f(x) - f(x - fine))) if x - fine > 0 or "ln" not in text else 1
        )
        assert abs(y - f(x)) <= 1.5 * slack + (max(heights) - min(heights)) / 3000


def test_a_pole_cuts_the_line_and_the_window_bounds_it() -> None:
    drawn = figure("plot(1/(x - 1), x, -3, 4)")
    left, right = curves(drawn)
    assert max(x for x, _ in left) < 1 < min(x for x, _ in right)
    assert max(y for _, y in left) < 0 < min(y for _, y in right)
    frame = [path for path in paths(drawn) if path.stroke == 0.4]  # the grid
    low, high = min(y for p in frame for _, y in p.points), max(y for p in frame for _, y in p.points)
    assert all(low - 0.01 <= y <= high + 0.01 for p in paths(drawn) if p.stroke == 1.2 for _, y in p.points)
    assert "is interrupted at x = 1" in drawn.alt


def test_a_line_starts_where_the_function_does() -> None:
    (piece,) = curves(figure("plot(sqrt(x - 1/3), x, -1, 3)"))
    assert piece[0][0] == pytest.approx(1 / 3, abs=0.01)
    assert piece[0][1] == pytest.approx(0, abs=0.01)


def test_a_steep_line_is_whole_and_a_jump_is_not() -> None:
    assert len(curves(figure("plot(arctan(200*x), x, -1, 1)"))) == 1
    assert len(curves(figure("plot(x/abs(x), x, -1, 1)"))) == 2


def test_several_graphs_differ_by_dashes_and_have_their_names() -> None:
    drawn = figure("plot([x**2, x + 2, -x], x, -2, 2, ['f', x + 2, 'line'])")
    dashes = [path.dashes for path in paths(drawn) if path.stroke == 1.2]
    assert len(set(dashes)) == 3
    assert [text_of(label) for label in labels(drawn)][-3:] == ["f", "x + 2", "line"]
    assert "solid curve labelled f" in drawn.alt
    assert "dashed curve labelled 2 + x" in drawn.alt
    assert "dotted curve labelled line" in drawn.alt


def test_a_label_is_nearest_to_its_own_curve() -> None:
    drawn = figure("plot([sin(x), cos(x)], x, 0, 2*pi, ['f', 'g'])")
    lines = [path for path in paths(drawn) if path.stroke == 1.2]
    for name, own, other in (("f", lines[0], lines[1]), ("g", lines[1], lines[0])):
        (label,) = [label for label in labels(drawn) if text_of(label) == name]

        def away(points: tuple[tuple[float, float], ...], x: float = label.x, y: float = label.y) -> float:
            return min(math.dist((x, y), point) for point in points)

        assert away(own.points) < away(other.points)


def test_the_words_tell_what_is_to_be_seen() -> None:
    alt = figure("plot(x**3 - 3*x, x, -2, 2)").alt
    assert "x from −2 to 2" in alt
    for seen in ("(−2, −2)", "(−1, 2)", "(1, −2)", "(2, 2)", "x = −1.73, 0 and 1.73"):
        assert seen in alt
    assert "maximum at (−1, 2)" in alt
    assert "minimum at (1, −2)" in alt
    assert "cubic" not in alt
    assert "x^3" not in alt


def test_ends_in_pi_have_ticks_in_pi() -> None:
    shown = [text_of(label) for label in labels(figure("plot(cos(x), x, -pi, pi)"))]
    assert {"−π", "−π/2", "0", "π/2", "3π/4", "π"} <= set(shown)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("plot(ln(x), x, -2, -1)", "the figure is empty"),
        ("plot(x**2, x, 0, 1, [], [-3, -2])", "the figure is empty"),
        ("plot([], x, 0, 1)", "the figure is empty"),
        ("plot(x*y, x, 0, 1)", "the symbol `y` has no value"),
        ("plot(x, x, 1, 1)", "from a smaller number to a larger"),
        ("plot(x, x, 10**8, 10**8 + 1)", "too narrow"),
        ("plot(10**12*x, x, 0, 1)", "too large to be drawn"),
        ("plot([x, x, x, x, x, x, x], x, 0, 1)", "at most 6"),
        ("plot(x, x, 0, 1, ['f', 'g'])", "2 names are given for 1 thing"),
        ("plot(x, x, 0, 1, [[1]])", "a word or an expression"),
        ("plot(x, x, 0, 1, [], [1])", "two numbers"),
        ("plot(x, x, y, 1)", "the symbol `y`"),
        ("plot('f', x, 0, 1)", "not the word `f`"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_in_words(text: str, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        figure(text)
