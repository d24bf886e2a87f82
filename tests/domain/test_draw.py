"""A drawn pack: its order, its reasons, its plan, its coverage, its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from recruit.domain.draw import draw_pack, in_order
from recruit.domain.errors import UnknownQuestion
from recruit.domain.pack import Coverage, Pack, content_hash
from recruit.domain.recipe import recipe_for
from tests.cast import LIGHT, OPTIONAL, PB, R, S, X, bank, full_bank, level, question


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def test_questions_are_numbered_in_the_order_asked(pack: Pack) -> None:
    assert [q.number for q in pack.questions] == list(range(1, 8))
    assert [(q.attribute, q.type.value) for q in pack.questions] == [
        (1, "PB"),
        (1, "S"),
        (1, "R"),
        (2, "PB"),
        (3, "PB"),
        (4, "PB"),
        (5, "PB"),
    ]


def test_an_exercise_comes_first_and_an_unscored_question_last() -> None:
    role = level(asked={5: OPTIONAL})
    asked = [question("five", 5), question("two", 2), question("task", 3, X), question("one", 1, S)]
    assert [q.id for q in in_order(asked, role)] == ["task", "one", "two", "five"]


def test_the_plan_adds_up_to_the_minutes_of_the_pack(pack: Pack) -> None:
    assert pack.fixed_minutes == 20
    assert pack.minutes == 20 + 7 * 7
    assert [slot.start for slot in pack.plan] == [0, 3, 10, 17, 24, 31, 38, 45, 52, 62, 67]
    assert sum(slot.minutes for slot in pack.plan) == pack.minutes


def test_members_take_turns_and_the_chair_leads_the_rest(pack: Pack) -> None:
    assert [slot.asked_by for slot in pack.plan] == [
        "Chair",
        *("Chair", "Second member", "Third member", "Chair", "Second member", "Third member", "Chair"),
        *("Chair", "Chair", "Chair"),
    ]


def test_coverage_counts_what_is_heard_and_names_what_is_not(pack: Pack) -> None:
    assert pack.coverage.attributes == Coverage(5, 5, ())
    assert pack.coverage.behaviours == Coverage(
        5, 12, ("sfpc-1.2", "sfpc-1.3", "sfpc-2.2", "sfpc-2.3", "sfpc-3.2", "sfpc-4.2", "sfpc-5.2")
    )
    assert pack.coverage.base == Coverage(2, 6, ("base-1.3", "base-1.4", "base-1.5", "base-1.6"))
    assert pack.coverage.stretch.covered == 0
    assert (pack.coverage.indicators.covered, pack.coverage.indicators.total) == (2, 10)
    assert (pack.coverage.optimal, pack.coverage.gap, pack.coverage.gap_in) == (True, 0, None)


def test_an_attribute_that_nobody_asks_about_is_still_there() -> None:
    role = level(asked={4: LIGHT, 5: OPTIONAL}, mix={PB: 4, S: 0, R: 1})
    whole = bank(*full_bank().questions, levels=(role,))
    drawn = draw_pack(whole, recipe_for(role))
    assert [(line.attribute, len(line.questions)) for line in drawn.attributes] == [
        (1, 2),
        (2, 1),
        (3, 1),
        (4, 1),
        (5, 0),
    ]
    assert drawn.coverage.attributes.missing == ("5",)


def test_reasons_say_what_a_question_is_there_for() -> None:
    whole = full_bank()
    drawn = draw_pack(whole, recipe_for(whole.levels[4], include=("past-2-b",)))
    reasons = {q.id: q.reason for q in drawn.questions}
    assert reasons["past-2-b"] == (
        "The recruiting manager asked for this question. sfpc section 2 is asked in full here, and this is "
        "its past-behaviour question. No other question in this pack looks for: Label of sfpc-2.1."
    )


def test_the_hash_is_the_digest_of_the_canonical_content(pack: Pack) -> None:
    canonical = json.dumps(pack.content(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert pack.hash == hashlib.sha256(canonical.encode("utf-8")).hexdigest()
    assert content_hash(pack.content() | {"hash": "anything"}) == pack.hash


def test_the_hash_changes_with_any_part_of_the_pack(pack: Pack) -> None:
    first = replace(pack.questions[0], text="Another text.")
    assert replace(pack, questions=(first, *pack.questions[1:])).hash != pack.hash


def test_the_same_bank_and_recipe_give_the_same_pack(pack: Pack) -> None:
    whole = full_bank()
    assert draw_pack(whole, recipe_for(whole.levels[4])) == pack


def test_an_unknown_question_is_refused_by_name() -> None:
    whole = full_bank()
    with pytest.raises(UnknownQuestion, match="no question 'nobody'"):
        draw_pack(whole, recipe_for(whole.levels[4], exclude=("nobody",)))


def test_the_types_of_a_pack_follow_the_mix(pack: Pack) -> None:
    types = [q.type for q in pack.questions]
    assert [types.count(kind) for kind in (PB, S, R, X)] == [5, 1, 1, 0]
