"""A pack from a file has to hold together, whatever its hash says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from recruit.domain.consistency import inconsistencies
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Change, ChangeKind, Pack, PackChanges
from recruit.domain.recipe import recipe_for
from tests.cast import OPTIONAL, full_bank


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def by_hand(pack: Pack, *, drawn: tuple[str, ...], question: str, places: int) -> Pack:
    """Return a pack that says that one of its questions was moved since it was drawn."""
    moved = Change(kind=ChangeKind.MOVED, question=question, places=places)
    return replace(pack, changes=PackChanges(recipe=pack.recipe, drawn=drawn, made=(moved,)))


def test_changes_that_lead_to_the_questions_of_the_pack_hold_together(pack: Pack) -> None:
    first, second, *rest = pack.ids
    assert list(inconsistencies(by_hand(pack, drawn=(second, first, *rest), question=first, places=-1))) == []


def test_a_drawn_pack_holds_together(pack: Pack) -> None:
    assert list(inconsistencies(pack)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: replace(p, questions=p.questions[1:]), "not numbered from 1"),
        (lambda p: replace(p, questions=(*p.questions, p.questions[0])), "is there twice"),
        (lambda p: replace(p, items=p.items[1:]), "which the pack does not list"),
        (lambda p: replace(p, attributes=p.attributes[1:]), "not 1 to 5"),
        (lambda p: replace(p, attributes=(p.attributes[1], *p.attributes[1:])), "not 1 to 5"),
        (
            lambda p: replace(p, attributes=(replace(p.attributes[0], questions=()), *p.attributes[1:])),
            "attribute 1 does not name its own questions",
        ),
        (
            lambda p: replace(p, attributes=(replace(p.attributes[0], asked=OPTIONAL), *p.attributes[1:])),
            "attribute 1: its questions are not scored as the level asks",
        ),
        (lambda p: replace(p, plan=p.plan[:1]), "the plan does not hold each question once"),
        (lambda p: replace(p, minutes=5), "do not add up"),
        (
            lambda p: replace(p, interview=replace(p.interview, scale=replace(p.interview.scale, points=()))),
            "the rating scale does not hold",
        ),
        (lambda p: by_hand(p, drawn=p.ids, question=p.ids[0], places=1), "the changes by hand do not lead"),
        (
            lambda p: by_hand(p, drawn=p.ids[1:], question=p.ids[0], places=1),
            "the changes by hand do not lead",
        ),
    ],
)
def test_each_contradiction_is_named(pack: Pack, change: Callable[[Pack], Pack], words: str) -> None:
    assert any(words in found for found in inconsistencies(change(pack)))


def test_a_plan_that_gives_a_question_other_minutes_is_named(pack: Pack) -> None:
    slots = list(pack.plan)
    slots[1], slots[2] = replace(slots[1], minutes=slots[1].minutes + 1), replace(slots[2], minutes=6)
    assert list(inconsistencies(replace(pack, plan=tuple(slots)))) == [
        "the plan gives a question other minutes than the question itself"
    ]
