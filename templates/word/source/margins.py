"""Header and footer: marking in both, the organisation, page x of y."""

from __future__ import annotations

from ooxml import TAB, TEXT_WIDTH, field, paragraph, run, where

FACT_WIDTHS = (2500, TEXT_WIDTH - 2500)
"""Columns of a table of labelled facts."""


def header(kind: str, reference: str, *, marked: bool) -> str:
    """Return a header: the kind of document, its marking where it has one, a reference."""
    marking = run("{{ marking }}", style="Marking") if marked else ""
    return paragraph("Header", kind, TAB, *filter(None, [marking]), TAB, reference)


def footer(*, marked: bool) -> str:
    """Return a footer: organisation and page, then the marking where the document has one."""
    page = paragraph("Footer", "{{ organisation }} ", TAB, "Page ", field("PAGE"), " of ", field("NUMPAGES"))
    marking = where("marking", paragraph("MarkingLine", run("{{ marking }}", style="Marking")))
    return page + marking if marked else page
