"""What was measured, as a table for a terminal and as data."""

from __future__ import annotations

from dataclasses import asdict
from statistics import median
from typing import Any

from benchmarks.measure import PROBLEM_SET, Measured, Run, typical
from benchmarks.questions import QUESTIONS


def figures(measured: Measured) -> dict[str, Any]:
    """The figures by name: of each kind of question, over all, and of worksheets; with every single run."""
    rows = {kind: _kind(measured, kind) for kind in QUESTIONS}
    ours, by_hand = (sum(row[name] for row in rows.values()) for name in ("cpu_ours", "cpu_by_hand"))
    every = [run for runs in measured.runs.values() for run in runs]
    costs = [cost for run in every for cost in (run.ours, run.by_hand, run.proved)]
    rounds = list(zip(*measured.runs.values(), strict=True))
    return {
        "variants": measured.count,
        "kinds": rows,
        "all": {
            "cpu_ours": ours,
            "cpu_by_hand": by_hand,
            "per_second": len(rows) * measured.count / ours,
            "ratio": ours / by_hand,
            "ratios": [
                sum(run.ours.cpu for run in runs) / sum(run.by_hand.cpu for run in runs) for runs in rounds
            ],
            "export": sum(row["export"] for row in rows.values()) / len(rows),
            "exports": [
                sum(run.export for run in runs) / sum(run.ours.cpu for run in runs) for runs in rounds
            ],
        },
        "start": {
            "ours": median(run.ours.start for run in every),
            "by_hand": median(run.by_hand.start for run in every),
        },
        "loop": median(cost.loop for cost in costs),
        "loop_range": [min(cost.loop for cost in costs), max(cost.loop for cost in costs)],
        "worksheets": {
            str(papers): {"cpu": cost.cpu / papers, "wall": cost.wall / papers}
            for papers, cost in measured.papers.items()
        },
        "runs": {kind: [asdict(run) for run in runs] for kind, runs in measured.runs.items()},
    }


def _kind(measured: Measured, kind: str) -> dict[str, Any]:
    runs: tuple[Run, ...] = measured.runs[kind]
    ours, by_hand = typical(runs)
    peak, larger = median(run.ours.peak for run in runs), measured.larger[kind].peak
    return {
        "cpu_ours": ours,
        "cpu_by_hand": by_hand,
        "per_second": measured.count / ours,
        "ratio": ours / by_hand,
        "ratios": [run.ratio for run in runs],
        "export": median(run.export for run in runs) / measured.count,
        "peak": peak,
        "peak_tenfold": larger,
        "growth": larger / peak - 1,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as lines of text."""
    count = figures["variants"]
    lines = [
        f"{count:,} variants of each kind, from spec to Moodle XML. CPU seconds, the median of the runs.",
        "",
        f"{'':12}{'variants':>10}{'ours':>8}{'by hand':>9}{'ratio':>7}   {'ratio of each run':20}"
        f"{'MiB':>6}{'MiB, tenfold':>14}",
        f"{'':12}{'per CPU s':>10}",
    ]
    for kind, row in figures["kinds"].items():
        memory = f"{row['peak']:6.0f}{row['peak_tenfold']:8.0f} {row['growth']:+5.0%}"
        lines.append(_line(kind, row) + memory)
    lines.append(_line("all four", figures["all"]))
    low, high = figures["loop_range"]
    shares = ", ".join(f"{share:.0%}" for share in figures["all"]["exports"])
    lines += [
        "",
        f"The export alone took {figures['all']['export'] * 1000:.2f} ms a question, the rules of Moodle's import "
        f"included: of the CPU time of each run {shares}.",
        f"Not counted above: starting Python and importing, {figures['start']['ours']:.2f} s ours and "
        f"{figures['start']['by_hand']:.2f} s by hand.",
        f"The machine: a loop of plain Python took {figures['loop'] * 1000:.0f} ms ({low * 1000:.0f} to "
        f"{high * 1000:.0f}).",
        *_worksheets(figures["worksheets"]),
    ]
    return "\n".join(lines)


def _line(name: str, row: dict[str, Any]) -> str:
    ratios = ", ".join(f"{ratio:.2f}" for ratio in row["ratios"])
    cpu = f"{row['cpu_ours']:8.2f}{row['cpu_by_hand']:9.2f}"
    return f"{name:12}{row['per_second']:10,.0f}{cpu}{row['ratio']:7.2f}   {ratios:20}"


def _worksheets(worksheets: dict[str, Any]) -> list[str]:
    if not worksheets:
        return ["Worksheets as PDF: not measured, there is no pdflatex."]
    costs = [
        f"{cost['wall']:.2f} s ({cost['cpu']:.2f} s of CPU) with {papers} in a file"
        for papers, cost in worksheets.items()
    ]
    return [f"A worksheet of the set `{PROBLEM_SET}` as PDF, from its specs: {'; '.join(costs)}."]
