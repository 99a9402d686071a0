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
from generator.answers.entries import numbers
from generator.answers.number import key_text, typable
from generator.errors import EvaluationError, Fault
from generator.family import Family, FamilyPart, Located
from generator.maths.language import Scope, truth
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Worked, plain_value
from generator.model import Answer, Choice, Number, OpenAnswer, Question, Set, Verified
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
            _prove_choice(part, asked.answer)
            continue
        for certificate in part.certificates:
            _prove_certificate(certificate, part, solved, variant.scope)
        _prove_key(part, solved.answer)
        _prove_mistakes(part, solved.answer, solved.mistakes)
        if isinstance(asked.answer, Choice):
            _prove_choice(part, asked.answer)
    _prove_steps(family, solution)
    return Verified(question)


def _prove_certificate(certificate: Located, part: FamilyPart, solved: SolvedPart, scope: Scope) -> None:
    try:
        holds = _holds(certificate, part, solved.value, scope)
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
    """What `value` stands for: the answer; for a set each element, unless the certificate speaks of `values`."""
    if part.kind != "set":
        yield {"value": claimed}
    elif "value" in certificate.compiled.names:
        yield from ({"value": element, "values": claimed} for element in claimed)
    else:
        yield {"values": claimed}


def discern(family: Family, variant: Variant, solution: Solution) -> None:
    """Raises NotProved if a part's certificates all hold for one of its mistakes: then they prove nothing.

    Mistakes are wrong answers at hand, so they try the certificates as the answers never can.
    """
    for part, solved in zip(family.parts, solution.parts, strict=True):
        for mistake, claimed in zip(part.mistakes, solved.wrong, strict=True):
            try:
                fooled = all(_holds(c, part, claimed, variant.scope) for c in part.certificates)
            except (EvaluationError, MathsError):
                continue  # a certificate that has no value for a wrong answer does not accept it
            if fooled:
                message = "the certificate holds for this mistake too, so it does not prove the answer"
                hint = "Write a relation that only the right answer satisfies, or add a second one."
                raise NotProved(mistake.answer.source.fault(message, hint), fatal=True)


def _prove_key(part: FamilyPart, answer: OpenAnswer) -> None:
    """The key, typed as a student would, must earn full credit."""
    keys = numbers(answer)
    if not keys or not all(map(typable, keys)):
        return
    texts = tuple(map(key_text, keys))
    if judge(answer, texts[0] if isinstance(answer, Number) else texts) != 1:
        raise NotProved(_at(part, "the key as it is typed would not be marked right"), fatal=True)


def _prove_mistakes(part: FamilyPart, right: OpenAnswer, mistakes: tuple[OpenAnswer, ...]) -> None:
    same = ANSWERS[part.kind].same
    one_way = part.tolerance.kind == "relative"  # any other is the same from both sides
    earlier: list[OpenAnswer] = []
    for mistake, answer in zip(part.mistakes, mistakes, strict=True):
        try:
            if same(right, answer) or answer.shown == right.shown:
                raise NotProved(
                    mistake.answer.source.fault("this mistake leads to the right answer"), fatal=False
                )
            for other in earlier:
                if same(other, answer) or (one_way and same(answer, other)) or answer.shown == other.shown:
                    fault = mistake.answer.source.fault(
                        "this mistake leads to the same answer as one before it"
                    )
                    raise NotProved(fault, fatal=False)
        except MathsError as error:
            raise NotProved(mistake.answer.source.fault(str(error)), fatal=False) from None
        earlier.append(answer)


def _prove_choice(part: FamilyPart, answer: Answer) -> None:
    assert isinstance(answer, Choice)  # noqa: S101 - the caller has seen to it
    right = sum(option.right for option in answer.options)
    if right != 1:
        count = f"{right} of the options are" if right else "none of the options is"
        hint = "Exclude such draws with `require:`, or mend what `right` says."
        raise NotProved(_at(part, f"{count} right in this draw; exactly one must be", hint), fatal=True)
    contents = [option.content for option in answer.options]
    if any(content in contents[:k] for k, content in enumerate(contents)):
        raise NotProved(_at(part, "two options look alike in this draw"), fatal=False)


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
        raise NotProved(
            hole.source.fault(str(error), "", hole.offset, len(hole.compiled.text)), fatal=False
        ) from None
    if not ends:
        message = "the worked steps do not end in the answer"
        raise NotProved(hole.source.fault(message, "", hole.offset, len(hole.compiled.text)), fatal=True)


def _ends_in(result: object, answer: OpenAnswer, value: object) -> bool:
    if equal(result, value):
        return True
    if isinstance(answer, Set) and isinstance(result, tuple):
        elements = tuple(number.value for number in answer.elements)
        return all(any(equal(a, b) for b in elements) for a in result) and len(result) >= len(elements)
    if isinstance(result, tuple):  # a method that finds several things, one part asking for each
        return any(equal(item, value) for item in result)
    return False


def _at(part: FamilyPart, message: str, hint: str = "") -> Fault:
    source = part.answer.source if part.answer is not None else part.options[0].text.source
    return source.fault(message, hint)
