"""The demonstration's files: read like any panel's, complete, and the same each time."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pytest

from recruit.documents.demonstration import (
    demonstration_moderation,
    demonstration_scores,
    demonstration_vacancy,
)
from recruit.documents.score_files import read_moderation, read_scores
from recruit.documents.vacancy_file import check_vacancy, read_vacancy
from recruit.domain.pack import Pack
from recruit.domain.scoring import Explored, Scores
from recruit.domain.vacancy import Decision, Vacancy
from tests.conftest import DrawDefault
from tests.documents.sample_packs import typical_pack

SIAN, TOMASZ, AMAL, PRIYA = CANDIDATES = (
    "Siân O'Brien-Ōkubo",
    "Tomasz Wiśniewski",
    "أمل حداد (Amal Haddad)",
    "Priya Raman",
)
MEMBERS = ("Ruth Adeyemi", "Gareth Llewellyn", "Farah Siddiqui")


@pytest.fixture(scope="module", params=range(1, 9))
def pack(request: pytest.FixtureRequest, default_pack: DrawDefault) -> Pack:
    return default_pack(request.param)


def scores_of(pack: Pack) -> Scores:
    return read_scores(demonstration_scores(pack), source="scores.csv", pack=pack, vacancy=Vacancy())


def given(scores: Scores, candidate: str, question: str) -> list[int]:
    """Return the members' scores of a candidate on a question, lowest first."""
    pairs = [(e.candidate, e.question, e.score) for e in scores.entries]
    return sorted(s.value for c, q, s in pairs if (c, q) == (candidate, question) and isinstance(s, Explored))


def test_every_member_scores_every_candidate_on_every_scored_question(pack: Pack) -> None:
    scores = scores_of(pack)
    assert (scores.candidates, scores.members, scores.notes) == (CANDIDATES, MEMBERS, ())
    assert [(e.candidate, e.member, e.question) for e in scores.entries] == [
        (candidate, member, question.id)
        for candidate in CANDIDATES
        for member in MEMBERS
        for question in pack.questions
        if question.scored
    ]


def test_a_question_that_was_not_put_was_put_by_nobody(pack: Pack) -> None:
    scores = scores_of(pack)
    counts = {(e.candidate, e.question): 0 for e in scores.entries}
    for entry in scores.entries:
        counts[entry.candidate, entry.question] += isinstance(entry.score, Explored)
    assert {pair: count for pair, count in counts.items() if count not in (0, len(MEMBERS))} == {}


def test_a_score_of_1_says_which_kind_it_is_and_no_other_does(pack: Pack) -> None:
    explored = [e.score for e in scores_of(pack).entries if isinstance(e.score, Explored)]
    assert [score for score in explored if (score.contrary is False) != (score.value == 1)] == []


def test_all_evidence_says_that_it_is_invented(pack: Pack) -> None:
    texts = [
        entry.score.evidence if isinstance(entry.score, Explored) else entry.score.reason
        for entry in scores_of(pack).entries
    ]
    assert [text for text in texts if not text.startswith("Invented")] == []


def test_the_middle_score_is_agreed_for_the_first_two_wherever_members_differ(pack: Pack) -> None:
    scores = scores_of(pack)
    agreed = read_moderation(
        demonstration_moderation(pack), source="moderation.csv", pack=pack, scores=scores
    )
    assert [(one.candidate, one.question, one.score) for one in agreed] == [
        (candidate, question.id, values[1])
        for candidate in (SIAN, TOMASZ)
        for question in pack.questions
        if question.scored and len(set(values := given(scores, candidate, question.id))) > 1
    ]


def test_the_vacancy_goes_with_the_scores(pack: Pack) -> None:
    vacancy = read_vacancy(demonstration_vacancy(pack), source="vacancy.json")
    check_vacancy(vacancy, source="vacancy.json", scores=scores_of(pack))
    assert tuple(member.name for member in vacancy.panel) == MEMBERS
    assert tuple(one.candidate for one in vacancy.interviews) == CANDIDATES
    assert [(one.candidate, one.outcome) for one in vacancy.decisions] == [
        (SIAN, Decision.RECOMMENDED),
        (TOMASZ, Decision.RESERVE),
        (AMAL, Decision.NOT_APPOINTABLE),
    ]


def test_interviews_last_as_long_as_the_pack_and_do_not_overlap(pack: Pack) -> None:
    interviews = read_vacancy(demonstration_vacancy(pack), source="vacancy.json").interviews
    spans = [(minutes(one.start), minutes(one.finish)) for one in interviews]
    assert [finish - start for start, finish in spans] == [pack.minutes] * 4
    gaps = [later - finish for (_, finish), (later, _) in pairwise(spans)]
    assert gaps == [25, 35, 15]
    assert Counter(len(one.departures) for one in interviews) == {0: 3, 1: 1}


def minutes(clock: str | None) -> int:
    hours, rest = (clock or "").split(":")
    return int(hours) * 60 + int(rest)


def test_the_files_of_a_pack_never_change() -> None:
    pack = typical_pack()
    files = (demonstration_scores(pack), demonstration_moderation(pack), demonstration_vacancy(pack))
    assert [hashlib.sha256(file).hexdigest()[:16] for file in files] == [
        "d89f1b6a0a23f632",
        "a9800d33176e009d",
        "f07b0aedce939a7c",
    ]
