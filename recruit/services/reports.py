"""Reports on the candidates of a released round: listed, and made as Word files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import CandidateRow, Organisation
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.file_names import slug
from recruit.documents.report_files import (
    ContentsLine,
    ReportLayout,
    contents_text,
    report_files,
    reports_zip,
)
from recruit.documents.word import TemplateRefused
from recruit.domain.errors import NotNow, NotThere
from recruit.domain.moments import day, moment
from recruit.domain.people import Actor
from recruit.domain.report import Attestation
from recruit.domain.report_view import paragraphs, report_number
from recruit.domain.rounds import Attendance, Seat
from recruit.domain.scored_round import ScoredRound, results_of
from recruit.domain.vacancy import Decision, Interview, PanelMember, RecordedDecision, StandDown, Vacancy
from recruit.domain.words import counted
from recruit.services.audit import record
from recruit.services.decisions import DecisionMade, decisions_of
from recruit.services.round_record import RoundRecord, released_round
from recruit.services.rounds import BOARD, CandidateInRound, RoundInView, round_in_view


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A candidate in the list of reports.

    ``number`` is that of the report, none where there is none: nobody scored them.
    ``decision`` is none where nobody has decided yet; the report is then marked as a draft.
    """

    candidate: CandidateInRound
    decision: Decision | None
    number: str | None

    @property
    def remark(self) -> str:
        """What the list says of the decision, or of why there is no report."""
        if self.number is None:
            return self.candidate.attendance.value.capitalize()
        return self.decision.label if self.decision else "No decision yet: the report is marked draft"


@dataclass(frozen=True, slots=True)
class ReportsInView:
    """The reports of a round in order of interview; no lines before the release."""

    round: RoundInView
    lines: tuple[ReportLine, ...]

    @property
    def made(self) -> tuple[ReportLine, ...]:
        """The candidates on whom there is a report."""
        return tuple(line for line in self.lines if line.number)

    @property
    def drafts(self) -> int:
        """How many reports are marked as drafts."""
        return sum(line.decision is None for line in self.made)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to be downloaded."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of a released round; ``decided`` is by candidate's id."""

    record: RoundRecord
    scored: ScoredRound
    decided: Mapping[str, DecisionMade]

    def reported(self) -> tuple[CandidateInRound, ...]:
        """Return the candidates whom the panel scored, in order of interview."""
        scored = {entry.candidate for entry in self.record.scores.entries}
        return tuple(
            one
            for one in self.record.candidates
            if one.attendance is Attendance.EXPECTED or one.name in scored
        )


def reports_in_view(session: Session, *, actor: Actor, round_id: str) -> ReportsInView:
    """Return the reports of a round to its chair, its manager and HR; before the release without lines.

    Raises ``NotThere`` to everybody else and to a member who stood down.
    """
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=BOARD)
        if not view.phase.sees_others:
            return ReportsInView(view, ())
        found = _found(session, actor=actor, round_id=round_id)
    return ReportsInView(found.record.view, _lines(found))


def report_file(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str, layout: ReportLayout, now: datetime
) -> ReportFile:
    """Return the report on one candidate, and leave an event that it was downloaded.

    Raises ``NotThere`` but to the chair, the manager and HR, and for a candidate whom nobody
    scored; ``NotNow`` before the release, and where the Word template cannot be used.
    """
    with read_transaction(session):
        found = _found(session, actor=actor, round_id=round_id)
    candidate = next((one for one in found.reported() if one.id == candidate_id), None)
    if candidate is None:
        raise NotThere("there is no such candidate in this round, or nobody scored them")
    [(name, content)] = _files(found, (candidate,), layout=layout).items()
    _record(session, found, "report downloaded", actor=actor, subject=candidate.id, now=now)
    return ReportFile(name, content)


def reports_file(
    session: Session, *, actor: Actor, round_id: str, layout: ReportLayout, now: datetime
) -> ReportFile:
    """Return all reports of a round as one zip, and leave an event that they were downloaded.

    Whoever has no report stands in its list of contents, with the reason. Raises as
    ``report_file`` does.
    """
    with read_transaction(session):
        found = _found(session, actor=actor, round_id=round_id)
    files = _files(found, found.reported(), layout=layout)
    view = found.record.view
    label = "" if view.label == "Round 1" else f" {view.label}"
    zipped = reports_zip(files, contents=_contents(found, files, layout=layout))
    _record(session, found, "all reports downloaded", actor=actor, subject=view.id, now=now)
    return ReportFile(f"{slug(f'reports {view.title}{label}')}.zip", zipped)


