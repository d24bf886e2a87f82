"""The moderation grid: every score side by side, what to discuss first, and never a rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.grid import (
    Dispute,
    Grid,
    GridCell,
    GridQuestion,
    GridScore,
    moderation_grid,
    not_told_apart,
)
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
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
from tests.cast import OPTIONAL, PB, bank, full_bank, level

MEMBERS = ("Ruth", "Gareth", "Farah")
SIAN, TOMASZ, PRIYA = CANDIDATES = ("Siân", "Tomasz", "Priya")
SAID = "Said so."

Given = Mapping[tuple[str, int], Sequence[Score | None]]


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def explored(*values: int | None) -> tuple[Score | None, ...]:
    return tuple(None if value is None else Explored(value, SAID) for value in values)


def entries(pack: Pack, scores: Given) -> list[ScoreEntry]:
    """Return a 3 from everybody on everybody, unless ``scores`` says otherwise; none is no score."""
    return [
        ScoreEntry(candidate, member, question.id, score)
        for candidate in CANDIDATES
        for question in pack.questions
        if question.scored
        for member, score in zip(
            MEMBERS, scores.get((candidate, question.number), explored(3, 3, 3)), strict=True
        )
        if score
    ]


def grid(pack: Pack, scores: Given, **more: Any) -> Grid:
    return moderation_grid(
        pack, candidates=CANDIDATES, members=MEMBERS, entries=entries(pack, scores), **more
    )


def cell(made: Grid, candidate: str, number: int) -> GridCell:
    (row,) = [row for row in made.rows if row.candidate == candidate]
    return row.cells[number - 1]


def test_a_cell_holds_every_members_score_and_what_they_come_to(pack: Pack) -> None:
    given = (Explored(1, "Laughed.", contrary=True), NotExplored("No time."), Explored(4, "Weighed both."))
    assert cell(grid(pack, {(SIAN, 2): given}), SIAN, 2) == GridCell(
        question=pack.questions[1].id,
        number=2,
        scores=(
            GridScore("Ruth", "1 contrary", "Laughed.", ""),
            GridScore("Gareth", "NE", "No time.", ""),
            GridScore("Farah", "4", "Weighed both.", ""),
        ),
        n=2,
        mean="2.5",
        median="2.5",
        spread="1 to 4",
        discuss=True,
        agreed="",
        reason="",
    )


def test_mean_and_median_stand_together_and_differ_where_one_score_is_far_off(pack: Pack) -> None:
    found = cell(grid(pack, {(SIAN, 1): explored(4, 4, 1)}), SIAN, 1)
    assert (found.mean, found.median, found.n) == ("3.0", "4.0", 3)


def test_a_member_who_gave_nothing_has_a_dash_in_their_place(pack: Pack) -> None:
    found = cell(grid(pack, {(SIAN, 1): explored(4, None, 3)}), SIAN, 1)
    assert [score.text for score in found.scores] == ["4", "–", "3"]


def test_what_nobody_explored_has_no_figure(pack: Pack) -> None:
    found = cell(grid(pack, {(SIAN, 1): (NotExplored("No time."),) * 3}), SIAN, 1)
    assert (found.n, found.mean, found.median, found.spread, found.discuss) == (0, "–", "–", "–", False)


def test_candidates_stay_in_the_order_of_their_interviews_whatever_they_scored(pack: Pack) -> None:
    better = {(PRIYA, n): explored(5, 5, 5) for n in range(1, 8)}
    made = grid(pack, better)
    assert [(row.candidate, row.mean) for row in made.rows] == [
        (SIAN, "3.0"),
        (TOMASZ, "3.0"),
        (PRIYA, "5.0"),
    ]


def test_the_widest_range_is_discussed_first_then_the_earlier_question(pack: Pack) -> None:
    contrary = (Explored(1, SAID, contrary=True), Explored(1, SAID, contrary=False), Explored(2, SAID))
    made = grid(
        pack,
        {
            (SIAN, 5): explored(2, 4, 3),
            (TOMASZ, 3): explored(2, 3, 4),
            (SIAN, 3): explored(5, 3, 3),
            (TOMASZ, 7): explored(1, 5, 3),
            (PRIYA, 1): contrary,
            (PRIYA, 2): explored(3, 4, 4),
        },
    )
    assert [(one.candidate, one.number, one.range, one.contrary) for one in made.discuss_first] == [
        (TOMASZ, 7, 4, ()),
        (SIAN, 3, 2, ()),
        (TOMASZ, 3, 2, ()),
        (SIAN, 5, 2, ()),
        (PRIYA, 1, 1, ("Ruth",)),
    ]
    assert made.discuss_first[0] == Dispute(TOMASZ, pack.questions[6].id, 7, 4, ())


def test_a_struck_question_shows_its_scores_and_counts_for_nobody(pack: Pack) -> None:
    second = pack.questions[1]
    struck = [Struck(second.id, "The figures were misprinted.", "14 January 2027")]
    made = grid(pack, {(SIAN, 2): explored(1, 5, 5)}, struck=struck)
    found = cell(made, SIAN, 2)
    assert [score.text for score in found.scores] == ["1", "5", "5"]
    assert (found.discuss, made.discuss_first) == (False, ())
    assert (made.rows[0].mean, made.rows[0].overall.n, made.rows[0].overall.questions) == ("3.0", 18, 6)
    assert made.questions[1] == GridQuestion(
        second.id, 2, second.attribute, second.text, True, "The figures were misprinted."
    )


def test_an_amended_score_counts_and_says_what_it_was(pack: Pack) -> None:
    amendments = (Amendment(Explored(1, SAID, contrary=True), "Misread my note.", "15 January 2027"),)
    given = [
        ScoreEntry(SIAN, "Ruth", pack.questions[0].id, Explored(4, "Read it again."), amendments),
    ]
    made = moderation_grid(pack, candidates=(SIAN,), members=MEMBERS, entries=given)
    assert made.rows[0].cells[0].scores[0] == GridScore("Ruth", "4", "Read it again.", "1 contrary")
    assert made.rows[0].mean == "4.0"


def test_an_agreed_score_stands_in_the_cell_with_its_reason(pack: Pack) -> None:
    first, second, *_ = (question.id for question in pack.questions)
    agreed = [AgreedScore(SIAN, first, 3, "Reread."), AgreedScore(SIAN, second, None, "Not put.")]
    made = grid(pack, {}, agreed=agreed)
    assert [(one.agreed, one.reason) for one in made.rows[0].cells[:3]] == [
        ("3", "Reread."),
        ("NE", "Not put."),
        ("", ""),
    ]


def test_notes_on_an_unscored_question_stand_by_member() -> None:
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*full_bank().questions, levels=(role,))
    pack = draw_pack(whole, recipe_for(role, include=("past-5-a",)))
    made = grid(pack, {}, notes=[Note(SIAN, "Gareth", "past-5-a", "Spoke of a councillor.")])
    assert made.questions[-1].scored is False
    assert made.rows[0].cells[-1].scores == (
        GridScore("Ruth", "–", "", ""),
        GridScore("Gareth", "–", "Spoke of a councillor.", ""),
        GridScore("Farah", "–", "", ""),
    )
    assert made.rows[0].overall.questions == len(pack.questions) - 1


def test_an_overall_mean_is_the_one_that_the_report_prints(pack: Pack) -> None:
    given = entries(pack, {(SIAN, 1): explored(5, None, 4), (SIAN, 2): explored(1, 2, 5)})
    made = moderation_grid(pack, candidates=CANDIDATES, members=MEMBERS, entries=given)
    report = candidate_result(pack, candidate=SIAN, members=MEMBERS, entries=given)
    assert (made.rows[0].overall, made.rows[0].raters) == (report.overall, 3)


def test_a_candidate_whom_nobody_scored_has_a_row_without_figures(pack: Pack) -> None:
    made = moderation_grid(pack, candidates=(SIAN,), members=MEMBERS, entries=())
    assert (made.rows[0].mean, made.rows[0].raters, made.margin) == ("–", 0, "")


def test_overall_means_within_the_limits_of_chance_are_not_told_apart(pack: Pack) -> None:
    """Means of 3, of 27/7 and of 4: with three raters the limits lie at .91."""
    made = grid(
        pack,
        {(TOMASZ, n): explored(4, 4, 4) for n in range(1, 7)}
        | {(PRIYA, n): explored(4, 4, 4) for n in range(1, 8)},
    )
    assert [row.overall.mean for row in made.rows] == [Fraction(3), Fraction(27, 7), Fraction(4)]
    assert (made.margin, not_told_apart(made.rows)) == ("0.9", ((SIAN, TOMASZ), (TOMASZ, PRIYA)))


def test_a_single_rater_tells_nobody_apart_and_nobody_together(pack: Pack) -> None:
    alone = {(name, n): explored(3, None, None) for name in CANDIDATES for n in range(1, 8)}
    made = grid(pack, alone)
    assert (made.margin, not_told_apart(made.rows)) == ("", ())


def test_everything_given_is_gone_through_once_however_many_candidates(pack: Pack) -> None:
    """A second pass over an iterator would find nothing."""
    given = entries(pack, {(PRIYA, 2): explored(1, 5, 5)})
    agreed = [AgreedScore(SIAN, pack.questions[0].id, 3, "Reread.")]
    notes = [Note(PRIYA, "Ruth", pack.questions[0].id, "Spoke of a councillor.")]
    struck = [Struck(pack.questions[1].id, "Misprinted.", "14 January 2027")]
    once = moderation_grid(
        pack,
        candidates=CANDIDATES,
        members=MEMBERS,
        entries=iter(given),
        agreed=iter(agreed),
        notes=iter(notes),
        struck=iter(struck),
    )
    assert once == grid(pack, {(PRIYA, 2): explored(1, 5, 5)}, agreed=agreed, notes=notes, struck=struck)


def test_a_score_by_somebody_who_is_no_member_is_refused(pack: Pack) -> None:
    stranger = ScoreEntry(SIAN, "Nobody", pack.questions[0].id, Explored(3, SAID))
    with pytest.raises(KeyError, match="Nobody"):
        moderation_grid(pack, candidates=CANDIDATES, members=MEMBERS, entries=[stranger])
