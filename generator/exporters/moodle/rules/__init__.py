"""What Moodle's importer refuses or changes without a word, as rules that every file of ours is tried on.

| section | what it is about | module |
|---|---|---|
| 1 | the upload: the name of a file, its encoding | `wholes` |
| 2 | the XML: one CDATA section a text, formats, no raw `<` in formulas | `common` |
| 3 | names, id numbers, marks, booleans, tags, hints, files, categories | `common`, `wholes` |
| 4 | the percentages that there are | `fractions` |
| 5 | the elements of each type | `offered`, `typed`, `wholes` |
| 6 | the gaps of a cloze | `clozes` |
| 7 | STACK | `stacks` |
| 8 | how large a file may be | `wholes` |

A rule is a function that yields what is wrong, in words, and names what in Moodle it stands for. Rules look at what was
written, never at what it was written from; and they import nothing of the exporter, so that it cannot be wrong twice in
the same way. A broken rule is a bug of ours. Must not mend anything.

    >>> complaints("<question type='essay'><name><text>Why?</text></name></question>")[0]
    (3, 'there is no question text')
"""

from __future__ import annotations

from xml.etree.ElementTree import ParseError

from generator.exporters.moodle.rules.clozes import CLOZE
from generator.exporters.moodle.rules.common import RULES as COMMON
from generator.exporters.moodle.rules.common import one_section
from generator.exporters.moodle.rules.faults import our_fault
from generator.exporters.moodle.rules.fractions import RULES as FRACTIONS
from generator.exporters.moodle.rules.offered import (
    MATCHING,
    MISSING_WORDS,
    MULTICHOICE,
    ORDERING,
    TRUE_FALSE,
)
from generator.exporters.moodle.rules.reading import Rule, read
from generator.exporters.moodle.rules.stacks import STACK
from generator.exporters.moodle.rules.typed import ESSAY, NUMERICAL, SHORT_ANSWER
from generator.exporters.moodle.rules.wholes import checked

__all__ = ["TYPES", "check_question", "checked", "complaints"]

TYPES: dict[str, tuple[tuple[int, Rule], ...]] = {
    "multichoice": (*COMMON, *FRACTIONS, *MULTICHOICE),
    "truefalse": (*COMMON, *TRUE_FALSE),
    "shortanswer": (*COMMON, *FRACTIONS, *SHORT_ANSWER),
    "numerical": (*COMMON, *FRACTIONS, *NUMERICAL),
    "matching": (*COMMON, *MATCHING),
    "ordering": (*COMMON, *ORDERING),
    "gapselect": (*COMMON, *MISSING_WORDS),
    "ddwtos": (*COMMON, *MISSING_WORDS),
    "essay": (*COMMON, *ESSAY),
    "description": COMMON,
    "cloze": (*COMMON, *CLOZE),
    "stack": (*COMMON, *STACK),
}
"""The types of question that we write → the rules of each, with their sections."""


def check_question(xml: str, what: str) -> None:
    """Pass if Moodle takes these `<question>` elements as they are meant; `what` names them in a message.

    Raises RuntimeError, which says that it is our bug, if they are no XML or break a rule.
    """
    for section, complaint in complaints(xml):
        raise our_fault(what, section, complaint)


def complaints(xml: str) -> list[tuple[int, str]]:
    """What is wrong with some `<question>` elements: the section of each broken rule, and how it is broken."""
    try:
        questions = read(xml)
    except ParseError as fault:
        return [(2, f"it is XML that is not well-formed ({fault})")]
    found = [(2, complaint) for complaint in one_section(xml)]
    for seen in questions:
        if seen.kind not in TYPES:
            found.append((5, f"the type {seen.kind!r} is none of ours"))
            continue
        found += [(section, complaint) for section, rule in TYPES[seen.kind] for complaint in rule(seen)]
    return found
