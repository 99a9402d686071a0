"""Makes the tables of README.md and of the pages in `docs/` from the tables of the code.

A page marks the place of a table, and this module fills it:

    <!-- table: domains -->
    …
    <!-- end -->

`tests/docs` compares every page with what the code says; `pytest --accept` rewrites the pages. Nothing here
decides anything: names, descriptions and examples are those of the registries.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click
from click.testing import CliRunner
from pydantic import BaseModel
from sympy import Symbol

from generator.cli import COMMANDS as CLI_COMMANDS
from generator.cli import commands
from generator.draw import draw
from generator.errors import EvaluationError, SetwrightError
from generator.exporters import EXPORTERS, exporter
from generator.figures import KINDS as FIGURE_KINDS
from generator.maths.function import Function
from generator.maths.functions import AREAS
from generator.maths.language import compile_expression
from generator.methods import FAMILIES
from generator.model import (
    Choice,
    Expression,
    Figure,
    Item,
    Matching,
    Math,
    Matrix,
    Number,
    Part,
    TrueFalse,
    Unit,
    Vector,
)
from generator.plan import load_family
from generator.prose.commands import COMMANDS, ENVIRONMENTS
from generator.resources import specs_root
from generator.sampling.domains import DOMAINS
from generator.sets.library import Library
from generator.sets.load import load_set
from generator.sets.paper import Paper
from generator.sets.schema import SetFile, SetItem
from generator.spec.kinds import KINDS
from generator.spec.parts import (
    ChoicePart,
    Criterion,
    EssayPart,
    MatchingPart,
    Mistake,
    OpenPart,
    Option,
    OrderingPart,
    Pair,
    Reason,
    VerdictPart,
)
from generator.spec.schema import Spec

ROOT = Path(__file__).resolve().parent.parent

PAGES = (
    "README.md",
    "docs/command-line.md",
    "docs/formats.md",
    "docs/moodle.md",
    "docs/problem-sets.md",
    "docs/spec-reference.md",
)
"""The pages that have tables, from the root of the checkout."""

_FIRST_FAMILY = re.compile(
    r"^```yaml spec\n# problem_specs/(\S+)\.yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_PLACE = re.compile(r"(<!-- table: ([a-z -]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str) -> str:
    """The text of a page with all its tables as the code has them. Raises KeyError for an unknown table."""
    return _PLACE.sub(lambda place: f"{place[1]}\n{TABLES[place[2]]().strip()}\n\n{place[3]}", page)


# ─── Markdown ────────────────────────────────────────────────────────────────────────────────────────────


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


def _code(text: str) -> str:
    return f"``{text}``" if "`" in text else f"`{text}`"


def _sections(sections: Mapping[str, str]) -> str:
    return "\n\n".join(f"### {title[0].upper()}{title[1:]}\n\n{body}" for title, body in sections.items())


# ─── Formats and families ────────────────────────────────────────────────────────────────────────────────


def _formats() -> str:
    return _table(("`--to`", "writes"), ((_code(name), exporter(name).DESCRIPTION) for name in EXPORTERS))


def _kinds() -> str:
    """The grid of answer kinds and formats; what is done instead stands in numbered notes below it."""
    notes: dict[str, int] = {}

    def cell(format: str, kind: str) -> str:
        instead = exporter(format).ABILITIES[kind]
        return f"[{notes.setdefault(instead, len(notes) + 1)}]" if instead else "yes"

    grid = _table(
        ("kind", *EXPORTERS), [(_code(kind), *(cell(name, kind) for name in EXPORTERS)) for kind in KINDS]
    )
    return "\n".join([grid, "", *(f"- [{number}] {instead}" for instead, number in notes.items())])


def _profiles() -> str:
    """The words of `--profile`, whom each is for, and the formats that know it."""
    titles = {word: title for name in EXPORTERS for word, title in exporter(name).PROFILES.items()}
    knowing = {
        word: [_code(name) for name in EXPORTERS if word in exporter(name).PROFILES] for word in titles
    }
    rows = ((_code(word), titles[word], ", ".join(knowing[word])) for word in sorted(titles))
    return _table(("`--profile`", "for", "formats"), rows)


def _families() -> str:
    found = Library((specs_root(),), ROOT).headers()
    rows = ((_code(file.id), header.title, header.level, ", ".join(header.topics)) for file, header in found)
    return _table(("family", "title", "level", "topics"), rows)


_GAP = re.compile(r"\{\d+:([A-Z_]+):")
_INPUT = re.compile(r"<input>.*?<type>(?:<!\[CDATA\[)?(\w+)", re.DOTALL)


def _moodle_types() -> str:
    """What the items of the set `tour` are in Moodle, as the exporters write their first variants; equal ones once."""
    formats = [name for name in EXPORTERS if name.startswith("moodle")]
    library = Library((specs_root(),), ROOT)
    path = library.find_set("tour")
    rows: dict[tuple[str, ...], str] = {}
    for number, entry in enumerate(load_set(path, path.name).items, start=1):
        assert entry.family is not None  # noqa: S101 - the set names families
        file = library.locate(entry.family.text)
        question = draw(load_family(file), "tour", entry.form)(0)
        item = Item(number, file.id, question.title, question.topics, question.level, entry.points, 1)
        types = [
            _moodle_type(exporter(name).preview(exporter(name).render(question, item))) for name in formats
        ]
        asked = "; ".join(_asked(part) for part in question.parts)
        rows.setdefault((asked, *types), _code(file.id))
    return _table(
        ("parts", *map(_code, formats), "for example"), [(*row, family) for row, family in rows.items()]
    )


def _moodle_type(xml: str) -> str:
    """The type of a `<question>`, with the kinds of its gaps or inputs."""
    found = re.search(r'<question type="(\w+)"', xml)
    assert found is not None  # noqa: S101 - a test parses what the exporters write
    inside = dict.fromkeys([*_GAP.findall(xml), *_INPUT.findall(xml)])
    return f"{found[1]}: {', '.join(inside)}" if inside else found[1]


def _asked(part: Part) -> str:
    """The kind of a part, with what decides how it can be asked."""
    match part.answer:
        case Number(unit=Unit()):
            return "number with a unit"
        case Expression(form=form) if form:
            return f"expression, {form}"
        case Vector(up_to=up_to) if up_to:
            return f"vector up to {up_to}"
        case Matrix(rows=((Expression(), *_), *_)):
            return "matrix of expressions"
        case TrueFalse(reasons=(_, *_)):
            return "true/false with reasons"
        case Matching(rights=rights):
            formulas = any(isinstance(node, Math) for line in rights for node in line)
            return f"matching with {len(rights)} {'formulas' if formulas else 'texts'}"
        case Choice(options=options) if any(isinstance(node, Figure) for o in options for node in o.content):
            return "choice of figures"
    return part.answer.kind


# ─── The language of specs ───────────────────────────────────────────────────────────────────────────────


def _keys(model: type[BaseModel]) -> str:
    def example(key: str, text: str) -> str:
        return _code(f"{key}: {' '.join(text.split())}" if not text.startswith("\n") else text.strip())

    return _table(
        ("key", "", "what it holds", "example"),
        (
            (
                _code(key),
                "required" if field.is_required() else "",
                field.description or "",
                example(key, str(field.examples[0])) if field.examples else "",
            )
            for key, field in model.model_fields.items()
        ),
    )


def _domains() -> str:
    rows = [(_code(row.signature), row.summary, _code(row.example)) for row in DOMAINS.values()]
    told = "one of these expressions, of symbols and of parameters before it"
    return _table(
        ("domain", "draws", "example"), [*rows, (_code("choice(a, b, …)"), told, _code("choice(x**2, x**3)"))]
    )


def _rows(functions: Mapping[str, Function]) -> str:
    return _table(
        ("function", "is", "example, which is true"),
        (
            (_code(row.name if row.constant is not None else row.signature), row.summary, _code(row.example))
            for row in functions.values()
        ),
    )


def _functions() -> str:
    return _sections({area: _failing_rows(functions) for area, functions in AREAS.items()})


def _failing_rows(functions: Mapping[str, Function]) -> str:
    """Functions with what each says of a call that has no value."""
    return _table(
        ("function", "is", "example, which is true", "has no value"),
        (
            (
                _code(row.name if row.constant is not None else row.signature),
                row.summary,
                _code(row.example),
                f"{_code(row.fails)}: {_complaint(row)}" if row.fails else "",
            )
            for row in functions.values()
        ),
    )


def _complaint(row: Function) -> str:
    call = compile_expression(row.fails, frozenset("t"))
    try:
        call.evaluate({"t": Symbol("t")})
    except EvaluationError as error:
        return error.message
    raise ValueError(f"`{row.fails}` has a value")


def _methods() -> str:
    return _sections({family: _rows(methods) for family, methods in FAMILIES.items()})


def _figures() -> str:
    return _table(
        ("figure", "draws", "example"),
        (
            (_code(row.signature), row.summary, _code(row.example))
            for rows in FIGURE_KINDS.values()
            for row in rows.values()
        ),
    )


def _commands_of_latex() -> str:
    words = sorted((name for name in COMMANDS if name.isalpha()), key=lambda name: (name.lower(), name))
    signs = sorted(name for name in COMMANDS if not name.isalpha())
    lines = [" ".join(rf"\{name}" for name in names) for names in (words, signs)]
    environments = f"Environments: {', '.join(map(_code, ENVIRONMENTS))}."
    return "\n".join(["```text", *_wrapped(lines), "```", "", environments])


def _wrapped(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        row = ""
        for word in line.split(" "):
            if row and len(row) + len(word) > 100:
                yield row
                row = ""
            row = f"{row} {word}" if row else word
        yield row


# ─── The command line ────────────────────────────────────────────────────────────────────────────────────


def _commands() -> str:
    """Every command with its arguments and options, as click knows them."""
    group = click.Context(commands, info_name="setwright")
    sections = []
    for name in CLI_COMMANDS:
        command = commands.get_command(group, name)
        assert command is not None  # noqa: S101 - it is a row of the table
        usage = " ".join(command.collect_usage_pieces(click.Context(command, info_name=name, parent=group)))
        options = [option for option in command.params if isinstance(option, click.Option)]
        table = _table(("option", "does"), [(_code(_spelt(option)), _told(option)) for option in options])
        head = f"### {name}\n\n    setwright {name} {usage}"
        sections.append("\n\n".join([head, inspect.cleandoc(command.help or ""), table]))
    return "\n\n".join(sections)


def _spelt(option: click.Option) -> str:
    names = ", ".join(option.opts)
    if option.is_flag:
        return names
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    return f"{names} {'|'.join(map(str, choices)) or option.metavar}"


def _told(option: click.Option) -> str:
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"{option.help or ''}{default}"


def _shown() -> str:
    """What `show` prints of the first family of README.md."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = _FIRST_FAMILY.search(readme)
    assert found is not None  # noqa: S101 - a test proves this family
    family, spec = found.groups()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{family}.yaml")
        path.parent.mkdir(parents=True)
        path.write_text(spec, encoding="utf-8")
        printed = CliRunner().invoke(commands, ["show", family, "--specs", folder], catch_exceptions=False)
    return f"```text\n{printed.output.strip()}\n```"


