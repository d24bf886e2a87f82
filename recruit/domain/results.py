"""What a panel's scores come to: means with their n, ranges, and what must be discussed.

With three raters and a handful of candidates nothing cleverer is honest: no reliability
coefficient, no severity correction, no rank. Every average says how many scores it rests
on, and a question that was not put is left out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import lcm, sqrt

from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.scoring import LOWEST, AgreedScore, Explored, Note, ScoreEntry, Struck, value_of

DISCUSS_RANGE = 2
"""Range of scores, in points, from which a question is flagged for discussion."""

ONE_RATER = 0.44
"""Reliability of one rater's score of a structured interview."""

SPREAD_OF_CANDIDATES = 0.6
"""Standard deviation of candidates' mean scores, in points of the scale of 1 to 5."""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One candidate's scores on one question, in the order of the panel.

    ``values`` are the scores of 1 to 5, without what was not explored. Where the question
    was ``struck``, they are here to be seen and count for nothing.
    """

    question: PackQuestion
    entries: tuple[ScoreEntry, ...]
    agreed: AgreedScore | None
    notes: tuple[Note, ...]
    struck: Struck | None = None
    values: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Kept, not a property: every other figure asks for it, and a grid has thousands of these.
        values = tuple(entry.score.value for entry in self.entries if isinstance(entry.score, Explored))
        object.__setattr__(self, "values", values)

    @property
    def counts(self) -> bool:
        """Whether averages count its scores: it is scored, and not struck."""
        return self.question.scored and self.struck is None

    @property
    def mean(self) -> Fraction | None:
        """Mean of the scores; none where the question was not explored."""
        return _mean_of(self.values)

    @property
    def median(self) -> Fraction | None:
        """Median of the scores; none where the question was not explored."""
        return median(self.values)

    @property
    def spread(self) -> int:
        """Highest score less lowest; 0 for fewer than two scores."""
        return max(self.values) - min(self.values) if self.values else 0

    @property
    def contrary(self) -> tuple[str, ...]:
        """Members who recorded evidence against the value, which goes with a 1 alone."""
        if LOWEST not in self.values:
            return ()
        return tuple(e.member for e in self.entries if isinstance(e.score, Explored) and e.score.contrary)

    @property
    def needs_discussion(self) -> bool:
        """Whether the scores lie two points or more apart, or anyone heard evidence against the value.

        Never where the question was struck: nothing is left to settle.
        """
        return self.struck is None and (self.spread >= DISCUSS_RANGE or bool(self.contrary))

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
    if not values:
        return None
    # Over one denominator, since adding fractions one by one takes several times as long.
    common = lcm(*(value.denominator for value in values))
    total = sum(value.numerator * (common // value.denominator) for value in values)
    return Fraction(total, common * len(values))


@lru_cache(maxsize=4096)
def _mean_of(values: tuple[int, ...]) -> Fraction | None:
    """Return ``mean``, kept: a few scores of 1 to 5 come in few combinations."""
    return mean(values)


def median(values: Sequence[int]) -> Fraction | None:
    """Return the exact median, halves included (2 and 3 give 5/2), or none for no values."""
    if not values:
        return None
    ordered = sorted(values)
    return Fraction(ordered[(len(values) - 1) // 2] + ordered[len(values) // 2], 2)


def one_decimal(value: Fraction) -> str:
    """Return a mean of scores to one decimal, halves up, as panels round by hand."""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


def summarise(results: Iterable[QuestionResult], *, moderated: bool) -> Summary:
    """Return the average of some questions: the mean of the questions' means."""
    results = [result for result in results if result.entries]
    explored = [result for result in results if result.values]
    values = [value for result in explored for value in result.values]
    complete = moderated and all(result.is_settled for result in results)
    settled = [result.settled_value for result in results] if complete else []
    return Summary(
        mean=mean([result.mean for result in explored if result.mean is not None]),
        n=len(values),
        questions=len(explored),
        lowest=min(values, default=None),
        highest=max(values, default=None),
        agreed=mean([value for value in settled if value is not None]),
    )


