"""The bank that we ship: complete, as its sources and the field's own table have it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from recruit.documents.bank_files import check_bank
from recruit.domain.alternatives import alternatives
from recruit.domain.bank import QuestionBank
from recruit.domain.frameworks import Framework
from recruit.domain.levels import Lens, QuestionType, RoleLevel, lens_items
from recruit.paths import bundled
from tests.conftest import DrawDefault

EIGHT = range(1, 9)

SECTIONS = {
    "sfpc": [6, 7, 4, 8, 2],
    "frontline-y2": [7, 7, 7, 7],
    "sssc": [4 * 3, 5 * 3, 3 * 3, 4 * 3, 3 * 3, 3 * 3],
    "kss-pl": [9, 6, 12, 8, 8, 9],
    "ldf-dcs": [6 * 3, 6 * 3, 6 * 3, 6 * 3],
}
TOTALS = {"sfpc": 27, "frontline-y2": 28, "sssc": 66, "kss-pl": 52, "ldf-dcs": 72}

NEEDS_AUTHORITY = {"sssc-1.2-emerging", "sssc-2.3-emerging", "sssc-3.3-emerging", "sssc-4.3-emerging"}
"""Communicating the vision, intelligent risk-taking, learning culture, professional autonomy."""

LENSES: dict[int, tuple[list[str], list[str]]] = {
    1: (["frontline-y2"], ["sssc emerging*"]),
    2: (["frontline-y2"], ["sssc emerging*"]),
    3: (["sssc emerging*"], ["sssc established"]),
    4: (["sssc emerging"], ["sssc established"]),
    5: (["sssc established"], ["sssc accomplished", "kss-pl 3456"]),
    6: (["kss-pl 123456"], ["sssc accomplished"]),
    7: (["kss-pl 123456"], ["ldf-dcs emergent"]),
    8: (["ldf-dcs emergent"], ["ldf-dcs effective", "ldf-dcs exemplary"]),
}
"""Base and stretch of each level: framework, then stage or sections; * leaves out what needs authority."""

MIX = {
    1: (3, 2, 1, 0),
    2: (4, 1, 1, 0),
    3: (4, 1, 1, 0),
    4: (4, 1, 1, 1),
    5: (5, 1, 1, 1),
    6: (5, 1, 1, 1),
    7: (5, 1, 1, 1),
    8: (5, 1, 1, 1),
}

FULL, LIGHT, OPTIONAL = "full", "light", "optional"
ASKED = {
    1: [FULL, FULL, LIGHT, LIGHT, OPTIONAL],
    2: [FULL, FULL, LIGHT, FULL, LIGHT],
    3: [FULL, FULL, FULL, FULL, LIGHT],
    4: [FULL, FULL, FULL, FULL, LIGHT],
    5: [FULL] * 5,
    6: [FULL] * 5,
    7: [FULL] * 5,
    8: [FULL] * 5,
}


def framework(bank: QuestionBank, name: str) -> Framework:
    return bank.frameworks.by_id[name]


def named(bank: QuestionBank, names: Iterable[str]) -> set[str]:
    """Return the ids of the items that a line of ``LENSES`` names."""
    found: set[str] = set()
    for name in names:
        source, _, part = name.rstrip("*").partition(" ")
        for section in framework(bank, source).sections:
            for item in section.items:
                if not part or item.stage == part or (part.isdigit() and str(section.number) in part):
                    found.add(item.id)
        found -= NEEDS_AUTHORITY if name.endswith("*") else set()
    return found


def ids(bank: QuestionBank, lenses: Iterable[Lens]) -> set[str]:
    return {item.id for item in lens_items(lenses, bank.frameworks)}


def test_the_five_frameworks_are_there(real_bank: QuestionBank) -> None:
    assert set(real_bank.frameworks.by_id) == set(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_each_framework_holds_every_item_of_its_source(real_bank: QuestionBank, name: str) -> None:
    found = framework(real_bank, name)
    assert [len(section.items) for section in found.sections] == SECTIONS[name]
    assert len(list(found.items())) == TOTALS[name]
    assert [section.number for section in found.sections] == list(range(1, len(SECTIONS[name]) + 1))


@pytest.mark.parametrize("name", SECTIONS)
def test_no_item_is_there_twice(real_bank: QuestionBank, name: str) -> None:
    found = [item.id for item in framework(real_bank, name).items()]
    assert [one for one, count in Counter(found).items() if count > 1] == []
    meanings = Counter(item.meaning for item in framework(real_bank, name).items())
    assert [meaning for meaning, count in meanings.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("sssc", ["emerging", "established", "accomplished"]),
        ("ldf-dcs", ["emergent", "effective", "exemplary"]),
    ],
)
def test_each_theme_has_its_three_stages(real_bank: QuestionBank, name: str, stages: list[str]) -> None:
    themes: dict[str, list[str | None]] = {}
    for item in framework(real_bank, name).items():
        themes.setdefault(item.id.rsplit("-", 1)[0], []).append(item.stage)
    assert set(map(tuple, themes.values())) == {tuple(stages)}
    assert len(themes) == {"sssc": 22, "ldf-dcs": 24}[name]


def test_frameworks_without_stages_have_none(real_bank: QuestionBank) -> None:
    without = ("sfpc", "frontline-y2", "kss-pl")
    assert {item.stage for name in without for item in framework(real_bank, name).items()} == {None}


def test_twenty_four_indicators_point_at_the_learning_framework(real_bank: QuestionBank) -> None:
    pointers = [item.clf for item in framework(real_bank, "sssc").items() if item.clf]
    assert Counter(pointer.relation for pointer in pointers) == {"taken from": 22, "closely linked": 2}
    others = [name for name in SECTIONS if name != "sssc"]
    assert [item.id for name in others for item in framework(real_bank, name).items() if item.clf] == []


def test_two_pairs_of_descriptors_say_one_thing(real_bank: QuestionBank) -> None:
    repeats = {
        item.id: item.same_idea_as for item in real_bank.frameworks.items.values() if item.same_idea_as
    }
    assert repeats == {
        "ldf-dcs-2.4-exemplary": "ldf-dcs-1.4-exemplary",
        "ldf-dcs-4.4-exemplary": "ldf-dcs-2.5-exemplary",
    }


def test_the_workbooks_questions_are_there_for_development(real_bank: QuestionBank) -> None:
    sfpc = framework(real_bank, "sfpc")
    assert [rating.attribute for rating in sfpc.ratings] == [1, 2, 3, 4, 5]
    assert all(rating.sounds_like_5 for rating in sfpc.ratings)
    per_attribute = Counter(reflection.attribute for reflection in sfpc.reflections)
    assert [per_attribute[number] for number in range(1, 6)] == [4, 7, 5, 4, 2]
    names = {rating.id for rating in sfpc.ratings} | {reflection.id for reflection in sfpc.reflections}
    assert len(names) == 27
    others = [name for name in SECTIONS if name != "sfpc"]
    assert [name for name in others if framework(real_bank, name).ratings] == []


def test_everything_says_where_a_reader_finds_it(real_bank: QuestionBank) -> None:
    found = [
        pair
        for source in real_bank.frameworks.by_id.values()
        for pair in (
            *((item.id, item.locator) for item in source.items()),
            *((rating.id, rating.locator) for rating in source.ratings),
            *((reflection.id, reflection.locator) for reflection in source.reflections),
        )
    ]
    assert len(found) == sum(TOTALS.values()) + 5 + 22
    assert [name for name, locator in found if not locator.strip()] == []


def test_a_label_is_short_and_no_meaning_is_only_its_label(real_bank: QuestionBank) -> None:
    items = real_bank.frameworks.items.values()
    longest_name_in_a_source = 9
    assert [item.id for item in items if len(item.label.split()) > longest_name_in_a_source] == []
    assert [item.id for item in items if len(item.meaning.split()) <= len(item.label.split())] == []


def test_the_one_stated_licence_has_its_attribution_line(real_bank: QuestionBank) -> None:
    kss = framework(real_bank, "kss-pl")
    assert kss.licence == "Open Government Licence v3.0"
    assert "public sector information licensed under the Open Government Licence v3.0" in kss.attribution


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sfpc", r"\b16\b"),
        ("sfpc", r"validated"),
        ("frontline-y2", r"coach"),
        ("sssc", r"guide"),
        ("sssc", r"tier"),
        ("ldf-dcs", r"minimum"),
    ],
)
def test_each_source_is_cautioned_in_what_it_forbids(real_bank: QuestionBank, name: str, words: str) -> None:
    assert re.search(words, " ".join(framework(real_bank, name).cautions), re.IGNORECASE) is not None


def test_labels_that_are_ours_are_said_to_be_ours(real_bank: QuestionBank) -> None:
    curiosity = framework(real_bank, "frontline-y2").sections[0]
    noted = [item.id for item in curiosity.items if item.note]
    assert noted == [f"frontline-y2-1.{number}" for number in range(1, 8)]


def test_there_are_eight_levels(real_bank: QuestionBank) -> None:
    assert list(real_bank.levels) == list(EIGHT)


@pytest.mark.parametrize("number", EIGHT)
def test_a_level_looks_through_the_lenses_of_the_field(real_bank: QuestionBank, number: int) -> None:
    role = real_bank.levels[number]
    base, stretch = LENSES[number]
    assert ids(real_bank, role.base) == named(real_bank, base)
    assert ids(real_bank, role.stretch) == named(real_bank, stretch)
    assert [lens.framework for lens in (*role.base, *role.stretch) if not lens.reason] == []


@pytest.mark.parametrize("number", EIGHT)
def test_a_level_asks_the_mix_of_the_field(real_bank: QuestionBank, number: int) -> None:
    mix = real_bank.levels[number].mix
    assert tuple(mix[QuestionType(kind)] for kind in ("PB", "S", "R", "X")) == MIX[number]


@pytest.mark.parametrize("number", EIGHT)
def test_a_level_asks_each_attribute_as_the_field_does(real_bank: QuestionBank, number: int) -> None:
    role: RoleLevel = real_bank.levels[number]
    assert [cell.attribute for cell in role.attributes] == [1, 2, 3, 4, 5]
    assert [cell.asked.value for cell in role.attributes] == ASKED[number]


def test_each_of_the_forty_cells_has_a_meaning_and_a_reason_of_its_own(real_bank: QuestionBank) -> None:
    cells = [cell for role in real_bank.levels.values() for cell in role.attributes]
    assert (len({cell.meaning for cell in cells}), len({cell.reason for cell in cells})) == (40, 40)
    sentences = {len(re.findall(r"[.?!](?=\s|$)", cell.meaning)) for cell in cells}
    assert sentences <= {2, 3}


def test_the_scale_runs_from_not_explored_to_five(real_bank: QuestionBank) -> None:
    assert [point.score for point in real_bank.interview.scale.points] == ["NE", "1", "2", "3", "4", "5"]


def test_the_safer_recruitment_block_asks_its_five_topics(real_bank: QuestionBank) -> None:
    topics = " / ".join(one.topic for one in real_bank.interview.safer_recruitment.questions).lower()
    wanted = ("motivation", "experience", "gaps", "boundaries", "attitudes")
    assert [word for word in wanted if word not in topics] == []


def test_there_are_at_least_eighty_questions(real_bank: QuestionBank) -> None:
    assert len(real_bank.questions) >= 80


@pytest.mark.parametrize("kind", list(QuestionType))
def test_every_type_of_question_is_there(real_bank: QuestionBank, kind: QuestionType) -> None:
    levels = {level for one in real_bank.questions if one.type is kind for level in one.levels}
    wanted = {number for number, role in real_bank.levels.items() if role.mix[kind]}
    assert wanted - levels == set()


def test_no_question_breaks_a_rule_and_every_level_is_served() -> None:
    assert [str(fault) for fault in check_bank(bundled("question_banks"))[1]] == []


@pytest.mark.parametrize("number", EIGHT)
def test_the_default_pack_of_a_level_is_proved_best(default_pack: DrawDefault, number: int) -> None:
    pack = default_pack(number)
    assert (pack.coverage.optimal, pack.coverage.gap, pack.coverage.gap_in) == (True, 0, None)


@pytest.mark.parametrize("number", EIGHT)
def test_the_default_pack_of_a_level_keeps_to_its_rules(
    real_bank: QuestionBank, default_pack: DrawDefault, number: int
) -> None:
    pack, role = default_pack(number), real_bank.levels[number]
    scored = [one for one in pack.questions if one.scored]
    assert tuple(sum(one.type == kind for one in scored) for kind in ("PB", "S", "R", "X")) == MIX[number]
    assert len(scored) in range(6, 9)
    assert pack.minutes <= role.minutes
    past = Counter(one.attribute for one in scored if one.type == "PB")
    every = Counter(one.attribute for one in scored)
    for attribute, asked in enumerate(ASKED[number], 1):
        enough = every[attribute] >= (2 if attribute == 1 else 1) and past[attribute] >= 1
        kept = {FULL: enough, LIGHT: every[attribute] == 1, OPTIONAL: every[attribute] == 0}
        assert kept[asked], f"attribute {attribute} is asked {every[attribute]} times"


@pytest.mark.parametrize("number", EIGHT)
def test_every_question_of_a_default_pack_can_be_swapped(
    real_bank: QuestionBank, default_pack: DrawDefault, number: int
) -> None:
    pack = default_pack(number)
    stuck = [one.id for one in pack.questions if not alternatives(real_bank, pack, one.id)]
    assert stuck == []
