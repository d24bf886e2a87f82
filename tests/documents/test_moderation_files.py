"""Agreed scores from a file: with their reasons, and only of who and what was scored."""

from __future__ import annotations

import unicodedata

import pytest

from recruit.documents.score_files import MODERATION_COLUMNS, read_moderation, read_scores
from recruit.domain.draw import draw_pack
from recruit.domain.errors import DataFaults
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.scoring import AgreedScore, Scores
from recruit.domain.vacancy import Vacancy
from tests.cast import OPTIONAL, PB, bank, full_bank, level
from tests.score_sheets import CANDIDATES, as_csv, sheet

SIAN, TOMASZ = CANDIDATES
REASON = "Reread the notes."


@pytest.fixture(scope="module")
def pack() -> Pack:
    """Return a pack whose last question, past-5-a, is asked but not scored."""
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*full_bank().questions, levels=(role,))
    return draw_pack(whole, recipe_for(role, include=("past-5-a",)))


@pytest.fixture(scope="module")
def names(pack: Pack) -> list[str]:
    """Return the ids of the scored questions."""
    return [question.id for question in pack.questions if question.scored]


@pytest.fixture(scope="module")
def scores(pack: Pack) -> Scores:
    """Return scores of 3 by everybody, except on three questions of the first candidate.

    On his first the members gave 2 and 4, on the second NE and 3, on the third NE and NE.
    """
    rows = sheet(pack)
    apart = {0: ("2", "4"), 1: ("NE", "3"), 2: ("NE", "NE")}
    each = len(rows) // 4
    for number, (first, second) in apart.items():
        rows[number]["score"], rows[each + number]["score"] = first, second
    return read_scores(as_csv(rows), source="scores.csv", pack=pack, vacancy=Vacancy())


def moderation(*rows: tuple[str, str, str, str]) -> bytes:
    return as_csv(
        [dict(zip(MODERATION_COLUMNS, row, strict=True)) for row in rows], columns=MODERATION_COLUMNS
    )


def read(raw: bytes, pack: Pack, scores: Scores) -> tuple[AgreedScore, ...]:
    return read_moderation(raw, source="moderation.csv", pack=pack, scores=scores)


def faults(raw: bytes, pack: Pack, scores: Scores) -> list[tuple[int, str]]:
    with pytest.raises(DataFaults) as caught:
        read(raw, pack, scores)
    assert {fault.source for fault in caught.value.faults} == {"moderation.csv"}
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_agreed_scores_come_with_their_reasons(pack: Pack, scores: Scores, names: list[str]) -> None:
    raw = moderation((SIAN, names[0], "3", f" {REASON}\nTwice. "), (SIAN, names[1], "NE", REASON))
    assert read(raw, pack, scores) == (
        AgreedScore(SIAN, names[0], 3, f"{REASON}\nTwice."),
        AgreedScore(SIAN, names[1], None, REASON),
    )


def test_nothing_need_be_agreed(pack: Pack, scores: Scores) -> None:
    assert read(moderation(), pack, scores) == ()


def test_columns_stand_in_any_order_and_names_in_either_form(
    pack: Pack, scores: Scores, names: list[str]
) -> None:
    row = dict(
        zip(MODERATION_COLUMNS, (unicodedata.normalize("NFD", SIAN), names[0], "3", REASON), strict=True)
    )
    raw = b"\xef\xbb\xbf" + as_csv([row], columns=MODERATION_COLUMNS[::-1])
    assert read(raw, pack, scores) == (AgreedScore(SIAN, names[0], 3, REASON),)


def test_what_every_member_gave_needs_no_reason(pack: Pack, scores: Scores, names: list[str]) -> None:
    raw = moderation((TOMASZ, names[0], "3", ""), (SIAN, names[2], "NE", ""))
    assert read(raw, pack, scores) == (
        AgreedScore(TOMASZ, names[0], 3, ""),
        AgreedScore(SIAN, names[2], None, ""),
    )


@pytest.mark.parametrize(
    "agreed",
    [(SIAN, 0, "2"), (SIAN, 0, "3"), (SIAN, 1, "3"), (SIAN, 1, "NE"), (TOMASZ, 0, "4")],
)
def test_any_other_agreed_score_needs_one(
    pack: Pack, scores: Scores, names: list[str], agreed: tuple[str, int, str]
) -> None:
    candidate, number, score = agreed
    message = f"the agreed score on {names[number]} needs a reason: the members' scores differ from it"
    assert faults(moderation((candidate, names[number], score, " ")), pack, scores) == [(2, message)]


def test_no_score_can_be_agreed_on_what_nobody_explored(pack: Pack, scores: Scores, names: list[str]) -> None:
    message = f"no member explored {names[2]}, so no score can be agreed on it"
    assert faults(moderation((SIAN, names[2], "3", "Heard it elsewhere.")), pack, scores) == [(2, message)]


@pytest.mark.parametrize("written", ["3.0", "6", "\uff13", "three"])
def test_an_agreed_score_is_a_score(pack: Pack, scores: Scores, names: list[str], written: str) -> None:
    raw = moderation((SIAN, names[0], written, REASON))
    assert faults(raw, pack, scores) == [(2, f"the score is {written!r}")]


def test_every_fault_is_told_at_once(pack: Pack, scores: Scores, names: list[str]) -> None:
    raw = moderation(
        (SIAN, names[0], "3", REASON),
        (SIAN, names[0], "4", REASON),
        ("Nobody", names[0], "3", REASON),
        (SIAN, "nope", "3", REASON),
        (SIAN, "past-5-a", "3", REASON),
        ("", names[1], "3", REASON),
        (TOMASZ, names[0], "", REASON),
    )
    assert faults(raw, pack, scores) == [
        (3, f"{SIAN} has two agreed scores on {names[0]}; first in row 2"),
        (4, "Nobody has no scores"),
        (5, "there is no question 'nope' in the pack"),
        (6, "past-5-a is asked but not scored"),
        (7, "the cell candidate is empty"),
        (8, "the score is missing"),
    ]


def test_a_header_of_another_file_is_refused(pack: Pack, scores: Scores) -> None:
    assert faults(as_csv(sheet(pack)), pack, scores) == [
        (1, "the header has the unknown column 'evidence'"),
        (1, "the header has the unknown column 'member'"),
        (1, "the header lacks the column reason"),
    ]
