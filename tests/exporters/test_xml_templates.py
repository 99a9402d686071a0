"""What leaves as XML is well-formed, by the word of lxml too."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.exporters.xml_templates import require_well_formed, well_formed

GOOD = [
    "<a/>",
    '<a b="&lt;">λ ≤ 1 &amp; more<![CDATA[ <i> ]]></a>',
    '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi></m:math>',
]
BROKEN = [
    "",
    "text",
    "<a>",
    "<a><b></a></b>",
    "<a/><b/>",
    "<a>&nbsp;</a>",
    "<a>1 < 2</a>",
    '<a b="1" b="2"/>',
    "<a>]]></a>",
    "<a>\x0b</a>",
    "<m:math/>",
]


@pytest.mark.parametrize("xml", GOOD)
def test_well_formed_xml_passes(xml: str) -> None:
    etree.fromstring(xml.encode())
    require_well_formed(xml, "a question")


@pytest.mark.parametrize("xml", BROKEN)
def test_broken_xml_is_our_bug_and_names_the_question(xml: str) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(xml.encode())
    with pytest.raises(RuntimeError, match=r"^a question was written"):
        require_well_formed(xml, "a question")


@pytest.mark.parametrize("xml", GOOD)
def test_pieces_are_handed_on_as_they_are(xml: str) -> None:
    assert b"".join(well_formed(list(xml), "a quiz")) == xml.encode()


@pytest.mark.parametrize("xml", BROKEN)
def test_pieces_that_make_no_document_are_our_bug(xml: str) -> None:
    with pytest.raises(RuntimeError, match=r"^a quiz was written"):
        list(well_formed(list(xml), "a quiz"))


def test_a_fault_is_found_before_its_piece_is_handed_on() -> None:
    pieces = well_formed(["<a>", "<b/>", "</c>", "</a>"], "a quiz")
    assert [next(pieces), next(pieces)] == [b"<a>", b"<b/>"]
    with pytest.raises(RuntimeError, match="tag mismatch"):
        next(pieces)
