"""What leaves as XML is well-formed, by the word of lxml too."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.exporters.xml_templates import require_well_formed

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
