"""A drawing as a vector group in a Word document (Word 2010 and later, LibreOffice).

Shapes that follow one another in the same paint become one path, so that a picture stays
small; texts are text boxes without fill, wider than their text. Programs that know no
such groups show the description instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from markupsafe import escape

from recruit.documents.drawing import Circle, Drawing, Line, Paint, Polygon, Text

Mark: TypeAlias = Line | Polygon | Circle

FONT = "Arial"

_EMU = 12700
_STEPS = 100
"""Steps of a path to the point."""
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_JUSTIFY = {"start": "left", "middle": "center", "end": "right"}
_SHARE_LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
_GENEROUS, _SPARE = 1.25, 4.0


def drawingml(drawing: Drawing, *, picture_id: int, name: str, description: str) -> str:
    """Return the content of a run that shows ``drawing`` in line with the text.

    ``picture_id`` is its number in the document; its shapes have the numbers that follow.
    ``name`` and ``description`` are its alternative text and hold no control characters.
    """
    extent = f'cx="{_emu(drawing.width)}" cy="{_emu(drawing.height)}"'
    frame = f'<a:off x="0" y="0"/><a:ext {extent}/>'
    shapes = "".join(
        _shape(group, drawing, picture_id + place) for place, group in enumerate(_groups(drawing), start=1)
    )
    said = escape(description)
    return (
        f'<mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{picture_id}" name="{escape(name)}" descr="{said}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f'<wpg:grpSpPr><a:xfrm>{frame}<a:chOff x="0" y="0"/><a:chExt {extent}/></a:xfrm></wpg:grpSpPr>'
        f"{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:t xml:space="preserve">{said}</w:t></mc:Fallback></mc:AlternateContent>'
    )


def _emu(points: float) -> int:
    return round(points * _EMU)


def _groups(drawing: Drawing) -> Iterator[Text | list[Mark]]:
    """Yield texts one by one, and other shapes together with those of the same paint next to them."""
    marks: list[Mark] = []
    for shape in drawing.shapes:
        if marks and (isinstance(shape, Text) or shape.paint != marks[0].paint):
            yield marks
            marks = []
        if isinstance(shape, Text):
            yield shape
        else:
            marks.append(shape)
    if marks:
        yield marks


def _shape(shown: Text | list[Mark], drawing: Drawing, number: int) -> str:
    head = f'<wps:wsp><wps:cNvPr id="{number}" name="{number}"/>'
    if isinstance(shown, Text):
        return f"{head}{_text_box(shown, drawing.width)}</wps:wsp>"
    paint = shown[0].paint
    size = f'w="{round(drawing.width * _STEPS)}" h="{round(drawing.height * _STEPS)}"'
    fill = "" if paint.fill else ' fill="none"'
    paths = "".join(_path(mark) for mark in shown)
    return (
        f'{head}<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{_emu(drawing.width)}" cy="{_emu(drawing.height)}"/></a:xfrm><a:custGeom>'
        f"<a:pathLst><a:path {size}{fill}>{paths}</a:path></a:pathLst></a:custGeom>"
        f"{_paint(paint)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _path(mark: Mark) -> str:
    if isinstance(mark, Circle):
        return _circle(mark)
    if isinstance(mark, Line):
        return _corners((mark.start, mark.end))
    return _corners(mark.corners) + ("<a:close/>" if mark.closed else "")


def _corners(corners: tuple[tuple[float, float], ...]) -> str:
    points = [f'<a:pt x="{round(x * _STEPS)}" y="{round(y * _STEPS)}"/>' for x, y in corners]
    return f"<a:moveTo>{points[0]}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])


def _circle(circle: Circle) -> str:
    (x, y), radius = circle.centre, round(circle.radius * _STEPS)
    start = f'<a:moveTo><a:pt x="{round(x * _STEPS) - radius}" y="{round(y * _STEPS)}"/></a:moveTo>'
    arc = '<a:arcTo wR="{0}" hR="{0}" stAng="{1}" swAng="10800000"/>'
    return start + arc.format(radius, 10800000) + arc.format(radius, 0) + "<a:close/>"


def _paint(paint: Paint) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{paint.fill}"/></a:solidFill>' if paint.fill else "<a:noFill/>"
    if not paint.stroke:
        return f"{fill}<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="sysDash"/>' if paint.dashed else ""
    line = f'<a:solidFill><a:srgbClr val="{paint.stroke}"/></a:solidFill>{dash}<a:round/>'
    return f'{fill}<a:ln w="{_emu(paint.width)}" cap="rnd">{line}</a:ln>'


def _box(text: Text, limits: float) -> tuple[float, float]:
    """Return left edge and width of a text box: generous, but within a drawing of width ``limits``.

    A group whose members reach beyond it is scaled down by LibreOffice.
    """
    width, share = text.width * _GENEROUS + _SPARE, _SHARE_LEFT[text.align]
    before, after = min(width * share, text.at[0]), min(width * (1 - share), limits - text.at[0])
    if text.align == "middle":
        before = after = min(before, after)
    return text.at[0] - before, before + after


@lru_cache(maxsize=256)  # most texts of a picture are those of the last one
def _text_box(text: Text, limits: float) -> str:
    (left, width), height = _box(text, limits), text.height * _GENEROUS + _SPARE
    top = text.at[1] - height / 2
    look = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    look += "<w:b/>" if text.bold else ""
    look += f'<w:color w:val="{text.colour}"/><w:sz w:val="{round(text.size * 2)}"/>'
    lines = "</w:t><w:br/><w:t>".join(escape(line) for line in text.lines)
    return (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="{_emu(left)}" y="{_emu(top)}"/>'
        f'<a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm><a:prstGeom prst="rect"/>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{_JUSTIFY[text.align]}"/></w:pPr>'
        f"<w:r><w:rPr>{look}</w:rPr><w:t>{lines}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr">'
        "<a:noAutofit/></wps:bodyPr>"
    )
