"""What a report prints: finished words and figures, and nothing for what was not given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack, content_hash
from recruit.domain.recipe import recipe_for
from recruit.domain.report import AgreedLine, AmendedLine, Attestation, Fact, Outcome, ReportView, Seat
from recruit.domain.report_view import ATTESTATION, paragraphs, report_view
from recruit.domain.results import candidate_result
from recruit.domain.scoring import (
    AgreedScore,
    Amendment,
    Explored,
    Note,
    NotExplored,
    Score,
    ScoreEntry,
    Struck,
)
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


AMENDMENT = Amendment(Explored(1, "Said nothing.", contrary=True), "Misread my note.", "15 January 2027")


def struck(pack: Pack, number: int) -> Struck:
    return Struck(pack.questions[number - 1].id, "The figures were misprinted.", "14 January 2027")


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
    struck: tuple[Struck, ...] = (),
    amended: Mapping[str, tuple[Amendment, ...]] | None = None,
    attestation: Attestation | None = None,
) -> ReportView:
    """Return the report of one candidate; a 3 from everybody unless ``scores`` says otherwise, by number.

    ``amended`` gives by member what their score of the first question was before.
    """
    entries = [
        ScoreEntry(CANDIDATE, member, q.id, score, (amended or {}).get(member, ()) if q.number == 1 else ())
        for q in pack.questions
        if q.scored
        for member, score in zip(
            MEMBERS, (scores or {}).get(q.number, (Explored(3, "Said so."),) * 3), strict=True
        )
    ]
    result = candidate_result(
        pack, candidate=CANDIDATE, members=MEMBERS, entries=entries, agreed=agreed, notes=notes, struck=struck
    )
    return report_view(
        pack,
        result,
        vacancy=vacancy or Vacancy(),
        organisation="Anyborough",
        marking="Official-Sensitive: Personal",
        template_version="candidate-report, test",
        attestation=attestation,
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
    assert made.questions[0].summary == "Mean 3.0, median 3.0 (n = 2), range 2 to 4, 1 not explored"
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


def test_a_report_from_files_says_that_blindness_is_not_attested(pack: Pack) -> None:
    assert view(pack).attestation == ATTESTATION
    assert {score.sealed_at for line in view(pack).questions for score in line.scores} == {""}


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
        view(pack, struck=(struck(pack, 1),)).number,
        view(pack, struck=(replace(struck(pack, 1), reason="Another."),)).number,
        view(pack, amended={"Ruth": (AMENDMENT,)}).number,
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


def test_who_kept_the_sheets_attests_when_each_was_sealed(pack: Pack) -> None:
    sealed_at = {"Ruth": "14 January 2027 at 11:52", "Farah": "14 January 2027 at 12:04"}
    made = view(pack, attestation=Attestation("3 of 3 sealed before release.", sealed_at))
    assert made.attestation == "3 of 3 sealed before release."
    assert [seat.sealed_at for seat in made.panel] == [sealed_at["Ruth"], "", sealed_at["Farah"]]
    assert [score.sealed_at for score in made.questions[0].scores] == [
        sealed_at["Ruth"],
        "",
        sealed_at["Farah"],
    ]


def test_a_named_panel_carries_the_sealing_too_and_never_why_a_member_stood_down(pack: Pack) -> None:
    panel = (
        PanelMember("Ruth", "Chair"),
        PanelMember("Gareth", "Member", (StandDown(CANDIDATE, "Former manager."),)),
    )
    made = view(
        pack, vacancy=Vacancy(panel=panel), attestation=Attestation("2 of 2.", {"Ruth": "14 January"})
    )
    assert made.panel == (
        Seat("Ruth", "Chair", "14 January"),
        Seat("Gareth", "Member, stood down for this candidate", ""),
    )
    assert "Former manager." not in str(made)


def test_a_struck_question_says_so_and_why_and_keeps_its_scores(pack: Pack) -> None:
    apart = {1: (Explored(1, "a", contrary=True), Explored(5, "b"), Explored(5, "c"))}
    made = view(pack, apart, struck=(struck(pack, 1),))
    line = made.questions[0]
    assert line.struck == ("Struck for every candidate, 14 January 2027. The figures were misprinted.",)
    assert line.summary == "Struck for every candidate; the scores are shown and not counted"
    assert [score.score for score in line.scores] == ["1", "5", "5"]
    assert (line.discuss, made.discussion) == ("", ())
    assert (made.overall, made.overall_basis) == ("3.0", "18 scores on 6 questions")
    assert made.headline == (
        "3 panel members scored 6 questions; no question is flagged for discussion."
        " 1 question struck for every candidate."
    )
    assert made.attributes[0].remark == "Question 1 was struck for every candidate and is not counted."
    assert [one.struck for one in made.questions[1:]] == [()] * 6


def test_an_attribute_whose_only_question_was_struck_is_a_gap_that_says_so() -> None:
    role = level(asked={4: LIGHT}, mix={PB: 5})
    pack = draw_pack(bank(*full_bank().questions, levels=(role,)), recipe_for(role))
    (number,) = [question.number for question in pack.questions if question.attribute == 4]
    made = view(pack, struck=(struck(pack, number),))
    assert made.profile.rows[3].gap == "struck for every candidate"
    assert made.attributes[3].remark == "Struck for every candidate. Reason 4."
    assert "4, sfpc section 4: struck for every candidate" in made.profile_text


def test_an_amended_score_counts_and_its_original_stands_beside_it_with_the_reason(pack: Pack) -> None:
    made = view(pack, {1: (Explored(4, "b"),) * 3}, amended={"Ruth": (AMENDMENT,)})
    first, second, _ = made.questions[0].scores
    assert (first.score, made.questions[0].summary) == ("4", "Mean 4.0, median 4.0 (n = 3), range 4")
    assert first.amended == (
        AmendedLine("1", "Contrary evidence", ("Said nothing.",), "15 January 2027", ("Misread my note.",)),
    )
    assert second.amended == ()


def test_the_report_says_how_many_scores_were_amended(pack: Pack) -> None:
    sealed = Attestation("3 of 3 sealed before release.")
    one = view(pack, amended={"Ruth": (AMENDMENT,)}, attestation=sealed)
    two = view(pack, amended={"Ruth": (AMENDMENT, AMENDMENT), "Farah": (AMENDMENT,)}, attestation=sealed)
    assert one.attestation == (
        "3 of 3 sealed before release. 1 score was amended after the release; the original stands with each."
    )
    assert two.attestation == (
        "3 of 3 sealed before release."
        " 2 scores were amended after the release; the original stands with each."
    )


def test_a_report_without_amendments_or_struck_questions_keeps_the_number_it_always_had(pack: Pack) -> None:
    score = {"value": 3, "evidence": "Said so.", "contrary": None}
    said = [
        [
            {"candidate": CANDIDATE, "member": member, "question": question.id, "score": score}
            for member in MEMBERS
        ]
        for question in pack.questions
    ]
    nothing = [list[str]() for _ in said], [None for _ in said]
    digest = content_hash({"pack": pack.hash, "candidate": CANDIDATE, "all": [said, *nothing]})
    assert view(pack).number == f"R-{digest[:4]}-{digest[4:8]}".upper()
