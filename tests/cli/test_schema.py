"""The JSON schema takes what we take, and marks the slips that an editor can see."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_commands import setwright
from jsonschema import Draft202012Validator

SPECS = Path(__file__).parents[2] / "problem_specs"
SPEC_FILES = sorted(path for path in SPECS.rglob("*.yaml") if path.parent.name != "sets")
SET_FILES = sorted((SPECS / "sets").glob("*.yaml"))


def validator(what: str) -> Draft202012Validator:
    schema = json.loads(setwright("schema", what).out)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def spec() -> Draft202012Validator:
    return validator("spec")


@pytest.mark.parametrize("path", SPEC_FILES, ids=lambda path: path.stem)
def test_every_spec_that_ships_fits(path: Path, spec: Draft202012Validator) -> None:
    assert not list(spec.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8"))))


def test_every_set_that_ships_fits() -> None:
    sets = validator("set")
    for path in SET_FILES:
        assert not list(sets.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8"))))


GOOD: dict[str, Any] = {
    "title": "A sum",
    "topics": ["sums"],
    "level": "intro",
    "question": {"en": "What?", "de": "Was?"},
    "parts": [{"kind": "number", "answer": "1 + 2", "certificate": "value - 2 == 1"}],
    "solution": "It is 3.",
}


def test_a_good_spec_fits(spec: Draft202012Validator) -> None:
    assert not list(spec.iter_errors(GOOD))


@pytest.mark.parametrize(
    "slip",
    [
        {"titel": "A sum"},
        {"level": "hard"},
        {"question": {"xx": "What?"}},
        {"parts": []},
        {"parts": [{"kind": "numbr", "answer": "1", "certificate": "value == 1"}]},
        {"parts": [{"kind": "number", "answer": "1"}]},
        {"parts": [{"kind": "matching", "pairs": [{"left": "one"}]}]},
        {"parts": [{"kind": "choice", "options": [{"text": "one"}]}]},
    ],
    ids=str,
)
def test_a_slip_does_not(slip: dict[str, Any], spec: Draft202012Validator) -> None:
    assert list(spec.iter_errors(GOOD | slip))


def test_every_key_says_what_it_is_for(spec: Draft202012Validator) -> None:
    described = [spec.schema, *spec.schema["$defs"].values()]  # type: ignore[index]
    for model in described:
        for key, value in model.get("properties", {}).items():
            assert value.get("description"), key
            assert "examples" in value or value.get("type") == "array", key
