"""Formulas read aloud: the catalog of a QTI 3 item, with one spoken text for each formula.

An item of QTI 3.0 carries a catalog behind its body: cards with other forms of what is shown, dormant until the
profile of a candidate asks for them (1EdTech, QTI 3.0 Best Practices and Implementation Guide). Markup refers to its
card by `data-catalog-idref`, which MathML must not have; so each formula gets a `span` around it. Its `alttext` says
the same words, since readers look there first. Formulas that are read alike share a card.

    <span data-catalog-idref="spoken_1"><math alttext="x squared">…</math></span>
    …
    <qti-catalog id="spoken_1"><qti-card support="spoken">… x squared …

`style` writes the words, and `with_catalog` puts what it finds in a finished item into the catalog. Figures have no
card: their `alt` is made to be read aloud.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from generator.exporters.formulas.mathml import mathml
from generator.exporters.formulas.spoken import spoken
from generator.exporters.html import QTI, Style
from generator.exporters.qti.dialects import Dialect, load
from generator.exporters.xml_templates import escaped
from generator.model import Formula

_FORMULA = re.compile('<math [^>]*? alttext="([^"]+)">.*?</math>', re.DOTALL)
_BODY_ENDS = "</qti-item-body>\n"


def style(dialect: Dialect, language: str) -> Style:
    """How prose of a question in this language is written: where there are catalogs, `alttext` is read aloud."""
    return _read_aloud(language) if dialect.v3 else QTI


@cache
def _read_aloud(language: str) -> Style:
    return Style(partial(_math, language), QTI.figures)


@lru_cache(maxsize=1024)
def _math(language: str, formula: Formula, display: bool) -> str:
    """A formula with its words, and with the direction by which the sheet of styles knows it."""
    return mathml(formula, display, spoken(formula, language)).replace("<math ", '<math dir="ltr" ', 1)


def with_catalog(dialect: Dialect, xml: str, language: str) -> str:
    """The item `xml`, written in `style`, with its catalog and a reference at every formula that has words.

    A version without catalogs gets the item back as it is.
    """
    if not dialect.v3:
        return xml
    cards: dict[str, str] = {}

    def referring(formula: re.Match[str]) -> str:
        card = cards.setdefault(formula[1], f"spoken_{len(cards) + 1}")
        return f'<span data-catalog-idref="{card}">{formula[0]}</span>'

    xml = _FORMULA.sub(referring, xml)
    if not cards:
        return xml
    spoken_once = {escaped(words): card for words, card in cards.items()}
    catalog = load(dialect, "catalog.xml").render(cards=spoken_once, language=language)
    return xml.replace(_BODY_ENDS, _BODY_ENDS + catalog, 1)
