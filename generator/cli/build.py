"""`setwright build`: a problem set in, files out. The story is in `pipeline`; here it is called and told."""

from __future__ import annotations

import difflib
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
from generator.errors import Lossy, OutputError, UnknownName, VerificationError

if TYPE_CHECKING:
    from generator.exporters.base import OutputFile
    from generator.output import Written
    from generator.pipeline import Drawn, LossKind

FORMATS = "pdf,moodle,qti12,qti21"


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
    formats = _formats(to)
    _require_known(profile, formats)
    library = open_library(specs)
    path = library.find_set(problem_set)
    _require_tools(formats)

    from generator import output as files
    from generator.pipeline import assemble, prepare, produce
    from generator.provenance import write_manifest
    from generator.sets.load import load_set

    wanted = load_set(path, library.shown_as(path))
    directory = output or Path("out", wanted.name)
    files.check_directory(directory)
    try:
        plan = prepare(wanted, library, variants, seed, language, per_file, profile)
        with tempfile.TemporaryDirectory(prefix="setwright-") as folder:
            with progress(plan.variants, "Proving", shown=not quiet) as bar:
                drawn = produce(plan, formats, Path(folder), workers_or_all(workers), bar)
            if strict and drawn.losses:
                raise _lossy(drawn.losses)
            assembled = list(assemble(plan, drawn, formats))  # they are made as they are written
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
    if as_json:
        click.echo(_json(directory, written, drawn, time.monotonic() - started))
    elif not quiet:
        click.echo(_text(directory, written, drawn))


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


def _text(directory: Path, written: Sequence[Written], drawn: Drawn) -> str:
    rows = [(str(directory / file.entry.path), file_size(file.size)) for file in written]
    lines = [columns(rows, right=[1]), "", _proved(drawn)]
    if drawn.losses:
        lines += ["", "What a format could not say, and what it did instead:", *loss_lines(drawn.losses)]
    return "\n".join(lines)


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


def _json(directory: Path, written: Sequence[Written], drawn: Drawn, seconds: float) -> str:
    told = {
        "directory": str(directory),
        "build": drawn.build,
        "files": [{"path": f.entry.path, "size": f.size, "sha256": f.entry.sha256} for f in written],
        "proved": drawn.proved,
        "replaced": sum(drawn.failed.values()),
        "losses": losses_json(drawn.losses),
        "seconds": round(seconds, 2),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
