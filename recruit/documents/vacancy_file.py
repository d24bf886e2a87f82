"""What is known of a vacancy, from a JSON file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import cattrs

from recruit.documents.characters import name_key
from recruit.documents.json_file import read_json
from recruit.documents.score_files import Scores
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.vacancy import Vacancy

_CONVERTER = cattrs.Converter()


def read_vacancy(raw: bytes, *, source: str) -> Vacancy:
    """Return the vacancy of a JSON file; raises ``DataFaults`` with the line of every fault."""
    value: Any = read_json(raw, source=source, schema="vacancy")
    value.pop("schema", None)
    vacancy: Vacancy = _CONVERTER.structure(_with_name_keys(value), Vacancy)
    return vacancy


def vacancy_faults(vacancy: Vacancy, *, source: str, scores: Scores) -> Iterator[Fault]:
    """Yield people whom the vacancy names and the scores do not, and people named twice."""
    members = [member.name for member in vacancy.panel]
    downs = [one.candidate for member in vacancy.panel for one in member.stood_down]
    interviews = [one.candidate for one in vacancy.interviews]
    decisions = [one.candidate for one in vacancy.decisions]
    known = {*scores.candidates, *(one.candidate for one in vacancy.absent(scores.candidates))}
    for name in dict.fromkeys((*downs, *interviews, *decisions)):
        if name not in known:
            yield Fault(source, 0, f"names {name}, who has no scores", "write the name as the scores do")
    if members:
        for name in scores.members:
            if name not in members:
                yield Fault(source, 0, f"the panel lacks {name}, who gave scores", "add the member")
    for what, names in (("panel", members), ("interviews", interviews), ("decisions", decisions)):
        for name in _repeated(names):
            yield Fault(source, 0, f"{what} names {name} twice", "keep one of the two")


def check_vacancy(vacancy: Vacancy, *, source: str, scores: Scores) -> None:
    """Raise ``DataFaults`` when a vacancy does not go with the scores."""
    if faults := list(vacancy_faults(vacancy, source=source, scores=scores)):
        raise DataFaults(faults)


def _repeated(names: Iterable[str]) -> list[str]:
    names = list(names)
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


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
