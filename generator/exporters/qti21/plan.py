"""How QTI 2.1 asks each part: the answer kinds turned into interactions, tests and feedback.

`asked` decides; `templates/qti21/item.xml` lays out. What can be typed as decimals becomes blanks; else the
part is a choice from its mistakes, or, if it has none, a text for marking by hand. It knows no XML.

The rules are those of the QTI 2.1 specification (1EdTech, Assessment Test, Section and Item Information Model),
kept to what oat-sa/qti-sdk, the engine of TAO, carries out: a response of base type float is read as a decimal,
and what only graders may see stands in a rubric block for the view `scorer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from generator.answers.choice import content, from_mistakes
from generator.answers.entries import numbers
from generator.answers.number import key_text, typable
from generator.exporters.decimals import interval, points_text
from generator.exporters.html import QTI, blocks, inlines, mathml_math
from generator.exporters.losses import AS_CHOICE, Loss
from generator.exporters.qti21.asked import AllOf, Asked, Award, Blank, Note, Option, Remark, Within
from generator.exporters.xml_templates import escaped
from generator.model import (
    Answer,
    Choice,
    Expression,
    Matrix,
    Mistake,
    Number,
    Paragraph,
    Part,
    Set,
    Text,
    Vector,
)

AS_ESSAY = "asked as a text to be marked by hand, with the answer in a rubric for graders"


@dataclass(frozen=True, slots=True)
class Names:
    """Outcomes and identifiers of one part. Numbers run through the whole item, so that none comes twice."""

    score: str
    feedback: str
    response: str
    first_remark: int

    def blank(self, number: int, total: int) -> str:
        """The response of the part's blank with this number, from 1."""
        return self.response if total == 1 else f"{self.response}_{number}"


def names(number: int, alone: bool, first_remark: int) -> Names:
    """The names of the part with this number (from 1); `alone` if the item has no other."""
    if alone:
        return Names("SCORE", "FEEDBACK", "RESPONSE", first_remark)
    return Names(f"SCORE_{number}", f"FEEDBACK_{number}", f"ANSWER_{number}", first_remark)


def asked(part: Part, salt: str, points: Fraction, name: Names) -> tuple[Asked, tuple[Loss, ...]]:
    """The part as data for the template, and what was lost on the way. `salt` is the question's id."""
    answer = part.answer
    if isinstance(answer, Choice):
        return _choice(part, answer, points, name), ()
    reason = untypable(answer)
    if not reason:
        return _typed(part, answer, points, name)
    if part.mistakes:
        chosen = _choice(part, from_mistakes(part, salt), points, name)
        return chosen, (Loss(part.id, reason, AS_CHOICE),)
    worth = points_text(points)
    essay = Asked(
        form="essay",
        prompt=_html(part),
        score=name.score,
        feedback=name.feedback,
        worth=worth,
        nearly=worth,
        step=points,
        response=name.response,
        grader=escaped(blocks((Paragraph((Text("Answer: "), *content(answer))),), QTI)),
    )
    return essay, (Loss(part.id, reason, AS_ESSAY),)


def untypable(answer: Answer) -> str:
    """Why the answer cannot be asked as blanks for decimals; "" if it can."""
    if isinstance(answer, Expression):
        return "QTI 2.1 cannot compare expressions"
    if isinstance(answer, Vector) and answer.up_to:
        return "QTI 2.1 cannot grade a vector up to scale"
    if all(map(typable, numbers(answer))):
        return ""
    return "QTI 2.1 reads only decimals, and the exact answer has no short one"


def _html(part: Part) -> Markup:
    return escaped(blocks(part.prompt, QTI))


# ─── Blanks ──────────────────────────────────────────────────────────────────────────────────────────────


