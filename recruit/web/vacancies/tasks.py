"""A round's tasks as the task list of a page draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from recruit.domain.progress import RoundProgress, State, Step, Task, next_step, tasks_of
from recruit.services.vacancies import VacancyInView

_PAGES: Mapping[Step, tuple[str, str]] = {
    Step.PACK: ("Interview pack", "packs.show"),
    Step.PANEL: ("Panel", "panels.show"),
    Step.CANDIDATES: ("Candidates", "candidates.show"),
    Step.ISSUE: ("Issue the pack", "packs.issue"),
    Step.PROGRESS: ("Progress", "moderation.board"),
    Step.MODERATION: ("Moderation", "moderation.grid"),
    Step.DECISIONS: ("Decisions", "decisions.index"),
    Step.REPORTS: ("Reports", "reports.index"),
}
_COLOURS: Mapping[State, str] = {State.TO_DO: "blue", State.UNDER_WAY: "yellow"}


@dataclass(frozen=True, slots=True)
class RoundTasks:
    """A round with the lines of its task list, and the task that comes next."""

    id: str
    label: str
    next_title: str
    next_href: str
    next_hint: str
    items: tuple[Mapping[str, Any], ...]


def rounds_as_tasks(view: VacancyInView) -> tuple[RoundTasks, ...]:
    """Return the rounds of a vacancy, the latest first."""
    return tuple(_tasks(one, view) for one in reversed(view.rounds))


def _tasks(progress: RoundProgress, view: VacancyInView) -> RoundTasks:
    coming = next_step(progress)
    return RoundTasks(
        id=progress.id,
        label=progress.label,
        next_title=_PAGES[coming.step][0],
        next_href=_href(coming, progress, view),
        next_hint=coming.hint,
        items=tuple(_item(task, progress, view) for task in tasks_of(progress)),
    )


def _item(task: Task, progress: RoundProgress, view: VacancyInView) -> Mapping[str, Any]:
    item: dict[str, Any] = {
        "title": _PAGES[task.step][0],
        "hint": task.hint,
        "status": task.status,
        "waiting": task.state is State.WAITING,
    }
    if href := _href(task, progress, view):
        item["href"] = href
    if task.state in _COLOURS:
        item["colour"] = _COLOURS[task.state]
    return item


def _href(task: Task, progress: RoundProgress, view: VacancyInView) -> str:
    """Return where a task is done, empty where nothing can be done there, or not by this person."""
    if task.state is State.WAITING:
        return ""
    if task.step is Step.ISSUE and (progress.issued or not view.may_prepare):
        return ""
    if task.step is Step.MODERATION and not progress.released:
        return url_for("moderation.board", round_id=progress.id)
    return url_for(_PAGES[task.step][1], round_id=progress.id)
