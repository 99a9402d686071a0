"""The files of a Moodle bank: what stands where, in which category, and questions asked apart.

Files are read here as Moodle's importer reads them, with a reader of categories of our own (`stored`): path split at
single slashes, names stripped of tags and blanks, a category good for all that follows it.
"""

from __future__ import annotations

import io
import itertools
import re
import tracemalloc
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import moodle_reader
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from sample_questions import (
    HEADING,
    HOSTILE,
    ITEMS,
    QUESTIONS,
    content_id,
    item_of,
    number,
    para,
    part,
    picture,
    question,
    say,
    vector,
)
from streams import Stream

from generator.exporters import moodle
from generator.exporters.base import Fragment, OutputFile
from generator.exporters.moodle import bank
from generator.exporters.moodle.apart import apart
from generator.exporters.moodle.bank import Element
from generator.model import (
    Consequence,
    Essay,
    Heading,
    Item,
    Mistake,
    Paragraph,
    Part,
    Question,
    Text,
    Verified,
)

# ─── A reader ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Found:
    """A question of a file, and the names of the categories that it lands in, from the course down."""

    category: tuple[str, ...]
    kind: str
    name: str
    idnumber: str
    grade: Fraction
    element: etree._Element

    def said(self, path: str) -> str:
        """The text of an element below."""
        return moodle_reader.trimmed(self.element, path)


def levels(path: str) -> tuple[str, ...]:
    """The names in a category's path, as `split_category_path` reads them."""
    names = [name.replace("//", "/").strip(" \t\n\r\0\v") for name in re.split("(?<!/)/(?!/)", path)]
    return tuple(re.sub(r"<\S[^>]*>?", "", name) for name in names)


def stored(data: bytes) -> list[Found]:
    """All questions of a file, in order."""
    root = etree.fromstring(data)
    assert root.tag == "quiz"
    category: tuple[str, ...] = ()
    found = []
    for element in root.iterfind("question"):
        if element.get("type") == "category":
            category = levels(moodle_reader.trimmed(element, "category"))
            assert category[:2] == ("$course$", "top")
            assert len(category) > 2
            continue
        found.append(
            Found(
                category,
                element.get("type") or "",
                moodle_reader.trimmed(element, "name"),
                element.findtext("idnumber") or "",
                Fraction(element.findtext("defaultgrade") or "0"),
                element,
            )
        )
    return found


def infos(data: bytes) -> dict[tuple[str, ...], str]:
    """What categories say of themselves; the first to say something counts."""
    said: dict[tuple[str, ...], str] = {}
    for element in etree.fromstring(data).iterfind("question[@type='category']"):
        info = moodle_reader.trimmed(element, "info")
        if info:
            said.setdefault(levels(moodle_reader.trimmed(element, "category")), info)
    return said


def written(file: OutputFile) -> bytes:
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def as_dict(files: Iterable[OutputFile]) -> dict[str, bytes]:
    return {file.path: written(file) for file in files}


FRAGMENTS = [moodle.render(sample, item_of(sample)) for sample in QUESTIONS]
(WHOLE,) = as_dict(moodle.assemble(HEADING, FRAGMENTS)).values()


def told_apart(found: Iterable[Found]) -> list[tuple[tuple[str, ...], str, bytes]]:
    return [(one.category, one.idnumber, etree.tostring(one.element, with_tail=False)) for one in found]


