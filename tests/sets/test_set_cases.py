"""Broken problem sets and what their authors are told: `cases/<name>.yaml` and `cases/<name>.txt`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import SpecError
from generator.sets.library import Library
from generator.sets.load import load_set

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_message(path: Path, golden: Callable[[Path, str], None], tmp_path: Path) -> None:
    for name, topic in (("eigen/eigenvalues", "eigenvalues"), ("chance/bayes", "probability")):
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir()
        file.write_text(f"title: {name}\ntopics: [{topic}]\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        Library((tmp_path,), tmp_path).resolve(load_set(path, path.name))
    golden(path.with_suffix(".txt"), caught.value.render() + "\n")
