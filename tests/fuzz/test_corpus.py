"""Every input that fuzzing kept is read without a crash, a hang or an error of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_is_read(name: str) -> None:
    inputs = sorted((CORPUS / name).iterdir())
    assert len(inputs) >= 20
    for path in inputs:
        TARGETS[name](path.read_bytes())


def test_what_was_never_text(tmp_path: Path) -> None:
    for data in (b"", b"\x00", b"\xff\xfe\x00", bytes(range(256)), b"[" * 3000, b"{{" * 900, b"$" * 999):
        for target in TARGETS.values():
            target(data)
