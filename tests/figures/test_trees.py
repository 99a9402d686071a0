"""Graphs, trees and tables: what leads to what, read off the shapes."""

from __future__ import annotations

import math

import pytest

from generator.errors import EvaluationError
from generator.exporters.formulas import plain
from generator.figures import FIGURES
from generator.maths.language import compile_expression
from generator.model import Figure, Label, Math, Path, Table, Text
from tests.figures.reading import SYMBOLS, discs, figure, labels, paths, text_of, tips


def boxes(drawn: Figure) -> list[Path]:
    return [path for path in paths(drawn) if path.closed and path.fill == 1.0]


def holds(box: Path, label: Label) -> bool:
    (left, bottom), _, (right, top), _ = box.points
    return left < label.x < right and bottom < label.y < top


def test_every_node_stands_in_its_box_and_boxes_are_apart() -> None:
    drawn = figure("computation_graph([['u', x*y], ['v', x + 1], ['w', u*v + y]], [['x', 2], ['u', 6]])")
    contents = [[text_of(label) for label in labels(drawn) if holds(box, label)] for box in boxes(drawn)]
    assert contents == [["x = 2"], ["u = xy", "= 6"], ["v = x + 1"], ["w = uv + y"]]
    spans = [(box.points[0], box.points[2]) for box in boxes(drawn)]
    for n, ((a, b), (c, d)) in enumerate(spans):
        for (p, q), (r, s) in spans[:n]:
            assert c < p or a > r or d < q or b > s
    assert [text_of(label) for label in labels(drawn)].count("y") == 1
    assert len(discs(drawn)) == 1


def test_arrows_lead_from_what_is_used_to_what_uses_it() -> None:
    drawn = figure("computation_graph([['u', x**2], ['v', sin(u)], ['w', v + x]])")
    lines = [path for path in paths(drawn) if not path.closed]
    heads = [tip for _, tip in tips(drawn, 0.8)]
    assert len(heads) == 4  # x → u, u → v, v → w, x → w
    assert all(any(on_side(box, tip) for box in boxes(drawn)) for tip in heads)
    for box in boxes(drawn):  # no line runs through a box
        (left, bottom), _, (right, top), _ = box.points
        for line in lines:
            for (x, y), (u, v) in zip(line.points, line.points[1:], strict=False):
                for k in range(1, 40):
                    p, q = x + (u - x) * k / 40, y + (v - y) * k / 40
                    assert not (left + 1 < p < right - 1 and bottom + 1 < q < top - 1)


def test_lines_lead_to_the_right_only() -> None:
    drawn = figure(
        "computation_graph([['a', x + y], ['b', x*y], ['u', a*b], ['v', u + x], ['w', u + v + a + x]])"
    )
    for line in paths(drawn):
        if not line.closed:
            assert list(line.points) == sorted(line.points)


def on_side(box: Path, tip: tuple[float, float]) -> bool:
    (left, bottom), _, (_, top), _ = box.points
    return math.isclose(tip[0], left, abs_tol=0.02) and bottom <= tip[1] <= top


def test_the_words_of_a_graph() -> None:
    alt = figure("computation_graph([['u', x*y], ['v', u + 1]], [['x', 2], ['u', 6]])").alt
    assert alt == (
        "Computation graph. Inputs: x and y. Node u = x·y, with arrows from x and y. "
        "Node v = 1 + u, with arrows from u. Values: x = 2 and u = 6."
    )


def test_branches_carry_their_probabilities_and_end_at_their_names() -> None:
    drawn = figure("probability_tree([1/3, 2/3], [[1/2, 1/2], [1/4, 3/4]], [['A', 'B'], ['+', '−']])")
    branches = [path for path in paths(drawn) if not path.closed]
    assert len(branches) == 6
    told = []
    for label in labels(drawn):
        if label.masked:
            (branch,) = [b for b in branches if _distance((label.x, label.y), b) < 0.05]
            told.append((text_of(label), branch))
    assert {branch for _, branch in told} == set(branches)
    root = min(branch.points[0] for branch in branches)
    stages = [[text for text, b in told if (b.points[0] == root) == first] for first in (True, False)]
    assert stages == [["1/3", "2/3"], ["1/2", "1/2", "1/4", "3/4"]]
    names = [text_of(label) for label in labels(drawn) if label.anchor == "left"]
    assert names == ["A", "+", "−", "B", "+", "−"]


def _distance(point: tuple[float, float], branch: Path) -> float:
    (x, y), (u, v) = branch.points
    p, q = point
    inside = min(x, u) <= p <= max(x, u)
    return abs((u - x) * (q - y) - (v - y) * (p - x)) / math.dist((x, y), (u, v)) if inside else math.inf


def test_one_probability_stands_for_itself_and_the_rest() -> None:
    short = figure("probability_tree([0.01, 0.99], [0.9, 0.05], [['D', 'not D'], ['+', '−']])")
    long = figure("probability_tree([0.01, 0.99], [[0.9, 0.1], [0.05, 0.95]], [['D', 'not D'], ['+', '−']])")
    assert short == long
    assert short.alt == (
        "Probability tree. First: D with 0.01 and not D with 0.99. After D: + with 0.9 and − with 0.1. "
        "After not D: + with 0.05 and − with 0.95."
    )


def table(text: str) -> Table:
    made = compile_expression(text, frozenset(SYMBOLS), {}, FIGURES).evaluate(dict(SYMBOLS))
    assert isinstance(made, Table)
    return made


def test_a_table_holds_its_values_and_aligns_them() -> None:
    made = table("table([[1, 'one', 1/2], [-20, 'two', x]], ['n', 'word', 'f'])")
    assert made.align == "rlc"
    cells = [
        [inline.text if isinstance(inline, Text) else plain(inline.formula) for cell in row for inline in cell
         if isinstance(inline, (Text, Math))]
        for row in (made.header, *made.rows)
    ]  # fmt: skip
    assert cells == [["n", "word", "f"], ["1", "one", "1/2"], ["−20", "two", "x"]]
    assert table("table([[1, 2], [3, 4]])").header == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("computation_graph([])", "the figure is empty"),
        ("computation_graph([['u', x], ['u', y]])", "two nodes have one name"),
        ("computation_graph([['u', v], ['v', x]])", "`u` uses `v`, which comes later"),
        ("computation_graph([['u', u + 1]])", "`u` uses `u`"),
        ("computation_graph([['u', x]], [['q', 1]])", "there is no node `q`"),
        ("computation_graph([['u', 'x']])", "an expression is needed at `u`"),
        ("computation_graph([[1, x, y]])", "a name with an expression is needed"),
        ("computation_graph([['u', 7**300 + x]])", "too long"),
        ("probability_tree([1/2, 1/3], [1/2, 1/2])", "do not add up to 1"),
        ("probability_tree([3/2, -1/2], [1/2, 1/2])", "not a probability"),
        ("probability_tree([1/2, 1/2], [1/2])", "2 first branches need as many rows"),
        ("probability_tree([1/2, 1/2], [1/2, 1/2], [['A', 'B']])", "the names are two lists"),
        ("probability_tree([1], [1])", "branches into 2 to 6"),
        ("table([])", "the table is empty"),
        ("table([[1, 2], [3]])", "one length"),
        ("table([[1, 2]], ['x'])", "one length"),
        ("table([1, 2], ['x', 'y'])", "one length"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_in_words(text: str, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        figure(text)
