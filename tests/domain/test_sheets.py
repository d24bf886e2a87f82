"""Score sheets: drafts as incomplete as one likes, and everything that sealing still asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.sheets import (
    Draft,
    empty_draft,
    gaps,
    sheet_content,
    sheet_hash,
)
from tests.cast import OPTIONAL, PB, bank, full_bank, level

CANDIDATE, MEMBER = "Siân O'Brien-Ōkubo", "Ruth Adeyemi"
SEALED_AT = "2027-01-14T11:52:07Z"

Drafts = dict[str, Draft]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack whose last question, past-5-a, is asked and not scored."""
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*full_bank().questions, levels=(role,))
    return draw_pack(whole, recipe_for(role, include=("past-5-a",)))


@pytest.fixture
def names(pack: Pack) -> list[str]:
    return [question.id for question in pack.questions]


def draft(question: str, value: int | None = 3, **changes: Any) -> Draft:
    return replace(Draft(question, value, False, "Said what they did.", None, 1), **changes)


def whole(pack: Pack, **changes: Draft) -> Drafts:
    """Return a complete sheet, with some drafts changed by id (underscores for hyphens)."""
    plain = {q.id: draft(q.id) for q in pack.questions if q.scored}
    return plain | {one.question: one for one in changes.values()}


def not_explored(question: str, reason: str) -> Draft:
    return draft(question, None, not_explored=True, evidence=reason)


def found(pack: Pack, drafts: Drafts) -> list[tuple[str, str]]:
    return [(gap.question, gap.field) for gap in gaps(pack, drafts)]


def test_a_complete_sheet_has_no_gap(pack: Pack) -> None:
    assert gaps(pack, whole(pack)) == ()


def test_an_empty_sheet_lacks_score_and_evidence_of_every_scored_question(
    pack: Pack, names: list[str]
) -> None:
    assert found(pack, {}) == [(name, field) for name in names[:-1] for field in ("score", "evidence")]


def test_text_without_a_score_is_a_draft_that_lacks_its_score(pack: Pack, names: list[str]) -> None:
    made = whole(pack, one=draft(names[1], None))
    assert [(gap.number, gap.field, gap.message) for gap in gaps(pack, made)] == [
        (2, "score", "Question 2: choose a score, or say that it was not explored")
    ]


@pytest.mark.parametrize("blank", ["", "  \n\t "])
def test_a_score_needs_evidence_of_any_length(pack: Pack, names: list[str], blank: str) -> None:
    assert [gap.message for gap in gaps(pack, whole(pack, one=draft(names[0], evidence=blank)))] == [
        "Question 1: write down what the candidate said and did"
    ]
    assert gaps(pack, whole(pack, one=draft(names[0], evidence="."))) == ()


def test_a_question_that_was_not_explored_needs_its_reason_alone(pack: Pack, names: list[str]) -> None:
    assert [gap.message for gap in gaps(pack, whole(pack, one=not_explored(names[0], " ")))] == [
        "Question 1: say why it was not explored"
    ]
    assert gaps(pack, whole(pack, one=not_explored(names[0], "No time."))) == ()


def test_a_1_asks_which_of_the_two_it_is(pack: Pack, names: list[str]) -> None:
    assert [gap.message for gap in gaps(pack, whole(pack, one=draft(names[0], 1)))] == [
        "Question 1: say of the 1 whether there was no usable evidence, or evidence against the value"
    ]
    assert found(pack, whole(pack, one=draft(names[0], 1, evidence=""))) == [
        (names[0], "kind"),
        (names[0], "evidence"),
    ]
    for contrary in (True, False):
        assert gaps(pack, whole(pack, one=draft(names[0], 1, contrary=contrary))) == ()


def test_a_struck_question_needs_nothing(pack: Pack, names: list[str]) -> None:
    drafts = whole(pack, one=empty_draft(names[2]))
    assert [gap.question for gap in gaps(pack, drafts)] == [names[2], names[2]]
    assert gaps(pack, drafts, struck={names[2]}) == ()


def test_nothing_stands_on_an_empty_draft() -> None:
    assert empty_draft("q") == Draft("q", None, False, "", None, 0)


def test_with_any_score_but_1_the_kind_of_1_is_dropped() -> None:
    contrary = draft("q", 1, contrary=True)
    changed = [replace(contrary, value=2), replace(contrary, value=None)]
    assert [contrary.contrary, *(one.contrary for one in changed)] == [True, None, None]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"value": 0}, "1 to 5, not 0"),
        ({"value": 6}, "1 to 5, not 6"),
        ({"not_explored": True}, "has no score"),
        ({"version": -1}, "0 or more"),
    ],
)
def test_a_draft_that_says_what_no_sheet_can_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        draft("q", **wrong)


def content(pack: Pack, drafts: Drafts, **changes: str) -> dict[str, Any]:
    stamp = {"candidate": CANDIDATE, "member": MEMBER, "sealed_at": SEALED_AT} | changes
    return sheet_content(pack, drafts, **stamp)


def test_sealing_stamps_when_on_which_pack_and_every_line(pack: Pack, names: list[str]) -> None:
    made = content(pack, whole(pack, one=draft(names[0], 1, contrary=False, evidence=" Nothing.\n")))
    assert {key: value for key, value in made.items() if key != "lines"} == {
        "schema": "recruit-sheet/1",
        "pack": pack.hash,
        "candidate": CANDIDATE,
        "member": MEMBER,
        "sealed_at": SEALED_AT,
    }
    assert made["lines"][0] == {
        "question": names[0],
        "number": 1,
        "value": 1,
        "not_explored": False,
        "contrary": False,
        "evidence": " Nothing.\n",
    }
    assert [line["question"] for line in made["lines"]] == names


def test_the_hash_of_a_sheet_changes_with_all_that_it_says_and_nothing_else(
    pack: Pack, names: list[str]
) -> None:
    name = names[0]
    sheets = [
        content(pack, whole(pack)),
        content(pack, whole(pack), candidate="Tomasz Wiśniewski"),
        content(pack, whole(pack), member="Gareth Llewellyn"),
        content(pack, whole(pack), sealed_at="2027-01-14T11:52:08Z"),
        content(replace(pack, title="Another"), whole(pack)),
        *(
            content(pack, whole(pack, one=one))
            for one in (
                draft(name, 4),
                draft(name, 1),
                draft(name, 1, contrary=True),
                draft(name, 1, contrary=False),
                draft(name, evidence="Said something else."),
                not_explored(name, "Said what they did."),
            )
        ),
    ]
    assert len({sheet_hash(one) for one in sheets}) == len(sheets)
    saved_again = whole(pack, one=draft(name, version=7))
    assert sheet_hash(content(pack, saved_again)) == sheet_hash(sheets[0])
