r"""Prompts that the answer completes: what is written behind them, on paper and on pages for readers.

`The slope: $m =$` is completed by a number, `The zeros are at $x \in$` by a set: the answer stands on the same line. In
an exam it stands at the foot of a frame, with the last formula; what stays above the frame must still say something.

    >>> ending = completed(part, alone=False)     # `Read off $u =$`
    >>> ending.before, ending.last, ending.named
    ((Text('Read off '),), Math(...), Math(Row((Sym('u'),))))

This module must not know of LaTeX or HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.exporters.formulas.symbols import flatten
from generator.model import Inline, Inlines, Math, Op, Paragraph, Part, Row, Text

_RELATIONS = (Op("="), Op("∈"))
_SENTENCE_ENDS = (".", ":", "?", "!", ";", "…")


@dataclass(frozen=True, slots=True)
class Ending:
    """A prompt in two pieces: what stands `before`, and the `last` formula, which the answer follows.

    `named` is what that formula names, without its relation, if `before` says too little without it.
    """

    before: Inlines
    last: Math
    named: Math | None


def completed(part: Part, alone: bool) -> Ending | None:
    """The prompt of a part, if its answer completes it; `None` if it is a question or an order by itself.

    A part that is `alone` may have no words of its own: the stem asks.
    """
    match part.prompt:
        case (Paragraph((*before, Math(formula) as last)),):
            flat = tuple(flatten((formula,)))
            if flat and flat[-1] in _RELATIONS:
                says_enough = _is_sentence(before[-1]) if before else alone
                return Ending(tuple(before), last, None if says_enough else Math(Row(flat[:-1])))
    return None


def _is_sentence(end: Inline) -> bool:
    return isinstance(end, Text) and end.text.rstrip().endswith(_SENTENCE_ENDS)