def _exit_codes() -> str:
    found: dict[int, list[str]] = {0: ["All is well"]}
    for kind in SetwrightError.__subclasses__():
        found.setdefault(kind.exit_code, []).append((kind.__doc__ or "").split(". ")[0].strip().rstrip("."))
    return _table(("status", "means"), ((str(code), ". ".join(found[code]) + ".") for code in sorted(found)))


TABLES: dict[str, Callable[[], str]] = {
    "formats": _formats,
    "kinds": _kinds,
    "profiles": _profiles,
    "families": _families,
    "moodle types": _moodle_types,
    "keys of a spec": lambda: _keys(Spec),
    "keys of an open part": lambda: _keys(OpenPart),
    "keys of a mistake": lambda: _keys(Mistake),
    "keys of a choice part": lambda: _keys(ChoicePart),
    "keys of an option": lambda: _keys(Option),
    "keys of a verdict part": lambda: _keys(VerdictPart),
    "keys of a reason": lambda: _keys(Reason),
    "keys of a matching part": lambda: _keys(MatchingPart),
    "keys of a pair": lambda: _keys(Pair),
    "keys of an ordering part": lambda: _keys(OrderingPart),
    "keys of an essay part": lambda: _keys(EssayPart),
    "keys of a rubric": lambda: _keys(Criterion),
    "keys of a set": lambda: _keys(SetFile),
    "keys of an item": lambda: _keys(SetItem),
    "keys of paper": lambda: _keys(Paper),
    "domains": _domains,
    "functions": _functions,
    "methods": _methods,
    "figures": _figures,
    "latex": _commands_of_latex,
    "show": _shown,
    "commands": _commands,
    "exit codes": _exit_codes,
}
"""The tables by the name in their markers."""
