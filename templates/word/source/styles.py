"""The styles of the templates: what HR edits in Word to change how every document looks."""

from __future__ import annotations

from dataclasses import dataclass

ACCENT = "1D4F8B"
INK = "1F2933"
GREY = "4A5563"
RULE = "C5CCD5"
TINT = "E9EFF7"
MARKING = "9B1C1C"

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Style:
    """A named style. ``paragraph`` and ``text`` are the properties it sets, in schema order."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    text: str = ""
    kind: str = "paragraph"
    table: str = ""

    @property
    def built_in(self) -> bool:
        """Whether Word knows the style by this name."""
        return self.name in _BUILT_IN

    def xml(self) -> str:
        """Return the style as it stands in styles.xml."""
        custom = "" if self.built_in else ' w:customStyle="1"'
        based_on = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        text = f"<w:rPr>{self.text}</w:rPr>" if self.text else ""
        return (
            f'<w:style w:type="{self.kind}"{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f"{based_on}{following}<w:qFormat/>{paragraph}{text}{self.table}</w:style>"
        )


_BUILT_IN = frozenset(
    (
        "Title",
        "Subtitle",
        "heading 1",
        "heading 2",
        "heading 3",
        "caption",
        "List Bullet",
        "Quote",
        "header",
        "footer",
        "Strong",
    )
)


def _size(points: float) -> str:
    half = int(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _space(before: float = 0, after: float = 0, line: int = 0) -> str:
    leading = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{int(before * 20)}" w:after="{int(after * 20)}"{leading}/>'


def _colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _bar(gap: int, width: int) -> str:
    """A vertical rule of the accent colour at the left of the text."""
    return f'<w:pBdr><w:left w:val="single" w:sz="{width}" w:space="{gap}" w:color="{ACCENT}"/></w:pBdr>'


_BOLD = "<w:b/><w:bCs/>"
_NOT_BOLD = '<w:b w:val="0"/><w:bCs w:val="0"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"
_CENTRED = '<w:jc w:val="center"/>'


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number}"/>'


_TITLES = (
    Style(
        "Title",
        "Title",
        following="Subtitle",
        paragraph=_KEPT + _bar(10, 48) + _space(0, 0, 240),
        text=_BOLD + _size(27),
    ),
    Style(
        "Subtitle",
        "Subtitle",
        following="Normal",
        paragraph=_KEPT + _bar(10, 48) + _space(0, 14, 264),
        text=_colour(GREY) + _size(13.5),
    ),
    Style(
        "Heading1",
        "heading 1",
        following="Normal",
        paragraph=_KEPT + _space(16, 6, 252) + _level(0),
        text=_BOLD + _colour(ACCENT) + _size(16),
    ),
    Style(
        "Heading2",
        "heading 2",
        following="Normal",
        paragraph=_KEPT + _space(10, 3, 252) + _level(1),
        text=_BOLD + _size(12),
    ),
    Style(
        "Heading3",
        "heading 3",
        following="Normal",
        paragraph=_KEPT + _space(10, 2, 252) + _level(2),
        text=_BOLD + _colour(ACCENT) + _size(10.5),
    ),
    Style(
        "Caption",
        "caption",
        following="Normal",
        paragraph=_KEPT + _space(8, 4, 252),
        text=_colour(GREY) + _size(9),
    ),
    Style(
        "FigureCaption",
        "Figure Caption",
        based_on="Caption",
        following="Normal",
        paragraph='<w:keepNext w:val="0"/>' + _space(2, 4, 252),
    ),
)

_TEXTS = (
    Style(
        "ListBullet",
        "List Bullet",
        paragraph='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        + _space(0, 2)
        + '<w:ind w:left="340" w:hanging="340"/>',
    ),
    Style(
        "Quote",
        "Quote",
        paragraph="<w:keepLines/>" + _bar(10, 18) + _space(0, 6) + '<w:ind w:left="284"/>',
        text=_size(11),
    ),
    Style("Question", "Question", paragraph="<w:keepLines/>" + _space(4, 8, 276), text=_size(14)),
    Style(
        "QuestionAsked",
        "Question As Asked",
        paragraph="<w:keepNext/><w:keepLines/>" + _space(2, 4),
        text=_size(11.5),
    ),
    Style("Evidence", "Evidence", paragraph=_space(0, 5, 276)),
    Style("LeadIn", "Lead In", paragraph="<w:keepNext/>" + _space(0, 4)),
    Style("Detail", "Detail", paragraph="<w:keepNext/>" + _space(0, 6), text=_colour(GREY) + _size(9.5)),
    Style("FinePrint", "Fine Print", paragraph=_space(6, 4, 252), text=_colour(GREY) + _size(9)),
    Style("Reason", "Reason", based_on="FinePrint", text=_size(8.5)),
    Style("Picture", "Picture", following="FigureCaption", paragraph="<w:keepNext/>" + _space(2, 0, 240)),
    Style(
        "FormLine",
        "Form Line",
        paragraph='<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="5600"/>'
        '<w:tab w:val="left" w:pos="5800"/>'
        '<w:tab w:val="right" w:leader="underscore" w:pos="9638"/></w:tabs>' + _space(10, 6),
    ),
    Style(
        "TemplateTag",
        "Template Tag",
        paragraph=_space(0, 0, 240),
        text='<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
        + _colour(GREY)
        + _size(7.5),
    ),
)

_IN_TABLES = (
    Style("TableText", "Table Text", paragraph=_space(0, 0, 252), text=_size(9.5)),
    Style("TableTextKept", "Table Text Kept", based_on="TableText", paragraph="<w:keepNext/>"),
    Style("TableSmall", "Table Small", based_on="TableText", text=_size(9)),
    Style("TableSmallKept", "Table Small Kept", based_on="TableSmall", paragraph="<w:keepNext/>"),
    Style("TableFigure", "Table Figure", based_on="TableText", paragraph=_CENTRED),
    Style("TableFigureKept", "Table Figure Kept", based_on="TableFigure", paragraph="<w:keepNext/>"),
    Style("TableHeading", "Table Heading", based_on="TableText", paragraph="<w:keepNext/>"),
    Style("TableHeadingCentred", "Table Heading Centred", based_on="TableHeading", paragraph=_CENTRED),
    Style("Figure", "Figure", based_on="TableText", paragraph=_space(2, 2, 240), text=_BOLD + _size(15)),
    Style("TickBox", "Tick Box", based_on="TableFigure", text=_size(15)),
    Style("TickBoxKept", "Tick Box Kept", based_on="TickBox", paragraph="<w:keepNext/>"),
)

_AROUND = (
    Style(
        "Header",
        "header",
        paragraph='<w:tabs><w:tab w:val="center" w:pos="4819"/><w:tab w:val="right" w:pos="9638"/></w:tabs>'
        + _space(0, 0, 240),
        text=_colour(GREY) + _size(8.5),
    ),
    Style(
        "Footer",
        "footer",
        paragraph='<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>' + _space(0, 0, 240),
        text=_colour(GREY) + _size(8.5),
    ),
    Style("MarkingLine", "Marking Line", based_on="Footer", paragraph=_space(2, 0, 240) + _CENTRED),
    Style("Strong", "Strong", based_on="", text=_BOLD, kind="character"),
    Style("Label", "Label", based_on="", text=_colour(GREY), kind="character"),
    Style(
        "SmallLabel",
        "Small Label",
        based_on="",
        text=_NOT_BOLD + _colour(GREY) + _size(8.5),
        kind="character",
    ),
    Style("Marking", "Marking", based_on="", text=_BOLD + _colour(MARKING), kind="character"),
)


def _table_properties(rows: str, *, top: int = 40, bottom: int = 40) -> str:
    margins = (
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="{bottom}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    return f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{rows}</w:tblBorders>{margins}</w:tblPr>'


def _rule(side: str, colour: str = RULE, width: int = 4) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'


def _first_row(*, text: str, cell: str) -> str:
    return (
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{text}</w:rPr><w:tblPr/>'
        f"<w:tcPr>{cell}</w:tcPr></w:tblStylePr>"
    )


_FILLED = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'
_TINTED = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
_UNDERLINED = f"<w:tcBorders>{_rule('bottom', ACCENT, 12)}</w:tcBorders>"

_TABLES = (
    Style(
        "RuledTable",
        "Ruled Table",
        based_on="TableNormal",
        kind="table",
        table=_table_properties(_rule("bottom") + _rule("insideH"))
        + _first_row(text=_BOLD + _colour("FFFFFF"), cell=_FILLED),
    ),
    Style(
        "QuietTable",
        "Quiet Table",
        based_on="TableNormal",
        kind="table",
        table=_table_properties(_rule("bottom") + _rule("insideH"))
        + _first_row(text=_BOLD + _colour(GREY), cell=_UNDERLINED),
    ),
    Style(
        "DenseTable",
        "Dense Table",
        based_on="TableNormal",
        kind="table",
        table=_table_properties(_rule("bottom") + _rule("insideH"), top=14, bottom=14)
        + _first_row(text=_BOLD + _colour("FFFFFF"), cell=_FILLED),
    ),
    Style(
        "OutcomeTable",
        "Outcome Table",
        based_on="TableNormal",
        kind="table",
        table=_table_properties(_rule("bottom", ACCENT, 8), top=70, bottom=70)
        + f"<w:tcPr>{_TINTED}</w:tcPr>"
        + _first_row(text=_BOLD + _colour("FFFFFF"), cell=_FILLED),
    ),
)

STYLES = (*_TITLES, *_TEXTS, *_IN_TABLES, *_AROUND, *_TABLES)

_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"'
    ' w:cstheme="minorBidi"/>'
    f"{_colour(INK)}{_size(10.5)}"
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    f"<w:widowControl/>{_space(0, 6, 264)}"
    "</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    "</w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def styles_xml() -> str:
    """Return word/styles.xml without its declaration."""
    styles = "".join(style.xml() for style in STYLES)
    return f'<w:styles xmlns:w="{WORDPROCESSING}">{_DEFAULTS}{styles}</w:styles>'


def numbering_xml() -> str:
    """Return word/numbering.xml: the bullets of List Bullet."""
    return (
        f'<w:numbering xmlns:w="{WORDPROCESSING}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr><w:rPr>{_colour(ACCENT)}</w:rPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
