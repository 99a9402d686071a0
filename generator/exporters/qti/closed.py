"""Closed answers as interactions of QTI: choices of one or several, matching, and putting in order.

Points hang on a mapping where single values earn them (specification of QTI, mapResponse): always with bounds,
with an entry for every value that counts. Places of an order are tested one by one, since a mapping knows no places.
It knows no XML.
"""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from generator.exporters.decimals import points_text
from generator.exporters.html import blocks, inlines
from generator.exporters.qti.asked import Asked, At, Award, Correct, Form, Option, Response, Scoring
from generator.exporters.qti.names import Names
from generator.exporters.xml_templates import escaped
from generator.model import Choice, Inlines, Matching, MultipleChoice, Ordering, Part
from generator.model import Option as Offer


def choice(part: Part, answer: Choice, points: Fraction, name: Names) -> Asked:
    """One of several: the option chosen decides."""
    options = _options(answer.options, name)
    key = tuple(option.ident for option in options if option.right)
    response = Response(name.response, "identifier", key)
    return _asked(part, "choice", "choice", response, points, points, name, options=options)


def multiple(part: Part, answer: MultipleChoice, points: Fraction, name: Names) -> Asked:
    """Several of several: 1/r for each of r right ones, −1/w for each of w wrong ones, never below 0; or the whole."""
    options = _options(answer.options, name, several=True)
    key = tuple(option.ident for option in options if option.right)
    if answer.whole:
        response = Response(name.response, "identifier", key, "multiple")
        return _asked(
            part, "choice", "one", response, points, points, name, options=options, awards=_all(name, points)
        )
    gain = points / len(key)
    cost = points / max(1, len(options) - len(key))
    mapping = tuple((option.ident, points_text(gain if option.right else -cost)) for option in options)
    response = Response(name.response, "identifier", key, "multiple", mapping)
    return _asked(part, "choice", "mapping", response, points, min(gain, cost), name, options=options)


def matching(part: Part, answer: Matching, points: Fraction, name: Names) -> Asked:
    """Pairs: an equal share for each on the left."""
    lefts = _things("LEFT", answer.lefts, name)
    rights = _things("RIGHT", answer.rights, name)
    share = points / len(lefts)
    key = tuple(f"{left.ident} {rights[n].ident}" for left, n in zip(lefts, answer.key, strict=True))
    mapping = tuple((pair, points_text(share)) for pair in key)
    response = Response(name.response, "directedPair", key, "multiple", mapping)
    return _asked(part, "match", "mapping", response, points, share, name, options=lefts, rights=rights)


def ordering(part: Part, answer: Ordering, points: Fraction, name: Names) -> Asked:
    """An order: an equal share for each item in its place, or only the whole."""
    items = _things("ITEM", answer.items, name)
    key = tuple(items[n].ident for n in answer.key)
    response = Response(name.response, "identifier", key, "ordered")
    if answer.whole:
        return _asked(
            part, "order", "one", response, points, points, name, options=items, awards=_all(name, points)
        )
    share = points / len(items)
    awards = tuple(
        Award(((At(name.response, place, item),),), points_text(share))
        for place, item in enumerate(key, start=1)
    )
    return _asked(part, "order", "sum", response, points, share, name, options=items, awards=awards)


def _all(name: Names, points: Fraction) -> tuple[Award, ...]:
    return (Award(((Correct(name.response),),), points_text(points)),)


def _asked(
    part: Part,
    form: Form,
    scoring: Scoring,
    response: Response,
    points: Fraction,
    step: Fraction,
    name: Names,
    *,
    options: tuple[Option, ...],
    rights: tuple[Option, ...] = (),
    awards: tuple[Award, ...] = (),
) -> Asked:
    return Asked(
        form=form,
        scoring=scoring,
        prompt=escaped(blocks(part.prompt, name.setting.style)),
        score=name.score,
        feedback=name.feedback,
        worth=points_text(points),
        nearly=points_text(points - step / 2),
        step=step,
        responses=(response,),
        awards=awards,
        options=options,
        rights=rights,
    )


def _options(offers: tuple[Offer, ...], name: Names, *, several: bool = False) -> tuple[Option, ...]:
    options: list[Option] = []
    for number, offer in enumerate(offers, start=name.first_remark):
        # Where several can be ticked, the response itself says what is shown. Of one, classic Canvas finds the feedback
        # by these two names.
        ident = f"RESPONSE_{number}"
        remark = ident if several else f"feedback_{number}_fb"
        options.append(
            Option(
                ident,
                _html(offer.content, name),
                offer.right,
                remark if offer.feedback else "",
                _html(offer.feedback, name),
            )
        )
    return tuple(options)


def _things(prefix: str, contents: tuple[Inlines, ...], name: Names) -> tuple[Option, ...]:
    return tuple(
        Option(f"{prefix}_{number}", _html(content, name))
        for number, content in enumerate(contents, start=name.first_remark)
    )


def _html(content: Inlines, name: Names) -> Markup:
    return escaped(inlines(content, name.setting.style))
