"""`setwright list`: the families and the problem sets, read without their schemas, which is fast."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.cli.layout import columns
from generator.cli.options import json_option, open_library, specs_option
from generator.sets.library import Library
from generator.spec.header import Header, read_header


@click.command()
@specs_option
@json_option
def command(specs: Path | None, as_json: bool) -> None:
    """Show the families (id, level, title, topics) and the problem sets that there are."""
    library = open_library(specs)
    families = [(family.id, header) for family, header in library.headers()]
    sets = [(name, _set_header(library, name)) for name in library.set_names()]
    if as_json:
        told = {"families": list(map(_family_json, families)), "sets": list(map(_set_json, sets))}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if families:
        rows = [(id, header.level, _title(header), ", ".join(header.topics)) for id, header in families]
        click.echo(columns([("FAMILY", "LEVEL", "TITLE", "TOPICS"), *rows]))
    else:
        click.echo("There are no families here. `setwright new my-area/my-family` starts one.")
    if sets:
        names = [(name, _title(header)) for name, header in sets]
        click.echo("\n" + columns([("PROBLEM SET", "TITLE"), *names]))


def _set_header(library: Library, name: str) -> Header:
    path = library.find_set(name)
    return read_header(path, library.shown_as(path))


def _title(header: Header) -> str:
    return "(this file cannot be read)" if header.faults else header.title


def _family_json(family: tuple[str, Header]) -> dict[str, object]:
    id, header = family
    told = {"id": id, "title": header.title, "level": header.level, "topics": header.topics}
    return {**told, "faults": [fault.render() for fault in header.faults]} if header.faults else {**told}


def _set_json(problem_set: tuple[str, Header]) -> dict[str, object]:
    name, header = problem_set
    return {"name": name, "title": header.title}
