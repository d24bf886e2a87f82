"""One-time codes: read from a letter, typed or pasted into a page, never part of an address."""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 signs that are told apart in print: no I, L, O; no U, so that fewer words come up."""

_LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_GROUP = 4
LENGTH = 16
"""Signs of a code: 80 bits, more than anybody can try."""


def code_from(randomness: bytes) -> str:
    """Return the code that 10 random bytes spell: four groups of four signs.

    Raises ``ValueError`` for any other number of bytes.
    """
    if len(randomness) * 8 != LENGTH * 5:
        raise ValueError("a code is made of 10 bytes")
    number = int.from_bytes(randomness)
    signs = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(signs[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def code_key(typed: str) -> str:
    """Return what was typed as it is compared: case, spaces, dashes and look-alikes do not count."""
    return "".join(filter(str.isalnum, typed)).upper().translate(_LOOK_ALIKES)


def code_hash(typed: str) -> str:
    """Return the SHA-256 of a code, which is all that is kept of it."""
    return hashlib.sha256(code_key(typed).encode("utf-8", "replace")).hexdigest()
