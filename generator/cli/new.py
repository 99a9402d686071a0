"""`setwright new`: a commented problem spec to start from, one of several, which passes `check` as it is."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.layout import columns
from generator.cli.options import open_library, specs_option
from generator.errors import OutputError, UnknownName
from generator.resources import template_names, template_text
from generator.spec.suggest import did_you_mean, listed

BASIC = "basic"
_MARK = "# Starter: "


@click.command()
@click.argument("family", required=False)
@click.option("--starter", default=BASIC, metavar="NAME", show_default=True, help="What to start from.")
@click.option("--starters", is_flag=True, help="List what there is to start from.")
@specs_option
def command(family: str | None, starter: str, starters: bool, specs: Path | None) -> None:
    """Write a problem spec to start from, with the id FAMILY (such as my-area/my-family).

    It is written below `problem_specs` here, or below the folder given with `--specs`.
    """
    known = template_names("new")
    if starters:
        click.echo(columns([(name, _told(name)) for name in known]))
        return
    if family is None:
        raise click.UsageError("Missing argument 'FAMILY'.")
    if starter not in known:
        hint = did_you_mean(starter, known) or f"Starters are {listed(known)}."
        raise UnknownName(f"There is no starter `{starter}`.", hint)
    from generator.spec.fields import FAMILY_ID, MAX_FAMILY_ID

    family = family.removesuffix(".yaml")
    if not FAMILY_ID.fullmatch(family) or len(family) > MAX_FAMILY_ID or family.split("/")[0] == "sets":
        hint = (
            f"Use a-z, 0-9, `-` and `/`, as in eigen/by-hand, {MAX_FAMILY_ID} characters at most; `sets/` is for "
            "problem sets."
        )
        raise UnknownName(f"`{family}` cannot be the id of a family.", hint)
    library = open_library(specs if specs and specs.is_dir() else None)
    if family in library.ids():
        raise OutputError(
            f"There is a family `{family}` already: {library.locate(family).shown_as}.", "Choose another id."
        )
    path = (specs or Path("problem_specs")) / f"{family}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(template_text("new", f"{starter}.yaml").replace("FAMILY", family))
    except FileExistsError:
        raise OutputError(f"{path} exists already.", "Choose another id.") from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error
    option = f" --specs {specs}" if specs else ""
    click.echo(f"Wrote {path}. To prove it: setwright check {family}{option}")


def _told(starter: str) -> str:
    """What a starter is, from its first line."""
    return template_text("new", f"{starter}.yaml").split("\n")[0].removeprefix(_MARK)
