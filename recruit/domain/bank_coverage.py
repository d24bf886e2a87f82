"""What a bank holds for each level: its questions, and what they look for; what is bare comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.frameworks import Frameworks, Item
from recruit.domain.levels import Lens, QuestionType, RoleLevel, lens_items


@dataclass(frozen=True, slots=True)
class Served:
    """An item, and how many questions look for it or for another item of the same idea."""

    item: Item
    questions: int


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """How many questions of an attribute there are, by type in the order of ``QuestionType``."""

    attribute: int
    name: str
    by_type: tuple[int, ...]

    @property
    def total(self) -> int:
        """Questions of every type."""
        return sum(self.by_type)


@dataclass(frozen=True, slots=True)
class LevelCoverage:
    """What the questions of one level are and look for.

    ``by_type`` counts over all attributes. ``base`` and ``stretch`` are the indicators of the
    level's two lenses, those that nothing looks for first, then in the order of their sources;
    an item whose idea is in the base lens is not in the stretch lens too. ``not_for_interview``
    are those of both lenses that no interview can hear; they are in neither list.
    """

    level: RoleLevel
    attributes: tuple[AttributeLine, ...]
    by_type: tuple[int, ...]
    behaviours: tuple[Served, ...]
    base: tuple[Served, ...]
    stretch: tuple[Served, ...]
    not_for_interview: tuple[Item, ...]

    @property
    def questions(self) -> int:
        """Questions that serve the level."""
        return sum(self.by_type)


@dataclass(frozen=True, slots=True)
class BehaviourLine:
    """How many questions look for a behaviour: in the whole bank, and at each level in order."""

    item: Item
    questions: int
    by_level: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CoverageDashboard:
    """The whole bank at a glance, without what is retired.

    A question of two levels counts at both, and once in ``questions``.
    """

    questions: int
    levels: tuple[LevelCoverage, ...]
    behaviours: tuple[BehaviourLine, ...]


def bare(served: Iterable[Served]) -> tuple[Item, ...]:
    """Return the items that no question looks for, in their order."""
    return tuple(one.item for one in served if not one.questions)


def coverage_dashboard(bank: QuestionBank) -> CoverageDashboard:
    """Return what a bank holds, for every level that it has."""
    levels = tuple(level_coverage(bank, role) for role in bank.levels.values())
    questions = [one for one in bank.questions if not one.retired]
    heard = _heard(questions, bank.frameworks)
    behaviours = tuple(
        BehaviourLine(item, heard[item.idea], tuple(one.behaviours[place].questions for one in levels))
        for place, item in enumerate(bank.frameworks.behaviours)
    )
    return CoverageDashboard(len(questions), levels, behaviours)


def level_coverage(bank: QuestionBank, role: RoleLevel) -> LevelCoverage:
    """Return what a bank holds for one level."""
    questions = bank.at_level(role.level)
    heard = _heard(questions, bank.frameworks)
    base = lens_items(role.base, bank.frameworks)
    stretch = _beyond(base, role.stretch, bank.frameworks)
    return LevelCoverage(
        level=role,
        attributes=tuple(
            AttributeLine(number, name, _by_type(one for one in questions if one.attribute == number))
            for number, name in bank.frameworks.attribute_names.items()
        ),
        by_type=_by_type(questions),
        behaviours=_served(bank.frameworks.behaviours, heard),
        base=_bare_first(_served(base, heard)),
        stretch=_bare_first(_served(stretch, heard)),
        not_for_interview=tuple(item for item in (*base, *stretch) if item.not_for_interview),
    )


def _heard(questions: Iterable[Question], frameworks: Frameworks) -> Counter[str]:
    """Count for each idea the questions that look for it."""
    return Counter(idea for one in questions for idea in frameworks.ideas(one.tags))


def _by_type(questions: Iterable[Question]) -> tuple[int, ...]:
    counts = Counter(one.type for one in questions)
    return tuple(counts[kind] for kind in QuestionType)


def _served(items: Iterable[Item], heard: Counter[str]) -> tuple[Served, ...]:
    return tuple(Served(item, heard[item.idea]) for item in items)


def _bare_first(served: Iterable[Served]) -> tuple[Served, ...]:
    heard = (one for one in served if not one.item.not_for_interview)
    return tuple(sorted(heard, key=lambda one: one.questions > 0))


def _beyond(base: Iterable[Item], stretch: Iterable[Lens], frameworks: Frameworks) -> tuple[Item, ...]:
    known = {item.idea for item in base}
    return tuple(item for item in lens_items(stretch, frameworks) if item.idea not in known)
