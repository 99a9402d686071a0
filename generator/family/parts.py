"""Compiles the parts of a spec, each form in its own function."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.answers.options import Options
from generator.answers.units import fits, make_unit
from generator.errors import EvaluationError, TextFault
from generator.family.asks import (
    AskChoice,
    AskEssay,
    AskMatching,
    AskOrdering,
    AskTyped,
    AskVerdict,
    FamilyMistake,
    FamilyOption,
    FamilyPart,
    Located,
)
from generator.family.repeats import compares_with_itself, repeats
from generator.maths.language import exact_number
from generator.maths.values import MathsError
from generator.model import EXACT, Tolerance
from generator.spec.parts import (
    AnyPart,
    ChoicePart,
    EssayPart,
    MatchingPart,
    OpenPart,
    Option,
    OrderingPart,
    Reason,
    VerdictPart,
)
from generator.spec.source import Source

if TYPE_CHECKING:  # the compiler imports this module for its table
    from generator.family.compiler import Compiler


def compile_part(c: Compiler, part: AnyPart) -> FamilyPart:
    """A part of any form. Faults are added to those of the compiler."""
    prompt = c.wording(part.prompt) if part.prompt else None
    return FamilyPart(part.id, part.kind, prompt, _FORMS[type(part)](c, part), part.points)


def _typed(c: Compiler, part: OpenPart) -> AskTyped:
    names = frozenset({"value", "values"} if part.kind == "set" else {"value"})
    answer = c.expression(part.answer, c.answers)
    return AskTyped(
        answer,
        c.expression(part.shown_as, c.answers) if part.shown_as else None,
        _certificates(c, part, names),
        tuple(
            [
                FamilyMistake(
                    c.expression(m.answer, c.answers),
                    c.line(m.feedback, c.answers),
                    _unit(c, m.unit, part.unit) if m.unit else "",
                )
                for m in part.mistakes
            ]
        ),
        Options(
            tolerance=_tolerance(c, part),
            symbols=tuple(symbol.text for symbol in c.spec.symbols),
            up_to=part.up_to or "",
            whole=part.credit == "whole",
            form=part.form or "",
            unit=_unit(c, part.unit, part.unit) if part.unit else "",
            exact_case=part.case == "exact",
        ),
        tuple([id for id in answer.compiled.names if id in c.answers]),
    )


def _choice(c: Compiler, part: ChoicePart) -> AskChoice:
    options = tuple([_option(c, option) for option in part.options])
    return AskChoice(options, part.kind == "multiple", part.credit == "whole")


def _option(c: Compiler, option: Option | Reason) -> FamilyOption:
    right = option.right if isinstance(option.right, bool) else c.expression(option.right, c.answers)
    feedback = c.line(option.feedback, c.answers) if option.feedback else None
    return FamilyOption(c.line(option.text), right, feedback)


def _verdict(c: Compiler, part: VerdictPart) -> AskVerdict:
    return AskVerdict(
        c.expression(part.answer, c.answers) if isinstance(part.answer, Source) else part.answer,
        tuple([_certificate(c, source, part.answer, frozenset({"value"})) for source in part.certificate]),
        c.line(part.feedback, c.answers) if part.feedback else None,
        tuple([_option(c, reason) for reason in part.reasons]),
        tuple([reason.says for reason in part.reasons]),
    )


def _matching(c: Compiler, part: MatchingPart) -> AskMatching:
    return AskMatching(
        tuple([c.line(pair.left) for pair in part.pairs]),
        tuple([c.line(pair.right) for pair in part.pairs]),
        tuple([c.line(text) for text in part.extra]),
    )


def _ordering(c: Compiler, part: OrderingPart) -> AskOrdering:
    return AskOrdering(tuple([c.line(item) for item in part.items]), part.credit == "whole")


def _essay(c: Compiler, part: EssayPart) -> AskEssay:
    return AskEssay(tuple([(line.points, c.line(line.text, c.answers)) for line in part.rubric]), part.lines)


_FORMS: dict[type, Any] = {
    OpenPart: _typed,
    ChoicePart: _choice,
    VerdictPart: _verdict,
    MatchingPart: _matching,
    OrderingPart: _ordering,
    EssayPart: _essay,
}


def _certificates(c: Compiler, part: OpenPart, names: frozenset[str]) -> tuple[Located, ...]:
    """The certificates of a typed answer; those of a set speak of all its elements, too."""
    faults = len(c.faults)
    made = tuple([_certificate(c, source, part.answer, names) for source in part.certificate])
    partial = part.kind == "set" and not any("values" in one.compiled.names for one in made)
    if partial and len(c.faults) == faults:
        hint = "Add one about `values`, the list of all elements, such as `size(values) == 2`."
        c.faults.append(part.certificate[0].fault("nothing says that no element of the set is missing", hint))
    return made


def _certificate(c: Compiler, source: Source, answer: Source | bool, names: frozenset[str]) -> Located:
    """A certificate speaks of the answer, and not by repeating its expression."""
    faults = len(c.faults)
    located = c.expression(source, c.answers | names)
    if len(c.faults) == faults and not names & set(located.compiled.names):
        hint = "Write a relation that holds only for the right answer: `A * value == b`."
        c.faults.append(source.fault("the certificate does not mention `value`, so it proves nothing", hint))
    if compares_with_itself(source.text):
        hint = "Find a relation that the answer must satisfy, and no other."
        c.faults.append(source.fault("the certificate compares something with itself", hint))
    definitions = {binding.name.text: binding.value.text for binding in c.spec.let}
    if isinstance(answer, Source) and repeats(source.text, answer.text, definitions):
        hint = "Find a relation that the answer must satisfy, by another road than the one that found it."
        c.faults.append(source.fault("the certificate is the answer's own expression again", hint))
    return located


def _unit(c: Compiler, source: Source, wanted: Source | None) -> str:
    """A unit that exists and measures what the unit of the part does."""
    hint = "Write units as in `m/s^2`, `kg*m` or `km/h`."
    try:
        unit = make_unit(source.text)
    except MathsError as error:
        c.faults.append(source.fault(str(error), hint))
        return ""
    if wanted is None:
        hint = "Give the part a `unit`, too."
        c.faults.append(source.fault(f"`{source.text}` has nothing to be compared with", hint))
        return ""
    try:
        if not fits(unit, make_unit(wanted.text)):
            message = f"`{source.text}` does not fit `{wanted.text}`: they measure different things"
            c.faults.append(source.fault(message, "Give both in units of the same kind."))
    except MathsError:
        return ""  # the part's own unit is wrong, and reported as such
    return source.text.strip()


def _tolerance(c: Compiler, part: OpenPart) -> Tolerance:
    if part.significant is not None:
        return Tolerance("significant", Fraction(part.significant))
    source = part.tolerance or part.relative
    if source is None:
        return EXACT
    try:
        amount = exact_number(source.text)
    except TextFault as fault:
        c.faults.append(source.located(fault))
        return EXACT
    except EvaluationError as error:
        c.faults.append(source.fault(error.message, "", error.offset, error.length))
        return EXACT
    if amount <= 0:
        c.faults.append(source.fault("a tolerance must be above 0", "Leave the key out for an exact answer."))
        return EXACT
    if part.relative and amount >= 1:
        hint = "It is a share of the answer: 0.01 is one percent."
        c.faults.append(source.fault("a relative tolerance must be below 1, or 0 would be right", hint))
        return EXACT
    return Tolerance("absolute" if part.tolerance else "relative", amount)
