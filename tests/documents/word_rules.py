"""What every Word document that we make is held to: ``faults_of`` names each rule it breaks."""

from __future__ import annotations

import io
import posixpath
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # it ships no types

from tests.documents.word_contrast import Styles, W, contrast_faults, styles_of, value

LANGUAGE = "en-GB"
COMPATIBILITY = "15"

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_MARKED = re.compile("official|sensitive|protect|confidential|restricted", re.IGNORECASE)
_PAGE_OF = re.compile(
    r"\bpage\s+\S+\s+of\s+\S+|\btudalen\s+\S+\s+o\s+\S+|\bpage / tudalen\s+\S+\s+of / o\s+\S+", re.IGNORECASE
)
_SHOWN = ("t", "drawing", "pict", "br", "sym", "instrText", "noBreakHyphen")
_OFF = ("0", "false", "off")


def faults_of(document: bytes, *, marking: str | None, language: str = LANGUAGE) -> list[str]:
    """Return every rule that a .docx breaks, in words; an empty list for a document without fault.

    ``marking`` has to stand in each header and footer; none means that no marking may.
    ``language`` is what the document says that it is in.
    """
    faults = list(_zip_faults(document))
    if faults:
        return faults
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    roots: dict[str, Any] = {}
    for name, blob in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as error:
                faults.append(f"{name} is not well-formed: {error}")
    if faults:
        return faults
    faults += _package_faults(parts, roots)
    faults += _character_faults(roots)
    if "word/document.xml" in roots and "word/styles.xml" in roots:
        faults += _document_faults(roots, marking, language)
    return faults


