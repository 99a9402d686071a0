"""Proof of a question: what stands between a wrong key and every file.

Nothing here looks at how the answer was found. The certificate holds (exactly for rational numbers, else at
points in general position, to 40 digits); the key earns full credit and no mistake does, as the answer's own
kind marks them; no two mistakes and no two options look or grade alike; the worked steps end in the answer.
Only `verify` makes a `Verified`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.answers import ANSWERS, judge
from generator.answers.entries import flat
from generator.answers.number import key_text, typable
from generator.errors import EvaluationError, Fault
from generator.family import Family, FamilyPart, Located
from generator.maths.language import Scope, truth
from generator.maths.numeric import equal
from generator.maths.values import MathsError, Worked, plain_value
from generator.model import Answer, Choice, Expression, Number, Question, Set, Verified
from generator.sampling.sample import Unusable, Variant
from generator.solve import Solution, SolvedPart


@dataclass
class NotProved(Exception):
    """A question that must not leave.

    `fatal`: the spec is wrong whatever is drawn next (a false certificate). Else another draw may do (a
    mistake that happens to be right here).
    """

    fault: Fault
    fatal: bool


def verify(family: Family, variant: Variant, solution: Solution, question: Question) -> Verified:
    """The question, proved. Raises NotProved, or Unusable if a certificate has no value."""
    for part, solved, asked in zip(family.parts, solution.parts, question.parts, strict=True):
        if solved.answer is None:
            _prove_choice(family, asked.answer)
            continue
        for certificate in part.certificates:
            _prove_certificate(certificate, part, solved, variant.scope)
        _prove_key(part, solved.answer)
        _prove_mistakes(part, solved)
        if isinstance(asked.answer, Choice):
            _prove_choice(family, asked.answer)
    _prove_steps(family, solution)
    return Verified(question)


def _prove_certificate(certificate: Located, part: FamilyPart, solved: SolvedPart, scope: Scope) -> None:
    for value in _claims(certificate, part, solved):
        try:
            holds = truth(certificate.evaluate({**scope, **value}))
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


def _claims(certificate: Located, part: FamilyPart, solved: SolvedPart) -> Iterator[Scope]:
    """What `value` stands for: the answer; for a set each element, unless the certificate speaks of `values`."""
    if part.kind != "set":
        yield {"value": solved.value}
        return
    elements = tuple(number.value for number in flat(solved.answer))  # type: ignore[arg-type]  # a set's answer
    if "value" in certificate.compiled.names:
        yield from ({"value": element, "values": elements} for element in elements)
    else:
        yield {"values": elements}


def _prove_key(part: FamilyPart, answer: Answer) -> None:
    """The key, typed as a student would, must earn full credit."""
    if isinstance(answer, Choice | Expression):
        return
    entries = (answer,) if isinstance(answer, Number) else flat(answer)
    if not all(map(typable, entries)):
        return
    texts = tuple(map(key_text, entries))
    if judge(answer, texts[0] if isinstance(answer, Number) else texts) != 1:
        raise NotProved(_at(part, "the key as it is typed would not be marked right"), fatal=True)


def _prove_mistakes(part: FamilyPart, solved: SolvedPart) -> None:
    assert solved.answer is not None  # noqa: S101 - the caller has seen to it
    same = ANSWERS[part.kind].same
    one_way = part.tolerance.kind == "relative"  # any other is the same from both sides
    earlier: list[Answer] = []
    for mistake, answer in zip(part.mistakes, solved.mistakes, strict=True):
        try:
            if same(solved.answer, answer) or answer.shown == solved.answer.shown:  # type: ignore[union-attr]
                raise NotProved(mistake.answer.source.fault("this mistake leads to the right answer"), fatal=False)
            for other in earlier:
                if same(other, answer) or (one_way and same(answer, other)) or answer.shown == other.shown:  # type: ignore[union-attr]
                    fault = mistake.answer.source.fault("this mistake leads to the same answer as one before it")
                    raise NotProved(fault, fatal=False)
        except MathsError as error:
            raise NotProved(mistake.answer.source.fault(str(error)), fatal=False) from None
        earlier.append(answer)


def _prove_choice(family: Family, answer: Answer) -> None:
    assert isinstance(answer, Choice)  # noqa: S101 - the caller has seen to it
    if sum(option.right for option in answer.options) != 1:
        raise NotProved(Fault(f"{family.file}: exactly one option of a choice must be right"), fatal=True)
    contents = [option.content for option in answer.options]
    if any(content in contents[:k] for k, content in enumerate(contents)):
        raise NotProved(Fault(f"{family.file}: two options of a choice look alike"), fatal=False)


def _prove_steps(family: Family, solution: Solution) -> None:
    """The last worked method of the solution ends in an answer of the question."""
    worked = [
        (hole, value)
        for hole, value in zip(family.solution.holes, solution.holes, strict=True)
        if isinstance(value, Worked)
    ]
    if not worked:
        return
    hole, last = worked[-1]
    answers = [(part.answer, part.value) for part in solution.parts if part.answer is not None]
    try:
        ends = not answers or any(_ends_in(plain_value(last), answer, value) for answer, value in answers)
    except MathsError as error:
        raise NotProved(hole.source.fault(str(error), "", hole.offset, len(hole.compiled.text)), fatal=False) from None
    if not ends:
        message = "the worked steps do not end in the answer"
        raise NotProved(hole.source.fault(message, "", hole.offset, len(hole.compiled.text)), fatal=True)


def _ends_in(result: object, answer: Answer, value: object) -> bool:
    if equal(result, value):
        return True
    if isinstance(answer, Set) and isinstance(result, tuple):
        elements = tuple(number.value for number in answer.elements)
        return all(any(equal(a, b) for b in elements) for a in result) and len(result) >= len(elements)
    if isinstance(result, tuple):  # a method that finds several things, one part asking for each
        return any(equal(item, value) for item in result)
    return False


def _at(part: FamilyPart, message: str) -> Fault:
    assert part.answer is not None  # noqa: S101 - only choices have none
    return part.answer.source.fault(message)
