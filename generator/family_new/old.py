"""A family: a problem spec, compiled. Everything that does not depend on numbers is done here, once.

Expressions become callables, prose becomes trees with holes, domains become things that draw. All mistakes
that can be seen without drawing are found and reported together, each at its place in the spec.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy

from generator.errors import EvaluationError, Fault, SpecError, TextFault
from generator.maths.functions import FUNCTIONS
from generator.maths.language import Compiled, Scope, compile_expression, exact_number
from generator.maths.values import Anything
from generator.methods import METHODS
from generator.model import EXACT, Blocks, Paragraph, Tolerance
from generator.prose.fill import Prose, fill
from generator.prose.read import read
from generator.prose.tree import Content, ProseError, Where
from generator.sampling.parameters import Parameter, compile_parameter
from generator.spec.schema import ChoicePart, OpenPart, Spec
from generator.spec.source import Source


@dataclass(frozen=True, slots=True)
class Located:
    """A compiled expression that knows where it stands in the spec."""

    compiled: Compiled
    source: Source
    offset: int = 0

    def evaluate(self, scope: Scope) -> Anything:
        """The value. Raises EvaluationError, whose place `fault` can tell."""
        return self.compiled.run(scope)

    def fault(self, error: EvaluationError) -> Fault:
        """What went wrong, at its place."""
        return self.source.fault(error.message, "", self.offset + error.offset, error.length)


@dataclass(frozen=True, slots=True)
class Wording:
    """Prose, parsed, with its holes compiled, and where it stands."""

    source: Source
    prose: Prose
    holes: tuple[Located, ...]
    places: tuple[Where, ...]

    def values(self, scope: Scope) -> tuple[Anything, ...]:
        """The values of the holes."""
        return tuple([hole.evaluate(scope) for hole in self.holes])

    def filled(self, contents: Sequence[Content]) -> Blocks:
        """The blocks, with each hole's content in its place."""
        return fill(self.prose, contents)


@dataclass(frozen=True, slots=True)
class FamilyMistake:
    """A mistake, compiled."""

    answer: Located
    feedback: Wording


@dataclass(frozen=True, slots=True)
class FamilyOption:
    """An option of a choice, compiled; `right` is fixed or decided for each variant."""

    text: Wording
    right: bool | Located
    feedback: Wording | None


@dataclass(frozen=True, slots=True)
class FamilyPart:
    """A part, compiled. `answer` is None for a choice, which has `options` instead."""

    id: str
    kind: str
    prompt: Wording | None
    answer: Located | None
    certificates: tuple[Located, ...]
    mistakes: tuple[FamilyMistake, ...]
    options: tuple[FamilyOption, ...]
    tolerance: Tolerance
    up_to_scale: bool
    points: Fraction


@dataclass(frozen=True, slots=True)
class Definition:
    """A name of `let`, and the expression that defines it."""

    name: str
    value: Located


@dataclass(frozen=True, slots=True)
class Family:
    """A parameterised question, ready to draw from.

    `base` holds the symbols. `definitions` and `requirements` are evaluated in order, each requirement as
    soon as its names are there (`checks[n]` are those possible after n definitions). `asked` are the wordings
    that a student sees before answering, in order: the question, then each part's prompt and options. Two
    variants with equal values in all their holes are one variant, unless `note` says what identifies one.
    """

    id: str
    file: str
    title: str
    topics: tuple[str, ...]
    level: str
    symbols: tuple[str, ...]
    base: Scope
    parameters: tuple[Parameter, ...]
    definitions: tuple[Definition, ...]
    checks: tuple[tuple[Located, ...], ...]
    question: Wording
    parts: tuple[FamilyPart, ...]
    solution: Wording
    note: Located | None
    asked: tuple[Wording, ...]


def compile_family(spec: Spec, id: str, file: str) -> Family:
    """The family that a spec defines. `file` is the path as messages show it.

    Raises SpecError with every fault that can be seen without drawing.
    """
    return _Compiler(spec, id, file).family()


def _asked(question: Wording, parts: tuple[FamilyPart, ...]) -> tuple[Wording, ...]:
    wordings = [question]
    for part in parts:
        wordings += [part.prompt] if part.prompt else []
        wordings += [option.text for option in part.options]
    return tuple(wordings)


