"""A round whose panel has scored: all that the reports on its candidates are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recruit.domain.pack import Pack
from recruit.domain.report import Attestation
from recruit.domain.results import CandidateResult, question_results, result_of
from recruit.domain.scoring import AgreedScore, Scores, Struck
from recruit.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRound:
    """A pack with everybody's scores on it, and what is known of the vacancy.

    ``attestations`` are by candidate, and empty where nobody can vouch for the sealing.
    """

    pack: Pack
    scores: Scores
    vacancy: Vacancy
    agreed: tuple[AgreedScore, ...] = ()
    struck: tuple[Struck, ...] = ()
    attestations: Mapping[str, Attestation] = field(default_factory=dict)


def results_of(scored: ScoredRound, *, candidates: Sequence[str]) -> tuple[CandidateResult, ...]:
    """Return the results of some candidates, in the order given; none for nobody."""
    members = scored.scores.members
    found = question_results(
        scored.pack,
        candidates=candidates,
        members=members,
        entries=scored.scores.entries,
        agreed=scored.agreed,
        notes=scored.scores.notes,
        struck=scored.struck,
    )
    return tuple(
        result_of(scored.pack, candidate=one, members=members, questions=found[one]) for one in candidates
    )
