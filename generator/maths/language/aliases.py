"""What other languages and books call the functions of the table: for hints only, no name here is accepted.

An author who writes `determinant(A)` is told `det(matrix)`. To add a name, add it to the row of its function.
"""

from __future__ import annotations

_OTHER_NAMES = {
    "pi": "Pi PI",
    "e": "E euler",
    "ln": "log loge logarithm",
    "arctan": "atan arctan2 atan2",
    "sqrt": "root squareroot",
    "abs": "modulus absolute",
    "sign": "sgn signum",
    "ceiling": "ceil",
    "floor": "integer_part",
    "mod": "rem remainder",
    "factorial": "fact fac",
    "binomial": "comb choose nCr ncr binom nchoosek",
    "size": "len length count",
    "norm": "length magnitude",
    "product": "prod",
    "sum": "total add",
    "min": "minimum",
    "max": "maximum",
    "sorted": "sort",
    "reversed": "reverse",
    "det": "determinant",
    "inverse": "inv",
    "transpose": "T trans transposed",
    "adjugate": "adjoint adj",
    "identity": "eye",
    "diag": "diagonal",
    "trace": "tr",
    "eigenvalues": "eig eigvals eigenvals",
    "null_vector": "nullspace kernel null",
    "dot": "inner inner_product scalar_product",
    "diff": "derivative differentiate D",
    "gradient": "grad nabla",
    "at": "subs substitute",
    "mean": "average avg",
    "expectation": "E expected expected_value",
    "variance": "var Var",
    "sample_variance": "var",
}

ALIASES: dict[str, tuple[str, ...]] = {
    other: tuple(name for name, others in _OTHER_NAMES.items() if other in others.split())
    for names in _OTHER_NAMES.values()
    for other in names.split()
}
"""The functions that may be meant by a name that the language does not have."""
