"""`setwright show`: one proved variant, for the author's eyes: all that students see, and do not see."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from generator.cli.layout import wrapped
from generator.cli.options import DEFAULT_SEED, language_option, open_library, repeatable, specs_option
from generator.errors import SpecError, VerificationError

if TYPE_CHECKING:
    from generator.compose import Form
    from generator.family import Family, FamilyPart
    from generator.model import Part, Verified


_TIED = "\N{NO-BREAK SPACE}"
"""Stands for a space at which a line is not to be broken."""


@click.command()
@click.argument("family")
@click.option(
    "--seed", default=DEFAULT_SEED, metavar="TEXT", show_default=True, help="The seed to draw with."
)
@click.option(
    "--variant", type=click.IntRange(min=1), default=1, metavar="K", help="The number of the variant, from 1."
)
@click.option(
    "--form",
    type=click.Choice(["open", "choice", "values"]),
    default="open",
    help="Open, as a choice, or with expressions by their values where a format cannot compare them.",
)
@click.option(
    "--all-formats", is_flag=True, help="Print it also as it stands in each format, and what that cannot say."
)
@language_option
@specs_option
def command(
    family: str,
    seed: str,
    variant: int,
    form: str,
    all_formats: bool,
    language: str | None,
    specs: Path | None,
) -> None:
    """Print one variant of FAMILY (an id from `setwright list`, or a file) with everything about it."""
    library = open_library(specs)
    file = library.locate(family)

    from generator.draw import draw
    from generator.model import LANGUAGES
    from generator.plan import load_family, no_choice

    loaded = load_family(file, language or LANGUAGES[0])
    if form == "choice" and (fault := no_choice(loaded)):
        raise SpecError([fault])
    drawing = draw(loaded, seed, cast("Form", form))
    try:
        drawing.expect(variant)
        for index in range(variant - 1):  # a variant depends on those that are taken before it
            drawing(index)
        question = drawing(variant - 1)
    except VerificationError as error:
        raise repeatable(error, specs, file, library) from None
    click.echo("\n".join(_shown(loaded, question, seed)))
    if all_formats:
        click.echo("\n".join(_in_formats(question)))


def _in_formats(question: Verified) -> Iterator[str]:
    from generator.exporters import EXPORTERS, exporter
    from generator.model import Item

    points = Fraction(len(question.parts))
    item = Item(1, question.family, question.title, question.topics, question.level, points, 1)
    for name in EXPORTERS:
        if name == "pdf":  # it prints what `latex` writes
            continue
        module = exporter(name)
        fragment = module.render(question, item)
        yield f"\n─── {name}: {module.DESCRIPTION} ───"
        for loss in fragment.losses:
            part = f"part {loss.part}: " if loss.part else ""
            yield from wrapped(f"{part}{loss.reason}: {loss.instead}", "  ! ", "    ")
        yield module.preview(fragment).strip()


def _shown(family: Family, question: Verified, seed: str) -> Iterator[str]:
    from generator.cli.prose_text import lines

    yield f"{question.title} ({question.level})"
    yield f"{question.family}, variant {question.index + 1}, seed {seed}, id {question.id}"
    if question.values:
        drawn = ", ".join(f"{name} = {value}".replace(" ", _TIED) for name, value in question.values)
        yield from (part.replace(_TIED, " ") for part in wrapped(drawn, "drawn: ", " " * 7))
    yield ""
    yield from lines(question.stem)
    for compiled, part in zip(family.parts, question.parts, strict=True):
        yield from _part(compiled, part)
    for number, hint in enumerate(question.hints, start=1):
        yield f"\nHint {number}"
        yield from lines(hint)
    yield "\nSolution"
    yield from lines(question.solution)


def _part(compiled: FamilyPart, part: Part) -> Iterator[str]:
    from generator.cli.answer_text import answer_lines
    from generator.cli.prose_text import lines
    from generator.family.asks import certificates

    yield f"\nPart {part.id} ({part.answer.kind})"
    yield from lines(part.prompt)
    yield from answer_lines(part)
    for certificate in certificates(compiled.asks):
        yield from wrapped(" ".join(certificate.source.text.split()), "  holds: ", " " * 9)
