"""`setwright formats`: the grid of answer kinds and formats, and the profiles, made from the exporters' own tables."""

from __future__ import annotations

import json

import click

from generator.cli.layout import columns, wrapped
from generator.cli.options import json_option


@click.command()
@json_option
def command(as_json: bool) -> None:
    """Show, for each kind of answer, which formats ask it as it is and what the others do instead.

    Below stand the systems that packages can be written for by `--profile`.
    """
    from generator.answers import ANSWERS
    from generator.exporters import EXPORTERS, exporter

    formats = [exporter(name) for name in EXPORTERS]
    if as_json:
        grid = [
            {"name": f.NAME, "description": f.DESCRIPTION, "kinds": f.ABILITIES, "profiles": list(f.PROFILES)}
            for f in formats
        ]
        click.echo(json.dumps(grid, ensure_ascii=False, indent=2))
        return
    click.echo(columns([(f.NAME, f.DESCRIPTION) for f in formats]) + "\n")
    notes: list[str] = []
    rows = [("ANSWER", *(f.NAME for f in formats))]
    for kind in ANSWERS:
        cells = []
        for f in formats:
            instead = f.ABILITIES[kind]
            if instead and instead not in notes:
                notes.append(instead)
            cells.append(f"({notes.index(instead) + 1})" if instead else "yes")
        rows.append((kind, *cells))
    click.echo(columns(rows) + "\n")
    for number, note in enumerate(notes, 1):
        click.echo("\n".join(wrapped(note, f"({number}) ", "    ")))
    systems = {word: title for f in formats for word, title in f.PROFILES.items()}
    knowing = [
        (word, systems[word], ", ".join([f.NAME for f in formats if word in f.PROFILES]))
        for word in sorted(systems)
    ]
    click.echo("\n" + columns([("PROFILE", "", ""), *knowing]))
