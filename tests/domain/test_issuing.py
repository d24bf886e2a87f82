"""What stands against issuing a pack, and what striking a question leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.issuing import Lack, issue_cautions, issue_obstacles, leaves_attribute_unscored
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.rounds import Seat
from tests.cast import full_bank

BANK = full_bank()
PACK = draw_pack(BANK, recipe_for(BANK.levels[4]))


def seat(name: str, *, chair: bool = False, scores: bool = True, stood_down: bool = False) -> Seat:
    return Seat(name, name, chair, scores, stood_down)


THREE = (seat("Gareth", chair=True), seat("Farah"), seat("Nadia"))


def with_scored(count: int) -> Pack:
    """Return the pack with its first questions repeated or cut to so many."""
    return replace(PACK, questions=(PACK.questions * 2)[:count])


def obstacles(
    pack: Pack = PACK, *, level: int = 4, seats: tuple[Seat, ...] = THREE, candidates: int = 1
) -> list[Lack]:
    return list(issue_obstacles(pack, level=level, seats=seats, candidates=candidates))


def test_nothing_stands_against_a_pack_with_a_chair_who_scores_and_one_candidate() -> None:
    assert obstacles(seats=(seat("Gareth", chair=True),)) == []


def test_a_round_without_panel_and_candidates_lacks_three_things() -> None:
    assert obstacles(seats=(), candidates=0) == [
        Lack("The panel has no chair: name one", "panel"),
        Lack("Nobody on the panel scores: invite somebody who does", "panel"),
        Lack("No candidate is expected: add one at least", "candidates"),
    ]


def test_who_stood_down_neither_chairs_nor_scores() -> None:
    assert [one.page for one in obstacles(seats=(seat("Gareth", chair=True, stood_down=True),))] == [
        "panel",
        "panel",
    ]


def test_a_chair_who_sits_in_without_scoring_still_chairs() -> None:
    assert obstacles(seats=(seat("Gareth", chair=True, scores=False), seat("Farah"))) == []


@pytest.mark.parametrize(
    ("count", "found"),
    [
        (5, ["The pack has 5 scored questions and a round asks 6 to 8: draw it again with more"]),
        (6, []),
        (8, []),
        (9, ["The pack has 9 scored questions and a round asks 6 to 8: leave some out"]),
    ],
)
def test_a_round_asks_six_to_eight_scored_questions(count: int, found: list[str]) -> None:
    assert [one.message for one in obstacles(with_scored(count))] == found


def test_a_pack_of_another_level_than_the_vacancy_is_drawn_again() -> None:
    assert obstacles(level=6) == [
        Lack("The pack is for level 4 and the vacancy is now of level 6: draw it again", "pack")
    ]


@pytest.mark.parametrize(
    ("seats", "begins"),
    [
        (THREE, []),
        ((), []),
        (THREE[:1], ["One member scores. Three is usual: the reliability of their mean is then 0.70"]),
        (THREE[:2], ["Two members score. Three is usual: the reliability of their mean is then 0.70"]),
    ],
)
def test_fewer_than_three_raters_are_a_caution(seats: tuple[Seat, ...], begins: list[str]) -> None:
    found = issue_cautions(PACK, bank_digest=PACK.bank.digest, seats=seats)
    assert [text.partition(",")[0] for text in found] == begins


def test_a_bank_that_changed_since_the_draw_is_a_caution() -> None:
    (found,) = issue_cautions(PACK, bank_digest="1" * 64, seats=THREE)
    assert found.startswith("The question bank has changed since this pack was drawn.")


def test_the_last_question_that_counts_on_an_attribute_is_known() -> None:
    alone = [q for q in PACK.questions if sum(o.attribute == q.attribute for o in PACK.questions) == 1]
    pair = [q for q in PACK.questions if q not in alone]
    assert {leaves_attribute_unscored(PACK, q, struck=()) for q in alone} == {True}
    assert {leaves_attribute_unscored(PACK, q, struck=()) for q in pair} == {False}


def test_a_question_is_the_last_once_the_others_on_its_attribute_are_struck() -> None:
    first = next(q for q in PACK.questions if sum(o.attribute == q.attribute for o in PACK.questions) > 1)
    others = {q.id for q in PACK.questions if q.attribute == first.attribute} - {first.id}
    assert leaves_attribute_unscored(PACK, first, struck=others)


def test_a_question_that_is_not_scored_leaves_nothing_unscored() -> None:
    unscored = replace(PACK.questions[0], scored=False)
    assert not leaves_attribute_unscored(replace(PACK, questions=(unscored,)), unscored, struck=())
