"""Small Word files made part by part, for tests and benchmarks; every part can be replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MARKING = "Official-Sensitive: Personal"

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def lean_docx(body: str = "", changed: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """Return a .docx with ``body``; ``changed`` has parts by path: new, instead, or none for without."""
    parts = {**standard_parts(), "word/document.xml": document(body), **(changed or {})}
    return zipped({name: content for name, content in parts.items() if content is not None})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return parts as a zip, in their order, all of one date."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def parts_of(document_bytes: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by name."""
    with zipfile.ZipFile(io.BytesIO(document_bytes)) as package:
        return {name: package.read(name) for name in package.namelist()}


def document(body: str) -> str:
    """Return word/document.xml around ``body``, with one section that has a header and a footer."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134"'
        ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return f"{HEAD}<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def p(text: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of one run; ``properties`` are those of the run."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:p>{look}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str, head: bool = False) -> str:
    """Return a table row that does not split; ``head`` makes it repeat on each page."""
    repeats = "<w:tblHeader/>" if head else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{p(cell)}</w:tc>' for cell in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{made}</w:tr>"


def table(*rows: str, columns: int, caption: str = "Table 1. Scores") -> str:
    """Return a table of ``rows`` under its caption."""
    grid = '<w:gridCol w:w="3000"/>' * columns
    properties = '<w:tblPr><w:tblStyle w:val="Plain"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    made = f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return (p(caption, "Caption") if caption else "") + made


def field(code: str, shown: str = "1") -> str:
    """Return the runs of a field."""
    ends = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{ends['begin']}{instruction}{ends['separate']}<w:r><w:t>{shown}</w:t></w:r>{ends['end']}"


def standard_parts() -> dict[str, str | bytes]:
    """Return every part of a lean document, by path."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core_properties(),
        "word/document.xml": document(""),
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rId3", "header", "header1.xml"),
            ("rId4", "footer", "footer1.xml"),
            ("rId5", "fontTable", "fontTable.xml"),
            ("rId6", "theme", "theme/theme1.xml"),
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="720"/></w:settings>',
        "word/fontTable.xml": f'{HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="Arial"/></w:fonts>',
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": f"{HEAD}<w:hdr {_NAMESPACES}>{p('{{ marking }}')}</w:hdr>",
        "word/footer1.xml": footer("{{ marking }}"),
    }


def footer(text: str) -> str:
    """Return a footer with ``text`` and "Page x of y"."""
    pages = f"<w:r><w:t xml:space='preserve'> Page </w:t></w:r>{field('PAGE')}"
    pages += f"<w:r><w:t xml:space='preserve'> of </w:t></w:r>{field('NUMPAGES')}"
    return f"{HEAD}<w:ftr {_NAMESPACES}><w:p><w:r><w:t>{text}</w:t></w:r>{pages}</w:p></w:ftr>"


def relationships(*given: tuple[str, str, str], more: str = "") -> str:
    """Return a relationships part of (id, type, target); ``more`` is added as it stands."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind if "/" in kind else f"{R}/{kind}"}" Target="{target}"/>'
        for name, kind, target in given
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}{more}</Relationships>'


def content_types(more: str = "") -> str:
    """Return the content types of a lean document; ``more`` is added as it stands."""
    kinds = {"styles": "styles", "settings": "settings", "header1": "header", "footer1": "footer"}
    kinds["fontTable"] = "fontTable"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}{kind}+xml"/>'
        for part, kind in {"document": "document.main", **kinds}.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/word/theme/theme1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        f"{overrides}{more}</Types>"
    )


def core_properties(title: str = "{{ title }}", more: str = "") -> str:
    """Return the core properties with ``title``; ``more`` is added as it stands."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>{more}'
        "</cp:coreProperties>"
    )


def styles(language: str = "en-GB") -> str:
    """Return the styles of a lean document: headings 1 to 3, caption, table."""
    named = {"Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3", "Caption": "caption"}
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/>{_outline(said)}</w:pPr>'
        '<w:rPr><w:b/><w:color w:val="1D4F8B"/></w:rPr></w:style>'
        for name, said in named.items()
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="21"/>'
        f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'{made}<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain"/><w:tblPr><w:tblCellMar>'
        '<w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style></w:styles>"
    )


def theme() -> str:
    """Return a theme with Office's colours and Arial."""
    slots = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    scheme = "".join(f'<a:{slot}><a:srgbClr val="1D4F8B"/></a:{slot}>' for slot in slots)
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line, effect = f"<a:ln>{plain}</a:ln>", "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Lean">'
        f'<a:themeElements><a:clrScheme name="Lean">{scheme}</a:clrScheme><a:fontScheme name="Lean">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Lean"><a:fillStyleLst>{plain * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _outline(said: str) -> str:
    return f'<w:outlineLvl w:val="{int(said[-1]) - 1}"/>' if said[-1].isdigit() else ""
