"""What is counted as difficulty, and draws that are too hard being replaced."""

import pytest

from generator.difficulty import measure
from generator.draw import draw
from generator.errors import SamplingError
from tests.families import family

SUM = """
parameters:
  a: integer(1, 99)
  b: integer(1, 99)
{fair}
question: What is ${{{{ a }}}} + {{{{ b }}}}$, if ${{{{ decimal(a / 4) }}}}$ is a quarter?
parts:
  - kind: matrix
    answer: matrix_product([[a, 1]], [[1], [b]])
    certificate: value[1, 1] - b == a
solution: |
  {{{{ steps(matrix_product([[a, 1]], [[1], [b]])) }}}}
"""


def test_the_largest_number_the_steps_and_the_length_are_counted() -> None:
    drawing = draw(family(SUM.format(fair="")), "1")
    for index in range(30):
        question = drawing(index)
        a, b = (int(value) for _, value in question.values)
        quarter = str(a / 4).rstrip("0").rstrip(".")
        hard = measure(question)
        assert hard.largest == max(a + b, int(quarter.replace(".", "")))
        assert hard.answer_length == len(str(a + b))
        steps = next(block for block in question.solution)
        assert hard.step_count == len(steps.steps)  # type: ignore[union-attr]


def test_draws_that_are_harder_are_replaced() -> None:
    drawing = draw(family(SUM.format(fair="fair: largest <= 1500 and answer_length <= 2")), "1")
    for index in range(30):
        assert sum(int(value) for _, value in drawing(index).values) < 100
    assert drawing.sampler.rejected["fair: largest <= 1500 and answer_length <= 2"]
    assert not drawing.failed


def test_a_family_that_is_hardly_ever_fair_is_an_error() -> None:
    drawing = draw(family(SUM.format(fair="fair: largest < 3")), "1")
    with pytest.raises(SamplingError) as caught:
        drawing(0)
    assert "`largest < 3` fails" in caught.value.message
