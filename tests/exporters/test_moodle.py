"""The Moodle exporter, judged by an independent reader: what is right, what it earns, what it says.

Expectations are computed from the model (`generator.model`), responses go through `moodle_reader`, and the rules of
Moodle's import look at the file. What exactly stands in the XML is not compared.
"""

from __future__ import annotations

import io
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import moodle_reader
import pytest
import shipped_questions
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from moodle_reader import Gap, Response, Stored, visible
from sample_questions import (
    CHOICES,
    EXPRESSIONS,
    HEADING,
    HOSTILE,
    ITEMS,
    QUESTIONS,
    absolute,
    item_of,
    number,
    number_set,
    para,
    part,
    question,
    say,
    vector,
)
from shipped_questions import SHIPPED

from generator.answers import samples
from generator.answers.choice import content
from generator.exporters import html, moodle
from generator.exporters.base import Fragment
from generator.exporters.escape import escape
from generator.exporters.losses import AS_CHOICE
from generator.exporters.moodle.gaps import inside_gap, outside_gaps
from generator.exporters.moodle.rules import complaints
from generator.exporters.words import word
from generator.model import (
    Answer,
    Choice,
    Figure,
    Grid,
    Heading,
    Inlines,
    Interval,
    Matching,
    Math,
    Matrix,
    Mistake,
    MultipleChoice,
    Num,
    Number,
    Option,
    Ordering,
    Part,
    Question,
    Set,
    Text,
    TextAnswer,
    TrueFalse,
    Vector,
    Verified,
)

KINDS = {
    "numbers/exact": "numerical",
    "numbers/absolute": "numerical",
    "numbers/relative": "numerical",
    "numbers/third": "multichoice",
    "numbers/third-open": "essay",
    "numbers/root": "multichoice",
    "numbers/root-rounded": "numerical",
    "numbers/significant": "numerical",
    "numbers/unit": "numerical",
    "expressions/derivative": "multichoice",
    "expressions/factored": "multichoice",
    "vectors/sum": "cloze",
    "vectors/eigenvector": "multichoice",
    "vectors/gradient": "multichoice",
    "vectors/whole": "multichoice",
    "vectors/sign": "multichoice",
    "matrices/product": "cloze",
    "matrices/wide": "cloze",
    "matrices/thirds": "multichoice",
    "matrices/scale": "multichoice",
    "matrices/jacobian": "essay",
    "sets/two": "cloze",
    "sets/three": "cloze",
    "intervals/half-open": "cloze",
    "intervals/ray": "multichoice",
    "texts/word": "shortanswer",
    "texts/case": "shortanswer",
    "texts/hostile": "shortanswer",
    "choices/series": "multichoice",
    "multiple/three": "multichoice",
    "multiple/whole": "multichoice",
    "multiple/many": "multichoice",
    "verdicts/plain": "truefalse",
    "verdicts/reasons": "multichoice",
    "matching/words": "ddwtos",
    "matching/matrices": "gapselect",
    "ordering/steps": "ordering",
    "ordering/whole": "ordering",
    "essays/alone": "essay",
    "figures/everywhere": "multichoice",
    "parts/two-vectors": "cloze",
    "parts/mixed": "cloze",
    "parts/closed": "cloze",
    "parts/typed": "cloze",
    "parts/essay": "essay",
    "parts/german": "cloze",
    "prose/everything": "numerical",
    "prose/hostile": "numerical",
    "prose/hostile-vector": "cloze",
}
AS_ESSAY = "asked as an essay, with the answer in the notes for graders"
IN_UNIT = "asked in the unit of the key, which is shown"
BRACKETS = "asked by its ends, with the brackets printed around the blanks"
TWO_BLANKS = "two blanks between words are wrong"
SHARED = "each earns its share"
PLAIN = "formulas in them are plain text"
LETTERS = "the right sides stand above, and their letters are chosen"
NO_FEEDBACK = "its feedback is not shown"
FOR_GRADERS = "its feedback stands in the notes for graders"
ALONE = "marked without follow-through"
LOSSES = {
    "numbers/third": [AS_CHOICE],
    "numbers/third-open": [AS_ESSAY],
    "numbers/root": [AS_CHOICE],
    "numbers/unit": [IN_UNIT],
    "expressions/derivative": [AS_CHOICE],
    "expressions/factored": [AS_CHOICE, "the form is not asked"],
    "vectors/eigenvector": [AS_CHOICE],
    "vectors/gradient": [AS_CHOICE],
    "vectors/whole": [AS_CHOICE],
    "vectors/sign": [AS_CHOICE],
    "matrices/thirds": [AS_CHOICE],
    "matrices/scale": [AS_CHOICE],
    "matrices/jacobian": [AS_ESSAY],
    "sets/two": ["asked in increasing order"],
    "sets/three": ["asked in increasing order"],
    "intervals/half-open": [BRACKETS, NO_FEEDBACK],
    "intervals/ray": [AS_CHOICE],
    "texts/word": [TWO_BLANKS],
    "texts/hostile": [TWO_BLANKS],
    "multiple/whole": [SHARED],
    "multiple/many": ["right ones earn 10 or 5 %", "wrong ones cost 10 %"],
    "matching/matrices": [LETTERS],
    "parts/mixed": [AS_CHOICE],
    "parts/closed": [PLAIN, LETTERS, SHARED, SHARED, "it says in words what they show"],
    "parts/typed": [IN_UNIT, BRACKETS, NO_FEEDBACK, TWO_BLANKS, TWO_BLANKS, ALONE, ALONE],
    "parts/essay": [FOR_GRADERS, FOR_GRADERS],
    "parts/german": ["asked in increasing order"],
}
"""What is done instead, of all that the parts of a family lose."""

