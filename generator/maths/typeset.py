"""Values as they are shown: value → formula, the way a textbook prints it.

Signs stand outside (`−3/4 x`, `a − b`), a coefficient 1 is not written, polynomials go down in degree,
negative powers become fractions, a power of a half becomes a root. What has no rule here is an error, never
a fallback print.

    >>> typeset(Fraction(-1, 2))
    Row(items=(Op(symbol='−'), Frac(top=Num(text='1'), bottom=Num(text='2'))))
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from generator.maths.decimals import decimal_text
from generator.maths.intervals import Interval, interval_formula
from generator.maths.notation import ONE, join_terms, minus, paren, power, row, times
from generator.maths.values import (
    Anything,
    FiniteDecimal,
    MathsError,
    Matrix,
    Shown,
    Worked,
    symbols_of,
)
from generator.maths.written import written
from generator.model import Fence, Formula, Frac, Func, Grid, Num, Op, Root, Script, Sym, Words

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω",
}  # fmt: skip

_NAMES: dict[Any, str] = {
    sympy.log: "ln", sympy.sin: "sin", sympy.cos: "cos", sympy.tan: "tan", sympy.sinh: "sinh",
    sympy.cosh: "cosh", sympy.tanh: "tanh", sympy.asin: "arcsin", sympy.acos: "arccos", sympy.atan: "arctan",
    sympy.erf: "erf",
}  # fmt: skip

_SPLIT_NAME = re.compile(r"([^\W\d_]+)_?(\w*)")
EULER = Sym("e", "upright")


def typeset(value: Anything) -> Formula:
    """The formula that shows a value. A list of numbers is shown as a column vector."""
    kind = type(value)
    if kind is int:
        return _whole(value)
    if kind is Fraction:
        fraction = Frac(_whole(abs(value.numerator)), _whole(value.denominator))
        return minus(fraction) if value.numerator < 0 else fraction
    if kind is FiniteDecimal:
        return _decimal(value)
    if kind is Matrix:
        return Grid(tuple(tuple(map(typeset, entries)) for entries in value.rows))
    if kind is tuple:
        return Grid(tuple((typeset(entry),) for entry in value))
    if kind is Shown:
        shown: Formula = value.formula
        return shown
    if kind is Worked:
        return typeset(value.value)
    if kind is bool:
        return Words("true" if value else "false")
    if kind is str:
        return Words(value)
    if kind is Interval:
        low, high = (None if end is None else typeset(end) for end in (value.low, value.high))
        return interval_formula(low, high, value.signs)
    return expression(value)


@lru_cache(maxsize=1024)
def _whole(value: int) -> Formula:
    return minus(Num(str(-value))) if value < 0 else Num(str(value))


def _decimal(value: Fraction) -> Formula:
    text = decimal_text(value, digits=40)
    if text is None:
        return typeset(Fraction(value))
    return minus(Num(text[1:])) if text[0] == "-" else Num(text)


def listing(values: tuple[Anything, ...], left: str, right: str) -> Formula:
    """Values between brackets, separated by commas: `{1, 2}`, `(1, 2)`."""
    items: list[Formula] = []
    for value in values:
        items += [Op(","), typeset(value)] if items else [typeset(value)]
    return Fence(left, row(*items), right)


@lru_cache(maxsize=1024)
def symbol(name: str) -> Formula:
    """A name as a symbol with its index: `x1 → x₁`, `lambda → λ`."""
    match = _SPLIT_NAME.fullmatch(name)
    stem, index = (match[1], match[2]) if match else (name, "")
    base = Sym(GREEK.get(stem, stem))
    if not index:
        return base
    return Script(base, below=Num(index) if index.isdigit() and index.isascii() else Sym(index))


def expression(node: Any) -> Formula:
    """A sympy expression. Raises MathsError for a function that has no notation here, and for what is no formula."""
    if not isinstance(node, sympy.Basic):
        raise MathsError("a figure or a table cannot stand in a formula; it stands by itself in the text")
    head = node.func
    printer = _PRINTERS.get(head)
    if printer is not None:
        return printer(node)
    if node.is_Symbol:
        return symbol(node.name)
    if node.is_Integer:
        return _whole(int(node.p))
    if node.is_Rational:
        return typeset(Fraction(int(node.p), int(node.q)))
    if node is sympy.pi:
        return Sym("π")
    if node is sympy.E:
        return EULER
    if head in _NAMES:
        return row(Func(_NAMES[head]), _argument(node.args[0]))
    raise MathsError(f"there is no notation for `{head}`")


def _argument(argument: Any) -> Formula:
    return expression(argument) if argument.is_Symbol else Fence("(", expression(argument), ")")


@lru_cache(maxsize=1024)
def _degrees(term: Any, symbols: tuple[Any, ...]) -> tuple[int, ...] | None:
    """Exponents of a monomial, or None if the term is something else."""
    found = dict.fromkeys(symbols, 0)
    for factor in sympy.Mul.make_args(term):
        base, exponent = (factor.base, factor.exp) if factor.func is sympy.Pow else (factor, sympy.S.One)
        if base.is_Symbol and exponent.is_Integer and exponent > 0:
            found[base] += int(exponent)
        elif symbols_of(factor):
            return None
    return tuple(found.values())


def _ordered_terms(node: Any) -> list[Any]:
    """Polynomials by falling degree; other sums with their positive terms first, in sympy's order."""
    symbols = symbols_of(node)
    degrees = [_degrees(term, symbols) for term in node.args]
    if symbols and None not in degrees:
        keyed = sorted(
            zip(degrees, node.args, strict=True),
            key=lambda pair: (-sum(pair[0] or ()), *[-d for d in pair[0] or ()]),
        )
        return [term for _, term in keyed]
    terms = node.as_ordered_terms()
    return sorted(terms, key=lambda term: term.could_extract_minus_sign()) if not symbols else list(terms)


