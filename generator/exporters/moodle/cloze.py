r"""Questions with several blanks: a text with gaps (Moodle's "cloze" type).

A gap stands in the HTML of the question text as `{weight:TYPE:alternatives}`. Owns gaps, their escaping,
their layout and their weights; must not touch XML.

    >>> alternative("=", "5", r"\(\frac{1}{2}\)")
    '=5#\\(\\frac{1&#125;{2&#125;\\)'

Three readers look at a text inside a gap, one after the other: Moodle's patterns, which end it at `}`, `~` or
`#`; PHP, which decodes entities once and then turns `\}` and `\#` into `}` and `#`; the browser. So special
characters are written as entities for PHP, and a brace or hash with a backslash before it (TeX's own escapes)
as an entity for the browser. In the text around the gaps only what would look like a gap is hidden.

The patterns, the order of the three readings and the rule that a gap weighs a whole number are those of
`question/type/multianswer/questiontype.php` (`qtype_multianswer_extract_question`, `ANSWER_REGEX` and its
parts) of Moodle 4.5; there too a question's mark becomes the sum of its gaps' weights.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from markupsafe import Markup

from generator.exporters.losses import Loss
from generator.exporters.moodle.asking import Asked, Blank, Blanks, Chosen
from generator.exporters.moodle.questions import blocks, feedback, inlines
from generator.exporters.xml_templates import load
from generator.model import Choice, Part, Question

_GRID = load("moodle", "grid.html")
_FALSE_GAP = re.compile(r"\{(?=\d*:|#)")
_IN_GAP = str.maketrans(
    {
        "&": "&amp;",
        "}": "&#125;",
        "~": "&#126;",
        "#": "&#35;",
        "=": "&#61;",
        "%": "&#37;",
        "\n": " ",
    }
)
_PIECES = {"(": ("⎛", "⎜", "⎝"), ")": ("⎞", "⎟", "⎠")}


def text(question: Question, asked: tuple[Asked, ...], weights: tuple[int, ...]) -> str:
    """The question text with all gaps; `weights` are those of one gap of each part."""
    pieces = [outside_gaps(blocks(question.stem))]
    for part, way, weight in zip(question.parts, asked, weights, strict=True):
        pieces.append(outside_gaps(blocks(part.prompt)))
        pieces.append(_gaps(way, weight))
    return "\n".join(pieces)


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
            "in Moodle a question with blanks is worth a whole number of marks for each blank",
            f"worth {total} instead of {points} until a quiz sets its mark; the parts keep their ratio",
        ),
    )


def gap_count(way: Asked) -> int:
    """How many gaps a part has."""
    return sum(len(row) for row in way.rows) if isinstance(way, Blanks) else 1


def _gaps(way: Asked, weight: int) -> str:
    if isinstance(way, Chosen):
        return f"<div>{_choice_gap(way.choice, weight)}</div>"
    if not isinstance(way, Blanks):
        raise TypeError("an essay cannot stand in a gap")
    rows = [[_number_gap(blank, weight) for blank in row] for row in way.rows]
    if way.look == "number":
        return f"<p>{rows[0][0]}</p>"
    if way.look == "set":
        return f"<p>In increasing order: {', '.join(rows[0])}</p>"
    return _grid_skeleton(way.look, len(rows), len(rows[0])) % tuple(gap for row in rows for gap in row)


def _number_gap(blank: Blank, weight: int) -> str:
    alternatives = [alternative("=", f"{blank.key.text}:{blank.key.tolerance}", "")]
    alternatives += [
        alternative("", f"{wrong.numbers.text}:{wrong.numbers.tolerance}", feedback(wrong))
        for wrong in blank.wrong
    ]
    return f"{{{weight}:NUMERICAL:{'~'.join(alternatives)}}}"


def _choice_gap(choice: Choice, weight: int) -> str:
    """Radio buttons below each other: Moodle's drop-down gaps show no mathematics."""
    alternatives = [
        alternative(
            "=" if option.right else "", inside_gap(inlines(option.content)), inlines(option.feedback)
        )
        for option in choice.options
    ]
    return f"{{{weight}:MULTICHOICE_V:{'~'.join(alternatives)}}}"


def alternative(mark: str, body: str, feedback: str) -> str:
    """One alternative of a gap: `mark` is `=` for full marks or "", `feedback` is HTML, escaped here."""
    return f"{mark}{body}#{inside_gap(feedback)}" if feedback else mark + body


def inside_gap(content: str) -> str:
    r"""HTML for the inside of a gap; a `\` at the end would hide the separator after it."""
    hidden = content.replace("\\}", "\\&#125;").replace("\\#", "\\&#35;").translate(_IN_GAP)
    return hidden[:-1] + "&#92;" if hidden.endswith("\\") else hidden


def outside_gaps(content: str) -> str:
    """HTML for the text around gaps.

    `{1:SA:=a}` in the prose must not be taken for a gap, nor `{#1}`, which is how Moodle stores one.
    """
    return _FALSE_GAP.sub("&#123;", content) if "{" in content else content


@lru_cache(maxsize=256)
def _grid_skeleton(look: str, rows: int, columns: int) -> str:
    """A table with brackets, and `%s` for each gap, row by row.

    The brackets are characters in cells of their own, hidden from screen readers: styles might be stripped,
    and a formula cannot hold gaps.
    """
    lines = [(_piece("(", i, rows), [Markup("%s")] * columns, _piece(")", i, rows)) for i in range(rows)]
    size = f"{rows} × {columns}" if look == "matrix" else f"{max(rows, columns)} entries"
    return _GRID.render(label=f"{look}, {size}", lines=lines).strip()


def _piece(bracket: str, row: int, rows: int) -> str:
    if rows == 1:
        return bracket
    top, middle, bottom = _PIECES[bracket]
    return top if row == 0 else bottom if row == rows - 1 else middle
