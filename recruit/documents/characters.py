"""Characters that a document or a page can hold and show, and those that must not enter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from recruit.domain.errors import Fault

_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Beside C0 and C1 controls, surrogates and non-characters: the controls that override or
# isolate the direction of text. Marks of direction (U+200E, U+200F, U+061C) and joiners stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


_NO_ROOM = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
"""Characters that nobody sees; the joiners U+200C and U+200D stay, since scripts need them."""


def clean(text: str) -> str:
    """Return ``text`` with every line end as a line feed and without what a document cannot hold.

    Removed are control characters other than tab and line end, lone surrogates,
    non-characters, and the controls U+202A to U+202E and U+2066 to U+2069.
    """
    if text.isprintable():
        return text
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def character_faults(text: str, *, source: str) -> Iterator[Fault]:
    """Yield a fault for each character of a file that ``clean`` would remove.

    They are refused where text comes in: what a document would lose, or would show in
    another order than it was typed, is for its author to mend. Right-to-left letters and
    their ordinary marks are welcome.
    """
    if _UNWANTED.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            yield from text_faults(line, source=source, line=number)


def text_faults(text: str, *, source: str, line: int) -> Iterator[Fault]:
    """Yield a fault for each kind of unwanted character in one text that begins on ``line``.

    For texts whose escapes were resolved: what was harmless in the file may not be here.
    """
    for character in dict.fromkeys(_UNWANTED.findall(text.replace("\x85", " "))):
        message = f"holds the invisible character U+{ord(character):04X}"
        yield Fault(source, line, message, "delete it and type the text again")


def name_key(name: str) -> str:
    """Return the form of a name under which two spellings are the same person.

    Composed and decomposed letters count as one, runs of white space as one space, and
    what takes no room (a soft hyphen, a zero-width space) as nothing.
    """
    return " ".join(unicodedata.normalize("NFC", name).translate(_NO_ROOM).split())
