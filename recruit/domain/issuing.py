"""What a pack and its round need before the pack is issued, and what striking a question leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.panels import panel_caution
from recruit.domain.rounds import Seat

FEWEST_SCORED, MOST_SCORED = 6, 8
"""How many scored questions a round asks."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a round lacks, and the page on which it is mended: pack, panel or candidates."""

    message: str
    page: str


def issue_obstacles(pack: Pack, *, level: int, seats: Iterable[Seat], candidates: int) -> tuple[Lack, ...]:
    """Return what stands against issuing a pack; empty where nothing does.

    ``level`` is the vacancy's role level now, ``candidates`` the number still expected.
    """
    return (*_pack_lacks(pack, level), *_panel_lacks(_sitting(seats)), *_candidate_lacks(candidates))


def _sitting(seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if not seat.stood_down]


def _pack_lacks(pack: Pack, level: int) -> Iterator[Lack]:
    scored = sum(question.scored for question in pack.questions)
    if pack.level != level:
        message = f"The pack is for level {pack.level} and the vacancy is now of level {level}: draw it again"
        yield Lack(message, "pack")
    if scored < FEWEST_SCORED:
        message = f"The pack has {scored} scored questions and a round asks {FEWEST_SCORED} to {MOST_SCORED}"
        yield Lack(f"{message}: draw it again with more", "pack")
    if scored > MOST_SCORED:
        message = f"The pack has {scored} scored questions and a round asks {FEWEST_SCORED} to {MOST_SCORED}"
        yield Lack(f"{message}: leave some out", "pack")


def _panel_lacks(sitting: Collection[Seat]) -> Iterator[Lack]:
    if not any(seat.is_chair for seat in sitting):
        yield Lack("The panel has no chair: name one", "panel")
    if not any(seat.scores for seat in sitting):
        yield Lack("Nobody on the panel scores: invite somebody who does", "panel")


def _candidate_lacks(candidates: int) -> Iterator[Lack]:
    if not candidates:
        yield Lack("No candidate is expected: add one at least", "candidates")


def issue_cautions(pack: Pack, *, bank_digest: str, seats: Iterable[Seat]) -> tuple[str, ...]:
    """Return what a manager should weigh before issuing a pack, in sentences; nothing of it forbids it."""
    cautions = []
    if caution := panel_caution(sum(seat.scores for seat in _sitting(seats))):
        cautions.append(caution)
    if pack.bank.digest != bank_digest:
        cautions.append(
            "The question bank has changed since this pack was drawn. The pack holds its questions as they"
            " were then; draw it again to have them as they are now."
        )
    return tuple(cautions)


def leaves_attribute_unscored(pack: Pack, question: PackQuestion, *, struck: Collection[str]) -> bool:
    """Say whether striking a question leaves its attribute without any score that counts."""
    others = (one for one in pack.questions if one.attribute == question.attribute and one is not question)
    return question.scored and not any(one.scored and one.id not in struck for one in others)
