"""Three reports that span what a document must hold: the shortest, a typical one, the longest."""

from __future__ import annotations

from dataclasses import replace

from recruit.domain.profile import Profile, ProfileRow
from recruit.domain.report import (
    AgreedLine,
    AmendedLine,
    AnchorLine,
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
from tests.documents.sample_packs import ATTRIBUTES, NAMES, ORGANISATION, SCALE, prose

MARKING = "Official-Sensitive: Personal"


def shortest_report() -> ReportView:
    """A draft on one question that one member did not put; nothing optional."""
    score = MemberScore("Zoë Ng", "NE", "Not explored", "", ("The interview had to stop.",), "Reason")
    return ReportView(
        number="R-1",
        status="Draft",
        organisation="Wend Council",
        marking="",
        candidate="Li Wu",
        subtitle="Candidate report for Social worker",
        post="Social worker",
        outcome=None,
        headline="No question was scored.",
        overall="–",
        overall_basis="0 scores on 0 of 1 questions",
        attestation=_ATTESTATION,
        interview=(Fact("Interview", "16 November 2026"),),
        panel=(Seat("Zoë Ng", "Chair"),),
        departures=(),
        profile=Profile(
            tuple(ProfileRow(n, name, None, None, None, None, "not scored") for n, name in _NUMBERED)
        ),
        profile_text="Five attributes, none scored.",
        attributes=tuple(
            AttributeLine(n, name, "–", "–", "no scores", "–", "Not asked") for n, name in _NUMBERED
        ),
        moderated=False,
        discussion=(),
        questions=(_question(1, scores=(score,), members=(), agreed=None, anchors=False),),
        scale=_anchors(words=8),
        references=(Reference(prose(12), (prose(14),)),),
        provenance=(Fact("Pack hash", "ab" * 32),),
        signatories=(),
    )


def typical_report() -> ReportView:
    """Three members, eight questions, moderated and decided."""
    members = ("Amina Yusuf", "Siân O'Brien-Ōkubo", "Tom Reed")
    questions = tuple(
        _question(n, scores=_scores(members, n, words=75), members=(), agreed=_agreed(n, 25))
        for n in range(1, 9)
    )
    return _full("Euan Gill", members, questions, words=60)


def longest_report() -> ReportView:
    """Five members, ten questions, notes of 1,500 words, names from right to left.

    One question is struck, one member amended one score, and the sealing is attested.
    """
    questions = [
        _question(
            n,
            scores=_scores(NAMES, n, words=1500 if n == 1 else 260),
            members=(),
            agreed=_agreed(n, 90),
            words=110,
        )
        for n in range(1, 10)
    ]
    questions[2] = replace(questions[2], struck=("Struck for every candidate, 24 November 2026.", prose(30)))
    amended = replace(questions[0].scores[0], amended=(_AMENDED,))
    questions[0] = replace(questions[0], scores=(amended, *questions[0].scores[1:]))
    questions.append(_question(10, scores=(), members=NAMES, agreed=None, anchors=False, words=110))
    name = "محمد عبد الرحمن O'Brien-Ōkubo Featherstonehaugh-Cholmondeley"
    made = _full(name, NAMES, tuple(questions), words=240)
    sealed = tuple(replace(seat, sealed_at=_SEALED) for seat in made.panel[1:])
    return replace(made, attestation="4 of 4 sealed before release.", panel=(made.panel[0], *sealed))


SHAPES = (shortest_report, typical_report, longest_report)

_NUMBERED = tuple(enumerate(ATTRIBUTES, 1))
_ATTESTATION = (
    "Figures were taken from files that the panel gave in. That scores were sealed, and that no member"
    " saw another's before sealing, is not attested by this report."
)
_SEALED = "16 November 2026 at 12:04"
_AMENDED = AmendedLine(
    "4", "Weighs it", (prose(40),), "24 November 2026 at 09:15", (prose(20), prose(15, start=2))
)
_MEANS = (3.7, 4.3, 2.5, 3.0)


def _full(
    candidate: str, members: tuple[str, ...], questions: tuple[QuestionLine, ...], *, words: int
) -> ReportView:
    long = words > 100
    return ReportView(
        number="R-2026-0417-04",
        status="Final",
        organisation=ORGANISATION,
        marking=MARKING,
        candidate=candidate,
        subtitle="Candidate report for Practice supervisor or team manager",
        post="Practice supervisor or team manager",
        outcome=Outcome("Recommended (subject to checks)", prose(words), "Ruth Adeyemi", "24 November 2026"),
        headline="Scored on 7 of 8 questions. 2 were discussed, and the agreed scores stand beside.",
        overall="3.6",
        overall_basis=f"mean of 24 scores on 8 questions, {len(members)} members",
        attestation=_ATTESTATION,
        interview=_facts(long=long),
        panel=tuple(
            Seat(name, "Chair; no conflict declared" if n == 0 else "Member")
            for n, name in enumerate(members)
        ),
        departures=tuple(prose(18, start=n) for n in range(4 if long else 1)),
        profile=_profile(),
        profile_text="Mean of 1 to 5 by attribute: 1, 3.7; 2, 4.3; 3, 2.5; 4, 3.0; 5, not scored.",
        attributes=_attributes(),
        moderated=True,
        discussion=tuple(
            f"Question {n}: the scores lie from 2 to 4." for n in ((1, 2, 3, 4, 7) if long else (2, 5))
        ),
        questions=questions,
        scale=_anchors(words=26),
        references=tuple(Reference(prose(24, start=n), (prose(26), prose(30, start=3))) for n in range(3)),
        provenance=_provenance(),
        signatories=tuple(Seat(name, "Panel member") for name in members),
    )


def _facts(*, long: bool) -> tuple[Fact, ...]:
    facts = (
        Fact("Role level", "4, practice supervisor or team manager"),
        Fact("Interview", "16 November 2026, second of four"),
        Fact("Place", "Committee Room 3, Wend House"),
        Fact("Started, ended", "10:32 to 11:49 (planned 10:30 to 11:45)"),
        Fact("Adjustments", "Questions two days ahead; extra time of a quarter"),
    )
    return (*facts, Fact("Also", prose(40)), Fact("Round", "2")) if long else facts


def _profile() -> Profile:
    rows = [ProfileRow(n, ATTRIBUTES[n - 1], mean, 2, 5, round(mean), "") for n, mean in enumerate(_MEANS, 1)]
    return Profile((*rows, ProfileRow(5, ATTRIBUTES[4], None, None, None, None, "not scored")))


def _attributes() -> tuple[AttributeLine, ...]:
    lines = [
        AttributeLine(
            n, ATTRIBUTES[n - 1], str(mean), "2 to 5", "6 scores on 2 questions", str(round(mean)), ""
        )
        for n, mean in enumerate(_MEANS, 1)
    ]
    return (
        *lines,
        AttributeLine(5, ATTRIBUTES[4], "–", "–", "no scores", "–", "Not scored at this level. " + prose(45)),
    )


def _question(
    number: int,
    *,
    scores: tuple[MemberScore, ...],
    members: tuple[str, ...],
    agreed: AgreedLine | None,
    anchors: bool = True,
    words: int = 38,
) -> QuestionLine:
    return QuestionLine(
        number=number,
        text=prose(words, start=number),
        attribute=f"{(number - 1) % 5 + 1}. {ATTRIBUTES[(number - 1) % 5]}",
        type="Past behaviour",
        asked_by="Chair",
        scored=bool(scores),
        summary=f"Mean 3.3, median 3.0 (n = {len(scores)}), range 2 to 4" if scores else "Asked, not scored",
        discuss="Discuss" if len(scores) > 1 and number in (2, 5) else "",
        scores=scores,
        agreed=agreed,
        anchors=_anchors(words=words) if anchors else (),
        notes=tuple(NoteLine(name, (prose(70),)) for name in members),
    )


def _scores(members: tuple[str, ...], number: int, *, words: int) -> tuple[MemberScore, ...]:
    def one(place: int, member: str) -> MemberScore:
        value = 2 + (number + place) % 3
        half = words // 2
        evidence = (prose(half, start=place), prose(words - half, start=place + 3))
        return MemberScore(member, str(value), SCALE[value][1], prose(38, start=value), evidence, "Evidence")

    return tuple(one(place, member) for place, member in enumerate(members))


def _agreed(number: int, words: int) -> AgreedLine | None:
    return AgreedLine("3", prose(38, start=3), prose(words, start=number)) if number % 2 == 0 else None


def _anchors(*, words: int) -> tuple[AnchorLine, ...]:
    return tuple(
        AnchorLine(score, label, prose(words, start=n)) for n, (score, label) in enumerate(SCALE[1:])
    )


def _provenance() -> tuple[Fact, ...]:
    return (
        Fact("Pack hash (SHA-256)", "ab" * 32),
        Fact("Bank digest (SHA-256)", "cd" * 32),
        Fact("Frameworks", "sfpc, sssc, kss-pl"),
        Fact("Kept until", "24 November 2027"),
    )
