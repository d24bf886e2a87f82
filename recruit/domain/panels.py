"""What the number of members who score means for what their scores can show."""

from __future__ import annotations

from recruit.domain.results import reliability

USUAL_SCORERS = 3


def panel_advice(scorers: int) -> str:
    """Return what so many scoring members can and cannot show, for whoever makes up the panel."""
    if scorers == 0:
        return "Nobody scores yet. Three members who score are a good panel."
    if scorers == 1:
        return (
            f"One member scores. The reliability of one person’s scores is {_figure(1)}, where 1 would be "
            "perfect: what is theirs and what is the candidate’s cannot be told apart. Invite two more."
        )
    mean = f"The reliability of their mean is {_figure(scorers)}, where 1 would be perfect"
    if scorers == 2:
        return (
            f"Two members score. {mean}; with a third it would be {_figure(3)}. With two, only large "
            "differences between candidates mean anything, and where the two disagree there is no third view."
        )
    return f"{'Three' if scorers == 3 else scorers} members score. {mean}; with two it would be {_figure(2)}."


def panel_caution(scorers: int) -> str:
    """Return what to weigh before a pack goes to a panel smaller than usual; empty for any other."""
    if not 0 < scorers < USUAL_SCORERS:
        return ""
    who, word = ("One member scores", "one") if scorers == 1 else ("Two members score", "two")
    return (
        f"{who}. Three is usual: the reliability of their mean is then {_figure(USUAL_SCORERS)}, and with "
        f"{word} it is {_figure(scorers)}, where 1 would be perfect."
    )


def _figure(scorers: int) -> str:
    return f"{reliability(scorers):.2f}"
