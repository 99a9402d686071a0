"""Layout templates: ours, and those of an instructor in their place.

A template lays out what it is given, as LaTeX, and decides nothing. It is Jinja with `<< value >>`, `<% tag %>` and
`<* remark *>`, since LaTeX has other uses for braces. It runs in Jinja's sandbox: it reads no file, calls nothing of
Python's, changes nothing and makes nothing huge. An instructor's template takes the place of ours with the same name,
and reaches ours as `setwright/…`:

    <% extends "setwright/exam.tex" %>
    <% block rules %>No calculators.<% endblock %>

What is wrong with one is told with file and line: `check` finds most of it before anything is proved, `rendered` the
rest.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
import jinja2.exceptions
import jinja2.meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.errors import Fault, Place, SpecError
from generator.model import Template
from generator.resources import template_names, template_text

FOLDER = "pdf"
OURS = "setwright/"
"""What stands before the name of a template of ours where one of the instructor's has its place."""

VALUES = ("set", "document", "paper", "total", "questions", "layout", "words")
"""What templates are given."""


@cache
def layouts(given: tuple[Template, ...]) -> Layouts:
    """The templates of a build, `given` before ours; each is compiled once a process."""
    return Layouts(given)


class Layouts:
    """The templates of a build: `rendered` lays one out."""

    __slots__ = ("_environment", "_given")

    def __init__(self, given: tuple[Template, ...]) -> None:
        self._given = {template.name: template for template in given}
        self._environment = _environment(self._given)

    def rendered(self, name: str, values: Mapping[str, Any]) -> str:
        """The template `name` with these values. Raises SpecError, with its line, if one of the instructor's fails."""
        try:
            return self._environment.get_template(name).render(values)
        except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            place = self._place(error)
            if place is None:
                raise
            raise SpecError([Fault(_sentence(error), place, _HINT)]) from error

    def _place(self, error: Exception) -> Place | None:
        """Where a template of the instructor's failed; None if it is not theirs but ours."""
        if isinstance(error, jinja2.TemplateSyntaxError):
            return _place(self._given, error.filename or error.name or "", error.lineno)
        frames = traceback.extract_tb(error.__traceback__)
        places = [_place(self._given, frame.filename, frame.lineno or 1) for frame in frames]
        return next((place for place in reversed(places) if place is not None), None)


def check(given: tuple[Template, ...]) -> list[Fault]:
    """What is wrong with an instructor's templates, as far as it can be seen without a paper."""
    by_name = {template.name: template for template in given}
    environment = _environment(by_name)
    ours = {f"{name}.tex" for name in template_names(FOLDER)}
    faults: list[Fault] = []
    used: set[str] = set(ours)
    for template in given:
        try:
            tree = environment.parse(template.text, template.name, template.shown_as)
            environment.compile(tree, template.name, template.shown_as)
        except jinja2.TemplateSyntaxError as error:
            faults.append(Fault(_sentence(error), _line(template, error.lineno), _HINT))
            continue
        used.update(name for name in jinja2.meta.find_referenced_templates(tree) if name)
        for node in tree.find_all(jinja2.nodes.Name):
            if node.ctx == "load" and node.name in _undeclared(tree):
                message = f"There is no value `{node.name}` for a template."
                faults.append(Fault(message, _line(template, node.lineno), _HINT))
    for template in given:
        if template.name not in used:
            message = f"No document is laid out by a template `{template.name}`."
            faults.append(Fault(message, _line(template, 1), f"The templates are {', '.join(sorted(ours))}."))
    for name in sorted(used - ours - set(by_name)):
        if not (name.startswith(OURS) and name.removeprefix(OURS) in ours):
            for template in given:
                at = template.text.find(f'"{name}"')
                if at >= 0:
                    place = _line(template, template.text.count("\n", 0, at) + 1)
                    faults.append(Fault(f"There is no template `{name}`.", place, _HINT))
    return faults


_HINT = "docs/layout.md has every block and every value."


def _undeclared(tree: jinja2.nodes.Template) -> set[str]:
    """The names that are no values; `question` is one in the blocks of each question, `super` in every block."""
    return jinja2.meta.find_undeclared_variables(tree) - {*VALUES, "question", "super"}


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which nothing can be made huge: texts are not multiplied, and few filters are there."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - Jinja's
        raise SecurityError(f"`{operator}` is nothing that a template may calculate")


_FILTERS = (
    "batch",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "replace",
    "reverse",
    "sum",
    "upper",
)


def _environment(given: Mapping[str, Template]) -> _Sandbox:
    def load(name: str) -> tuple[str, str, None] | None:
        template = given.get(name)
        if template is not None:
            return template.text, template.shown_as, None
        plain = name.removeprefix(OURS)
        if plain.removesuffix(".tex") not in template_names(FOLDER):
            return None
        return template_text(FOLDER, plain), f"{OURS}{plain}", None

    environment = _Sandbox(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<*",
        comment_end_string="*>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # what a template prints is LaTeX already, escaped for LaTeX
        auto_reload=False,
        loader=jinja2.FunctionLoader(load),
    )
    for name in ("range", "lipsum", "dict", "cycler", "joiner", "namespace"):
        del environment.globals[name]
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _place(given: Mapping[str, Template], shown_as: str, line: int) -> Place | None:
    template = next((template for template in given.values() if template.shown_as == shown_as), None)
    return None if template is None else _line(template, line)


def _line(template: Template, line: int) -> Place:
    lines = template.text.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    start = len(text) - len(text.lstrip())
    return Place(template.shown_as, line, start + 1, text, max(1, len(text.strip())))


def _sentence(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"There is no template `{error.name}`."
    words = (error.message if isinstance(error, jinja2.TemplateError) else str(error)) or type(error).__name__
    missing = re.fullmatch(r"'dict object' has no attribute '(.*)'", words)
    if missing:
        return f"There is no value `{missing[1]}` here."
    return f"This template cannot be laid out: {words.rstrip('.')}."