HUGE = "987654321"


def build(questions: tuple[Verified, ...], heading: Heading = HEADING) -> bytes:
    fragments = [moodle.render(sample, item_of(sample)) for sample in questions]
    return write(heading, fragments)


def write(heading: Heading, fragments: list[Fragment]) -> bytes:
    (file,) = moodle.assemble(heading, fragments)
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


FILE = build(QUESTIONS)
BANK = {stored.idnumber: stored for stored in moodle_reader.read_bank(FILE)}
SHIPPED_FILE = write(shipped_questions.HEADING, [moodle.render(question, item) for question, item in SHIPPED])
BANK |= {stored.idnumber: stored for stored in moodle_reader.read_bank(SHIPPED_FILE)}
GRADED = [q for q in QUESTIONS if KINDS[q.family] != "essay"]
GRADED += [q for q, _ in SHIPPED if BANK[q.id].kind != "essay"]
each_sample = pytest.mark.parametrize("sample", QUESTIONS, ids=lambda q: f"{q.family}-{q.index}")
each_graded = pytest.mark.parametrize("sample", GRADED, ids=lambda q: f"{q.family}-{q.index}-{q.id[:5]}")


def import_one(sample: Verified) -> Stored:
    """The sample as Moodle would store it, through a file that breaks no rule."""
    item = replace(ITEMS[0], points=Fraction(12))
    fragment = moodle.render(sample, item)
    assert complaints(fragment.body.xml) == []
    return moodle_reader.read_bank(write(replace(HEADING, items=(item,)), [fragment]))[0]


# ─── Expectations, from the model ────────────────────────────────────────────────────────────────────────


def exact(value: object) -> Fraction:
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    return Fraction(str(sympy.N(value, 30)))


def margin(key: Number) -> Fraction:
    value = exact(key.value)
    if key.tolerance.kind == "significant":
        first = Context(prec=30).divide(Decimal(value.numerator), Decimal(value.denominator)).adjusted()
        return Fraction(10) ** (first - int(key.tolerance.amount) + 1) / 2
    return key.tolerance.amount * (abs(value) if key.tolerance.kind == "relative" else 1)


def typed(x: Fraction) -> str:
    """What a student types for `x`: up to 20 digits."""
    return format(Context(prec=20).divide(Decimal(x.numerator), Decimal(x.denominator)), "f")


