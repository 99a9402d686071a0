"""Web pages, judged by axe-core in a browser, wide and narrow, light and dark: `make test-players`.

The pages are those of all sample questions, which ask in every way. Where axe-core or a browser is missing
(.ci/install-players), they are skipped.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from players import HERE, missing
from sample_questions import HEADING, QUESTIONS, item_of

from generator.exporters.html_pages import assemble, render
from generator.model import Layout

if lacking := missing():
    pytest.skip(f"{lacking} (.ci/install-players)", allow_module_level=True)

DOCUMENTS = ("worksheet", "exam", "answer-key", "solutions", "grading")
WINDOWS = ("1200 light", "1200 dark", "320 light")

BLIND_TO_MATHML = "empty-table-header"
"""axe-core sees no text in MathML, so a heading of a table that is a formula is an empty one to it."""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("pages")
    heading = replace(HEADING, layout=Layout(colour="FFDD00", documents=DOCUMENTS))
    paths = []
    for file in assemble(heading, [render(question, item_of(question)) for question in QUESTIONS]):
        path = folder / Path(file.path).name
        with path.open("wb") as stream:
            file.write(stream)
        paths.append(path)
    run = subprocess.run(
        ["node", HERE / "judge.mjs", *paths], stdout=subprocess.PIPE, text=True, check=True, timeout=300
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_page_has_no_faults(judged: Any, document: str, window: str) -> None:
    seen = judged[f"{document}.html"][window]
    faults = [fault for fault in seen["faults"] if fault["rule"] != BLIND_TO_MATHML]
    assert faults == []
    assert all("<math" in fault["where"] for fault in seen["faults"])
    assert seen["over"] == 0
    assert seen["asked"] == []
