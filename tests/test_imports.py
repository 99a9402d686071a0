"""Imports run one way. The table is the order; the imports are read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import generator

ROOT = Path(generator.__file__).parent

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": set(),
    "resources": {"errors"},
    "maths": {"model", "errors"},
    "answers": {"maths", "model", "errors"},
    "methods": {"maths", "model", "errors"},
    "prose": {"maths", "model", "errors"},
    "spec": {"maths", "model", "errors", "answers", "prose"},
    "figures": {"maths", "model", "errors"},
    "roster": {"spec", "model", "errors"},
    "family": {
        "spec", "prose", "sampling.parameters", "answers", "methods", "figures", "maths", "model", "errors",
    },
    "translate": {"model", "resources", "errors"},
    "localise": {"translate", "model"},
    "wording": {
        "solve", "sampling", "answers", "family", "localise", "prose", "maths", "model", "errors",
    },
    "difficulty": {"sampling", "family", "maths", "model", "errors"},
    "sampling": {"maths", "model", "errors", "family"},
    "consequences": {"answers", "family", "maths", "model", "errors"},
    "solve": {"consequences", "sampling", "answers", "family", "maths", "model", "errors"},
    "hints": {"solve", "wording", "translate", "answers", "family", "maths", "model"},
    "compose": {
        "solve", "sampling", "answers", "family", "hints", "wording", "localise", "maths", "model", "errors",
    },
    "offered": {"answers", "family", "model", "errors"},
    "verify": {"offered", "solve", "sampling", "answers", "family", "maths", "model", "errors"},
    "answer_sheet": {"sheets", "answers", "model", "errors"},
    "exporters": {
        "answer_sheet", "paper", "sheets", "answers", "translate", "engine", "maths", "model", "errors", "resources",
    },
    "sheets": {"model", "errors"},
    "engine": {"errors"},
    "sets": {"sheets", "spec", "prose", "maths", "model", "errors", "resources"},
    "draw": {
        "paper", "sheets", "answers", "difficulty", "verify", "compose", "solve", "sampling", "family",
        "engine", "maths", "model",
        "errors",
    },
    "provenance": {"paper", "sheets", "model", "errors", "maths", "answers", "family", "exporters"},
    "paper": {"sheets", "answers", "model", "errors"},
    "spreadsheets": set(),
    "answer_table": {"spreadsheets", "paper", "provenance", "exporters", "engine", "model", "errors"},
    "plan": {
        "answer_sheet", "paper", "draw", "sets", "compose", "family", "exporters", "spec", "prose", "model", "errors",
    },
    "pipeline": {
        "plan", "answer_table", "paper", "provenance", "draw", "engine", "exporters", "model", "errors",
    },
    "examine": {
        "pipeline", "plan", "draw", "difficulty", "sets", "sampling", "family", "exporters", "answers", "engine",
        "model",
        "errors",
    },
    "output": {
        "pipeline", "provenance", "draw", "sets", "exporters", "sampling", "family", "engine", "model",
        "errors",
    },
    "scanning": {
        "answer_sheet", "spreadsheets", "roster", "paper", "pipeline", "plan", "sheets", "exporters", "engine",
        "spec", "resources", "model", "errors",
    },
    "cli": {
        "scanning",
        "answer_sheet", "output", "examine", "pipeline", "plan", "paper", "roster", "sheets", "provenance", "draw",
        "sets", "compose", "engine", "verify", "solve",
        "sampling", "family", "exporters", "spec", "prose", "methods", "answers", "maths", "model", "errors",
        "resources",
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
"""For each part of the package, the parts it may import; itself always. A part is a folder or a module of the
top level. One folder is split: `sampling.parameters` and `sampling.domains` draw one value, and a family holds
them; `sampling.sample` draws variants of a family."""

LEAVES_OF_SAMPLING = {"sampling.parameters", "sampling.domains"}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, without the package's name: `maths.values`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are written in full"
            module = node.module or ""
            found.add(module)
            found |= {f"{module}.{alias.name}" for alias in node.names if is_module(f"{module}.{alias.name}")}
    return {name.removeprefix("generator.") for name in found if name.startswith("generator.")}


def is_module(name: str) -> bool:
    place = ROOT.parent.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").exists()


def allowed(module: str, parts: set[str]) -> bool:
    return module.partition(".")[0] in parts or module in parts


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_is_below_it(path: Path) -> None:
    part = part_of(path)
    assert part in MAY_IMPORT, f"{part} is new: give it a row in this table"
    above = {module for module in imported(path) if not allowed(module, MAY_IMPORT[part] | {part})}
    assert not above


@pytest.mark.parametrize("name", sorted(LEAVES_OF_SAMPLING))
def test_what_a_family_holds_does_not_know_families(name: str) -> None:
    path = ROOT.joinpath(*name.split(".")).with_suffix(".py")
    assert not {
        module for module in imported(path) if module.startswith("family") or module == "sampling.sample"
    }


def test_the_table_itself_runs_one_way() -> None:
    done: set[str] = set()
    rest = {part: {name.partition(".")[0] for name in below} for part, below in MAY_IMPORT.items()}
    rest["family"].discard("sampling")  # its leaves only, see above
    while rest:
        ready = {part for part, below in rest.items() if below - {part} <= done}
        assert ready, f"a circle among {sorted(rest)}"
        done |= ready
        for part in ready:
            del rest[part]


def test_every_row_stands_for_something() -> None:
    assert set(MAY_IMPORT) == {part_of(path) for path in modules()}


def test_the_maths_never_hands_text_to_sympy_or_python() -> None:
    """Text of a spec is read by `ast.parse` alone."""
    banned = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "S"}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.id if isinstance(function, ast.Name) else ""
                if isinstance(function, ast.Attribute) and ast.unparse(function.value) in (
                    "sympy",
                    "builtins",
                ):
                    name = function.attr
                assert name not in banned, f"{path.name} calls {name}"
