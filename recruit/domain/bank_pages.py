"""One question, one item or one level of a bank, looked up by its name in an address."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import NotThere, UnknownLevel, UnknownQuestion
from recruit.domain.frameworks import BEHAVIOURS, Framework, Item, Section
from recruit.domain.levels import RoleLevel, lens_items
from recruit.domain.question_search import in_order


@dataclass(frozen=True, slots=True)
class ItemAtLevel:
    """An item at one level: by which lens the level looks for it, and the questions that do.

    ``lens`` is ``behaviour``, ``base``, ``stretch``, or none where the level does not look for it.
    """

    level: RoleLevel
    lens: str | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ItemInBank:
    """A behaviour or an indicator, where it stands, what repeats it, and the levels that look for it.

    ``levels`` holds each level that looks for it or has a question that does, in order.
    ``alike`` are other items of the same idea, which coverage counts as one with it.
    """

    item: Item
    framework: Framework
    section: Section
    alike: tuple[Item, ...]
    levels: tuple[ItemAtLevel, ...]

    @property
    def is_behaviour(self) -> bool:
        """Whether it is one of the leadership behaviours, for which every level looks."""
        return self.framework.id == BEHAVIOURS

    @property
    def questions(self) -> int:
        """Distinct questions that look for it."""
        return len({one.id for level in self.levels for one in level.questions})


def question_in_bank(bank: QuestionBank, key: str) -> Question:
    """Return a question. Raises ``NotThere`` where the bank has none of this id."""
    try:
        return bank.question(key)
    except UnknownQuestion as unknown:
        raise NotThere(str(unknown)) from None


def level_in_bank(bank: QuestionBank, number: int) -> RoleLevel:
    """Return a level. Raises ``NotThere`` where the bank has none of this number."""
    try:
        return bank.level(number)
    except UnknownLevel as unknown:
        raise NotThere(str(unknown)) from None


def item_in_bank(bank: QuestionBank, item_id: str) -> ItemInBank:
    """Return an item with the questions that look for its idea. Raises ``NotThere`` for another id."""
    item = bank.frameworks.items.get(item_id)
    if item is None:
        raise NotThere(f"there is no behaviour or indicator {item_id!r}")
    framework = bank.frameworks.by_id[bank.frameworks.framework_of[item_id]]
    levels = (_at_level(bank, role, item, framework) for role in bank.levels.values())
    return ItemInBank(
        item=item,
        framework=framework,
        section=next(section for section in framework.sections if item in section.items),
        alike=tuple(
            one for one in bank.frameworks.items.values() if one.idea == item.idea and one.id != item.id
        ),
        levels=tuple(one for one in levels if one.lens or one.questions),
    )


def _at_level(bank: QuestionBank, role: RoleLevel, item: Item, framework: Framework) -> ItemAtLevel:
    asked = (one for one in bank.at_level(role.level) if item.idea in bank.frameworks.ideas(one.tags))
    return ItemAtLevel(role, _lens(bank, role, item, framework), tuple(in_order(asked)))


def _lens(bank: QuestionBank, role: RoleLevel, item: Item, framework: Framework) -> str | None:
    if framework.id == BEHAVIOURS:
        return "behaviour"
    for name, lenses in (("base", role.base), ("stretch", role.stretch)):
        if item in lens_items(lenses, bank.frameworks):
            return name
    return None
