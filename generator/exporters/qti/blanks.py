r"""Typed answers as blanks of QTI: numbers, what holds numbers, the ends of intervals, and texts.

A blank for a number is a response of base type float, compared with bounds; one for a text is a string, compared with
a regular expression of XML Schema (QTI, patternMatch), since `stringMatch` counts every space:

    >>> pattern("New York", exact_case=False)
    '\\s*(N|n)(e|E)(w|W)\\s+(Y|y)(o|O)(r|R)(k|K)\\s*'

It knows no XML. Which answers have blanks is not its business: `losses.untypable` says it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

from markupsafe import Markup

from generator.answers.blanks import blanks
from generator.answers.choice import content
from generator.answers.number import key_text
from generator.exporters.decimals import interval, points_text
from generator.exporters.html import QTI, blocks, inlines, mathml_math
from generator.exporters.losses import BRACKETS_SHOWN, POINT_SAID, UNIT_SHOWN, Loss, comma_expected
from generator.exporters.qti.asked import (
    NOTHING,
    AllOf,
    Asked,
    Award,
    Fits,
    Form,
    Note,
    Remark,
    Response,
    Within,
)
from generator.exporters.qti.names import Names
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped
from generator.model import (
    Interval,
    Matrix,
    Mistake,
    Number,
    OpenAnswer,
    Part,
    Set,
    TextAnswer,
    Vector,
)


def typed(part: Part, answer: OpenAnswer, points: Fraction, name: Names) -> tuple[Asked, tuple[Loss, ...]]:
    """The part as blanks, and what was lost on the way. `answer` is its answer, which has blanks."""
    if isinstance(answer, TextAnswer):
        return _text(part, answer, points, name), ()
    keys = blanks(answer) or ()
    idents = tuple(name.blank(n, len(keys)) for n in range(1, len(keys) + 1))
    losses: list[Loss] = []
    in_order = False
    if isinstance(answer, Set) and len(keys) > 1 and not _disjoint(keys):
        in_order = True
        losses.append(
            Loss(
                part.id,
                "elements of a set lie within each other's tolerance, so one response could count twice",
                "graded in increasing order",
            )
        )
    any_order = isinstance(answer, Set) and not in_order
    lines = _test(keys, idents, any_order=any_order)
    whole = isinstance(answer, Vector | Matrix) and answer.whole
    tests = [lines] if whole else [(line,) for line in lines]
    share = points / len(tests)
    remarks, notes = _heard(part, answer, idents, name, any_order=any_order)
    if notes:
        losses.append(
            Loss(
                part.id,
                "a known wrong answer cannot be typed into these blanks",
                "its feedback stands with the worked solution",
            )
        )
    before, between, after, lost = _around(answer, name.setting.format)
    losses += [Loss(part.id, *each) for each in lost]
    hints = [word("increasing order", name.setting.language)] if in_order else []
    if comma_expected(keys, name.setting.language):
        hints.append(word("decimal point", name.setting.language))
        losses.append(Loss(part.id, f"{name.setting.format} reads no decimal comma", POINT_SAID))
    form, rows = _layout(answer, idents)
    asked = Asked(
        form=form,
        scoring="one" if len(tests) == 1 else "sum",
        prompt=escaped(blocks(part.prompt, QTI)),
        score=name.score,
        feedback=name.feedback,
        worth=points_text(points),
        nearly=points_text(points - share / 2),
        step=share,
        responses=tuple(
            Response(ident, "float", (key_text(key),)) for ident, key in zip(idents, keys, strict=True)
        ),
        rows=rows,
        before=before,
        between=between,
        after=after,
        awards=tuple(Award(test, points_text(share)) for test in tests),
        remarks=remarks,
        notes=notes,
        hints=tuple(hints),
    )
    return asked, tuple(losses)


# ─── Layout ──────────────────────────────────────────────────────────────────────────────────────────────


def _layout(answer: OpenAnswer, idents: tuple[str, ...]) -> tuple[Form, tuple[tuple[str, ...], ...]]:
    match answer:
        case Vector():
            return "grid", tuple((ident,) for ident in idents)
        case Matrix():
            width = len(answer.rows[0])
            return "grid", tuple(idents[i : i + width] for i in range(0, len(idents), width))
        case _:
            return "line", (idents,)


def _around(answer: OpenAnswer, format: str) -> tuple[Markup, Markup, Markup, list[tuple[str, str]]]:
    """What stands before, between and after the blanks of a line, and what that gives away (reason, instead)."""
    match answer:
        case Number(unit=unit) if unit is not None:
            shown = Markup(" ") + escaped(mathml_math(unit.shown, False))
            return NOTHING, NOTHING, shown, [(f"{format} cannot convert units", UNIT_SHOWN)]
        case Set():
            return Markup("{ "), Markup(", "), Markup(" }"), []
        case Interval(closed=(low, high)):
            lost = (f"{format} has no blank for a bracket", BRACKETS_SHOWN)
            return escaped("[" if low else "("), Markup(", "), escaped("]" if high else ")"), [lost]
        case _:
            return NOTHING, NOTHING, NOTHING, []


# ─── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────


def _test(keys: tuple[Number, ...], idents: tuple[str, ...], *, any_order: bool) -> AllOf:
    intervals = [interval(key) for key in keys]
    if any_order:
        return tuple(tuple(Within(ident, low, high) for ident in idents) for low, high in intervals)
    return tuple((Within(i, low, high),) for i, (low, high) in zip(idents, intervals, strict=True))


def _disjoint(keys: tuple[Number, ...]) -> bool:
    spans = sorted((Decimal(low), Decimal(high)) for low, high in map(interval, keys))
    return all(spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1))


def _heard(
    part: Part, answer: OpenAnswer, idents: tuple[str, ...], name: Names, *, any_order: bool
) -> tuple[tuple[Remark, ...], tuple[Note, ...]]:
    remarks: list[Remark] = []
    notes: list[Note] = []
    for number, mistake in enumerate(part.mistakes, start=name.first_remark):
        html = escaped(inlines(mistake.feedback, QTI))
        if _fits(mistake, answer):
            test = _test(blanks(mistake.answer) or (), idents, any_order=any_order)
            remarks.append(Remark(f"mistake_{number}", test, html))
        else:
            notes.append(Note(escaped(inlines(content(mistake.answer), QTI)), html))
    return tuple(remarks), tuple(notes)


def _fits(mistake: Mistake, answer: OpenAnswer) -> bool:
    """Can the mistake be typed into the blanks of the answer, and is it then what it is?"""
    wrong = mistake.answer
    return type(wrong) is type(answer) and bool(blanks(wrong)) and _frame(wrong) == _frame(answer)


def _frame(answer: OpenAnswer) -> object:
    """What is given around the blanks, and so the same for all that can be typed into them."""
    match answer:
        case Number(unit=unit):
            return unit and unit.text
        case Matrix(rows=rows):
            return len(rows), len(rows[0])
        case Interval(closed=closed):
            return closed
        case _:
            return len(blanks(answer) or ())


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────


def _text(part: Part, answer: TextAnswer, points: Fraction, name: Names) -> Asked:
    worth = points_text(points)
    remarks = tuple(
        Remark(f"mistake_{number}", _spelled(mistake.answer, name), escaped(inlines(mistake.feedback, QTI)))
        for number, mistake in enumerate(part.mistakes, start=name.first_remark)
        if isinstance(mistake.answer, TextAnswer)
    )
    return Asked(
        form="line",
        scoring="one",
        prompt=escaped(blocks(part.prompt, QTI)),
        score=name.score,
        feedback=name.feedback,
        worth=worth,
        nearly=worth,
        step=points,
        responses=(Response(name.response, "string", answer.accepted[:1]),),
        rows=((name.response,),),
        width=30,
        awards=(Award(_spelled(answer, name), worth),),
        remarks=remarks,
    )


def _spelled(answer: TextAnswer, name: Names) -> AllOf:
    return (
        tuple(Fits(name.response, pattern(text, exact_case=answer.exact_case)) for text in answer.accepted),
    )


def pattern(text: str, *, exact_case: bool) -> str:
    """A spelling as a regular expression of XML Schema 2 (appendix F), any white space between its words.

    Without `exact_case`, letters are alike that Unicode's case folding makes alike, for which `ß` is `ss`.
    """
    letter = _exactly if exact_case else _in_any_case
    words = [_LETTER.sub(letter, word) for word in normalize("NFC", text).split()]
    return rf"\s*{_GAP.join(words)}\s*"


_LETTER = re.compile("[sS][sS]|.")
_GAP = r"\s+"

# The engine of TAO puts a backslash before each of these, in a class or not; a second one there does no harm.
_ANCHORS = {"$": "[$]", "^": r"[\^]"}


def _exactly(found: re.Match[str]) -> str:
    return "".join([_ANCHORS.get(c, f"\\{c}" if c in ".?*+(){}|-[]\\" else c) for c in found[0]])


def _in_any_case(found: re.Match[str]) -> str:
    if found[0].casefold() == "ss":
        return "([sS][sS]|[ßẞ])"
    # One letter may be two in the other case: `ŉ` is `ʼN`.
    cases = dict.fromkeys((found[0], found[0].lower(), found[0].upper()))
    return f"({'|'.join(cases)})" if len(cases) > 1 else _exactly(found)