def _sum(node: Any) -> Formula:
    if not symbols_of(node):
        return _constant_sum(_ordered_terms(node))
    return join_terms([expression(term) for term in _ordered_terms(node)])


def _constant_sum(terms: list[Any]) -> Formula:
    """`(1 + √5)/2` as one fraction, where all terms have one denominator; else term by term."""
    denominators = {int(term.as_coeff_Mul()[0].q) for term in terms}
    under = denominators.pop()
    if denominators or under == 1:
        return join_terms([expression(term) for term in terms])
    negative = all(term.could_extract_minus_sign() for term in terms)
    whole = sympy.Add(*[(-under if negative else under) * term for term in terms])
    fraction = Frac(join_terms([expression(term) for term in _ordered_terms(whole)]), _whole(under))
    return minus(fraction) if negative else fraction


def _rank(factor: Any) -> tuple[int, str]:
    """Order of factors: symbols and their powers, sums, exponentials, then other functions, each by name."""
    base = factor.base if factor.func is sympy.Pow else factor
    if not symbols_of(factor):
        return (0, written(base))
    if base.is_Symbol and not symbols_of(factor.exp) if factor.func is sympy.Pow else base.is_Symbol:
        return (1, base.name)
    if base.func is sympy.Add:
        return (2, written(base))
    return (3 if factor.func is sympy.exp else 4, written(factor))


@lru_cache(maxsize=1024)  # the terms of polynomials come again and again
def _product(node: Any) -> Formula:
    coefficient, rest = node.as_coeff_Mul()
    top: list[Any] = []
    bottom: list[Any] = []
    for factor in sympy.Mul.make_args(rest):
        exponent = factor.args[1] if factor.func is sympy.Pow else None
        if exponent is not None and exponent.is_Rational and exponent.p < 0:
            bottom.append(sympy.Pow(factor.args[0], -exponent))
        else:
            top.append(factor)
    number = Fraction(int(coefficient.p), int(coefficient.q))
    negative, number = number < 0, abs(number)
    if len(top) > 1:
        top.sort(key=_rank)
    shown = _factors(top)
    if bottom or (number.denominator != 1 and not symbols_of(rest)):
        over = times(_whole(number.numerator), shown)
        under = times(_whole(number.denominator), _factors(bottom))
        result: Formula = Frac(over, under)
    else:
        result = times(typeset(number if number.denominator != 1 else number.numerator), shown)
    return minus(result) if negative else result


def _factors(factors: list[Any]) -> Formula:
    if not factors:
        return ONE
    result = expression(factors[0])
    for factor in factors[1:]:
        result = times(result, expression(factor))
    return result


@lru_cache(maxsize=1024)
def _power(node: Any) -> Formula:
    base, exponent = node.args
    if exponent.is_Rational and exponent.p < 0:
        return Frac(ONE, expression(sympy.Pow(base, -exponent)))
    if exponent == sympy.S.Half:
        return Root(expression(base))
    if exponent.is_Rational and exponent.q > 1:
        above: Formula = row(_whole(int(exponent.p)), Op("/"), _whole(int(exponent.q)))
    else:
        above = expression(exponent)
    if base.func in _NAMES and exponent.is_Integer:
        return row(Script(Func(_NAMES[base.func]), above=above), _argument(base.args[0]))
    shown = expression(base)
    return power(paren(shown) if base.func is sympy.exp else shown, above)


def _exponential(node: Any) -> Formula:
    return Script(EULER, above=expression(node.args[0]))


_PRINTERS: dict[Any, Callable[[Any], Formula]] = {
    sympy.Add: _sum,
    sympy.Mul: _product,
    sympy.Pow: _power,
    sympy.exp: _exponential,
    sympy.Abs: lambda node: Fence("|", expression(node.args[0]), "|"),
}