def entries(answer: Answer) -> tuple[Number, ...]:
    """The numbers of an answer that is typed, in the order of its blanks."""
    held: tuple[object, ...] = ()
    if isinstance(answer, Number):
        held = (answer,)
    elif isinstance(answer, Interval):
        held = (answer.low, answer.high)
    elif isinstance(answer, Vector):
        held = answer.entries
    elif isinstance(answer, Matrix):
        held = tuple(entry for line in answer.rows for entry in line)
    elif isinstance(answer, Set):
        held = answer.elements
    found = tuple(entry for entry in held if isinstance(entry, Number))
    assert len(found) == len(held) > 0
    return found


def shown(content: Inlines) -> str:
    """What a reader sees of inlines, by way of the HTML writer that all exporters share."""
    return visible(html.inlines(content, html.MOODLE)).strip()


def is_typed(gap: Gap) -> bool:
    return gap.kind in ("numerical", "NUMERICAL")


def is_spelled(gap: Gap) -> bool:
    return gap.kind in ("shortanswer", "SHORTANSWER", "SHORTANSWER_C")


def gaps_of_parts(sample: Question, stored: Stored) -> Iterator[tuple[Part, list[Gap]]]:
    """The gaps of each part, in order."""
    gaps = list(stored.gaps)
    for p in sample.parts:
        count = 1
        if is_typed(gaps[0]):
            count = len(entries(p.answer))
        elif isinstance(p.answer, Matching):
            count = len(p.answer.lefts)
        elif isinstance(p.answer, Ordering) and gaps[0].kind == "MULTICHOICE":
            count = len(p.answer.items)
        yield p, gaps[:count]
        gaps = gaps[count:]
    assert gaps == []


def pick(gap: Gap, content: Inlines) -> str:
    """The option of a gap that shows this content."""
    (option,) = (entry.text for entry in gap.entries if visible(entry.text).strip() == shown(content))
    return option


def in_order(answer: Ordering, order: Sequence[int], gaps: list[Gap]) -> list[Response]:
    """The items with these numbers, first to last: dragged, or a place chosen for each."""
    if gaps[0].kind == "MULTICHOICE":
        return [str(order.index(item) + 1) for item in range(len(answer.items))]
    return [tuple(gaps[0].entries[answer.key.index(item)].text for item in order)]


def choices_of(answer: Matching, gaps: list[Gap]) -> dict[int, str]:
    """The number of each right side → what a drop-down says for it, told by what is right where."""
    found = {
        right: next(entry.text for entry in gap.entries if entry.fraction == 1)
        for right, gap in zip(answer.key, gaps, strict=True)
    }
    unused = [entry.text for entry in gaps[0].entries if entry.text not in found.values()]
    return found | dict(zip((n for n in range(len(answer.rights)) if n not in found), unused, strict=True))


def respond(answer: Answer, gaps: list[Gap]) -> list[Response]:
    """A student's responses who believes in `answer`."""
    offered = gaps[0].entries
    if is_typed(gaps[0]):
        return [typed(exact(entry.value)) for entry in entries(answer)]
    match answer:
        case TextAnswer():
            return [answer.accepted[0]]
        case Choice():
            return [offered[[option.right for option in answer.options].index(True)].text]
        case MultipleChoice():
            pairs = zip(answer.options, offered, strict=True)
            return [tuple(entry.text for option, entry in pairs if option.right)]
        case TrueFalse() if answer.reasons:
            right = [reason.option.right and reason.says is answer.value for reason in answer.reasons]
            return [offered[right.index(True)].text]
        case TrueFalse():
            return [offered[not answer.value].text]
        case Matching():
            says = choices_of(answer, gaps)
            return [says[right] for right in answer.key]
        case Ordering():
            return in_order(answer, answer.key, gaps)
        case _:  # asked as a choice
            return [pick(gaps[0], content(answer))]


def key_of(sample: Question, stored: Stored) -> list[list[Response]]:
    return [respond(p.answer, gaps) for p, gaps in gaps_of_parts(sample, stored)]


def flat(responses: list[list[Response]]) -> list[Response]:
    return [response for group in responses for response in group]


