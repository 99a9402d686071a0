"""The reader and the engine of the other tests: what they refuse, how NULL goes on, and that 3.0 reads as 2.x does."""

from __future__ import annotations

import re

import pytest
from qti_engine import Item, read_item
from qti_parts import graded
from qti_reader import InvalidError, text

ITEM = """\
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="T" adaptive="false">
<responseDeclaration identifier="A" cardinality="single" baseType="float">
<correctResponse><value>3</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="B" cardinality="multiple" baseType="identifier">
<correctResponse><value>X</value></correctResponse>
<mapping lowerBound="0" upperBound="2" defaultValue="0">
<mapEntry mapKey="X" mappedValue="2"/><mapEntry mapKey="Y" mappedValue="-2"/></mapping></responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="3"/>
<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">
<defaultValue><value>3</value></defaultValue></outcomeDeclaration>
<outcomeDeclaration identifier="SAID" cardinality="multiple" baseType="identifier"/>
<itemBody><p>How <em>many</em>? <textEntryInteraction responseIdentifier="A"/></p>
<choiceInteraction responseIdentifier="B" shuffle="false" maxChoices="0">
<simpleChoice identifier="X">x</simpleChoice><simpleChoice identifier="Y">y</simpleChoice></choiceInteraction>
</itemBody>
<responseProcessing>
<responseCondition>
<responseIf><and><gte><variable identifier="A"/><baseValue baseType="float">2.9</baseValue></gte>
<lte><variable identifier="A"/><baseValue baseType="float">3.1</baseValue></lte></and>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>
<responseElseIf><not><isNull><variable identifier="A"/></isNull></not>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue>
<setOutcomeValue identifier="SAID"><multiple><variable identifier="SAID"/>
<baseValue baseType="identifier">wrong</baseValue></multiple></setOutcomeValue></responseElseIf>
<responseElse>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseElse>
</responseCondition>
<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><mapResponse identifier="B"/></sum>
</setOutcomeValue>
<responseCondition><responseIf><or><member><baseValue baseType="identifier">Y</baseValue><variable identifier="B"/>
</member><match><variable identifier="B"/><correct identifier="B"/></match></or>
<setOutcomeValue identifier="SAID"><multiple><variable identifier="SAID"/>
<baseValue baseType="identifier">heard</baseValue></multiple></setOutcomeValue></responseIf></responseCondition>
</responseProcessing>
<modalFeedback outcomeIdentifier="SAID" identifier="wrong" showHide="show"><p>No.</p></modalFeedback>
<modalFeedback outcomeIdentifier="SAID" identifier="heard" showHide="show"><p>Yes.</p></modalFeedback>
</assessmentItem>
"""
BROKEN = {
    "undeclared outcome": ('<setOutcomeValue identifier="SAID">', '<setOutcomeValue identifier="SAYS">'),
    "undeclared variable": ('<variable identifier="A"/>', '<variable identifier="C"/>'),
    "plain decimal": (">2.9<", ">29e-1<"),
    "is no plain decimal": ('mappedValue="2"', 'mappedValue="2E0"'),
    "None is no plain decimal": (' lowerBound="0"', ""),
    "can cost points": ('lowerBound="0"', 'lowerBound="-2"'),
    "gives them for nothing": ('defaultValue="0"', 'defaultValue="1"'),
    "every choice is mapped": ('<mapEntry mapKey="Y" mappedValue="-2"/>', ""),
    "mapped twice": ('mapKey="Y"', 'mapKey="X"'),
    "('integer', 'single') into SCORE": ('<baseValue baseType="float">0', '<baseValue baseType="integer">0'),
    "base type duration": ('<baseValue baseType="float">0', '<baseValue baseType="duration">0'),
    "MAXSCORE is a constant": ('<setOutcomeValue identifier="SCORE">', '<setOutcomeValue identifier="MAXSCORE">'),
    "('identifier', 'single') into SCORE": ('<baseValue baseType="float">0', '<baseValue baseType="identifier">no'),
    "SCORE may become NULL": ('<baseValue baseType="float">0</baseValue>', '<variable identifier="A"/>'),
    "unknown expression": ("isNull", "isEmpty"),
    "unknown rule": ("responseCondition", "responseChoice"),
    "gte of": ('<gte><variable identifier="A"/>', '<gte><variable identifier="B"/>'),
    "lte of 3": ("</lte>", '<variable identifier="A"/></lte>'),
    "match of": ('<correct identifier="B"/>', '<correct identifier="A"/>'),
    "nothing shows": ('baseType="identifier">heard<', 'baseType="identifier">hear<'),
    "is not declared": ('responseIdentifier="A"', 'responseIdentifier="C"'),
    "in textEntryInteraction": ('"A" cardinality="single"', '"A" cardinality="ordered"'),
    "do not match": ('<textEntryInteraction responseIdentifier="A"/>', ""),
    "not on offer": ("<value>X</value>", "<value>Z</value>"),
    "one correct value": ("<value>3</value>", "<value>3</value><value>4</value>"),
    "stands for two things": ('"Y"', '"A"'),
    "normalMaximum": ('normalMaximum="3"', 'normalMaximum="4"'),
    "branches": ("responseElseIf", "responseIf"),
    "exclude each other": ("<responseProcessing>", '<responseProcessing template="t">'),
    "attributes of lte": ("<lte>", '<lte tolerance="1">'),
    "namespace": ("imsqti_v2p1", "imsqti_v2p0"),
    "foreign element": ("<em>", '<em xmlns="urn:x">'),
    "no name of 2.x": ("textEntryInteraction", "qti-text-entry-interaction"),
    "of another version": ("maxChoices", "max-choices"),
}  # fmt: skip


