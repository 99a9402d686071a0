"""The standard templates of response processing, for questions that they mark just as rules of our own would.

`match_correct` gives 1 for the declared correct response and 0 for all else; `map_response` gives what the mapping of
the response says, and 0 for no response (QTI 2.1, Assessment Test, Section and Item Information Model, standard
response processing templates). Both know the names RESPONSE and SCORE only. A choice with feedback on its options is
"driven": marked by its mapping, with a rule for each feedback, as the editor of TAO writes it and so can change it.

It knows no XML; where a version has its templates stands in `dialects`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.exporters.qti.asked import Asked, Correct, Response


def standard(parts: list[Asked]) -> tuple[str, list[Asked]]:
    """The template that means the same as the rules of these parts, "" if none does; and the parts as it wants them."""
    (part, *others) = parts
    if others or part.remarks or part.carried:
        return "", parts
    all_or_nothing = part.scoring == "one" and part.awards[0].test == ((Correct(part.responses[0].ident),),)
    if part.worth == "1" and not part.has_feedback and (part.scoring == "choice" or all_or_nothing):
        return "match_correct", parts
    if part.scoring == "choice":
        driven = replace(part, scoring="driven", responses=(_mapped(part),))
        return "" if part.has_feedback else "map_response", [driven]
    if part.scoring == "mapping" and not part.has_feedback and _sums_up(part):
        return "map_response", parts
    return "", parts


def _mapped(part: Asked) -> Response:
    """The response of a choice of one, with what each option earns."""
    mapping = tuple((option.ident, part.worth if option.right else "0") for option in part.options)
    return replace(part.responses[0], mapping=mapping)


def _sums_up(part: Asked) -> bool:
    """Do the correct values together earn the part's points to the last digit? Thirds, which are rounded, do not."""
    (response,) = part.responses
    if response.base == "string":
        return True  # each of the spellings earns all
    worths = [Decimal(points) for key, points in response.mapping if key in response.correct]
    return sum(worths) == Decimal(part.worth)