def _found(session: Session, *, actor: Actor, round_id: str) -> _Found:
    found = released_round(session, actor=actor, round_id=round_id, audience=BOARD)
    decided: dict[str, DecisionMade] = {}
    for one in decisions_of(session, round_id=round_id):
        decided.setdefault(one.candidate, one)  # the newest comes first, and counts
    scored = replace(
        found.scored,
        vacancy=_vacancy(session, found, decided, organisation=actor.organisation),
        attestations={one.name: _attestation(found, one) for one in found.candidates},
    )
    return _Found(found, scored, decided)


def _vacancy(
    session: Session, found: RoundRecord, decided: Mapping[str, DecisionMade], *, organisation: str
) -> Vacancy:
    absent = tuple(StandDown(one.name, "") for one in found.candidates)
    return Vacancy(
        title=found.view.title,
        reference=found.view.reference or None,
        organisation=session.scalar(select(Organisation.name).where(Organisation.id == organisation)),
        panel=tuple(_member(seat, stood_down=absent) for seat in found.seats),
        interviews=_interviews(session, found.view),
        decisions=tuple(
            _decision(one.name, decided[one.id]) for one in found.candidates if one.id in decided
        ),
    )


def _member(seat: Seat, *, stood_down: tuple[StandDown, ...]) -> PanelMember:
    """Return a member as a report names them; why somebody stood down is not printed."""
    role = "Chair" if seat.is_chair else "Panel member"
    if seat.stood_down:
        return PanelMember(seat.name, role, stood_down, scores=False)
    return PanelMember(seat.name, role, scores=seat.scores)


def _interviews(session: Session, view: RoundInView) -> tuple[Interview, ...]:
    rows = session.scalars(
        select(CandidateRow).where(CandidateRow.round_id == view.id).order_by(CandidateRow.place)
    )
    return tuple(
        Interview(
            candidate=row.name,
            date=day(row.day) if row.day else None,
            place=view.place or None,
            order=row.place,
            start=row.started,
            finish=row.finished,
            departures=paragraphs(row.departures or ""),
        )
        for row in rows
    )


def _decision(candidate: str, made: DecisionMade) -> RecordedDecision:
    return RecordedDecision(
        candidate=candidate,
        outcome=made.outcome,
        reason=made.reason,
        decided_by=made.decided_by,
        date=day(made.at),
    )


def _attestation(found: RoundRecord, candidate: CandidateInRound) -> Attestation:
    released = found.view.released_at
    at = {
        member: sealing.at
        for member in found.scorers()
        if (sealing := found.sealings.get((member, candidate.name)))
    }
    before = sum(released is not None and sealed <= released for sealed in at.values())
    opened = f" Moderation was opened on {moment(released)}." if released else ""
    words = f"{before} of {len(found.scorers())} sealed before release.{opened}"
    return Attestation(words, {member: moment(sealed) for member, sealed in at.items()})


def _lines(found: _Found) -> tuple[ReportLine, ...]:
    reported = found.reported()
    results = results_of(found.scored, candidates=[one.name for one in reported])
    numbers = {
        one.id: report_number(found.scored.pack, result)
        for one, result in zip(reported, results, strict=True)
    }
    return tuple(
        ReportLine(
            candidate=one,
            decision=found.decided[one.id].outcome if one.id in found.decided else None,
            number=numbers.get(one.id),
        )
        for one in found.record.candidates
    )


def _files(
    found: _Found, candidates: tuple[CandidateInRound, ...], *, layout: ReportLayout
) -> dict[str, bytes]:
    """Return reports by file name, in the order of ``candidates``; they are numbered by interview."""
    try:
        return report_files(
            found.scored,
            numbered={one.place: one.name for one in candidates},
            total=max((one.place for one in found.record.candidates), default=0),
            layout=layout,
        )
    except TemplateRefused as refusal:
        raise NotNow(f"the Word template of reports cannot be used: {refusal}") from refusal


def _contents(found: _Found, files: Mapping[str, bytes], *, layout: ReportLayout) -> str:
    view, names = found.record.view, iter(files)
    lines = [
        ContentsLine(
            place=line.candidate.place,
            candidate=line.candidate.name,
            file=f"{next(names)}, report {line.number}" if line.number else "",
            remark=line.remark,
        )
        for line in _lines(found)
    ]
    post = f"{view.title} ({view.reference})" if view.reference else view.title
    heading = [
        *([layout.marking] if layout.marking else []),
        f"Reports on the candidates for {post}, {view.label}",
        found.scored.vacancy.organisation or layout.organisation,
        f"Pack hash (SHA-256): {found.scored.pack.hash}",
        f"{counted(len(files), 'report')} on {counted(len(lines), 'candidate')}, in order of interview.",
    ]
    return contents_text(heading=heading, lines=lines)


def _record(
    session: Session, found: _Found, action: str, *, actor: Actor, subject: str, now: datetime
) -> None:
    with write_transaction(session):
        record(session, action, actor=actor, now=now, vacancy=found.record.view.vacancy, subject=subject)
