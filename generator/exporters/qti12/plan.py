"""How Canvas' dialect of QTI 1.2 asks each part, as data.

A question is asked `whole` if one item of Canvas can hold it, else part by part. Canvas compares blanks as
text and gives each the same credit, so several numbers make one item only if every one is an exact short
decimal and all weigh the same; `spellings` lists what a student may type for one. An essay has no field for
its grader, so the answer is given to be shown with the worked solution.

The dialect is what Canvas reads and marks: `gems/plugins/qti_exporter` and `app/models/quizzes/quiz_question/`
of instructure/canvas-lms for classic quizzes (`fill_in_multiple_blanks_question.rb`, `numerical_question.rb`),
and instructure/qti for New Quizzes (`lib/qti/v1/models/`).

    >>> spellings(Fraction(-1, 2))
    ('-0.5', '−0.5', '-.5', '−.5', '-0.50', '−0.50', '-1/2', '−1/2')
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from markupsafe import Markup

from generator.answers.choice import content, from_mistakes
from generator.answers.entries import numbers
from generator.answers.number import decimal_text, key_text, rational, typable
from generator.exporters.decimals import interval
from generator.exporters.html import CANVAS, blocks, inlines, tex_math
from generator.exporters.losses import AS_CHOICE, Loss
from generator.exporters.xml_templates import escaped
from generator.model import Answer, Choice, Expression, Matrix, Number, Paragraph, Part, Set, Text, Vector

AS_ESSAY = "asked as a text to be marked by hand, with the answer shown after the worked solution"
NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank: its name in the text (`[a1]`) and the texts that are right."""

    name: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice; `feedback` may be empty."""

    ident: str
    html: Markup
    right: bool
    feedback: Markup


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of Canvas, but for its stem: `kind` is Canvas' question type.

    `html` are the prompts with the blanks in them; `wrong` is feedback for any wrong answer; `answer` is the
    right one where nothing else of the item tells it, to stand with the worked solution.
    """

    kind: str
    html: Markup
    wrong: Markup
    options: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    key: str = ""
    low: str = ""
    high: str = ""
    answer: Markup = NOTHING


Plan = tuple[Asked, tuple[Loss, ...]]


# ─── Which item ──────────────────────────────────────────────────────────────────────────────────────────


def together(parts: tuple[Part, ...], stem: Markup) -> tuple[Plan | None, str]:
    """Several parts as one item of blanks; or None, and why it cannot be."""
    for part in parts:
        if not _exact_decimals(part.answer):
            return None, "Canvas has no item for several parts unless all are exact decimals"
    weights = {part.points / len(numbers(part.answer)) for part in parts}
    if len(weights) > 1:
        return None, "Canvas gives every blank of an item the same credit"
    return _blanks(parts, stem), ""


def single(part: Part, salt: str, stem: Markup) -> Plan:
    """One part as one item. `salt` is the question's id, which fixes the order of options."""
    answer = part.answer
    if isinstance(answer, Choice):
        return _choice(part, answer), ()
    if isinstance(answer, Number) and typable(answer):
        return _number(part, answer)
    if not isinstance(answer, Number) and _exact_decimals(answer):
        return _blanks((part,), stem)
    reason = _REASONS[type(answer)]
    if isinstance(answer, Vector) and answer.up_to:
        reason = "Canvas cannot grade a vector up to scale"
    if part.mistakes:
        loss = Loss(part.id, reason, AS_CHOICE)
        return _choice(part, from_mistakes(part, salt)), (loss,)
    key = escaped(blocks((Paragraph((Text("Answer: "), *content(answer))),), CANVAS))
    essay = Asked("essay_question", escaped(blocks(part.prompt, CANVAS)), Markup(), answer=key)
    return essay, (Loss(part.id, reason, AS_ESSAY),)


_REASONS: dict[type, str] = {
    Number: "Canvas reads only decimals, and the exact answer has no short one",
    Expression: "Canvas cannot compare expressions",
    Vector: "Canvas compares blanks as text, and an entry is not an exact short decimal",
    Matrix: "Canvas compares blanks as text, and an entry is not an exact short decimal",
    Set: "Canvas compares blanks as text, and an element is not an exact short decimal",
}


def _exact_decimals(answer: Answer) -> bool:
    """Can every number of the answer be graded by itself, as text?"""
    if isinstance(answer, Vector) and answer.up_to:
        return False
    keys = numbers(answer)
    return bool(keys) and all(key.tolerance.kind == "exact" and typable(key) for key in keys)


