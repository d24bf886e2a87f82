"""A candidate's report as a Word document: what it prints, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

from recruit.documents.report_word import candidate_report, template_version
from recruit.documents.word import TemplateRefused
from recruit.domain.report import AgreedLine, AmendedLine, ReportView
from recruit.paths import bundled
from tests.documents.lean_docx import lean_docx, p, parts_of
from tests.documents.reading import headings, table_headed
from tests.documents.rendering import DOCUMENT, read
from tests.documents.sample_reports import SHAPES, longest_report, shortest_report, typical_report
from tests.documents.word_rules import faults_of, schema_faults_of

TEMPLATE = (bundled("templates") / "word" / "candidate-report.docx").read_bytes()
EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)

Shape = Callable[[], ReportView]


def reported(view: ReportView) -> bytes:
    return candidate_report(view, template=TEMPLATE)


@cache
def text_of(shape: Shape) -> str:
    return "\n".join(lines_of(shape()))


def lines_of(view: ReportView) -> list[str]:
    return read(parts_of(reported(view))[DOCUMENT])


@EVERY_SHAPE
def test_a_report_breaks_no_rule(shape: Shape) -> None:
    document = reported(shape())
    assert [*faults_of(document, marking=shape().marking or None), *schema_faults_of(document)] == []


@EVERY_SHAPE
def test_the_same_view_makes_the_same_bytes(shape: Shape) -> None:
    assert reported(shape()) == reported(shape())


@EVERY_SHAPE
def test_a_report_prints_every_word_of_every_question(shape: Shape) -> None:
    missing = [
        text
        for question in shape().questions
        for before in [[one for score in question.scores for one in score.amended]]
        for text in (
            *(question.text, question.attribute, question.summary, question.discuss),
            *question.struck,
            *(line for score in question.scores for line in (score.member, *score.evidence)),
            *(line for one in before for line in (one.at, one.label, *one.evidence, *one.reason)),
            *(anchor.text for anchor in question.anchors),
            *(line for note in question.notes for line in (note.member, *note.text)),
            question.agreed.reason if question.agreed else "",
        )
        if text not in text_of(shape)
    ]
    assert missing == []


@EVERY_SHAPE
def test_a_report_prints_panel_sources_and_provenance(shape: Shape) -> None:
    view = shape()
    printed = [
        *(text for seat in view.panel for text in (seat.name, seat.role, seat.sealed_at)),
        *(text for source in view.references for text in (source.attribution, *source.cautions)),
        *(text for fact in (*view.provenance, *view.interview) for text in (fact.label, fact.value)),
        *(*view.departures, *view.discussion, view.attestation, view.overall_basis, view.headline),
    ]
    assert [text for text in printed if text not in text_of(shape)] == []


def test_a_report_begins_with_the_name_and_the_outcome() -> None:
    assert lines_of(typical_report())[:10] == [
        "Euan Gill",
        "Candidate report for Practice supervisor or team manager",
        "Report R-2026-0417-04, Final",
        "Panel outcome",
        "Overall mean",
        "Summary",
        "Recommended (subject to checks)",
        "3.6",
        "Scored on 7 of 8 questions. 2 were discussed, and the agreed scores stand beside.",
        "mean of 24 scores on 8 questions, 3 members",
    ]


def test_a_report_without_a_decision_says_that_it_is_a_draft() -> None:
    columns = ("Panel outcome", "Overall mean", "Summary")
    assert table_headed(reported(shortest_report()), *columns)[0][0] == "Draft: no decision recorded"
    assert "# Decision" not in headings(reported(shortest_report()))


def test_the_shortest_report_has_no_heading_for_what_it_lacks() -> None:
    assert headings(reported(shortest_report())) == [
        "# Scores by attribute",
        "# Panel",
        "# Questions, scores and evidence",
        f"## Question 1 attribute {shortest_report().questions[0].attribute}",
        "### Zoë Ng: Reason",
        "# The rating scale",
        "# Sources and cautions",
        "# How this report was made",
    ]


def test_a_full_report_has_a_heading_for_each_part() -> None:
    found = headings(reported(typical_report()))
    assert [heading for heading in found if heading.startswith("# ")] == [
        "# Scores by attribute",
        "# Decision",
        "# Panel",
        "# Departures from the plan",
        "# To discuss",
        "# Questions, scores and evidence",
        "# Signatures",
        "# The rating scale",
        "# Sources and cautions",
        "# How this report was made",
        "# Appendix: the anchors of each question",
    ]
    assert found[6:10] == [
        f"## Question 1 attribute {typical_report().questions[0].attribute}",
        "### Amina Yusuf: Evidence",
        "### Siân O'Brien-Ōkubo: Evidence",
        "### Tom Reed: Evidence",
    ]


def test_agreed_means_have_a_column_only_where_the_panel_moderated() -> None:
    moderated = table_headed(reported(typical_report()), "Attribute", "Mean", "Range", "Based on", "Agreed")
    plain = table_headed(reported(shortest_report()), "Attribute", "Mean", "Range", "Based on")
    assert moderated[0][1:] == ["3.7", "2 to 5", "6 scores on 2 questions", "4"]
    assert moderated[4][1:] == ["–", "–", "no scores", "–"]
    assert plain[0][1:] == ["–", "–", "no scores"]


def test_a_score_stands_beside_the_anchor_it_was_given_for() -> None:
    first = typical_report().questions[0].scores[0]
    row = table_headed(reported(typical_report()), "Panel member", "Score", "Anchor met")[0]
    assert row == [first.member, first.score, f"{first.label}. {first.anchor}"]


def test_a_question_that_was_not_explored_has_no_anchor() -> None:
    rows = table_headed(reported(shortest_report()), "Panel member", "Score", "Anchor met")
    assert rows == [["Zoë Ng", "NE", "Not explored"]]


def test_an_agreed_score_is_followed_by_its_anchor_and_its_reason() -> None:
    question = replace(typical_report().questions[0], agreed=AgreedLine("4", "The anchor.", "One.\n\nTwo."))
    lines = lines_of(replace(typical_report(), questions=(question,)))
    at = lines.index("Agreed score: 4")
    assert lines[at : at + 4] == ["Agreed score: 4", "The anchor.", "One.", "Two."]


def test_the_panel_shows_when_each_sheet_was_sealed_only_where_that_is_known() -> None:
    attested = table_headed(reported(longest_report()), "Name", "Role", "Sheet sealed")
    assert [row[2] for row in attested] == ["–", *["16 November 2026 at 12:04"] * 4]
    assert table_headed(reported(shortest_report()), "Name", "Role") == [["Zoë Ng", "Chair"]]


def test_a_struck_question_says_so_before_its_scores() -> None:
    struck = ("Struck for every candidate, 24 November 2026.", "Misprinted.")
    question = replace(typical_report().questions[0], struck=struck)
    lines = lines_of(replace(typical_report(), questions=(question,)))
    at = lines.index(question.text)
    assert tuple(lines[at + 1 : at + 3]) == struck


def test_an_amended_score_is_followed_by_its_original_and_why_it_changed() -> None:
    change = AmendedLine("1", "Contrary evidence", ("Laughed at it.",), "24 November 2026", ("Misread.",))
    question = typical_report().questions[0]
    score = replace(question.scores[0], evidence=("Weighed both.",), amended=(change,))
    view = replace(typical_report(), questions=(replace(question, scores=(score,)),))
    lines = lines_of(view)
    at = lines.index("Amina Yusuf: Evidence")
    assert lines[at : at + 7] == [
        "Amina Yusuf: Evidence",
        "Weighed both.",
        "Amina Yusuf: score before the amendment, 24 November 2026",
        "1. Contrary evidence.",
        "Laughed at it.",
        "Why it was amended.",
        "Misread.",
    ]
    row = table_headed(reported(view), "Panel member", "Score", "Anchor met")[0]
    assert row[2] == f"{score.label}. {score.anchor} Amended after the release; was 1."


def test_an_agreement_not_to_score_has_no_anchor() -> None:
    question = replace(typical_report().questions[0], agreed=AgreedLine("NE", "–", "Not put to her."))
    lines = lines_of(replace(typical_report(), questions=(question,)))
    at = lines.index("Agreed score: NE")
    assert lines[at + 1] == "Not put to her."


def test_a_question_that_is_not_scored_has_notes_and_no_anchors() -> None:
    lines = lines_of(longest_report())
    assert [line for line in lines if line.startswith("Note by")] == [
        f"Note by {note.member}" for note in longest_report().questions[9].notes
    ]
    captions = [line for line in lines if line.startswith("Question") and ": attribute" in line]
    assert len(captions) == 9


def test_the_facts_fill_both_columns_whether_even_or_odd() -> None:
    columns = ("Detail", "Value", "Detail", "Value")
    even, odd = typical_report(), replace(typical_report(), interview=typical_report().interview[:4])
    assert table_headed(reported(even), *columns)[-1][2:] == ["Adjustments", even.interview[4].value]
    assert table_headed(reported(odd), *columns)[-1][2:] == ["Organisation", odd.organisation]


@EVERY_SHAPE
def test_the_picture_tells_its_figures_to_those_who_do_not_see_it(shape: Shape) -> None:
    root = etree.fromstring(parts_of(reported(shape()))[DOCUMENT])
    drawn = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    assert [picture.get("descr") for picture in root.iter(drawn)] == [shape().profile_text]


def test_the_marking_is_that_of_the_view() -> None:
    assert faults_of(reported(replace(typical_report(), marking="Restricted")), marking="Restricted") == []


def test_markup_in_evidence_is_printed_as_it_was_written() -> None:
    evidence = ("Said <b>no</b> & left.", "{{ candidate }} </w:t></w:r></w:p> {% endfor %}")
    question = typical_report().questions[0]
    scores = (replace(question.scores[0], evidence=evidence),)
    lines = lines_of(replace(typical_report(), questions=(replace(question, scores=scores),)))
    at = lines.index("Amina Yusuf: Evidence")
    assert tuple(lines[at + 1 : at + 3]) == evidence


def test_a_template_states_its_version_and_is_known_by_its_hash() -> None:
    stated, digest = template_version(TEMPLATE).split(", SHA-256 ")
    assert stated == "version 3"
    assert len(digest) == 16
    assert template_version(lean_docx(p("{{ candidate }}"))).startswith("version not stated, SHA-256 ")


def test_a_template_that_cannot_be_used_has_no_version() -> None:
    with pytest.raises(TemplateRefused):
        template_version(b"no template")
