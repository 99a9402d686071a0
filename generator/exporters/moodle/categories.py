"""Categories: the path of each, and the element that opens it.

    $course$/top/Week 7 (3f2a91c0)/01 Eigenvalues/Variant 3
                 the build         the item       only where questions of one variant stand apart

A quiz draws one random question from the category of an item. Must not know questions.

How a path is read stands in `question/format.php` of Moodle 4.5 (`create_category_path`, `split_category_path`): a `/`
beside no other one parts two levels, `//` is one slash, names are stripped of tags and of blanks at their ends, and
the database takes 255 characters. Only the first level can stand for a context; so a title such as `$cat1$`
is but a name here. Categories have no id number: Moodle gives it to a new category without looking, and its database
refuses a second one in the same course, which would end the import of every file after a teacher has renamed
or moved the category.

    >>> opened("$course$/top/a//b")
    b'<question type="category">\n  <category><text><![CDATA[$course$/top/a//b]]></text></category>\n</question>\n'
"""

from __future__ import annotations

import re

from generator.exporters import html
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.words import word
from generator.exporters.xml_templates import load, require_well_formed
from generator.model import Heading

_CATEGORY = load("moodle", "category.xml")
_BUILD_DIGITS = 8
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')


def build_path(heading: Heading) -> str:
    """The category of the whole set, which is new for every build. The path starts at the course.

    Moodle never updates a question; so a second import must land beside the first, where a teacher sees it
    and can delete the old one.
    """
    name = plain_name(heading.title or heading.name, f" ({heading.build[:_BUILD_DIGITS]})")
    return f"$course$/top/{_level(name)}"


def item_paths(heading: Heading) -> dict[int, str]:
    """The number of each item → its category, below that of the set; by name they are in the order of the set."""
    above = build_path(heading)
    digits = max(2, len(str(max([item.number for item in heading.items], default=0))))
    return {
        item.number: f"{above}/{_level(plain_name(f'{item.number:0{digits}} {item.title}'))}"
        for item in heading.items
    }


def path_below(path: str, name: str) -> str:
    """The category of a name below another one; the same one if the name is ""."""
    return f"{path}/{_level(plain_name(name))}" if name else path


def about(heading: Heading) -> str:
    """What the category of the set says of it, as HTML. A category holds no files, so figures are told in words."""
    return _PICTURE.sub(r"\1", html.introduction(heading, html.MOODLE))


def belonging(language: str) -> str:
    """What a category says whose questions stand apart, as HTML."""
    return f"<p>{word('in this order', language)}</p>"


def opened(path: str, info: str = "") -> bytes:
    """The element that opens a category, and makes it if there is none; `info` is HTML that Moodle shows with its name.

    Raises RuntimeError if it is not well-formed XML, which is our bug.
    """
    xml = _CATEGORY.render(path=cdata(path), info=cdata(info) if info else "")
    require_well_formed(xml, f"the category {path!r}")
    return xml.encode() + b"\n"


def _level(name: str) -> str:
    """A name as one level of a path: `/` doubled, or U+2215 at an end, where Moodle would misread two."""
    if name.startswith("/"):
        name = "∕" + name[1:]
    if name.endswith("/"):
        name = name[:-1] + "∕"
    return name.replace("/", "//")
