"""Methods: ways of solving that return a value *from* its worked steps, as data.

In a spec, `matrix_product(A, B)` is the value and `steps(matrix_product(A, B))` the steps. To add a method:
write it in the file of its family and add its row there; a new file also gets its line here.
"""

from __future__ import annotations

from generator.maths.function import Function
from generator.methods import (
    bayes,
    differentiation,
    eigen,
    elimination,
    gradients,
    inverses,
    moments,
    orthogonal,
    products,
)

FAMILIES: dict[str, dict[str, Function]] = {
    "products": products.TABLE,
    "inverses": inverses.TABLE,
    "elimination": elimination.TABLE,
    "eigenvalues and eigenvectors": eigen.TABLE,
    "orthogonal vectors": orthogonal.TABLE,
    "differentiation": differentiation.TABLE,
    "gradients": gradients.TABLE,
    "Bayes' rule": bayes.TABLE,
    "moments": moments.TABLE,
}
"""The methods by family, in the order of the reference page."""

METHODS: dict[str, Function] = {name: row for family in FAMILIES.values() for name, row in family.items()}
"""Every method by name."""

if len(METHODS) != sum(len(family) for family in FAMILIES.values()):
    raise ValueError("a method stands in two families")
