"""Which passwords are taken: long ones that neither a list nor a colleague would guess.

No mix of kinds of characters is asked for and none expires, as NIST SP 800-63B has it. Instead of a
list of leaked passwords, the shapes are refused that such lists are made of: one word with
figures around it, figures alone, neighbours on the keyboard, the same thing again and again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

SHORTEST, LONGEST = 10, 128
LONG_ENOUGH = 20
"""From so many characters on, one word and figures are taken too."""

_ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_PLACES = {sign: (across, down) for down, row in enumerate(_ROWS) for across, sign in enumerate(row)}
_READ_AS = str.maketrans("@4301!$5789", "aaeoiisstbg")
_WELL_KNOWN = (
    *("password", "passwort", "letmein", "welcome", "iloveyou", "qwerty", "admin", "changeme", "secret"),
    *("football", "liverpool", "arsenal", "chelsea", "monday", "summer", "winter", "spring", "autumn"),
    *("january", "february", "october", "november", "december", "september", "sunshine", "princess"),
    *("superman", "starwars", "pokemon", "charlie", "whatever", "trustno", "dragon", "master", "monkey"),
    *("council", "children", "socialwork", "interview", "panel"),
)
_ADVICE = "Three words that nobody links work well"


@dataclass(frozen=True, slots=True)
class About:
    """What colleagues know of somebody, and so would try first."""

    email: str
    name: str
    organisation: str


def normalised(password: str) -> str:
    """Return a password as it is hashed: however its letters were composed, it is the same one."""
    return unicodedata.normalize("NFKD", password)


def password_fault(password: str, *, about: About) -> str | None:
    """Return what is wrong with a password, as a sentence that says what to do; none if it is taken."""
    if len(password) < SHORTEST:
        return f"Password must be {SHORTEST} characters or more"
    if len(normalised(password)) > LONGEST:
        return f"Password must be {LONGEST} characters or fewer"
    plain = unicodedata.normalize("NFKC", password).casefold()
    if known := _named(plain, about):
        return f"Password must not hold “{known}”, which others know of you. {_ADVICE}"
    return f"That password is too easy to guess. {_ADVICE}" if _is_common(plain) else None


def _named(plain: str, about: About) -> str | None:
    parts = re.findall(r"\w+", f"{about.email} {about.name} {about.organisation}".casefold())
    return next((part for part in parts if len(part) > 3 and part in plain), None)


def _is_common(plain: str) -> bool:
    short = len(plain) < LONG_ENOUGH
    readings = (plain, plain.translate(_READ_AS))
    return (
        len(set(plain)) < 5
        or _neighbours(plain) > 0.6
        or _repeats(plain)
        or (short and any(_is_one_word(reading) for reading in readings))
        or any(_left_of(reading) < 6 for reading in readings)
    )


def _neighbours(text: str) -> float:
    """Return the share of steps from one sign to the next that a finger or a counter would take."""
    steps = [_is_step(one, other) for one, other in pairwise(text)]
    return sum(steps) / len(steps)


def _is_step(one: str, other: str) -> bool:
    if abs(ord(one) - ord(other)) <= 1:
        return True
    first, second = _PLACES.get(one), _PLACES.get(other)
    return bool(first and second) and max(abs(a - b) for a, b in _pairs(first, second)) <= 1


def _pairs(first: tuple[int, int] | None, second: tuple[int, int] | None) -> Iterable[tuple[int, int]]:
    return zip(first or (), second or (), strict=True)


def _repeats(text: str) -> bool:
    """Say whether a text is one part again and again."""
    return text in (text + text)[1:-1]


def _is_one_word(text: str) -> bool:
    """Say whether a text is figures and marks alone, or one run of letters with such around it."""
    return re.fullmatch(r"[\W\d_]*[^\W\d_]*[\W\d_]*", text) is not None


def _left_of(text: str) -> int:
    """Return how many different characters are left without well-known words, figures and marks."""
    for word in _WELL_KNOWN:
        text = text.replace(word, "")
    return len(set(re.sub(r"[\W\d_]", "", text)))
