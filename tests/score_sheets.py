"""Score files made to order: complete to begin with, so that a test spoils only what it is about."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from recruit.documents.score_files import SCORE_COLUMNS
from recruit.domain.pack import Pack

CANDIDATES = ("Siân O'Brien-Ōkubo", "Tomasz Wiśniewski")
MEMBERS = ("Ruth Adeyemi", "Gareth Llewellyn")

AWKWARD = (
    "Siân O'Brien-Ōkubo",
    "أمل حداد",
    "Smith & Sons <b>",
    "=HYPERLINK(\"x\") {{ 'y' }} {% if %}",
)
"""Names of candidates that a spreadsheet, a file name or a template might trip over."""

Row = dict[str, str]


def sheet(
    pack: Pack,
    *,
    candidates: Sequence[str] = CANDIDATES,
    members: Sequence[str] = MEMBERS,
    score: str = "3",
    evidence: str = "Said what they did, and why.",
) -> list[Row]:
    """Return a row for each candidate, member and scored question of a pack."""
    return [
        dict(
            zip(SCORE_COLUMNS, (candidate, member, question.id, score, evidence), strict=True),
        )
        for candidate in candidates
        for member in members
        for question in pack.questions
        if question.scored
    ]


def as_csv(
    rows: Iterable[Mapping[str, str]],
    *,
    columns: Sequence[str] = SCORE_COLUMNS,
    line_end: str = "\r\n",
) -> bytes:
    """Return rows as a CSV file in UTF-8, the header first."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, lineterminator=line_end, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")
