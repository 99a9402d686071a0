"""The expression language: text of a spec → a compiled expression.

The text is not trusted. `syntax` reads it; `_COMPILERS` below is the whole list of what it may contain,
everything else is a fault with a place. Names are the table of functions and what the spec defined before;
there are no attributes, no strings as code, no loops without a bound. A compiled expression is a tree of
closures over the operators of `arithmetic`, so evaluating it costs its arithmetic and little else.

    >>> compile_expression("2*a + 1", frozenset({"a"})).evaluate({"a": 20})
    41

Indices count from 1, as in mathematics: `A[1, 2]` is the first row's second entry, `v[1]` the first entry.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

from generator.errors import EvaluationError, TextFault
from generator.maths import arithmetic
from generator.maths.function import Function
from generator.maths.functions import FUNCTIONS
from generator.maths.aliases import ALIASES
from generator.maths.numeric import equal
from generator.maths.syntax import parse, shortened
from generator.maths.values import (
    MAX_BITS,
    Anything,
    FiniteDecimal,
    MathsError,
    Matrix,
    Worked,
    describe,
    is_number,
    is_scalar,
    plain_value,
)

Scope: TypeAlias = dict[str, Anything]
Closure: TypeAlias = Callable[[Scope], Anything]

MAX_DEPTH = 40
MAX_DIGITS = 50
MAX_OPERANDS = 200
MAX_ITEMS = 1_000
"""Bound on the items that one comprehension, nested ones included, may produce in all."""

MAX_SIDE = 30
"""Largest number of rows, and of columns, of a matrix."""

MAX_SOUGHT = 100
"""Largest list of irrational numbers or expressions that `in` looks through."""

MAX_LEAVES = 10_000
"""Bound on what a list may hold in all, its lists included."""

WORDS = frozenset({"true", "false", "and", "or", "not", "if", "else", "for", "in", "steps", "value", "values"})
"""Names with a fixed meaning, which a spec cannot define."""

_BINARY: dict[type[ast.operator], Callable[[Anything, Anything], Anything]] = {
    ast.Add: arithmetic.add,
    ast.Sub: arithmetic.subtract,
    ast.Mult: arithmetic.multiply,
    ast.Div: arithmetic.divide,
    ast.Pow: arithmetic.power,
}
_COMPARISONS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_INSTEAD = {
    ast.BitXor: "write `**` for powers",
    ast.BitAnd: "write `and`",
    ast.BitOr: "write `or`",
    ast.MatMult: "write `*` for products of matrices",
    ast.Mod: "write `mod(a, b)` for the remainder",
    ast.FloorDiv: "write `floor(a / b)`",
    ast.Attribute: "there are no attributes; call a function, such as `det(A)`",
    ast.Lambda: "`λ` is a name of its own here; `lambda` is not",
    ast.JoinedStr: "formatted strings do not exist here",
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression, ready to evaluate any number of times. `names` are what it needs from the scope."""

    text: str
    names: tuple[str, ...]
    run: Closure

    def evaluate(self, scope: Scope) -> Anything:
        """The value. Raises EvaluationError, with the offset in `text`, when there is none."""
        return self.run(scope)


def compile_expression(
    text: str, names: frozenset[str], methods: Mapping[str, Function] = MappingProxyType({})
) -> Compiled:
    """Compile `text`, which may use `names`, the table of functions, and `methods`, whose steps `steps(…)` shows.

    Raises TextFault at the first mistake.
    """
    compiler = _Compiler(text, names, methods)
    return Compiled(text, tuple(sorted(compiler.used)), compiler.root)


