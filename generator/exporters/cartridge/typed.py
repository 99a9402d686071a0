"""Typed answers in a cartridge: one blank an item, filled with a text that is compared letter by letter.

A number is typed only if it is exact and a short decimal (`spellings.exact_blanks`). The profile has
no tolerance, no second blank, and no scoring but by `varequal`.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from generator.answers.number import rational
from generator.exporters.cartridge.asked import NOTHING, Asked, Plan
from generator.exporters.cartridge.markup import blocks, formula
from generator.exporters.labels import if_the_answer_is
from generator.exporters.losses import AFTER_ANY_WRONG, Loss
from generator.exporters.spellings import of_number, of_text
from generator.exporters.words import word
from generator.maths.notation import row
from generator.model import (
    Answer,
    Fence,
    Formula,
    Grid,
    Interval,
    Matrix,
    Number,
    Op,
    Part,
    Set,
    TextAnswer,
    Vector,
    Words,
)

ONE_BY_ONE = "asked number by number, a `?` showing which one is meant"

_HERE = Words("?")
_ELSEWHERE = Op("⋅")


def text(part: Part, answer: TextAnswer, language: str) -> Plan:
    """A text by its spellings."""
    asked = Asked(
        "fib",
        blocks(part.prompt),
        wrong=blocks(if_the_answer_is(part, language)),
        accepted=of_text(answer),
        exact_case=answer.exact_case,
    )
    losses = list(_unheard(part))
    if answer.exact_case and any(text.lower() != text.upper() for text in answer.accepted):
        losses.append(
            Loss(
                part.id,
                "most systems do not tell capitals from small letters",
                "only the file says that they count",
            )
        )
    if any(len(text.split()) > 1 for text in answer.accepted):
        losses.append(
            Loss(
                part.id,
                "the spaces between the words of an answer count in a cartridge",
                "words are right with one space between them",
            )
        )
    return (asked,), tuple(losses)


def numbers(part: Part, keys: tuple[Number, ...], language: str) -> Plan:
    """One item for each number of an answer of which `exact_blanks` are `keys`."""
    prompt = blocks(part.prompt)
    wrong = blocks(if_the_answer_is(part, language))
    asked = tuple(
        [
            Asked(
                "fib",
                prompt + _place(part.answer, place, len(keys), language),
                wrong=wrong,
                accepted=of_number(rational(key.value), comma=language != "en"),
            )
            for place, key in enumerate(keys)
        ]
    )
    return asked, (*_unheard(part), *_given(part, len(keys)))


def _given(part: Part, count: int) -> list[Loss]:
    """What the profile cannot say of numbers that are typed."""
    lost: list[tuple[str, str]] = []
    if count > 1:
        lost.append(("a question of a cartridge has one blank", ONE_BY_ONE))
    match part.answer:
        case Number(unit=unit) if unit is not None:
            lost.append(("a cartridge cannot convert units", "the unit is printed above the blank"))
        case Set() if count > 1:
            lost.append(
                ("a cartridge cannot grade a set in any order", "asked and graded in increasing order")
            )
        case Interval():
            lost.append(("a cartridge has no blank for a bracket", "its brackets are printed"))
        case Vector(whole=True) | Matrix(whole=True) if count > 1:
            lost.append(("each question of a cartridge has its own points", "marked entry by entry"))
    return [Loss(part.id, *each) for each in lost]


# ─── Which number is meant ───────────────────────────────────────────────────────────────────────────────


def _place(answer: Answer, place: int, count: int, language: str) -> Markup:
    """What stands below the prompt: the unit of a number, or the answer with a `?` for the one that is asked."""
    cells: list[Formula] = [_HERE if k == place else _ELSEWHERE for k in range(count)]
    match answer:
        case Number(unit=unit) if unit is not None:
            return Markup("<p>{} {}</p>").format(word("answer in", language), formula(unit.shown))
        case Vector() if count > 1:
            return _line(Grid(tuple([(cell,) for cell in cells])))
        case Matrix(rows=rows) if count > 1:
            width = len(rows[0])
            return _line(Grid(tuple([tuple(cells[i : i + width]) for i in range(0, count, width)])))
        case Set() if count > 1:
            said = Markup("{}: ").format(word("increasing order", language))
            return _line(Fence("{", _listed(cells), "}"), said)
        case Interval(closed=(low, high)):
            return _line(Fence("[" if low else "(", _listed(cells), "]" if high else ")"))
    return NOTHING


def _line(shown: Formula, said: Markup = NOTHING) -> Markup:
    return Markup("<p>{}{}</p>").format(said, formula(shown))


def _listed(cells: Iterable[Formula]) -> Formula:
    first, *others = cells
    return row(first, *[item for cell in others for item in (Op(","), cell)])


# ─── Feedback ────────────────────────────────────────────────────────────────────────────────────────────


def _unheard(part: Part) -> tuple[Loss, ...]:
    """The profile could name a wrong text with its feedback; but some importers would then take it for a right one."""
    if not part.mistakes:
        return ()
    reason = "systems do not tie feedback of a cartridge to a wrong answer that is typed"
    return (Loss(part.id, reason, AFTER_ANY_WRONG),)
