"""What hostile text is thrown at: one function a reader. Each takes bytes; anything that it raises is a bug.

The readers may refuse a text only in their own words (SpecError, TextFault …), and must do so within `SECONDS`.
`fuzz.py` drives these with coverage-guided inputs; `test_corpus.py` replays all that were kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

import sympy

from generator.answers import judge
from generator.draw import draw
from generator.engine.limits import time_limit
from generator.errors import EvaluationError, SetwrightError, SpecError, TextFault
from generator.exporters.formulas import latex, mathml, plain
from generator.exporters.html import QTI, blocks
from generator.exporters.latex.blocks import blocks as latex_blocks
from generator.family import compile_family
from generator.figures import FIGURES
from generator.maths.language import compile_expression
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, MathsError, Matrix
from generator.maths.written import written
from generator.methods import METHODS
from generator.model import Expression, Interval, Num, Number, Paragraph, Text, TextAnswer
from generator.prose.read import read
from generator.prose.tree import ProseError
from generator.sets.load import set_of
from generator.spec.files import decode
from generator.spec.load import spec_of

SECONDS = 10.0
"""A reader that takes longer than this for one short text hangs."""

x, y = sympy.symbols("x y")
SCOPE = {
    "x": x, "y": y, "a": 3, "b": Fraction(-2, 3), "d": FiniteDecimal("0.25"), "v": (1, -2, 2), "w": (x, y),
    "A": Matrix(((2, -1), (0, 3))), "data": ((1, 2), (3, 5), (4, 4)), "t": True, "s": "word",
}  # fmt: skip
ANSWERS = (
    Number(Fraction(1, 2), Num("0.5")),
    Expression(x**2 + 1, Num("1"), ("x", "y"), "expanded"),
    Interval(Number(0, Num("0")), None, (True, False), Num("0")),
    TextAnswer(("saddle point", "saddle"), Num("0")),
)


def expression(data: bytes) -> None:
    """An expression: compiled, evaluated, printed in every notation, written and read again."""
    text = data.decode("utf-8", "replace")
    with time_limit(SECONDS):
        try:
            value = compile_expression(text, frozenset(SCOPE), METHODS, FIGURES).evaluate(dict(SCOPE))
            formula = typeset(value)
        except (TextFault, EvaluationError, MathsError):
            return
        for write in (latex, mathml, plain):
            write(formula)
        written(value)


def prose(data: bytes) -> None:
    """A text: read to a tree, its holes filled, written as HTML and LaTeX."""
    text = data.decode("utf-8", "replace")
    with time_limit(SECONDS):
        try:
            tree = read(text)
        except ProseError:
            return
        contents = {"formula": Num("1"), "text": (Text("1"),), "block": (Paragraph((Text("1"),)),)}
        filled = tree.filler([contents[hole.where] for hole in tree.holes]) if tree.filler else tree.blocks
        with suppress(ValueError):  # characters that XML cannot hold are refused by `spec.files` before
            blocks(filled, QTI)
        latex_blocks(filled)


def spec(data: bytes) -> None:
    """A file: read as a spec, compiled, and two variants drawn; and read as a problem set."""
    with time_limit(SECONDS):
        with suppress(SpecError):
            set_of(decode(data, "fuzz.yaml"), "fuzz")
        try:
            family = compile_family(spec_of(decode(data, "fuzz.yaml"), "fuzz"), "fuzz", "fuzz.yaml")
            drawing = draw(family, "1")
            for index in range(2):
                drawing(index)
        except SetwrightError as error:
            error.render()


def response(data: bytes) -> None:
    """What a student types, to be judged against answers of several kinds."""
    text = data.decode("utf-8", "replace")
    with time_limit(SECONDS):
        for answer in ANSWERS:
            with suppress(ValueError):
                judge(answer, text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "expression": expression,
    "prose": prose,
    "spec": spec,
    "response": response,
}
