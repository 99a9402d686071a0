"""What question types share: name, text, worked solution, points, id, tags, hints; and feedback on a whole answer.

The templates of `templates/moodle/` lay it out; what is special to a type comes from `alone`, `cloze` and `essays`.

Elements and their defaults are those that `question/format/xml/format.php` of Moodle 4.5 reads
(`import_headers`, `import_combined_feedback`, `import_hints`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from markupsafe import Markup

from generator.exporters.decimals import points_text
from generator.exporters.labels import tags
from generator.exporters.losses import Loss
from generator.exporters.moodle.markup import blocks
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.words import word
from generator.exporters.xml_templates import load, rendered
from generator.model import Question

_QUESTION = load("moodle", "question.xml")
_COMBINED = load("moodle", "combined.xml")

_UNMARKED = ("essay", "description")
_CLEARED = ("shownumcorrect", "clearwrong")
_RETRY = {"ordering": ("shownumcorrect",)}
"""What Moodle's form offers to do with a wrong answer in several parts when it shows a hint."""
_PENALTIES = ((2, "0.3333333"), (3, "0.25"), (4, "0.2"))
"""Up to how many hints a wrong try costs so much."""
_SMALLEST_PENALTY = "0.1"


@dataclass(frozen=True, slots=True)
class Body:
    """What differs between questions: Moodle's word for the type, the text as HTML, the type's own elements.

    Of an answer in `several` parts, Moodle says how many are right, and after a hint clears the others.
    """

    kind: str
    text: str
    special: Markup | str = ""
    losses: tuple[Loss, ...] = ()
    several: bool = False


def text(question: Question, *below: str) -> str:
    """Stem and prompts, and what the type adds below them."""
    prompts = [blocks(part.prompt) for part in question.parts]
    return "\n".join([blocks(question.stem), *prompts, *filter(None, below)])


@cache
def combined(language: str, several: bool) -> Markup:
    """What is said of a whole answer, and, of one in `several` parts, that Moodle says how many are right."""
    said = {key: remark(f"{key} right", language) for key in ("all", "partly", "not")}
    return rendered(_COMBINED, right=said["all"], partly=said["partly"], wrong=said["not"], several=several)


def remark(key: str, language: str) -> Markup:
    """Fixed words as the content of a `<text>`."""
    return cdata(f"<p>{word(key, language)}</p>")


def envelope(question: Question, body: Body, grade: Fraction) -> str:
    """A whole `<question>`. A question that no program marks has no hints, for there is no second try."""
    marked = body.kind not in _UNMARKED
    hints = question.hints if marked else ()
    return _QUESTION.render(
        type=body.kind,
        name=cdata(plain_name(question.title, f" · {question.index + 1}")),
        text=text_element(body.text, question),
        solution=text_element(blocks(question.solution), question),
        grade=points_text(grade),
        penalty=_penalty(body.kind, len(hints)),
        id=question.id,
        special=body.special,
        hints=[text_element(blocks(hint), question) for hint in hints],
        retry=_RETRY.get(body.kind, _CLEARED) if body.several else (),
        tags=tag_texts(question.topics, question.level, question.family),
    )


def _penalty(kind: str, hints: int) -> str:
    """The share of the mark that a wrong try costs, from the list of Moodle's form.

    A third; less where that would leave nothing for who is right after the last hint. Of two verdicts the second
    is right whenever the first is wrong, so it earns nothing, as in Moodle's form.
    """
    if kind in _UNMARKED:
        return "0"
    if kind == "truefalse":
        return "1"
    return next((penalty for most, penalty in _PENALTIES if hints <= most), _SMALLEST_PENALTY)


@lru_cache(maxsize=64)  # all variants of a family have the same
def tag_texts(topics: tuple[str, ...], level: str, family: str) -> tuple[Markup, ...]:
    """The tags of a question, each as the content of a `<text>`."""
    return tuple([cdata(plain_name(tag)) for tag in tags(topics, level, family)])
