"""The command line: what is typed, what is printed, and the exit code. It decides nothing about content.

A command is one module, with one row in `COMMANDS`; it is imported when it is called. Its module imports at
the top only what is cheap (click, errors, the library) and the rest inside the functions that need it:
`--help`, `list` and a mistyped name must not wait for sympy.

    setwright list
    setwright build demo --to moodle

Errors that a user can cause are printed as `errors.py` renders them, with the exit code of their class.
Misuse of the command line ends with 2, an interrupt with 130. Anything else is a bug of ours and shows a
traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn, cast

import click

from generator import __version__
from generator.errors import SetwrightError

COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("generator.cli.list", "Show the families and problem sets that there are."),
    "show": ("generator.cli.show", "Print one variant of a family, with key and worked solution."),
    "build": ("generator.cli.build", "Write a problem set as files: PDF, Moodle, QTI."),
    "paper": ("generator.cli.paper", "Show the key of a student's paper again, by its code."),
    "scan": ("generator.cli.scan", "Read scanned bubble sheets, and write the marks."),
    "check": ("generator.cli.check", "Prove many variants of families, and report what fails."),
    "new": ("generator.cli.new", "Start a problem spec from a commented example."),
    "schema": ("generator.cli.schema", "Print the JSON schema of specs or sets, for editors."),
    "formats": ("generator.cli.formats", "Show what each format can say, and what it does instead."),
}
"""The word on the command line → the module (its `command`), and the line that `--help` shows."""

INTERRUPTED = 130


class Commands(click.Group):
    """A group that imports a command when it is called, and turns our errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        return cast(click.Command, import_module(COMMANDS[cmd_name][0]).command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands in `--help`, from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        try:
            return super().invoke(ctx)
        except SetwrightError as error:
            click.echo(error.render(), err=True)
            raise click.exceptions.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="setwright", message="%(prog)s %(version)s")
def commands() -> None:
    """Write mathematics problem sets whose answers are proved."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The program: runs the command in `arguments` (those of the process by default) and exits."""
    try:
        commands(arguments, prog_name="setwright")
    except KeyboardInterrupt:  # while a command was being imported
        sys.exit(INTERRUPTED)
    sys.exit(0)
