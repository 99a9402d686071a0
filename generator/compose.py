"""Words a variant: puts values into the prose of its family, and makes the format-neutral question.

Nothing is evaluated here, but expressions at points (`answers.sampled`), and nothing decided about grading or formats.
The form is what the problem set asks for: open, a choice built from the mistakes, or open with values of expressions.
How the parts are worded stands in `wording`.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal, TypeAlias

from generator.answers.choice import from_mistakes
from generator.answers.sampled import with_samples
from generator.family import Family
from generator.hints import hints_of
from generator.localise import localised
from generator.maths.written import written
from generator.model import OPEN_ANSWERS, Part, Question
from generator.sampling.sample import Variant
from generator.solve import Solution
from generator.wording import Words, part_of

Form: TypeAlias = Literal["open", "choice", "values"]


def compose(family: Family, variant: Variant, solution: Solution, form: Form = "open") -> Question:
    """The question. Raises ValueError if a choice is asked of a part that has no mistakes."""
    id = identifier(family.id, form, family.language, variant.note)
    words = Words(family.language, variant.scope)
    asked = iter(variant.asked)
    stem = words.blocks(family.question, next(asked))
    parts = [
        part_of(words, part, solved, asked, f"{id}|{part.id}")
        for part, solved in zip(family.parts, solution.parts, strict=True)
    ]
    worked = words.blocks(family.solution, solution.holes)
    hints = hints_of(words, family, solution, stem, parts, worked)
    if form == "choice":
        parts = [_as_choice(part, id) for part in parts]
    elif form == "values":
        parts = [with_samples(part, parts) for part in parts]
    question = Question(
        id=id,
        family=family.id,
        index=variant.index,
        title=family.title,
        topics=family.topics,
        level=family.level,
        stem=stem,
        parts=tuple(parts),
        solution=worked,
        values=tuple([(p.name, written(variant.scope[p.name])) for p in family.parameters]),
        language=family.language,
        hints=hints,
    )
    return question if family.language == "en" else localised(question)


def identifier(family: str, form: str, language: str, note: bytes) -> str:
    """The content identifier of a question: its family, form and language, and what identifies the variant.

    (Questions in English had identifiers before there were other languages; they keep them.)
    """
    spoken = "" if language == "en" else f"{language}|"
    return "q" + blake2b(f"{family}|{form}|{spoken}".encode() + note, digest_size=12).hexdigest()


def _as_choice(part: Part, id: str) -> Part:
    if not isinstance(part.answer, OPEN_ANSWERS):
        return part
    return Part(part.id, part.prompt, from_mistakes(part, id), (), part.points, part.follows)
