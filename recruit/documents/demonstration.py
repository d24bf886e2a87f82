"""The files of a demonstration: an invented panel scores four invented people on a pack.

The same pack always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from recruit.documents.invented import (
    CANDIDATES,
    COUNCIL,
    MEMBERS,
    PLACE,
    Invented,
    invented_score,
    invented_slot,
    middle_score,
    number_for,
)
from recruit.documents.score_files import KIND_OF_1, MODERATION_COLUMNS, SCORE_COLUMNS
from recruit.domain.pack import Pack, PackQuestion


def demonstration_scores(pack: Pack) -> bytes:
    """Return a score file for a pack: three members, four candidates, invented evidence."""
    rows = (
        (candidate.name, member, question.id, *_cells(question, candidate, member))
        for candidate in CANDIDATES
        for member, _ in MEMBERS
        for question in pack.questions
        if question.scored
    )
    return _csv((*SCORE_COLUMNS, KIND_OF_1), rows)


def _cells(question: PackQuestion, candidate: Invented, member: str) -> tuple[str, str, str]:
    """Return score, evidence, and which kind of 1 it is."""
    score = invented_score(question, candidate, member)
    if score is None:
        return "NE", "Invented: the interview ran late and the chair left this question out.", ""
    heard = [cue.text.rstrip(".") for cue in question.listen_for]
    shift = number_for(member, question.id) % len(heard)
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
        for candidate in CANDIDATES[:2]
        for question in pack.questions
        if question.scored and (agreed := middle_score(question, candidate))
    )
    return _csv(MODERATION_COLUMNS, rows)


def demonstration_vacancy(pack: Pack) -> bytes:
    """Return an invented vacancy: panel, interviews, and decisions on three of the four."""
    value = {
        "schema": "recruit-vacancy/1",
        "title": f"{pack.title} (demonstration, invented)",
        "reference": f"DEMO-{pack.level:02d}",
        "organisation": COUNCIL,
        "panel": [{"name": name, "role": role} for name, role in MEMBERS],
        "interviews": list(_interviews(pack)),
        "decisions": [
            {
                "candidate": candidate.name,
                "outcome": candidate.decision,
                "reason": "Invented: the panel weighed the evidence on each attribute, not the average.",
                "decided_by": "Ruth Adeyemi, chair",
                "date": "15 January 2027",
            }
            for candidate in CANDIDATES
            if candidate.decision
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def _interviews(pack: Pack) -> Iterator[dict[str, Any]]:
    """Yield one interview after the other, twenty-five minutes between them; the third begins late."""
    for order, candidate in enumerate(CANDIDATES, start=1):
        slot = invented_slot(order, minutes=pack.minutes)
        yield {
            "candidate": candidate.name,
            "date": "14 January 2027",
            "place": PLACE,
            "order": order,
            "start": f"{slot.start:%H:%M}",
            "finish": f"{slot.finish:%H:%M}",
            "departures": [slot.departure] if slot.departure else [],
        }


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows(rows)
    # A byte-order mark, so that a spreadsheet program reads the names right.
    return stream.getvalue().encode("utf-8-sig")
