"""Small families for tests, from specs in a string."""

from __future__ import annotations

from textwrap import dedent

from generator.family import Family, compile_family
from generator.spec.files import decode
from generator.spec.load import spec_of
from generator.spec.schema import Spec

HEADER = "title: Small\ntopics: [tests]\nlevel: core\n"


def family(text: str, id: str = "tests/small") -> Family:
    """The family of a spec without its title, topics and level."""
    return compile_family(spec_of_bytes((HEADER + dedent(text)).encode(), id, "small.yaml"), id, "small.yaml")


def spec_of_bytes(data: bytes, id: str, shown_as: str) -> Spec:
    """The spec in a file's bytes, as `load_spec` reads it."""
    return spec_of(decode(data, shown_as), id)
