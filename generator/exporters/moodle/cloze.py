"""Questions with several blanks: a text with gaps (Moodle's "cloze" type).

Owns what stands around the gaps, and their weights; `gaps` writes them. Must not touch XML. Moodle shows no picture
inside a gap: options with pictures are listed above it under letters, and feedback says a picture in words.

That a gap weighs a whole number, and that a question's mark becomes the sum of its gaps' weights, stands in
`question/type/multianswer/questiontype.php` of Moodle 4.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from markupsafe import Markup

from generator.answers.lettering import letter
from generator.exporters.losses import Loss
from generator.exporters.moodle import gaps
from generator.exporters.moodle.asking import Asked, Written, verdict
from generator.exporters.moodle.blanks import Blanks, Phrase, unit
from generator.exporters.moodle.gaps import outside_gaps
from generator.exporters.moodle.markup import blocks, inlines, lines
from generator.exporters.moodle.pairs import Boxes, Pairs, lettered
from generator.exporters.moodle.pictures import holds_figure
from generator.exporters.words import word
from generator.exporters.xml_templates import load
from generator.model import (
    Choice,
    Inlines,
    Math,
    MultipleChoice,
    Option,
    Ordering,
    Paragraph,
    Part,
    Question,
    Text,
    TrueFalse,
)

NO_WHOLE_ORDER = "Moodle marks each gap by itself, and this order counts only as a whole"
NO_WHOLE_CHOICE = "Moodle marks each option by itself, and these count only as a whole"
NO_PICTURES = "Moodle shows no pictures in the feedback on a gap"
PART_CREDIT = "each earns its share"

_GRID = load("moodle", "grid.html")
_PIECES = {"(": ("⎛", "⎜", "⎝"), ")": ("⎞", "⎟", "⎠")}


def text(question: Question, asked: tuple[Asked, ...], weights: tuple[int, ...]) -> str:
    """The question text with all gaps; `weights` are those of one gap of each part."""
    pieces = [outside_gaps(blocks(question.stem))]
    for part, way, weight in zip(question.parts, asked, weights, strict=True):
        prompt = outside_gaps(blocks(part.prompt))
        held = _gaps(part, way, weight, question.language)
        if _fits_in_line(way) and part.prompt and isinstance(part.prompt[-1], Paragraph):
            pieces.append(f"{prompt.removesuffix('</p>')} {held.removeprefix('<p>')}")
        else:
            pieces += [prompt, held]
    return "\n".join(filter(None, pieces))


def losses(question: Question, asked: tuple[Asked, ...]) -> Iterator[Loss]:
    """What the parts lose by being asked in gaps."""
    for part, way in zip(question.parts, asked, strict=True):
        if isinstance(way, Ordering) and way.whole:
            yield Loss(part.id, NO_WHOLE_ORDER, PART_CREDIT)
        if isinstance(way, MultipleChoice) and way.whole:
            yield Loss(part.id, NO_WHOLE_CHOICE, PART_CREDIT)
        if any(map(holds_figure, _feedback(way))):
            yield Loss(part.id, NO_PICTURES, "it says in words what they show")


def weights(
    parts: tuple[Part, ...], asked: tuple[Asked, ...], points: Fraction
) -> tuple[tuple[int, ...], tuple[Loss, ...]]:
    """The weight of a gap of each part: whole numbers, in the ratio that the parts' points demand.

    Moodle makes the sum of the weights the question's mark. It is `points` where whole weights can have that
    sum; else the weights are the smallest, and the difference is reported. Raises ValueError if a part has
    no points, for there is no gap without weight.
    """
    counts = tuple([gap_count(way) for way in asked])
    return _weights(tuple([part.points for part in parts]), counts, points)


@lru_cache(maxsize=256)  # the variants of an item have the same
def _weights(
    parts: tuple[Fraction, ...], counts: tuple[int, ...], points: Fraction
) -> tuple[tuple[int, ...], tuple[Loss, ...]]:
    shares = [part / count for part, count in zip(parts, counts, strict=True)]
    if min(shares) <= 0:
        raise ValueError("every part of a question needs points above 0")
    scale = lcm(*(share.denominator for share in shares))
    whole = [int(share * scale) for share in shares]
    common = gcd(*whole)
    whole = [weight // common for weight in whole]
    total = sum(weight * count for weight, count in zip(whole, counts, strict=True))
    factor = points / total
    if factor.denominator == 1 and factor > 0:
        return tuple(weight * factor.numerator for weight in whole), ()
    return tuple(whole), (
        Loss(
            "",
            "Moodle gives each blank a whole number of marks, in the ratio of the parts, until a quiz sets "
            "the mark of the question",
            f"worth {total} instead of {points}",
        ),
    )


def gap_count(way: Asked) -> int:
    """How many gaps a part has."""
    if isinstance(way, Blanks):
        return sum(len(row) for row in way.rows)
    if isinstance(way, Pairs):
        return len(way.lefts)
    return len(way.items) if isinstance(way, Ordering) else 1


def _fits_in_line(way: Asked) -> bool:
    """Can its gaps end the line that asks for them?"""
    return isinstance(way, Phrase) or (isinstance(way, Blanks) and way.look in ("number", "interval"))


# ─── Around the gaps ─────────────────────────────────────────────────────────────────────────────────────


def _gaps(part: Part, way: Asked, weight: int, language: str) -> str:
    match way:
        case Blanks():
            return _typed(part, way, weight, language)
        case Phrase():
            return f"<p>{gaps.phrase(way, weight)}</p>"
        case Choice():
            listed, options = _outside(way.options)
            return f"{listed}<div>{gaps.choice(Choice(options), weight)}</div>"
        case MultipleChoice():
            listed, options = _outside(way.options)
            gap = gaps.multiple(replace(way, options=options), weight)
            return f"{listed}<p>{word('tick all', language)}</p><div>{gap}</div>"
        case TrueFalse():
            return f"<div>{gaps.choice(verdict(way, language), weight)}</div>"
        case Pairs():
            listed = outside_gaps(lines(way.listed))
            drops = [gaps.drop_down(way.choices, right, weight) for right in way.key]
            rows = [f"<p>{_around(left)} {gap}</p>" for left, gap in zip(way.lefts, drops, strict=True)]
            return "\n".join([listed, *rows] if listed else rows)
        case Ordering():
            places = [str(number) for number in range(1, len(way.items) + 1)]
            drops = [gaps.drop_down(places, way.key.index(n), weight) for n in range(len(way.items))]
            rows = [f"<p>{gap} {_around(item)}</p>" for item, gap in zip(way.items, drops, strict=True)]
            return "\n".join([f"<p>{word('number in order', language)}</p>", *rows])
        case Written() | Boxes():
            raise TypeError(f"{type(way).__name__} cannot stand in a gap")


def _typed(part: Part, way: Blanks, weight: int, language: str) -> str:
    rows = [[gaps.number(blank, weight) for blank in row] for row in way.rows]
    mark = word("list mark", language) + " "
    if way.look == "number":
        formula = unit(part.answer)
        return f"<p>{rows[0][0]}{' ' + _around((Math(formula),)) if formula else ''}</p>"
    if way.look == "interval":
        left, right = way.brackets
        return f"<p>{left} {mark.join(rows[0])} {right}</p>"
    if way.look == "set":
        return f"<p>{word('increasing order', language)}: {mark.join(rows[0])}</p>"
    skeleton = _grid_skeleton(way.look, len(rows), len(rows[0]), language)
    return skeleton % tuple(gap for row in rows for gap in row)


def _around(line: Inlines) -> str:
    return outside_gaps(inlines(line))


def _outside(options: tuple[Option, ...]) -> tuple[str, tuple[Option, ...]]:
    """Options with pictures: a list of them as HTML, and in their place their letters; else nothing changes."""
    if not any(holds_figure(option.content) for option in options):
        return "", options
    listed = outside_gaps(lines(lettered(tuple([option.content for option in options]))))
    letters = [replace(option, content=(Text(f"({letter(n)})"),)) for n, option in enumerate(options)]
    return f"{listed}\n", tuple(letters)


def _feedback(way: Asked) -> Iterable[Inlines]:
    match way:
        case Blanks():
            return [
                text for row in way.rows for blank in row for wrong in blank.wrong for text in wrong.feedback
            ]
        case Phrase():
            return [feedback for _, feedback in way.wrong]
        case Choice() | MultipleChoice():
            return [option.feedback for option in way.options]
        case TrueFalse():
            return [way.feedback]
        case _:
            return []


@lru_cache(maxsize=256)
def _grid_skeleton(look: str, rows: int, columns: int, language: str) -> str:
    """A table with brackets, and `%s` for each gap, row by row.

    The brackets are characters in cells of their own, hidden from screen readers: styles might be stripped,
    and a formula cannot hold gaps.
    """
    lines = [(_piece("(", i, rows), [Markup("%s")] * columns, _piece(")", i, rows)) for i in range(rows)]
    label = word(look, language).format(rows=rows, columns=columns, count=max(rows, columns))
    return _GRID.render(label=label, lines=lines).strip()


def _piece(bracket: str, row: int, rows: int) -> str:
    if rows == 1:
        return bracket
    top, middle, bottom = _PIECES[bracket]
    return top if row == 0 else bottom if row == rows - 1 else middle