# ─── Grading ─────────────────────────────────────────────────────────────────────────────────────────────


@each_graded
def test_the_key_earns_everything(sample: Verified) -> None:
    stored = BANK[sample.id]
    assert stored.grade(*flat(key_of(sample, stored)))[0] == 1


@each_graded
def test_every_mistake_earns_its_share_and_its_feedback(sample: Verified) -> None:
    stored = BANK[sample.id]
    total = sum(p.points for p in sample.parts)
    for n, (p, gaps) in enumerate(gaps_of_parts(sample, stored)):
        for mistake in p.mistakes:
            right = [False]
            if is_typed(gaps[0]):
                pairs = zip(entries(p.answer), entries(mistake.answer), strict=True)
                right = [abs(exact(k.value) - exact(m.value)) <= margin(k) for k, m in pairs]
            responses = key_of(sample, stored)
            responses[n] = respond(mistake.answer, gaps)
            credit, _ = stored.grade(*flat(responses))
            assert credit == 1 - p.points / total * (1 - Fraction(sum(right), len(right)))
            for gap, response, is_right in zip(gaps, responses[n], right, strict=True):
                feedback = visible(gap.grade(response)[1])
                assert (shown(mistake.feedback) in feedback) is not is_right


def given_in_moodle(
    answer: Answer, response: Any, credit: Fraction, gaps: list[Gap]
) -> list[Response] | None:
    """A sample response as it is given in Moodle.

    None where it cannot be given there, or is marked otherwise and the loss is reported.
    """
    offered = gaps[0].entries
    if is_typed(gaps[0]):
        return numbers_given(answer, response)
    match answer:
        case TextAnswer():
            return [response] if "  " not in response.strip() else None
        case Choice():
            return [offered[int(response)].text]
        case MultipleChoice():
            unlisted = len(answer.options) > 20 and gaps[0].kind == "multiresponse"
            if (unlisted and credit not in (0, 1)) or (answer.whole and not credit):
                return None
            return [tuple(offered[int(number)].text for number in response)]
        case TrueFalse() if answer.reasons:
            verdict, reason = response
            says = answer.reasons[int(reason)].says
            return [offered[int(reason)].text] if says is (verdict == "true") else None
        case TrueFalse():
            return [offered[response == "false"].text]
        case Matching():
            says_right = choices_of(answer, gaps)
            return [says_right[int(number)] if number else "" for number in response]
        case Ordering():
            if answer.whole and len(gaps) > 1 and not credit:
                return None
            return in_order(answer, [int(number) for number in response], gaps)
        case _:  # asked as a choice
            return None


def numbers_given(answer: Answer, response: Any) -> list[Response] | None:
    match answer:
        case Number(unit=None):
            return [response]
        case Number():
            size, _, unit = response.partition(" ")
            return [size] if answer.unit and unit == answer.unit.text else None
        case Interval():
            brackets = ("[" if answer.closed[0] else "(", "]" if answer.closed[1] else ")")
            ends = [end.strip() for end in response[1:-1].split(",")]
            return [*ends] if (response[0], response[-1]) == brackets else None
        case Set():
            increasing = sorted(response, key=lambda text: Fraction(text or 0))
            return [*response] if [*response] == increasing else None
        case _:
            return [*response]


Tried = tuple[Answer, list[Response], Fraction, list[Gap]]


def tried(sample: Verified) -> list[Tried]:
    """Every sample response to the answers of a question that can be given in Moodle, and its credit.

    Left out is what happens to follow from a mistake in an earlier part: it earns half, which has tests of its own.
    """
    found: list[Tried] = []
    for p, gaps in gaps_of_parts(sample, BANK[sample.id]):
        for trial in samples(p.answer):
            if trial.credit is not None:
                responses = given_in_moodle(p.answer, trial.response, trial.credit, gaps)
                if responses is not None and not (p.consequences and is_halved(gaps, responses)):
                    found.append((p.answer, responses, trial.credit, gaps))
    return found


def is_halved(gaps: list[Gap], responses: list[Response]) -> bool:
    return any(gap.grade(given)[0] == Fraction(1, 2) for gap, given in zip(gaps, responses, strict=True))


