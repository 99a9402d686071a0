"""Hints: those of the spec, or the idea and the first step of the worked solution; none gives an answer away."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from generator.cli.prose_text import line, lines
from generator.draw import draw
from generator.errors import SpecError, VerificationError
from generator.exporters.formulas import plain
from generator.family import compile_family
from generator.hints import from_solution
from generator.model import (
    LANGUAGES,
    Block,
    Blocks,
    Choice,
    Display,
    Drawing,
    Expression,
    Fence,
    Figure,
    Formula,
    Frac,
    Grid,
    Interval,
    Lines,
    Math,
    Matrix,
    MultipleChoice,
    Num,
    Number,
    Op,
    OpenAnswer,
    Paragraph,
    Part,
    Question,
    Root,
    Row,
    Script,
    Set,
    Step,
    Steps,
    Sym,
    Text,
    TextAnswer,
    Vector,
    Words,
)
from generator.plan import load_family
from generator.sets.library import Library
from generator.translate import catalogue, pattern
from tests.families import HEADER, family, spec_of_bytes

LIBRARY = Library.open(None, Path(__file__).parents[1])


def question(id: str, language: str = "en", index: int = 0) -> Question:
    """A question of a family that ships."""
    drawing = draw(load_family(LIBRARY.locate(id), language), "hints")
    return [drawing(k) for k in range(index + 1)][-1]


def words(blocks: object) -> str:
    """What a block or a line says, formulas as plain text."""
    match blocks:
        case tuple():
            return "".join(map(words, blocks))
        case Text():
            return blocks.text
        case Math(formula=formula) | Display(formula=formula):
            return plain(formula)
        case Paragraph(children):
            return words(children)
        case Steps(steps):
            return "".join(map(words, steps))
        case Step(text, state):
            return f"{words(text)} {plain(state) if state else ''}".strip()
    raise TypeError(blocks)


def step(text: str, state: Formula | None = None, minor: bool = False) -> Step:
    return Step((Text(text),), state, minor)


def equation(name: str, value: Formula) -> Row:
    return Row((Sym(name), Op("="), value))


def paragraph(*items: str | Formula) -> Paragraph:
    return Paragraph(tuple([Text(item) if isinstance(item, str) else Math(item) for item in items]))


def hints(
    *steps: Step, answers: tuple[OpenAnswer, ...] = (), stem: Blocks = (), before: Blocks = ()
) -> list[str]:
    parts = [Part(f"p{place}", (), answer) for place, answer in enumerate(answers)]
    return [words(hint) for hint in from_solution(stem, parts, (*before, Steps(steps)), "en")]


def number(text: str) -> Number:
    return Number(Fraction(text), Num(text))


# ─── From the worked steps ───────────────────────────────────────────────────────────────────────────────

U = equation("u", Num("7"))
V = equation("v", Num("8"))
W = equation("w", Num("9"))


def test_the_first_step_in_words_then_its_formula() -> None:
    assert hints(step("Substitute.", U), step("Go on.", V)) == ["Substitute.", "u = 7"]


def test_a_paragraph_before_the_steps_is_the_idea_and_the_first_step_comes_second() -> None:
    idea = paragraph("Make it simple.")
    assert hints(step("Put in.", U), step("Go on.", V), before=(idea,)) == ["Make it simple.", "Put in.u = 7"]
    assert hints(step("Put in.", U), before=(idea,)) == ["Make it simple.", "Put in."]
    assert hints(step("Put in.", U), step("Go on.", V), before=(idea, paragraph("That is 7."))) == [
        "Make it simple.",
        "Put in.u = 7",
    ]


@pytest.mark.parametrize(
    "block",
    [
        paragraph("First we find the number:"),
        paragraph("So the number is ", Num("5")),
        Paragraph((Figure(Drawing(1, 1, ()), "a hill"), Text("It rises."))),
        Display(Num("5")),
    ],
)
def test_what_cannot_stand_alone_is_no_idea(block: Block) -> None:
    assert hints(step("Put in.", U), step("Go on.", V), before=(block,)) == ["Put in.", "u = 7"]


def test_minor_steps_are_passed_over() -> None:
    assert hints(step("Tidy up.", U, minor=True), step("Think.", V), step("Done.", W)) == ["Think.", "v = 8"]
    assert hints(step("Tidy up.", U, minor=True)) == []
    assert hints() == []
    assert from_solution((), (), (paragraph("No steps."),), "en") == ()


def test_the_result_is_never_shown() -> None:
    assert hints(step("Look.", V)) == ["Look."]
    assert hints(step("Look.", V), step("So it is.")) == ["Look."]
    assert hints(step("Look.", V), step("Again.", U), step("So it is.", V)) == ["Look."]
    assert hints(step("Look."), step("See.", V)) == ["Look."]


PAIR = Grid(((Num("7"),), (Num("8"),)))
TWO = (number("7"), number("8"))
BOTH = Row((*U.items, Op(","), *V.items))
SEVEN_EIGHT = Set(TWO, Fence("{", Row((Num("7"), Op(","), Num("8"))), "}"))
SQUARE = Row((Sym("t"), Op("+"), Num("1")))


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (U, number("7")),
        (equation("u", Num("7.00")), number("7")),
        (Row((Sym("u"), Op("="), Num("6"), Op("+"), Num("1"), Op("≈"), Num("7"))), number("7")),
        (equation("u", Row((Op("−"), Frac(Num("7"), Num("2"))))), Number(Fraction(-7, 2), Num("-3.5"))),
        (BOTH, number("7")),
        (Lines(((Sym("u"), Row((Op("="), Num("7")))), (Sym("v"), Row((Op("="), Num("8")))))), number("8")),
        (equation("u", PAIR), Vector(TWO, PAIR)),
        (BOTH, Vector(TWO, PAIR)),
        (BOTH, SEVEN_EIGHT),
        (PAIR, Vector(TWO, PAIR)),
        # one entry, but for a zero
        (U, Vector(TWO, PAIR)),
        # inside a longer formula
        (equation("u", Row((Num("7"), Op("+"), Num("1")))), number("7")),
        (equation("u", Row((Num("1"), Op("−"), Num("7")))), number("-7")),
        (equation("u", Root(Fence("(", Num("7"), ")"))), number("7")),
        (equation("u", Row((Num("3"), *SQUARE.items))), Expression(None, SQUARE, ("t",))),
        (equation("u", Row((Num("7"), Sym("x"), Op("+"), Num("8"), Sym("y")))), SEVEN_EIGHT),
        (equation("u", Words("hill")), TextAnswer(("hill", "top"), Words("hill"))),
    ],
)
def test_what_holds_an_answer_is_held_back(state: Formula, answer: OpenAnswer) -> None:
    steps = (step("Begin.", state), step("Go on.", equation("w", Num("99"))))
    assert len(hints(*steps)) == 2
    assert hints(*steps, answers=(number("99"), answer)) == ["Begin."]
    assert hints(*steps, before=(paragraph("So ", state, "."),), answers=(answer,)) == ["Begin."]


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (equation("u", Row((Op("−"), Num("7")))), number("7.5")),
        (U, Number(Fraction(71, 10), Num("7.1"))),
        (Row((Script(Sym("u"), Num("7")), Op("="), Num("6"))), number("7")),
        (equation("u", Num("0")), Vector((number("0"), number("8")), PAIR)),
        (equation("u", Row((Num("7"), Sym("x")))), SEVEN_EIGHT),
        (equation("u", Row((Num("3"), Sym("t"), Op("−"), Num("1")))), Expression(None, SQUARE, ("t",))),
    ],
)
def test_a_state_that_only_looks_like_it_is_shown(state: Formula, answer: OpenAnswer) -> None:
    assert len(hints(step("Begin.", state), step("Go on.", V), answers=(answer,))) == 2


def test_what_the_question_itself_holds_is_no_secret_unless_it_is_arrived_at() -> None:
    longer = equation("u", Row((Num("7"), Op("+"), Num("1"))))
    given = (paragraph("Take 7 of them."),)
    assert hints(step("Add.", longer), step("Go on.", V), answers=(number("7"),), stem=given) == [
        "Add.",
        "u = 7 + 1",
    ]
    assert hints(step("Add.", U), step("Go on.", V), answers=(number("7"),), stem=given) == ["Add."]


def test_words_that_hold_an_answer_are_held_back_with_their_formula() -> None:
    told = (step("Take half of 14, which is 7.", V), step("Go on.", W))
    assert hints(*told, answers=(number("7"),)) == []
    named = (step("Use the chain rule.", V), step("Go on.", W))
    rule = TextAnswer(("chain rule", "Chain"), Words("chain rule"))
    assert hints(*named, answers=(rule,)) == []
    assert hints(*named, answers=(rule,), stem=(paragraph("The chain rule or the product rule?"),)) != []


# ─── Of all that ships ───────────────────────────────────────────────────────────────────────────────────


def numbers(text: str) -> set[Fraction]:
    """The numbers in a text, without signs; fractions as numbers too. Indices and exponents are no digits here."""
    plain_numbers = re.findall(r"\d+(?:\.\d+)?", text)
    ratios = re.findall(r"(?<![\d.)])(\d+)/(\d+)(?![\d.])", text)
    return {Fraction(n) for n in plain_numbers} | {Fraction(int(a), int(b)) for a, b in ratios if int(b)}


def told(answer: object, hint: str, asked: str) -> bool:
    """By another road than the rule's, as text: what of an answer does the hint show and the question not?"""
    new = numbers(hint) - numbers(asked)
    match answer:
        case Number(value=value):
            return abs(value) in new
        case Vector(entries=entries) | Set(elements=entries):
            return all(told(entry, hint, asked) for entry in entries if entry.value != 0)
        case Matrix(rows=rows):
            return all(told(entry, hint, asked) for row in rows for entry in row if entry.value != 0)
        case Interval(low=low, high=high):
            return all(told(end, hint, asked) for end in (low, high) if end)
        case Expression(shown=shown):
            return plain(shown) in hint and plain(shown) not in asked
        case TextAnswer(accepted=accepted):
            return any(re.search(rf"\b{re.escape(text)}\b", hint) for text in accepted if len(text) > 3)
        case Choice(options=options) | MultipleChoice(options=options):
            said = {option.right for option in options if line(option.content) in hint}
            return said == {True}
    return False


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_hints_of_every_family_give_nothing_away(id: str) -> None:
    drawing = draw(load_family(LIBRARY.locate(id)), "hints")
    for index in range(6):
        asked = drawing(index)
        assert 1 <= len(asked.hints) <= 5
        shown = [" ".join("\n".join(lines(hint)).split()) for hint in asked.hints]
        assert len(set(shown)) == len(shown)
        prompts = [block for part in asked.parts for block in part.prompt]
        given = " ".join("\n".join(lines((*asked.stem, *prompts))).split())
        offered = [
            line(option.content)
            for part in asked.parts
            if isinstance(part.answer, Choice | MultipleChoice)
            for option in part.answer.options
        ]
        for hint in shown:
            assert not re.search(r"[=≈] *$", hint)
            for part in asked.parts:
                assert not told(part.answer, hint, " ".join([given, *offered])), (hint, part.id)


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_no_hint_repeats_a_sentence_of_another_or_of_the_question(id: str) -> None:
    asked = question(id)
    said = [sentence for hint in asked.hints for sentence in sentences(hint)]
    assert len(set(said)) == len(said)
    assert not set(said) & set(sentences(asked.stem))


