"""Tables that more than one document ends with: the rating scale, and how the document was made."""

from __future__ import annotations

from margins import FACT_WIDTHS
from ooxml import label, listing, paragraph, strong


def scale_table(*, points: str, meaning: str) -> str:
    """Return the rating scale; ``points`` is the list in the view, ``meaning`` its member that explains."""
    return listing(
        [900, 2500, 6238],
        ["Score", "In short", "What it means"],
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
        ["Detail", "Value"],
        "fact in provenance",
        [
            paragraph("TableTextKept", label("{{ fact.label }}")),
            paragraph("TableTextKept", "{{ fact.value }}"),
        ],
        style="QuietTable",
    )