@each_graded
def test_every_sample_response_earns_what_the_answer_says(sample: Verified) -> None:
    for answer, responses, credit, gaps in tried(sample):
        earned = Fraction(0)
        for gap, response in zip(gaps, responses, strict=True):
            earned += gap.grade(response)[0] / len(gaps)
        # Moodle keeps shares to five decimals of a percent.
        assert abs(earned - credit) < Fraction(1, 10**6), (answer, responses)


def test_sample_responses_of_every_kind_are_tried() -> None:
    counts = Counter(
        (answer.kind, credit == 1) for sample in GRADED for answer, _, credit, _ in tried(sample)
    )
    asked = set(moodle.ABILITIES) - {"expression", "essay"}
    assert set(counts) == {(kind, right) for kind in asked for right in (True, False)}


@each_graded
def test_every_option_earns_what_the_model_says(sample: Verified) -> None:
    for p, gaps in gaps_of_parts(sample, BANK[sample.id]):
        if not isinstance(p.answer, Choice | MultipleChoice) or any(map(has_figure, p.answer.options)):
            continue
        written = [visible(entry.text).strip() for entry in gaps[0].entries]
        assert written == [shown(option.content) for option in p.answer.options]
        for option, entry in zip(p.answer.options, gaps[0].entries, strict=True):
            assert (entry.fraction > 0) is option.right
            assert visible(entry.feedback).strip() == shown(option.feedback)


def has_figure(option: Option) -> bool:
    return any(isinstance(piece, Figure) for piece in (*option.content, *option.feedback))


@each_graded
def test_anything_else_earns_nothing(sample: Verified) -> None:
    for gap in BANK[sample.id].gaps:
        said = word("not right", sample.language) if gap.kind in ("numerical", "shortanswer") else ""
        if is_typed(gap):
            for response in (HUGE, f"-{HUGE}"):
                credit, feedback = gap.grade(response)
                assert (credit, visible(feedback)) == (Fraction(0), said)
        elif is_spelled(gap):
            credit, feedback = gap.grade("nothing of all that")
            assert (credit, visible(feedback)) == (Fraction(0), said)
        elif gap.kind in moodle_reader.SEVERAL:
            assert gap.grade(tuple(entry.text for entry in gap.entries))[0] == 0
            assert gap.grade(())[0] == 0
        elif gap.kind in ("ABSOLUTE_POSITION", "ALL_OR_NOTHING"):
            first, *rest = (entry.text for entry in gap.entries)
            assert gap.grade((*rest, first))[0] == 0
        else:
            assert sum(credit for credit, _ in (gap.grade(entry.text) for entry in gap.entries)) == 1


@each_graded
def test_a_tolerance_ends_where_it_says(sample: Verified) -> None:
    for p, gaps in gaps_of_parts(sample, BANK[sample.id]):
        if not is_typed(gaps[0]):
            continue
        for gap, key in zip(gaps, entries(p.answer), strict=True):
            value, reach = exact(key.value), margin(key)
            # Moodle stores 14 digits: an irrational key has its edges only to that precision.
            hair = Fraction(1, 10**9) * max(Fraction(1), abs(value))
            edge = reach if isinstance(key.value, (int, Fraction)) else max(Fraction(0), reach - hair)
            for side in (-1, 1):
                assert gap.grade(typed(value + side * edge))[0] == 1
                assert gap.grade(typed(value + side * (reach + hair)))[0] == 0


def test_a_vector_is_graded_entry_by_entry() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "vectors/sum")
    stored = BANK[sample.id]
    assert stored.grade("5", "-3", HUGE)[0] == Fraction(2, 3)
    assert stored.grade(HUGE, "-3", HUGE)[0] == Fraction(1, 3)


def test_a_vector_that_is_shown_lying_is_asked_lying() -> None:
    flat_key = replace(vector("1 2 3"), shown=Grid(((Num("1"), Num("2"), Num("3")),)))
    stored = import_one(
        question("t/t", "T", para("?"), part(flat_key, Mistake(vector("3 2 1"), say("Backwards."))))
    )
    assert stored.text.count("<tr>") == 1
    assert stored.grade("3", "2", "1") == (Fraction(1, 3), ("Backwards.", "", "Backwards."))


