"""Changes to who is in a round, its panel and its candidates: until when, and how they are recorded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from recruit.domain.errors import NotNow
from recruit.domain.people import Actor
from recruit.services.audit import record
from recruit.services.rounds import PREPARERS, RoundInView, round_in_view


def round_to_change(session: Session, *, actor: Actor, round_id: str, too_late: str) -> RoundInView:
    """Return a round to its recruiting manager, locked. Raises ``NotNow(too_late)`` after the release."""
    view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
    if view.phase.sees_others:
        raise NotNow(too_late)
    return view


def may_remove(view: RoundInView) -> bool:
    """Say whether somebody may leave a round without a trace: nobody has scored anybody in it yet."""
    return view.phase.can_prepare or view.phase.can_withdraw


def record_change(
    session: Session,
    view: RoundInView,
    change: str,
    *,
    of: str,
    actor: Actor,
    now: datetime,
    subject: str | None = None,
    **detail: str | int | bool,
) -> None:
    """Leave an event about the panel or the candidates, as ``of`` says; the subject is the round by default.

    Once the pack is issued it is a change of what was to stay as it was, and named so.
    """
    action = change
    if not view.phase.can_prepare:
        action, detail["change"] = f"{of} changed after issue", change
    record(session, action, actor=actor, now=now, vacancy=view.vacancy, subject=subject or view.id, **detail)
