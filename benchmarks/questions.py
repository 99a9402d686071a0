"""The four kinds of question that both writers write. Light on purpose: the measuring process imports it."""

from __future__ import annotations

QUESTIONS: dict[str, str] = {
    "derivative": "derivative of a polynomial, a five-way choice",
    "eigenvalue": "larger eigenvalue of a 2×2 matrix, a number",
    "product": "product of two 2×2 matrices, four blanks",
    "bayes": "probability by Bayes' rule, a number within a tolerance",
}
"""The word for a kind, which is also the name of its problem set in `specs/sets`, and what it is."""