# ─── Many files ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("most", [1, 2, 7, len(QUESTIONS) - 1])
def test_files_hold_so_many_questions_and_land_where_one_file_would(most: int) -> None:
    files = as_dict(moodle.assemble(replace(HEADING, per_file=most), FRAGMENTS))
    assert len(files) == -(-len(QUESTIONS) // most)
    assert all(1 <= len(stored(data)) <= most for data in files.values())
    assert told_apart(one for data in files.values() for one in stored(data)) == told_apart(stored(WHOLE))


def test_the_names_of_files_say_which_of_how_many_and_sort() -> None:
    files = list(moodle.assemble(replace(HEADING, per_file=4), FRAGMENTS))
    paths = [file.path for file in files]
    assert paths == sorted(paths)
    assert len(paths) >= 10
    assert paths[1] == f"moodle/sample-set-02-of-{len(paths)}.xml"
    (alone,) = moodle.assemble(replace(HEADING, per_file=len(QUESTIONS)), FRAGMENTS)
    assert alone.path == "moodle/sample-set.xml"


def test_files_say_what_they_hold() -> None:
    files = list(moodle.assemble(replace(HEADING, per_file=4), FRAGMENTS))
    assert [place for file in files for place in file.holds] == list(range(len(QUESTIONS)))
    for file in files:
        assert [one.idnumber for one in stored(written(file))] == [QUESTIONS[n].id for n in file.holds]


def test_every_file_says_what_the_set_is_about() -> None:
    for data in as_dict(moodle.assemble(replace(HEADING, per_file=9), FRAGMENTS)).values():
        ((category, info),) = infos(data).items()
        assert len(category) == 3
        assert "Answer all." in info


def test_a_file_stays_below_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = max(len(fragment.body.xml.encode()) for fragment in FRAGMENTS)
    limit = largest + 2_000
    monkeypatch.setattr(bank, "MAX_BYTES", limit)
    files = as_dict(moodle.assemble(HEADING, FRAGMENTS))
    assert 1 < len(files) < len(QUESTIONS)
    sizes = [len(data) for data in files.values()]
    assert max(sizes) <= limit
    assert all(one + next > limit for one, next in itertools.pairwise(sizes)), "half-empty files"
    assert told_apart(one for data in files.values() for one in stored(data)) == told_apart(stored(WHOLE))


def test_what_is_larger_than_a_file_has_one_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "MAX_BYTES", 100)
    files = as_dict(moodle.assemble(HEADING, FRAGMENTS[:3]))
    assert [len(stored(data)) for data in files.values()] == [1, 1, 1]


def test_any_order_of_writing_gives_the_same_bytes() -> None:
    files = list(moodle.assemble(replace(HEADING, per_file=5), FRAGMENTS))
    forwards = [written(file) for file in files]
    assert [written(file) for file in reversed(files)] == forwards[::-1]
    assert written(files[2]) == written(files[2]) == forwards[2]


def test_a_write_that_failed_leaves_no_trace() -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError("no space left")

    files = list(moodle.assemble(replace(HEADING, per_file=5), FRAGMENTS))
    expected = written(files[1])
    with pytest.raises(OSError, match="no space"):
        files[1].write(Full())
    assert written(files[1]) == expected


def stream_of(count: int, text: str = "") -> Stream:
    """So many questions, each with this text in it."""

    def made(place: int) -> Fragment:
        body = Element(f'<question type="t">{text}{place}</question>')
        return Fragment(content_id(f"stream {place}"), "t/t", place, 1, body)

    return Stream(count, made)


def test_the_fragments_are_read_twice_however_many_files_there_are() -> None:
    stream = stream_of(1_000)
    files = as_dict(moodle.assemble(replace(HEADING, per_file=10), stream))
    assert len(files) == 100
    assert stream.read == 2_000


def test_memory_does_not_hold_the_questions() -> None:
    class Nowhere(io.BytesIO):
        size = 0

        def write(self, data: object) -> int:
            assert isinstance(data, bytes)
            self.size += len(data)
            return len(data)

    stream, sink = stream_of(5_000, "x" * 5_000), Nowhere()
    tracemalloc.start()
    try:
        for file in moodle.assemble(HEADING, stream):
            file.write(sink)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sink.size > 25_000_000
    assert peak < 200 * len(stream)


# ─── Several questions as one, and two kinds of file ─────────────────────────────────────────────────────


def element(place: int, count: int = 1, below: str = "", plugin: str = "") -> Fragment:
    """A fragment of `count` questions."""
    one = '<question type="essay"><name><text>{0}</text></name><idnumber>{0}</idnumber></question>'
    names = [f"{place}.{number}" for number in range(count)]
    body = Element("\n".join(map(one.format, names)), count, below, plugin)
    return Fragment(content_id(f"element {place}"), "t/t", place, 1, body)


def test_what_belongs_together_is_not_torn() -> None:
    counts = [3, 2, 4, 1, 1, 9, 2]
    fragments = [element(place, count) for place, count in enumerate(counts)]
    files = list(moodle.assemble(replace(HEADING, per_file=5), fragments))
    assert [list(file.holds) for file in files] == [[0, 1], [2, 3], [4], [5], [6]]
    assert [len(stored(written(file))) for file in files] == [5, 5, 1, 9, 2]


