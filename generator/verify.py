"""Proof of a question: what stands between a wrong key and every file.

Nothing here looks at how the answer was found. The certificate holds (exactly for rational numbers, else at points in
general position, to 40 digits); the key earns full credit, and no mistake does, nor what follows from one in a later
part, as the answer's own kind marks them; no two mistakes look or grade alike; the worked steps end in the answer. What
is offered is proved in `offered`.

Only `verify` makes a `Verified`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.answers import ANSWERS, judge, typed_key
from generator.answers.neighbours import neighbours
from generator.errors import EvaluationError
from generator.family import AskTyped, AskVerdict, Family, FamilyPart, Located, certificates
from generator.maths.language import Scope, truth
from generator.maths.language.syntax import shortened
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Worked, plain_value
from generator.maths.values import Matrix as MatrixValue
from generator.maths.written import written
from generator.model import (
    Interval,
    Number,
    OpenAnswer,
    Part,
    Question,
    Set,
    TextAnswer,
    Verified,
)
from generator.offered import NotProved, prove_offered
from generator.sampling.sample import Unusable, Variant
from generator.solve import Solution, SolvedClosed, SolvedPart, SolvedTyped

__all__ = ["NotProved", "discern", "verify"]


def verify(family: Family, variant: Variant, solution: Solution, question: Question) -> Verified:
    """The question, proved. Raises NotProved, or Unusable if a certificate has no value."""
    for part, solved, asked in zip(family.parts, solution.parts, question.parts, strict=True):
        claimed = _claimed(solved)
        for certificate in certificates(part.asks):
            _prove_certificate(certificate, part, claimed, variant.scope)
        if isinstance(part.asks, AskTyped) and isinstance(solved, SolvedTyped):
            _prove_key(part.asks, solved.answer)
            _prove_mistakes(part.asks, part.kind, solved)
            _prove_consequences(part.asks, asked)
        prove_offered(part, asked.answer)
    _prove_steps(family, solution)
    return Verified(question)


def _claimed(solved: SolvedPart) -> Anything:
    return solved.value if isinstance(solved, SolvedTyped) else solved.verdict


def _prove_certificate(certificate: Located, part: FamilyPart, claimed: Anything, scope: Scope) -> None:
    try:
        holds = _holds(certificate, part, claimed, scope)
    except EvaluationError as error:
        raise Unusable(certificate.fault(error), scope) from None
    except MathsError as error:
        raise Unusable(certificate.source.fault(str(error)), scope) from None
    if not holds:
        fault = certificate.source.fault(
            "the certificate does not hold: the answer is wrong, or the certificate is",
            "Compare the answer and the certificate for the values below.",
        )
        raise NotProved(fault, fatal=True)


def _holds(certificate: Located, part: FamilyPart, claimed: Anything, scope: Scope) -> bool:
    """Does a certificate hold for a claimed answer? For a set, for each of its elements."""
    return all(
        truth(certificate.evaluate({**scope, **claim})) for claim in _claims(certificate, part, claimed)
    )


def _claims(certificate: Located, part: FamilyPart, claimed: Anything) -> Iterator[Scope]:
    """What `value` stands for: the answer; for a set each element, unless the certificate speaks of `values`.

    Of a text with several spellings it is the first.
    """
    if part.kind == "text" and isinstance(claimed, tuple):
        yield {"value": claimed[0]}
    elif part.kind != "set":
        yield {"value": claimed}
    elif "value" in certificate.compiled.names:
        yield from ({"value": element, "values": claimed} for element in claimed)
    else:
        yield {"values": claimed}


def discern(family: Family, variant: Variant, solution: Solution) -> None:
    """Raises NotProved if all certificates of a part hold for a wrong answer: then they prove nothing.

    Wrong answers try the certificates as the right one never can. They are the part's mistakes and what lies next to
    the right answer (unless it is right, too); about a verdict, its opposite.
    """
    for part, solved in zip(family.parts, solution.parts, strict=True):
        proofs = certificates(part.asks)
        if not proofs:
            continue
        for place, called, claimed in _wrong(part, solved):
            try:
                fooled = all(_holds(c, part, claimed, variant.scope) for c in proofs)
            except (EvaluationError, MathsError):
                continue  # a certificate that has no value for a wrong answer does not accept it
            if fooled:
                message = f"the certificate holds for {called} too, so it does not prove the answer"
                hint = "Write a relation that only the right answer satisfies, or add a second one."
                raise NotProved(place.source.fault(message, hint), fatal=True)


def _wrong(part: FamilyPart, solved: SolvedPart) -> Iterator[tuple[Located, str, Anything]]:
    """Wrong answers: where to complain if one is accepted, what it is called, and the value."""
    asks = part.asks
    if isinstance(asks, AskTyped) and isinstance(solved, SolvedTyped):
        for mistake, value in zip(asks.mistakes, solved.wrong, strict=True):
            yield mistake.answer, "this mistake", plain_value(value)
        for value in neighbours(solved.value):
            if not _is_right(value, part.kind, asks, solved.answer):
                yield asks.certificates[0], f"the wrong answer `{shortened(written(value))}`", value
    elif isinstance(asks, AskVerdict) and isinstance(solved, SolvedClosed):
        yield asks.certificates[0], "the opposite verdict", not solved.verdict


def _is_right(value: Anything, kind: str, asks: AskTyped, right: OpenAnswer) -> bool:
    """Would this be marked right? (What cannot be an answer tries no certificate, so it counts as right.)"""
    try:
        return ANSWERS[kind].same(right, ANSWERS[kind].make(value, asks.options))
    except MathsError:
        return True


# ─── What is typed ───────────────────────────────────────────────────────────────────────────────────────


def _prove_key(asks: AskTyped, answer: OpenAnswer) -> None:
    """The key, typed as a student would, must earn full credit; of a text, every spelling."""
    keys = answer.accepted if isinstance(answer, TextAnswer) else (typed_key(answer),)
    try:
        right = all(key is None or judge(answer, key) == 1 for key in keys)
    except ValueError as error:
        raise NotProved(asks.answer.source.fault(f"the key cannot be typed: {error}"), fatal=True) from None
    if not right:
        raise NotProved(asks.answer.source.fault("the key as it is typed would not be marked right"), True)


def _prove_mistakes(asks: AskTyped, kind: str, solved: SolvedTyped) -> None:
    same = ANSWERS[kind].same
    right = solved.answer
    scaled = asks.options.tolerance.kind in ("relative", "significant") or asks.options.up_to
    earlier: list[OpenAnswer] = []
    for mistake, answer in zip(asks.mistakes, solved.mistakes, strict=True):
        try:
            if same(right, answer) or _printed(answer) == _printed(right):
                raise NotProved(
                    mistake.answer.source.fault("this mistake leads to the right answer"), fatal=False
                )
            for other in earlier:
                if (
                    same(other, answer)
                    or (scaled and same(answer, other))
                    or _printed(answer) == _printed(other)
                ):
                    message = "this mistake leads to the same answer as one before it"
                    raise NotProved(mistake.answer.source.fault(message), fatal=False)
        except MathsError as error:
            raise NotProved(mistake.answer.source.fault(str(error)), fatal=False) from None
        earlier.append(answer)


def _prove_consequences(asks: AskTyped, asked: Part) -> None:
    """What follows from mistakes in earlier parts, typed as a student would, must not be marked right."""
    for consequence in asked.consequences:
        told = f"what follows from mistake {consequence.mistake + 1} of part {consequence.part}"
        try:
            typed = typed_key(consequence.answer)
            right = ANSWERS[asked.answer.kind].same(asked.answer, consequence.answer)
            right = right or (typed is not None and judge(asked.answer, typed) == 1)
        except (MathsError, ValueError) as error:
            raise NotProved(asks.answer.source.fault(f"{told} cannot be marked: {error}"), False) from None
        if right:
            raise NotProved(asks.answer.source.fault(f"{told} would be marked right"), fatal=False)


def _printed(answer: OpenAnswer) -> tuple[object, ...]:
    """What is seen of an answer: two numbers in different units do not look alike."""
    return answer.shown, answer.unit if isinstance(answer, Number) else None


# ─── What is worked out ──────────────────────────────────────────────────────────────────────────────────


def _prove_steps(family: Family, solution: Solution) -> None:
    """One of the worked methods of the solution, if there are any, ends in an answer of the question."""
    worked = [
        (hole, value)
        for hole, value in zip(family.solution.holes, solution.holes, strict=True)
        if isinstance(value, Worked)
    ]
    answers = [(part.answer, part.value) for part in solution.parts if isinstance(part, SolvedTyped)]
    if not worked or not answers:
        return
    hole, _ = worked[-1]
    try:
        ends = any(
            _ends_in(plain_value(found), answer, value)
            for _, found in reversed(worked)
            for answer, value in answers
        )
    except MathsError as error:
        raise NotProved(
            hole.source.fault(str(error), "", hole.offset, len(hole.compiled.text)), fatal=False
        ) from None
    if not ends:
        message = "the worked steps do not end in the answer"
        raise NotProved(hole.source.fault(message, "", hole.offset, len(hole.compiled.text)), fatal=True)


def _ends_in(result: object, answer: OpenAnswer, value: object) -> bool:
    if equal(result, value):
        return True
    if isinstance(answer, Interval):
        ends = tuple(end.value for end in (answer.low, answer.high) if end is not None)
        return isinstance(result, tuple) and equal(result, ends)
    if isinstance(answer, Set) and isinstance(result, tuple):
        elements = tuple(number.value for number in answer.elements)
        return all(any(equal(a, b) for b in elements) for a in result) and len(result) >= len(elements)
    found = result.rows if isinstance(result, MatrixValue) else result
    if isinstance(found, tuple):  # a method that finds several things, one part asking for each
        return any(equal(item, value) for item in found)
    return False
