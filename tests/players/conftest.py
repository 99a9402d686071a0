"""Lets the tests of this folder import the sample questions and oracles of the exporters' tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "exporters"))