def test_a_set_is_graded_in_increasing_order() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "sets/two")
    stored = BANK[sample.id]
    assert stored.grade("-1", "4")[0] == 1
    assert stored.grade("4", "-1")[0] == 0
    assert "increasing order" in visible(stored.text)


def test_equal_entries_of_mistakes_share_their_feedback() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "matrices/product")
    feedback = visible(BANK[sample.id].gaps[1].grade("2")[1])
    assert "Signs: " in feedback
    assert "A slip in two places." in feedback


def test_a_mistake_without_a_short_decimal_is_recognised_when_rounded() -> None:
    mistake = Mistake(number("1/3"), say("Upside down."))
    stored = import_one(question("t/t", "T", para("?"), part(number("3"), mistake)))
    assert stored.gaps[0].grade("0.333") == (Fraction(0), "Upside down.")
    assert stored.gaps[0].grade("0.35") == (Fraction(0), f"<p>{word('not right', 'en')}</p>")


def test_a_narrow_mistake_is_not_hidden_by_a_wide_one() -> None:
    mistakes = (Mistake(number("1/3"), say("Wide.")), Mistake(number("0.333"), say("Narrow.")))
    stored = import_one(question("t/t", "T", para("?"), part(number("3"), *mistakes)))
    assert stored.gaps[0].grade("0.333") == (Fraction(0), "Narrow.")
    assert stored.gaps[0].grade("0.3333") == (Fraction(0), "Wide.")


def test_a_tolerance_below_what_moodle_stores_is_not_typed() -> None:
    key = number("123456789.5", absolute("1/10000000000"))
    mistake = Mistake(number("2"), say("No."))
    fragment = moodle.render(question("t/t", "T", para("?"), part(key, mistake)), ITEMS[0])
    assert [loss.instead for loss in fragment.losses] == [AS_CHOICE]


# ─── Weights and marks ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "second", "share"), [("1", "1", "1/2"), ("1/2", "1/3", "3/5"), ("7", "1/4", "28/29")]
)
def test_parts_weigh_what_their_points_say(first: str, second: str, share: str) -> None:
    two = question(
        "t/t",
        "T",
        para("?"),
        part(vector("1 2 3"), id="a", points=first),
        part(number("4"), id="b", points=second),
    )
    stored = import_one(two)
    assert stored.grade("1", "2", "3", HUGE)[0] == Fraction(share)
    assert stored.grade("1", HUGE, HUGE, HUGE)[0] == Fraction(share) / 3


@each_sample
def test_a_question_is_worth_its_points_or_says_so(sample: Verified) -> None:
    item = item_of(sample)
    reported = [
        loss for loss in moodle.render(sample, item).losses if loss.part == "" and "mark" in loss.reason
    ]
    mark = BANK[sample.id].mark
    assert (mark == item.points) is (reported == [])
    assert all(f"worth {mark} instead of {item.points}" in loss.instead for loss in reported)


def test_a_part_without_points_is_refused() -> None:
    nothing = question("t/t", "T", para("?"), part(vector("1 2"), points="0"))
    with pytest.raises(ValueError, match="points above 0"):
        moodle.render(nothing, ITEMS[0])


# ─── Kinds and losses ────────────────────────────────────────────────────────────────────────────────────


@each_sample
def test_kinds_and_losses(sample: Verified) -> None:
    assert BANK[sample.id].kind == KINDS[sample.family]
    losses = [loss for loss in moodle.render(sample, item_of(sample)).losses if loss.part]
    assert all(
        (loss.format, loss.family, loss.index) == ("moodle", sample.family, sample.index) for loss in losses
    )
    assert [loss.instead for loss in losses] == LOSSES.get(sample.family, [])


def test_the_abilities_name_every_kind_of_answer() -> None:
    asked = {p.answer.kind for sample in QUESTIONS for p in sample.parts}
    assert asked == set(moodle.ABILITIES)


