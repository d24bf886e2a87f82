"""A candidate's report as its Word document says it: fixed texts beside their translation, or in its place.

What a person wrote, and the sentences that follow from the figures, stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recruit.documents.spoken_pack import TYPE_WORDS, Speech
from recruit.domain.pack import Pack
from recruit.domain.report import AnchorLine, MemberScore, QuestionLine, ReportView

_WORDS = {
    "Final": "final",
    "Draft": "draft",
    "Discuss": "discuss",
    "Evidence": "evidence",
    "Reason it was not explored": "reason_not_explored",
    **{kind.label: word for kind, word in TYPE_WORDS.items()},
}
"""The fixed word for each word of a view."""


def spoken_report(view: ReportView, *, pack: Pack, speech: Speech) -> ReportView:
    """Return a view of a report on ``pack`` as its document says it."""
    points = speech.pack.interview.scale.points
    names = {line.attribute: line.name for line in speech.pack.attributes}
    return replace(
        view,
        status=_word(view.status, speech),
        attributes=tuple(replace(line, name=names[line.number]) for line in view.attributes),
        scale=tuple(AnchorLine(point.score, point.label, point.meaning) for point in points),
        questions=tuple(_question(line, pack, speech) for line in view.questions),
    )


def _word(english: str, speech: Speech) -> str:
    return speech.words[_WORDS[english]] if english in _WORDS else english


def _question(line: QuestionLine, pack: Pack, speech: Speech) -> QuestionLine:
    english, said = pack.questions[line.number - 1], speech.pack.questions[line.number - 1]
    texts = {english.anchors[key]: said.anchors[key] for key in english.anchors}
    texts |= {a.label: b.label for a, b in _points(pack, speech)}
    names = {one.attribute: one.name for one in speech.pack.attributes}
    asked_by = next(slot.asked_by for slot in speech.pack.plan if slot.question == line.number)
    return replace(
        line,
        text=said.text,
        attribute=f"{said.attribute}. {names[said.attribute]}",
        type=_word(line.type, speech),
        asked_by=asked_by,
        discuss=_word(line.discuss, speech),
        scores=tuple(_score(score, texts, speech) for score in line.scores),
        agreed=line.agreed and replace(line.agreed, anchor=texts.get(line.agreed.anchor, line.agreed.anchor)),
        anchors=tuple(
            replace(one, label=texts.get(one.label, one.label), text=texts[one.text]) for one in line.anchors
        ),
    )


def _points(pack: Pack, speech: Speech) -> list[tuple[AnchorLine, AnchorLine]]:
    pairs = zip(pack.interview.scale.points, speech.pack.interview.scale.points, strict=True)
    return [
        (AnchorLine(a.score, a.label, a.meaning), AnchorLine(b.score, b.label, b.meaning)) for a, b in pairs
    ]


def _score(score: MemberScore, texts: Mapping[str, str], speech: Speech) -> MemberScore:
    return replace(
        score,
        label=texts.get(score.label, score.label),
        anchor=texts.get(score.anchor, score.anchor),
        evidence_heading=_word(score.evidence_heading, speech),
    )
