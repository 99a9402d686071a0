"""Worksheets as PDF: a shipped problem set, from its specs to one file with `count` different papers.

Only the worksheet is written, not its answer key and solutions.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.ours import ROOT
from generator.pipeline import assemble, produce
from generator.plan import prepare
from generator.sets.library import Library
from generator.sets.load import load_set


def write(name: str, count: int, folder: Path) -> Path:
    """Writes the worksheet of `count` papers of a set, and returns the file; `folder` is empty and ours."""
    library = Library.open(None, ROOT)
    problem_set = replace(load_set(library.find_set(name), name), papers=count)
    plan = prepare(problem_set, library, variants=count)
    drawn = produce(plan, ("pdf",), folder)
    worksheet = next(assemble(plan, drawn, ("pdf",)))
    written = folder / "worksheet.pdf"
    with written.open("wb") as stream:
        worksheet.write(stream)
    return written
