"""A round: one issued pack, one panel, its candidates, and what may be done in it, and when.

Nobody sees another's sheet before the chair opens moderation of the round, whatever other
roles they hold, and that waits for every expected sheet. When is decided here; who, by the
one way to several people's scores, ``released_view`` in ``recruit/services/round_record.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Attendance(StrEnum):
    """Whether a candidate is to be scored; nobody who is absent is waited for."""

    EXPECTED = "expected"
    WITHDREW = "withdrew"
    DID_NOT_ATTEND = "did not attend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What may be done in a round at one moment.

    ``can_prepare``: pack, panel and candidates change freely. ``can_withdraw``: the issued
    pack may be taken back, since nobody has scored on it. ``can_score``: members write,
    seal and reopen their own sheets. ``can_strike``: a faulty question is struck for every
    candidate, since it can no longer be edited. ``can_amend``: a member's change is an
    amendment, labelled so. ``sees_others``: the round is released, so that its panel, its
    manager and HR see all sealed sheets, and the panel agrees and people decide.
    """

    name: str
    can_prepare: bool = False
    can_withdraw: bool = False
    can_score: bool = False
    can_strike: bool = False
    can_amend: bool = False
    sees_others: bool = False


PREPARING = Phase(name="preparing", can_prepare=True)
ISSUED = Phase(name="issued", can_withdraw=True, can_score=True)
SCORING = Phase(name="scoring", can_score=True, can_strike=True)
MODERATION = Phase(name="moderation", can_strike=True, can_amend=True, sees_others=True)


def phase_of(*, issued: bool, scored: bool, released: bool) -> Phase:
    """Return the phase of a round; ``scored`` says whether any sheet, sealed or not, has any entry.

    Raises ``ValueError`` for scores or a release without an issued pack: there is no such round.
    """
    if not issued and (scored or released):
        raise ValueError("a round without an issued pack has neither scores nor a release")
    if released:
        return MODERATION
    if scored:
        return SCORING
    return ISSUED if issued else PREPARING


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place on the panel of a round.

    ``member`` is the id under which sheets are kept, ``name`` what people read. ``scores``
    is false for somebody who sits in without scoring. ``stood_down`` is for the whole round.
    """

    member: str
    name: str
    is_chair: bool
    scores: bool
    stood_down: bool


@dataclass(frozen=True, slots=True)
class ExpectedSheet:
    """A sheet that the release of a round waits for, and whether it is sealed."""

    member: str
    candidate: str
    sealed: bool


def expected_sheets(
    seats: Iterable[Seat],
    candidates: Iterable[tuple[str, Attendance]],
    sealed: Collection[tuple[str, str]],
) -> tuple[ExpectedSheet, ...]:
    """Return the sheets a round waits for, by candidate, then by seat, in the order given.

    ``sealed`` holds pairs of member and candidate. Who stood down or does not score owes no
    sheet, and nobody owes one on a candidate who withdrew or did not attend.
    """
    owing = [seat.member for seat in seats if seat.scores and not seat.stood_down]
    return tuple(
        ExpectedSheet(member, candidate, (member, candidate) in sealed)
        for candidate, attendance in candidates
        if attendance is Attendance.EXPECTED
        for member in owing
    )


def release_obstacles(expected: Iterable[ExpectedSheet]) -> tuple[ExpectedSheet, ...]:
    """Return the expected sheets that are not sealed yet; the board names these and nothing of them."""
    return tuple(sheet for sheet in expected if not sheet.sealed)


def may_release(expected: Collection[ExpectedSheet]) -> bool:
    """Return whether the chair may open moderation: a sheet is expected, and every one is sealed."""
    return bool(expected) and not release_obstacles(expected)