def _typed(part: Part, answer: Answer, points: Fraction, name: Names) -> tuple[Asked, tuple[Loss, ...]]:
    keys = numbers(answer)
    total = len(keys)
    idents = tuple(name.blank(n, total) for n in range(1, total + 1))
    blanks = tuple(Blank(ident, key_text(key)) for ident, key in zip(idents, keys, strict=True))
    losses: list[Loss] = []
    any_order = isinstance(answer, Set) and total > 1
    if any_order and not _disjoint(keys):
        any_order = False
        losses.append(
            Loss(
                part.id,
                "elements of a set lie within each other's tolerance, so one response could count twice",
                "graded in increasing order",
            )
        )
    share = points / total
    awards = tuple(Award((line,), points_text(share)) for line in _test(keys, idents, any_order=any_order))
    remarks: list[Remark] = []
    notes: list[Note] = []
    for number, mistake in enumerate(part.mistakes, start=name.first_remark):
        html = escaped(inlines(mistake.feedback, QTI))
        test = _mistake_test(mistake, answer, idents, any_order=any_order)
        if test is None:
            shown = mistake.answer.shown
            notes.append(Note(escaped(mathml_math(shown, False)), html))
        else:
            remarks.append(Remark(f"mistake_{number}", test, html))
    if notes:
        losses.append(
            Loss(
                part.id,
                "a known wrong answer cannot be typed as decimals into these blanks",
                "its feedback stands with the worked solution",
            )
        )
    rows, form = _layout(answer, blanks)
    result = Asked(
        form=form,
        prompt=_html(part),
        score=name.score,
        feedback=name.feedback,
        worth=points_text(points),
        nearly=points_text(points - share / 2),
        step=share,
        rows=rows,
        awards=awards,
        remarks=tuple(remarks),
        notes=tuple(notes),
        in_order=isinstance(answer, Set) and total > 1 and not any_order,
    )
    return result, tuple(losses)


def _layout(answer: Answer, blanks: tuple[Blank, ...]) -> tuple[tuple[tuple[Blank, ...], ...], str]:
    match answer:
        case Vector():
            return tuple((blank,) for blank in blanks), "grid"
        case Matrix():
            width = len(answer.rows[0])
            return tuple(blanks[i : i + width] for i in range(0, len(blanks), width)), "grid"
        case Set():
            return (blanks,), "set"
        case _:
            return (blanks,), "number"


def _test(keys: tuple[Number, ...], idents: tuple[str, ...], *, any_order: bool) -> AllOf:
    intervals = [interval(key) for key in keys]
    if any_order:
        return tuple(tuple(Within(ident, low, high) for ident in idents) for low, high in intervals)
    return tuple((Within(i, low, high),) for i, (low, high) in zip(idents, intervals, strict=True))


def _mistake_test(
    mistake: Mistake, answer: Answer, idents: tuple[str, ...], *, any_order: bool
) -> AllOf | None:
    """The test for the mistake, or None if it does not fit the blanks."""
    wrong = numbers(mistake.answer)
    if untypable(mistake.answer) or len(wrong) != len(idents):
        return None
    same_rows = not isinstance(answer, Matrix) or (
        isinstance(mistake.answer, Matrix) and len(mistake.answer.rows) == len(answer.rows)
    )
    return _test(wrong, idents, any_order=any_order) if same_rows else None


def _disjoint(keys: tuple[Number, ...]) -> bool:
    spans = sorted((Decimal(low), Decimal(high)) for low, high in map(interval, keys))
    return all(spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1))


# ─── Choices ─────────────────────────────────────────────────────────────────────────────────────────────


def _choice(part: Part, answer: Choice, points: Fraction, name: Names) -> Asked:
    options = []
    for number, option in enumerate(answer.options, start=name.first_remark):
        html = escaped(inlines(option.content, QTI))
        feedback = escaped(inlines(option.feedback, QTI))
        # Classic Canvas finds the feedback of an option by these two names.
        remark = f"feedback_{number}_fb" if option.feedback else ""
        options.append(Option(f"RESPONSE_{number}", html, option.right, remark, feedback))
    worth = points_text(points)
    return Asked(
        form="choice",
        prompt=_html(part),
        score=name.score,
        feedback=name.feedback,
        worth=worth,
        nearly=worth,
        step=points,
        response=name.response,
        options=tuple(options),
    )