def test_a_category_below_ends_where_the_next_question_stands_in_its_items() -> None:
    fragments = [element(0), element(1, 2, "Variant 2"), element(2, 2, "Variant 3"), element(3)]
    (data,) = as_dict(moodle.assemble(HEADING, fragments)).values()
    places = {one.idnumber: one.category[4:] for one in stored(data)}
    assert places == {
        "0.0": (),
        "1.0": ("Variant 2",),
        "1.1": ("Variant 2",),
        "2.0": ("Variant 3",),
        "2.1": ("Variant 3",),
        "3.0": (),
    }
    told = {category[4:]: info for category, info in infos(data).items()}
    assert (
        told[("Variant 2",)]
        == told[("Variant 3",)]
        == ("<p>These questions belong together, in this order.</p>")
    )


def test_two_kinds_of_file_from_one_stream() -> None:
    plugins = ["stack", "", "", "stack", "stack", ""]
    fragments = [element(place, plugin=plugin) for place, plugin in enumerate(plugins)]
    heading = replace(HEADING, per_file=2)
    stack = list(bank.files(heading, fragments, "m/x-stack", lambda one: one.plugin == "stack"))
    rest = list(bank.files(heading, fragments, "m/x", lambda one: one.plugin != "stack"))
    assert [(file.path, list(file.holds)) for file in stack + rest] == [
        ("m/x-stack-1-of-2.xml", [0, 3]),
        ("m/x-stack-2-of-2.xml", [4]),
        ("m/x-1-of-2.xml", [1, 2]),
        ("m/x-2-of-2.xml", [5]),
    ]
    for file in stack + rest:
        found = stored(written(file))
        assert [one.idnumber for one in found] == [f"{place}.0" for place in file.holds]
        assert {one.category for one in found} == {stored(WHOLE)[0].category}


def test_a_kind_that_is_not_there_has_no_file() -> None:
    assert list(bank.files(HEADING, [element(0)], "m/x", lambda one: one.plugin == "stack")) == []


def test_an_id_that_comes_twice_is_refused_before_anything_is_written() -> None:
    twice = [element(0), element(1, plugin="stack"), replace(element(1), index=5)]
    with pytest.raises(ValueError, match=r"t/t, variant 6: id q[0-9a-f]+ occurs twice"):
        next(bank.files(HEADING, twice, "m/x", lambda one: not one.plugin))
    with pytest.raises(ValueError, match="item 7000 is not in the problem set"):
        next(moodle.assemble(HEADING, [replace(element(0), item=7000), element(1)]))


# ─── Categories ──────────────────────────────────────────────────────────────────────────────────────────

LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)


@given(LINE, LINE, LINE)
@example("/", "///", "/ /")
@example("", "", "x")
@example("$cat1$", "$course$", "top")
@example("x<3 and y>2", "<b>", "</b><")
@example("a//b" * 99, "/" * 300, "\u00a0/\u2028")
@example("]]>", "&amp;", "&")
def test_any_names_make_three_levels_that_moodle_keeps(title: str, family: str, below: str) -> None:
    items = (replace(ITEMS[0], number=1, title=family), replace(ITEMS[0], number=2, title=family))
    heading = replace(HEADING, title=title, items=items)
    fragments = [
        replace(element(0), item=1),
        replace(element(1), item=2),
        replace(element(2, 1, f"V {below}"), item=2),
    ]
    (data,) = as_dict(moodle.assemble(heading, fragments)).values()
    first, second, third = (one.category for one in stored(data))
    assert len(first) == len(second) == 4
    assert len(third) == 5
    assert first[:3] == second[:3] == third[:3]
    assert first[3] != second[3] == third[3]
    for name in third[2:]:
        assert 0 < len(name) <= 255
        assert name == name.strip("/ ")


def test_a_name_without_tags_or_slashes_at_its_ends_arrives_as_it_is() -> None:
    item = replace(ITEMS[0], title="x ∈ A/B // C & D")
    heading = replace(HEADING, title="50 % off: $x$", items=(item,))
    (data,) = as_dict(moodle.assemble(heading, [element(0)])).values()
    assert stored(data)[0].category[2:] == (f"50 % off: $x$ ({HEADING.build[:8]})", "01 x ∈ A/B // C & D")


def test_a_set_without_a_title_goes_by_its_name() -> None:
    (data,) = as_dict(moodle.assemble(replace(HEADING, title=""), [element(0)])).values()
    assert stored(data)[0].category[2] == f"sample-set ({HEADING.build[:8]})"


def test_the_categories_of_many_items_sort_as_the_set_has_them() -> None:
    items = tuple(replace(ITEMS[0], number=number, title="T") for number in range(1, 121))
    fragments = [replace(element(item.number), item=item.number) for item in items]
    (data,) = as_dict(moodle.assemble(replace(HEADING, items=items), fragments)).values()
    names = [one.category for one in stored(data)]
    assert names == sorted(names)
    assert len(set(names)) == 120


