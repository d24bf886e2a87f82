"""What the pages of moderation show: who has sealed, where to go on, the words beside each score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from recruit.documents.drawing import profile_drawing, svg
from recruit.domain.grid import Dispute, not_told_apart
from recruit.domain.moments import moment
from recruit.domain.pack import PackQuestion
from recruit.domain.report import Attestation, QuestionLine, ReportView
from recruit.domain.report_view import report_view
from recruit.domain.results import CandidateResult
from recruit.domain.rounds import Attendance, Seat
from recruit.domain.vacancy import Vacancy
from recruit.services.agreed_scores import CandidateInModeration
from recruit.services.moderation import Board, Moderation
from recruit.services.round_record import RoundRecord
from recruit.services.rounds import CandidateInRound

DISPUTES_SHOWN = 30
"""Disputes on top of the grid; a round of two hundred candidates has a thousand of them."""

FEW_CANDIDATES = 6
"""Up to so many, who is told apart from whom is said pair by pair; beyond, one sentence says it."""

_ABSENT = {Attendance.WITHDREW: "Withdrew", Attendance.DID_NOT_ATTEND: "Did not attend"}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A candidate on the board: what stands for each member's sheet, in the order of the panel."""

    called: str
    states: tuple[str, ...]


def board_members(board: Board) -> tuple[Seat, ...]:
    """Return those of whom a sheet is or was expected."""
    return tuple(seat for seat in board.seats if seat.scores)


def board_rows(board: Board) -> tuple[BoardRow, ...]:
    """Return the board by candidate: sealed or not sealed yet, and no word of any draft."""
    sealed = {(one.candidate, one.member): one.sealed for one in board.expected}
    names = board.view.shows_names_to(board.view.standing)
    return tuple(
        BoardRow(
            candidate.shown(names=names),
            tuple(_state(candidate, seat, sealed) for seat in board_members(board)),
        )
        for candidate in board.candidates
    )


def _state(candidate: CandidateInRound, seat: Seat, sealed: Mapping[tuple[str, str], bool]) -> str:
    if seat.stood_down:
        return "Stood down"
    if absent := _ABSENT.get(candidate.attendance):
        return absent
    return "Sealed" if sealed.get((candidate.id, seat.member)) else "Not sealed yet"  # one may have just come


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A question to discuss, in words; ``agreed`` is the score that settled it, else empty."""

    candidate: str
    candidate_id: str
    number: int
    words: str
    agreed: str


def dispute_lines(found: Moderation) -> tuple[DisputeLine, ...]:
    """Return what to discuss first, the widest range first, up to ``DISPUTES_SHOWN``."""
    ids = {one.name: one.id for one in found.record.candidates}
    agreed = {(one.candidate, one.question): str(one.score or "NE") for one in found.record.agreed}
    return tuple(
        DisputeLine(
            one.candidate,
            ids[one.candidate],
            one.number,
            dispute_words(one),
            agreed.get((one.candidate, one.question), ""),
        )
        for one in found.grid.discuss_first[:DISPUTES_SHOWN]
    )


def dispute_words(dispute: Dispute) -> str:
    """Return why a question is to be discussed."""
    words = []
    if dispute.range > 1:
        words.append(f"scores {dispute.range} points apart")
    if dispute.contrary:
        words.append(f"evidence against the value, recorded by {' and '.join(dispute.contrary)}")
    return "; ".join(words)


def pairs_in_words(found: Moderation) -> tuple[tuple[str, str], ...] | None:
    """Return the pairs whose means are not told apart, or none where there are too many to list."""
    if len(found.grid.rows) > FEW_CANDIDATES:
        return None
    return not_told_apart(found.grid.rows)


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """A candidate's scores in the words of their report, with the profile as a picture."""

    found: CandidateInModeration
    report: ReportView
    picture: Markup

    def line(self, question: PackQuestion) -> QuestionLine:
        """Return the words on one question."""
        return next(one for one in self.report.questions if one.number == question.number)


def candidate_page(found: CandidateInModeration) -> CandidatePage:
    """Return what the pages of one candidate show."""
    report = report_in(found.record, found.result)
    return CandidatePage(found, report, profile_picture(report))


def report_in(record: RoundRecord, result: CandidateResult) -> ReportView:
    """Return a candidate's result in the words that their report prints."""
    sealed = {
        member: moment(seal.at)
        for (member, candidate), seal in record.sealings.items()
        if candidate == result.candidate
    }
    return report_view(
        record.pack,
        result,
        vacancy=Vacancy(title=record.view.title),
        organisation="",
        marking="",
        template_version="",
        attestation=Attestation("", sealed),
    )


def profile_picture(report: ReportView) -> Markup:
    """Return the profile as a picture for a page, with all that it shows in its description."""
    drawn = svg(
        profile_drawing(report.profile),
        title=f"Leadership profile of {report.candidate}",
        description=report.profile_text,
    )
    return Markup(drawn)  # noqa: S704 (svg() escapes every text; a test puts markup through it)


@dataclass(frozen=True, slots=True)
class Onward:
    """Where the page of a question leads: ``next`` and ``previous`` by number, none at the ends."""

    previous: int | None
    next: int | None
    discuss: DisputeLine | None


def onward(found: CandidateInModeration, number: int) -> Onward:
    """Return where to go on from a question; ``discuss`` is the next that nothing was agreed on yet."""
    numbers = [one.number for one in found.record.pack.questions]
    return Onward(
        previous=number - 1 if number - 1 in numbers else None,
        next=number + 1 if number + 1 in numbers else None,
        discuss=_next_dispute(found, number),
    )


def _next_dispute(found: CandidateInModeration, number: int) -> DisputeLine | None:
    settled = {(one.candidate, one.question) for one in found.record.agreed}
    disputes = found.discuss_first
    here = (found.candidate.name, number)
    place = next((i for i, one in enumerate(disputes) if (one.candidate, one.number) == here), -1)
    following = (*disputes[place + 1 :], *disputes[: max(place, 0)])
    return _first_open(following, settled, {one.name: one.id for one in found.record.candidates})


def _first_open(
    disputes: Iterable[Dispute], settled: set[tuple[str, str]], ids: Mapping[str, str]
) -> DisputeLine | None:
    for one in disputes:
        if (one.candidate, one.question) not in settled:
            return DisputeLine(one.candidate, ids[one.candidate], one.number, dispute_words(one), "")
    return None
