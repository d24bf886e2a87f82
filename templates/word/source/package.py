"""The parts of a .docx file around its body, and the file itself."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from styles import ACCENT, GREY, INK, RULE, TINT, WORDPROCESSING, numbering_xml, styles_xml

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTemplate:
    """A Word template: ``title`` is the document's property, the rest finished paragraphs and tables."""

    name: str
    version: str
    title: str
    header: str
    footer: str
    body: str


def docx(template: WordTemplate) -> bytes:
    """Return the .docx file; the same template gives the same bytes on every machine.

    Parts are stored, not deflated: two builds of zlib need not deflate alike.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _parts(template).items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, (_DECLARATION + text).encode("utf-8"))
    return file.getvalue()


def _parts(template: WordTemplate) -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
        ),
        "docProps/core.xml": _core(template.title),
        "docProps/custom.xml": _custom(template.version),
        "word/document.xml": _document(template.body),
        "word/_rels/document.xml.rels": _relationships(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/numbering", "numbering.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            (f"{_OFFICE}/theme", "theme/theme1.xml"),
            (f"{_OFFICE}/header", "header1.xml"),
            (f"{_OFFICE}/footer", "footer1.xml"),
            (f"{_OFFICE}/fontTable", "fontTable.xml"),
        ),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/theme/theme1.xml": _theme(),
        "word/header1.xml": f'<w:hdr xmlns:w="{WORDPROCESSING}">{template.header}</w:hdr>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{WORDPROCESSING}">{template.footer}</w:ftr>',
    }


def _content_types() -> str:
    overrides = {
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/custom.xml": f"{_TYPES}.custom-properties+xml",
        "word/document.xml": f"{_TYPES}.wordprocessingml.document.main+xml",
        "word/styles.xml": f"{_TYPES}.wordprocessingml.styles+xml",
        "word/numbering.xml": f"{_TYPES}.wordprocessingml.numbering+xml",
        "word/settings.xml": f"{_TYPES}.wordprocessingml.settings+xml",
        "word/fontTable.xml": f"{_TYPES}.wordprocessingml.fontTable+xml",
        "word/theme/theme1.xml": f"{_TYPES}.theme+xml",
        "word/header1.xml": f"{_TYPES}.wordprocessingml.header+xml",
        "word/footer1.xml": f"{_TYPES}.wordprocessingml.footer+xml",
    }
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{{{{ language }}}}</dc:language></cp:coreProperties>"
    )


def _custom(version: str) -> str:
    return (
        f'<Properties xmlns="{_PROPERTIES}/custom-properties" xmlns:vt="{_PROPERTIES}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Template version">'
        f"<vt:lpwstr>{version}</vt:lpwstr></property></Properties>"
    )


def _document(body: str) -> str:
    """A4 portrait; margins of 2 cm at the sides, which leaves 17 cm for text."""
    return (
        f'<w:document xmlns:w="{WORDPROCESSING}" xmlns:r="{_OFFICE}"><w:body>{body}'
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1361" w:right="1134" w:bottom="1191" w:left="1134"'
        ' w:header="680" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _settings() -> str:
    """Compatibility mode 15, so that Word lays the document out as it is today, not as in 2007."""
    return (
        f'<w:settings xmlns:w="{WORDPROCESSING}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
        ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
        ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    """Arial for all that is read; the template's own tags stand in Courier New."""
    arial = '<w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    courier = '<w:family w:val="modern"/><w:pitch w:val="fixed"/>'
    return (
        f'<w:fonts xmlns:w="{WORDPROCESSING}"><w:font w:name="Arial">{arial}</w:font>'
        f'<w:font w:name="Courier New">{courier}</w:font></w:fonts>'
    )


def _theme() -> str:
    """Arial throughout; Word offers the colours under Theme Colours."""
    colours = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": ACCENT,
        "lt2": TINT,
        "accent1": ACCENT,
        "accent2": GREY,
        "accent3": "4A7AB5",
        "accent4": RULE,
        "accent5": "2F6B57",
        "accent6": "8A5A00",
        "hlink": ACCENT,
        "folHlink": GREY,
    }
    listed = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    fonts = '<a:latin typeface="Arial"/><a:ea typeface="Arial"/><a:cs typeface="Arial"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="Recruit"><a:themeElements>'
        f'<a:clrScheme name="Recruit">{listed}</a:clrScheme><a:fontScheme name="Recruit">'
        f"<a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Recruit"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
