"""The five-attribute leadership profile as a picture: plain shapes, in points, for any format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One attribute: mean of its scores and their range, agreed mean, or ``gap`` in words.

    ``mean``, ``lowest``, ``highest`` and ``agreed`` lie between 1 and 5; the first three
    are none together, where nothing was scored, and then ``gap`` says so.
    """

    number: int
    name: str
    mean: float | None
    lowest: int | None
    highest: int | None
    agreed: float | None
    gap: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The five attributes in order."""

    rows: tuple[ProfileRow, ...]
