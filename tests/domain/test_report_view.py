"""What a report prints: finished words and figures, and nothing for what was not given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.report import AgreedLine, Fact, Outcome, ReportView, Seat
from recruit.domain.report_view import paragraphs, report_view
from recruit.domain.results import candidate_result
from recruit.domain.scoring import AgreedScore, Explored, Note, NotExplored, Score, ScoreEntry
from recruit.domain.vacancy import (
    Decision,
    Interview,
    PanelMember,
    RecordedDecision,
    StandDown,
    Vacancy,
)
from tests.cast import LIGHT, OPTIONAL, PB, bank, full_bank, level

MEMBERS = ("Ruth", "Gareth", "Farah")
CANDIDATE = "Siân O'Brien-Ōkubo"


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def view(
    pack: Pack,
    scores: Mapping[int, tuple[Score, Score, Score]] | None = None,
    *,
    vacancy: Vacancy | None = None,
    agreed: tuple[AgreedScore, ...] = (),
    notes: tuple[Note, ...] = (),
) -> ReportView:
    """Return the report of one candidate; a 3 from everybody unless ``scores`` says otherwise, by number."""
    entries = [
        ScoreEntry(CANDIDATE, member, q.id, score)
        for q in pack.questions
        if q.scored
        for member, score in zip(
            MEMBERS, (scores or {}).get(q.number, (Explored(3, "Said so."),) * 3), strict=True
        )
    ]
    result = candidate_result(
        pack, candidate=CANDIDATE, members=MEMBERS, entries=entries, agreed=agreed, notes=notes
    )
    return report_view(
        pack,
        result,
        vacancy=vacancy or Vacancy(),
        organisation="Anyborough",
        marking="Official-Sensitive: Personal",
        template_version="candidate-report, test",
    )


def test_without_a_decision_a_report_is_a_draft(pack: Pack) -> None:
    assert (view(pack).status, view(pack).outcome) == ("Draft", None)


def test_a_decision_is_printed_in_the_words_of_the_field(pack: Pack) -> None:
    decision = RecordedDecision(
        candidate=CANDIDATE,
        outcome=Decision.RECOMMENDED,
        reason="The evidence.",
        decided_by="Ruth",
        date="1 May",
    )
    made = view(pack, vacancy=Vacancy(decisions=(decision,)))
    assert made.status == "Final"
    assert made.outcome == Outcome("Recommended, subject to checks", "The evidence.", "Ruth", "1 May")


def test_what_was_not_given_is_left_out_whole(pack: Pack) -> None:
    made = view(pack)
    assert (made.interview, made.departures, made.discussion, made.organisation) == ((), (), (), "Anyborough")
    assert all(line.agreed is None and line.notes == () for line in made.questions)
    assert made.panel == tuple(Seat(name, "Panel member") for name in MEMBERS)


def test_what_was_given_of_the_interview_is_printed_in_order(pack: Pack) -> None:
    interview = Interview(candidate=CANDIDATE, date="14 January 2027", order=2, departures=("Began late.",))
    made = view(pack, vacancy=Vacancy(title="Head of Service", interviews=(interview,)))
    assert made.interview == (
        Fact("Vacancy", "Head of Service"),
        Fact("Date", "14 January 2027"),
        Fact("Order of interview", "2"),
    )
    assert made.departures == ("Began late.",)


def test_averages_carry_their_n(pack: Pack) -> None:
    made = view(pack, {1: (Explored(2, "a"), Explored(4, "b"), NotExplored("No time."))})
    assert (made.overall, made.overall_basis) == ("3.0", "20 scores on 7 questions")
    assert made.questions[0].summary == "Mean 3.0 (n = 2), range 2 to 4, 1 not explored"
    assert (made.attributes[0].mean, made.attributes[0].spread) == ("3.0", "2 to 4")


def test_scores_far_apart_are_named_for_discussion(pack: Pack) -> None:
    made = view(pack, {1: (Explored(1, "a", True), Explored(4, "b"), Explored(3, "c"))})
    assert made.discussion == (
        "Question 1: scores from 1 to 4, 3 points apart.",
        "Question 1: evidence against the value, recorded by Ruth.",
    )
    assert made.questions[0].discuss == "Discuss"
    assert made.headline == "3 panel members scored 7 questions; 1 is flagged for discussion."


def test_a_1_says_which_of_the_two_it_is_where_that_was_recorded(pack: Pack) -> None:
    made = view(pack, {1: (Explored(1, "a", True), Explored(1, "b", False), Explored(1, "c"))})
    labels = [score.label for score in made.questions[0].scores]
    assert labels == ["Contrary evidence", "No usable evidence", "Label 1"]


def test_the_anchor_stands_beside_its_score(pack: Pack) -> None:
    made = view(pack, {1: (Explored(2, "a"), Explored(5, "b"), NotExplored("No time."))})
    name = pack.questions[0].id
    assert [score.anchor for score in made.questions[0].scores] == [
        f"Anchor 2 of {name}.",
        f"Anchor 5 of {name}.",
        "–",
    ]
    assert [score.evidence_heading for score in made.questions[0].scores] == [
        "Evidence",
        "Evidence",
        "Reason it was not explored",
    ]


def test_an_agreed_score_stands_beside_the_originals(pack: Pack) -> None:
    first = pack.questions[0].id
    apart = {1: (Explored(2, "a"), Explored(4, "b"), Explored(3, "c"))}
    made = view(pack, apart, agreed=(AgreedScore(CANDIDATE, first, 3, "Reread the notes."),))
    assert made.questions[0].agreed == AgreedLine("3", f"Anchor 3 of {first}.", "Reread the notes.")
    assert [score.score for score in made.questions[0].scores] == ["2", "4", "3"]
    assert (made.moderated, made.attributes[0].agreed) == (True, "3.0")


def test_an_unscored_attribute_is_a_labelled_gap_in_picture_table_and_words() -> None:
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*full_bank().questions, levels=(role,))
    made = view(draw_pack(whole, recipe_for(role)))
    row = made.profile.rows[4]
    assert (row.mean, row.lowest, row.highest, row.gap) == (None, None, None, "not asked")
    assert (made.attributes[4].mean, made.attributes[4].remark) == ("–", "Not asked. Reason 5.")
    assert made.profile_text.endswith("; 5, sfpc section 5: not asked.")


def test_a_note_on_an_unscored_question_is_printed_but_never_counted() -> None:
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*full_bank().questions, levels=(role,))
    pack = draw_pack(whole, recipe_for(role, include=("past-5-a",)))
    made = view(pack, notes=(Note(CANDIDATE, "Ruth", "past-5-a", "Spoke of a councillor.\n\nThen stopped."),))
    line = made.questions[-1]
    assert (line.scored, line.summary, line.scores) == (False, "Asked, not scored", ())
    assert [(note.member, note.text) for note in line.notes] == [
        ("Ruth", ("Spoke of a councillor.", "Then stopped."))
    ]
    assert made.profile.rows[4].gap == "not scored at this level"


def test_a_member_who_stood_down_is_named_and_does_not_sign(pack: Pack) -> None:
    panel = (
        PanelMember("Ruth", "Chair"),
        PanelMember("Gareth", "Member", (StandDown(CANDIDATE, "Former manager."),)),
        PanelMember("Farah", "Member"),
    )
    made = view(pack, vacancy=Vacancy(panel=panel))
    assert made.panel[1] == Seat("Gareth", "Member, stood down for this candidate")
    assert [seat.name for seat in made.signatories] == ["Ruth", "Farah"]


def test_the_report_says_that_blindness_is_not_attested(pack: Pack) -> None:
    assert "is not attested" in view(pack).attestation


def test_the_number_changes_with_any_score_note_or_kind_of_1(pack: Pack) -> None:
    def with_first(score: Score) -> str:
        return view(pack, {1: (score, Explored(3, "b"), Explored(3, "c"))}).number

    numbers = [
        with_first(Explored(1, "a")),
        with_first(Explored(1, "a!")),
        with_first(Explored(1, "a", False)),
        with_first(Explored(1, "a", True)),
        with_first(Explored(2, "a")),
        with_first(NotExplored("a")),
        view(replace(pack, title="Another")).number,
        view(pack, notes=(Note(CANDIDATE, "Ruth", pack.questions[0].id, "A note."),)).number,
        view(pack, agreed=(AgreedScore(CANDIDATE, pack.questions[0].id, 3, "Why."),)).number,
    ]
    assert len(set(numbers)) == len(numbers)
    assert with_first(Explored(1, "a")) == numbers[0]


def test_the_headline_counts_those_who_scored_and_what_was_explored(pack: Pack) -> None:
    none = NotExplored("No time.")
    absent: dict[int, tuple[Score, Score, Score]] = {
        q.number: (Explored(3, "a"), none, Explored(3, "c")) for q in pack.questions
    }
    absent[1] = (none, none, none)
    expected = "2 panel members scored 6 questions; no question is flagged for discussion."
    assert view(pack, absent).headline == expected
    nothing = {q.number: (none, none, none) for q in pack.questions}
    assert view(pack, nothing).headline == "No question was explored."


def test_a_light_attribute_says_so_and_the_profile_in_words_carries_the_agreed_mean(pack: Pack) -> None:
    first = pack.questions[0].id
    made = view(pack, {1: (Explored(2, "a"),) * 3}, agreed=(AgreedScore(CANDIDATE, first, 3, "Reread."),))
    assert "1, sfpc section 1: mean 2.7, range 2 to 3, agreed 3.0" in made.profile_text
    role = level(asked={4: LIGHT}, mix={PB: 5})
    drawn = draw_pack(bank(*full_bank().questions, levels=(role,)), recipe_for(role))
    assert view(drawn).attributes[3].remark == "Asked lightly. Reason 4."


def test_paragraphs_drop_what_is_empty() -> None:
    assert paragraphs(" One.\n\n  \nTwo. \r\nThree.") == ("One.", "Two.", "Three.")
    assert paragraphs(" \n ") == ()