class _Compiler:
    """Compiles one text; holds what the node compilers share: places, known names, names used."""

    def __init__(self, text: str, names: frozenset[str], methods: Mapping[str, Function]) -> None:
        self.text = text
        self.methods = methods
        self.known = names
        self.used: set[str] = set()
        self.local: list[str] = []
        parsed = parse(text)
        self.span = parsed.span
        self.root = self.compile(parsed.root, 0)

    def fault(self, message: str, node: ast.AST, hint: str = "") -> TextFault:
        return TextFault(message, *self.span(node), hint)

    def compile(self, node: ast.AST, depth: int) -> Closure:
        if depth > MAX_DEPTH:
            raise self.fault(f"the expression is nested more than {MAX_DEPTH} deep", node)
        compiler = _COMPILERS.get(type(node))
        if compiler is None:
            hint = _INSTEAD.get(type(node), "")
            if isinstance(node, ast.Attribute) and node.attr in ALIASES:
                hint = f"write `{ALIASES[node.attr][0]}({self.excerpt(node.value)})`"
            raise self.fault(f"`{self.excerpt(node)}` is not part of the expression language", node, hint)
        return compiler(self, node, depth + 1)

    def excerpt(self, node: ast.AST) -> str:
        """The text of a node, for a message: on one line, and not all of it if it is long."""
        start, length = self.span(node)
        return shortened(self.text[start : start + length])

    def guarded(self, node: ast.AST, action: Closure) -> Closure:
        """`action` with MathsError turned into an EvaluationError at this node."""
        offset, length = self.span(node)

        def run(scope: Scope) -> Anything:
            try:
                return action(scope)
            except MathsError as error:
                raise EvaluationError(str(error), offset, length) from None

        return run


def _constant(c: _Compiler, node: ast.Constant, _: int) -> Closure:
    constant = node.value
    if isinstance(constant, float):
        start, length = c.span(node)
        digits = c.text[start : start + length].replace("_", "")
        if "e" in digits.lower() or len(digits) > MAX_DIGITS:
            raise c.fault(f"decimals are written without exponent and with at most {MAX_DIGITS} digits", node)
        decimal = FiniteDecimal(digits)
        return lambda scope: decimal
    if isinstance(constant, int) and not isinstance(constant, bool) and constant.bit_length() > MAX_BITS:
        raise c.fault("the number is too large", node)
    if isinstance(constant, bool) or constant is None or not isinstance(constant, (int, str)):
        raise c.fault(f"`{constant!r}` is not part of the expression language", node, "write `true` or `false`")
    return lambda scope: constant


def _name(c: _Compiler, node: ast.Name, _: int) -> Closure:
    name = node.id
    if name in ("true", "false"):
        truth = name == "true"
        return lambda scope: truth
    if name in c.local or name in c.known:
        if name not in c.local:
            c.used.add(name)
        return lambda scope: scope[name]
    if name in FUNCTIONS and FUNCTIONS[name].constant is not None:
        constant = FUNCTIONS[name].constant
        return lambda scope: constant
    if name in FUNCTIONS or name in c.methods:
        raise c.fault(f"`{name}` is a function and needs its arguments in brackets", node, f"write `{name}(…)`")
    constants = [other for other in ALIASES.get(name, ()) if FUNCTIONS[other].constant is not None]
    near = constants or difflib.get_close_matches(name, [*c.known, *FUNCTIONS], 1)
    known = ", ".join(f"`{word}`" for word in sorted(c.known)) or "none yet"
    hint = f"did you mean `{near[0]}`?" if near else f"known names: {known}"
    raise c.fault(f"the name `{name}` is not defined", node, hint)


def _binary(c: _Compiler, node: ast.BinOp, depth: int) -> Closure:
    operation = _BINARY.get(type(node.op))
    if operation is None:
        raise c.fault("this operator is not part of the expression language", node, _INSTEAD.get(type(node.op), ""))
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)):
        return _chain(c, node, depth)
    left, right = c.compile(node.left, depth), c.compile(node.right, depth)
    return c.guarded(node, lambda scope: operation(left(scope), right(scope)))


def _chain(c: _Compiler, node: ast.BinOp, depth: int) -> Closure:
    """`a + b − c` or `a * b * c` as one operation on all operands, which is much faster for expressions."""
    kinds: tuple[type[ast.operator], ...] = (ast.Mult,) if isinstance(node.op, ast.Mult) else (ast.Add, ast.Sub)
    nodes: list[tuple[ast.expr, bool]] = []
    first: ast.expr = node
    while isinstance(first, ast.BinOp) and isinstance(first.op, kinds):
        nodes.append((first.right, isinstance(first.op, ast.Sub)))
        first = first.left
    nodes.append((first, False))
    nodes.reverse()
    if len(nodes) > MAX_OPERANDS:
        raise c.fault(f"a sum or product has at most {MAX_OPERANDS} operands", node)
    operands = [(c.compile(operand, depth), negative) for operand, negative in nodes]
    if len(operands) == 2:
        (left, _), (right, _) = operands
        operation = _BINARY[type(node.op)]
        return c.guarded(node, lambda scope: operation(left(scope), right(scope)))
    if kinds == (ast.Mult,):
        return c.guarded(node, lambda scope: arithmetic.product([operand(scope) for operand, _ in operands]))

    def run(scope: Scope) -> Anything:
        return arithmetic.total(
            [arithmetic.negate(term(scope)) if negative else term(scope) for term, negative in operands]
        )

    return c.guarded(node, run)


