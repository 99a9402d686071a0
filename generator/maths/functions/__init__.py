"""The table of functions that a problem spec can call: one dictionary, its rows in one file an area.

To add a function: write it in the area's file and add its row there. The row's example must be true, and the call
that `fails` must have no value; a test evaluates every one. A new file also gets its line here.
"""

from __future__ import annotations

from generator.maths.function import Function
from generator.maths.functions import (
    calculus,
    data,
    distributions,
    factorisations,
    fields,
    formatting,
    forms,
    information,
    integers,
    integrals,
    intervals,
    linear,
    lists,
    numbers,
    polynomials,
    probability,
    quantiles,
    series,
    shapes,
    spaces,
)

AREAS: dict[str, dict[str, Function]] = {
    "numbers and lists": numbers.TABLE,
    "lists put together and taken apart": lists.TABLE,
    "number theory": integers.TABLE,
    "intervals": intervals.TABLE,
    "linear algebra": linear.TABLE,
    "matrices put together and taken apart": shapes.TABLE,
    "vectors and the spaces that they span": spaces.TABLE,
    "factorisations and kinds of matrices": factorisations.TABLE,
    "calculus": calculus.TABLE,
    "series and behaviour near a point": series.TABLE,
    "functions of several variables": fields.TABLE,
    "polynomials": polynomials.TABLE,
    "integrals": integrals.TABLE,
    "probability and statistics": probability.TABLE,
    "distributions": distributions.TABLE,
    "quantiles and tables": quantiles.TABLE,
    "data": data.TABLE,
    "information and learning": information.TABLE,
    "formatting": formatting.TABLE,
    "forms: what is shown beside what is computed": forms.TABLE,
}
"""The functions by area, in the order of the reference page."""

FUNCTIONS: dict[str, Function] = {name: row for area in AREAS.values() for name, row in area.items()}
"""Every function by name."""

if len(FUNCTIONS) != sum(len(area) for area in AREAS.values()):
    raise ValueError("a function stands in two areas")
