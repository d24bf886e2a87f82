"""WordprocessingML as text: runs, paragraphs, tables and the tags that fill them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

TEXT_WIDTH = 9638
"""Width between the margins of the page, in twentieths of a point: 17 cm of A4."""

TAB = "<w:r><w:tab/></w:r>"


def fixed(name: str) -> str:
    """Return the tag of a fixed word or sentence; ``templates/word/words`` holds it in each language."""
    return f"{{{{ fixed.{name} }}}}"


def columns(*names: str) -> list[str]:
    """Return the tags of fixed words that head the columns of a table."""
    return [fixed(name) for name in names]


def run(words: str, *, style: str = "") -> str:
    """Return a run of ``words`` in a character style, or in that of its paragraph."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def strong(words: str) -> str:
    """Return a run in the style Strong."""
    return run(words, style="Strong")


def small(words: str) -> str:
    """Return a run in the style Small Label."""
    return run(words, style="SmallLabel")


def label(words: str) -> str:
    """Return a run in the style Label."""
    return run(words, style="Label")


def field(instruction: str) -> str:
    """Return a field that Word computes, such as PAGE."""
    return (
        f'<w:fldSimple w:instr=" {instruction} \\* MERGEFORMAT ">'
        '<w:r><w:t xml:space="preserve">1</w:t></w:r></w:fldSimple>'
    )


def paragraph(style: str, *pieces: str, new_page: bool = False) -> str:
    """Return a paragraph; a piece that is not a run already becomes one.

    At the top of a ``new_page`` there is no space above it.
    """
    runs = "".join(piece if piece.startswith("<w:") else run(piece) for piece in pieces)
    break_before = '<w:pageBreakBefore/><w:spacing w:before="0"/>' if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{break_before}</w:pPr>{runs}</w:p>'


def tag(statement: str) -> str:
    """Return a line that stands for ``statement`` alone and leaves no paragraph behind."""
    return paragraph("TemplateTag", f"{{%p {statement} %}}")


def each(loop: str, *content: str) -> str:
    """Return ``content`` once for every round of a loop such as ``word in words``."""
    return "".join((tag(f"for {loop}"), *content, tag("endfor")))


def where(condition: str, *content: str) -> str:
    """Return ``content`` where a condition holds, and nothing else."""
    return "".join((tag(f"if {condition}"), *content, tag("endif")))


def either(condition: str, *, then: str, otherwise: str) -> str:
    """Return one of two contents."""
    return "".join((tag(f"if {condition}"), then, tag("else"), otherwise, tag("endif")))


def cell(width: int, *content: str, fluid: bool = False) -> str:
    """Return a table cell; ``fluid`` leaves its width to the reader of the document."""
    size = '<w:tcW w:w="0" w:type="auto"/>' if fluid else f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}</w:tcPr>{''.join(content)}</w:tc>"


def row(cells: Sequence[str], *, header: bool = False, height: int = 0, exact: bool = False) -> str:
    """Return a row that is never split across pages.

    ``height``, in twentieths of a point, is the least it has, or ``exact``.
    """
    rule = "exact" if exact else "atLeast"
    tall = f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>' if height else ""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def tag_row(statement: str, widths: Sequence[int]) -> str:
    """Return a row that stands for ``statement`` alone, as wide as its table."""
    first = cell(widths[0], paragraph("TemplateTag", f"{{%tr {statement} %}}"))
    return row([first, *(cell(width, paragraph("TemplateTag")) for width in widths[1:])])


def tag_cell(statement: str, width: int) -> str:
    """Return a cell that stands for ``statement`` alone."""
    return cell(width, paragraph("TemplateTag", f"{{%tc {statement} %}}"), fluid=True)


def table(style: str, widths: Sequence[int], rows: Sequence[str], *, fluid: bool = False) -> str:
    """Return a table as wide as the text; ``fluid`` lets Word fit its columns to what they hold.

    A fluid table may have more widths than cells: those over are shared out when cells have
    been repeated. Raises ``ValueError`` where the widths do not add up to the width of the text.
    """
    if sum(widths) != TEXT_WIDTH:
        raise ValueError(f"column widths {list(widths)} add up to {sum(widths)}, not {TEXT_WIDTH}")
    layout = "" if fluid else '<w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>{layout}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def header_row(widths: Sequence[int], headings: Sequence[str], *, centred: Sequence[int] = ()) -> str:
    """Return the row of column headings, repeated on every page; ``centred`` are column places from 0."""
    return row(
        [
            cell(width, paragraph("TableHeadingCentred" if place in centred else "TableHeading", heading))
            for place, (width, heading) in enumerate(zip(widths, headings, strict=True))
        ],
        header=True,
    )


def listing(
    widths: Sequence[int],
    headings: Sequence[str],
    loop: str,
    cells: Sequence[str],
    *,
    centred: Sequence[int] = (),
    style: str = "RuledTable",
    height: int = 0,
) -> str:
    """Return a table with one row for every round of ``loop``; ``cells`` hold finished paragraphs.

    Cells in the styles Table Text Kept and the like hold the table together on one page.
    """
    body = [cell(width, content) for width, content in zip(widths, cells, strict=True)]
    rows = [header_row(widths, headings, centred=centred), *repeated(loop, body, widths, height=height)]
    return table(style, widths, rows)


def repeated(loop: str, cells: Sequence[str], widths: Sequence[int], *, height: int = 0) -> list[str]:
    """Return the rows that repeat ``cells``.

    Where they are in kept styles, the last round has a row of its own in the plain styles:
    it would else hold the table to whatever follows it.
    """
    kept = row(cells, height=height)
    free = kept.replace('Kept"/>', '"/>')
    choice = [kept]
    if free != kept:
        choice = [
            tag_row("if not loop.last", widths),
            kept,
            tag_row("else", widths),
            free,
            tag_row("endif", widths),
        ]
    return [tag_row(f"for {loop}", widths), *choice, tag_row("endfor", widths)]
