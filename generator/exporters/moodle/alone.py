"""The question types that hold one part: choices, numbers, texts, verdicts, ordering.

Owns the elements of each type; the templates of `templates/moodle/` lay them out. Must not decide how a part is
asked (`asking`), and leaves matching to `matched`, gaps to `cloze`.

Of a typed number or text Moodle takes the first answer that matches; the last one, `*`, matches anything, and has
words for who is wrong in a way that nobody foresaw.

Elements and their defaults are those that `question/format/xml/format.php` of
Moodle 4.5 reads (`import_multichoice`, `import_truefalse`, `import_shortanswer`, `import_numerical`,
and `import_from_xml` of `question/type/ordering/questiontype.php`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.exporters.losses import Loss
from generator.exporters.moodle import matched
from generator.exporters.moodle.asking import Asked
from generator.exporters.moodle.blanks import Blanks, Phrase
from generator.exporters.moodle.cloze import NO_WHOLE_CHOICE, PART_CREDIT
from generator.exporters.moodle.markup import inlines, joined, pattern
from generator.exporters.moodle.pairs import Boxes, Pairs
from generator.exporters.moodle.percentages import is_listed, of_right, of_wrong
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.questions import Body, combined, remark, text
from generator.exporters.moodle.texts import cdata
from generator.exporters.words import word
from generator.exporters.xml_templates import load, rendered
from generator.model import Choice, Math, MultipleChoice, Number, Option, Ordering, Question, TrueFalse

NO_SHARE = "Moodle has no percentage for an equal share of so many options"

_CHOICE = load("moodle", "multichoice.xml")
_NUMERICAL = load("moodle", "numerical.xml")
_SHORT = load("moodle", "shortanswer.xml")
_TRUE_FALSE = load("moodle", "truefalse.xml")
_ORDERING = load("moodle", "ordering.xml")


@dataclass(frozen=True, slots=True)
class _Answer:
    """One `<answer>`: a percentage from Moodle's list, and ready texts."""

    fraction: str
    text: Markup | str
    feedback: Markup
    tolerance: str = "0"


def alone(question: Question, asked: Asked) -> Body | None:
    """A question whose only part is asked so; None if Moodle has no type for it but cloze."""
    if isinstance(asked, Blanks) and asked.look != "number":
        return None
    return _TYPES[type(asked)](question, asked) if type(asked) in _TYPES else None


# ─── Choices ─────────────────────────────────────────────────────────────────────────────────────────────


def _choice(question: Question, asked: Choice) -> Body:
    """One right option of several, in the order of the model, which is mixed already."""
    shares = ["100" if option.right else "0" for option in asked.options]
    said = combined(question.language, several=False)
    answers = _options(asked.options, shares, question)
    special = rendered(_CHOICE, single="true", combined=said, answers=answers)
    return Body("multichoice", text(question), special)


def _multiple(question: Question, asked: MultipleChoice) -> Body:
    """Several right options. Who ticks everything gets nothing."""
    right = sum(option.right for option in asked.options)
    wrong = len(asked.options) - right
    plus, minus = of_right(right), of_wrong(wrong) if wrong else ""
    fractions = iter(plus)
    shares = [next(fractions) if option.right else f"-{minus}" for option in asked.options]
    said = combined(question.language, several=True)
    answers = _options(asked.options, shares, question)
    special = rendered(_CHOICE, single="false", combined=said, answers=answers)
    part = question.parts[0].id
    losses = []
    if asked.whole:
        losses.append(Loss(part, NO_WHOLE_CHOICE, PART_CREDIT))
    if not is_listed(right):
        losses.append(Loss(part, NO_SHARE, f"right ones earn {' or '.join(dict.fromkeys(plus))} %"))
    if wrong and not is_listed(wrong):
        losses.append(Loss(part, NO_SHARE, f"wrong ones cost {minus} %"))
    below = f"<p>{word('tick all', question.language)}</p>"
    return Body("multichoice", text(question, below), special, tuple(losses), several=True)


def _options(options: tuple[Option, ...], shares: Sequence[str], question: Question) -> list[_Answer]:
    return [
        _Answer(
            share,
            text_element(inlines(option.content), question),
            text_element(inlines(option.feedback), question),
        )
        for option, share in zip(options, shares, strict=True)
    ]


def _verdict(question: Question, asked: TrueFalse) -> Body:
    said = text_element(inlines(asked.feedback), question)
    answers = [
        _Answer("100", verdict, text_element("", question)) if right else _Answer("0", verdict, said)
        for verdict, right in (("true", asked.value), ("false", not asked.value))
    ]
    return Body("truefalse", text(question), rendered(_TRUE_FALSE, answers=answers))


# ─── Typed ───────────────────────────────────────────────────────────────────────────────────────────────


def _number(question: Question, asked: Blanks) -> Body:
    """One typed number. The first answer that matches counts, so the key stands first.

    A unit is printed, and none is named to Moodle: beside a list of units it marks `12.5 km/h` right for 12.5 m/s
    without a word (`qtype_numerical_question::get_matching_answer` tries the bare number, too). Without a list it
    asks whoever types a unit to leave it out.
    """
    (blank,) = asked.rows[0]
    answers = [_Answer("100", blank.key.text, text_element("", question), blank.key.tolerance)]
    answers += [
        _Answer(
            "0", wrong.numbers.text, text_element(joined(wrong.feedback), question), wrong.numbers.tolerance
        )
        for wrong in blank.wrong
    ]
    answers.append(_anything_else(question))
    return Body("numerical", text(question, _unit_line(question)), rendered(_NUMERICAL, answers=answers))


def _anything_else(question: Question) -> _Answer:
    return _Answer("0", "*", Markup("<text>") + remark("not right", question.language) + Markup("</text>"))


def _unit_line(question: Question) -> str:
    answer = question.parts[0].answer
    if not isinstance(answer, Number) or not answer.unit:
        return ""
    return f"<p>{word('answer in', question.language)} {inlines((Math(answer.unit.shown),))}</p>"


def _phrase(question: Question, asked: Phrase) -> Body:
    answers = [_Answer("100", cdata(pattern(text)), text_element("", question)) for text in asked.accepted]
    answers += [
        _Answer("0", cdata(pattern(text)), text_element(inlines(feedback), question))
        for text, feedback in asked.wrong
    ]
    answers.append(_anything_else(question))
    special = rendered(_SHORT, usecase=int(asked.exact_case), answers=answers)
    return Body("shortanswer", text(question), special)


# ─── Ordering ───────────────────────────────────────────────────────────────────────────────


def _ordering(question: Question, asked: Ordering) -> Body:
    """Items in the right order; Moodle mixes them. It would drop all but six without `selecttype`."""
    items = [text_element(inlines(asked.items[number]), question) for number in asked.key]
    grading = "ALL_OR_NOTHING" if asked.whole else "ABSOLUTE_POSITION"
    said = combined(question.language, several=True)
    special = rendered(_ORDERING, items=items, grading=grading, combined=said)
    return Body("ordering", text(question), special, several=True)


_TYPES: dict[type, Callable[[Question, Any], Body]] = {
    Blanks: _number,
    Phrase: _phrase,
    Choice: _choice,
    MultipleChoice: _multiple,
    TrueFalse: _verdict,
    Pairs: matched.from_drop_downs,
    Boxes: matched.from_boxes,
    Ordering: _ordering,
}