class _Compiler:
    """Goes through a spec once, in the order in which names come into being, and collects faults."""

    def __init__(self, spec: Spec, id: str, file: str) -> None:
        self.spec = spec
        self.id = id
        self.file = file
        self.faults: list[Fault] = []
        self.names: frozenset[str] = frozenset()

    def family(self) -> Family:
        spec = self.spec
        for symbol in spec.symbols:
            self.define(symbol)
        symbols = tuple(symbol.text for symbol in spec.symbols)
        parameters = tuple(filter(None, [self.parameter(b.name, b.value) for b in spec.parameters]))
        stages = [self.names]
        definitions = []
        for binding in spec.let:
            value = self.expression(binding.value)
            self.define(binding.name)
            stages.append(self.names)
            definitions.append(Definition(binding.name.text, value))
        checks = self.requirements(stages)
        question = self.wording(spec.question)
        parts = tuple(map(self.part, spec.parts))
        solution = self.wording(spec.solution)
        note = self.expression(spec.note) if spec.note else None
        if self.faults:
            raise SpecError(self.faults)
        base: Scope = {name: sympy.Symbol(name) for name in symbols}
        return Family(
            self.id, self.file, spec.title, spec.topics, spec.level, symbols, base, parameters,
            tuple(definitions), checks, question, parts, solution, note, _asked(question, parts),
        )  # fmt: skip

    def define(self, name: Source) -> None:
        if (
            name.text in FUNCTIONS
            or name.text in METHODS
            or name.text in ("steps", "values", "true", "false")
        ):
            self.faults.append(
                name.fault(f"the name `{name.text}` is taken by a function", "Choose another name.")
            )
        self.names |= {name.text}

    def parameter(self, name: Source, text: Source) -> Parameter | None:
        parameter = None
        try:
            parameter = compile_parameter(name.text, text.text, self.names)
        except TextFault as fault:
            self.faults.append(text.located(fault))
        self.define(name)
        return parameter

    def expression(self, source: Source, extra: frozenset[str] = frozenset()) -> Located:
        try:
            return Located(compile_expression(source.text, self.names | extra, METHODS), source)
        except TextFault as fault:
            self.faults.append(source.located(fault))
            return _NOTHING

    def requirements(self, stages: list[frozenset[str]]) -> tuple[tuple[Located, ...], ...]:
        checks: list[list[Located]] = [[] for _ in stages]
        for source in self.spec.require:
            located = self.expression(source)
            needs = set(located.compiled.names)
            stage = next((k for k, names in enumerate(stages) if needs <= names), len(stages) - 1)
            checks[stage].append(located)
        return tuple(map(tuple, checks))

    def line(self, source: Source) -> Wording:
        """Prose that must be a single paragraph."""
        wording = self.wording(source)
        if len(wording.prose.blocks) != 1 or not isinstance(wording.prose.blocks[0], Paragraph):
            hint = "Lists, tables and displayed formulas belong in the question or the solution."
            self.faults.append(source.fault("one paragraph of text is expected here", hint))
        elif "block" in wording.places:
            self.faults.append(source.fault("`steps` belong in the solution, not here"))
        return wording

    def wording(self, source: Source) -> Wording:
        try:
            prose = read(source.text)
        except ProseError as error:
            self.faults += [source.located(fault) for fault in error.faults]
            return _SILENCE
        holes = []
        for hole in prose.holes:
            try:
                compiled = compile_expression(hole.source, self.names, METHODS)
            except TextFault as fault:
                moved = TextFault(fault.message, fault.offset + hole.offset, fault.length, fault.hint)
                self.faults.append(source.located(moved))
                continue
            holes.append(Located(compiled, source, hole.offset))
        return Wording(source, prose, tuple(holes), tuple(hole.where for hole in prose.holes))

    def part(self, part: OpenPart | ChoicePart) -> FamilyPart:
        prompt = self.wording(part.prompt) if part.prompt else None
        if isinstance(part, ChoicePart):
            options = tuple(
                FamilyOption(
                    self.line(option.text),
                    option.right if isinstance(option.right, bool) else self.expression(option.right),
                    self.line(option.feedback) if option.feedback else None,
                )
                for option in part.options
            )
            return FamilyPart(part.id, "choice", prompt, None, (), (), options, EXACT, False, part.points)
        extra = frozenset({"value", "values"} if part.kind == "set" else {"value"})
        return FamilyPart(
            part.id,
            part.kind,
            prompt,
            self.expression(part.answer),
            tuple(self.certificate(source, part.answer, extra) for source in part.certificate),
            tuple(FamilyMistake(self.expression(m.answer), self.line(m.feedback)) for m in part.mistakes),
            (),
            self.tolerance(part),
            part.up_to == "scale",
            part.points,
        )

    def certificate(self, source: Source, answer: Source, extra: frozenset[str]) -> Located:
        located = self.expression(source, extra)
        if located is not _NOTHING and not extra & set(located.compiled.names):
            hint = "Write a relation that holds only for the right answer: `A * value == b`."
            self.faults.append(
                source.fault("the certificate does not mention `value`, so it proves nothing", hint)
            )
        text, solved = "".join(source.text.split()), "".join(answer.text.split())
        if text in (f"value=={solved}", f"{solved}==value"):
            hint = "Find a relation that the answer must satisfy, by another road than the one that found it."
            self.faults.append(source.fault("the certificate is the answer's own expression again", hint))
        return located

    def tolerance(self, part: OpenPart) -> Tolerance:
        source = part.tolerance or part.relative
        if source is None:
            return EXACT
        try:
            amount = exact_number(source.text)
        except TextFault as fault:
            self.faults.append(source.located(fault))
            return EXACT
        except EvaluationError as error:
            self.faults.append(source.fault(error.message, "", error.offset, error.length))
            return EXACT
        if amount <= 0:
            self.faults.append(
                source.fault("a tolerance must be above 0", "Leave the key out for an exact answer.")
            )
            return EXACT
        return Tolerance("absolute" if part.tolerance else "relative", amount)


_NOTHING = Located(compile_expression("0", frozenset()), Source.of("0"))
_SILENCE = Wording(Source.of("…"), read("…"), (), ())
