"""“Did you mean …?”: the nearest of the words that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question that ends in `?`, or an empty string if no known word is near. Upper case does not count."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower()[:100], by_lower, n=1, cutoff=0.6)
    return f"Did you mean `{by_lower[near[0]]}`?" if near else ""


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a phrase: `a`, `b` and `c`."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
