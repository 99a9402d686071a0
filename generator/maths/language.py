"""The expression language: text of a spec → a compiled expression.

The text is not trusted. Python's `ast` reads it; `_COMPILERS` below is the whole list of what it may contain,
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
from generator.maths.numeric import equal
from generator.maths.values import (
    Anything,
    FiniteDecimal,
    MathsError,
    Matrix,
    Worked,
    describe,
    plain_value,
)

Scope: TypeAlias = dict[str, Anything]
Closure: TypeAlias = Callable[[Scope], Anything]

MAX_LENGTH = 2_000
MAX_DEPTH = 40
MAX_OPERANDS = 200
MAX_ITEMS = 1_000
"""Bound on the items that one comprehension, nested ones included, may produce in all."""

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
    ast.BitXor: "write ** for powers",
    ast.MatMult: "write * for products of matrices",
    ast.Mod: "write mod(a, b) for the remainder",
    ast.FloorDiv: "write floor(a / b)",
    ast.Attribute: "there are no attributes; call a function, such as det(A)",
    ast.Lambda: "λ is a name of its own here; lambda is not",
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
        self.lines = text.split("\n")
        self.root = self.compile(self._parse().body, 0)

    def _parse(self) -> ast.Expression:
        if len(self.text) > MAX_LENGTH:
            raise TextFault(f"the expression is longer than {MAX_LENGTH} characters", 0)
        if not self.text.strip():
            raise TextFault("an expression is expected", 0)
        try:
            # The brackets let an expression run over several lines; line 1 is shifted by one column.
            return ast.parse(f"({self.text}\n)", mode="eval")
        except SyntaxError as error:
            raise TextFault(*self._syntax(error)) from None
        except (ValueError, RecursionError, MemoryError):
            raise TextFault("the expression cannot be read: it is nested too deeply or holds a null character", 0) from None

    def _syntax(self, error: SyntaxError) -> tuple[str, int, int, str]:
        line, column = error.lineno or 1, error.offset or 1
        offset = min(self._start(line) + column - 1 - (line == 1), max(0, len(self.text) - 1))
        bad = self.text[max(0, offset)]
        hint = ""
        for character, advice in (("²", "write **2"), ("³", "write **3"), ("·", "write *"), ("×", "write *"),
                                  ("−", "write an ordinary - sign"), ("^", "write ** for powers")):  # fmt: skip
            if character in self.text:
                offset, bad, hint = self.text.index(character), character, advice
        if "never closed" in (error.msg or "") or error.msg == "'(' was never closed":
            return "a bracket is never closed", max(0, offset), 1, hint
        return f"the expression cannot be read at {bad!r}", max(0, offset), 1, hint or "an operator or a bracket may be missing"

    def _start(self, line: int) -> int:
        return sum(len(text) + 1 for text in self.lines[: line - 1])

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Offset and length of a node in characters (`ast` counts bytes of UTF-8)."""

        def offset(line: int, column: int) -> int:
            if line > len(self.lines):
                return len(self.text)
            source = ("(" if line == 1 else "") + self.lines[line - 1]
            return self._start(line) + len(source.encode()[:column].decode(errors="ignore")) - (line == 1)

        start = offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]  # every expression has a place
        end = offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
        return max(0, start), max(1, end - max(0, start))

    def fault(self, message: str, node: ast.AST, hint: str = "") -> TextFault:
        return TextFault(message, *self.span(node), hint)

    def compile(self, node: ast.AST, depth: int) -> Closure:
        if depth > MAX_DEPTH:
            raise self.fault(f"the expression is nested more than {MAX_DEPTH} deep", node)
        compiler = _COMPILERS.get(type(node))
        if compiler is None:
            operator = getattr(node, "op", node)
            raise self.fault(
                f"{self.text[slice(*self._edges(node))]!r} is not part of the expression language",
                node,
                _INSTEAD.get(type(operator), ""),
            )
        return compiler(self, node, depth + 1)

    def _edges(self, node: ast.AST) -> tuple[int, int]:
        start, length = self.span(node)
        return start, start + min(length, 30)

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
        if "e" in digits.lower() or len(digits) > 20:
            raise c.fault("decimals are written without exponent and with at most 20 digits", node)
        decimal = FiniteDecimal(digits)
        return lambda scope: decimal
    if isinstance(constant, int) and not isinstance(constant, bool) and constant.bit_length() > 256:
        raise c.fault("the number is too large", node)
    if isinstance(constant, bool) or constant is None or not isinstance(constant, (int, str)):
        raise c.fault(f"{constant!r} is not part of the expression language", node, "write true or false")
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
        raise c.fault(f"{name} is a function and needs its arguments in brackets", node, f"write {name}(…)")
    near = difflib.get_close_matches(name, [*c.known, *FUNCTIONS], 1)
    hint = f"did you mean {near[0]}?" if near else f"known names: {', '.join(sorted(c.known)) or 'none yet'}"
    raise c.fault(f"the name {name} is not defined", node, hint)


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
    raise c.fault("the operator ~ is not part of the expression language", node, "write not for negation")


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
        raise c.fault("this comparison is not part of the expression language", node, "write == or !=")
    return lambda a, b: arithmetic.compare(symbol, a, b)


