"""`setwright build`: a problem set in, files out. The story is in `pipeline`; here it is called and told."""

from __future__ import annotations

import difflib
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from generator.cli.layout import columns, file_size
from generator.cli.losses import loss_lines, losses_json
from generator.cli.options import (
    json_option,
    language_option,
    open_library,
    repeatable,
    specs_option,
    workers_option,
    workers_or_all,
)
from generator.cli.progress import progress
from generator.cli.replaced_draws import replaced_in_all
from generator.errors import LatexError, Lossy, OutputError, UnknownName, VerificationError

if TYPE_CHECKING:
    from generator.exporters.base import OutputFile, Trouble
    from generator.model import Tagging
    from generator.output import Written
    from generator.pipeline import Drawn, LossKind

FORMATS = "pdf,html,moodle,qti12,qti21"

_MOST_ROWS = 50
"""Files of one folder that are listed one by one."""


@click.command()
@click.argument("problem_set", metavar="SET")
@click.option(
    "--to", "to", default=FORMATS, metavar="FORMATS", show_default=True, help="Formats, with commas."
)
@click.option("--variants", type=click.IntRange(1, 1_000_000), metavar="N", help="Variants of each item.")
@click.option("--seed", metavar="TEXT", help="Another seed draws other variants.")
@language_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to; out/SET by default."
)
@click.option(
    "--per-file",
    type=click.IntRange(1, 10_000),
    default=1000,
    metavar="N",
    show_default=True,
    help="Questions in a file of a bank or in a package, at most.",
)
@click.option(
    "--profile", default="", metavar="NAME", help="Write packages for one system, such as openolat."
)
@click.option(
    "--documents",
    default="",
    metavar="NAMES",
    help="What to print, with commas; by default what the set says.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Layout templates in DIR that take the place of ours.",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A paper for each student in a CSV file with the columns id and name.",
)
@click.option(
    "--tagged/--untagged",
    default=None,
    help="Tagged PDF, for screen readers; by default where this machine can, but not with a roster.",
)
@click.option("--strict", is_flag=True, help="Write nothing if a format cannot say something.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@workers_option
@specs_option
@json_option
def command(
    problem_set: str,
    to: str,
    variants: int | None,
    seed: str | None,
    language: str | None,
    output: Path | None,
    per_file: int,
    profile: str,
    documents: str,
    template: Path | None,
    roster: Path | None,
    tagged: bool | None,
    strict: bool,
    quiet: bool,
    workers: int | None,
    specs: Path | None,
    as_json: bool,
) -> None:
    """Write the problem set SET, a name from `setwright list` or a file, in every format asked for.

    Nothing is written unless every variant is proved. A build replaces the one before it in DIR; files that
    are not of a build are left alone.
    """
    started = time.monotonic()
    if roster:
        to = _on_paper(to, variants)
    formats = _formats(to)
    _require_known(profile, formats)
    printed = _documents(documents)
    _require_paper(formats, documents, template)
    library = open_library(specs)
    path = library.find_set(problem_set)
    _require_tools(formats)
    tagging = _tagging(formats, tagged, roster)

    from generator import output as files
    from generator.pipeline import assemble, produce
    from generator.plan import prepare
    from generator.provenance import write_manifest
    from generator.roster import read_roster
    from generator.sets.load import load_set
    from generator.sets.paper import read_templates

    wanted = load_set(path, library.shown_as(path))
    templates = read_templates(template) if template else ()
    students = read_roster(roster, str(roster)) if roster else ()
    directory = output or Path("out", wanted.name)
    files.check_directory(directory)
    try:
        plan = prepare(
            wanted, library, variants, seed, language, per_file, profile, printed, templates, students
        )
        layout = replace(plan.heading.layout, tagging=tagging)
        plan = replace(plan, heading=replace(plan.heading, layout=layout))
        with tempfile.TemporaryDirectory(prefix="setwright-") as folder:
            with progress(plan.variants, "Proving", shown=not quiet) as bar:
                drawn = produce(plan, formats, Path(folder), workers_or_all(workers), bar)
            if strict and drawn.losses:
                raise _lossy(drawn.losses)
            # Only PDFs are made now, the rest is as it is written.
            assembled = list(assemble(plan, drawn, formats, workers_or_all(workers)))
            with progress(len(assembled), "Writing", shown=not quiet) as bar:
                written = files.write_build(
                    directory,
                    _announced(assembled, bar),
                    lambda stream, entries: write_manifest(
                        stream, plan.heading, drawn.build, entries, drawn.records
                    ),
                )
    except VerificationError as error:
        raise repeatable(error, specs) from None
    except OSError as error:
        if error.filename is not None and isinstance(error, FileNotFoundError):
            raise  # a template is missing: a fault of ours
        message = f"The folder for temporary files cannot be used: {error.strerror or error}."
        raise OutputError(message, "Make room there, or name another in the variable TMPDIR.") from error
    troubles = list(dict.fromkeys(trouble for file in assembled for trouble in file.troubles))
    if as_json:
        click.echo(_json(directory, written, drawn, troubles, time.monotonic() - started))
    elif not quiet:
        click.echo(_text(directory, written, drawn, troubles, _tags(formats, tagging)))
    _require_whole(troubles)


def _on_paper(to: str, variants: int | None) -> str:
    """The formats for a build with a roster: those asked for, PDF if none are. Raises UsageError, UnknownName."""
    from generator.exporters import WITH_PAPERS

    if variants is not None:
        raise click.UsageError(
            "`--variants` and `--roster` exclude each other: every student gets one variant."
        )
    if click.get_current_context().get_parameter_source("to") is ParameterSource.DEFAULT:
        return WITH_PAPERS[0]
    others = [name for name in _formats(to) if name not in WITH_PAPERS]
    if others:
        message = f"`--roster` is for what is printed, which {' and '.join(others)} cannot be."
        raise UnknownName(message, f"With a roster, `--to` can name {_listed(WITH_PAPERS)}.")
    return to


def _require_whole(troubles: Sequence[Trouble]) -> None:
    """Raises LatexError if something is missing from the files that were written."""
    missing = [trouble.message for trouble in troubles if trouble.missing]
    if missing:
        what = "A paper is missing" if len(missing) == 1 else f"{len(missing)} papers are missing"
        raise LatexError("\n".join([f"{what}; all other files were written.", *missing]))


def _announced(files: Iterable[OutputFile], tick: Callable[[int], None]) -> Iterator[OutputFile]:
    """The files, with a tick for each that has been written."""
    for file in files:
        yield file
        tick(1)


def _formats(to: str) -> tuple[str, ...]:
    """The formats in `--to`, in the order of the table. Raises UnknownName."""
    from generator.exporters import EXPORTERS, exporter

    names = [name.strip() for name in to.split(",") if name.strip()]
    if not names:
        raise UnknownName("`--to` names no format.", f"The formats are {', '.join(EXPORTERS)}.")
    for name in names:
        if name not in EXPORTERS:
            exporter(name)
    return tuple(name for name in EXPORTERS if name in names)


def _documents(names: str) -> tuple[str, ...]:
    """The documents in `--documents`, none if it is not given. Raises UnknownName."""
    from generator.model import DOCUMENTS

    found = tuple(name.strip() for name in names.split(",") if name.strip())
    for name in found:
        if name not in DOCUMENTS:
            near = difflib.get_close_matches(name, DOCUMENTS, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"The documents are {', '.join(DOCUMENTS)}."
            raise UnknownName(f"There is no document `{name}`.", hint)
    return found


def _require_paper(formats: Sequence[str], documents: str, template: Path | None) -> None:
    """Raises UnknownName if something about documents is asked, and no format prints any."""
    from generator.exporters import LAID_OUT, WITH_PAPERS

    if documents and not any(name in WITH_PAPERS for name in formats):
        hint = f"`--documents` is for {_listed(WITH_PAPERS)}."
        raise UnknownName("No format in `--to` prints documents.", hint)
    if template and not any(name in LAID_OUT for name in formats):
        hint = f"`--template` is for {_listed(LAID_OUT)}."
        raise UnknownName("No format in `--to` is laid out by layout templates.", hint)


def _listed(names: Sequence[str]) -> str:
    """`pdf, html and latex`."""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _require_known(profile: str, formats: Sequence[str]) -> None:
    """Raises UnknownName if none of the formats knows the profile."""
    from generator.exporters import EXPORTERS, exporter

    if not profile or any(profile in exporter(name).PROFILES for name in formats):
        return
    knowing = [name for name in EXPORTERS if profile in exporter(name).PROFILES]
    if knowing:
        message = f"No format in `--to` knows the profile `{profile}`."
        raise UnknownName(message, f"Name one that does: {', '.join(knowing)}.")
    known = sorted({word for name in EXPORTERS for word in exporter(name).PROFILES})
    near = difflib.get_close_matches(profile, known, 1)
    hint = f"Did you mean `{near[0]}`?" if near else f"The profiles are {', '.join(known)}."
    raise UnknownName(f"There is no profile `{profile}`.", hint)


def _require_tools(formats: Sequence[str]) -> None:
    """Raises ToolMissing before any work is done in vain."""
    if "pdf" in formats:
        from generator.exporters.pdf.engine import require_engine

        require_engine()


def _tagging(formats: Sequence[str], wanted: bool | None, roster: Path | None) -> Tagging:
    """Whether PDFs are to be tagged. Raises UnknownName, UsageError, ToolMissing if they are and cannot be."""
    from generator.exporters.pdf import tagged

    if wanted is not None and "pdf" not in formats:
        raise UnknownName("No format in `--to` is PDF.", "`--tagged` and `--untagged` are for pdf.")
    if not wanted:
        return "never" if roster or wanted is False or "pdf" not in formats else "possible"
    if roster:
        raise click.UsageError(
            "`--tagged` and `--roster` exclude each other: the papers of a roster are printed many in one run, "
            "and taken apart, which no tags survive. `--to html` writes accessible papers for a roster."
        )
    tagged.require()
    return "always"


def _tags(formats: Sequence[str], tagging: Tagging) -> tuple[str, ...]:
    """A line that tells whether the PDFs are tagged; none if there are none."""
    if "pdf" not in formats:
        return ()
    from generator.exporters.pdf import tagged

    if tagging != "never" and not tagged.trouble():
        return ("The PDFs are tagged (PDF/UA-2).",)
    return ("The PDFs are not tagged; `--to html` writes documents for screen readers.",)


def _text(
    directory: Path,
    written: Sequence[Written],
    drawn: Drawn,
    troubles: Sequence[Trouble],
    tags: Sequence[str],
) -> str:
    rows = [(str(directory / file.entry.path), file_size(file.size)) for file in written]
    lines = [columns(_brief(rows), right=[1]), "", _proved(drawn), *tags]
    lines += [trouble.message for trouble in troubles if not trouble.missing]
    if drawn.losses:
        lines += ["", "What a format could not say, and what it did instead:", *loss_lines(drawn.losses)]
    return "\n".join(lines)


def _brief(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of very many files in one folder the first and the last, with dots between them."""
    shown: list[tuple[str, str]] = []
    for _, group in groupby(rows, lambda row: str(Path(row[0]).parent)):
        files = list(group)
        shown += files if len(files) <= _MOST_ROWS else [*files[:2], ("…", ""), files[-1]]
    return shown


def _proved(drawn: Drawn) -> str:
    proved = f"{drawn.proved:,} variant{'' if drawn.proved == 1 else 's'} proved"
    return f"{proved}; {replaced_in_all(drawn.failed)}." if drawn.failed else f"{proved}."


def _lossy(losses: Mapping[LossKind, int]) -> Lossy:
    told = "\n".join(loss_lines(losses))
    message = (
        f"Nothing was written: `--strict` was given, and there is something that a format cannot say.\n{told}"
    )
    return Lossy(
        message, "Leave `--strict` out to accept what is done instead, or leave the format out of `--to`."
    )


def _json(
    directory: Path, written: Sequence[Written], drawn: Drawn, troubles: Sequence[Trouble], seconds: float
) -> str:
    told = {
        "directory": str(directory),
        "build": drawn.build,
        "files": [{"path": f.entry.path, "size": f.size, "sha256": f.entry.sha256} for f in written],
        "proved": drawn.proved,
        "replaced": sum(drawn.failed.values()),
        "losses": losses_json(drawn.losses),
        "troubles": [{"message": trouble.message, "missing": trouble.missing} for trouble in troubles],
        "seconds": round(seconds, 2),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
