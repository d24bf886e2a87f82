"""What is said of a pack's coverage is what is proved of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.pack import Change, ChangeKind, Pack, PackChanges
from recruit.domain.proof import changes_by_hand, proof
from recruit.domain.recipe import recipe_for
from tests.cast import full_bank

Claim = tuple[bool, int, str | None, bool]
BY_HAND = "The recruiting manager changed the drawn pack by hand."


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def claiming(pack: Pack, claim: Claim) -> Pack:
    optimal, gap, gap_in, repeatable = claim
    cover = replace(pack.coverage, optimal=optimal, gap=gap, gap_in=gap_in, repeatable=repeatable)
    return replace(pack, coverage=cover)


def by_hand(pack: Pack, *made: Change) -> Pack:
    return replace(pack, changes=PackChanges(recipe=pack.recipe, drawn=pack.ids, made=made))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            (True, 0, None, True),
            "No pack that meets the same recipe looks for more: first for more behaviours, then for more"
            " indicators. The search has proved this.",
        ),
        (
            (True, 0, None, False),
            "No pack that meets the same recipe looks for more. The search reached its time limit while it"
            " chose among equally good packs, so another run may choose another of them.",
        ),
        (
            (False, 2, "indicators", False),
            "The search for the best pack reached its time limit, so it is not proved that none looks for"
            " more: another pack might look for up to 2 more indicators.",
        ),
    ],
)
def test_a_drawn_pack_says_how_far_the_search_came(pack: Pack, claim: Claim, words: str) -> None:
    assert proof(claiming(pack, claim)) == words


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            (True, 0, None, False),
            "Still no pack that meets the same recipe looks for more. The search has proved this.",
        ),
        (
            (False, 1, "stretch indicators", False),
            "The best pack that meets the same recipe looks for up to 1 more stretch indicator.",
        ),
        (
            (False, 3, "behaviours", False),
            "The best pack that meets the same recipe looks for up to 3 more behaviours.",
        ),
    ],
)
def test_a_pack_changed_by_hand_says_so_and_what_it_costs(pack: Pack, claim: Claim, words: str) -> None:
    moved = Change(kind=ChangeKind.MOVED, question=pack.ids[1], places=-1)
    assert proof(claiming(by_hand(pack, moved), claim)) == f"{BY_HAND} {words}"


def test_what_was_done_by_hand_is_told_in_order(pack: Pack) -> None:
    changed = by_hand(
        pack,
        Change(kind=ChangeKind.SWAPPED, question="new", instead_of="old"),
        Change(kind=ChangeKind.MOVED, question="new", places=-1),
        Change(kind=ChangeKind.MOVED, question="one", places=2),
        Change(kind=ChangeKind.LEFT_OUT, question="two"),
    )
    assert changes_by_hand(changed) == (
        "new in place of old",
        "new 1 place earlier",
        "one 2 places later",
        "two left out",
    )
    assert changes_by_hand(pack) == ()
