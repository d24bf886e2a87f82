"""The task list of a round: what each task says as the round goes on, and which comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.progress import (
    RoundProgress,
    State,
    Step,
    Task,
    next_step,
    state_in_words,
    tasks_of,
)
from recruit.domain.rounds import ISSUED, MODERATION, PREPARING, SCORING

EMPTY = RoundProgress(
    id="r",
    label="Round 1",
    phase=PREPARING,
    drafted=False,
    members=0,
    scorers=0,
    chair=None,
    candidates=0,
    attending=0,
    expected=0,
    sealed=0,
    decided=0,
)
SEATED = replace(EMPTY, members=3, scorers=3, chair="Gareth Llewellyn")
READY = replace(SEATED, drafted=True, candidates=4, attending=4, expected=12)
OUT = replace(READY, phase=ISSUED, drafted=False)
SEALED = replace(OUT, phase=SCORING, sealed=12)
OPEN = replace(SEALED, phase=MODERATION)


def statuses(progress: RoundProgress) -> list[str]:
    return [task.status for task in tasks_of(progress)]


def task(progress: RoundProgress, step: Step) -> Task:
    return next(one for one in tasks_of(progress) if one.step is step)


WAITS = "Cannot start yet"


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (EMPTY, ["Not started"] * 3 + [WAITS] * 5),
        (replace(EMPTY, drafted=True), ["Draft", "Not started", "Not started"] + [WAITS] * 5),
        (SEATED, ["Not started", "Ready", "Not started"] + [WAITS] * 5),
        (READY, ["Draft", "Ready", "Ready", "Ready"] + [WAITS] * 4),
        (OUT, ["Issued", "Ready", "Ready", "Issued", "0 of 12 sheets sealed"] + [WAITS] * 3),
        (
            SEALED,
            ["Issued", "Ready", "Ready", "Issued", "12 of 12 sheets sealed", "Ready to open", WAITS, WAITS],
        ),
        (
            OPEN,
            [
                "Issued",
                "Ready",
                "Ready",
                "Issued",
                "12 of 12 sheets sealed",
                "Open",
                "0 of 4 decided",
                "Drafts",
            ],
        ),
        (
            replace(OPEN, decided=4),
            [
                "Issued",
                "Ready",
                "Ready",
                "Issued",
                "12 of 12 sheets sealed",
                "Open",
                "4 of 4 decided",
                "Ready",
            ],
        ),
    ],
)
def test_each_task_says_where_it_stands(progress: RoundProgress, expected: list[str]) -> None:
    assert statuses(progress) == expected


@pytest.mark.parametrize(
    ("progress", "step"),
    [
        (EMPTY, Step.PACK),
        (replace(EMPTY, drafted=True), Step.PANEL),
        (replace(SEATED, drafted=True), Step.CANDIDATES),
        (READY, Step.ISSUE),
        (OUT, Step.PROGRESS),
        (SEALED, Step.MODERATION),
        (OPEN, Step.DECISIONS),
        (replace(OPEN, decided=4), Step.REPORTS),
    ],
)
def test_the_next_step_is_the_first_that_can_be_done(progress: RoundProgress, step: Step) -> None:
    assert next_step(progress).step is step


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (EMPTY, "Preparing"),
        (READY, "Preparing"),
        (OUT, "Interviews: 0 of 12 sheets sealed"),
        (replace(OUT, expected=1, sealed=0), "Interviews: 0 of 1 sheet sealed"),
        (SEALED, "Ready for moderation"),
        (OPEN, "Moderation: 0 of 4 decided"),
        (replace(OPEN, decided=4), "Decided"),
    ],
)
def test_a_list_says_in_words_how_far_a_round_is(progress: RoundProgress, words: str) -> None:
    assert state_in_words(progress) == words


def test_issuing_names_everything_that_it_waits_for() -> None:
    waits = task(EMPTY, Step.ISSUE).hint
    assert waits == "It waits for a draft of the pack, a chair, a member who scores and a candidate."
    absent = replace(READY, attending=0, expected=0)
    assert task(absent, Step.ISSUE).hint == "It waits for a candidate."


@pytest.mark.parametrize(
    ("progress", "hint"),
    [
        (replace(SEATED, chair=None), "3 members score; nobody chairs yet."),
        (replace(SEATED, scorers=1), "1 member scores; Gareth Llewellyn chairs."),
        (replace(SEATED, scorers=0), "0 members score; Gareth Llewellyn chairs."),
    ],
)
def test_a_panel_says_who_scores_and_who_chairs(progress: RoundProgress, hint: str) -> None:
    assert task(progress, Step.PANEL).hint == hint


@pytest.mark.parametrize("change", [{"chair": None}, {"scorers": 0}])
def test_a_panel_without_a_chair_or_a_scoring_member_is_incomplete(change: dict[str, None]) -> None:
    found = task(replace(SEATED, **change), Step.PANEL)  # type: ignore[arg-type]  # one field of either kind
    assert (found.status, found.state) == ("Incomplete", State.TO_DO)


def test_where_every_candidate_is_absent_no_sheet_is_waited_for_and_moderation_cannot_open() -> None:
    absent = replace(OUT, attending=0, expected=0)
    assert task(absent, Step.PROGRESS).status == "No sheets expected"
    assert task(absent, Step.MODERATION).state is State.WAITING


def test_how_far_members_are_with_their_drafts_shows_nowhere() -> None:
    assert tasks_of(OUT) == tasks_of(replace(OUT, phase=SCORING))
    assert state_in_words(OUT) == state_in_words(replace(OUT, phase=SCORING))
