"""Tables made from values: a block of prose, where a figure is a picture.

    table([[1, 0.2], [2, 0.8]], ['x', 'P(X = x)'])

It stands alone in its paragraph of prose. Cells print as values print elsewhere.
"""

from __future__ import annotations

from fractions import Fraction

from generator.figures.labels import name
from generator.maths.decimals import decimal_text
from generator.maths.function import Function
from generator.maths.function import table as rows_by_name
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, MathsError, Matrix, Shown, plain_value
from generator.model import Inlines, Math, Table, Text

MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 60, 12, 200


def table(rows: tuple[Anything, ...], header: tuple[Anything, ...] = ()) -> Table:
    """The rows as a table: numbers to the right, words to the left, anything else centred.

    In the header a single letter is a symbol. Raises MathsError if rows differ in length or are too many.
    """
    lines = [_row(row) for row in rows]
    if not lines or not lines[0]:
        raise MathsError("the table is empty")
    width = len(lines[0])
    if len(lines) > MAX_ROWS or width > MAX_COLUMNS:
        raise MathsError(f"a table has at most {MAX_ROWS} rows and {MAX_COLUMNS} columns")
    if any(len(line) != width for line in lines) or len(header) not in (0, width):
        raise MathsError("all rows of a table, and its header, have one length")
    align = "".join(map(_alignment, zip(*lines, strict=True)))
    head = tuple([_title(value) for value in header])
    return Table(head, tuple(tuple(map(_cell, line)) for line in lines), align)


def _row(row: Anything) -> tuple[Anything, ...]:
    value = plain_value(row)
    if isinstance(value, Matrix):
        value = value.rows[0]
    return value if isinstance(value, tuple) else (row,)


def _title(value: Anything) -> Inlines:
    content = name(value)
    return (Text(content),) if isinstance(content, str) else (Math(content),)


def _cell(value: Anything) -> Inlines:
    """A value in a cell: whole numbers, decimals and words as text, anything else as a formula."""
    kind = type(value)
    if kind is int:
        return (Text(str(value).replace("-", "−")),)
    if kind is FiniteDecimal:
        text = decimal_text(Fraction(value), 40)
        if text is not None:
            return (Text(text.replace("-", "−")),)
    if kind is Shown:
        return (Text(value.text),)
    if kind is str:
        if not value.isprintable() or len(value) > MAX_TEXT:
            raise MathsError(
                f"a word in a table has at most {MAX_TEXT} characters, all of which can be printed"
            )
        return (Text(value),)
    return (Math(typeset(value)),)


def _alignment(column: tuple[Anything, ...]) -> str:
    kinds = {type(plain_value(value)) for value in column}
    if str in kinds:
        return "l"
    return "r" if kinds <= {int, FiniteDecimal} else "c"


TABLE = rows_by_name(
    Function("table", table, "list list?", "table of these rows; then its header, as a list",
             "table([[1, 0.2], [2, 0.8]], ['x', 'P(X = x)'])", "table([[1, 2], [3]])"),
)  # fmt: skip
