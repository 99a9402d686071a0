"""The tables of the pages are what the code says.

After a change: `pytest tests/docs --accept`, and read the diff.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from generator.cli import COMMANDS, commands
from generator.exporters import EXPORTERS
from generator.maths.functions import FUNCTIONS
from generator.methods import METHODS
from generator.sampling.domains import DOMAINS

ROOT = Path(__file__).parents[2]
REFERENCE = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))
TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in REFERENCE["PAGES"]}


@pytest.mark.parametrize("page", TEXTS)
def test_tables_are_those_of_the_code(page: str, golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / page, REFERENCE["filled"](TEXTS[page]))


def test_every_table_is_in_a_page() -> None:
    used = [name for text in TEXTS.values() for name in re.findall(r"<!-- table: ([a-z -]+) -->", text)]
    assert set(used) == set(REFERENCE["TABLES"])


@pytest.mark.parametrize("page", TEXTS)
def test_every_marker_has_its_end(page: str) -> None:
    markers = re.findall(r"<!-- (table|end)\b.*?-->", TEXTS[page])
    assert markers == ["table", "end"] * (len(markers) // 2)


def test_a_stale_table_is_replaced_and_the_words_around_it_stay() -> None:
    stale = "before\n<!-- table: domains -->\n| stale |\n<!-- end -->\nafter\n"
    filled = REFERENCE["filled"](stale)
    assert filled.startswith("before\n<!-- table: domains -->\n\n| domain |")
    assert filled.endswith("|\n\n<!-- end -->\nafter\n")
    assert "stale" not in filled


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        REFERENCE["filled"]("<!-- table: nonsense -->\n<!-- end -->")


@pytest.mark.parametrize("table", [DOMAINS, FUNCTIONS, METHODS], ids=["domains", "functions", "methods"])
def test_the_reference_has_every_name(table: dict[str, object]) -> None:
    page = TEXTS["docs/spec-reference.md"]
    assert [name for name in table if not re.search(rf"^\| `{name}\b", page, re.MULTILINE)] == []


def test_every_format_has_a_section() -> None:
    headings = " ".join(re.findall(r"^## (.*)$", TEXTS["docs/formats.md"], re.MULTILINE))
    assert [name for name in EXPORTERS if name not in headings.split()] == []


def test_every_command_and_option_is_explained() -> None:
    page = TEXTS["docs/command-line.md"]
    context = click.Context(commands)
    for name in COMMANDS:
        command = commands.get_command(context, name)
        assert command is not None
        (section,) = re.findall(rf"^### {name}\n(.*?)(?=^##|\Z|<!--)", page, re.MULTILINE | re.DOTALL)
        rows = re.findall(r"^\| `(.*?)` \| (.*) \|$", section, re.MULTILINE)
        explained = {word.rstrip(",") for spelt, does in rows if does.strip() for word in spelt.split()}
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert [option.opts for option in options if not explained >= set(option.opts)] == []
