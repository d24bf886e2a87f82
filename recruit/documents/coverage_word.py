"""What a pack covers, as the panel's pack prints it: a matrix of dots, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from recruit.domain.pack import Pack, PackItem

View = dict[str, Any]

_HEARD, _NOT_HEARD = "●", "·"
_LENSES = {"behaviour": "", "base": "", "stretch": " (stretch)", "other": " (of a neighbouring level)"}


def listed(words: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``; nothing where there is nothing."""
    *before, last = words or [""]
    return f"{', '.join(before)} and {last}" if before else last


def coverage_view(pack: Pack) -> View:
    """Return the rows of the matrix, one dot or blank a question, and the sentences above it.

    Every behaviour has a row; an indicator has one only where a question looks for it, and
    what none looks for is listed in ``missing``; both are gathered by framework and stage.
    """
    behaviours = [item for item in pack.items if item.lens == "behaviour"]
    indicators = _by_lens(item for item in pack.items if item.lens != "behaviour")
    heard = {name for question in pack.questions for name in question.indicators}
    return {
        "summary": _coverage_summary(pack),
        "numbers": [question.number for question in pack.questions],
        "attributes": [
            {
                "label": f"{attribute.attribute}. {attribute.name}",
                "dots": _dots(question.attribute == attribute.attribute for question in pack.questions),
                "behaviours": [
                    _row(item, pack) for item in behaviours if _section(item) == attribute.attribute
                ],
            }
            for attribute in pack.attributes
        ],
        "indicators": _grouped((item for item in indicators if item.id in heard), pack),
        "missing": _missing(pack),
    }


def _dots(heard: Iterable[bool]) -> list[str]:
    return [_HEARD if yes else _NOT_HEARD for yes in heard]


def _section(item: PackItem) -> int:
    """The number of an item's section, which stands in its id: 2 of ``sfpc-2.3``."""
    return int(item.id.removeprefix(f"{item.framework}-").partition(".")[0])


def _row(item: PackItem, pack: Pack) -> View:
    heard = [item.id in (*question.behaviours, *question.indicators) for question in pack.questions]
    return {
        "label": item.label,
        "heard": any(heard),
        "dots": _dots(heard),
    }


def _by_lens(items: Iterable[PackItem]) -> list[PackItem]:
    """Base first, then stretch, then what belongs to a neighbouring level; else as the sources have them."""
    return sorted(items, key=lambda item: list(_LENSES).index(item.lens))


def _grouped(items: Iterable[PackItem], pack: Pack) -> list[View]:
    groups: dict[str, list[View]] = {}
    for item in items:
        groups.setdefault(_source_of(item, pack), []).append(_row(item, pack))
    return [{"source": source, "indicators": rows} for source, rows in groups.items()]


def _source_of(item: PackItem, pack: Pack) -> str:
    title = next((source.title for source in pack.frameworks if source.id == item.framework), item.framework)
    stage = f", {item.stage}" if item.stage else ""
    return f"{title}{stage}{_LENSES[item.lens]}"


def _missing(pack: Pack) -> list[View]:
    """What no question looks for, gathered by framework and stage."""
    missing = set(pack.coverage.indicators.missing)
    groups: dict[str, list[str]] = {}
    for item in _by_lens(pack.items):
        if item.id in missing:
            groups.setdefault(_source_of(item, pack), []).append(item.label)
    return [{"source": source, "labels": "; ".join(labels)} for source, labels in groups.items()]


def _coverage_summary(pack: Pack) -> list[str]:
    cover = pack.coverage
    indicators = f"{cover.indicators.covered} of the {cover.indicators.total} indicators of this level"
    stretch = (
        f": {cover.base.covered} of the {cover.base.total} in its base lens, and {cover.stretch.covered} of"
        f" the {cover.stretch.total} in its stretch lens, which may lift an answer to a 4 or a 5"
    )
    return [
        _attributes_covered(pack),
        f"The questions look for {cover.behaviours.covered} of the {cover.behaviours.total} leadership"
        f" behaviours, and for {indicators}{stretch if cover.stretch.total else ''}.",
        _proof(pack),
    ]


def _attributes_covered(pack: Pack) -> str:
    missing = pack.coverage.attributes.missing
    if not missing:
        return "Every one of the five attributes is asked about."
    numbers = listed([f"attribute {number}" for number in missing])
    return f"Not asked about: {numbers}. The reason stands with the attribute."


def _proof(pack: Pack) -> str:
    cover = pack.coverage
    if cover.repeatable:
        return (
            "No pack that meets the same recipe looks for more: first for more behaviours, then for more"
            " indicators. The search has proved this."
        )
    if cover.optimal:
        return (
            "No pack that meets the same recipe looks for more. The search reached its time limit while it"
            " chose among equally good packs, so another run may choose another of them."
        )
    return (
        "The search for the best pack reached its time limit, so it is not proved that none looks for more:"
        f" another pack might look for up to {cover.gap} more {cover.gap_in}."
    )
