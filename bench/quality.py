"""The long measurements, as one table: ``python -m bench.quality``. Returns 1 where a figure is missed.

What is fast enough runs in ``make test``. Here stand the histories of blindness in full
number, and what is measured against a floor in the same run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import web

HISTORIES = 1000
_BLINDNESS = ("tests/services/test_blindness.py", "tests/web/test_blindness.py")


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table."""

    what: str
    wanted: str
    got: str
    met: bool


def main() -> int:
    """Measure everything, print the table, say whether all is met."""
    figures = []
    for figure in (*blindness(), *pages()):
        print(
            f"{figure.what:44}{figure.wanted:>26}{figure.got:>22}{'' if figure.met else '  MISSED'}",
            flush=True,
        )
        figures.append(figure)
    return 0 if all(figure.met for figure in figures) else 1


def blindness() -> Iterator[Figure]:
    """Run the tests of blindness with every history they are held to."""
    start = time.monotonic()
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *_BLINDNESS]
    environment = os.environ | {"RECRUIT_HISTORIES": str(HISTORIES)}
    done = subprocess.run(tests, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (our own tests)
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
    counts = re.findall(r"\d+ (?:passed|failed|errors?)", done.stdout)
    got = f"{', '.join(counts) or 'nothing ran'} in {time.monotonic() - start:.0f} s"
    yield Figure(
        f"Blindness, {HISTORIES} histories and 500 releases",
        "all pass",
        got,
        not done.returncode and bool(counts),
    )


def pages() -> Iterator[Figure]:
    """Measure the pages that people wait for against their floor."""
    with tempfile.TemporaryDirectory() as folder:
        times = web.measured(Path(folder), rounds=60)
    for name, goal in web.GOALS.items():
        floor, ours = times[name]
        ratio = ours / floor
        got = f"{ratio:.2f} ({ours:.1f} ms)"
        yield Figure(f"Page: {name}", f"at most {goal} x the floor", got, ratio <= goal)


if __name__ == "__main__":
    sys.exit(main())
