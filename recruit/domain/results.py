"""What a panel's scores come to: means with their n, ranges, and what must be discussed.

With three raters and a handful of candidates nothing cleverer is honest: no reliability
coefficient, no severity correction, no rank. Every average says how many scores it rests
on, and a question that was not put is left out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.scoring import AgreedScore, Explored, Note, ScoreEntry, value_of

DISCUSS_RANGE = 2
"""Range of scores, in points, from which a question is flagged for discussion."""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One candidate's scores on one question, in the order of the panel."""

    question: PackQuestion
    entries: tuple[ScoreEntry, ...]
    agreed: AgreedScore | None
    notes: tuple[Note, ...]

    @property
    def values(self) -> tuple[int, ...]:
        """The scores of 1 to 5, without what was not explored."""
        return tuple(entry.score.value for entry in self.entries if isinstance(entry.score, Explored))

    @property
    def mean(self) -> Fraction | None:
        """Mean of the scores; none where the question was not explored."""
        return mean(self.values)

    @property
    def spread(self) -> int:
        """Highest score less lowest; 0 for fewer than two scores."""
        return max(self.values) - min(self.values) if self.values else 0

    @property
    def contrary(self) -> tuple[str, ...]:
        """Members who recorded evidence against the value."""
        return tuple(e.member for e in self.entries if isinstance(e.score, Explored) and e.score.contrary)

    @property
    def needs_discussion(self) -> bool:
        """Whether the scores lie two points or more apart, or anyone heard evidence against the value."""
        return self.spread >= DISCUSS_RANGE or bool(self.contrary)

    @property
    def is_settled(self) -> bool:
        """Whether the panel agreed, or every member recorded the same, "not explored" included."""
        recorded = {value_of(entry.score) for entry in self.entries}
        return self.agreed is not None or len(recorded) == 1

    @property
    def settled_value(self) -> int | None:
        """The score that is settled; none where nothing is, or what is settled is "not explored"."""
        if self.agreed:
            return self.agreed.score
        return value_of(self.entries[0].score) if self.is_settled else None


@dataclass(frozen=True, slots=True)
class Summary:
    """An average in which each question counts the same.

    ``n`` is the number of scores, ``questions`` of questions with at least one. ``mean``,
    ``lowest`` and ``highest`` are none where nothing was scored. ``agreed`` is the mean of
    settled scores, none unless the panel moderated and every question is settled.
    """

    mean: Fraction | None
    n: int
    questions: int
    lowest: int | None
    highest: int | None
    agreed: Fraction | None


@dataclass(frozen=True, slots=True)
class CandidateResult:
    """Everything the panel's scores say of one candidate; ``attributes`` by number, 1 to 5."""

    candidate: str
    members: tuple[str, ...]
    questions: tuple[QuestionResult, ...]
    attributes: Mapping[int, Summary]
    overall: Summary
    moderated: bool


def mean(values: Sequence[int | Fraction]) -> Fraction | None:
    """Return the exact arithmetic mean, or none for no values."""
    return sum(map(Fraction, values), Fraction()) / len(values) if values else None


def one_decimal(value: Fraction) -> str:
    """Return a mean of scores to one decimal, halves up, as panels round by hand."""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


def summarise(results: Iterable[QuestionResult], *, moderated: bool) -> Summary:
    """Return the average of some questions: the mean of the questions' means."""
    results = [result for result in results if result.entries]
    explored = [result for result in results if result.values]
    values = [value for result in explored for value in result.values]
    settled = [value for result in results if (value := result.settled_value) is not None]
    complete = moderated and all(result.is_settled for result in results)
    return Summary(
        mean=mean([result.mean for result in explored if result.mean is not None]),
        n=len(values),
        questions=len(explored),
        lowest=min(values, default=None),
        highest=max(values, default=None),
        agreed=mean(settled) if complete else None,
    )


def candidate_result(
    pack: Pack,
    *,
    candidate: str,
    members: Sequence[str],
    entries: Iterable[ScoreEntry],
    agreed: Iterable[AgreedScore] = (),
    notes: Iterable[Note] = (),
) -> CandidateResult:
    """Return the result of one candidate; entries, agreed scores and notes of others are left aside."""
    own = sorted(
        (entry for entry in entries if entry.candidate == candidate),
        key=lambda entry: members.index(entry.member),
    )
    own_agreed = {score.question: score for score in agreed if score.candidate == candidate}
    written = [note for note in notes if note.candidate == candidate]
    questions = tuple(
        QuestionResult(
            question,
            tuple(entry for entry in own if entry.question == question.id),
            own_agreed.get(question.id),
            tuple(note for note in written if note.question == question.id),
        )
        for question in pack.questions
    )
    moderated = bool(own_agreed)
    scored = [result for result in questions if result.question.scored]

    def of(attribute: int) -> Summary:
        on_it = (result for result in scored if result.question.attribute == attribute)
        return summarise(on_it, moderated=moderated)

    return CandidateResult(
        candidate=candidate,
        members=tuple(members),
        questions=questions,
        attributes={line.attribute: of(line.attribute) for line in pack.attributes},
        overall=summarise(scored, moderated=moderated),
        moderated=moderated,
    )
