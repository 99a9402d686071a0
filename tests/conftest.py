"""What all tests share: expectations that are files, and the flag that rewrites them.

    pytest --accept      # then read the diff

A test calls `golden(path, text)`: the text must be what the file at `path` holds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("setwright", derandomize=True, deadline=None, database=None)
settings.load_profile("setwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="rewrite the expected files with what was produced"
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Was `--accept` given?"""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def golden(accept: bool) -> Callable[[Path, str | bytes], None]:
    """Compares with a file of expectations, or writes it under `--accept`."""

    def compare(path: Path, produced: str | bytes) -> None:
        data = produced.encode() if isinstance(produced, str) else produced
        if accept:
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            return
        assert path.exists(), f"{path.name} does not exist; run pytest --accept, then read it"
        expected = path.read_bytes()
        if isinstance(produced, str):
            assert produced == expected.decode()
        assert data == expected

    return compare
