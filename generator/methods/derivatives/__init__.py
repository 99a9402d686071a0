"""Derivatives by all the rules together, walked as a tree: of one variable, at a point, and twice.

    shapes        what an expression is, and so which rule comes first
    tree          the walk: words and states
    naming        how derivatives are written: df/dx, f′(2), ∂²f/∂x∂y
    inserting     numbers in the place of symbols
    polynomials   sums of products multiplied out

A single rule by itself is told at more length in `methods.differentiation`.

    >>> x = sympy.Symbol("x")
    >>> derivative_by_rules(x * sympy.sin(x), x).value
    x*cos(x) + sin(x)
"""

from __future__ import annotations

from typing import Any

from generator.maths.arithmetic import add, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import join_terms, paren, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, normal, symbols_of, to_sympy
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import F, called, prime, shifted
from generator.methods.derivatives.shapes import shape_of
from generator.methods.derivatives.tree import Derived, differentiated
from generator.methods.wording import chain, distinct, equation, step
from generator.model import Step, Sym


def derivative_by_rules(f: Anything, x: Any) -> Worked:
    """f′, one step for every rule that is used, inner parts first.

    Raises MathsError for a function without a rule, and where there would be too many steps.
    """
    found = differentiated(to_sympy(f), x, called(prime(), (x,)))
    return Worked(normal(found.value), found.steps)


def product_rule(f: Anything, x: Any) -> Worked:
    """f′ of a product of functions of x; its factors by whatever rule they need.

    Raises MathsError if f is no such product.
    """
    if shape_of(to_sympy(f), x) != "product":
        raise MathsError("the product rule needs a product of two or more functions of the variable")
    return derivative_by_rules(f, x)


def quotient_rule(f: Anything, x: Any) -> Worked:
    """f′ of a quotient of functions of x; top and bottom by whatever rule they need.

    Raises MathsError if f is no such quotient.
    """
    if shape_of(to_sympy(f), x) != "quotient":
        raise MathsError("the quotient rule needs a function of the variable above the bar and one below it")
    return derivative_by_rules(f, x)


def second_derivative_by_rules(f: Anything, x: Any) -> Worked:
    """f″: the derivative by rules, and that of the result.

    Raises MathsError as `derivative_by_rules`.
    """
    first = differentiated(to_sympy(f), x, called(prime(), (x,)))
    second = differentiated(first.value, x, called(prime(2), (x,)))
    new = tuple([step for step in second.steps if step not in first.steps])
    return Worked(normal(second.value), first.steps + new)


def find_derivative_at(f: Anything, x: Any, a: Anything) -> Worked:
    """f′(a), exactly: f′ by the rules, then the number in the place of x.

    Raises MathsError as `derivative_by_rules`, and where f′ has no value at a.
    """
    found = differentiated(_function_of(f, x), x, called(prime(), (x,)))
    value, last = _at(found, x, a)
    return Worked(value, (*found.steps, last))


def find_tangent_line(f: Anything, x: Any, a: Anything) -> Worked:
    """The right side of y = f(a) + f′(a)(x − a), as an expression in x.

    Raises MathsError as `find_derivative_at`.
    """
    f = _function_of(f, x)
    height = replaced(f, {x: a})
    found = differentiated(f, x, called(prime(), (x,)))
    slope, at_point = _at(found, x, a)
    line = add(multiply(slope, x), subtract(height, multiply(slope, a)))
    xs = typeset(x)
    away = paren(shifted(xs, a)) if a != 0 else xs
    general = join_terms([called(F, (a,)), row(called(prime(), (a,)), away)])
    filled = join_terms([typeset(height), times(typeset(slope), away)])
    steps = (
        step("The line touches the graph where ", equation(x, a), "; find its height there.",
             state=equation(called(F, (a,)), *distinct([inserted(f, {x: a}), height]))),
        *found.steps,
        at_point,
        step("Through that point goes one line with that slope.",
             state=chain(Sym("y"), *distinct([general, filled, line]))),
    )  # fmt: skip
    return Worked(line, steps)


def _function_of(f: Anything, x: Any) -> Any:
    """f as a sympy expression. Raises MathsError if it holds another symbol than x."""
    f = to_sympy(f)
    if any(symbol != x for symbol in symbols_of(f)):
        raise MathsError(f"a function of `{x}` alone is expected")
    return f


def _at(found: Derived, x: Any, a: Anything) -> tuple[Anything, Step]:
    """The derivative at a number, and the step that puts it in."""
    slope = normal(found.value)
    value = replaced(slope, {x: a})
    sides = distinct([inserted(slope, {x: a}), value])
    return value, step("Put ", equation(x, a), " into the derivative.",
                       state=equation(called(prime(), (a,)), *sides))  # fmt: skip


TABLE = table(
    Function("derivative_by_rules", derivative_by_rules, "scalar symbol",
             "derivative by all rules together, one step each",
             "derivative_by_rules(t*sin(t), t) == sin(t) + t*cos(t)"),
    Function("product_rule", product_rule, "scalar symbol", "derivative of a product of functions",
             "product_rule(t*exp(t), t) == (t + 1)*exp(t)"),
    Function("quotient_rule", quotient_rule, "scalar symbol", "derivative of a quotient of functions",
             "quotient_rule(t/(t + 1), t) == 1/(t + 1)**2"),
    Function("second_derivative_by_rules", second_derivative_by_rules, "scalar symbol",
             "second derivative by the rules",
             "second_derivative_by_rules(t**3, t) == 6*t"),
    Function("find_derivative_at", find_derivative_at, "scalar symbol scalar",
             "derivative at a point, by the rules",
             "find_derivative_at(t**2, t, 3) == 6"),
    Function("find_tangent_line", find_tangent_line, "scalar symbol scalar",
             "right side of the equation of a tangent",
             "find_tangent_line(t**2, t, 1) == 2*t - 1"),
)  # fmt: skip
