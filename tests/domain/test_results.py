"""What scores come to: exact means with their n, and nothing counted that was not given."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.domain.results import (
    CandidateResult,
    candidate_result,
    margin,
    mean,
    median,
    one_decimal,
    told_apart,
)
from recruit.domain.scoring import AgreedScore, Explored, NotExplored, ScoreEntry, Struck
from tests.cast import full_bank

MEMBERS = ("Ruth", "Gareth", "Farah")


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


def entries(pack: Pack, scores: Mapping[str, tuple[int | None, ...]], usual: int = 3) -> list[ScoreEntry]:
    """Return scores by question id; ``usual`` everywhere else; none stands for not explored."""
    return [
        ScoreEntry(
            "Siân", member, q.id, NotExplored("No time.") if value is None else Explored(value, "Said so.")
        )
        for q in pack.questions
        for member, value in zip(MEMBERS, scores.get(q.id, (usual,) * 3), strict=True)
    ]


def result(pack: Pack, scores: Mapping[str, tuple[int | None, ...]], **more: object) -> CandidateResult:
    return candidate_result(pack, candidate="Siân", members=MEMBERS, entries=entries(pack, scores), **more)  # type: ignore[arg-type]  # the fixture's own names


def test_what_was_not_explored_is_left_out_of_every_average(pack: Pack) -> None:
    first = pack.questions[0].id
    found = result(pack, {first: (None, 5, 4)})
    assert (found.questions[0].mean, found.questions[0].values) == (Fraction(9, 2), (5, 4))
    assert (found.overall.n, found.overall.questions) == (20, 7)


def test_a_question_nobody_explored_has_no_mean_and_lowers_nothing(pack: Pack) -> None:
    found = result(pack, {pack.questions[0].id: (None, None, None)})
    assert found.questions[0].mean is None
    assert (found.overall.mean, found.overall.questions) == (Fraction(3), 6)


def test_every_question_counts_the_same_however_many_scored_it(pack: Pack) -> None:
    first, second, third = (q.id for q in pack.questions if q.attribute == 1)
    found = result(pack, {first: (5, None, None), second: (2, 2, 2), third: (2, 2, 2)})
    assert found.attributes[1].mean == Fraction(5 + 2 + 2, 3)
    assert (found.attributes[1].n, found.attributes[1].lowest, found.attributes[1].highest) == (7, 2, 5)


@pytest.mark.parametrize(
    ("scores", "flagged"), [((3, 3, 3), False), ((3, 4, 3), False), ((2, 4, 3), True), ((None, 1, 3), True)]
)
def test_scores_two_points_apart_are_flagged(
    pack: Pack, scores: tuple[int | None, ...], flagged: bool
) -> None:
    assert result(pack, {pack.questions[0].id: scores}).questions[0].needs_discussion is flagged


def test_evidence_against_the_value_is_always_flagged(pack: Pack) -> None:
    first = pack.questions[0].id
    given = [
        ScoreEntry("Siân", member, first, Explored(1, "Laughed at it.", member == "Farah"))
        for member in MEMBERS
    ]
    found = candidate_result(pack, candidate="Siân", members=MEMBERS, entries=given)
    assert (found.questions[0].needs_discussion, found.questions[0].contrary) == (True, ("Farah",))


def test_agreed_means_stand_only_where_every_question_is_settled(pack: Pack) -> None:
    first, second, *_ = (q.id for q in pack.questions)
    apart = {first: (2, 4, 3), second: (3, 4, 4)}
    half = result(pack, apart, agreed=[AgreedScore("Siân", first, 3, "Reread.")])
    whole = result(
        pack,
        apart,
        agreed=[AgreedScore("Siân", first, 3, "Reread."), AgreedScore("Siân", second, 4, "Reread.")],
    )
    assert half.attributes[1].agreed is None
    assert whole.attributes[1].agreed == Fraction(3 + 4 + 3, 3)
    assert result(pack, {}).attributes[1].agreed is None


def test_another_candidates_scores_never_enter(pack: Pack) -> None:
    other = [ScoreEntry("Tomasz", "Ruth", pack.questions[0].id, Explored(5, "Said so."))]
    found = candidate_result(pack, candidate="Siân", members=MEMBERS, entries=[*entries(pack, {}), *other])
    assert found.overall.n == 21


def test_scores_stand_in_the_order_of_the_panel(pack: Pack) -> None:
    shuffled = list(reversed(entries(pack, {})))
    found = candidate_result(pack, candidate="Siân", members=MEMBERS, entries=shuffled)
    assert [entry.member for entry in found.questions[0].entries] == list(MEMBERS)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(3), "3.0"),
        (Fraction(10, 3), "3.3"),
        (Fraction(335, 100), "3.4"),
        (Fraction(325, 100), "3.3"),
        (Fraction(11, 3), "3.7"),
    ],
)
def test_figures_have_one_decimal_and_halves_go_up(value: Fraction, shown: str) -> None:
    assert one_decimal(value) == shown


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_a_shown_mean_is_within_a_twentieth_of_the_exact_one(values: list[int]) -> None:
    exact = mean(values)
    assert exact is not None
    assert abs(Fraction(one_decimal(exact)) - exact) <= Fraction(1, 20)


def test_no_values_have_no_mean() -> None:
    assert mean([]) is None


def test_one_score_beside_two_unexplored_is_not_settled(pack: Pack) -> None:
    first, second, *_ = (q.id for q in pack.questions)
    agreed = [AgreedScore("Siân", second, 4, "Reread.")]
    found = result(pack, {first: (4, None, None), second: (3, 4, 4)}, agreed=agreed)
    assert (found.questions[0].is_settled, found.attributes[1].agreed) == (False, None)


def test_an_agreed_not_explored_settles_a_question_without_a_figure(pack: Pack) -> None:
    first, second, third = (q.id for q in pack.questions if q.attribute == 1)
    agreed = [AgreedScore("Siân", first, None, "Misread."), AgreedScore("Siân", second, 4, "Reread.")]
    found = result(pack, {first: (1, None, None), second: (3, 4, 4), third: (5, 5, 5)}, agreed=agreed)
    assert found.attributes[1].agreed == Fraction(4 + 5, 2)


def test_a_question_that_all_left_out_is_settled_and_has_no_figure(pack: Pack) -> None:
    first, second, *_ = (q.id for q in pack.questions)
    agreed = [AgreedScore("Siân", second, 4, "Reread.")]
    found = result(pack, {first: (None, None, None), second: (3, 4, 4)}, agreed=agreed)
    assert (found.questions[0].is_settled, found.questions[0].settled_value) == (True, None)
    assert found.attributes[1].agreed == Fraction(4 + 3, 2)


@pytest.mark.parametrize(
    ("values", "middle"),
    [
        ((), None),
        ((4,), Fraction(4)),
        ((3, 2), Fraction(5, 2)),
        ((5, 1, 2), Fraction(2)),
        ((5, 1, 2, 4), Fraction(3)),
        ((5, 4, 1, 4, 1), Fraction(4)),
    ],
)
def test_a_median_is_exact_halves_included(values: tuple[int, ...], middle: Fraction | None) -> None:
    assert median(values) == middle


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_as_many_scores_lie_below_a_median_as_above_it(values: list[int]) -> None:
    middle = median(values)
    assert middle is not None
    assert 2 * sum(value < middle for value in values) <= len(values)
    assert 2 * sum(value > middle for value in values) <= len(values)


def test_a_struck_question_is_counted_nowhere_and_its_scores_stay(pack: Pack) -> None:
    first = pack.questions[0].id
    struck = [Struck(first, "Misprinted.", "14 January 2027")]
    found = result(pack, {first: (1, 5, 5)}, struck=struck)
    assert (found.overall.mean, found.overall.n, found.attributes[1].n) == (Fraction(3), 18, 6)
    assert (found.questions[0].values, found.questions[0].median) == ((1, 5, 5), Fraction(5))
    assert (found.questions[0].counts, found.questions[0].needs_discussion) == (False, False)


def test_a_struck_question_needs_no_settling(pack: Pack) -> None:
    first, second, *_ = (q.id for q in pack.questions)
    agreed = [AgreedScore("Siân", second, 4, "Reread.")]
    struck = [Struck(first, "Misprinted.", "14 January 2027")]
    found = result(pack, {first: (1, 5, 5), second: (3, 4, 4)}, agreed=agreed, struck=struck)
    assert found.attributes[1].agreed == Fraction(4 + 3, 2)


def test_what_was_agreed_on_a_struck_question_moderates_nothing(pack: Pack) -> None:
    first = pack.questions[0].id
    agreed = [AgreedScore("Siân", first, 4, "Reread.")]
    found = result(pack, {}, agreed=agreed, struck=[Struck(first, "Misprinted.", "14 January 2027")])
    assert (found.moderated, found.overall.agreed) == (False, None)


@pytest.mark.parametrize(("raters", "limits"), [(2, 1.04), (3, 0.91), (4, 0.82), (5, 0.75)])
def test_the_limits_of_a_difference_narrow_with_every_rater(raters: int, limits: float) -> None:
    assert round(margin(raters) or 0, 2) == limits


@pytest.mark.parametrize(
    ("first", "second", "raters", "apart"),
    [
        (Fraction(3), Fraction(39, 10), 3, False),
        (Fraction(39, 10), Fraction(3), 3, False),
        (Fraction(3), Fraction(392, 100), 3, True),
        (Fraction(392, 100), Fraction(3), 3, True),
        (Fraction(3), Fraction(392, 100), 2, False),
        (Fraction(1), Fraction(5), 1, None),
        (Fraction(1), Fraction(5), 0, None),
    ],
)
def test_means_are_told_apart_beyond_the_limits_alone(
    first: Fraction, second: Fraction, raters: int, apart: bool | None
) -> None:
    assert told_apart(first, second, raters=raters) is apart
