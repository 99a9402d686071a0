"""The files of a cartridge: valid, complete, the same each time, and written without holding the questions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
import sample_questions
import shipped_questions
from cartridge_reader import Cartridge, Item, read_cartridge, text_of
from qti_schemas import assert_valid, folder, parse
from sample_questions import QUESTIONS, number, number_set, para, part, question
from shipped_questions import SHIPPED, item_of
from streams import Stream

from generator.exporters import cartridge
from generator.exporters.base import Fragment, OutputFile
from generator.model import Heading
from generator.model import Item as Entry

QTI = "ccv1p1/ccv1p1_qtiasiv1p2p1_v1p0.xsd"
MANIFEST = "ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd"
SCH = "{http://purl.oclc.org/dsdl/schematron}"


def render_all() -> list[Fragment]:
    return [replace(cartridge.render(q, item_of(q)), ordinal=k) for k, q in enumerate(QUESTIONS)]


FRAGMENTS = render_all()
HEADING = replace(sample_questions.HEADING, papers=1)
ENTRY = Entry(1, "made/up", "Made up", (), "core", Fraction(2), 6)
TINY = Heading("tiny", "Tiny", "", "", (), (ENTRY,), "", 1, "")


def made(count: int, points: Fraction = Fraction(2)) -> list[Fragment]:
    """So many variants of one question."""
    entry = replace(ENTRY, points=points)
    return [
        cartridge.render(question("made/up", "Made up", para("?"), part(number(str(k))), index=k), entry)
        for k in range(count)
    ]


def packed(output: OutputFile) -> bytes:
    stream = io.BytesIO()
    output.write(stream)
    return stream.getvalue()


def packages(heading: Heading, fragments: list[Fragment]) -> list[Cartridge]:
    return [read_cartridge(packed(output)) for output in cartridge.assemble(heading, fragments)]


@pytest.fixture(scope="module")
def sample() -> Cartridge:
    (found,) = packages(HEADING, FRAGMENTS)
    return found


def documents(found: Cartridge) -> Iterator[bytes]:
    return (data for name, data in found.files.items() if name.endswith(".xml") and name != "imsmanifest.xml")


def numbers(items: tuple[Item, ...]) -> list[str]:
    """The variants of items: `1.2`, once each."""
    found = [re.search(r"\((\d+\.\d+)\)", item.title) for item in items]
    return list(dict.fromkeys([one[1] for one in found if one]))


# ─── Schemas ─────────────────────────────────────────────────────────────────────────────────────────────


def broken_rules(xml: bytes, entry: str) -> set[str]:
    """The rules of Common Cartridge that a document breaks: they stand in the schema, for who asks for them."""
    rules: Any = parse((folder() / entry).read_bytes())
    spaces = {space.get("prefix"): space.get("uri") for space in rules.iter(f"{SCH}ns")}
    document = parse(xml)
    broken = set()
    for rule in rules.iter(f"{SCH}rule"):
        for context in document.xpath(f"//{rule.get('context')}", namespaces=spaces):
            for test in rule.iter(f"{SCH}assert"):
                if not context.xpath(test.get("test"), namespaces=spaces):
                    broken.add(test.text.strip().partition("]")[0])
    return broken


def test_quizzes_bank_and_manifest_are_valid(sample: Cartridge) -> None:
    assert_valid(sample.files["imsmanifest.xml"], MANIFEST)
    # 5g and 6g ask of every cartridge that it has pages; 4d forbids a choice between two options, which all read.
    assert broken_rules(sample.files["imsmanifest.xml"], MANIFEST) <= {"[RULE 5g", "[RULE 6g"}
    for data in documents(sample):
        assert_valid(data, QTI)
        assert broken_rules(data, QTI) <= {"[RULE 4d"}


def test_a_broken_rule_is_found(sample: Cartridge) -> None:
    """So that the test above does not pass because no rule is ever tried."""
    data = next(documents(sample))
    assert broken_rules(data.replace(b">cc.fib.v0p1<", b">cc.essay.v0p1<"), QTI) >= {"[RULE 8c"}
    assert broken_rules(data.replace(b"<fieldentry>2<", b"<fieldentry>2.5<"), QTI) >= {"[RULE 2c"}


def test_every_family_that_ships_makes_a_valid_package() -> None:
    fragments = [cartridge.render(q, item) for q, item in SHIPPED]
    (found,) = packages(replace(shipped_questions.HEADING, papers=2), fragments)
    assert_valid(found.files["imsmanifest.xml"], MANIFEST)
    for data in documents(found):
        assert_valid(data, QTI)
    for quiz in found.quizzes:
        assert len(numbers(quiz.items)) == len(shipped_questions.HEADING.items)


@pytest.mark.parametrize(
    ("profile", "number_"), [("", "1.1"), ("tao", "1.1"), ("cc12", "1.2"), ("cc13", "1.3")]
)
def test_versions_differ_in_their_names_alone(profile: str, number_: str, sample: Cartridge) -> None:
    heading = replace(HEADING, items=tuple([replace(item, profile=profile) for item in HEADING.items]))
    (found,) = packages(heading, FRAGMENTS)
    assert found.version == f"{number_}.0"
    name = f"v1p{number_[-1]}".encode()
    for old, new in zip(sample.files.values(), found.files.values(), strict=True):
        names = re.sub(rb"(?<=cc)v1p1(?=[/_])|(?<=xml)v1p1(?=/)", name, old)
        assert names.replace(b">1.1.0<", f">{number_}.0<".encode()) == new
    (resource, *_) = re.findall(rb'type="(.*?)"', found.files["imsmanifest.xml"])
    assert resource == b"imsqti_xmlv1p2/imscc_xml" + name + b"/assessment"


# ─── What is in it ───────────────────────────────────────────────────────────────────────────────────────


def test_the_same_bytes_twice() -> None:
    first, again = (cartridge.assemble(HEADING, found) for found in (FRAGMENTS, render_all()))
    assert list(map(packed, first)) == list(map(packed, again))


def test_a_quiz_says_what_the_set_says(sample: Cartridge) -> None:
    (quiz,) = sample.quizzes
    assert (sample.title, quiz.title, sample.offered) == (HEADING.title, HEADING.title, (HEADING.title,))
    assert "Mathematics 1 · Autumn" in quiz.introduction
    assert "Answer all. \\(x\\) is real." in quiz.introduction


def test_a_paper_has_one_variant_of_each_item_and_the_bank_has_all(sample: Cartridge) -> None:
    (quiz,) = sample.quizzes
    assert numbers(quiz.items) == [f"{item.number}.1" for item in HEADING.items]
    assert numbers(sample.bank) == [f"{item_of(q).number}.{q.index + 1}" for q in QUESTIONS]
    categories = {item.category for item in sample.bank}
    assert categories == {f"{item.number}. {item.title}" for item in HEADING.items}


def test_papers_take_their_variants_in_turn_and_none_comes_twice() -> None:
    (found,) = packages(replace(TINY, papers=2), made(3))
    assert [numbers(quiz.items) for quiz in found.quizzes] == [["1.1"], ["1.2"]]
    assert found.offered == ("Tiny · Paper 1 of 2", "Tiny · Paper 2 of 2")
    assert numbers(found.bank) == ["1.1", "1.2", "1.3"]
    (found,) = packages(replace(TINY, papers=5), made(3))
    assert [numbers(quiz.items) for quiz in found.quizzes] == [["1.1"], ["1.2"], ["1.3"]]
    assert found.bank == ()


def test_idents_are_unique_and_made_from_content(sample: Cartridge) -> None:
    items = [*(item for quiz in sample.quizzes for item in quiz.items), *sample.bank]
    assert len({item.ident for item in items}) == len(items)
    known = {q.id for q in QUESTIONS}
    assert all(re.match(r"q[0-9a-f]{24}", item.ident)[0] in known for item in items)  # type: ignore[index]
    assert len({item.title for item in sample.bank}) == len(sample.bank)


def test_every_image_has_its_file_and_no_file_is_without_an_image(sample: Cartridge) -> None:
    items = [*(item for quiz in sample.quizzes for item in quiz.items), *sample.bank]
    htmls = [html for item in items for html in (item.html, *item.options.values(), *item.feedback.values())]
    images = {img.get("src").rpartition("/")[2]: img.get("alt") for html in htmls for img in html.iter("img")}
    drawings = [name for name in sample.files if name.endswith(".svg")]
    assert sorted(drawings) == sorted(
        f"{f}{name}" for name in images for f in ("figures/", "web_resources/figures/")
    )
    assert len(images) == 2
    assert all(images.values())
    assert all(parse(sample.files[name]).tag == "{http://www.w3.org/2000/svg}svg" for name in drawings)


def test_several_packages_hold_every_question_once_and_each_is_a_whole_test() -> None:
    heading = replace(TINY, papers=2, per_file=4)
    fragments = [replace(f, ordinal=k) for k, f in enumerate(made(11))]
    outputs = list(cartridge.assemble(heading, fragments))
    assert [output.path for output in outputs] == [f"cartridge/tiny-{k}-of-3.imscc" for k in (1, 2, 3)]
    assert sorted(place for output in outputs for place in output.holds) == list(range(11))
    found = [read_cartridge(packed(output)) for output in outputs]
    assert sorted(n for one in found for n in numbers(one.bank)) == sorted(f"1.{k}" for k in range(1, 12))
    for one in found:
        assert [numbers(quiz.items) for quiz in one.quizzes] == [[n] for n in numbers(one.bank)[:2]]
    assert len({quiz.ident for one in found for quiz in one.quizzes}) == 6
    assert [one.title for one in found] == ["Tiny (1/3)", "Tiny (2/3)", "Tiny (3/3)"]


def test_a_question_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="comes twice"):
        list(cartridge.assemble(HEADING, [*FRAGMENTS, FRAGMENTS[-1]]))


def test_the_bank_is_written_piece_by_piece() -> None:
    """The first items are in the stream before the last ones are asked for."""
    stream = io.BytesIO()
    sizes: list[int] = []

    def noise(k: int) -> Fragment:
        if k in (1, 2999):
            sizes.append(stream.tell())
        # Titles of noise, so that they do not compress away.
        title = sha256(k.to_bytes(2)).hexdigest()
        piece = cartridge.package.Piece("", title, "essay", Fraction(1), "</item>")
        return Fragment(f"q{k:024x}", "made/up", k, 1, cartridge.Body((piece,)))

    (output,) = cartridge.assemble(replace(TINY, per_file=3000), Stream(3000, noise))
    sizes.clear()
    output.write(stream)
    first, last = sizes[-2:]
    assert last - first > 2999 * 32 / 2


# ─── Points ──────────────────────────────────────────────────────────────────────────────────────────────


def weights(*points: str) -> list[int]:
    """The weights of questions that are worth so much."""
    entries = [replace(ENTRY, number=k, points=Fraction(p)) for k, p in enumerate(points, start=1)]
    fragments = [
        cartridge.render(question("made/up", "", para("?"), part(number("1")), index=entry.number), entry)
        for entry in entries
    ]
    (found,) = packages(replace(TINY, items=tuple(entries)), fragments)
    return [item.weight for item in found.quizzes[0].items]


def test_points_are_whole_and_keep_their_ratio_where_that_can_be() -> None:
    assert weights("1", "5", "99") == [1, 5, 99]
    assert weights("1/2", "1", "2") == [1, 2, 4]
    assert weights("2/3", "1/2") == [4, 3]
    assert weights("1/3", "1/2", "50") == [1, 1, 50]
    assert weights("120", "7") == [99, 7]


def test_points_that_are_not_whole_are_reported() -> None:
    told = [
        bool([loss for loss in made(1, Fraction(p))[0].losses if "99" in loss.reason])
        for p in ("2", "1/2", "120")
    ]
    assert told == [False, True, True]


def test_parts_share_the_points_of_their_question() -> None:
    parts = (part(number("1"), id="a"), part(number_set("1 2"), id="b", points="3"))
    fragment = cartridge.render(question("made/up", "", para("?"), *parts), ENTRY)
    (found,) = packages(TINY, [fragment])
    assert [item.weight for item in found.quizzes[0].items] == [2, 3, 3]


def test_text_of_a_preview_is_that_of_the_file(sample: Cartridge) -> None:
    by_ident = {item.ident: item for item in sample.bank}
    fragment = FRAGMENTS[0]
    item = by_ident[fragment.id]
    assert f'ident="{fragment.id}"' in cartridge.preview(fragment)
    assert text_of(item.html).split() == ["What", "is", "\\(2", "\\cdot", "7\\)?"]
