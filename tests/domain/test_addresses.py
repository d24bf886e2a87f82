"""Where somebody may be sent on to after signing in."""

from __future__ import annotations

import pytest

from recruit.domain.addresses import FRONT_DOOR, safe_next


@pytest.mark.parametrize("wanted", ["/vacancies", "/rounds/0123456789abcdef/pack?all=1", "/help/scoring#ne"])
def test_a_page_of_ours_is_taken(wanted: str) -> None:
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        *(None, "", "vacancies", "https://elsewhere.example/", "//elsewhere.example", "///elsewhere.example"),
        *("/\\elsewhere.example", "\\\\elsewhere.example", "/\t/elsewhere.example", " //elsewhere.example"),
        *("javascript:alert(1)", "/\n/elsewhere.example", "http:elsewhere.example", "/a\x00b"),
    ],
)
def test_anything_else_leads_to_the_front_door(wanted: str | None) -> None:
    assert safe_next(wanted) == FRONT_DOOR
