"""How well bubble sheets are read: `python -m benchmarks.scan [--sheets 1000] [--first 0] [--jobs 2]`.

Sheets are filled in and scanned by the program of the tests (`tests/sheets/simulated.py`), the same ones for the same
numbers. Of every row it is known what was meant; it is read right, read wrong, or asked about. A row in which nobody
could tell what was meant is wrong unless it is asked about. The process ends with 1 if any was read wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from multiprocessing import Pool
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sheets.simulated import Scan
    from tests.sheets.students import Answer

NORMAL, UNUSUAL, MISHAP, BLACK_AND_WHITE = "normal marks", "unusual marks", "mishaps", "black and white"
VERDICTS = ("right", "asked", "wrong")


def judged(seed: int) -> tuple[Counter[tuple[str, str, str]], float]:
    """Counts of (normal or unusual, kind of answer, verdict) of one sheet, and the seconds of CPU to read it."""
    import cv2

    from generator.sheets.pages import Unreadable
    from generator.sheets.read import read
    from tests.sheets.simulated import simulated

    cv2.setNumThreads(1)
    scan = simulated(seed)
    counts: Counter[tuple[str, str, str]] = Counter()
    start = time.process_time()
    try:
        page = read(scan.image, lambda _: scan.sheet).page
    except Unreadable as error:
        print(f"sheet {seed} ({scan.how} {scan.mishap}): {error}", file=sys.stderr)
        counts["sheets", scan.mishap or scan.how, "unread"] += 1
        return counts, time.process_time() - start
    seconds = time.process_time() - start
    counts["sheets", scan.mishap or scan.how, "read" if page.code == scan.code else "wrong"] += 1
    readings, answers = (*page.number, *page.rows), (*scan.number, *scan.rows)
    for reading, answer in zip(readings, answers, strict=True):
        verdict = "asked" if not reading.sure else "right" if reading.chosen == answer.meant else "wrong"
        group, kind = _group(scan, answer)
        counts[group, kind, verdict] += 1
        if verdict == "wrong":
            print(f"sheet {seed} ({scan.how} {scan.mishap}): {reading}, meant {answer}", file=sys.stderr)
    return counts, seconds


def _group(scan: Scan, answer: Answer) -> tuple[str, str]:
    """Under which heading, and in which line below it, a row is counted."""
    if scan.mishap:
        return MISHAP, scan.mishap
    if scan.how == "bilevel":
        return BLACK_AND_WHITE, answer.kind
    return (NORMAL if answer.normal else UNUSUAL), answer.kind


def table(counts: Counter[tuple[str, str, str]]) -> str:
    """The counts as lines: sheets by how they were scanned or what befell them, and rows by what was done in them."""
    lines = [
        f"{how:14}{verdict:>8}{count:8}"
        for (group, how, verdict), count in sorted(counts.items())
        if group == "sheets"
    ]
    lines.append(f"\n{'rows':26}{'':8}" + "".join(f"{verdict:>16}" for verdict in VERDICTS))
    for group in (NORMAL, UNUSUAL, MISHAP, BLACK_AND_WHITE):
        for kind in ("", *sorted({kind for name, kind, _ in counts if name == group})):
            those = [
                sum(n for (g, k, v), n in counts.items() if g == group and v == verdict and kind in ("", k))
                for verdict in VERDICTS
            ]
            shares = "".join(f"{n:8} {n / max(sum(those), 1):6.2%} " for n in those)
            lines.append(f"{f'  {kind}' if kind else group:26}{sum(those):8}{shares}")
    return "\n".join(lines)


def main() -> None:
    """Simulates, reads, and prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scan", description="Read simulated bubble sheets."
    )
    parser.add_argument("--sheets", type=int, default=1000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    seconds = 0.0
    with Pool(options.jobs) as pool:
        for found, took in pool.imap_unordered(judged, range(options.first, options.first + options.sheets)):
            counts += found
            seconds += took
    print(table(counts))
    print(f"\n{seconds / max(options.sheets, 1):.3f} s of CPU to read a sheet")
    sys.exit(any(verdict == "wrong" for _, _, verdict in counts))


if __name__ == "__main__":
    main()
