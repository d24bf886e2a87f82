"""The five-attribute profile as a picture: plain shapes, in points, and their form on a web page.

Left is a radar of the means, right each attribute's mean with the lowest and the highest
score. An attribute without a score is a gap that says so, in both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import TypeAlias

from recruit.documents.characters import clean
from recruit.domain.profile import Profile, ProfileRow
from recruit.domain.results import one_decimal
from recruit.domain.scoring import HIGHEST, LOWEST

Point: TypeAlias = tuple[float, float]

ACCENT, INK, MUTED = "1D4F8B", "1F2933", "4A5563"
"""Colours of text and marks, as RGB in hex; contrast on white 8.3, 14.8 and 7.6."""
RANGE, TINT, GRID = "6F8FB8", "E1E9F3", "C5CCD5"
"""Colours of areas and rules, which words or position say again; RANGE has 3.3 on white."""

WIDTH, HEIGHT = 470.0, 215.0
_CENTRE, _RADIUS, _BADGE_AT = (82.0, 97.0), 58.0, 70.0
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _ROW = 352.0, 440.0, 24.0, 30.0
_NAMES_LEFT, _NAMES_WIDTH = 189.0, 146.0
_BADGE, _DOT, _LEGEND = 7.0, 4.5, 197.0
_LEADING = 1.2
_NAME_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.0, 3.0, 2.0, 1.0)
_SMALLEST_OF_TWO_LINES = 7.0
_NOT_SCORED = "not scored"
# Widths of Arial, and of the fonts that stand in for it, in thousandths of the size: U+0020 to U+007E.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTH_OF = {chr(32 + place): int(width) / 1000 for place, width in enumerate(_WIDTHS.split())}
_WIDTH_OF_OTHERS, _WIDEST, _BOLDER = 0.7, 1.0, 1.08


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape looks: colours as RGB in hex, none for nothing; ``width`` of its line in points."""

    stroke: str | None = None
    width: float = 0.0
    fill: str | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line with round ends."""

    start: Point
    end: Point
    paint: Paint


@dataclass(frozen=True, slots=True)
class Polygon:
    """Corners in order; open ones have no line from the last to the first."""

    corners: tuple[Point, ...]
    paint: Paint
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    centre: Point
    radius: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text around ``at``: its height in the middle, ``align`` is start, middle or end."""

    at: Point
    lines: tuple[str, ...]
    size: float
    colour: str = INK
    align: str = "start"
    bold: bool = False

    @property
    def width(self) -> float:
        """Width of the longest line in points: an estimate from the widths of Arial."""
        return max(text_width(line, self.size) for line in self.lines) * (_BOLDER if self.bold else 1)

    @property
    def height(self) -> float:
        """Height of all lines in points."""
        return len(self.lines) * self.size * _LEADING


