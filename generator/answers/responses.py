"""Responses: what a student gives, as texts, looked over before any kind of answer reads it.

A response may be anything at all; what is no text, or a text longer than anybody types, is refused here with a
ValueError. What a text means is for the kinds.

    >>> texts(("1", ""), 2)
    ('1', '')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

Response: TypeAlias = Any
"""A text; or a tuple of texts, where an answer has several places to fill (see the kinds)."""

MAX_TEXT = 2_000
"""Longest text, in characters."""

_NUMBER = re.compile(r"[0-9]{1,4}")


def one_text(response: Response) -> str:
    """The response as one text. Raises ValueError if it is none."""
    if not isinstance(response, str):
        raise ValueError("a text is expected")
    if len(response) > MAX_TEXT:
        raise ValueError(f"the text is longer than {MAX_TEXT:,} characters")
    return response


def several_texts(response: Response) -> tuple[str, ...]:
    """The response as texts, however many. Raises ValueError if it is one text, or anything else."""
    if isinstance(response, str) or not isinstance(response, Sequence):
        raise ValueError("several texts are expected")
    return tuple(map(one_text, response))


def texts(response: Response, count: int) -> tuple[str, ...]:
    """The response as that many texts. Raises ValueError if it is anything else."""
    found = several_texts(response)
    if len(found) != count:
        raise ValueError(f"{count} texts are expected, not {len(found)}")
    return found


def number_of(text: Response, count: int) -> int:
    """The number of one of `count` things on offer, from 0. Raises ValueError if there is none with it."""
    if not _NUMBER.fullmatch(one_text(text)) or int(text) >= count:
        raise ValueError(f"a number from 0 to {count - 1} is expected")
    return int(text)


def numbers_of(response: Response, count: int) -> tuple[int, ...]:
    """The numbers of several of `count` things, each at most once. Raises ValueError for anything else."""
    found = tuple([number_of(text, count) for text in several_texts(response)])
    if len(frozenset(found)) != len(found):
        raise ValueError("a number is given twice")
    return found
