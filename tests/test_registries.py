"""The tables of the package agree with its files, with each other, and with what a spec may say."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import generator
import generator.answers
import generator.exporters
import generator.maths.functions
import generator.methods
from generator.answers import ANSWERS, CLOSED, OPEN
from generator.draw import draw
from generator.errors import UnknownName
from generator.exporters import EXPORTERS, exporter
from generator.maths.function import Function
from generator.methods import FAMILIES, METHODS
from generator.sampling.domains import DOMAINS
from generator.spec.kinds import KINDS
from tests.families import family

ROOT = Path(generator.__file__).parent
TEMPLATES = ROOT.parent / "templates"

WRITTEN_BY_OTHERS = {"latex", "qti21", "qti22", "qti30"}
"""Formats without templates of their own: `latex` writes what `pdf` prints, and `qti` writes its versions."""

OF_ANOTHER_NAME = {"html": "html_pages"}
"""Formats whose module cannot have their name: `html` writes the prose of all formats of HTML."""

SHARED_BY_EXPORTERS = {
    "base",
    "decimals",
    "escape",
    "figures",
    "formulas",
    "html",
    "labels",
    "literal",
    "losses",
    "package",
    "packages",
    "plain_text",
    "prompts",
    "qti",
    "remarks",
    "sampled",
    "spellings",
    "words",
    "xml_templates",
}

HELPERS_OF_METHODS = {"data", "layout", "nearness", "numerals", "results", "wording"}
"""Modules that methods share, which are no family of them."""


def modules_in(package: object) -> set[str]:
    return {module.name for module in pkgutil.iter_modules(package.__path__)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_is_what_the_table_says(name: str) -> None:
    module = exporter(name)
    assert name == module.NAME
    assert EXPORTERS[name] == f"generator.exporters.{OF_ANOTHER_NAME.get(name, name.replace('-', '_'))}"
    assert module.DESCRIPTION
    assert "\n" not in module.DESCRIPTION
    assert set(module.ABILITIES) == set(KINDS)
    assert all(word and title for word, title in module.PROFILES.items())
    assert callable(module.render)
    assert callable(module.assemble)
    assert callable(module.preview)


def test_every_exporter_module_stands_in_the_table() -> None:
    modules = {module.rpartition(".")[2] for module in EXPORTERS.values()}
    assert modules_in(generator.exporters) - SHARED_BY_EXPORTERS == modules


def test_templates_belong_to_exporters() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders - {"new", "steps", "qti", "scan"} == set(EXPORTERS) - WRITTEN_BY_OTHERS


def test_an_unknown_format_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(UnknownName) as caught:
        exporter("moodel")
    assert "moodle" in caught.value.hint


def test_kinds_of_answer_are_those_of_a_spec() -> None:
    assert set(ANSWERS) == set(KINDS)
    assert set(KINDS) - set(OPEN) - set(CLOSED) == {"essay"}


def test_every_file_of_methods_is_a_family_of_them() -> None:
    modules = {
        name: importlib.import_module(f"generator.methods.{name}") for name in modules_in(generator.methods)
    }
    tables = {name: module.TABLE for name, module in modules.items() if hasattr(module, "TABLE")}
    assert set(modules) - set(tables) == HELPERS_OF_METHODS
    assert {id(table) for table in tables.values()} == {id(table) for table in FAMILIES.values()}


@pytest.mark.parametrize("row", METHODS.values(), ids=lambda row: row.name)
def test_a_method_gives_a_value_and_steps(row: Function) -> None:
    assert row.summary
    assert "(" in row.example


def test_every_file_of_functions_is_an_area() -> None:
    files = modules_in(generator.maths.functions)
    tables = {id(importlib.import_module(f"generator.maths.functions.{name}").TABLE) for name in files}
    assert tables == {id(table) for table in generator.maths.functions.AREAS.values()}


DOMAIN_EXAMPLES = {**{row.name: row.example for row in DOMAINS.values()}, "choice": "choice(1, 2/3, sqrt(2))"}


@pytest.mark.parametrize("text", DOMAIN_EXAMPLES.values(), ids=DOMAIN_EXAMPLES)
def test_a_domain_can_be_used_in_a_spec(text: str) -> None:
    made = family(f"""
        parameters:
          p: {text}
        question: Look at ${{{{ p }}}}$.
        parts:
          - kind: choice
            options:
              - text: Yes
                right: true
              - text: No
        solution: Yes.
        """)
    asked = draw(made, "1")
    assert [asked(index).values[0][0] for index in range(2)] == ["p", "p"]


@pytest.mark.parametrize("row", DOMAINS.values(), ids=lambda row: row.name)
def test_a_domain_says_what_it_is(row: object) -> None:
    assert row.signature.startswith(f"{row.name}(")  # type: ignore[attr-defined]
    assert row.example.startswith(f"{row.name}(")  # type: ignore[attr-defined]
    assert row.summary  # type: ignore[attr-defined]