def sentences(blocks: Blocks) -> list[str]:
    text = " ".join(line(block.children) for block in blocks if isinstance(block, Paragraph))
    return [sentence for sentence in re.split(r"(?<=[.?!:]) ", text) if len(sentence) > 12]


@pytest.mark.parametrize(
    "id", ["pca/covariance-eigen", "matrices/lu", "probability/bayes-test", "matrices/product"]
)
def test_the_form_of_a_question_does_not_change_its_hints(id: str) -> None:
    made = load_family(LIBRARY.locate(id))
    assert draw(made, "hints", "choice")(0).hints == draw(made, "hints")(0).hints != ()


@pytest.mark.parametrize(
    ("id", "place", "languages"),
    [
        ("eigen/characteristic-polynomial", 0, ("de",)),  # its own words are in English and German only
        ("vectors/change-basis", 0, LANGUAGES[1:]),
        ("probability/variance-discrete", 1, ("de",)),
    ],
)
def test_hints_from_steps_speak_the_language_of_the_question(
    id: str, place: int, languages: tuple[str, ...]
) -> None:
    english = question(id)
    for language in languages:
        asked = question(id, language)
        assert len(asked.hints) == len(english.hints) == 2
        said, shown = english.hints[place][0], asked.hints[place][0]
        assert isinstance(said, Paragraph)
        assert isinstance(shown, Paragraph)
        sentence = catalogue(language)[pattern(said.children)[0]]
        assert re.fullmatch(re.sub(r"\\\{\d\\\}", ".*", re.escape(sentence)), words(shown))


