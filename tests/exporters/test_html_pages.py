"""Web pages: read as a browser reads HTML, and as XML, by lxml alone; what they say is compared with the questions.

Accessibility is tested as rules that a page keeps or breaks: names, headings, landmarks, contrast. `tests/players` lets
another program judge the same in a browser.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

import pytest
from hard_texts import OTHERS, TEX, XML, saying, trying
from hypothesis import given
from lxml import etree
from lxml import html as reader
from sample_questions import HEADING, ITEMS, QUESTIONS, item_of, number, para, part, picture, question
from shipped_questions import HEADING as ALL_HEADING
from shipped_questions import SHIPPED

from generator.exporters.base import OutputFile
from generator.exporters.html_pages import DESCRIPTION, assemble, preview, render
from generator.exporters.latex.colours import DARK
from generator.model import (
    Choice,
    Essay,
    Grid,
    Heading,
    Item,
    Layout,
    Matching,
    Mistake,
    MultipleChoice,
    Num,
    Ordering,
    Paragraph,
    Student,
    Sym,
    Table,
    Text,
    TrueFalse,
    Verified,
)
from generator.sheets.codes import parsed

DOCUMENTS = ("worksheet", "exam", "answer-key", "solutions", "grading")
LAYOUT = Layout(documents=DOCUMENTS)

each_document = pytest.mark.parametrize("document", DOCUMENTS)
each_heading = pytest.mark.parametrize("heading", ["samples", "shipped"])


def written(file: OutputFile) -> bytes:
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def files(heading: Heading, questions: list[tuple[Verified, Item]]) -> dict[str, OutputFile]:
    fragments = [replace(render(*pair), ordinal=n) for n, pair in enumerate(questions)]
    return {file.path: file for file in assemble(heading, fragments)}


def pages(heading: Heading, questions: list[tuple[Verified, Item]]) -> dict[str, bytes]:
    return {path: written(file) for path, file in files(heading, questions).items()}


@cache
def built(which: str) -> dict[str, bytes]:
    """All documents of the hand-made questions, or of all that ships."""
    if which == "samples":
        heading, questions = HEADING, [(question, item_of(question)) for question in QUESTIONS]
    else:
        heading, questions = ALL_HEADING, list(SHIPPED)
    found = pages(replace(heading, layout=LAYOUT), questions)
    return {path.removeprefix("html/").removesuffix(".html"): content for path, content in found.items()}


def read(content: bytes) -> Any:
    return reader.document_fromstring(content, parser=reader.HTMLParser(encoding="utf-8"))


def one(asked: Verified, document: str = "worksheet", **changes: Any) -> Any:
    """A page with this question alone, read."""
    item = Item(1, asked.family, asked.title, (), "core", Fraction(6), 1)
    changes = {"layout": replace(LAYOUT, documents=(document,)), **changes}
    heading = replace(HEADING, items=(item,), papers=1, instructions=(), **changes)
    (content,) = pages(heading, [(asked, item)]).values()
    return read(content)


def said(node: Any) -> str:
    """What is seen of an element: its text, with white space as a browser shows it."""
    return " ".join(node.text_content().split())


# ─── Pages ───────────────────────────────────────────────────────────────────────────────────────────────


@each_document
@each_heading
def test_a_page_is_html_and_xml_at_once(document: str, heading: str) -> None:
    content = built(heading)[document]
    tree = etree.fromstring(content)
    assert content.startswith(b"<!DOCTYPE html>")
    assert tree.tag == "html"
    assert tree.get("lang") == "en"
    math = [node for node in tree.iter() if str(node.tag).endswith("math")]
    assert {node.tag for node in math} == {"{http://www.w3.org/1998/Math/MathML}math"}


@each_document
@each_heading
def test_a_page_loads_nothing_and_runs_nothing(document: str, heading: str) -> None:
    page = read(built(heading)[document])
    assert not page.xpath("//script | //link | //iframe | //object | //form | //input | //base")
    assert not [
        name for node in page.iter() for name in node.attrib if name.startswith("on") or name == "style"
    ]
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style/text()")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "url(" not in style
    assert "@import" not in style


@each_document
@each_heading
def test_headings_ids_and_landmarks_are_in_order(document: str, heading: str) -> None:
    page = read(built(heading)[document])
    levels = [int(node.tag[1]) for node in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) == {1}
    assert {link.removeprefix("#") for link in page.xpath("//@href")} <= set(ids)
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    for landmark in ("header", "main"):
        assert len(page.xpath(f"//{landmark}")) == 1
    names = [
        said(page.get_element_by_id(node.get("aria-labelledby"))) for node in page.xpath("//nav|//section")
    ]
    assert len(set(names)) == len(names)
    first = next(page.iter("a"))
    assert (first.get("class"), first.get("href")) == ("skip", "#content")
    assert page.get_element_by_id("content").tag == "main"


@each_document
@each_heading
def test_what_is_no_text_has_a_name(document: str, heading: str) -> None:
    page = read(built(heading)[document])
    assert all(node.get("role") == "img" and node.get("aria-label") for node in page.iter("svg"))
    assert all(node.get("alttext") for node in page.iter("math"))
    boxes = page.xpath("//*[@tabindex]")
    assert all((box.get("tabindex"), box.get("role")) == ("0", "group") for box in boxes)
    assert all(box.get("aria-label") and len(box) == 1 for box in boxes)


@each_document
def test_no_tex_is_seen(document: str) -> None:
    page = read(built("shipped")[document])
    assert not page.xpath("//annotation")
    seen = " ".join(page.xpath("//body//text()"))
    assert len(seen) > 10_000
    assert not re.search(r"\\[a-zA-Z(\[]|\$|\^\{|_\{", seen)


def test_two_builds_are_equal() -> None:
    questions = [(question, item_of(question)) for question in QUESTIONS]
    again = pages(replace(HEADING, layout=LAYOUT), questions)
    assert list(again.values()) == list(built("samples").values())


# ─── Questions ───────────────────────────────────────────────────────────────────────────────────────────


def articles(document: str) -> list[Any]:
    """The questions of the first paper of the samples, in the order of the items."""
    page = read(built("samples")[document])
    return [node for node in page.iter("article") if node.get("id", "").startswith("paper-1-")]


FIRST = [next(q for q in QUESTIONS if item_of(q) == item) for item in ITEMS]


def test_every_question_has_its_heading_and_its_text() -> None:
    found = articles("worksheet")
    assert len(found) == len(FIRST)
    for article, asked in zip(found, FIRST, strict=True):
        heading = article.get_element_by_id(article.get("aria-labelledby"))
        assert asked.title in said(heading)
        for block in asked.stem:
            if isinstance(block, Paragraph):
                texts = [inline.text for inline in block.children if isinstance(inline, Text)]
                assert all(" ".join(text.split()) in said(article) for text in texts)


def parts_of(article: Any) -> list[Any]:
    found = article.xpath("./ol[@class='parts']/li")
    return found or [article]


def lettered(node: Any) -> list[tuple[str, str]]:
    """The letters of what is offered, each with what stands behind it."""
    return [
        (said(item.xpath("./span[@class='label']")[0]), said(item.xpath("./span[@class='said']")[0]))
        for item in node.xpath(".//ul[starts-with(@class, 'offered')]/li")
        if item.xpath("./span[@class='label']")
    ]


def test_the_key_names_the_letters_of_the_worksheet() -> None:
    seen = set()
    for article, key, asked in zip(articles("worksheet"), articles("answer-key"), FIRST, strict=True):
        rows = key.xpath("./p[@class='key']")
        assert len(rows) == len(asked.parts)
        for node, row, part_ in zip(parts_of(article), rows, asked.parts, strict=True):
            answer = part_.answer
            seen.add(answer.kind)
            offered = lettered(node)
            letters = [f"({letter})" for letter in ascii_lowercase[: len(offered)]]
            assert [letter for letter, _ in offered] == letters
            if isinstance(answer, Choice | MultipleChoice):
                right = [n for n, option in enumerate(answer.options) if option.right]
                assert len(offered) == len(answer.options)
                assert [letter for letter in letters if letter in said(row)] == [letters[n] for n in right]
                for n in right:
                    assert offered[n][1] in said(row)
            elif isinstance(answer, Matching):
                assert len(offered) == len(answer.rights)
                assert len(node.xpath(".//ol[@class='lefts']/li")) == len(answer.lefts)
                pairs = re.findall(r"(\d+) \((\w)\)", said(row))
                assert pairs == [(str(n), ascii_lowercase[right]) for n, right in enumerate(answer.key, 1)]
            elif isinstance(answer, Ordering):
                shown = node.xpath(".//ul/li[span[@class='mark place']]")
                numbers = [int(place) for place in re.findall(r"\d+", said(row).rpartition("(")[0])][
                    -len(shown) :
                ]
                assert sorted(range(len(shown)), key=lambda n: numbers[n]) == list(answer.key)
            elif isinstance(answer, TrueFalse):
                verdicts = {"en": ("False", "True"), "de": ("Falsch", "Wahr")}[asked.language]
                assert verdicts[answer.value] in said(row)
                assert set(verdicts) <= {said(word) for word in node.xpath(".//p[@class='verdict']/span")}
            elif isinstance(answer, Essay):
                assert len(node.xpath(".//div[@class='text']/span")) == answer.lines
            else:
                assert node.xpath(".//span[starts-with(@class, 'line')] | .//span[@class='box']")
                assert row.xpath(".//math") or said(row)
    assert len(seen) == 13


def test_solutions_and_guides_tell_all_mistakes() -> None:
    for name in ("solutions", "grading"):
        for article, asked in zip(articles(name), FIRST, strict=True):
            open_ones = [mistake for part_ in asked.parts for mistake in part_.mistakes]
            entries = article.xpath("./dl/div | ./div/dl/div")
            assert len(entries) >= len(open_ones)
            for mistake in open_ones:
                texts = [" ".join(i.text.split()) for i in mistake.feedback if isinstance(i, Text)]
                assert any(all(text in said(entry) for text in texts) for entry in entries)


def test_steps_are_a_list_that_is_open() -> None:
    page = read(built("shipped")["solutions"])
    steps = page.xpath("//ol[@class='steps']/li")
    assert len(steps) > 200
    assert not page.xpath("//details")


def test_an_exam_has_a_table_of_points() -> None:
    page = read(built("samples")["exam"])
    (first, *_) = page.xpath("//table[@class='points']")
    rows = [[said(cell) for cell in row] for row in first.xpath("./tbody/tr")]
    assert [row[0].partition(".")[0] for row in rows[:-1]] == [str(item.number) for item in ITEMS]
    assert sum(Fraction(row[1]) for row in rows[:-1]) == Fraction(rows[-1][1])
    assert all(cell.get("scope") for cell in first.iter("th"))


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────

SAID = saying(
    *XML, *TEX, *OTHERS, "{{ a }}", "{% x %}", "{# c #}", "</style>", "</svg>", "<math>", "javascript:"
)
hard = trying("{{ 7*7 }}", "</article><script>alert(1)</script>", "<!-- ", "&lt;b&gt;", "\\(x\\)", drawn=25)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@hard
@given(SAID)
def test_any_text_arrives(said_: str) -> None:
    told = f"begin {said_} end"
    asked = question(
        "hard/text", told, para(told),
        part(
            Choice(
                tuple(
                    replace(option, content=(Text(f"{told} {n}"),), feedback=(Text(told),))
                    for n, option in enumerate(OPTIONS)
                )
            ),
            id="a", prompt=para(told),
        ),
        part(number("3"), Mistake(number("4"), (Text(told),)), id="b"),
    )  # fmt: skip
    for document, least in (("worksheet", 5), ("solutions", 7), ("grading", 3)):
        page = one(asked, document, title=told, course=told)
        assert said(page.find(".//h1")) == squeezed(told)
        assert squeezed(said(page.find(".//main"))).count(squeezed(told)) >= least
        assert not page.xpath("//script | //b | //main//style")


OPTIONS = next(
    part_.answer.options for q in QUESTIONS for part_ in q.parts if isinstance(part_.answer, Choice)
)


@hard
@given(SAID)
def test_what_a_figure_shows_is_its_name(said_: str) -> None:
    told = f"begin {said_} end"
    asked = question(
        "hard/figure",
        "t",
        (Paragraph((picture(told, (0, 0), (1, 1)),)),),
        part(number("3"), prompt=para("b")),
    )
    (name,) = one(asked).xpath("//svg/@aria-label")
    assert squeezed(name) == squeezed(told)


# ─── Screens ─────────────────────────────────────────────────────────────────────────────────────────────


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one_: str, other: str) -> float:
    low, high = sorted((luminance(one_), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", ["", "0065BD", "FFDD00", "000000", "FFFFFF", "1B1B1B", "808080", "B00020"])
def test_all_colours_can_be_read_in_light_and_dark(colour: str) -> None:
    page = one(QUESTIONS[0], layout=Layout(colour=colour, documents=("worksheet",)))
    style = page.findtext(".//style")
    light, dark = (
        dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", found)) for found in re.findall(r":root \{([^}]*)", style)
    )
    assert light["ground"] == "#FFFFFF"
    assert dark["ground"] == f"#{DARK}"
    for colours in (light, dark):
        assert set(colours) == {"ground", "ink", "faint", "line", "link", "heading", "rule"}
        for name in ("ink", "faint", "link", "heading"):
            assert contrast(colours[name], colours["ground"]) >= 4.5
        for name in ("line", "rule"):
            assert contrast(colours[name], colours["ground"]) >= 3


def test_what_is_wide_scrolls_in_a_box_of_its_own() -> None:
    def grid(columns: int) -> Grid:
        return Grid(((Num("12345"),) * columns,) * 2)

    def table(columns: int) -> Table:
        cells = tuple((Text("12345"),) for _ in range(columns))
        return Table(cells, (cells,), "c" * columns)

    for columns, boxes in ((2, 0), (12, 2)):
        asked = question(
            "a/b", "t", (*para(grid(columns)), table(columns)), part(number("3"), prompt=para("b"))
        )
        found = one(asked).xpath("//main//*[@tabindex='0']")
        assert [box[0].tag for box in found] == ["math", "table"][:boxes]


# ─── Sets ────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_paper_needs_no_contents() -> None:
    page = one(QUESTIONS[0])
    assert not page.xpath("//nav | //section")
    assert [node.tag for node in page.xpath("//h1|//h2|//h3")] == ["h1", "h2"]


def test_several_papers_are_listed() -> None:
    page = read(built("samples")["worksheet"])
    links = page.xpath("//nav//a")
    sections = page.xpath("//section")
    assert len(links) == len(sections) == HEADING.papers > 1
    assert [link.get("href") for link in links] == [f"#{section.get('id')}" for section in sections]
    assert [said(link) for link in links] == [said(section.find("h2")) for section in sections]


PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def test_a_logo_is_in_the_page_and_has_a_name() -> None:
    layout = Layout(logo=PNG, logo_name="logo.PNG", documents=("worksheet",))
    (image,) = one(QUESTIONS[0], layout=layout, course="Algebra & more").iter("img")
    head, _, data = image.get("src").partition(",")
    assert head == "data:image/png;base64"
    assert b64decode(data) == PNG
    assert image.get("alt") == "Algebra & more"


def test_a_logo_that_no_browser_shows_is_told() -> None:
    layout = Layout(logo=b"%PDF-1.4", logo_name="logo.pdf", documents=("worksheet",))
    heading = replace(HEADING, layout=layout)
    (file,) = files(heading, [(question, item_of(question)) for question in QUESTIONS]).values()
    assert not read(written(file)).xpath("//img")
    assert [(trouble.missing, "PDF" in trouble.message) for trouble in file.troubles] == [(False, True)]


def test_large_print_is_larger() -> None:
    sizes = []
    for large in (False, True):
        style = one(QUESTIONS[0], layout=Layout(large=large, documents=("worksheet",))).findtext(".//style")
        sizes.append(int(re.search(r"html \{ font-size: (\d+)%", style)[1]))  # type: ignore[index]
    assert sizes == [100, 150]


STUDENTS = (Student("500123", "Zoë Müller", ()), Student("s/2", "علي", ()), Student("x", "<b>Ann</b>", ()))


def test_students_get_a_page_each_and_teachers_one_for_all() -> None:
    questions = [(question, item_of(question)) for question in QUESTIONS]
    layout = Layout(documents=("worksheet", "answer-key"))
    heading = replace(HEADING, students=STUDENTS, papers=3, layout=layout)
    found = pages(heading, questions)
    assert list(found) == [
        "html/papers/1-500123.html",
        "html/papers/2-s-2.html",
        "html/papers/3-x.html",
        "html/answer-key.html",
    ]
    for student, content in zip(STUDENTS, found.values(), strict=False):
        page = read(content)
        assert [said(node) for node in page.iter("bdi")] == [student.name, student.id]
        code = parsed(said(page.find(".//footer")))
        assert (code.set, code.paper) == (HEADING.name, student.id)
        assert not page.xpath("//nav | //section")
    key = read(found["html/answer-key.html"])
    assert [said(node) for node in key.xpath("//nav//bdi")] == [student.name for student in STUDENTS]


def test_words_are_those_of_the_language() -> None:
    german = replace(QUESTIONS[0], language="de")
    page = one(german, "solutions", language="de")
    assert page.get("lang") == "de"
    assert "Lösung" in [said(node) for node in page.iter("h3")]
    assert not page.xpath("//article[@lang]")
    (article,) = one(german, "solutions").iter("article")
    assert article.get("lang") == "de"


def test_a_preview_asks_and_solves() -> None:
    shown = preview(render(QUESTIONS[0], item_of(QUESTIONS[0])))
    assert shown.count("<article") == 2
    assert "Solution" in shown
    assert "MathML" in DESCRIPTION


def test_formulas_are_read_aloud_in_the_language() -> None:
    asked = question("a/b", "t", para(Grid(((Sym("A"), Num("2")),))), part(number("3"), prompt=para("b")))
    (math, *_) = one(replace(asked, language="fr")).iter("math")
    assert "majuscule" in math.get("alttext")
