"""The questions as Setwright writes them: spec to Moodle XML, by the same three calls as `setwright build`.

Everything is in: loading and compiling the spec, drawing without repetition, answers, mistakes, proof, worked
solutions, feedback, and the files.
"""

from __future__ import annotations

from pathlib import Path

from generator.exporters import exporter
from generator.pipeline import assemble, produce
from generator.plan import Plan, prepare
from generator.sets.library import Library
from generator.sets.load import load_set

SPECS = Path(__file__).parent / "specs"
ROOT = Path(__file__).parent.parent
FORMATS = ("moodle",)
for _name in FORMATS:
    exporter(_name)  # imported when it is first asked for, which would else be on the clock


def planned(kind: str, count: int) -> Plan:
    """The plan of a kind, with `count` variants."""
    library = Library.open(SPECS, ROOT)
    path = library.find_set(kind)
    return prepare(load_set(path, kind), library, variants=count)


def write(kind: str, count: int, folder: Path) -> list[Path]:
    """Writes `count` variants with one process, and returns the files; `folder` is empty and ours."""
    plan = planned(kind, count)
    drawn = produce(plan, FORMATS, folder)
    written = []
    for file in assemble(plan, drawn, FORMATS):
        written.append(folder / Path(file.path).name)
        with written[-1].open("wb") as stream:
            file.write(stream)
    return written
