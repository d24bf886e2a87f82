"""A whole-number programme: columns, rows, and objectives met one after the other.

A thin layer over HiGHS that keeps what the toolkit relies on in one place: one thread,
whole values only, gaps closed, every ending looked at.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from recruit.domain.errors import OutOfTime

UNBOUNDED = math.inf


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value an objective reached, and by how much a better one might still win (0: proved)."""

    value: int
    gap: int


class Programme:
    """A growing programme. ``values`` holds the columns of the last solution, as whole numbers.

    ``seconds`` bounds each call of ``maximise``; a ``warm`` one begins each search after the
    first with the last solution, which helps where finding any takes long. HiGHS keeps one
    thread: a second count of threads in one process would be refused, and one thread gives one
    result everywhere.
    """

    def __init__(self, *, seconds: float, warm: bool = False) -> None:
        self.values: list[int] = []
        self._warm = warm
        self._zero_is_feasible = True
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy's is untyped
        options = {
            "output_flag": False,
            "threads": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5,
            "time_limit": seconds,
        }
        for name, value in options.items():
            self._solver.setOptionValue(name, value)

    def column(self, *, most: int = 1) -> int:
        """Add a column of whole values from 0 to ``most`` and return its index."""
        index: int = self._solver.getNumCol()
        self._solver.addVar(0.0, float(most))
        self._solver.changeColIntegrality(index, highspy.HighsVarType.kInteger)
        return index

    def row(self, weights: Mapping[int, int], *, least: float, most: float) -> None:
        """Hold the weighted sum of columns between ``least`` and ``most``."""
        used = {index: weight for index, weight in weights.items() if weight}
        self._zero_is_feasible &= least <= 0 <= most
        indices = np.fromiter(used.keys(), dtype=np.int32, count=len(used))
        values = np.fromiter(used.values(), dtype=np.float64, count=len(used))
        self._solver.addRow(_bound(least), _bound(most), len(used), indices, values)

    def maximise(self, objective: Mapping[int, int]) -> Outcome | None:
        """Return the largest value of an objective, or none when the rows cannot all hold.

        Raises ``OutOfTime`` when the time limit passed before any solution was found.
        """
        if not self._solver.getNumCol():
            # HiGHS calls a model without columns solved, whatever its rows ask.
            return Outcome(0, 0) if self._zero_is_feasible else None
        most = sum(weight for weight in objective.values() if weight > 0)
        for index in range(self._solver.getNumCol()):
            self._solver.changeColCost(index, -float(objective.get(index, 0)))
        self._start_from_the_last()
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in _IMPOSSIBLE:
            return None
        if status not in _ENDED:
            raise RuntimeError(f"the optimiser ended with {self._solver.modelStatusToString(status)}")
        info = self._solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise OutOfTime(
                "the time limit passed before any pack was found; allow more seconds (RECRUIT_DRAW_SECONDS)"
            )
        self.values = [round(value) for value in self._solver.getSolution().col_value]
        value = sum(weight * self.values[index] for index, weight in objective.items())
        if status == highspy.HighsModelStatus.kOptimal:
            return Outcome(value, 0)
        # An ending at the time limit is never a proof, however close the bound.
        bound = math.floor(min(-info.mip_dual_bound + 1e-6, most))
        return Outcome(value, max(1, bound - value))

    def _start_from_the_last(self) -> None:
        """Let the search begin with the last solution, which later rows were made to hold."""
        if self._warm and self.values:
            count = len(self.values)
            values = np.array(self.values, dtype=np.float64)
            self._solver.setSolution(count, np.arange(count, dtype=np.int32), values)


_IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
_ENDED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit)


def _bound(value: float) -> float:
    if math.isinf(value):
        return math.copysign(highspy.kHighsInf, value)
    return float(value)