def _unary(c: _Compiler, node: ast.UnaryOp, depth: int) -> Closure:
    operand = c.compile(node.operand, depth)
    if isinstance(node.op, ast.USub):
        return c.guarded(node, lambda scope: arithmetic.negate(operand(scope)))
    if isinstance(node.op, ast.UAdd):
        return operand
    if isinstance(node.op, ast.Not):
        return c.guarded(node, lambda scope: not truth(operand(scope)))
    raise c.fault("the operator `~` is not part of the expression language", node, "write `not` for negation")


def truth(value: Anything) -> bool:
    """The value of a condition. Raises MathsError unless it is true or false."""
    if isinstance(value, bool):
        return value
    raise MathsError(f"a condition is true or false, but this is {describe(value)}")


def _boolean(c: _Compiler, node: ast.BoolOp, depth: int) -> Closure:
    terms = [c.compile(value, depth) for value in node.values]
    if isinstance(node.op, ast.And):
        return c.guarded(node, lambda scope: all(truth(term(scope)) for term in terms))
    return c.guarded(node, lambda scope: any(truth(term(scope)) for term in terms))


def _comparison(c: _Compiler, node: ast.Compare, depth: int) -> Closure:
    operands = [c.compile(operand, depth) for operand in (node.left, *node.comparators)]
    tests = [_test(c, node, operator) for operator in node.ops]

    def run(scope: Scope) -> bool:
        left = operands[0](scope)
        for test, operand in zip(tests, operands[1:], strict=True):
            right = operand(scope)
            if not test(left, right):
                return False
            left = right
        return True

    return c.guarded(node, run)


def _test(c: _Compiler, node: ast.Compare, operator: ast.cmpop) -> Callable[[Anything, Anything], bool]:
    if isinstance(operator, ast.Eq):
        return equal
    if isinstance(operator, ast.NotEq):
        return lambda a, b: not equal(a, b)
    if isinstance(operator, ast.In):
        return _contains
    if isinstance(operator, ast.NotIn):
        return lambda a, b: not _contains(a, b)
    symbol = _COMPARISONS.get(type(operator))
    if symbol is None:
        raise c.fault("this comparison is not part of the expression language", node, "write `==` or `!=`")
    return lambda a, b: arithmetic.compare(symbol, a, b)


def _contains(item: Anything, items: Anything) -> bool:
    if not isinstance(items, tuple):
        raise MathsError(f"`in` needs a list on its right, not {describe(items)}")
    if len(items) > MAX_SOUGHT and not all(map(is_number, items)):
        raise MathsError(f"`in` looks through at most {MAX_SOUGHT} values that are not rational numbers")
    return any(equal(item, candidate) for candidate in items)


def _call(c: _Compiler, node: ast.Call, depth: int) -> Closure:
    if not isinstance(node.func, ast.Name):
        raise c.fault(f"`{c.excerpt(node.func)}` is not a function", node.func, _as_product(c, node))
    name = node.func.id
    if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
        hint = "write `==` to compare" if node.keywords else ""
        raise c.fault(f"the arguments of `{name}` are given by position", node, hint)
    if name == "steps":
        return _steps(c, node, depth)
    table = c.methods if name in c.methods else FUNCTIONS
    if name not in table:
        if name in c.known:
            raise c.fault(f"`{name}` is a value, not a function", node.func, _as_product(c, node))
        raise c.fault(f"there is no function `{name}`", node.func, _other_name(c, name))
    function = table[name]
    complaint = function.count_fault(len(node.args))
    if complaint:
        raise c.fault(complaint, node, f"`{function.signature}`: {function.summary}")
    args = [c.compile(arg, depth) for arg in node.args]
    if name in c.methods:
        worked = _worked(c, node, function, args)
        return c.guarded(node, lambda scope: _rows_together(worked(scope).value))
    call, check = function.call, function.check
    return c.guarded(node, lambda scope: _rows_together(call(*check([arg(scope) for arg in args]))))


