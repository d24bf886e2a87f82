"""Who acts, in which role, and what they are in one round."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 200
"""Characters that a name may have, of a person or of a thing."""


class Role(StrEnum):
    """A role that an account holds in an organisation or in one vacancy."""

    MANAGER = "recruiting manager"
    MEMBER = "panel member"
    HR = "hr"

    @property
    def label(self) -> str:
        """The role as a page shows it."""
        return "HR" if self is Role.HR else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Granted:
    """A role and where it holds: in one vacancy by its id, or in the whole organisation."""

    role: Role
    vacancy: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for something: account and organisation by id, the name for the record, the roles."""

    account: str
    organisation: str
    name: str
    grants: frozenset[Granted]

    def is_hr(self) -> bool:
        """Say whether the actor is HR of the organisation."""
        return Granted(Role.HR) in self.grants

    def opens_vacancies(self) -> bool:
        """Say whether the actor may open vacancies of their own."""
        return Granted(Role.MANAGER) in self.grants

    def runs(self, vacancy: str) -> bool:
        """Say whether the actor is the recruiting manager of a vacancy."""
        return Granted(Role.MANAGER, vacancy) in self.grants

    def vacancies(self, role: Role) -> tuple[str, ...]:
        """Return the ids of the vacancies in which the actor holds a role."""
        return tuple(sorted(g.vacancy for g in self.grants if g.role is role and g.vacancy))

    def has(self, role: Role) -> bool:
        """Say whether the actor holds a role anywhere."""
        return any(grant.role is role for grant in self.grants)


class Part(StrEnum):
    """A part that somebody has in one round; one person may have several."""

    MANAGER = "recruiting manager"
    HR = "hr"
    CHAIR = "chair"
    MEMBER = "panel member"


@dataclass(frozen=True, slots=True)
class Standing:
    """What one actor is in one round.

    ``member`` is the id of their seat on the panel, none without one. ``parts`` of a member
    who is stood down hold neither chair nor member.
    """

    parts: frozenset[Part]
    member: str | None = None
    scores: bool = False
    stood_down: bool = False

    def is_one_of(self, audience: frozenset[Part]) -> bool:
        """Say whether any of the actor's parts is in an audience."""
        return bool(self.parts & audience)


def standing(
    actor: Actor,
    *,
    vacancy: str,
    member: str | None,
    is_chair: bool = False,
    scores: bool = False,
    stood_down: bool = False,
) -> Standing:
    """Return what an actor is in a round of a vacancy, from their roles and their seat."""
    parts = set()
    if actor.runs(vacancy):
        parts.add(Part.MANAGER)
    if actor.is_hr():
        parts.add(Part.HR)
    if member and not stood_down:
        parts.add(Part.MEMBER)
        if is_chair:
            parts.add(Part.CHAIR)
    return Standing(frozenset(parts), member, scores and not stood_down, stood_down)
