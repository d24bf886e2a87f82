"""A pack as Word documents: what is printed, what a candidate must not see, how it is built."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from recruit.documents.pack_word import candidate_copy, clock, panel_pack
from recruit.documents.word import TemplateRefused, compile_template
from recruit.domain.bank import Cue
from recruit.domain.pack import Change, ChangeKind, Pack, PackChanges
from recruit.paths import bundled
from tests.conftest import DrawDefault
from tests.documents.lean_docx import lean_docx, p, parts_of
from tests.documents.reading import headings, table_headed
from tests.documents.rendering import DOCUMENT, read
from tests.documents.sample_packs import ORGANISATION, SHAPES, longest_pack, shortest_pack, typical_pack
from tests.documents.word_rules import faults_of, schema_faults_of

MARKING = "Official-Sensitive: Personal"
TEMPLATES = bundled("templates") / "word"
NAMES = ("panel-pack.docx", "candidate-copy.docx", "candidate-report.docx")
EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)

Shape = Callable[[], Pack]


def template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def packed(pack: Pack, *, marking: str = MARKING) -> bytes:
    return panel_pack(pack, template=template(NAMES[0]), organisation=ORGANISATION, marking=marking)


def copied(pack: Pack) -> bytes:
    return candidate_copy(pack, template=template(NAMES[1]), organisation=ORGANISATION)


@cache
def panel_text(shape: Shape) -> str:
    return "\n".join(read(parts_of(packed(shape()))[DOCUMENT]))


@cache
def candidate_text(shape: Shape) -> str:
    return "\n".join(read(parts_of(copied(shape()))[DOCUMENT]))


@EVERY_SHAPE
def test_the_panels_pack_breaks_no_rule(shape: Shape) -> None:
    document = packed(shape())
    assert [*faults_of(document, marking=MARKING), *schema_faults_of(document)] == []


@EVERY_SHAPE
def test_the_candidates_copy_breaks_no_rule_and_bears_no_marking(shape: Shape) -> None:
    document = copied(shape())
    assert [*faults_of(document, marking=None), *schema_faults_of(document)] == []


@pytest.mark.parametrize("level", range(1, 9))
def test_the_default_pack_of_every_level_breaks_no_rule(level: int, default_pack: DrawDefault) -> None:
    pack = default_pack(level)
    assert faults_of(packed(pack), marking=MARKING) == []
    assert faults_of(copied(pack), marking=None) == []


@EVERY_SHAPE
def test_the_same_pack_makes_the_same_bytes(shape: Shape) -> None:
    assert packed(shape()) == packed(shape())
    assert copied(shape()) == copied(shape())


def test_a_pack_without_a_marking_has_none() -> None:
    assert faults_of(packed(typical_pack(), marking=""), marking=None) == []


@EVERY_SHAPE
def test_the_panels_pack_prints_every_text_of_every_question(shape: Shape) -> None:
    missing = [
        text
        for question in shape().questions
        for text in (
            *(question.text, question.turns_on, question.accepts, question.if_no_example, question.reason),
            *(probe.text for probe in question.probes),
            *(cue.text for cue in question.listen_for),
            *question.concerns,
            *(question.anchors.values() if question.scored else ()),
        )
        if text not in panel_text(shape)
    ]
    assert missing == []


@EVERY_SHAPE
def test_the_panels_pack_prints_every_fixed_text(shape: Shape) -> None:
    texts = shape().interview
    safer = texts.safer_recruitment
    missing = [
        text
        for text in (
            *(*texts.opening_script, *texts.closing_script, *texts.scale.introduction, *safer.introduction),
            *(advice.text for advice in (*texts.instructions, *safer.outcomes)),
            *(point.meaning for point in texts.scale.points),
            *(text for asked in safer.questions for text in (asked.text, asked.follow_up, *asked.listen_for)),
        )
        if text not in panel_text(shape)
    ]
    assert missing == []


@EVERY_SHAPE
def test_the_candidates_copy_holds_nothing_that_scores(shape: Shape) -> None:
    pack = shape()
    told = [
        text
        for question in pack.questions
        for text in (
            *question.anchors.values(),
            *(probe.text for probe in question.probes),
            *(cue.text for cue in question.listen_for),
            *question.concerns,
            *(*question.behaviours, *question.indicators),
            *(question.turns_on, question.accepts, question.if_no_example, question.reason, question.id),
        )
        if text in candidate_text(shape)
    ]
    assert told == []
    assert [item.label for item in pack.items if item.label in candidate_text(shape)] == []


@EVERY_SHAPE
def test_the_candidates_copy_holds_what_the_candidate_is_owed(shape: Shape) -> None:
    pack = shape()
    owed = [
        *(question.text for question in pack.questions),
        *(attribute.meaning for attribute in pack.attributes),
        *(text for part in pack.interview.candidate_information for text in (part.heading, *part.paragraphs)),
        *(point.meaning for point in pack.interview.scale.points),
        "Every candidate of this round is given this same copy at the same time, unless an adjustment was "
        "agreed with you.",
    ]
    assert [text for text in owed if text not in candidate_text(shape)] == []


def test_the_shortest_pack_has_no_heading_for_what_it_lacks() -> None:
    assert headings(packed(shortest_pack())) == [
        "# The interview at a glance",
        "# What this level looks at",
        *(f"## {line.attribute}. {line.name}" for line in shortest_pack().attributes),
        "# Instructions for the panel",
        "# The rating scale",
        "# Opening script, read aloud by the chair",
        "# Question 1: Question 1 recalled by words",
        "## Probes, the same for every candidate",
        "## Listen for",
        "## Concerns",
        "## Question 1: score sheet",
        "# Safer recruitment",
        "## Motivation",
        "## Outcome of the safer-recruitment questions",
        "# The candidate's own questions",
        "# Closing script, read aloud by the chair",
        "# Score summary",
        "# What this pack looks for",
        "## Attributes and behaviours",
        "## Indicators that a question looks for",
        "# Sources and cautions",
        "## Five attributes of effective leadership",
        "## Knowledge and skills statement for practice leaders",
        "# How this pack was made",
    ]


def test_the_overview_gives_order_start_type_minutes_and_asker() -> None:
    columns = ("Starts", "No.", "Part or question", "Type", "Minutes", "Asked by")
    rows = table_headed(packed(typical_pack()), *columns)
    name = "The visits that were not made\nLeadership and change that is driven by values"
    assert rows[0] == ["0:00", "–", "Opening", "–", "3", "Chair"]
    assert rows[1] == ["0:03", "1", name, "Exercise", "7", "Second member"]
    assert rows[2][2].splitlines()[0] == "Question 2 recalled by words"
    assert rows[-1] == ["1:07", "–", "Closing", "–", "2", "Second member"]


def test_a_start_after_an_hour_is_given_in_hours_and_minutes() -> None:
    assert [clock(minutes) for minutes in (0, 9, 60, 135)] == ["0:00", "0:09", "1:00", "2:15"]


def test_an_exercise_says_how_long_there_is_to_prepare() -> None:
    assert "Before the interview. Question 1: 20 minutes to prepare." in panel_text(typical_pack)
    assert "20 minutes to prepare. " in candidate_text(typical_pack)


def test_the_table_of_an_exercise_has_as_many_columns_as_its_material() -> None:
    material = typical_pack().questions[0].material
    assert material is not None
    assert material.table is not None
    rows = [list(row) for row in material.table.rows]
    assert table_headed(packed(typical_pack()), *material.table.columns) == rows
    assert table_headed(copied(typical_pack()), *material.table.columns) == rows


def test_the_matrix_has_a_dot_where_a_question_looks_for_a_behaviour() -> None:
    pack = typical_pack()
    rows = table_headed(packed(pack), "Attribute and behaviour", *"1234567")
    behaviour = next(item for item in pack.items if item.id == "sfpc-1.3")
    assert rows[0] == [f"1. {pack.attributes[0].name}", *"●●·····"]
    assert rows[3] == [behaviour.label, *"●●·····"]


def test_a_behaviour_that_no_question_looks_for_says_so() -> None:
    rows = table_headed(packed(typical_pack()), "Attribute and behaviour")
    assert rows[1] == ["Behaviour 1.1 of a certain kind – not looked for in this pack", *"·······"]


def test_the_indicators_that_no_question_looks_for_are_listed_base_before_stretch() -> None:
    lines = panel_text(typical_pack).splitlines()
    at = lines.index("Indicators that no question looks for")
    title = "Six leadership capabilities for social services"
    assert [line.partition(":")[0] for line in lines[at + 1 : at + 3]] == [
        f"{title}, emerging",
        f"{title}, established (stretch)",
    ]


def test_the_pack_says_whether_its_optimum_is_proved() -> None:
    proved, gap = (
        "The search has proved this.",
        "another pack might look for up to 2 more stretch indicators.",
    )
    assert [said in panel_text(typical_pack) for said in (proved, gap)] == [True, False]
    assert [said in panel_text(longest_pack) for said in (proved, gap)] == [False, True]


def test_a_search_cut_short_among_equals_is_not_called_a_gap_in_coverage() -> None:
    pack = longest_pack()
    tied = replace(pack, coverage=replace(pack.coverage, optimal=True, gap=0, gap_in=None, repeatable=False))
    text = "\n".join(read(parts_of(packed(tied))[DOCUMENT]))
    assert ["not proved" in text, "another run may choose another of them" in text] == [False, True]


def test_an_attribute_that_is_not_asked_is_shown_with_the_reason() -> None:
    reason = shortest_pack().attributes[1].reason
    assert f"An option at this level; not asked in this pack. {reason}" in panel_text(shortest_pack)
    assert "This interview asks no question about it." in candidate_text(shortest_pack)


def test_a_question_that_is_not_scored_has_notes_instead_of_a_score_sheet() -> None:
    found = headings(packed(longest_pack()))
    assert [heading for heading in found if heading.startswith("## Question 10")] == ["## Question 10: notes"]
    rows = table_headed(packed(longest_pack()), "No.")
    assert [row[0] for row in rows] == [str(number) for number in range(1, 10)]


def test_every_score_has_a_box_beside_its_anchor() -> None:
    anchors = typical_pack().questions[0].anchors
    rows = table_headed(packed(typical_pack()), "Score", "What was heard", "Tick one")
    assert [row[0] for row in rows] == ["NE", "1", "2", "3", "4", "5"]
    assert [row[2] for row in rows] == ["☐"] * 6
    assert [row[1] for row in rows[2:]] == [anchors[score] for score in "2345"]
    assert rows[1][1].splitlines()[0] == anchors["1"]


def test_what_a_manager_asked_for_or_left_out_is_recorded_only_where_there_is_some() -> None:
    rows = {row[0]: row[1] for row in table_headed(packed(longest_pack()), "Detail")}
    assert rows["Asked for by the manager"] == "question-1 and question-2"
    assert rows["Left out by the manager"] == "not-this-one"
    assert rows["Pack hash (SHA-256)"] == longest_pack().hash
    few = [row[0] for row in table_headed(packed(typical_pack()), "Detail")]
    assert [label for label in few if "manager" in label] == []


def test_what_was_changed_by_hand_is_recorded_with_the_recipe_and_order_of_the_draw() -> None:
    pack = typical_pack()
    moved = Change(kind=ChangeKind.MOVED, question=pack.ids[0], places=-1)
    drawn = (pack.ids[1], pack.ids[0], *pack.ids[2:])
    changed = replace(pack, changes=PackChanges(recipe=pack.recipe, drawn=drawn, made=(moved,)))
    rows = {row[0]: row[1] for row in table_headed(packed(changed), "Detail")}
    assert rows["Then changed by hand"] == f"{pack.ids[0]} 1 place earlier"
    assert rows["Drawn, in order"].startswith(f"{pack.ids[1]}, {pack.ids[0]}, ")
    assert rows["Recipe of the draw"] == rows["Recipe"]
    text = "\n".join(read(parts_of(packed(changed))[DOCUMENT]))
    assert "The recruiting manager changed the drawn pack by hand." in text


def test_a_cue_is_followed_by_what_is_heard_in_it_with_stretch_marked() -> None:
    cue = typical_pack().questions[1].listen_for[2]
    heard = "(Indicator, established, 1.1 of a certain kind (stretch))"
    assert f"{cue.text} {heard}" in panel_text(typical_pack).splitlines()


def test_a_cue_without_tags_has_no_empty_brackets() -> None:
    question = typical_pack().questions[0]
    bare = replace(question, listen_for=(Cue("Says why.", ()),))
    lines = read(parts_of(packed(replace(typical_pack(), questions=(bare,))))[DOCUMENT])
    assert [line for line in lines if line.startswith("Says why.")] == ["Says why. "]


def test_the_mix_is_told_in_the_order_of_the_types_whatever_the_order_of_the_file() -> None:
    pack = typical_pack()
    turned = replace(pack, recipe=replace(pack.recipe, mix=dict(sorted(pack.recipe.mix.items()))))
    rows = {row[0]: row[1] for row in table_headed(packed(turned), "Detail")}
    assert rows["Recipe"] == (
        "7 scored questions in 75 minutes: 4 past behaviour, 1 situation, 1 values reflection and 1 exercise"
    )


def test_markup_in_a_text_is_printed_as_it_was_written() -> None:
    pack = replace(typical_pack(), title="Smith & Sons <b>bold</b> {{ title }} {% if %}")
    assert read(parts_of(packed(pack))[DOCUMENT])[0] == pack.title
    assert ORGANISATION in "".join(read(parts_of(packed(pack))["word/footer1.xml"]))


def test_a_template_of_ones_own_may_use_the_same_variables() -> None:
    own = lean_docx(p("{{ title }} in {{ figures.minutes }} minutes", "Heading1"))
    made = panel_pack(typical_pack(), template=own, organisation=ORGANISATION, marking=MARKING)
    assert read(parts_of(made)[DOCUMENT])[0] == "Practice supervisor or team manager in 69 minutes"


def test_a_variable_that_a_document_does_not_have_is_refused_by_name() -> None:
    own = lean_docx(p("{{ titel }}", "Heading1"))
    with pytest.raises(TemplateRefused) as refused:
        panel_pack(typical_pack(), template=own, organisation=ORGANISATION, marking=MARKING)
    assert refused.value.template == "the panel's pack"
    assert refused.value.problem == "it asks for 'titel', which this document does not have"


def test_a_template_for_the_candidate_cannot_reach_an_anchor() -> None:
    own = lean_docx(p("{%p for question in questions %}") + p("{{ question.anchors }}") + p("{%p endfor %}"))
    with pytest.raises(TemplateRefused) as refused:
        candidate_copy(typical_pack(), template=own, organisation=ORGANISATION)
    assert refused.value.problem == "it asks for 'anchors', which this document does not have"


@pytest.mark.parametrize("name", NAMES)
def test_the_list_for_hr_names_the_variables_that_a_template_uses(name: str) -> None:
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    listed = readme.partition(f"## Variables of `{name}`")[2].partition("\n## ")[0]
    assert (
        set(re.findall(r"^\| `(\w+)` ", listed, re.MULTILINE))
        == compile_template(template(name), name=name).names
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_itself_without_fault(name: str) -> None:
    assert schema_faults_of(template(name)) == []


def test_the_builder_makes_the_templates_that_are_committed(tmp_path: Path) -> None:
    builder = TEMPLATES / "source" / "build.py"
    subprocess.run([sys.executable, "-B", str(builder), str(tmp_path)], check=True)  # noqa: S603 (our own script)
    assert {made.name: made.read_bytes() for made in tmp_path.iterdir()} == {n: template(n) for n in NAMES}
