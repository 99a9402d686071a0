"""Runs the command line in this process, as a user would in a folder of their own."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from generator.cli import main

HERE = Path(__file__).parent
START = HERE / "start"
"""What every folder starts with: one good family, one small set, and an earlier build of it."""


@dataclass(frozen=True)
class Run:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


def setwright(*arguments: str) -> Run:
    """Runs a command in the working directory."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Run(out.getvalue(), err.getvalue(), code)


def furnish(folder: Path, *sources: Path) -> None:
    """Copies folders of files, one over the other, into `folder`."""
    for source in sources:
        shutil.copytree(source, folder, dirs_exist_ok=True)


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes; folders with None."""
    found = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in found}


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """The block must leave everything below `folder` as it is."""
    before = snapshot(folder)
    yield
    assert snapshot(folder) == before
