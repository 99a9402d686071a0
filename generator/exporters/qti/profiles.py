"""Systems that want something otherwise than all others, as a table: what `--profile` can name.

Owns the differences as data, each with its source; the modules beside it ask for them where they matter. A difference
stands here only if something breaks, is lost or cannot be edited without it.

    >>> PROFILES["openolat"].solution
    'SOLUTIONMODAL'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Profile:
    """One system: its name for people, the formats that are written for it, and what it wants otherwise.

    `templates`  a standard template of response processing wherever one means the same as rules of our own
    `rules`      rules of our own are carried out; else a question must be such that a standard template marks it
    `tolerance`  a number that is not exact is compared by `equal` with a tolerance, instead of by bounds
    `verdict`    the outcome FEEDBACK says how good an answer is, and what is shown hangs on it
    `solution`   the outcome that shows the worked solution
    `rubrics`    a rubric block of an item is shown to graders
    `external`   the score of a part marked by hand is declared so, in versions whose schema has it
    `test`       a package holds a test that draws the questions
    `labels`     where topics, level and family stand in the metadata of a resource
    """

    title: str
    formats: tuple[str, ...]
    templates: bool = False
    rules: bool = True
    tolerance: bool = False
    verdict: bool = False
    solution: str = "SOLUTION"
    rubrics: bool = True
    external: bool = False
    test: bool = True
    labels: Literal["keyword", "taxon"] = "keyword"


PLAIN = Profile("", ())
"""For all systems alike."""

PROFILES: dict[str, Profile] = {
    # Blackboard Help, "QTI packages": questions with "the optional QTI response processing" are skipped; true/false,
    # multiple choice, multiple answer, one blank and essay are taken in; points of single answers are not kept.
    "blackboard": Profile("Blackboard", ("qti21",), templates=True, rules=False),
    # Inspera Knowledge Base, "Question Banks": packages of items, whose own rules set FEEDBACK to one of a few values;
    # labels by taxonpath. Its exports have feedback on that outcome only. R/exams, exams2inspera: no test.
    "inspera": Profile("Inspera", ("qti21",), verdict=True, test=False, labels="taxon"),
    # OpenOLAT: QTI21ContentPackage.java (tests of QTI 2.1 only), FIBAssessmentItemBuilder.java (its editor takes a
    # number without `equal` for an exact one), AssessmentObjectComponentRenderer.java (SOLUTIONMODAL; no rubrics).
    "openolat": Profile("OpenOlat", ("qti21",), tolerance=True, solution="SOLUTIONMODAL", rubrics=False),
    # oat-sa/extension-tao-itemqti: ParserFactory.php (rules other than the templates are "custom", which its editor
    # can only throw away); oat-sa/qti-sdk (externalScored from 2.2 on).
    "tao": Profile("TAO", ("qti21", "qti22", "qti30"), templates=True, external=True),
}
"""The word of `--profile` → the system."""


def profile(name: str, format: str) -> Profile:
    """The profile of this name, if the format knows it; else the plain one."""
    found = PROFILES.get(name, PLAIN)
    return found if format in found.formats else PLAIN


def titles(format: str) -> dict[str, str]:
    """The profiles that a format knows: their words and the systems' names."""
    return {name: profile.title for name, profile in PROFILES.items() if format in profile.formats}
