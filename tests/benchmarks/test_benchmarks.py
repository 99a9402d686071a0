"""Both writers of the benchmark write the same kinds of questions, and both keys are right.

The right response is worked out from the text that a student reads, by nothing that either writer uses.
Figures are never tested: they say more about the machine than about the code.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from fractions import Fraction
from html import unescape
from math import isqrt
from pathlib import Path

import pytest
from moodle_reader import Stored, read_bank

from benchmarks import by_hand, measure, ours, report
from benchmarks.questions import QUESTIONS
from benchmarks.task import Cost

COUNT = 5
KINDS = {"derivative": "multichoice", "eigenvalue": "numerical", "product": "cloze", "bayes": "numerical"}
CHOICES = 5
WRITERS = {"ours": ours.write, "by hand": by_hand.write}

Polynomial = dict[int, int]


def matrices(text: str) -> list[list[list[int]]]:
    bodies = re.findall(r"\\begin\{p?matrix\}(.*?)\\end\{p?matrix\}", unescape(text))
    return [[[int(cell) for cell in row.split("&")] for row in body.split(r"\\")] for body in bodies]


def polynomial(tex: str) -> Polynomial:
    """`-3 x^{4} + x - 2` as {4: -3, 1: 1, 0: -2}; terms of one degree are added."""
    found: Polynomial = {}
    for sign, digits, letter, exponent in re.findall(
        r"([+-]?)(\d*)(x?)(?:\^\{(\d+)\})?", tex.replace(" ", "")
    ):
        if digits or letter:
            degree = int(exponent or 1) if letter else 0
            found[degree] = found.get(degree, 0) + int(f"{sign}{digits or 1}")
    return found


def derivative(question: Stored) -> tuple[str, ...]:
    (tex,) = re.findall(r"f\(x\) = (.*?)\.?\\\]", question.text)
    wanted = {n - 1: n * c for n, c in polynomial(tex).items() if n}
    choices = [entry.text for entry in question.gaps[0].entries]
    return tuple(choice for choice in choices if polynomial(choice.strip("\\()")) == wanted)


def eigenvalue(question: Stored) -> tuple[str, ...]:
    (((a, b), (c, d)),) = matrices(question.text)
    root = isqrt((a + d) ** 2 - 4 * (a * d - b * c))
    return (str((a + d + root) // 2),)


def product(question: Stored) -> tuple[str, ...]:
    a, b = matrices(question.text)
    return tuple(str(a[i][0] * b[0][j] + a[i][1] * b[1][j]) for i in range(2) for j in range(2))


def bayes(question: Stored) -> tuple[str, ...]:
    shares = re.findall(r"([\d.]+)\s*%", unescape(question.text))
    prior, found, wrongly = (Fraction(share) / 100 for share in shares)
    return (f"{float(prior * found / (prior * found + (1 - prior) * wrongly)):.3f}",)


RIGHT: dict[str, Callable[[Stored], tuple[str, ...]]] = {
    "derivative": derivative,
    "eigenvalue": eigenvalue,
    "product": product,
    "bayes": bayes,
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_both_write_the_same_kind_of_question_with_the_right_key(
    kind: str, writer: str, tmp_path: Path
) -> None:
    (file,) = WRITERS[writer](kind, COUNT, tmp_path)
    bank = read_bank(file.read_bytes())
    assert [question.kind for question in bank] == [KINDS[kind]] * COUNT
    for question in bank:
        responses = RIGHT[kind](question)
        assert question.grade(*responses)[0] == 1, (question.text, responses)
        assert question.general, "a solution is shown afterwards"
        wrong = [entry for gap in question.gaps for entry in gap.entries if entry.fraction == 0]
        assert len(wrong) >= 2
        assert all(entry.feedback for entry in wrong)
        if kind == "derivative":
            assert len(question.gaps[0].entries) == CHOICES


@pytest.mark.parametrize("writer", ["by_hand", "proved"])
def test_a_task_tells_what_it_cost(writer: str) -> None:
    cost = measure._cost(writer, "bayes", 2)
    assert 0 < cost.cpu < cost.start  # two questions cost less than importing sympy
    assert cost.peak > 10


def test_the_measuring_process_stays_small() -> None:
    """Its size would be the least peak that a child can have."""
    heavy = "[name for name in ('sympy', 'lxml', 'generator') if name in sys.modules]"
    script = f"import sys, benchmarks.__main__; print({heavy})"
    done = measure.subprocess.run(
        [sys.executable, "-c", script], cwd=measure.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_figures_compare_run_by_run() -> None:
    def cost(cpu: float, peak: float = 50) -> Cost:
        return Cost(cpu, cpu, 0.5, peak, 0.04)

    times = ((2.0, 1.0), (3.0, 2.0), (9.0, 3.0))
    runs = tuple(measure.Run(cost(ours), cost(hand), cost(ours / 2)) for ours, hand in times)
    measured = measure.Measured(
        1_000, dict.fromkeys(QUESTIONS, runs), dict.fromkeys(QUESTIONS, cost(1, 60)), {30: cost(60)}
    )
    found = json.loads(json.dumps(report.figures(measured)))
    assert found["all"]["ratios"] == [2, 1.5, 3]
    assert found["all"]["ratio"] == 1.5  # of the medians, 3 and 2 seconds
    assert found["all"]["per_second"] == pytest.approx(1_000 / 3)
    assert found["all"]["export"] == pytest.approx(1.5 / 1_000)  # half of the median, 3 seconds
    assert found["all"]["exports"] == [0.5, 0.5, 0.5]
    assert found["kinds"]["bayes"]["growth"] == pytest.approx(0.2)
    assert found["worksheets"] == {"30": {"cpu": 2, "wall": 2}}
    assert "2.00, 1.50, 3.00" in report.table(found)


def test_a_large_run_is_written_into_several_files(tmp_path: Path) -> None:
    files = ours.write("product", 1001, tmp_path)
    assert [len(read_bank(file.read_bytes())) for file in files] == [1000, 1]
