"""Section 4: the percentages of answers, and that full marks can be had.

`question/engine/bank.php` (`fraction_options_full`) of Moodle 4.5 is the list, and `question/format.php`
(`importprocess`, `match_grade_options`) compares with it. Nobody checks that full marks can be had.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.exporters.moodle.rules.reading import Rule, Seen

_LIST = "0 5 10 11.11111 12.5 14.28571 16.66667 20 25 30 33.33333 40 50 60 66.66667 70 75 80 83.33333 90 100"
_LEGAL = frozenset(_LIST.split())
_NEARLY_ALL = 99.999
"""Of shares such as 33.33333, which is as near as the list has it."""


def listed(seen: Seen) -> Iterator[str]:
    """Each percentage is one of the list, written as it is there."""
    for answer in seen.all("answer"):
        fraction = answer.get("fraction") or ""
        if fraction.removeprefix("-") not in _LEGAL:
            yield f"the fraction {fraction!r} is not in Moodle's list"


def full_marks(seen: Seen) -> Iterator[str]:
    """The key earns everything: the only choice of 100 %, options that add up to it, the first of typed answers."""
    shares = [answer.get("fraction") or "" for answer in seen.all("answer")]
    if seen.kind in ("numerical", "shortanswer"):
        if shares[:1] != ["100"]:
            yield "the key does not stand first"
        elif seen.kind == "numerical" and shares.count("100") != 1:
            yield "more than one answer earns full marks"
    elif seen.value("single") == "false":
        if (
            not _NEARLY_ALL
            < sum(float(share) for share in shares if share[:1] not in ("", "-"))
            < 200 - _NEARLY_ALL
        ):
            yield "right options do not add up to 100 %"
    elif shares.count("100") != 1:
        yield "not exactly one answer earns full marks"


RULES: tuple[tuple[int, Rule], ...] = ((4, listed), (4, full_marks))
"""For types whose percentages Moodle checks."""
