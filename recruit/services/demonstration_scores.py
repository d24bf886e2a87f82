"""The demonstration's scoring: sheets saved and sealed, scores agreed, decisions recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from recruit.documents.invented import (
    AGREED_BECAUSE,
    CANDIDATES,
    NOT_PUT,
    Invented,
    invented_note,
    invented_score,
    middle_score,
)
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.people import Actor
from recruit.domain.sheets import Draft
from recruit.services.agreed_scores import AgreedValue, agree_score
from recruit.services.decisions import decide
from recruit.services.moderation import open_moderation
from recruit.services.score_sheets import own_sheet, save_drafts
from recruit.services.sealing import seal_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """One member at work on one candidate. ``member`` is the name of ``actor``."""

    round_id: str
    pack: Pack
    candidate: Invented
    candidate_id: str
    member: str
    actor: Actor
    now: datetime


def score_all(session: Session, one: Scoring) -> None:
    """Write a member's whole sheet on a candidate, and seal it a minute later."""
    score_some(session, one, questions=len(one.pack.questions))
    sheet = own_sheet(session, actor=one.actor, round_id=one.round_id, candidate_id=one.candidate_id)
    seal_sheet(
        session,
        actor=one.actor,
        round_id=one.round_id,
        candidate_id=one.candidate_id,
        pack_id=sheet.pack_id,
        seen=sheet.seen,
        now=one.now + timedelta(minutes=1),
    )


def score_some(session: Session, one: Scoring, *, questions: int) -> None:
    """Write the first questions of a member's sheet on a candidate, and leave it open."""
    sheet = own_sheet(session, actor=one.actor, round_id=one.round_id, candidate_id=one.candidate_id)
    save_drafts(
        session,
        actor=one.actor,
        round_id=one.round_id,
        candidate_id=one.candidate_id,
        pack_id=sheet.pack_id,
        drafts=[_draft(question, one) for question in one.pack.questions[:questions] if question.scored],
        now=one.now,
    )


def _draft(question: PackQuestion, one: Scoring) -> Draft:
    score = invented_score(question, one.candidate, one.member)
    if score is None:
        return Draft(question.id, None, True, NOT_PUT, None, 0)
    note = invented_note(question, score, member=one.member)
    return Draft(question.id, score, False, note, False if score == 1 else None, 0)


def agree_and_decide(
    session: Session, pack: Pack, people: Mapping[str, str], *, chair: Actor, round_id: str, now: datetime
) -> None:
    """Open moderation, agree where the first two candidates' scores differ, decide on three of four.

    ``people`` gives the candidates' ids by name.
    """
    open_moderation(session, actor=chair, round_id=round_id, now=now)
    for candidate, question, agreed in _to_agree(pack):
        agree_score(
            session,
            actor=chair,
            round_id=round_id,
            candidate_id=people[candidate.name],
            number=question.number,
            agreed=AgreedValue(agreed, AGREED_BECAUSE),
            now=now + timedelta(minutes=20),
        )
    for candidate in CANDIDATES:
        if candidate.decision:
            decide(
                session,
                actor=chair,
                round_id=round_id,
                candidate_id=people[candidate.name],
                outcome=candidate.decision,
                reason=candidate.reason,
                now=now + timedelta(hours=1),
            )


def _to_agree(pack: Pack) -> Iterator[tuple[Invented, PackQuestion, int]]:
    for candidate in CANDIDATES[:2]:
        for question in pack.questions:
            if question.scored and (agreed := middle_score(question, candidate)):
                yield candidate, question, agreed
