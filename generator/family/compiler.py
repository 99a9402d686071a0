"""Makes families from specs.

Expressions become callables, prose becomes trees with holes, domains become things that draw. All mistakes
that can be seen without drawing are found and reported together, each at its place in the spec. How each form of
part is compiled stands in `parts`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import sympy

from generator.errors import Fault, SpecError, TextFault
from generator.family.asks import FamilyPart, Located, Wording, offered
from generator.family.family import Definition, Family
from generator.family.parts import compile_part
from generator.figures import FIGURES
from generator.maths.functions import FUNCTIONS
from generator.maths.language import Scope, compile_expression
from generator.methods import METHODS
from generator.model import LANGUAGES, Paragraph
from generator.prose.fill import Prose
from generator.prose.read import read
from generator.prose.tree import Hole, HoleSource, ProseError
from generator.sampling.parameters import Parameter, compile_parameter
from generator.spec.fields import Translated
from generator.spec.parts import AnyPart, OpenPart
from generator.spec.schema import Spec
from generator.spec.source import Source

FAIRNESS = ("largest", "step_count", "answer_length")
"""The measures of difficulty that `fair` can speak of; `difficulty.measure` takes them."""

_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")
_TAKEN = frozenset({*FUNCTIONS, *METHODS, *FIGURES, "steps", "values", "true", "false"})


def compile_family(spec: Spec, id: str, file: str, language: str = LANGUAGES[0]) -> Family:
    """The family that a spec defines, in one language. `file` is the path as messages show it.

    Raises SpecError with every fault that can be seen without drawing; among them texts that are translated, but
    not into `language`.
    """
    return Compiler(spec, id, file, language).family()


class Compiler:
    """Goes through a spec once, in the order in which names come into being, and collects faults."""

    def __init__(self, spec: Spec, id: str, file: str, language: str) -> None:
        self.spec = spec
        self.id = id
        self.file = file
        self.language = language
        self.faults: list[Fault] = []
        self.names: frozenset[str] = frozenset()
        self.answers: frozenset[str] = frozenset()
        """The ids of the parts before this one that stand for their answers."""

    def family(self) -> Family:
        """The family. Raises SpecError."""
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
        parts = tuple([self.part(part) for part in spec.parts])
        named = self.answers
        solution = self.wording(spec.solution, named)
        hints = None if spec.hints is None else tuple([self.wording(hint, named) for hint in spec.hints])
        note = self.expression(spec.note) if spec.note else None
        fair = tuple([self.measured(source) for source in spec.fair])
        title = self.title()
        if self.faults:
            raise SpecError(self.faults)
        base: Scope = {name: sympy.Symbol(name) for name in symbols}
        return Family(
            self.id, self.file, title.text.strip(), spec.topics, spec.level, self.language, symbols, base,
            parameters, tuple(definitions), checks, question, parts, solution, hints, note, fair, named,
            _asked(question, parts),
        )  # fmt: skip

    def define(self, name: Source) -> None:
        """A name comes into being."""
        if name.text in _TAKEN:
            self.faults.append(
                name.fault(f"the name `{name.text}` is taken by a function", "Choose another name.")
            )
        self.names |= {name.text}

    def parameter(self, name: Source, text: Source) -> Parameter | None:
        """A parameter and its domain; None if the domain is wrong."""
        parameter = None
        try:
            parameter = compile_parameter(name.text, text.text, self.names)
        except TextFault as fault:
            self.faults.append(text.located(fault))
        self.define(name)
        return parameter

    def part(self, part: AnyPart) -> FamilyPart:
        """A part; from here on its id stands for its answer, if it can be a name and is none yet."""
        compiled = compile_part(self, part)
        if part.id.isidentifier() and part.id not in self.names | _TAKEN and isinstance(part, OpenPart):
            self.answers |= {part.id}
        return compiled

    def expression(self, source: Source, extra: frozenset[str] = frozenset()) -> Located:
        """An expression over all names so far and the `extra` ones."""
        try:
            return Located(compile_expression(source.text, self.names | extra, METHODS, FIGURES), source)
        except TextFault as fault:
            self.faults.append(source.located(self.explained(source.text, fault)))
            return NOTHING

    def explained(self, text: str, fault: TextFault) -> TextFault:
        """A fault of an expression; if its place is a part's id, with a hint where that stands for an answer."""
        word = text[fault.offset : fault.offset + fault.length]
        part = next((part for part in self.spec.parts if part.id == word), None)
        if part is None or word in self.names:
            return fault
        if word in _TAKEN:
            return replace(fault, hint=f"If part {word} is meant, give it another `id`.")
        if not isinstance(part, OpenPart):
            return replace(fault, hint=f"Part {word} is of kind `{part.kind}`, which has no value.")
        hint = (
            f"The answer of part {word} is known in the solution and in later parts, except in what they ask."
        )
        return replace(fault, hint=hint)

    def measured(self, source: Source) -> Located:
        """A condition of `fair`, in which the measures of difficulty have names."""
        located = self.expression(source, frozenset(FAIRNESS))
        for name in sorted(self.names.intersection(located.compiled.names, FAIRNESS)):
            message = f"`{name}` is a measure of difficulty here, and a name of this spec as well"
            self.faults.append(source.fault(message, "Rename it where it is defined."))
        return located

    def requirements(self, stages: list[frozenset[str]]) -> tuple[tuple[Located, ...], ...]:
        """The requirements, each at the first stage at which all its names are there."""
        checks: list[list[Located]] = [[] for _ in stages]
        for source in self.spec.require:
            located = self.expression(source)
            needs = set(located.compiled.names)
            stage = next((k for k, names in enumerate(stages) if needs <= names), len(stages) - 1)
            checks[stage].append(located)
        return tuple(map(tuple, checks))

    # ─── Prose ───────────────────────────────────────────────────────────────────────────────────────────

    def line(self, given: Source | Translated, extra: frozenset[str] = frozenset()) -> Wording:
        """Prose that must be a single paragraph."""
        wording = self.wording(given, extra)
        blocks: tuple[object, ...] = wording.prose.blocks
        if len(blocks) == 1 and type(blocks[0]) is Hole and not _steps(wording.holes):
            holes = tuple(HoleSource(hole.source, hole.offset, "text") for hole in wording.prose.holes)
            return replace(wording, prose=Prose((Paragraph(tuple(blocks)),), holes), places=("text",))  # type: ignore[arg-type]  # a hole
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            hint = "Lists, tables and displayed formulas belong in the question or the solution."
            if len(blocks) == 1 and type(blocks[0]) is Hole:
                self.faults.append(wording.source.fault("`steps` belong in the solution, not here"))
            else:
                self.faults.append(wording.source.fault("one paragraph of text is expected here", hint))
        return wording

    def wording(self, given: Source | Translated, extra: frozenset[str] = frozenset()) -> Wording:
        """Prose in the language of the family; translations are all read, and must have the same holes."""
        if isinstance(given, Source):
            return self.read(given, extra)
        read = {language: self.read(source, extra) for language, source in given.texts}
        (first, original), *others = read.items()
        for language, translation in others:
            self.compare(first, original, language, translation)
        self.chosen(given)
        return read.get(self.language, original)

    def title(self) -> Source:
        """The title, which is the same for all variants."""
        title = self.chosen(self.spec.title)
        if "{{" in title.text:
            hint = "All variants have the same title; print values in the question."
            self.faults.append(title.fault("a title has no holes", hint, title.text.index("{{"), 2))
        return title

    def chosen(self, given: Source | Translated) -> Source:
        """The text in the family's language. A text that is not translated stands for every language."""
        if isinstance(given, Source):
            return given
        source = given.get(self.language)
        if source is None:
            hint = f"Add `{self.language}:` beside `{given.texts[0][0]}:`."
            self.faults.append(given.key.fault(f"there is no text in `{self.language}` here", hint))
            return given.texts[0][1]
        return source

    def compare(self, first: str, original: Wording, language: str, translation: Wording) -> None:
        """A translation prints the same values as the original."""
        holes, other = _printed(original), _printed(translation)
        for missing in (holes - other).elements():
            message = (
                f"the text in `{language}` lacks the hole `{{{{ {missing} }}}}` of the text in `{first}`"
            )
            self.faults.append(translation.source.fault(message, "Print the same values in every language."))
        for strange in (other - holes).elements():
            message = (
                f"the text in `{first}` lacks the hole `{{{{ {strange} }}}}` of the text in `{language}`"
            )
            self.faults.append(original.source.fault(message, "Print the same values in every language."))

    def read(self, source: Source, extra: frozenset[str]) -> Wording:
        """One text of prose."""
        try:
            prose = read(source.text)
        except ProseError as error:
            self.faults += [source.located(fault) for fault in error.faults]
            return _SILENCE
        holes = []
        for hole in prose.holes:
            try:
                compiled = compile_expression(hole.source, self.names | extra, METHODS, FIGURES)
            except TextFault as fault:
                known = self.explained(hole.source, fault)
                self.faults.append(source.located(replace(known, offset=known.offset + hole.offset)))
                continue
            holes.append(Located(compiled, source, hole.offset))
        return Wording(source, prose, tuple(holes), tuple(hole.where for hole in prose.holes))


def _printed(wording: Wording) -> Counter[str]:
    """What the holes print, as it is written, without the words in quotes: those are for a translator, too."""
    return Counter("".join(_QUOTED.sub("'…'", hole.compiled.text).split()) for hole in wording.holes)


def _steps(holes: tuple[Located, ...]) -> bool:
    return any(hole.compiled.text.lstrip().startswith("steps(") for hole in holes)


def _asked(question: Wording, parts: tuple[FamilyPart, ...]) -> tuple[Wording, ...]:
    wordings = [question]
    for part in parts:
        wordings += [part.prompt] if part.prompt else []
        wordings += offered(part.asks)
    return tuple(wordings)


NOTHING = Located(compile_expression("0", frozenset()), Source.of("0"))
"""Stands for an expression that could not be compiled; the fault is known."""
_SILENCE = Wording(Source.of("…"), read("…"), (), ())