# ─── Kinds ───────────────────────────────────────────────────────────────────────────────────────────────


def _choice(part: Part, answer: Choice) -> Asked:
    options = tuple(
        Option(f"c{n}", escaped(inlines(o.content, CANVAS)), o.right, escaped(inlines(o.feedback, CANVAS)))
        for n, o in enumerate(answer.options, start=1)
    )
    return Asked("multiple_choice_question", escaped(blocks(part.prompt, CANVAS)), Markup(), options)


def _number(part: Part, answer: Number) -> Plan:
    low, high = interval(answer)
    wrong, losses = _if_you_got((part,))
    prompt = escaped(blocks(part.prompt, CANVAS))
    return Asked("numerical_question", prompt, wrong, key=key_text(answer), low=low, high=high), losses


def _blanks(parts: tuple[Part, ...], stem: Markup) -> Plan:
    prompts = [escaped(blocks(part.prompt, CANVAS)) for part in parts]
    prefix = _unused_prefix(stem + Markup().join(prompts))
    counter = count(1)
    html: list[Markup] = []
    blanks: list[Blank] = []
    losses: list[Loss] = []
    for part, prompt in zip(parts, prompts, strict=True):
        mine = tuple(
            Blank(f"{prefix}{next(counter)}", spellings(rational(key.value))) for key in numbers(part.answer)
        )
        blanks += mine
        html.append(prompt + _layout(part.answer, [f"[{blank.name}]" for blank in mine]))
        if isinstance(part.answer, Set) and len(mine) > 1:
            losses.append(
                Loss(
                    part.id, "Canvas cannot grade a set in any order", "asked and graded in increasing order"
                )
            )
    wrong, unheard = _if_you_got(parts)
    asked = Asked("fill_in_multiple_blanks_question", Markup().join(html), wrong, blanks=tuple(blanks))
    return asked, (*losses, *unheard)


def _if_you_got(parts: tuple[Part, ...]) -> tuple[Markup, tuple[Loss, ...]]:
    """The mistakes' feedback as text for any wrong answer: Canvas has no wrong answers that are typed."""
    lines = [
        Markup("<p>If you got {}: {}</p>").format(
            escaped(tex_math(mistake.answer.shown, False)),
            escaped(inlines(mistake.feedback, CANVAS)),
        )
        for part in parts
        for mistake in part.mistakes
    ]
    losses = tuple(
        Loss(
            part.id,
            "Canvas cannot tie feedback to a wrong answer that is typed",
            "shown as “If you got …” after any wrong answer",
        )
        for part in parts
        if part.mistakes
    )
    return Markup().join(lines), losses


# ─── Blanks ──────────────────────────────────────────────────────────────────────────────────────────────


def _layout(answer: Answer, places: list[str]) -> Markup:
    match answer:
        case Vector():
            return _table([[place] for place in places])
        case Matrix():
            width = len(answer.rows[0])
            return _table([places[i : i + width] for i in range(0, len(places), width)])
        case Set() if len(places) > 1:
            return Markup("<p>Give the values in increasing order.</p><p>{{ {} }}</p>").format(
                ", ".join(places)
            )
        case _:
            return Markup("<p>{}</p>").format(places[0])


def _table(rows: list[list[str]]) -> Markup:
    lines = [
        Markup("<tr>") + Markup().join(map(Markup("<td>{}</td>").format, row)) + Markup("</tr>")
        for row in rows
    ]
    return Markup("<table><tbody>") + Markup().join(lines) + Markup("</tbody></table>")


def _unused_prefix(html: str) -> str:
    """Letters that no bracket of the text begins with, so that `[a1]` can only be our blank."""
    prefix = "a"
    while f"[{prefix}" in html:
        prefix += "a"
    return prefix


def spellings(value: Fraction) -> tuple[str, ...]:
    """What may be typed for an exact short decimal: either minus, with and without zeros, as a fraction."""
    size = decimal_text(abs(value))
    if size is None:
        raise ValueError(f"{value} has no short decimal")
    bodies = [size]
    if "." in size:
        if size.startswith("0."):
            bodies.append(size[1:])
        bodies += [f"{size}0", f"{abs(value.numerator)}/{value.denominator}"]
    else:
        bodies += [f"{size}.0", f"{size}.00"]
    signs = ("-", "−") if value < 0 else ("", "+")
    return tuple(sign + body for body in bodies for sign in signs)
