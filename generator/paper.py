"""One paper: the seed that it is drawn from, and the code by which it is found again.

    seed_of("week-7", "s123")                               the seed of a student's questions
    code("week-7", map(seal, questions), "s123")            what `setwright paper` is given

A student's paper depends on the set, its seed and the student's id alone: not on who else is on the roster. A code
names set and student, and has a digest of the questions and their keys, by which one sees years later that the same
paper is drawn again (prose in other words leaves it as it is). Without a roster a paper is known by its number: `/2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from generator.answers.keys import key
from generator.model import Answer, Choice, Matching, MultipleChoice, Ordering, TrueFalse, Verified
from generator.sheets.codes import MOST_PAGES, Code

NUMBERED = "/"
"""How the code of a paper that is nobody's names it: `/2` is the second. No id on a roster begins so."""

STUDENT = "\x1f"
"""What stands between the seed of a set and a student's id, in the seed of the student's questions."""


def seed_of(seed: str, student: str) -> str:
    """The seed of a student's questions. What joins the two stands in no seed and no id."""
    return f"{seed}{STUDENT}{student}"


def seal(question: Verified) -> str:
    """What a paper's code has of a question: a digest of its identifier and of the key of each part.

    An identifier knows the numbers in the question but not what is made of them: an answer that is mended in the spec
    leaves it as it is. Of what is offered, how much there is counts too, since a bubble sheet has as many rows.
    """
    told = [f"{part.id} {_offered(part.answer)} {key(part.answer)}" for part in question.parts]
    return blake2b("\n".join((question.id, *told)).encode(), digest_size=8).hexdigest()


def _offered(answer: Answer) -> int:
    """How many things there are to choose from."""
    match answer:
        case Choice(options=offered) | MultipleChoice(options=offered):
            return len(offered)
        case TrueFalse(reasons=reasons):
            return len(reasons)
        case Matching(rights=rights):
            return len(rights)
        case Ordering(items=items):
            return len(items)
    return 0


def stamp(questions: Iterable[str]) -> str:
    """Six hexadecimal digits, the same for the same questions (by their seals) in the same order."""
    return blake2b("|".join(questions).encode(), digest_size=3).hexdigest()


def code(name: str, questions: Iterable[str], student: str, page: int = 1, pages: int = 1) -> Code:
    """The code of a page of a student's paper in the set `name`; by default the paper's as a whole.

    `questions` are the seals of its questions.
    Raises ValueError if the two names are too long for one.
    """
    return Code(name, stamp(questions), student, page, pages)


def numbered(paper: int) -> str:
    """What the code of a paper without a student says instead of an id: `/2` for the second."""
    return f"{NUMBERED}{paper}"


def number_of(name: str) -> int | None:
    """The number of the paper that a code names in this way; None for the id of a student.

    Raises ValueError, in a sentence, for what is neither.
    """
    if not name.startswith(NUMBERED):
        return None
    digits = name.removeprefix(NUMBERED)
    if not re.fullmatch("[1-9][0-9]{0,5}", digits):
        raise ValueError(f"`{name}` is no number of a paper.")
    return int(digits)


def fits(name: str, student: str) -> bool:
    """Does a code hold these names, whatever the page?"""
    try:
        code(name, (), student, MOST_PAGES, MOST_PAGES)
    except ValueError:
        return False
    return True
