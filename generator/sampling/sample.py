"""Variants: draws of a family that meet its requirements and differ from each other.

Variant k is the first candidate of its own stream, seeded by (seed, family, k), that no variant before k has
used up; so it depends on the seed and on k alone, not on how many are drawn after it, on other families or on
who draws. A stream tries at random a bounded number of times; then, if the family is small enough to be
listed, it goes through all that exist in an order of its own, so that every variant can be had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from random import Random

from generator.errors import EvaluationError, Fault, SamplingError
from generator.family import Family, Located
from generator.maths.language import Scope, truth
from generator.maths.values import Anything, MathsError
from generator.maths.written import written
from generator.sampling.domains import below
from generator.sampling.parameters import Parameter

MAX_TRIES = 1_000
"""Random draws for one variant before the stream gives up (or starts listing)."""

MAX_SPACE = 20_000
"""Largest number of combinations of parameters that is gone through one by one."""


class Unusable(Exception):
    """A draw that has no value where one is needed: the fault, and the values that led to it."""

    def __init__(self, fault: Fault, scope: Scope) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.scope = scope


@dataclass(frozen=True, slots=True)
class Variant:
    """One draw: its index, the scope with all names, and the values of the holes of `family.asked`.

    `note` identifies it: a digest of what makes two variants the same.
    """

    index: int
    scope: Scope
    asked: tuple[tuple[Anything, ...], ...]
    note: bytes


@dataclass(frozen=True, slots=True)
class Size:
    """How many different variants a family has: exactly, or at most (`exact` False); None: no bound is known."""

    count: int | None
    exact: bool


def _silent(_variant: Variant) -> None:
    """Nobody wants to hear of draws that repeat an earlier variant."""


class Sampler:
    """Draws the variants of one family for one seed, in order of index, and counts what it threw away."""

    def __init__(self, family: Family, seed: str, again: Callable[[Variant], object] = _silent) -> None:
        """`again` is told of every random draw that prints what an earlier one printed."""
        self.family = family
        self.seed = seed
        self.again = again
        self.draws = 0
        self.repeated = 0
        self.rejected: Counter[str] = Counter()
        self._used: set[bytes] = set()
        self._left: dict[bytes, Variant] | None = None
        """What is left of a family that had to be listed, by note."""

    def candidates(self, index: int) -> Iterator[Variant]:
        """New variants for this index, best first; the caller takes the first that it can prove.

        Raises SamplingError when there is none left, saying what was tried or how many exist, and Unusable
        for a draw in which an expression has no value.
        """
        random = Random(f"{self.seed}|{self.family.id}|{index}")
        if self._left is None:
            yield from self._tried(index, random)
            space = _space(self.family.parameters)
            if space is None or space > MAX_SPACE:
                raise self._exhausted(index)
            listed = _everything(self.family)
            self._left = {variant.note: variant for variant in listed if variant.note not in self._used}
        while self._left:
            note = tuple(self._left)[below(random, len(self._left))]
            self._used.add(note)
            yield replace(self._left.pop(note), index=index)
        raise _too_few(self.family, len(self._used), "more") if self._used else self._exhausted(index)

    def _tried(self, index: int, random: Random) -> Iterator[Variant]:
        for _ in range(MAX_TRIES):
            self.draws += 1
            variant = self._attempt(index, random)
            if variant is not None:
                yield variant

    def _attempt(self, index: int, random: Random) -> Variant | None:
        scope = dict(self.family.base)
        for parameter in self.family.parameters:
            scope[parameter.name] = _drawn(self.family, parameter, random, scope)
        variant = _completed(self.family, index, scope, self._used)
        if variant is None:
            self.repeated += 1
            return None
        if isinstance(variant, str):
            self.rejected[variant] += 1
            return None
        if variant.note in self._used:
            self.repeated += 1
            self.again(variant)
            return None
        self._used.add(variant.note)
        return variant

    def _exhausted(self, index: int) -> SamplingError:
        thrown = [f"`{text}` failed {count:,} times" for text, count in self.rejected.most_common()]
        if self.repeated:
            thrown.append(f"{self.repeated:,} draws repeated an earlier variant")
        if thrown and not self._used:
            message = f"{self.family.id}: no draw meets its requirements: {'; '.join(thrown)}."
            return SamplingError(message, "Loosen the requirement that fails most, or widen the domains.")
        message = (
            f"{self.family.id}: no new variant number {index + 1} was found in {MAX_TRIES:,} draws "
            f"(seed {self.seed}). Of {self.draws:,} draws in all, {'; '.join(thrown) or 'none was usable'}."
        )
        hint = "Ask for fewer variants, widen the domains, or loosen the requirement that fails most."
        return SamplingError(message, hint)


def _completed(family: Family, index: int, scope: Scope, used: Container[bytes] = ()) -> Variant | str | None:
    """The draw with its definitions and its note; if a requirement fails, that requirement's text.

    None if the spec's own note shows that the variant is `used`: so what is printed need not be made, which may be
    figures.
    """
    for stage, checks in enumerate(family.checks):
        if stage:
            definition = family.definitions[stage - 1]
            scope[definition.name] = _value(definition.value, scope)
        for check in checks:
            if not _holds(check, scope):
                return check.source.text
    note = _digest(written(_value(family.note, scope))) if family.note else None
    if note is not None and note in used:
        return None
    try:
        asked = tuple([wording.values(scope) for wording in family.asked])
    except EvaluationError:  # slower, but it knows the place
        asked = tuple(tuple(_value(hole, scope) for hole in wording.holes) for wording in family.asked)
    return Variant(index, scope, asked, note or _digest(written(asked)))


def _digest(identity: str) -> bytes:
    return blake2b(identity.encode(), digest_size=16).digest()


def _everything(family: Family) -> Iterator[Variant]:
    """All draws that meet the requirements, repeated ones included, in the order of the domains' values."""

    def extend(scope: Scope, rest: tuple[Parameter, ...]) -> Iterator[Scope]:
        if not rest:
            yield scope
            return
        for value in _each(family, rest[0], scope):
            yield from extend({**scope, rest[0].name: value}, rest[1:])

    for scope in extend(dict(family.base), family.parameters):
        variant = _completed(family, 0, scope)
        if isinstance(variant, Variant):
            yield variant


