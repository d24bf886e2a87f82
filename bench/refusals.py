"""Measures how long a hostile file takes to be refused: at most a second each.

    python -m bench.refusals

Exits 1 when one takes longer, or is not refused.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from tabulate import tabulate

from recruit.documents.json_file import parse_json
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.errors import DataFaults

MOST_SECONDS = 1.0
BOMBS = {
    "alias bomb": "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
    "unknown tag": "- !!python/object/apply:os.system [id]\n" * 50_000,
    "5,000 levels": "[" * 5000 + "]" * 5000,
    "500,000 values": "[" + "1," * 500_000 + "1]",
    "repeated keys": "a: 1\n" * 400_000,
    "control characters": "a: \x01\n" * 100_000,
}


def seconds_to_refuse(parse: Callable[..., object], text: str) -> float | None:
    """Return how long a reader takes to refuse a text, or none if it takes it."""
    start = time.perf_counter()
    try:
        parse(text, source="bomb")
    except DataFaults:
        return time.perf_counter() - start
    return None


def main() -> int:
    """Print the table; return the exit status."""
    repeated = "{" + '"a": 1,' * 400_000 + '"a": 1}'
    taken = [(f"YAML, {name}", seconds_to_refuse(parse_yaml, text)) for name, text in BOMBS.items()]
    taken += [
        ("JSON, repeated keys", seconds_to_refuse(parse_json, repeated)),
        ("JSON, 5,000 levels", seconds_to_refuse(parse_json, "[" * 5000 + "]" * 5000)),
        ("JSON, NaN", seconds_to_refuse(parse_json, "[" + "NaN," * 500_000 + "1]")),
    ]
    rows = [(name, "not refused" if seconds is None else f"{seconds:.3f}") for name, seconds in taken]
    print(tabulate(rows, ("file", f"seconds to refuse (at most {MOST_SECONDS:g})"), disable_numparse=True))
    return int(any(seconds is None or seconds > MOST_SECONDS for _, seconds in taken))


if __name__ == "__main__":
    sys.exit(main())
