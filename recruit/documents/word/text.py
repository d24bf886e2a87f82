"""What may come out in a document: plain values in, characters that every reader can hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from markupsafe import Markup, escape

from recruit.documents.characters import clean
from recruit.documents.drawing import Picture

Plain: TypeAlias = "str | int | float | bool | Picture | list[Plain] | dict[str, Plain] | None"

DEEPEST = 20
"""Lists and dicts inside one another; our reports use six."""
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TEXT_ALONE = frozenset((str,))
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def in_text(text: str) -> str:
    """Return clean ``text`` as the content of ``w:t``: escaped, with Word's breaks and tabs."""
    escaped = str(escape(text)).replace("\n", BREAK).replace("\t", TAB)
    return Markup(escaped)  # noqa: S704 (escaped one line above; what is added is our own)


def in_attribute(text: str) -> str:
    """Return clean ``text`` for an attribute or a property: escaped, on one line."""
    return escape(text.replace("\n", " ").replace("\t", " "))


def plain(view: Mapping[str, object]) -> dict[str, Plain]:
    """Return a copy of ``view`` that holds clean plain data alone; tuples become lists.

    Raises ``TypeError`` for any other type, subclasses of the allowed ones too, and
    ``ValueError`` for a number that is not finite or a nesting deeper than ``DEEPEST``.
    """
    try:
        return _plain_dict(dict(view), 0)
    except _NotPlainError:
        fault = _fault(dict(view), "the view", 0)
    raise fault or TypeError("the view is no plain data")


class _NotPlainError(Exception):
    """Something in a view cannot be printed; ``_fault`` says what and where."""


def _plain(value: object, depth: int) -> Plain:
    if type(value) is str:
        return value if value.isprintable() else clean(value)
    if type(value) is dict:
        return _plain_dict(value, depth)
    if type(value) is list or type(value) is tuple:
        if depth > DEEPEST:
            raise _NotPlainError
        return [_plain(item, depth + 1) for item in value]
    if value is None or type(value) is int or type(value) is bool or type(value) is Picture:
        return value
    if type(value) is float and math.isfinite(value):
        return value
    raise _NotPlainError


def _plain_dict(values: dict[str, object], depth: int) -> dict[str, Plain]:
    if depth > DEEPEST or not _TEXT_ALONE.issuperset(map(type, values)):
        raise _NotPlainError
    return {
        key: value if type(value) is str and value.isprintable() else _plain(value, depth + 1)
        for key, value in values.items()
    }


def _fault(value: object, path: str, depth: int) -> Exception | None:
    """Return what is wrong in a value, naming the place; none where nothing is."""
    if depth > DEEPEST + 1:
        return ValueError(f"{path} nests more than {DEEPEST} deep")
    members: Iterable[tuple[object, object]] = ()
    if type(value) is dict:
        if odd := [key for key in value if type(key) is not str]:
            return TypeError(f"{path} has the key {odd[0]!r}, which is no text")
        members = value.items()
    elif type(value) is list or type(value) is tuple:
        members = enumerate(value)
    else:
        return _fault_of_one(value, path)
    found = (_fault(member, f"{path}[{key!r}]", depth + 1) for key, member in members)
    return next((fault for fault in found if fault), None)


def _fault_of_one(value: object, path: str) -> Exception | None:
    try:
        _plain(value, 0)
    except _NotPlainError:
        said = f"{path} is {value!r:.60}, which a document cannot print"
        return ValueError(said) if type(value) is float else TypeError(said)
    return None
