"""`--workers` and TeX: how many runs there are at once, and what an interrupt leaves of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_commands import setwright, snapshot

if os.name != "posix":
    pytest.skip("the programs are those of POSIX", allow_module_level=True)

REAL = shutil.which("pdflatex")

needs_tex = pytest.mark.skipif(REAL is None and not os.environ.get("CI"), reason="needs pdflatex")


def instead_of_tex(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is found under the name of the engine."""
    folder.mkdir()
    program = folder / "pdflatex"
    program.write_text(f"#!/bin/sh\n{script}")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def most_at_once(log: Path) -> int:
    """A line `+` for each run that begins and `-` for each that ends, in their order."""
    now = most = 0
    for line in log.read_text().split():
        now += 1 if line == "+" else -1
        most = max(most, now)
    assert now == 0
    return most


@pytest.fixture
def roster(folder: Path) -> Path:
    """A roster for three batches."""
    rows = [f"s{n:03},Student {n}" for n in range(110)]
    (folder / "students.csv").write_text("\n".join(["id,name", *rows]))
    return folder


@needs_tex
def test_workers_bound_the_runs_of_tex_and_change_no_byte(
    roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    instead_of_tex(
        tmp_path / "bin",
        f'echo + >>{log}\n{REAL} "$@"\nstatus=$?\necho - >>{log}\nexit $status\n',
        monkeypatch,
    )
    built = {}
    for workers in (1, 3):
        log.write_text("")
        directory = f"out/{workers}"
        run = setwright(
            "build", "tiny", "--roster", "students.csv", "--documents", "worksheet",
            "--workers", str(workers), "-o", directory,
        )  # fmt: skip
        assert (run.code, run.err) == (0, "")
        assert log.read_text().count("+") == 4  # the preamble, and three batches
        assert most_at_once(log) == workers
        built[workers] = snapshot(roster / directory)
    assert len(built[1]) > 110
    assert built[1] == built[3]


@needs_tex
def test_workers_bound_the_documents_of_a_set_as_well(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    instead_of_tex(
        tmp_path / "bin",
        f'echo + >>{log}\n{REAL} "$@"\nstatus=$?\necho - >>{log}\nexit $status\n',
        monkeypatch,
    )
    for workers in (1, 2):
        log.write_text("")
        run = setwright("build", "tiny", "--to", "pdf", "--workers", str(workers), "-o", f"out/{workers}")
        assert (run.code, run.err) == (0, "")
        assert most_at_once(log) == workers
    assert snapshot(folder / "out/1") == snapshot(folder / "out/2")


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_the_runs_of_tex_and_leaves_nothing_behind(
    roster: Path, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This engine dumps no format, and then never ends; the interrupt is for our process alone."""
    instead_of_tex(
        tmp_path / "bin",
        f'case "$*" in *-ini*) exit 1;; esac\necho $$ >{tmp_path}/$$.new\n'
        f"mv {tmp_path}/$$.new {tmp_path}/$$.pid\nexec sleep 100\n",
        monkeypatch,
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    before = snapshot(roster)
    command = [sys.executable, "-m", "generator", "build", "tiny", "--roster", "students.csv"]
    with subprocess.Popen(
        [*command, "--workers", str(workers)],
        cwd=roster,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            started = time.monotonic()
            while len(list(tmp_path.glob("*.pid"))) < workers:
                assert process.poll() is None, process.communicate()
                assert time.monotonic() - started < 60
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert told.strip().endswith("Interrupted.")
    assert list(scratch.iterdir()) == []
    assert snapshot(roster) == before
    for path in tmp_path.glob("*.pid"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.stem), 0)
