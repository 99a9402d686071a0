"""Essays: free texts, marked by a person after a rubric. Nothing here grades."""

from __future__ import annotations

from typing import NoReturn

from generator.answers.options import Options
from generator.answers.responses import Response
from generator.maths.values import Anything, MathsError
from generator.model import Essay


def make(_value: Anything, _options: Options) -> NoReturn:
    """An essay has a rubric, not a value."""
    raise MathsError("an essay has a rubric, not an answer")


def same(key: Essay, other: Essay) -> bool:
    """Are two essays marked after the same rubric?"""
    return key.rubric == other.rubric


def judge(_answer: Essay, _response: Response) -> NoReturn:
    """Raises ValueError: an essay has no credit that a program could tell."""
    raise ValueError("an essay is marked by a person")


def samples(_answer: Essay) -> list[tuple[Response, None]]:
    """Texts that no grader may give credit to by itself."""
    return [("", None), ("Since the function is continuous, it has a largest value.", None)]
