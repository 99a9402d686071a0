"""Zip files that are the same bytes each time."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256

import pytest

from generator.exporters.package import write_zip

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


def test_a_content_in_pieces_gives_the_same_bytes() -> None:
    content = b"".join(sha256(bytes([n])).hexdigest().encode() for n in range(256)) * 9
    whole = zipped([("a.xml", content), ("b.xml", b"")])
    for size in (1, 1000, 65536):
        pieces = (content[at : at + size] for at in range(0, len(content), size))
        stream = io.BytesIO()
        write_zip(stream, [("a.xml", pieces), ("b.xml", iter(()))])
        assert stream.getvalue() == whole


def test_pieces_are_written_as_they_come() -> None:
    stream = io.BytesIO()
    sizes = []

    def pieces() -> Iterator[bytes]:
        for number in range(200):
            sizes.append(stream.tell())
            yield b"".join(sha256(bytes([number, n])).digest() for n in range(64))

    write_zip(stream, [("a.bin", pieces())])
    assert sizes[-1] > 150 * 2048


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
