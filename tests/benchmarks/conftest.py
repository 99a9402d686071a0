"""Lets the tests of this folder import the benchmarks, and the Moodle reader of the exporters' tests."""

from __future__ import annotations

import sys
from pathlib import Path

_TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(_TESTS / "exporters"), str(_TESTS.parent)]
