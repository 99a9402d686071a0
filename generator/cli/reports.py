"""How `setwright check` tells what it found: one function a style, from reports to text.

    text     for people
    json     everything, for programs
    junit    XML as test runners write it, for the pages of CI systems
    github   workflow commands that GitHub shows as annotations at the lines of a pull request

The XML is of the shape that JUnit's Ant task made common (testsuites, testsuite, testcase, failure); the commands
are those of GitHub's "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from generator.cli.layout import columns, wrapped
from generator.cli.losses import loss_lines, losses_json
from generator.cli.replaced_draws import replaced_lines
from generator.errors import Place, SetwrightError, SpecError, VerificationError, sentence

if TYPE_CHECKING:
    from generator.examine import Report

# ─── For people ──────────────────────────────────────────────────────────────────────────────────────────


def text(reports: list[Report]) -> str:
    """A line for each family, what there is to say about it, and the faults."""
    rows = [
        ("FAILED" if report.error else "ok", report.family, f"{report.proved:,} proved",
         f"of {_exist(report)}" if report.draws else "",
         f"{report.seconds * 1000:.1f} ms each" if report.proved else "")
        for report in reports
    ]  # fmt: skip
    lines = []
    for head, report in zip(columns(rows, right=[2, 4]).split("\n"), reports, strict=True):
        lines.append(head)
        for detail in _details(report):
            lines += wrapped(detail, " " * 8, " " * 12)
    losses = {loss: count for report in reports for loss, count in report.losses.items()}
    if losses:
        lines += ["", "What formats cannot say, in the first variants of each, and what they do instead:"]
        lines += loss_lines(losses)
    wrong = [report.error for report in reports if report.error]
    for error in wrong:
        lines += ["", error.render()]
    count = f"{_families(reports)} checked"
    doubts = sum(len(report.warnings) for report in reports)
    doubtful = f", {doubts:,} warning{'' if doubts == 1 else 's'}" if doubts else ""
    return "\n".join(
        [*lines, "", f"{count}: {f'{len(wrong):,} failed' if wrong else 'all proved'}{doubtful}."]
    )


def _families(reports: list[Report]) -> str:
    return f"{len(reports):,} {'family' if len(reports) == 1 else 'families'}"


def _exist(report: Report) -> str:
    """How many variants there are, as far as is known."""
    exist = report.exist
    if exist.count is not None:
        return f"{exist.count:,} that exist" if exist.exact else f"at most {exist.count:,}"
    return "very many" if report.proved >= report.wanted else "not many more"


def _details(report: Report) -> list[str]:
    details = []
    thrown = [(f"`{text}`", count) for text, count in report.rejected]
    draws = report.draws
    if _all_had(report):
        draws -= report.repeated  # the last of all variants is found by drawing the others again
    elif report.repeated:
        thrown.append(("drawn before", report.repeated))
    if thrown:
        share = _percent(sum(count for _, count in thrown), draws)
        parts = ", ".join(f"{_percent(count, draws)} {text}" for text, count in thrown)
        details.append(f"thrown away: {share} of {draws:,} draws ({parts})")
    if report.error:
        details += [f"not proved:  {count:,} times {reason}" for reason, count in report.failed]
    else:
        details += [f"replaced:    {line}" for line in replaced_lines(dict(report.failed))]
    details += [f"warning:     {warning}" for warning in report.warnings]
    return details


def _all_had(report: Report) -> bool:
    """Were all variants that exist drawn, so that each of the last was a rare find?"""
    tried = report.proved + sum(count for _, count in report.failed)
    known = report.exist.exact and report.exist.count is not None
    return not report.error and (report.proved < report.wanted or (known and tried == report.exist.count))


def _percent(count: int, total: int) -> str:
    return f"{100 * count / total:.0f} %" if 200 * count >= total else "under 1 %"


# ─── For programs ────────────────────────────────────────────────────────────────────────────────────────


def as_json(reports: list[Report]) -> str:
    """One JSON list, with an entry for each family."""
    return json.dumps(list(map(_json, reports)), ensure_ascii=False, indent=2)


def _json(report: Report) -> dict[str, object]:
    return {
        "family": report.family,
        "exist": report.exist.count,
        "exact": report.exist.exact,
        "wanted": report.wanted,
        "proved": report.proved,
        "draws": report.draws,
        "repeated": report.repeated,
        "thrown_away": dict(report.rejected),
        "replaced": dict(report.failed),
        "seconds": round(report.seconds, 5),
        "answers": [
            {"part": a.part, "different": a.different, "common": a.common, "share": round(float(a.share), 4)}
            for a in report.answers
        ],
        "guesses": [
            {
                "part": g.part,
                "way": g.way,
                "right": round(float(g.right), 4),
                "blind": round(float(g.blind), 4),
            }
            for g in report.guesses
        ],
        "difficulty": {d.measure: [d.lowest, d.easy, d.middle, d.hard, d.highest] for d in report.difficulty},
        "warnings": list(report.warnings),
        "losses": losses_json(report.losses),
        "problem": report.error.render() if report.error else "",
    }


def junit(reports: list[Report]) -> str:
    """XML with a test case for each family."""
    from lxml import etree

    failed = sum(report.error is not None for report in reports)
    counts = {"tests": str(len(reports)), "failures": str(failed)}
    root = etree.Element("testsuites", counts)
    suite = etree.SubElement(root, "testsuite", {"name": "setwright check", **counts})
    for report in reports:
        seconds = f"{report.seconds * report.proved:.3f}"
        attributes = {"classname": report.family.rpartition("/")[0] or "families", "name": report.family}
        case = etree.SubElement(suite, "testcase", {**attributes, "time": seconds, "file": report.file})
        if report.error:
            first = sentence(report.error.message.split("\n")[0])
            kind = type(report.error).__name__
            etree.SubElement(case, "failure", {"message": first, "type": kind}).text = report.error.render()
        if report.warnings:
            etree.SubElement(case, "system-out").text = "\n".join(
                f"warning: {told}" for told in report.warnings
            )
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made.decode().rstrip()


def github(reports: list[Report]) -> str:
    """A command for each fault and each warning, and a last line for people."""
    lines = []
    for report in reports:
        if report.error:
            lines += [_command("error", report, place, message) for place, message in _faults(report.error)]
        lines += [_command("warning", report, None, warning) for warning in report.warnings]
    wrong = sum(report.error is not None for report in reports)
    return "\n".join([*lines, f"{_families(reports)} checked, {wrong:,} failed"])


def _faults(error: SetwrightError) -> Iterator[tuple[Place | None, str]]:
    if isinstance(error, SpecError):
        yield from (
            (fault.place, f"{sentence(fault.message)}\n{sentence(fault.hint)}".rstrip())
            for fault in error.faults
        )
    else:
        yield error.place if isinstance(error, VerificationError) else None, error.render()


def _command(kind: str, report: Report, place: Place | None, message: str) -> str:
    where: dict[str, Any] = {"file": place.file if place else report.file, "title": report.family}
    if place:
        where |= {"line": place.line, "col": place.column, "endColumn": place.column + place.length}
    told = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in where.items() if value)
    return f"::{kind} {told}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Percent signs, line ends and, in a property, what parts properties, as GitHub's runner decodes them."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


STYLES: dict[str, Callable[[list[Report]], str]] = {
    "text": text,
    "json": as_json,
    "junit": junit,
    "github": github,
}
"""The words of `--format`."""