def _other_name(c: _Compiler, name: str) -> str:
    """What a function that does not exist may be called here."""
    rows = [FUNCTIONS[other] for other in ALIASES.get(name) or ALIASES.get(name.lower(), ())]
    others = [f"`{row.signature}` ({row.summary})" for row in rows if row.constant is None]
    if others:
        return f"write {' or '.join(others)}"
    near = difflib.get_close_matches(name, [*FUNCTIONS, *c.methods], 1)
    return f"did you mean `{near[0]}`?" if near else ""


def _as_product(c: _Compiler, node: ast.Call) -> str:
    """`2(a + b)` was meant as `2*(a + b)`."""
    start, length = c.span(node)
    first, width = c.span(node.func)
    bracket = c.text.index("(", first + width)
    product = f"{c.text[start:bracket].rstrip()}*{c.text[bracket : start + length]}"
    return f"write `{shortened(product)}` for a product"


def _rows_together(value: Anything) -> Anything:
    return _gathered(value) if type(value) is tuple else value


def _worked(c: _Compiler, node: ast.Call, method: Function, args: list[Closure]) -> Callable[[Scope], Worked]:
    """What a method finds, with its steps.

    A spec asks for both, in different places; so a scope keeps what was found under the text of the call,
    which no name in it can equal. Not within a comprehension, where a name stands for one value after another.
    """
    call, check = method.call, method.check
    start, length = c.span(node)
    text = c.text[start : start + length]

    def anew(scope: Scope) -> Worked:
        worked: Worked = call(*check([arg(scope) for arg in args]))
        return worked

    def once(scope: Scope) -> Worked:
        if text not in scope:
            scope[text] = anew(scope)
        worked: Worked = scope[text]
        return worked

    return anew if c.local else once


def _steps(c: _Compiler, node: ast.Call, depth: int) -> Closure:
    inner = node.args[0] if len(node.args) == 1 else None
    if not (isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in c.methods):
        known = ", ".join(f"`{name}`" for name in sorted(c.methods))
        raise c.fault("`steps` needs a method to show", node, f"methods: {known}")
    method = c.methods[inner.func.id]
    complaint = method.count_fault(len(inner.args))
    if complaint or inner.keywords:
        raise c.fault(complaint or "arguments are given by position", inner, f"`{method.signature}`: {method.summary}")
    args = [c.compile(arg, depth) for arg in inner.args]
    return c.guarded(inner, _worked(c, inner, method, args))


def _list(c: _Compiler, node: ast.List | ast.Tuple, depth: int) -> Closure:
    items = [c.compile(item, depth) for item in node.elts]

    return c.guarded(node, lambda scope: _gathered(tuple([item(scope) for item in items])))


def _gathered(values: tuple[Anything, ...]) -> Anything:
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


def _subscript(c: _Compiler, node: ast.Subscript, depth: int) -> Closure:
    collection = c.compile(node.value, depth)
    index_nodes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if any(isinstance(index, ast.Slice) for index in index_nodes) or len(index_nodes) > 2:
        raise c.fault("an index is one number, or two for a matrix", node, "rows and columns: `row(A, 1)`, `column(A, 1)`")
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


def _conditional(c: _Compiler, node: ast.IfExp, depth: int) -> Closure:
    test, yes, no = (c.compile(part, depth) for part in (node.test, node.body, node.orelse))
    return c.guarded(node, lambda scope: yes(scope) if truth(test(scope)) else no(scope))


def _comprehension(c: _Compiler, node: ast.ListComp | ast.GeneratorExp, depth: int) -> Closure:
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
        return _gathered(tuple(results))

    return c.guarded(node, run)


_BUDGET = " budget"
"""Key of the remaining comprehension budget in a scope; no name of a spec can be spelt like this."""

_COMPILERS: dict[type[ast.AST], Callable[[_Compiler, Any, int], Closure]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
    ast.Call: _call,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Subscript: _subscript,
    ast.IfExp: _conditional,
    ast.ListComp: _comprehension,
    ast.GeneratorExp: _comprehension,
}


def exact_number(text: str) -> Fraction:
    """A number written in a spec (`0.005`, `3`, `1/3`) as an exact Fraction. Raises TextFault otherwise."""
    value = compile_expression(text, frozenset()).evaluate({})
    if not isinstance(value, (int, Fraction)) or isinstance(value, bool):
        raise TextFault("a number is expected", 0, len(text))
    return Fraction(value)
