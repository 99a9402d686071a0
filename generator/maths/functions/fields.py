"""Functions of several variables: derivatives along a direction, fields, critical points."""

from __future__ import annotations

from generator.maths import matrices
from generator.maths.arithmetic import add, compare, divide, dot, negate, subtract, total
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.functions.calculus import gradient_of, hessian_of, substituted, symbols_in
from generator.maths.functions.numbers import square_root
from generator.maths.functions.spaces import is_zero
from generator.maths.values import Anything, MathsError, Matrix, is_number, is_scalar

Vector = tuple[Anything, ...]


def _gradient_at(f: Anything, symbols: Vector, point: Vector) -> Vector:
    result: Vector = substituted(gradient_of(f, symbols), symbols, point)
    return result


def _directional(f: Anything, symbols: Vector, point: Vector, direction: Vector) -> Anything:
    """Along the direction made to length 1."""
    length = square_root(dot(direction, direction))
    if is_zero(length):
        raise MathsError("the zero vector has no direction")
    return divide(dot(_gradient_at(f, symbols, point), direction), length)


def _field(field: Vector, symbols: Vector) -> Vector:
    if len(field) != len(symbols_in(symbols)) or not all(map(is_scalar, field)):
        raise MathsError("a vector field has one expression for each symbol")
    return field


def _divergence(field: Vector, symbols: Vector) -> Anything:
    return total([derivative(f, x) for f, x in zip(_field(field, symbols), symbols, strict=True)])


def _curl(field: Vector, symbols: Vector) -> Vector:
    if len(_field(field, symbols)) != 3:
        raise MathsError("the curl is that of a field with three components")
    pairs = ((1, 2), (2, 0), (0, 1))
    return tuple(
        subtract(derivative(field[j], symbols[i]), derivative(field[i], symbols[j])) for i, j in pairs
    )


def _laplacian(f: Anything, symbols: Vector) -> Anything:
    return total([derivative(derivative(f, x), x) for x in symbols_in(symbols)])


def _tangent_plane(f: Anything, symbols: Vector, point: Vector) -> Anything:
    slopes = _gradient_at(f, symbols, point)
    return add(substituted(f, symbols, point), dot(slopes, subtract(symbols, point)))


def _critical_point(f: Anything, symbols: Vector) -> Vector:
    """The one point where the gradient of a quadratic function is 0."""
    hessian = hessian_of(f, symbols)
    if not all(is_number(entry) for row in hessian.rows for entry in row):
        raise MathsError("`critical_point` takes a quadratic polynomial with rational coefficients")
    linear = substituted(gradient_of(f, symbols), symbols, (0,) * len(symbols))
    return matrices.solve(hessian, tuple(map(negate, linear)))


def _kind_of_point(hessian: Matrix) -> str:
    """The second derivative test for two variables."""
    if hessian.shape != (2, 2) or not matrices.is_symmetric(hessian):
        raise MathsError("`kind_of_point` takes a symmetric 2×2 matrix of second derivatives")
    determinant = matrices.determinant(hessian)
    if is_zero(determinant):
        return "undecided"
    if compare("<", determinant, 0):
        return "saddle"
    return "minimum" if compare(">", hessian.rows[0][0], 0) else "maximum"


TABLE = table(
    Function("directional_derivative", _directional, "scalar list vector vector", "derivative at a point along a direction, which is made to length 1", "directional_derivative(t**2, [t], [3], [-2]) == -6", "directional_derivative(t**2, [t], [3], [0])"),
    Function("divergence", _divergence, "list list", "sum of the derivatives of each component by its symbol", "divergence([t**2], [t]) == 2*t", "divergence([t, t], [t])"),
    Function("curl", _curl, "list list", "curl of a field with three components", "curl([t, t, t], [t, t, t]) == [0, 0, 0]", "curl([t], [t])"),
    Function("laplacian", _laplacian, "scalar list", "sum of the second derivatives", "laplacian(t**3, [t]) == 6*t", "laplacian(t, [])"),
    Function("tangent_plane", _tangent_plane, "scalar list vector", "linear function that touches at a point", "tangent_plane(t**2, [t], [3]) == 6*t - 9", "tangent_plane(t**2, [t], [3, 4])"),
    Function("critical_point", _critical_point, "scalar list", "the one point where the gradient of a quadratic polynomial is 0", "critical_point(t**2 - 6*t, [t]) == [3]", "critical_point(t**3, [t])"),
    Function("kind_of_point", _kind_of_point, "matrix", "what a 2×2 matrix of second derivatives says: `'minimum'`, `'maximum'`, `'saddle'` or `'undecided'`", "kind_of_point(diag(1, -1)) == 'saddle'", "kind_of_point([[1]])"),
)  # fmt: skip
