"""What the pages show works: specs are proved, sets are complete, commands exist, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from generator.cli import commands
from generator.draw import draw
from generator.plan import load_family
from generator.resources import specs_root
from generator.sets.library import FamilyFile, Library
from generator.sets.load import load_set

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
WORKFLOW = ROOT / "docs" / "ci-example" / "setwright.yml"
VARIANTS = 20

_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(mark: str) -> list[tuple[str, str]]:
    """The fenced examples with a mark (`yaml spec`): where each stands, and its text."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for fence in _FENCE.finditer(text):
            if fence[1] == mark:
                line = text.count("\n", 0, fence.start()) + 1
                found.append((f"{page.name}:{line}", fence[2]))
    return found


def _cases(mark: str) -> list[object]:
    return [pytest.param(text, id=place) for place, text in fences(mark)]


def test_every_example_in_yaml_says_what_it_is() -> None:
    assert fences("yaml") == []
    assert len(fences("yaml spec")) >= 3
    assert len(fences("yaml set")) >= 2


# ─── Specs and sets ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", _cases("yaml spec"))
def test_specs_are_proved(text: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    drawing = draw(load_family(FamilyFile("example", path, path.name)), "docs")
    ids = {drawing(index).id for index in range(VARIANTS)}
    assert len(ids) == VARIANTS


@pytest.mark.parametrize("text", _cases("yaml set"))
def test_sets_find_their_families(text: str, tmp_path: Path) -> None:
    for _, spec in fences("yaml spec"):
        named = re.match(r"# (problem_specs/\S+\.yaml)\n", spec)
        if named:  # a reader who followed the page has this file
            path = tmp_path / named[1]
            path.parent.mkdir(parents=True)
            path.write_text(spec, encoding="utf-8")
    path = tmp_path / "week-1.yaml"
    path.write_text(text, encoding="utf-8")
    problem_set = load_set(path, path.name)
    library = Library((tmp_path / "problem_specs", specs_root()), tmp_path)
    assert all(library.resolve(problem_set))


# ─── Commands ────────────────────────────────────────────────────────────────────────────────────────────


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every `setwright …` that a page shows as a line of its own or as code in a line."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"<!-- table: commands -->.*?<!-- end -->", "", text, flags=re.DOTALL)
        for line in re.findall(r"^    (setwright .*)$|`(setwright [^`]+)`", text, re.MULTILINE):
            yield page.name, "".join(line)
    workflow = WORKFLOW.read_text(encoding="utf-8")
    for line in re.findall(r"^\s+(?:run: )?(setwright .*)$", workflow, re.MULTILINE):
        yield WORKFLOW.name, line


@pytest.mark.parametrize(("page", "line"), sorted(set(shown_commands())))
def test_commands_can_be_typed(page: str, line: str) -> None:
    """The command exists, so do its options, and it has the arguments that it needs."""
    name, *words = shlex.split(line.split("#")[0])[1:]
    group = click.Context(commands, info_name="setwright")
    if name in ("--help", "--version"):
        assert name in [opt for option in commands.get_params(group) for opt in option.opts]
        return
    if name == "COMMAND":
        assert words == ["--help"]
        return
    command = commands.get_command(group, name)
    assert command is not None, f"{page}: there is no command {name}"
    context = click.Context(command, info_name=name, parent=group)
    _, rest, _ = command.make_parser(context).parse_args(list(words))
    assert rest == [], f"{page}: {line} has more arguments than {name} takes"


def test_commands_that_do_not_exist_would_be_found() -> None:
    with pytest.raises(click.NoSuchOption):
        test_commands_can_be_typed("", "setwright build demo --nonsense")
    with pytest.raises(AssertionError):
        test_commands_can_be_typed("", "setwright bild demo")


def test_families_and_sets_in_commands_exist() -> None:
    library = Library((specs_root(),), ROOT)
    own = {
        "algebra/determinant",
        "vectors/dot",
        "algebra/my-family",
        "week-1.yaml",
        "$set",
        "FAMILY",
        "COMMAND",
        "SW1:DEMO:3FA9C1:500123:1/1:4C54",
        "SW1:QUIZ:FAA23D:/1:1/1:A904",
        "scans",
    }
    for page, line in shown_commands():
        for name in shlex.split(line.split("#")[0])[2:3]:
            if not name.startswith("-") and name not in own:
                assert name in (*library.ids(), *library.set_names()), f"{page}: {line}"


def test_make_targets_exist() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in PAGES:
        shown = re.findall(r"(?:^    |`|&& )make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert [target for target in shown if target not in targets] == [], page.name


# ─── Links, and the example for GitHub ───────────────────────────────────────────────────────────────────


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.is_file(), f"{page.name}: {target}"
        assert file.is_relative_to(ROOT), f"{page.name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(_anchor, headings), f"{page.name}: {target}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES[1:] if f"({page.relative_to(ROOT).as_posix()})" not in readme] == []


def test_the_workflow_checks_builds_and_keeps_what_was_built() -> None:
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    commands_run = [step["run"] for step in steps if "run" in step]
    assert any("setwright check" in run for run in commands_run)
    assert any("setwright build" in run for run in commands_run)
    (upload,) = [step for step in steps if "upload-artifact" in step.get("uses", "")]
    assert upload["with"]["path"] == "out/"
