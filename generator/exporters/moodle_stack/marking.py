"""How each kind of answer is marked: the tree of a part, with the same credit as `generator.answers` gives.

A tree is a ladder. Its rungs, in order; who passes the test of one is done:

    an option           of several that may be ticked: only its feedback, and on
    the key             full credit; of an expression, if it is also in its form; the feedback of a right option
    a consequence       the earlier part was answered by its mistake, and this is what follows: full credit
    a mistake           its feedback, and what is right in it

What is left over earns what is right in it: the share of entries, sides, matches or places.

When an answer is right is known by `rules`.

STACK goes through a tree only when all inputs that it needs are filled in. So that a part with consequences is marked
though the earlier part was left empty, that may be left empty, and its own tree then stops before it begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.answers.entries import flat
from generator.answers.lettering import letter
from generator.exporters.moodle_stack.inputs import Asked, fits, source
from generator.exporters.moodle_stack.rules import is_given, rule_of
from generator.exporters.moodle_stack.trees import Rung, Test, Tree, grown
from generator.exporters.words import word
from generator.model import (
    Choice,
    Expression,
    Inlines,
    Matrix,
    MultipleChoice,
    Text,
    Vector,
)

_STOP = "%stack_prt_stop_p"
"""The variable by which STACK is told not to go through a tree."""


def mark(asked: Asked, earlier: Mapping[str, Asked], language: str) -> Tree:
    """The tree of a part. `earlier` are the parts before it, by their ids."""
    rule = rule_of(asked)
    statements = [*_stop(asked), *rule.variables]
    rungs = list(_said(asked))
    rungs.append(
        Rung(
            rule.test,
            "key",
            "1",
            _of_right_option(asked),
            second=rule.form,
            failed="form" if rule.form else "",
            why=_why(asked, language),
        )
    )
    for number, consequence in enumerate(asked.part.consequences):
        before = earlier[consequence.part]
        wrong = source(consequence, asked, before)
        if wrong:
            there, first = is_given(before, wrong, before.wrong(consequence.mistake))
            here, second = is_given(asked, consequence.answer, asked.after(number))
            statements += [*there, *here]
            rungs.append(Rung(first, f"follows-{number + 1}", "1", _follows(before, language), second))
    for number, mistake in enumerate(asked.part.mistakes):
        if fits(asked, mistake.answer):
            found, test = is_given(asked, mistake.answer, asked.wrong(number))
            statements += found
            rungs.append(Rung(test, f"mistake-{number + 1}", rule.rest, mistake.feedback))
    if isinstance(asked.answer, Choice):
        rungs += [
            Rung(Test(asked.names[0], str(number)), f"option-{number + 1}", "0", option.feedback)
            for number, option in enumerate(asked.answer.options)
            if option.feedback and not option.right
        ]
    nodes = grown(asked.tree, rungs, rule.rest)
    once = tuple(dict.fromkeys(statements))
    return Tree(asked.tree, asked.part.points, once, nodes, not _has_form(asked))


def _said(asked: Asked) -> Iterator[Rung]:
    """What is said about ticked options; the same for all who tick them."""
    if isinstance(asked.answer, MultipleChoice):
        for number, option in enumerate(asked.answer.options):
            if option.feedback:
                test = Test(f"member({number},{asked.names[0]})")
                yield Rung(test, f"option-{number + 1}", feedback=option.feedback, on=True)


def _of_right_option(asked: Asked) -> Inlines:
    """What is said of the key, if it is one of several options; of all other keys nothing."""
    if not isinstance(asked.answer, Choice):
        return ()
    return next(option.feedback for option in asked.answer.options if option.right)


def _why(asked: Asked, language: str) -> Inlines:
    """What is said of an answer that equals the key in another form."""
    if not isinstance(asked.answer, Expression) or not asked.answer.form:
        return ()
    return (Text(word("not in form", language).format(word(asked.answer.form, language))),)


def _follows(before: Asked, language: str) -> Inlines:
    return (
        Text(word("follows from", language).format(word("part", language).format(letter(before.number - 1)))),
    )


def _has_form(asked: Asked) -> bool:
    answer = asked.answer
    entries = flat(answer) if isinstance(answer, Vector | Matrix) else (answer,)
    return any(isinstance(entry, Expression) and entry.form for entry in entries)


def _stop(asked: Asked) -> tuple[str, ...]:
    """Stops the tree where nothing was filled in. What STACK takes for nothing depends on the input."""
    field = asked.inputs[0]
    if not field.empty:
        return ()
    nothing = [f"is({name} = EMPTYANSWER)" for name in asked.names]
    if field.type == "matrix":
        nothing = [f"member(null,sw_cells({field.name}))"]
    if field.type == "string":
        nothing = [f'is({field.name} = "")']
    return (f"{_STOP}: {' or '.join(nothing)};",)
