"""Packages: zip files that are the same bytes each time.

Owns the bytes of a zip container. It must not know what is in a package.

    >>> write_zip(stream, [("imsmanifest.xml", b"<manifest/>")])

Equal entries give equal bytes on any machine with the same version of zlib: dates, permissions, system and
order are fixed, and it does not matter into which pieces a content is cut.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

Content = TypeVar("Content")

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold (APPNOTE.TXT 4.4.6)."""

_UNIX = 3
_PERMISSIONS = 0o100644 << 16


def write_zip(stream: BinaryIO, entries: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> None:
    """Write the entries (name, content) to `stream` as a zip, in the order given, one in memory at a time.

    A content that is large comes in pieces, of which one at a time is in memory; all of them together may
    hold 2 GiB (beyond, a zip has another form, which must be known before the first piece: RuntimeError).

    Raises ValueError for a name that could leave the folder it is unpacked in, or that stands twice (capitals
    do not count: some file systems ignore them). What was written until then is not a valid package.
    """
    seen: set[str] = set()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            _check_name(name)
            folded = name.casefold()
            if folded in seen:
                raise ValueError(f"the entry {name!r} stands twice in the package")
            seen.add(folded)
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = _PERMISSIONS
            entry.compress_type = zipfile.ZIP_DEFLATED
            # `open` takes zlib's own level, which is 6.
            with archive.open(entry, "w") as body:
                for piece in (content,) if isinstance(content, bytes) else content:
                    body.write(piece)


def each_once(entries: Iterable[tuple[str, Content]]) -> Iterator[tuple[str, Content]]:
    """The entries in their order, those whose name has come before left out: files that several questions share."""
    seen: set[str] = set()
    for name, content in entries:
        if name not in seen:
            seen.add(name)
            yield name, content


def _check_name(name: str) -> None:
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts) or any(c in '\\:*?"<>|' or c < " " for c in name):
        raise ValueError(f"the entry name {name!r} is not safe")
