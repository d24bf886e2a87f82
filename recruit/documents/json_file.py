"""JSON from a file that nobody has vouched for, with the line of every fault.

Python's own reader forgets lines, keeps the last of two equal keys, and takes NaN,
fractions and any depth. What a pack or a vacancy needs is narrower: objects, lists, texts,
whole numbers, true, false, null; and its faults have to be told by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from json import JSONDecodeError, JSONDecoder
from typing import Any

from recruit.documents.characters import character_faults, text_faults
from recruit.documents.schemas import schema_faults
from recruit.documents.text_file import decode
from recruit.documents.values import DEEPEST, LARGEST, MOST_FAULTS, MOST_VALUES, Located, Place, Value
from recruit.domain.errors import DataFaults, Fault

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z]+|-Infinity")
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER = 18
_STRINGS = JSONDecoder(strict=True)


def read_json(raw: bytes, *, source: str, schema: str) -> Any:
    """Return the value of a JSON file that meets a published schema.

    Raises ``DataFaults`` with the line of every fault.
    """
    file = parse_json(decode(raw, source=source), source=source)
    if faults := list(schema_faults(file, schema=schema)):
        raise DataFaults(faults)
    return file.value


def parse_json(text: str, *, source: str) -> Located:
    """Return the value of a JSON text with its lines.

    Raises ``DataFaults`` for text that is no JSON, and for repeated keys, numbers that are
    not whole, nesting deeper than ``DEEPEST``, and characters no document can hold.
    """
    if len(text) > LARGEST:
        raise DataFaults([Fault(source, 0, "is larger than 4 MB", "give the file as it was written")])
    if faults := list(islice(character_faults(text, source=source), MOST_FAULTS)):
        raise DataFaults(faults)
    reader = _Reader(text, source)
    try:
        value = reader.whole()
    except JSONDecodeError as error:
        message = f"is not valid JSON ({error.msg})"
        raise DataFaults([Fault(source, error.lineno, message, "check the quotes and commas here")]) from None
    if reader.faults:
        raise DataFaults(reader.faults)
    return Located(source, value, reader.lines)


class _Reader:
    """Walks a JSON text from left to right; ``at`` is the next character."""

    def __init__(self, text: str, source: str) -> None:
        self.text, self.source = text, source
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []
        self._counted = (0, 1)

    def whole(self) -> Value:
        value = self._value(())
        self._skip()
        if self.at < len(self.text):
            raise JSONDecodeError("Extra data", self.text, self.at)
        return value

    def _skip(self) -> str:
        """Pass white space and return the character after it, empty at the end."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def _line(self) -> int:
        """Return the line of the next character, counting on from the last time it was asked."""
        past, line = self._counted
        self._counted = (self.at, line + self.text.count("\n", past, self.at))
        return self._counted[1]

    def _fault(self, line: int, message: str, remedy: str) -> None:
        self._add([Fault(self.source, line, message, remedy)])

    def _add(self, faults: Iterable[Fault]) -> None:
        self.faults += faults
        if len(self.faults) >= MOST_FAULTS:
            raise DataFaults(self.faults)

    def _value(self, path: Place) -> Value:
        first = self._skip()
        self.lines.setdefault(path, self._line())
        if len(path) > DEEPEST or len(self.lines) > MOST_VALUES:
            what = f"is nested more than {DEEPEST} deep" if len(path) > DEEPEST else "holds too many values"
            raise DataFaults([Fault(self.source, self._line(), what, "write it as the schema shows")])
        if first == "{":
            return self._object(path)
        if first == "[":
            return self._list(path)
        return self._string() if first == '"' else self._scalar()

    def _string(self) -> str:
        line = self._line()
        value: str
        value, self.at = _STRINGS.raw_decode(self.text, self.at)
        self._add(text_faults(value, source=self.source, line=line))
        return value

    def _scalar(self) -> Value:
        line = self._line()
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            if number[1] or number[2] or len(number[0]) > _LONGEST_NUMBER:
                self._fault(
                    line, f"holds {number[0][:30]}, which is no whole number here", "write a whole number"
                )
                return 0
            return int(number[0])
        word = _WORD.match(self.text, self.at)
        if word is None:
            raise JSONDecodeError("Expecting value", self.text, self.at)
        if word[0] not in _CONSTANTS and word[0].lstrip("-") not in ("NaN", "Infinity"):
            raise JSONDecodeError("Expecting value", self.text, self.at)
        self.at = word.end()
        if word[0] not in _CONSTANTS:
            self._fault(line, f"holds {word[0]}, which is no number", "write a whole number")
        return _CONSTANTS.get(word[0])

    def _list(self, path: Place) -> Value:
        found: list[Value] = []
        self.at += 1
        if self._skip() == "]":
            self.at += 1
            return found
        while True:
            found.append(self._value((*path, len(found))))
            if self._ends("]"):
                return found

    def _object(self, path: Place) -> Value:
        found: dict[str, Value] = {}
        self.at += 1
        if self._skip() == "}":
            self.at += 1
            return found
        while True:
            self._member(found, path)
            if self._ends("}"):
                return found

    def _member(self, found: dict[str, Value], path: Place) -> None:
        if self._skip() != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", self.text, self.at)
        line = self._line()
        key = self._string()
        if self._skip() != ":":
            raise JSONDecodeError("Expecting ':' delimiter", self.text, self.at)
        self.at += 1
        if key in found:
            self._fault(line, f"gives {key!r} twice in one object", "keep one of the two")
        self.lines.setdefault((*path, key), line)
        found[key] = self._value((*path, key))

    def _ends(self, closing: str) -> bool:
        """Pass a comma, or the closing bracket; say whether it was the bracket."""
        mark = self._skip()
        if mark not in (",", closing) or not mark:
            raise JSONDecodeError("Expecting ',' delimiter", self.text, self.at)
        self.at += 1
        return mark == closing
