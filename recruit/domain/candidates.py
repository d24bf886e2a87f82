"""Candidates on their way into a round: how they are named, coded and told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from recruit.domain.errors import Fault
from recruit.domain.people import LONGEST_NAME

LONGEST_CODE = 8
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\Z")
_OURS = re.compile(r"C-(\d{1,5})\Z")  # one digit fewer than fits, so that the next number fits too
_FORMULA = ("=", "+", "-", "@")
TELL_APART = "add a middle name, an initial or a team to tell the two apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody to be added to a round. ``code`` is empty where one is to be given.

    ``line`` is the row of the file that names them, 0 where they come from no file.
    """

    name: str
    code: str = ""
    day: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate of the round, by what nobody else in it may have."""

    name: str
    code: str


def newcomer_faults(newcomers: Iterable[Newcomer], *, known: Iterable[Known], source: str) -> Iterator[Fault]:
    """Yield every reason why newcomers cannot be added together to those who are there.

    Names and codes are compared without regard to capitals. A name that a spreadsheet would
    run as a formula is refused. Nothing is yielded for nobody.
    """
    known = tuple(known)
    names: dict[str, Known | Newcomer] = {one.name.casefold(): one for one in known}
    codes: dict[str, Known | Newcomer] = {one.code.casefold(): one for one in known}
    for newcomer in newcomers:
        wrong = [*name_faults(newcomer.name), *_code_faults(newcomer.code)]
        first = names.setdefault(newcomer.name.casefold(), newcomer)
        if newcomer.name and first is not newcomer:
            wrong.append((f"{newcomer.name} {_there_already(first)}", TELL_APART))
        if newcomer.code and (first := codes.setdefault(newcomer.code.casefold(), newcomer)) is not newcomer:
            another = "give another code, or none: one is given then"
            wrong.append((f"the code {newcomer.code} {_there_already(first)}", another))
        for message, remedy in wrong:
            yield Fault(source, newcomer.line, message, remedy)


def _there_already(first: Known | Newcomer) -> str:
    if isinstance(first, Newcomer):
        return f"stands here twice; first in row {first.line}"
    return "is in this round already"


def name_faults(name: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a candidate's name, each with what to do about it."""
    if not name:
        yield "the name is missing", "fill it in"
    if name.startswith(_FORMULA):
        message = f"the name begins with {name[0]}, which a spreadsheet would run as a formula"
        yield message, "type the name as the person writes it"
    if len(name) > LONGEST_NAME:
        yield f"the name has {len(name)} characters", f"shorten it to {LONGEST_NAME}"


def _code_faults(code: str) -> Iterator[tuple[str, str]]:
    if code and (len(code) > LONGEST_CODE or not _CODE.match(code)):
        remedy = f"use at most {LONGEST_CODE} letters, figures and hyphens, such as C-07"
        yield f"the code {code!r} cannot be used", remedy


def with_codes(newcomers: Iterable[Newcomer], *, taken: Iterable[str]) -> tuple[Newcomer, ...]:
    """Return newcomers with a code each: C-01, C-02 and so on, after the highest that is taken."""
    newcomers = tuple(newcomers)
    given = [*taken, *(one.code for one in newcomers)]
    last = max((int(found[1]) for code in given if (found := _OURS.match(code.upper()))), default=0)
    coded = []
    for newcomer in newcomers:
        last += not newcomer.code
        coded.append(newcomer if newcomer.code else replace(newcomer, code=f"C-{last:02d}"))
    return tuple(coded)