def reliability(raters: int) -> float:
    """Return how reliable the mean score of so many raters is, 0 to 1, by Spearman and Brown.

    k r / (1 + (k - 1) r) with r = .44 for one (``ONE_RATER``): .61 for two, .70 for three, .76
    for four. Raises ``ValueError`` for fewer than one.
    """
    if raters < 1:
        raise ValueError("nobody's scores have no reliability")
    return raters * ONE_RATER / (1 + (raters - 1) * ONE_RATER)


def margin(raters: int) -> float | None:
    """Return the 95 % limits of a difference between two candidates' mean scores, in points.

    For three raters: their ``reliability`` is .70. The standard error of one mean is
    SD √(1 - reliability), with SD = .6: .33; of a difference √2 times that: .46; and the limits
    1.96 times that: .91. None for fewer than two raters: one alone says nothing of their own error.
    """
    if raters < 2:
        return None
    return 1.96 * sqrt(2) * SPREAD_OF_CANDIDATES * sqrt(1 - reliability(raters))


def told_apart(first: Fraction, second: Fraction, *, raters: int) -> bool | None:
    """Return whether two candidates' mean scores lie further apart than ``margin`` says chance would.

    None where there are fewer than two raters. It says nothing of who is better suited.
    """
    limits = margin(raters)
    return None if limits is None else abs(first - second) > limits


def question_results(
    pack: Pack,
    *,
    candidates: Sequence[str],
    members: Sequence[str],
    entries: Iterable[ScoreEntry],
    agreed: Iterable[AgreedScore] = (),
    notes: Iterable[Note] = (),
    struck: Iterable[Struck] = (),
) -> dict[str, tuple[QuestionResult, ...]]:
    """Return each candidate's results by question, in the order of the interview.

    What is known of anybody else is left aside. All is gone through once, however many
    candidates there are. Raises ``KeyError`` for a score by somebody who is not a member.
    """
    place = {member: number for number, member in enumerate(members)}
    given: defaultdict[tuple[str, str], list[ScoreEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: place[entry.member]):
        given[entry.candidate, entry.question].append(entry)
    written: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        written[note.candidate, note.question].append(note)
    settled = {(score.candidate, score.question): score for score in agreed}
    gone = {one.question: one for one in struck}
    return {
        candidate: tuple(
            QuestionResult(
                question,
                tuple(given.get((candidate, question.id), ())),
                settled.get((candidate, question.id)),
                tuple(written.get((candidate, question.id), ())),
                gone.get(question.id),
            )
            for question in pack.questions
        )
        for candidate in candidates
    }


def candidate_result(
    pack: Pack,
    *,
    candidate: str,
    members: Sequence[str],
    entries: Iterable[ScoreEntry],
    agreed: Iterable[AgreedScore] = (),
    notes: Iterable[Note] = (),
    struck: Iterable[Struck] = (),
) -> CandidateResult:
    """Return the result of one candidate; entries, agreed scores and notes of others are left aside."""
    found = question_results(
        pack,
        candidates=(candidate,),
        members=members,
        entries=(entry for entry in entries if entry.candidate == candidate),
        agreed=agreed,
        notes=notes,
        struck=struck,
    )
    return result_of(pack, candidate=candidate, members=members, questions=found[candidate])


def result_of(
    pack: Pack, *, candidate: str, members: Sequence[str], questions: Sequence[QuestionResult]
) -> CandidateResult:
    """Return the result of one candidate from what ``question_results`` found of them."""
    counted = [one for one in questions if one.counts]
    moderated = any(one.agreed for one in counted)

    def of(attribute: int) -> Summary:
        on_it = (one for one in counted if one.question.attribute == attribute)
        return summarise(on_it, moderated=moderated)

    return CandidateResult(
        candidate=candidate,
        members=tuple(members),
        questions=tuple(questions),
        attributes={line.attribute: of(line.attribute) for line in pack.attributes},
        overall=summarise(counted, moderated=moderated),
        moderated=moderated,
    )