Shape: TypeAlias = Line | Polygon | Circle | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are drawn; later ones cover earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with what a reader who cannot see it is told: a short name, and all it shows."""

    drawing: Drawing
    name: str
    description: str


def profile_drawing(profile: Profile) -> Drawing:
    """Return the picture of a profile; names too long for two lines are set smaller, never cut.

    Raises ``ValueError`` for a figure outside the scale, or a mean without its range.
    """
    for row in profile.rows:
        _check(row)
    shapes = (*_radar(profile.rows), *_plot(profile.rows), *_legend(profile.rows))
    return Drawing(WIDTH, HEIGHT, shapes)


def text_width(text: str, size: float) -> float:
    """Return the width of ``text`` in points, in Arial of ``size`` points: an estimate."""
    widths = (_WIDTH_OF.get(letter, _WIDTH_OF_OTHERS if letter < "\u1100" else _WIDEST) for letter in text)
    return sum(widths) * size


def _check(row: ProfileRow) -> None:
    figures = (row.mean, row.lowest, row.highest)
    if any(figure is None for figure in figures) and figures != (None, None, None):
        raise ValueError(f"attribute {row.number} has a mean without its range, or a range without its mean")
    for figure in (*figures, row.agreed):
        if figure is not None and not LOWEST <= figure <= HIGHEST:
            raise ValueError(f"attribute {row.number} has {figure}, outside {LOWEST} to {HIGHEST}")


def _radar(rows: Sequence[ProfileRow]) -> Iterator[Shape]:
    angles = [2 * math.pi * place / len(rows) - math.pi / 2 for place in range(len(rows))]
    means = [
        None if row.mean is None else _polar(angle, row.mean) for row, angle in zip(rows, angles, strict=True)
    ]
    runs = list(_runs(means))
    for run in runs:
        yield Polygon(run if len(run) > len(rows) else (_CENTRE, *run), Paint(fill=TINT))
    for score in range(LOWEST, HIGHEST + 1):
        yield Polygon(tuple(_polar(angle, score) for angle in angles), Paint(GRID, 0.6))
    for row, angle in zip(rows, angles, strict=True):
        gap = row.mean is None
        yield Line(
            _CENTRE, _polar(angle, HIGHEST), Paint(MUTED if gap else GRID, 0.8 if gap else 0.6, dashed=gap)
        )
    yield from (Polygon(run, Paint(ACCENT, 1.6), closed=False) for run in runs)
    yield from (Circle(point, 3.0, Paint("FFFFFF", 0.8, ACCENT)) for point in means if point)
    corners = [_on_axis(angle, _BADGE_AT) for angle in angles]
    yield from _badges(rows, corners)
    yield from (_no_score(corner) for row, corner in zip(rows, corners, strict=True) if row.mean is None)


def _polar(angle: float, score: float) -> Point:
    """Return the place of a score on an axis; the centre lies one score below the lowest."""
    return _on_axis(angle, _RADIUS * (score - LOWEST + 1) / (HIGHEST - LOWEST + 1))


def _on_axis(angle: float, distance: float) -> Point:
    return _CENTRE[0] + distance * math.cos(angle), _CENTRE[1] + distance * math.sin(angle)


def _runs(points: Sequence[Point | None]) -> Iterator[tuple[Point, ...]]:
    """Yield the stretches of two points and more without a gap, around the circle.

    Where there is no gap at all, the one stretch ends where it begins.
    """
    if None not in points:
        yield tuple(point for point in (*points, points[0]) if point)
        return
    first = points.index(None)
    for scored, group in groupby((*points[first:], *points[:first]), key=lambda point: point is not None):
        run = tuple(point for point in group if point)
        if scored and len(run) > 1:
            yield run


def _no_score(corner: Point) -> Text:
    (x, y), beyond = corner, _BADGE + 6
    return Text((x, y + beyond if y > _CENTRE[1] else y - beyond), (_NOT_SCORED,), 6.5, MUTED, "middle")


def _badges(rows: Sequence[ProfileRow], places: Sequence[Point]) -> Iterator[Shape]:
    yield from (Circle(place, _BADGE, Paint(ACCENT, 0.8, "FFFFFF")) for place in places)
    for row, place in zip(rows, places, strict=True):
        yield Text(place, (str(row.number),), 8.0, ACCENT, "middle", bold=True)


def _plot(rows: Sequence[ProfileRow]) -> Iterator[Shape]:
    heights = [_PLOT_TOP + _ROW * (place + 0.5) for place in range(len(rows))]
    scores = range(LOWEST, HIGHEST + 1)
    bottom = _PLOT_TOP + _ROW * len(rows)
    yield from (Line((_across(s), _PLOT_TOP), (_across(s), bottom), Paint(GRID, 0.6)) for s in scores)
    yield from _marks(rows, heights)
    yield from (Text((_across(s), _PLOT_TOP - 8), (str(s),), 7.0, MUTED, "middle") for s in scores)
    yield from _badges(rows, [(_NAMES_LEFT - 13, y) for y in heights])
    size, names = _fitted([row.name for row in rows])
    for row, name, y in zip(rows, names, heights, strict=True):
        yield Text((_NAMES_LEFT, y), name, size)
        yield from _figure(row, y)


def _one_decimal(mean: float) -> str:
    """Return a mean as the table beside the picture prints it.

    The exact fraction comes back first: 4.35 as a float lies below itself, and would round down.
    """
    return one_decimal(Fraction(mean).limit_denominator(10_000))


def _across(score: float) -> float:
    return _PLOT_LEFT + (_PLOT_RIGHT - _PLOT_LEFT) * (score - LOWEST) / (HIGHEST - LOWEST)


def _marks(rows: Sequence[ProfileRow], heights: Sequence[float]) -> Iterator[Shape]:
    for row, y in zip(rows, heights, strict=True):
        if row.lowest is not None and row.highest is not None and row.lowest < row.highest:
            yield Line((_across(row.lowest), y), (_across(row.highest), y), Paint(RANGE, 5.0))
    for row, y in zip(rows, heights, strict=True):
        if row.mean is not None:
            yield Circle((_across(row.mean), y), _DOT, Paint("FFFFFF", 0.8, ACCENT))
    for row, y in zip(rows, heights, strict=True):
        if row.agreed is not None:
            yield _diamond((_across(row.agreed), y))


def _figure(row: ProfileRow, y: float) -> Iterator[Shape]:
    if row.mean is not None:
        yield Text((WIDTH - 2, y), (_one_decimal(row.mean),), 9.0, INK, "end", bold=True)
        return
    words = Text(((_PLOT_LEFT + _PLOT_RIGHT) / 2, y), (_NOT_SCORED,), 7.5, MUTED, "middle")
    yield from (_blank_behind(words), words)
    yield Text((WIDTH - 2, y), ("\u2013",), 9.0, MUTED, "end")


def _blank_behind(text: Text) -> Polygon:
    (x, y), across, down = text.at, text.width / 2 + 3, text.height / 2
    corners = ((x - across, y - down), (x + across, y - down), (x + across, y + down), (x - across, y + down))
    return Polygon(corners, Paint(fill="FFFFFF"))


def _diamond(at: Point) -> Polygon:
    (x, y), reach = at, 7.0
    return Polygon(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), Paint(INK, 1.2))


def _fitted(names: Sequence[str]) -> tuple[float, list[tuple[str, ...]]]:
    """Return the largest size at which every name fits its row, with the lines of each."""
    for size in _NAME_SIZES:
        wrapped = [wrapped_lines(name, width=_NAMES_WIDTH, size=size) for name in names]
        longest = max(map(len, wrapped))
        if longest * size * _LEADING <= _ROW and (longest <= 2 or size < _SMALLEST_OF_TWO_LINES):
            break
    return size, wrapped


@lru_cache(maxsize=256)  # the names of the attributes are the same in every picture
def wrapped_lines(text: str, *, width: float, size: float) -> tuple[str, ...]:
    """Return ``text`` in as few lines of at most ``width`` points as it takes, of nearly equal length.

    A word too long for a line is broken; no text is one empty line.
    """
    fewest = _greedy_lines(text, width, size)
    narrower = (_greedy_lines(text, width * share / 20, size) for share in range(10, 20))
    return next((lines for lines in narrower if len(lines) == len(fewest)), fewest)


def _greedy_lines(text: str, width: float, size: float) -> tuple[str, ...]:
    lines = [""]
    for word in clean(text).split():
        if text_width(f"{lines[-1]} {word}".strip(), size) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        lines.append("")
        for letter in word:
            if text_width(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return tuple(line for line in lines if line) or ("",)


def _legend(rows: Sequence[ProfileRow]) -> Iterator[Shape]:
    yield Text((_CENTRE[0], _LEGEND), ("Rings: scores 1 (inside) to 5",), 7.0, MUTED, "middle")
    x = _NAMES_LEFT - 17
    yield Circle((x + _DOT, _LEGEND), _DOT, Paint("FFFFFF", 0.8, ACCENT))
    yield Text((x + 12, _LEGEND), ("Mean of scores",), 7.0, MUTED)
    yield Line((x + 86, _LEGEND), (x + 102, _LEGEND), Paint(RANGE, 5.0))
    yield Text((x + 109, _LEGEND), ("Lowest to highest score",), 7.0, MUTED)
    if any(row.agreed is not None for row in rows):
        yield _diamond((x + 213, _LEGEND))
        yield Text((x + 224, _LEGEND), ("Mean of agreed scores",), 7.0, MUTED)


def svg(drawing: Drawing, *, title: str, description: str) -> str:
    """Return the drawing as an ``svg`` element for a web page, without style attributes.

    ``title`` is its accessible name, ``description`` says all that it shows.
    """
    key = sha256(f"{title}\n{description}".encode("utf-8", "replace")).hexdigest()[:12]
    shapes = "".join(_svg_shape(shape) for shape in drawing.shapes)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" font-family="Arial, Helvetica, sans-serif"'
        f' viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
        f' aria-labelledby="t-{key}" aria-describedby="d-{key}">'
        f'<title id="t-{key}">{escape(clean(title))}</title>'
        f'<desc id="d-{key}">{escape(clean(description))}</desc>{shapes}</svg>'
    )


def _svg_shape(shape: Shape) -> str:
    if isinstance(shape, Text):
        return _svg_text(shape)
    if isinstance(shape, Circle):
        (x, y), radius = shape.centre, shape.radius
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:g}"{_svg_paint(shape.paint)}/>'
    corners = (shape.start, shape.end) if isinstance(shape, Line) else shape.corners
    ending = "Z" if isinstance(shape, Polygon) and shape.closed else ""
    return f'<path d="M{_svg_points(corners)}{ending}"{_svg_paint(shape.paint)}/>'


def _svg_points(points: Iterable[Point]) -> str:
    return "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _svg_paint(paint: Paint) -> str:
    given = f' fill="#{paint.fill}"' if paint.fill else ' fill="none"'
    if paint.stroke:
        given += f' stroke="#{paint.stroke}" stroke-width="{paint.width:g}" stroke-linecap="round"'
        given += ' stroke-linejoin="round"'
    return given + (' stroke-dasharray="3 2.5"' if paint.dashed else "")


def _svg_text(text: Text) -> str:
    (x, y), leading = text.at, text.size * _LEADING
    first = y - leading * (len(text.lines) - 1) / 2 + 0.36 * text.size
    weight = ' font-weight="bold"' if text.bold else ""
    given = f'font-size="{text.size:g}" fill="#{text.colour}" text-anchor="{text.align}"{weight}'
    return "".join(
        f'<text x="{x:.2f}" y="{first + leading * place:.2f}" {given}>{escape(line)}</text>'
        for place, line in enumerate(text.lines)
    )
