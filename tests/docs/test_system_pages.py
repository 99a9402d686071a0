"""The pages for the systems that have a profile: their build leaves what they list, written for that system."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.cli import main
from generator.exporters.qti.profiles import PROFILES

DOCS = Path(__file__).parents[2] / "docs"
COMMAND = re.compile(r"^    setwright (build .+)$", re.MULTILINE)
PROMISED = re.compile(r"^\| `([\w./-]+\.(?:zip|json))` \|", re.MULTILINE)


@pytest.mark.parametrize("name", PROFILES)
def test_a_build_leaves_what_the_page_of_a_system_lists(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    command, promised = COMMAND.findall(page)[0], PROMISED.findall(page)
    assert f"--profile {name}" in command
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main([*command.split(), "--variants", "1", "--workers", "1"])
    assert end.value.code in (0, None), capsys.readouterr().err
    folder = tmp_path / "out" / "demo"
    assert sorted(promised) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    with ZipFile(folder / f"qti21/demo-{name}.zip") as package:
        has_test = "test.xml" in package.namelist()
    assert has_test == ("has **no test**" not in page)


@pytest.mark.parametrize("name", PROFILES)
def test_the_page_of_a_system_calls_it_by_its_name(name: str) -> None:
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8").startswith(f"# {PROFILES[name].title}\n")