def test_graders_of_an_essay_see_the_answer() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "numbers/third-open")
    answer = sample.parts[0].answer
    assert isinstance(answer, Number)
    assert shown((Math(answer.shown),)) in visible(BANK[sample.id].notes)


def test_an_essay_takes_the_other_parts_along() -> None:
    (sample,) = EXPRESSIONS
    bare = replace(sample.parts[0], id="open", mistakes=())
    both = Verified(replace(sample, parts=(bare, part(number("4"), id="typed"))))
    assert import_one(both).kind == "essay"
    losses = moodle.render(both, ITEMS[0]).losses
    assert [loss.part for loss in losses] == ["open", ""]
    assert "one essay" in losses[1].instead


def test_an_essay_shows_the_options_of_a_choice_and_tells_graders_the_feedback() -> None:
    (derivative,), (series,) = EXPRESSIONS, CHOICES
    bare = replace(derivative.parts[0], id="open", mistakes=())
    chosen = replace(series.parts[0], id="chosen")
    typed_ = part(number("4"), Mistake(number("2"), say("Half of it.")), id="typed", points="2")
    sample = Verified(replace(derivative, parts=(bare, chosen, typed_)))
    stored = import_one(sample)
    assert isinstance(chosen.answer, Choice)
    seen, told = visible(stored.text), visible(stored.notes)
    for letter, option in zip("abcd", chosen.answer.options, strict=True):
        assert f"({letter}) {shown(option.content)}" in seen
        assert shown(option.feedback) in told
        assert not option.feedback or shown(option.feedback) not in seen
    right = next(option.content for option in chosen.answer.options if option.right)
    assert f"chosen (3): (b) {shown(right)}" in told
    assert "typed (6): \\(4\\)" in told
    assert "If the answer is \\(2\\): Half of it." in told
    losses = moodle.render(sample, ITEMS[0]).losses
    assert [(loss.part, loss.instead) for loss in losses] == [
        ("open", "asked as an essay, with the answer in the notes for graders"),
        ("chosen", "its feedback stands in the notes for graders"),
        ("typed", "its feedback stands in the notes for graders"),
        ("", "all parts asked in one essay"),
    ]


def test_a_part_in_an_essay_is_not_said_to_be_a_choice() -> None:
    (sample,) = EXPRESSIONS
    bare = replace(sample.parts[0], id="open", mistakes=())
    both = Verified(replace(sample, parts=(sample.parts[0], bare)))
    assert AS_CHOICE not in [loss.instead for loss in moodle.render(both, ITEMS[0]).losses]


def test_a_mistake_of_another_size_is_reported() -> None:
    one = Mistake(number_set("3"), say("There are two."))
    sample = question("t/t", "T", para("?"), part(number_set("1 2"), one))
    assert import_one(sample).grade("1", "2")[0] == 1
    assert "its feedback is not shown" in [loss.instead for loss in moodle.render(sample, ITEMS[0]).losses]


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────


@each_sample
def test_texts_arrive_whole(sample: Verified) -> None:
    stored = BANK[sample.id]
    for text, blocks in [(stored.text, sample.stem), (stored.general, sample.solution)]:
        expected = visible(html.blocks(blocks, html.MOODLE)).strip()
        assert visible(text).strip().startswith(expected)
    for p in sample.parts:
        assert visible(html.blocks(p.prompt, html.MOODLE)) in visible(stored.text)


def test_hostile_text_arrives_as_it_was() -> None:
    for family in ("prose/hostile", "prose/hostile-vector"):
        (sample,) = (q for q in QUESTIONS if q.family == family)
        stored = BANK[sample.id]
        wrong = respond(sample.parts[0].mistakes[0].answer, list(stored.gaps))
        for text in (stored.text, stored.general, stored.grade(*wrong)[1][0]):
            assert HOSTILE in visible(text)


