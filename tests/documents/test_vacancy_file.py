"""A vacancy from a file: whatever was given is read, and must go with the scores."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from recruit.documents.vacancy_file import check_vacancy, read_vacancy
from recruit.domain.errors import DataFaults
from recruit.domain.scoring import Scores
from recruit.domain.vacancy import (
    Decision,
    Interview,
    PanelMember,
    RecordedDecision,
    StandDown,
    Vacancy,
)
from tests.score_sheets import CANDIDATES, MEMBERS

SIAN, TOMASZ = CANDIDATES
RUTH, GARETH = MEMBERS
SCORES = Scores(CANDIDATES, MEMBERS, (), ())

WHOLE: dict[str, Any] = {
    "schema": "recruit-vacancy/1",
    "title": "Service manager, family safeguarding",
    "reference": "CS-2027-014",
    "organisation": "Anyborough Council",
    "panel": [
        {"name": RUTH, "role": "Chair"},
        {"name": GARETH, "role": "Member", "stood_down": [{"candidate": TOMASZ, "reason": "Managed him."}]},
    ],
    "interviews": [
        {
            "candidate": SIAN,
            "date": "14 January 2027",
            "place": "Town Hall",
            "order": 1,
            "start": "09:30",
            "finish": "10:48",
            "departures": ["Began five minutes late."],
        },
        {"candidate": TOMASZ},
    ],
    "decisions": [
        {
            "candidate": SIAN,
            "outcome": "recommended",
            "reason": "The evidence.",
            "decided_by": f"{RUTH}, chair",
            "date": "15 January 2027",
        }
    ],
}


def as_json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def decision(candidate: str, outcome: str) -> dict[str, str]:
    return {
        "candidate": candidate,
        "outcome": outcome,
        "reason": "Why.",
        "decided_by": RUTH,
        "date": "1 May 2027",
    }


def read(value: object) -> Vacancy:
    return read_vacancy(as_json(value), source="vacancy.json")


def refusals(raw: bytes) -> list[tuple[int, str]]:
    with pytest.raises(DataFaults) as caught:
        read_vacancy(raw, source="vacancy.json")
    assert all(fault.source == "vacancy.json" and fault.remedy for fault in caught.value.faults)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def clashes(value: object) -> list[str]:
    """Return what does not go together in a vacancy and the scores of its round."""
    with pytest.raises(DataFaults) as caught:
        check_vacancy(read(value), source="vacancy.json", scores=SCORES)
    return [fault.message for fault in caught.value.faults]


def test_a_vacancy_is_read_whole() -> None:
    assert read(WHOLE) == Vacancy(
        title="Service manager, family safeguarding",
        reference="CS-2027-014",
        organisation="Anyborough Council",
        panel=(
            PanelMember(RUTH, "Chair"),
            PanelMember(GARETH, "Member", (StandDown(TOMASZ, "Managed him."),)),
        ),
        interviews=(
            Interview(
                candidate=SIAN,
                date="14 January 2027",
                place="Town Hall",
                order=1,
                start="09:30",
                finish="10:48",
                departures=("Began five minutes late.",),
            ),
            Interview(candidate=TOMASZ),
        ),
        decisions=(
            RecordedDecision(
                candidate=SIAN,
                outcome=Decision.RECOMMENDED,
                reason="The evidence.",
                decided_by=f"{RUTH}, chair",
                date="15 January 2027",
            ),
        ),
    )


def test_every_part_may_be_left_out() -> None:
    assert read({}) == Vacancy()
    for part in WHOLE:
        assert read({name: value for name, value in WHOLE.items() if name != part}) is not None


@pytest.mark.parametrize("outcome", list(Decision))
def test_every_outcome_of_the_field_can_be_recorded(outcome: Decision) -> None:
    [recorded] = read({"decisions": [decision(SIAN, outcome.value)]}).decisions
    assert recorded.outcome is outcome
    assert recorded.outcome.label != ""


def test_a_vacancy_that_goes_with_its_scores_passes() -> None:
    check_vacancy(read(WHOLE), source="vacancy.json", scores=SCORES)
    check_vacancy(Vacancy(), source="vacancy.json", scores=SCORES)


def test_names_are_the_same_person_in_either_form() -> None:
    turned = json.loads(unicodedata.normalize("NFD", json.dumps(WHOLE, ensure_ascii=False)))
    turned["panel"][0]["name"] = f" {RUTH.replace(' ', '  ')} "
    check_vacancy(read(turned), source="vacancy.json", scores=SCORES)
    assert read(turned).stood_down(TOMASZ) == {GARETH}


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        ({"tittle": "x"}, 1, 'holds "tittle", which the format does not know'),
        ({"title": ""}, 3, 'title: is ""'),
        ({"title": "  "}, 3, 'title: is "  "'),
        ({"title": 7}, 3, "title: is a whole number where text is wanted"),
        ({"schema": "recruit-vacancy/2"}, 2, 'schema: is "recruit-vacancy/2"'),
        ({"panel": [{"name": RUTH}]}, 7, 'panel[1]: lacks "role"'),
        (
            {"panel": [{"name": RUTH, "role": "Chair", "stood_down": [{"candidate": SIAN}]}]},
            11,
            'panel[1].stood_down[1]: lacks "reason"',
        ),
        ({"interviews": [{"date": "today"}]}, 23, 'interviews[1]: lacks "candidate"'),
        ({"interviews": [{"candidate": SIAN, "order": 0}]}, 25, "interviews[1].order: is 0"),
        ({"decisions": [decision(SIAN, "hired")]}, 41, 'decisions[1].outcome: is "hired"'),
    ],
)
def test_a_departure_from_the_format_is_named_with_its_line(
    change: dict[str, Any], line: int, message: str
) -> None:
    assert refusals(as_json(WHOLE | change)) == [(line, message)]


def test_every_departure_is_named() -> None:
    found = refusals(as_json(WHOLE | {"title": "", "reference": 3, "organisation": " "}))
    assert [line for line, _ in found] == [3, 4, 5]


def test_lines_are_found_however_the_file_is_laid_out() -> None:
    tabbed = json.dumps(WHOLE | {"title": ""}, indent="\t").encode()
    assert refusals(tabbed) == [(3, 'title: is ""')]
    escaped = rb'{"reference": "\ud83d\udc69 \/ \u0041",' + b'\n"title": ""}'
    assert refusals(escaped) == [(2, 'title: is ""')]


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"", 1, "is not valid JSON"),
        (b'{"title": "a",\n"title": "b"}', 2, "'title'"),
        (b'{"title":\n "caf\xe9"}', 2, "is not UTF-8 text"),
        (b'{"title":\n "a\x00b"}', 2, "U+0000"),
        (b'{"title":\n "a\\u0000b"}', 2, "U+0000"),
        (b'{"title":\n "a\\u202eb"}', 2, "U+202E"),
        (b'{"title":\n "a\\ud800b"}', 2, "U+D800"),
        (b"[]", 1, "is a list where a mapping is wanted"),
        (b'{"interviews": [{"candidate": "a",\n"order": NaN}]}', 2, "NaN"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(raw: bytes, line: int, words: str) -> None:
    [(found, message)] = refusals(raw)
    assert (found, words in message) == (line, True), message


def test_people_without_scores_are_named_once() -> None:
    value = {
        "panel": [
            {"name": RUTH, "role": "Chair"},
            {"name": GARETH, "role": "Member", "stood_down": [{"candidate": "Amal", "reason": "Cousin."}]},
        ],
        "interviews": [{"candidate": "Amal"}, {"candidate": "Priya"}],
        "decisions": [decision("Priya", "reserve")],
    }
    assert clashes(value) == ["names Amal, who has no scores", "names Priya, who has no scores"]


@pytest.mark.parametrize("outcome", ["withdrawn", "did not attend"])
def test_who_withdrew_or_stayed_away_needs_no_scores(outcome: str) -> None:
    value = {"decisions": [decision("Amal", outcome)], "interviews": [{"candidate": "Amal"}]}
    check_vacancy(read(value), source="vacancy.json", scores=SCORES)


def test_whoever_scored_is_on_the_panel_where_one_is_given() -> None:
    assert clashes({"panel": [{"name": RUTH, "role": "Chair"}]}) == [
        f"the panel lacks {GARETH}, who gave scores"
    ]


def test_nobody_is_named_twice() -> None:
    twice = {name: value * 2 for name, value in WHOLE.items() if isinstance(value, list)}
    assert clashes(twice) == [
        f"decisions names {SIAN} twice",
        f"interviews names {SIAN} twice",
        f"interviews names {TOMASZ} twice",
        f"panel names {GARETH} twice",
        f"panel names {RUTH} twice",
    ]


def test_somebody_who_did_not_attend_has_no_scores() -> None:
    assert clashes({"decisions": [decision(SIAN, "did not attend")]}) == [
        f"{SIAN} did not attend, and has scores"
    ]


def test_somebody_who_only_sits_in_gives_no_scores() -> None:
    panel = [{"name": RUTH, "role": "Chair"}, {"name": GARETH, "role": "HR adviser", "scores": False}]
    assert clashes({"panel": panel}) == [f"{GARETH} does not score, and gave scores"]
