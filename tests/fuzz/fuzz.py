"""Coverage-guided fuzzing of what reads text that others wrote. Needs `pip install -e '.[fuzz]'`.

    python tests/fuzz/fuzz.py expression -max_total_time=600
    python tests/fuzz/fuzz.py spec -runs=10000

The options are libFuzzer's. Inputs that reach something new are added to `corpus/TARGET`, or to the first folder
that is named; a crash is written to the working directory, and belongs into the corpus once it is mended.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

with atheris.instrument_imports(include=["generator"]):
    from targets import TARGETS

if __name__ == "__main__":
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    words = HERE / "words.txt"
    folders = [option for option in options if not option.startswith("-")] or [str(corpus)]
    flags = [option for option in options if option.startswith("-")]
    atheris.Setup(
        [sys.argv[0], f"-dict={words}", "-max_len=2000", "-timeout=30", *flags, *folders],
        target,
    )
    atheris.Fuzz()
