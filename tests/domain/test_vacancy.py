"""A vacancy: what a decision reads as, and what is known of a candidate."""

from __future__ import annotations

import pytest

from recruit.domain.vacancy import (
    Decision,
    Interview,
    PanelMember,
    RecordedDecision,
    StandDown,
    Vacancy,
)


def decided(candidate: str, outcome: Decision) -> RecordedDecision:
    return RecordedDecision(
        candidate=candidate, outcome=outcome, reason="A reason.", decided_by="The chair", date="4 March"
    )


@pytest.mark.parametrize(
    ("decision", "label", "needs_no_scores"),
    [
        (Decision.RECOMMENDED, "Recommended, subject to checks", False),
        (Decision.RESERVE, "Reserve", False),
        (Decision.NOT_SELECTED, "Appointable but not selected", False),
        (Decision.NOT_APPOINTABLE, "Not appointable", False),
        (Decision.WITHDRAWN, "Withdrawn", True),
        (Decision.DID_NOT_ATTEND, "Did not attend", True),
    ],
)
def test_a_decision_reads_as_words_and_may_need_scores(
    decision: Decision, label: str, needs_no_scores: bool
) -> None:
    assert (decision.label, decision.needs_no_scores) == (label, needs_no_scores)


def test_absent_are_those_who_never_came_in_the_order_given() -> None:
    away, gone = decided("C4", Decision.DID_NOT_ATTEND), decided("C2", Decision.WITHDRAWN)
    vacancy = Vacancy(decisions=(decided("C1", Decision.RECOMMENDED), away, gone))
    assert vacancy.absent({"C1"}) == (away, gone)


def test_who_withdrew_after_being_scored_is_not_absent() -> None:
    vacancy = Vacancy(decisions=(decided("C1", Decision.WITHDRAWN), decided("C2", Decision.WITHDRAWN)))
    assert vacancy.absent({"C1"}) == (decided("C2", Decision.WITHDRAWN),)


def test_a_decision_that_needs_scores_makes_nobody_absent() -> None:
    assert Vacancy(decisions=(decided("C1", Decision.NOT_APPOINTABLE),)).absent(()) == ()


def test_stood_down_are_the_members_who_do_not_see_a_candidate() -> None:
    cousin, taught = StandDown("C1", "A cousin."), StandDown("C2", "Taught them.")
    vacancy = Vacancy(
        panel=(
            PanelMember("Asha", "Chair", (taught, cousin)),
            PanelMember("Ben", "Member", (cousin,)),
            PanelMember("Chi", "Member"),
        )
    )
    stood_down = {name: vacancy.stood_down(name) for name in ("C1", "C2", "C3")}
    assert stood_down == {"C1": {"Asha", "Ben"}, "C2": {"Asha"}, "C3": frozenset()}


def test_scores_are_expected_of_every_member_but_those_who_sit_in() -> None:
    adviser = PanelMember("Ben", "Adviser", scores=False)
    vacancy = Vacancy(panel=(PanelMember("Chi", "Chair"), adviser, PanelMember("Asha", "Member")))
    assert vacancy.scorers() == ("Chi", "Asha")
    assert Vacancy().scorers() == ()


def test_an_interview_is_found_by_its_candidate() -> None:
    first, second = Interview(candidate="C1", place="Room 1"), Interview(candidate="C2", order=2)
    vacancy = Vacancy(interviews=(first, second))
    assert [vacancy.interview_of(name) for name in ("C2", "C1", "C3")] == [second, first, None]


def test_a_decision_is_found_by_its_candidate() -> None:
    first, second = decided("C1", Decision.RESERVE), decided("C2", Decision.RECOMMENDED)
    vacancy = Vacancy(decisions=(first, second))
    assert [vacancy.decision_on(name) for name in ("C2", "C1", "C3")] == [second, first, None]


def test_of_an_empty_vacancy_nothing_is_known() -> None:
    empty = Vacancy()
    assert (empty.interview_of("C1"), empty.decision_on("C1")) == (None, None)
    assert (empty.absent(()), empty.stood_down("C1")) == ((), frozenset())
