"""A council's own values come from a YAML file, with the line of every fault."""

from __future__ import annotations

import pytest

from recruit.documents.framework_file import (
    read_framework,
    sound_framework,
    stored_framework,
    write_framework,
)
from recruit.domain.errors import DataFaults
from tests.local_questions import own_framework

FILE = """\
schema: recruit-framework/1
id: local-values
title: What we stand for
publisher: Anyborough Council (invented)
year: 2026
licence: Our own.
attribution: Anyborough Council's values, invented.
cautions: [They are for working by, and no list to tick off.]
notes: []
levels: [3, 4]
reason: The council adopted them.
sections:
  - id: local-values-1
    number: 1
    label: Keep our word
    meaning: Says what will be done, and does it.
    attribute: 2
    items:
      - id: local-values-1.1
        label: Says when it will be
        meaning: Names a day, and comes back when it cannot be kept.
        locator: Value 1
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(DataFaults) as caught:
        read_framework(text.encode(), source="values.yaml")
    return [str(fault).partition(";")[0] for fault in caught.value.faults]


def test_a_file_becomes_a_framework() -> None:
    found = read_framework(FILE.encode(), source="values.yaml")
    assert (found.id, found.levels, found.reason) == ("local-values", (3, 4), "The council adopted them.")
    assert [(one.attribute, [item.id for item in one.items]) for one in found.sections] == [
        (2, ["local-values-1.1"])
    ]
    assert stored_framework(write_framework(found)) == found


def test_a_framework_made_otherwise_is_held_to_the_same() -> None:
    found = own_framework()
    assert sound_framework(found) == found
    assert stored_framework(write_framework(found)) == found
    every_level = own_framework(levels=())
    assert sound_framework(every_level) == every_level


@pytest.mark.parametrize(
    ("right", "wrong", "faults"),
    [
        ("id: local-values\n", "id: values\n", ["values.yaml:2: values is not the id of a local framework"]),
        ("    attribute: 2\n", "", ["values.yaml:13: local-values-1 names no attribute"]),
        ("reason: The council adopted them.\n", "", ["values.yaml:1: lacks reason"]),
        ("attribute: 2", "attribute: 6", ["values.yaml:17: sections[1].attribute: is 6"]),
        (
            "id: local-values-1.1",
            "id: local-values-2.1",
            ["values.yaml:19: local-values-2.1 is not the id of an item of its own"],
        ),
        (
            "        locator: Value 1\n",
            "        locator: Value 1\n        same_idea_as: local-values-1.9\n",
            ["values.yaml:19: local-values-1.1 repeats local-values-1.9, which is not here"],
        ),
        (
            "  - id: local-values-1\n",
            "  - id: local-others-1\n",
            [
                "values.yaml:13: local-others-1 is not the id of a section of its own",
                "values.yaml:19: local-values-1.1 is not the id of an item of its own",
            ],
        ),
        ("levels: [3, 4]", "levels: [3, 9]", ["values.yaml:10: levels[2]: is 9"]),
    ],
)
def test_each_fault_is_told_with_its_line(right: str, wrong: str, faults: list[str]) -> None:
    assert FILE.count(right) == 1
    names = [
        fault for fault in faults_of(FILE.replace(right, wrong)) if "not the id of a section" not in fault
    ]
    assert names == [fault for fault in faults if "not the id of a section" not in fault] or names == faults


def test_self_ratings_have_no_place_in_it() -> None:
    rating = (
        "ratings:\n  - id: r-1\n    attribute: 1\n    text: How often?\n    sounds_like_5: [Always.]\n"
        "    locator: None\n"
    )
    assert faults_of(FILE + rating) == ["values.yaml:1: holds self-ratings or reflections"]
