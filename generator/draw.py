"""Drawing proved questions of one family: sample → solve → compose → verify, until each index has one.

A draw that cannot be proved is counted and replaced by the next candidate. (Draws that fail a requirement or
repeat a variant never leave the sampler; those that are not `fair` are thrown away here, and counted with them.)
What is wrong with the spec itself (a certificate that does not hold, an expression without a value) is an error at
once: no amount of drawing mends it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from shlex import quote

from generator.answers import ANSWERS
from generator.compose import Form, compose
from generator.difficulty import unfair
from generator.engine.limits import TimeUp, time_limit
from generator.errors import Fault, SamplingError, TooSlow, VerificationError
from generator.family import Family
from generator.maths.language import Scope
from generator.maths.values import MathsError
from generator.maths.written import written
from generator.model import Verified
from generator.paper import STUDENT
from generator.sampling.sample import Sampler, Unusable, Variant, check_size
from generator.solve import Solution, SolvedClosed, SolvedPart, SolvedTyped, solve
from generator.verify import NotProved, discern, verify

SECONDS = 20.0
"""Time for one variant, everything included, before the family is given up as too slow."""

PATIENCE = 20
"""Failed proofs before their share of all draws is looked at."""

SUSPICION = 3
"""Variants of a draw whose certificates are tried on the mistakes as well."""

MEMORY = 100
"""Variants that later draws which print the same are compared with."""


class Draw:
    """Draws the questions of one family for one seed and form, in order of index."""

    def __init__(self, family: Family, seed: str, form: Form = "open") -> None:
        self.family = family
        self.form = form
        self.sampler = Sampler(family, seed, self._again)
        self._first: dict[bytes, tuple[Scope, Solution]] = {}
        """The first variants, by note, to be compared with draws that print the same."""
        self.proved = 0
        self.failed: Counter[str] = Counter()
        self.unfair: Counter[str] = Counter()
        self.right: Counter[tuple[str, int]] = Counter()
        """How often each option or reason was right, by part and number."""

    def begin(self, seed: str) -> None:
        """Starts again with another seed, at index 0. What was tried and counted so far still counts."""
        self.sampler = Sampler(self.family, seed, self._again)

    def expect(self, count: int) -> None:
        """Raises SamplingError if fewer than `count` variants exist, as far as that is cheap to know."""
        check_size(self.family, count)

    def __call__(self, index: int) -> Verified:
        """The question with this index; indices are asked for in order, from 0.

        Raises VerificationError if the family cannot be proved (TooSlow if that takes too long), SamplingError if no
        variant is left.
        """
        try:
            with time_limit(SECONDS):
                return self._first_proved(index)
        except TimeUp:
            fault = Fault(f"{self.family.file}: a variant took longer than {SECONDS:g} seconds")
            error = self._error(index, fault, {})
            raise TooSlow(error.message, error.hint) from None

    def _first_proved(self, index: int) -> Verified:
        try:
            for variant in self.sampler.candidates(index):
                try:
                    solution = solve(self.family, variant)
                    question = verify(
                        self.family, variant, solution, compose(self.family, variant, solution, self.form)
                    )
                    if self.proved < SUSPICION:
                        discern(self.family, variant, solution)
                except NotProved as failure:
                    self._count(index, failure, variant)
                    continue
                if self.family.fair and (text := unfair(self.family, question, variant.scope)):
                    self.sampler.rejected[f"fair: {text}"] += 1
                    self.unfair[text] += 1
                    continue
                self.proved += 1
                self._tell_right(solution)
                if len(self._first) < MEMORY:
                    self._first[variant.note] = (variant.scope, solution)
                return question
        except Unusable as failure:
            fault = failure.fault
            hint = fault.hint or "Mend the expression, or exclude such draws with `require:`."
            raise self._error(index, replace(fault, hint=hint), failure.scope) from None
        except SamplingError:
            if not self.failed and not self.unfair:
                raise
            raise self._exhausted() from None
        raise SamplingError(f"{self.family.id}: no variant is left.")

    def _tell_right(self, solution: Solution) -> None:
        for part, solved in zip(self.family.parts, solution.parts, strict=True):
            if isinstance(solved, SolvedClosed):
                self.right.update((part.id, number) for number, right in enumerate(solved.right) if right)

    def _exhausted(self) -> SamplingError:
        """Why there is no further variant, where it is not the sampler who threw too many away."""
        lines = [f"{self.family.id}: {self.proved:,} different variants can be proved, more were asked for."]
        if self.failed:
            lines.append(f"{self.failed.total():,} draws failed their proof:")
            lines += [f"    {count:,} times: {reason}" for reason, count in self.failed.most_common()]
        if self.unfair:
            lines.append(f"{self.unfair.total():,} draws were not as `fair` wants them:")
            lines += [f"    {count:,} times: `{text}` fails" for text, count in self.unfair.most_common()]
        return SamplingError("\n".join(lines), "Ask for fewer, or mend what fails.")

    def _again(self, variant: Variant) -> None:
        """Two draws that print the same question must have the same answers."""
        if variant.note not in self._first or self.family.note is not None:
            return
        scope, earlier = self._first[variant.note]
        try:
            if all(map(_alike, earlier.parts, solve(self.family, variant).parts)):
                return
        except MathsError as error:
            raise Unusable(self.family.question.source.fault(str(error)), variant.scope) from None
        different = [p.name for p in self.family.parameters if scope[p.name] != variant.scope[p.name]]
        told = " and ".join(
            ", ".join(f"{name} = {written(values[name])}" for name in different)
            for values in (scope, variant.scope)
        )
        message = f"two draws print the same question but have different answers: {told}"
        hint = f"Print what the answer depends on: is a hole such as {{{{ {different[0]} }}}} missing here?"
        raise Unusable(self.family.question.source.fault(message, hint), variant.scope)

    def _count(self, index: int, failure: NotProved, variant: Variant) -> None:
        if failure.fatal:
            raise self._error(index, failure.fault, variant.scope)
        place = failure.fault.place
        self.failed[f"line {place.line}: {failure.fault.message}" if place else failure.fault.message] += 1
        failures = self.failed.total()
        if failures >= PATIENCE and 2 * failures > failures + self.proved:
            share = f"{failures} of {failures + self.proved} draws failed their proof, the last one so:"
            raise self._error(index, failure.fault, variant.scope, share)

    def _error(self, index: int, fault: Fault, scope: Scope, share: str = "") -> VerificationError:
        drawn = [
            f"{parameter.name} = {written(scope[parameter.name])}"
            for parameter in self.family.parameters
            if parameter.name in scope
        ]
        shown = self.sampler.seed.replace(STUDENT, "\\x1f")
        lines = [
            f"{self.family.id} fails its proof (seed {shown}, variant {index + 1}).",
            *([share] if share else []),
            fault.render(),
            *([f"    drawn: {', '.join(drawn)}"] if drawn else []),
        ]
        command = f"setwright show {self.family.id} --seed {_typed(self.sampler.seed)} --variant {index + 1}"
        repeat = f"To see it again: {command}{'' if self.form == 'open' else f' --form {self.form}'}"
        return VerificationError("\n".join(lines), repeat, fault.place)


def _typed(seed: str) -> str:
    """A seed as it is typed in a shell; that of a student holds a sign that no key types."""
    if STUDENT not in seed:
        return quote(seed)
    plain = seed.replace("\\", "\\\\").replace("'", "\\'").replace(STUDENT, "\\x1f")
    return f"$'{plain}'"


def _alike(one: SolvedPart, other: SolvedPart) -> bool:
    if isinstance(one, SolvedTyped) and isinstance(other, SolvedTyped):
        return ANSWERS[one.answer.kind].same(one.answer, other.answer)
    return one == other


def draw(family: Family, seed: str, form: Form = "open") -> Draw:
    """What draws the proved questions of a family for a seed."""
    return Draw(family, seed, form)
