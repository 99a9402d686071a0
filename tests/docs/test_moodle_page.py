"""The page for Moodle, followed as a new user would: its commands in order, and the files that it promises."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.cli import main
from generator.sets.load import load_set

PAGE = (Path(__file__).parents[2] / "docs" / "moodle.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^    setwright (.+)$", re.MULTILINE)
PROMISED = re.compile(r"^\| `([\w./-]+\.(?:xml|json))` \|", re.MULTILINE)
SET = re.compile(r"^```yaml set\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[list[str], list[str]]]:
    """Each command of the page, with the files that are listed between it and the next one."""
    commands = list(COMMAND.finditer(PAGE))
    ends = [command.start() for command in commands[1:]] + [len(PAGE)]
    for command, end in zip(commands, ends, strict=True):
        yield command[1].split(), PROMISED.findall(PAGE[command.end() : end])


STEPS = list(steps())


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*command, "--workers", "1"])
    assert end.value.code in (0, None), capsys.readouterr().err


def questions(path: Path) -> list[ElementTree.Element]:
    """The questions of a bank, without the elements that open categories."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == "quiz"
    return [question for question in root if question.get("type") != "category"]


def test_the_page_shows_three_commands_and_lists_their_files() -> None:
    assert [bool(promised) for _, promised in STEPS] == [True, True, False]


@pytest.mark.parametrize(("command", "promised"), STEPS[:2], ids=lambda step: " ".join(step))
def test_a_build_leaves_what_the_page_lists(
    command: list[str], promised: list[str], elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(command, capsys)
    folder = elsewhere / "out" / "demo"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} >= {
        *promised
    }
    banks = [name for name in promised if name.endswith(".xml")]
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.xml")} == {*banks}
    assert sum(len(questions(folder / bank)) for bank in banks) == 36
    for bank in banks:  # a site without the plugin refuses the whole file
        types = {question.get("type") for question in questions(folder / bank)}
        assert ("stack" in types) == bank.endswith("-stack.xml")
        assert not bank.endswith("-stack.xml") or types == {"stack"}


def test_small_files_hold_every_question_once(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command, _ = STEPS[2]
    run(command, capsys)
    paths = sorted((elsewhere / "out" / "demo" / "moodle").iterdir())
    assert [path.name for path in paths] == [f"demo-{number}-of-3.xml" for number in (1, 2, 3)]
    assert all(path.name in PAGE for path in paths[:2])
    assert max(len(questions(path)) for path in paths) <= 200
    ids = [question.findtext("idnumber") for path in paths for question in questions(path)]
    assert len(ids) == len({*ids}) == 12 * 40


def test_the_sets_of_the_page_are_sets(tmp_path: Path) -> None:
    path = tmp_path / "week-3.yaml"
    for text in SET.findall(PAGE):
        path.write_text(text, encoding="utf-8")
        assert load_set(path, path.name).items


def test_every_row_of_a_table_has_the_columns_of_its_head() -> None:
    rows = [line.count("|") - line.count(r"\|") if line.startswith("|") else 0 for line in PAGE.splitlines()]
    assert [above for above, below in pairwise(rows) if above and below and above != below] == []
