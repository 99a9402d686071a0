"""The files of packages for Canvas, as an importer unpacks them."""

from __future__ import annotations

import io
import zipfile

from sample_questions import HEADING, QUESTIONS
from shipped_questions import item_of

from generator.exporters import qti12
from generator.exporters.base import Fragment
from generator.model import Heading

FRAGMENTS = [qti12.render(q, item_of(q)) for q in QUESTIONS]
"""All samples."""


def packed(heading: Heading = HEADING, fragments: list[Fragment] = FRAGMENTS) -> bytes:
    (output,) = qti12.assemble(heading, fragments)
    assert output.path == f"qti12/{heading.name}.zip"
    assert list(output.holds) == list(range(len(fragments)))
    stream = io.BytesIO()
    output.write(stream)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(heading: Heading = HEADING, fragments: list[Fragment] = FRAGMENTS) -> dict[str, bytes]:
    return unpacked(packed(heading, fragments))
