"""Hand-made questions of every answer kind, for the tests of all exporters.

They are built from `generator.model` alone, so that a fault of the stages before export cannot hide a fault
of an exporter, or cause one. `QUESTIONS` stand in the order of `ITEMS`; the first item has two variants.
A test imports them by the module's plain name, because pytest puts this folder on the path::

    from sample_questions import HEADING, ITEMS, QUESTIONS
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import blake2b

import sympy

from generator.model import (
    EXACT,
    Accent,
    Answer,
    Block,
    Blocks,
    Choice,
    Code,
    CodeBlock,
    Criterion,
    Display,
    Drawing,
    Emph,
    Essay,
    Expression,
    ExpressionForm,
    Fence,
    Figure,
    Formula,
    Frac,
    Func,
    Grid,
    Heading,
    Inline,
    Inlines,
    Interval,
    Item,
    LineBreak,
    Lines,
    Listing,
    Matching,
    Math,
    Matrix,
    Mistake,
    MultipleChoice,
    Num,
    Number,
    Op,
    Option,
    Ordering,
    Paragraph,
    Part,
    Path,
    Question,
    Reason,
    Root,
    Row,
    Script,
    Set,
    Space,
    Step,
    Steps,
    Strong,
    Sym,
    Table,
    Text,
    TextAnswer,
    Tolerance,
    TrueFalse,
    Unit,
    UpTo,
    Value,
    Vector,
    Verified,
    Words,
)

# ─── Shorthand ───────────────────────────────────────────────────────────────────────────────────────────

X, Y = Sym("x"), Sym("y")
HOSTILE = "]]> { } ~ = # % & < > \" ' \\ $ ^ _ | ` </p> <b> {1:SA:=a} <![CDATA[ &amp; \\} \\( \\) @@ *"
"""Every character that some format gives a meaning to. A reader must get exactly this text back."""


def row(*items: Formula) -> Row:
    return Row(items)


def shown(value: Fraction, decimal: bool = False) -> Formula:
    """A rational number as it is printed: a numeral, a decimal or a fraction, with its sign before it."""
    size = abs(value)
    body: Formula
    if size.denominator == 1:
        body = Num(str(size.numerator))
    elif decimal:
        body = Num(str(float(size)))
    else:
        body = Frac(Num(str(size.numerator)), Num(str(size.denominator)))
    return row(Op("−"), body) if value < 0 else body


def number(text: str, tolerance: Tolerance = EXACT) -> Number:
    """A number from `3`, `-12.5` or `1/3`; whole numbers become `int`, as the engine makes them."""
    value = Fraction(text)
    exact: Value = int(value) if value.denominator == 1 else value
    return Number(exact, shown(value, decimal="." in text), tolerance)


def numbers(text: str, tolerance: Tolerance = EXACT) -> tuple[Number, ...]:
    return tuple(number(word, tolerance) for word in text.split())


def vector(text: str, tolerance: Tolerance = EXACT, up_to: UpTo = "") -> Vector:
    entries = numbers(text, tolerance)
    return Vector(entries, Grid(tuple((e.shown,) for e in entries)), up_to)


def matrix(*rows: str, tolerance: Tolerance = EXACT) -> Matrix:
    entries = tuple(numbers(line, tolerance) for line in rows)
    return Matrix(entries, Grid(tuple(tuple(e.shown for e in line) for line in entries)))


def gradient(*entries: Expression, up_to: UpTo = "", whole: bool = False) -> Vector:
    return Vector(entries, Grid(tuple((e.shown,) for e in entries)), up_to, whole)


def interval(low: str, high: str, closed: tuple[bool, bool], tolerance: Tolerance = EXACT) -> Interval:
    """An interval from its ends; "" is an end at infinity."""
    ends = [number(text, tolerance) if text else None for text in (low, high)]
    infinite: tuple[Formula, Formula] = (row(Op("−"), Sym("∞")), Sym("∞"))
    left, right = (end.shown if end else sign for end, sign in zip(ends, infinite, strict=True))
    brackets = ("[" if closed[0] else "(", "]" if closed[1] else ")")
    return Interval(ends[0], ends[1], closed, Fence(brackets[0], row(left, Op(","), right), brackets[1]))


def text(*accepted: str, exact_case: bool = False) -> TextAnswer:
    return TextAnswer(accepted, Words(accepted[0]), exact_case)


def options(*written: tuple[str | Formula, bool, str]) -> tuple[Option, ...]:
    return tuple(
        Option(say(said), right, say(feedback) if feedback else ()) for said, right, feedback in written
    )


def picture(alt: str, *points: tuple[float, float]) -> Figure:
    return Figure(Drawing(60, 40, (Path(points),)), alt)


def number_set(text: str, tolerance: Tolerance = EXACT) -> Set:
    elements = numbers(text, tolerance)
    commas: list[Formula] = []
    for element in elements:
        commas += [Op(","), element.shown] if commas else [element.shown]
    return Set(elements, Fence("{", row(*commas), "}"))


def absolute(amount: str) -> Tolerance:
    return Tolerance("absolute", Fraction(amount))


def relative(amount: str) -> Tolerance:
    return Tolerance("relative", Fraction(amount))


def say(*words: str | Formula) -> Inlines:
    return tuple(Text(w) if isinstance(w, str) else Math(w) for w in words)


def para(*words: str | Formula) -> Blocks:
    return (Paragraph(say(*words)),)


def part(
    answer: Answer, *mistakes: Mistake, id: str = "answer", prompt: Blocks = (), points: str = "1"
) -> Part:
    return Part(id, prompt, answer, mistakes, Fraction(points))


def content_id(text: str) -> str:
    return "q" + blake2b(text.encode(), digest_size=12).hexdigest()


def question(
    family: str,
    title: str,
    stem: Blocks,
    *parts: Part,
    index: int = 0,
    solution: Blocks | None = None,
    topics: tuple[str, ...] = ("samples",),
    language: str = "en",
) -> Verified:
    done = solution if solution is not None else para("Done: ", row(X, Op("="), Num("1")), ".")
    values = (("a", str(index)),)
    return Verified(
        Question(
            content_id(f"{family}|{index}"),
            family,
            index,
            title,
            topics,
            "core",
            stem,
            parts,
            done,
            values,
            language,
        )
    )


# ─── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────

TWICE = "Twice a number"


def _twice(index: int, a: int) -> Verified:
    return question(
        "numbers/exact",
        TWICE,
        para("What is ", row(Num("2"), Op("·"), Num(str(a))), "?"),
        part(
            number(str(2 * a)),
            Mistake(number(str(a + 2)), say("You added: ", row(Num(str(a)), Op("+"), Num("2")), ".")),
            Mistake(number(str(a * a)), say("You squared: ", Script(Num(str(a)), above=Num("2")), ".")),
        ),
        index=index,
        topics=("arithmetic", "products"),
    )


ROOT_TWO = Root(Num("2"))

NUMBERS = (
    _twice(0, 7),
    _twice(1, 9),
    question(
        "numbers/absolute",
        "A negative decimal",
        para("Half of ", row(Op("−"), Num("25")), ", to one decimal."),
        part(
            number("-12.5", absolute("1/20")),
            Mistake(number("12.5", absolute("1/20")), say("The sign is lost.")),
            Mistake(number("-12.56", absolute("1/20")), say("Just outside what is accepted.")),
        ),
    ),
    question(
        "numbers/relative",
        "Within one percent",
        para("How much is it?"),
        part(
            number("-602.5", relative("1/100")),
            Mistake(number("-609", relative("1/100")), say("A little too low.")),
            Mistake(number("-0.6025", relative("1/100")), say("Off by ", Num("1000"), ".")),
        ),
    ),
    question(
        "numbers/third",
        "One third, exactly",
        para("Divide ", Num("1"), " by ", Num("3"), "."),
        part(
            number("1/3"),
            Mistake(number("3"), say("Turn it over: ", Frac(Num("1"), Num("3")), ".")),
            Mistake(number("0.3"), say("That is rounded.")),
        ),
    ),
    question(
        "numbers/third-open",
        "One third, without known mistakes",
        para("Divide ", Num("1"), " by ", Num("3"), "."),
        part(number("1/3")),
    ),
    question(
        "numbers/root",
        "The diagonal, exactly",
        para("How long is the diagonal of the unit square?"),
        part(
            Number(sympy.sqrt(2), ROOT_TWO),
            Mistake(number("2"), say("You forgot the root: ", ROOT_TWO, ".")),
            Mistake(Number(sympy.Rational(1, 2), shown(Fraction(1, 2))), say("That is half a side.")),
        ),
    ),
    question(
        "numbers/root-rounded",
        "The diagonal, rounded",
        para("How long is the diagonal of the unit square? Two decimals."),
        part(
            Number(sympy.sqrt(2), ROOT_TWO, absolute("1/200")),
            Mistake(Number(sympy.sqrt(3), Root(Num("3")), absolute("1/200")), say("That is the cube's.")),
        ),
    ),
)

# ─── Expressions ─────────────────────────────────────────────────────────────────────────────────────────

_x = sympy.Symbol("x", real=True)
EXPRESSIONS = (
    question(
        "expressions/derivative",
        "A derivative",
        para("Differentiate ", Script(X, above=Num("3")), "."),
        part(
            Expression(3 * _x**2, row(Num("3"), Script(X, above=Num("2"))), ("x",)),
            Mistake(
                Expression(_x**2, Script(X, above=Num("2")), ("x",)),
                say("The exponent comes down as a factor: ", Frac(Sym("d"), row(Sym("d"), X)), "."),
            ),
            Mistake(
                Expression(3 * _x**3, row(Num("3"), Script(X, above=Num("3"))), ("x",)),
                say("The exponent falls by one."),
            ),
            prompt=(Display(row(Script(Sym("f"), above=Op("′")), Fence("(", X, ")"), Op("="), Words("?"))),),
        ),
    ),
)

# ─── Vectors, matrices, sets ─────────────────────────────────────────────────────────────────────────────

VECTORS = (
    question(
        "vectors/sum",
        "The sum of two vectors",
        para(
            "Add ",
            Grid(((Num("1"),), (Num("2"),), (Num("3"),))),
            " and ",
            Grid(((Num("4"),), (row(Op("−"), Num("5")),), (Num("6"),))),
            ".",
        ),
        part(
            vector("5 -3 9"),
            Mistake(vector("-3 7 -3"), say("You subtracted: ", row(Num("1"), Op("−"), Num("4")), ".")),
            Mistake(vector("5 7 9"), say("Mind the sign of the second entry.")),
            Mistake(vector("4 7 18"), say("You multiplied.")),
        ),
    ),
    question(
        "vectors/eigenvector",
        "An eigenvector",
        para("Give an eigenvector for ", row(Sym("λ"), Op("="), Num("2")), "."),
        part(
            vector("1 -2", up_to="scale"),
            Mistake(vector("2 1", up_to="scale"), say("That one is orthogonal to it.")),
            Mistake(vector("1 2", up_to="scale"), say("Check ", row(Sym("A", "bold"), Sym("v", "bold")))),
        ),
    ),
)

MATRICES = (
    question(
        "matrices/product",
        "A product of matrices",
        para("Multiply."),
        part(
            matrix("1 -2", "0.5 4"),
            Mistake(matrix("1 2", "0.5 -4"), say("Signs: ", Frac(Num("1"), Frac(X, Y)), ".")),
            Mistake(matrix("1 2", "3 4"), say("A slip in two places.")),
            Mistake(matrix("-2 1", "4 0.5"), say("The columns are swapped.")),
        ),
    ),
    question(
        "matrices/wide",
        "A matrix of two rows and three columns",
        para("Reduce."),
        part(
            matrix("1 0 -0.25", "0 1 2.75", tolerance=absolute("1/100")),
            Mistake(matrix("1 0 0.25", "0 1 -2.75", tolerance=absolute("1/100")), say("Signs.")),
            prompt=para("Give the reduced form ", Sym("R", "bold"), "."),
        ),
    ),
    question(
        "matrices/thirds",
        "An inverse with thirds",
        para("Invert."),
        part(
            matrix("1/3 0", "0 1/2"),
            Mistake(matrix("3 0", "0 2"), say("That is the matrix itself.")),
            Mistake(matrix("-1/3 0", "0 -1/2"), say("The signs are wrong.")),
        ),
    ),
)

SETS = (
    question(
        "sets/two",
        "Two eigenvalues",
        para("Give both."),
        part(
            number_set("-1 4"),
            Mistake(number_set("-4 1"), say("Check the signs in ", row(X, Op("−"), Num("4")), ".")),
            Mistake(number_set("3 4"), say("One is the trace.")),
        ),
    ),
    question(
        "sets/three",
        "Three roots",
        para("Give all."),
        part(number_set("-1.5 0 2"), Mistake(number_set("-2 0 1.5"), say("Mirror image."))),
    ),
)

# ─── Choices and several parts ───────────────────────────────────────────────────────────────────────────


def _choice() -> Choice:
    half = Frac(Num("1"), Num("2"))
    return Choice(
        (
            Option(say("it diverges"), right=False, feedback=say("The ratio is ", half, ".")),
            Option(say("it converges to ", Num("2")), right=True, feedback=say("Yes.")),
            Option(say("it converges to ", half), right=False, feedback=say("That is the ratio.")),
            Option(say("< & > both ~ = # } {"), right=False),
        )
    )


CHOICES = (
    question(
        "choices/series",
        "A geometric series",
        (
            Display(
                row(
                    Script(Op("∑"), below=row(Sym("k"), Op("="), Num("0")), above=Sym("∞")),
                    Script(Num("2"), above=row(Op("−"), Sym("k"))),
                )
            ),
        ),
        part(_choice(), prompt=para("What is true?")),
    ),
)

SEVERAL = (
    question(
        "parts/two-vectors",
        "Two vectors",
        para("Give a basis, in reduced form."),
        part(
            vector("1 0 2"),
            Mistake(vector("1 0 -2"), say("Sign.")),
            id="first",
            prompt=para("First: ", Sym("u", "bold")),
            points="1/2",
        ),
        part(
            vector("0 1"),
            Mistake(vector("1 1"), say("Not reduced.")),
            id="second",
            prompt=para("Second: ", Sym("v", "bold")),
            points="1/3",
        ),
    ),
    question(
        "parts/mixed",
        "A number and a choice",
        para("Look at ", Script(X, above=Num("2")), "."),
        part(
            number("2.5", absolute("1/10")),
            Mistake(number("5", absolute("1/10")), say("Halve it: ", Frac(Num("5"), Num("2")), ".")),
            id="value",
            prompt=para("The value:"),
            points="2",
        ),
        part(_choice(), id="kind", prompt=para("Its kind:")),
        part(
            Expression(2 * _x, row(Num("2"), X), ("x",)),
            Mistake(Expression(_x**2, Script(X, above=Num("2")), ("x",)), say("Differentiate.")),
            id="slope",
            prompt=para("Its slope:"),
        ),
    ),
)

# ─── Units, significant digits, forms, entries that are expressions ──────────────────────────────────────

METRE, SECOND = Sym("m", "upright"), Sym("s", "upright")
ACCELERATION = Unit("m/s^2", row(METRE, Op("/"), Script(SECOND, above=Num("2"))))


def _measured(text: str) -> Number:
    return replace(number(text, absolute("1/100")), unit=ACCELERATION)


def _quadratic(value: Value, formula: Formula, form: ExpressionForm = "factored") -> Expression:
    return Expression(value, formula, ("x",), form)


def _bracket(sign: str, n: str) -> Formula:
    return Fence("(", row(X, Op(sign), Num(n)), ")")


_y = sympy.Symbol("y", real=True)
IN_X, IN_Y = Expression(2 * _x, row(Num("2"), X), ("x", "y")), Expression(_y, Y, ("x", "y"))

FINER = (
    question(
        "numbers/significant",
        "Three digits of a root",
        para("Give it to three significant digits."),
        part(
            Number(1000 * sympy.sqrt(2), row(Num("1000"), ROOT_TWO), Tolerance("significant", Fraction(3))),
            Mistake(number("2000", Tolerance("significant", Fraction(3))), say("You forgot the root.")),
        ),
    ),
    question(
        "numbers/unit",
        "An acceleration",
        para("How fast does it fall?"),
        part(_measured("9.81"), Mistake(_measured("98.1"), say("Ten times too much."))),
    ),
    question(
        "expressions/factored",
        "A quadratic in factors",
        para("Factor it."),
        part(
            _quadratic((_x - 1) * (_x + 2), row(_bracket("−", "1"), _bracket("+", "2"))),
            Mistake(
                _quadratic((_x + 1) * (_x - 2), row(_bracket("+", "1"), _bracket("−", "2"))),
                say("Check the signs."),
            ),
        ),
    ),
    question(
        "vectors/gradient",
        "A gradient",
        para("Give the gradient."),
        part(gradient(IN_X, IN_Y), Mistake(gradient(IN_Y, IN_X), say("The entries are swapped."))),
    ),
    question(
        "vectors/whole",
        "All or nothing",
        para("Solve."),
        part(
            replace(vector("1 2"), whole=True),
            Mistake(replace(vector("2 1"), whole=True), say("Swapped.")),
        ),
    ),
    question(
        "vectors/sign",
        "A unit vector",
        para("Give a unit vector of the null space."),
        part(
            vector("0.6 -0.8", up_to="sign"),
            Mistake(vector("0.8 0.6", up_to="sign"), say("That one is orthogonal to it.")),
        ),
    ),
    question(
        "matrices/scale",
        "A projector, up to scale",
        para("Give a multiple of it."),
        part(
            replace(matrix("1 2", "2 4"), up_to="scale"),
            Mistake(replace(matrix("1 2", "3 4"), up_to="scale"), say("It is symmetric.")),
        ),
    ),
    question(
        "matrices/jacobian",
        "A Jacobian, without known mistakes",
        para("Give the matrix."),
        part(Matrix(((IN_X, IN_Y),), Grid(((IN_X.shown, IN_Y.shown),)))),
    ),
)

# ─── Intervals and texts ─────────────────────────────────────────────────────────────────────────────────

INTERVALS = (
    question(
        "intervals/half-open",
        "Where it converges",
        para("For which ", X, "?"),
        part(
            interval("-1", "2.5", (True, False)),
            Mistake(interval("-2.5", "1", (True, False)), say("Mirror image.")),
            Mistake(interval("-1", "2.5", (True, True)), say("Look at the right end.")),
        ),
    ),
    question(
        "intervals/ray",
        "Where it is negative",
        para("For which ", X, "?"),
        part(
            interval("", "3", (False, False)),
            Mistake(interval("3", "", (False, False)), say("The other side.")),
            Mistake(interval("", "3", (False, True)), say("It is 0 there.")),
        ),
    ),
)

TEXTS = (
    question(
        "texts/word",
        "The name of a point",
        para("What is it called?"),
        part(
            text("saddle point", "saddle"),
            Mistake(text("maximum", "local maximum"), say("It falls one way and rises the other: ", X, ".")),
            Mistake(text("minimum"), say("Not in every direction.")),
        ),
    ),
    question(
        "texts/case",
        "The name of a group",
        para("What is it called?"),
        part(
            text("SO(2)", exact_case=True),
            Mistake(text("so(2)", exact_case=True), say("That is the algebra.")),
        ),
    ),
    question(
        "texts/hostile",
        "Text that looks like markup",
        para("Type it."),
        part(text("a*b \\* c~}#=%50%&amp;<i>\\", "{1:SA:=a}"), Mistake(text("**"), (Text(HOSTILE),))),
    ),
)

# ─── Several of several, verdicts, pairs, orders, essays ─────────────────────────────────────────────────

CORNER, SLOPE = picture("A corner.", (0, 0), (30, 40), (60, 0)), picture("A slope.", (0, 0), (60, 40))

CLOSED = (
    question(
        "multiple/three",
        "Subspaces",
        para("Which are subspaces?"),
        part(
            MultipleChoice(
                options(
                    ("a line through the origin", True, "Yes."),
                    (row(X, Op("="), Num("1")), False, "The origin is missing."),
                    ("the origin", True, ""),
                    ("a disc", False, ""),
                    ("a plane through the origin", True, ""),
                )
            )
        ),
    ),
    question(
        "multiple/whole",
        "Primes, all or nothing",
        para("Which are prime?"),
        part(
            MultipleChoice(
                options(("2", True, ""), ("9", False, "Three threes."), ("7", True, "")), whole=True
            )
        ),
    ),
    question(
        "multiple/many",
        "Eleven of twenty-four",
        para("Which are even?"),
        part(
            MultipleChoice(
                options(
                    *((str(n), n % 2 == 0, "") for n in range(1, 23)), ("25", False, ""), ("27", False, "")
                )
            )
        ),
    ),
    question(
        "verdicts/plain",
        "A statement",
        para("Every symmetric matrix is diagonalisable."),
        part(TrueFalse(True, say("By the spectral theorem: ", row(X, Op("<"), Y), "."))),
    ),
    question(
        "verdicts/reasons",
        "A statement and why",
        para("Every orthogonal matrix is symmetric."),
        part(
            TrueFalse(
                False,
                say("A rotation is not."),
                (
                    Reason(True, Option(say("its transpose is its inverse"), False, say("And so?"))),
                    Reason(False, Option(say("a quarter turn is not"), True)),
                    Reason(False, Option(say("its determinant is 1"), False)),
                ),
            )
        ),
    ),
    question(
        "matching/words",
        "Derivatives",
        para("Match."),
        part(
            Matching(
                (say(Script(X, above=Num("2"))), say(Func("sin")), say("a constant")),
                (say("cosine"), say("zero"), say("twice ", X), say("one")),
                (2, 0, 1),
            )
        ),
    ),
    question(
        "matching/matrices",
        "Determinants",
        para("Match."),
        part(
            Matching(
                (say("invertible"), say("singular"), say("singular, too")),
                (
                    say(Grid(((Num("1"), Num("2")), (Num("3"), Num("4"))))),
                    say(Grid(((Num("1"), Num("2")), (Num("2"), Num("4"))))),
                    say(row(Num("1"), Op("<"), X)),
                ),
                (0, 1, 1),
            )
        ),
    ),
    question(
        "ordering/steps",
        "A proof",
        para("Put the steps in order."),
        part(
            Ordering((say("Divide by ", Num("2"), "."), say("Assume."), say("Conclude & stop.")), (1, 0, 2))
        ),
    ),
    question(
        "ordering/whole",
        "Growth, all or nothing",
        para("From slow to fast."),
        part(
            Ordering(
                (say(X), say(Script(X, above=Num("2"))), say(Func("log"), " < "), say(Num("1"))),
                (3, 2, 0, 1),
                whole=True,
            )
        ),
    ),
    question(
        "essays/alone",
        "Explain",
        para("Why?"),
        part(
            Essay(
                (
                    Criterion(Fraction(2), say("names ", row(X, Op(">"), Num("0")))),
                    Criterion(Fraction(1), say("is clear")),
                ),
                lines=6,
            )
        ),
    ),
    question(
        "figures/everywhere",
        "Pictures in every text",
        (Paragraph((CORNER,)),),
        part(
            Choice(
                (
                    Option((CORNER,), right=False, feedback=(Text("That is "), CORNER)),
                    Option((SLOPE,), right=True),
                )
            )
        ),
        solution=(Paragraph((Text("See "), SLOPE)),),
    ),
)

TOGETHER = (
    question(
        "parts/closed",
        "One of each that is put together",
        para("Answer all."),
        *(
            replace(sample.parts[0], id=id, prompt=para(f"The {id}:"))
            for sample, id in zip(
                CLOSED, ("several", "whole", "many", "verdict", "why", "pairs"), strict=False
            )
        ),
        replace(CLOSED[6].parts[0], id="letters", points=Fraction(3)),
        replace(CLOSED[7].parts[0], id="order"),
        replace(CLOSED[8].parts[0], id="strict"),
        replace(CLOSED[10].parts[0], id="picture"),
    ),
    question(
        "parts/typed",
        "One of each that is typed",
        para("Answer all."),
        replace(FINER[1].parts[0], id="measured", prompt=para("Its acceleration:")),
        replace(INTERVALS[0].parts[0], id="range", follows=("measured",)),
        replace(TEXTS[0].parts[0], id="word", points=Fraction(2)),
        replace(TEXTS[1].parts[0], id="case"),
        replace(TEXTS[2].parts[0], id="hostile", follows=("word", "case")),
    ),
    question(
        "parts/essay",
        "A number and an essay",
        para("Compute and explain."),
        replace(FINER[1].parts[0], id="measured"),
        replace(CLOSED[0].parts[0], id="several"),
        replace(CLOSED[9].parts[0], id="essay", points=Fraction(3), follows=("measured",)),
    ),
    question(
        "parts/german",
        "Auf Deutsch",
        para("Beantworten Sie alles."),
        replace(CLOSED[0].parts[0], id="several"),
        replace(CLOSED[3].parts[0], id="verdict"),
        replace(SETS[0].parts[0], id="numbers"),
        language="de",
    ),
)

# ─── Prose ───────────────────────────────────────────────────────────────────────────────────────────────

EVERY_FORMULA: tuple[Formula, ...] = (
    row(Num("0.25"), Op("·"), Sym("λ"), Op("≤"), Sym("π", "upright")),
    row(Func("sin"), Fence("(", X, ")"), Space("thin"), Words("if "), X, Op(">"), Num("0")),
    row(Root(X, Num("3")), Op("+"), Root(Y), Op("−"), Frac(Num("1"), row(X, Op("+"), Y))),
    row(Script(X, below=Num("1")), Script(X, below=Num("2"), above=Num("3"))),
    Fence("[", row(Num("0"), Op(","), Num("1")), ")"),
    Fence("{", row(X, Op("∣"), X, Op("<"), Num("1")), "}"),
    Grid(((Num("1"), Num("2"), Num("3")), (Num("4"), Num("5"), Num("6"))), "[", "]", rule_after=2),
    Grid(((X, Words("if ")), (Y, Words("else"))), "{", "", align="l"),
    row(Accent("vec", X), Accent("hat", Y), Accent("bar", X), Accent("overline", row(X, Y))),
    Lines(((X, row(Op("="), Num("1"))), (Y, row(Op("="), Num("2"))))),
    row(),
)

EVERY_INLINE: tuple[Inline, ...] = (
    Text("Plain, "),
    Emph((Text("stressed "), Math(X))),
    Strong((Text("loud "), Emph((Text("and stressed"),)))),
    Code("a < b  && c"),
    LineBreak(),
    Math(Frac(X, Y)),
    Text(" — λ, ℝ, “quotes” and 🙂."),
)

EVERY_BLOCK: tuple[Block, ...] = (
    Paragraph(EVERY_INLINE),
    *(Display(formula) for formula in EVERY_FORMULA),
    Listing((para("one"), (*para("two"), Listing((para("nested"),), ordered=True)))),
    Listing((para("first"), para("second ", X)), ordered=True),
    CodeBlock("for i in range(3):\n    print(i < 2, '&')\n"),
    Table(
        (say("x"), say(Script(X, above=Num("2"))), say("note")),
        ((say("1"), say(Num("1")), say("left")), (say("2"), say(Num("4")), ())),
        "rcl",
    ),
    Table((), ((say("a"), say("b")),), "lr"),
    Steps(
        (Step(say("Square ", X, "."), row(Script(X, above=Num("2")), Op("="), Num("4"))), Step(say("Done.")))
    ),
)

PROSE = (
    question(
        "prose/everything",
        "Every kind of prose",
        EVERY_BLOCK,
        part(number("4"), Mistake(number("2"), EVERY_INLINE)),
        solution=EVERY_BLOCK,
    ),
    question(
        "prose/hostile",
        f"Hostile {HOSTILE} title",
        (
            Paragraph((Text(HOSTILE), Code(HOSTILE), Text("a"), Emph((Text(" b "),)), Text("c"))),
            CodeBlock(HOSTILE),
        ),
        part(number("1"), Mistake(number("0"), (Text(HOSTILE), Math(Words("a % # & _ ~ } { text"))))),
        solution=(Paragraph((Text(HOSTILE),)),),
        topics=("a/b & <c>", "samples"),
    ),
    question(
        "prose/hostile-vector",
        "Hostile text around blanks",
        para(HOSTILE),
        part(
            vector("1 2"),
            Mistake(vector("2 1"), (Text(HOSTILE), Math(Frac(Num("1"), Fence("{", X, "}"))), Code("}~=#&"))),
            prompt=para(HOSTILE, Frac(Frac(X, Y), Num("2"))),
        ),
        solution=(Paragraph((Text(HOSTILE),)),),
    ),
)

# ─── The set ─────────────────────────────────────────────────────────────────────────────────────────────

QUESTIONS: tuple[Verified, ...] = (
    *NUMBERS,
    *EXPRESSIONS,
    *VECTORS,
    *MATRICES,
    *SETS,
    *CHOICES,
    *SEVERAL,
    *FINER,
    *INTERVALS,
    *TEXTS,
    *CLOSED,
    *TOGETHER,
    *PROSE,
)
"""All sample questions, item by item, variants in order."""


def _items() -> tuple[Item, ...]:
    families = {q.family: [p for p in QUESTIONS if p.family == q.family] for q in QUESTIONS}
    return tuple(
        Item(
            n, family, members[0].title, members[0].topics, "core", Fraction(4 if n % 2 else 3), len(members)
        )
        for n, (family, members) in enumerate(families.items(), start=1)
    )


ITEMS: tuple[Item, ...] = _items()
"""One item a family, numbered from 1, worth 4 or 3 points."""

HEADING = Heading(
    name="sample-set",
    title="Samples: vectors/matrices & <more>",
    course="Mathematics 1",
    date="Autumn",
    instructions=para("Answer all. ", X, " is real."),
    items=ITEMS,
    seed="sample",
    papers=2,
    build=content_id("build"),
)


def item_of(sample: Verified) -> Item:
    """The item that a sample belongs to."""
    return next(item for item in ITEMS if item.family == sample.family)
