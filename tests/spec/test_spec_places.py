"""Every character of a text stands where its Source says."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import TextFault
from generator.spec.source import Document, Source
from generator.spec.yaml import Items, Mapping, Node, Scalar, parse

WORDS = st.text("ab'\"\\λ[:#- ", min_size=0, max_size=6)


def value_of(text: str, key: str = "k") -> Scalar:
    tree, faults = parse(Document("f.yaml", text))
    assert faults == ()
    assert isinstance(tree, Mapping)
    found = {name.text: value for name, value in tree.entries}[key]
    assert isinstance(found, Scalar)
    return found


def assert_every_character_is_where_it_stands(source: Source) -> None:
    written = source.document.text
    assert len(source.offsets) == len(source.text) + 1
    for char, index in zip(source.text, source.offsets, strict=False):
        if not char.isspace() and written[index] != "\\":
            assert written[index] == char, (source.text, char, index)


def test_plain_text_stands_where_it_is_written() -> None:
    place = value_of("a: 1\nk:   det(A)  # no\n").source.place(4, 1)
    assert (place.line, place.column, place.text, place.length) == (2, 10, "k:   det(A)  # no", 1)


def test_literal_block_keeps_lines_and_columns() -> None:
    source = value_of("k: |\n    Find $x$\n\n      in λ.\nz: 1\n").source
    assert source.text == "Find $x$\n\n  in λ.\n"
    place = source.place(source.text.index("λ"))
    assert (place.line, place.column, place.text) == (4, 10, "      in λ.")


def test_escapes_count_as_one_character() -> None:
    source = value_of('k: "a\\u00e9b\\\\c"\n').source
    assert source.text == "aéb\\c"
    assert [source.place(i).column for i in range(5)] == [5, 6, 12, 13, 15]


def test_doubled_quotes_count_as_one_character() -> None:
    source = value_of("k: 'it''s x'\n").source
    assert source.place(source.text.index("x")).column == 11


def test_anchors_are_not_part_of_the_text() -> None:
    assert value_of("k: &here det(A)\n").source.place().column == 10
    assert value_of("k: &here |\n  det(A)\n").source.place(3).column == 6


def test_folded_words_are_exact() -> None:
    source = value_of("k: >-\n  one two\n  three\n\n  four\n").source
    assert source.text == "one two three\nfour"
    assert_every_character_is_where_it_stands(source)


def test_a_fault_of_a_reader_gets_its_place() -> None:
    fault = value_of("k: 'a b'\n").source.located(TextFault("no", 2, 1, "why"))
    assert fault.render() == "f.yaml:1:7: No.\n    k: 'a b'\n          ^\n    Why."


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(1, 4))
def test_literal_blocks(lines: list[str], indent: int) -> None:
    body = "".join(" " * indent + line + "\n" for line in ["x", *lines])
    source = value_of(f"k: |\n{body}z: 1\n").source
    assert source.text.startswith("x\n")
    assert_every_character_is_where_it_stands(source)
    at = [source.document.place(index).line for index in source.offsets[:-1]]
    assert at == [2 + source.text.count("\n", 0, i) for i in range(len(source.text))]


@given(st.text("ab'\"\\λ[:#- \né", max_size=30), st.sampled_from(["'", '"']), st.integers(5, 30))
def test_quoted_scalars_as_pyyaml_writes_them(text: str, style: str, width: int) -> None:
    written = pyyaml.safe_dump({"k": text}, default_style=style, width=width)
    scalar = value_of(written.replace('"k"', "k").replace("'k'", "k"))
    assert scalar.source.text == text
    assert_every_character_is_where_it_stands(scalar.source)


@pytest.mark.parametrize("written", ["a\n  b", "a   \n   b c\n\n\n  d", "a b  c"])
def test_plain_scalars_over_several_lines(written: str) -> None:
    assert_every_character_is_where_it_stands(value_of(f"k: {written}\nz: 1\n").source)


def test_yaml_1_1_words_stay_text() -> None:
    for word in ("no", "on", "1_000", "1:30", "0.10", "2026-11-22", "true"):
        assert value_of(f"k: {word}\n").source.text == word


def test_aliases_repeat_the_place_of_their_anchor() -> None:
    tree, _ = parse(Document("f.yaml", "a: &x [p, q]\nb: *x\n"))
    assert isinstance(tree, Mapping)
    nodes: list[Node] = [value for _, value in tree.entries]
    assert nodes[0] is nodes[1]
    assert isinstance(nodes[1], Items)
    assert nodes[1].items[1].source.place().column == 11


def test_long_lines_are_cut_for_display() -> None:
    near, far = Source.of("x" * 5000).place(10, 4000), Source.of("x" * 5000).place(4000)
    assert len(near.text) < 200
    assert (near.column, near.length) == (11, 60)
    assert (far.column, far.text) == (4001, "")
