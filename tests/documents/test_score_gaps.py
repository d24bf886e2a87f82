"""Who is expected to score whom: stood down, sitting in, or missing."""

from __future__ import annotations

import pytest

from recruit.documents.score_files import read_scores
from recruit.domain.draw import draw_pack
from recruit.domain.errors import DataFaults
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.scoring import Scores
from recruit.domain.vacancy import PanelMember, StandDown, Vacancy
from tests.cast import full_bank
from tests.score_sheets import CANDIDATES, MEMBERS, as_csv, sheet

SIAN, TOMASZ = CANDIDATES
RUTH, GARETH = MEMBERS


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def read(raw: bytes, pack: Pack, vacancy: Vacancy) -> Scores:
    return read_scores(raw, source="scores.csv", pack=pack, vacancy=vacancy)


def faults(raw: bytes, pack: Pack, vacancy: Vacancy | None = None) -> list[tuple[int, str]]:
    with pytest.raises(DataFaults) as caught:
        read(raw, pack, vacancy or Vacancy())
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_a_member_who_stood_down_leaves_no_gap(pack: Pack) -> None:
    rows = [row for row in sheet(pack) if (row["candidate"], row["member"]) != (TOMASZ, GARETH)]
    down = PanelMember(GARETH, "Member", (StandDown(TOMASZ, "Former manager."),))
    scores = read(as_csv(rows), pack, Vacancy(panel=(down,)))
    assert (scores.members, len(scores.entries)) == (MEMBERS, 3 * len(pack.questions))
    [(_, message)] = faults(as_csv(rows), pack)
    assert message.startswith(f"{GARETH} gives {TOMASZ} no score on ")
    assert all(question.id in message for question in pack.questions)


def test_a_member_of_the_panel_who_gave_nothing_is_a_gap_unless_they_sit_in(pack: Pack) -> None:
    panel = tuple(PanelMember(name, "Member") for name in (*MEMBERS, "Farah Siddiqui"))
    found = faults(as_csv(sheet(pack)), pack, Vacancy(panel=panel))
    assert [message.split(" no score on ")[0] for _, message in found] == [
        f"Farah Siddiqui gives {SIAN}",
        f"Farah Siddiqui gives {TOMASZ}",
    ]
    adviser = (*panel[:-1], PanelMember("Farah Siddiqui", "HR adviser", scores=False))
    assert read(as_csv(sheet(pack)), pack, Vacancy(panel=adviser)).members == MEMBERS


def test_a_score_by_a_member_who_stood_down_is_a_fault(pack: Pack) -> None:
    down = PanelMember(GARETH, "Member", (StandDown(TOMASZ, "Former manager."),))
    found = faults(as_csv(sheet(pack)), pack, Vacancy(panel=(down,)))
    first = 2 + 3 * len(pack.questions)
    assert [line for line, _ in found] == list(range(first, first + len(pack.questions)))
    assert all("stood down" in message for _, message in found)
