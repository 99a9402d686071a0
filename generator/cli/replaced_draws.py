"""Draws that met all requirements, could not be proved and were replaced by the next: told in words.

That is ordinary: for some numbers a mistake gives the right answer. The reasons are those of `Draw.failed`,
each with its place before it: `line 13: this mistake leads to the right answer`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping


def replaced_lines(failed: Mapping[str, int]) -> Iterator[str]:
    """For one family: how many draws were replaced and why, a line for each place in its spec."""
    for reason, count in failed.items():
        place, _, message = reason.partition(": ")
        yield f"{_draws(count)} in which {_any(message)} ({place})"


def replaced_in_all(failed: Mapping[str, int]) -> str:
    """For all families of a build: `3 draws replaced, in which a mistake leads to the right answer`."""
    counts: Counter[str] = Counter()
    for reason, count in failed.items():
        counts[_any(reason.partition(": ")[2])] += count
    told = f"{_draws(counts.total())} replaced"
    if len(counts) == 1:
        return f"{told}, in which {next(iter(counts))}"
    return f"{told}: {', '.join(f'{count:,} in which {message}' for message, count in counts.most_common())}"


def _draws(count: int) -> str:
    return f"{count:,} draw{'' if count == 1 else 's'}"


def _any(message: str) -> str:
    """A reason without the words that belong to its place in the spec, or to the draw."""
    general = message.replace("this mistake", "a mistake").replace("one before it", "another")
    return general.removesuffix(" in this draw")
