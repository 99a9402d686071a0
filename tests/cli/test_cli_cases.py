"""What users are told when something is wrong: a folder of files, a command, and what it prints.

`cases/NAME/expected.txt` begins with the command; `pytest --accept` rewrites what stands below it. The other
files of the folder are laid over `start/`. A case always fails, and leaves everything as it was.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_commands import HERE, furnish, setwright, unchanged

CASES = sorted(path.parent for path in (HERE / "cases").glob("*/expected.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_failure(
    case: Path, folder: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = case / "expected.txt"
    command = expected.read_text(encoding="utf-8").split("\n")[0]
    furnish(folder, case)
    words = shlex.split(command.removeprefix("$ "))
    while words[0] != "setwright":
        name, value = words.pop(0).split("=")
        monkeypatch.setenv(name, value)

    with unchanged(folder):
        run = setwright(*words[1:])

    assert run.code != 0
    assert "Traceback" not in run.err
    printed = [f"--- {name}\n{text}" for name, text in (("stdout", run.out), ("stderr", run.err)) if text]
    timeless = re.sub(r" *\d+\.\d ms each", " … ms each", "".join(printed))
    golden(expected, f"{command}\n{timeless}--- exit {run.code}\n")


def test_every_folder_is_a_case() -> None:
    folders = [path for path in (HERE / "cases").iterdir() if path.is_dir()]
    assert len(CASES) == len(folders) > 30
