"""What is known of a vacancy, from a JSON file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cattrs

from recruit.documents.characters import name_key
from recruit.documents.json_file import read_json
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.scoring import Scores
from recruit.domain.vacancy import Decision, Vacancy

_CONVERTER = cattrs.Converter()


def read_vacancy(raw: bytes, *, source: str) -> Vacancy:
    """Return the vacancy of a JSON file; raises ``DataFaults`` with the line of every fault."""
    value: Any = read_json(raw, source=source, schema="vacancy")
    value.pop("schema", None)
    vacancy: Vacancy = _CONVERTER.structure(_with_name_keys(value), Vacancy)
    return vacancy


def check_vacancy(vacancy: Vacancy, *, source: str, scores: Scores) -> None:
    """Raise ``DataFaults`` for people whom only one of vacancy and scores knows, or who are named twice."""
    found = (*_unknown_people(vacancy, scores), *_panel_faults(vacancy, scores), *_named_twice(vacancy))
    if faults := [Fault(source, 0, message, remedy) for message, remedy in found]:
        raise DataFaults(faults)


def _unknown_people(vacancy: Vacancy, scores: Scores) -> Iterator[tuple[str, str]]:
    downs = [one.candidate for member in vacancy.panel for one in member.stood_down]
    seen = [one.candidate for one in vacancy.interviews]
    named = [*downs, *seen, *(one.candidate for one in vacancy.decisions)]
    known = {*scores.candidates, *(one.candidate for one in vacancy.absent(scores.candidates))}
    for name in dict.fromkeys(named):
        if name not in known:
            yield f"names {name}, who has no scores", "write the name as the scores do"
    for one in vacancy.decisions:
        if one.outcome is Decision.DID_NOT_ATTEND and one.candidate in scores.candidates:
            yield f"{one.candidate} did not attend, and has scores", "correct one of the two"


def _panel_faults(vacancy: Vacancy, scores: Scores) -> Iterator[tuple[str, str]]:
    members = {member.name for member in vacancy.panel}
    for name in scores.members if members else ():
        if name not in members:
            yield f"the panel lacks {name}, who gave scores", "add the member"
        elif name not in vacancy.scorers():
            yield f"{name} does not score, and gave scores", "set scores to true"


def _named_twice(vacancy: Vacancy) -> Iterator[tuple[str, str]]:
    lists = {
        "panel": [member.name for member in vacancy.panel],
        "interviews": [one.candidate for one in vacancy.interviews],
        "decisions": [one.candidate for one in vacancy.decisions],
    }
    for what, names in lists.items():
        for name in dict.fromkeys(one for one in names if names.count(one) > 1):
            yield f"{what} names {name} twice", "keep one of the two"


def _with_name_keys(value: Any) -> Any:
    """Return the value with every person's name in the form under which scores know it."""
    if isinstance(value, list):
        return [_with_name_keys(part) for part in value]
    if isinstance(value, dict):
        return {
            key: name_key(part) if key in ("candidate", "name") else _with_name_keys(part)
            for key, part in value.items()
        }
    return value