@settings(max_examples=200)
@example("%50%")
@given(st.text("\\\\{}}~=#%&;<>\"'$ a1:*]", min_size=1, max_size=12))
def test_any_text_survives_a_gap(text: str) -> None:
    inside = inside_gap(escape(text))
    around = outside_gaps(f"<p>{escape(text)}</p>")
    gap_text = f"{{1:MCV:=x{inside}#{inside}~{inside}y#{inside}}}"
    rest, (gap,) = moodle_reader.read_gaps(around + gap_text + around)
    assert visible(rest) == text + "{#1}" + text
    assert "{#" not in rest.replace("{#1}", "", 1)
    assert [visible(entry.text) for entry in gap.entries] == [("x" + text).strip(), (text + "y").strip()]
    assert [visible(entry.feedback) for entry in gap.entries] == [text.strip()] * 2
    assert [entry.fraction for entry in gap.entries] == [1, 0]


def test_a_long_title_keeps_its_number() -> None:
    stored = import_one(question("t/t", "Long " * 100, para("?"), part(number("1")), index=41))
    assert len(stored.name) <= 255
    assert stored.name.endswith("… · 42")


@each_sample
def test_tags_say_topics_level_and_family(sample: Verified) -> None:
    tags = BANK[sample.id].tags
    assert tags[-2:] == ("level:core", sample.family)
    assert len(tags) == len(sample.topics) + 2


def test_a_tag_stands_once() -> None:
    stored = import_one(
        question("t/t", "T", para("?"), part(number("1")), topics=("Limits", "limits", "series"))
    )
    assert len(stored.tags) == 4


# ─── The file ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_item_has_a_category_of_its_own() -> None:
    for sample in QUESTIONS:
        item = item_of(sample)
        top = f"$course$/top/Samples: vectors//matrices & ‹more› ({HEADING.build[:8]})/{item.number:02} "
        assert BANK[sample.id].category.startswith(top)
    assert len({BANK[sample.id].category for sample in QUESTIONS}) == len(ITEMS)


def test_the_category_of_the_set_says_course_date_and_instructions() -> None:
    first, second, *_ = etree.fromstring(FILE).iterfind("question")
    path = moodle_reader.trimmed(first, "category")
    assert moodle_reader.trimmed(second, "category").startswith(path + "/")
    about = visible(moodle_reader.trimmed(first, "info"))
    assert about.split("\n") == ["Mathematics 1 · Autumn", "Answer all. \\(x\\) is real."]
    assert second.find("info") is None
    silent = replace(HEADING, course="", date="", instructions=())
    assert b"<info" not in build(QUESTIONS, silent)


def test_another_build_lands_in_another_category() -> None:
    again = build(QUESTIONS[:1], replace(HEADING, build="q" + "0" * 24))
    (stored,) = moodle_reader.read_bank(again)
    assert stored.category != BANK[stored.idnumber].category


def test_the_same_questions_make_the_same_bytes() -> None:
    fragments = [moodle.render(sample, item_of(sample)) for sample in QUESTIONS]
    assert write(HEADING, pickle.loads(pickle.dumps(fragments))) == FILE


def test_the_file_says_what_it_holds() -> None:
    fragments = [moodle.render(sample, item_of(sample)) for sample in QUESTIONS]
    (file,) = moodle.assemble(HEADING, fragments)
    assert file.path == "moodle/sample-set.xml"
    assert list(file.holds) == list(range(len(QUESTIONS)))


def test_two_questions_with_one_id_are_refused() -> None:
    fragment = moodle.render(QUESTIONS[0], ITEMS[0])
    with pytest.raises(ValueError, match="occurs twice"):
        list(moodle.assemble(HEADING, [fragment, fragment]))


def test_a_question_of_no_item_is_refused() -> None:
    fragment = replace(moodle.render(QUESTIONS[0], ITEMS[0]), item=99)
    with pytest.raises(ValueError, match="item 99"):
        list(moodle.assemble(HEADING, [fragment]))


def test_no_questions_make_no_file() -> None:
    assert list(moodle.assemble(HEADING, [])) == []


def test_a_character_that_xml_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="U\\+0007"):
        moodle.render(
            question("t/t", "T", para("?"), part(number("1"), Mistake(number("2"), (Text("\x07"),)))),
            ITEMS[0],
        )