def test_a_figure_in_the_instructions_is_told_in_words() -> None:
    drawn = (Paragraph((Text("See "), picture('The "<unit>" circle & more', (0, 0), (1, 1)), Text("!"))),)
    (data,) = as_dict(moodle.assemble(replace(HEADING, instructions=drawn), [element(0)])).values()
    (info,) = infos(data).values()
    assert "<img" not in info
    assert moodle_reader.visible(info).endswith('See The "<unit>" circle & more!')


# ─── Questions asked apart ───────────────────────────────────────────────────────────────────────────────

STEM = para(f"Let it be {HOSTILE}.")
TYPED = part(
    number("3"), Mistake(number("4"), say("One too many.")), id="slope", prompt=para("Slope?"), points="1"
)
GRID = part(vector("1 2"), id="normal", prompt=para("Normal?"), points="2")
TOLD = part(Essay((), 5), id="why", prompt=para("Why?"), points="3")
APART = replace(ITEMS[0], points=Fraction(12), variants=10, apart=True)


def mixed(*parts: Part, stem: bool = True, title: str = "Slopes", index: int = 2) -> Verified:
    done = para("All is solved.")
    return question("t/apart", title, STEM if stem else (), *parts, index=index, solution=done)


def imported(sample: Verified, item: Item = APART) -> list[Found]:
    """The questions that Moodle has in the end."""
    heading = replace(HEADING, items=(item,))
    (data,) = as_dict(moodle.assemble(heading, [moodle.render(sample, item)])).values()
    return stored(data)


def test_every_part_is_a_question_of_its_own_below_the_stem() -> None:
    sample = mixed(TYPED, GRID, TOLD)
    found = imported(sample)
    assert [one.kind for one in found] == ["description", "numerical", "cloze", "essay"]
    assert [one.name for one in found] == ["Slopes · 3", "Slopes · 3 a)", "Slopes · 3 b)", "Slopes · 3 c)"]
    assert [one.idnumber for one in found] == [f"{sample.id}.{end}" for end in ("stem", "a", "b", "c")]
    assert {one.category[4:] for one in found} == {("Variant 03",)}
    texts = [moodle_reader.visible(one.said("questiontext")) for one in found]
    assert HOSTILE in texts[0]
    assert [HOSTILE in text for text in texts[1:]] == [False] * 3
    for text, asked in zip(texts[1:], ("Slope?", "Normal?", "Why?"), strict=True):
        assert text.startswith(asked)
    assert moodle.render(sample, APART).body.count == len(found)


def test_the_part_that_is_typed_is_still_graded() -> None:
    data = as_dict(
        moodle.assemble(replace(HEADING, items=(APART,)), [moodle.render(mixed(TYPED, TOLD), APART)])
    )
    (typed,) = (one for one in moodle_reader.read_bank(*data.values()) if one.kind == "numerical")
    assert typed.grade("3")[0] == 1
    share, (feedback,) = typed.grade("4")
    assert share == 0
    assert "One too many." in feedback


def test_the_points_of_the_parts_add_up() -> None:
    found = imported(mixed(TYPED, GRID, TOLD))
    assert [one.grade for one in found if one.kind != "cloze"] == [0, 2, 6]
    (gaps,) = (moodle_reader.read_gaps(one.said("questiontext"))[1] for one in found if one.kind == "cloze")
    assert sum(gap.weight for gap in gaps) == 4


@given(
    st.fractions(Fraction(1, 10), 100).map(lambda f: Fraction(round(f * 100), 100)),
    st.lists(st.integers(1, 9), min_size=2, max_size=6),
)
def test_points_are_shared_without_a_rest(points: Fraction, weights: list[int]) -> None:
    parts = [replace(TOLD, id=f"p{n}", points=Fraction(weight)) for n, weight in enumerate(weights)]
    worths = [item.points for _, item in handed_on(mixed(*parts), replace(APART, points=points))]
    assert sum(worths) == points
    for worth, weight in zip(worths, weights, strict=True):
        assert worth * 10**7 == int(worth * 10**7), "a decimal that Moodle can hold"
        assert abs(worth - points * weight / sum(weights)) <= Fraction(1, 10**7)


