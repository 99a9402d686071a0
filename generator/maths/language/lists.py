"""Lists and matrices: written out, indexed, and made by comprehensions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from generator.maths.functions import FUNCTIONS
from generator.maths.language.operators import truth
from generator.maths.values import Anything, MathsError, Matrix, describe, is_scalar, plain_value

if TYPE_CHECKING:  # the compiler imports this module for its table
    from generator.maths.language.compiler import Closure, Compiler, Scope

MAX_ITEMS = 1_000
"""Bound on the items that one comprehension, nested ones included, may produce in all."""

MAX_SIDE = 30
"""Largest number of rows, and of columns, of a matrix."""

MAX_LEAVES = 10_000
"""Bound on what a list may hold in all, its lists included."""

WORDS = frozenset(
    {"true", "false", "and", "or", "not", "if", "else", "for", "in", "steps", "value", "values"}
)
"""Names with a fixed meaning, which the variable of a comprehension cannot have."""


def compile_list(c: Compiler, node: ast.List | ast.Tuple, depth: int) -> Closure:
    """`[a, b]`; rows of one length make a matrix."""
    items = [c.compile(item, depth) for item in node.elts]

    return c.guarded(node, lambda scope: gathered(tuple([item(scope) for item in items])))


def gathered(values: tuple[Anything, ...]) -> Anything:
    """The values as a list; lists of scalars, all of one length, are the rows of a matrix."""
    if not any(type(value) in _NESTING for value in map(plain_value, values)):
        return values
    values = tuple(map(plain_value, values))
    _count(values, MAX_LEAVES)
    width = len(values[0]) if isinstance(values[0], tuple) else 0
    if not width or not all(isinstance(row, tuple) and len(row) == width for row in values):
        return values
    if not all(is_scalar(plain_value(entry)) for row in values for entry in row):
        return values
    if width > MAX_SIDE or len(values) > MAX_SIDE:
        raise MathsError(f"a matrix has at most {MAX_SIDE} rows and {MAX_SIDE} columns")
    return Matrix(values)


_NESTING = frozenset({tuple, Matrix})


def _count(value: Anything, left: int) -> int:
    """How many more leaves than those of `value` there may be. Raises MathsError if `left` is too few."""
    if isinstance(value, Matrix):
        value = value.rows
    if not isinstance(value, tuple):
        return left - 1
    for item in value:
        left = _count(item, left)
        if left < 0:
            raise MathsError(f"a list holds at most {MAX_LEAVES:,} values in all")
    return left


def compile_subscript(c: Compiler, node: ast.Subscript, depth: int) -> Closure:
    """`v[1]`, `A[1, 2]`, counted from 1."""
    collection = c.compile(node.value, depth)
    index_nodes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if any(isinstance(index, ast.Slice) for index in index_nodes) or len(index_nodes) > 2:
        raise c.fault(
            "an index is one number, or two for a matrix",
            node,
            "rows and columns: `row(A, 1)`, `column(A, 1)`",
        )
    indices = [c.compile(index, depth) for index in index_nodes]

    def run(scope: Scope) -> Anything:
        value = plain_value(collection(scope))
        for index in indices:
            value = _entry(value, plain_value(index(scope)))
        return value

    return c.guarded(node, run)


def _entry(collection: Anything, index: Anything) -> Anything:
    items = collection.rows if isinstance(collection, Matrix) else collection
    if not isinstance(items, tuple):
        raise MathsError(f"{describe(collection)} has no entries")
    if type(index) is not int or not 1 <= index <= len(items):
        raise MathsError(f"the index {index} is not between 1 and {len(items)}")
    return items[index - 1]


def compile_comprehension(c: Compiler, node: ast.ListComp | ast.GeneratorExp, depth: int) -> Closure:
    """`[f(x) for x in items if condition]`, over a bounded number of items."""
    if len(node.generators) != 1:
        raise c.fault("a comprehension has one `for`; nest a second one in its own brackets", node)
    generator = node.generators[0]
    if not isinstance(generator.target, ast.Name):
        raise c.fault("the variable of a comprehension is a single name", generator.target)
    name = generator.target.id
    if name in FUNCTIONS or name in c.methods or name in WORDS or name in c.known:
        raise c.fault(f"the name `{name}` is taken", generator.target)
    source = c.compile(generator.iter, depth)
    c.local.append(name)
    body = c.compile(node.elt, depth)
    tests = [c.compile(test, depth) for test in generator.ifs]
    c.local.pop()

    def run(scope: Scope) -> Anything:
        items = plain_value(source(scope))
        items = items.rows if isinstance(items, Matrix) else items
        if not isinstance(items, tuple):
            raise MathsError(f"cannot go through {describe(items)}")
        budget = scope.get(_BUDGET, MAX_ITEMS) - len(items)
        if budget < 0:
            raise MathsError(f"a comprehension may go through {MAX_ITEMS} items in all")
        inner = {**scope}
        results = []
        for item in items:
            inner[name], inner[_BUDGET] = item, budget // max(1, len(items))
            if all(truth(test(inner)) for test in tests):
                results.append(body(inner))
        return gathered(tuple(results))

    return c.guarded(node, run)


_BUDGET = " budget"
"""Key of the remaining comprehension budget in a scope; no name of a spec can be spelt like this."""
