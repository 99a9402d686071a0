"""The error for a file that we wrote and Moodle would refuse or change: it is never the fault of a problem spec."""

from __future__ import annotations


def our_fault(what: str, section: int, complaint: str) -> RuntimeError:
    """A bug of ours: what was written, the section of the rules that it breaks, and how."""
    return RuntimeError(
        f"{what} breaks a rule of Moodle's import, section {section}: {complaint}. "
        "This is a bug of Setwright, please report it with the problem spec."
    )
