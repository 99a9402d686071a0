"""A family: a problem spec, compiled. Everything that does not depend on numbers is done once, here.

`asks` holds what a part asks for, `compiler` makes families from specs.
"""

from __future__ import annotations

from generator.family.asks import (
    AskChoice,
    AskEssay,
    AskMatching,
    AskOrdering,
    Asks,
    AskTyped,
    AskVerdict,
    FamilyMistake,
    FamilyOption,
    FamilyPart,
    Located,
    Wording,
    certificates,
    decided,
    offered,
)
from generator.family.compiler import FAIRNESS, compile_family
from generator.family.family import Definition, Family

__all__ = [
    "FAIRNESS",
    "AskChoice",
    "AskEssay",
    "AskMatching",
    "AskOrdering",
    "AskTyped",
    "AskVerdict",
    "Asks",
    "Definition",
    "Family",
    "FamilyMistake",
    "FamilyOption",
    "FamilyPart",
    "Located",
    "Wording",
    "certificates",
    "compile_family",
    "decided",
    "offered",
]
