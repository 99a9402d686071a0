"""Inputs in which something is chosen: options, drop-downs.

What is offered is a list of Maxima: a number, whether it is right, and what is shown for it. Must not know how an
answer is marked.

    >>> option_list([("yes", True), ("no", False)])
    '[[0,true,"yes"],[1,false,"no"]]'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.answers.lettering import letter
from generator.exporters.escape import escape
from generator.exporters.losses import Loss
from generator.exporters.moodle import pairs
from generator.exporters.moodle.pairs import lettered
from generator.exporters.moodle.pictures import holds_figure
from generator.exporters.moodle_stack.castext import blocks, inlines, quoted
from generator.exporters.moodle_stack.inputs import Asked, Input, Place, tag, validated
from generator.exporters.words import word
from generator.model import Choice, Inlines, Matching, MultipleChoice, Ordering, Paragraph, Text

NO_FIGURES = "STACK shows no figures in options"
BY_LETTER = "the options stand above, and their letters are chosen"


def option_list(options: Iterable[tuple[str, bool]], first: int = 0) -> str:
    """What a choice offers: its number, whether it is right, and its HTML."""
    lines = [
        f"[{number},{'true' if right else 'false'},{quoted(text)}]"
        for number, (text, right) in enumerate(options, first)
    ]
    return f"[{','.join(lines)}]"


def choice(place: Place, answer: Choice) -> Asked:
    """One of several."""
    right = [str(k) for k, option in enumerate(answer.options) if option.right]
    return _options(place, answer, "radio", right[0])


def multiple(place: Place, answer: MultipleChoice) -> Asked:
    """Several of several. Who ticks nothing has given no answer, and earns nothing."""
    right = [str(k) for k, option in enumerate(answer.options) if option.right]
    asked = _options(place, answer, "checkbox", f"[{','.join(right)}]")
    said = f"<p>{escape(word('tick all', place.language))}</p>"
    return replace(asked, markup=f"{said}\n{asked.markup}")


def _options(place: Place, answer: Choice | MultipleChoice, type: str, right: str) -> Asked:
    """Options in their order; under letters, which are chosen, if one of them holds a figure."""
    name = place.name()
    contents = [option.content for option in answer.options]
    above = ""
    losses: tuple[Loss, ...] = ()
    if any(map(holds_figure, contents)):
        above = blocks(tuple(map(Paragraph, lettered(tuple(contents))))) + "\n"
        losses = (Loss(place.part.id, NO_FIGURES, BY_LETTER),)
        contents = [(Text(f"({letter(k)})"),) for k in range(len(contents))]
    rights = [option.right for option in answer.options]
    offered = option_list(zip(map(inlines, contents), rights, strict=True))
    return Asked(
        place.number,
        place.part,
        answer,
        (Input(name, type, place.key, typed=False),),
        "",
        f"{above}<div>{tag(name)}</div>\n{validated(name)}",
        (f"{place.key}: {offered};",),
        (right,),
        losses,
    )


def matching(place: Place, answer: Matching) -> Asked:
    """A drop-down beside each left side. It shows plain text, as Moodle's own does."""
    matched = pairs.pairs(answer, alone=False)
    if not isinstance(matched, pairs.Pairs):
        raise TypeError("boxes are only for a matching that is asked alone")
    above = blocks(tuple(map(Paragraph, matched.listed)))
    offered = [
        [(escape(choice), k == right) for k, choice in enumerate(matched.choices)] for right in matched.key
    ]
    losses = pairs.lost(place.part, matched, answer.rights)
    return _drop_downs(place, answer, answer.lefts, offered, list(map(str, answer.key)), above, losses)


def ordering(place: Place, answer: Ordering) -> Asked:
    """A drop-down beside each thing, with its place."""
    count = len(answer.items)
    places = [answer.key.index(item) + 1 for item in range(count)]
    offered = [[(str(k), k == right) for k in range(1, count + 1)] for right in places]
    said = f"<p>{escape(word('number in order', place.language))}</p>"
    return _drop_downs(place, answer, answer.items, offered, list(map(str, places)), said, first=1)


def _drop_downs(
    place: Place,
    answer: Matching | Ordering,
    lines: Sequence[Inlines],
    offered: Sequence[Sequence[tuple[str, bool]]],
    right: Sequence[str],
    above: str,
    losses: tuple[Loss, ...] = (),
    first: int = 0,
) -> Asked:
    fields = [place.name(k) for k in range(len(lines))]
    keys = [f"{place.key}_{k + 1}" for k in range(len(lines))]
    rows = [
        f"<p><label>{inlines(line)} {tag(name)}</label></p>" for line, name in zip(lines, fields, strict=True)
    ]
    return Asked(
        place.number,
        place.part,
        answer,
        tuple([Input(name, "dropdown", key, typed=False) for name, key in zip(fields, keys, strict=True)]),
        "",
        "\n".join(filter(None, (above, *rows, validated(*fields)))),
        tuple([f"{key}: {option_list(options, first)};" for key, options in zip(keys, offered, strict=True)]),
        tuple(right),
        losses,
    )
