"""Contrast of text against its shading in a Word document, styles resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEAST = 4.5
_WHITE = "FFFFFF"
_HIGHLIGHTS = {"yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "lightGray": "C0C0C0", "none": _WHITE}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two RGB colours in hex, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id."""

    by_id: Mapping[str, Any]

    def chain(self, name: str | None) -> Iterator[Any]:
        """Yield a style and those it is based on."""
        while name is not None and name in self.by_id:
            yield self.by_id[name]
            name = value(self.by_id[name].find(W + "basedOn"))


def styles_of(root: Any) -> Styles:
    """Return the styles of the root of word/styles.xml."""
    return Styles({style.get(W + "styleId"): style for style in root.iter(W + "style")})


def value(element: Any) -> str | None:
    """Return the ``w:val`` of an element, if there are both."""
    return None if element is None else element.get(W + "val")


def contrast_faults(root: Any, styles: Styles) -> Iterator[str]:
    """Yield each colour of text that has too little contrast with what is behind it."""
    seen = set()
    for run in root.iter(W + "r"):
        if not "".join(text.text or "" for text in run.iter(W + "t")).strip():
            continue
        colour, fill = _colour(run, styles), _fill(run, styles)
        if (colour, fill) not in seen and colour != "auto" and contrast(colour, fill) < LEAST:
            seen.add((colour, fill))
            yield f"text in {colour} on {fill} has contrast {contrast(colour, fill):.2f}"


def _colour(run: Any, styles: Styles) -> str:
    for properties in _run_properties(run, styles):
        found = value(properties.find(W + "color"))
        if found:
            return found
    return "auto"


def _run_properties(run: Any, styles: Styles) -> Iterator[Any]:
    """Yield run properties from the nearest to the most general."""
    yield from run.findall(W + "rPr")
    for style in styles.chain(value(run.find(f"{W}rPr/{W}rStyle"))):
        yield from style.findall(W + "rPr")
    paragraph = _around(run, "p")
    name = None if paragraph is None else value(paragraph.find(f"{W}pPr/{W}pStyle"))
    for style in styles.chain(name):
        yield from style.findall(W + "rPr")
    for part in _table_parts(run, styles):
        yield from part.findall(W + "rPr")


def _fill(run: Any, styles: Styles) -> str:
    highlight = value(run.find(f"{W}rPr/{W}highlight"))
    if highlight:
        return _HIGHLIGHTS.get(highlight, "000000")
    paragraph, cell = _around(run, "p"), _around(run, "tc")
    shaded = [run.find(f"{W}rPr/{W}shd")]
    if paragraph is not None:
        shaded.append(paragraph.find(f"{W}pPr/{W}shd"))
        shaded += [s.find(f"{W}pPr/{W}shd") for s in styles.chain(value(paragraph.find(f"{W}pPr/{W}pStyle")))]
    if cell is not None:
        shaded.append(cell.find(f"{W}tcPr/{W}shd"))
        shaded += [part.find(f"{W}tcPr/{W}shd") for part in _table_parts(run, styles)]
    fills = [shading.get(W + "fill") for shading in shaded if shading is not None]
    return next((fill for fill in fills if fill and fill != "auto"), _WHITE)


def _table_parts(run: Any, styles: Styles) -> Iterator[Any]:
    """Yield what a table style says of the row of ``run``, the nearest first."""
    row, table = _around(run, "tr"), _around(run, "tbl")
    if row is None or table is None:
        return
    first = row.find(f"{W}trPr/{W}tblHeader") is not None
    for style in styles.chain(value(table.find(f"{W}tblPr/{W}tblStyle"))):
        for part in style.findall(W + "tblStylePr"):
            if first and part.get(W + "type") == "firstRow":
                yield part
        yield style


def _around(element: Any, local: str) -> Any:
    return next(element.iterancestors(W + local), None)
