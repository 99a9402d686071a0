"""What `setwright check` finds out about a family: is every variant right, are there enough, are they fair?

    report = examine(Examination(library.locate("eigen/eigenvalues-2x2"), 200), silent)
    report.proved, report.error, report.warnings

`family` draws and proves; the others look at what was drawn: `answers` (is it the same answer too often?),
`guessing` (does a choice give itself away?), `spread` (are variants equally hard?).
"""

from __future__ import annotations

from generator.examine.family import Examination, Report, examine

__all__ = ["Examination", "Report", "examine"]
