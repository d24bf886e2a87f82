"""What the number of members who score means."""

from __future__ import annotations

import pytest

from recruit.domain.panels import panel_advice
from recruit.domain.results import reliability


@pytest.mark.parametrize(("raters", "figure"), [(1, 0.44), (2, 0.61), (3, 0.70), (4, 0.76), (5, 0.80)])
def test_more_members_are_more_reliable_by_spearman_and_brown(raters: int, figure: float) -> None:
    assert round(reliability(raters), 2) == figure


def test_nobody_has_no_reliability() -> None:
    with pytest.raises(ValueError, match="nobody"):
        reliability(0)


@pytest.mark.parametrize(
    ("scorers", "opening"),
    [
        (0, "Nobody scores yet. Three members who score are a good panel."),
        (1, "One member scores. The reliability of one person’s scores is 0.44,"),
        (2, "Two members score. The reliability of their mean is 0.61,"),
        (3, "Three members score. The reliability of their mean is 0.70,"),
        (4, "4 members score. The reliability of their mean is 0.76,"),
    ],
)
def test_the_advice_gives_the_figure_of_the_panel(scorers: int, opening: str) -> None:
    assert panel_advice(scorers)[: len(opening)] == opening


def test_the_advice_says_honestly_what_two_mean() -> None:
    assert panel_advice(2).endswith(
        "with a third it would be 0.70. With two, only large differences between candidates mean anything, "
        "and where the two disagree there is no third view."
    )
