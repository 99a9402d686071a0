"""Real Maxima, for tests: many expressions in, the text of each value out.

    evaluate(["1/2 + 1/3", "1/0", "2x"])     # ["5/6", None, None]

One process reads all of them, each on a line of its own as a string to be parsed, so that one that cannot be read or
has no value costs none of the others. No shell, no start-up files of the user, a time limit.

Where Maxima is missing, tests that need it are skipped; on CI they fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence

import pytest

PROGRAM = "maxima"

needs_maxima = pytest.mark.skipif(
    shutil.which(PROGRAM) is None and not os.environ.get("CI"),
    reason="Maxima is not installed (.ci/install-maxima)",
)

_ANSWER = re.compile(r"^#(\d+) (.*)$", re.MULTILINE)


class Died(Exception):
    """Maxima ended before its last line. On GCL, which Debian builds it with, it does so now and then after some
    thousand statements; so do not ask much more of one process."""


def evaluate(expressions: Sequence[str], *, before: str = "", seconds: float = 120) -> list[str | None]:
    """The value of each expression as Maxima writes it on one line; None if it has none.

    `before` holds statements, one a line, that run first. An expression may be a statement as well
    (`a: 1`, `block(…)`); what it sets stays. Raises subprocess.TimeoutExpired, and Died.
    """
    lines = ["display2d: false$", "linel: 100000$", "errormsg: false$", *before.splitlines()]
    for place, expression in enumerate(expressions):
        assert "\n" not in expression
        lines.append(f'printf(true, "~%#{place} ~a~%", string(eval_string({quoted(f"{expression};")})))$')
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [PROGRAM, "--very-quiet", f"--userdir={folder}"],
            input="\n".join([*lines, 'printf(true, "~%#end~%")$', "quit()$", ""]),
            env={**os.environ, "HOME": folder, "LANG": "C.UTF-8"},
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
        )
    if "\n#end" not in done.stdout:
        raise Died(done.stdout[-500:] + done.stderr[-500:])
    found = {int(place): text.strip() for place, text in _ANSWER.findall(done.stdout)}
    return [found.get(place) for place in range(len(expressions))]


def quoted(text: str) -> str:
    """A text as a string of Maxima."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
