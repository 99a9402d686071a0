"""Other programs beside each other: in order, not too many at once, and ended when nobody waits for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from generator.engine.programs import run, side_by_side

if os.name != "posix":
    pytest.skip("the programs are those of POSIX", allow_module_level=True)


def shell(command: str, folder: Path, timeout: float = 30) -> int | None:
    return run(["/bin/sh", "-c", command], folder, dict(os.environ), timeout)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(folder: Path) -> list[int]:
    return [int(path.read_text()) for path in folder.glob("*.pid")]


def test_a_program_tells_its_status_or_the_signal_that_ended_it(tmp_path: Path) -> None:
    assert shell("exit 0", tmp_path) == 0
    assert shell("exit 7", tmp_path) == 7
    assert shell("kill -9 $$", tmp_path) == -9


def test_a_program_that_takes_too_long_may_still_log_and_is_ended(tmp_path: Path) -> None:
    command = 'trap "echo interrupted >log; exit" INT; echo $$ >a.pid; while :; do sleep 0.05; done'
    started = time.monotonic()
    assert shell(command, tmp_path, 0.5) is None
    assert time.monotonic() - started < 5
    assert (tmp_path / "log").read_text() == "interrupted\n"
    assert not alive(*pids(tmp_path))


def test_a_program_that_obeys_nobody_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.engine.programs.PATIENCE", 0.2)
    assert shell('trap "" INT; echo $$ >a.pid; while :; do sleep 0.05; done', tmp_path, 0.5) is None
    assert not alive(*pids(tmp_path))


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_results_come_in_order_and_no_more_run_at_once_than_are_allowed(tmp_path: Path, workers: int) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def work(number: int) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        status = shell(f"sleep 0.{3 - number % 3}; exit {number}", tmp_path)
        with lock:
            now -= 1
        assert status is not None
        return status

    assert side_by_side(work, range(6), workers) == [0, 1, 2, 3, 4, 5]
    assert most == min(workers, 6)


def fail_or_sleep(folder: Path, number: int) -> None:
    if number == 0:
        while len(pids(folder)) < 1:
            time.sleep(0.02)
        raise ValueError("the first one fails")
    shell(f"echo $$ >{number}.new; mv {number}.new {number}.pid; exec sleep 60", folder, 90)


def test_when_one_fails_the_others_are_ended_and_no_more_started(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(ValueError, match="the first one fails"):
        side_by_side(partial(fail_or_sleep, tmp_path), range(5), 2)
    assert time.monotonic() - started < 20
    assert len(pids(tmp_path)) < 4
    assert not any(map(alive, pids(tmp_path)))


SLEEPERS = """\
import os, sys
from functools import partial
from pathlib import Path
from generator.engine.programs import run, side_by_side

def work(number):
    for turn in "ab":
        name = f"{number}{turn}"
        run(["/bin/sh", "-c", f"echo $$ >{name}.new; mv {name}.new {name}.pid; exec sleep 60"],
            Path(sys.argv[1]), dict(os.environ), 90)

try:
    side_by_side(work, range(4), 2)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_an_interrupt_of_this_process_alone_ends_all_programs(tmp_path: Path) -> None:
    """Ctrl-C reaches all processes of a terminal; `kill -INT`, and many an editor, one."""
    process = subprocess.Popen([sys.executable, "-c", SLEEPERS, str(tmp_path)], start_new_session=True)
    started = time.monotonic()
    while len(pids(tmp_path)) < 2:
        assert time.monotonic() - started < 30
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert len(pids(tmp_path)) == 2
    assert not any(map(alive, pids(tmp_path)))
