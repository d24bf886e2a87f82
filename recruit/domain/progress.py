"""How far a round is, as its task list says it: every task, its status, and the next step.

It knows counts of sealed sheets and nothing else of what anybody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recruit.domain.rounds import Phase
from recruit.domain.words import counted, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """How far a round is, without anything that anybody scored.

    ``drafted`` says that a pack is being made. ``members`` and ``scorers`` leave out who
    stood down, ``chair`` is none where nobody chairs. ``attending`` leaves out candidates who
    withdrew or did not attend. ``sealed`` counts the expected sheets that are sealed,
    ``decided`` the candidates with a decision.
    """

    id: str
    label: str
    phase: Phase
    drafted: bool
    members: int
    scorers: int
    chair: str | None
    candidates: int
    attending: int
    expected: int
    sealed: int
    decided: int

    @property
    def issued(self) -> bool:
        """Whether the pack is issued."""
        return not self.phase.can_prepare

    @property
    def released(self) -> bool:
        """Whether the chair has opened moderation."""
        return self.phase.sees_others


class Step(StrEnum):
    """A task of a round, in the order in which a round goes."""

    PACK = "pack"
    PANEL = "panel"
    CANDIDATES = "candidates"
    ISSUE = "issue"
    PROGRESS = "progress"
    MODERATION = "moderation"
    DECISIONS = "decisions"
    REPORTS = "reports"


class State(StrEnum):
    """Whether a task can be worked on."""

    WAITING = "waiting"
    TO_DO = "to do"
    UNDER_WAY = "under way"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list: ``status`` is its word or two, ``hint`` says what there is or lacks."""

    step: Step
    state: State
    status: str
    hint: str


def tasks_of(progress: RoundProgress) -> tuple[Task, ...]:
    """Return the tasks of a round, in the order of ``Step``."""
    return (
        _pack(progress),
        _panel(progress),
        _candidates(progress),
        _issue(progress),
        _sheets(progress),
        _moderation(progress),
        _decisions(progress),
        _reports(progress),
    )


def next_step(progress: RoundProgress) -> Task:
    """Return the task that comes next: the first to do, else the first under way.

    A round always has one: reports can be downloaded as long as it is kept.
    """
    tasks = tasks_of(progress)
    ready = [task for task in tasks if task.state is State.TO_DO]
    return (ready or [task for task in tasks if task.state is State.UNDER_WAY])[0]


def state_in_words(progress: RoundProgress) -> str:
    """Return how far a round is, in a few words for a list."""
    if progress.released:
        decided = f"{progress.decided} of {progress.candidates} decided"
        return "Decided" if _all_decided(progress) else f"Moderation: {decided}"
    if not progress.issued:
        return "Preparing"
    return "Ready for moderation" if _all_sealed(progress) else f"Interviews: {_sealed(progress)}"


def _pack(progress: RoundProgress) -> Task:
    if progress.issued:
        return Task(Step.PACK, State.DONE, "Issued", "Questions and anchors are frozen for every candidate.")
    if progress.drafted:
        return Task(Step.PACK, State.UNDER_WAY, "Draft", "Read it through, and swap or move questions.")
    return Task(Step.PACK, State.TO_DO, "Not started", "Draw the questions for this role level.")


def _panel(progress: RoundProgress) -> Task:
    if not progress.members:
        return Task(Step.PANEL, State.TO_DO, "Not started", "Invite the panel, and name who chairs it.")
    chair = f"{progress.chair} chairs" if progress.chair else "nobody chairs yet"
    verb = "scores" if progress.scorers == 1 else "score"
    seated = f"{counted(progress.scorers, 'member')} {verb}; {chair}."
    if not (progress.chair and progress.scorers):
        return Task(Step.PANEL, State.TO_DO, "Incomplete", seated)
    return Task(Step.PANEL, State.DONE, "Ready", seated)


def _candidates(progress: RoundProgress) -> Task:
    if not progress.candidates:
        return Task(Step.CANDIDATES, State.TO_DO, "Not started", "Add them one by one, or from a file.")
    there = f"{counted(progress.candidates, 'candidate')}, in order of interview."
    return Task(Step.CANDIDATES, State.DONE, "Ready", there)


def _issue(progress: RoundProgress) -> Task:
    if progress.issued:
        return Task(Step.ISSUE, State.DONE, "Issued", "The panel has the pack.")
    if lacks := _lacks(progress):
        return Task(Step.ISSUE, State.WAITING, "Cannot start yet", f"It waits for {listed(lacks)}.")
    return Task(Step.ISSUE, State.TO_DO, "Ready", "Check it, freeze it and hand it to the panel.")


def _lacks(progress: RoundProgress) -> tuple[str, ...]:
    wanted = {
        "a draft of the pack": progress.drafted,
        "a chair": progress.chair is not None,
        "a member who scores": progress.scorers > 0,
        "a candidate": progress.attending > 0,
    }
    return tuple(what for what, there in wanted.items() if not there)


def _sheets(progress: RoundProgress) -> Task:
    if not progress.issued:
        return Task(Step.PROGRESS, State.WAITING, "Cannot start yet", "It waits for the issued pack.")
    if not progress.expected:
        return Task(Step.PROGRESS, State.UNDER_WAY, "No sheets expected", "Nobody is there to be scored.")
    state = State.DONE if _all_sealed(progress) or progress.released else State.UNDER_WAY
    done = "The panel interviews and scores; who has sealed stands there."
    return Task(Step.PROGRESS, state, _sealed(progress), done)


def _moderation(progress: RoundProgress) -> Task:
    if progress.released:
        return Task(Step.MODERATION, State.DONE, "Open", "Scores and notes stand side by side.")
    if progress.issued and _all_sealed(progress):
        opens = f"{progress.chair or 'The chair'} opens it."
        return Task(Step.MODERATION, State.TO_DO, "Ready to open", opens)
    waits = "It waits for every expected score sheet to be sealed."
    return Task(Step.MODERATION, State.WAITING, "Cannot start yet", waits)


def _decisions(progress: RoundProgress) -> Task:
    if not progress.released:
        return Task(Step.DECISIONS, State.WAITING, "Cannot start yet", "They wait for moderation to be open.")
    decided = f"{progress.decided} of {progress.candidates} decided"
    state = State.DONE if _all_decided(progress) else State.TO_DO
    return Task(Step.DECISIONS, state, decided, "A person decides on each candidate, and says why.")


def _reports(progress: RoundProgress) -> Task:
    if not progress.released:
        return Task(Step.REPORTS, State.WAITING, "Cannot start yet", "They wait for moderation to be open.")
    if _all_decided(progress):
        return Task(Step.REPORTS, State.TO_DO, "Ready", "Download them for the file.")
    return Task(Step.REPORTS, State.UNDER_WAY, "Drafts", "A report is a draft until there is a decision.")


def _sealed(progress: RoundProgress) -> str:
    return f"{progress.sealed} of {counted(progress.expected, 'sheet')} sealed"


def _all_sealed(progress: RoundProgress) -> bool:
    return progress.expected > 0 and progress.sealed == progress.expected


def _all_decided(progress: RoundProgress) -> bool:
    return progress.candidates > 0 and progress.decided == progress.candidates
