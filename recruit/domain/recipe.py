"""A recipe: what a manager wants of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recruit.domain.levels import QuestionType, RoleLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is wanted of a pack.

    ``minutes`` is the whole interview; ``questions`` counts scored ones only;
    ``mix`` is the scored questions of each type and adds up to ``questions``;
    ``frameworks`` names those whose indicators count towards coverage.
    """

    level: int
    minutes: int
    questions: int
    mix: Mapping[QuestionType, int]
    frameworks: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    seed: int = 0


def recipe_for(
    level: RoleLevel,
    *,
    minutes: int | None = None,
    questions: int | None = None,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    seed: int = 0,
) -> Recipe:
    """Return the recipe of a level, with what the manager set instead of its defaults.

    A number of questions unlike the level's mix adds or removes past-behaviour
    questions only; the count of these may come out below zero, which no pack can meet.
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
    )
