"""The moderation grid: every member's score of every candidate on every question, side by side.

Candidates stand in the order in which the panel saw them, and nothing here sorts them by a
figure: the tool never ranks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from recruit.domain.pack import Pack
from recruit.domain.results import (
    QuestionResult,
    Summary,
    margin,
    mean,
    median,
    one_decimal,
    question_results,
    summarise,
    told_apart,
)
from recruit.domain.scoring import AgreedScore, Explored, Note, ScoreEntry, Struck, score_text

DASH = "–"
"""What stands where there is no figure, as opposed to a figure of nought."""


@dataclass(frozen=True, slots=True)
class GridQuestion:
    """A column; ``struck`` is the reason for which the question counts for nobody, else empty."""

    id: str
    number: int
    attribute: int
    text: str
    scored: bool
    struck: str


@dataclass(frozen=True, slots=True)
class GridScore:
    """What one member gave: "4", "NE", "1 contrary", or a dash where they gave nothing.

    ``written`` is the evidence, the reason of an NE, or a note; ``was`` the score before a
    first amendment, else empty.
    """

    member: str
    text: str
    written: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One candidate on one question; ``scores`` has an entry for each member, in their order.

    ``mean`` and ``median`` are to one decimal with ``n``, the number of scores, beside them;
    ``spread`` reads "2 to 4"; all are a dash where nothing was scored. ``agreed`` is "4",
    "NE", or empty, and ``reason`` the reason for it.
    """

    question: str
    number: int
    scores: tuple[GridScore, ...]
    n: int
    mean: str
    median: str
    spread: str
    discuss: bool
    agreed: str
    reason: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One candidate; ``overall`` counts every question the same, without what was struck.

    ``raters`` is the number of members who gave them a score.
    """

    candidate: str
    cells: tuple[GridCell, ...]
    overall: Summary
    raters: int

    @property
    def mean(self) -> str:
        """Overall mean to one decimal, or a dash where nothing was scored."""
        return DASH if self.overall.mean is None else one_decimal(self.overall.mean)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A candidate's question to discuss: how far apart the scores lie, who heard contrary evidence."""

    candidate: str
    question: str
    number: int
    range: int
    contrary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a round. ``discuss_first`` begins with the widest range, then goes by question.

    ``margin`` is by how much overall means must differ, to one decimal, to be told apart, or
    empty for a single rater.
    """

    questions: tuple[GridQuestion, ...]
    members: tuple[str, ...]
    rows: tuple[GridRow, ...]
    discuss_first: tuple[Dispute, ...]
    margin: str


def moderation_grid(
    pack: Pack,
    *,
    candidates: Sequence[str],
    members: Sequence[str],
    entries: Iterable[ScoreEntry],
    agreed: Iterable[AgreedScore] = (),
    notes: Iterable[Note] = (),
    struck: Iterable[Struck] = (),
) -> Grid:
    """Return the grid; ``candidates`` in the order of their interviews, ``members`` in that of the panel.

    Raises ``KeyError`` for a score by somebody who is not a member.
    """
    gone = tuple(struck)
    reasons = {one.question: one.reason for one in gone}
    results = question_results(
        pack,
        candidates=candidates,
        members=members,
        entries=entries,
        agreed=agreed,
        notes=notes,
        struck=gone,
    )
    rows = tuple(_row(candidate, found, members) for candidate, found in results.items())
    limits = margin(min((row.raters for row in rows if row.raters), default=0))
    return Grid(
        questions=tuple(
            GridQuestion(q.id, q.number, q.attribute, q.text, q.scored, reasons.get(q.id, ""))
            for q in pack.questions
        ),
        members=tuple(members),
        rows=rows,
        discuss_first=_discuss_first(rows, results),
        margin="" if limits is None else one_decimal(Fraction(limits)),
    )


def not_told_apart(rows: Sequence[GridRow]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of candidates whose overall means lie within the limits of chance.

    Pairs stand in the order of the rows. A pair whose smaller number of raters is below two
    is left out: of it nothing can be said.
    """
    scored = [(row.candidate, row.overall.mean, row.raters) for row in rows if row.overall.mean is not None]
    return tuple(
        (first, second)
        for place, (first, one, few) in enumerate(scored)
        for second, other, many in scored[place + 1 :]
        if told_apart(one, other, raters=min(few, many)) is False
    )


def _row(candidate: str, results: Sequence[QuestionResult], members: Sequence[str]) -> GridRow:
    counted = [one for one in results if one.counts]
    raters = {entry.member for one in counted for entry in one.entries if isinstance(entry.score, Explored)}
    return GridRow(
        candidate=candidate,
        cells=tuple(_cell(one, members) for one in results),
        overall=summarise(counted, moderated=any(one.agreed for one in counted)),
        raters=len(raters),
    )


def _cell(one: QuestionResult, members: Sequence[str]) -> GridCell:
    n, average, middle, spread = _figures(one.values)
    return GridCell(
        question=one.question.id,
        number=one.question.number,
        scores=_scores(one, members),
        n=n,
        mean=average,
        median=middle,
        spread=spread,
        discuss=one.needs_discussion,
        agreed="" if one.agreed is None else str(one.agreed.score or "NE"),
        reason=one.agreed.reason if one.agreed else "",
    )


@lru_cache(maxsize=4096)
def _figures(values: tuple[int, ...]) -> tuple[int, str, str, str]:
    """Return n, mean, median and range in words; few scores make few combinations, so they are kept."""
    average, middle = mean(values), median(values)
    if average is None or middle is None:
        return 0, DASH, DASH, DASH
    low, high = min(values), max(values)
    spread = str(low) if low == high else f"{low} to {high}"
    return len(values), one_decimal(average), one_decimal(middle), spread


def _scores(one: QuestionResult, members: Sequence[str]) -> tuple[GridScore, ...]:
    given = {entry.member: entry for entry in one.entries}
    noted = {note.member: note.text for note in one.notes}
    return tuple(_score(member, given.get(member), noted.get(member, "")) for member in members)


def _score(member: str, entry: ScoreEntry | None, note: str) -> GridScore:
    if entry is None:
        return GridScore(member, DASH, note, "")
    was = score_text(entry.amended[0].previous) if entry.amended else ""
    score = entry.score
    written = score.evidence if isinstance(score, Explored) else score.reason
    return GridScore(member, score_text(score), written, was)


def _discuss_first(
    rows: Iterable[GridRow], results: Mapping[str, Sequence[QuestionResult]]
) -> tuple[Dispute, ...]:
    """Return what to discuss: widest range first, then in the order of the interview, then of candidates."""
    disputes = [
        Dispute(row.candidate, cell.question, cell.number, one.spread, one.contrary)
        for row in rows
        for cell, one in zip(row.cells, results[row.candidate], strict=True)
        if cell.discuss
    ]
    return tuple(sorted(disputes, key=lambda one: (-one.range, one.number)))
