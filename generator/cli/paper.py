"""`setwright paper`: the key of a student's paper, drawn again from the code on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.layout import wrapped
from generator.cli.options import language_option, open_library, repeatable, specs_option
from generator.errors import SetwrightError, UnknownName, VerificationError

if TYPE_CHECKING:
    from generator.model import Heading, Item, Verified
    from generator.sheets.codes import Code


@click.command()
@click.argument("code")
@click.option(
    "--set", "problem_set", metavar="SET", help="The set, if it is not found by the name in the code."
)
@click.option("--seed", metavar="TEXT", help="The seed of the build, if it was not that of the set.")
@click.option(
    "--variants",
    type=click.IntRange(min=1),
    metavar="N",
    help="The variants of the build, if they were given there.",
)
@click.option("--questions", is_flag=True, help="Print what is asked, too.")
@language_option
@specs_option
def command(
    code: str,
    problem_set: str | None,
    seed: str | None,
    variants: int | None,
    questions: bool,
    language: str | None,
    specs: Path | None,
) -> None:
    """Print the key of the paper with this CODE, which stands on its pages and in `answers.csv`.

    It is drawn again from the set, its seed, and the student or the number of the paper in the code. If a family or the
    set has changed since, so that other questions or other keys come out, that is told, and no key is shown.
    """
    read, number = _read(code)
    library = open_library(specs)
    try:
        path = library.find_set(problem_set or read.set)
    except UnknownName as error:
        raise UnknownName(error.message, f"{error.hint} Name it with `--set`.") from None

    from generator.model import Student
    from generator.paper import seal, stamp
    from generator.pipeline import paper_of
    from generator.plan import prepare
    from generator.sets.load import load_set

    wanted = load_set(path, library.shown_as(path))
    if wanted.name != read.set:
        message = f"This is a paper of the set `{read.set}`, not of `{wanted.name}`."
        raise UnknownName(message, "Name the set that it was built from.")
    students = (Student(read.paper, ""),) if number is None else ()
    plan = prepare(wanted, library, variants if number else None, seed, language, students=students)
    if number and number > plan.heading.papers:
        raise UnknownName(
            f"The set has {plan.heading.papers} papers, no paper {number}.", "Read the code again."
        )
    try:
        drawn = list(paper_of(plan, number or 1))
    except VerificationError as error:
        raise repeatable(error, specs) from None
    if stamp(map(seal, drawn)) != read.build:
        whom = "this paper" if number else "this student"
        message = f"This is not the paper that was printed: other questions, or other keys, are drawn for {whom} now."
        given = "`--seed`, `--variants` and `--language`" if number else "`--seed` and `--language`"
        hint = (
            f"A family or the set has changed since (`answers.csv` of the build has the key of then); or give the "
            f"{given} of the build here, too."
        )
        raise SetwrightError(message, hint)
    click.echo("\n".join(_shown(plan.heading, read, drawn, questions)))


def _read(code: str) -> tuple[Code, int | None]:
    """The code that was typed, in small letters perhaps; the number of its paper, if it is nobody's.

    Raises UnknownName if it is none.
    """
    from generator.paper import number_of
    from generator.sheets.codes import parsed

    try:
        read = parsed("".join(code.split()).upper())
        return read, number_of(read.paper)
    except ValueError as error:
        message = str(error)
        raise UnknownName(message, "A code looks like SW1:WEEK-7:3FA9C1:S123:1/2:1ED8.") from None


def _shown(heading: Heading, code: Code, drawn: Sequence[Verified], asked: bool) -> Iterator[str]:
    from generator.paper import number_of

    yield heading.title
    number = number_of(code.paper)
    yield f"paper {f'{number} of {heading.papers}' if number else f'of {code.paper}'}, seed {heading.seed}"
    for item, question in zip(heading.items, drawn, strict=True):
        yield ""
        yield from _question(item, question, asked)


def _question(item: Item, question: Verified, asked: bool) -> Iterator[str]:
    from generator.answers.keys import key
    from generator.cli.prose_text import lines

    yield f"{item.number}. {question.title} ({_points(item.points)})"
    yield f"   {question.family}, id {question.id}"
    if asked:
        yield from (f"   {line}".rstrip() for line in lines(question.stem))
    for part in question.parts:
        if asked:
            yield from (f"   {line}".rstrip() for line in lines(part.prompt))
        label = f"   {part.id}: " if len(question.parts) > 1 else "   ✓ "
        yield from wrapped(key(part.answer) or "an essay", label, " " * len(label))


def _points(points: Fraction) -> str:
    return "1 point" if points == 1 else f"{points} points"
