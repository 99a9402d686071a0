"""Typed answers as blanks of QTI: numbers, what holds numbers, the ends of intervals, and texts.

A blank for a number is a response of base type float, compared with bounds; one for a text is a string, compared with
a regular expression (`patterns`).

It knows no XML. Which answers have blanks is not its business: `losses.untypable` says it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.answers.blanks import blanks
from generator.answers.choice import content
from generator.answers.number import key_text
from generator.exporters.decimals import interval, points_text
from generator.exporters.html import blocks, inlines
from generator.exporters.losses import POINT_SAID, Loss, comma_expected
from generator.exporters.qti.asked import (
    AllOf,
    Asked,
    Award,
    Fits,
    Note,
    Remark,
    Response,
    Within,
)
from generator.exporters.qti.frames import around, frame, layout
from generator.exporters.qti.names import Names
from generator.exporters.qti.patterns import pattern
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped
from generator.model import (
    Matrix,
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
    any_order = _in_any_order(answer)
    in_order = isinstance(answer, Set) and not any_order
    if in_order:
        losses.append(
            Loss(
                part.id,
                "elements of a set lie within each other's tolerance, so one response could count twice",
                "graded in increasing order",
            )
        )
    near = name.setting.profile.tolerance and not any_order
    lines = _test(keys, idents, any_order=any_order, near=near)
    whole = isinstance(answer, Vector | Matrix) and answer.whole
    tests = [lines] if whole else [(line,) for line in lines]
    share = points / len(tests)
    remarks, notes = _heard(part, answer, idents, name)
    if notes:
        losses.append(
            Loss(
                part.id,
                "a known wrong answer cannot be typed into these blanks",
                "its feedback stands with the worked solution",
            )
        )
    before, between, after, lost = around(answer, name.setting)
    losses += [Loss(part.id, *each) for each in lost]
    hints = [word("increasing order", name.setting.language)] if in_order else []
    if comma_expected(keys, name.setting.language):
        hints.append(word("decimal point", name.setting.language))
        losses.append(Loss(part.id, f"{name.setting.format} reads no decimal comma", POINT_SAID))
    form, rows = layout(answer, idents)
    asked = Asked(
        form=form,
        scoring="one" if len(tests) == 1 else "sum",
        prompt=escaped(blocks(part.prompt, name.setting.style)),
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


def given(answer: OpenAnswer, other: OpenAnswer, idents: tuple[str, ...]) -> AllOf:
    """The test that `other` was typed where `answer` is asked; () if it cannot be, or would be something else there."""
    if type(other) is not type(answer):
        return ()
    if isinstance(other, TextAnswer):
        return _spelled(other, idents[0])
    numbers = blanks(other)
    if not numbers or frame(other) != frame(answer):
        return ()
    return _test(numbers, idents, any_order=_in_any_order(answer))


# ─── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────


def _test(keys: tuple[Number, ...], idents: tuple[str, ...], *, any_order: bool, near: bool = False) -> AllOf:
    """`near`: each blank is compared with its own key, and that is to be written with a tolerance."""
    intervals = [interval(key) for key in keys]
    if any_order:
        return tuple(tuple(Within(ident, low, high) for ident in idents) for low, high in intervals)
    tolerances = [_tolerance(key) if near else "" for key in keys]
    return tuple(
        (Within(i, low, high, tolerance),)
        for i, (low, high), tolerance in zip(idents, intervals, tolerances, strict=True)
    )


def _tolerance(key: Number) -> str:
    """How far below and above its text a number may be, as two plain decimals."""
    low, high = map(Decimal, interval(key))
    at = Decimal(key_text(key))
    return f"{at - low:f} {high - at:f}"


def _in_any_order(answer: OpenAnswer) -> bool:
    """Does the order of the blanks not count? It does even in a set, if two elements lie too close together."""
    if not isinstance(answer, Set):
        return False
    spans = sorted((Decimal(low), Decimal(high)) for low, high in map(interval, answer.elements))
    return all(spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1))


def _heard(
    part: Part, answer: OpenAnswer, idents: tuple[str, ...], name: Names
) -> tuple[tuple[Remark, ...], tuple[Note, ...]]:
    remarks: list[Remark] = []
    notes: list[Note] = []
    for number, mistake in enumerate(part.mistakes, start=name.first_remark):
        html = escaped(inlines(mistake.feedback, name.setting.style))
        test = given(answer, mistake.answer, idents)
        if test:
            remarks.append(Remark(f"mistake_{number}", test, html))
        else:
            notes.append(Note(escaped(inlines(content(mistake.answer), name.setting.style)), html))
    return tuple(remarks), tuple(notes)


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────


def _text(part: Part, answer: TextAnswer, points: Fraction, name: Names) -> Asked:
    """A text, tried by rules, or where there are none looked up among its spellings."""
    worth = points_text(points)
    key = answer.accepted[:1]
    asked = Asked(
        form="line",
        scoring="one",
        prompt=escaped(blocks(part.prompt, name.setting.style)),
        score=name.score,
        feedback=name.feedback,
        worth=worth,
        nearly=worth,
        step=points,
        responses=(Response(name.response, "string", key),),
        rows=((name.response,),),
        width=30,
    )
    if name.setting.profile.rules:
        remarks, notes = _heard(part, answer, (name.response,), name)
        awards = (Award(_spelled(answer, name.response), worth),)
        return replace(asked, awards=awards, remarks=remarks, notes=notes)
    mapping = tuple((text, worth) for text in answer.accepted)
    listed = Response(name.response, "string", key, mapping=mapping, any_case=not answer.exact_case)
    return replace(asked, scoring="mapping", responses=(listed,))


def _spelled(answer: TextAnswer, ident: str) -> AllOf:
    return (tuple(Fits(ident, pattern(text, exact_case=answer.exact_case)) for text in answer.accepted),)
