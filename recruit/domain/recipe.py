"""A recipe: what a manager wants of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from recruit.domain.levels import QuestionType, RoleLevel

REST_DAYS = 365
"""Days after which a question counts as rested, unless a recipe says otherwise."""


class RestWeight(IntEnum):
    """What a pack may give up for questions that have rested.

    ``OFF``: nothing, rest is not looked at. ``AFTER_COVERAGE``: no coverage, so rest only
    chooses among packs that cover the same. ``BEFORE_STRETCH``: indicators of the stretch
    lens, never a behaviour or an indicator of the base lens.
    """

    OFF = 0
    AFTER_COVERAGE = 1
    BEFORE_STRETCH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is wanted of a pack.

    ``minutes`` is the whole interview; ``questions`` counts scored ones only;
    ``mix`` is the scored questions of each type and adds up to ``questions``;
    ``frameworks`` names those whose indicators count towards coverage.
    ``asked_before`` has the days since a question was last asked, by its id: none where
    nothing is known of this, and an empty one where nothing was asked. A question rests for
    ``rest_days``; one that is not named there, or that was asked longer ago, has rested.
    """

    level: int
    minutes: int
    questions: int
    mix: Mapping[QuestionType, int]
    frameworks: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    seed: int = 0
    asked_before: Mapping[str, int] | None = None
    rest_days: int = REST_DAYS
    rest_weight: RestWeight = RestWeight.AFTER_COVERAGE

    def unrested(self, question_id: str) -> int:
        """Return the days that a question has yet to rest, 0 to ``rest_days``; 0 where nothing is known."""
        since = (self.asked_before or {}).get(question_id, self.rest_days)
        return max(0, self.rest_days - since)


def recipe_for(
    level: RoleLevel,
    *,
    minutes: int | None = None,
    questions: int | None = None,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    seed: int = 0,
    asked_before: Mapping[str, int] | None = None,
    rest_days: int = REST_DAYS,
    rest_weight: int = RestWeight.AFTER_COVERAGE,
) -> Recipe:
    """Return the recipe of a level, with what the manager set instead of its defaults.

    A number of questions unlike the level's mix adds or removes past-behaviour
    questions only; the count of these may come out below zero, which no pack can meet.
    Of ``asked_before`` only what was asked within ``rest_days`` is kept.
    """
    count = level.scored if questions is None else questions
    mix = dict(level.mix)
    mix[QuestionType.PAST] += count - level.scored
    return Recipe(
        level=level.level,
        minutes=level.minutes if minutes is None else minutes,
        questions=count,
        mix=mix,
        frameworks=level.framework_ids(),
        include=tuple(sorted(set(include))),
        exclude=tuple(sorted(set(exclude))),
        seed=seed,
        asked_before=None if asked_before is None else _recent(asked_before, rest_days),
        rest_days=rest_days,
        rest_weight=RestWeight(rest_weight),
    )


def _recent(asked_before: Mapping[str, int], rest_days: int) -> dict[str, int]:
    return {name: since for name, since in sorted(asked_before.items()) if since < rest_days}
