"""The bank of an organisation is made from the bundled one without changing it."""

from __future__ import annotations

from dataclasses import replace

from recruit.domain.levels import Lens
from recruit.domain.local_bank import with_local
from recruit.domain.soundness import tag_findings
from tests.cast import FRAMEWORKS, full_bank, question
from tests.local_questions import own_framework

BANK = full_bank()
NOTHING: dict[str, str] = {}


def test_with_nothing_of_its_own_it_is_the_bundled_bank() -> None:
    assert with_local(BANK, frameworks=(), questions=(), retired=NOTHING) is BANK
    assert with_local(BANK, frameworks=(), questions=(), retired={"long-gone": "Old."}) is BANK


def test_local_questions_come_after_the_bundled_ones_or_in_their_places() -> None:
    own = (question("zebra"), question("apple"), question("past-1-b", minutes=9))
    found = with_local(BANK, frameworks=(), questions=own, retired=NOTHING)
    assert [one.id for one in found.questions] == [*(one.id for one in BANK.questions), "apple", "zebra"]
    assert (found.question("past-1-b").minutes, BANK.question("past-1-b").minutes) == (9, 7)


def test_the_order_in_which_they_are_given_does_not_matter() -> None:
    own = (question("zebra"), question("apple"))
    first = with_local(BANK, frameworks=(), questions=own, retired=NOTHING)
    assert first == with_local(BANK, frameworks=(), questions=own[::-1], retired=NOTHING)


def test_a_question_whose_tags_lead_nowhere_is_left_out() -> None:
    lost = question("past-1-a", indicators=("gone-1.1",))
    assert with_local(BANK, frameworks=(), questions=(lost,), retired=NOTHING) is BANK


def test_a_retired_question_is_found_and_not_drawn() -> None:
    found = with_local(BANK, frameworks=(), questions=(), retired={"past-1-a": "Too old now."})
    assert found.question("past-1-a") == replace(BANK.question("past-1-a"), retired="Too old now.")
    assert [one.id for one in BANK.at_level(4) if one not in found.at_level(4)] == ["past-1-a"]


def test_a_framework_adds_a_lens_to_the_levels_it_names() -> None:
    five = replace(BANK, levels={**BANK.levels, 5: replace(BANK.levels[4], level=5)})
    found = with_local(five, frameworks=(own_framework(),), questions=(), retired=NOTHING)
    assert found.levels[4].base[-1] == Lens("local-values", "The council works to them.")
    assert found.levels[5] == five.levels[5]
    assert found.frameworks.items["local-values-1.2"].label == "Label of local-values-1.2"


def test_each_part_makes_another_digest() -> None:
    own = question("apple")
    banks = [
        with_local(BANK, frameworks=(), questions=(own,), retired=NOTHING),
        with_local(BANK, frameworks=(), questions=(replace(own, minutes=8),), retired=NOTHING),
        with_local(BANK, frameworks=(), questions=(own,), retired={"apple": "Too old now."}),
        with_local(BANK, frameworks=(own_framework(),), questions=(own,), retired=NOTHING),
        with_local(replace(BANK, digest="1" * 64), frameworks=(), questions=(own,), retired=NOTHING),
        BANK,
    ]
    assert len({one.digest for one in banks}) == len(banks)


def test_what_leads_nowhere_is_named_with_its_part() -> None:
    lost = question("lost", levels=(4, 9), behaviours=("base-1.1",), indicators=("sfpc-1.1", "x-1.1"))
    found = tag_findings(lost, FRAMEWORKS, {4})
    assert [(one.path, one.message) for one in found] == [
        (("levels", 1), "there is no level 9"),
        (("behaviours", 0), "base-1.1 is not one of the behaviours"),
        (("indicators", 0), "sfpc-1.1 is not one of the indicators"),
        (("indicators", 1), "x-1.1 is not one of the indicators"),
        (("listen_for", 1, "tags"), "x-1.1 is in no framework"),
    ]
    assert list(tag_findings(question("fine"), FRAMEWORKS, None)) == []