def _contains(item: Anything, items: Anything) -> bool:
    if not isinstance(items, tuple):
        raise MathsError(f"in needs a list on its right, not {describe(items)}")
    return any(equal(item, candidate) for candidate in items)


def _call(c: _Compiler, node: ast.Call, depth: int) -> Closure:
    if not isinstance(node.func, ast.Name):
        raise c.fault("only functions of the table can be called", node.func)
    name = node.func.id
    if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
        raise c.fault(f"the arguments of {name} are given by position", node)
    if name == "steps":
        return _steps(c, node, depth)
    table = c.methods if name in c.methods else FUNCTIONS
    if name not in table:
        if name in c.known:
            raise c.fault(f"{name} is a value, not a function", node.func, f"write {name} * (…) for a product")
        near = difflib.get_close_matches(name, [*FUNCTIONS, *c.methods], 1)
        raise c.fault(f"there is no function {name}", node.func, f"did you mean {near[0]}?" if near else "")
    function = table[name]
    complaint = function.count_fault(len(node.args))
    if complaint:
        raise c.fault(complaint, node, f"{function.signature}: {function.summary}")
    args = [c.compile(arg, depth) for arg in node.args]
    call, check = function.call, function.check
    if name in c.methods:
        return c.guarded(node, lambda scope: call(*check([arg(scope) for arg in args])).value)
    return c.guarded(node, lambda scope: call(*check([arg(scope) for arg in args])))


def _steps(c: _Compiler, node: ast.Call, depth: int) -> Closure:
    inner = node.args[0] if len(node.args) == 1 else None
    if not (isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in c.methods):
        raise c.fault("steps needs a method to show", node, f"methods: {', '.join(sorted(c.methods))}")
    method = c.methods[inner.func.id]
    complaint = method.count_fault(len(inner.args))
    if complaint or inner.keywords:
        raise c.fault(complaint or "arguments are given by position", inner, f"{method.signature}: {method.summary}")
    args = [c.compile(arg, depth) for arg in inner.args]

    def run(scope: Scope) -> Worked:
        worked: Worked = method.call(*method.check([arg(scope) for arg in args]))
        return worked

    return c.guarded(inner, run)


def _list(c: _Compiler, node: ast.List | ast.Tuple, depth: int) -> Closure:
    items = [c.compile(item, depth) for item in node.elts]

    def run(scope: Scope) -> Anything:
        values = tuple([item(scope) for item in items])
        if values and isinstance(values[0], tuple) and len(values[0]):
            width = len(values[0])
            if all(isinstance(row, tuple) and len(row) == width for row in values):
                return Matrix(values)
        return values

    return run


def _subscript(c: _Compiler, node: ast.Subscript, depth: int) -> Closure:
    collection = c.compile(node.value, depth)
    index_nodes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if any(isinstance(index, ast.Slice) for index in index_nodes) or len(index_nodes) > 2:
        raise c.fault("an index is one number, or two for a matrix", node, "rows and columns: row(A, 1), column(A, 1)")
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
        raise c.fault("a comprehension has one for; nest a second one in its own brackets", node)
    generator = node.generators[0]
    if not isinstance(generator.target, ast.Name):
        raise c.fault("the variable of a comprehension is a single name", generator.target)
    name = generator.target.id
    if name in FUNCTIONS or name in c.methods or name in WORDS or name in c.known:
        raise c.fault(f"the name {name} is taken", generator.target)
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
        return tuple(results)

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
