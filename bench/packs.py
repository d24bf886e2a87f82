"""Draws the default pack of every level and says how long it took and whether it is proved.

    python -m bench.packs

Wanted: at most 5 seconds a pack, since somebody waits for it, and every optimum proved. Exits 1
otherwise.
"""

from __future__ import annotations

import sys
import time

from tabulate import tabulate

from recruit.cli.bank import load_bank
from recruit.domain.draw import draw_pack
from recruit.domain.recipe import recipe_for

MOST_SECONDS = 5.0


def main() -> int:
    """Print the table; return the exit status."""
    start = time.perf_counter()
    bank = load_bank()
    rows: list[tuple[object, ...]] = [
        ("reading the bank", len(bank.questions), time.perf_counter() - start, "")
    ]
    failed = False
    for level in bank.levels.values():
        start = time.perf_counter()
        pack = draw_pack(bank, recipe_for(level))
        seconds = time.perf_counter() - start
        failed |= seconds > MOST_SECONDS or not pack.coverage.optimal
        proved = "proved" if pack.coverage.optimal else f"gap {pack.coverage.gap} {pack.coverage.gap_in}"
        rows.append((f"pack of level {level.level}", len(bank.at_level(level.level)), seconds, proved))
    headers = ("what", "questions", f"seconds (at most {MOST_SECONDS:g})", "optimum")
    print(tabulate(rows, headers, floatfmt=".3f"))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
