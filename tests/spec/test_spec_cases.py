"""Broken specs and what their authors are told: `cases/<name>.yaml` and `cases/<name>.txt`.

To add a case write the YAML, run `pytest --accept tests/spec` and read the message as its author would.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import SpecError
from generator.spec.load import load_spec

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_message(path: Path, golden: Callable[[Path, str], None]) -> None:
    with pytest.raises(SpecError) as caught:
        load_spec(path, path.stem, path.name)
    golden(path.with_suffix(".txt"), caught.value.render() + "\n")


def test_every_expectation_has_its_case() -> None:
    stems = {path.stem for path in CASES}
    assert [path.name for path in CASES[0].parent.glob("*.txt") if path.stem not in stems] == []
    assert len(stems) > 20
