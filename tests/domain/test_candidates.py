"""Candidates on their way into a round."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from recruit.domain.candidates import TELL_APART, Known, Newcomer, newcomer_faults, with_codes

SIAN, AMAL = "Siân O'Brien-Ōkubo", "أمل حداد"


def messages(newcomers: Sequence[Newcomer], *known: Known) -> list[tuple[int, str]]:
    """Return line and message of every fault; each says what to do, and where."""
    found = list(newcomer_faults(newcomers, known=known, source="list.csv"))
    assert all(fault.source == "list.csv" and fault.remedy for fault in found)
    return [(fault.line, fault.message) for fault in found]


def coded(*codes: str, taken: Sequence[str] = ()) -> list[str]:
    newcomers = [Newcomer(name=f"Candidate {n}", code=code) for n, code in enumerate(codes)]
    return [one.code for one in with_codes(newcomers, taken=taken)]


def test_people_with_names_of_their_own_have_no_faults() -> None:
    newcomers = [Newcomer(name=SIAN, line=2), Newcomer(name=AMAL, code="X-1", line=3)]
    assert messages(newcomers, Known("Zoë-Marie d'Arcy", "C-01")) == []


def test_a_name_that_is_in_the_round_is_refused_and_how_to_tell_the_two_apart_is_said() -> None:
    newcomer = Newcomer(name=SIAN.upper(), line=4)
    [fault] = newcomer_faults([newcomer], known=[Known(SIAN, "C-01")], source="list.csv")
    assert (fault.line, fault.message) == (4, f"{SIAN.upper()} is in this round already")
    assert fault.remedy == TELL_APART


def test_one_candidate_typed_in_is_compared_with_the_round_too() -> None:
    assert messages([Newcomer(name=SIAN)], Known(SIAN, "C-01")) == [(0, f"{SIAN} is in this round already")]


def test_a_name_that_stands_twice_is_named_with_its_first_row() -> None:
    newcomers = [Newcomer(name=SIAN, line=2), Newcomer(name=AMAL, line=3), Newcomer(name=SIAN, line=4)]
    assert messages(newcomers) == [(4, f"{SIAN} stands here twice; first in row 2")]


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
def test_a_name_that_a_spreadsheet_would_run_is_refused(first: str) -> None:
    message = f"the name begins with {first}, which a spreadsheet would run as a formula"
    assert messages([Newcomer(name=f"{first}HYPERLINK(1)", line=2)]) == [(2, message)]


@pytest.mark.parametrize("name", ["O'Neill-Smith", "van 't Hoff", "N=1 Smith", "Ng", "X Æ A-12"])
def test_a_name_may_hold_such_a_sign_inside(name: str) -> None:
    assert messages([Newcomer(name=name, line=2)]) == []


def test_an_empty_and_an_endless_name_are_refused() -> None:
    assert messages([Newcomer(name="", line=2), Newcomer(name="x" * 200, line=3)]) == [
        (2, "the name is missing")
    ]
    assert messages([Newcomer(name="x" * 201, line=2)]) == [(2, "the name has 201 characters")]


@pytest.mark.parametrize("code", ["C-0000001", "-1", "=1+1", "C 1", "Ü1", "C\t1"])
def test_a_code_is_a_few_letters_figures_and_hyphens(code: str) -> None:
    assert messages([Newcomer(name=SIAN, code=code, line=2)]) == [(2, f"the code {code!r} cannot be used")]


def test_a_code_is_one_candidates_alone_whatever_its_capitals() -> None:
    newcomers = [Newcomer(name=SIAN, code="c-01", line=2), Newcomer(name=AMAL, code="C-01", line=3)]
    assert messages(newcomers) == [(3, "the code C-01 stands here twice; first in row 2")]
    assert messages(newcomers[:1], Known(AMAL, "C-01")) == [(2, "the code c-01 is in this round already")]


def test_every_fault_of_a_row_is_named() -> None:
    newcomers = [Newcomer(name="=x", code="?", line=2), Newcomer(name="=x", code="?", line=3)]
    assert [line for line, _ in messages(newcomers)] == [2, 2, 3, 3, 3, 3]


def test_codes_are_given_in_order() -> None:
    assert coded("", "", "") == ["C-01", "C-02", "C-03"]


def test_codes_go_on_after_the_highest_that_is_taken_or_given() -> None:
    assert coded("", "", taken=["C-02", "A"]) == ["C-03", "C-04"]
    assert coded("", "c-09", "", taken=["C-99"]) == ["C-100", "c-09", "C-101"]
    assert coded("", "C-07", "") == ["C-08", "C-07", "C-09"]


def test_nobody_is_given_no_code() -> None:
    assert coded(taken=["C-01"]) == []
