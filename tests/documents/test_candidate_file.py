"""Candidates from a file or a list: read whole, with every fault by its row."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from recruit.documents.candidate_file import (
    MOST_CANDIDATES,
    CandidateFile,
    candidate_template,
    read_candidates,
    read_names,
)
from recruit.domain.candidates import Newcomer
from recruit.domain.errors import DataFaults

SIAN, AMAL = "Siân O'Brien-Ōkubo", "أمل حداد"
PLAIN = f"name,code,day,order\r\n{SIAN},C-07,14/01/2027,2\r\n{AMAL},,2027-01-15,1\r\n"
READ = (
    Newcomer(name=AMAL, day=date(2027, 1, 15), line=3),
    Newcomer(name=SIAN, code="C-07", day=date(2027, 1, 14), line=2),
)


def read(text: str) -> CandidateFile:
    return read_candidates(text.encode(), source="list.csv")


def faults(text: str) -> list[tuple[int, str]]:
    """Return line and message of everything wrong with a file that can be told into rows."""
    found = read(text).faults
    assert all(fault.source == "list.csv" and fault.remedy for fault in found)
    return [(fault.line, fault.message) for fault in found]


def refusal(raw: bytes) -> list[tuple[int, str]]:
    with pytest.raises(DataFaults) as caught:
        read_candidates(raw, source="list.csv")
    return [(fault.line, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\r\n", "\n"),
        PLAIN.replace("name,code", ' Name ,"CODE"'),
        PLAIN + ",,,\r\n\r\n",
        PLAIN.replace(SIAN, f'"  {unicodedata.normalize("NFD", SIAN)} "'),
        PLAIN.replace("14/01/2027", "14.1.2027"),
    ],
)
def test_however_a_spreadsheet_saves_it_the_candidates_are_the_same(text: str) -> None:
    assert read(text) == CandidateFile(READ, ())


def test_only_the_name_is_needed() -> None:
    assert read(f"name\n{SIAN}\n").newcomers == (Newcomer(name=SIAN, line=2),)


def test_rows_without_a_number_follow_those_that_have_one() -> None:
    found = read("name,order\nA,\nB,10\nC,\nD,9\n").newcomers
    assert [one.name for one in found] == ["D", "B", "A", "C"]


def test_a_name_with_a_comma_may_stand_in_quotes() -> None:
    assert [one.name for one in read('name,code\n"Arcy, Zoë-Marie d\'",\n').newcomers] == [
        "Arcy, Zoë-Marie d'"
    ]


@pytest.mark.parametrize("day", ["14/01/27", "2027-1-14", "31/02/2027", "00/01/2027", "14 January", "46035"])
def test_a_day_that_cannot_be_told_is_named(day: str) -> None:
    assert faults(f"name,day\n{SIAN},{day}\n") == [(2, f"the day is {day!r}")]


@pytest.mark.parametrize("order", ["0", "-1", "1.5", "first", "99999", "\u0661"])
def test_an_order_that_is_no_number_is_named(order: str) -> None:
    assert faults(f"name,order\n{SIAN},{order}\n") == [(2, f"the order is {order!r}")]


def test_an_order_that_stands_twice_is_named_with_its_first_row() -> None:
    assert faults(f"name,order\n{SIAN},1\n{AMAL},1\n") == [
        (3, "the order 1 stands here twice; first in row 2")
    ]


def test_every_fault_is_found_and_the_names_can_still_be_compared() -> None:
    found = read(f"name,day,order\n{SIAN},x,y\nAm\u202eal,,1\nZoë,,1,2\n")
    assert sorted(fault.line for fault in found.faults) == [2, 2, 3, 4]
    assert [one.line for one in found.newcomers] == [3, 2]


def test_a_file_without_candidates_says_so() -> None:
    assert faults("name,code\n") == [(0, "the file names no candidate")]


def test_a_file_may_name_only_so_many() -> None:
    text = "name\n" + "".join(f"Candidate {n}\n" for n in range(MOST_CANDIDATES + 1))
    assert faults(text) == [(0, "the file names 501 candidates; 500 can be taken at once")]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", [(1, "the header lacks the column name")]),
        (
            b"candidate\nAmal\n",
            [(1, "the header has the unknown column 'candidate'"), (1, "the header lacks the column name")],
        ),
        (b"name,name\nA,B\n", [(1, "the header names name twice")]),
        ("name\nSiân\n".encode("latin-1"), [(2, "is not UTF-8 text")]),
        ("name\nSiân\n".encode("utf-16"), [(1, "is not UTF-8 text")]),
    ],
)
def test_a_file_whose_rows_cannot_be_told_is_refused(raw: bytes, found: list[tuple[int, str]]) -> None:
    assert refusal(raw) == found


def test_a_quote_left_open_is_named_where_it_opens() -> None:
    [(line, message)] = refusal(b'name\nAmal\n"Zoe\n')
    assert (line, message.startswith("is not valid CSV")) == (3, True), message


def test_the_template_is_a_file_that_lacks_only_its_candidates() -> None:
    assert candidate_template() == b"\xef\xbb\xbfname,code,day,order\r\n"
    assert [fault.message for fault in read_candidates(candidate_template(), source="x").faults] == [
        "the file names no candidate"
    ]


def test_a_list_has_one_name_in_each_line() -> None:
    found = read_names(f"{SIAN}\n\n  {AMAL}  \r\n", source="The list")
    assert found == CandidateFile((Newcomer(name=SIAN, line=1), Newcomer(name=AMAL, line=3)), ())


def test_an_empty_list_and_an_unwanted_character_are_faults() -> None:
    assert [fault.message for fault in read_names(" \n", source="x").faults] == [
        "the list names no candidate"
    ]
    [fault] = read_names("Amal\nSi\x00an\n", source="x").faults
    assert (fault.line, fault.message) == (2, "holds the invisible character U+0000")
