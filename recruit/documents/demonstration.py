"""The files of a demonstration: an invented panel scores four invented people on a pack.

The same pack always gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from recruit.documents.score_files import KIND_OF_1, MODERATION_COLUMNS, SCORE_COLUMNS
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.vacancy import Decision


@dataclass(frozen=True, slots=True)
class _Invented:
    """A candidate: their name, the score they usually reach, and what was decided, if anything was."""

    name: str
    usual: int
    decision: Decision | None


_MEMBERS = (
    ("Ruth Adeyemi", "Chair"),
    ("Gareth Llewellyn", "Panel member"),
    ("Farah Siddiqui", "Panel member"),
)
_CANDIDATES = (
    _Invented("Siân O'Brien-Ōkubo", 4, Decision.RECOMMENDED),
    _Invented("Tomasz Wiśniewski", 3, Decision.RESERVE),
    _Invented("أمل حداد (Amal Haddad)", 2, Decision.NOT_APPOINTABLE),
    _Invented("Priya Raman", 3, None),  # undecided, so that a draft can be seen
)

_AWAY = (0, 0, 0, 0, 1, -1, 0, -2)
"""How far members are from the usual score: mostly not at all, now and then a point or two."""


def demonstration_scores(pack: Pack) -> bytes:
    """Return a score file for a pack: three members, four candidates, invented evidence."""
    rows = (
        (candidate.name, member, question.id, *_cells(question, candidate, member))
        for candidate in _CANDIDATES
        for member, _ in _MEMBERS
        for question in pack.questions
        if question.scored
    )
    return _csv((*SCORE_COLUMNS, KIND_OF_1), rows)


def _number_for(*words: str) -> int:
    """Return a number that these words always give, so that a demonstration never changes."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode()).digest()[:4], "big")


def _score(question: PackQuestion, candidate: _Invented, member: str) -> int | None:
    """Return an invented score, none where the question was not put to the candidate."""
    if _number_for("unexplored", candidate.name, question.id) % 23 == 0:
        return None
    usual = candidate.usual + (_number_for(candidate.name, question.id) % 3 - 1)
    away = _AWAY[_number_for(member, candidate.name, question.id) % len(_AWAY)]
    return min(5, max(1, usual + away))


def _cells(question: PackQuestion, candidate: _Invented, member: str) -> tuple[str, str, str]:
    """Return score, evidence, and which kind of 1 it is."""
    score = _score(question, candidate, member)
    if score is None:
        return "NE", "Invented: the interview ran late and the chair left this question out.", ""
    heard = [cue.text.rstrip(".") for cue in question.listen_for]
    shift = _number_for(member, question.id) % len(heard)
    chosen = (heard[shift:] + heard[:shift])[: max(0, score - 1)]
    if not chosen:
        nothing = "Invented: spoke of the team in general; no instance came after the line for being stuck."
        return "1", nothing, "none"
    lines = [f"Invented note on question {question.number}.", *(f"Heard: {text}." for text in chosen)]
    if score == 2:
        lines.append("Own part stayed unclear after every probe.")
    return str(score), "\n".join(lines), ""


def demonstration_moderation(pack: Pack) -> bytes:
    """Return agreed scores for the first two candidates, wherever the members differ."""
    reason = "Invented: the panel went through its notes and agreed on the anchor that they meet."
    rows = (
        (candidate.name, question.id, agreed, reason)
        for candidate in _CANDIDATES[:2]
        for question in pack.questions
        if question.scored and (agreed := _middle(question, candidate))
    )
    return _csv(MODERATION_COLUMNS, rows)


def _middle(question: PackQuestion, candidate: _Invented) -> int | None:
    """Return the middle score where members differ, else none."""
    scores = [_score(question, candidate, member) for member, _ in _MEMBERS]
    given = sorted(score for score in scores if score is not None)
    return given[len(given) // 2] if len(set(given)) > 1 else None


def demonstration_vacancy(pack: Pack) -> bytes:
    """Return an invented vacancy: panel, interviews, and decisions on three of the four."""
    value = {
        "schema": "recruit-vacancy/1",
        "title": f"{pack.title} (demonstration, invented)",
        "reference": f"DEMO-{pack.level:02d}",
        "organisation": "Anyborough Council (invented)",
        "panel": [{"name": name, "role": role} for name, role in _MEMBERS],
        "interviews": list(_interviews(pack)),
        "decisions": [
            {
                "candidate": candidate.name,
                "outcome": candidate.decision,
                "reason": "Invented: the panel weighed the evidence on each attribute, not the average.",
                "decided_by": "Ruth Adeyemi, chair",
                "date": "15 January 2027",
            }
            for candidate in _CANDIDATES
            if candidate.decision
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def _interviews(pack: Pack) -> Iterator[dict[str, Any]]:
    """Yield one interview after the other, twenty-five minutes between them; the third begins late."""
    start = 9 * 60 + 30
    for order, candidate in enumerate(_CANDIDATES, start=1):
        departures = ["Began ten minutes late; the panel before had run over."] if order == 3 else []
        begun = start + (10 if departures else 0)
        yield {
            "candidate": candidate.name,
            "date": "14 January 2027",
            "place": "Committee Room 2, Anyborough",
            "order": order,
            "start": _clock(begun),
            "finish": _clock(begun + pack.minutes),
            "departures": departures,
        }
        start += pack.minutes + 25


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows(rows)
    # A byte-order mark, so that a spreadsheet program reads the names right.
    return stream.getvalue().encode("utf-8-sig")
