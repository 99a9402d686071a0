"""The writers of formulas: one `model.Formula` in, its text out.

    latex.latex(formula)              LaTeX for print, MathJax and KaTeX
    mathml.mathml(formula, display)   presentation MathML for QTI and the web
    plain.plain(formula)              one line of Unicode text for drop-downs, alternative text, the terminal
    spoken.spoken(formula, language)  words, as a person reads it aloud

All are strict: an operator that `symbols.SYMBOLS` does not hold is a ValueError.
"""

from __future__ import annotations

from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.mathml import mathml
from generator.exporters.formulas.plain import plain

__all__ = ["latex", "mathml", "plain"]
