"""Runs `play.mjs`: responses in, what two players made of them out. Says what is missing where it cannot run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLAYERS = ("qti-components", "qti3-item-player")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing() -> str:
    """What is not installed of all that it takes; "" if nothing."""
    there = {
        "node": shutil.which("node"),
        "a Chromium": os.environ.get("CHROMIUM") or any(map(shutil.which, _BROWSERS)),
        "the players": (HERE / "node_modules").is_dir(),
    }
    return ", ".join(f"no {what}" for what, found in there.items() if not found)


def play(package: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """What is seen of the unpacked package, item by item; the head of `play.mjs` says in which words both are told."""
    run = subprocess.run(
        ["node", HERE / "play.mjs", package],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=300,
    )
    seen: dict[str, Any] = json.loads(run.stdout)
    return seen
