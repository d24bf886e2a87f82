"""Turns a candidate's result into the words and figures that a report prints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from recruit.domain.levels import Asked
from recruit.domain.pack import Pack, PackAttribute, content_hash
from recruit.domain.profile import Profile, ProfileRow
from recruit.domain.report import (
    AgreedLine,
    AmendedLine,
    AnchorLine,
    Attestation,
    AttributeLine,
    Fact,
    MemberScore,
    NoteLine,
    Outcome,
    QuestionLine,
    Reference,
    ReportView,
    Seat,
)
from recruit.domain.results import DISCUSS_RANGE, CandidateResult, QuestionResult, Summary, one_decimal
from recruit.domain.scoring import Amendment, Explored, Score, ScoreEntry
from recruit.domain.vacancy import Interview, PanelMember, RecordedDecision, Vacancy

DASH = "–"
"""What stands where there is no figure, as opposed to a figure of nought."""

ATTESTATION = (
    "This report was made from files. That the members scored alone, and that their sheets were "
    "sealed before any of them saw another's, is not attested by it."
)


def report_view(
    pack: Pack,
    result: CandidateResult,
    *,
    vacancy: Vacancy,
    organisation: str,
    marking: str,
    template_version: str,
    attestation: Attestation | None = None,
) -> ReportView:
    """Return what the report of one candidate prints; what was not given is left out whole.

    Without an ``attestation`` the report says that it was made from files, and that nobody
    vouches for the sealing.
    """
    sealed_at = attestation.sealed_at if attestation else {}
    decision = vacancy.decision_on(result.candidate)
    interview = vacancy.interview_of(result.candidate)
    profile = Profile(tuple(_profile_row(line, result) for line in pack.attributes))
    return ReportView(
        number=report_number(pack, result),
        status="Final" if decision else "Draft",
        organisation=vacancy.organisation or organisation,
        marking=marking,
        candidate=result.candidate,
        subtitle=f"Candidate scoring report for {vacancy.title or pack.title}",
        post=f"Level {pack.level}: {pack.title}",
        outcome=_outcome(decision),
        headline=_headline(result),
        overall=_figure(result.overall.mean),
        overall_basis=_basis(result.overall),
        attestation=_attested(attestation, result),
        interview=tuple(_interview_facts(vacancy, interview)),
        panel=_panel(vacancy, result, sealed_at),
        departures=interview.departures if interview else (),
        profile=profile,
        profile_text=profile_text(profile, result),
        attributes=tuple(_attribute_line(line, result) for line in pack.attributes),
        moderated=result.moderated,
        discussion=tuple(_discussion(result)),
        questions=tuple(_question_line(one, pack, sealed_at) for one in result.questions),
        scale=tuple(AnchorLine(p.score, p.label, p.meaning) for p in pack.interview.scale.points),
        references=tuple(Reference(f.attribution, f.cautions) for f in pack.frameworks),
        provenance=tuple(_provenance(pack, template_version)),
        signatories=_signatories(vacancy, result),
    )


def _outcome(decision: RecordedDecision | None) -> Outcome | None:
    if decision is None:
        return None
    return Outcome(decision.outcome.label, decision.reason, decision.decided_by, decision.date)


def _attested(attestation: Attestation | None, result: CandidateResult) -> str:
    """Return who vouches for the sealing, and how many scores were changed after it."""
    words = attestation.words if attestation else ATTESTATION
    amended = sum(bool(entry.amended) for one in result.questions for entry in one.entries)
    if not amended:
        return words
    verb = "was" if amended == 1 else "were"
    return (
        f"{words} {_count(amended, 'score')} {verb} amended after the release; the original stands with each."
    )


def report_number(pack: Pack, result: CandidateResult) -> str:
    """Return a number that changes with the pack, the candidate, and every score and note.

    A draft and the final report on the same scores share it; ``status`` tells them apart.
    """
    said = [[_recorded(entry) for entry in one.entries] for one in result.questions]
    noted = [[asdict(note) for note in one.notes] for one in result.questions]
    agreed = [one.agreed and asdict(one.agreed) for one in result.questions]
    struck = [asdict(one.struck) for one in result.questions if one.struck]
    content = {"pack": pack.hash, "candidate": result.candidate, "all": [said, noted, agreed]}
    digest = content_hash(content | ({"struck": struck} if struck else {}))
    return f"R-{digest[:4]}-{digest[4:8]}".upper()


def _recorded(entry: ScoreEntry) -> dict[str, Any]:
    """Return an entry as JSON values; without amendments as it was before there were any.

    So a report of old keeps its number.
    """
    plain = asdict(entry)
    if not entry.amended:
        del plain["amended"]
    return plain


def _written(score: Score) -> tuple[str, str]:
    return (str(score.value), score.evidence) if isinstance(score, Explored) else ("NE", score.reason)


def _figure(value: Fraction | None) -> str:
    return DASH if value is None else one_decimal(value)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _basis(summary: Summary) -> str:
    if not summary.n:
        return "no scores"
    return f"{_count(summary.n, 'score')} on {_count(summary.questions, 'question')}"


def _spread(lowest: int | None, highest: int | None) -> str:
    if lowest is None or highest is None:
        return DASH
    return str(lowest) if lowest == highest else f"{lowest} to {highest}"


def _headline(result: CandidateResult) -> str:
    """Return who scored how much, how many questions are flagged, and how many were struck."""
    explored = [one for one in result.questions if one.values and one.counts]
    gone = sum(one.struck is not None for one in result.questions)
    struck = f" {_count(gone, 'question')} struck for every candidate." if gone else ""
    if not explored:
        return f"No question was explored.{struck}"
    who = {e.member for one in explored for e in one.entries if isinstance(e.score, Explored)}
    flagged = sum(one.needs_discussion for one in explored)
    verb = "is" if flagged == 1 else "are"
    flags = f"{flagged} {verb} flagged for discussion" if flagged else "no question is flagged for discussion"
    return f"{_count(len(who), 'panel member')} scored {_count(len(explored), 'question')}; {flags}.{struck}"


def _profile_row(line: PackAttribute, result: CandidateResult) -> ProfileRow:
    summary = result.attributes[line.attribute]
    return ProfileRow(
        number=line.attribute,
        name=line.name,
        mean=None if summary.mean is None else float(summary.mean),
        lowest=summary.lowest,
        highest=summary.highest,
        agreed=None if summary.agreed is None else float(summary.agreed),
        gap="" if summary.n else _gap(line, result),
    )


def _gap(line: PackAttribute, result: CandidateResult) -> str:
    if not line.questions:
        return "not asked"
    scored = [one for one in _asked_on(line, result) if one.question.scored]
    if scored and all(one.struck for one in scored):
        return "struck for every candidate"
    return "not scored at this level" if line.asked is Asked.OPTIONAL else "not explored"


def _asked_on(line: PackAttribute, result: CandidateResult) -> list[QuestionResult]:
    return [one for one in result.questions if one.question.attribute == line.attribute]


def profile_text(profile: Profile, result: CandidateResult) -> str:
    """Return the profile in words, for those who do not see the picture."""
    parts = []
    for row in profile.rows:
        summary = result.attributes[row.number]
        if row.gap:
            parts.append(f"{row.number}, {row.name}: {row.gap}")
        else:
            agreed = "" if summary.agreed is None else f", agreed {_figure(summary.agreed)}"
            spread = _spread(summary.lowest, summary.highest)
            parts.append(f"{row.number}, {row.name}: mean {_figure(summary.mean)}, range {spread}{agreed}")
    return "Mean score of each attribute on the scale of 1 to 5. " + "; ".join(parts) + "."


def _attribute_line(line: PackAttribute, result: CandidateResult) -> AttributeLine:
    summary = result.attributes[line.attribute]
    return AttributeLine(
        number=line.attribute,
        name=line.name,
        mean=_figure(summary.mean),
        spread=_spread(summary.lowest, summary.highest),
        basis=_basis(summary),
        agreed=_figure(summary.agreed),
        remark=" ".join(_remarks(line, result)),
    )


def _remarks(line: PackAttribute, result: CandidateResult) -> Iterator[str]:
    if not result.attributes[line.attribute].n:
        yield f"{_gap(line, result).capitalize()}. {line.reason}"
        return
    if line.asked is Asked.LIGHT:
        yield f"Asked lightly. {line.reason}"
    for one in _asked_on(line, result):
        if one.struck:
            yield f"Question {one.question.number} was struck for every candidate and is not counted."


def _discussion(result: CandidateResult) -> Iterator[str]:
    for one in (one for one in result.questions if one.needs_discussion):
        name = f"Question {one.question.number}"
        if one.spread >= DISCUSS_RANGE:
            yield f"{name}: scores from {min(one.values)} to {max(one.values)}, {one.spread} points apart."
        if one.contrary:
            yield f"{name}: evidence against the value, recorded by {_and(one.contrary)}."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _question_line(one: QuestionResult, pack: Pack, sealed_at: Mapping[str, str]) -> QuestionLine:
    question = one.question
    labels = {point.score: point.label for point in pack.interview.scale.points}
    names = {line.attribute: line.name for line in pack.attributes}
    asker = next(slot.asked_by for slot in pack.plan if slot.question == question.number)
    return QuestionLine(
        number=question.number,
        text=question.text,
        attribute=f"{question.attribute}. {names[question.attribute]}",
        type=question.type.label,
        asked_by=asker,
        scored=question.scored,
        summary=_summary(one),
        discuss="Discuss" if one.needs_discussion else "",
        scores=tuple(
            _member_score(entry, one, labels, sealed_at.get(entry.member, "")) for entry in one.entries
        ),
        agreed=_agreed_line(one),
        anchors=tuple(AnchorLine(key, labels[key], question.anchors[key]) for key in "12345"),
        notes=tuple(NoteLine(note.member, paragraphs(note.text)) for note in one.notes),
        struck=_struck(one),
    )


def _struck(one: QuestionResult) -> tuple[str, ...]:
    if one.struck is None:
        return ()
    return paragraphs(f"Struck for every candidate, {one.struck.at}. {one.struck.reason}")


def _summary(one: QuestionResult) -> str:
    if not one.question.scored:
        return "Asked, not scored"
    if one.struck:
        return "Struck for every candidate; the scores are shown and not counted"
    if not one.values:
        return "Not explored by any member"
    missing = len(one.entries) - len(one.values)
    unexplored = f", {missing} not explored" if missing else ""
    spread = _spread(min(one.values), max(one.values))
    middle = f"Mean {_figure(one.mean)}, median {_figure(one.median)} (n = {len(one.values)})"
    return f"{middle}, range {spread}{unexplored}"


def _member_score(
    entry: ScoreEntry, one: QuestionResult, labels: Mapping[str, str], sealed_at: str
) -> MemberScore:
    score, written = _written(entry.score)
    anchor = DASH
    if isinstance(entry.score, Explored):
        anchor = one.question.anchors[score]
    return MemberScore(
        member=entry.member,
        score=score,
        label=_label(entry.score, labels[score]),
        anchor=anchor,
        evidence=paragraphs(written),
        evidence_heading="Reason it was not explored" if score == "NE" else "Evidence",
        sealed_at=sealed_at,
        amended=tuple(_amended_line(amendment, labels) for amendment in entry.amended),
    )


def _amended_line(amendment: Amendment, labels: Mapping[str, str]) -> AmendedLine:
    score, written = _written(amendment.previous)
    label = _label(amendment.previous, labels[score])
    return AmendedLine(score, label, paragraphs(written), amendment.at, paragraphs(amendment.reason))


def _label(score: Score, label: str) -> str:
    """Return the label of a score; of a 1 also which of the two it is, where that was recorded."""
    if isinstance(score, Explored) and score.contrary is not None:
        return "Contrary evidence" if score.contrary else "No usable evidence"
    return label


def _agreed_line(one: QuestionResult) -> AgreedLine | None:
    if one.agreed is None:
        return None
    if one.agreed.score is None:
        return AgreedLine("NE", DASH, one.agreed.reason)
    key = str(one.agreed.score)
    return AgreedLine(key, one.question.anchors[key], one.agreed.reason)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a note's paragraphs, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _interview_facts(vacancy: Vacancy, interview: Interview | None) -> Iterator[Fact]:
    facts: Iterable[tuple[str, object]] = [
        ("Vacancy", vacancy.title),
        ("Reference", vacancy.reference),
        ("Date", interview and interview.date),
        ("Place", interview and interview.place),
        ("Order of interview", interview and interview.order),
        ("Started", interview and interview.start),
        ("Finished", interview and interview.finish),
    ]
    yield from (Fact(label, str(value)) for label, value in facts if value)


def _panel(vacancy: Vacancy, result: CandidateResult, sealed_at: Mapping[str, str]) -> tuple[Seat, ...]:
    """Return the panel as given, else the members as the scores name them."""
    if not vacancy.panel:
        return tuple(Seat(name, "Panel member", sealed_at.get(name, "")) for name in result.members)
    away = vacancy.stood_down(result.candidate)
    return tuple(
        Seat(one.name, _role(one, away=away, scored=result.members), sealed_at.get(one.name, ""))
        for one in vacancy.panel
    )


def _role(member: PanelMember, *, away: Collection[str], scored: Collection[str]) -> str:
    if member.name in away:
        return f"{member.role}, stood down for this candidate"
    return member.role if member.name in scored else f"{member.role}, gave no scores"


def _signatories(vacancy: Vacancy, result: CandidateResult) -> tuple[Seat, ...]:
    away = vacancy.stood_down(result.candidate)
    roles = {member.name: member.role for member in vacancy.panel}
    return tuple(Seat(name, roles.get(name, "Panel member")) for name in result.members if name not in away)


def _provenance(pack: Pack, template_version: str) -> Iterator[Fact]:
    yield Fact("Pack hash (SHA-256)", pack.hash)
    yield Fact("Pack", f"level {pack.level}, seed {pack.seed}, format {pack.schema}")
    yield Fact("Question bank", f"version {pack.bank.version}, digest {pack.bank.digest[:16]}")
    yield Fact("Frameworks", "; ".join(framework.title for framework in pack.frameworks))
    yield Fact("Report template", template_version)