def in_version_3(xml: str) -> str:
    """The item with the names of 3.0, and its feedback in bodies of their own."""
    xml = xml.replace("imsqti_v2p1", "imsqtiasi_v3p0")
    xml = re.sub(r"(</?)(?!p>|em>)(\w+)", lambda m: f"{m[1]}qti-{hyphened(m[2])}", xml)
    xml = re.sub(r'(?<= )\w+(?==")', lambda m: hyphened(m[0]) if m[0] != "xmlns" else m[0], xml)
    xml = xml.replace('"show"><p>', '"show"><qti-content-body><p>')
    return xml.replace("</p></qti-modal", "</p></qti-content-body></qti-modal")


def hyphened(name: str) -> str:
    return re.sub("[A-Z]", lambda capital: f"-{capital[0].lower()}", name)


@pytest.fixture(params=["2.1", "3.0"])
def item(request: pytest.FixtureRequest) -> Item:
    return read_item(ITEM if request.param == "2.1" else in_version_3(ITEM))


def test_an_item_is_graded(item: Item) -> None:
    for typed, chosen, score, shown in (
        ("3", ["X"], 3, ["Yes."]),
        ("3.1", [], 1, []),
        ("3.2", ["X", "Y"], 0, ["No.", "Yes."]),
        ("", ["Y"], 0, ["Yes."]),
        ("three", ["X"], 2, ["Yes."]),
    ):
        outcomes = item.grade({"A": typed, "B": chosen})
        assert outcomes["SCORE"] == score
        assert item.shown(outcomes) == shown


def test_names_of_2_and_of_3_read_alike() -> None:
    old, new = read_item(ITEM), read_item(in_version_3(ITEM))
    assert "qti-" in in_version_3(ITEM)
    assert graded(old) == graded(new)
    assert text(old.root.find("itemBody")) == text(new.root.find("itemBody"))


@pytest.mark.parametrize(("said", "change"), BROKEN.items(), ids=BROKEN)
def test_what_is_broken_is_refused(said: str, change: tuple[str, str]) -> None:
    broken = ITEM.replace(*change)
    assert broken != ITEM
    with pytest.raises(InvalidError, match=re.escape(said)):
        read_item(broken)


def test_a_path_that_leaves_the_score_unset_is_found() -> None:
    """Whatever is answered: nothing is run here."""
    total = re.compile(r'<setOutcomeValue identifier="SCORE"><sum>.*?</setOutcomeValue>', re.DOTALL)
    without_total = total.sub("", ITEM)
    assert read_item(without_total).grade({"A": "3"})["SCORE"] == 1
    one_branch_less = re.sub("<responseElse>.*?</responseElse>", "", without_total, flags=re.DOTALL)
    with pytest.raises(InvalidError, match="leaves SCORE unset"):
        read_item(one_branch_less)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("qti-text-entry-interaction", "textEntryInteraction"),
        ("response-identifier", "responseIdentifier"),
        ("<qti-content-body><p>No.</p></qti-content-body>", "<p>No.</p>"),
        ("<em>many</em>", "<blink>many</blink>"),
    ],
)
def test_what_is_not_of_version_3_is_refused_there(old: str, new: str) -> None:
    xml = in_version_3(ITEM)
    assert old in xml
    with pytest.raises(InvalidError):
        read_item(xml.replace(old, new))
