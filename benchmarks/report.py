"""What was measured, as a table for a terminal and as data."""

from __future__ import annotations

from dataclasses import asdict
from statistics import median
from typing import Any

from benchmarks.measure import PROBLEM_SET, Measured, Pair, typical
from benchmarks.questions import QUESTIONS


def figures(measured: Measured) -> dict[str, Any]:
    """The figures by name: of each kind of question, over all, and of worksheets; with every single run."""
    rows = {kind: _kind(measured, kind) for kind in QUESTIONS}
    ours, by_hand = (sum(row[name] for row in rows.values()) for name in ("cpu_ours", "cpu_by_hand"))
    costs = [
        cost for pairs in measured.pairs.values() for pair in pairs for cost in (pair.ours, pair.by_hand)
    ]
    runs = zip(*measured.pairs.values(), strict=True)
    return {
        "variants": measured.count,
        "kinds": rows,
        "all": {
            "cpu_ours": ours,
            "cpu_by_hand": by_hand,
            "per_second": len(rows) * measured.count / ours,
            "ratio": ours / by_hand,
            "ratios": [sum(p.ours.cpu for p in run) / sum(p.by_hand.cpu for p in run) for run in runs],
        },
        "start": {
            "ours": median(pair.ours.start for pairs in measured.pairs.values() for pair in pairs),
            "by_hand": median(pair.by_hand.start for pairs in measured.pairs.values() for pair in pairs),
        },
        "loop": median(cost.loop for cost in costs),
        "loop_range": [min(cost.loop for cost in costs), max(cost.loop for cost in costs)],
        "worksheets": {
            str(papers): {"cpu": cost.cpu / papers, "wall": cost.wall / papers}
            for papers, cost in measured.papers.items()
        },
        "runs": {kind: [asdict(pair) for pair in pairs] for kind, pairs in measured.pairs.items()},
    }


def _kind(measured: Measured, kind: str) -> dict[str, Any]:
    pairs: tuple[Pair, ...] = measured.pairs[kind]
    ours, by_hand = typical(pairs)
    peak, larger = median(pair.ours.peak for pair in pairs), measured.larger[kind].peak
    return {
        "cpu_ours": ours,
        "cpu_by_hand": by_hand,
        "per_second": measured.count / ours,
        "ratio": ours / by_hand,
        "ratios": [pair.ratio for pair in pairs],
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
    lines += [
        "",
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
