"""Section 5: types that offer something: choices, verdicts, drop-downs, gaps to fill with words, things to order.

Each rule names the file of Moodle 4.5 that reads the type; `question/format/xml/format.php` reads the XML of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.exporters.moodle.rules.reading import Rule, Seen, said, trimmed

_NUMBERINGS = ("none", "abc", "ABCD", "123", "iii", "IIII")
_CHOICE_LIMIT = 255
_READ = re.compile(r"\\[(\[]|\$\$|<(?!\s)|&[a-zA-Z0-9#]{1,8};")
"""What a drop-down does not show as it is: TeX, tags, entities."""
_PLACE = re.compile(r"\[\[(\d+)\]\]", re.ASCII)
_GRADINGS = ("ABSOLUTE_POSITION", "ALL_OR_NOTHING")
_LAYOUTS = ("", "VERTICAL", "HORIZONTAL")
_SHOWN = ("", "SHOW", "HIDE")


def choices(seen: Seen) -> Iterator[str]:
    """Two choices or more, none blank, no two alike; a known numbering; ticking everything is not the way.

    `question/type/multichoice/questiontype.php` (`save_question_options`) and `question.php` (`grade_response`).
    """
    answers = seen.all("answer")
    yield from _distinct([said(answer) for answer in answers], "choices")
    if seen.value("answernumbering") not in _NUMBERINGS:
        yield f"the numbering {seen.value('answernumbering')!r}"
    if seen.value("single") == "false":
        shares = [float(answer.get("fraction") or 0) for answer in answers]
        if min(shares, default=0) < 0 and sum(shares) > 1e-3:
            yield "ticking everything earns something"


def verdict(seen: Seen) -> Iterator[str]:
    """Exactly `true` and `false`, one of them right: any other text makes the first one stand for true.

    `question/format/xml/format.php` (`import_truefalse`).
    """
    answers = [(said(answer), answer.get("fraction")) for answer in seen.all("answer")]
    if sorted(text for text, _ in answers) != ["false", "true"]:
        yield f"the answers {[text for text, _ in answers]}"
    if sorted(str(share) for _, share in answers) != ["0", "100"]:
        yield "not exactly one of true and false is right"


def matching(seen: Seen) -> Iterator[str]:
    """Every stem has an answer, or the import ends there; answers are short plain texts, at least two of them.

    `question/type/match/questiontype.php` (`save_question_options`) and `renderer.php`.
    """
    pairs = [(said(pair), said(pair.find("answer"))) for pair in seen.all("subquestion")]
    if not all(trimmed(choice) for _, choice in pairs):
        yield "a pair has no answer"
    offered = dict.fromkeys(choice for _, choice in pairs)
    if len(offered) < 2 or not any(trimmed(stem) for stem, _ in pairs):
        yield f"there is too little to match: {list(offered)}"
    yield from drop_down(offered)


def drop_down(offered: Iterable[str]) -> Iterator[str]:
    """What a drop-down offers is shown as it is: no TeX, no tags, no entities, at most 255 characters.

    `lib/classes/formatting.php` (`format_string`).
    """
    for choice in offered:
        if len(choice) > _CHOICE_LIMIT:
            yield f"a choice of {len(choice)} characters"
        if _READ.search(choice) or choice != trimmed(choice):
            yield f"a drop-down does not show {choice!r} as it is"


def missing_words(seen: Seen) -> Iterator[str]:
    """Each place has a choice, with a rival in its group; no choice is blank, or all after it would be renumbered.

    `question/type/gapselect/questiontypebase.php` (`save_question_options`, `initialise_question_instance`).
    """
    drags = seen.kind == "ddwtos"
    found = seen.all("dragbox" if drags else "selectoption")
    offered = [(said(choice), choice.findtext("group") or "1") for choice in found]
    if not all(trimmed(text) for text, _ in offered):
        yield "a choice is blank"
    if not all(group.isdecimal() and 1 <= int(group) <= 20 for _, group in offered):
        yield "a group is no number from 1 to 20"
    if len(frozenset(offered)) < len(offered):
        yield f"two choices of a group look alike: {offered}"
    places = [int(number) for number in _PLACE.findall(seen.said("questiontext"))]
    if not places:
        yield "there is no place for a choice"
    groups = [group for _, group in offered]
    for place in places:
        if not 0 < place <= len(offered):
            yield f"there is no choice for [[{place}]]"
        elif groups.count(groups[place - 1]) < 2:
            yield f"the choice for [[{place}]] has no rival"
        elif drags and places.count(place) > 1 and found[place - 1].find("infinite") is None:
            yield f"choice {place} is wanted twice and is there once"
    if not drags:
        yield from drop_down([text for text, _ in offered])


def ordering(seen: Seen) -> Iterator[str]:
    """Two items or more; all are asked; `shownumcorrect` is there, or the import dies.

    `question/type/ordering/questiontype.php` (`import_from_xml`, `save_question_options`).
    """
    yield from _distinct([said(answer) for answer in seen.all("answer")], "items")
    if "shownumcorrect" not in seen.first:
        yield "<shownumcorrect> is missing"
    if seen.value("selecttype") != "ALL":
        yield "not all items are asked"
    if seen.value("gradingtype") not in _GRADINGS:
        yield f"the grading {seen.value('gradingtype')!r} is none of ours"
    if seen.value("layouttype") not in _LAYOUTS or seen.value("showgrading") not in _SHOWN:
        yield f"the layout {seen.value('layouttype')!r}, showing {seen.value('showgrading')!r}"
    if seen.value("numberingstyle") not in ("", *_NUMBERINGS):
        yield f"the numbering {seen.value('numberingstyle')!r}"


def _distinct(texts: list[str], what: str) -> Iterator[str]:
    kept = [trimmed(text) for text in texts]
    if len(kept) < 2 or "" in kept or len(frozenset(kept)) < len(kept):
        yield f"the {what} {kept} are too few, or some are blank or alike"


MULTICHOICE: tuple[tuple[int, Rule], ...] = ((5, choices),)
TRUE_FALSE: tuple[tuple[int, Rule], ...] = ((5, verdict),)
MATCHING: tuple[tuple[int, Rule], ...] = ((5, matching),)
MISSING_WORDS: tuple[tuple[int, Rule], ...] = ((5, missing_words),)
ORDERING: tuple[tuple[int, Rule], ...] = ((5, ordering),)
