"""What a Moodle question file must obey, as one check function a rule.

Each function yields complaints, and says with its § which part of Moodle's behaviour it stands for: 1 the
upload, 2 XML, 3 common elements, 4 fractions, 5 question types, 6 cloze, 8 size. Nothing of ours is imported.

    >>> check_file(b"<quiz/>")
    ['§2: no question in the file']
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from fractions import Fraction

from lxml import etree
from moodle_reader import SEVERAL, SHORT, Gap, Stored, read_bank, trimmed, visible

LEGAL = {"0", "5", "10", "11.11111", "12.5", "14.28571", "16.66667", "20", "25", "30", "33.33333", "40", "50"}
LEGAL |= {"60", "66.66667", "70", "75", "80", "83.33333", "90", "100"}
PENALTIES = {"0", "0.1", "0.2", "0.25", "0.3333333", "0.5", "1"}
TYPES = {"multichoice", "numerical", "cloze", "essay", "truefalse", "shortanswer", "matching", "ordering"}
PLAIN_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)")
FORMULA = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)

Complaints = Iterator[str]


def check_file(data: bytes) -> list[str]:
    """Everything that is wrong with a file; nothing, if it imports whole and means what it says."""
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return [f"§1: not UTF-8: {fault}"]
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as fault:
        return [f"§2: not XML: {fault}"]
    if root.tag != "quiz":
        return [f"§2: the root is {root.tag}"]
    if root.find("question") is None:
        return ["§2: no question in the file"]
    complaints = [*_sections(source), *_formats(root), *_categories(root), *_tree(root)]
    bank = read_bank(data)
    complaints += [*_unique_idnumbers(bank), *_size(bank)]
    for question in bank:
        for rule in QUESTION_RULES:
            complaints += [f"{complaint} (in {question.name!r})" for complaint in rule(question)]
    return complaints


def _sections(source: str) -> Complaints:
    """§2: one CDATA section a text, split only to hide `]]>`; white space alone between two would be lost."""
    for content in re.findall(r"<text>(.*?)</text>(?=\s*</?\w)", source, re.DOTALL):
        joined = content.replace("]]]]><![CDATA[>", "")
        if "<![CDATA[" in content:
            if not (joined.startswith("<![CDATA[") and joined.find("]]>") == len(joined) - 3):
                yield f"§2: more than one CDATA section in {content[:60]!r}"
        elif "&" in content:
            yield f"§2: entities outside CDATA in {content[:60]!r}"


def _formats(root: etree._Element) -> Complaints:
    """§2: known formats; every text that takes one says it."""
    for element in root.iter():
        name = element.get("format")
        if name is not None and name not in ("html", "plain_text", "markdown", "moodle_auto_format"):
            yield f"§2: unknown format {name!r}"
        if (
            element.tag in ("questiontext", "generalfeedback", "feedback", "graderinfo", "info")
            and name != "html"
        ):
            yield f"§2: <{element.tag}> is not html"


def _tree(root: etree._Element) -> Complaints:
    """§2: unescaped HTML in a text would be elements there."""
    for text in root.iter("text"):
        if len(text):
            yield f"§2: elements inside a text: {text[0].tag}"


def _categories(root: etree._Element) -> Complaints:
    """§3: a category first; a level below `top`; no tags; every level named, and at most 255 characters."""
    if root[0].get("type") != "category":
        yield "§3: the first question has no category"
    for element in root.iterfind("question[@type='category']"):
        path = trimmed(element, "category")
        levels = [level.replace("//", "/") for level in re.split(r"(?<!/)(?:/)(?=(?:(?://)*[^/]))", path)]
        if levels[:2] != ["$course$", "top"] or len(levels) < 3:
            yield f"§3: the category {path!r} is not below a course's top"
        for level in levels[2:]:
            if not level.strip() or len(level) > 255:
                yield f"§3: a level of {len(level)} characters in {path!r}"
            if level.startswith("/") or level.endswith("/"):
                yield f"§3: a slash at the end of a level in {path!r}"
            if "<" in level:
                yield f"§3: tags in {path!r}"


def _unique_idnumbers(bank: tuple[Stored, ...]) -> Complaints:
    """§3: a second question with an idnumber would be stored without it."""
    seen: set[str] = set()
    for question in bank:
        if question.idnumber in seen:
            yield f"§3: the idnumber {question.idnumber} occurs twice"
        seen.add(question.idnumber)


def _size(bank: tuple[Stored, ...]) -> Complaints:
    """§8: near 13,000 questions Moodle runs out of memory."""
    if len(bank) > 12_000:
        yield f"§8: {len(bank)} questions in one file"


def _names(question: Stored) -> Complaints:
    """§3: names are stripped of tags and cut at 255 characters."""
    if not question.name or len(question.name) > 255 or "<" in question.name:
        yield "§3: Moodle would change the name"
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", question.idnumber):
        yield f"§3: idnumber {question.idnumber!r}"
    if not question.text:
        yield "§3: no question text"
    if question.kind not in TYPES:
        yield f"§5: the type {question.kind!r} is not of core"


def _tags(question: Stored) -> Complaints:
    """§3: tags are compared without case."""
    folded = [tag.casefold() for tag in question.tags]
    if len(set(folded)) != len(folded) or not all(folded):
        yield f"§3: tags {question.tags}"


def _marks(question: Stored) -> Complaints:
    """§3: a grade in range (an empty one would be 0); a penalty that the form offers."""
    grade = question.element.findtext("defaultgrade") or ""
    if not PLAIN_NUMBER.fullmatch(grade) or not 0 < Fraction(grade) < 100_000:
        yield f"§3: default grade {grade!r}"
    if question.element.findtext("penalty") not in PENALTIES:
        yield "§3: a penalty that the form does not offer"


def _booleans(question: Stored) -> Complaints:
    """§3: value booleans are true or false; `showstandardinstruction` and its like are integers."""
    for name in ("single", "shuffleanswers"):
        if question.element.findtext(name) not in (None, "true", "false"):
            yield f"§3: {name} is neither true nor false"
    for name in (
        "showstandardinstruction",
        "responserequired",
        "responsefieldlines",
        "attachments",
        "showunits",
    ):
        if not re.fullmatch(r"\d+", question.element.findtext(name) or "0"):
            yield f"§3: {name} is no integer"


def _fractions(question: Stored) -> Complaints:
    """§4: only listed percentages; full marks can be had."""
    written = [answer.get("fraction") or "" for answer in question.element.iterfind("answer")]
    for fraction in written:
        if fraction.removeprefix("-") not in LEGAL:
            yield f"§4: the fraction {fraction!r}"
    kind = question.gaps[0].kind if question.gaps else question.kind
    if kind in ("numerical", "truefalse", "multichoice") and written.count("100") != 1:
        yield "§4: not exactly one answer earns full marks"


def _multichoice(question: Stored) -> Complaints:
    """§5: two or more distinct, non-blank choices, a known numbering; ticking everything is not the way."""
    if question.kind != "multichoice":
        return
    yield from _choices(question.gaps[0], "§5")
    if question.element.findtext("answernumbering") not in ("none", "abc", "ABCD", "123", "iii", "IIII"):
        yield "§5: answer numbering"


def _choices(gap: Gap, section: str) -> Complaints:
    texts = [entry.text for entry in gap.entries]
    if len(texts) < 2 or len(set(texts)) != len(texts) or not all(texts):
        yield f"{section}: choices {texts}"
    if gap.kind in SEVERAL:
        shares = [entry.fraction for entry in gap.entries]
        hair = Fraction(1, 10**6)
        if not 1 - hair < sum((share for share in shares if share > 0), Fraction(0)) < 1 + hair:
            yield f"{section}: right options do not add up to 100 %"
        if min(shares) < 0 and sum(shares, Fraction(0)) > hair:
            yield f"{section}: ticking everything earns something"


def _truefalse(question: Stored) -> Complaints:
    """§5: exactly `true` and `false`, one of them right."""
    if question.kind == "truefalse" and [e.text for e in question.gaps[0].entries] != ["true", "false"]:
        yield "§5: answers other than true and false"


def _shortanswer(question: Stored) -> Complaints:
    """§5: an integer for the case; the key comes first; no wildcards; every answer can be reached."""
    if question.kind == "shortanswer":
        if question.element.findtext("usecase") not in ("0", "1"):
            yield "§5: usecase is neither 0 nor 1"
        yield from _spelled(question.gaps[0], "§5")


def _spelled(gap: Gap, section: str) -> Complaints:
    for i, entry in enumerate(gap.entries):
        if re.search(r"(?<!\\)\*", entry.text):
            yield f"{section}: a wildcard in {entry.text!r}"
        elif any(earlier.takes(entry.text.replace("\\*", "*")) for earlier in gap.entries[:i]):
            yield f"{section}: {entry.text!r} is taken by an earlier answer"
    if gap.entries[0].fraction != 1:
        yield f"{section}: the key does not come first"


def _matching(question: Stored) -> Complaints:
    """§5: every left side has a right one; two choices at least; choices are plain and at most 255 characters."""
    if question.kind != "matching":
        return
    for pair in question.element.iterfind("subquestion"):
        if not trimmed(pair, "answer"):
            yield "§5: a pair without an answer ends the import"
    choices = {entry.text for gap in question.gaps for entry in gap.entries}
    if len(choices) < 2 or not question.gaps:
        yield f"§5: too little to match: {choices}"
    for choice in choices:
        yield from _plain(choice, "§5")


def _plain(choice: str, section: str) -> Complaints:
    if len(choice) > 255:
        yield f"{section}: a choice of {len(choice)} characters"
    if "\\(" in choice or re.search(r"<(?=\S)", choice):
        yield f"{section}: a drop-down does not show {choice!r} as it is"


def _ordering(question: Stored) -> Complaints:
    """§5: without `shownumcorrect` the import dies; one item is too few; without ALL some items are left out."""
    if question.kind != "ordering":
        return
    if question.element.find("shownumcorrect") is None:
        yield "§5: an ordering question without shownumcorrect"
    items = [entry.text for entry in question.gaps[0].entries]
    if len(items) < 2 or len(set(items)) != len(items) or not all(items):
        yield f"§5: items {items}"
    if question.element.findtext("selecttype") != "ALL":
        yield "§5: not all items are asked"
    if question.gaps[0].kind not in ("ABSOLUTE_POSITION", "ALL_OR_NOTHING"):
        yield "§5: a way of grading that is not ours"


def _units(question: Stored) -> Complaints:
    """§5: the first unit has the multiplier 1; a name has at most 50 characters."""
    for number, unit in enumerate(question.element.iterfind("units/unit")):
        if number == 0 and unit.findtext("multiplier") != "1":
            yield "§5: the first unit is not 1"
        if not 0 < len(unit.findtext("unit_name") or "") <= 50:
            yield "§5: the name of a unit"


def _files(question: Stored) -> Complaints:
    """§3: a text has the files that it shows beside it, and no others; plain names; base64; a path from / to /."""
    for text in question.element.iter("text"):
        shown = set(re.findall(r'src="@@PLUGINFILE@@/([^"]*)"', text.text or ""))
        holder = text.getparent()
        held = [] if holder is None else holder.findall("file")
        if shown != {file.get("name") for file in held} or len(shown) != len(held):
            yield f"§3: files {[file.get('name') for file in held]} for {shown}"
        for file in held:
            if not re.fullmatch(r"[A-Za-z0-9._-]+", file.get("name") or "") or file.get("path") != "/":
                yield f"§3: the file name {file.get('name')!r}"
            try:
                b64decode(file.text or "", validate=True)
            except ValueError:
                yield "§3: a file that is not base64"


def _numerical(question: Stored) -> Complaints:
    """§5: numbers and tolerances are plain decimals; the key comes first; no answer is out of reach."""
    if question.kind == "numerical":
        tolerances = [answer.findtext("tolerance") or "" for answer in question.element.iterfind("answer")]
        yield from _typed(question.gaps[0], tolerances, "§5")


def _cloze(question: Stored) -> Complaints:
    """§6: gaps are found, weigh whole numbers from 1, can be answered in full, hold no picture."""
    if question.kind != "cloze":
        return
    if not question.gaps:
        yield "§6: the question text must include at least one embedded answer"
    markers = re.findall(r"\{#(\d+)\}", question.text)
    if markers != [str(n) for n in range(1, len(question.gaps) + 1)]:
        yield f"§6: gap markers of the prose: {markers}"
    for gap in question.gaps:
        full = sum(entry.fraction == 1 for entry in gap.entries)
        several = gap.kind in SHORT or gap.kind in SEVERAL
        if gap.weight < 1 or (full != 1 and not several):
            yield "§6: a gap without weight, or without exactly one full answer"
        if any("<img" in entry.feedback + entry.text for entry in gap.entries):
            yield "§6: a picture in a gap"
        if gap.kind == "NUMERICAL":
            yield from _typed(gap, [], "§6")
        elif gap.kind in SHORT:
            yield from _spelled(gap, "§6")
        else:
            yield from _choices(gap, "§6")
        if gap.kind == "MULTICHOICE":
            for entry in gap.entries:
                yield from _plain(visible(entry.text), "§6")
                if "\\(" in entry.text:
                    yield "§6: a drop-down shows no formulas"


def _typed(gap: Gap, tolerances: list[str], section: str) -> Complaints:
    for text in tolerances:
        if not PLAIN_NUMBER.fullmatch(text) or text.startswith("-"):
            yield f"{section}: tolerance {text!r}"
    for i, entry in enumerate(gap.entries):
        if not PLAIN_NUMBER.fullmatch(entry.text):
            yield f"{section}: the number {entry.text!r}"
        elif any(earlier.takes(entry.text) for earlier in gap.entries[:i]):
            yield f"{section}: {entry.text} is taken by an earlier answer"
    if gap.entries[0].fraction != 1:
        yield f"{section}: the key does not come first"


def _essay(question: Stored) -> Complaints:
    """§5: a known form of response, and something for the grader to go by."""
    if question.kind != "essay":
        return
    if question.element.findtext("responseformat") not in ("editor", "plain", "monospaced", "noinline"):
        yield "§5: response format"
    if not question.notes:
        yield "§5: no notes for graders"


def _formulas(question: Stored) -> Complaints:
    """§2: a raw `<` in a formula is eaten by the browser as a tag."""
    texts = [question.text, question.general, question.notes]
    texts += [t for gap in question.gaps for entry in gap.entries for t in (entry.text, entry.feedback)]
    for text in texts:
        for inline, display in FORMULA.findall(text):
            if "<" in inline + display:
                yield f"§2: a raw < in {inline + display!r}"


QUESTION_RULES: tuple[Callable[[Stored], Complaints], ...] = (
    _names,
    _tags,
    _marks,
    _booleans,
    _fractions,
    _files,
    _multichoice,
    _truefalse,
    _shortanswer,
    _matching,
    _ordering,
    _units,
    _numerical,
    _cloze,
    _essay,
    _formulas,
)
