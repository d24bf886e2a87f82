"""Names of files: plain on every system, whatever a person is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.documents.file_names import is_report_name, report_name, slug
from tests.score_sheets import AWKWARD

PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text())
def test_a_slug_of_any_name_is_plain_and_short(name: str) -> None:
    found = slug(name)
    assert (PLAIN.fullmatch(found) is not None, len(found) <= 60) == (True, True)


@given(st.text())
def test_a_slug_of_a_slug_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("ß", "ss"),
        ("ÆæŒœ", "aeaeoeoe"),
        ("ØøŁł", "ooll"),
        ("ĐđÐðÞþ", "ddddthth"),
        ("Ħħı", "hhi"),
        ("éÉñçŌ", "eenco"),
        ("İzmir", "izmir"),
    ],
)
def test_latin_letters_are_spelt_out_rather_than_lost(letters: str, expected: str) -> None:
    assert slug(letters) == expected


def test_a_long_name_does_not_end_in_a_hyphen() -> None:
    assert slug(f"{'x' * 59} y") == "x" * 59


def test_composed_and_decomposed_letters_give_the_same_slug() -> None:
    assert slug("Sia\u0302n") == slug("Si\u00e2n") == "sian"


def test_reports_are_numbered_so_that_equal_slugs_differ() -> None:
    assert [report_name(number, name) for number, name in enumerate(AWKWARD, start=1)] == [
        "01-sian-o-brien-okubo.docx",
        "02-candidate.docx",
        "03-smith-sons-b.docx",
        "04-hyperlink-x-y-if.docx",
    ]
    assert (report_name(9, "Asa Li"), report_name(10, "Åsa Li")) == ("09-asa-li.docx", "10-asa-li.docx")


def test_more_than_ninety_nine_reports_keep_their_number() -> None:
    assert report_name(100, "Bo") == "100-bo.docx"


def test_of_a_hundred_reports_the_first_has_three_figures_too_so_that_they_sort() -> None:
    names = [report_name(number, "Bo", of=100) for number in (1, 99, 100)]
    assert names == ["001-bo.docx", "099-bo.docx", "100-bo.docx"]
    assert [is_report_name(name) for name in names] == [True, True, True]
