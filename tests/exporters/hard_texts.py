"""Texts that are hard for a writer of XML: random characters, and what means something to some reader.

@hard
@given(SAID)
def test_it_arrives(said: str) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, settings
from hypothesis import strategies as st

# Surrogates are no characters, XML has no place for U+FFFE and U+FFFF, and the reader of specs lets no controls in.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_MEANINGFUL = r"""
    ]]> <![CDATA[ ]] & &amp; &lt; &#125; &alpha; &nbsp < > <b> </p> <!-- --> <?x?> </qti-simple-choice> </simpleChoice>
    <math> {{ident}} {% %} {# #} { } ~ = # % * .* [a-z] [^ ( ) | ? + \d \p{L} \i $ $$ ^ \( \) \[ \] \\ \ \begin{a}
    ' " a 1 -- ß ẞ ss ı İ Ａ 🙂 ﬁ ς ŉ
"""
_SPACES_AND_MARKS = [" ", "  ", "\xa0", "\u2003", "\u2028", "\ufeff", "\u200b", "\u202e", "e\u0301", "\u0301"]
_PIECES = st.sampled_from([*_MEANINGFUL.split(), *_SPACES_AND_MARKS])
_ANY = st.one_of(st.lists(_PIECES, max_size=6).map("".join), st.text(CHARACTERS, max_size=8)) | st.builds(
    lambda pieces, text: text.join(pieces),
    st.lists(_PIECES, min_size=2, max_size=4),
    st.text(CHARACTERS, max_size=3),
)
SAID = _ANY.filter(lambda text: text.strip() != "")
"""Texts that say something."""

HARD = (
    "\\(x\\)",
    "$$x$$",
    "a\\",
    "&",
    "<",
    "]]>",
    "{{ ident }}",
    " a ",
    "\xa0a\xa0",
    "e\u0301",
    "\ufeffa",
    "a\u2028b",
)


def hard(test: Callable[[str], None]) -> Callable[[str], None]:
    """Tries the texts of `HARD` besides those that are drawn, and not too many of these."""
    for text in HARD:
        test = example(text)(test)
    return settings(max_examples=25)(test)
