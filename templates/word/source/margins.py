"""Header and footer: marking in both, the organisation, page x of y."""

from __future__ import annotations

from ooxml import TAB, TEXT_WIDTH, field, fixed, paragraph, run, where

FACT_WIDTHS = (2500, TEXT_WIDTH - 2500)
"""Columns of a table of labelled facts."""


def header(kind: str, reference: str, *, marked: bool) -> str:
    """Return a header: the kind of document, its marking where it has one, a reference."""
    marking = run("{{ marking }}", style="Marking") if marked else ""
    return paragraph("Header", kind, TAB, *filter(None, [marking]), TAB, reference)


def footer(*, marked: bool) -> str:
    """Return a footer: organisation and page, what to know of its language, its marking where it has one."""
    page = paragraph(
        "Footer",
        "{{ organisation }} ",
        TAB,
        fixed("page") + " ",
        field("PAGE"),
        " " + fixed("of") + " ",
        field("NUMPAGES"),
    )
    page += where("language_mark", paragraph("Footer", "{{ language_mark }}"))
    marking = where("marking", paragraph("MarkingLine", run("{{ marking }}", style="Marking")))
    return page + marking if marked else page
