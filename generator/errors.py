"""Every error that a user can cause, as one tree, with one renderer.

::

    SetwrightError                 exit 1
    ├── SpecError                  exit 2   a problem spec or problem set is wrong: a list of faults with places
    ├── UnknownName                exit 2   a family, set or format that does not exist
    ├── SamplingError              exit 3   constraints cannot be met, or more variants asked for than exist
    ├── VerificationError          exit 3   a family fails its proof too often
    │   └── TooSlow                         a variant takes too long
    ├── OutputError                exit 4   the output directory cannot be used, or the disk is full
    ├── ToolMissing                exit 5   a program is not installed (TeX)
    ├── LatexError                 exit 5   the engine refused a document
    └── Lossy                      exit 6   `--strict`, and a format could not say something

Anything else that escapes is a bug of ours and is shown as a traceback. An error holds data; `render`
turns it into text, so that the command line has one place to print and tests can look at the fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A span of text in a file: where it stands and what the line says.

    `line` and `column` count from 1; `length` is the number of characters to underline, at least 1.
    """

    file: str
    line: int
    column: int
    text: str = ""
    length: int = 1

    def caret(self) -> str:
        """The source line with a line of carets under the offending text."""
        width = max(1, min(self.length, max(1, len(self.text) - self.column + 1)))
        lead = "".join("\t" if c == "\t" else " " for c in self.text[: self.column - 1])
        return f"    {self.text}\n    {lead}{'^' * width}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, where, what was expected and what to do (`hint`)."""

    message: str
    place: Place | None = None
    hint: str = ""

    def render(self) -> str:
        """The fault as lines of text: `file:line:column: message`, the line with a caret, the hint."""
        lines = []
        if self.place is None:
            lines.append(sentence(self.message))
        else:
            where = f"{self.place.file}:{self.place.line}:{self.place.column}"
            lines.append(f"{where}: {sentence(self.message)}")
            if self.place.text:
                lines.append(self.place.caret())
        if self.hint:
            lines.append("    " + sentence(self.hint).replace("\n", "\n    "))
        return "\n".join(lines)


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, a full stop last.

    Faults are worded by many readers of text, some of which only know a phrase. What is code stands between
    backticks, also at the start, where it keeps its small letter.
    """
    first = text.split(" ", 1)[0].rstrip(",:;")
    if first.isalpha() and first.islower():
        text = text[0].upper() + text[1:]
    ends = text.rstrip("`")[-1:] == "."
    return text if ends or not (text[-1:].isalnum() or text[-1:] in ")]}'”`…") else text + "."


class SetwrightError(Exception):
    """Base of everything that is shown to the user as a message, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[SetwrightError], tuple[object, ...]]:
        return (type(self), (self.message, self.hint))  # errors travel from workers to the parent

    def render(self) -> str:
        """The text for the terminal, without a trailing newline."""
        hint = self.hint.replace("\n", "\n    ")
        return f"{self.message}\n    {hint}" if hint else self.message


class SpecError(SetwrightError):
    """A problem spec or problem set is wrong. Holds all faults of the file at once."""

    exit_code = 2

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults[0].message)

    def render(self) -> str:
        """All faults, in the order of the file."""

        def position(fault: Fault) -> tuple[str, int, int]:
            return (fault.place.file, fault.place.line, fault.place.column) if fault.place else ("", 0, 0)

        return "\n".join(fault.render() for fault in sorted(self.faults, key=position))

    def __reduce__(self) -> tuple[type[SetwrightError], tuple[object, ...]]:
        return (SpecError, (self.faults,))


class UnknownName(SetwrightError):
    """A family, tag, set or format that does not exist."""

    exit_code = 2


class SamplingError(SetwrightError):
    """Constraints that cannot be met within the bound, or more variants asked for than exist."""

    exit_code = 3


class VerificationError(SetwrightError):
    """A family fails its own proof. The message names seed, index and values, and how to repeat it.

    `place` is where in the spec, if there is one place.
    """

    exit_code = 3

    def __init__(self, message: str, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message, hint)
        self.place = place

    def __reduce__(self) -> tuple[type[SetwrightError], tuple[object, ...]]:
        return (type(self), (self.message, self.hint, self.place))


class TooSlow(VerificationError):
    """A variant took too long. (Near the last variants that exist, finding another may take very many draws.)"""


class OutputError(SetwrightError):
    """The output directory cannot be used."""

    exit_code = 4


class ToolMissing(SetwrightError):
    """A program that is not a Python package is missing. The hint says how to install it."""

    exit_code = 5


class LatexError(SetwrightError):
    """The LaTeX engine refused a document. The message names family, variant and the line of text."""

    exit_code = 5


class Lossy(SetwrightError):
    """`--strict` was given and a format could not say something."""

    exit_code = 6


class EvaluationError(Exception):
    """An expression of a spec has no value: internal; the layers above turn it into a fault or a redraw.

    `offset` and `length` are characters in the expression's own text.
    """

    def __init__(self, message: str, offset: int = 0, length: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.length = length


@dataclass(unsafe_hash=True)
class TextFault(Exception):
    """A fault at an offset of a text that does not know its file; the caller adds the place.

    Not frozen, since Python writes tracebacks into exceptions.
    """

    message: str
    offset: int
    length: int = 1
    hint: str = field(default="")
