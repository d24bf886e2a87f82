"""Readies the parts of a template for docxtpl's patching, and settles what every document shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from recruit.documents.word.grid import W, fits
from recruit.documents.word.guard import TemplateRefused
from recruit.documents.word.parts import CORE, SETTINGS, TEMPLATED

COMPATIBILITY = "15"
"""Word 2013 and later; anything less opens in compatibility mode."""
LANGUAGE = "en-GB"

_DC = "{http://purl.org/dc/elements/1.1/}"
_WORD = "http://schemas.microsoft.com/office/word"
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NOISE_ATTRIBUTES = frozenset(
    ["rsid", "rsidR", "rsidRPr", "rsidP", "rsidRDefault", "rsidTr", "rsidDel", "rsidSect", "paraId", "textId"]
)
_NOISE = ("proofErr", "lastRenderedPageBreak")
# When and by whom the template was made is not true of the documents.
_OF_TEMPLATE = frozenset(("created", "modified", "lastPrinted", "lastModifiedBy", "revision"))
_CELL_ORDER = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
)
_CELL_RANK: Mapping[str, int] = {name: rank for rank, name in enumerate(_CELL_ORDER.split())}
_CELL_PROPERTIES = re.compile(r"(<w:tcPr>)(.*?)(</w:tcPr>)", re.DOTALL)
_CELL_PROPERTY = re.compile(r"<w:(\w+)(?:(?:\s[^<>]*)?/>|(?:\s[^<>]*)?>.*?</w:\1>)", re.DOTALL)
_BEFORE_COMPAT = (
    "docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary "
    "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator docId conflictMode"
)


def parse(blob: bytes) -> etree._Element:
    """Return the root of a part that the guard has passed, without comments and instructions."""
    options = {"remove_blank_text": True, "remove_comments": True, "remove_pis": True}
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, **options))


def prepared(kind: str, blob: bytes) -> etree._Element | None:
    """Return the readied root of a part of type ``kind``; none where its bytes can stay."""
    if kind in TEMPLATED:
        return _ready_text(parse(blob))
    if kind == CORE:
        return _ready_properties(parse(blob))
    if kind == SETTINGS:
        return _ready_settings(parse(blob))
    return None


def mismatched(root: etree._Element) -> bool:
    """Return whether some table of a part has rows that do not fit its grid."""
    return not all(fits(table) for table in root.iter(W + "tbl"))


def in_schema_order(xml: str) -> str:
    """Return patched XML with the properties of each cell in the order of the schema.

    docxtpl puts the shading of ``cellbg`` and the merge of ``vm`` first or last.
    """
    return _CELL_PROPERTIES.sub(lambda found: found[1] + _ordered(found[2]) + found[3], xml)


def _ordered(content: str) -> str:
    found = list(_CELL_PROPERTY.finditer(content))
    if "".join(one[0] for one in found) != content:
        return content
    return "".join(one[0] for one in sorted(found, key=lambda one: _CELL_RANK.get(one[1], len(_CELL_RANK))))


def _ready_text(root: etree._Element) -> etree._Element:
    if root.prefix != "w" or root.nsmap.get("w") != W.strip("{}"):
        remedy = "save it in Word as a Word document (.docx), not as Strict Open XML"
        raise TemplateRefused("it is not in Word's usual format", remedy=remedy)
    for element in list(root.iter()):
        for name in [name for name in element.attrib if _local(name) in _NOISE_ATTRIBUTES]:
            del element.attrib[name]
        if _local(element.tag) in _NOISE:
            element.getparent().remove(element)
    for picture in root.iter(_DOCPR):
        kept = {name: value for name, value in picture.attrib.items() if name != "id"}
        picture.attrib.clear()
        picture.attrib.update({"id": "docpr-number", **kept})
    for cell in root.iter(W + "tc"):
        _ready_cell(cell)
    return root


def _ready_cell(cell: etree._Element) -> None:
    """Give a cell the properties that ``cellbg``, ``colspan`` and ``vm`` are written into."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        properties = etree.Element(W + "tcPr")
        cell.insert(0, properties)
    if not len(properties):
        etree.SubElement(properties, W + "tcW", {W + "w": "0", W + "type": "auto"})


def _ready_properties(root: etree._Element) -> etree._Element:
    for element in [element for element in root if _local(element.tag) in _OF_TEMPLATE]:
        root.remove(element)
    language = root.find(_DC + "language")
    if language is None:
        language = etree.SubElement(root, _DC + "language", nsmap={"dc": _DC.strip("{}")})
    if not (language.text or "").strip():
        language.text = LANGUAGE
    return root


def _ready_settings(root: etree._Element) -> etree._Element:
    compat = root.find(W + "compat")
    if compat is None:
        compat = etree.Element(W + "compat")
        _insert_before(root, compat, lambda local: local in _BEFORE_COMPAT.split())
    for setting in compat.findall(W + "compatSetting"):
        if setting.get(W + "name") == "compatibilityMode":
            compat.remove(setting)
    given = {W + "name": "compatibilityMode", W + "uri": _WORD, W + "val": COMPATIBILITY}
    compat.insert(
        len(compat) - len(compat.findall(W + "compatSetting")), etree.Element(W + "compatSetting", given)
    )
    return root


def _insert_before(root: etree._Element, made: etree._Element, follows: Callable[[str], bool]) -> None:
    places = [place for place, element in enumerate(root) if follows(_local(element.tag))]
    root.insert(places[0] if places else len(root), made)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
