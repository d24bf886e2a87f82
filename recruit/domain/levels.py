"""Role levels: which items matter, how fully each attribute is asked, which mix of questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from recruit.domain.frameworks import Framework, Frameworks, Item


class QuestionType(StrEnum):
    """How a question asks for evidence."""

    PAST = "PB"
    SITUATION = "S"
    REFLECTION = "R"
    EXERCISE = "X"

    @property
    def label(self) -> str:
        """Name of the type as a panel reads it."""
        return _TYPE_LABELS[self]


_TYPE_LABELS = {
    QuestionType.PAST: "Past behaviour",
    QuestionType.SITUATION: "Situation",
    QuestionType.REFLECTION: "Values reflection",
    QuestionType.EXERCISE: "Exercise",
}


class Asked(StrEnum):
    """How fully a level asks about an attribute.

    Full: at least one scored question, one of them past behaviour (attribute 1: two scored).
    Light: exactly one scored question. Optional: at most one question, unscored.
    """

    FULL = "full"
    LIGHT = "light"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Lens:
    """A part of a framework that a level looks through, and why."""

    framework: str
    reason: str
    stages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def items(self, framework: Framework) -> Iterable[Item]:
        """Yield the items of ``framework`` that this lens lets through, in order."""
        for section in framework.sections:
            if self.sections and section.id not in self.sections:
                continue
            for item in section.items:
                if (not self.stages or item.stage in self.stages) and item.id not in self.without:
                    yield item


@dataclass(frozen=True, slots=True)
class Cell:
    """What one attribute means at one level, and how fully it is asked there."""

    attribute: int
    asked: Asked
    meaning: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoleLevel:
    """A level of post, 1 (newly qualified) to 8 (director of children's services)."""

    level: int
    title: str
    posts: str
    minutes: int
    base: tuple[Lens, ...]
    stretch: tuple[Lens, ...]
    mix: Mapping[QuestionType, int]
    mix_reason: str
    attributes: tuple[Cell, ...]
    note: str | None = None

    def asked(self, attribute: int) -> Asked:
        """Return how fully this level asks about ``attribute`` (1 to 5)."""
        return self.cell(attribute).asked

    def cell(self, attribute: int) -> Cell:
        """Return the cell of ``attribute`` (1 to 5)."""
        return next(cell for cell in self.attributes if cell.attribute == attribute)

    @property
    def scored(self) -> int:
        """Number of scored questions in the default pack."""
        return sum(self.mix.values())

    def framework_ids(self) -> tuple[str, ...]:
        """Return the frameworks of base and stretch, each once, in order."""
        return tuple(dict.fromkeys(lens.framework for lens in (*self.base, *self.stretch)))


def lens_items(lenses: Iterable[Lens], frameworks: Frameworks) -> tuple[Item, ...]:
    """Return the items that any of ``lenses`` lets through, in order, each once."""
    found = {item.id: item for lens in lenses for item in lens.items(frameworks.by_id[lens.framework])}
    return tuple(found.values())
