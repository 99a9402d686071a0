"""Formulas read aloud: the catalog of a QTI 3 item, with one spoken text for each formula.

An item of QTI 3.0 carries a catalog behind its body: cards with other forms of what is shown, dormant until the
profile of a candidate asks for them (1EdTech, QTI 3.0 Best Practices and Implementation Guide). Markup refers to its
card by `data-catalog-idref`, which MathML must not have; so each formula gets a `span` around it. Its `alttext` says
the same words, since readers look there first. Formulas that are read alike share a card.

    <span data-catalog-idref="spoken_1"><math alttext="x squared">…</math></span>
    …
    <qti-catalog id="spoken_1"><qti-card support="spoken">… x squared …

It works on the finished item, so what writes formulas need not know of it. Figures have no card: their `alt` is made
to be read aloud.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, get_args

from generator.exporters.escape import escape
from generator.exporters.formulas.spoken import spoken
from generator.exporters.html import mathml_math
from generator.exporters.qti.dialects import Dialect, load
from generator.model import Display, Figure, Formula, Math, Question, Step, Text

_OPENING, _ALTTEXT, _CLOSING = "<math ", ' alttext="', "</math>"
_BODY_ENDS = "</qti-item-body>\n"
_FORMULAS = frozenset(get_args(Formula))
_EMPTY = frozenset((Text, Figure, str))
_spoken = lru_cache(maxsize=4096)(spoken)


def with_catalog(dialect: Dialect, xml: str, question: Question) -> str:
    """The item `xml` with its catalog and a reference at every formula; `question` is what it shows.

    A version without catalogs gets the item back as it is. Raises ValueError as `spoken` does, and KeyError for a
    formula that is not the question's, which would be our bug.
    """
    start, *pieces = xml.split(_OPENING)
    if not (dialect.v3 and pieces):
        return xml
    markups = {f"{_OPENING}{piece.partition(_CLOSING)[0]}{_CLOSING}" for piece in pieces}
    formulas = _formulas(question, markups)
    cards: dict[str, str] = {}

    @cache
    def referring(inside: str) -> str:
        """A formula between its tags, whole and with a reference to its card; an empty one as it is."""
        words = _spoken(formulas[f"{_OPENING}{inside}{_CLOSING}"], question.language)
        before, _, after = inside.partition(_ALTTEXT)
        after = after[after.index('"') :]
        formula = f'{_OPENING}dir="ltr" {before}{_ALTTEXT}{escape(words)}{after}{_CLOSING}'
        if not words:
            return formula
        card = cards.setdefault(words, f"spoken_{len(cards) + 1}")
        return f'<span data-catalog-idref="{card}">{formula}</span>'

    written = [start]
    for piece in pieces:
        inside, _, text = piece.partition(_CLOSING)
        written += (referring(inside), text)
    catalog = load(dialect, "catalog.xml").render(cards=cards, language=question.language) if cards else ""
    return "".join(written).replace(_BODY_ENDS, _BODY_ENDS + catalog, 1)


def _formulas(question: Question, markups: set[str]) -> dict[str, Formula]:
    """The formulas of a question, by their markup: these at least."""
    found: dict[str, Formula] = {}
    mistakes = [mistake for part in question.parts for mistake in part.mistakes]
    prose = (
        question.stem,
        *[p.prompt for p in question.parts],
        *[m.feedback for m in mistakes],
        question.solution,
    )
    answers = (*[p.answer for p in question.parts], *[m.answer for m in mistakes])
    _find(prose, found)
    # Answers that are typed are not shown, and most need no markup.
    if not found.keys() >= markups:
        _find(answers, found)
    return found


def _find(node: Any, found: dict[str, Formula]) -> None:
    """Adds the formulas in prose and answers to `found`, by their markup. Labels of figures are no markup."""
    kind: Any = type(node)
    if kind is tuple:
        for each in node:
            if type(each) not in _EMPTY:
                _find(each, found)
    elif kind is Math:
        found[mathml_math(node.formula, False)] = node.formula
    elif kind in _FORMULAS:
        found[mathml_math(node, False)] = node
    elif kind is Display:
        found[mathml_math(node.formula, True)] = node.formula
    elif kind is Step:
        _find(node.text, found)
        if node.state is not None:
            found[mathml_math(node.state, True)] = node.state
    else:
        for name in _names(kind):
            _find(getattr(node, name), found)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a class of the model in which formulas can be; a value has none."""
    if kind in _EMPTY or not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.name not in ("kind", "value", "tolerance"))
