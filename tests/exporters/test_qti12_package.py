"""Packages for Canvas: valid, whole, the same twice, of a stated size, and written without being held in memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest
import shipped_questions
from qti12_packed import FRAGMENTS, package, packed, unpacked
from qti12_reader import Quiz, read_quiz
from qti_schemas import MANIFEST, QTI12, assert_valid, parse
from sample_questions import HEADING, QUESTIONS
from shipped_questions import SHIPPED, item_of

from generator.exporters import qti12
from generator.exporters.base import Fragment
from generator.model import Heading, Item

CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
PAIR = Item(1, "made/pair", "A pair", (), "core", Fraction(3), 2)
PAIR_HEADING = Heading("pair", "Pair", "", "", (), (PAIR,), "", 1, "")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return package()


@pytest.fixture(scope="module")
def quiz(files: dict[str, bytes]) -> Quiz:
    return read_quiz(files["quiz_sample-set/quiz_sample-set.xml"].decode())


def test_the_same_bytes_twice() -> None:
    assert packed() == packed(fragments=[qti12.render(q, item_of(q)) for q in QUESTIONS])


def test_quiz_and_manifest_are_valid(files: dict[str, bytes]) -> None:
    assert_valid(files["imsmanifest.xml"], MANIFEST)
    assert_valid(files["quiz_sample-set/quiz_sample-set.xml"], QTI12)


def test_every_family_that_ships_makes_a_valid_package() -> None:
    fragments = [replace(qti12.render(q, item), ordinal=k) for k, (q, item) in enumerate(SHIPPED)]
    written = package(shipped_questions.HEADING, fragments)
    assert_valid(written["imsmanifest.xml"], MANIFEST)
    assert_valid(written["quiz_shipped/quiz_shipped.xml"], QTI12)
    assert len(read_quiz(written["quiz_shipped/quiz_shipped.xml"].decode()).groups) >= len(
        shipped_questions.HEADING.items
    )


def test_the_manifest_names_the_quiz_and_what_canvas_wants_to_know_of_it(files: dict[str, bytes]) -> None:
    manifest = parse(files["imsmanifest.xml"])
    quiz, meta, *drawings = manifest.iter(f"{CP}resource")
    assert quiz.get("type") == "imsqti_xmlv1p2"
    assert quiz.find(f"{CP}dependency").get("identifierref") == meta.get("identifier")
    assert all(drawing.get("type") == "webcontent" for drawing in drawings)
    hrefs = [f.get("href") for f in manifest.iter(f"{CP}file")]
    assert sorted([*hrefs, "imsmanifest.xml"]) == sorted(files)
    about = parse(files[meta.get("href")])
    canvas = "{http://canvas.instructure.com/xsd/cccv1p0}"
    assert about.findtext(f"{canvas}title") == HEADING.title
    assert float(about.findtext(f"{canvas}points_possible")) == sum(item.points for item in HEADING.items)
    description = about.findtext(f"{canvas}description")
    assert "Mathematics 1 · Autumn" in description
    assert "Answer all. \\(x\\) is real." in description


def test_every_figure_is_a_file_once_and_every_image_has_one(files: dict[str, bytes], quiz: Quiz) -> None:
    texts = [
        html
        for g in quiz.groups
        for q in g.questions
        for html in (q.html, *q.choices.values(), *q.feedback.values())
    ]
    images = [img.get("src") for html in texts for img in html.iter("img")]
    drawings = {name for name in files if name.endswith(".svg")}
    assert {f"%24IMS-CC-FILEBASE%24/{name}" for name in drawings} == set(images)
    assert len(images) > len(drawings) == 2
    assert all(parse(files[name]).tag == "{http://www.w3.org/2000/svg}svg" for name in drawings)


def test_each_family_is_a_group_that_picks_one(quiz: Quiz) -> None:
    assert all(group.pick == 1 and group.questions for group in quiz.groups)
    whole = [g for g in quiz.groups if ", part" not in g.title]
    numbers = [int(g.title.split(".")[0]) for g in whole]
    for number_, group in zip(numbers, whole, strict=True):
        item = HEADING.items[number_ - 1]
        assert (group.points, len(group.questions)) == (float(item.points), item.variants)
    assert sum(g.points for g in quiz.groups) == pytest.approx(float(sum(i.points for i in HEADING.items)))


def test_idents_and_titles_are_unique(quiz: Quiz) -> None:
    idents = [g.ident for g in quiz.groups] + [q.ident for g in quiz.groups for q in g.questions]
    titles = [g.title for g in quiz.groups] + [q.title for g in quiz.groups for q in g.questions]
    assert len(idents) == len(set(idents))
    assert len(titles) == len(set(titles))


class Many:
    """Fragments that are made when they are gone through, as the pipeline reads them from disk."""

    def __init__(self, places: range, seen: Callable[[int], None] = lambda place: None) -> None:
        self.places, self.seen = places, seen

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, places: slice) -> Many:
        return Many(self.places[places], self.seen)

    def __iter__(self) -> Iterator[Fragment]:
        for n in self.places:
            self.seen(n)
            # Titles of noise, so that they do not compress away.
            noise = sha256(bytes([n % 256, n // 256])).hexdigest()
            apart = tuple(f'<item ident="q{n}_{part}" title="{noise}"/>' for part in (1, 2))
            yield Fragment(f"q{n:024x}", "made/pair", n, 1, qti12.Body("", apart, ("1", "2")), ordinal=n)


def test_the_quiz_is_written_piece_by_piece() -> None:
    """The first items are in the stream before the last ones are asked for; so those of each part."""
    stream = io.BytesIO()
    sizes: list[int] = []
    fragments = Many(range(3000), lambda place: sizes.append(stream.tell()) if place in (0, 2999) else None)
    (output,) = qti12.assemble(replace(PAIR_HEADING, per_file=10_000), fragments)
    sizes.clear()
    output.write(stream)
    first, half, again, last = sizes[-6:-2]  # before and after them, figures are looked for
    assert half - first > 2999 * 32 / 2
    assert last - again > 2999 * 32 / 2


def test_a_large_set_becomes_several_packages_each_a_whole_quiz() -> None:
    heading = replace(HEADING, per_file=15)
    fragments = [replace(fragment, ordinal=n) for n, fragment in enumerate(FRAGMENTS)]
    outputs = list(qti12.assemble(heading, fragments))
    of = -(-len(fragments) // 15)
    assert of > 2
    assert [output.path for output in outputs] == [
        f"qti12/sample-set-{n}-of-{of}.zip" for n in range(1, of + 1)
    ]
    assert sorted(place for output in outputs for place in output.holds) == list(range(len(fragments)))
    idents: list[str] = []
    apart = {fragment.item for fragment in fragments if not fragment.body.whole}
    for place, output in enumerate(outputs, start=1):
        stream = io.BytesIO()
        output.write(stream)
        files = unpacked(stream.getvalue())
        ident = f"quiz_sample-set-{place}-of-{of}"
        assert_valid(files["imsmanifest.xml"], MANIFEST)
        assert_valid(files[f"{ident}/{ident}.xml"], QTI12)
        manifest = parse(files["imsmanifest.xml"])
        assert sorted(["imsmanifest.xml", *(f.get("href") for f in manifest.iter(f"{CP}file"))]) == sorted(
            files
        )
        quiz = read_quiz(files[f"{ident}/{ident}.xml"].decode())
        assert (quiz.ident, quiz.title) == (ident, f"{HEADING.title} ({place}/{of})")
        held = [fragments[place] for place in output.holds]
        assert {q.ident.split("_")[0] for g in quiz.groups for q in g.questions} == {f.id for f in held}
        about = parse(files[f"{ident}/assessment_meta.xml"])
        points = sum(item.points for item in HEADING.items if item.number in {f.item for f in held})
        assert float(about.findtext("{*}points_possible")) == points
        assert sum(g.points for g in quiz.groups) == pytest.approx(float(points))
        assert about.findtext("{*}title") == quiz.title
        # An item that is apart in one package is so in all.
        for item in {f.item for f in held}:
            mine = [g for g in quiz.groups if g.title.startswith(f"{item}. ")]
            assert (len(mine) > 1) == (item in apart)
        idents += [
            ident,
            *(g.ident for g in quiz.groups),
            *(q.ident for g in quiz.groups for q in g.questions),
        ]
    assert len(idents) == len(set(idents))


def test_a_question_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="comes twice"):
        packed(fragments=[*FRAGMENTS, FRAGMENTS[0]])
