"""Work in processes: results in order, and an end that comes at once when something goes wrong."""

import os
import signal
import time

import pytest

from generator.engine.processes import Tick, in_order
from generator.errors import SetwrightError


def square_slowly(number: int, tick: Tick) -> int:
    time.sleep(0.05 * (3 - number % 4))
    tick(number)
    return number * number


def fail_first(number: int, tick: Tick) -> int:
    if number == 0:
        raise ValueError("the first one fails")
    time.sleep(60)
    return number


def die(number: int, tick: Tick) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_results_come_in_the_order_of_the_work(workers: int) -> None:
    steps: list[int] = []
    assert list(in_order(square_slowly, range(4), workers, steps.append)) == [0, 1, 4, 9]
    assert sum(steps) == 0 + 1 + 2 + 3


def test_nobody_waits_for_the_others_when_one_fails() -> None:
    started = time.monotonic()
    with pytest.raises(ValueError, match="the first one fails"):
        list(in_order(fail_first, range(4), 2))
    assert time.monotonic() - started < 20


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(SetwrightError, match="ended from outside"):
        list(in_order(die, range(2), 2))
