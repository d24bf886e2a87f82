"""What a manager is shown of a level before a pack is drawn: lens, cautions, recipe, reasons.

Everything is in finished words, so that a page only sets it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recruit.domain.bank import QuestionBank
from recruit.domain.frameworks import BEHAVIOURS, Framework, Frameworks
from recruit.domain.levels import Asked, Cell, Lens, RoleLevel
from recruit.domain.words import counted, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLens:
    """A part of a framework that the level looks through.

    ``role`` is "Base" or "Stretch"; ``part`` says which of it, and what is left aside.
    """

    role: str
    framework: str
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class FrameworkCautions:
    """What a framework forbids or leaves open."""

    framework: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAttribute:
    """One of the five attributes, 1 to 5, as the level takes it."""

    number: int
    name: str
    asked: str
    meaning: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The recipe that a level proposes, with its reasons.

    ``questions`` counts scored ones; ``minutes`` is the whole interview at its longest,
    ``fixed_minutes`` the part of it that holds no question. ``note`` is empty where the level
    has none.
    """

    level: int
    title: str
    posts: str
    note: str
    lenses: tuple[ProposedLens, ...]
    cautions: tuple[FrameworkCautions, ...]
    questions: int
    mix: tuple[str, ...]
    mix_reason: str
    minutes: int
    fixed_minutes: int
    attributes: tuple[ProposedAttribute, ...]


def propose(bank: QuestionBank, level: int) -> Proposal:
    """Return what a level proposes; raises ``UnknownLevel`` where the bank has no such level."""
    role = bank.level(level)
    return Proposal(
        level=role.level,
        title=role.title,
        posts=role.posts,
        note=role.note or "",
        lenses=(
            *_lenses("Base", role.base, bank.frameworks),
            *_lenses("Stretch", role.stretch, bank.frameworks),
        ),
        cautions=_cautions(role, bank.frameworks),
        questions=role.scored,
        mix=tuple(f"{count} {kind.label.lower()}" for kind, count in role.mix.items() if count),
        mix_reason=role.mix_reason,
        minutes=role.minutes,
        fixed_minutes=bank.interview.minutes.total,
        attributes=tuple(
            _attribute(cell, bank.frameworks) for cell in sorted(role.attributes, key=lambda c: c.attribute)
        ),
    )


def _lenses(role: str, lenses: Iterable[Lens], frameworks: Frameworks) -> Iterable[ProposedLens]:
    for lens in lenses:
        framework = frameworks.by_id[lens.framework]
        part = _part(lens, framework)
        yield ProposedLens(role=role, framework=framework.title, part=part, reason=lens.reason)


def _part(lens: Lens, framework: Framework) -> str:
    """Return which part of a framework a lens lets through: "Stages emerging and established"."""
    parts = []
    if lens.stages:
        parts.append(f"{'stage' if len(lens.stages) == 1 else 'stages'} {listed(lens.stages)}")
    if lens.sections:
        names = [
            f"{section.number} ({section.label})"
            for section in framework.sections
            if section.id in lens.sections
        ]
        parts.append(f"{'section' if len(names) == 1 else 'sections'} {listed(names)}")
    words = ", ".join(parts) or "all of it"
    if lens.without:
        aside = [item.label for item in framework.items() if item.id in lens.without]
        words += f", without {counted(len(aside), 'item')}: {'; '.join(aside)}"
    return words[0].upper() + words[1:]


def _cautions(role: RoleLevel, frameworks: Frameworks) -> tuple[FrameworkCautions, ...]:
    names = dict.fromkeys((BEHAVIOURS, *role.framework_ids()))
    sources = [frameworks.by_id[name] for name in names]
    return tuple(FrameworkCautions(source.title, source.cautions) for source in sources if source.cautions)


def _attribute(cell: Cell, frameworks: Frameworks) -> ProposedAttribute:
    return ProposedAttribute(
        number=cell.attribute,
        name=frameworks.attribute_names[cell.attribute],
        asked=_asked(cell),
        meaning=cell.meaning,
        reason=cell.reason,
    )


def _asked(cell: Cell) -> str:
    if cell.asked is Asked.LIGHT:
        return "Lightly: exactly one scored question"
    if cell.asked is Asked.OPTIONAL:
        return "An option: at most one question, not scored, and only if you ask for it"
    if cell.attribute == 1:
        return "In full: at least two scored questions, one of them on past behaviour"
    return "In full: at least one scored question on past behaviour"
