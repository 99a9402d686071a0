"""`setwright check`: proves many variants of families and reports on each. `examine` finds out, `reports` tells it.

setwright check eigen/eigenvalues-2x2 --seeds 500
"""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    json_option,
    open_library,
    repeatable,
    specs_option,
    workers_option,
    workers_or_all,
)
from generator.cli.progress import progress
from generator.cli.reports import STYLES
from generator.errors import SpecError, UnknownName
from generator.sets.library import FamilyFile, Library

if TYPE_CHECKING:
    from generator.examine import Report


USUAL = 200
"""How many variants of a family are proved if nothing else is asked for."""


@click.command()
@click.argument("specs_or_ids", nargs=-1, metavar="[FAMILY]...")
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many variants of each family to prove; 200 by default, all where fewer than 2,000 exist.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(list(STYLES)),
    default="text",
    show_default=True,
    help="How to report; `junit` is XML for test reports, `github` annotates a pull request.",
)
@workers_option
@specs_option
@json_option
def command(
    specs_or_ids: tuple[str, ...],
    seeds: int | None,
    style: str,
    workers: int | None,
    specs: Path | None,
    as_json: bool,
) -> None:
    """Prove variants of every FAMILY given (ids or files), or of all that there are, and report.

    Ends with 3 if a family fails, with 2 if a spec is wrong. Warnings do not count.
    """
    library = open_library(specs)
    files, reports = _located(library, specs_or_ids)
    if not files and not reports:
        raise UnknownName("There are no families here.", "`setwright new my-area/my-family` starts one.")

    from generator.engine.processes import in_order
    from generator.examine import Examination, examine

    work = [Examination(file, seeds or USUAL, whole=seeds is None) for file in files]
    with (
        progress(len(work), "Proving") as bar,
        closing(in_order(examine, work, workers_or_all(workers), bar)) as results,
    ):
        for file, report in zip(files, results, strict=True):
            error = report.error and repeatable(report.error, specs, file, library)
            reports.append(replace(report, error=error))
    click.echo(STYLES["json" if as_json else style](reports))
    codes = {report.error.exit_code for report in reports if report.error}
    sys.exit(2 if 2 in codes else max(codes, default=0))


def _located(library: Library, names: tuple[str, ...]) -> tuple[list[FamilyFile], list[Report]]:
    """The families to examine, and reports on ids that two files claim."""
    from generator.examine import Report

    files: list[FamilyFile] = []
    reports: list[Report] = []
    for name in names or library.ids():
        try:
            file = library.locate(name)
        except SpecError as error:
            reports.append(Report(name, 0, error=error))
            continue
        if file not in files:
            files.append(file)
    return files, reports
