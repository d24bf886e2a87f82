"""The lines of the grid as markup: two hundred candidates make fourteen thousand cells.

Drawn by the template one by one they would take longer than everything else of the page. None
of them holds a word that somebody typed: figures, "NE", "contrary", a dash, ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from recruit.domain.grid import DASH, GridCell, GridRow
from recruit.domain.results import Summary, one_decimal
from recruit.services.moderation import Moderation
from recruit.services.rounds import CandidateInRound


@dataclass(frozen=True, slots=True)
class GridTable:
    """One candidate's part of the grid; each line holds the cells that follow its heading.

    ``members`` has a line a member, in the order of the panel. ``agreed`` is empty where
    nothing was agreed, and every line where the candidate has no scores.
    """

    candidate: CandidateInRound
    members: tuple[Markup, ...]
    spread: Markup
    mean: Markup
    median: Markup
    agreed: Markup


def grid_tables(found: Moderation, *, home: str) -> Iterator[GridTable]:
    """Yield the grid by candidate, in order of interview; ``home`` is the address of the grid."""
    scored = {one.number for one in found.grid.questions if one.scored}
    for candidate, row in zip(found.record.candidates, found.grid.rows, strict=True):
        yield _table(candidate, row, scored, len(found.grid.members), f"{home}/{candidate.id}/")


def _table(
    candidate: CandidateInRound, row: GridRow, scored: Collection[int], members: int, here: str
) -> GridTable:
    cells = [cell for cell in row.cells if cell.number in scored]
    if not any(score.text != DASH for cell in cells for score in cell.scores):
        return GridTable(candidate, (), Markup(), Markup(), Markup(), Markup())
    overall = row.overall
    agreed = [cell.agreed or DASH for cell in cells]
    return GridTable(
        candidate=candidate,
        members=tuple(
            _line([_score(cell.scores[place].text, cell.scores[place].was) for cell in cells], "")
            for place in range(members)
        ),
        spread=_line([_spread(cell, here) for cell in cells], _range(overall)),
        mean=_line([_with_n(cell.mean, cell.n) for cell in cells], _with_n(row.mean, overall.n)),
        median=_line([cell.median for cell in cells], ""),
        agreed=_line(agreed, _agreed(overall)) if any(cell.agreed for cell in cells) else Markup(),
    )


def _line(cells: Sequence[str], last: str) -> Markup:
    # Nothing in it was typed by anybody: see the top of the module.
    return Markup(f"<td>{'</td><td>'.join(cells)}</td><td>{last}</td>")  # noqa: S704 (as the line above says)


@lru_cache(maxsize=256)
def _score(text: str, was: str) -> str:
    return f"{text} {_small(f'was {was}')}" if was else text


def _spread(cell: GridCell, here: str) -> str:
    return f'{cell.spread} <a href="{here}{cell.number}">Discuss</a>' if cell.discuss else cell.spread


@lru_cache(maxsize=1024)
def _with_n(figure: str, n: int) -> str:
    return f"{figure} {_small(f'({n})')}"


def _small(text: str) -> str:
    return f'<span class="recruit-scores__small">{text}</span>'


def _range(overall: Summary) -> str:
    if overall.lowest is None:
        return DASH
    if overall.lowest == overall.highest:
        return str(overall.lowest)
    return f"{overall.lowest} to {overall.highest}"


def _agreed(overall: Summary) -> str:
    return DASH if overall.agreed is None else one_decimal(overall.agreed)
