"""`setwright check`: proves many variants of families and reports on each. `examine` finds out, this prints.

setwright check eigen/eigenvalues-2x2 --seeds 500
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.layout import columns, wrapped
from generator.cli.losses import loss_lines, losses_json
from generator.cli.options import (
    json_option,
    open_library,
    repeatable,
    specs_option,
    workers_option,
    workers_or_all,
)
from generator.cli.progress import progress
from generator.cli.replaced_draws import replaced_lines
from generator.errors import SpecError, UnknownName
from generator.sets.library import FamilyFile, Library

if TYPE_CHECKING:
    from generator.cli.examine import Report


@click.command()
@click.argument("specs_or_ids", nargs=-1, metavar="[FAMILY]...")
@click.option("--seeds", type=click.IntRange(min=1), default=200, show_default=True, metavar="N",
              help="How many variants of each family to prove.")  # fmt: skip
@workers_option
@specs_option
@json_option
def command(
    specs_or_ids: tuple[str, ...], seeds: int, workers: int | None, specs: Path | None, as_json: bool
) -> None:
    """Prove variants of every FAMILY given (ids or files), or of all that there are, and report.

    Ends with 3 if a family fails, with 2 if a spec is wrong.
    """
    library = open_library(specs)
    files, reports = _located(library, specs_or_ids)
    if not files and not reports:
        raise UnknownName("There are no families here.", "`setwright new my-area/my-family` starts one.")

    from generator.cli.examine import Examination, examine
    from generator.engine.processes import in_order

    work = [Examination(file, seeds) for file in files]
    with progress(len(work), "Proving") as bar:
        for file, report in zip(files, in_order(examine, work, workers_or_all(workers), bar), strict=True):
            error = report.error and repeatable(report.error, specs, file, library)
            reports.append(replace(report, error=error))
    if as_json:
        click.echo(json.dumps(list(map(_json, reports)), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_text(reports)))
    codes = {report.error.exit_code for report in reports if report.error}
    sys.exit(2 if 2 in codes else max(codes, default=0))


def _located(library: Library, names: tuple[str, ...]) -> tuple[list[FamilyFile], list[Report]]:
    """The families to examine, and reports on ids that two files claim."""
    from generator.cli.examine import Report

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


# ─── Printing ────────────────────────────────────────────────────────────────────────────────────────────


def _text(reports: list[Report]) -> list[str]:
    rows = [
        ("FAILED" if report.error else "ok", report.family, f"{report.proved:,} proved",
         f"of {_exist(report)}" if report.draws else "",
         f"{report.seconds * 1000:.1f} ms each" if report.proved else "")
        for report in reports
    ]  # fmt: skip
    lines = []
    for head, report in zip(columns(rows, right=[2, 4]).split("\n"), reports, strict=True):
        lines.append(head)
        for detail in _details(report):
            lines += wrapped(detail, " " * 8, " " * 12)
    losses = {loss: count for report in reports for loss, count in report.losses.items()}
    if losses:
        lines += ["", "What formats cannot say, in the first variants of each, and what they do instead:"]
        lines += loss_lines(losses)
    wrong = [report.error for report in reports if report.error]
    for error in wrong:
        lines += ["", error.render()]
    count = f"{len(reports):,} {'family' if len(reports) == 1 else 'families'} checked"
    return [*lines, "", f"{count}: {f'{len(wrong):,} failed' if wrong else 'all proved'}."]


def _exist(report: Report) -> str:
    """How many variants there are, as far as is known."""
    exist = report.exist
    if exist.count is not None:
        return f"{exist.count:,} that exist" if exist.exact else f"at most {exist.count:,}"
    return "very many" if report.proved >= report.wanted else "not many more"


def _details(report: Report) -> list[str]:
    details = []
    thrown = [(f"`{text}`", count) for text, count in report.rejected]
    draws = report.draws
    if _all_had(report):
        draws -= report.repeated  # the last of all variants is found by drawing the others again
    elif report.repeated:
        thrown.append(("drawn before", report.repeated))
    if thrown:
        share = _percent(sum(count for _, count in thrown), draws)
        parts = ", ".join(f"{_percent(count, draws)} {text}" for text, count in thrown)
        details.append(f"thrown away: {share} of {draws:,} draws ({parts})")
    if report.error:
        details += [f"not proved:  {count:,} times {reason}" for reason, count in report.failed]
    else:
        details += [f"replaced:    {line}" for line in replaced_lines(dict(report.failed))]
    return details


def _all_had(report: Report) -> bool:
    """Were all variants that exist drawn, so that each of the last was a rare find?"""
    tried = report.proved + sum(count for _, count in report.failed)
    known = report.exist.exact and report.exist.count is not None
    return not report.error and (report.proved < report.wanted or (known and tried == report.exist.count))


def _percent(count: int, total: int) -> str:
    return f"{100 * count / total:.0f} %" if 200 * count >= total else "under 1 %"


def _json(report: Report) -> dict[str, object]:
    return {
        "family": report.family,
        "exist": report.exist.count,
        "exact": report.exist.exact,
        "wanted": report.wanted,
        "proved": report.proved,
        "draws": report.draws,
        "repeated": report.repeated,
        "thrown_away": dict(report.rejected),
        "replaced": dict(report.failed),
        "seconds": round(report.seconds, 5),
        "losses": losses_json(report.losses),
        "problem": report.error.render() if report.error else "",
    }
