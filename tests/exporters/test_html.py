"""Prose as XHTML: well-formed for any text, and the text comes back unchanged."""

from __future__ import annotations

import html.parser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.exporters.figures import file_name
from generator.exporters.html import CANVAS, MOODLE, QTI, Style, blocks, inlines
from generator.model import (
    Blocks,
    Code,
    CodeBlock,
    Display,
    Drawing,
    Emph,
    Figure,
    Formula,
    Grid,
    LineBreak,
    Listing,
    Math,
    Num,
    Op,
    Paragraph,
    Path,
    Row,
    Step,
    Steps,
    Strong,
    Sym,
    Table,
    Text,
)

X = Sym("x")
LESS = Row((Sym("a"), Op("<"), Sym("b")))


def parse(fragment: str) -> etree._Element:
    return etree.fromstring(f"<body>{fragment}</body>")


def label(formula: Formula, display: bool) -> str:
    return "[display]" if display else "[inline]"


PLAIN = Style(label, "pictures/")


def test_a_page_of_everything() -> None:
    page: Blocks = (
        Paragraph((Text("a < b & c"), LineBreak(), Emph((Text("e"), Math(X))), Strong((Code("x<y"),)))),
        Display(X),
        Listing(((Paragraph((Text("one"),)),), (Paragraph((Text("two"),)), Display(X)))),
        Listing(((Paragraph((Text("first"),)),),), ordered=True),
        CodeBlock("for x < 3:\n  y"),
        Table(((Text("h"),), (Text("k"),)), (((Text("1"),), (Math(X),)),), "lr"),
        Steps((Step((Text("do"),), X), Step((Text("see"),)))),
    )
    assert blocks(page, PLAIN).splitlines() == [
        "<p>a &lt; b &amp; c<br/><em>e[inline]</em><strong><code>x&lt;y</code></strong></p>",
        '<p class="display">[display]</p>',
        '<ul><li>one</li><li><p>two</p>',
        '<p class="display">[display]</p></li></ul>',
        "<ol><li>first</li></ol>",
        "<pre><code>for x &lt; 3:",
        "  y</code></pre>",
        '<table><thead><tr><th scope="col">h</th><th scope="col" class="right">k</th></tr></thead>'
        '<tbody><tr><td>1</td><td class="right">[inline]</td></tr></tbody></table>',
        '<ol class="steps"><li>do<p class="display">[display]</p></li><li>see</li></ol>',
    ]  # fmt: skip


def test_empty_parts_leave_no_empty_elements() -> None:
    assert (
        blocks((Listing(()),), PLAIN)
        == blocks((Steps(()),), PLAIN)
        == blocks((Table((), (), ""),), PLAIN)
        == ""
    )
    assert blocks((Table(((Text("h"),),), (), "c"),), PLAIN) == (
        '<table><tbody><tr><th scope="col" class="center">h</th></tr></tbody></table>'
    )


def test_a_row_of_the_wrong_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="argument 2 is"):
        blocks((Table((), (((Text("1"),),),), "lr"),), PLAIN)


def test_formulas_arrive_in_both_notations() -> None:
    matrix = Grid(((Num("1"), Num("2")),))
    assert parse(inlines((Math(LESS),), MOODLE)).text == r"\(a \lt b\)"
    assert parse(blocks((Display(matrix),), MOODLE))[0].text == r"\[\begin{pmatrix} 1 & 2 \end{pmatrix}\]"
    (math,) = parse(inlines((Math(LESS),), QTI))
    assert math.tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert math.get("alttext") == "a < b"
    assert parse(blocks((Display(X),), QTI))[0][0].get("display") == "block"


PICTURE = Figure(Drawing(90, 60, (Path(((0, 0), (90, 60))),)), 'A line "up", a < b & c.')


@pytest.mark.parametrize("style", [PLAIN, MOODLE, CANVAS, QTI])
def test_a_figure_is_an_image_with_its_words_and_its_size_in_pixels(style: Style) -> None:
    (image,) = parse(inlines((PICTURE,), style))
    assert (image.tag, image.get("src")) == ("img", style.figures + file_name(PICTURE))
    assert image.get("alt") == 'A line "up", a < b & c.'
    assert (image.get("width"), image.get("height")) == ("120", "80")


CONTROLS = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\r")
xml_text = st.text(st.characters(codec="utf-8", exclude_characters=CONTROLS + "\ufffe\uffff"))


@given(xml_text)
def test_any_text_comes_back_from_xml(text: str) -> None:
    page: Blocks = (Paragraph((Text(text), Emph((Text(text),)))), CodeBlock(text))
    assert "".join(map(str, parse(blocks(page, MOODLE)).itertext())) == text * 2 + "\n" + text


class Reader(html.parser.HTMLParser):
    """A second oracle, which reads HTML and not XML."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))))
def test_any_text_comes_back_from_html(text: str) -> None:
    reader = Reader()
    reader.feed(inlines((Text(text), LineBreak(), Code(text)), MOODLE))
    reader.close()
    assert reader.text == text * 2


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_an_error(character: str) -> None:
    with pytest.raises(ValueError, match=f"U\\+{ord(character):04X}"):
        inlines((Text(f"a{character}b"),), MOODLE)


inline = st.recursive(
    st.one_of(
        st.builds(Text, st.text("ab<&\">' ")),
        st.just(Math(LESS)),
        st.just(PICTURE),
        st.just(LineBreak()),
        st.builds(Code, st.text("<&")),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        .map(tuple)
        .flatmap(lambda children: st.sampled_from([Emph(children), Strong(children)]))
    ),
    max_leaves=5,
)
line = st.lists(inline, max_size=3).map(tuple)
block: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.builds(Paragraph, line),
        st.just(Display(LESS)),
        st.builds(
            Table,
            st.tuples(line, line),
            st.lists(st.tuples(line, line), max_size=2).map(tuple),
            st.just("cr"),
        ),
        st.lists(st.builds(Step, line, st.none() | st.just(X)), max_size=2).map(lambda s: Steps(tuple(s))),
    ),
    lambda inner: st.builds(
        Listing, st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple), st.booleans()
    ),
    max_leaves=5,
)

PHRASING = {"em", "strong", "code", "br", "math", "img"}
ALLOWED = {
    "body": {"p", "ul", "ol", "table"},
    "p": PHRASING, "em": PHRASING, "strong": PHRASING, "th": PHRASING, "td": PHRASING,
    "li": PHRASING | {"p", "ul", "ol", "table"},
    "ul": {"li"}, "ol": {"li"},
    "table": {"thead", "tbody"}, "thead": {"tr"}, "tbody": {"tr"}, "tr": {"th", "td"},
    "code": set(), "br": set(), "img": set(),
}  # fmt: skip


@given(st.lists(block, max_size=3).map(tuple), st.sampled_from([MOODLE, QTI]))
def test_elements_nest_as_html_and_qti_allow(page: Blocks, math: Any) -> None:
    def check(element: etree._Element) -> None:
        name = etree.QName(element).localname
        if name == "math":
            return
        for child in element:
            assert etree.QName(child).localname in ALLOWED[name]
            check(child)

    check(parse(blocks(page, math)))
