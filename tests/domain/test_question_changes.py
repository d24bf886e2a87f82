"""What differs between two versions reads as a person would say it: field by field, word by word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.domain.bank import Material, Probe, Question, Table
from recruit.domain.question_changes import (
    FieldChange,
    Kept,
    Piece,
    changes_as_text,
    question_changes,
)
from tests.cast import PB, X, question

PLAIN = question("lost")
EXERCISE = replace(
    PLAIN,
    type=X,
    material=Material("A case", "Read it.", ("One.", "Two."), Table("Days", ("Name", "Days"), (("A", "1"),))),
)


def changed(before: Question, **changes: Any) -> tuple[FieldChange, ...]:
    return question_changes(before, replace(before, **changes))


def test_two_equal_texts_differ_in_nothing_whatever_their_numbers() -> None:
    assert changed(PLAIN, version=7, id="found") == ()
    assert changes_as_text(()) == ""


def test_words_that_came_and_went_stand_where_they_do() -> None:
    (one,) = changed(PLAIN, text="Tell us about the day called lost, please.")
    assert (one.path, one.label) == (("text",), "Text")
    assert one.pieces == (
        Piece(Kept.SAME, "Tell us about the "),
        Piece(Kept.REMOVED, "time"),
        Piece(Kept.ADDED, "day"),
        Piece(Kept.SAME, " called "),
        Piece(Kept.REMOVED, "lost."),
        Piece(Kept.ADDED, "lost, please."),
    )
    assert changes_as_text([one]) == (
        "Text: Tell us about the [-time-]{+day+} called [-lost.-]{+lost, please.+}"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"minutes": 9}, "Minutes: [-7-]{+9+}"),
        ({"type": X}, "Type: [-Past behaviour-]{+Exercise+}"),
        ({"levels": (4, 5)}, "Levels: [-4-]{+4, 5+}"),
        ({"indicators": ("base-1.2",)}, "Indicators: [-base-1.1-]{+base-1.2+}"),
        ({"anchors": {**PLAIN.anchors, "3": "Anchor 3 of all."}}, "Anchor 3: Anchor 3 of [-lost.-]{+all.+}"),
        ({"retired": "Too old now."}, "Why it is retired: {+Too old now.+}"),
        ({"concerns": ()}, "Concern 1: [-Blames the family.-]"),
    ],
)
def test_each_part_is_named_as_a_reader_knows_it(changes: dict[str, object], line: str) -> None:
    assert changes_as_text(changed(PLAIN, **changes)) == line


def test_a_text_put_between_two_others_is_one_addition() -> None:
    first, *others = PLAIN.probes
    (one,) = changed(PLAIN, probes=(first, Probe("other views", "Who disagreed?"), *others))
    assert (one.path, one.label, one.before, one.after) == (
        ("probes", 1),
        "Probe 2",
        None,
        "other views / Who disagreed?",
    )


def test_a_part_of_a_probe_that_changed_is_named_alone() -> None:
    first, *others = PLAIN.probes
    (one,) = changed(PLAIN, probes=(replace(first, text="What did you do?"), *others))
    assert (one.path, one.label) == (("probes", 0, "text"), "Probe 1, text")


def test_tags_of_a_cue_are_one_line() -> None:
    first, second = PLAIN.listen_for
    (one,) = changed(PLAIN, listen_for=(first, replace(second, tags=("base-1.1", "base-1.2"))))
    assert (one.label, one.before, one.after) == ("Listen for 2, tags", "base-1.1", "base-1.1, base-1.2")


def test_material_is_compared_down_to_its_cells() -> None:
    table = EXERCISE.material and EXERCISE.material.table
    assert EXERCISE.material
    assert table
    other = replace(EXERCISE.material, paragraphs=("One.",), table=replace(table, rows=(("A", "2"),)))
    assert changes_as_text(changed(EXERCISE, material=other)).splitlines() == [
        "Material, paragraphs 2: [-Two.-]",
        "Material, table, rows 1 2: [-1-]{+2+}",
    ]


def test_material_that_came_is_one_addition() -> None:
    (one,) = question_changes(replace(EXERCISE, material=None), EXERCISE)
    assert (one.label, one.before, one.after) == (
        "Material",
        None,
        "A case / Read it. / One., Two. / Days / Name, Days / A, 1",
    )


def test_the_order_is_that_of_the_question() -> None:
    found = changed(PLAIN, concerns=("Blames nobody.",), author="Somebody", minutes=8, type=PB)
    assert [one.label for one in found] == ["Author", "Minutes", "Concern 1"]


TEXTS = st.text(st.sampled_from("ab c\n"), min_size=1, max_size=40)


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_are_both_texts_at_once(before: str, after: str) -> None:
    found = question_changes(replace(PLAIN, text=before), replace(PLAIN, text=after))
    pieces = found[0].pieces if found else (Piece(Kept.SAME, before),)
    assert "".join(one.text for one in pieces if one.kind is not Kept.ADDED) == before
    assert "".join(one.text for one in pieces if one.kind is not Kept.REMOVED) == after
