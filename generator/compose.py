"""Words a variant: puts values into the prose of its family, and makes the format-neutral question.

Nothing is evaluated here, and nothing decided about grading or formats. The form (open, or a choice built
from the mistakes) is what the problem set asks for.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import blake2b
from typing import Literal, TypeAlias

from generator.answers.choice import from_mistakes, mixed
from generator.family import Family, FamilyOption, FamilyPart, Wording
from generator.maths.decimals import decimal_text
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, Shown, Worked
from generator.maths.written import written
from generator.model import (
    Blocks,
    Choice,
    Inlines,
    Math,
    Mistake,
    Option,
    Paragraph,
    Part,
    Question,
    Steps,
    Text,
)
from generator.prose.tree import Content, Where
from generator.sampling.sample import Variant
from generator.solve import Solution, SolvedPart, Values

Form: TypeAlias = Literal["open", "choice"]


def compose(family: Family, variant: Variant, solution: Solution, form: Form = "open") -> Question:
    """The question. Raises ValueError if a choice is asked of a part that has no mistakes."""
    id = identifier(family.id, form, variant.note)
    asked = iter(variant.asked)
    stem = _filled(family.question, next(asked))
    parts = []
    for part, solved in zip(family.parts, solution.parts, strict=True):
        prompt = _filled(part.prompt, next(asked)) if part.prompt else ()
        options = [_line(option.text, next(asked)) for option in part.options]
        parts.append(_part(part, solved, prompt, options, id))
    if form == "choice":
        parts = [_as_choice(part, id) for part in parts]
    return Question(
        id=id,
        family=family.id,
        index=variant.index,
        title=family.title,
        topics=family.topics,
        level=family.level,
        stem=stem,
        parts=tuple(parts),
        solution=_filled(family.solution, solution.holes),
        values=tuple([(p.name, written(variant.scope[p.name])) for p in family.parameters]),
    )


def identifier(family: str, form: str, note: bytes) -> str:
    """The content identifier of a question: its family, its form, and what identifies the variant."""
    return "q" + blake2b(f"{family}|{form}|".encode() + note, digest_size=12).hexdigest()


def _part(part: FamilyPart, solved: SolvedPart, prompt: Blocks, options: list[Inlines], id: str) -> Part:
    if solved.answer is None:
        made = [
            Option(content, right, _line(option.feedback, values) if option.feedback and wanted else ())
            for option, content, right, values, wanted in zip(
                part.options,
                options,
                solved.right,
                solved.feedback,
                map(_speaks, part.options, solved.right),
                strict=True,
            )
        ]
        return Part(part.id, prompt, mixed(made, f"{id}|{part.id}"), (), part.points)
    mistakes = [
        Mistake(answer, _line(mistake.feedback, values))
        for mistake, answer, values in zip(part.mistakes, solved.mistakes, solved.feedback, strict=True)
    ]
    return Part(part.id, prompt, solved.answer, tuple(mistakes), part.points)


def _speaks(option: FamilyOption, right: bool) -> bool:
    """Feedback of an option that is right in some variants only is written for those in which it is wrong."""
    return not right or option.right is True


def _as_choice(part: Part, id: str) -> Part:
    if isinstance(part.answer, Choice):
        return part
    return Part(part.id, part.prompt, from_mistakes(part, id), (), part.points)


def _filled(wording: Wording, values: Values) -> Blocks:
    return wording.filled(
        [_content(value, where) for value, where in zip(values, wording.places, strict=True)]
    )


def _line(wording: Wording, values: Values) -> Inlines:
    """Feedback or an option: one paragraph (`Family` lets nothing else pass), as a line."""
    (paragraph,) = _filled(wording, values)
    assert isinstance(paragraph, Paragraph)  # noqa: S101 - see above
    return paragraph.children


def _content(value: Anything, where: Where) -> Content:
    if where == "formula":
        return typeset(value)
    if where == "block":
        return (Steps(value.steps),) if type(value) is Worked else (Paragraph(in_text(value)),)
    return in_text(value)


def in_text(value: Anything) -> Inlines:
    """A value in a line of text: whole numbers, decimals and words as text, anything else as mathematics."""
    kind = type(value)
    if kind is int:
        return (Text(str(value).replace("-", "−")),)
    if kind is FiniteDecimal:
        text = decimal_text(Fraction(value), 40)
        if text is not None:
            return (Text(text.replace("-", "−")),)
    if kind is Shown:
        return (Text(value.text),)
    return (Text(value),) if kind is str else (Math(typeset(value)),)
