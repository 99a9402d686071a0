"""The questions drawn, proved and recorded, but written in no format: what ours takes beyond this is the export."""

from __future__ import annotations

from pathlib import Path

from benchmarks.ours import planned
from generator.pipeline import produce


def write(kind: str, count: int, folder: Path) -> Path:
    """Proves `count` variants with one process; `folder` is empty and ours, and holds their records then."""
    produce(planned(kind, count), (), folder)
    return folder
