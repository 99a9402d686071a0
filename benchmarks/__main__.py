"""The command: `python -m benchmarks [--quick] [--json]`, to be run in the root of the repository."""

from __future__ import annotations

import argparse
import json
import sys

from benchmarks.measure import measure
from benchmarks.report import figures, table


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure how fast variants are made."
    )
    parser.add_argument(
        "--quick", action="store_true", help="100 variants and one run instead of 1,000 and three"
    )
    parser.add_argument("--json", action="store_true", help="print every figure, as JSON")
    options = parser.parse_args()

    def told(what: str) -> None:
        print(f"  {what} …", file=sys.stderr)

    measured = measure(100, 1, (1, 5), told) if options.quick else measure(1_000, 3, (1, 30), told)
    found = figures(measured)
    print(json.dumps(found, indent=2) if options.json else table(found))


if __name__ == "__main__":
    main()