def size(family: Family) -> Size:
    """How many different variants there are.

    Exact if the combinations of parameters can be gone through, or if nothing can throw one away and every
    parameter is printed in the question; else the number of combinations bounds it.
    """
    space = _space(family.parameters)
    if space is None:
        return Size(None, exact=False)
    if space <= MAX_SPACE:
        return Size(len({variant.note for variant in _everything(family)}), exact=True)
    free = not any(family.checks) and family.note is None and all(p.domain for p in family.parameters)
    printed = {hole.compiled.text.strip() for wording in family.asked for hole in wording.holes}
    return Size(space, exact=free and all(parameter.name in printed for parameter in family.parameters))


def check_size(family: Family, wanted: int) -> None:
    """Raises SamplingError if fewer than `wanted` variants exist, as far as that is cheap to know.

    The combinations of parameters are counted out when there are few of them for what is wanted; else the
    draw itself will tell, as it will if no draw is usable.
    """
    space = _space(family.parameters)
    if space is None or wanted <= space // 10:
        return
    try:
        count = size(family).count if space <= MAX_SPACE else space
    except Unusable:
        return  # the draw meets it too, and knows which variant it is
    if count and count < wanted:
        raise _too_few(family, count, f"{wanted:,}")


def _too_few(family: Family, count: int, wanted: str) -> SamplingError:
    exist = "variant exists" if count == 1 else "variants exist"
    hint = "Ask for no more than that, or widen the domains of its parameters."
    return SamplingError(f"{family.id}: {count:,} {exist}, {wanted} were asked for.", hint)


def _space(parameters: tuple[Parameter, ...]) -> int | None:
    total = 1
    for parameter in parameters:
        if parameter.size is None:
            return None
        total *= parameter.size
    return total


def _drawn(family: Family, parameter: Parameter, random: Random, scope: Scope) -> Anything:
    try:
        return parameter.draw(random, scope)
    except EvaluationError as error:
        raise Unusable(
            Fault(f"{family.file}: parameter `{parameter.name}`: {error.message}"), scope
        ) from None
    except MathsError as error:
        raise Unusable(Fault(f"{family.file}: parameter `{parameter.name}`: {error}"), scope) from None


def _each(family: Family, parameter: Parameter, scope: Scope) -> Sequence[Anything]:
    try:
        return parameter.each(scope)
    except EvaluationError as error:
        raise Unusable(
            Fault(f"{family.file}: parameter `{parameter.name}`: {error.message}"), scope
        ) from None


def _value(located: Located, scope: Scope) -> Anything:
    try:
        return located.evaluate(scope)
    except EvaluationError as error:
        raise Unusable(located.fault(error), scope) from None


def _holds(check: Located, scope: Scope) -> bool:
    value = _value(check, scope)
    try:
        return truth(value)
    except MathsError as error:
        raise Unusable(check.source.fault(str(error)), scope) from None
