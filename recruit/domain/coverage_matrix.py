"""What each question of a pack looks for: a matrix of rows by question, for a page or a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recruit.domain.frameworks import BEHAVIOURS
from recruit.domain.pack import Pack, PackItem
from recruit.domain.proof import proof
from recruit.domain.words import listed

_LENSES = {"behaviour": "", "base": "", "stretch": " (stretch)", "other": " (of a neighbouring level)"}


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A question, with how many behaviours and indicators it looks for."""

    number: int
    id: str
    name: str
    behaviours: int
    indicators: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A behaviour or indicator, and for each question in order whether it looks for it.

    ``wanted`` says that coverage counts it as not looked for. An item that repeats the idea
    of another may be heard by no question and yet not be wanted: the other is.
    """

    id: str
    label: str
    meaning: str
    locator: str
    lens: str
    heard: tuple[bool, ...]
    wanted: bool

    @property
    def covered(self) -> bool:
        """Whether any question looks for it."""
        return any(self.heard)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows that belong together: the behaviours of an attribute, or a framework's items of one lens.

    ``asked`` says for each question whether it is on the attribute; empty for a framework.
    """

    title: str
    lens: str
    asked: tuple[bool, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def covered(self) -> int:
        """Number of rows that any question looks for."""
        return sum(row.covered for row in self.rows)

    @property
    def total(self) -> int:
        """Number of rows."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix: a group for each attribute, then for each framework and stage, base first.

    ``summary`` says the totals, and what is proved of them, in sentences.
    """

    columns: tuple[MatrixColumn, ...]
    attributes: tuple[MatrixGroup, ...]
    indicators: tuple[MatrixGroup, ...]
    summary: tuple[str, ...]


def coverage_matrix(pack: Pack) -> Matrix:
    """Return the matrix of a pack; it has a row for every behaviour and indicator the pack lists."""
    return Matrix(
        columns=tuple(
            MatrixColumn(one.number, one.id, one.name, len(one.behaviours), len(one.indicators))
            for one in pack.questions
        ),
        attributes=_attribute_groups(pack),
        indicators=_indicator_groups(pack),
        summary=coverage_summary(pack),
    )


def _attribute_groups(pack: Pack) -> tuple[MatrixGroup, ...]:
    behaviours = [item for item in pack.items if item.lens == "behaviour"]
    return tuple(
        MatrixGroup(
            title=f"{line.attribute}. {line.name}",
            lens="behaviour",
            asked=tuple(question.attribute == line.attribute for question in pack.questions),
            rows=_rows((item for item in behaviours if _section(item) == line.attribute), pack),
        )
        for line in pack.attributes
    )


def _section(item: PackItem) -> int:
    """The number of a behaviour's section, which stands in its id: 2 of ``sfpc-2.3``."""
    return int(item.id.removeprefix(f"{BEHAVIOURS}-").partition(".")[0])


def _indicator_groups(pack: Pack) -> tuple[MatrixGroup, ...]:
    """Base first, then stretch, then a neighbouring level's; else in the order of the sources."""
    found = [item for item in pack.items if item.lens != "behaviour"]
    groups: dict[tuple[str, str], list[PackItem]] = {}
    for item in sorted(found, key=lambda item: list(_LENSES).index(item.lens)):
        groups.setdefault((_source(item, pack), item.lens), []).append(item)
    return tuple(MatrixGroup(title, lens, (), _rows(items, pack)) for (title, lens), items in groups.items())


def _source(item: PackItem, pack: Pack) -> str:
    title = next((source.title for source in pack.frameworks if source.id == item.framework), item.framework)
    stage = f", {item.stage}" if item.stage else ""
    return f"{title}{stage}{_LENSES[item.lens]}"


def _rows(items: Iterable[PackItem], pack: Pack) -> tuple[MatrixRow, ...]:
    missing = {*pack.coverage.behaviours.missing, *pack.coverage.indicators.missing}
    return tuple(
        MatrixRow(
            id=item.id,
            label=item.label,
            meaning=item.meaning,
            locator=item.locator,
            lens=item.lens,
            heard=tuple(item.id in question.tags for question in pack.questions),
            wanted=item.id in missing,
        )
        for item in items
    )


def coverage_summary(pack: Pack) -> tuple[str, ...]:
    """Return, in sentences, how much a pack covers and what is proved of it."""
    cover = pack.coverage
    indicators = f"{cover.indicators.covered} of the {cover.indicators.total} indicators of this level"
    stretch = (
        f": {cover.base.covered} of the {cover.base.total} in its base lens, and {cover.stretch.covered} of"
        f" the {cover.stretch.total} in its stretch lens, which may lift an answer to a 4 or a 5"
    )
    return (
        _attributes_covered(pack),
        f"The questions look for {cover.behaviours.covered} of the {cover.behaviours.total} leadership"
        f" behaviours, and for {indicators}{stretch if cover.stretch.total else ''}.",
        proof(pack),
    )


def _attributes_covered(pack: Pack) -> str:
    missing = pack.coverage.attributes.missing
    if not missing:
        return "Every one of the five attributes is asked about."
    numbers = listed([f"attribute {number}" for number in missing])
    return f"Not asked about: {numbers}. The reason stands with the attribute."
