"""Closed answers in Canvas' dialect: choices of one or several, and matching, which orders are asked as, too.

Canvas marks by rules of its own, whatever the file says (instructure/canvas-lms, `app/models/quizzes/quiz_question/`):
of r right options each gives 1/r, and each wrong one costs as much; a matching gives an equal share for each left side.
Right sides of a matching are plain text there, and one with the same text as another is the same to it. New Quizzes
cleans that text as if it were HTML (`match_interaction.rb` of instructure/qti). It can count several options, or a
matching, only as a whole (`scoring_algorithm` there).
"""

from __future__ import annotations

from markupsafe import Markup

from generator.answers.lettering import letter
from generator.exporters.losses import Loss
from generator.exporters.plain_text import plain_text
from generator.exporters.qti12 import markup
from generator.exporters.qti12.asked import Asked, Kind, Option, Pair, Plan
from generator.exporters.words import word
from generator.model import (
    Choice,
    Emph,
    Figure,
    Inlines,
    Matching,
    Math,
    MultipleChoice,
    Ordering,
    Part,
    Strong,
)
from generator.model import Option as Offer

AS_MATCHING = "asked as a matching of the items and their numbers in the order"


def choice(part: Part, answer: Choice, kind: Kind = "multiple_choice_question") -> Asked:
    """One of several."""
    return Asked(kind, markup.blocks(part.prompt), options=_options(answer.options))


def multiple(part: Part, answer: MultipleChoice) -> Plan:
    """Several of several."""
    asked = Asked(
        "multiple_answers_question",
        markup.blocks(part.prompt),
        options=_options(answer.options),
        several=True,
        whole=answer.whole,
    )
    right = sum(option.right for option in answer.options)
    wrong = len(answer.options) - right
    if answer.whole and len(answer.options) > 1:
        reason = "classic quizzes of Canvas always give partial credit for several options"
        return asked, (Loss(part.id, reason, _OWN_RULE),)
    if wrong not in (0, right):
        return asked, (
            Loss(part.id, f"Canvas takes 1/{right}, not 1/{wrong}, for a wrong option", _OWN_RULE),
        )
    return asked, ()


_OWN_RULE = "marked by Canvas' rule: each right option gives its share, and each wrong one costs as much"


def _options(offers: tuple[Offer, ...]) -> tuple[Option, ...]:
    return tuple(
        Option(f"c{n}", markup.inlines(o.content), o.right, markup.inlines(o.feedback))
        for n, o in enumerate(offers, start=1)
    )


# ─── Matching ────────────────────────────────────────────────────────────────────────────────────────────


def matching(part: Part, answer: Matching) -> Plan:
    """Lefts and rights. Rights that plain text cannot show, or tell apart, stand in the question, under letters."""
    html = markup.blocks(part.prompt)
    # All white space is alike there.
    texts = [" ".join(plain_text(content).split()) for content in answer.rights]
    losses: tuple[Loss, ...] = ()
    if (
        any(_holds(content, Figure) for content in answer.rights)
        or any(map(markup.means_something, texts))
        or not all(texts)
        or len(set(map(str.casefold, texts))) < len(texts)
    ):
        texts = [letter(n) for n in range(len(texts))]
        lines = zip(texts, answer.rights, strict=True)
        html += Markup().join(
            [Markup("<p>{}) {}</p>").format(name, markup.inlines(content)) for name, content in lines]
        )
        losses = (Loss(part.id, _PLAIN_RIGHTS, "they stand in the question, under letters that are matched"),)
    elif any(_holds(content, Math) for content in answer.rights):
        losses = (Loss(part.id, _PLAIN_RIGHTS, "formulas are written as text"),)
    rights = tuple((f"m{n}", text) for n, text in enumerate(texts, start=1))
    pairs = _pairs(answer.lefts, [rights[n][0] for n in answer.key])
    return Asked("matching_question", html, pairs=pairs, rights=rights), losses


_PLAIN_RIGHTS = "Canvas takes only plain text on the right of a matching"


def _holds(content: Inlines, kind: type) -> bool:
    return any(
        isinstance(inline, kind) or (isinstance(inline, Emph | Strong) and _holds(inline.children, kind))
        for inline in content
    )


def ordering(part: Part, answer: Ordering, language: str) -> Plan:
    """The items on the left, their numbers in the order on the right."""
    places = range(1, len(answer.items) + 1)
    where = {item: place for place, item in enumerate(answer.key, start=1)}
    pairs = _pairs(answer.items, [f"m{where[n]}" for n in range(len(answer.items))])
    html = markup.blocks(part.prompt) + Markup("<p>{}</p>").format(word("number in order", language))
    rights = tuple((f"m{n}", str(n)) for n in places)
    asked = Asked("matching_question", html, pairs=pairs, rights=rights, whole=answer.whole)
    losses = [Loss(part.id, "classic quizzes of Canvas have no ordering", AS_MATCHING)]
    if answer.whole:
        reason = "classic quizzes of Canvas give every item its share of the points"
        losses.append(Loss(part.id, reason, "marked item by item"))
    return asked, tuple(losses)


def _pairs(lefts: tuple[Inlines, ...], rights: list[str]) -> tuple[Pair, ...]:
    return tuple(
        Pair(f"left{n}", markup.inlines(content), right)
        for n, (content, right) in enumerate(zip(lefts, rights, strict=True), start=1)
    )
