"""What more than one document holds: notes on its language, the rating scale, how it was made."""

from __future__ import annotations

from margins import FACT_WIDTHS
from ooxml import columns, each, label, listing, paragraph, strong


def language_notes() -> str:
    """Return the sentences on what is translated, by whom it is to be reviewed, what is still English."""
    return each("note in language_notes", paragraph("FinePrint", "{{ note }}"))


def scale_table(*, points: str, meaning: str) -> str:
    """Return the rating scale; ``points`` is the list in the view, ``meaning`` its member that explains."""
    return listing(
        [900, 2500, 6238],
        columns("score", "in_short", "what_it_means"),
        f"point in {points}",
        [
            paragraph("TableFigureKept", strong("{{ point.score }}")),
            paragraph("TableTextKept", "{{ point.label }}"),
            paragraph("TableTextKept", f"{{{{ point.{meaning} }}}}"),
        ],
        centred=[0],
    )


def provenance_table() -> str:
    """Return the table of labelled facts in ``provenance``."""
    return listing(
        FACT_WIDTHS,
        columns("detail", "value"),
        "fact in provenance",
        [
            paragraph("TableTextKept", label("{{ fact.label }}")),
            paragraph("TableTextKept", "{{ fact.value }}"),
        ],
        style="QuietTable",
    )
