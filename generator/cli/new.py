"""`setwright new`: a commented problem spec to start from, which passes `check` as it is."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import open_library, specs_option
from generator.errors import OutputError, UnknownName
from generator.resources import template_text


@click.command()
@click.argument("family")
@specs_option
def command(family: str, specs: Path | None) -> None:
    """Write a problem spec to start from, with the id FAMILY (such as my-area/my-family).

    It is written below `problem_specs` here, or below the folder given with `--specs`.
    """
    from generator.spec.fields import FAMILY_ID

    family = family.removesuffix(".yaml")
    if not FAMILY_ID.fullmatch(family) or family.split("/")[0] == "sets":
        hint = "Use a-z, 0-9, `-` and `/`, as in eigen/by-hand; `sets/` is for problem sets."
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
            file.write(template_text("new", "family.yaml").replace("FAMILY", family))
    except FileExistsError:
        raise OutputError(f"{path} exists already.", "Choose another id.") from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error
    option = f" --specs {specs}" if specs else ""
    click.echo(f"Wrote {path}. To prove it: setwright check {family}{option}")
