"""When an answer is right, and how much of it: the conditions that a tree tests, for every kind of answer.

A condition is an expression of Maxima that is true or false, computed by a statement before the tree begins; where
STACK's `AlgEquiv` alone tells, there is none. The credits are those of `generator.answers`.

A number with a tolerance is not marked by STACK's own tests: `NumAbsolute` adds 10⁻⁹, however small the numbers are,
and has one tolerance for a whole list (`stack/maxima/numericaltest.mac` of STACK 4.11). So ranges are compared,
whose ends are ours. Forms have functions of our own, too: STACK's `FacForm` wants every whole number factored out,
which our kinds do not ask for. What a function `sw_…` does is written in `templates/moodle-stack/functions.mac`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase, ascii_uppercase

from generator.answers.entries import flat
from generator.answers.multiple import right_ones
from generator.answers.number import rational
from generator.exporters.moodle_stack.inputs import Asked
from generator.exporters.moodle_stack.maxima import maxima
from generator.exporters.moodle_stack.trees import Test
from generator.exporters.moodle_stack.values import is_all_exact, is_exact, range_text
from generator.maths.arithmetic import negate
from generator.maths.numeric import equal
from generator.model import (
    Choice,
    Entry,
    Expression,
    Interval,
    Matching,
    Matrix,
    MultipleChoice,
    Number,
    OpenAnswer,
    Ordering,
    Set,
    TextAnswer,
    Vector,
)

_FORMS = {
    "expanded": "sw_expanded({given})",
    "factored": "sw_factored({given},{key})",
    "rationalised": "sw_rationalised({given})",
}

_ASCII = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Rule:
    """How an answer is compared with its key: statements, the test for full credit, what is left over, and the form."""

    variables: tuple[str, ...]
    test: Test
    rest: str = "0"
    form: Test | None = None


# ─── The key ─────────────────────────────────────────────────────────────────────────────────────────────


def rule_of(asked: Asked) -> Rule:
    """When the key of a part is met."""
    given, k = asked.names[0], asked.number
    match asked.answer:
        case Number() | TextAnswer():
            return Rule(*is_given(asked, asked.answer, f"ta{k}"))
        case Expression(form=form):
            if not form:
                return Rule((), Test(given, f"ta{k}"))
            condition = _FORMS[form].format(given=given, key=f"ta{k}")
            return Rule((f"form{k}: {condition};",), Test(given, f"ta{k}"), form=Test(f"form{k}"))
        case Vector() | Matrix():
            return _shared(asked, *_of_entries(asked, asked.answer))
        case Set(elements=elements):
            typed = f"given{k}: sw_members({given});"
            count = f"max({len(elements)},length(given{k}))"
            return _shared(asked, (typed,), f"{_hits(asked.answer, f'given{k}', f'ta{k}')}/{count}")
        case Interval():
            sides = ",".join(_sides(asked, asked.answer, f"ta{k}"))
            return _shared(asked, (), f"sw_share([{sides}])")
        case Choice(options=options):
            right = next(number for number, option in enumerate(options) if option.right)
            return Rule((), Test(given, str(right)))
        case MultipleChoice():
            return _shared(asked, (f"ticked{k}: setify({given});",), _ticked(asked.answer, f"ticked{k}"))
        case Matching() | Ordering():
            return _shared(asked, *_places(asked))
    raise TypeError(f"part {asked.part.id!r}: STACK has no tree for {asked.part.answer.kind}")


def _shared(asked: Asked, variables: tuple[str, ...], credit: str) -> Rule:
    """A rule by which parts of an answer earn parts of the credit."""
    name = f"credit{asked.number}"
    return Rule((*variables, f"{name}: ev({credit},simp);"), Test(name, "1"), name)


def _of_entries(asked: Asked, answer: Vector | Matrix) -> tuple[tuple[str, ...], str]:
    given, keys = f"given{asked.number}", f"keys{asked.number}"
    cells: tuple[str, ...] = (f"{given}: sw_cells({asked.names[0]});", f"{keys}: sw_cells(ta{asked.number});")
    entries = flat(answer)
    if answer.up_to in ("scale", "positive scale"):
        sign = _sign_of_factor(entries, given, keys)
        right = f"is({sign} # 0)" if answer.up_to == "scale" else f"is({sign} = 1)"
        forms = [_form(entry, given, keys, k) for k, entry in enumerate(entries, 1)]
        return cells, f"if {' and '.join([right, *filter(None, forms)])} then 1 else 0"
    credit = f"sw_share({_rights(entries, given, keys)})"
    if answer.up_to == "sign":
        minus = f"minus{asked.number}"
        cells = (*cells, f"{minus}: map(lambda([sw_x],-sw_x),{keys});")
        opposite = tuple([replace(entry, value=negate(entry.value)) for entry in entries])
        credit = f"max({credit},sw_share({_rights(opposite, given, minus)}))"
    return cells, f"floor({credit})" if answer.whole else credit


def _rights(entries: Sequence[Entry], given: str, keys: str) -> str:
    """A list that says of each entry whether it is right."""
    if all(is_exact(entry) and not (isinstance(entry, Expression) and entry.form) for entry in entries):
        return f"sw_alike({given},{keys})"
    return f"[{','.join([_right(entry, given, keys, k) for k, entry in enumerate(entries, 1)])}]"


def _right(entry: Entry, given: str, keys: str, k: int) -> str:
    if isinstance(entry, Number) and not is_exact(entry):
        return f"sw_near({given}[{k}],{range_text(entry)})"
    same = f"sw_same({given}[{k}],{keys}[{k}])"
    form = _form(entry, given, keys, k)
    return f"{same} and {form}" if form else same


def _form(entry: Entry, given: str, keys: str, k: int) -> str:
    if not isinstance(entry, Expression) or not entry.form:
        return ""
    return _FORMS[entry.form].format(given=f"{given}[{k}]", key=f"{keys}[{k}]")


def _sign_of_factor(entries: Sequence[Entry], given: str, keys: str) -> str:
    """The sign of the number that makes the key what is given: 0 if there is none."""
    if all(map(is_exact, entries)):
        pivot = next(k for k, entry in enumerate(entries, 1) if not equal(entry.value, 0))
        return f"sw_multiple({given},{keys},{pivot})"
    exact = [abs(rational(entry.value)) for entry in entries]
    pivot = exact.index(max(exact)) + 1
    ranges = ",".join([f"[{range_text(entry)}]" for entry in entries if isinstance(entry, Number)])
    return f"sw_scaled({given},[{ranges}],{pivot},{keys}[{pivot}])"


def _hits(answer: Set, given: str, variable: str) -> str:
    """How many elements are among those given."""
    if is_all_exact(answer):
        return f"sw_found({given},args({variable}))"
    ranges = ",".join([f"[{range_text(element)}]" for element in answer.elements])
    return f"sw_paired({given},[{ranges}])"


def _sides(asked: Asked, answer: Interval, variable: str) -> tuple[str, str]:
    """For each side of an interval, whether its bracket and its end are right."""
    left, low, high, right = asked.names
    lowest = _end(answer.low, low, f"{variable}[2]", "-inf,minf,-infinity")
    highest = _end(answer.high, high, f"{variable}[3]", "inf,infinity")
    return (
        f"is({left} = {int(answer.closed[0])}) and {lowest}",
        f"is({right} = {int(answer.closed[1])}) and {highest}",
    )


def _end(end: Number | None, given: str, key: str, infinite: str) -> str:
    if end is None:
        return f"member({given},[{infinite}])"
    if is_exact(end):
        return f"sw_same({given},{key})"
    return f"sw_near({given},{range_text(end)})"


def _ticked(answer: MultipleChoice, ticked: str) -> str:
    right = sorted(right_ones(answer))
    wrong = [number for number in range(len(answer.options)) if number not in right]
    among = "{{{}}}"
    if answer.whole:
        return f"if is({ticked} = {among.format(','.join(map(str, right)))}) then 1 else 0"
    earned, lost = [
        f"length(intersection({ticked},{among.format(','.join(map(str, numbers)))}))/{len(numbers)}"
        if numbers
        else "0"
        for numbers in (right, wrong)
    ]
    return f"max(0,{earned}-{lost})"


def _places(asked: Asked) -> tuple[tuple[str, ...], str]:
    given = f"given{asked.number}"
    hits = f"sw_share(sw_alike({given},[{','.join(asked.right)}]))"
    variables = (f"{given}: [{','.join(asked.names)}];",)
    if not isinstance(asked.answer, Ordering):
        return variables, hits
    if asked.answer.whole:
        hits = f"floor({hits})"
    # An order gives each place once; who gives one twice has not put anything in order.
    return variables, f"if is(length(setify({given})) = {len(asked.names)}) then {hits} else 0"


# ─── One given answer ────────────────────────────────────────────────────────────────────────────────────


def is_given(asked: Asked, answer: OpenAnswer, variable: str) -> tuple[tuple[str, ...], Test]:
    """The test whether a part was answered by this answer, which a variable holds; and the statements that it needs."""
    given, condition = asked.names[0], ""
    needed: tuple[str, ...] = ()
    match answer:
        case Number():
            condition = "" if is_exact(answer) else f"sw_near({given},{range_text(answer)})"
        case Vector() | Matrix():
            if not is_all_exact(answer):
                cells, values = f"given{asked.number}", f"of_{variable}"
                needed = (f"{cells}: sw_cells({given});", f"{values}: sw_cells({variable});")
                condition = f"is(sw_share({_rights(flat(answer), cells, values)}) = 1)"
        case Set(elements=elements):
            members = f"sw_members({given})"
            count = len(elements)
            condition = f"is(length({members}) = {count} and {_hits(answer, members, variable)} = {count})"
        case Interval():
            condition = " and ".join(_sides(asked, answer, variable))
        case TextAnswer():
            condition = _is_text(given, answer)
    if not condition:
        return (), Test(given, variable)
    return (*needed, f"is_{variable}: {condition};"), Test(f"is_{variable}")


def _is_text(given: str, answer: TextAnswer) -> str:
    """Is it one of the spellings?

    Maxima makes letters small one by one, and on some servers only those of ASCII; so `ß` and `ss` remain two, and
    each spelling stands there as every server makes it small, from small letters and from capitals.
    """
    if answer.exact_case:
        spellings, reader = answer.accepted, "sw_tidy"
    else:
        spellings = tuple([form for spelling in answer.accepted for form in _small(spelling)])
        reader = "sw_small"
    listed = ",".join([maxima(text) for text in dict.fromkeys(spellings)])
    return f"member({reader}({given}),[{listed}])"


def _small(text: str) -> tuple[str, ...]:
    """A text in small letters: all of them, or only those of ASCII."""
    return text.lower(), text.casefold(), text.translate(_ASCII), text.upper().translate(_ASCII)
