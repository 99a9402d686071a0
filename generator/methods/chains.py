"""The chain rule of several variables: along a path, and by Jacobians.

>>> x, y, t = sympy.symbols("x y t")
>>> total_derivative(x * y, (x, y), (t, t**2), t).value
3*t**2
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import multiply, total
from generator.maths.function import Function, table
from generator.maths.notation import join_terms, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_scalar, normal, to_sympy
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import PARTIAL, F, called, dotted, enumerated, slope
from generator.methods.derivatives.polynomials import multiplied_out
from generator.methods.derivatives.tree import differentiated
from generator.methods.jacobians import jacobian_steps
from generator.methods.partials import all_steps, checked_variables, in_passing, partial_derivatives
from generator.methods.wording import chain, distinct, equation, step
from generator.model import Op, Script, Sym

# ─── Along a path ────────────────────────────────────────────────────────────────────────────────────────


def total_derivative(f: Anything, symbols: Sequence[Any], path: Sequence[Anything], t: Any) -> Worked:
    """df/dt of f(x(t), y(t)): for each symbol, ∂f/∂x · dx/dt, added; as an expression in t.

    `path` gives each symbol as a function of t. Raises MathsError if it does not fit, or for a function without a
    rule.
    """
    names = checked_variables(symbols, f)
    if len(path) != len(names) or t in names or not all(map(is_scalar, path)):
        raise MathsError(f"the path needs one function of `{t}` for each symbol")
    checked_variables((t,), *path)
    partials = partial_derivatives(to_sympy(f), names)
    speeds = [
        differentiated(to_sympy(g), t, slope(typeset(x), typeset(t)))
        for x, g in zip(names, path, strict=True)
    ]
    places = dict(zip(names, path, strict=True))
    outer = [normal(partial.value) for partial in partials]
    rates = [normal(speed.value) for speed in speeds]
    terms = [replaced(multiply(p, rate), places) for p, rate in zip(outer, rates, strict=True)]
    value = normal(multiplied_out(to_sympy(total(terms))))
    ts = typeset(t)
    df_dt = slope(F, ts)
    general = join_terms([
        dotted(slope(F, typeset(x), PARTIAL), slope(typeset(x), ts)) for x in names
    ])  # fmt: skip
    products, filled = (
        join_terms([dotted(shown, typeset(rate)) for shown, rate in zip(factors, rates, strict=True)])
        for factors in (map(typeset, outer), [inserted(p, places) for p in outer])
    )
    path_shown = enumerated([equation(x, g) for x, g in zip(names, path, strict=True)])
    return Worked(value, (
        *all_steps(partials),
        *[step for speed in speeds for step in speed.steps],
        step("Chain rule: ", F, " changes with ", ts, " by way of ", *enumerated(list(map(typeset, names))),
             "; multiply along each way, and add.", state=chain(df_dt, *distinct([general, products]))),
        step("Write ", *path_shown, ".", state=chain(df_dt, *distinct([filled, value]))),
    ))  # fmt: skip


# ─── By Jacobians ────────────────────────────────────────────────────────────────────────────────────────


def chain_rule_by_jacobians(
    outer: Sequence[Anything], names: Sequence[Any], inner: Sequence[Anything], symbols: Sequence[Any]
) -> Worked:
    """The Jacobian of f(g(x)): that of f at g(x), times that of g.

    `outer` are functions of `names`; `inner` gives each of the names as a function of `symbols`. Raises MathsError
    if they do not fit, and as `jacobian_by_rules`.
    """
    if len(inner) != len(names):
        raise MathsError("there must be one inner function for each name")
    if any(symbol in names for symbol in symbols):
        raise MathsError("the inner and the outer functions need different symbols")
    g = Sym("g")
    of_outer, of_inner = Script(Sym("J"), below=F), Script(Sym("J"), below=g)
    outside, outer_steps = jacobian_steps(outer, names, "f", of_outer)
    inside, inner_steps = jacobian_steps(inner, symbols, "g", of_inner)
    places = dict(zip(names, inner, strict=True))
    at_inner = Matrix(tuple([tuple([replaced(entry, places) for entry in line]) for line in outside.rows]))
    product: Matrix = multiply(at_inner, inside)
    value = Matrix(tuple([
        tuple([normal(multiplied_out(to_sympy(entry))) for entry in line]) for line in product.rows
    ]))  # fmt: skip
    place = called(g, symbols)
    whole = called(Script(Sym("J"), below=row(F, Op("∘"), g)), symbols)
    setting = enumerated([equation(name, h) for name, h in zip(names, inner, strict=True)])
    steps = (
        *in_passing(outer_steps[:-1]),
        outer_steps[-1],
        *in_passing(inner_steps[:-1]),
        inner_steps[-1],
        step("The outer Jacobian is needed at the inner functions: write ", *setting, ".",
             state=equation(called(of_outer, (place,)), at_inner)),
        step("Chain rule: the Jacobian of the composition is the product, the outer one first.",
             state=chain(whole, row(called(of_outer, (place,)), called(of_inner, symbols)),
                         row(typeset(at_inner), typeset(inside)), value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("total_derivative", total_derivative, "scalar list list symbol",
             "derivative along a path that gives each symbol as a function of the last one",
             "total_derivative(x*y, [x, y], [t, t**2], t) == 3*t**2"),
    Function("chain_rule_by_jacobians", chain_rule_by_jacobians, "list list list list",
             "Jacobian of functions of names, each given as a function of symbols",
             "chain_rule_by_jacobians([x**2], [x], [3*t], [t]) == matrix([18*t])"),
)  # fmt: skip
