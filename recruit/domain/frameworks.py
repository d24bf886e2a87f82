"""Leadership frameworks: sections, items, stages and their pointers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

BEHAVIOURS = "sfpc"
"""The framework whose sections are the five attributes and whose items are the behaviours."""

LOCAL = "local-"
"""What the id of an organisation's own framework begins with."""


@dataclass(frozen=True, slots=True)
class ClfPointer:
    """A pointer to the Continuous Learning Framework, whose levels are not our stages."""

    capability: str
    level: str
    relation: str


@dataclass(frozen=True, slots=True)
class Item:
    """A behaviour, indicator, sentence or descriptor of a framework, in our words.

    ``not_for_interview`` says why no interview can hear it, where none can.
    """

    id: str
    label: str
    meaning: str
    locator: str
    stage: str | None = None
    clf: ClfPointer | None = None
    same_idea_as: str | None = None
    note: str | None = None
    not_for_interview: str | None = None

    @property
    def idea(self) -> str:
        """Id under which coverage counts this item: its own, or that of the item it repeats."""
        return self.same_idea_as or self.id


@dataclass(frozen=True, slots=True)
class Section:
    """An attribute, capability, statement or domain, numbered from 1.

    ``attribute``, 1 to 5, is the one that a section of a local framework belongs to.
    """

    id: str
    number: int
    label: str
    meaning: str
    items: tuple[Item, ...]
    attribute: int | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A self-rating from 1 to 5; for development, never for selection."""

    id: str
    attribute: int
    text: str
    sounds_like_5: tuple[str, ...]
    locator: str


@dataclass(frozen=True, slots=True)
class Reflection:
    """A self-reflection question; for development, never for selection."""

    id: str
    attribute: int
    text: str
    locator: str


@dataclass(frozen=True)
class Framework:
    """A source that questions are tied to, with what it forbids or leaves open.

    A local framework says itself why it is looked at (``reason``) and at which ``levels``,
    all of them where none is named; the lenses of the others stand in the levels.
    """

    id: str
    title: str
    publisher: str
    year: int | None
    licence: str
    attribution: str
    cautions: tuple[str, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    ratings: tuple[Rating, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    levels: tuple[int, ...] = ()
    reason: str | None = None

    def items(self) -> Iterator[Item]:
        """Yield every item in the order of the source."""
        for section in self.sections:
            yield from section.items


@dataclass(frozen=True)
class Frameworks:
    """All frameworks of a bank, by id."""

    by_id: Mapping[str, Framework]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item of every framework by its id."""
        return {item.id: item for framework in self.by_id.values() for item in framework.items()}

    @cached_property
    def framework_of(self) -> Mapping[str, str]:
        """Id of the framework of each item."""
        return {item.id: name for name, framework in self.by_id.items() for item in framework.items()}

    @cached_property
    def attribute_names(self) -> Mapping[int, str]:
        """Names of the five attributes, by number from 1."""
        return {section.number: section.label for section in self.by_id[BEHAVIOURS].sections}

    @cached_property
    def behaviours(self) -> tuple[Item, ...]:
        """The 27 behaviours in order."""
        return tuple(self.by_id[BEHAVIOURS].items())

    @cached_property
    def attribute_of(self) -> Mapping[str, int]:
        """Attribute, 1 to 5, of each behaviour."""
        return {
            item.id: section.number for section in self.by_id[BEHAVIOURS].sections for item in section.items
        }

    def ideas(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the distinct ideas among items: two items that repeat each other count once."""
        return frozenset(self.items[name].idea for name in ids)
