"""Jinja templates for XML: every value is escaped unless it is `Markup`, and a missing name is an error.

A template lays out; the exporter's Python computes. Each template is read and compiled once a process.

    >>> load("qti21", "item.xml") is load("qti21", "item.xml")
    True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from xml.parsers import expat

from jinja2 import Environment, StrictUndefined, Template
from lxml import etree
from markupsafe import Markup

from generator.resources import template_text

_ENVIRONMENT = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    newline_sequence="\n",
    auto_reload=False,
)


@cache
def load(exporter: str, name: str) -> Template:
    """The compiled template `templates/<exporter>/<name>`."""
    return compiled(template_text(exporter, name))


def compiled(source: str) -> Template:
    """A template from its text."""
    return _ENVIRONMENT.from_string(source)


def rendered(template: Template, **values: Any) -> Markup:
    """What a template lays out, which other templates take as it is."""
    return Markup(template.render(values))  # noqa: S704 - every value was escaped


def escaped(xhtml: str) -> Markup:
    """XHTML that `generator.exporters.html` wrote, and so escaped already: templates take it as it is."""
    return Markup(xhtml)  # noqa: S704 - never text of a question, always the output of a writer


def require_well_formed(xml: str, what: str) -> None:
    """Pass if `xml` is well-formed; both Canvas readers repair broken XML in silence, and lose questions.

    Every question comes by here: expat alone, without a tree, does it in a third of lxml's time. Raises
    RuntimeError, since broken XML is never the fault of a problem spec.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(xml.encode(), True)
    except expat.ExpatError as fault:
        raise _our_fault(what, fault) from fault


def well_formed(pieces: Iterable[str], what: str) -> Iterator[bytes]:
    """The pieces of a document as bytes, one by one, each parsed before it is handed on and forgotten.

    Raises RuntimeError as `require_well_formed` does, at the piece where the fault is found.
    """
    parser = etree.XMLPullParser(events=("end",), no_network=True, resolve_entities=False)
    try:
        for piece in pieces:
            encoded = piece.encode()
            parser.feed(encoded)
            _forget(parser)
            yield encoded
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise _our_fault(what, fault) from fault


def _forget(parser: etree.XMLPullParser) -> None:
    """Drops the elements that have ended; reading the events also raises what the parser has found."""
    for event in parser.read_events():
        element: Any = event[1]
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]


def _our_fault(what: str, fault: Exception) -> RuntimeError:
    return RuntimeError(
        f"{what} was written as XML that is not well-formed ({fault}). "
        "This is a bug of Setwright, please report it with the problem spec."
    )
