"""Zip files that are the same bytes each time, and identifiers that are never the same twice."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters.package import identifier, write_zip

ENTRIES = [("imsmanifest.xml", b"<manifest/>"), ("items/q1.xml", b"a" * 5000), ("bild-é.svg", b"")]


def zipped(entries: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    write_zip(stream, entries)
    return stream.getvalue()


def test_entries_come_back_in_order() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(ENTRIES))) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == ENTRIES
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o100644
            assert entry.create_system == 3
        assert archive.getinfo("items/q1.xml").compress_size < 100


def test_the_bytes_do_not_depend_on_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    before = zipped(ENTRIES)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert zipped(ENTRIES) == before


def test_one_entry_is_asked_for_at_a_time() -> None:
    stream = io.BytesIO()
    sizes = []

    def entries() -> Iterator[tuple[str, bytes]]:
        for number in range(3):
            sizes.append(stream.tell())
            yield f"{number}.bin", bytes(range(256)) * 4

    write_zip(stream, entries())
    assert 0 == sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize(
    "name",
    ["", "/etc/x", "../x", "a/../x", "a//b", "a/", "./a", "a\\b", "C:x", "a\x00b", "a\nb", "a?", "a|b"],
)
def test_unsafe_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not safe"):
        zipped([(name, b"")])


@pytest.mark.parametrize("second", ["a/B.xml", "a/b.xml"])
def test_a_name_that_stands_twice_is_refused(second: str) -> None:
    with pytest.raises(ValueError, match="twice"):
        zipped([("a/b.xml", b"1"), (second, b"2")])


part = st.text(min_size=1, max_size=4) | st.text("ax2_-/f", min_size=1, max_size=6)
parts = st.lists(part, min_size=1, max_size=3)


@given(parts)
def test_an_identifier_is_a_name_in_every_format(texts: list[str]) -> None:
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", identifier(*texts))


@given(parts, parts)
def test_different_parts_have_different_identifiers(one: list[str], other: list[str]) -> None:
    assert (identifier(*one) == identifier(*other)) == (one == other)


def test_identifiers_are_readable() -> None:
    assert identifier("q0123", "part-b", 3) == "q0123__part-b__3"
    assert identifier("λ1") == "x_-_3bb_1"
    assert identifier("x", "5") != identifier("x5") != identifier("5")


@pytest.mark.parametrize("texts", [(), ("",), ("a", "")])
def test_an_identifier_needs_parts(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="parts"):
        identifier(*texts)
