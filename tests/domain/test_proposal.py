"""What a level proposes, in words that a page only sets out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.errors import UnknownLevel
from recruit.domain.levels import Lens, RoleLevel
from recruit.domain.proposal import FrameworkCautions, ProposedAttribute, ProposedLens, propose
from tests.cast import LIGHT, OPTIONAL, bank, level


def parts(*lenses: Lens, role: RoleLevel | None = None) -> list[str]:
    """Return how each base lens of a level is described."""
    shown = replace(role or level(), base=lenses, stretch=())
    return [lens.part for lens in propose(bank(levels=(shown,)), 4).lenses]


def test_a_level_proposes_its_questions_and_minutes_with_the_reason() -> None:
    found = propose(bank(), 4)
    assert (found.level, found.title, found.posts) == (4, "Invented level 4", "Invented posts.")
    assert (found.questions, found.mix) == (7, ("5 past behaviour", "1 situation", "1 values reflection"))
    assert (found.mix_reason, found.minutes, found.fixed_minutes) == ("An invented reason.", 90, 20)


def test_the_lenses_say_framework_part_and_reason_the_base_first() -> None:
    assert propose(bank(), 4).lenses == (
        ProposedLens(role="Base", framework="Framework base", part="All of it", reason="An invented reason."),
        ProposedLens(
            role="Stretch", framework="Framework reach", part="All of it", reason="Another invented reason."
        ),
    )


@pytest.mark.parametrize(
    ("lens", "words"),
    [
        (Lens("base", "Why.", stages=("emerging",)), "Stage emerging"),
        (Lens("base", "Why.", stages=("effective", "exemplary")), "Stages effective and exemplary"),
        (Lens("sfpc", "Why.", sections=("sfpc-2",)), "Section 2 (sfpc section 2)"),
        (
            Lens("sfpc", "Why.", sections=("sfpc-2", "sfpc-3")),
            "Sections 2 (sfpc section 2) and 3 (sfpc section 3)",
        ),
        (
            Lens("base", "Why.", stages=("emerging",), without=("base-1.2", "base-1.4")),
            "Stage emerging, without 2 items: Label of base-1.2; Label of base-1.4",
        ),
        (Lens("base", "Why.", without=("base-1.2",)), "All of it, without 1 item: Label of base-1.2"),
    ],
)
def test_the_part_of_a_framework_is_said_in_words(lens: Lens, words: str) -> None:
    assert parts(lens) == [words]


def test_the_cautions_of_every_framework_involved_are_there_once() -> None:
    twice = replace(level(), stretch=(Lens("base", "Again."), Lens("reach", "Why.")))
    assert propose(bank(levels=(twice,)), 4).cautions == (
        FrameworkCautions("Framework sfpc", ("A caution on sfpc.",)),
        FrameworkCautions("Framework base", ("A caution on base.",)),
        FrameworkCautions("Framework reach", ("A caution on reach.",)),
    )


def test_each_attribute_says_how_it_is_asked_what_it_means_here_and_why() -> None:
    found = propose(bank(levels=(level(asked={3: LIGHT, 5: OPTIONAL}),)), 4).attributes
    assert found[0] == ProposedAttribute(
        number=1,
        name="sfpc section 1",
        asked="In full: at least two scored questions, one of them on past behaviour",
        meaning="Meaning 1.",
        reason="Reason 1.",
    )
    assert [(one.number, one.asked) for one in found[1:]] == [
        (2, "In full: at least one scored question on past behaviour"),
        (3, "Lightly: exactly one scored question"),
        (4, "In full: at least one scored question on past behaviour"),
        (5, "An option: at most one question, not scored, and only if you ask for it"),
    ]


@pytest.mark.parametrize(("note", "shown"), [(None, ""), ("A note.", "A note.")])
def test_a_level_without_a_note_has_empty_words_for_it(note: str | None, shown: str) -> None:
    assert propose(bank(levels=(replace(level(), note=note),)), 4).note == shown


def test_an_unknown_level_proposes_nothing() -> None:
    with pytest.raises(UnknownLevel, match="no level 9"):
        propose(bank(), 9)
