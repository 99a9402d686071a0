"""The pages for the systems that students work in: README.md leads to them, all have one shape, their builds work."""

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.cli import main
from generator.exporters import EXPORTERS, exporter
from generator.exporters.qti.profiles import PROFILES

ROOT = Path(__file__).parents[2]
SECTION = re.compile(r"^## Where do your students work\?\n(.*?)^## ", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"\| (.+?) \| (`.+?) \| (.*?) ?\| \[(docs/[\w-]+\.md)\]\(\4(?:#[\w-]+)?\) \|")
COMMAND = re.compile(r"^ {4}setwright (build .+)$", re.MULTILINE)
FILE = re.compile(r"^\| `([\w./-]+\.(?:zip|imscc|xml|json))` \|", re.MULTILINE)
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
SHAPE = ["Build", "Import", "Look at it", "What arrives, what does not", "Questions that come up"]


@dataclass(frozen=True, slots=True)
class System:
    """A row of the table in README.md: the system, the words after `--to` and `--profile`, and its page."""

    name: str
    formats: list[str]
    profile: str
    page: str

    @property
    def text(self) -> str:
        return (ROOT / self.page).read_text(encoding="utf-8")

    @property
    def command(self) -> str:
        """The first build that the page shows."""
        return self._build[1]

    @property
    def files(self) -> list[str]:
        """What the first table below that says it leaves."""
        table = re.compile(r"(?:^\|.*\n)+", re.MULTILINE).search(self.text, self._build.end())
        assert table, f"{self.page} lists no files"
        return FILE.findall(table[0])

    @property
    def _build(self) -> re.Match[str]:
        found = COMMAND.search(self.text)
        assert found, f"{self.page} shows no build"
        return found


def _systems() -> list[System]:
    (section,) = SECTION.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    _, _, *rows = [line for line in section.partition("<!--")[0].splitlines() if line.startswith("|")]
    return [_system(row) for row in rows]


def _system(row: str) -> System:
    found = ROW.fullmatch(row)
    assert found, row
    name, formats, profile, page = found.groups()
    return System(name, re.findall(r"`([\w-]+)`", formats), profile.strip("`"), page)


SYSTEMS = _systems()
OWN = [system for system in SYSTEMS if not re.match("another|on paper|on a screen", system.name)]
"""Those that have a page of their own."""

each = pytest.mark.parametrize("system", OWN, ids=lambda system: system.page)


def test_every_format_and_every_profile_has_a_row() -> None:
    assert {format for system in SYSTEMS for format in system.formats} == {*EXPORTERS}
    assert {system.profile for system in SYSTEMS} >= {"", *PROFILES}
    for system in SYSTEMS:
        assert not system.profile or system.profile in exporter(system.formats[0]).PROFILES


@each
def test_pages_have_one_shape(system: System) -> None:
    assert [heading for heading in HEADING.findall(system.text) if heading in SHAPE] == SHAPE


@each
def test_the_first_build_of_a_page_is_that_of_the_table(system: System) -> None:
    profile = f" --profile {system.profile}" if system.profile else ""
    assert system.command == f"build demo --to {system.formats[0]}{profile}"


@each
def test_a_build_leaves_what_the_page_lists(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main([*system.command.split(), "--variants", "1", "--workers", "1"])
    assert end.value.code in (0, None), capsys.readouterr().err
    folder = tmp_path / "out" / "demo"
    assert sorted(system.files) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    for path in folder.glob("qti2*/*.zip"):
        with ZipFile(path) as package:
            assert ("test.xml" in package.namelist()) == ("has **no test**" not in system.text)


@pytest.mark.parametrize("name", PROFILES)
def test_the_page_of_a_profile_calls_the_system_by_its_name(name: str) -> None:
    (system,) = [system for system in OWN if system.profile == name]
    assert system.text.startswith(f"# {PROFILES[name].title}\n")
