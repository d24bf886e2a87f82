"""The people of the demonstrations, all of them invented, and what they score, write and decide.

Nothing here is left to chance: the same pack always gives the same scores and notes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import time

from recruit.domain.levels import QuestionType
from recruit.domain.pack import PackQuestion
from recruit.domain.vacancy import Decision

COUNCIL = "Anyborough Council (invented)"
PLACE = "Committee Room 2, Anyborough"


@dataclass(frozen=True, slots=True)
class Invented:
    """A candidate: their name, the score they usually reach, and what was decided, if anything was."""

    name: str
    usual: int
    decision: Decision | None = None
    reason: str = ""


MEMBERS = (
    ("Ruth Adeyemi", "Chair"),
    ("Gareth Llewellyn", "Panel member"),
    ("Farah Siddiqui", "Panel member"),
)
CANDIDATES = (
    Invented(
        "Siân O'Brien-Ōkubo",
        4,
        Decision.RECOMMENDED,
        "The panel weighed the evidence on each attribute, not the average. What she did herself, and why, "
        "is clear on most questions, and on several she had tested it with the families and staff concerned. "
        "Where our scores lay apart we went back to our notes and agreed.",
    ),
    Invented(
        "Tomasz Wiśniewski",
        3,
        Decision.RESERVE,
        "Clear accounts of his own actions on most questions. The panel heard less of how he weighed what "
        "others stood to lose, and would gladly appoint him should the first candidate withdraw.",
    ),
    Invented(
        "أمل حداد (Amal Haddad)",
        2,
        Decision.NOT_APPOINTABLE,
        "On several questions it stayed unclear after every probe what she had done herself, and why. The "
        "panel would welcome her again with more of her own leadership to draw on.",
    ),
    Invented("Priya Raman", 3),  # undecided, so that a draft can be seen
)
BEING_SCORED = (
    Invented("Nguyễn Văn An", 3),
    Invented("Zoë-Marie d'Arcy", 4),
    Invented("יעל כהן", 3),
)
WITHDREW = Invented("Daniel Mensah", 3)

_AWAY = (0, 0, 0, 0, 1, -1, 0, -2)
"""How far members are from the usual score: mostly not at all, now and then a point or two."""

AGREED_BECAUSE = "The panel went through its notes together and agreed on the anchor that they meet."
NOT_PUT = "The interview ran late and the chair left this question out."


def number_for(*words: str) -> int:
    """Return a number that these words always give, so that a demonstration never changes."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode()).digest()[:4], "big")


def invented_score(question: PackQuestion, candidate: Invented, member: str) -> int | None:
    """Return an invented score, none where the question was not put to the candidate."""
    if number_for("unexplored", candidate.name, question.id) % 23 == 0:
        return None
    usual = candidate.usual + (number_for(candidate.name, question.id) % 3 - 1)
    away = _AWAY[number_for(member, candidate.name, question.id) % len(_AWAY)]
    return min(5, max(1, usual + away))


def middle_score(question: PackQuestion, candidate: Invented) -> int | None:
    """Return the middle score where members differ, else none."""
    scores = [invented_score(question, candidate, member) for member, _ in MEMBERS]
    given = sorted(score for score in scores if score is not None)
    return given[len(given) // 2] if len(set(given)) > 1 else None


_OPENINGS = (
    ("Unprompted: ", "After the first probe: ", "Then: ", "At the end: "),
    ("Straight away: ", "When asked about their own part: ", "Later: ", "In answer to the last probe: "),
    ("To begin with: ", "Asked once more: ", "Also: ", "Finally: "),
)
"""How each member of a panel notes when they heard something."""

_OF_AN_INSTANCE = {
    1: "Spoke of the team in general. No instance came, even after the line for being stuck.",
    2: "Mostly “we”: own part and own reasons stayed unclear after every probe.",
    3: "What they did, why, and what came of it for those concerned is clear.",
    4: "Put the other side’s interest fairly, and said what they themselves stood to gain or lose.",
    5: "Had put it to those affected, and said what would have shown them wrong and what they changed.",
}
_OF_A_COURSE = {
    1: "General remarks. No course came, even after the line for being stuck.",
    2: "Named a first step; the reasons for it stayed unclear after every probe.",
    3: "What they would do, why, and what it would mean for those concerned is clear.",
    4: "Put the other side’s interest fairly, and said what they themselves would stand to gain or lose.",
    5: "Would put it to those affected, and said what would show them wrong and what would follow.",
}
"""What a note ends with, by score: on what somebody did, and on what they would do."""


def invented_note(question: PackQuestion, score: int, *, member: str) -> str:
    """Return what a member noted of an answer: for each score above 1 something they listened for."""
    places = [name for name, _ in MEMBERS]
    openings = _OPENINGS[places.index(member)]
    heard = [_noted(cue.text) for cue in question.listen_for]
    shift = number_for(member, question.id) % len(heard)
    chosen = (heard[shift:] + heard[:shift])[: score - 1]
    lines = [f"{opening}{text}." for opening, text in zip(openings, chosen, strict=False)]
    hypothetical = question.type in (QuestionType.SITUATION, QuestionType.EXERCISE)
    return "\n".join([*lines, (_OF_A_COURSE if hypothetical else _OF_AN_INSTANCE)[score]])


def _noted(cue: str) -> str:
    """Return what is listened for as somebody notes it: without the examples, and short."""
    without = re.split(r",? such as |, for instance|\(|;", cue)[0].rstrip(" .,")
    return without[0].lower() + without[1:]


@dataclass(frozen=True, slots=True)
class Slot:
    """When a candidate was seen, and what was not as planned; empty where all was."""

    start: time
    finish: time
    departure: str


def invented_slot(order: int, *, minutes: int) -> Slot:
    """Return when the candidate of a place, from 1, was seen: 25 minutes between interviews of ``minutes``.

    The third began ten minutes late.
    """
    late = 10 if order == 3 else 0
    begun = 9 * 60 + 30 + (order - 1) * (minutes + 25) + late
    departure = "Began ten minutes late; the panel before had run over." if late else ""
    return Slot(_clock(begun), _clock(begun + minutes), departure)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
