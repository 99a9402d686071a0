r"""Sections 2 and 3: the XML of a question, and the elements that all types share.

`question/format/xml/format.php` of Moodle 4.5 reads them (`import_headers`, `import_text_with_files`, `import_files`,
`import_hints`, `import_question_tags`), `question/format.php` the names (`clean_question_name`), `lib/xmlize.php` the
XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.exporters.moodle.rules.reading import NUMBER, RAW_BRACKET, Rule, Seen, said, trimmed

_SPLIT = "]]]]><![CDATA[>"
_ODD_TEXT = re.compile(r"<text>(?!\x01?</text>|[^&<\x01]+</text>)")
_LONELY_BLANK = re.compile(r"(?:&[^;\s]{1,9};|\x01)\s+(?:&|\x01)")

_FORMATS = ("html", "plain_text", "markdown", "moodle_auto_format")
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_OF_STACK = (
    *("specificfeedback", "truefeedback", "falsefeedback"),
    *("prtcorrect", "prtpartiallycorrect", "prtincorrect"),
)
_HTML = (
    *("questiontext", "generalfeedback", "hint", "feedback", "graderinfo", "responsetemplate", "subquestion"),
    *(*_COMBINED, *_OF_STACK),
)
_NAME_LIMIT = 255
_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")
_GRADE_LIMIT = 100_000
_PENALTIES = ("0", "0.1", "0.2", "0.25", "0.3333333", "0.5", "1")
_WORDS = ("single", "shuffleanswers")
_INTEGERS = (
    *("usecase", "showstandardinstruction", "selectcount", "showunits", "unitgradingtype", "unitsleft"),
    *("responserequired", "responsefieldlines", "minwordlimit", "maxwordlimit"),
    *("hidden", "attachments", "attachmentsrequired", "maxbytes"),
    *("questionsimplify", "assumepositive", "assumereal", "isbroken"),
)
_FLAGS = ("shownumcorrect", "clearwrong", "infinite")

_SHOWN = re.compile(r'src="@@PLUGINFILE@@/([^"]*)"')
_FILE_NAME = re.compile(r"[A-Za-z0-9._-]+")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_FILE_LIMIT = 4_000_000
_FILE_HOLDERS = (
    *("questiontext", "generalfeedback", "feedback", "hint", "answer", "subquestion", "graderinfo"),
    *(*_COMBINED, *_OF_STACK),
)
"""Elements whose texts can show pictures."""


# ─── 2. XML ──────────────────────────────────────────────────────────────────────────────────────────────


def one_section(source: str) -> Iterator[str]:
    """Each text is one CDATA section, or has no entities; white space alone between two would be lost."""
    bare = "\x01".join(_outside(source.replace(_SPLIT, "")))
    odd = _ODD_TEXT.search(bare)
    if odd:
        yield f"a text is not one CDATA section: {bare[odd.start() : odd.start() + 60]!r}"
    lonely = _LONELY_BLANK.search(bare)
    if lonely:
        yield f"white space alone between two entities: {lonely[0]!r}"


def _outside(source: str) -> Iterator[str]:
    """The pieces of a source between its CDATA sections."""
    end = 0
    while (start := source.find("<![CDATA[", end)) >= 0:
        yield source[end:start]
        end = source.index("]]>", start) + len("]]>")
    yield source[end:]


def formats(seen: Seen) -> Iterator[str]:
    """Formats are known, and what holds HTML says so: without a word it is the format of the question text."""
    for _, holder, format in seen.texts:
        if format is not None and format not in _FORMATS:
            yield f"the format {format!r} is unknown"
        elif format != "html" and holder.tag in _HTML:
            yield f"<{holder.tag}> does not say that it is HTML"


def brackets(seen: Seen) -> Iterator[str]:
    """No raw `<` in a formula: a browser eats it, and what follows, as a tag. (For gaps see `clozes`.)"""
    for content, holder, format in seen.texts:
        gaps = seen.kind == "cloze" and holder.tag == "questiontext"
        if "\\" in content and format == "html" and not gaps:
            opened = RAW_BRACKET.search(content)
            if opened:
                yield f"a raw < in a formula: {opened[0]!r}"


# ─── 3. Elements of all types ────────────────────────────────────────────────────────────────────────────


def name(seen: Seen) -> Iterator[str]:
    """A name is there, has no tags, which would be stripped, and at most 255 characters, or it would be cut."""
    text = seen.said("name")
    if not trimmed(text) or len(text) > _NAME_LIMIT or "<" in text:
        yield f"Moodle would change the name {text!r}"
    if not trimmed(seen.said("questiontext")):
        yield "there is no question text"


def idnumber(seen: Seen) -> Iterator[str]:
    """An id number has 1 to 100 characters; the database refuses more."""
    if "idnumber" in seen.first and not _ID.fullmatch(seen.value("idnumber")):
        yield f"the id number {seen.value('idnumber')!r}"


def marks(seen: Seen) -> Iterator[str]:
    """A mark is a number in range, for an empty one is 0; a penalty is one that the form offers."""
    grade = seen.value("defaultgrade") if "defaultgrade" in seen.first else "1"
    if not NUMBER.fullmatch(grade) or not 0 <= float(grade) < _GRADE_LIMIT:
        yield f"the default grade {grade!r}"
    if "penalty" in seen.first and seen.value("penalty") not in _PENALTIES:
        yield f"the penalty {seen.value('penalty')!r}"


def tags(seen: Seen) -> Iterator[str]:
    """No tag is blank or stands twice; Moodle compares them without case."""
    if "tags" in seen.first:
        found = [trimmed(said(tag)).lower() for tag in seen.first["tags"]]
        if "" in found or len(frozenset(found)) < len(found):
            yield f"the tags {found}"


def booleans(seen: Seen) -> Iterator[str]:
    """Three ways to say yes: `true`, 1, or an element that is there and empty."""
    for child in seen.element:
        if child.tag in _WORDS and child.text not in ("true", "false"):
            yield f"<{child.tag}> is neither true nor false but {child.text!r}"
        elif child.tag in _INTEGERS and not (child.text or "").isdecimal():
            yield f"<{child.tag}> is no integer but {child.text!r}"
    for flag in seen.element.iter():
        if flag.tag in _FLAGS and flag.text not in (None, "1"):
            yield f"<{flag.tag}> counts as yes whatever it holds, but holds {flag.text!r}"


def hints(seen: Seen) -> Iterator[str]:
    """Each hint says something: a blank one would cost a try and tell nothing."""
    for hint in seen.all("hint"):
        if not trimmed(said(hint)):
            yield "a hint is blank"


def files(seen: Seen) -> Iterator[str]:
    """A text has the files that it shows beside it, each once, and no other; plain names, whole base64, not too big.

    The content is decoded whatever it is, a missing file is a broken picture, and time grows with the square of a
    file's size.
    """
    if not seen.pictures:
        return
    for content, holder, _ in seen.texts:
        held = holder.findall("file")
        shown = frozenset(_SHOWN.findall(content))
        names = [file.get("name") or "" for file in held]
        if len(shown) != len(names) or not shown.issuperset(names):
            yield f"the files {names} stand beside a text that shows {sorted(shown)}"
        if held and holder.tag not in _FILE_HOLDERS:
            yield f"<{holder.tag}> takes no files"
        for file in held:
            if not _FILE_NAME.fullmatch(file.get("name") or "") or file.get("path", "/") != "/":
                yield f"the file name {file.get('name')!r} in {file.get('path')!r}"
            if not file.text or not _BASE64.fullmatch(file.text):
                yield f"the file {file.get('name')!r} is not base64"
            elif len(file.text) > _FILE_LIMIT:
                yield f"the file {file.get('name')!r} has {len(file.text):,} characters"


RULES: tuple[tuple[int, Rule], ...] = (
    (2, formats),
    (2, brackets),
    (3, name),
    (3, idnumber),
    (3, marks),
    (3, tags),
    (3, booleans),
    (3, hints),
    (3, files),
)
"""The rules of all types, each with its section. (`one_section` reads the source, not the tree.)"""
