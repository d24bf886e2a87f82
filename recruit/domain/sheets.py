"""A score sheet: what one member writes on one candidate, question by question, until it is sealed.

A draft may be as incomplete as its author likes. Only sealing asks for what is missing, and
then names every gap at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recruit.domain.pack import Pack, PackQuestion, content_hash
from recruit.domain.scoring import HIGHEST, LOWEST

SHEET_SCHEMA = "recruit-sheet/1"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands on a sheet for one question (by id).

    ``value`` is none and ``not_explored`` false where nothing was chosen yet. ``evidence``
    is the reason where the question was not explored, and a note where it is not scored.
    ``contrary`` belongs to a 1, and is dropped with any other value. ``version`` counts
    the times it was saved. Raises ``ValueError`` for a value outside 1 to 5, for one beside
    "not explored", and for a version below 0.
    """

    question: str
    value: int | None
    not_explored: bool
    evidence: str
    contrary: bool | None
    version: int

    def __post_init__(self) -> None:
        if self.value is not None and not LOWEST <= self.value <= HIGHEST:
            raise ValueError(f"a score is {LOWEST} to {HIGHEST}, not {self.value}")
        if self.value is not None and self.not_explored:
            raise ValueError("a question that was not explored has no score")
        if self.version < 0:
            raise ValueError("a version is 0 or more")
        if self.value != LOWEST:
            object.__setattr__(self, "contrary", None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a sheet lacks; ``field`` is ``score``, ``evidence``, ``reason`` or ``kind``.

    ``number`` is the question's place in the interview, ``message`` what to do about it.
    """

    question: str
    number: int
    field: str
    message: str


def empty_draft(question: str) -> Draft:
    """Return a draft on which nothing was written."""
    return Draft(question, None, False, "", None, 0)


def gaps(pack: Pack, drafts: Mapping[str, Draft], *, struck: Collection[str] = ()) -> tuple[Gap, ...]:
    """Return everything that is missing before a sheet can be sealed, in the order of the interview.

    ``drafts`` are by question id; a question without one counts as empty. Evidence needs to
    be there and has no least length. An unscored question takes a note and needs none; a
    struck one needs nothing.
    """
    return tuple(
        gap
        for question in pack.questions
        if question.scored and question.id not in struck
        for gap in _gaps(question, drafts.get(question.id) or empty_draft(question.id))
    )


def _gaps(question: PackQuestion, draft: Draft) -> Iterator[Gap]:
    written = bool(draft.evidence.strip())
    if draft.not_explored:
        if not written:
            yield _gap(question, "reason", "say why it was not explored")
        return
    if draft.value is None:
        yield _gap(question, "score", "choose a score, or say that it was not explored")
    if draft.value == LOWEST and draft.contrary is None:
        kind = "say of the 1 whether there was no usable evidence, or evidence against the value"
        yield _gap(question, "kind", kind)
    if not written:
        yield _gap(question, "evidence", "write down what the candidate said and did")


def _gap(question: PackQuestion, field: str, what: str) -> Gap:
    return Gap(question.id, question.number, field, f"Question {question.number}: {what}")


def sheet_content(
    pack: Pack, drafts: Mapping[str, Draft], *, candidate: str, member: str, sealed_at: str
) -> dict[str, Any]:
    """Return a sheet as JSON values, as sealing stamps it: when, on which pack, and what it says.

    ``sealed_at`` is the moment in ISO 8601, in UTC. Every question of the pack has its line,
    with the text exactly as it was typed; how often a draft was saved does not enter.
    """
    return {
        "schema": SHEET_SCHEMA,
        "pack": pack.hash,
        "candidate": candidate,
        "member": member,
        "sealed_at": sealed_at,
        "lines": [
            _line(question, drafts.get(question.id) or empty_draft(question.id))
            for question in pack.questions
        ],
    }


def _line(question: PackQuestion, draft: Draft) -> dict[str, Any]:
    return {
        "question": question.id,
        "number": question.number,
        "value": draft.value,
        "not_explored": draft.not_explored,
        "contrary": draft.contrary,
        "evidence": draft.evidence,
    }


def sheet_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of what ``sheet_content`` returned."""
    return content_hash(content)
