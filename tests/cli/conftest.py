"""A folder of one's own for every test, in which only its own specs are found."""

from pathlib import Path

import pytest
from cli_commands import START, furnish


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: what `start/` holds. The specs that ship are out of sight."""
    home = tmp_path / "home"
    furnish(home, START)
    monkeypatch.chdir(home)
    monkeypatch.setattr("generator.sets.library.specs_root", lambda: tmp_path / "nothing")
    return home
