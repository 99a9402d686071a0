"""Items that are written for one system, read by the engine; and responses that try all of a question.

A standard template of response processing is read as the rules that QTI publishes for it. What is declared and what is
shown is as the file has it.

    item(q, "tao").grade({"RESPONSE": "RESPONSE_1"})["SCORE"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from lxml import etree
from qti_engine import Item, read_item
from qti_parts import answered, form, responses
from qti_reader import declared, normal
from qti_typing import entries, exactly, margin, typed
from sample_questions import QUESTIONS
from shipped_questions import SHIPPED, item_of

from generator.answers import samples
from generator.exporters import qti21, qti22, qti30
from generator.exporters.base import Exporter, Fragment
from generator.model import Verified

FORMATS: dict[str, Exporter] = {"qti21": qti21, "qti22": qti22, "qti30": qti30}
ASKED: list[Verified] = [*(q for q, _ in SHIPPED if q.index == 0), *QUESTIONS]
# The rules of the standard templates, as QTI 2.1 publishes them.
TEMPLATES = {
    "match_correct": """<responseProcessing><responseCondition>
<responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>
<responseElse><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue>
</responseElse></responseCondition></responseProcessing>""",
    "map_response": """<responseProcessing><responseCondition>
<responseIf><isNull><variable identifier="RESPONSE"/></isNull>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseIf>
<responseElse><setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>
</responseElse></responseCondition></responseProcessing>""",
}
ADDRESS = re.compile(
    r"http://www\.imsglobal\.org/question/qti_v2p1/rptemplates/(\w+)"
    r"|https://purl\.imsglobal\.org/spec/qti/v3p0/rptemplates/(\w+)\.xml"
)


@cache
def written(q: Verified, profile: str, exporter: Exporter = qti21) -> Fragment:
    return exporter.render(q, replace(item_of(q), profile=profile))


@cache
def plain(q: Verified) -> Item:
    return read_item(written(q, "").body.xml)


@cache
def item(q: Verified, profile: str) -> Item:
    """The item for this system, with the rules of a standard template in its place."""
    root = normal(written(q, profile).body.xml.encode())
    for processing in root.findall("responseProcessing"):
        if processing.get("template"):
            name = template(processing)
            assert len(processing) == 0
            root.replace(processing, etree.fromstring(TEMPLATES[name]))
    return Item(root, declared(root))


def template(processing: Any) -> str:
    """The name of its template, "" if it has rules of its own."""
    address = processing.get("template")
    if address is None:
        return ""
    found = ADDRESS.fullmatch(address)
    assert found, address
    return found[1] or found[2]


def processing(q: Verified, profile: str) -> Any:
    return normal(written(q, profile).body.xml.encode()).find("responseProcessing")


def attempts(q: Verified) -> Iterator[dict[str, Any]]:
    """Responses of every sort: nothing, the key, each option, all that the kinds try, and numbers about a bound."""
    asked = plain(q)
    yield {}
    yield asked.key
    for name, response in asked.responses.items():
        for option in response.offered if response.base_type == "identifier" else ():
            yield {**asked.key, name: option if response.cardinality == "single" else [option]}
    for n, part in enumerate(q.parts if len(q.parts) == parts(asked) else ()):
        for sample in samples(part.answer):
            answer = answered(asked, n, part, sample.response)
            if answer is not None:
                yield answer
        if form(asked, n) == "float":
            names = responses(asked, n)
            for step in (Fraction(-1), Fraction(1), Fraction(-99, 98), Fraction(99, 98)):
                values = [exactly(key) + step * margin(key) for key in entries(part.answer)]
                yield {**asked.key, **{r: typed(v) for r, v in zip(names, values, strict=True)}}


def parts(asked: Item) -> int:
    """How many parts are asked; an expression by its values is several."""
    return len([name for name in asked.outcomes if re.fullmatch(r"SCORE_\d+", name)]) or 1
