"""What several commands share: their options, and the library that they look into."""

from __future__ import annotations

from pathlib import Path

import click

from generator.errors import SetwrightError, VerificationError
from generator.sets.library import FamilyFile, Library

DEFAULT_SEED = "1"
"""The seed of `show` and `check`; a problem set's own seed is its name."""

specs_option = click.option(
    "--specs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Look for families and sets in DIR too, before `problem_specs` here and those that ship.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work at once; as many as the machine can run by default.",
)
language_option = click.option(
    "--language", type=click.Choice(["en", "de", "fr", "es"]), help="The language of prose and fixed words."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON value instead of text.")


def open_library(specs: Path | None) -> Library:
    """The library of the working directory. Raises UnknownName if `specs` is no folder."""
    return Library.open(specs, Path.cwd())


def workers_or_all(workers: int | None) -> int:
    """The number of processes asked for, or all that this machine can run."""
    from generator.engine.processes import available

    return workers or available()


def repeatable(
    error: SetwrightError, specs: Path | None, file: FamilyFile | None = None, library: Library | None = None
) -> SetwrightError:
    """The error, with a command that finds the family again: in `specs`, and by its file if no id does."""
    if not isinstance(error, VerificationError) or not error.hint:
        return error
    hint = error.hint
    if file is not None and library is not None and file.id not in library.ids():
        hint = hint.replace(f"show {file.id} ", f"show {file.shown_as} ", 1)
    return type(error)(error.message, f"{hint} --specs {specs}" if specs else hint, error.place)
