"""QTI 1.2 in the dialect that Canvas imports, both into classic quizzes and into New Quizzes.

item        one question as items of Canvas (`render`)
plan        how each part is asked; `blanks`, `closed` and `values` do it
markup      prose as Canvas takes it
package     the quiz, with a question group for each family, and its manifest (`assemble`)

fragment = render(question, item)         # fragment.body is a `Body`
package, = assemble(heading, fragments)   # package.path == "qti12/<set>.zip"
"""

from __future__ import annotations

from generator.exporters.losses import BRACKETS_SHOWN
from generator.exporters.qti12.closed import AS_MATCHING
from generator.exporters.qti12.item import NAME, Body, preview, render
from generator.exporters.qti12.package import assemble
from generator.exporters.sampled import OR_VALUES

DESCRIPTION = "QTI 1.2 package for Canvas (classic quizzes and New Quizzes): a question group per family"
PROFILES: dict[str, str] = {}
_EXACT_ONLY = "typed if every number is an exact short decimal, else a choice"
_ENTRIES = f"{_EXACT_ONLY}; up to scale, or with expressions in it, a choice"
ABILITIES = {
    "number": "typed if every number is a short decimal or has a tolerance, else a choice; its unit is printed",
    "expression": OR_VALUES,
    "vector": _ENTRIES,
    "matrix": _ENTRIES,
    "set": f"{_EXACT_ONLY}; in increasing order",
    "interval": f"{BRACKETS_SHOWN}; a choice if an end is at infinity or has no exact short decimal",
    "text": "typed, but capitals do not count, and spaces between words do",
    "choice": "",
    "multiple": "a wrong option costs as much as a right one gives",
    "true/false": "",
    "matching": "what stands on the right is plain text",
    "ordering": AS_MATCHING,
    "essay": "the rubric stands after the worked solution",
}

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "PROFILES", "Body", "assemble", "preview", "render"]