def schema_faults_of(document: bytes) -> list[str]:
    """Return what openxml-audit finds wrong in a .docx; about 0.3 s, so apart from ``faults_of``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.docx")
        path.write_bytes(document)
        return [str(error) for error in _validator().validate(path).errors]


@cache
def _validator() -> Any:
    return OpenXmlValidator()


def _zip_faults(document: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            names = Counter(name.lower() for name in package.namelist())
            yield from (f"{name} is there {times} times" for name, times in names.items() if times > 1)
            if damaged := package.testzip():
                yield f"{damaged} has a wrong checksum"
    except zipfile.BadZipFile as error:
        yield f"it is no zip: {error}"


def _package_faults(parts: Mapping[str, bytes], roots: Mapping[str, Any]) -> Iterator[str]:
    yield from _type_faults(parts, roots)
    for name, root in roots.items():
        if name.endswith(".rels"):
            yield from _relationship_faults(name, root, parts, roots)
        elif f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels" not in parts:
            yield from (f"{name} uses the relationship {used}, which it has not" for used in _used_ids(root))


def _type_faults(parts: Mapping[str, bytes], roots: Mapping[str, Any]) -> Iterator[str]:
    if "[Content_Types].xml" not in roots:
        yield "it has no content types"
        return
    types = roots["[Content_Types].xml"]
    overrides = [e.get("PartName") for e in types if e.get("PartName")]
    extensions = [e.get("Extension").lower() for e in types if e.get("Extension")]
    for name in parts:
        declared = f"/{name}" in overrides or name.rpartition(".")[2].lower() in extensions
        if not declared and name != "[Content_Types].xml":
            yield f"{name} has no content type"
    yield from (f"{name} has a content type but is not there" for name in overrides if name[1:] not in parts)


def _relationship_faults(
    name: str, root: Any, parts: Mapping[str, bytes], roots: Mapping[str, Any]
) -> Iterator[str]:
    folder, leaf = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
    ids = [relationship.get("Id") for relationship in root]
    if len(set(ids)) != len(ids):
        yield f"{name} uses an id twice"
    for relationship in root:
        target = relationship.get("Target")
        if relationship.get("TargetMode") == "External":
            yield f"{name} leads outside to {target}"
        elif posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target))[1:] not in parts:
            yield f"{name} leads to {target}, which is not there"
    if owner in roots:
        unknown = [used for used in _used_ids(roots[owner]) if used not in ids]
        yield from (f"{owner} uses the relationship {used}, which it has not" for used in unknown)


def _used_ids(root: Any) -> list[str]:
    return [
        given
        for element in root.iter(etree.Element)
        for name, given in element.items()
        if name.startswith(_R)
    ]


def _character_faults(roots: Mapping[str, Any]) -> Iterator[str]:
    for name, root in roots.items():
        for text in _texts(root):
            if found := _UNSEEN.search(text):
                yield f"{name} holds the character U+{ord(found[0]):04X}"
        paragraphs = ("".join(paragraph.itertext()) for paragraph in root.iter(W + "p"))
        for whole in (*paragraphs, *_texts(root)):
            if found := _TAG.search(whole):
                yield f"{name} still holds the tag {whole[found.start() : found.start() + 30]!r}"
                break


def _texts(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from (element.text or "", element.tail or "", *element.values())


def _document_faults(roots: Mapping[str, Any], marking: str | None, language: str) -> Iterator[str]:
    styles = styles_of(roots["word/styles.xml"])
    body = roots["word/document.xml"].find(W + "body")
    yield from _language_faults(roots, language)
    yield from _heading_faults(body, styles)
    yield from _edge_faults(roots, marking)
    written = {
        n: r for n, r in roots.items() if r.tag in (W + "document", W + "hdr", W + "ftr", W + "footnotes")
    }
    for name, root in written.items():
        yield from (f"{name}: {fault}" for fault in _paragraph_faults(root))
        yield from (f"{name}: {fault}" for fault in _table_faults(root, styles))
        yield from (f"{name}: {fault}" for fault in contrast_faults(root, styles))
    yield from _picture_faults(written)


def _language_faults(roots: Mapping[str, Any], language: str) -> Iterator[str]:
    core = roots.get("docProps/core.xml")
    said = {
        local: "" if core is None else (core.findtext(_DC + local) or "") for local in ("title", "language")
    }
    if not said["title"].strip():
        yield "it has no title (dc:title)"
    if said["language"] != language:
        yield f"its language (dc:language) is {said['language']!r}"
    default = roots["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if value(default) != LANGUAGE:
        yield f"the default language of its text is {value(default)!r}"
    settings = roots.get("word/settings.xml")
    modes = [] if settings is None else settings.findall(f"{W}compat/{W}compatSetting")
    if [value(m) for m in modes if m.get(W + "name") == "compatibilityMode"] != [COMPATIBILITY]:
        yield "it opens in compatibility mode"


def _heading_faults(body: Any, styles: Styles) -> Iterator[str]:
    before = 0
    for paragraph in body.iter(W + "p"):
        level = None if _in_drawing(paragraph) else _heading_level(paragraph, styles)
        if level is None:
            continue
        if level > before + 1:
            yield f"the heading {_text(paragraph)[:40]!r} of level {level} follows one of level {before}"
        before = level
    if not before:
        yield "it has no heading"


def _heading_level(paragraph: Any, styles: Styles) -> int | None:
    own = [paragraph.find(W + "pPr")]
    named = [s.find(W + "pPr") for s in styles.chain(value(paragraph.find(f"{W}pPr/{W}pStyle")))]
    for properties in own + named:
        level = None if properties is None else value(properties.find(W + "outlineLvl"))
        if level is not None:
            return int(level) + 1 if int(level) < 9 else None
    return None


def _in_drawing(element: Any) -> bool:
    return any(True for _ in element.iterancestors(W + "txbxContent", _MC + "Fallback"))


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t") if not _in_drawing(text))


def _paragraph_faults(root: Any) -> Iterator[str]:
    for paragraph in root.iter(W + "p"):
        alone_in_cell = (
            paragraph.getparent().tag == W + "tc" and len(paragraph.getparent().findall(W + "p")) == 1
        )
        if _in_drawing(paragraph) or alone_in_cell or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            continue
        shown = [
            e for local in _SHOWN for e in paragraph.iter(W + local) if local != "t" or (e.text or "").strip()
        ]
        if not shown:
            before = paragraph.getprevious()
            near = _text(before)[-40:] if before is not None else ""
            yield f"an empty paragraph follows {near!r}"


def _table_faults(root: Any, styles: Styles) -> Iterator[str]:
    for number, table in enumerate(root.iter(W + "tbl"), start=1):
        if next(table.iterancestors(W + "tc"), None) is not None:
            yield f"table {number} stands inside another"
        beside = (table.getprevious(), table.getnext())
        if not any(_is_caption(paragraph, styles) for paragraph in beside):
            yield f"table {number} has no caption"
        rows = table.findall(W + "tr")
        if not rows or not _is_on(rows[0].find(f"{W}trPr/{W}tblHeader")):
            yield f"table {number} has no header row that repeats"
        if not all(_is_on(row.find(f"{W}trPr/{W}cantSplit")) for row in rows):
            yield f"table {number} has a row that may split"
        if any(True for _ in table.iter(W + "gridSpan", W + "vMerge", W + "hMerge")):
            yield f"table {number} has merged cells"
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if any(len(row.findall(W + "tc")) != columns for row in rows):
            yield f"table {number} has rows that do not fit its {columns} columns"


def _is_on(element: Any) -> bool:
    return element is not None and (value(element) or "1") not in _OFF


def _is_caption(paragraph: Any, styles: Styles) -> bool:
    if paragraph is None or paragraph.tag != W + "p":
        return False
    names = [value(s.find(W + "name")) for s in styles.chain(value(paragraph.find(f"{W}pPr/{W}pStyle")))]
    return any((name or "").lower() == "caption" for name in names) and bool(_text(paragraph).strip())


def _picture_faults(written: Mapping[str, Any]) -> Iterator[str]:
    ids: Counter[str] = Counter()
    for name, root in written.items():
        for picture in root.iter(_WP + "docPr"):
            ids[picture.get("id")] += 1
            if not (picture.get("descr") or "").strip():
                yield f"{name}: the picture {picture.get('name')!r} has no alternative text"
            if picture.getparent().tag != _WP + "inline":
                yield f"{name}: the picture {picture.get('name')!r} is not in line with the text"
        if any(not _in_drawing(old) for old in root.iter(W + "pict")):
            yield f"{name}: a picture is in the old format"
    yield from (f"{times} pictures have the number {number}" for number, times in ids.items() if times > 1)


def _edge_faults(roots: Mapping[str, Any], marking: str | None) -> Iterator[str]:
    headers = {name: root for name, root in roots.items() if root.tag == W + "hdr"}
    footers = {name: root for name, root in roots.items() if root.tag == W + "ftr"}
    if not headers or not footers:
        yield "it has no header or no footer"
    for name, root in (headers | footers).items():
        text = _text(root)
        if marking is not None and marking not in text:
            yield f"{name} lacks the marking {marking!r}"
        if marking is None and (found := _MARKED.search(text)):
            yield f"{name} has a marking ({found[0]!r})"
    for name, root in footers.items():
        codes = " ".join(code.text or "" for code in root.iter(W + "instrText")).split()
        codes += [word for simple in root.iter(W + "fldSimple") for word in simple.get(W + "instr").split()]
        if not {"PAGE", "NUMPAGES"} <= set(codes) or not _PAGE_OF.search(_text(root)):
            yield f"{name} does not say 'page x of y'"