def test_numbers_in_hints_have_the_decimal_mark_of_the_language() -> None:
    english, german = (
        words(question("probability/variance-discrete", name).hints[1]) for name in ("en", "de")
    )
    decimals = re.findall(r"\d+\.\d+", english)
    assert decimals
    assert [text.replace(".", ",") for text in decimals] == re.findall(r"\d+,\d+", german)


# ─── Of the spec ─────────────────────────────────────────────────────────────────────────────────────────

SPEC = """\
parameters:
  a: decimal(0.5, 4.5, 0.5)
  b: integer(2, 9)
question: Compute ${{ a }} \\cdot {{ b }}$.
parts:
  - id: found
    kind: number
    answer: a * b
    certificate: value / b == a
hints:
  - {en: "Begin with {{ a }} times 2.", de: "Beginnen Sie mit {{ a }} mal 2."}
  - "It is less than ${{ found + 1 }}$."
  - |
    Two lines:

    $$ {{ a }} + {{ a }} $$
solution: It is ${{ found }}$.
"""


def of_spec(text: str, language: str = "en") -> Question:
    spec = spec_of_bytes((HEADER + text).encode(), "tests/x", "x.yaml")
    return draw(compile_family(spec, "tests/x", "x.yaml", language), "1")(0)


def test_hints_of_the_spec_may_speak_of_answers_and_are_translated() -> None:
    english, german = of_spec(SPEC), of_spec(SPEC, "de")
    a, b = (Fraction(text) for _, text in english.values)
    first, second, third = english.hints
    shown = dict(english.values)["a"]
    assert words(first) == f"Begin with {shown} times 2."
    assert words(german.hints[0]) == f"Beginnen Sie mit {shown.replace('.', ',')} mal 2."
    told = re.fullmatch(r"It is less than (.*)\.", words(second))
    assert told
    assert Fraction(told[1]) == a * b + 1
    assert [type(block) for block in third] == [Paragraph, Display]
    assert words(german.hints[2][1]) == f"{shown} + {shown}".replace(".", ",")


