r"""Gaps of Moodle's "cloze" type, and the escaping of what stands in them and around them.

A gap stands in the HTML of the question text as `{weight:TYPE:alternatives}`. Owns the text of single gaps; must
not touch XML, nor decide where a gap stands (`cloze`).

    >>> alternative("=", "5", r"\(\frac{1}{2}\)")
    '=5#\\(\\frac{1&#125;{2&#125;\\)'

Three readers look at a text inside a gap, one after the other: Moodle's patterns, which end it at `}`, `~` or
`#`; PHP, which decodes entities once and then turns `\}` and `\#` into `}` and `#`; the browser. So special
characters are written as entities for PHP, and a brace or hash with a backslash before it (TeX's own escapes)
as an entity for the browser. In the text around the gaps only what would look like a gap is hidden.

The patterns and the order of the three readings are those of `question/type/multianswer/questiontype.php`
(`qtype_multianswer_extract_question`, `ANSWER_REGEX` and its parts) of Moodle 4.5. There, too: the shares of right
options of a `MULTIRESPONSE` are scaled to 100 %, those of wrong ones stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from generator.exporters.escape import escape
from generator.exporters.moodle.blanks import Blank, Phrase
from generator.exporters.moodle.emoticons import without_emoticons
from generator.exporters.moodle.markup import inlines, joined, pattern
from generator.exporters.moodle.pictures import in_words
from generator.model import Choice, MultipleChoice, Option

_FALSE_GAP = re.compile(r"\{(?=\d*:|#)")
_IN_GAP = (
    *(("&", "&amp;"), ("#", "&#35;"), ("}", "&#125;"), ("~", "&#126;")),
    *(("=", "&#61;"), ("%", "&#37;"), ("\n", " ")),
)
"""In this order nothing is replaced twice. (`str.translate` needs ten times as long.)"""
_SHARE = 10**5
"""A hundred-thousandth of a percent is small enough, and as fine as Moodle stores shares."""


def number(blank: Blank, weight: int) -> str:
    """A number to be typed.

    Nothing is said of other wrong numbers: beside the gap Moodle says that they are wrong. (It would take `*`, but
    stores it without a tolerance and complains of that.)
    """
    alternatives = [alternative("=", f"{blank.key.text}:{blank.key.tolerance}", "")]
    alternatives += [
        alternative(
            "%50%" if wrong.half else "",
            f"{wrong.numbers.text}:{wrong.numbers.tolerance}",
            joined(tuple(map(in_words, wrong.feedback))),
        )
        for wrong in blank.wrong
    ]
    return _gap(weight, "NUMERICAL", alternatives)


def phrase(asked: Phrase, weight: int) -> str:
    """A text to be typed."""
    alternatives = [alternative("=", _typed(text), "") for text in asked.accepted]
    alternatives += [
        alternative("", _typed(text), inlines(in_words(feedback))) for text, feedback in asked.wrong
    ]
    return _gap(weight, "SHORTANSWER_C" if asked.exact_case else "SHORTANSWER", alternatives)


def choice(asked: Choice, weight: int) -> str:
    """Radio buttons below each other: Moodle's drop-down gaps show no mathematics."""
    return _gap(weight, "MULTICHOICE_V", _options(asked.options, "=", ""))


def multiple(asked: MultipleChoice, weight: int) -> str:
    """Boxes below each other. Shares are rounded up, so that ticking everything earns nothing."""
    right = sum(option.right for option in asked.options)
    wrong = len(asked.options) - right
    minus = f"%-{_percent(wrong)}%" if wrong else ""
    return _gap(weight, "MULTIRESPONSE", _options(asked.options, f"%{_percent(right)}%", minus))


def drop_down(choices: Sequence[str], right: int, weight: int) -> str:
    """One of several plain texts."""
    alternatives = [
        alternative("=" if number == right else "", inside_gap(without_emoticons(escape(text))), "")
        for number, text in enumerate(choices)
    ]
    return _gap(weight, "MULTICHOICE", alternatives)


def _gap(weight: int, kind: str, alternatives: list[str]) -> str:
    return f"{{{weight}:{kind}:{'~'.join(alternatives)}}}"


def _options(options: tuple[Option, ...], right: str, wrong: str) -> list[str]:
    return [
        alternative(
            right if option.right else wrong,
            inside_gap(inlines(option.content)),
            inlines(in_words(option.feedback)),
        )
        for option in options
    ]


def _percent(count: int) -> str:
    """One share of so many, in percent, rounded up."""
    whole, part = divmod(ceil(100 * _SHARE / count), _SHARE)
    return f"{whole}.{part:05}" if part else str(whole)


def _typed(text: str) -> str:
    r"""A text to be typed. No browser reads it: `\}` needs one more backslash, which PHP takes away again.

    Nothing of it is left bare that would look like a formula or a tag of the question text.
    """
    hidden = _hidden(pattern(text).replace("\\}", "\\\\}").replace("\\#", "\\\\#"))
    return hidden.replace("\\", "&#92;").replace("<", "&lt;")


def alternative(mark: str, body: str, feedback: str) -> str:
    """One alternative of a gap: `mark` is its share (`=` for all, "" for none); `feedback` is HTML, escaped here."""
    return f"{mark}{body}#{inside_gap(feedback)}" if feedback else mark + body


def inside_gap(content: str) -> str:
    """HTML for the inside of a gap."""
    return _hidden(content.replace("\\}", "\\&#125;").replace("\\#", "\\&#35;"))


def _hidden(content: str) -> str:
    r"""Text without anything that would end a gap or a part of it; a `\` or `&` at the end would hide what does."""
    hidden = content
    for mark, reference in _IN_GAP:
        hidden = hidden.replace(mark, reference)
    if hidden.endswith("\\"):
        return hidden.removesuffix("\\") + "&#92;"
    return hidden.removesuffix("&amp;") + "&#38;" if hidden.endswith("&amp;") else hidden


def outside_gaps(content: str) -> str:
    """HTML for the text around gaps.

    `{1:SA:=a}` in the prose must not be taken for a gap, nor `{#1}`, which is how Moodle stores one.
    """
    return _FALSE_GAP.sub("&#123;", content) if "{" in content else content
