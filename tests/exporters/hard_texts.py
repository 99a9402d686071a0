r"""Texts that are hard for a writer of XML: random characters, and what means something to some reader.

SAID = saying(*XML, *TEX, "[a1]")         # what this format has besides
hard = trying("\\(x\\)", "]]>")           # texts that are always tried

@hard
@given(SAID)
def test_it_arrives(said: str) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hypothesis import example, settings
from hypothesis import strategies as st

Test: TypeAlias = Callable[[str], None]

XML = [
    "]]>",
    "<![CDATA[",
    "]]",
    "&",
    "&amp;",
    "&lt;",
    "&#125;",
    "&alpha;",
    "&nbsp",
    "<",
    ">",
    "<b>",
    "</p>",
    "<!--",
    "-->",
]
TEX = ["$", "$$", "\\(", "\\)", "\\[", "\\]", "\\\\", "\\", "\\begin{a}", "\\end{a}", "\\ref{a}"]
OTHERS = ["'", '"', "a", "1", " ", "  ", "\xa0", "\u2003"]
"""What stands between them."""

# Surrogates are no characters, XML has no place for U+FFFE and U+FFFF, and the reader of specs lets no controls in.
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")


def saying(*pieces: str) -> st.SearchStrategy[str]:
    """Texts of these pieces and of any characters; none is blank."""
    piece = st.sampled_from(pieces)
    some = st.one_of(st.lists(piece, max_size=6).map("".join), st.text(_CHARACTERS, max_size=8))
    repeated = st.builds(
        lambda pieces, text: text.join(pieces),
        st.lists(piece, min_size=2, max_size=4),
        st.text(_CHARACTERS, max_size=3),
    )
    return (some | repeated).filter(lambda text: text.strip() != "")


def trying(*texts: str, drawn: int = 40) -> Callable[[Test], Test]:
    """Tries these texts, and so many that are drawn."""

    def hard(test: Test) -> Test:
        for text in texts:
            test = example(text)(test)
        return settings(max_examples=drawn)(test)

    return hard