def test_hints_of_the_spec_stand_in_place_of_those_from_steps() -> None:
    made = family(
        """
        parameters: {a: "integer(2, 9)"}
        question: Double ${{ a * identity(2) }}$.
        parts:
          - kind: matrix
            answer: 2 * a * identity(2)
            certificate: value / 2 == a * identity(2)
        hints: [Think., "{{ steps(matrix_product(identity(2), identity(2))) }}"]
        solution: "{{ steps(matrix_product(2 * identity(2), a * identity(2))) }}"
        """
    )
    think, shown = draw(made, "1")(0).hints
    assert words(think) == "Think."
    assert [type(block) for block in shown] == [Steps]


def test_an_empty_list_of_hints_means_none() -> None:
    file = LIBRARY.locate("eigen/characteristic-polynomial")
    assert draw(load_family(file), "1")(0).hints
    spec = spec_of_bytes(file.path.read_bytes() + b"hints: []\n", file.id, file.shown_as)
    assert draw(compile_family(spec, file.id, file.shown_as), "1")(0).hints == ()


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("{{ c }}", "`c`"),
        ("{{ a", "{{"),
        ("$\\nosuch$", "nosuch"),
    ],
)
def test_a_faulty_hint_is_refused_when_the_spec_is_read(instead: str, says: str) -> None:
    with pytest.raises(SpecError, match=re.escape(says)):
        of_spec(SPEC.replace("Two lines:", instead))


def test_a_hole_without_a_value_is_an_error_at_its_place() -> None:
    with pytest.raises(VerificationError, match="Division by zero") as caught:
        of_spec(SPEC.replace("found + 1", "1 / (b - b)"))
    assert caught.value.place is not None
    assert caught.value.place.line == (HEADER + SPEC).split("found + 1")[0].count("\n") + 1


def test_a_translation_prints_the_same_holes_and_there_are_at_most_five() -> None:
    with pytest.raises(SpecError, match="lacks the hole"):
        of_spec(SPEC.replace("Beginnen Sie mit {{ a }}", "Beginnen Sie mit {{ b }}"))
    with pytest.raises(SpecError, match="lacks the hole"):
        of_spec(SPEC.replace("Beginnen Sie mit {{ a }}", "Beginnen Sie mit {{ 'a' }}"))
    with pytest.raises(SpecError, match="at most 5"):
        of_spec(SPEC.replace("solution:", "  - Again.\n" * 3 + "solution:"))
