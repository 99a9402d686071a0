"""The same questions written by hand: a bare loop of sympy and lxml, as one writes it for one's own course.

Each function below draws numbers, lets sympy compute and print, and returns the `<question>` element. There
is no check of any kind: two variants may be equal, two choices too, and a wrong route may lead to the right
number. Feedback is fixed text, and the solution is one line.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree
from lxml.builder import E  # type: ignore[import-not-found]  # lxml-stubs leaves it out
from sympy import Matrix, Rational, Symbol, diff, latex

x = Symbol("x")


def html(name: str, text: str, **attributes: str) -> Any:
    """An element whose text is HTML."""
    return E(name, E.text(etree.CDATA(text)), format="html", **attributes)


def question(kind: str, number: int, title: str, text: str, solution: str, *special: Any) -> Any:
    """A `<question>`, with what is special to its type at the end."""
    return E.question(
        E.name(E.text(f"{title} {number + 1}")),
        html("questiontext", text),
        html("generalfeedback", solution),
        E.defaultgrade("1"),
        E.penalty("0.3333333"),
        E.hidden("0"),
        *special,
        type=kind,
    )


def numerical_answer(value: str, credit: int, feedback: str, tolerance: str = "0") -> Any:
    """An answer of a numerical question."""
    return E.answer(
        E.text(value),
        E.tolerance(tolerance),
        html("feedback", feedback),
        fraction=str(credit),
        format="plain_text",
    )


def derivative(random: Random, number: int) -> Any:
    p, q = random.randint(4, 6), random.randint(2, 3)
    a, b, c, d = (random.choice([-1, 1]) * random.randint(1, 9) for _ in range(4))
    f = a * x**p + b * x**q + c * x + d
    slope = diff(f, x)
    choices = [
        (slope, "100", ""),
        (p * a * x**p + q * b * x**q + c * x, "0", "The exponents must be lowered by one."),
        (slope + d, "0", "The derivative of a constant is 0."),
        (a * x ** (p - 1) + b * x ** (q - 1) + c, "0", "The exponents come down as factors."),
        (p * x ** (p - 1) + q * x ** (q - 1) + 1, "0", "The coefficients stay."),
    ]
    random.shuffle(choices)
    answers = []
    for choice, credit, feedback in choices:
        answer = html("answer", rf"\({latex(choice)}\)", fraction=credit)
        answer.append(html("feedback", feedback))
        answers.append(answer)
    return question(
        "multichoice",
        number,
        "Derivative of a polynomial",
        rf"<p>Differentiate</p><p>\[f(x) = {latex(f)}.\]</p>",
        rf"<p>Differentiate term by term: \(f'(x) = {latex(slope)}\).</p>",
        E.single("true"),
        E.shuffleanswers("false"),
        E.answernumbering("abc"),
        *answers,
    )


def eigenvalue(random: Random, number: int) -> Any:
    low, high = sorted(random.sample(range(-6, 7), 2))
    k, m = random.randint(1, 3), random.choice([-1, 1])
    basis = Matrix([[1, k], [0, 1]]) * Matrix([[1, 0], [m, 1]])
    a = basis * Matrix([[low, 0], [0, high]]) * basis.inv()
    values = sorted(a.eigenvals())
    return question(
        "numerical",
        number,
        "Larger eigenvalue",
        rf"<p>Find the larger eigenvalue of \(A = {latex(a)}\).</p>",
        rf"<p>The roots of \({latex(a.charpoly(x).as_expr())}\) are \({values[0]}\) and \({values[1]}\).</p>",
        numerical_answer(str(values[-1]), 100, ""),
        numerical_answer(str(values[0]), 0, "That is the smaller one."),
        numerical_answer(str(max(a[0, 0], a[1, 1])), 0, "Only triangular matrices show their eigenvalues."),
        numerical_answer(str(a.trace()), 0, "That is the sum of both."),
        numerical_answer(str(a.det()), 0, "That is the product of both."),
    )


def product(random: Random, number: int) -> Any:
    a, b = (Matrix(2, 2, lambda *_: random.choice([-1, 1]) * random.randint(1, 6)) for _ in range(2))
    right, swapped, entrywise, by_rows = a * b, b * a, a.multiply_elementwise(b), a * b.T
    gaps = [
        f"{{1:NUMERICAL:={right[i, j]}:0~%0%{swapped[i, j]}:0#This is an entry of BA."
        f"~%0%{entrywise[i, j]}:0#Multiply rows by columns.~%0%{by_rows[i, j]}:0#These are rows by rows.}}"
        for i in range(2)
        for j in range(2)
    ]
    return question(
        "cloze",
        number,
        "Product of two matrices",
        rf"<p>Let \(A = {latex(a)}\) and \(B = {latex(b)}\). Find \(AB\).</p>"
        f"<table><tr><td>{gaps[0]}</td><td>{gaps[1]}</td></tr><tr><td>{gaps[2]}</td><td>{gaps[3]}</td></tr></table>",
        rf"<p>Rows times columns: \(AB = {latex(right)}\).</p>",
    )


def bayes(random: Random, number: int) -> Any:
    prevalence = Rational(random.randint(5, 50), 1000)
    found, wrongly = Rational(random.randint(170, 198), 200), Rational(random.randint(2, 30), 200)
    positive = prevalence * found + (1 - prevalence) * wrongly
    key = prevalence * found / positive
    a, b, c = (f"{float(100 * share):g}%" for share in (prevalence, found, wrongly))
    return question(
        "numerical",
        number,
        "What a positive test means",
        f"<p>A condition affects {a} of a population. A test finds it in {b} of those who have it, and "
        f"wrongly reports it in {c} of those who do not.</p><p>A person tests positive. What is the "
        "probability that this person has the condition?</p>",
        rf"<p>\(P(A \mid B) = {latex(prevalence * found)} / {latex(positive)} = {latex(key)}\).</p>",
        numerical_answer(f"{float(key):.3f}", 100, "", "0.005"),
        numerical_answer(f"{float(found):g}", 0, "That is P(positive | condition).", "0.005"),
        numerical_answer(f"{float(found / (found + wrongly)):.3f}", 0, "The groups differ in size.", "0.005"),
        numerical_answer(f"{float(prevalence * found):.3f}", 0, "Divide by P(positive).", "0.005"),
        numerical_answer(f"{float(positive):.3f}", 0, "That is P(positive).", "0.005"),
    )


WRITERS: dict[str, Callable[[Random, int], Any]] = {
    "derivative": derivative,
    "eigenvalue": eigenvalue,
    "product": product,
    "bayes": bayes,
}


def write(kind: str, count: int, folder: Path) -> list[Path]:
    """Writes `count` questions into one file in `folder`, and returns that."""
    random = Random(1)
    quiz = E.quiz(E.question(E.category(E.text("$course$/top/By hand")), type="category"))
    for number in range(count):
        quiz.append(WRITERS[kind](random, number))
    written = folder / "by-hand.xml"
    etree.ElementTree(quiz).write(str(written), encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return [written]