def handed_on(sample: Verified, item: Item = APART) -> list[tuple[Question, Item]]:
    """What of a question is rendered on its own."""
    seen: list[tuple[Question, Item]] = []

    def render(lone: Verified, its: Item) -> Fragment:
        seen.append((lone, its))
        return moodle.render(lone, its)

    apart(sample, item, moodle.NAME, render)
    return seen


def test_no_part_gives_away_another() -> None:
    follows = (Consequence("slope", 0, number("5")),)
    parts = (TOLD, TYPED, replace(GRID, follows=("slope",), consequences=follows))
    hints = (para("Think."), para("Begin."))
    lone = [one for one, _ in handed_on(replace(mixed(*parts), hints=hints))]
    assert [one.solution for one in lone] == [(), (), para("All is solved.")]
    assert [one.hints for one in lone] == [(), hints, ()]
    assert [len(one.parts) for one in lone] == [1, 1, 1]
    assert lone[2].parts[0].consequences == ()
    assert lone[2].parts[0].follows == ("slope",)
    found = imported(mixed(*parts))
    assert [bool(one.said("generalfeedback")) for one in found] == [False, False, False, True]


def test_without_a_stem_there_is_no_description() -> None:
    assert [one.kind for one in imported(mixed(TYPED, TOLD, stem=False))] == ["numerical", "essay"]


def test_a_part_without_a_prompt_repeats_the_stem() -> None:
    _, typed, told = imported(mixed(replace(TYPED, prompt=()), TOLD))
    assert HOSTILE in moodle_reader.visible(typed.said("questiontext"))
    assert HOSTILE not in moodle_reader.visible(told.said("questiontext"))


def test_a_long_title_keeps_what_tells_the_parts_apart() -> None:
    names = [one.name for one in imported(mixed(TYPED, TOLD, title="<" + "long " * 90))]
    assert len(set(names)) == 3
    assert max(map(len, names)) <= 255
    assert names[1].endswith(" · 3 a)")


def test_no_two_of_many_parts_have_one_id_number() -> None:
    parts = [replace(TYPED, id="stem")] + [replace(TOLD, id=f"p{n}") for n in range(40)]
    found = imported(mixed(*parts))
    assert len({one.idnumber for one in found}) == len(found) == 42
    assert all(re.fullmatch("[a-z0-9.]{1,100}", one.idnumber) for one in found)


@pytest.mark.parametrize(
    ("parts", "apart", "kinds"),
    [
        ((TYPED, TOLD), False, ["essay"]),
        ((TOLD, replace(TOLD, id="how")), True, ["essay"]),
        ((TYPED, GRID), True, ["cloze"]),
        ((TOLD,), True, ["essay"]),
    ],
)
def test_only_what_is_mixed_and_wanted_apart_is_asked_apart(
    parts: tuple[Part, ...], apart: bool, kinds: list[str]
) -> None:
    found = imported(mixed(*parts), replace(APART, apart=apart))
    assert [one.kind for one in found] == kinds
    assert found[0].category[4:] == ()
    assert "." not in found[0].idnumber


def test_what_is_lost_by_it_is_said() -> None:
    sample = mixed(replace(GRID, follows=("why",)), TOLD)
    lost = moodle.render(sample, replace(APART, points=Fraction(5))).losses
    assert [(loss.part, loss.instead) for loss in lost if "random" in loss.instead] == [
        ("", "the parts are questions of their own, of which a quiz cannot draw all of one variant at random")
    ]
    assert ("normal", "marked without follow-through") in [(loss.part, loss.instead) for loss in lost]
    assert all(loss.part in ("", "normal", "why") and loss.family == "t/apart" for loss in lost)
    assert not any("all parts asked in one essay" in loss.instead for loss in lost)


@pytest.mark.parametrize(("language", "name"), [("de", "Variante 03"), ("en", "Variant 03")])
def test_the_category_speaks_the_language_of_the_question(language: str, name: str) -> None:
    found = imported(replace(mixed(TYPED, TOLD), language=language))
    assert found[0].category[4] == name


def test_a_heading_of_a_set_asked_apart_splits_between_variants() -> None:
    heading: Heading = replace(HEADING, items=(APART,), per_file=4)
    samples = [mixed(TYPED, TOLD, index=index) for index in range(3)]
    files = as_dict(moodle.assemble(heading, [moodle.render(sample, APART) for sample in samples]))
    assert [[one.name for one in stored(data)] for data in files.values()] == [
        [f"Slopes · {n}", f"Slopes · {n} a)", f"Slopes · {n} b)"] for n in (1, 2, 3)
    ]
