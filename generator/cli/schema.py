"""`setwright schema`: the JSON schema of problem specs or sets, for editors that complete and check YAML."""

from __future__ import annotations

import json
from typing import Any

import click


@click.command()
@click.argument("what", type=click.Choice(["spec", "set"]), default="spec")
def command(what: str) -> None:
    """Print the JSON schema (draft 2020-12) of a problem spec, or of a problem set.

    Save it as a file and name that in the first line of a spec: `# yaml-language-server: $schema=FILE`.
    """
    from generator.sets.schema import SetFile
    from generator.spec.schema import Spec

    model, title = (Spec, "Setwright problem spec") if what == "spec" else (SetFile, "Setwright problem set")
    schema = _without_titles(model.model_json_schema())
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    click.echo(json.dumps(head | schema, ensure_ascii=False, indent=2))


def _without_titles(node: Any) -> Any:
    """The schema without the titles that pydantic makes of names: they say nothing that the names do not."""
    if isinstance(node, list):
        return [_without_titles(child) for child in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _without_titles(child) for name, child in value.items()}
        if key == "properties"  # here keys are names, and one of them is `title`
        else _without_titles(value)
        for key, value in node.items()
        if key != "title"
    }
